//! `yuantou lookup`: items against a pack, by the same state machine as in the browser.

use std::{
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::Args;
use rust_decimal::Decimal;
use serde::Serialize;

use super::{
    input::{locate, named, picture_folder, records},
    picture,
    problems::Problems,
    progress,
};
use crate::{
    catalogue::Read,
    engine::{Bytes, Candidates, Engine, Match, Settings},
    matching::Class,
    native::PackFolder,
    record::{Card, Item, Page},
};

#[derive(Args)]
pub(super) struct LookupArgs {
    /// The pack's folder.
    #[arg(long)]
    pack: PathBuf,
    /// Items as `yuantou read` prints them, one a line; `-` for standard input.
    #[arg(long)]
    items: PathBuf,
    /// Where relative paths of pictures start; otherwise beside the items. A picture given by its address is looked
    /// for here under the last part of its path.
    #[arg(long)]
    images: Option<PathBuf>,
    /// Candidates to print for each item.
    #[arg(long, default_value_t = 5)]
    top: usize,
    /// How many of the item are wanted.
    #[arg(long, default_value_t = 1)]
    quantity: u32,
}

/// A line of the answer.
#[derive(Serialize)]
struct Answer {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    candidates: Vec<Candidate>,
    bytes_read: u64,
}

#[derive(Serialize)]
struct Candidate {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    probability: f64,
    class: Class,
    #[serde(skip_serializing_if = "Option::is_none")]
    landed: Option<LandedCost>,
    reasons: Vec<String>,
}

#[derive(Serialize)]
struct LandedCost {
    currency: String,
    per_piece: Decimal,
    total: Decimal,
    quantity: u32,
}

impl LookupArgs {
    pub(super) fn run(&self) -> io::Result<ExitCode> {
        let mut engine = Engine::new();
        let pack = PackFolder::open(&self.pack)?;
        let manifest = pack.manifest.to_json().map_err(io::Error::other)?;
        engine
            .add_outside("pack", &manifest, Bytes::Near)
            .map_err(|error| named(&self.pack, io::Error::other(error)))?;
        let folder = picture_folder(self.images.as_deref(), &self.items);
        let problems = Problems::default();
        let progress = progress::counter("items");
        let mut out = BufWriter::new(io::stdout().lock());
        records(&self.items, "item", &problems, |number, page| {
            let place = format!("{}:{number}", self.items.display());
            let items = match page {
                Page::Item(item) => vec![item],
                Page::Cards(cards) => cards.cards.into_iter().filter_map(retail).collect(),
                Page::Offer(_) => {
                    problems.tell(&place, "this is a factory's offer, not an item to look up");
                    return Ok(());
                }
                Page::Nothing(nothing) => {
                    problems.tell(&place, format_args!("there is no item on this page: {}", nothing.reason));
                    return Ok(());
                }
            };
            for item in items {
                let answer = self.look_up(&engine, &pack, item, &folder, &place, &problems);
                serde_json::to_writer(&mut out, &answer)?;
                out.write_all(b"\n")?;
                progress.inc(1);
            }
            Ok(())
        })?;
        out.flush()?;
        progress.finish_and_clear();
        Ok(problems.finish())
    }

    fn look_up(
        &self,
        engine: &Engine,
        pack: &PackFolder,
        item: Item,
        folder: &Path,
        place: &str,
        problems: &Problems,
    ) -> Answer {
        let id = item.id.clone();
        let settings = Settings { quantity: self.quantity, ..Settings::default() };
        let mut query = engine.begin(item, settings);
        // The engine asks for thumbnails by address; on disk the picture itself is at hand.
        for need in query.needs() {
            let Some(path) = query.original(need.ticket).and_then(|image| locate(image, folder)) else {
                query.missing(need.ticket);
                continue;
            };
            let opened = picture::open(&path).map_err(|error| error.to_string());
            let taken = opened.and_then(|image| {
                let pixels = picture::pixels(&image).map_err(|error| error.to_string())?;
                query.picture(need.ticket, &pixels);
                Ok(())
            });
            if let Err(reason) = taken {
                problems.tell(place, format_args!("{}: {reason}", path.display()));
                query.missing(need.ticket);
            }
        }
        loop {
            let needs = query.byte_needs();
            if needs.is_empty() {
                break;
            }
            for need in needs {
                if !query.needs_bytes(need.ticket) {
                    continue;
                }
                let read = pack.read(&Read { path: need.path, start: need.start, length: need.length });
                query.bytes(need.ticket, read.as_deref().ok());
                if let Err(error) = read {
                    problems.tell(place, error);
                }
            }
        }
        let faults: u32 = query.answered().iter().map(|answer| answer.faults).sum();
        if faults > 0 {
            let pack = self.pack.display();
            problems.tell(
                place,
                format_args!("{faults} stretches of {pack} are broken: `yuantou pack verify {pack}` says which"),
            );
        }
        let Candidates { matches, bytes_read, .. } = query.candidates();
        Answer { id, candidates: matches.into_iter().take(self.top).map(Candidate::from).collect(), bytes_read }
    }
}

fn retail(card: Card) -> Option<Item> {
    match card {
        Card::Item(item) => Some(item),
        Card::Offer(_) => None,
    }
}

impl From<Match> for Candidate {
    fn from(found: Match) -> Self {
        let landed = found.cost.map(|cost| LandedCost {
            currency: cost.landed.currency,
            per_piece: cost.landed.per_piece,
            total: cost.landed.total,
            quantity: cost.landed.quantity,
        });
        Self {
            id: found.listing.id,
            // Four digits tell all there is to tell.
            probability: (found.probability * 1e4).round() / 1e4,
            class: found.class,
            landed,
            reasons: found.reasons.into_iter().map(|reason| reason.to_string()).collect(),
        }
    }
}
