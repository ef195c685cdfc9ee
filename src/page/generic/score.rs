//! How likely a price on the page is the product's: by the names of the elements around it, its words, and where it
//! stands in the document compared with the heading and the button that buys.

use std::collections::HashMap;

use rust_decimal::Decimal;

use super::claims::Why;
use super::visible::{Place, Sections, Shown};
use super::weights::{self as w, Rule};
use crate::page::context::{Context, is_money};
use crate::page::lexicon::{self, Label};
use crate::page::snapshot::Element;

/// Parts of names that mean a price, in the languages of shops.
pub(super) const PRICE: [&str; 14] = [
    "price", "preis", "prix", "precio", "preco", "prezzo", "cena", "cenа", "amount", "pris", "prijs", "fiyat", "harga",
    "hinta",
];
/// Parts of names that mean a former or recommended price.
#[rustfmt::skip]
const FORMER: [&str; 30] = [
    "old", "was", "strike", "crossed", "regular", "before", "original", "msrp", "rrp", "uvp", "previous", "compare", "list-price", "listprice", "list_price",
    "barre", "tachado", "ancien", "vorher", "stara", "oldprice", "price-was", "retail", "stroke", "past", "through", "linethrough", "full-price", "antes", "recommended",
];
/// Parts of the labels of former and present prices, which may stand in elements of their own: texts that the page must
/// send. What they mean is read by [`lexicon::label`].
#[rustfmt::skip]
pub(super) const LABELS: [&str; 46] = [
    "was", "now", "price", "rrp", "msrp", "statt", "vorher", "bisher", "jetzt", "uvp", "preis", "prix", "au lieu", "avant", "maintenant", "antes", "ahora", "precio", "preço", "prezzo", "anziché", "cena", "prijs", "fiyat", "pris", "hinta", "цена", "ціна", "вместо", "τιμή", "giá", "harga", "ราคา", "السعر", "מחיר",
    "原价", "原價", "定価", "価格", "정가", "가격", "할인가", "特价", "特價", "现价", "市场价",
];
/// Parts of names of what has prices but is not the product.
#[rustfmt::skip]
const ELSEWHERE: [&str; 42] = [
    "related", "similar", "recommend", "recom", "carousel", "slider", "swiper", "cross-sell", "crosssell", "upsell", "up-sell", "also", "minicart", "mini-cart", "cart-summary", "basket", "header", "footer", "nav", "menu",
    "filter", "facet", "review", "bundle", "accessor", "warranty", "insurance", "financ", "installment", "instalment", "credit", "shipping", "delivery", "versand", "saving", "youmight", "recently", "viewed", "sponsored", "promo-banner", "advert",
    "tooltip",
];
/// Parts of names of amounts that come on top of a price or off it.
#[rustfmt::skip]
const FEE: [&str; 19] = [
    "shipping", "delivery", "freight", "versand", "postage", "porto", "livraison", "envio", "spedizion", "financ", "installment", "instalment", "monthly", "saving", "yousave", "you-save", "approx", "convprice", "recycl",
];
/// "30 days", in the languages of the European Union.
#[rustfmt::skip]
const LAST_DAYS: [&str; 14] = [
    "30 dni", "30 tage", "30 jours", "30 days", "30 giorni", "30 días", "30 dias", "30 dagen", "30 dní", "30 dana", "30 de zile", "30 nap", "30 päiv", "30 dagar",
];
/// Parts of names of a price that leaves the tax out.
#[rustfmt::skip]
const WITHOUT_TAX: [&str; 12] = [
    "price-tax", "extax", "ex-tax", "ex_tax", "excl-tax", "exclvat", "excl-vat", "without-tax", "excluding-tax", "netto", "ex-vat", "exvat",
];
/// Words of names that mean what one pays now.
#[rustfmt::skip]
const PRESENT: [&str; 14] = [
    "new", "now", "sale", "current", "final", "special", "actual", "promo", "discounted", "our", "today", "selling", "neu", "akce",
];
/// Words in or before a text that make its amount another thing's.
#[rustfmt::skip]
const OTHER_WORDS: [&str; 93] = [
    "送料", "배송", "الشحن", "verzendkosten", "verzending", "frakt", "fragt", "kargo", "vận chuyển", "ongkir", "红包", "toimitus", "szállítás", "livrare",
    "brez ddv", "bez dph", "bez pdv", "zzgl", "exkl", "excl. vat", "ex vat", "ex. vat", "hors tax", "without tax", "ex tax", "plus vat", "+ vat", "excl. btw", "iva esclusa", "sin iva", "税抜",
    "approx", "circa ", "ca. ", "environ ", "recycl", "recykl", "éco-part", "ecotax", "écotaxe", "fee", "poplatok", "poplatek", "opłata", "gebühr",
    "shipping", "delivery", "versand", "livraison", "envío", "envio", "spedizione", "frete", "доставк", "dostawa", "doprava", "postage", "p&p", "运费", "over ", "orders", "ab einem", "minimum", "spend",
    "save", "saving", "off ", "discount", "rabatt", "ahorr", "économ", "sconto", "скидк", "cashback", "points", "bonus", "per month", "/mo", "month", "monat", "mois", "mes ", "x de", "cuotas", "kredit", "rate",
    "warranty", "insurance", "rrp", "was ", "uvp", "statt", "voucher",
];

/// Whether the element is named after a price.
pub(super) fn is_named_price(element: &Element) -> bool {
    let names = names(element);
    element.itemprop.to_lowercase().contains("price") || PRICE.iter().any(|name| names.contains(name))
}

/// The element's names in lower case; what is written `oldPrice` stands there as `old-price` too.
fn names(element: &Element) -> String {
    let mut names = String::with_capacity(2 * (element.class.len() + element.id.len()) + 2);
    for name in [&element.class, &element.id] {
        names.push_str(&name.to_lowercase());
        names.push(' ');
    }
    let mut is_lower = false;
    let mut apart = String::new();
    for character in element.class.chars().chain([' ']).chain(element.id.chars()) {
        if is_lower && character.is_uppercase() {
            apart.push('-');
        }
        is_lower = character.is_lowercase();
        apart.extend(character.to_lowercase());
    }
    if apart.len() >= names.len() {
        names.push_str(&apart);
    }
    names
}

/// The reasons for and against a price, as they are found.
#[derive(Default)]
struct Reasons(Vec<Why>);

impl Reasons {
    fn add(&mut self, rule: Rule) {
        self.0.push(Why::of(rule));
    }

    fn part(&mut self, rule: Rule, adds: f64) {
        self.0.push(Why::part(rule, adds));
    }
}

/// What the elements around a price say of it.
#[derive(Default)]
struct Surroundings {
    named: f64,
    is_itemprop: bool,
    is_present: bool,
    is_elsewhere: bool,
    is_of_others: bool,
    steps_to_heading: Option<u32>,
}

/// Gives a price its reasons and the score that they add up to, and finds out whether it is a former one; `before` is
/// the text before it.
pub(super) fn score(
    page: &Context<'_>,
    shown: &mut Shown,
    place: Place,
    heading: &HashMap<u32, u32>,
    sections: &Sections,
    before: &str,
) {
    let mut reasons = Reasons::default();
    let around = surroundings(page, shown, heading, sections, &mut reasons);
    if around.named > 0.0 {
        reasons.part(if around.is_itemprop { w::ITEMPROP } else { w::NAMED }, around.named);
    }
    if around.is_present {
        reasons.add(w::PRESENT);
    }
    if let Some((_, order)) = place.heading {
        let distance = f64::from(shown.order) - f64::from(order);
        if distance >= 0.0 {
            reasons.part(w::AFTER_HEADING, w::AFTER_HEADING.weight() - (distance / 250.0).min(4.0));
        } else {
            reasons.part(w::BEFORE_HEADING, (w::BEFORE_HEADING.weight() + distance / 100.0).max(-2.0));
        }
        let steps = f64::from(around.steps_to_heading.unwrap_or(20));
        reasons.part(w::BESIDE_HEADING, (w::BESIDE_HEADING.weight() + w::BESIDE_STEP.weight() * steps).max(-1.0));
    }
    if let Some(button) = place.button {
        let distance = f64::from(button.abs_diff(shown.order));
        reasons.part(w::NEAR_BUTTON, (w::NEAR_BUTTON.weight() - distance / 150.0).max(0.0));
    }
    words(shown, before, &mut reasons);
    if around.is_of_others {
        reasons.add(w::OTHERS_SECTION);
    } else if around.is_elsewhere {
        reasons.add(w::ELSEWHERE);
    }
    if shown.is_former {
        reasons.add(w::FORMER);
    }
    shown.why = reasons.0;
    shown.score = shown.why.iter().map(|why| why.adds).sum();
}

/// What the elements around a price are called, and where they stand.
fn surroundings(
    page: &Context<'_>,
    shown: &mut Shown,
    heading: &HashMap<u32, u32>,
    sections: &Sections,
    reasons: &mut Reasons,
) -> Surroundings {
    let mut around = Surroundings::default();
    for (step, (index, element)) in page.snapshot.path(shown.element).enumerate() {
        if around.steps_to_heading.is_none() {
            around.steps_to_heading = heading.get(&index).copied();
        }
        let names = names(element);
        let is_named = step < 5 && PRICE.iter().any(|name| names.contains(name));
        if step < 5 {
            if element.itemprop.to_lowercase().contains("price") {
                around.named = around.named.max(w::ITEMPROP.weight());
                around.is_itemprop = true;
            }
            if is_named {
                around.named = around.named.max(w::NAMED.weight() + w::NAMED_STEP.weight() * step as f64);
            }
            if matches!(element.tag.as_str(), "del" | "s" | "strike")
                || step < 3 && (element.struck || FORMER.iter().any(|name| has_word(&names, name)))
            {
                shown.is_former = true;
            }
            around.is_present |= step < 3 && PRESENT.iter().any(|name| has_word(&names, name));
        }
        if step < 2 && FEE.iter().any(|name| names.contains(name)) {
            reasons.add(w::FEE);
        }
        if element.hidden {
            reasons.add(if step < 3 { w::HIDDEN } else { w::HIDDEN_ABOVE });
        }
        if step < 3 && WITHOUT_TAX.iter().any(|name| names.contains(name)) {
            reasons.add(w::WITHOUT_TAX);
        }
        let outside = around.steps_to_heading.is_none();
        // `slider-price` names the price, not a slider.
        let names_price = step < 2 && is_named;
        if outside
            && (!names_price && ELSEWHERE.iter().any(|name| names.contains(name))
                || matches!(element.tag.as_str(), "header" | "footer" | "nav" | "aside"))
        {
            around.is_elsewhere = true;
        }
        around.is_of_others |= outside && sections.holds(index, shown.order);
        if outside && matches!(element.tag.as_str(), "li" | "option" | "select") {
            reasons.add(w::IN_LIST);
        }
    }
    around
}

/// What the text of a price and the one before it say.
fn words(shown: &mut Shown, before: &str, reasons: &mut Reasons) {
    if shown.read.symbol.is_some() {
        reasons.add(w::SIGNED);
    }
    let words = shown.read.text.to_lowercase();
    let label = before.to_lowercase();
    let is_label = label.chars().count() <= 40 && !label.bytes().any(|byte| byte.is_ascii_digit());
    match lexicon::label(&label).filter(|_| is_label) {
        Some(Label::Was) => shown.is_former = true,
        Some(Label::Now) => reasons.add(w::LABELLED_NOW),
        None => {}
    }
    // The law of the European Union has shops show the lowest price of the last 30 days beside a reduced one.
    let of_days = |text: &str| text.contains("30 ") && LAST_DAYS.iter().any(|days| text.contains(days));
    if of_days(&words) || label.chars().count() <= 80 && of_days(&label) {
        shown.is_former = true;
    }
    let is_conditional = |text: &str| {
        let words = lexicon::Words::of(text);
        lexicon::CONDITIONS.iter().any(|(phrase, _)| words.find(phrase).is_some())
    };
    if crate::page::context::price_of(&shown.read).is_some_and(|price| price.kind.is_conditional())
        || is_label && is_conditional(&label)
    {
        reasons.add(w::CONDITIONAL);
    }
    if OTHER_WORDS.iter().any(|word| words.contains(word)) {
        reasons.add(w::OTHER_MATTER);
    } else if label.chars().count() <= 40 && OTHER_WORDS.iter().any(|word| label.contains(word)) {
        reasons.add(w::OTHER_LABEL);
    }
    if shown.read.text.chars().count() > 60 {
        reasons.add(w::LONG);
    }
    if shown.read.per.is_some() {
        reasons.add(w::PER_UNIT);
    }
}

/// Whether one of the names' words is this one, alone or joined to `price`, or holds it where it is long.
fn has_word(names: &str, word: &str) -> bool {
    names.split(|c: char| !c.is_alphanumeric()).any(|name| {
        let bare = name.strip_prefix("price").or_else(|| name.strip_suffix("price")).unwrap_or(name);
        name == word || bare == word || word.len() > 4 && name.contains(word)
    }) || word.contains(['-', '_']) && names.contains(word)
}

/// Prices of a list look alike but differ: elements of the same names with many amounts.
pub(super) fn repeated(page: &Context<'_>, found: &mut [Shown]) {
    let look = |shown: &Shown| -> String {
        page.snapshot
            .path(shown.element)
            .take(4)
            .map(|(_, element)| format!("{}.{} ", element.tag, element.class))
            .collect()
    };
    let looks: Vec<String> = found.iter().map(look).collect();
    let mut amounts: HashMap<&str, Vec<Decimal>> = HashMap::new();
    for (look, shown) in looks.iter().zip(found.iter()) {
        let amounts = amounts.entry(look).or_default();
        if !amounts.contains(&shown.amount) && amounts.len() < 8 {
            amounts.push(shown.amount);
        }
    }
    for (look, shown) in looks.iter().zip(found.iter_mut()) {
        let count = amounts.get(look.as_str()).map_or(0, Vec::len);
        shown.repeats = count.max(1);
        if count >= 3 {
            shown.add(if count >= 5 { w::REPEATED_OFTEN } else { w::REPEATED });
        }
    }
}

/// What else on the page tells of an amount: its own repetitions (in a bar that follows the reader, say), the page's
/// description, and what it reports to those who count its visits.
pub(super) fn told(page: &Context<'_>, found: &mut [Shown]) {
    let descriptions: Vec<&str> = ["description", "og:description", "twitter:description", "og:title"]
        .iter()
        .filter_map(|name| page.snapshot.meta(name))
        .chain(page.snapshot.text("document_title"))
        .collect();
    let reported = reported(page);
    let mut times: HashMap<Decimal, u32> = HashMap::new();
    for shown in found.iter() {
        *times.entry(shown.amount.normalize()).or_default() += 1;
    }
    for shown in found {
        let again = times.get(&shown.amount.normalize()).copied().unwrap_or(1).saturating_sub(1);
        if again > 0 {
            shown.part(w::AGAIN, w::AGAIN.weight() * f64::from(again.min(3)));
        }
        let number = shown.read.text.trim_matches(|c: char| !c.is_ascii_digit());
        if number.len() >= 3 && descriptions.iter().any(|text| holds_number(text, number)) {
            shown.add(w::DESCRIBED);
        }
        if reported.len() <= 8 && reported.contains(&shown.amount.normalize()) {
            shown.add(w::REPORTED);
        }
    }
}

/// Whether the number stands in the text, not as a part of a longer one.
fn holds_number(text: &str, number: &str) -> bool {
    let is_part = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    text.match_indices(number).any(|(at, _)| {
        let (before, after) = (text.get(..at).unwrap_or(""), text.get(at + number.len()..).unwrap_or(""));
        !is_part(before.chars().next_back()) && !is_part(after.chars().next())
    })
}

/// Scripts that report what is looked at, by the words that they begin with.
pub(super) const REPORTS: [(&str, &str); 4] = [
    ("report_total", "ecomm_totalvalue"),
    ("report_detail", "\"detail\""),
    ("report_pixel", "fbq('track', 'ViewContent'"),
    ("report_event", "view_item"),
];

/// The amounts that such scripts give as `price` or `value`.
fn reported(page: &Context<'_>) -> Vec<Decimal> {
    let mut amounts: Vec<Decimal> = Vec::new();
    for (name, _) in REPORTS {
        let script = page.snapshot.script(name).unwrap_or("");
        for (at, key) in ["totalvalue", "price", "value"].iter().flat_map(|key| script.match_indices(key)) {
            let rest = script.get(at + key.len()..).unwrap_or("").trim_start_matches(['"', '\'', ' ', ':', '[', '=']);
            let end = rest.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(rest.len());
            let amount = rest.get(..end).and_then(|number| number.parse::<Decimal>().ok()).filter(|a| is_money(*a));
            if let Some(amount) = amount.map(|amount| amount.normalize())
                && !amounts.contains(&amount)
            {
                amounts.push(amount);
            }
        }
    }
    amounts
}

/// Of two prices side by side the lower is what one pays, whatever they are called.
pub(super) fn paired(page: &Context<'_>, found: &mut [Shown]) {
    for at in 1..found.len() {
        let (head, tail) = found.split_at_mut(at);
        let (Some(one), Some(other)) = (head.last_mut(), tail.first_mut()) else {
            return;
        };
        let near = one.order.abs_diff(other.order) <= 12 && is_together(page, one.element, other.element);
        let (low, high) = if one.amount < other.amount { (one, other) } else { (other, one) };
        let is_reduced = low.amount < high.amount && low.amount > high.amount * Decimal::new(3, 1);
        if near && is_reduced && low.read.per.is_none() {
            low.add(w::LOWER_OF_PAIR);
            high.add(w::HIGHER_OF_PAIR);
        }
    }
}

/// Whether two elements have an ancestor in common that is at most three steps above both.
fn is_together(page: &Context<'_>, one: u32, other: u32) -> bool {
    let above: Vec<u32> = page.snapshot.path(one).take(4).map(|(index, _)| index).collect();
    page.snapshot.path(other).take(4).any(|(index, _)| above.contains(&index))
}
