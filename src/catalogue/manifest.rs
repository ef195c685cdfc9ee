//! The one file of a pack that is not named by its content.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use xxhash_rust::xxh3::xxh3_64;

use super::CatalogueError;
use crate::fingerprint::ALGORITHM;

/// The manifest's file name.
pub const MANIFEST: &str = "manifest.json";
/// The format's version. Another version is refused, with what to do: packs are rebuilt from their listings.
pub const VERSION: u16 = 1;
const FORMAT: &str = "yuantou-pack";

/// What a pack is made of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Always `yuantou-pack`.
    pub format: String,
    /// Version of the format.
    pub version: u16,
    /// Version of the fingerprints: [`ALGORITHM`].
    pub algorithm: u16,
    /// For people.
    pub name: String,
    /// Number of listings.
    pub listings: u64,
    /// Number of pictures with codes.
    pub pictures: u64,
    /// The pack's other files: one of each kind.
    pub files: Vec<FileEntry>,
}

/// One of the other files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileEntry {
    /// What it holds: `codes`, `titles`, `keys` or `records`.
    pub kind: String,
    /// Name within the pack's folder: its kind and checksum.
    pub name: String,
    /// Length.
    pub bytes: u64,
    /// XXH3-64 of the content, 16 hexadecimal digits.
    pub xxh3: String,
}

impl FileEntry {
    pub(super) fn of(kind: &str, content: &[u8]) -> Self {
        let xxh3 = format!("{:016x}", xxh3_64(content));
        Self { kind: kind.to_owned(), name: format!("{kind}-{xxh3}.bin"), bytes: content.len() as u64, xxh3 }
    }

    /// Whether the content is what was built.
    pub(super) fn check(&self, content: &[u8]) -> Result<(), CatalogueError> {
        let found = content.len() as u64;
        if found != self.bytes {
            return Err(CatalogueError::Length { name: self.name.clone(), wanted: self.bytes, found });
        }
        if format!("{:016x}", xxh3_64(content)) != self.xxh3 {
            return Err(CatalogueError::Checksum(self.name.clone()));
        }
        Ok(())
    }
}

impl Manifest {
    pub(super) fn new(name: &str, listings: u64, pictures: u64, files: Vec<FileEntry>) -> Self {
        let format = FORMAT.to_owned();
        let name = name.to_owned();
        Self { format, version: VERSION, algorithm: ALGORITHM, name, listings, pictures, files }
    }

    /// Reads a manifest and refuses what this program cannot read.
    pub fn parse(json: &[u8]) -> Result<Self, CatalogueError> {
        // The version is looked at before the rest, which another version may lay out in another way.
        #[derive(Deserialize)]
        struct Head {
            format: String,
            version: u16,
        }
        let wrong = |error: serde_json::Error| CatalogueError::Manifest(error.to_string());
        let json: Value = serde_json::from_slice(json).map_err(wrong)?;
        let head = Head::deserialize(&json).map_err(wrong)?;
        if head.format != FORMAT {
            return Err(CatalogueError::Manifest(format!("its format is \"{}\"", head.format)));
        }
        if head.version != VERSION {
            return Err(CatalogueError::Version(head.version));
        }
        let manifest: Self = serde_json::from_value(json).map_err(wrong)?;
        if manifest.algorithm != ALGORITHM {
            return Err(CatalogueError::Algorithm(manifest.algorithm, ALGORITHM));
        }
        // A name is only ever a name: a manifest from outside must not reach out of its folder.
        if manifest.files.iter().any(|file| file.name.contains(['/', '\\', ':']) || file.name.starts_with('.')) {
            return Err(CatalogueError::Manifest("a file's name is a path".into()));
        }
        Ok(manifest)
    }

    /// The file of one kind.
    pub(super) fn file(&self, kind: &str) -> Result<&FileEntry, CatalogueError> {
        let file = self.files.iter().find(|file| file.kind == kind);
        file.ok_or_else(|| CatalogueError::Manifest(format!("it names no file of {kind}")))
    }
}
