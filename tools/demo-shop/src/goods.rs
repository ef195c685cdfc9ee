//! The list of goods, `goods.json`, and the scenes that it describes.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::DemoError;
use super::models;
use super::render::{Scene, View};
use super::surface::{Material, hex};
use yuantou::record::{Attributes, Offer, OfferFreight, Supplier, Tier};

/// When every listing of the demo was last seen: a made-up shop has a made-up clock.
const SEEN_AT: &str = "2026-11-20T08:00:00Z";
/// The made-up marketplace.
const PLATFORM: &str = "demo";

/// The whole list.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct List {
    pub(crate) retailer: String,
    suppliers: BTreeMap<String, Supplier>,
    pub(crate) goods: Vec<Good>,
    /// Factory listings of things that the retailer does not sell.
    pub(crate) others: Vec<Listing>,
}

/// One product of the retailer.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Good {
    #[serde(flatten)]
    pub(crate) shown: Shown,
    pub(crate) retouch: String,
    pub(crate) picture: Picture,
    /// The factories that make this very product; often one, sometimes none.
    pub(crate) factories: Vec<Listing>,
}

/// What the retailer's page shows of a product, and the page's script reads.
#[derive(Debug, Deserialize, Serialize)]
pub(crate) struct Shown {
    pub(crate) id: String,
    pub(crate) title: String,
    /// Before the coupon, if there is one.
    pub(crate) price: Decimal,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    coupon: Option<Decimal>,
    freight: Decimal,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    brand: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    gtin: Option<String>,
    #[serde(default, skip_serializing_if = "Attributes::is_empty")]
    attributes: Attributes,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    skus: Vec<Variant>,
    /// Which of the variants is chosen at first.
    #[serde(default)]
    chosen: usize,
    #[serde(default)]
    pub(crate) images: Vec<String>,
}

/// A variant of a product and its price.
#[derive(Debug, Deserialize, Serialize)]
pub(crate) struct Variant {
    name: String,
    price: Decimal,
}

/// A factory's listing.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Listing {
    pub(crate) id: String,
    title: String,
    supplier: String,
    pub(crate) tiers: Vec<Tier>,
    pub(crate) moq: u32,
    unit: String,
    pub(crate) freight: Decimal,
    free_from: Option<Decimal>,
    #[serde(default)]
    attributes: Attributes,
    /// Whether the sample pack holds it; the others are only found in the marketplace's picture search.
    #[serde(default = "yes")]
    pub(crate) pack: bool,
    /// How this factory redid a picture that it took from another.
    #[serde(default)]
    pub(crate) copy: Option<String>,
    /// Its own picture, where it is not the product's.
    #[serde(default)]
    pub(crate) picture: Option<Picture>,
}

const fn yes() -> bool {
    true
}

/// What the studio is asked for.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Picture {
    pub(crate) model: String,
    materials: Vec<String>,
    ground: String,
    wall: String,
    /// Degrees about the vertical axis, degrees above the horizon, zoom; the first is the main picture.
    views: [[f32; 3]; 2],
    lamp: f32,
    #[serde(default)]
    size: Vec<f32>,
}

impl List {
    /// The list that is built in.
    pub(crate) fn built_in() -> Result<List, DemoError> {
        serde_json::from_str(include_str!("goods.json")).map_err(DemoError::Goods)
    }

    /// A listing as the record that packs are built from, with `images` and the address of its page.
    pub(crate) fn offer(&self, listing: &Listing, images: Vec<String>, factory: &str) -> Result<Offer, DemoError> {
        let supplier =
            self.suppliers.get(&listing.supplier).cloned().ok_or_else(|| listing.lacks(&listing.supplier))?;
        Ok(Offer {
            platform: Some(PLATFORM.to_owned()),
            id: Some(listing.id.clone()),
            url: Some(format!("{factory}/offer.html?id={}", listing.id)),
            title: Some(listing.title.clone()),
            images,
            currency: Some("CNY".to_owned()),
            tiers: listing.tiers.clone(),
            moq: Some(listing.moq),
            unit: Some(listing.unit.clone()),
            freight: Some(OfferFreight {
                amount: Some(listing.freight),
                free_from: listing.free_from,
                origin: supplier.place.clone(),
            }),
            supplier: Some(supplier),
            attributes: listing.attributes.clone(),
            dispatch: Some("48小时发货".to_owned()),
            seen_at: Some(SEEN_AT.to_owned()),
            ..Offer::default()
        })
    }
}

impl Listing {
    fn lacks(&self, what: &str) -> DemoError {
        DemoError::Unknown { id: self.id.clone(), what: what.to_owned() }
    }
}

impl Picture {
    /// The scene of the picture numbered `k`, 0 or 1, of the listing `id`.
    pub(crate) fn scene(&self, id: &str, k: usize) -> Result<Scene, DemoError> {
        let unknown = |what: &str| DemoError::Unknown { id: id.to_owned(), what: what.to_owned() };
        let material = |line: &String| Material::parse(line).map_err(|word| unknown(&word));
        let [turn, tilt, zoom] = self.views.get(k).copied().unwrap_or([25.0, 30.0, 1.0]);
        let mut size = [0.0; 4];
        for (to, from) in size.iter_mut().zip(&self.size) {
            *to = *from;
        }
        Ok(Scene {
            model: models::find(&self.model).ok_or_else(|| unknown(&self.model))?,
            size,
            materials: self.materials.iter().map(material).collect::<Result<_, _>>()?,
            ground: material(&self.ground)?,
            wall: self.wall.strip_prefix('#').and_then(hex).ok_or_else(|| unknown(&self.wall))?,
            view: View { turn, tilt, zoom },
            lamp: self.lamp,
            main: k == 0,
        })
    }
}
