//! Amazon items, in every country.

use crate::page::address::Address;
use crate::page::context::{Context, Outcome, clean, picture_of, put_attribute};
use crate::page::js_object;
use crate::page::probes::{Expects, NodeProbe, Probes, node, pictures, text};
use crate::page::sites::Site;
use crate::page::snapshot::Node;
use crate::record::{Availability, Item, PriceKind};

/// Rules of this site.
pub(in crate::page::sites) const SITE: Site = Site { name: "amazon", expects, probes, read, data: None };

fn expects(address: &Address<'_>) -> Option<Expects> {
    (is_here(address) && asin(address).is_some()).then_some(Expects::Item)
}

/// Whether the address is one of Amazon's country shops.
pub(super) fn is_here(address: &Address<'_>) -> bool {
    let host = address.host.strip_prefix("www.").or_else(|| address.host.strip_prefix("m.")).unwrap_or(address.host);
    host.strip_prefix("amazon.").is_some_and(|country| country.len() <= 6)
}

/// The product's ten-character id.
fn asin(address: &Address<'_>) -> Option<String> {
    ["/dp/", "/gp/product/", "/gp/aw/d/", "/gp/offer-listing/", "/exec/obidos/asin/"].iter().find_map(|before| {
        let start = address.path.find(before)? + before.len();
        let id = address.path.get(start..start + 10)?;
        id.bytes().all(|byte| byte.is_ascii_alphanumeric()).then(|| id.to_owned())
    })
}

/// What one pays, best first. The document's first `.a-offscreen` may be a related item's.
#[rustfmt::skip]
const PRICES: &[&str] = &[
    "#corePriceDisplay_desktop_feature_div .priceToPay .a-offscreen, #corePriceDisplay_mobile_feature_div .priceToPay .a-offscreen",
    "#corePriceDisplay_desktop_feature_div .priceToPay, #corePriceDisplay_mobile_feature_div .priceToPay",
    "#corePrice_feature_div .a-price .a-offscreen, #corePrice_desktop .apexPriceToPay .a-offscreen",
    "#apex_desktop .a-price:not(.a-text-price) .a-offscreen, #apex_offerDisplay_desktop .a-price .a-offscreen",
    "#price_inside_buybox",
    "#newBuyBoxPrice",
    "#priceblock_dealprice",
    "#priceblock_saleprice, #priceblock_pospromoprice, #actualPriceValue",
    "#priceblock_ourprice",
    "#kindle-price",
    "#buyNewSection .offer-price, #newOfferAccordionRow .header-price",
    "#buyNew_noncbb, #unqualifiedBuyBox .a-color-price, #buybox .offer-price, #buybox .header-price, #buybox #price_inside_buybox",
    "#mediaNoAccordion .header-price, #tmmSwatches .selected .a-color-price, .swatchElement.selected .a-color-price",
    "#rental_buy_price, #usedBuySection .offer-price",
];

#[rustfmt::skip]
const NAMES: &[&str] = &["price0", "price1", "price2", "price3", "price4", "price5", "price6", "price7", "price8", "price9", "price10", "price11", "price12", "price13"];

fn probes(expects: Expects) -> Probes {
    let mut probes = Probes::new("amazon", expects);
    for (name, css) in NAMES.iter().zip(PRICES) {
        probes.nodes.push(text(name, css).longest(60).limit(2));
    }
    let row = |name, css| NodeProbe {
        parts: vec![
            text("name", "th, td, .a-text-bold").longest(80),
            text("value", "td").limit(2).longest(200),
            text("listed", "span").limit(4).longest(200),
        ],
        ..node(name, css).limit(60)
    };
    probes
        .nodes([
            text("title", "#productTitle, #ebooksProductTitle, #title").longest(600),
            text("availability", "#availability, #outOfStock, #ddmAvailabilityMessage").longest(300).limit(3),
            node("out", "#outOfStock, #backInStock, #outOfStockBuyBox_feature_div #outOfStock"),
            node("buy", "#add-to-cart-button, #buy-now-button, #one-click-button, #add-to-cart-button-ubb, #rcx-subscribe-submit-button, #buybox-see-all-buying-choices, #submit.add-to-cart, #mas-buy-button"),
            node("main", "#landingImage, #imgBlkFront, #ebooksImgBlkFront, #main-image").take(&["data-old-hires", "data-a-dynamic-image", "src"]),
            pictures("thumb", "#altImages li.item img, #altImages .imageThumbnail img"),
            text("brand", "#bylineInfo, #brand").longest(120),
            text("seller", "#sellerProfileTriggerId, #merchant-info a").limit(6).longest(80),
            row("row", "#productDetails_techSpec_section_1 tr, #productDetails_detailBullets_sections1 tr, #productOverview_feature_div tr"),
            text("freight", "#mir-layout-DELIVERY_BLOCK, #price-shipping-message, #ourprice_shippingmessage").longest(160),
            node("captcha", "form[action*=\"validateCaptcha\"]"),
        ])
        .anchors(&["#corePriceDisplay_desktop_feature_div", "#corePriceDisplay_mobile_feature_div", "#corePrice_feature_div", "#apex_desktop", "#price_inside_buybox", "#priceblock_ourprice", "#priceblock_dealprice", "#kindle-price"])
        .watch(&["#corePriceDisplay_desktop_feature_div", "#apex_desktop", "#twister-plus-inline-twister", "#centerCol"])
}

fn read(page: &Context<'_>) -> Outcome {
    let snapshot = page.snapshot;
    let id = asin(&page.address);
    let mut item = Item { id: id.clone(), sku: id, title: snapshot.text("title").and_then(clean), ..Item::default() };
    let says_out =
        snapshot.found("out").next().is_some() || snapshot.found("availability").any(|node| is_out(&node.text));
    let can_buy = snapshot.found("buy").next().is_some();
    if !says_out {
        item.price =
            NAMES.iter().flat_map(|name| snapshot.found(name)).find_map(|node| page.price(first_price(&node.text)));
    }
    if let Some(price) = item.price.as_mut().filter(|price| !price.kind.is_conditional()) {
        price.kind = if price.max > price.min { PriceKind::From } else { PriceKind::Sale };
    }
    item.availability = if says_out {
        Some(Availability::OutOfStock)
    } else if item.price.is_some() || can_buy {
        Some(Availability::InStock)
    } else {
        item.title.as_ref().map(|_| Availability::OutOfStock)
    };
    let main = snapshot.found("main").next();
    let largest = main.and_then(|node| node.attribute("data-a-dynamic-image")).map(js_object::parse);
    let largest = largest.as_ref().and_then(|sizes| sizes.as_object()).and_then(|sizes| sizes.keys().next().cloned());
    let main = main.and_then(picture_of).filter(|address| address.starts_with("http")).map(str::to_owned).or(largest);
    let thumbs = snapshot.found("thumb").filter_map(picture_of).map(str::to_owned);
    item.images = page.gallery(main.into_iter().chain(thumbs));
    // The offer of a used one has a seller of its own.
    let is_used =
        |node: &&Node| snapshot.path(node.element).any(|(_, element)| element.id.to_ascii_lowercase().contains("used"));
    item.seller = snapshot.found("seller").find(|node| !is_used(node)).and_then(|node| clean(&node.text));
    item.brand = snapshot.text("brand").and_then(brand);
    for row in snapshot.found("row") {
        // Of two cells the last is the value; in a list the name is bold, and the value the last span.
        let value = row.found("value").last().or_else(|| row.found("listed").last());
        if let (Some(name), Some(value)) = (row.part("name"), value.map(|node| node.text.as_str())) {
            put_attribute(&mut item.attributes, name, value);
        }
    }
    item.freight = snapshot.text("freight").and_then(|text| page.price_text(text).freight);
    Outcome::Item(item)
}

/// `$12.99$12.99` is one price, said twice: once for readers of the screen.
fn first_price(text: &str) -> &str {
    let half = text.len() / 2;
    match text.split_at_checked(half) {
        Some((one, other)) if one == other => one,
        _ => text,
    }
}

/// Whether it says so, in the languages of Amazon's shops.
fn is_out(text: &str) -> bool {
    #[rustfmt::skip]
    const OUT: [&str; 17] = [
        "currently unavailable", "out of stock", "derzeit nicht verfügbar", "nicht auf lager", "actuellement indisponible", "temporairement en rupture", "non disponibile", "no disponible", "não disponível", "indisponível", "momenteel niet verkrijgbaar",
        "niet op voorraad", "在庫切れ", "現在お取り扱いできません", "obecnie niedostępny", "för närvarande inte tillgänglig", "غير متوفر",
    ];
    let text = text.to_lowercase();
    OUT.iter().any(|words| text.contains(words))
}

/// The name in `Visit the X Store`, `Brand: X`, `Marke: X`.
fn brand(text: &str) -> Option<String> {
    let text = text.trim();
    let named = text.rsplit_once([':', '：']).map_or(text, |(_, name)| name);
    #[rustfmt::skip]
    const STORES: [(&str, &str); 10] = [
        ("Visit the ", " Store"), ("Besuche den ", "-Store"), ("Visiter la boutique ", ""), ("Visita la tienda de ", ""), ("Visite a loja ", ""), ("Besök ", "-butiken"), ("Odwiedź sklep ", ""), ("Visita lo Store di ", ""), ("Bezoek de ", "-winkel"), ("", "のストアを表示"),
    ];
    let store = STORES.iter().find_map(|(start, end)| named.strip_prefix(start)?.strip_suffix(end));
    let named = store.unwrap_or(named);
    let is_author = named.starts_with("by ") || named.contains("(Author)") || named.contains("Edition");
    clean(named).filter(|name| name.chars().count() <= 60 && !is_author)
}
