//! Text out of bytes whose encoding nobody vouches for.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, GBK, UTF_8};

/// How far into a page browsers look for its declared encoding, and then some: shops put it late.
const HEAD: usize = 4096;

/// Decodes a page: by its byte order mark, as UTF-8 if it is that throughout, by the encoding that it declares unless the
/// bytes contradict it, or by a guess from the bytes. Never fails: what cannot be decoded becomes U+FFFD.
pub fn decode(bytes: &[u8]) -> String {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(bytes.get(length..).unwrap_or_default()).0.into_owned();
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.to_owned();
    }
    let declared = declared(bytes).filter(|encoding| *encoding != UTF_8);
    if let Some(encoding) = declared {
        let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
        if !had_errors || broken(&text) < text.chars().count() / 200 {
            return text.into_owned();
        }
    }
    // Cut in the middle of a character, or with a few broken ones, UTF-8 is still UTF-8.
    let (text, _) = UTF_8.decode_without_bom_handling(bytes);
    if broken(&text) * 50 < text.chars().filter(|c| !c.is_ascii()).count().max(1) {
        return text.into_owned();
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guessed = detector.guess(None, Utf8Detection::Allow);
    let encoding = if declared == Some(GBK) { GBK } else { guessed };
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

fn broken(text: &str) -> usize {
    text.chars().filter(|c| *c == char::REPLACEMENT_CHARACTER).count()
}

/// The encoding that a `meta` element near the start declares.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(bytes.get(..HEAD.min(bytes.len()))?).to_ascii_lowercase();
    let after = head.split("charset=").skip(1);
    after
        .map(|rest| rest.trim_start_matches(['"', '\'', ' ']))
        .filter_map(|rest| rest.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_')).next())
        .find_map(|label| Encoding::for_label(label.as_bytes()))
}

#[cfg(test)]
#[path = "../../tests/unit/cli/decode.rs"]
mod tests;
