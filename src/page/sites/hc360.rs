//! hc360 (慧聪网) supply pages, on a PC and a phone. Known from descriptions only.

use super::Site;
use crate::page::address::Address;
use crate::page::belts;
use crate::page::context::{Context, Outcome, clean, picture_of, put_attribute};
use crate::page::probes::{Expects, NodeProbe, Probes, node, pictures, text};
use crate::record::{Offer, OfferFreight, Reason, Supplier, Tier};
use crate::sorting;

/// Rules of this site.
pub(super) const SITE: Site = Site { name: "hc360", expects, probes, read, data: None };

fn expects(address: &Address<'_>) -> Option<Expects> {
    (address.is_under("hc360.com") && id(address).is_some()).then_some(Expects::Offer)
}

pub(super) fn id(address: &Address<'_>) -> Option<String> {
    ["/supplyself/", "/supplyself_pics/", "/supply/"]
        .iter()
        .find_map(|before| address.digits_after(before))
        .map(str::to_owned)
}

fn probes(expects: Expects) -> Probes {
    let row = NodeProbe {
        parts: vec![text("cell", "th, td").limit(8).longest(200)],
        ..node("row", "#pdetail tr, .d-vopy-parm li, .parameter li").limit(60).longest(200)
    };
    Probes::new("hc360", expects)
        .nodes([
            text("title", "#comTitle, .proTitCon h1, .title h1, h1"),
            text("price", "#oriPriceTop, .item-cur-tab .top-price, .topPriceRig, .price").longest(80).limit(4),
            text("moq", "#supplyInfoNum, .supply-num, .minOrder").longest(60),
            text("company", ".comply-name a, .companyName, .p-name, .sec-company h3").longest(80),
            text("place", ".address, .companyAddress, .region").longest(60),
            text("tier", ".item-cur-tab tr, .price-range li").limit(8).longest(80),
            pictures("gallery", "#thumblist li img, .tab-content img, .bigImg img"),
            row,
        ])
        .anchors(&["#oriPriceTop", ".topPriceRig", ".price"])
}

fn read(page: &Context<'_>) -> Outcome {
    let snapshot = page.snapshot;
    let mut offer = Offer {
        platform: Some("hc360".to_owned()),
        currency: Some("CNY".to_owned()),
        id: id(&page.address),
        title: snapshot.text("title").and_then(clean),
        ..Offer::default()
    };
    for text in snapshot.found("tier").map(|node| page.price_text(&node.text)) {
        if let (Some((price, _)), Some(from)) = (text.range(), text.quantity.and_then(|from| u32::try_from(from).ok()))
        {
            offer.tiers.push(Tier { from: from.max(1), price });
        }
    }
    sorting::sort_by_key(&mut offer.tiers, |tier| tier.from);
    let read = snapshot.found("price").map(|node| page.price_text(&node.text)).find(|text| text.range().is_some());
    let stated = snapshot.text("moq").map(|text| page.price_text(text)).and_then(|text| text.moq);
    let moq = stated.or_else(|| read.as_ref()?.moq).and_then(|moq| u32::try_from(moq).ok());
    offer.moq = moq.or_else(|| offer.tiers.first().map(|tier| tier.from));
    if let Some(read) = read {
        offer.unit = read.per.clone().or(read.unit.clone());
        if let Some((price, _)) = read.range().filter(|_| offer.tiers.is_empty()) {
            offer.tiers.push(Tier { from: offer.moq.unwrap_or(1), price });
        }
    }
    // `100x100` thumbnails; the same name with 300x300 is the larger one.
    let pictures: Vec<String> =
        snapshot.found("gallery").filter_map(picture_of).map(|address| address.replace("100x100", "300x300")).collect();
    offer.images = page.gallery(pictures);
    for row in snapshot.found("row") {
        // A row may hold two names with their values.
        let cells: Vec<&str> = row.found("cell").map(|cell| cell.text.as_str()).collect();
        for pair in cells.chunks_exact(2) {
            if let [name, value] = pair {
                put_attribute(&mut offer.attributes, name, value);
            }
        }
        if let Some((name, value)) = row.text.split_once(['：', ':']).filter(|_| cells.is_empty()) {
            put_attribute(&mut offer.attributes, name, value);
        }
    }
    let place = snapshot.text("place").and_then(clean);
    offer.freight = place.clone().map(|place| OfferFreight { origin: Some(place), ..OfferFreight::default() });
    let supplier = Supplier { name: snapshot.text("company").and_then(clean), place, ..Supplier::default() };
    offer.supplier = (supplier != Supplier::default()).then_some(supplier);
    offer.brand = offer.attributes.get("品牌").cloned();
    if offer.title.is_none() && offer.tiers.is_empty() {
        return Outcome::Nothing(Reason::PageChanged);
    }
    belts::assign(&mut offer);
    Outcome::Offer(offer)
}
