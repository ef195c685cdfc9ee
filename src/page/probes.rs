//! What to gather from a page: pure data, worked out from its address, for a runner that knows no shop.
//!
//! There are two runners, `extension/content/snapshot/probes.js` in the page and [`crate::cli`]'s over a saved page, and they
//! must make the same [`Snapshot`](super::Snapshot) of the same page. Selectors keep to what both know: type, `*`,
//! `#id`, `.class`, `[attribute]` with `=`, `*=`, `^=`, `$=`, `~=` and the flag `i`, `:not()` of one such simple
//! selector, descendant and child combinators, and lists.

use serde::Serialize;

/// What kind of page an address promises.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "lowercase")]
pub enum Expects {
    /// One product of a shop.
    Item,
    /// One offer of a factory.
    Offer,
    /// A list of products.
    List,
    /// Anything: an address that no rule knows.
    Unknown,
}

/// What to gather from one page.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Probes {
    /// Short name of the site whose rules these are; `generic` where no rule knows the address.
    pub site: &'static str,
    /// What the address promises.
    pub expects: Expects,
    /// Elements to send.
    pub nodes: Vec<NodeProbe>,
    /// Inline scripts to send.
    pub scripts: Vec<ScriptProbe>,
    /// Which text nodes to send, where no selector can be trusted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub texts: Option<TextScan>,
    /// Selectors of the price on an item page, best first: the badge goes after the first that is there.
    pub anchor: Vec<&'static str>,
    /// On a list page, where the cards are and where their tags go.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub card: Option<CardAnchor>,
    /// Selectors of elements whose changes mean a late price or another variant.
    pub watch: Vec<&'static str>,
}

/// Elements that match a selector, and what to take of each.
#[derive(Debug, Clone, Default, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct NodeProbe {
    /// Name by which the reader asks for them.
    pub name: &'static str,
    /// The selector.
    pub css: &'static str,
    /// At most so many, in document order.
    pub limit: u32,
    /// So much of the text content, in UTF-16 units after folding white space; 0 for none.
    pub text: u32,
    /// Attributes to take, each cut to 4,096 units (the text limit, if that is more).
    pub attributes: Vec<&'static str>,
    /// Probes to run inside each of them.
    pub parts: Vec<NodeProbe>,
}

/// An inline script that holds data.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct ScriptProbe {
    /// Name by which the reader asks for it.
    pub name: &'static str,
    /// The script contains this; what is sent starts here.
    pub marker: &'static str,
    /// At most so many UTF-16 units.
    pub limit: u32,
}

/// Text nodes worth sending: short ones with a digit or one of the words. The elements around them go along.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct TextScan {
    /// Longest text, in UTF-16 units after folding white space.
    pub longest: u32,
    /// Words in lower case; a text that contains one of them is sent.
    pub words: Vec<&'static str>,
    /// What stands in an element whose `id` contains one of these, in lower case, is passed over: consent dialogs are
    /// longer than most pages.
    pub skip: Vec<&'static str>,
    /// At most so many texts.
    pub limit: u32,
}

/// Where the cards of a list are.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct CardAnchor {
    /// Selector of a card.
    pub card: &'static str,
    /// Selectors of the price in it, best first.
    pub price: Vec<&'static str>,
}

impl Probes {
    /// No probes yet for a page of that site.
    pub(super) fn new(site: &'static str, expects: Expects) -> Self {
        Self {
            site,
            expects,
            nodes: Vec::new(),
            scripts: Vec::new(),
            texts: None,
            anchor: Vec::new(),
            card: None,
            watch: Vec::new(),
        }
    }

    pub(super) fn nodes(mut self, probes: impl IntoIterator<Item = NodeProbe>) -> Self {
        self.nodes.extend(probes);
        self
    }

    pub(super) fn script(mut self, name: &'static str, marker: &'static str) -> Self {
        self.scripts.push(ScriptProbe { name, marker, limit: 600_000 });
        self
    }

    pub(super) fn anchors(mut self, selectors: &[&'static str]) -> Self {
        self.anchor.extend(selectors);
        self
    }

    pub(super) fn watch(mut self, selectors: &[&'static str]) -> Self {
        self.watch.extend(selectors);
        self
    }

    /// Cards with their parts; the card probe is called `card`.
    pub(super) fn cards(
        mut self,
        card: &'static str,
        price: &[&'static str],
        parts: impl IntoIterator<Item = NodeProbe>,
    ) -> Self {
        self.card = Some(CardAnchor { card, price: price.to_vec() });
        let mut probe = node("card", card).limit(120).take(CARD_ATTRIBUTES);
        probe.parts.extend(parts);
        self.nodes.push(probe);
        self
    }
}

/// What a card's own element may hold: its id, under the shops' names for it, and its address.
#[rustfmt::skip]
const CARD_ATTRIBUTES: &[&str] = &["href", "data-sku", "data-asin", "data-item", "data-nid", "data-id", "id"];

/// A probe for one element, with its text.
pub(super) fn text(name: &'static str, css: &'static str) -> NodeProbe {
    NodeProbe { name, css, limit: 1, text: 600, ..NodeProbe::default() }
}

/// A probe for one element, without its text.
pub(super) fn node(name: &'static str, css: &'static str) -> NodeProbe {
    NodeProbe { name, css, limit: 1, ..NodeProbe::default() }
}

/// The attributes in which shops keep a picture's address, the lazy ones first.
pub(super) const PICTURE_ATTRIBUTES: &[&str] = &[
    "data-old-hires",
    "data-lazy-img",
    "data-ks-lazyload",
    "data-lazyload",
    "data-src",
    "data-original",
    "src",
    "srcset",
];

/// A probe for pictures.
pub(super) fn pictures(name: &'static str, css: &'static str) -> NodeProbe {
    NodeProbe { name, css, limit: 40, attributes: PICTURE_ATTRIBUTES.to_vec(), ..NodeProbe::default() }
}

impl NodeProbe {
    pub(super) fn limit(mut self, limit: u32) -> Self {
        self.limit = limit;
        self
    }

    pub(super) fn take(mut self, attributes: &[&'static str]) -> Self {
        self.attributes.extend(attributes);
        self
    }

    /// The same with a probe to run inside each of what it finds.
    pub(super) fn with(mut self, part: NodeProbe) -> Self {
        self.parts.push(part);
        self
    }

    pub(super) fn longest(mut self, text: u32) -> Self {
        self.text = text;
        self
    }
}
