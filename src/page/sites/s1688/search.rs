//! 1688 search results, by words and by picture: data in the page of 2024, elements in today's.

use rust_decimal::Decimal;

use super::listed::{self, finish, is_flag};
use super::parts::share;
use crate::page::address::{Address, leading_digits};
use crate::page::context::{Context, Outcome, clean, items, picture_of};
use crate::page::js_object;
use crate::page::picture_address;
use crate::page::probes::{Expects, Probes, node, pictures, text};
use crate::page::sites::Site;
use crate::page::sites::cards::outermost;
use crate::page::snapshot::Node;
use crate::record::{Card, Offer, OfferFreight, Supplier, Tier};

/// Rules of this site.
pub(in crate::page::sites) const SITE: Site =
    Site { name: "1688_search", expects, probes, read, data: Some(listed::data) };

fn expects(address: &Address<'_>) -> Option<Expects> {
    let list = [
        "offer_search",
        "/youyuan/",
        "image-search",
        "imageSearch",
        "pc-search",
        "offerlist",
        "offer-list",
        "1688-search",
    ];
    let place = address.is_under("1688.com")
        && (list.iter().any(|part| address.path.contains(part)) || address.host == "s.1688.com");
    place.then_some(Expects::List)
}

#[rustfmt::skip]
const CARD: &str = "a.search-offer-wrapper, .search-offer-item, .sm-offer-item, .space-offer-card-box, [class*=\"offer-card--\"], .offer_item, .i18n-card-wrap, .img-search-offer-item, div.offer-item, .normalcommon-offer-card";

fn probes(expects: Expects) -> Probes {
    Probes::new("1688_search", expects)
        .cards(
            CARD,
            &[".offer-price-row", ".price-item", ".price", "[class*=\"price\"]"],
            [
                text("title", ".offer-title-row .title-text, .title-text, .offer-title, [class*=\"title\"]")
                    .longest(200),
                text("price", ".offer-price-row .price-item, .price-item, .showPricec, .price, [class*=\"price\"]")
                    .limit(4)
                    .longest(80),
                text("tag", ".offer-tag-row .offer-desc-item, .offer-desc-item, [class*=\"tag\"]")
                    .limit(12)
                    .longest(30),
                text("after", ".col-desc_after, .col-desc, [class*=\"sale\"]").limit(4).longest(40),
                text("shop", ".offer-shop-row .desc-text, .company-name, [class*=\"company\"], [class*=\"shop\"]")
                    .longest(60),
                text("place", ".location, [class*=\"location\"], [class*=\"address\"]").longest(30),
                node("link", "a[href*=\"offer\"], a[href*=\"offerId\"], a").limit(4).take(&["href"]),
                pictures("picture", "img").limit(3),
            ],
        )
        .script("list", "\"listOffer\"")
        .watch(&[".feeds-wrapper", "#sm-offer-list", "[class*=\"offer-list\"]", ".space-common-offerlist"])
}

fn read(page: &Context<'_>) -> Outcome {
    let mut cards: Vec<_> = outermost(page)
        .filter_map(|(index, card)| Some((Some(index), Card::Offer(from_element(page, card)?))))
        .collect();
    let listed = page.snapshot.script("list").and_then(|script| js_object::after(script, "\"listOffer\":"));
    let listed: Vec<Offer> = items(listed.as_ref()).filter_map(|entry| listed::offer(page, entry)).collect();
    if cards.is_empty() {
        cards = listed.into_iter().map(|offer| (None, Card::Offer(offer))).collect();
    } else {
        for (_, card) in &mut cards {
            if let Card::Offer(shown) = card
                && let Some(known) = listed.iter().find(|known| same(known, shown))
            {
                *shown = known.clone();
            }
        }
        let missing = listed
            .into_iter()
            .filter(|known| !cards.iter().any(|(_, card)| matches!(card, Card::Offer(shown) if same(known, shown))));
        let missing: Vec<_> = missing.map(|offer| (None, Card::Offer(offer))).collect();
        cards.extend(missing);
    }
    Outcome::Cards(cards)
}

/// Whether a card and an entry of the page's data are one offer: a card whose link goes through the advertiser's counter
/// has no id.
fn same(known: &Offer, shown: &Offer) -> bool {
    let picture = |offer: &Offer| offer.images.first().map(|address| picture_address::identity(address));
    if shown.id.is_some() {
        known.id == shown.id
    } else {
        known.title == shown.title || shown.title.is_none() && picture(known) == picture(shown)
    }
}

fn from_element(page: &Context<'_>, card: &Node) -> Option<Offer> {
    let own = card.attribute("href").into_iter();
    let links: Vec<&str> = own.chain(card.found("link").filter_map(|link| link.attribute("href"))).collect();
    let id = links.iter().find_map(|link| {
        let address = page.resolve(link)?;
        let address = Address::parse(&address)?;
        super::offer::id(&address)
    });
    let id = id.or_else(|| card.attribute("data-id").and_then(leading_digits).map(str::to_owned));
    // The price's row also holds the sales; of the elements whose names speak of a price, the first that reads as one.
    let texts: Vec<_> = card.found("price").map(|node| page.price_text(&node.text)).collect();
    let price = texts.iter().find_map(|text| text.range()).map(|(min, _)| min);
    let words: Vec<&str> = card.found("tag").chain(card.found("after")).map(|node| node.text.as_str()).collect();
    let begin = words.iter().map(|text| page.price_text(text)).chain(texts).find_map(|text| text.moq);
    let moq = begin.and_then(|moq| u32::try_from(moq).ok());
    let mut offer = Offer {
        url: links.iter().find_map(|link| page.resolve(link)),
        title: card.part("title").and_then(clean),
        images: page.gallery(card.found("picture").filter_map(picture_of).take(1)),
        tiers: price.map(|price| Tier { from: moq.unwrap_or(1), price }).into_iter().collect(),
        moq,
        id,
        ..Offer::default()
    };
    if words.iter().any(|word| word.contains("包邮")) {
        offer.freight = Some(OfferFreight { amount: Some(Decimal::ZERO), ..OfferFreight::default() });
    }
    let rate = words
        .iter()
        .find(|word| word.contains("回头率") || word.contains("复购率"))
        .and_then(|word| share(word.trim_start_matches(|c: char| !c.is_ascii_digit())));
    let supplier = Supplier {
        name: card.part("shop").and_then(clean),
        place: card.part("place").and_then(clean),
        years: words.iter().find_map(|word| word.strip_suffix('年').and_then(|years| years.trim().parse().ok())),
        repurchase_rate: rate,
        flags: words.iter().filter(|word| is_flag(word)).map(|word| (*word).to_owned()).collect(),
        belt: None,
    };
    offer.supplier = (supplier != Supplier::default()).then_some(supplier);
    finish(offer)
}
