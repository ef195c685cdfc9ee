//! Xiaohongshu (小红书) goods. Known from descriptions only.

use serde_json::Value;

use super::{Site, described};
use crate::page::address::Address;
use crate::page::context::{Context, Outcome, items, money_of, price_in, text_of};
use crate::page::js_object::at;
use crate::page::probes::Expects;
use crate::record::{Item, PriceKind};

/// Rules of this site.
pub(super) const SITE: Site = Site {
    name: "xiaohongshu",
    expects,
    probes: |expects| described::probes("xiaohongshu", expects),
    read: described::read,
    data: Some(data),
};

fn expects(address: &Address<'_>) -> Option<Expects> {
    let goods = address.path.contains("/goods-detail/") || address.path.contains("/goods/");
    (address.is_under("xiaohongshu.com") && goods).then_some(Expects::Item)
}

/// `data.template_data[]`: the page's parts.
fn data(page: &Context<'_>, value: &Value) -> Option<Outcome> {
    let parts = at(value, "data.template_data").or_else(|| value.get("template_data"))?;
    let get = |path: &str| items(Some(parts)).find_map(|part| at(part, path));
    let amount = get("priceH5.dealPrice.price").and_then(money_of);
    Some(Outcome::Item(Item {
        id: described::id(&page.address),
        title: get("descriptionMain.name").and_then(text_of),
        price: amount.and_then(|amount| price_in("CNY", amount, amount, PriceKind::Sale)),
        images: page.gallery(items(get("carouselH5.images")).filter_map(|image| image.get("url")?.as_str())),
        seller: get("sellerH5.name").and_then(text_of),
        ..Item::default()
    }))
}
