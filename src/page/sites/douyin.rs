//! Douyin (抖音) goods. Known from descriptions only.

use super::{Site, described};
use crate::page::address::Address;
use crate::page::probes::Expects;

/// Rules of this site.
pub(super) const SITE: Site = Site {
    name: "douyin",
    expects,
    probes: |expects| described::probes("douyin", expects),
    read: described::read,
    data: None,
};

fn expects(address: &Address<'_>) -> Option<Expects> {
    let goods = address.path.contains("/product/") || address.path.contains("/trade/detail");
    (address.is_under("jinritemai.com") && goods).then_some(Expects::Item)
}
