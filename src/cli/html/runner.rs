//! Runs probes over a saved page. Whatever changes here changes in `extension/content/snapshot/probes.js` too.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use aho_corasick::AhoCorasick;

use crate::page::{Element, Node, NodeProbe, Probes, Script, Snapshot, Text, TextScan};

use super::dom::{Data, Dom, NodeId};
use super::selector::{Key, Selector};

/// Longest attribute that is sent, in UTF-16 units.
const LONGEST_ATTRIBUTE: usize = 4096;
/// Longest id or class of an element that is sent.
const LONGEST_NAME: usize = 200;
/// Elements whose text nobody sees.
const UNSEEN: [&str; 7] = ["script", "style", "noscript", "template", "svg", "textarea", "iframe"];

/// Elements that begin a line of their own: what stands in one is no part of the word or number before it.
#[rustfmt::skip]
const BLOCKS: [&str; 40] = [
    "address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "hr", "li", "main", "nav", "ol", "option", "p", "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "summary", "details",
];

/// Runs the probes over a saved page that came from `url`.
pub fn take_snapshot(probes: &Probes, html: &str, url: &str) -> Snapshot {
    let dom = Dom::parse(html);
    let mut runner =
        Runner { dom: &dom, orders: HashMap::new(), indices: HashMap::new(), snapshot: Snapshot::default() };
    runner.snapshot.url = url.to_owned();
    runner.snapshot.is_empty = is_empty(&dom);
    let found = runner.search(&probes.nodes, 0);
    runner.walk(probes, &found);
    for (probe, elements) in probes.nodes.iter().zip(found) {
        for element in elements {
            let node = runner.node(probe, element);
            runner.snapshot.nodes.push(node);
        }
    }
    runner.snapshot
}

/// Whether the body, which may be a frameset, holds neither an element nor text.
fn is_empty(dom: &Dom) -> bool {
    let mut next = dom.following(0, 0);
    while let Some(id) = next {
        if matches!(dom.tag(id), Some("body" | "frameset")) {
            let mut inside = dom.following(id, id);
            while let Some(child) = inside {
                match dom.data(child) {
                    Data::Element { .. } => return false,
                    Data::Text(text) if !text.chars().all(is_space) => return false,
                    _ => {}
                }
                inside = dom.following(child, id);
            }
            return true;
        }
        next = dom.following(id, 0);
    }
    true
}

/// The text in lower case; a copy only where it is not already, as it nearly always is.
fn in_lower_case(text: &str) -> Cow<'_, str> {
    if text.bytes().any(|byte| byte.is_ascii_uppercase()) {
        Cow::Owned(text.to_ascii_lowercase())
    } else {
        Cow::Borrowed(text)
    }
}

/// Which probe's which part.
type Parts = Vec<(usize, usize)>;

/// Parts of selectors by what an element must have for them.
#[derive(Default)]
struct Index {
    any: Parts,
    tags: HashMap<String, Parts>,
    ids: HashMap<String, Parts>,
    classes: HashMap<String, Parts>,
    attributes: HashMap<String, Parts>,
}

impl Index {
    fn under(&mut self, key: Key) -> &mut Parts {
        match key {
            Key::Any => &mut self.any,
            Key::Tag(name) => self.tags.entry(name).or_default(),
            Key::Id(name) => self.ids.entry(name).or_default(),
            Key::Class(name) => self.classes.entry(name).or_default(),
            Key::Attribute(name) => self.attributes.entry(name).or_default(),
        }
    }
}

struct Runner<'a> {
    dom: &'a Dom,
    /// Document order of the nodes found, where a text scan is asked for.
    orders: HashMap<NodeId, u32>,
    /// Places in `snapshot.elements`.
    indices: HashMap<NodeId, u32>,
    snapshot: Snapshot,
}

impl Runner<'_> {
    /// For each probe the elements that match, in document order.
    fn search(&self, probes: &[NodeProbe], root: NodeId) -> Vec<Vec<NodeId>> {
        let selectors: Vec<_> = probes.iter().map(|probe| Selector::parse(probe.css)).collect();
        let mut index = Index::default();
        for (number, selector) in selectors.iter().enumerate() {
            for (part, complex) in selector.iter().flat_map(|selector| selector.complex.iter()).enumerate() {
                index.under(complex.key()).push((number, part));
            }
        }
        let mut found = vec![Vec::new(); probes.len()];
        let mut next = self.dom.following(root, root);
        while let Some(id) = next {
            next = self.dom.following(id, root);
            let Data::Element { name, attributes } = self.dom.data(id) else {
                continue;
            };
            let mut attempt = |parts: Option<&Parts>| {
                for &(number, part) in parts.into_iter().flatten() {
                    let complex = selectors.get(number).and_then(Option::as_ref).and_then(|s| s.complex.get(part));
                    let (Some(complex), Some(found), Some(probe)) =
                        (complex, found.get_mut(number), probes.get(number))
                    else {
                        continue;
                    };
                    if found.len() < probe.limit as usize && found.last() != Some(&id) && complex.matches(self.dom, id)
                    {
                        found.push(id);
                    }
                }
            };
            attempt(Some(&index.any));
            attempt(index.tags.get(&*name.local));
            for attribute in attributes {
                attempt(index.attributes.get(&*attribute.name.local));
                match &*attribute.name.local {
                    "id" => attempt(index.ids.get(&*in_lower_case(&attribute.value))),
                    "class" if !index.classes.is_empty() => {
                        for class in attribute.value.split_ascii_whitespace() {
                            attempt(index.classes.get(&*in_lower_case(class)));
                        }
                    }
                    _ => {}
                }
            }
        }
        found
    }

    /// The one pass in document order: scripts, language, and the text scan.
    fn walk(&mut self, probes: &Probes, found: &[Vec<NodeId>]) {
        let mut wanted: Vec<NodeId> = found.iter().flatten().copied().collect();
        wanted.sort_unstable();
        let mut words = probes.texts.as_ref().and_then(Words::new);
        // What is inside an element that is passed over keeps its place among the texts: it is counted, and no more.
        let mut passed_over = None;
        let mut order = 0;
        let mut next = self.dom.following(0, 0);
        while let Some(id) = next {
            order += 1;
            next = self.dom.following(id, 0);
            if passed_over == Some(Some(id)) {
                passed_over = None;
            }
            let is_counted_only = passed_over.is_some();
            match self.dom.data(id) {
                Data::Element { name, .. } => {
                    if probes.texts.is_some() && wanted.binary_search(&id).is_ok() {
                        self.orders.insert(id, order);
                    }
                    if is_counted_only {
                        continue;
                    }
                    self.enter(probes, id, &name.local);
                    if UNSEEN.contains(&&*name.local) || self.is_skipped(probes, id) {
                        passed_over = Some(self.dom.skipping(id, 0));
                    }
                }
                Data::Text(text) if !is_counted_only => self.text(words.as_mut(), id, order, text),
                _ => {}
            }
        }
    }

    /// What the pass takes of an element: the page's language, and the data in its scripts.
    fn enter(&mut self, probes: &Probes, id: NodeId, tag: &str) {
        if tag == "html" && self.snapshot.language.is_empty() {
            self.snapshot.language = self.dom.attribute(id, "lang").unwrap_or_default().to_owned();
        }
        if tag == "script" && !probes.scripts.is_empty() && self.dom.attribute(id, "src").is_none() {
            self.script(probes, id);
        }
    }

    /// Takes a text that the scan asks for.
    fn text(&mut self, words: Option<&mut Words<'_>>, id: NodeId, order: u32, text: &str) {
        let (Some(words), Some(parent)) = (words, self.dom.parent(id)) else {
            return;
        };
        if let Some(text) = words.pick(text) {
            let element = self.element(parent);
            self.snapshot.texts.push(Text { element, order, text });
        }
    }

    /// Whether the scan passes over what is in the element.
    fn is_skipped(&self, probes: &Probes, id: NodeId) -> bool {
        let Some(scan) = &probes.texts else {
            return false;
        };
        self.dom.attribute(id, "id").is_some_and(|name| {
            let name = name.to_lowercase();
            scan.skip.iter().any(|word| name.contains(word))
        })
    }

    fn script(&mut self, probes: &Probes, id: NodeId) {
        let content = self.dom.following(id, id).map(|text| self.dom.data(text));
        let Some(Data::Text(text)) = content else {
            return;
        };
        for probe in &probes.scripts {
            if self.snapshot.scripts.iter().all(|script| script.probe != probe.name)
                && let Some(start) = text.find(probe.marker)
            {
                let text = text.get(start..).map_or("", |text| cut(text, probe.limit as usize));
                self.snapshot.scripts.push(Script { probe: probe.name.to_owned(), text: text.to_owned() });
            }
        }
    }

    fn node(&mut self, probe: &NodeProbe, id: NodeId) -> Node {
        let element = self.element(id);
        let mut attributes = BTreeMap::new();
        for &name in &probe.attributes {
            if let Some(value) = self.dom.attribute(id, name) {
                let longest = LONGEST_ATTRIBUTE.max(probe.text as usize);
                attributes.insert(name.to_owned(), cut(value, longest).to_owned());
            }
        }
        let mut parts = Vec::new();
        if !probe.parts.is_empty() {
            let found = self.search(&probe.parts, id);
            for (probe, elements) in probe.parts.iter().zip(found) {
                for element in elements {
                    parts.push(self.node(probe, element));
                }
            }
        }
        Node {
            probe: probe.name.to_owned(),
            element,
            order: self.orders.get(&id).copied().unwrap_or(0),
            text: if probe.text > 0 { self.content(id, probe.text as usize) } else { String::new() },
            attributes,
            parts,
        }
    }

    /// The text content, folded and cut.
    fn content(&self, root: NodeId, longest: usize) -> String {
        let mut folded = Folded::default();
        self.gather(root, longest, &mut folded);
        cut(&folded.text, longest).to_owned()
    }

    /// Adds the text in an element; gives whether there may be more to add. The tree is at most as deep as the parser
    /// lets it be.
    fn gather(&self, root: NodeId, longest: usize, folded: &mut Folded) -> bool {
        let mut next = self.dom.following(root, root);
        while let Some(id) = next {
            match self.dom.data(id) {
                Data::Text(text) => folded.push(text),
                Data::Element { name, .. } => {
                    let is_block = BLOCKS.contains(&&*name.local);
                    folded.space |= is_block;
                    if !self.gather(id, longest, folded) {
                        return false;
                    }
                    folded.space |= is_block;
                }
                Data::Other => {}
            }
            if folded.text.len() > longest * 3 {
                return false;
            }
            next = self.dom.skipping(id, root);
        }
        true
    }

    /// The place of an element in the snapshot, where it is put with its ancestors.
    fn element(&mut self, id: NodeId) -> u32 {
        let mut missing = Vec::new();
        let mut parent = None;
        let mut next = Some(id);
        while let Some(id) = next {
            if let Some(&index) = self.indices.get(&id) {
                parent = Some(index);
                break;
            }
            if self.dom.tag(id).is_some() {
                missing.push(id);
            }
            next = self.dom.parent(id);
        }
        for id in missing.into_iter().rev() {
            let get = |name: &str| cut(self.dom.attribute(id, name).unwrap_or_default(), LONGEST_NAME).to_owned();
            let style: String = get("style").chars().filter(|c| *c != ' ').collect();
            let element = Element {
                tag: self.dom.tag(id).unwrap_or_default().to_owned(),
                id: get("id"),
                class: get("class"),
                itemprop: Some(get("itemprop")).filter(|name| !name.is_empty()).unwrap_or_else(|| get("property")),
                itemtype: Some(get("itemtype")).filter(|name| !name.is_empty()).unwrap_or_else(|| get("typeof")),
                hidden: self.dom.attribute(id, "hidden").is_some() || style.contains("display:none"),
                struck: style.contains("line-through"),
                parent,
            };
            let index = self.snapshot.elements.len() as u32;
            self.snapshot.elements.push(element);
            self.indices.insert(id, index);
            parent = Some(index);
        }
        parent.unwrap_or(0)
    }
}

/// Picks the texts that a scan asks for.
struct Words<'a> {
    scan: &'a TextScan,
    words: AhoCorasick,
    left: u32,
}

impl<'a> Words<'a> {
    fn new(scan: &'a TextScan) -> Option<Self> {
        Some(Self { words: AhoCorasick::new(&scan.words).ok()?, scan, left: scan.limit })
    }

    fn pick(&mut self, text: &str) -> Option<String> {
        if self.left == 0 {
            return None;
        }
        let mut folded = Folded::default();
        folded.push(text);
        let text = folded.text;
        let longest = self.scan.longest as usize;
        if text.is_empty() || text.len() > longest * 3 || text.encode_utf16().count() > longest {
            return None;
        }
        let has_digit = text.contains(|c| matches!(c, '0'..='9' | '٠'..='٩' | '۰'..='۹' | '０'..='９'));
        if !has_digit {
            let lower = text.to_lowercase();
            if !self.words.is_match(&lower) {
                return None;
            }
        }
        self.left -= 1;
        Some(text)
    }
}

/// Text with every run of white space made one space, and none at either end.
#[derive(Default)]
struct Folded {
    text: String,
    space: bool,
}

impl Folded {
    fn push(&mut self, more: &str) {
        for character in more.chars() {
            if is_space(character) {
                self.space = true;
            } else {
                if self.space && !self.text.is_empty() {
                    self.text.push(' ');
                }
                self.space = false;
                self.text.push(character);
            }
        }
    }
}

/// What JavaScript's `\s` matches.
fn is_space(character: char) -> bool {
    character.is_whitespace() && character != '\u{85}' || character == '\u{feff}'
}

/// The start of a text, at most `longest` UTF-16 units, never half a character.
fn cut(text: &str, longest: usize) -> &str {
    if text.len() <= longest {
        return text;
    }
    let mut units = 0;
    for (position, character) in text.char_indices() {
        units += character.len_utf16();
        if units > longest {
            return text.get(..position).unwrap_or(text);
        }
    }
    text
}
