//! The judge of the price: the claims of all sources, added up by amount.

use std::collections::HashSet;

use rust_decimal::Decimal;

use super::claims::{Candidate, Claim, Field, Why};
use super::evidence::{Evidence, Source, best_offer};
use super::visible::Shown;
use super::weights as w;
use crate::page::context::{Context, price_of};
use crate::page::price_text;
use crate::record::{Price, PriceKind};

/// What is made of the claims.
#[derive(Debug, Default)]
pub(in crate::page) struct Verdict {
    /// The price, where one is surest.
    pub(in crate::page) price: Option<Price>,
    /// Two amounts are too near one another to choose.
    pub(in crate::page) is_unsure: bool,
}

impl Evidence {
    /// What data and what is shown says of the price.
    pub(super) fn price_claims(&self, page: &Context<'_>) -> Vec<Claim> {
        let former = self.former(page);
        let rules = [w::JSON_LD, w::MICRODATA, w::META];
        let offers: Vec<_> = self
            .structured()
            .into_iter()
            .map(|(source, product)| (source, product.and_then(|product| best_offer(page, product))))
            .collect();
        let named: Vec<Decimal> = offers.iter().filter_map(|(_, offer)| offer.and_then(|offer| offer.low)).collect();
        let mut claims = Vec::new();
        for ((source, offer), rule) in offers.iter().zip(rules) {
            let Some(low) = offer.and_then(|offer| offer.low) else { continue };
            let mut why = vec![Why::of(rule)];
            let is_shown = self.shown.iter().any(|shown| shown.amount == low);
            if !is_shown && !self.shown.is_empty() {
                why.push(Why::of(w::NOT_SHOWN));
            }
            if former.contains(&low.normalize()) {
                why.push(Why::of(w::FORMER_ELSEWHERE));
            }
            // A sale that one source has not heard of yet: half the price at least, or it is another thing's.
            let is_lower = |other: &Decimal| low < *other && low * Decimal::TWO >= *other;
            let is_other = |shown: &Shown| {
                let is_present = !shown.is_former && shown.score > w::ENOUGH.weight();
                shown.amount != low && (is_present || named.contains(&shown.amount))
            };
            if named.iter().any(is_lower) && !self.shown.iter().any(is_other) {
                why.push(Why::of(w::LOWER_OF_SOURCES));
            }
            claims.push(Claim {
                field: Field::Price,
                value: low.normalize().to_string(),
                source: *source,
                place: String::new(),
                text: String::new(),
                why,
            });
        }
        for shown in &self.shown {
            claims.push(Claim {
                field: Field::Price,
                value: shown.amount.normalize().to_string(),
                source: Source::Visible,
                place: path(page, shown.element),
                text: shown.read.text.clone(),
                why: shown.why.clone(),
            });
        }
        claims
    }

    /// Amounts that are called former, by the page or in data, and by nothing present.
    fn former(&self, page: &Context<'_>) -> HashSet<Decimal> {
        let mut former: HashSet<Decimal> =
            self.shown.iter().filter(|shown| shown.is_former).map(|shown| shown.amount.normalize()).collect();
        let names = [
            "og:price:standard_amount",
            "product:original_price:amount",
            "product:price:original_amount",
            "product:price:standard_amount",
        ];
        former.extend(
            names
                .iter()
                .filter_map(|name| page.snapshot.meta(name))
                .filter_map(|text| super::json_ld::amount_in(page, text))
                .map(|amount| amount.normalize()),
        );
        let lists =
            self.structured().into_iter().filter_map(|(_, product)| product).flat_map(|product| product.offers.iter());
        former.extend(
            lists
                .filter_map(|offer| offer.list_price.filter(|list| offer.low != Some(*list)))
                .map(|amount| amount.normalize()),
        );
        let present: HashSet<Decimal> = self
            .shown
            .iter()
            .filter(|shown| !shown.is_former && shown.score > w::ENOUGH.weight())
            .map(|shown| shown.amount.normalize())
            .collect();
        let is_shown = |amount: &Decimal| self.shown.iter().any(|shown| shown.amount.normalize() == *amount);
        // Another amount in data counts against one that is shown only if it is shown as well.
        let named = |amount: &Decimal| {
            let mut lows = self.structured().into_iter().filter_map(|(_, product)| best_offer(page, product?)?.low);
            lows.any(|low| low.normalize() != *amount && (is_shown(&low.normalize()) || !is_shown(amount)))
        };
        let has_other = |amount: &Decimal| present.iter().any(|other| other != amount) || named(amount);
        former.into_iter().filter(|amount| !present.contains(amount) && has_other(amount)).collect()
    }

    /// The amounts, best first: structured data weighs by its source, what is shown by the best place where it is shown.
    fn candidates(&self, page: &Context<'_>) -> Vec<Candidate> {
        let mut candidates: Vec<Candidate> = Vec::new();
        for claim in self.price_claims(page).iter().filter(|claim| claim.source != Source::Visible) {
            let Ok(amount) = claim.value.parse::<Decimal>() else { continue };
            let offer = self
                .structured()
                .into_iter()
                .find(|(source, _)| *source == claim.source)
                .and_then(|(_, product)| best_offer(page, product?));
            let at = candidates.iter().position(|known| known.amount == amount).unwrap_or_else(|| {
                candidates.push(Candidate { amount, score: 0.0, currency: None, high: None, in_data: true });
                candidates.len() - 1
            });
            if let Some(known) = candidates.get_mut(at) {
                known.score += claim.score();
                known.currency = known.currency.take().or_else(|| offer.and_then(|offer| offer.currency.clone()));
                known.high = known.high.or(offer.and_then(|offer| offer.high).filter(|high| *high > amount));
            }
        }
        let mut seen = HashSet::new();
        for shown in &self.shown {
            let amount = shown.amount.normalize();
            if !seen.insert(amount) {
                continue;
            }
            let best = self.best_of(amount).map_or(f64::MIN, |best| if best.is_former { f64::MIN } else { best.score });
            match candidates.iter_mut().find(|known| known.amount == amount) {
                // What is former adds nothing to its own claim.
                Some(known) => known.score += best.max(0.0),
                None if best > w::ENOUGH.weight() => {
                    candidates.push(Candidate { amount, score: best, currency: None, high: None, in_data: false });
                }
                None => {}
            }
        }
        let first = |amount: Decimal| {
            self.shown.iter().find(|shown| shown.amount.normalize() == amount).map_or(0, |shown| shown.order)
        };
        crate::sorting::sort_by(&mut candidates, |one, other| {
            other.score.total_cmp(&one.score).then_with(|| first(one.amount).cmp(&first(other.amount)))
        });
        candidates
    }

    /// Where the amount is shown best, places where it is a present price before those where it is not.
    fn best_of(&self, amount: Decimal) -> Option<&Shown> {
        let all = self.shown.iter().filter(|shown| shown.amount.normalize() == amount);
        all.max_by(|one, other| other.is_former.cmp(&one.is_former).then(one.score.total_cmp(&other.score)))
    }

    /// The price that most speaks for.
    pub(in crate::page) fn price(&self, page: &Context<'_>) -> Verdict {
        let candidates = self.candidates(page);
        let Some(best) = candidates.first() else {
            return Verdict { price: self.last_resort(page), is_unsure: false };
        };
        let is_unsure = candidates.get(1).is_some_and(|next| {
            // A fee of a few cents beside a price is no other price of the same thing.
            let are_like = best.amount < next.amount * Decimal::TEN && next.amount < best.amount * Decimal::TEN;
            let is_range = best.high == Some(next.amount) || next.high == Some(best.amount);
            best.score - next.score < w::UNSURE.weight() && !best.in_data && !next.in_data && are_like && !is_range
        });
        let shown = self.best_of(best.amount);
        let place = price_text::currency_of_place(page.address.host, &page.snapshot.language).map(str::to_owned);
        // An amount brings its own currency: a page may show another than its data has.
        let currency = best.currency.clone().or_else(|| shown.and_then(|shown| shown.read.currency.clone())).or(place);
        let max = best.high.or_else(|| shown.and_then(|shown| shown.read.max)).filter(|max| *max > best.amount);
        let amount = shown.map_or(best.amount, |shown| shown.amount);
        let conditional = shown
            .and_then(|shown| price_of(&shown.read))
            .map(|price| price.kind)
            .filter(|kind| kind.is_conditional() && !best.in_data);
        let kind = conditional.unwrap_or(if max.is_some() { PriceKind::From } else { PriceKind::Sale });
        let text = shown.map(|shown| shown.read.text.clone());
        Verdict { price: Some(Price { currency, min: amount, max: max.unwrap_or(amount), kind, text }), is_unsure }
    }

    /// Of a page that surely has a product but neither data nor names that tell its price: the likeliest of what it
    /// shows, or what stands in the heading, as classified advertisements have it.
    fn last_resort(&self, page: &Context<'_>) -> Option<Price> {
        let present = self.shown.iter().filter(|shown| !shown.is_former && shown.score > w::LAST_RESORT.weight());
        let likeliest = present.max_by(|one, other| one.score.total_cmp(&other.score));
        let former = self.best_shown().filter(|shown| shown.is_former);
        let read = match former.or(likeliest) {
            Some(shown) => shown.read.clone(),
            None => page.price_text(&super::heading(page)?),
        };
        read.symbol.as_ref()?;
        price_of(&read)
    }

    /// The best price shown; a former one only where there is no present one, whatever its element is called.
    pub(super) fn best_shown(&self) -> Option<&Shown> {
        let good = self.shown.iter().filter(|shown| shown.score > w::ENOUGH.weight() && !shown.is_former);
        let best = good.max_by(|one, other| one.score.total_cmp(&other.score).then(other.order.cmp(&one.order)));
        let former = || {
            let former = self.shown.iter().filter(|shown| shown.is_former && shown.score > w::ENOUGH_FORMER.weight());
            former.max_by(|one, other| one.score.total_cmp(&other.score))
        };
        best.or_else(former)
    }

    /// Whether the page sells at just one price.
    pub(super) fn has_one_price(&self) -> bool {
        let present = self.shown.iter().filter(|shown| !shown.is_former && shown.score > w::ENOUGH.weight());
        let amounts: HashSet<Decimal> = present.map(|shown| shown.amount.normalize()).collect();
        self.has_button() && amounts.len() == 1
    }

    /// The price of the structured data alone.
    pub(in crate::page) fn data_price(&self, page: &Context<'_>) -> Option<Price> {
        self.structured().into_iter().find_map(|(_, product)| {
            let offer = best_offer(page, product?)?;
            let low = offer.low?;
            let high = offer.high.unwrap_or(low).max(low);
            let kind = if high > low { PriceKind::From } else { PriceKind::Sale };
            Some(Price { currency: offer.currency.clone(), min: low, max: high, kind, text: None })
        })
    }
}

/// The innermost elements around one.
pub(super) fn path(page: &Context<'_>, element: u32) -> String {
    let names = page.snapshot.path(element).take(5);
    names
        .map(|(_, element)| format!("{}#{}.{}", element.tag, element.id, element.class))
        .collect::<Vec<_>>()
        .join(" < ")
}
