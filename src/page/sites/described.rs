//! What is common to shops of which only descriptions are known, no saved page. Their pages are rendered by script, so
//! the item is read from the elements that such pages name alike.

use crate::page::address::Address;
use crate::page::context::{Context, Outcome, clean, put_attribute};
use crate::page::probes::{Expects, NodeProbe, Probes, node, pictures, text};
use crate::record::{Availability, Item};

/// Probes of an item page of the site of that name.
pub(super) fn probes(name: &'static str, expects: Expects) -> Probes {
    let attribute = NodeProbe {
        parts: vec![
            text("name", "[class*=\"label\" i], [class*=\"key\" i], dt, th").longest(60),
            text("value", "[class*=\"value\" i], [class*=\"content\" i], dd, td").longest(160),
        ],
        ..node("attribute", "[class*=\"param-item\" i], [class*=\"paramItem\" i], [class*=\"property-item\" i], [class*=\"propertyItem\" i], [class*=\"attr-item\" i]").limit(60)
    };
    Probes::new(name, expects)
        .nodes([
            text("title", "[class*=\"goods-name\" i], [class*=\"goodsName\" i], [class*=\"goods-title\" i], [class*=\"product-title\" i], [class*=\"productTitle\" i], [class*=\"detail-title\" i], [class*=\"item-title\" i]"),
            text("price", "[class*=\"deal-price\" i], [class*=\"dealPrice\" i], [class*=\"sale-price\" i], [class*=\"salePrice\" i], [class*=\"current-price\" i], [class*=\"currentPrice\" i], [class*=\"goods-price\" i], [class*=\"price\" i]").longest(60).limit(6),
            text("shop", "[class*=\"shop-name\" i], [class*=\"shopName\" i], [class*=\"seller-name\" i], [class*=\"store-name\" i]").longest(60),
            text("freight", "[class*=\"freight\" i], [class*=\"shipping\" i], [class*=\"logistics\" i]").longest(60),
            text("gone", "[class*=\"off-shelf\" i], [class*=\"offShelf\" i], [class*=\"sold-out\" i], [class*=\"soldOut\" i]").longest(40),
            pictures("gallery", "[class*=\"swiper\" i] img, [class*=\"carousel\" i] img, [class*=\"gallery\" i] img, [class*=\"slider\" i] img"),
            attribute,
        ])
        .anchors(&["[class*=\"deal-price\" i]", "[class*=\"dealPrice\" i]", "[class*=\"current-price\" i]", "[class*=\"goods-price\" i]", "[class*=\"price\" i]"])
        .watch(&["[class*=\"price\" i]", "[class*=\"sku\" i]"])
}

/// Reads what they found.
pub(super) fn read(page: &Context<'_>) -> Outcome {
    let snapshot = page.snapshot;
    let mut item = Item {
        id: id(&page.address),
        title: snapshot.text("title").and_then(clean),
        price: snapshot.found("price").find_map(|node| page.price(&node.text)),
        images: page.pictures("gallery"),
        seller: snapshot.text("shop").and_then(clean),
        freight: snapshot.text("freight").and_then(|text| page.price_text(text).freight),
        ..Item::default()
    };
    for node in snapshot.found("attribute") {
        if let (Some(name), Some(value)) = (node.part("name"), node.part("value")) {
            put_attribute(&mut item.attributes, name, value);
        }
    }
    item.availability = match (snapshot.text("gone"), &item.price) {
        (Some(_), _) => Some(Availability::OutOfStock),
        (None, Some(_)) => Some(Availability::InStock),
        (None, None) => None,
    };
    Outcome::Item(item)
}

/// The item's id: a parameter, or the last part of the path.
pub(super) fn id(address: &Address<'_>) -> Option<String> {
    let named = ["id", "product_id", "itemId", "item_id", "goodsId"].iter().find_map(|name| address.parameter(name));
    named.or_else(|| {
        let last = address.path.rsplit('/').next()?;
        (last.len() >= 8 && last.bytes().all(|byte| byte.is_ascii_alphanumeric())).then(|| last.to_owned())
    })
}
