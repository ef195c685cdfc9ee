//! Reading and writing the parts that all files of a pack share.

use super::{CatalogueError, VERSION};

/// Length of every file's header.
pub(super) const HEADER: usize = 16;

/// Begins a file: magic, version, entry size, number of entries.
pub(super) fn header(magic: &[u8; 4], entry: u16, count: u64) -> Vec<u8> {
    let mut out = Vec::with_capacity(HEADER);
    out.extend_from_slice(magic);
    out.extend_from_slice(&VERSION.to_le_bytes());
    out.extend_from_slice(&entry.to_le_bytes());
    out.extend_from_slice(&count.to_le_bytes());
    out
}

/// A bounds-checked view of one file.
pub(super) struct Reader<'a> {
    pub(super) file: &'static str,
    bytes: &'a [u8],
}

impl<'a> Reader<'a> {
    pub(super) fn new(file: &'static str, bytes: &'a [u8]) -> Self {
        Self { file, bytes }
    }

    pub(super) fn broken(&self, what: impl Into<String>) -> CatalogueError {
        CatalogueError::Broken { file: self.file, what: what.into() }
    }

    /// Checks the header; gives the number of entries as `usize`.
    pub(super) fn header(&self, magic: &[u8; 4], entry: u16) -> Result<usize, CatalogueError> {
        if self.bytes.get(..4) != Some(magic) {
            return Err(self.broken("it begins with the wrong letters"));
        }
        let version = self.u16(4)?;
        if version != VERSION {
            return Err(CatalogueError::Version(version));
        }
        if self.u16(6)? != entry {
            return Err(self.broken(format!("its entries are {} bytes, not {entry}", self.u16(6)?)));
        }
        // Nothing may have more entries than bytes, so that no count can overflow what follows.
        usize::try_from(self.u64(8)?)
            .ok()
            .filter(|count| *count <= self.bytes.len())
            .ok_or_else(|| self.broken("it counts more entries than it has bytes"))
    }

    pub(super) fn slice(&self, start: usize, length: usize) -> Result<&'a [u8], CatalogueError> {
        let end = start.checked_add(length);
        end.and_then(|end| self.bytes.get(start..end))
            .ok_or_else(|| self.broken(format!("it ends before byte {start} + {length}")))
    }

    /// The file must end here: what follows would be unaccounted for.
    pub(super) fn ends_at(&self, end: usize) -> Result<(), CatalogueError> {
        if self.bytes.len() == end { Ok(()) } else { Err(self.broken(format!("it should end at byte {end}"))) }
    }

    fn array<const N: usize>(&self, start: usize) -> Result<[u8; N], CatalogueError> {
        self.slice(start, N)?.try_into().map_err(|_| self.broken("it ends early"))
    }

    pub(super) fn u16(&self, at: usize) -> Result<u16, CatalogueError> {
        self.array(at).map(u16::from_le_bytes)
    }

    pub(super) fn u32(&self, at: usize) -> Result<u32, CatalogueError> {
        self.array(at).map(u32::from_le_bytes)
    }

    pub(super) fn u64(&self, at: usize) -> Result<u64, CatalogueError> {
        self.array(at).map(u64::from_le_bytes)
    }

    pub(super) fn f32(&self, at: usize) -> Result<f32, CatalogueError> {
        self.array(at).map(f32::from_le_bytes)
    }
}

/// Entry of a little-endian array that was checked to be long enough; 0 past its end.
pub(super) fn u32_at(bytes: &[u8], index: usize) -> u32 {
    bytes.get(index * 4..).and_then(|rest| rest.first_chunk()).map_or(0, |chunk| u32::from_le_bytes(*chunk))
}
