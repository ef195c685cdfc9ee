//! 1688 offer pages on a phone: `window.__INIT_DATA={…}`, with one component per number.

use serde_json::Value;

use super::offer::{finish, id};
use super::parts::{mix, share, skus, tiers};
use crate::page::address::Address;
use crate::page::context::{Context, Outcome, clean, count_of, flag_of, items, put_attribute, text_of};
use crate::page::js_object::{self, at};
use crate::page::probes::{Expects, Probes, pictures, text};
use crate::page::sites::Site;
use crate::record::{Offer, OfferFreight, Supplier};

/// Rules of this site.
pub(in crate::page::sites) const SITE: Site = Site { name: "1688_mobile", expects, probes, read, data: None };

fn expects(address: &Address<'_>) -> Option<Expects> {
    let mobile = address.is_under("m.1688.com") || address.is_under("1688.com") && address.host.contains(".m.");
    (mobile && id(address).is_some()).then_some(Expects::Offer)
}

fn probes(expects: Expects) -> Probes {
    Probes::new("1688_mobile", expects)
        .nodes([
            text("title", ".offer-title, [class*=\"title-text\"], h1"),
            pictures("gallery", "[class*=\"swiper\"] img, [class*=\"main-pic\"] img"),
        ])
        .script("init", "window.__INIT_DATA")
        .anchors(&["[class*=\"price-wrapper\"]", "[class*=\"offer-price\"]", "[class*=\"price\"]"])
        .watch(&["[class*=\"offer-price\"]"])
}

fn read(page: &Context<'_>) -> Outcome {
    let data = page.snapshot.script("init").and_then(|script| js_object::after(script, "window.__INIT_DATA"));
    let mut offer = data.and_then(|data| from_data(page, &data)).unwrap_or_default();
    offer.title = offer.title.or_else(|| page.snapshot.text("title").and_then(clean));
    offer.id = offer.id.or_else(|| id(&page.address));
    if offer.images.is_empty() {
        offer.images = page.pictures("gallery");
    }
    finish(offer)
}

fn from_data(page: &Context<'_>, data: &Value) -> Option<Offer> {
    let global = data.get("globalData")?;
    let get = |path: &str| at(global, path);
    let component = |kind: &str| {
        let components = data.get("data")?.as_object()?;
        let found = components.values().find(|component| {
            component.get("componentType").and_then(Value::as_str).is_some_and(|name| name.ends_with(kind))
        })?;
        found.get("data")
    };
    let part = |kind: &str, path: &str| component(kind).and_then(|data| at(data, path).cloned());
    let mut offer = Offer {
        id: get("tempModel.offerId").or_else(|| get("offerBaseInfo.offerId")).and_then(text_of),
        title: get("tempModel.offerTitle").or_else(|| get("shareModel.subject")).and_then(text_of),
        unit: get("tempModel.offerUnit")
            .and_then(text_of)
            .or_else(|| part("offer-price", "unit").as_ref().and_then(text_of)),
        moq: get("orderParamModel.orderParam.beginNum")
            .and_then(count_of)
            .and_then(|moq| moq.try_into().ok())
            .filter(|moq| *moq > 0),
        ..Offer::default()
    };
    let full = items(get("images")).filter_map(|image| image.get("fullPathImageURI")?.as_str());
    let shared = get("shareModel.picUrl").and_then(Value::as_str);
    offer.images = page.gallery(full.chain(shared));
    let hidden = get("isPricePrivate").is_some_and(flag_of);
    if !hidden {
        let params = get("orderParamModel.orderParam.skuParam");
        // The same model under other names.
        let model = part("offer-price", "priceModel").unwrap_or_else(|| {
            serde_json::json!({
                "priceDisplayType": params.and_then(|params| params.get("skuPriceType")),
                "currentPrices": params.and_then(|params| params.get("skuRangePrices")),
            })
        });
        offer.tiers = tiers(&model, offer.moq.unwrap_or(1), get("tempModel.price"));
    }
    offer.skus =
        skus(page, get("skuModel.skuInfoMap").or_else(|| get("skuModel.skuInfoMapOriginal")), get("skuModel.skuProps"));
    offer.mix = get("mixModel").and_then(mix);
    for pair in items(part("offer-attribute", "propsList").as_ref()).chain(items(get("blackPage.property.propsList"))) {
        if let (Some(name), Some(value)) =
            (pair.get("name").and_then(Value::as_str), pair.get("value").and_then(text_of))
        {
            put_attribute(&mut offer.attributes, name, &value);
        }
    }
    let logistics = component("offer-logistics");
    let logistic = |key: &str| logistics.and_then(|logistics| logistics.get(key)).and_then(text_of);
    let origin = logistic("location");
    let fee = logistic("logistics").and_then(|text| page.price_text(&text).freight?.amount);
    if origin.is_some() || fee.is_some() {
        offer.freight = Some(OfferFreight { amount: fee, free_from: None, origin: origin.clone() });
    }
    offer.dispatch = logistic("deliveryLimitTxt");
    for service in
        items(part("offer-service", "serviceDetail").as_ref()).filter_map(|s| s.get("serviceName").and_then(text_of))
    {
        offer.services.push(service);
    }
    let mut flags = Vec::new();
    let scenes = part("order-tab", "sceneList");
    if items(scenes.as_ref()).any(|scene| scene.get("sceneKey").and_then(Value::as_str) == Some("consign"))
        || get("offerModelSign.isOnePsale").is_some_and(flag_of)
    {
        flags.push("一件代发".to_owned());
    }
    if get("sellerSign.signs.isSlsj").is_some_and(flag_of) {
        flags.push("实力商家".to_owned());
    }
    if get("sellerSign.signs.isTp").is_some_and(flag_of) {
        flags.push("诚信通".to_owned());
    }
    for text in items(get("easeBuyDealer.showText")).filter_map(text_of) {
        offer.services.push(text);
    }
    let rate = crate::page::context::holder_of(data, "byrRepeatRate3m")
        .and_then(|holder| holder.get("byrRepeatRate3m")?.as_str());
    offer.supplier = Some(Supplier {
        name: get("tempModel.companyName").or_else(|| get("shareModel.companyName")).and_then(text_of),
        place: origin,
        repurchase_rate: rate.and_then(share),
        flags,
        ..Supplier::default()
    });
    Some(offer)
}
