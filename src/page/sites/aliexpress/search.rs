//! AliExpress search results: today's elements, the data beside them, and the answers of their service.

use serde_json::Value;

use super::item::{id, is_here};
use crate::page::address::Address;
use crate::page::context::{Context, Outcome, holder_of, items, money_of, text_of};
use crate::page::js_object::{self, at};
use crate::page::price_text;
use crate::page::probes::{Expects, Probes, node, pictures, text};
use crate::page::sites::Site;
use crate::page::sites::cards::{plain, plain_card};
use crate::record::{Card, Item, Price, PriceKind};

/// Rules of this site.
pub(in crate::page::sites) const SITE: Site =
    Site { name: "aliexpress_search", expects, probes, read, data: Some(data) };

fn expects(address: &Address<'_>) -> Option<Expects> {
    let lists = ["/wholesale", "/w/", "/category/", "/search", "/premium/"];
    (is_here(address) && lists.iter().any(|path| address.path.contains(path))).then_some(Expects::List)
}

fn probes(expects: Expects) -> Probes {
    Probes::new("aliexpress_search", expects)
        .cards(
            "a.search-card-item, [class*=\"search-item-card-wrapper\"] a[href*=\"/item/\"]",
            &["[class*=\"price\"]"],
            [
                text("title", "h3, h1, [class*=\"title\"]").longest(300),
                text("price", "[class*=\"price-sale\"], [class*=\"price\"]").longest(60),
                node("link", "a[href*=\"/item/\"]").take(&["href"]),
                pictures("picture", "img").limit(1),
            ],
        )
        .script("init", "_init_data_")
        .watch(&["#card-list"])
}

fn read(page: &Context<'_>) -> Outcome {
    let shown = plain(page, |card| {
        let mut item = plain_card(page, card)?;
        item.id = item.url.as_deref().and_then(Address::parse).and_then(|address| id(&address));
        Some(item)
    });
    if matches!(&shown, Outcome::Cards(cards) if !cards.is_empty()) {
        return shown;
    }
    let init = page.snapshot.script("init").and_then(|script| js_object::after(script, "_init_data_"));
    init.and_then(|init| data(page, &init)).unwrap_or(shown)
}

/// Answers: the list itself, or the whole around it.
fn data(page: &Context<'_>, value: &Value) -> Option<Outcome> {
    let list = match value {
        Value::Array(_) => value,
        _ => holder_of(value, "itemList")?.get("itemList")?.get("content")?,
    };
    let cards: Vec<_> = items(Some(list)).filter_map(|entry| Some((None, Card::Item(card(page, entry)?)))).collect();
    (!cards.is_empty()).then_some(Outcome::Cards(cards))
}

fn card(page: &Context<'_>, entry: &Value) -> Option<Item> {
    let get = |path: &str| at(entry, path);
    let id = get("productId").or_else(|| get("redirectedId")).and_then(text_of)?;
    let sale = get("prices.salePrice").or_else(|| get("prices.originalPrice"));
    let price = sale.and_then(|sale| {
        let min = sale.get("minPrice").and_then(money_of)?;
        let text = sale.get("formattedPrice").and_then(text_of);
        let currency = sale.get("currencyCode").and_then(text_of);
        let currency = currency.or_else(|| price_text::currency_code(text.as_deref()?, page.address.host, ""));
        Some(Price { currency, min, max: min, kind: PriceKind::Sale, text })
    });
    Some(Item {
        url: Some(format!("https://www.aliexpress.com/item/{id}.html")),
        title: get("title.displayTitle").and_then(text_of),
        images: page.gallery(get("image.imgUrl").and_then(Value::as_str)),
        seller: get("store.storeName").and_then(text_of),
        id: Some(id),
        price,
        ..Item::default()
    })
    .filter(|item| item.title.is_some())
}
