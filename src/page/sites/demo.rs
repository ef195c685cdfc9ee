//! The demo shop of this repository, its factory, and their pictures: made-up hosts under `yuantou.localhost`.
//!
//! The retailer's item pages are ordinary ones and left to the generic rules.

use super::Site;
use super::cards::{plain, plain_card};
use crate::json;
use crate::page::address::{Address, encode};
use crate::page::context::{Context, Outcome};
use crate::page::probes::{Expects, Probes, node, pictures, text};
use crate::page::source_search::{By, SourceSearch};
use crate::record::{Card, Item, Offer, Reason};

/// The factory's side.
pub(super) const FACTORY: Site =
    Site { name: "demo_factory", expects: expects_factory, probes: probes_factory, read: read_factory, data: None };
/// The retailer's lists.
pub(super) const SHOP: Site =
    Site { name: "demo_shop", expects: expects_shop, probes: probes_shop, read: read_shop, data: None };

fn expects_factory(address: &Address<'_>) -> Option<Expects> {
    (address.host == "factory.yuantou.localhost").then_some(if address.path.contains("search") {
        Expects::List
    } else {
        Expects::Offer
    })
}

fn probes_factory(expects: Expects) -> Probes {
    let offer = || text("offer", "script[type=\"application/json\"]").longest(60_000);
    match expects {
        Expects::List => {
            Probes::new("demo_factory", expects).cards("li.offer", &[".price"], [offer()]).watch(&["ul", "main"])
        }
        _ => Probes::new("demo_factory", expects)
            .nodes([text("offer", "script#offer").longest(60_000)])
            // Drawn by a script, when the offer has come.
            .anchors(&[".tier-price"]),
    }
}

fn read_factory(page: &Context<'_>) -> Outcome {
    let offer = |text: &str| -> Option<Offer> {
        // A record carries its kind, which the offer itself does not know.
        json::parse(text.as_bytes()).ok()
    };
    if page.expects == Expects::List {
        let cards = page.snapshot.found("card").enumerate();
        let cards =
            cards.filter_map(|(index, card)| Some((Some(index as u32), Card::Offer(offer(card.part("offer")?)?))));
        return Outcome::Cards(cards.collect());
    }
    match page.snapshot.text("offer").and_then(offer) {
        Some(offer) => Outcome::Offer(offer),
        None => Outcome::Nothing(Reason::PageChanged),
    }
}

fn expects_shop(address: &Address<'_>) -> Option<Expects> {
    let list = matches!(address.path, "" | "/" | "/index.html");
    (address.host == "shop.yuantou.localhost" && list).then_some(Expects::List)
}

fn probes_shop(expects: Expects) -> Probes {
    Probes::new("demo_shop", expects)
        .cards(
            "li.card",
            &[".price"],
            [
                text("title", ".title"),
                text("price", ".price").longest(60),
                node("link", "a").take(&["href"]),
                pictures("picture", "img").limit(1),
            ],
        )
        .watch(&["ul"])
}

fn read_shop(page: &Context<'_>) -> Outcome {
    plain(page, |card| plain_card(page, card))
}

/// The searches for an item of the demo shop, whose marketplace stands beside it; nothing for other shops' items.
pub(in crate::page) fn search(item: &Item, picture: Option<&str>) -> Option<Vec<SourceSearch>> {
    let page = item.url.as_deref().and_then(Address::parse);
    let shop = page.filter(|address| address.is_under("yuantou.localhost"))?;
    let by_picture = |picture| SourceSearch {
        platform: "demo",
        by: By::Picture,
        url: format!(
            "{}://factory.yuantou.localhost{}/search.html?imageAddress={}",
            shop.scheme,
            shop.port,
            encode(picture)
        ),
    };
    Some(picture.map(by_picture).into_iter().collect())
}
