//! eBay: the generic rules read it well; what they cannot know is the number of the item.

use super::Site;
use super::cards::{plain, plain_card};
use crate::page::address::{Address, leading_digits};
use crate::page::context::{Context, Outcome, clean};
use crate::page::generic;
use crate::page::probes::{Expects, Probes, node, pictures, text};
use crate::page::snapshot::Node;
use crate::record::Item;

/// Rules of this site.
pub(super) const SITE: Site = Site { name: "ebay", expects, probes, read, data: None };

fn expects(address: &Address<'_>) -> Option<Expects> {
    let host = address.host.trim_start_matches("www.").trim_start_matches("m.");
    let is_list =
        address.path.starts_with("/sch/") || address.path.starts_with("/b/") || address.path.starts_with("/e/");
    match (host.starts_with("ebay."), number(address)) {
        (true, Some(_)) => Some(Expects::Item),
        (true, None) if is_list => Some(Expects::List),
        _ => None,
    }
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
    if expects == Expects::List {
        return Probes::new("ebay", expects)
            .cards(
                "li.s-card, li.s-item, .brwrvr__item-card, .b-tile",
                &[".s-card__price", ".s-item__price", ".bsig__price"],
                [
                    text("title", ".s-card__title, .s-item__title, .bsig__title, .b-info__title").longest(300),
                    text("price", ".s-card__price, .s-item__price, .bsig__price, .b-info__price").longest(60),
                    node("link", "a[href*=\"/itm/\"]").take(&["href"]),
                    pictures("picture", "img").limit(1),
                ],
            )
            .watch(&[".srp-results", "#srp-river-results"]);
    }
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
    if page.expects == Expects::List {
        return plain(page, |node| card(page, node));
    }
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

/// A card of a list. The first ones of eBay's lists are hidden and sell nothing: `Shop on eBay`, with a short number.
fn card(page: &Context<'_>, card: &Node) -> Option<Item> {
    let mut item = plain_card(page, card)?;
    item.id = Some(number(&Address::parse(item.url.as_deref()?)?)?);
    // Said to those who cannot see that it opens elsewhere.
    const EXTRA: [&str; 4] =
        ["Opens in a new window or tab", "New Listing", "Wird in neuem Fenster oder Tab geöffnet", "Neues Angebot"];
    item.title =
        item.title.map(|title| EXTRA.iter().fold(title, |title, extra| title.replace(extra, "")).trim().to_owned());
    Some(item)
}
