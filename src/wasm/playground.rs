//! What the playground of `www/` shows: everything that a comparison looks at, not only its outcome.

use std::{cell::RefCell, rc::Rc};

use js_sys::Promise;
use serde::Serialize;
use tsify::Tsify;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;
use web_sys::Blob;

use crate::{
    fingerprint::{Fingerprint, Parts, Picture, ViewKind},
    matching::{self, Context, Match},
    price::{self, Asked, Rates},
    record::{Item, Offer},
};

use super::{error, give, pixels, take};

/// One side of a comparison: the codes of its picture, kept from one comparison to the next.
#[wasm_bindgen]
#[derive(Default)]
pub struct Side(Rc<RefCell<Option<Picture>>>);

#[wasm_bindgen]
impl Side {
    /// A side without a picture.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Decodes a picture, keeps its codes, and tells them.
    #[wasm_bindgen(unchecked_return_type = "Promise<Look>")]
    pub fn look(&self, blob: Blob) -> Promise {
        let kept = Rc::clone(&self.0);
        future_to_promise(async move {
            let decoded = pixels::decode(&blob).await.map_err(|message| error::js("picture", &message))?;
            let pixels = decoded.pixels().map_err(|message| error::js("picture", &message))?;
            let picture = Picture::query(&pixels);
            let parts = Picture::parts(&pixels, &ViewKind::QUERY);
            let views = picture.views.iter().zip(parts).map(|(view, part)| LookView {
                name: view.kind.name(),
                part,
                mirrored: view.kind == ViewKind::Mirrored,
                degrees: view.kind.degrees(),
                pdq: view.pdq.to_string(),
                gradient: view.gradient.to_string(),
            });
            let look = Look {
                width: pixels.width(),
                height: pixels.height(),
                quality: picture.quality,
                telling: picture.is_telling(),
                chroma: picture.chroma.to_bytes(),
                views: views.collect(),
            };
            *kept.borrow_mut() = Some(picture);
            give(&look)
        })
    }
}

/// What a picture is, and what is compared of it.
#[derive(Serialize, Tsify)]
struct Look {
    width: u32,
    height: u32,
    quality: u8,
    telling: bool,
    /// Shares of twelve hues and four greys, in 255ths.
    #[tsify(type = "number[]")]
    chroma: [u8; 16],
    views: Vec<LookView>,
}

/// One view of a picture, and its codes in hexadecimal.
#[derive(Serialize, Tsify)]
struct LookView {
    name: &'static str,
    /// Which part of the picture: left, top, width and height, in shares of its sides.
    #[tsify(type = "[number, number, number, number]")]
    part: [f32; 4],
    mirrored: bool,
    degrees: f32,
    pdq: String,
    gradient: String,
}

/// The outcome of a comparison, and what it was worked out from.
#[derive(Serialize, Tsify)]
#[tsify(missing_as_null)]
struct Compared {
    #[serde(flatten)]
    #[tsify(type = "Judgement")]
    found: Match,
    #[tsify(type = "PictureComparison | null")]
    pictures: Option<Pictures>,
    bounds: Bounds,
}

/// What the pictures of both sides are to one another.
#[derive(Serialize, Tsify)]
#[tsify(rename = "PictureComparison")]
struct Pictures {
    distance: f32,
    colours: f64,
    #[tsify(type = "ViewPair[]")]
    pairs: Vec<Pair>,
}

/// A view of the one picture and a view of the other.
#[derive(Serialize, Tsify)]
#[tsify(rename = "ViewPair")]
struct Pair {
    shop: &'static str,
    factory: &'static str,
    pdq: u32,
    gradient: u32,
    distance: f32,
}

/// Up to where pictures and probabilities count as what.
#[derive(Serialize, Tsify)]
struct Bounds {
    same: f64,
    same_photograph: f64,
    similar_photograph: f64,
    other_colour: f64,
}

/// Compares a shop's item with a factory's offer, judged as if the offer had been found among so many listings: by
/// the pictures of both sides, and by what the two records say.
#[wasm_bindgen(unchecked_return_type = "Compared")]
pub fn compare(
    shop: &Side,
    #[wasm_bindgen(unchecked_param_type = "Item")] item: JsValue,
    factory: &Side,
    #[wasm_bindgen(unchecked_param_type = "Offer")] offer: JsValue,
    listings: u32,
) -> Result<JsValue, JsValue> {
    let (item, offer) = (take::<Item>(item)?, take::<Offer>(offer)?);
    let (mut left, mut right) = (Fingerprint::of_item(&item), Fingerprint::of_offer(&offer));
    left.pictures.extend(shop.0.borrow().clone());
    // A catalogue holds fewer views of its pictures than a shopper's picture has.
    right.pictures.extend(factory.0.borrow().as_ref().map(Picture::to_index));
    let context = Context {
        listings: u64::from(listings).max(1),
        price_ratio: price::price_ratio(Asked::by_shop(&item), Asked::by_factory(&offer), &Rates::default()),
        source: true,
        shared: 1,
    };
    let pictures = left.pictures.first().zip(right.pictures.first()).map(|(shop, factory)| Pictures {
        distance: shop.distance(factory),
        colours: shop.chroma.distance(&factory.chroma),
        pairs: pairs(shop, factory),
    });
    give(&Compared {
        found: matching::compare(&left, &right, &context),
        pictures,
        bounds: Bounds {
            same: matching::SAME,
            same_photograph: matching::SAME_PHOTOGRAPH,
            similar_photograph: matching::SIMILAR_PHOTOGRAPH,
            other_colour: matching::OTHER_COLOUR,
        },
    })
}

/// Every view of the one with every view of the other, each by what [`Picture::distance`] would say of that pair alone.
fn pairs(shop: &Picture, factory: &Picture) -> Vec<Pair> {
    let alone = |picture: &Picture| -> Vec<Picture> {
        picture.views.iter().map(|view| Picture { views: vec![view.clone()], ..*picture }).collect()
    };
    let (rows, columns) = (alone(shop), alone(factory));
    let mut pairs = Vec::with_capacity(rows.len() * columns.len());
    for row in &rows {
        for column in &columns {
            let (Some(a), Some(b)) = (row.views.first(), column.views.first()) else { continue };
            pairs.push(Pair {
                shop: a.kind.name(),
                factory: b.kind.name(),
                pdq: a.pdq.distance(&b.pdq),
                gradient: a.gradient.distance(&b.gradient),
                distance: row.distance_by(column, Parts::ALL),
            });
        }
    }
    pairs
}
