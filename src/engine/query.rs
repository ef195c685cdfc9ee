//! One product's way from pictures to a verdict.

use std::{cmp::Ordering, collections::BTreeSet, sync::Arc};

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{Answered, ByteNeed, Match, NamedPack, Verdict, search::Search};
use crate::{
    fingerprint::{Fingerprint, Picture, Pixels},
    identity,
    matching::{self, Class, Context},
    page::picture_address,
    price::{self, Asked, Rates, Retail, Terms},
    record::{Item, Offer},
    sorting,
};

/// Pictures of the item that are looked at: the first of a gallery show the product, later ones its details.
const ITEM_PICTURES: usize = 3;
/// Pictures of an offer that was read from a page.
const OFFER_PICTURES: usize = 1;
/// Offers of one result page that are looked at: the shopper looks at the first rows, and so do we.
pub const MOST_OFFERS: usize = 40;
/// Matches in a verdict.
const MOST_MATCHES: usize = 12;
/// A marketplace's own picture search has already chosen the likeliest among its millions, so its results are judged
/// as strictly as hits among this many.
const PICTURE_SEARCH_LISTINGS: u64 = 10_000;

/// The shopper's choices that enter a verdict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(default)]
pub struct Settings {
    /// How many of the retail item are wanted.
    pub quantity: u32,
    /// How many pictures of the item to look at: fewer on list pages.
    pub pictures: usize,
    /// The currency that savings are told in; left out: the shop's own.
    pub currency: Option<String>,
    /// The shopper's own exchange rates; left out: the built-in table.
    pub rates: Rates,
    /// Leaves out what is only similar.
    pub sure_only: bool,
}

impl Settings {
    /// In which money a comparison is made.
    pub fn terms(&self) -> Terms<'_> {
        Terms { rates: &self.rates, currency: self.currency.as_deref() }
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self { quantity: 1, pictures: ITEM_PICTURES, currency: None, rates: Rates::default(), sure_only: false }
    }
}

/// A picture that the query wants.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Need {
    /// Names the picture when it is given or cannot be had.
    pub ticket: u32,
    /// Where it is: for an address, that of a thumbnail where the shop is known to have one.
    pub address: String,
}

#[derive(Clone, Copy, PartialEq)]
enum Owner {
    Item,
    Offer(usize),
}

struct Wanted {
    owner: Owner,
    address: String,
    waiting: bool,
}

/// Everything that was judged.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidates {
    /// The likeliest first.
    pub matches: Vec<Match>,
    /// What the shop asks.
    pub retail: Option<Retail>,
    /// Bytes of the packs that were looked at.
    pub bytes_read: u64,
}

/// Looks for the source of one item.
pub struct Query {
    item: Item,
    settings: Settings,
    packs: Vec<Arc<NamedPack>>,
    own: Fingerprint,
    /// Each with what it is known by.
    offers: Vec<(u64, Offer, Fingerprint)>,
    wanted: Vec<Wanted>,
    /// Started once it is asked for, and anew whenever another picture of the item is there.
    search: Option<Search>,
}

impl Query {
    pub(super) fn new(item: Item, settings: Settings, packs: Vec<Arc<NamedPack>>) -> Self {
        let own = Fingerprint::of_item(&item);
        let mut query = Self { item, settings, packs, own, offers: Vec::new(), wanted: Vec::new(), search: None };
        let images: Vec<String> = query.item.images.iter().take(query.settings.pictures).cloned().collect();
        query.want(Owner::Item, images);
        query
    }

    fn want(&mut self, owner: Owner, images: impl IntoIterator<Item = String>) {
        self.wanted.extend(images.into_iter().map(|image| Wanted { owner, address: image, waiting: true }));
    }

    /// The pictures that are still wanted, the most telling first.
    pub fn needs(&self) -> Vec<Need> {
        let waiting = self.wanted.iter().enumerate().filter(|(_, wanted)| wanted.waiting);
        let need = |(ticket, wanted): (usize, &Wanted)| {
            let address = picture_address::thumbnail(&wanted.address, picture_address::THUMBNAIL);
            Need { ticket: ticket as u32, address }
        };
        waiting.map(need).collect()
    }

    /// A wanted picture's address as the record has it: [`Need::address`] may be that of a thumbnail instead.
    pub fn original(&self, ticket: u32) -> Option<&str> {
        self.wanted.get(ticket as usize).map(|wanted| wanted.address.as_str())
    }

    /// Takes the pixels of a wanted picture. A ticket that is not waiting is ignored: it was answered twice, or late.
    pub fn picture(&mut self, ticket: u32, pixels: &Pixels) {
        let Some(owner) = self.settle(ticket) else { return };
        match owner {
            Owner::Item => {
                self.own.pictures.push(Picture::query(pixels));
                self.search = None;
            }
            Owner::Offer(index) => {
                if let Some((.., fingerprint)) = self.offers.get_mut(index) {
                    fingerprint.pictures.push(Picture::index(pixels));
                }
            }
        }
    }

    /// Notes that a wanted picture cannot be had; the query goes on without it.
    pub fn missing(&mut self, ticket: u32) {
        self.settle(ticket);
    }

    fn settle(&mut self, ticket: u32) -> Option<Owner> {
        let wanted = self.wanted.get_mut(ticket as usize).filter(|wanted| wanted.waiting)?;
        wanted.waiting = false;
        Some(wanted.owner)
    }

    fn search(&mut self) -> &mut Search {
        let card = self.settings.pictures < ITEM_PICTURES;
        self.search.get_or_insert_with(|| Search::new(&self.packs, &self.own, card))
    }

    /// The stretches of packs that are needed now, each named once, those first that are best fetched first: best asked
    /// for once no picture of the item is wanted any more. Empty when there is nothing to wait for.
    pub fn byte_needs(&mut self) -> Vec<ByteNeed> {
        self.search().needs()
    }

    /// Whether a stretch is still waited for: others may have said enough.
    pub fn needs_bytes(&mut self, ticket: u32) -> bool {
        self.search().is_needed(ticket)
    }

    /// Takes a needed stretch, or `None` where it cannot be had. True if others are needed now: see [`Self::byte_needs`].
    pub fn bytes(&mut self, ticket: u32, bytes: Option<&[u8]>) -> bool {
        self.search().give(ticket, bytes)
    }

    /// Gives up the stretches that are still waited for: the verdict is made of what is there.
    pub fn give_up(&mut self) {
        self.search().give_up();
    }

    /// What each pack said.
    pub fn answered(&mut self) -> Vec<Answered> {
        self.search().answered()
    }

    /// Adds offers that were read from a page, to be judged beside those of the packs. One that is there already
    /// (see [`identity`]) is not added again.
    pub fn add_offers(&mut self, offers: impl IntoIterator<Item = Offer>) {
        for offer in offers {
            let key = identity::listing_key(&offer);
            if self.offers.len() >= MOST_OFFERS || self.offers.iter().any(|(held, ..)| *held == key) {
                continue;
            }
            let owner = Owner::Offer(self.offers.len());
            let images: Vec<String> = offer.images.iter().take(OFFER_PICTURES).cloned().collect();
            self.want(owner, images);
            let fingerprint = Fingerprint::of_offer(&offer);
            self.offers.push((key, offer, fingerprint));
        }
    }

    /// The answer as far as it is known now.
    pub fn verdict(&mut self) -> Verdict {
        let Candidates { mut matches, retail, bytes_read } = self.candidates();
        matches.retain(|found| match found.class {
            Class::Same => true,
            Class::Similar => !self.settings.sure_only,
            Class::Different => false,
        });
        sorting::sort_by(&mut matches, rank);
        matches.truncate(MOST_MATCHES);
        let best = matches.iter().position(|found| found.cost.is_some());
        for found in &mut matches {
            found.complete(self.item.title.as_deref());
        }
        Verdict { key: self.key(), retail, best, matches, bytes_read }
    }

    /// Every listing that was judged, the likeliest first, whatever its class.
    pub fn candidates(&mut self) -> Candidates {
        let retail = price::retail(&self.item, self.settings.quantity);
        self.search();
        let (hits, bytes_read) = match &self.search {
            Some(search) => (search.hits().map(|(pack, hit)| (pack.to_owned(), hit)).collect(), search.bytes_read()),
            None => (Vec::new(), 0),
        };
        let searched: u64 = self.packs.iter().map(|named| named.manifest.listings).sum();
        let mut matches: Vec<Match> = Vec::new();
        let mut known = BTreeSet::new();
        for (pack, hit) in hits {
            let fingerprint = hit.entry.fingerprint();
            // What several packs list is shown once, as the first of them has it.
            if known.insert(identity::listing_key(&hit.entry.offer)) {
                matches.push(self.judge(hit.entry.offer, &fingerprint, &pack, searched, hit.shared));
            }
        }
        for (key, offer, fingerprint) in &self.offers {
            if known.insert(*key) {
                let searched = searched.max(PICTURE_SEARCH_LISTINGS);
                matches.push(self.judge(offer.clone(), fingerprint, "", searched, 0));
            }
        }
        for found in &mut matches {
            let pieces = found.pieces;
            found.cost =
                price::compare(retail.as_ref(), &found.listing, self.settings.quantity, pieces, self.settings.terms());
        }
        sorting::sort_by(&mut matches, |one, other| other.probability.total_cmp(&one.probability));
        Candidates { matches, retail, bytes_read }
    }

    fn judge(&self, offer: Offer, other: &Fingerprint, pack: &str, listings: u64, shared: u32) -> Match {
        let price_ratio =
            price::price_ratio(Asked::by_shop(&self.item), Asked::by_factory(&offer), &self.settings.rates);
        let judged = matching::compare(
            &self.own,
            other,
            &Context { listings: listings.max(1), price_ratio, source: true, shared: u64::from(shared).max(1) },
        );
        Match {
            key: identity::listing_key_text(&offer),
            listing: offer,
            pack: pack.to_owned(),
            probability: judged.probability,
            class: judged.class,
            reasons: judged.reasons,
            pieces: judged.pieces,
            differences: None,
            order: None,
            cost: None,
        }
    }

    fn key(&self) -> String {
        identity::item_key(&self.item).map(|key| key.key).unwrap_or_default()
    }
}

/// Sure ones before likely ones; the sure by what leaves the shopper's pocket for the quantity that is wanted (those
/// without a price last), the likely by probability. Not by the price of one piece: fifty spoons at 1.84 each are no
/// answer to somebody who wants one.
fn rank(one: &Match, other: &Match) -> Ordering {
    let sure = |found: &Match| found.class == Class::Same;
    let total = |found: &Match| -> Decimal {
        let cost = found.cost.as_ref();
        let converted = cost.and_then(|cost| cost.converted.as_ref()).map(|converted| converted.total);
        converted.or_else(|| cost.map(|cost| cost.landed.total)).unwrap_or(Decimal::MAX)
    };
    let by_probability = other.probability.total_cmp(&one.probability);
    sure(other).cmp(&sure(one)).then_with(|| match sure(one) {
        true => total(one).cmp(&total(other)).then(by_probability),
        false => by_probability.then(total(one).cmp(&total(other))),
    })
}
