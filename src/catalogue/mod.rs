//! The catalogue: listings of factories, found by picture codes, title grams and exact keys.
//!
//! A **pack** is a folder of immutable files named by their content, and one small `manifest.json` that names them:
//!
//! | File | Holds |
//! |---|---|
//! | `manifest.json` | format, version, fingerprint algorithm, counts, and name, size and checksum of each file |
//! | `codes-….bin` | the codes of every picture, fixed-size, by listing: scanned for near pictures |
//! | `titles-….bin` | for every gram of the titles, the listings that hold it |
//! | `keys-….bin` | exact keys (GTIN, model numbers), sorted |
//! | `records-….bin` | the listings themselves, as JSON |
//!
//! All integers are little-endian. Every file begins with 16 bytes: a magic of four letters, the version (`u16`), the
//! size of one entry (`u16`, 0 where entries vary) and the number of entries (`u64`). A reader checks the length and
//! checksum in the manifest first, then trusts no count and no offset in the file all the same.
//!
//! **Version 1** holds a pack whole in memory and scans the codes, which takes a few milliseconds for a million
//! pictures; bands and buckets for packs that are too large to hold are the next version's. The version rises whenever
//! a byte changes its meaning; a reader refuses another version and says what to do.

mod build;
mod bytes;
mod codes;
mod keys;
mod manifest;
mod pack;
mod records;
mod titles;

pub use build::Builder;
pub use manifest::{FileEntry, MANIFEST, Manifest, VERSION};
pub use pack::{Hit, Pack, Search};

/// Why a pack cannot be built or read. Every message says what to do about it.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum CatalogueError {
    /// The manifest is not JSON of the right shape.
    #[error("manifest.json is not a pack's manifest ({0}); point to the folder that `yuantou pack build` wrote")]
    Manifest(String),
    /// The pack is of a format that this reader does not know.
    #[error(
        "the pack is of format version {0}, this program reads version {VERSION}; rebuild the pack or update the program"
    )]
    Version(u16),
    /// The pack's fingerprints were made by another algorithm.
    #[error("the pack's fingerprints are of algorithm {0}, this program's of {1}; rebuild the pack from its listings")]
    Algorithm(u16, u16),
    /// A file that the manifest names was not given.
    #[error("the pack lacks its file {0}; fetch or copy the whole folder again")]
    Missing(String),
    /// A file's length differs from the manifest's.
    #[error("{name} is {found} bytes long, the manifest says {wanted}; fetch or copy it again")]
    Length {
        /// File.
        name: String,
        /// Bytes in the manifest.
        wanted: u64,
        /// Bytes found.
        found: u64,
    },
    /// A file's content differs from what was built.
    #[error("{0} does not match its checksum; fetch or copy it again")]
    Checksum(String),
    /// A count or offset leads out of its file, or content does not parse.
    #[error("{file} is broken: {what}; fetch it again or rebuild the pack")]
    Broken {
        /// Which of the pack's files.
        file: &'static str,
        /// What is wrong in it.
        what: String,
    },
    /// More listings than a pack of this version can number.
    #[error("a pack holds at most {} listings; split the input into several packs", u32::MAX)]
    TooMany,
}

#[cfg(test)]
#[path = "../../tests/unit/catalogue/pack.rs"]
mod tests;
