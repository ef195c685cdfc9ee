//! Amazon search results, in every country.

use super::item::is_here;
use crate::page::address::Address;
use crate::page::context::{Context, Outcome};
use crate::page::probes::{Expects, Probes, node, pictures, text};
use crate::page::sites::Site;
use crate::page::sites::cards::{plain, plain_card};

/// Rules of this site.
pub(in crate::page::sites) const SITE: Site = Site { name: "amazon_search", expects, probes, read, data: None };

fn expects(address: &Address<'_>) -> Option<Expects> {
    let is_list = address.path == "/s" || address.path.starts_with("/s/") || address.path.starts_with("/b/");
    (is_here(address) && is_list).then_some(Expects::List)
}

fn probes(expects: Expects) -> Probes {
    Probes::new("amazon_search", expects)
        .cards(
            "[data-component-type=\"s-search-result\"]",
            &[".a-price"],
            [
                text("title", "h2").longest(300),
                text("price", ".a-price:not(.a-text-price) .a-offscreen").longest(40),
                node("link", "h2 a, a[href*=\"/dp/\"], .a-link-normal[href]").take(&["href"]),
                pictures("picture", "img.s-image").limit(1),
            ],
        )
        .watch(&[".s-main-slot"])
}

fn read(page: &Context<'_>) -> Outcome {
    plain(page, |card| {
        let mut item = plain_card(page, card)?;
        item.id = card.attribute("data-asin").map(str::to_owned);
        Some(item)
    })
}
