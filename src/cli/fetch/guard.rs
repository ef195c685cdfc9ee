//! Hosts that a stranger's list of addresses must not reach.

use std::{
    io,
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
};

use ureq::{
    Error,
    config::Config,
    http::Uri,
    unversioned::{
        resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver},
        transport::NextTimeout,
    },
};

/// Resolves names, and refuses those of this machine and of private networks. What it passes is what is connected to, so
/// neither a redirect nor a name that changes its address between two look-ups gets around it.
#[derive(Debug)]
pub(super) struct Guard {
    inner: DefaultResolver,
    allow_local: bool,
}

impl Guard {
    pub(super) fn new(allow_local: bool) -> Self {
        Self { inner: DefaultResolver::default(), allow_local }
    }
}

impl Resolver for Guard {
    fn resolve(&self, uri: &Uri, config: &Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, Error> {
        let found = self.inner.resolve(uri, config, timeout)?;
        if !self.allow_local && found.iter().any(|address| is_local(address.ip())) {
            return Err(Error::Io(io::Error::new(io::ErrorKind::PermissionDenied, "a private network's address")));
        }
        Ok(found)
    }
}

/// Whether the address is not one of the public internet.
pub(super) fn is_local(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_local_v4(address),
        IpAddr::V6(address) => is_local_v6(address),
    }
}

fn is_local_v4(address: Ipv4Addr) -> bool {
    let [first, second, third, _] = address.octets();
    address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_multicast()
        || address.is_broadcast()
        || address.is_documentation()
        || first == 0
        || first >= 240
        // Carriers' own networks, and the range for benchmarks.
        || (first == 100 && second & 0xc0 == 64)
        || (first == 198 && second & 0xfe == 18)
        || (first == 192 && second == 0 && third == 0)
}

fn is_local_v6(address: Ipv6Addr) -> bool {
    if let Some(inner) = address.to_ipv4_mapped() {
        return is_local_v4(inner);
    }
    let segments = address.segments();
    // 64:ff9b::/96 carries an IPv4 address.
    if segments[..6] == [0x64, 0xff9b, 0, 0, 0, 0] {
        let [.., a, b, c, d] = address.octets();
        return is_local_v4(Ipv4Addr::new(a, b, c, d));
    }
    // Only 2000::/3 is given out; 2001:db8::/32 is for documents, 2002::/16 carries IPv4 addresses.
    segments[0] & 0xe000 != 0x2000 || (segments[0] == 0x2001 && segments[1] == 0xdb8) || segments[0] == 0x2002
}
