//! Amazon search results, in every country.

use super::item::is_here;
use crate::page::address::Address;
use crate::page::context::{Context, Outcome, clean};
use crate::page::probes::{Expects, Probes, node, pictures, text};
use crate::page::sites::Site;
use crate::page::sites::cards::{plain, plain_card};
use crate::page::snapshot::Node;

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
                text("title", "a h2, h2 a, h2").limit(3).longest(300).take(&["aria-label"]),
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
        // The brand may stand in a heading of its own, above that of the product.
        let title = |node: &Node| node.attribute("aria-label").and_then(clean).or_else(|| clean(&node.text));
        let titles = card.found("title").filter_map(title);
        let longest = titles.max_by_key(|title| title.chars().count());
        item.title = longest.map(|title| bare_title(&title)).or(item.title);
        item.id = card.attribute("data-asin").map(str::to_owned);
        Some(item)
    })
}

/// The title without what says that its place was paid for: `Sponsored Ad - `.
fn bare_title(title: &str) -> String {
    let mark = title.split_once(" - ").filter(|(mark, _)| {
        [
            "Sponsored Ad",
            "Gesponserte Anzeige",
            "Annonce sponsorisée",
            "Anuncio patrocinado",
            "Annuncio sponsorizzato",
            "スポンサー広告",
        ]
        .contains(mark)
    });
    mark.map_or(title, |(_, title)| title).to_owned()
}
