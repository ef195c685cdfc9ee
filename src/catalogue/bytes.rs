//! Reading and writing the parts that all files of a pack share.

use super::CatalogueError;

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
}
