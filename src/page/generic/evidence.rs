//! All that the page offers about its product, and what is made of it.

use rust_decimal::Decimal;
use serde::Serialize;

use super::json_ld::{self, OfferData, ProductData, unescape};
use super::visible::{self, Place, Shown};
use super::weights as w;
use super::{availability, freight, lists, meta, microdata, pictures};
use crate::page::context::{Context, clean, put_attribute};
use crate::record::{Availability, Item};

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
            let mut chosen = products.swap_remove(best);
            // A list of products, none of which is the page's.
            let is_own = agrees(&chosen) >= 2 || products.len() <= 2;
            // One product for each size, all of one name: variants of one.
            let is_size = |other: &ProductData| other.name.is_some() && other.name == chosen.name && other.is_priced();
            let sizes: Vec<ProductData> = products.into_iter().filter(is_size).collect();
            chosen.variants.extend(sizes);
            is_own.then_some(chosen)
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

    /// The sources of structured data.
    pub(super) fn structured(&self) -> [(Source, Option<&ProductData>); 3] {
        [
            (Source::JsonLd, self.json_ld.as_ref()),
            (Source::Microdata, self.microdata.as_ref()),
            (Source::Meta, Some(&self.meta)),
        ]
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

    /// What data and the page say of whether it can be bought.
    pub(super) fn availability_claims(&self, page: &Context<'_>) -> Vec<(Source, Availability)> {
        let said = |product: &ProductData| {
            let chosen = best_offer(page, product).and_then(|offer| offer.availability);
            chosen.or_else(|| product.offers.iter().find_map(|offer| offer.availability))
        };
        let data = self.structured().into_iter().filter_map(|(source, product)| Some((source, said(product?)?)));
        let shown = availability::shown(page, self.place).map(|shown| (Source::Visible, shown));
        data.chain(shown).collect()
    }

    /// Data says it first; but what the buying button itself says, data that has gone stale does not know yet.
    fn availability(&self, page: &Context<'_>) -> Option<Availability> {
        availability::button(page, self.place)
            .or_else(|| self.availability_claims(page).first().map(|(_, availability)| *availability))
    }

    /// Whether the page is a list of products: its heading or address says so, or its best price is one of many that look
    /// alike and none of which data names.
    pub(super) fn is_list(&self, page: &Context<'_>) -> bool {
        if lists::says_list(page) {
            return true;
        }
        let Some(best) = self.best_shown() else { return false };
        let named: Vec<Decimal> =
            self.structured().into_iter().filter_map(|(_, product)| best_offer(page, product?)?.low).collect();
        let is_single =
            self.shown.iter().any(|shown| shown.repeats < 3 && !shown.is_former && shown.score > w::ENOUGH.weight());
        if !named.is_empty() {
            let is_shown = self.shown.iter().any(|shown| named.contains(&shown.amount) && shown.repeats < 5);
            return best.repeats >= 6 && !is_shown && !is_single && self.buttons != 1;
        }
        let is_repeated = best.repeats >= 5 || best.repeats >= 3 && self.buttons != 1;
        // A page that calls itself a product's may show many others; but not only others.
        is_repeated && (!self.says_product || !is_single && self.buttons == 0) && !self.has_named_product()
    }

    /// Whether structured data names a product.
    fn has_named_product(&self) -> bool {
        [&self.json_ld, &self.microdata]
            .into_iter()
            .flatten()
            .any(|product| product.name.is_some() && product.is_priced())
    }

    /// The item, if there is one.
    pub(in crate::page) fn item(&self, page: &Context<'_>) -> Option<Item> {
        let data = self.has_data();
        let best = self.best_shown();
        let is_list = self.is_list(page);
        if is_list && (lists::says_list(page) || self.says_product || data) {
            return None;
        }
        // A page with many such buttons is a list.
        let sold = !is_list
            && self.place.button.is_some()
            && (self.place.heading.is_some() || self.buttons <= 3)
            && best.is_some();
        let named = self.says_product && (self.meta.is_priced() || best.is_some());
        let alone = !is_list
            && self.place.heading.is_some()
            && best
                .is_some_and(|shown| shown.score > w::ENOUGH_ALONE.weight() && shown.read.text.chars().count() <= 24);
        if page.address.path.trim_matches('/').is_empty() && !data
            || !(data || sold || named || self.meta.is_priced() || alone)
        {
            return None;
        }
        let mut item = self.facts(page);
        let verdict = self.price(page);
        item.price = verdict.price.filter(|_| !verdict.is_unsure);
        item.availability = self.availability(page);
        if verdict.is_unsure {
            return None;
        }
        if item.availability.is_none() && item.price.is_some() {
            item.availability = Some(Availability::InStock);
        }
        item.sku = self.sku(page);
        item.freight = freight::shown(page, self.place);
        (item.title.is_some() && (item.price.is_some() || item.availability.is_some())).then_some(item)
    }

    /// All but price, availability and number: also what fills the gaps of a site's own rules.
    pub(in crate::page) fn facts(&self, page: &Context<'_>) -> Item {
        let products = || self.structured().into_iter().filter_map(|(_, product)| product);
        let offers = || products().filter_map(|product| best_offer(page, product));
        let described = [self.json_ld.as_ref(), self.microdata.as_ref()];
        let title = described.into_iter().flatten().find_map(|product| product.name.clone());
        let title = title.or_else(|| super::heading(page)).or_else(|| self.meta.name.as_deref().map(without_site));
        let mut item = Item {
            title: title.as_deref().and_then(own_title),
            brand: products().find_map(|product| product.brand.clone()),
            // The chosen variant's own goes before the product's.
            gtin: offers()
                .find_map(|offer| offer.gtin.clone())
                .or_else(|| products().find_map(|product| product.gtin.clone())),
            mpn: offers()
                .find_map(|offer| offer.mpn.clone())
                .or_else(|| products().find_map(|product| product.mpn.clone())),
            seller: products().find_map(|product| product.offers.iter().find_map(|offer| offer.seller.clone())),
            ..Item::default()
        };
        // The chosen variant's picture before those of the product.
        let chosen = products().filter_map(|product| {
            let best = best_offer(page, product)?;
            product.variants.iter().find(|variant| variant.offers.iter().any(|offer| std::ptr::eq(offer, best)))
        });
        let chosen = chosen.flat_map(|variant| variant.images.iter());
        let named: Vec<&String> = chosen.chain(products().flat_map(|product| product.images.iter())).collect();
        item.images = page.gallery(&named);
        if item.images.is_empty() {
            item.images = pictures::shown(page, item.title.as_deref());
        } else if item.images.len() <= 2 {
            // Data often names the main picture only.
            let beside = pictures::beside(page, &item.images, item.title.as_deref());
            item.images = page.gallery(named.into_iter().map(String::as_str).chain(beside));
        }
        for (name, value) in products().flat_map(|product| product.attributes.iter()) {
            put_attribute(&mut item.attributes, name, value);
        }
        item
    }
}

/// A title with its entities decoded, without the glyphs of icon fonts and what is said to those who cannot see the page.
fn own_title(title: &str) -> Option<String> {
    const SAID: [&str; 6] =
        ["Details about", "Détails sur", "Detalles acerca de", "Dettagli su", "Details zu", "Szczegóły o"];
    let is_icon = |c: char| matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFD}' | '\u{200B}'..='\u{200F}');
    let title: String = unescape(title).chars().filter(|c| !is_icon(*c)).collect();
    let title = title.trim();
    let said = SAID.iter().find_map(|said| title.strip_prefix(said));
    clean(said.map_or(title, |rest| rest.trim_start_matches(|c: char| c.is_whitespace() || c == ':')))
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
