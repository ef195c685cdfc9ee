//! The table of sites. Each file is one site and can be read without knowing the others; adding a shop is a file, a
//! line here, and its test page.

mod alibaba;
mod aliexpress;
mod amazon;
mod cards;
mod demo;
mod described;
mod ebay;
mod hc360;
mod jd;
mod offer_1688;
mod offer_1688_mobile;
mod offer_1688_old;
mod pinduoduo;
mod search_1688;
mod taobao;
mod taobao_search;
mod tmall_2020;

use serde_json::Value;

use super::address::Address;
use super::context::{Context, Outcome};
use super::generic;
use super::probes::{Expects, Probes};
use crate::record::{Offer, Tier};

/// The rules of one site.
pub(super) struct Site {
    /// Short name.
    pub(super) name: &'static str,
    /// What an address promises; nothing if it is not this site's.
    pub(super) expects: fn(&Address<'_>) -> Option<Expects>,
    /// What to gather from such a page.
    pub(super) probes: fn(Expects) -> Probes,
    /// Reads what was gathered.
    pub(super) read: fn(&Context<'_>) -> Outcome,
    /// Reads a saved answer of the site's own service, where its shape is known.
    pub(super) data: Option<fn(&Context<'_>, &Value) -> Option<Outcome>>,
}

/// All sites. The first that knows an address reads it.
static SITES: &[Site] = &[
    demo::FACTORY,
    demo::SHOP,
    offer_1688_mobile::SITE,
    offer_1688::SITE,
    search_1688::SITE,
    taobao_search::SITE,
    taobao::SITE,
    jd::SITE,
    pinduoduo::SITE,
    aliexpress::SITE,
    amazon::SITE,
    ebay::SITE,
    alibaba::SITE,
    hc360::SITE,
    described::XIAOHONGSHU,
    described::DOUYIN,
    described::KUAISHOU,
];

/// The site whose address it is, and what the address promises.
pub(super) fn of(address: &Address<'_>) -> Option<(&'static Site, Expects)> {
    SITES.iter().find_map(|site| Some((site, (site.expects)(address)?)))
}

/// Fills the gaps of an offer with what the page's structured data says.
fn generic_offer(page: &Context<'_>, offer: &mut Offer) {
    let evidence = generic::gather(page);
    let facts = evidence.facts(page);
    if offer.title.is_none() {
        offer.title = facts.title;
    }
    if offer.images.is_empty() {
        offer.images = facts.images;
    }
    if offer.tiers.is_empty()
        && let Some(price) = evidence.data_price(page)
    {
        offer.currency = price.currency;
        offer.tiers.push(Tier { from: offer.moq.unwrap_or(1).max(1), price: price.min });
    }
    offer.brand = offer.brand.take().or(facts.brand);
}
