//! The saved pages of the shops by name, and the pages that must yield nothing: what is found on each, and how long
//! reading takes.

use std::io::Write;
use std::path::Path;
use std::time::Instant;

use yuantou::cli::decode::decode;
use yuantou::cli::read::read_page;
use yuantou::record::Page;

/// Saved page, and the address that it came from or, for a wall, was asked for.
const PAGES: [(&str, &str); 13] = [
    ("1688/offer_769706957407_pc.html", "https://detail.1688.com/offer/769706957407.html"),
    ("1688/offer_951410798382_mobile.html", "https://m.1688.com/offer/951410798382.html"),
    ("1688/search_usb.html", "https://s.1688.com/selloffer/offer_search.htm?keywords=usb"),
    ("aliexpress/item_32993251330_2020.html", "https://www.aliexpress.com/item/32993251330.html"),
    ("amazon/metascraper_amazon-co-uk.html", "https://www.amazon.co.uk/dp/0000000000"),
    ("amazon/metascraper_amazon-com.html", "https://www.amazon.com/dp/0000000000"),
    ("jd/item_7081550_2018.html", "https://item.jd.com/7081550.html"),
    ("jd/search_phone.html", "https://search.jd.com/Search?keyword=phone"),
    ("taobao/search_2018.html", "https://s.taobao.com/search?q=x"),
    ("tmall/item_609353516840_2020.html", "https://detail.tmall.com/item.htm?id=609353516840"),
    ("negative/jd_login_wall.html", "https://item.jd.com/7081550.html"),
    ("negative/taobao_homepage.html", "https://www.taobao.com/"),
    ("generic/ogs_newegg.html", "https://www.newegg.com/p/0000"),
];

/// Prints a line for each page that is there.
pub(super) fn shops(captures: &Path, out: &mut impl Write) -> std::io::Result<()> {
    for (file, url) in PAGES {
        let Ok(bytes) = std::fs::read(captures.join(file)) else {
            writeln!(out, "{file}: not there")?;
            continue;
        };
        let start = Instant::now();
        let Ok(reading) = read_page(&decode(&bytes), Some(url)) else { continue };
        let took = start.elapsed().as_secs_f64() * 1000.0;
        let says = match &reading.page {
            Page::Item(_) => "item".to_owned(),
            Page::Offer(_) => "offer".to_owned(),
            Page::Cards(list) => format!("{} cards", list.cards.len()),
            Page::Nothing(nothing) => serde_json::to_string(&nothing.reason)?,
        };
        let rules = |found| -> String {
            let names: Vec<_> =
                reading.health.rules.iter().filter(|rule| rule.found == found).map(|rule| rule.name).collect();
            names.join(", ")
        };
        writeln!(out, "{file}: {says}; found {}; not found {}; {took:.0} ms", rules(true), rules(false))?;
    }
    Ok(())
}
