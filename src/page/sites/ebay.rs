//! eBay: the generic rules read it well; what they cannot know is the number of the item.

use super::Site;
use crate::page::address::{Address, leading_digits};
use crate::page::context::{Context, Outcome, clean};
use crate::page::generic;
use crate::page::probes::{Expects, Probes, text};

/// Rules of this site.
pub(super) const SITE: Site = Site { name: "ebay", expects, probes, read, data: None };

fn expects(address: &Address<'_>) -> Option<Expects> {
    let host = address.host.trim_start_matches("www.").trim_start_matches("m.");
    (host.starts_with("ebay.") && number(address).is_some()).then_some(Expects::Item)
}

/// The item's number: the last part of `/itm/…`.
fn number(address: &Address<'_>) -> Option<String> {
    let rest = address.path.split_once("/itm/")?.1;
    let number = rest.split('/').filter_map(leading_digits).find(|digits| digits.len() >= 9)?;
    Some(number.to_owned())
}

/// What one pays or bids, best first.
const PRICES: [(&str, &str); 3] = [
    ("sale_price", "#mm-saleDscPrc"),
    ("primary_price", ".x-price-primary"),
    ("bin_price", "#prcIsum, #prcIsum_bidPrice"),
];

fn probes(expects: Expects) -> Probes {
    let mut probes = generic::probes();
    probes.site = "ebay";
    probes.expects = expects;
    for (name, css) in PRICES {
        probes.nodes.push(text(name, css).longest(60));
    }
    probes.anchor = vec![".x-price-primary", "#prcIsum", "#prcIsum_bidPrice", "#mm-saleDscPrc", "[itemprop=\"price\"]"];
    probes.watch = vec![".x-price-section", "#mainContent"];
    probes
}

fn read(page: &Context<'_>) -> Outcome {
    let mut outcome = generic::read(page);
    if let Outcome::Item(item) = &mut outcome {
        let shown = PRICES.iter().find_map(|(name, _)| page.price(page.snapshot.text(name)?));
        item.price = shown.or(item.price.take());
        item.id = number(&page.address);
        item.sku.clone_from(&item.id);
        // The heading says "Details about" first, in the language of the country, for those who cannot see it.
        let titled = page.snapshot.meta("og:title").or_else(|| page.snapshot.text("document_title"));
        item.title = titled.map(generic::without_site).and_then(|title| clean(&title)).or(item.title.take());
    }
    outcome
}
