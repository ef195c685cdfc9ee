//! 1688 offer pages of 2021 and before: `iDetailConfig` and `iDetailData` in inline scripts.

use serde_json::Value;

use crate::page::context::{Context, clean, count_of, items, money_of, text_of};
use crate::page::js_object::{self, at};
use crate::record::{Offer, Tier};
use crate::sorting;

/// Reads what the two scripts say; nothing where neither is there.
pub(super) fn read(page: &Context<'_>) -> Option<Offer> {
    let config = page.snapshot.script("old_config").and_then(|script| js_object::after(script, "iDetailConfig"));
    let data = page.snapshot.script("old_data").and_then(|script| js_object::after(script, "iDetailData"));
    if config.is_none() && data.is_none() {
        return None;
    }
    let configured = |key: &str| config.as_ref().and_then(|config| config.get(key));
    let sku = data.as_ref().and_then(|data| at(data, "sku"));
    let mut offer = Offer {
        id: configured("offerid").and_then(text_of),
        title: page.snapshot.text("title").and_then(clean),
        unit: configured("unit").and_then(text_of),
        ..Offer::default()
    };
    // `[[2, 12.5], [100, 11]]`
    for range in items(sku.and_then(|sku| sku.get("priceRange"))) {
        let from = range.get(0).and_then(count_of).and_then(|from| u32::try_from(from).ok());
        if let (Some(from), Some(price)) = (from, range.get(1).and_then(money_of)) {
            offer.tiers.push(Tier { from: from.max(1), price });
        }
    }
    sorting::sort_by_key(&mut offer.tiers, |tier| tier.from);
    if offer.tiers.is_empty()
        && let Some(price) = configured("refPrice").and_then(money_of)
    {
        let from = configured("beginAmount").and_then(count_of).and_then(|from| from.try_into().ok()).unwrap_or(1);
        offer.tiers.push(Tier { from, price });
    }
    offer.moq = offer.tiers.first().map(|tier| tier.from);
    offer.skus =
        super::parts::skus(page, sku.and_then(|sku| sku.get("skuMap")), sku.and_then(|sku| sku.get("skuProps")));
    let pictures = items(data.as_ref().and_then(|data| data.get("images"))).filter_map(Value::as_str);
    offer.images = page.gallery(pictures);
    Some(offer)
}
