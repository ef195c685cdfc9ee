//! 1688 offer pages on a PC: everything stands in one inline script, `window.context=(…)(window.contextPath,{…})`, which
//! is JavaScript rather than JSON and says repeated things by `$ref`.

use super::context;
use crate::page::address::{Address, leading_digits};
use crate::page::belts;
use crate::page::context::{Context, Outcome, clean};
use crate::page::js_object;
use crate::page::probes::{Expects, Probes, pictures, text};
use crate::page::sites::Site;
use crate::record::{Offer, Reason, Tier};

/// Rules of this site.
pub(in crate::page::sites) const SITE: Site = Site { name: "1688", expects, probes, read, data: None };

fn expects(address: &Address<'_>) -> Option<Expects> {
    (address.is_under("1688.com")
        && !address.host.contains(".m.")
        && !address.host.starts_with("m.")
        && id(address).is_some())
    .then_some(Expects::Offer)
}

/// The offer's id: in the path, or as `offerId`.
pub(in crate::page::sites) fn id(address: &Address<'_>) -> Option<String> {
    let from_path = address.digits_after("/offer/").map(str::to_owned);
    from_path.or_else(|| address.parameter("offerId").and_then(|id| leading_digits(&id).map(str::to_owned)))
}

fn probes(expects: Expects) -> Probes {
    Probes::new("1688", expects)
        .nodes([
            text("title", "#productTitle h1, .title-content h1, #mod-detail-title h1, .title-text"),
            text(
                "price",
                ".price-info .price, .price-content .price, .mod-detail-price .value, [class*=\"price-box\"]",
            )
            .longest(80),
            text("moq", ".price-info .unit, .mod-detail-price .amount, [class*=\"beginAmount\"]").longest(40),
            pictures("gallery", "#gallery .od-gallery-list li img, .od-gallery-img, #dt-tab img"),
            text("company", ".shop-company-name h1, .company-name, [class*=\"companyName\"]").longest(80),
            text("flag", ".od-shop-tag, .shop-tag, [class*=\"factory-tag\"]").limit(10).longest(20),
        ])
        .script("context", "window.contextPath,")
        .script("old_config", "iDetailConfig")
        .script("old_data", "iDetailData")
        .anchors(&["#mainPrice .price-info", "#mainPrice", ".price-info", ".mod-detail-price"])
        .watch(&["#mainPrice", "#skuSelection"])
}

fn read(page: &Context<'_>) -> Outcome {
    let script = page.snapshot.script("context").and_then(|script| js_object::after(script, "window.contextPath,"));
    let offer = match script.as_ref().and_then(|script| script.get("result")) {
        Some(result) => context::read(page, script.as_ref().unwrap_or(result), result),
        None => super::old::read(page),
    };
    let mut offer = offer.unwrap_or_default();
    let shown = |probe| page.snapshot.text(probe).and_then(clean);
    offer.title = offer.title.or_else(|| shown("title"));
    offer.id = offer.id.or_else(|| id(&page.address));
    if offer.images.is_empty() {
        offer.images = page.pictures("gallery");
    }
    if offer.tiers.is_empty()
        && let Some(read) = page.snapshot.text("price").map(|text| page.price_text(text))
        && let Some((price, _)) = read.range()
    {
        let moq = page.snapshot.text("moq").and_then(|text| page.price_text(text).quantity).or(read.moq);
        let from = moq.and_then(|moq| moq.try_into().ok()).unwrap_or(1);
        offer.moq = offer.moq.or(Some(from));
        offer.tiers.push(Tier { from, price });
    }
    if let Some(company) = shown("company") {
        offer.supplier.get_or_insert_default().name.get_or_insert(company);
    }
    finish(offer)
}

/// What every 1688 offer gets in the end; one without a title or price is no offer.
pub(super) fn finish(mut offer: Offer) -> Outcome {
    if offer.title.is_none() && offer.tiers.is_empty() {
        return Outcome::Nothing(Reason::PageChanged);
    }
    offer.platform = Some("1688".to_owned());
    offer.currency = Some("CNY".to_owned());
    if offer.url.is_none() {
        offer.url = offer.id.as_ref().map(|id| format!("https://detail.1688.com/offer/{id}.html"));
    }
    offer.brand =
        offer.attributes.get("品牌").filter(|brand| !matches!(brand.as_str(), "其他" | "无" | "OEM")).cloned();
    belts::assign(&mut offer);
    Outcome::Offer(offer)
}
