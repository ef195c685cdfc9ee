//! Where to look for the factory of an item: the marketplaces' own searches, as ordinary links.

use serde::Serialize;

use super::address::encode;
#[cfg(feature = "demo-shop")]
use super::sites;
use crate::record::Item;

/// What a search goes by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "lowercase")]
pub enum By {
    /// The item's main picture.
    Picture,
    /// The item's title.
    Words,
}

/// A search on a factory marketplace.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct SourceSearch {
    /// The marketplace, as in [`crate::record::Offer::platform`].
    pub platform: &'static str,
    /// What it goes by.
    pub by: By,
    /// Its address.
    pub url: String,
}

/// The searches for an item, best first: by picture, then by words. None for an item with neither.
pub fn source_search(item: &Item) -> Vec<SourceSearch> {
    let picture = item.images.iter().find(|address| address.starts_with("http"));
    let words = item.title.as_deref().map(words).filter(|words| !words.is_empty());
    let mut searches = Vec::new();
    #[cfg(feature = "demo-shop")]
    if let Some(search) = sites::demo_search(item, picture.map(String::as_str)) {
        return search;
    }
    if let Some(picture) = picture {
        let url = format!("https://s.1688.com/youyuan/index.htm?tab=imageSearch&imageAddress={}", encode(picture));
        searches.push(SourceSearch { platform: "1688", by: By::Picture, url });
    }
    if let Some(words) = words {
        let words = encode(&words);
        let url = format!("https://s.1688.com/selloffer/offer_search.htm?charset=utf8&keywords={words}");
        searches.push(SourceSearch { platform: "1688", by: By::Words, url });
        let url = format!("https://www.alibaba.com/trade/search?SearchText={words}");
        searches.push(SourceSearch { platform: "alibaba", by: By::Words, url });
        let url = format!("https://www.aliexpress.com/wholesale?SearchText={words}");
        searches.push(SourceSearch { platform: "aliexpress", by: By::Words, url });
    }
    searches
}

/// The title's words without brackets and their praise, at most 60 characters: longer queries find nothing.
fn words(title: &str) -> String {
    let mut plain = String::new();
    let mut depth = 0_u32;
    for character in title.chars() {
        match character {
            '【' | '[' | '（' | '(' => depth += 1,
            '】' | ']' | '）' | ')' => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            other => plain.push(other),
        }
    }
    let source = if plain.trim().is_empty() { title } else { &plain };
    let words: Vec<&str> = source.split_whitespace().collect();
    let mut text: String = words.join(" ").chars().take(60).collect();
    if words.len() > 1 && source.chars().count() > 60 {
        text.truncate(text.rfind(' ').unwrap_or(text.len()));
    }
    text
}

#[cfg(test)]
#[path = "../../tests/unit/page/source_search.rs"]
mod tests;
