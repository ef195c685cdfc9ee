//! The state machine that joins the parts. It never fetches: a [`Query`] says which pictures it needs, is given their
//! pixels (or told that they could not be had), and answers with a [`Verdict`] at any time.

mod query;
mod verdict;

use std::sync::Arc;

#[cfg(feature = "cli")]
pub(crate) use query::THUMBNAIL;
pub use query::{Candidates, Need, Query, Settings};
pub use verdict::{Explained, Match, State, Verdict};

use crate::{
    catalogue::{CatalogueError, Pack},
    page,
    record::Item,
};

/// Holds the packs, reads pages, and starts queries.
#[derive(Default)]
pub struct Engine {
    packs: Vec<Arc<NamedPack>>,
}

/// A pack and the name under which its answers are shown.
pub(crate) struct NamedPack {
    pub(crate) name: String,
    pub(crate) pack: Pack,
}

impl Engine {
    /// An engine without packs.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a pack, or replaces the one of that name.
    ///
    /// # Errors
    /// Those of [`Pack::open`]; the packs held so far stay.
    pub fn add_pack(
        &mut self,
        name: &str,
        manifest: &[u8],
        file: impl FnMut(&str) -> Option<Vec<u8>>,
    ) -> Result<&Pack, CatalogueError> {
        let pack = Arc::new(NamedPack { name: name.to_owned(), pack: Pack::open(manifest, file)? });
        let index = self.packs.iter().position(|held| held.name == name);
        let index = match index {
            Some(index) => {
                self.packs[index] = pack;
                index
            }
            None => {
                self.packs.push(pack);
                self.packs.len() - 1
            }
        };
        Ok(&self.packs[index].pack)
    }

    /// What to gather from the page at this address.
    pub fn probes(&self, url: &str) -> page::Probes {
        page::probes(url)
    }

    /// What the page says.
    pub fn read(&self, snapshot: &page::Snapshot) -> page::Reading {
        page::read(snapshot)
    }

    /// Starts looking for the source of an item.
    pub fn begin(&self, item: Item, settings: Settings) -> Query {
        Query::new(item, settings, self.packs.clone())
    }
}

#[cfg(test)]
#[path = "../../tests/unit/engine/engine.rs"]
mod tests;
