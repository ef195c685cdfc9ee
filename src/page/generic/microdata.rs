//! Products in microdata, and in RDFa with schema.org's names.

use std::collections::HashMap;

use super::json_ld::{OfferData, ProductData, amount_in, availability, gtin};
use crate::page::context::{Context, clean};
use crate::page::price_text;
use crate::page::snapshot::Node;

/// The products that the page's microdata describes, by their scopes in document order. Those that stand in a list
/// beside the main one are told apart by [`super::evidence`].
pub(in crate::page) fn products(page: &Context<'_>) -> Vec<(u32, ProductData)> {
    let mut products: Vec<(u32, ProductData)> = Vec::new();
    let mut places: HashMap<u32, usize> = HashMap::new();
    for node in page.snapshot.found("itemprop") {
        let Some(name) = node.attribute("itemprop").or_else(|| node.attribute("property")) else {
            continue;
        };
        let Some((scope, in_offer, in_other)) = product_scope(page, node) else {
            continue;
        };
        if in_other {
            continue;
        }
        let place = *places.entry(scope).or_insert_with(|| {
            products.push((scope, ProductData::default()));
            products.len() - 1
        });
        if let Some((_, product)) = products.get_mut(place) {
            for name in name.split_ascii_whitespace() {
                // RDFa writes `schema:price`, or the whole address.
                put(page, product, name.rsplit([':', '/']).next().unwrap_or(name), node, in_offer);
            }
        }
    }
    products
}

/// The product that a property belongs to, whether through an offer, and whether to something else within the product
/// (a brand, a review, a related product).
fn product_scope(page: &Context<'_>, node: &Node) -> Option<(u32, bool, bool)> {
    let (mut in_offer, mut in_other) = (false, false);
    for (index, element) in page.snapshot.path(node.element).skip(1).take(200) {
        let kind = element.itemtype.as_str();
        if kind.is_empty() {
            continue;
        }
        let kind = kind.trim_end_matches('/').rsplit(['/', ':']).next().unwrap_or(kind);
        if kind.eq_ignore_ascii_case("Offer") || kind.eq_ignore_ascii_case("AggregateOffer") {
            in_offer = true;
        } else if kind.ends_with("PriceSpecification") {
        } else if ["product", "individualproduct", "productgroup", "productmodel", "book"]
            .contains(&kind.to_ascii_lowercase().as_str())
        {
            return Some((index, in_offer, in_other));
        } else {
            in_other = true;
        }
    }
    None
}

fn value(node: &Node) -> Option<String> {
    ["content", "href", "src", "value", "data-src"]
        .iter()
        .find_map(|name| node.attribute(name))
        .and_then(clean)
        .or_else(|| clean(&node.text))
}

fn put(page: &Context<'_>, product: &mut ProductData, name: &str, node: &Node, in_offer: bool) {
    let content = node.attribute("content").and_then(clean);
    let words = || content.clone().or_else(|| clean(&node.text)).or_else(|| node.attribute("value").and_then(clean));
    let first = |slot: &mut Option<String>, value: Option<String>| {
        if slot.is_none() {
            *slot = value;
        }
    };
    match name {
        "name" if !in_offer => first(&mut product.name, words()),
        "url" => first(&mut product.url, value(node)),
        "sku" => first(&mut product.sku, words()),
        "productID" | "identifier" => first(&mut product.product_id, words()),
        "mpn" => first(&mut product.mpn, words()),
        "gtin13" | "gtin" | "gtin12" | "gtin14" | "gtin8" | "isbn" | "ean" => {
            first(&mut product.gtin, words().and_then(|text| gtin(&text)))
        }
        "brand" | "manufacturer" => first(&mut product.brand, words()),
        "image" => product.images.extend(value(node)),
        "price" | "lowPrice" | "highPrice" => {
            let text =
                content.or_else(|| node.attribute("value").map(str::to_owned)).unwrap_or_else(|| node.text.clone());
            let offer = offer(product);
            let amount = amount_in(page, &text);
            if name != "highPrice" && offer.low.is_none() {
                offer.low = amount;
            }
            if name != "lowPrice" && offer.high.is_none() {
                offer.high = amount;
            }
        }
        "priceCurrency" => {
            let code =
                words().and_then(|text| price_text::currency_code(&text, page.address.host, &page.snapshot.language));
            first(&mut offer(product).currency, code);
        }
        "availability" => {
            let text = node.attribute("href").map(str::to_owned).or(content).or_else(|| clean(&node.text));
            let found = text.as_deref().and_then(availability);
            let offer = offer(product);
            offer.availability = offer.availability.or(found);
        }
        _ => {}
    }
}

fn offer(product: &mut ProductData) -> &mut OfferData {
    if product.offers.is_empty() {
        product.offers.push(OfferData::default());
    }
    let last = product.offers.len() - 1;
    &mut product.offers[last]
}
