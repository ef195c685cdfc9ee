//! What meta elements say: Open Graph, its product extension, Twitter cards.

use super::json_ld::{OfferData, ProductData, amount_in, availability, gtin};
use crate::page::context::{Context, clean};
use crate::page::price_text;

/// The product of the page's meta elements; its offer has a price only where they give one.
pub(in crate::page) fn product(page: &Context<'_>) -> ProductData {
    let first = |names: &[&str]| names.iter().find_map(|name| page.snapshot.meta(name)).and_then(clean);
    let amounts = [
        "product:sale_price:amount",
        "product:price:amount",
        "og:price:amount",
        "product:price",
        "og:product:price:amount",
    ];
    let low = amounts.iter().find_map(|name| page.snapshot.meta(name)).or_else(|| labelled(page));
    let low = low.and_then(|text| amount_in(page, text));
    let currency = first(&[
        "product:sale_price:currency",
        "product:price:currency",
        "og:price:currency",
        "og:product:price:currency",
    ])
    .and_then(|text| price_text::currency_code(&text, page.address.host, &page.snapshot.language));
    let stock = first(&["product:availability", "og:availability"]).as_deref().and_then(availability);
    let offer = OfferData { low, high: low, currency, availability: stock, ..OfferData::default() };
    let images = page.snapshot.found("meta").filter(|node| {
        node.attribute("property")
            .or_else(|| node.attribute("name"))
            .is_some_and(|name| name == "og:image" || name == "og:image:secure_url")
    });
    ProductData {
        name: first(&["og:title", "twitter:title"]),
        url: first(&["og:url"]),
        sku: first(&["product:retailer_item_id", "product:sku"]),
        mpn: first(&["product:mfr_part_no"]),
        gtin: first(&["product:ean", "product:isbn", "product:upc"]).as_deref().and_then(gtin),
        brand: first(&["product:brand", "og:brand"]),
        images: images.filter_map(|node| node.attribute("content").map(str::to_owned)).collect(),
        offers: vec![offer],
        ..ProductData::default()
    }
}

/// The price of a Twitter card: `twitter:label1` says "Price", and `twitter:data1` how much.
fn labelled<'a>(page: &'a Context<'_>) -> Option<&'a str> {
    ["1", "2"].iter().find_map(|number| {
        let label = page.snapshot.meta(&format!("twitter:label{number}"))?.to_lowercase();
        let names_price = super::score::PRICE.iter().any(|name| label.contains(name));
        page.snapshot.meta(&format!("twitter:data{number}")).filter(|_| names_price)
    })
}

/// Whether the meta elements call the page a product's.
pub(in crate::page) fn says_product(page: &Context<'_>) -> bool {
    page.snapshot.meta("og:type").is_some_and(|kind| {
        let kind = kind.to_ascii_lowercase();
        kind.contains("product") && kind != "product.group" || kind == "og:product" || kind == "book"
    })
}
