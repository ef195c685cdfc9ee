//! The product's pictures where structured data names none.

use super::evidence::similar;
use crate::page::context::{Context, picture_of};

/// Parts of addresses of what is no photograph of a product.
#[rustfmt::skip]
const NOISE: [&str; 24] = [
    "btn", "button", "icon", "logo", "sprite", "banner", "badge", "pixel", "arrow", "rating", "stars", "payment", "loader", "loading", "spinner", "spacer", "avatar", "flag", "social", "subscribe", "newsletter", "captcha", ".svg", ".gif",
];

/// The pictures whose description is the product's name, or else the first that may be of a product.
pub(super) fn shown(page: &Context<'_>, title: Option<&str>) -> Vec<String> {
    let may_be = |address: &&str| {
        let address = address.to_ascii_lowercase();
        let path = address.split(['?', '#']).next().unwrap_or("");
        !NOISE.iter().any(|part| path.contains(part))
    };
    let nodes = |probe| page.snapshot.found(probe).filter_map(|node| Some((node, picture_of(node).filter(may_be)?)));
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
