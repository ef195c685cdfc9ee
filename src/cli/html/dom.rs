//! A saved page as a flat tree: the parser is html5ever, so the tree is the one that a browser builds, and the nodes
//! lie in one array in the order of their creation.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};

use html5ever::interface::{ElemName, ElementFlags, NodeOrText, QuirksMode, TokenizerResult, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5ever::{Attribute, LocalName, Namespace, QualName};

/// Index of a node in its [`Dom`].
pub(super) type NodeId = u32;

const NONE: NodeId = u32::MAX;

/// Elements nested deeper than this are flattened, as browsers do: the parser's time grows with the depth.
const MAX_DEPTH: u32 = 512;

/// What a node is.
pub(super) enum Data {
    Element {
        name: QualName,
        attributes: Vec<Attribute>,
    },
    Text(StrTendril),
    /// Documents, comments, contents of templates: nothing to read.
    Other,
}

struct Node {
    parent: NodeId,
    first_child: NodeId,
    last_child: NodeId,
    previous: NodeId,
    next: NodeId,
    depth: u32,
    data: Data,
}

/// A parsed page. Node 0 is the document.
pub(super) struct Dom {
    nodes: Vec<Node>,
    /// It has no doctype, or an old one: its ids and classes match in any case.
    is_quirky: bool,
}

impl Dom {
    /// Parses a page. Any text is a page: the parser has no errors, only repairs.
    pub(super) fn parse(html: &str) -> Self {
        let sink = Sink::new();
        let builder = TreeBuilder::new(sink, TreeBuilderOpts::default());
        let tokenizer = Tokenizer::new(DepthLimit { builder }, Default::default());
        let input = BufferQueue::default();
        input.push_back(StrTendril::from_slice(html));
        // It stops at scripts and declared encodings, for callers who would act on them.
        while !matches!(tokenizer.feed(&input), TokenizerResult::Done) {}
        tokenizer.end();
        let sink = &tokenizer.sink.builder.sink;
        Self { nodes: sink.nodes.take(), is_quirky: sink.is_quirky.get() }
    }

    /// Whether ids and classes match in any case.
    pub(super) fn is_quirky(&self) -> bool {
        self.is_quirky
    }

    /// The node's data.
    pub(super) fn data(&self, id: NodeId) -> &Data {
        self.nodes.get(id as usize).map_or(&Data::Other, |node| &node.data)
    }

    /// The node's parent.
    pub(super) fn parent(&self, id: NodeId) -> Option<NodeId> {
        self.nodes.get(id as usize).map(|node| node.parent).filter(|&id| id != NONE)
    }

    /// The node after this one in document order, not leaving `root`.
    pub(super) fn following(&self, id: NodeId, root: NodeId) -> Option<NodeId> {
        let child = self.nodes.get(id as usize)?.first_child;
        if child != NONE { Some(child) } else { self.skipping(id, root) }
    }

    /// The node after this one and all that is in it, not leaving `root`.
    pub(super) fn skipping(&self, mut id: NodeId, root: NodeId) -> Option<NodeId> {
        loop {
            if id == root {
                return None;
            }
            let node = self.nodes.get(id as usize)?;
            if node.next != NONE {
                return Some(node.next);
            }
            id = node.parent;
        }
    }

    /// The element's name, in lower case; nothing for other nodes.
    pub(super) fn tag(&self, id: NodeId) -> Option<&str> {
        match self.data(id) {
            Data::Element { name, .. } => Some(&name.local),
            _ => None,
        }
    }

    /// The value of the element's attribute.
    pub(super) fn attribute(&self, id: NodeId, wanted: &str) -> Option<&str> {
        match self.data(id) {
            Data::Element { attributes, .. } => {
                attributes.iter().find(|attribute| &*attribute.name.local == wanted).map(|attribute| &*attribute.value)
            }
            _ => None,
        }
    }
}

/// Drops start tags below [`MAX_DEPTH`] before the tree builder sees them.
struct DepthLimit {
    builder: TreeBuilder<NodeId, Sink>,
}

impl TokenSink for DepthLimit {
    type Handle = NodeId;

    fn process_token(&self, token: Token, line_number: u64) -> TokenSinkResult<NodeId> {
        if let Token::TagToken(Tag { kind: TagKind::StartTag, ref name, .. }) = token
            && self.builder.sink.depth.get() >= MAX_DEPTH
            && !matches!(&**name, "script" | "style" | "textarea" | "title" | "img" | "input" | "br" | "meta" | "link")
        {
            return TokenSinkResult::Continue;
        }
        self.builder.process_token(token, line_number)
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

struct Sink {
    nodes: RefCell<Vec<Node>>,
    /// How deep the last insertion was.
    depth: Cell<u32>,
    is_quirky: Cell<bool>,
}

/// The name of an element, owned: names are interned, so the copy is cheap.
#[derive(Debug)]
struct Name(Namespace, LocalName);

impl ElemName for Name {
    fn ns(&self) -> &Namespace {
        &self.0
    }

    fn local_name(&self) -> &LocalName {
        &self.1
    }
}

impl Sink {
    fn new() -> Self {
        let sink =
            Self { nodes: RefCell::new(Vec::with_capacity(4096)), depth: Cell::new(0), is_quirky: Cell::new(false) };
        sink.create(Data::Other);
        sink
    }

    fn create(&self, data: Data) -> NodeId {
        let mut nodes = self.nodes.borrow_mut();
        nodes.push(Node {
            parent: NONE,
            first_child: NONE,
            last_child: NONE,
            previous: NONE,
            next: NONE,
            depth: 0,
            data,
        });
        (nodes.len() - 1) as NodeId
    }

    fn detach(&self, id: NodeId) {
        let mut nodes = self.nodes.borrow_mut();
        let Some(node) = nodes.get_mut(id as usize) else {
            return;
        };
        let (parent, previous, next) = (node.parent, node.previous, node.next);
        (node.parent, node.previous, node.next) = (NONE, NONE, NONE);
        if let Some(before) = nodes.get_mut(previous as usize) {
            before.next = next;
        } else if let Some(parent) = nodes.get_mut(parent as usize) {
            parent.first_child = next;
        }
        if let Some(after) = nodes.get_mut(next as usize) {
            after.previous = previous;
        } else if let Some(parent) = nodes.get_mut(parent as usize) {
            parent.last_child = previous;
        }
    }

    /// Puts a node under `parent`, before `next` or at the end.
    fn insert(&self, parent: NodeId, next: NodeId, id: NodeId) {
        self.detach(id);
        let mut nodes = self.nodes.borrow_mut();
        let previous = match nodes.get(next as usize) {
            Some(after) => after.previous,
            None => nodes.get(parent as usize).map_or(NONE, |parent| parent.last_child),
        };
        let depth = nodes.get(parent as usize).map_or(0, |parent| parent.depth);
        self.depth.set(depth);
        if let Some(node) = nodes.get_mut(id as usize) {
            (node.parent, node.previous, node.next, node.depth) = (parent, previous, next, depth + 1);
        }
        if let Some(before) = nodes.get_mut(previous as usize) {
            before.next = id;
        } else if let Some(parent) = nodes.get_mut(parent as usize) {
            parent.first_child = id;
        }
        if let Some(after) = nodes.get_mut(next as usize) {
            after.previous = id;
        } else if let Some(parent) = nodes.get_mut(parent as usize) {
            parent.last_child = id;
        }
    }

    /// Adds to the text node that ends there, or makes one.
    fn insert_text(&self, parent: NodeId, next: NodeId, text: StrTendril) {
        {
            let mut nodes = self.nodes.borrow_mut();
            let previous = match nodes.get(next as usize) {
                Some(after) => after.previous,
                None => nodes.get(parent as usize).map_or(NONE, |parent| parent.last_child),
            };
            if let Some(Node { data: Data::Text(before), .. }) = nodes.get_mut(previous as usize) {
                before.push_tendril(&text);
                return;
            }
        }
        let id = self.create(Data::Text(text));
        self.insert(parent, next, id);
    }

    fn put(&self, parent: NodeId, next: NodeId, child: NodeOrText<NodeId>) {
        match child {
            NodeOrText::AppendNode(id) => self.insert(parent, next, id),
            NodeOrText::AppendText(text) => self.insert_text(parent, next, text),
        }
    }

    fn parent(&self, id: NodeId) -> NodeId {
        self.nodes.borrow().get(id as usize).map_or(NONE, |node| node.parent)
    }
}

impl TreeSink for Sink {
    type Handle = NodeId;
    type Output = Self;
    type ElemName<'a> = Name;

    fn finish(self) -> Self {
        self
    }

    fn parse_error(&self, _message: Cow<'static, str>) {}

    fn get_document(&self) -> NodeId {
        0
    }

    fn elem_name<'a>(&'a self, target: &'a NodeId) -> Name {
        match self.nodes.borrow().get(*target as usize) {
            Some(Node { data: Data::Element { name, .. }, .. }) => Name(name.ns.clone(), name.local.clone()),
            _ => Name(Namespace::default(), LocalName::default()),
        }
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _flags: ElementFlags) -> NodeId {
        self.create(Data::Element { name, attributes })
    }

    fn create_comment(&self, _text: StrTendril) -> NodeId {
        self.create(Data::Other)
    }

    fn create_pi(&self, _target: StrTendril, _data: StrTendril) -> NodeId {
        self.create(Data::Other)
    }

    fn append(&self, parent: &NodeId, child: NodeOrText<NodeId>) {
        self.put(*parent, NONE, child);
    }

    fn append_based_on_parent_node(&self, element: &NodeId, previous: &NodeId, child: NodeOrText<NodeId>) {
        let parent = self.parent(*element);
        if parent == NONE { self.put(*previous, NONE, child) } else { self.put(parent, *element, child) }
    }

    fn append_doctype_to_document(&self, _name: StrTendril, _public: StrTendril, _system: StrTendril) {}

    fn pop(&self, node: &NodeId) {
        let depth = self.nodes.borrow().get(*node as usize).map_or(0, |node| node.depth);
        self.depth.set(depth.saturating_sub(1));
    }

    fn get_template_contents(&self, _target: &NodeId) -> NodeId {
        // A fragment of its own, as in a browser: queries do not reach into it.
        self.create(Data::Other)
    }

    fn same_node(&self, x: &NodeId, y: &NodeId) -> bool {
        x == y
    }

    fn set_quirks_mode(&self, mode: QuirksMode) {
        self.is_quirky.set(mode == QuirksMode::Quirks);
    }

    fn is_mathml_annotation_xml_integration_point(&self, target: &NodeId) -> bool {
        match self.nodes.borrow().get(*target as usize) {
            Some(Node { data: Data::Element { attributes, .. }, .. }) => attributes.iter().any(|attribute| {
                &*attribute.name.local == "encoding"
                    && ["text/html", "application/xhtml+xml"]
                        .iter()
                        .any(|html| attribute.value.eq_ignore_ascii_case(html))
            }),
            _ => false,
        }
    }

    fn append_before_sibling(&self, sibling: &NodeId, new_node: NodeOrText<NodeId>) {
        self.put(self.parent(*sibling), *sibling, new_node);
    }

    fn add_attrs_if_missing(&self, target: &NodeId, missing: Vec<Attribute>) {
        if let Some(Node { data: Data::Element { attributes, .. }, .. }) =
            self.nodes.borrow_mut().get_mut(*target as usize)
        {
            for attribute in missing {
                if attributes.iter().all(|known| known.name != attribute.name) {
                    attributes.push(attribute);
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &NodeId) {
        self.detach(*target);
    }

    fn reparent_children(&self, node: &NodeId, new_parent: &NodeId) {
        loop {
            let child = self.nodes.borrow().get(*node as usize).map_or(NONE, |node| node.first_child);
            if child == NONE {
                return;
            }
            self.insert(*new_parent, NONE, child);
        }
    }
}
