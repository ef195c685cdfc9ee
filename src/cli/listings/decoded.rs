//! UTF-8 out of files in whatever encoding spreadsheets save them, as a stream.

use std::io::{self, Read};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{CoderResult, Decoder, Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};

/// How much is read, and looked at, at once.
const CHUNK: usize = 256 * 1024;

/// Decodes what it reads: by the byte order mark, or by the first bytes that are not ASCII. What cannot be decoded
/// becomes U+FFFD.
pub(super) struct Decoded<R> {
    from: R,
    decoder: Option<Decoder>,
    bytes: Vec<u8>,
    text: Vec<u8>,
    given: usize,
    at_end: bool,
    is_first: bool,
}

impl<R: Read> Decoded<R> {
    pub(super) fn new(from: R) -> Self {
        Self { from, decoder: None, bytes: Vec::new(), text: Vec::new(), given: 0, at_end: false, is_first: true }
    }

    fn fill(&mut self) -> io::Result<()> {
        self.bytes.clear();
        self.at_end = (&mut self.from).take(CHUNK as u64).read_to_end(&mut self.bytes)? == 0;
        self.text.clear();
        self.given = 0;
        if self.decoder.is_none() && (self.is_first || !self.bytes.is_ascii()) {
            self.decoder = encoding(&self.bytes, self.is_first).map(|encoding| encoding.new_decoder_with_bom_removal());
        }
        self.is_first = false;
        let Some(decoder) = &mut self.decoder else {
            std::mem::swap(&mut self.text, &mut self.bytes);
            return Ok(());
        };
        let mut rest = self.bytes.as_slice();
        loop {
            let start = self.text.len();
            self.text.resize(start + rest.len() * 3 + 16, 0);
            let room = self.text.get_mut(start..).unwrap_or_default();
            let (result, read, written, _) = decoder.decode_to_utf8(rest, room, self.at_end);
            self.text.truncate(start + written);
            rest = rest.get(read..).unwrap_or_default();
            if result == CoderResult::InputEmpty {
                return Ok(());
            }
        }
    }
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while self.given == self.text.len() && !self.at_end {
            self.fill()?;
        }
        let ready = self.text.get(self.given..).unwrap_or_default();
        let length = ready.len().min(out.len());
        if let (Some(to), Some(from)) = (out.get_mut(..length), ready.get(..length)) {
            to.copy_from_slice(from);
        }
        self.given += length;
        Ok(length)
    }
}

/// The encoding of a stream from its start, or from the first chunk that is not ASCII; none where it is still unknown.
fn encoding(chunk: &[u8], is_first: bool) -> Option<&'static Encoding> {
    if is_first {
        if let Some((encoding, _)) = Encoding::for_bom(chunk) {
            return Some(encoding);
        }
        // UTF-16 without a mark: every other byte of ASCII text is zero.
        let head = chunk.get(..chunk.len().min(64)).unwrap_or_default();
        let zeros = |start: usize| head.iter().skip(start).step_by(2).filter(|byte| **byte == 0).count();
        if zeros(1) * 4 > head.len() && zeros(0) == 0 {
            return Some(UTF_16LE);
        }
        if zeros(0) * 4 > head.len() && zeros(1) == 0 {
            return Some(UTF_16BE);
        }
    }
    if chunk.is_ascii() {
        return None;
    }
    match std::str::from_utf8(chunk) {
        Ok(_) => return Some(UTF_8),
        // Cut in the middle of a character.
        Err(error) if error.error_len().is_none() => return Some(UTF_8),
        Err(_) => {}
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    // A whole chunk may be cut in the middle of a character, which would speak against its encoding.
    detector.feed(chunk, chunk.len() < CHUNK);
    // As in Singapore, where both kinds of Chinese are expected: as if in China, Big5 is taken for GBK, which has
    // characters for almost all of its bytes.
    let guessed = detector.guess(Some(b"sg"), Utf8Detection::Allow);
    Some(if guessed == GBK { GB18030 } else { guessed })
}
