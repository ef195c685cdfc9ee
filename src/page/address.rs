//! Web addresses, as far as page reading needs them: taken apart, resolved, and percent-encoded.
//!
//! Not a full implementation of the URL standard, which would be a large part of the module that the browser loads:
//! the browser already made the addresses that arrive here, and what cannot be taken apart is left alone.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// An address taken apart; every part borrows from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Address<'a> {
    /// `http`, `https`, `file`, …
    pub(crate) scheme: &'a str,
    /// Host without port, as written.
    pub(crate) host: &'a str,
    /// With its colon, or empty.
    pub(crate) port: &'a str,
    /// From the first slash on, or empty.
    pub(crate) path: &'a str,
    /// Without the question mark.
    pub(crate) query: &'a str,
    /// Without the hash sign.
    pub(crate) fragment: &'a str,
}

impl<'a> Address<'a> {
    /// Takes an absolute or protocol-relative address apart.
    pub(crate) fn parse(address: &'a str) -> Option<Self> {
        let address = address.trim();
        let (scheme, rest) = match address.strip_prefix("//") {
            Some(rest) => ("https", rest),
            None => address.split_once("://")?,
        };
        if scheme.is_empty() || !scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte)) {
            return None;
        }
        let (rest, fragment) = rest.split_once('#').unwrap_or((rest, ""));
        let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
        let (authority, path) = match rest.find('/') {
            Some(slash) => rest.split_at_checked(slash)?,
            None => (rest, ""),
        };
        let authority = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
        let (host, port) = match authority.rfind(':') {
            Some(colon) => authority.split_at_checked(colon)?,
            None => (authority, ""),
        };
        Some(Self { scheme, host, port, path, query, fragment })
    }

    /// The value of a parameter of the query, decoded.
    pub(crate) fn parameter(&self, name: &str) -> Option<String> {
        self.query
            .split('&')
            .filter_map(|pair| pair.split_once('='))
            .find(|(key, _)| *key == name)
            .map(|(_, value)| decode(value))
            .filter(|value| !value.is_empty())
    }

    /// Whether the host is that domain or lies under it.
    pub(crate) fn is_under(&self, domain: &str) -> bool {
        let (host, domain) = (self.host.as_bytes(), domain.as_bytes());
        match host.len().checked_sub(domain.len()) {
            None => false,
            Some(0) => host.eq_ignore_ascii_case(domain),
            Some(start) => {
                host.get(start..).is_some_and(|end| end.eq_ignore_ascii_case(domain))
                    && host.get(start - 1) == Some(&b'.')
            }
        }
    }

    /// The digits that stand right after `before` in the path.
    pub(crate) fn digits_after(&self, before: &str) -> Option<&'a str> {
        let start = self.path.find(before)? + before.len();
        leading_digits(self.path.get(start..)?)
    }
}

/// The digits at the start of a text, if any.
pub(crate) fn leading_digits(text: &str) -> Option<&str> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    text.get(..end).filter(|digits| !digits.is_empty())
}

/// Resolves a reference against the page it stands on. Anything but `http` and `https` (data, blob, script) is
/// nothing to fetch.
pub(crate) fn resolve(base: &str, reference: &str) -> Option<String> {
    let reference = reference.trim();
    if reference.is_empty() || reference.starts_with('#') || reference.len() > 4096 {
        return None;
    }
    if let Some(rest) = reference.strip_prefix("//") {
        let scheme = Address::parse(base).map_or("https", |base| base.scheme);
        let scheme = if scheme == "http" { "http" } else { "https" };
        return (!rest.is_empty()).then(|| format!("{scheme}://{rest}"));
    }
    let colon = reference.find(':');
    let slash = reference.find(['/', '?', '#']);
    if let Some(colon) = colon
        && slash.is_none_or(|slash| colon < slash)
    {
        let scheme = reference.get(..colon)?.to_ascii_lowercase();
        return (scheme == "http" || scheme == "https").then(|| reference.to_owned());
    }
    let base = Address::parse(base)?;
    if base.scheme != "http" && base.scheme != "https" {
        return None;
    }
    let (scheme, host, port) = (base.scheme, base.host, base.port);
    if reference.starts_with('/') {
        return Some(format!("{scheme}://{host}{port}{reference}"));
    }
    if reference.starts_with('?') {
        return Some(format!("{scheme}://{host}{port}{}{reference}", base.path));
    }
    let folder = base.path.rfind('/').and_then(|slash| base.path.get(..=slash)).unwrap_or("/");
    let mut segments: Vec<&str> = folder.trim_matches('/').split('/').filter(|part| !part.is_empty()).collect();
    let mut rest = reference;
    loop {
        if let Some(after) = rest.strip_prefix("./") {
            rest = after;
        } else if let Some(after) = rest.strip_prefix("../") {
            segments.pop();
            rest = after;
        } else {
            break;
        }
    }
    let folder = segments.join("/");
    let slash = if folder.is_empty() { "" } else { "/" };
    Some(format!("{scheme}://{host}{port}/{folder}{slash}{rest}"))
}

/// What is encoded in one component of an address: all but the characters that RFC 3986 calls unreserved.
const COMPONENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// Percent-encodes a text as one component of an address.
pub(crate) fn encode(text: &str) -> String {
    utf8_percent_encode(text, COMPONENT).to_string()
}

/// Undoes percent-encoding; what is not UTF-8 then becomes U+FFFD.
pub(crate) fn decode(text: &str) -> String {
    percent_decode_str(&text.replace('+', " ")).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
#[path = "../../tests/unit/page/address.rs"]
mod tests;
