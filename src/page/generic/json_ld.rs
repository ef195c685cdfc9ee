//! Products in JSON-LD, as shops really write it: wrong types, several products, graphs, comments, broken quotes.

use std::cell::Cell;
use std::collections::HashMap;

use rust_decimal::Decimal;
use serde_json::Value;

use crate::page::context::{Context, clean, decimal_of, is_money, text_of};
use crate::page::js_object;
use crate::page::price_text::{self, Hints};
use crate::record::Availability;

/// A price in structured data.
#[derive(Debug, Clone, Default, PartialEq)]
pub(in crate::page) struct OfferData {
    pub(in crate::page) low: Option<Decimal>,
    pub(in crate::page) high: Option<Decimal>,
    pub(in crate::page) currency: Option<String>,
    pub(in crate::page) availability: Option<Availability>,
    pub(in crate::page) sku: Option<String>,
    pub(in crate::page) url: Option<String>,
    pub(in crate::page) seller: Option<String>,
    pub(in crate::page) gtin: Option<String>,
    pub(in crate::page) mpn: Option<String>,
    /// What the data itself calls the list price.
    pub(in crate::page) list_price: Option<Decimal>,
}

/// A product in structured data.
#[derive(Debug, Clone, Default)]
pub(in crate::page) struct ProductData {
    pub(in crate::page) name: Option<String>,
    pub(in crate::page) url: Option<String>,
    pub(in crate::page) sku: Option<String>,
    pub(in crate::page) product_id: Option<String>,
    pub(in crate::page) mpn: Option<String>,
    pub(in crate::page) gtin: Option<String>,
    pub(in crate::page) brand: Option<String>,
    pub(in crate::page) images: Vec<String>,
    pub(in crate::page) offers: Vec<OfferData>,
    pub(in crate::page) attributes: Vec<(String, String)>,
    pub(in crate::page) variants: Vec<ProductData>,
}

impl ProductData {
    /// Whether one of its own offers has a price.
    pub(in crate::page) fn is_priced(&self) -> bool {
        self.offers.iter().any(|offer| offer.low.is_some())
    }
}

/// Keys that may hold a GTIN, the surest first.
const GTIN_KEYS: [&str; 10] =
    ["gtin13", "gtin", "gtin12", "gtin14", "gtin8", "isbn", "ean", "productID", "productId", "identifier"];

const MOST_PRODUCTS: usize = 100;
const MOST_OFFERS: usize = 300;
const MAX_DEPTH: usize = 24;

/// Every product that the page's JSON-LD describes as itself, related ones left out; the page's main one is not chosen here.
pub(in crate::page) fn products(page: &Context<'_>) -> Vec<ProductData> {
    let scripts = documents(page);
    let mut found = Vec::new();
    for script in &scripts {
        walk(page, script, 0, &mut found);
    }
    // A product whose offers stand elsewhere in the graph, joined by @id.
    let graph = Graph::of(scripts.iter().flat_map(flatten).take(2000).collect());
    for product in &mut found {
        if product.offers.iter().all(|offer| offer.low.is_none())
            && let Some(reference) = &product.url
        {
            for node in &graph.nodes {
                let about = node.get("itemOffered").and_then(|item| item.get("@id")).and_then(Value::as_str);
                if is_a(node, &["Offer", "AggregateOffer"]) && about == Some(reference) {
                    product.offers.extend(offers(page, node, &graph, 0));
                }
            }
        }
    }
    found
}

/// Whether the page's JSON-LD says that it is something else than a product's.
pub(in crate::page) fn denies(page: &Context<'_>) -> bool {
    #[rustfmt::skip]
    const OTHERS: &[&str] = &[
        "CollectionPage", "SearchResultsPage", "CheckoutPage", "Hotel", "LodgingBusiness", "Recipe", "Article", "NewsArticle", "BlogPosting", "Restaurant", "JobPosting",
    ];
    is_about(page, OTHERS)
}

/// Whether it describes an event, which is an item where its page sells tickets at one price.
pub(in crate::page) fn is_event(page: &Context<'_>) -> bool {
    is_about(page, &["Event", "MusicEvent", "TheaterEvent", "SportsEvent", "Festival", "ComedyEvent", "DanceEvent"])
}

fn is_about(page: &Context<'_>, types: &[&str]) -> bool {
    documents(page).into_iter().any(|script| flatten(&script).into_iter().any(|node| is_a(node, types)))
}

/// What the page's scripts of JSON-LD hold, mended where their writers broke it.
fn documents(page: &Context<'_>) -> Vec<Value> {
    page.snapshot.found("json_ld").flat_map(|node| parse(&node.text)).collect()
}

/// The objects of one script: HTML escapes undone where they stand for the quotation marks, prefixes of keys cut.
fn parse(text: &str) -> Vec<Value> {
    let is_escaped =
        (text.contains("&quot;") || text.contains("&#34;") || text.contains("&#034;")) && !text.contains("\":");
    let mut values = if is_escaped { js_object::parse_all(&unescape(text)) } else { js_object::parse_all(text) };
    if text.contains("schema:") || text.contains("schema.org/") {
        values.iter_mut().for_each(cut_prefixes);
    }
    values
}

/// `schema:name` and `http://schema.org/name` are `name`.
fn cut_prefixes(value: &mut Value) {
    match value {
        Value::Array(list) => list.iter_mut().for_each(cut_prefixes),
        Value::Object(object) => {
            let prefixed = |key: &String| key.starts_with("schema:") || key.contains("schema.org/");
            for key in object.keys().filter(|key| prefixed(key)).cloned().collect::<Vec<_>>() {
                let short = key.rsplit(['/', ':']).next().unwrap_or(&key).to_owned();
                if let Some(inner) = object.remove(&key) {
                    object.entry(short).or_insert(inner);
                }
            }
            object.values_mut().for_each(cut_prefixes);
        }
        _ => {}
    }
}

/// The nodes of a document: of an array, of its graph, or itself.
fn flatten(value: &Value) -> Vec<&Value> {
    match value {
        Value::Array(list) => list.iter().take(500).flat_map(flatten).collect(),
        Value::Object(object) => match object.get("@graph") {
            Some(graph @ Value::Array(_)) => flatten(graph),
            _ => vec![value],
        },
        _ => Vec::new(),
    }
}

/// Whether the node's type is one of these, whatever the prefix.
pub(in crate::page) fn is_a(node: &Value, types: &[&str]) -> bool {
    let named = |value: &Value| {
        value.as_str().is_some_and(|name| {
            let name = name.rsplit(['/', '#', ':']).next().unwrap_or(name);
            types.iter().any(|wanted| wanted.eq_ignore_ascii_case(name))
        })
    };
    match node.get("@type") {
        Some(Value::Array(list)) => list.iter().take(10).any(named),
        Some(value) => named(value),
        None => false,
    }
}

#[rustfmt::skip]
const PRODUCT: &[&str] = &["Product", "ProductGroup", "IndividualProduct", "ProductModel", "SomeProducts", "Car", "Vehicle", "Book"];

fn walk(page: &Context<'_>, value: &Value, depth: usize, found: &mut Vec<ProductData>) {
    if depth > 6 || found.len() >= MOST_PRODUCTS {
        return;
    }
    let nodes = Graph::of(flatten(value));
    for node in &nodes.nodes {
        if is_a(node, PRODUCT) {
            found.push(product(page, node, &nodes, depth));
        } else if is_a(node, &["WebPage", "ItemPage", "ProductPage"]) {
            for key in ["mainEntity", "mainEntityOfPage", "about"] {
                if let Some(inner) = node.get(key) {
                    walk(page, inner, depth + 1, found);
                }
            }
        } else if is_a(node, &["Offer"])
            && let Some(item) = node.get("itemOffered").filter(|item| is_a(item, PRODUCT))
        {
            let mut product = product(page, item, &nodes, depth);
            product.offers.extend(offers(page, node, &nodes, depth));
            found.push(product);
        }
    }
}

/// The nodes of a document, with an index by `@id`, and how much may still be followed: nodes may name one another, and
/// themselves.
struct Graph<'a> {
    nodes: Vec<&'a Value>,
    by_id: HashMap<&'a str, &'a Value>,
    steps_left: Cell<usize>,
}

/// More references than any honest page has.
const MAX_STEPS: usize = 5000;

impl<'a> Graph<'a> {
    fn of(nodes: Vec<&'a Value>) -> Self {
        let mut by_id = HashMap::new();
        for node in &nodes {
            let is_whole = node.as_object().is_some_and(|node| node.len() > 1);
            if let Some(id) = node.get("@id").and_then(Value::as_str).filter(|_| is_whole) {
                by_id.entry(id).or_insert(*node);
            }
        }
        Self { nodes, by_id, steps_left: Cell::new(MAX_STEPS) }
    }

    /// Counts a step; no more once they are used up.
    fn step(&self) -> bool {
        let left = self.steps_left.get();
        self.steps_left.set(left.saturating_sub(1));
        left > 0
    }
}

/// The value itself, or what its `@id` refers to.
fn deref<'a>(value: &'a Value, graph: &Graph<'a>) -> &'a Value {
    let id = value
        .as_object()
        .filter(|object| object.len() == 1)
        .and_then(|object| object.get("@id"))
        .and_then(Value::as_str);
    id.and_then(|id| graph.by_id.get(id)).copied().unwrap_or(value)
}

fn list(value: Option<&Value>) -> Vec<&Value> {
    match value {
        Some(Value::Array(list)) => list.iter().take(MOST_OFFERS).collect(),
        Some(Value::Null) | None => Vec::new(),
        Some(value) => vec![value],
    }
}

/// A text, or the name or id or value of an object, or the first of a list.
fn named(value: &Value) -> Option<String> {
    match value {
        Value::Object(object) => {
            ["name", "@value", "value", "@id"].iter().find_map(|key| object.get(*key).and_then(text_of))
        }
        Value::Array(list) => list.first().filter(|first| !first.is_array()).and_then(named),
        value => text_of(value),
    }
}

fn product<'a>(page: &Context<'_>, node: &'a Value, graph: &Graph<'a>, depth: usize) -> ProductData {
    let get = |key: &str| node.get(key).map(|value| deref(value, graph));
    let text = |key: &str| get(key).and_then(named).and_then(|text| clean(&unescape(&text)));
    let mut product = ProductData {
        name: text("name"),
        url: text("url").or_else(|| text("@id")),
        sku: text("sku"),
        product_id: text("productID").or_else(|| text("productId")),
        mpn: text("mpn"),
        gtin: GTIN_KEYS.iter().find_map(|key| text(key).and_then(|text| gtin(&text))),
        brand: text("brand").or_else(|| text("manufacturer")),
        ..ProductData::default()
    };
    for image in list(node.get("image")) {
        let address = match deref(image, graph) {
            Value::Object(object) => {
                ["url", "contentUrl", "@id"].iter().find_map(|key| object.get(*key).and_then(text_of))
            }
            value => text_of(value),
        };
        product.images.extend(address);
    }
    for offer in list(node.get("offers")) {
        let left = MOST_OFFERS.saturating_sub(product.offers.len());
        product.offers.extend(offers(page, deref(offer, graph), graph, depth).into_iter().take(left));
    }
    for property in list(node.get("additionalProperty")) {
        if let (Some(name), Some(value)) =
            (property.get("name").and_then(text_of), property.get("value").and_then(named))
        {
            product.attributes.push((name, value));
        }
    }
    for (key, name) in [("color", "color"), ("material", "material"), ("size", "size"), ("model", "model")] {
        if let Some(value) = text(key) {
            product.attributes.push((name.to_owned(), value));
        }
    }
    if depth < 2 {
        for variant in list(node.get("hasVariant"))
            .into_iter()
            .chain(list(node.get("model")).into_iter().filter(|m| m.is_object()))
        {
            let variant = deref(variant, graph);
            if variant.is_object() && product.variants.len() < MOST_PRODUCTS {
                let mut variant = self::product(page, variant, graph, depth + 2);
                for offer in &mut variant.offers {
                    offer.sku = offer.sku.take().or_else(|| variant.sku.clone());
                    offer.gtin = offer.gtin.take().or_else(|| variant.gtin.clone());
                    offer.mpn = offer.mpn.take().or_else(|| variant.mpn.clone());
                }
                product.variants.push(variant);
            }
        }
    }
    product
}

/// `&amp;` and the like, which many writers leave in.
pub(super) fn unescape(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    let named = [
        ("&quot;", "\""),
        ("&#34;", "\""),
        ("&#034;", "\""),
        ("&#39;", "'"),
        ("&#039;", "'"),
        ("&apos;", "'"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&nbsp;", " "),
        ("&amp;", "&"),
    ];
    named.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}

/// The digits of a GTIN or ISBN-13 (`isbn:978…`), if there are as many as one has and the last of them checks the others.
pub(in crate::page) fn gtin(text: &str) -> Option<String> {
    let lower = text.trim().to_ascii_lowercase();
    let bare = lower.rsplit_once(':').map_or(lower.as_str(), |(scheme, digits)| {
        let is_scheme =
            ["isbn", "ean", "gtin", "upc", "gtin13", "gtin12", "gtin14", "gtin8", "urn:isbn"].contains(&scheme.trim());
        if is_scheme { digits } else { "" }
    });
    let digits: String = bare.chars().filter(char::is_ascii_digit).collect();
    let others = bare.chars().filter(|c| !c.is_ascii_digit() && !matches!(c, '-' | ' ')).count();
    let sum: u32 = digits
        .bytes()
        .rev()
        .zip([1, 3].into_iter().cycle())
        .map(|(digit, weight)| u32::from(digit - b'0') * weight)
        .sum();
    let is_one = matches!(digits.len(), 8 | 12 | 13 | 14) && others == 0 && sum.is_multiple_of(10);
    (is_one && digits.bytes().any(|digit| digit != b'0')).then_some(digits)
}

fn offers<'a>(page: &Context<'_>, node: &'a Value, graph: &Graph<'a>, depth: usize) -> Vec<OfferData> {
    if depth > MAX_DEPTH || !graph.step() {
        return Vec::new();
    }
    let node = deref(node, graph);
    let text = |key: &str| node.get(key).and_then(named);
    let inner = list(node.get("offers"));
    let mut offer = OfferData {
        currency: text("priceCurrency"),
        availability: text("availability").as_deref().and_then(availability),
        sku: text("sku").or_else(|| node.get("itemOffered").and_then(|item| item.get("sku")).and_then(named)),
        url: text("url"),
        seller: node.get("seller").map(|seller| deref(seller, graph)).and_then(named),
        gtin: GTIN_KEYS.iter().find_map(|key| text(key).and_then(|text| gtin(&text))),
        mpn: text("mpn"),
        ..OfferData::default()
    };
    let price =
        |node: &Value, keys: &[&str]| keys.iter().find_map(|key| node.get(key).and_then(|value| amount(page, value)));
    offer.low = price(node, &["price", "lowPrice", "minPrice"]);
    offer.high = price(node, &["highPrice", "maxPrice", "price"]);
    for specification in list(node.get("priceSpecification")) {
        let specification = deref(specification, graph);
        let kind = specification.get("priceType").and_then(named).unwrap_or_default();
        if kind.contains("ListPrice")
            || kind.contains("MSRP")
            || kind.contains("SRP")
            || kind.contains("Strikethrough")
            // For members, or for a litre.
            || specification.get("validForMemberTier").is_some()
            || specification.get("referenceQuantity").is_some()
            || is_a(specification, &["DeliveryChargeSpecification"])
        {
            if kind.contains("ListPrice") || kind.contains("Strikethrough") || kind.contains("SRP") {
                offer.list_price = offer.list_price.or_else(|| price(specification, &["price", "minPrice"]));
            }
            continue;
        }
        if offer.low.is_none() {
            offer.low = price(specification, &["price", "minPrice"]);
            offer.high = price(specification, &["maxPrice", "price"]);
        }
        offer.currency = offer.currency.or_else(|| specification.get("priceCurrency").and_then(named));
    }
    offer.currency = offer
        .currency
        .as_deref()
        .and_then(|text| price_text::currency_code(text, page.address.host, &page.snapshot.language));
    // An AggregateOffer may list what it sums up: the single offers say more, but only the sum may have a price.
    if !inner.is_empty() && depth < 4 {
        // Offers may name one another, and themselves: the deeper, the fewer are followed.
        let most = [MOST_OFFERS, 20, 4, 1].get(depth).copied().unwrap_or(1);
        let inner = inner.into_iter().take(most);
        let mut all: Vec<OfferData> =
            inner.flat_map(|inner| offers(page, inner, graph, depth + 1)).take(MOST_OFFERS).collect();
        if all.iter().any(|inner| inner.low.is_some()) {
            for inner in &mut all {
                inner.currency = inner.currency.take().or_else(|| offer.currency.clone());
                inner.availability = inner.availability.or(offer.availability);
            }
            return all;
        }
    }
    vec![offer]
}

/// A price in structured data: a number, or a text that holds one. Schema.org wants a dot before the fraction; shops
/// follow their own language.
pub(in crate::page) fn amount(page: &Context<'_>, value: &Value) -> Option<Decimal> {
    let number = match value {
        Value::Number(_) => decimal_of(value),
        Value::String(text) => amount_in(page, text),
        Value::Object(object) => object.get("@value").or_else(|| object.get("value")).and_then(decimal_of),
        _ => None,
    };
    number.map(rounded).filter(|number| is_money(*number))
}

/// `71.910401` is what a tax made of 71.91: no currency has more than three decimals, and prices per piece four.
fn rounded(amount: Decimal) -> Decimal {
    if amount.scale() > 4 { amount.round_dp(2) } else { amount }
}

/// The same, of a text.
pub(in crate::page) fn amount_in(page: &Context<'_>, text: &str) -> Option<Decimal> {
    let text = text.trim();
    let plain = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
        && text.bytes().filter(|b| *b == b'.').count() <= 1;
    if plain {
        return text.parse().ok().map(rounded).filter(|amount| is_money(*amount));
    }
    // `1e400`: digits on both sides of a letter are no price.
    let is_scientific = text.split_once(['e', 'E']).is_some_and(|(before, after)| {
        before.ends_with(|c: char| c.is_ascii_digit())
            && after.starts_with(|c: char| c.is_ascii_digit() || c == '+' || c == '-')
    });
    if is_scientific {
        return None;
    }
    let hints = Hints { locale: &page.snapshot.language, host: page.address.host, ..Hints::default() };
    let read = price_text::read(text, hints);
    if text.starts_with('-') { None } else { read.range().map(|(min, _)| min).filter(|amount| is_money(*amount)) }
}

/// Schema.org's word for whether it can be bought.
pub(in crate::page) fn availability(text: &str) -> Option<Availability> {
    let word: String =
        text.rsplit(['/', '#']).next()?.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
    match word.as_str() {
        "instock"
        | "limitedavailability"
        | "onlineonly"
        | "preorder"
        | "presale"
        | "backorder"
        | "instoreonly"
        | "available"
        | "available for order"
        | "availablefororder"
        | "in"
        | "madetoorder"
        | "true"
        | "1" => Some(Availability::InStock),
        "outofstock" | "soldout" | "discontinued" | "oos" | "unavailable" | "notavailable" | "reserved" | "false" => {
            Some(Availability::OutOfStock)
        }
        _ => None,
    }
}
