//! A query's lookups in all packs at once: what is held in memory is answered here, what is elsewhere is asked for.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::NamedPack;
use crate::{
    catalogue::{Budget, Hit, Lookup, Read},
    fingerprint::Fingerprint,
};

/// A stretch of a pack's file that the query needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct ByteNeed {
    /// Names the stretch when it is given or cannot be had.
    pub ticket: u32,
    /// Name of the pack.
    pub pack: String,
    /// Path of the file from the pack's folder.
    pub path: String,
    /// First byte.
    pub start: u64,
    /// Bytes; the file may end before.
    pub length: u32,
}

/// What one pack said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Answered {
    /// Name of the pack.
    pub pack: String,
    /// Listings that were looked at.
    pub listings: u32,
    /// Bytes that it gave.
    pub bytes: u64,
    /// Round trips that depended on one another.
    pub round_trips: u32,
    /// Stretches that could not be had or were broken.
    pub faults: u32,
}

/// The lookups of one query.
#[derive(Default)]
pub(super) struct Search {
    lookups: Vec<(Arc<NamedPack>, Lookup)>,
    /// How far each lookup was when it was last asked what it needs.
    trips: Vec<u32>,
    /// What is asked for, by ticket: which lookup's, and what.
    asked: Vec<Option<(usize, Read)>>,
}

impl Search {
    /// Starts looking in all packs. On a list page, packs elsewhere are asked for little.
    pub(super) fn new(packs: &[Arc<NamedPack>], query: &Fingerprint, card: bool) -> Self {
        let lookups = packs.iter().map(|named| {
            let budget = match (named.remote, card) {
                (false, _) => Budget::LOCAL,
                (true, false) => Budget::REMOTE,
                (true, true) => Budget::CARD,
            };
            let mut lookup = Lookup::new(&named.manifest, query, budget);
            if let Some(memory) = &named.memory {
                memory.answer(&mut lookup);
            }
            (Arc::clone(named), lookup)
        });
        Self { lookups: lookups.collect(), trips: vec![u32::MAX; packs.len()], asked: Vec::new() }
    }

    /// What is needed now and was not asked for before; empty when every lookup is done or waits.
    pub(super) fn needs(&mut self) -> Vec<ByteNeed> {
        let mut needs = Vec::new();
        for (at, ((named, lookup), trips)) in self.lookups.iter().zip(&mut self.trips).enumerate() {
            // A lookup goes on only when it has all that it asked for.
            if std::mem::replace(trips, lookup.round_trips) == lookup.round_trips {
                continue;
            }
            for read in lookup.reads() {
                self.asked.push(Some((at, read.clone())));
                let (ticket, Read { path, start, length }) = (self.asked.len() as u32 - 1, read);
                needs.push(ByteNeed { ticket, pack: named.name.clone(), path, start, length });
            }
        }
        needs
    }

    /// Whether a stretch that was asked for is still waited for.
    pub(super) fn is_needed(&self, ticket: u32) -> bool {
        let asked = self.asked.get(ticket as usize).and_then(Option::as_ref);
        asked.is_some_and(|(at, read)| self.lookups.get(*at).is_some_and(|(_, lookup)| lookup.is_needed(read)))
    }

    /// Takes a stretch, or that it could not be had. A ticket that is not waiting is ignored. Whether its lookup goes on
    /// from here.
    pub(super) fn give(&mut self, ticket: u32, bytes: Option<&[u8]>) -> bool {
        let Some((at, read)) = self.asked.get_mut(ticket as usize).and_then(Option::take) else { return false };
        self.lookups.get_mut(at).is_some_and(|(_, lookup)| {
            let before = lookup.round_trips;
            lookup.give(&read, bytes);
            lookup.round_trips != before
        })
    }

    /// Gives up what is still waited for.
    pub(super) fn give_up(&mut self) {
        self.asked.clear();
        for (_, lookup) in &mut self.lookups {
            // Each stage may ask again: after the records there is nothing left to ask for.
            while !lookup.is_done() {
                lookup.give_up();
            }
        }
    }

    /// What was found, by pack.
    pub(super) fn hits(&self) -> impl Iterator<Item = (&str, Hit)> {
        self.lookups.iter().flat_map(|(named, lookup)| lookup.hits().into_iter().map(|hit| (named.name.as_str(), hit)))
    }

    /// What each pack said.
    pub(super) fn answered(&self) -> Vec<Answered> {
        let answered = |(named, lookup): &(Arc<NamedPack>, Lookup)| Answered {
            pack: named.name.clone(),
            listings: lookup.count() as u32,
            bytes: lookup.bytes_read,
            round_trips: lookup.round_trips,
            faults: lookup.faults(),
        };
        self.lookups.iter().map(answered).collect()
    }

    /// Bytes of all packs.
    pub(super) fn bytes_read(&self) -> u64 {
        self.lookups.iter().map(|(_, lookup)| lookup.bytes_read).sum()
    }
}
