//! The reader for every page: what it says in data (JSON-LD, microdata, Open Graph), and what it shows.

mod availability;
mod claims;
mod evidence;
mod explain;
mod freight;
mod json_ld;
mod lists;
mod meta;
mod microdata;
mod numbers;
mod pictures;
mod price;
mod score;
mod sku;
mod visible;
mod weights;

pub use claims::{Claim, Field, Why};
pub use evidence::Source;
pub(super) use evidence::{gather, without_site};
pub use explain::Explanation;
pub(super) use explain::explain;

use super::context::{Context, Outcome, clean};
use super::probes::{Expects, NodeProbe, Probes, ScriptProbe, TextScan, node, pictures, text};
use super::snapshot::Node;
use super::walls;
use crate::record::Reason;

/// Probes of the data that pages of every site may hold: cheap, and the fallback of the sites' own rules.
pub(super) fn data_probes() -> Vec<NodeProbe> {
    vec![
        node("meta", "meta[content]").limit(150).take(&["name", "property", "itemprop", "content"]),
        text("document_title", "title").longest(400),
        text("h1", "h1").limit(4).longest(400),
        node("canonical", "link[rel=\"canonical\"]").take(&["href"]),
        text("json_ld", "script[type*=\"ld+json\"]").limit(30).longest(400_000),
    ]
}

/// Probes of a page that no site's rules know.
pub(super) fn probes() -> Probes {
    let mut probes = Probes::new("generic", Expects::Unknown)
        .nodes(data_probes())
        .nodes([
            text("itemprop", "[itemprop], [typeof] [property]").limit(400).longest(400).take(&["itemprop", "property", "content", "href", "src", "value", "data-src"]),
            text("heading", "h2, [itemprop=\"name\"], [class*=\"product-name\" i], [class*=\"product_name\" i], [class*=\"productname\" i], [class*=\"title\" i], [class*=\"name\" i]").limit(60).longest(200),
            node("scope", "[itemtype*=\"schema.org\"]").limit(80).take(&["itemtype", "itemid"]),
            node("data_price", "[data-price], [data-product-price], [data-price-amount]").limit(40).take(&visible::PRICE_ATTRIBUTES).take(&["data-price-type"]),
            node("data_sku", "[data-sku], [data-product-sku], [data-product-id], [data-productid], [data-product], [data-pid], [data-item-id], [data-article]")
                .limit(40)
                .take(&["data-sku", "data-product-sku", "data-product-id", "data-productid", "data-product", "data-pid", "data-item-id", "data-article"]),
            node("button", "button, input[type=\"submit\"], input[type=\"button\"], [role=\"button\"], a[class*=\"cart\" i], a[class*=\"buy\" i], a[id*=\"cart\" i], a[class*=\"btn\" i], a[class*=\"button\" i]")
                .limit(150)
                .longest(80)
                .take(&["disabled", "class", "id", "name", "value", "aria-label", "title", "href", "data-action"]),
            node("input", "input[type=\"hidden\"][name], input[name*=\"sku\" i], input[name*=\"product\" i]").limit(80).take(&["name", "id", "value"]),
            pictures("picture", "main img, [class*=\"product\" i] img, [class*=\"gallery\" i] img, [id*=\"product\" i] img").take(&["alt"]),
            pictures("any_picture", "img[alt]").limit(80).take(&["alt"]),
            text("password", "input[type=\"password\"], form[action*=\"captcha\" i], #captchacharacters").longest(0),
        ])
        .anchors(&["[itemprop=\"price\"]", "[data-product-price]", ".price", "[class*=\"price\" i]", "[id*=\"price\" i]"])
        .watch(&["[itemprop=\"offers\"]", "[class*=\"product\" i] [class*=\"price\" i]"]);
    for (name, marker) in score::REPORTS {
        probes.scripts.push(ScriptProbe { name, marker, limit: 3000 });
    }
    probes.texts =
        Some(TextScan { longest: 140, words: words(), skip: vec!["cookie", "consent", "onetrust"], limit: 1500 });
    probes
}

/// Words whose texts are worth sending: signs of currencies, labels of numbers, what says whether it can be bought.
fn words() -> Vec<&'static str> {
    let mut words = vec![
        "€", "$", "£", "¥", "￥", "₹", "₽", "₺", "₪", "₩", "฿", "₫", "zł", "kč", "lei", "eur", "usd", "chf", "r$",
        "kr", "元", "円", "원", "ft", "kn", "rs", "ر.س", "руб",
    ];
    words.extend(visible::MONTHLY);
    words.extend(freight::WORDS);
    words.extend(availability::words());
    words.extend(sku::words());
    words.extend(visible::OTHERS);
    words.extend(score::LABELS);
    words
}

/// Reads a page of which only the generic rules know anything.
pub(super) fn read(page: &Context<'_>) -> Outcome {
    let evidence = gather(page);
    // Nothing but data makes a product of a page that says it is gone, or that is a basket.
    if !evidence.has_data() {
        if walls::of_page(page).is_some() || walls::is_no_item(&page.address) || json_ld::denies(page) {
            return Outcome::Nothing(Reason::NotAProduct);
        }
        if json_ld::is_event(page) && !evidence.has_one_price() {
            return Outcome::Nothing(Reason::NotAProduct);
        }
        if evidence.is_gone(page) {
            return Outcome::Nothing(Reason::Gone);
        }
    }
    match evidence.item(page) {
        Some(item) => Outcome::Item(item),
        // It sells something, but which of two prices is its own cannot be told.
        None if !evidence.is_list(page) && evidence.has_button() && evidence.price(page).is_unsure => {
            Outcome::Nothing(Reason::PageChanged)
        }
        None => Outcome::Nothing(Reason::NotAProduct),
    }
}

/// The page's main heading: of the `h1` the one that shares most words with the page's title, or where there is none
/// another element named after a title that does.
pub(super) fn heading_node<'a>(page: &Context<'a>) -> Option<&'a Node> {
    let title = page.snapshot.text("document_title").unwrap_or("");
    let headings: Vec<&Node> = page.snapshot.found("h1").filter(|node| !node.text.is_empty()).collect();
    let best = headings.iter().rev().max_by_key(|node| evidence::shared_words(&node.text, title)).copied();
    // A heading that shares no word with the title may be of the shop's deals.
    best.filter(|node| title.is_empty() || evidence::shared_words(&node.text, title) > 0).or_else(|| {
        let titled = |node: &&Node| node.text.chars().count() >= 6 && evidence::similar(&node.text, title);
        page.snapshot.found("heading").find(titled).or(best)
    })
}

/// Its text.
pub(super) fn heading(page: &Context<'_>) -> Option<String> {
    heading_node(page).and_then(|node| clean(&node.text))
}
