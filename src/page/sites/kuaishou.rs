//! Kuaishou (快手) goods. Known from descriptions only.

use super::{Site, described};
use crate::page::address::Address;
use crate::page::probes::Expects;

/// Rules of this site.
pub(super) const SITE: Site = Site {
    name: "kuaishou",
    expects,
    probes: |expects| described::probes("kuaishou", expects),
    read: described::read,
    data: None,
};

fn expects(address: &Address<'_>) -> Option<Expects> {
    let place = ["kwaixiaodian.com", "kuaishou.com", "kwaishop.com"].iter().any(|domain| address.is_under(domain));
    let goods = ["/goods", "/item", "detail"].iter().any(|path| address.path.contains(path));
    (place && goods).then_some(Expects::Item)
}
