//! Which buckets to look into for a query, likeliest first: query-directed multi-probe (Lv, Josephson, Wang, Charikar
//! and Li, *Multi-probe LSH*, 2007).
//!
//! A view's key in a band is right with the probability that none of its bits has turned over, and with some of its
//! least certain bits turned, with the probability that just those have. The probes of all views and bands are drawn
//! from in the order of what each still adds, given those drawn before.

use std::cmp::Ordering;
use std::collections::{BinaryHeap, HashMap};

use super::{
    bands::{self, BANDS, KEY_BITS},
    index,
};
use crate::{
    fingerprint::{Picture, ViewKind},
    sorting,
};

/// Bits of a key that may be turned, the least certain.
const TURNED: usize = 10;
/// And so many at once.
const MOST_TURNED: u32 = 3;

/// A bucket worth looking into.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Probe {
    pub(super) band: usize,
    pub(super) bucket: u32,
    /// What it is expected to add, 0–1, given the probes before it.
    pub(super) gain: f32,
}

/// How often a view of a shopper's picture is the one that some view of the listing's equals: measured with
/// `yuantou-evaluate catalogue` on pictures after what shops do to them.
fn prior(kind: ViewKind) -> f32 {
    match kind {
        ViewKind::Full => 0.48,
        ViewKind::Crop5 => 0.43,
        ViewKind::Trimmed => 0.38,
        ViewKind::Crop10 => 0.36,
        ViewKind::Mirrored | ViewKind::TurnedLeft | ViewKind::TurnedRight | ViewKind::CutLeftBottom => 0.05,
        ViewKind::CutLeftTop | ViewKind::CutRightTop | ViewKind::CutRightBottom => 0.01,
    }
}

/// That a bit with this margin has turned over, in 16ths of the mean: fitted to the same pictures.
fn turned(margin: u8, gradient: bool) -> f32 {
    let margin = f32::from(margin);
    if gradient {
        0.25 * (-margin / 3.0).exp() + 0.03 * (-margin / 30.0).exp() + 0.004
    } else {
        0.27 * (-margin / 6.0).exp() + 0.03 * (-margin / 40.0).exp() + 0.006
    }
}

/// The keys of one view in one band: the key itself, what turning each of its least certain bits makes of its
/// probability, and how far the drawing has come.
struct Stream {
    band: usize,
    key: u32,
    /// Logarithm of the probability that the key is right as it is.
    base: f32,
    /// Bits as masks, with the logarithm of (turned ÷ not turned), the likeliest first.
    bits: Vec<(u32, f32)>,
    sets: BinaryHeap<Set>,
    /// Probability of the next key.
    next: f32,
}

/// Some bits of a stream: bit `n` stands for the `n`-th of its `bits`.
#[derive(PartialEq)]
struct Set {
    log: f32,
    chosen: u16,
}

impl Eq for Set {}

impl PartialOrd for Set {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Set {
    fn cmp(&self, other: &Self) -> Ordering {
        self.log.total_cmp(&other.log).then_with(|| other.chosen.cmp(&self.chosen))
    }
}

impl Stream {
    fn new(view: &crate::fingerprint::View, band: usize, key_bits: u8) -> Option<Self> {
        let key = bands::key(view, band)?;
        let margins = bands::margins(view, band)?;
        let mut base = 0.0;
        let mut bits = Vec::new();
        for (place, margin) in margins.into_iter().enumerate().take(usize::from(key_bits)) {
            let turned = turned(margin, bands::is_gradient(band));
            base += (1.0 - turned).ln();
            bits.push((1 << (KEY_BITS as usize - 1 - place), (turned / (1.0 - turned)).ln()));
        }
        sorting::sort_by(&mut bits, |a: &(u32, f32), b| b.1.total_cmp(&a.1));
        bits.truncate(TURNED);
        let sets = BinaryHeap::from([Set { log: base, chosen: 0 }]);
        Some(Self { band, key, base, bits, sets, next: base.exp() })
    }

    fn chosen(&self, chosen: u16) -> impl Iterator<Item = &(u32, f32)> {
        self.bits.iter().enumerate().filter(move |(at, _)| chosen >> at & 1 == 1).map(|(_, bit)| bit)
    }

    fn push(&mut self, chosen: u16) {
        let log = self.base + self.chosen(chosen).map(|bit| bit.1).sum::<f32>();
        self.sets.push(Set { log, chosen });
    }

    /// The next likeliest key, and what follows from it: one more bit, or the last one exchanged for the next.
    fn pop(&mut self) -> Option<u32> {
        let Set { chosen, .. } = self.sets.pop()?;
        let next = u16::BITS - chosen.leading_zeros();
        if (next as usize) < self.bits.len() {
            if chosen.count_ones() < MOST_TURNED {
                self.push(chosen | 1 << next);
            }
            if let Some(last) = next.checked_sub(1) {
                self.push(chosen ^ 1 << last | 1 << next);
            }
        }
        self.next = self.sets.peek().map_or(0.0, |set| set.log.exp());
        Some(self.chosen(chosen).fold(self.key, |key, bit| key ^ bit.0))
    }
}

/// The probes of these pictures in tables whose buckets are addressed by `key_bits`, at most so many, best first. The
/// first picture of a gallery counts for most.
pub(super) fn of_pictures(pictures: &[Picture], key_bits: &[u8], most: usize) -> Vec<Probe> {
    let mut views: Vec<(f32, Vec<Stream>)> = Vec::new();
    for (at, picture) in pictures.iter().filter(|picture| picture.is_telling()).enumerate() {
        let weight = 0.6_f32.powi(at as i32);
        for view in &picture.views {
            let streams = (0..BANDS).zip(key_bits).filter_map(|(band, bits)| Stream::new(view, band, *bits));
            views.push((weight * prior(view.kind), streams.collect()));
        }
    }
    let mut found: HashMap<(usize, u32), usize> = HashMap::new();
    let mut probes: Vec<Probe> = Vec::new();
    // A draw that names a known bucket adds nothing, so there are more draws than probes; but not without end.
    for _ in 0..most * 4 {
        if probes.len() >= most {
            break;
        }
        let best = views.iter_mut().filter_map(|(weight, streams)| {
            let stream = streams.iter_mut().max_by(|a, b| a.next.total_cmp(&b.next))?;
            Some((*weight * stream.next, weight, stream))
        });
        let Some((gain, weight, stream)) = best.max_by(|a, b| a.0.total_cmp(&b.0)) else { break };
        if gain <= 0.0 {
            break;
        }
        let hit = stream.next;
        let Some(key) = stream.pop() else { break };
        *weight *= 1.0 - hit;
        let (band, bits) = (stream.band, key_bits.get(stream.band).copied().unwrap_or_default());
        let bucket = index::bucket(key, bits);
        if let Some(known) = found.get(&(band, bucket)) {
            if let Some(probe) = probes.get_mut(*known) {
                probe.gain += gain;
            }
            continue;
        }
        found.insert((band, bucket), probes.len());
        probes.push(Probe { band, bucket, gain });
    }
    probes
}
