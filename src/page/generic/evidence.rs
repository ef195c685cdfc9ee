//! All that the page offers about its product, and what is made of it.

use std::collections::HashMap;

use rust_decimal::Decimal;
use serde::Serialize;

use super::json_ld::{self, OfferData, ProductData};
use super::visible::{self, Place, Shown};
use super::{availability, freight, meta, microdata, pictures};
use crate::page::context::{Context, clean, price_of, put_attribute};
use crate::page::price_text;
use crate::record::{Availability, Item, Price, PriceKind};

/// Where a fact may come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub enum Source {
    /// JSON-LD.
    JsonLd,
    /// Microdata.
    Microdata,
    /// Open Graph and other meta elements.
    Meta,
    /// What the page shows.
    Visible,
}

/// What each source says of the page's main product.
#[derive(Debug, Default)]
pub(in crate::page) struct Evidence {
    pub(in crate::page) json_ld: Option<ProductData>,
    pub(in crate::page) microdata: Option<ProductData>,
    pub(in crate::page) meta: ProductData,
    pub(in crate::page) shown: Vec<Shown>,
    pub(super) place: Place,
    /// How many buttons buy.
    buttons: usize,
    says_product: bool,
}

/// Collects it.
pub(in crate::page) fn gather(page: &Context<'_>) -> Evidence {
    let heading = super::heading_node(page);
    let json_ld = main(page, json_ld::products(page), heading.map(|node| node.text.as_str()));
    let microdata = main_scope(page, microdata::products(page), heading.map(|node| node.element));
    let heading = heading.map(|node| (node.element, node.order));
    let mut place = Place { heading, button: None };
    let after = |order: u32| heading.map_or(order, |(_, heading)| order.abs_diff(heading));
    let buttons: Vec<u32> =
        page.snapshot.found("button").filter(|node| availability::buys(node)).map(|node| node.order).collect();
    place.button = buttons.iter().copied().min_by_key(|order| after(*order));
    Evidence {
        json_ld,
        microdata,
        meta: meta::product(page),
        shown: visible::shown(page, place),
        place,
        buttons: buttons.len(),
        says_product: meta::says_product(page),
    }
}

/// The page's own product among those in its JSON-LD: the one with its address, its heading, or the only one.
fn main(page: &Context<'_>, mut products: Vec<ProductData>, heading: Option<&str>) -> Option<ProductData> {
    let path = page.address.path.trim_end_matches('/');
    let agrees = |product: &ProductData| {
        let at_page = product.url.as_deref().is_some_and(|url| {
            let url = url.split(['?', '#']).next().unwrap_or(url).trim_end_matches('/');
            !path.is_empty() && url.ends_with(path)
        });
        let named = match (&product.name, heading) {
            (Some(name), Some(heading)) => similar(name, heading),
            _ => false,
        };
        u8::from(at_page) * 2 + u8::from(named) + u8::from(product.is_priced())
    };
    match products.len() {
        0 => None,
        1 => products.pop(),
        _ => {
            let best = (0..products.len())
                .max_by_key(|at| products.get(*at).map_or((0, 0), |product| (agrees(product), usize::MAX - at)))?;
            let chosen = products.swap_remove(best);
            // A list of products, none of which is the page's.
            (agrees(&chosen) >= 2 || products.len() <= 2).then_some(chosen)
        }
    }
}

/// The same for microdata: the scope that holds the heading, or the first with a price where there are few.
fn main_scope(page: &Context<'_>, products: Vec<(u32, ProductData)>, heading: Option<u32>) -> Option<ProductData> {
    let above: Vec<u32> =
        heading.map(|heading| page.snapshot.path(heading).map(|(index, _)| index).collect()).unwrap_or_default();
    let count = products.len();
    let mut products = products;
    if let Some(at) = products.iter().position(|(scope, _)| above.contains(scope)) {
        return Some(products.swap_remove(at).1);
    }
    if count > 4 {
        return None;
    }
    let priced = products.iter().position(|(_, product)| product.is_priced());
    (count > 0).then(|| products.swap_remove(priced.unwrap_or(0)).1)
}

fn words(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.take(60).map(str::to_lowercase).collect()
}

/// How many words two names share.
pub(super) fn shared_words(one: &str, other: &str) -> usize {
    let other = words(other);
    words(one).iter().filter(|word| other.contains(word)).count()
}

/// Whether two names share most of their words.
pub(super) fn similar(one: &str, other: &str) -> bool {
    shared_words(one, other) * 2 > words(one).len().min(words(other).len())
}

impl Evidence {
    /// The same without some sources.
    pub(in crate::page) fn without(mut self, left_out: &[Source]) -> Self {
        for source in left_out {
            match source {
                Source::JsonLd => self.json_ld = None,
                Source::Microdata => self.microdata = None,
                Source::Meta => (self.meta, self.says_product) = (ProductData::default(), false),
                Source::Visible => self.shown.clear(),
            }
        }
        self
    }

    fn best_shown(&self) -> Option<&Shown> {
        let good = self.shown.iter().filter(|shown| shown.score > 3.0 && !shown.is_former);
        let best = good.max_by(|one, other| one.score.total_cmp(&other.score).then(other.order.cmp(&one.order)));
        // A former price without a present one is the price, whatever its element is called.
        let former = || {
            self.shown
                .iter()
                .filter(|shown| shown.is_former && shown.score > 5.0)
                .max_by(|one, other| one.score.total_cmp(&other.score))
        };
        best.or_else(former)
    }

    /// The sources of structured data, and the weight of each.
    pub(super) fn structured(&self) -> [(Option<&ProductData>, f64); 3] {
        [(self.json_ld.as_ref(), 6.0), (self.microdata.as_ref(), 6.0), (Some(&self.meta), 4.5)]
    }

    /// Whether structured data describes a product.
    pub(super) fn has_data(&self) -> bool {
        self.json_ld.is_some()
            || self.microdata.as_ref().is_some_and(|product| product.name.is_some() || product.is_priced())
    }

    /// Whether the page says that its product is no more, and offers nothing to buy.
    pub(super) fn is_gone(&self, page: &Context<'_>) -> bool {
        self.place.button.is_none() && !self.says_product && availability::says_gone(page, self.place)
    }

    /// Whether the page has a button that buys.
    pub(super) fn has_button(&self) -> bool {
        self.place.button.is_some()
    }

    /// What each source of structured data gives as the price.
    pub(super) fn data_prices(&self, page: &Context<'_>) -> Vec<(Source, Option<Decimal>)> {
        let sources = [Source::JsonLd, Source::Microdata, Source::Meta].into_iter().zip(self.structured());
        let price = |product: Option<&ProductData>| best_offer(page, product?)?.low;
        sources.map(|(source, (product, _))| (source, price(product))).collect()
    }

    /// The price that most speaks for: structured data weighs by its source, what is shown by its score, and one
    /// that is in the data but nowhere on the page weighs less.
    fn price(&self, page: &Context<'_>) -> Option<Price> {
        let mut votes: HashMap<Decimal, f64> = HashMap::new();
        let mut currencies: HashMap<Decimal, Option<String>> = HashMap::new();
        let mut high = None;
        for (product, weight) in self.structured() {
            let Some(offer) = product.and_then(|product| best_offer(page, product)) else {
                continue;
            };
            let Some(low) = offer.low else { continue };
            let is_shown = self.shown.iter().any(|shown| shown.amount == low);
            let weight = if is_shown || self.shown.is_empty() { weight } else { weight - 3.5 };
            *votes.entry(low.normalize()).or_default() += weight;
            let currency = currencies.entry(low.normalize()).or_default();
            if currency.is_none() {
                currency.clone_from(&offer.currency);
            }
            if high.is_none() {
                high = offer.high.filter(|high| *high > low).map(|high| (low, high));
            }
        }
        let has_data = !votes.is_empty();
        let mut shown_scores: HashMap<Decimal, f64> = HashMap::new();
        for shown in &self.shown {
            let best = shown_scores.entry(shown.amount.normalize()).or_insert(f64::MIN);
            *best = best.max(shown.score);
        }
        for (amount, score) in shown_scores {
            if score > 3.0 || votes.contains_key(&amount) {
                *votes.entry(amount).or_default() += score.max(0.0);
            }
        }
        if votes.is_empty() {
            return self.last_resort(page);
        }
        let first = |amount: Decimal| {
            self.shown.iter().find(|shown| shown.amount.normalize() == amount).map_or(0, |shown| shown.order)
        };
        let (amount, _) = votes
            .into_iter()
            .max_by(|one, other| one.1.total_cmp(&other.1).then_with(|| first(other.0).cmp(&first(one.0))))?;
        let shown = self
            .shown
            .iter()
            .filter(|shown| shown.amount.normalize() == amount)
            .max_by(|one, other| one.score.total_cmp(&other.score));
        let place = price_text::currency_of_place(page.address.host, &page.snapshot.language).map(str::to_owned);
        // An amount brings its own currency: a page may show another than its data has.
        let told = currencies.remove(&amount).flatten();
        let currency = told.or_else(|| shown.and_then(|shown| shown.read.currency.clone())).or(place);
        let max = high.filter(|(low, _)| low.normalize() == amount).map_or(amount, |(_, high)| high);
        let max = if has_data { max } else { shown.and_then(|shown| shown.read.max).unwrap_or(max) };
        let amount = shown.map_or(amount, |shown| shown.amount);
        let kind = if max > amount { PriceKind::From } else { PriceKind::Sale };
        Some(Price {
            currency,
            min: amount,
            max: if max > amount { max } else { amount },
            kind,
            text: shown.map(|shown| shown.read.text.clone()),
        })
    }

    /// Of a page that surely has a product but neither data nor names that tell its price: the likeliest of what it
    /// shows, or what stands in the heading, as classified advertisements have it.
    fn last_resort(&self, page: &Context<'_>) -> Option<Price> {
        let present = self.shown.iter().filter(|shown| !shown.is_former && shown.score > -1.5);
        let likeliest = present.max_by(|one, other| one.score.total_cmp(&other.score));
        let read = match likeliest {
            Some(shown) => shown.read.clone(),
            None => page.price_text(&super::heading(page)?),
        };
        read.symbol.as_ref()?;
        price_of(&read)
    }

    fn availability(&self, page: &Context<'_>) -> Option<Availability> {
        let data = self.structured().into_iter().find_map(|(product, _)| {
            let product = product?;
            let chosen = best_offer(page, product).and_then(|offer| offer.availability);
            chosen.or_else(|| product.offers.iter().find_map(|offer| offer.availability))
        });
        let shown = availability::shown(page, self.place);
        data.or(shown)
    }

    /// The item, if there is one.
    pub(in crate::page) fn item(&self, page: &Context<'_>) -> Option<Item> {
        let data = self.has_data();
        let best = self.best_shown();
        // The best price is one of many of the same look: a list.
        let is_list = best.is_some_and(|shown| shown.repeats >= 5 || shown.repeats >= 3 && self.buttons != 1)
            && !self.says_product;
        // A page with many such buttons is a list.
        let sold = !is_list
            && self.place.button.is_some()
            && (self.place.heading.is_some() || self.buttons <= 3)
            && best.is_some();
        let named = self.says_product && (self.meta.is_priced() || best.is_some());
        let alone = !is_list
            && self.place.heading.is_some()
            && best.is_some_and(|shown| shown.score > 7.0 && shown.read.text.chars().count() <= 24);
        if page.address.path.trim_matches('/').is_empty() && !data
            || !(data || sold || named || self.meta.is_priced() || alone)
        {
            return None;
        }
        let mut item = self.facts(page);
        item.price = self.price(page);
        item.availability = self.availability(page);
        if item.availability.is_none() && item.price.is_some() {
            item.availability = Some(Availability::InStock);
        }
        item.sku = self.sku(page);
        item.freight = freight::shown(page, self.place);
        (item.title.is_some() && (item.price.is_some() || item.availability.is_some())).then_some(item)
    }

    /// All but price, availability and number: also what fills the gaps of a site's own rules.
    pub(in crate::page) fn facts(&self, page: &Context<'_>) -> Item {
        let products = || self.structured().into_iter().filter_map(|(product, _)| product);
        let described = [self.json_ld.as_ref(), self.microdata.as_ref()];
        let title = described.into_iter().flatten().find_map(|product| product.name.clone());
        let title = title.or_else(|| super::heading(page)).or_else(|| self.meta.name.as_deref().map(without_site));
        let mut item = Item {
            title: title.as_deref().and_then(clean),
            brand: products().find_map(|product| product.brand.clone()),
            gtin: products().find_map(|product| product.gtin.clone()),
            mpn: products().find_map(|product| product.mpn.clone()),
            seller: products().find_map(|product| product.offers.iter().find_map(|offer| offer.seller.clone())),
            ..Item::default()
        };
        item.images = page.gallery(products().flat_map(|product| product.images.iter()));
        if item.images.is_empty() {
            item.images = pictures::shown(page, item.title.as_deref());
        }
        for (name, value) in products().flat_map(|product| product.attributes.iter()) {
            put_attribute(&mut item.attributes, name, value);
        }
        item
    }

    /// The price of the structured data alone.
    pub(in crate::page) fn data_price(&self, page: &Context<'_>) -> Option<Price> {
        self.structured().into_iter().find_map(|(product, _)| {
            let offer = best_offer(page, product?)?;
            let low = offer.low?;
            let high = offer.high.unwrap_or(low).max(low);
            let kind = if high > low { PriceKind::From } else { PriceKind::Sale };
            Some(Price { currency: offer.currency.clone(), min: low, max: high, kind, text: None })
        })
    }
}

/// A page's title without the site's name, which stands behind a mark at its end.
pub(in crate::page) fn without_site(title: &str) -> String {
    let cut = [" | ", "｜", " – ", " — ", " :: ", " - "].iter().filter_map(|mark| title.rsplit_once(mark)).find(
        |(name, site)| name.chars().count() >= 6 && site.chars().count() <= 24 && site.split_whitespace().count() <= 3,
    );
    cut.map_or(title, |(name, _)| name).trim().to_owned()
}

/// The offer of the variant that the address names, or the first with a price that can be bought, or the first.
pub(super) fn best_offer<'a>(page: &Context<'_>, product: &'a ProductData) -> Option<&'a OfferData> {
    let all = || product.offers.iter().chain(product.variants.iter().flat_map(|variant| variant.offers.iter()));
    let named = all().find(|offer| {
        let by_sku = offer.sku.as_deref().is_some_and(|sku| {
            sku.len() >= 4 && (page.address.query.contains(sku) || page.address.fragment.contains(sku))
        });
        let by_url = offer.url.as_deref().is_some_and(|url| {
            !page.address.query.is_empty() && url.ends_with(page.address.query) && url.contains('?')
        });
        (by_sku || by_url) && offer.low.is_some()
    });
    named
        .or_else(|| all().find(|offer| offer.low.is_some() && offer.availability != Some(Availability::OutOfStock)))
        .or_else(|| all().find(|offer| offer.low.is_some()))
        .or_else(|| all().next())
}
