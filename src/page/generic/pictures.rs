//! The product's pictures where structured data names none.

use super::evidence::similar;
use crate::page::context::{Context, picture_of};
use crate::page::picture_address;
use crate::page::snapshot::Node;

/// Parts of addresses of what is no photograph of a product.
#[rustfmt::skip]
const NOISE: [&str; 24] = [
    "btn", "button", "icon", "logo", "sprite", "banner", "badge", "pixel", "arrow", "rating", "stars", "payment", "loader", "loading", "spinner", "spacer", "avatar", "flag", "social", "subscribe", "newsletter", "captcha", ".svg", ".gif",
];

/// Whether the address may be of a photograph of a product.
fn may_be(address: &str) -> bool {
    let address = address.to_ascii_lowercase();
    let path = address.split(['?', '#']).next().unwrap_or("");
    !NOISE.iter().any(|part| path.contains(part))
}

/// The other pictures of the gallery in which one of these stands: those under the same ancestor, at most three steps up,
/// that are described like it.
pub(super) fn beside<'a>(page: &Context<'a>, known: &[String], title: Option<&str>) -> Vec<&'a str> {
    let keys: Vec<String> = known.iter().map(|address| picture_address::identity(address)).collect();
    let key = |address: &str| page.resolve(address).map(|address| picture_address::identity(&address));
    let nodes: Vec<(&Node, &str)> = page
        .snapshot
        .found("picture")
        .filter_map(|node| Some((node, picture_of(node).filter(|address| may_be(address))?)))
        .collect();
    let Some((main, _)) = nodes.iter().find(|(_, address)| key(address).is_some_and(|key| keys.contains(&key))) else {
        return Vec::new();
    };
    let described = main.attribute("alt").unwrap_or("");
    let above: Vec<u32> = page.snapshot.path(main.element).skip(1).take(3).map(|(index, _)| index).collect();
    let is_beside = |node: &Node| {
        let alt = node.attribute("alt").unwrap_or("");
        let is_same = alt == described || alt.is_empty() || title.is_some_and(|title| similar(alt, title));
        is_same && page.snapshot.path(node.element).skip(1).take(5).any(|(index, _)| above.contains(&index))
    };
    nodes.iter().filter(|(node, _)| is_beside(node)).map(|(_, address)| *address).collect()
}

/// The pictures whose description is the product's name, or else the first that may be of a product.
pub(super) fn shown(page: &Context<'_>, title: Option<&str>) -> Vec<String> {
    let nodes = |probe| {
        page.snapshot.found(probe).filter_map(|node| Some((node, picture_of(node).filter(|address| may_be(address))?)))
    };
    let named = |alt: &str| title.is_some_and(|title| similar(alt, title));
    let described: Vec<&str> = nodes("any_picture")
        .filter(|(node, _)| node.attribute("alt").is_some_and(named))
        .map(|(_, address)| address)
        .collect();
    if described.is_empty() {
        page.gallery(nodes("picture").map(|(_, address)| address)).into_iter().take(1).collect()
    } else {
        page.gallery(described)
    }
}
