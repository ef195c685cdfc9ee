//! The one file of a pack that is not named by its content.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use xxhash_rust::xxh3::{Xxh3, xxh3_64};

use super::{CatalogueError, bands::KEY_BITS, index::TABLES};
use crate::{fingerprint::ALGORITHM, json, sorting};

/// The manifest's file name.
pub const MANIFEST: &str = "manifest.json";
/// The format's version. Another version is refused, with what to do: packs are rebuilt from their listings.
pub const VERSION: u16 = 2;
const FORMAT: &str = "yuantou-pack";
/// Generations of a pack that a lookup has to visit; more are for `pack merge`.
pub const MOST_SEGMENTS: usize = 64;

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
    /// Rises with every change of the pack.
    pub generation: u64,
    /// Number of listings, those that later segments replace or take away not counted.
    pub listings: u64,
    /// Number of pictures with codes, likewise.
    pub pictures: u64,
    /// The parts, oldest first.
    pub segments: Vec<Segment>,
}

/// One immutable part of a pack: a folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Segment {
    /// Name of its folder: named by its content.
    pub id: String,
    /// Number of records.
    pub listings: u64,
    /// Number of pictures with codes.
    pub pictures: u64,
    /// Bits of a listing's key that name its record file.
    pub record_bits: u8,
    /// Of each table: the bands, then text.
    pub tables: [Table; TABLES],
    /// The records of earlier segments that it replaces or takes away.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dead: Option<Dead>,
    /// Bytes of all its files.
    pub bytes: u64,
    /// XXH3-64 of its list of files, 16 hexadecimal digits.
    pub files: String,
}

/// A table of postings.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// Bits of a key that address a bucket.
    pub key_bits: u8,
    /// Number of postings.
    pub postings: u64,
}

/// The table of replaced records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dead {
    /// Slots, as a power of two.
    pub bits: u8,
    /// Entries of a slot.
    pub entries: u16,
    /// Records that it names.
    pub listings: u64,
    /// Pictures of those.
    pub pictures: u64,
}

/// A file of a segment, as its list says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileEntry {
    /// Name in the segment's folder.
    pub name: String,
    /// Length.
    pub bytes: u64,
    /// XXH3-64 of the content.
    pub xxh3: u64,
}

/// Name of a segment's list of files.
pub const FILES: &str = "files.txt";

impl FileEntry {
    /// The entry of a file with this content.
    pub fn of(name: &str, content: &[u8]) -> Self {
        Self { name: name.to_owned(), bytes: content.len() as u64, xxh3: xxh3_64(content) }
    }

    /// Whether the content is what was built.
    pub fn check(&self, content: &[u8]) -> Result<(), CatalogueError> {
        self.compare(content.len() as u64, || xxh3_64(content))
    }

    fn compare(&self, found: u64, xxh3: impl FnOnce() -> u64) -> Result<(), CatalogueError> {
        if found != self.bytes {
            return Err(CatalogueError::Length { name: self.name.clone(), wanted: self.bytes, found });
        }
        if xxh3() == self.xxh3 { Ok(()) } else { Err(CatalogueError::Checksum(self.name.clone())) }
    }
}

/// The check of a file that comes in parts, for those who cannot hold all of it.
pub struct FileCheck {
    entry: FileEntry,
    found: u64,
    state: Xxh3,
}

impl FileCheck {
    /// Begins to check a file of a segment.
    pub fn new(entry: FileEntry) -> Self {
        Self { entry, found: 0, state: Xxh3::new() }
    }

    /// Takes the next part.
    pub fn take(&mut self, part: &[u8]) {
        self.found += part.len() as u64;
        self.state.update(part);
    }

    /// Whether all parts together are what was built.
    pub fn end(&self) -> Result<(), CatalogueError> {
        self.entry.compare(self.found, || self.state.digest())
    }
}

/// The list of a segment's files: a line each, by name: name, bytes and XXH3-64, with a space between.
pub fn write_files(files: &mut [FileEntry]) -> String {
    sorting::sort_by(files, |a, b| a.name.cmp(&b.name));
    files.iter().map(|file| format!("{} {} {:016x}\n", file.name, file.bytes, file.xxh3)).collect()
}

/// Reads what [`write_files`] wrote; `wanted` is the manifest's checksum of it.
pub fn read_files(text: &str, wanted: &str) -> Result<Vec<FileEntry>, CatalogueError> {
    if format!("{:016x}", xxh3_64(text.as_bytes())) != wanted {
        return Err(CatalogueError::Checksum(FILES.to_owned()));
    }
    let entry = |line: &str| {
        let mut words = line.split(' ');
        let (name, bytes, xxh3) = (words.next()?, words.next()?.parse().ok()?, words.next()?);
        let xxh3 = u64::from_str_radix(xxh3, 16).ok()?;
        is_name(name).then(|| FileEntry { name: name.to_owned(), bytes, xxh3 })
    };
    let broken = |line: &str| CatalogueError::Broken { file: "files", what: format!("its line \"{line}\"") };
    text.lines().map(|line| entry(line).ok_or_else(|| broken(line))).collect()
}

/// A name is only ever a name: a manifest from outside must not reach out of its folder.
fn is_name(name: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    !name.is_empty() && name.len() <= 64 && !name.starts_with('.') && name.chars().all(plain)
}

impl Segment {
    /// The segment of these files: its id and its list of files follow from them.
    pub fn new(
        [listings, pictures]: [u64; 2],
        record_bits: u8,
        tables: [Table; TABLES],
        dead: Option<Dead>,
        files: &mut [FileEntry],
    ) -> (Self, String) {
        let list = write_files(files);
        let digest = format!("{:016x}", xxh3_64(list.as_bytes()));
        let bytes = files.iter().map(|file| file.bytes).sum();
        let id = format!("seg-{digest}");
        (Self { id, listings, pictures, record_bits, tables, dead, bytes, files: digest }, list)
    }

    fn fault(&self) -> Option<&'static str> {
        let bits = |table: &Table| u32::from(table.key_bits) > KEY_BITS;
        if !is_name(&self.id) {
            Some("a segment's id is no plain name")
        } else if self.tables.iter().any(bits) || self.record_bits > 16 {
            Some("a number of bits is out of range")
        } else if self.dead.is_some_and(|dead| dead.bits > 40) {
            Some("its table of replaced records is out of range")
        } else {
            None
        }
    }
}

impl Manifest {
    /// The manifest of one segment.
    pub fn of_segment(name: &str, segment: Segment) -> Self {
        let mut manifest = Self::empty(name);
        manifest.add(segment);
        manifest
    }

    /// A pack without a listing.
    pub fn empty(name: &str) -> Self {
        let (format, name) = (FORMAT.to_owned(), name.to_owned());
        let (version, algorithm) = (VERSION, ALGORITHM);
        Self { format, version, algorithm, name, generation: 0, listings: 0, pictures: 0, segments: Vec::new() }
    }

    /// Adds a segment, as the next generation.
    pub fn add(&mut self, segment: Segment) {
        self.generation += 1;
        self.segments.push(segment);
        self.count();
    }

    /// Counts what stands: the records of all segments without those that later ones replaced.
    pub(super) fn count(&mut self) {
        let sum = |of: fn(&Segment) -> u64| self.segments.iter().map(of).fold(0, u64::saturating_add);
        let dead = |of: fn(&Dead) -> u64| {
            self.segments.iter().filter_map(|segment| segment.dead.as_ref()).map(of).fold(0, u64::saturating_add)
        };
        let (listings, pictures) = (sum(|one| one.listings), sum(|one| one.pictures));
        self.listings = listings.saturating_sub(dead(|one| one.listings));
        self.pictures = pictures.saturating_sub(dead(|one| one.pictures));
    }

    /// The manifest as its file holds it.
    pub fn to_json(&self) -> Result<Vec<u8>, CatalogueError> {
        let mut json = serde_json::to_vec_pretty(self).map_err(|error| CatalogueError::Manifest(error.to_string()))?;
        json.push(b'\n');
        Ok(json)
    }

    /// Reads a manifest and refuses what this program cannot read.
    pub fn parse(json: &[u8]) -> Result<Self, CatalogueError> {
        let wrong = |error: serde_json::Error| CatalogueError::Manifest(error.to_string());
        let value: Value = serde_json::from_slice(json).map_err(wrong)?;
        // These are looked at before the rest, which another version may lay out in another way.
        let head = |name: &str| value.get(name).cloned().unwrap_or_default();
        let format: String = json::read(head("format")).map_err(wrong)?;
        if format != FORMAT {
            return Err(CatalogueError::Manifest(format!("its format is \"{format}\"")));
        }
        let version: u16 = json::read(head("version")).map_err(wrong)?;
        if version != VERSION {
            return Err(CatalogueError::Version(version));
        }
        let manifest: Self = json::read(value).map_err(wrong)?;
        if manifest.algorithm != ALGORITHM {
            return Err(CatalogueError::Algorithm(manifest.algorithm, ALGORITHM));
        }
        if manifest.segments.len() > MOST_SEGMENTS {
            return Err(CatalogueError::Manifest(format!(
                "it has {} segments, more than {MOST_SEGMENTS}; merge them with `yuantou pack merge`",
                manifest.segments.len()
            )));
        }
        match manifest.segments.iter().find_map(Segment::fault) {
            Some(fault) => Err(CatalogueError::Manifest(fault.to_owned())),
            None => Ok(manifest),
        }
    }
}
