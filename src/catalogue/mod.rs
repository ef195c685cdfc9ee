//! The catalogue: listings of factories, found by picture codes, title grams and exact keys.
//!
//! A **pack** is a folder of one small `manifest.json` and of **segments**, immutable folders named by their content.
//! The same format serves a shopper's own thousand listings and a public catalogue of a billion, and its bytes may
//! come from memory, from IndexedDB or from any static host: a lookup ([`Lookup`]) says which stretches of which files
//! it needs, and is given them.
//!
//! | File of a segment | Holds | See |
//! |---|---|---|
//! | `band0…3-NNNNN.idx` | postings by picture key, one table a band | `index`, `bands` |
//! | `text-NNNNN.idx` | postings by exact key and title gram | `index`, `terms` |
//! | `records-NNNNN.bin` | the listings with all their codes | `records`, [`Entry`] |
//! | `dead.bin` | the earlier segments' records that it replaces | `dead` |
//! | `files.txt` | name, length and checksum of each of those | [`FileEntry`] |
//!
//! A key's first `k` bits number its bucket, and the bucket's number names file and directory page: nothing that grows
//! with the catalogue is ever fetched. `k` is chosen so that a bucket holds 60 to 120 postings on average. A posting
//! is 13 bytes: a 64-bit signature, by which the few likely ones are told from the rest, and a 40-bit [`Locator`] that
//! says where the record is and how much to read, so that no directory of records is needed either.
//!
//! All integers are little-endian. Checksums are of XXH3-64: of whole files in `files.txt`, whose own the manifest
//! holds; of each directory page, bucket and record for those who read only a stretch. A reader trusts no length, no
//! offset and no count all the same.
//!
//! **Versions.** Version 1 (a pack whole in memory, scanned) is refused, with what to do: packs are rebuilt from their
//! listings. The version rises whenever a byte changes its meaning. `docs/format.md` has it byte for byte.

#[cfg(feature = "cli")]
mod alike;
mod bands;
mod build;
mod bytes;
mod candidates;
mod dead;
mod entry;
mod index;
mod locator;
mod lookup;
mod manifest;
mod memory;
mod probes;
mod records;
#[cfg(feature = "cli")]
mod simulated;
mod terms;
mod update;

pub use crate::identity::listing_key;
#[cfg(feature = "cli")]
pub use alike::Alike;
pub use bands::{BANDS, KEY_BITS};
pub use build::{Builder, Counts, Files, Keyed};
pub use dead::{FILE as DEAD_FILE, all as all_dead, check_file as check_dead, write as write_dead};
pub use entry::Entry;
pub use index::{
    Posting, ShardWriter, TABLES, bucket_counts, check_file as check_index, file_name as index_file_name,
    shard_shift as index_shard_shift, shards as index_shards,
};
pub use locator::Locator;
pub use lookup::{Budget, Hit, Lookup, Read};
pub use manifest::{
    Dead, FILES, FileCheck, FileEntry, MANIFEST, Manifest, Segment, Table, VERSION, read_files, write_files,
};
pub use memory::MemoryPack;
#[cfg(feature = "cli")]
pub use records::salvage;
pub use records::{
    RecordWriter, file_name as record_file_name, read_file as read_records, shard as record_shard,
    shard_bits as record_shard_bits, shard_shift as record_shard_shift,
};
#[cfg(feature = "cli")]
pub use simulated::Simulated;
pub use update::{Update, Updated};

/// Why a pack cannot be built or read. Every message says what to do about it.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum CatalogueError {
    /// The manifest is not JSON of the right shape.
    #[error("manifest.json is not a pack's manifest ({0}); point to the folder that `yuantou pack build` wrote")]
    Manifest(String),
    /// The pack is of a format that this reader does not know.
    #[error(
        "the pack is of format version {0}, this program reads version {VERSION}; rebuild the pack from its listings, or update the program"
    )]
    Version(u16),
    /// The pack's fingerprints were made by another algorithm.
    #[error("the pack's fingerprints are of algorithm {0}, this program's of {1}; rebuild the pack from its listings")]
    Algorithm(u16, u16),
    /// A file that the manifest names was not given.
    #[error("the pack lacks its file {0}; fetch or copy the whole folder again")]
    Missing(String),
    /// A file's length differs from its segment's list.
    #[error("{name} is {found} bytes long, its segment's list says {wanted}; fetch or copy it again")]
    Length {
        /// File.
        name: String,
        /// Bytes in the list.
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
    /// A listing that no record can hold.
    #[error("the listing takes {0} bytes even without its attributes and variants; shorten its title or supplier")]
    TooLong(usize),
    /// More listings than a segment can address.
    #[error("there are more listings than a segment can address; split the input into several packs")]
    TooMany,
}

#[cfg(test)]
#[path = "../../tests/unit/catalogue/pack.rs"]
mod tests;
