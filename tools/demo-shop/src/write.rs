//! Which pictures there are, and the files that name them.
//!
//! ```text
//! OUT/shop/goods.json            what the retailer's pages show
//! OUT/shop/pictures/ID-1.jpg     main picture, and ID-1.200.jpg for lists; ID-2.jpg the second view
//! OUT/factory/listings.jsonl     what the sample pack is built from: one record a line, pictures beside it
//! OUT/factory/offers.json        what the marketplace's pages show: all listings, and what its picture search answers
//! OUT/factory/pictures/ID-1.jpg  main picture of a listing; ID-2.jpg the second view
//! ```

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fs, io};

use image::codecs::jpeg::JpegEncoder;
use image::{ExtendedColorType, ImageEncoder, RgbImage};
use rayon::prelude::*;
use serde::Serialize;

use super::DemoError;
use super::goods::{Good, List, Listing, Picture, Shown};
use super::render::{Scene, draw};
use super::retouch::{self, Retouch, UNTOUCHED};
use yuantou::{
    catalogue::{Entry, Keyed},
    fingerprint::Picture as Codes,
    native::{PackFolder, SegmentWriter, picture},
    record::{Offer, Page},
};

/// Side of the pictures on list pages.
const SMALL: u32 = 200;
/// How many answers the marketplace's picture search gives.
const ANSWERS: usize = 10;

/// A view to draw, and what becomes of it.
struct Shot {
    scene: Scene,
    prints: Vec<Print>,
}

/// A file made from a view.
struct Print {
    path: PathBuf,
    retouch: Retouch,
    small: bool,
}

/// `shop/goods.json`.
#[derive(Serialize)]
struct ShopFile<'a> {
    retailer: &'a str,
    goods: Vec<&'a Shown>,
}

/// `factory/offers.json`.
#[derive(Serialize)]
struct FactoryFile<'a> {
    offers: &'a [Offer],
    /// From a retail picture's name without its size and extension to the ids found by it, best first.
    search: BTreeMap<String, Vec<&'a str>>,
}

/// Draws and writes everything.
pub(super) fn build(out: &Path, pack: &Path, factory: &str) -> Result<(), DemoError> {
    let mut list = List::built_in()?;
    for good in &mut list.goods {
        good.shown.images = (1..=2).map(|k| format!("pictures/{}-{k}.jpg", good.shown.id)).collect();
    }
    for folder in ["shop/pictures", "factory/pictures"] {
        let path = out.join(folder);
        fs::create_dir_all(&path).map_err(|source| DemoError::Write { path, source })?;
    }
    let shots = shots(&list, out)?;
    shots.par_iter().try_for_each(|shot| {
        let drawn = draw(&shot.scene);
        shot.prints.iter().try_for_each(|print| print.write(&drawn))
    })?;
    write_pack(&write_lists(&list, out, factory)?, &out.join("factory"), pack).map_err(DemoError::Pack)
}

/// The sample pack of the listings that go into it, by the same parts of the core as `yuantou pack build`.
fn write_pack(listings: &[Offer], pictures: &Path, out: &Path) -> io::Result<()> {
    let keyed = |offer: &Offer| -> io::Result<Keyed> {
        let codes = |name: &String| -> io::Result<Codes> {
            let image = picture::open(&pictures.join(name)).map_err(io::Error::other)?;
            Ok(Codes::index(&picture::pixels(&image).map_err(io::Error::other)?))
        };
        let pictures = offer.images.iter().map(codes).collect::<io::Result<_>>()?;
        Keyed::new(&Entry { offer: offer.clone(), pictures }).map_err(io::Error::other)
    };
    let ready: Vec<Keyed> = listings.par_iter().map(keyed).collect::<io::Result<_>>()?;
    let mut writer = SegmentWriter::new(out)?;
    ready.into_iter().try_for_each(|listing| writer.push(listing))?;
    let segment = writer.finish(&|_, _| {})?;
    PackFolder::replace(out, Some("Demo shop"), segment, |_| Ok(())).map(|_| ())
}

/// All views to draw with all pictures to make of them.
fn shots(list: &List, out: &Path) -> Result<Vec<Shot>, DemoError> {
    let shop = out.join("shop/pictures");
    let factory = out.join("factory/pictures");
    let mut shots = Vec::new();
    for good in &list.goods {
        for k in 0..2 {
            let id = &good.shown.id;
            let retouch = find(id, &good.retouch)?;
            let retail = |name: String, small| Print { path: shop.join(name), retouch, small };
            let mut prints = vec![retail(format!("{id}-{}.jpg", k + 1), false)];
            if k == 0 {
                prints.push(retail(format!("{id}-1.{SMALL}.jpg"), true));
            }
            for listing in good.factories.iter().filter(|listing| listing.picture.is_none()) {
                let retouch = listing.copy.as_ref().map_or(Ok(UNTOUCHED), |name| find(&listing.id, name))?;
                prints.push(Print {
                    path: factory.join(format!("{}-{}.jpg", listing.id, k + 1)),
                    retouch,
                    small: false,
                });
            }
            shots.push(Shot { scene: good.picture.scene(id, k)?, prints });
        }
    }
    for (listing, picture) in own_pictures(list) {
        let path = factory.join(format!("{}-1.jpg", listing.id));
        shots.push(Shot {
            scene: picture.scene(&listing.id, 0)?,
            prints: vec![Print { path, retouch: UNTOUCHED, small: false }],
        });
    }
    Ok(shots)
}

/// The listings that have a picture of their own.
fn own_pictures(list: &List) -> impl Iterator<Item = (&Listing, &Picture)> {
    let all = list.goods.iter().flat_map(|good| &good.factories).chain(&list.others);
    all.filter_map(|listing| Some((listing, listing.picture.as_ref()?)))
}

fn find(id: &str, name: &str) -> Result<Retouch, DemoError> {
    retouch::find(name).ok_or_else(|| DemoError::Unknown { id: id.to_owned(), what: name.to_owned() })
}

impl Print {
    fn write(&self, drawn: &RgbImage) -> Result<(), DemoError> {
        let done = self.retouch.apply(drawn);
        let done = if self.small { image::imageops::thumbnail(&done, SMALL, SMALL) } else { done };
        let mut bytes = Vec::new();
        let encoder = JpegEncoder::new_with_quality(&mut bytes, self.retouch.quality);
        encoder
            .write_image(&done, done.width(), done.height(), ExtendedColorType::Rgb8)
            .map_err(std::io::Error::other)
            .and_then(|()| fs::write(&self.path, &bytes))
            .map_err(|source| DemoError::Write { path: self.path.clone(), source })
    }
}

/// Writes what names the pictures; what goes into the sample pack is handed back.
fn write_lists(list: &List, out: &Path, factory: &str) -> Result<Vec<Offer>, DemoError> {
    let mut offers = Vec::new();
    let (mut packed, mut lines) = (Vec::new(), String::new());
    let listings = list.goods.iter().flat_map(|good| &good.factories).chain(&list.others);
    for listing in listings {
        let count = if listing.picture.is_some() { 1 } else { 2 };
        let images = (1..=count).map(|k| format!("pictures/{}-{k}.jpg", listing.id)).collect();
        let offer = list.offer(listing, images, factory)?;
        if listing.pack {
            lines.push_str(&line(&Page::Offer(offer.clone()))?);
            lines.push('\n');
            packed.push(offer.clone());
        }
        offers.push(offer);
    }
    let search = list.goods.iter().flat_map(|good| {
        let found = found_by(list, good);
        (1..=2).map(move |k| (format!("{}-{k}", good.shown.id), found.clone()))
    });
    let marketplace = FactoryFile { offers: &offers, search: search.collect() };
    let shop = ShopFile { retailer: &list.retailer, goods: list.goods.iter().map(|good| &good.shown).collect() };
    for (name, text) in [
        ("factory/listings.jsonl", lines),
        ("factory/offers.json", line(&marketplace)?),
        ("shop/goods.json", line(&shop)?),
    ] {
        let path = out.join(name);
        fs::write(&path, text).map_err(|source| DemoError::Write { path, source })?;
    }
    Ok(packed)
}

fn line(value: &impl Serialize) -> Result<String, DemoError> {
    serde_json::to_string(value).map_err(DemoError::Goods)
}

/// What the marketplace's picture search answers to a product's picture: its true sources, not always first, among
/// things of the same shape and then things of any.
fn found_by<'a>(list: &'a List, good: &Good) -> Vec<&'a str> {
    let own: Vec<&str> = good.factories.iter().map(|listing| listing.id.as_str()).collect();
    let start = list.goods.iter().position(|other| other.shown.id == good.shown.id).unwrap_or(0);
    let shaped = |listing: &'a Listing, picture: Option<&Picture>| {
        let model = listing.picture.as_ref().or(picture).map(|picture| picture.model.as_str());
        (model == Some(good.picture.model.as_str()), listing.id.as_str())
    };
    let made =
        list.goods.iter().flat_map(|other| other.factories.iter().map(|listing| shaped(listing, Some(&other.picture))));
    let all: Vec<(bool, &str)> = made.chain(list.others.iter().map(|listing| shaped(listing, None))).collect();
    let alike = all.iter().filter(|(same, _)| *same);
    // A stride of 7 through the rest, so that two neighbours in the shop do not get the same answers.
    let rest = (0..all.len()).filter_map(|k| all.get((start + 7 * k) % all.len())).filter(|(same, _)| !same);
    let mut found: Vec<&str> = Vec::new();
    for (_, id) in alike.chain(rest) {
        if !own.contains(id) && !found.contains(id) && found.len() + own.len() < ANSWERS {
            found.push(id);
        }
    }
    for listing in
        list.goods.iter().flat_map(|other| &other.factories).filter(|listing| own.contains(&listing.id.as_str()))
    {
        found.insert((start % 3).min(found.len()), &listing.id);
    }
    found
}
