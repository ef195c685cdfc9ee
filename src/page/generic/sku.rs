//! The seller's number of the product: labels, data attributes and the address, where structured data gives none.

use super::visible::Place;
use crate::page::context::{Context, clean};
use crate::page::snapshot::Text;
use crate::sorting;

/// Labels that stand before such a number and mean it.
#[rustfmt::skip]
const LABELS: &[&str] = &[
    "sku", "item #", "item no", "item number", "item code", "item id", "product code", "product id", "product no", "product number", "product #", "catalogue number", "catalogue no", "catalog number", "cat. no", "stock code", "stock no", "stock #", "part no", "part number",
    "article no", "article number", "article:", "order code", "style no", "style #", "web id", "web code", "internet #", "dpci", "asin", "mã sản phẩm", "kode produk",
    "art.", "art nr", "art-nr", "artnr", "artikel", "artikkel", "bestellnummer", "bestell-nr", "best.-nr", "produktnummer", "produktcode", "produkt-nr", "varenr", "varenummer", "tuotenumero", "tuotekoodi", "tootekood", "vörunúmer",
    "cod produs", "cod. produs", "codice", "cod. art", "cod. prod", "código", "codigo", "cód", "id produto", "référence", "réf", "code produit", "code article", "nº de artículo", "número de artículo",
    "артикул", "код товара", "код товару", "код на продукт", "код:", "номер товара", "indeks", "kod produktu", "kod towaru", "nr artykułu", "numer katalogowy", "kód", "objednací", "číslo produktu", "katalogové číslo", "šifra", "cikkszám", "termékkód", "ürün kodu", "stok kodu", "ürün no", "prekės kodas", "produkto kodas", "preces kods", "κωδικός", "κωδ.",
    "post id", "ad id", "listing id", "商品編號", "商品编号", "商品代碼", "商品番号", "商品コード", "品番", "상품번호", "상품코드", "รหัสสินค้า", "رقم المنتج", "رمز المنتج", "מק\"ט", "מק״ט",
];
/// Labels that may also stand before a model's name or a reference to something else.
#[rustfmt::skip]
const WEAK: [&str; 11] = ["ref.", "ref:", "reference", "referencia", "cod.", "model no", "model:", "item:", "product:", "anzeige", "货号"];

/// Words whose texts the page must send for this.
pub(super) fn words() -> impl Iterator<Item = &'static str> {
    LABELS.iter().copied().chain(WEAK)
}

/// Whether it can be a seller's number: letters, digits and marks, with at least one digit, no price or date.
fn is_number(text: &str) -> bool {
    let length = text.chars().count();
    (3..=40).contains(&length)
        && text.bytes().any(|byte| byte.is_ascii_digit())
        && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '.' | '/' | '_' | '#' | '+'))
}

/// A number under a label.
pub(super) struct Labelled {
    pub(super) number: String,
    /// Whether the label can mean something else.
    pub(super) is_weak: bool,
}

/// The numbers that the page shows under a label, the nearest to the heading first.
pub(super) fn labelled(page: &Context<'_>, place: Place) -> Vec<Labelled> {
    let heading = place.heading.map_or(0, |(_, order)| order);
    let mut found = Vec::new();
    let texts = &page.snapshot.texts;
    for (at, text) in texts.iter().enumerate() {
        let lower = text.text.to_lowercase();
        let longest = |labels: &'static [&'static str]| {
            labels.iter().filter(|label| starts(&lower, label)).max_by_key(|label| label.len())
        };
        let strong = longest(LABELS);
        let Some(label) = strong.or_else(|| longest(&WEAK)) else {
            continue;
        };
        let Some(number) = after_label(&text.text, &lower, label).or_else(|| next(texts, at, text)) else {
            continue;
        };
        found.push((text.order.abs_diff(heading), Labelled { number, is_weak: strong.is_none() }));
    }
    sorting::sort_by_key(&mut found, |(distance, _)| *distance);
    found.into_iter().take(4).map(|(_, labelled)| labelled).collect()
}

/// The value of a form's field that names the product.
pub(super) fn in_form(page: &Context<'_>) -> Option<String> {
    #[rustfmt::skip]
    const NAMES: [&str; 9] = ["productid", "product_id", "product", "id_product", "add-to-cart", "sku", "pid", "itemid", "article"];
    let field = page.snapshot.found("input").find(|node| {
        let name = node.attribute("name").or_else(|| node.attribute("id")).unwrap_or("").to_ascii_lowercase();
        NAMES.iter().any(|wanted| name == *wanted) && node.attribute("value").is_some_and(is_number)
    })?;
    field.attribute("value").map(str::to_owned)
}

fn starts(lower: &str, label: &str) -> bool {
    let lower = lower.trim_start_matches(['(', '[', '*', '-', ' ']);
    lower
        .strip_prefix(label)
        .is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphabetic()) || label.ends_with([':', '.', '#']))
        || lower.starts_with(label) && lower.chars().count() < 30
}

/// The number in the same text: the last word after the label's colon.
fn after_label(text: &str, lower: &str, label: &str) -> Option<String> {
    if lower.len() != text.len() {
        return text.rsplit([':', ' ']).next().filter(|word| is_number(word)).map(str::to_owned);
    }
    let rest = text.get(lower.find(label)? + label.len()..)?;
    let rest = rest.rsplit_once([':', '：']).map_or(rest, |(_, rest)| rest);
    let rest = rest.trim_matches(|c: char| c.is_whitespace() || matches!(c, '.' | '#' | '(' | ')' | ':' | '-' | ']'));
    let word = rest.split_whitespace().find(|word| is_number(word))?;
    clean(word.trim_matches([',', '.', ';']))
}

/// The number in the text after the label.
fn next(texts: &[Text], at: usize, label: &Text) -> Option<String> {
    if label.text.chars().count() > 40 {
        return None;
    }
    let next = texts.get(at + 1).filter(|next| next.order - label.order <= 10)?;
    let word = next.text.trim_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '#'));
    is_number(word).then(|| word.to_owned())
}

/// The product's number in a data attribute beside the heading, if they agree or only one is there.
pub(super) fn in_attributes(page: &Context<'_>, place: Place) -> Option<String> {
    let heading = place.heading.map_or(0, |(_, order)| order);
    let mut best: Option<(u32, String)> = None;
    for node in page.snapshot.found("data_sku") {
        let value = [
            "data-sku",
            "data-product-sku",
            "data-article",
            "data-product-id",
            "data-productid",
            "data-pid",
            "data-item-id",
            "data-product",
        ]
        .iter()
        .filter_map(|name| node.attribute(name))
        .find(|value| is_number(value));
        if let Some(value) = value {
            let distance = node.order.abs_diff(heading);
            if best.as_ref().is_none_or(|(known, _)| distance < *known) {
                best = Some((distance, value.to_owned()));
            }
        }
    }
    best.map(|(_, value)| value)
}

/// Parts of the address that look like an id: words of path, query and fragment with at least three digits.
pub(super) fn in_address(page: &Context<'_>) -> Vec<String> {
    let path = page
        .address
        .path
        .trim_end_matches('/')
        .trim_end_matches(".html")
        .trim_end_matches(".htm")
        .trim_end_matches(".php");
    let words = path.rsplit(['/', '-', '_', '.', '+', '=', ',']).chain(page.address.query.split(['&', '=', '/']));
    let is_id = |word: &&str| {
        let digits = word.bytes().filter(u8::is_ascii_digit).count();
        let capitals = word.bytes().filter(u8::is_ascii_uppercase).count();
        let is_code =
            digits >= 5 && digits * 2 >= word.len() || capitals >= 2 && digits >= 2 && capitals + digits == word.len();
        (5..=24).contains(&word.len()) && is_code && word.bytes().all(|b| b.is_ascii_alphanumeric())
    };
    let mut found: Vec<String> = Vec::new();
    for word in words.take(30).filter(is_id) {
        // `p571345`, `x3410048`: the letter is the shop's, not the product's.
        let bare = word.trim_start_matches(|c: char| c.is_ascii_lowercase());
        let word = if bare.len() + 1 == word.len() && bare.bytes().all(|b| b.is_ascii_digit()) { bare } else { word };
        if !found.iter().any(|known| known == word) {
            found.push(word.to_owned());
        }
    }
    found
}
