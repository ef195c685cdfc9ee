//! The table of sites. Each file, or folder where a site has several kinds of pages, can be read without knowing the
//! others; adding a shop is a file, a line here, and its test page under `tests/pages/`.

mod alibaba;
mod alibaba_search;
mod aliexpress;
mod amazon;
mod cards;
#[cfg(feature = "demo-shop")]
mod demo;
mod described;
mod douyin;
mod ebay;
mod hc360;
mod jd;
mod kuaishou;
mod pinduoduo;
mod s1688;
mod taobao;
mod xiaohongshu;

use serde_json::Value;

#[cfg(feature = "demo-shop")]
pub(super) use demo::search as demo_search;

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
    #[cfg(feature = "demo-shop")]
    demo::FACTORY,
    #[cfg(feature = "demo-shop")]
    demo::SHOP,
    s1688::MOBILE,
    s1688::OFFER,
    s1688::SEARCH,
    taobao::SEARCH,
    taobao::ITEM,
    jd::SITE,
    pinduoduo::SITE,
    aliexpress::ITEM,
    aliexpress::SEARCH,
    amazon::ITEM,
    amazon::SEARCH,
    ebay::SITE,
    alibaba::SITE,
    alibaba_search::SITE,
    hc360::SITE,
    xiaohongshu::SITE,
    douyin::SITE,
    kuaishou::SITE,
];

/// The site whose address it is, and what the address promises.
pub(super) fn of(address: &Address<'_>) -> Option<(&'static Site, Expects)> {
    SITES.iter().find_map(|site| Some((site, (site.expects)(address)?)))
}

/// The marketplace and the id of the offer at an address.
pub(super) fn offer_id(address: &Address<'_>) -> Option<(&'static str, String)> {
    if address.is_under("1688.com") {
        return Some(("1688", s1688::id(address)?));
    }
    if address.is_under("alibaba.com") {
        return Some(("alibaba", alibaba::id(address)?));
    }
    address.is_under("hc360.com").then(|| hc360::id(address)).flatten().map(|id| ("hc360", id))
}

/// Their names.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    SITES.iter().map(|site| site.name)
}

/// What each gathers from each kind of page.
#[cfg(test)]
pub(super) fn all_probes() -> impl Iterator<Item = Probes> {
    let kinds = [Expects::Item, Expects::Offer, Expects::List, Expects::Unknown];
    SITES.iter().flat_map(move |site| kinds.map(|expects| (site.probes)(expects)))
}

/// The shop that a site's pages are of: its name without the kind of page.
pub(super) fn shop(site: &str) -> &str {
    let kinds = ["_search", "_mobile"];
    kinds.iter().find_map(|kind| site.strip_suffix(kind)).unwrap_or(site)
}

/// The domains of each shop, for those of its pages that no rule knows.
const DOMAINS: &[(&str, &[&str])] = &[
    #[cfg(feature = "demo-shop")]
    ("demo_factory", &["factory.yuantou.localhost"]),
    #[cfg(feature = "demo-shop")]
    ("demo_shop", &["shop.yuantou.localhost"]),
    ("1688", &["1688.com"]),
    ("taobao", &["taobao.com", "tmall.com", "tmall.hk", "ltao.com", "taote.com"]),
    ("jd", &["jd.com", "jd.hk", "yiyaojd.com"]),
    ("pinduoduo", &["yangkeduo.com", "pinduoduo.com"]),
    ("aliexpress", &["aliexpress.com", "aliexpress.us", "aliexpress.ru"]),
    ("alibaba", &["alibaba.com"]),
    ("hc360", &["hc360.com"]),
    ("xiaohongshu", &["xiaohongshu.com"]),
    ("douyin", &["jinritemai.com"]),
    ("kuaishou", &["kwaixiaodian.com", "kuaishou.com", "kwaishop.com"]),
];

/// The shop whose domain an address is under.
pub(super) fn shop_of_domain(address: &Address<'_>) -> Option<&'static str> {
    let under = |domains: &&[&str]| domains.iter().any(|domain| address.is_under(domain));
    DOMAINS.iter().find(|(_, domains)| under(domains)).map(|(shop, _)| *shop)
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
