//! The state machine that joins the parts. It never fetches: a [`Query`] says which pictures it needs, is given their
//! pixels (or told that they could not be had), and answers with a [`Verdict`] at any time.

mod query;
mod read_page;
mod search;
mod verdict;

use std::sync::Arc;

pub use query::{Candidates, MOST_OFFERS, Need, Query, Settings};
pub use read_page::{Listed, PageReading, ReadPage};
pub use search::{Answered, ByteNeed};
pub use verdict::{Differences, Match, Verdict};

use crate::{
    catalogue::{CatalogueError, Manifest, MemoryPack},
    record::Item,
};

/// Holds the packs, and starts queries.
#[derive(Default)]
pub struct Engine {
    packs: Vec<Arc<NamedPack>>,
}

/// A pack and the name under which its answers are shown.
pub(crate) struct NamedPack {
    pub(crate) name: String,
    pub(crate) manifest: Manifest,
    /// Its bytes, where they are held here.
    pub(crate) memory: Option<MemoryPack>,
    /// Its bytes cost round trips over a network.
    pub(crate) remote: bool,
}

/// Where a pack's bytes are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bytes {
    /// In the shopper's own storage: a stretch costs little.
    Near,
    /// On a server: a stretch costs a request.
    Far,
}

impl Engine {
    /// An engine without packs.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a pack that is held in memory, or replaces the one of that name.
    ///
    /// # Errors
    /// Those of [`Manifest::parse`] and [`MemoryPack::open`]; the packs held so far stay.
    pub fn add_pack(
        &mut self,
        name: &str,
        manifest: &[u8],
        file: impl FnMut(&str) -> Option<Vec<u8>>,
    ) -> Result<&Manifest, CatalogueError> {
        let manifest = Manifest::parse(manifest)?;
        let memory = Some(MemoryPack::open(&manifest, file)?);
        Ok(self.hold(NamedPack { name: name.to_owned(), manifest, memory, remote: false }))
    }

    /// Adds a pack whose bytes a query asks for as it needs them, or replaces the one of that name.
    ///
    /// # Errors
    /// Those of [`Manifest::parse`]; the packs held so far stay.
    pub fn add_outside(&mut self, name: &str, manifest: &[u8], bytes: Bytes) -> Result<&Manifest, CatalogueError> {
        let manifest = Manifest::parse(manifest)?;
        Ok(self.hold(NamedPack { name: name.to_owned(), manifest, memory: None, remote: bytes == Bytes::Far }))
    }

    /// Lets a pack go; queries that are under way keep it.
    pub fn remove_pack(&mut self, name: &str) {
        self.packs.retain(|held| held.name != name);
    }

    fn hold(&mut self, pack: NamedPack) -> &Manifest {
        let index = self.packs.iter().position(|held| held.name == pack.name).unwrap_or(self.packs.len());
        let pack = Arc::new(pack);
        match self.packs.get_mut(index) {
            Some(held) => *held = pack,
            None => self.packs.push(pack),
        }
        &self.packs[index].manifest
    }

    /// Starts looking for the source of an item.
    pub fn begin(&self, item: Item, settings: Settings) -> Query {
        Query::new(item, settings, self.packs.clone())
    }
}

#[cfg(test)]
#[path = "../../tests/unit/engine/engine.rs"]
mod tests;
