//! Shops of which only descriptions are known, no saved page: Xiaohongshu, Douyin and Kuaishou goods. Their pages are
//! rendered by script, so the item is read from the elements that such pages name alike, and from their services' answers.

use serde_json::Value;

use super::Site;
use crate::page::address::Address;
use crate::page::context::{Context, Outcome, clean, decimal_of, items, money_of, price_in, put_attribute, text_of};
use crate::page::js_object::at;
use crate::page::probes::{Expects, NodeProbe, Probes, node, pictures, text};
use crate::record::{Availability, Item, PriceKind};

/// Xiaohongshu (小红书).
pub(super) const XIAOHONGSHU: Site = Site {
    name: "xiaohongshu",
    expects: expects_xiaohongshu,
    probes: |expects| probes("xiaohongshu", expects),
    read,
    data: Some(data_xiaohongshu),
};
/// Douyin (抖音).
pub(super) const DOUYIN: Site =
    Site { name: "douyin", expects: expects_douyin, probes: |expects| probes("douyin", expects), read, data: None };
/// Kuaishou (快手).
pub(super) const KUAISHOU: Site = Site {
    name: "kuaishou",
    expects: expects_kuaishou,
    probes: |expects| probes("kuaishou", expects),
    read,
    data: None,
};

fn expects_xiaohongshu(address: &Address<'_>) -> Option<Expects> {
    let place = address.is_under("xiaohongshu.com")
        && (address.path.contains("/goods-detail/") || address.path.contains("/goods/"));
    place.then_some(Expects::Item)
}

fn expects_douyin(address: &Address<'_>) -> Option<Expects> {
    let place = address.is_under("jinritemai.com")
        && (address.path.contains("/product/") || address.path.contains("/trade/detail"));
    place.then_some(Expects::Item)
}

fn expects_kuaishou(address: &Address<'_>) -> Option<Expects> {
    let place = ["kwaixiaodian.com", "kuaishou.com", "kwaishop.com"].iter().any(|domain| address.is_under(domain));
    let goods = ["/merchant/shop/detail", "/goods", "/item", "/detail"].iter().any(|path| address.path.contains(path));
    (place && goods).then_some(Expects::Item)
}

fn probes(name: &'static str, expects: Expects) -> Probes {
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

fn read(page: &Context<'_>) -> Outcome {
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

fn id(address: &Address<'_>) -> Option<String> {
    let named = ["id", "product_id", "itemId", "item_id", "goodsId"].iter().find_map(|name| address.parameter(name));
    named.or_else(|| {
        let last = address.path.rsplit('/').next()?;
        (last.len() >= 8 && last.bytes().all(|byte| byte.is_ascii_alphanumeric())).then(|| last.to_owned())
    })
}

/// `data.template_data[]`: the page's parts.
fn data_xiaohongshu(page: &Context<'_>, value: &Value) -> Option<Outcome> {
    let parts = at(value, "data.template_data").or_else(|| value.get("template_data"))?;
    let get = |path: &str| items(Some(parts)).find_map(|part| at(part, path));
    let amount = get("priceH5.dealPrice.price").and_then(|price| money_of(price).or_else(|| decimal_of(price)));
    Some(Outcome::Item(Item {
        id: id(&page.address),
        title: get("descriptionMain.name").and_then(text_of),
        price: amount.and_then(|amount| price_in("CNY", amount, amount, PriceKind::Sale)),
        images: page.gallery(items(get("carouselH5.images")).filter_map(|image| image.get("url")?.as_str())),
        seller: get("sellerH5.name").and_then(text_of),
        ..Item::default()
    }))
}
