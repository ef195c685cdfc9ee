//! Whether a page says that it is a list: of what a search found, of a category.

use crate::page::context::Context;

/// Words after the number of what was found.
#[rustfmt::skip]
const FOUND: &[&str] = &[
    "results", "result", "products found", "items found", "ergebnisse", "treffer", "artikel gefunden", "résultats", "resultados", "risultati", "resultaten", "wyników", "výsledků", "výsledkov", "találat", "rezultate", "rezultata", "rezultatov", "результатов", "результата", "товаров найдено", "результатів", "sonuç", "resultat", "träffar", "treff", "tulosta", "αποτελέσματα", "kết quả", "hasil", "ผลลัพธ์", "نتيجة", "نتائج", "תוצאות", "件の結果", "件中", "個結果", "个结果", "条结果", "件商品", "个商品", "개의 결과", "검색결과",
];

/// Words that open the heading of a search.
#[rustfmt::skip]
const OPENS: &[&str] = &[
    "search results", "results for", "search:", "search for", "you searched", "suchergebnisse", "ergebnisse für", "suche nach", "résultats pour", "résultats de recherche", "recherche :", "resultados para", "resultados de", "resultados da busca", "risultati per", "risultati della ricerca", "zoekresultaten", "wyniki wyszukiwania", "výsledky vyhledávání", "výsledky hledání", "результаты поиска", "результати пошуку", "arama sonuçları", "sökresultat", "søgeresultater", "søkeresultater", "hakutulokset", "keresési eredmények", "rezultatele căutării", "kết quả tìm kiếm", "hasil pencarian", "検索結果", "搜索结果", "搜尋結果", "검색 결과", "نتائج البحث",
];

/// Whether its main heading speaks of results: `1 - 20 of 203 results for tide`, `搜索结果`.
pub(super) fn says_list(page: &Context<'_>) -> bool {
    page.snapshot.found("h1").any(|heading| {
        let lower = heading.text.to_lowercase();
        let opens = OPENS.iter().any(|words| lower.starts_with(words));
        opens || lower.chars().count() <= 160 && counts(&lower)
    })
}

/// Whether a number stands right before one of the words: `150,000+ results`.
fn counts(lower: &str) -> bool {
    let words = crate::page::lexicon::Words::of(lower);
    FOUND.iter().any(|word| {
        let end = words.find(word);
        let before = end.and_then(|end| lower.get(..end - word.len())).unwrap_or("");
        before.trim_end_matches([' ', '+', '\u{a0}', '\u{202f}']).ends_with(|c: char| c.is_ascii_digit())
    })
}
