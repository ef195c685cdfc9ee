//! What the sites' lists have in common.

use std::collections::HashSet;

use crate::page::context::{Context, Outcome, clean, picture_of};
use crate::page::snapshot::Node;
use crate::record::{Card, Item};

/// The cards that `read` can make something of.
pub(super) fn plain(page: &Context<'_>, read: impl Fn(&Node) -> Option<Item>) -> Outcome {
    let cards = outermost(page);
    Outcome::Cards(cards.filter_map(|(index, card)| Some((Some(index), Card::Item(read(card)?)))).collect())
}

/// The cards that do not stand in another, each with its index among all that the probe found: a shop's wrapper and what
/// it wraps may both match.
pub(super) fn outermost<'a>(page: &Context<'a>) -> impl Iterator<Item = (u32, &'a Node)> {
    let snapshot = page.snapshot;
    let all: HashSet<u32> = snapshot.found("card").map(|card| card.element).collect();
    let cards = (0..).zip(snapshot.found("card"));
    cards.filter(move |(_, card)| !snapshot.path(card.element).skip(1).any(|(index, _)| all.contains(&index)))
}

/// A card with parts called `title`, `price`, `link` and `picture`.
pub(super) fn plain_card(page: &Context<'_>, card: &Node) -> Option<Item> {
    let link = card.found("link").find_map(|link| link.attribute("href")).or_else(|| card.attribute("href"));
    let item = Item {
        url: link.and_then(|link| page.resolve(link)),
        title: card.part("title").and_then(clean),
        price: card.found("price").find_map(|node| page.price(&node.text)),
        images: page.gallery(card.found("picture").filter_map(picture_of).take(1)),
        ..Item::default()
    };
    (item.title.is_some() && item.url.is_some()).then_some(item)
}
