//! A pack whose bytes are at hand.

use std::collections::HashMap;

use super::{Budget, CatalogueError, Hit, Lookup, Manifest, Read, manifest::FILES, manifest::read_files};
use crate::fingerprint::Fingerprint;

/// A pack held in memory: the extension's own sample, the shopper's newest listings, a test's.
#[derive(Debug, Clone, Default)]
pub struct MemoryPack {
    files: HashMap<String, Vec<u8>>,
}

impl MemoryPack {
    /// Takes the files of a manifest's segments by path, from a function that hands them over, and checks each.
    pub fn open(manifest: &Manifest, mut file: impl FnMut(&str) -> Option<Vec<u8>>) -> Result<Self, CatalogueError> {
        let mut files = HashMap::new();
        for segment in &manifest.segments {
            let path = |name: &str| format!("{}/{name}", segment.id);
            let list = file(&path(FILES)).ok_or_else(|| CatalogueError::Missing(path(FILES)))?;
            for entry in read_files(&String::from_utf8_lossy(&list), &segment.files)? {
                let path = path(&entry.name);
                let content = file(&path).ok_or_else(|| CatalogueError::Missing(path.clone()))?;
                entry.check(&content)?;
                files.insert(path, content);
            }
        }
        Ok(Self { files })
    }

    /// A stretch of one of its files, as far as the file goes.
    pub fn read(&self, read: &Read) -> Option<&[u8]> {
        let content = self.files.get(&read.path)?;
        let start = usize::try_from(read.start).ok().filter(|start| *start <= content.len())?;
        content.get(start..start.saturating_add(read.length as usize).min(content.len()))
    }

    /// Answers everything that a lookup needs.
    pub fn answer(&self, lookup: &mut Lookup) {
        lookup.answer(|read| self.read(read));
    }

    /// The listings that may be the product looked for, and the bytes that were looked at.
    pub fn search(&self, manifest: &Manifest, query: &Fingerprint) -> (Vec<Hit>, u64) {
        let mut lookup = Lookup::new(manifest, query, Budget::LOCAL);
        self.answer(&mut lookup);
        (lookup.hits(), lookup.bytes_read)
    }
}
