//! What a runner gathered from a page: small, plain data, the same from a live page and from a saved one.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The answer to [`Probes`](super::Probes).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(default)]
pub struct Snapshot {
    /// Address of the page.
    pub url: String,
    /// `lang` of the root element.
    pub language: String,
    /// The body holds neither an element nor text.
    pub is_empty: bool,
    /// Every element that the rest refers to, and its ancestors up to the root; parents come before children.
    pub elements: Vec<Element>,
    /// What the node probes found: by probe in the order of the probes, then in document order.
    pub nodes: Vec<Node>,
    /// What the script probes found.
    pub scripts: Vec<Script>,
    /// What the text scan found, in document order.
    pub texts: Vec<Text>,
}

/// An element, as far as a rule may look at it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(default)]
pub struct Element {
    /// Name, in lower case.
    pub tag: String,
    /// `id`, cut to 200 units.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub id: String,
    /// `class`, cut to 200 units.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub class: String,
    /// `itemprop`, or `property` of RDFa.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub itemprop: String,
    /// `itemtype`, or `typeof` of RDFa.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub itemtype: String,
    /// Marked as not shown: `hidden`, or `display: none` in its `style`.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub hidden: bool,
    /// Marked as struck out in its `style`.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub struck: bool,
    /// Index of the parent in [`Snapshot::elements`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent: Option<u32>,
}

/// An element that a probe found.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(default)]
pub struct Node {
    /// Name of the probe.
    pub probe: String,
    /// Its place in [`Snapshot::elements`].
    pub element: u32,
    /// Position in document order, comparable with [`Text::order`]; 0 where the probes ask for no text scan.
    #[serde(skip_serializing_if = "is_zero")]
    pub order: u32,
    /// Text content, white space folded.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// The attributes that were asked for and are there.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    #[cfg_attr(target_arch = "wasm32", tsify(type = "Record<string, string>"))]
    pub attributes: BTreeMap<String, String>,
    /// What the probe's own probes found in it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<Node>,
}

/// The text of an inline script, from the probe's marker on.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(default)]
pub struct Script {
    /// Name of the probe.
    pub probe: String,
    /// The text.
    pub text: String,
}

/// A text node.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(default)]
pub struct Text {
    /// Its parent in [`Snapshot::elements`].
    pub element: u32,
    /// Position in document order.
    pub order: u32,
    /// The text, white space folded.
    pub text: String,
}

fn is_zero(number: &u32) -> bool {
    *number == 0
}

impl Snapshot {
    /// What the probe of that name found.
    pub(super) fn found<'a, 'b>(&'a self, probe: &'b str) -> impl Iterator<Item = &'a Node> + use<'a, 'b> {
        self.nodes.iter().filter(move |node| node.probe == probe)
    }

    /// The first text that one of the probes found.
    pub(super) fn text(&self, probe: &str) -> Option<&str> {
        self.found(probe).map(|node| node.text.as_str()).find(|text| !text.is_empty())
    }

    /// The first value of that attribute that the probe found.
    pub(super) fn attribute(&self, probe: &str, attribute: &str) -> Option<&str> {
        self.found(probe).filter_map(|node| node.attribute(attribute)).next()
    }

    /// The script that the probe found.
    pub(super) fn script(&self, probe: &str) -> Option<&str> {
        self.scripts.iter().find(|script| script.probe == probe).map(|script| script.text.as_str())
    }

    /// The content of the first meta element of that name or property; needs the probe [`meta`](super::common::meta).
    pub(super) fn meta(&self, name: &str) -> Option<&str> {
        self.found("meta")
            .find(|node| {
                ["property", "name", "itemprop"]
                    .iter()
                    .any(|key| node.attribute(key).is_some_and(|value| value.eq_ignore_ascii_case(name)))
            })
            .and_then(|node| node.attribute("content"))
    }

    /// The element and its ancestors, innermost first.
    pub(super) fn path(&self, element: u32) -> impl Iterator<Item = (u32, &Element)> {
        let mut next = Some(element);
        let mut steps = 0;
        std::iter::from_fn(move || {
            let index = next?;
            let element = self.elements.get(index as usize)?;
            // Parents come first, so a well-formed table cannot loop; a hostile one must not.
            steps += 1;
            next = element.parent.filter(|&parent| parent < index && steps < 600);
            Some((index, element))
        })
    }
}

impl Node {
    /// The attribute, if it is there and not blank.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.get(name).map(|value| value.trim()).filter(|value| !value.is_empty())
    }

    /// What the part of that name found.
    pub(super) fn found<'a, 'b>(&'a self, probe: &'b str) -> impl Iterator<Item = &'a Node> + use<'a, 'b> {
        self.parts.iter().filter(move |node| node.probe == probe)
    }

    /// The first text that the part of that name found.
    pub(super) fn part(&self, probe: &str) -> Option<&str> {
        self.found(probe).map(|node| node.text.as_str()).find(|text| !text.is_empty())
    }
}
