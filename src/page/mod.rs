//! What a page says: probes for an address, and from the snapshot that they bring an item, an offer, cards, or nothing.
//!
//! Two runners gather snapshots: `extension/content/snapshot/probes.js` from the live page, the command line from a saved one.
//! Each shop has its own rules ([`probes()`] finds them by the address); every other page is read by what it says in
//! structured data and by what it shows.

pub(crate) mod address;
mod belts;
mod context;
mod generic;
mod health;
pub mod js_object;
mod lexicon;
mod listings;
pub mod picture_address;
pub mod price_text;
mod probes;
mod sites;
mod snapshot;
mod source_search;
mod walls;

use serde::Serialize;
use serde_json::Value;

pub use generic::{Claim, Explanation, Field, Source, Why};
pub use health::{Health, Hits, Rule};
pub use listings::listings;
pub use probes::{CardAnchor, Expects, NodeProbe, Probes, ScriptProbe, TextScan};
pub use snapshot::{Element, Node, Script, Snapshot, Text};
pub use source_search::{By, SourceSearch, source_search};

use crate::record::{Cards, Item, Nothing, Page, Reason};
use address::Address;
use context::{Context, Outcome};

/// What a page says, and how its rules fared.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[cfg_attr(target_arch = "wasm32", tsify(missing_as_null))]
pub struct Reading {
    /// What it says.
    pub page: Page,
    /// How the rules fared.
    pub health: Health,
    /// For each card the index of its element among those that match [`CardAnchor::card`]; none for a card that came
    /// from data. Empty for other pages.
    pub anchors: Vec<Option<u32>>,
}

/// Address of a page of which nothing is known.
const NOWHERE: Address<'static> = Address { scheme: "file", host: "", port: "", path: "", query: "", fragment: "" };

/// What to gather from the page at that address.
pub fn probes(url: &str) -> Probes {
    let address = Address::parse(url).unwrap_or(NOWHERE);
    let Some((site, expects)) = sites::of(&address) else {
        return generic::probes();
    };
    let mut probes = (site.probes)(expects);
    probes.nodes.extend(generic::data_probes());
    probes.script("wall", "rgv587_flag").script("wall", "_____tmd_____")
}

/// The marketplace and the id of the offer at an address, where only the address of a listing is known.
pub fn offer_id(url: &str) -> Option<(&'static str, String)> {
    sites::offer_id(&Address::parse(url)?)
}

/// What every site gathers from every kind of page, and what the generic rules gather.
#[cfg(test)]
pub(crate) fn all_probes() -> Vec<Probes> {
    sites::all_probes().chain([generic::probes()]).collect()
}

/// The names of the sites that have rules of their own.
pub fn site_names() -> impl Iterator<Item = &'static str> {
    sites::names()
}

/// The shops by short name, each once: a shop's item and search pages are sites with rules of their own.
pub fn shops() -> Vec<&'static str> {
    let mut shops: Vec<&str> = Vec::new();
    for shop in sites::names().map(sites::shop) {
        if !shops.contains(&shop) {
            shops.push(shop);
        }
    }
    shops
}

/// The shop whose address it is, be it of a page that has rules or not.
pub fn shop(url: &str) -> Option<&'static str> {
    let address = Address::parse(url)?;
    sites::of(&address).map(|(site, _)| sites::shop(site.name)).or_else(|| sites::shop_of_domain(&address))
}

/// Reads a page from what its probes gathered.
pub fn read(snapshot: &Snapshot) -> Reading {
    let address = Address::parse(&snapshot.url).unwrap_or(NOWHERE);
    let known = sites::of(&address);
    let expects = known.map_or(Expects::Unknown, |(_, expects)| expects);
    let page = Context { snapshot, address, expects };
    let outcome = match (walls::of_address(&address), known) {
        (Some(reason), _) => Outcome::Nothing(reason),
        (None, Some((site, _))) => complete(&page, (site.read)(&page)),
        (None, None) => generic::read(&page),
    };
    finish(&page, known.map(|(site, _)| site), outcome)
}

/// How much each of the site's own probes brought, for [`Health::probes`]; empty where no site's rules are for the page.
pub fn probe_hits(snapshot: &Snapshot) -> Vec<Hits> {
    let address = Address::parse(&snapshot.url).unwrap_or(NOWHERE);
    sites::of(&address).map_or_else(Vec::new, |(site, expects)| health::hits(snapshot, &(site.probes)(expects)))
}

/// Reads a saved answer of a site's own service, such as its page gets by script. Nothing where the site of that
/// address, or the shape of the answer, is not known.
pub fn read_data(url: &str, data: &Value) -> Option<Reading> {
    let address = Address::parse(url)?;
    let (site, expects) = sites::of(&address)?;
    let snapshot = Snapshot { url: url.to_owned(), ..Snapshot::default() };
    let page = Context { snapshot: &snapshot, address, expects };
    let outcome = site.data?(&page, data)?;
    Some(finish(&page, Some(site), outcome))
}

/// The price that the generic sources give for the page, without some of them; for measuring what each adds.
pub fn price_without(snapshot: &Snapshot, left_out: &[Source]) -> Option<rust_decimal::Decimal> {
    let address = Address::parse(&snapshot.url).unwrap_or(NOWHERE);
    let page = Context { snapshot, address, expects: Expects::Unknown };
    Some(generic::gather(&page).without(left_out).item(&page)?.price?.min)
}

/// Reads a page by the generic rules alone, whatever its address; takes a snapshot of the generic probes.
pub fn read_generic(snapshot: &Snapshot) -> Page {
    let address = Address::parse(&snapshot.url).unwrap_or(NOWHERE);
    let page = Context { snapshot, address, expects: Expects::Unknown };
    let outcome = generic::read(&page);
    finish(&page, None, outcome).page
}

/// What the generic rules weigh on a page, for people who mend them; takes a snapshot of the generic probes.
pub fn explain(snapshot: &Snapshot) -> Explanation {
    let address = Address::parse(&snapshot.url).unwrap_or(NOWHERE);
    let page = Context { snapshot, address, expects: Expects::Unknown };
    generic::explain(&page)
}

/// Fills the gaps that a site's own rules left with what the page's structured data says.
fn complete(page: &Context<'_>, outcome: Outcome) -> Outcome {
    let Outcome::Item(mut item) = outcome else {
        return outcome;
    };
    let evidence = generic::gather(page);
    let facts = evidence.facts(page);
    item.price = item.price.or_else(|| evidence.data_price(page));
    // The heading of a page that has neither price nor data may be anything.
    if item.title.is_none() && (item.price.is_some() || evidence.json_ld.is_some() || evidence.microdata.is_some()) {
        item.title = facts.title;
    }
    if item.images.is_empty() {
        item.images = facts.images;
    }
    item.brand = item.brand.or(facts.brand);
    item.gtin = item.gtin.or(facts.gtin);
    item.mpn = item.mpn.or(facts.mpn);
    Outcome::Item(item)
}

fn finish(page: &Context<'_>, site: Option<&sites::Site>, outcome: Outcome) -> Reading {
    let health = Health::of(page, site.map_or("generic", |site| site.name), &outcome);
    let url = (!page.snapshot.url.is_empty()).then(|| page.snapshot.url.clone());
    let nothing = |reason| Page::Nothing(Nothing { url: url.clone(), reason });
    let mut anchors = Vec::new();
    let read = match outcome {
        Outcome::Item(item) if item.title.is_none() || is_bare(&item) => nothing(why_missing(page)),
        Outcome::Item(mut item) => {
            item.url = item.url.or_else(|| url.clone());
            settle_freight(&mut item);
            Page::Item(item)
        }
        Outcome::Offer(mut offer) => {
            offer.url = offer.url.or_else(|| url.clone());
            Page::Offer(offer)
        }
        Outcome::Cards(cards) if cards.is_empty() => nothing(why_missing(page)),
        Outcome::Cards(list) => {
            let (places, cards) = list.into_iter().unzip();
            anchors = places;
            Page::Cards(Cards { url: url.clone(), cards })
        }
        Outcome::Nothing(Reason::PageChanged) if page.expects == Expects::Unknown => {
            nothing(walls::of_page(page).unwrap_or(Reason::PageChanged))
        }
        Outcome::Nothing(Reason::PageChanged | Reason::NotAProduct) => nothing(why_missing(page)),
        Outcome::Nothing(reason) => nothing(reason),
    };
    Reading { health, page: read, anchors }
}

/// Delivery that is free from an amount on is free for one that costs as much.
fn settle_freight(item: &mut Item) {
    let price = item.price.as_ref().filter(|price| price.kind.is_for_anybody()).map(|price| price.min);
    if let Some(freight) = &mut item.freight
        && freight.free_from.zip(price).is_some_and(|(from, price)| price >= from)
    {
        (freight.amount, freight.free) = (Some(rust_decimal::Decimal::ZERO), Some(true));
    }
}

/// Whether nothing but a title is known.
fn is_bare(item: &Item) -> bool {
    item.price.is_none() && item.images.is_empty() && item.availability.is_none()
}

/// Why a page that should have a product has none.
fn why_missing(page: &Context<'_>) -> Reason {
    if page.snapshot.is_empty {
        return Reason::Empty;
    }
    let default = if page.expects == Expects::Unknown { Reason::NotAProduct } else { Reason::PageChanged };
    walls::of_page(page).unwrap_or(default)
}

#[cfg(test)]
#[path = "../../tests/unit/page/shops.rs"]
mod tests;
