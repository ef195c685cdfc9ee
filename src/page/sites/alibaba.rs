//! alibaba.com product pages: `window.detailData`, the elements of today and of 2021, and JSON-LD.

use serde_json::Value;

use super::Site;
use crate::page::address::Address;
use crate::page::context::{Context, Outcome, clean, count_of, holder_of, items, put_attribute, text_of};
use crate::page::js_object::{self, at};
use crate::page::price_text::PriceText;
use crate::page::probes::{Expects, NodeProbe, Probes, node, pictures, text};
use crate::page::sites::generic_offer;
use crate::page::snapshot::Node;
use crate::record::{Offer, Reason, Supplier, Tier};
use crate::sorting;

/// Rules of this site.
pub(super) const SITE: Site = Site { name: "alibaba", expects, probes, read, data: None };

fn expects(address: &Address<'_>) -> Option<Expects> {
    (address.is_under("alibaba.com") && address.path.contains("/product-detail/")).then_some(Expects::Offer)
}

/// `…_<id>.html`
pub(super) fn id(address: &Address<'_>) -> Option<String> {
    let last = address.path.rsplit(['_', '/']).next()?.trim_end_matches(".html");
    (!last.is_empty() && last.bytes().all(|byte| byte.is_ascii_digit())).then(|| last.to_owned())
}

fn probes(expects: Expects) -> Probes {
    let row = NodeProbe {
        parts: vec![
            text("name", "[data-testid=\"module-attribute-name\"], [class*=\"left\"], dt, .attr-name").longest(80),
            text("cell", "div").limit(2).longest(200),
            text("value", "[data-testid=\"module-attribute-value\"], [class*=\"right\"], dd, .attr-value").longest(200),
        ],
        ..node(
            "row",
            "[data-testid=\"three-column-key-attributes-row\"], [data-testid=\"module-attribute-row\"], [class*=\"attribute-item\"], .do-entry-list dl",
        )
        .limit(60)
    };
    Probes::new("alibaba", expects)
        .nodes([
            text("title", "h1[title], .product-title h1, .ma-title, h1").take(&["title"]),
            text("tier", "[data-testid=\"pc-purchase-price-tier\"], [data-testid=\"ladder-price\"] .price-item, .price-list .price-item, .ma-ladder-price-item, .ladder-price-item").limit(8).longest(120).with(text("struck", "del, s")),
            text("price", "[data-testid=\"fixed-price\"], [data-testid=\"range-price\"], [data-testid=\"product-price\"], .ma-ref-price, .ma-spec-price, [class*=\"price-range\"]").longest(80).limit(2),
            text("moq", "[data-testid=\"pc-purchase-effective-moq\"], .ma-min-order, [class*=\"moq\"]").longest(80),
            text("years", ".company-life, .join-year, [class*=\"company-years\"]").longest(40),
            text("company", ".company-name a, .company-name, [class*=\"companyName\"]").longest(100),
            pictures("gallery", "[data-testid=\"media-image\"] img, .detail-next-slick img, .main-image img, .images-view-list img"),
            row,
        ])
        .script("detail", "window.detailData")
        .anchors(&["[data-testid=\"pc-purchase-price-tier\"]", "[data-testid=\"ladder-price\"]", "[data-testid=\"product-price\"]", ".price-list", ".ma-ladder-price", ".ma-ref-price", "[class*=\"price\"]"])
        .watch(&["[data-testid=\"pc-purchase-price-tier\"]"])
}

fn read(page: &Context<'_>) -> Outcome {
    let snapshot = page.snapshot;
    let detail = snapshot.script("detail").and_then(|script| js_object::after(script, "window.detailData"));
    let mut offer = detail.as_ref().map(|detail| from_data(page, detail)).unwrap_or_default();
    offer.platform = Some("alibaba".to_owned());
    offer.id = id(&page.address).or(offer.id);
    let heading = snapshot.attribute("title", "title").or_else(|| snapshot.text("title"));
    offer.title = offer.title.or_else(|| heading.and_then(clean));
    if offer.tiers.is_empty() {
        // A single price may stand in a tier again, where it says nothing of how many.
        for probe in ["tier", "price"] {
            let texts: Vec<PriceText> = snapshot.found(probe).map(|node| page.price_text(&unstruck(node))).collect();
            if offer.tiers.is_empty() {
                add_tiers(&mut offer, &texts);
            }
        }
    }
    let moq = snapshot.text("moq").map(|text| page.price_text(text));
    if let Some(moq) = moq.as_ref().and_then(|text| u32::try_from(text.moq.or(text.quantity)?).ok()) {
        offer.moq = Some(moq);
        offer.unit = page.price_text(snapshot.text("moq").unwrap_or("")).unit.or(offer.unit.take());
    }
    offer.moq = offer.moq.or_else(|| offer.tiers.first().map(|tier| tier.from));
    // A price without a quantity holds from the least one on.
    if let (Some(moq), [only]) = (offer.moq, offer.tiers.as_mut_slice()) {
        only.from = only.from.max(moq);
    }
    if offer.images.is_empty() {
        offer.images = page.pictures("gallery");
    }
    for row in snapshot.found("row") {
        // Rows of neither names nor classes have two cells.
        let cell = |at: usize| row.found("cell").nth(at).map(|cell| cell.text.as_str());
        let named = row.part("name").zip(row.part("value"));
        if let Some((name, value)) = named.or_else(|| cell(0).zip(cell(1))) {
            put_attribute(&mut offer.attributes, name, value);
        }
    }
    if offer.supplier.is_none()
        && let Some(name) = snapshot.text("company").and_then(clean)
    {
        offer.supplier = Some(Supplier { name: Some(name), ..Supplier::default() });
    }
    let years = snapshot
        .text("years")
        .and_then(|text| text.split(|c: char| !c.is_ascii_digit()).find(|word| !word.is_empty())?.parse().ok());
    if let Some(supplier) = &mut offer.supplier {
        supplier.years = supplier.years.or(years);
    }
    generic_offer(page, &mut offer);
    if offer.title.is_none() && offer.tiers.is_empty() {
        return Outcome::Nothing(Reason::PageChanged);
    }
    Outcome::Offer(offer)
}

/// The text of a tier without the price that is struck out.
fn unstruck(node: &Node) -> String {
    node.found("struck").fold(node.text.clone(), |text, struck| text.replacen(&struck.text, "", 1))
}

/// `$1.20` with `5-99 cartons`: the price from 5 on.
fn add_tiers(offer: &mut Offer, texts: &[PriceText]) {
    for text in texts {
        let Some((price, _)) = text.range() else {
            continue;
        };
        let from = text.quantity.and_then(|from| u32::try_from(from).ok()).unwrap_or(1).max(1);
        if offer.currency.is_none() {
            offer.currency.clone_from(&text.currency);
        }
        if offer.unit.is_none() {
            offer.unit.clone_from(&text.unit);
        }
        if !offer.tiers.iter().any(|tier| tier.from == from) {
            offer.tiers.push(Tier { from, price });
        }
    }
    sorting::sort_by_key(&mut offer.tiers, |tier| tier.from);
}

fn from_data(page: &Context<'_>, detail: &Value) -> Offer {
    let get = |path: &str| at(detail, path);
    let mut offer = Offer {
        title: get("globalData.product.subject").and_then(text_of),
        id: get("globalData.product.productId").and_then(text_of),
        ..Offer::default()
    };
    let list = holder_of(detail, "priceList").and_then(|holder| holder.get("priceList"));
    let ladder = holder_of(detail, "ladderPrices").and_then(|holder| holder.get("ladderPrices"));
    let texts: Vec<PriceText> = items(list.or(ladder))
        .filter_map(|tier| {
            let price = tier.get("formatPrice").and_then(text_of)?;
            // Without a quantity it is the price of a sample.
            let range = tier.get("formatLadder").and_then(text_of)?;
            Some(page.price_text(&format!("{price} {range}")))
        })
        .collect();
    let ranges = holder_of(detail, "productLadderPrices").and_then(|holder| holder.get("productLadderPrices"));
    for range in items(ranges) {
        let from = range.get("min").and_then(count_of).and_then(|from| u32::try_from(from).ok());
        let text = range.get("formatPrice").and_then(text_of).map(|text| page.price_text(&text));
        if let (Some(from), Some(text)) = (from, text) {
            add_tiers(&mut offer, &[PriceText { quantity: Some(from.into()), ..text }]);
        }
    }
    if offer.tiers.is_empty() {
        add_tiers(&mut offer, &texts);
    }
    let moq = holder_of(detail, "formatMinOrderQuantity")
        .and_then(|holder| holder.get("formatMinOrderQuantity"))
        .and_then(text_of);
    if let Some(read) = moq.map(|text| page.price_text(&text)) {
        offer.moq = read.moq.or(read.quantity).and_then(|moq| u32::try_from(moq).ok());
        offer.unit = offer.unit.or(read.unit);
    }
    let pictures = items(get("globalData.product.mediaItems"))
        .filter_map(|media| at(media, "imageUrl.original").or_else(|| at(media, "imageUrl.big"))?.as_str());
    offer.images = page.gallery(pictures);
    for pair in items(get("globalData.product.productBasicProperties")) {
        if let (Some(name), Some(value)) =
            (pair.get("attrName").and_then(text_of), pair.get("attrValue").and_then(text_of))
        {
            put_attribute(&mut offer.attributes, &name, &value);
        }
    }
    let name = get("globalData.seller.companyName").and_then(text_of);
    let years = get("globalData.seller.companyJoinYears").and_then(text_of).and_then(|years| years.parse().ok());
    offer.supplier = name.map(|name| Supplier { name: Some(name), years, ..Supplier::default() });
    offer
}
