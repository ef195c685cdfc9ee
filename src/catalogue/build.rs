//! Making a pack: listings in, files out. The same listings in the same order give the same bytes.

use super::{CatalogueError, FileEntry, MANIFEST, Manifest, codes, keys, records, titles::TitlesBuilder};
use crate::{
    fingerprint::{Fingerprint, Picture},
    record::Offer,
};

/// Collects listings and writes them as a pack.
#[derive(Default)]
pub struct Builder {
    records: Vec<Vec<u8>>,
    pictures: Vec<(u32, Picture)>,
    titles: TitlesBuilder,
    keys: Vec<(u64, u32)>,
}

impl Builder {
    /// An empty builder.
    pub fn new() -> Self {
        Self::default()
    }

    /// Number of listings so far.
    pub fn len(&self) -> usize {
        self.records.len()
    }

    /// Whether there are no listings yet.
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// Adds a listing and the index codes of its pictures, in the gallery's order.
    pub fn push(&mut self, offer: &Offer, pictures: impl IntoIterator<Item = Picture>) -> Result<(), CatalogueError> {
        let listing = u32::try_from(self.records.len()).map_err(|_| CatalogueError::TooMany)?;
        let record = serde_json::to_vec(offer)
            .map_err(|error| CatalogueError::Broken { file: "listings", what: error.to_string() })?;
        self.records.push(record);
        self.pictures.extend(pictures.into_iter().map(|picture| (listing, picture)));
        let text = Fingerprint::of_offer(offer);
        self.titles.push(&text.title);
        self.keys.extend(text.keys.into_iter().map(|key| (key, listing)));
        Ok(())
    }

    /// The pack's files by name, the manifest last: whoever stores them in this order never shows a manifest whose
    /// files are not there yet.
    pub fn finish(self, name: &str) -> Result<Vec<(String, Vec<u8>)>, CatalogueError> {
        let (listings, pictures) = (self.records.len() as u64, self.pictures.len() as u64);
        let contents = [
            ("codes", codes::write(&self.pictures)),
            ("titles", self.titles.write()),
            ("keys", keys::write(self.keys)),
            ("records", records::write(&self.records)),
        ];
        let entries = contents.each_ref().map(|(kind, content)| FileEntry::of(kind, content));
        let manifest = Manifest::new(name, listings, pictures, entries.to_vec());
        let mut json =
            serde_json::to_vec_pretty(&manifest).map_err(|error| CatalogueError::Manifest(error.to_string()))?;
        json.push(b'\n');
        let names = entries.into_iter().map(|entry| entry.name);
        let mut files: Vec<_> = names.zip(contents.into_iter().map(|(_, content)| content)).collect();
        files.push((MANIFEST.to_owned(), json));
        Ok(files)
    }
}
