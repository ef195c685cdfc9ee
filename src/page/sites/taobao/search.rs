//! Taobao and Tmall search results: today's hashed elements, and the data of older pages (`g_page_config`).

use serde_json::Value;

use crate::page::address::Address;
use crate::page::context::{Context, Outcome, clean, items, money_of, picture_of, price_in, text_of};
use crate::page::js_object::{self, at};
use crate::page::probes::{Expects, Probes, node, pictures, text};
use crate::page::sites::{Site, cards::plain};
use crate::page::snapshot::Node;
use crate::record::{Card, Item, PriceKind};

/// Rules of this site.
pub(in crate::page::sites) const SITE: Site = Site { name: "taobao_search", expects, probes, read, data: None };

fn expects(address: &Address<'_>) -> Option<Expects> {
    let hosts = ["s.taobao.com", "list.tmall.com", "s.m.taobao.com", "list.taobao.com", "search.taobao.com"];
    let host = hosts.iter().any(|host| address.is_under(host));
    let shop = (address.is_under("taobao.com") || address.is_under("tmall.com")) && address.path.contains("search");
    (host || shop).then_some(Expects::List)
}

#[rustfmt::skip]
const CARD: &str = "[class*=\"doubleCardWrapper\"], [class*=\"doubleCard--\"], #mainsrp-itemlist .item, .m-itemlist .item, #J_ItemList .product, .J_TItems .item";

fn probes(expects: Expects) -> Probes {
    Probes::new("taobao_search", expects)
        .cards(
            CARD,
            &["[class*=\"priceWrapper--\"]", "[class*=\"priceInt--\"]", ".price", ".productPrice"],
            [
                text("title", "[class*=\"title--\"], .title, .productTitle, .item-name").longest(300),
                text("whole", "[class*=\"priceInt--\"]").longest(20),
                text("fraction", "[class*=\"priceFloat--\"]").longest(20),
                text("price", ".price strong, .price em, .productPrice em, .price, .c-price").longest(40),
                text("shop", "[class*=\"shopName--\"], [class*=\"shopNameText--\"], .shopname, .productShop")
                    .longest(60),
                node("link", "a[href*=\"item.htm\"], a[href*=\"item\"], a[href*=\"click.simba\"], a")
                    .limit(2)
                    .take(&["href", "data-nid", "id"]),
                pictures("picture", "[class*=\"mainPic--\"], .pic img, .productImg img, img").limit(1),
            ],
        )
        .script("config", "g_page_config")
        .watch(&["#content_items_wrapper", "[class*=\"contentInner--\"]", "#mainsrp-itemlist"])
}

fn read(page: &Context<'_>) -> Outcome {
    let shown = plain(page, |card| from_element(page, card));
    if matches!(&shown, Outcome::Cards(cards) if !cards.is_empty()) {
        return shown;
    }
    let config = page.snapshot.script("config").and_then(|script| js_object::after(script, "g_page_config"));
    let listed = config.as_ref().and_then(|config| at(config, "mods.itemlist.data.auctions"));
    Outcome::Cards(items(listed).filter_map(|entry| Some((None, Card::Item(from_listed(page, entry)?)))).collect())
}

fn from_element(page: &Context<'_>, card: &Node) -> Option<Item> {
    let own = card.attribute("href").into_iter();
    let links: Vec<&str> = own.chain(card.found("link").filter_map(|link| link.attribute("href"))).collect();
    // `1999` and `.00` stand in two elements.
    let whole = card.part("whole").map(|whole| format!("￥{whole}{}", card.part("fraction").unwrap_or("")));
    let price = whole.or_else(|| {
        card.part("price").map(|text| if text.contains(['¥', '￥']) { text.to_owned() } else { format!("￥{text}") })
    });
    let url = links.iter().find_map(|link| page.resolve(link));
    let id = url.as_deref().and_then(Address::parse).and_then(|address| address.parameter("id"));
    let nid = card.attribute("data-nid").or_else(|| card.found("link").find_map(|link| link.attribute("data-nid")));
    let item = Item {
        title: card.part("title").and_then(clean),
        price: price.and_then(|text| page.price(&text)),
        images: page.gallery(card.found("picture").filter_map(picture_of).take(1)),
        seller: card.part("shop").and_then(clean),
        id: id.or_else(|| nid.map(str::to_owned)),
        url,
        ..Item::default()
    };
    (item.title.is_some() && (item.price.is_some() || item.id.is_some())).then_some(item)
}

fn from_listed(page: &Context<'_>, entry: &Value) -> Option<Item> {
    let text = |key: &str| entry.get(key).and_then(text_of);
    let price = entry.get("view_price").and_then(money_of);
    let id = text("nid");
    Some(Item {
        url: id.as_ref().map(|id| format!("https://item.taobao.com/item.htm?id={id}")),
        title: text("raw_title").or_else(|| text("title")),
        price: price.and_then(|price| price_in("CNY", price, price, PriceKind::Sale)),
        images: page.gallery(text("pic_url")),
        seller: text("nick"),
        id,
        ..Item::default()
    })
    .filter(|item| item.title.is_some())
}
