//! The selectors that probes may use (see [`crate::page::Probes`]), matched over a saved page.

use super::dom::{Dom, NodeId};

/// A selector list that was taken apart.
#[derive(Debug)]
pub(super) struct Selector {
    pub(super) complex: Vec<Complex>,
}

/// Compounds from left to right; each but the first with whether it must be a child of the one before.
#[derive(Debug)]
pub(super) struct Complex {
    compounds: Vec<(bool, Compound)>,
}

#[derive(Debug, Default)]
struct Compound {
    simple: Vec<Simple>,
}

#[derive(Debug)]
enum Simple {
    Tag(String),
    Id(String),
    Class(String),
    Attribute { name: String, operator: Operator, value: String, any_case: bool },
    Not(Box<Simple>),
}

#[derive(Debug, Clone, Copy)]
enum Operator {
    There,
    Equal,
    Contains,
    Starts,
    Ends,
    Word,
}

/// What an element must have to be worth a closer look: the key of the index over selectors. Ids and classes are in lower
/// case, whether or not case matters in the page.
#[derive(Debug, PartialEq, Eq, Hash, Clone)]
pub(super) enum Key {
    Id(String),
    Class(String),
    Tag(String),
    Attribute(String),
    Any,
}

impl Selector {
    /// Takes a selector list apart; nothing for one outside the subset.
    pub(super) fn parse(css: &str) -> Option<Self> {
        let mut parser = Parser { rest: css.trim() };
        let mut complex = vec![parser.complex()?];
        while parser.eat(',') {
            complex.push(parser.complex()?);
        }
        parser.rest.is_empty().then_some(Self { complex })
    }
}

impl Complex {
    /// What the element itself must have.
    pub(super) fn key(&self) -> Key {
        let Some((_, last)) = self.compounds.last() else {
            return Key::Any;
        };
        let rank = |key: &Key| match key {
            Key::Id(_) => 0,
            Key::Class(_) => 1,
            Key::Attribute(name) if name != "class" => 2,
            Key::Tag(_) => 3,
            Key::Attribute(_) => 4,
            Key::Any => 5,
        };
        last.simple.iter().map(Simple::key).min_by_key(rank).unwrap_or(Key::Any)
    }

    /// Whether the element matches.
    pub(super) fn matches(&self, dom: &Dom, element: NodeId) -> bool {
        matches_from(dom, element, &self.compounds)
    }
}

fn matches_from(dom: &Dom, element: NodeId, compounds: &[(bool, Compound)]) -> bool {
    let Some(((is_child, last), before)) = compounds.split_last() else {
        return true;
    };
    if !last.simple.iter().all(|simple| simple.matches(dom, element)) {
        return false;
    }
    if before.is_empty() {
        return true;
    }
    let mut parent = dom.parent(element);
    while let Some(ancestor) = parent {
        if dom.tag(ancestor).is_some() && matches_from(dom, ancestor, before) {
            return true;
        }
        if *is_child {
            return false;
        }
        parent = dom.parent(ancestor);
    }
    false
}

impl Simple {
    fn key(&self) -> Key {
        match self {
            Self::Tag(tag) => Key::Tag(tag.clone()),
            Self::Id(id) => Key::Id(id.to_ascii_lowercase()),
            Self::Class(class) => Key::Class(class.to_ascii_lowercase()),
            Self::Attribute { name, .. } => Key::Attribute(name.clone()),
            Self::Not(_) => Key::Any,
        }
    }

    fn matches(&self, dom: &Dom, element: NodeId) -> bool {
        match self {
            Self::Tag(tag) => dom.tag(element) == Some(tag),
            Self::Id(id) => dom.attribute(element, "id").is_some_and(|found| same(found, id, dom.is_quirky())),
            Self::Class(class) => dom
                .attribute(element, "class")
                .is_some_and(|classes| classes.split_ascii_whitespace().any(|word| same(word, class, dom.is_quirky()))),
            Self::Not(simple) => !simple.matches(dom, element),
            Self::Attribute { name, operator, value, any_case } => {
                let Some(found) = dom.attribute(element, name) else {
                    return false;
                };
                if *any_case { operator.holds_in_any_case(found, value) } else { operator.holds(found, value) }
            }
        }
    }
}

/// Whether two words are one, where case may or may not matter.
fn same(word: &str, other: &str, any_case: bool) -> bool {
    if any_case { word.eq_ignore_ascii_case(other) } else { word == other }
}

/// Attributes of HTML whose values selectors compare in any case, as far as a probe may name them; the list is in the
/// HTML standard, "Case-sensitivity of selectors".
const ANY_CASE: [&str; 12] =
    ["charset", "checked", "dir", "disabled", "http-equiv", "lang", "media", "method", "rel", "rev", "target", "type"];

impl Operator {
    fn holds(self, found: &str, value: &str) -> bool {
        match self {
            Self::There => true,
            Self::Equal => found == value,
            // As the standard has it, an empty part is part of nothing.
            _ if value.is_empty() => false,
            Self::Contains => found.contains(value),
            Self::Starts => found.starts_with(value),
            Self::Ends => found.ends_with(value),
            Self::Word => found.split_ascii_whitespace().any(|word| word == value),
        }
    }
}

impl Operator {
    /// The same for ASCII letters of either case; `value` is in lower case. Pages have thousands of elements, and dozens
    /// of such selectors look at each: no copy is made.
    fn holds_in_any_case(self, found: &str, value: &str) -> bool {
        let (found, wanted) = (found.as_bytes(), value.as_bytes());
        match self {
            Self::There => true,
            Self::Equal => found.eq_ignore_ascii_case(wanted),
            _ if wanted.is_empty() || wanted.len() > found.len() => false,
            Self::Contains => {
                let first = [wanted[0], wanted[0].to_ascii_uppercase()];
                let last = found.len() - wanted.len();
                (0..=last)
                    .any(|at| first.contains(&found[at]) && found[at..at + wanted.len()].eq_ignore_ascii_case(wanted))
            }
            Self::Starts => found[..wanted.len()].eq_ignore_ascii_case(wanted),
            Self::Ends => found[found.len() - wanted.len()..].eq_ignore_ascii_case(wanted),
            Self::Word => found.split(u8::is_ascii_whitespace).any(|word| word.eq_ignore_ascii_case(wanted)),
        }
    }
}

struct Parser<'a> {
    rest: &'a str,
}

impl Parser<'_> {
    fn eat(&mut self, wanted: char) -> bool {
        let rest = self.rest.trim_start();
        match rest.strip_prefix(wanted) {
            Some(after) => {
                self.rest = after.trim_start();
                true
            }
            None => false,
        }
    }

    fn complex(&mut self) -> Option<Complex> {
        let mut compounds = vec![(false, self.compound()?)];
        loop {
            let is_child = self.eat('>');
            self.rest = self.rest.trim_start();
            if self.rest.is_empty() || self.rest.starts_with(',') {
                return (!is_child).then_some(Complex { compounds });
            }
            compounds.push((is_child, self.compound()?));
        }
    }

    fn compound(&mut self) -> Option<Compound> {
        let mut compound = Compound::default();
        let start = self.rest.len();
        loop {
            let rest = self.rest;
            if let Some(after) = rest.strip_prefix('*') {
                self.rest = after;
            } else if let Some(after) = rest.strip_prefix(":not(") {
                self.rest = after;
                compound.simple.push(Simple::Not(Box::new(self.simple()?)));
                self.rest = self.rest.strip_prefix(')')?;
            } else if rest.starts_with(['#', '.', '[']) || rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
                compound.simple.push(self.simple()?);
            } else {
                return (self.rest.len() < start).then_some(compound);
            }
        }
    }

    fn simple(&mut self) -> Option<Simple> {
        if let Some(after) = self.rest.strip_prefix('#') {
            self.rest = after;
            self.name().map(Simple::Id)
        } else if let Some(after) = self.rest.strip_prefix('.') {
            self.rest = after;
            self.name().map(Simple::Class)
        } else if let Some(after) = self.rest.strip_prefix('[') {
            self.rest = after;
            self.attribute()
        } else {
            self.name().map(|name| Simple::Tag(name.to_ascii_lowercase()))
        }
    }

    fn name(&mut self) -> Option<String> {
        let end = self.rest.find(|c: char| !(c.is_alphanumeric() || c == '-' || c == '_')).unwrap_or(self.rest.len());
        let (name, rest) = self.rest.split_at_checked(end)?;
        self.rest = rest;
        (!name.is_empty()).then(|| name.to_owned())
    }

    fn attribute(&mut self) -> Option<Simple> {
        let name = self.name()?.to_ascii_lowercase();
        if let Some(after) = self.rest.strip_prefix(']') {
            self.rest = after;
            return Some(Simple::Attribute { name, operator: Operator::There, value: String::new(), any_case: false });
        }
        let (operator, after) = [
            ("*=", Operator::Contains),
            ("^=", Operator::Starts),
            ("$=", Operator::Ends),
            ("~=", Operator::Word),
            ("=", Operator::Equal),
        ]
        .into_iter()
        .find_map(|(sign, operator)| Some((operator, self.rest.strip_prefix(sign)?)))?;
        let (value, after) = after.strip_prefix('"')?.split_once('"')?;
        let (any_case, after) = match after.strip_prefix(" i") {
            Some(after) => (true, after),
            None => (ANY_CASE.contains(&name.as_str()), after),
        };
        self.rest = after.strip_prefix(']')?;
        let value = if any_case { value.to_ascii_lowercase() } else { value.to_owned() };
        Some(Simple::Attribute { name, operator, value, any_case })
    }
}
