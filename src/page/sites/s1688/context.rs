//! `window.context` of a 1688 offer page: everything that the page knows, part by part.

use serde_json::Value;

use super::offer::id;
use super::parts::{mix, share, skus, tiers};
use crate::page::context::{
    Context, count_of, decimal_of, flag_of, holder_of, items, money_of, put_attribute, text_of,
};
use crate::page::js_object::{at, follow};
use crate::record::{Offer, OfferFreight, Supplier};

/// Reads `result`, whose references start at `root`.
pub(super) fn read(page: &Context<'_>, root: &Value, result: &Value) -> Option<Offer> {
    let get = |path: &str| at(result, path).map(|value| follow(root, value));
    let model = get("global.globalData.model")?;
    let of = |path: &str| path.split('.').try_fold(model, |value, key| value.get(key).map(|value| follow(root, value)));
    let field = |component: &str, path: &str| get(&format!("data.{component}.fields.{path}"));
    let trade = of("tradeModel");
    let trading = |key: &str| trade.and_then(|trade| trade.get(key)).map(|value| follow(root, value));
    let mut offer = Offer {
        id: of("offerDetail.offerId").or_else(|| trading("offerId")).and_then(text_of).or_else(|| id(&page.address)),
        title: field("productTitle", "title")
            .or_else(|| field("gallery", "subject"))
            .or_else(|| of("offerDetail.subject"))
            .or_else(|| get("data.Root.fields.dataJson.tempModel.offerTitle"))
            .and_then(text_of),
        unit: trading("unit").or_else(|| field("productTitle", "unit")).and_then(text_of),
        moq: trading("beginAmount")
            .or_else(|| get("data.Root.fields.dataJson.orderParamModel.orderParam.beginNum"))
            .and_then(count_of)
            .and_then(|moq| moq.try_into().ok())
            .filter(|moq| *moq > 0),
        ..Offer::default()
    };
    let main =
        items(field("gallery", "mainImage")).chain(items(field("gallery", "offerImgList"))).filter_map(Value::as_str);
    let listed = items(of("offerDetail.imageList")).filter_map(|image| image.get("fullPathImageURI")?.as_str());
    offer.images = page.gallery(main.chain(listed));
    for pair in items(of("offerDetail.featureAttributes")) {
        if let (Some(name), Some(value)) =
            (pair.get("name").and_then(Value::as_str), pair.get("value").and_then(text_of))
        {
            put_attribute(&mut offer.attributes, name, &value);
        }
    }
    let hidden = trading("isPricePrivate").is_some_and(flag_of)
        || get("data.Root.fields.dataJson.isPricePrivate").is_some_and(flag_of);
    if !hidden {
        let empty = Value::Null;
        let prices = trading("offerPriceModel").unwrap_or(&empty);
        let fallback = trading("minPrice").or_else(|| trading("priceDisplay"));
        offer.tiers = tiers(prices, offer.moq.unwrap_or(1), fallback);
    }
    offer.skus = skus(page, trading("skuMap"), get("data.Root.fields.dataJson.skuModel.skuProps"));
    if offer.skus.is_empty() {
        let model = |key: &str| get(&format!("data.Root.fields.dataJson.skuModel.{key}"));
        offer.skus = skus(page, model("skuInfoMap"), model("skuProps"));
    }
    offer.mix = trading("mixModel").and_then(mix);
    offer.freight = freight(
        of("detailDescription.freightInfo"),
        field("shippingServices", "postFree"),
        of("promotionModel.promotionSign.freePostage"),
    );
    offer.dispatch = of("detailDescription.freightInfo.logisticsText")
        .or_else(|| field("shippingServices", "deliveryLimitText"))
        .and_then(text_of);
    let services =
        items(field("mainServices", "guaranteeList")).chain(items(field("shippingServices", "buyerProtectionModel")));
    let services = services.chain(items(field("shippingServices", "protectionInfos")));
    for name in services.filter_map(|service| {
        let named = ["serviceName", "name", "text"].iter().find_map(|key| service.get(*key).and_then(text_of));
        named.or_else(|| text_of(service))
    }) {
        if !offer.services.contains(&name) {
            offer.services.push(name);
        }
    }
    offer.supplier = Some(supplier(&offer, root, model, get("data.productTitle.fields")));
    Some(offer)
}

fn freight(info: Option<&Value>, post_free: Option<&Value>, promoted: Option<&Value>) -> Option<OfferFreight> {
    let get = |key: &str| info.and_then(|info| info.get(key));
    let free = [get("freeDeliverFee"), post_free, promoted].into_iter().flatten().any(flag_of);
    let freight = OfferFreight {
        amount: if free {
            Some(0.into())
        } else {
            get("totalCost").and_then(decimal_of).filter(|cost| !cost.is_sign_negative())
        },
        free_from: get("freeEndAmount").and_then(money_of),
        origin: get("location").and_then(text_of),
    };
    (freight != OfferFreight::default()).then_some(freight)
}

fn supplier(offer: &Offer, root: &Value, model: &Value, title: Option<&Value>) -> Supplier {
    let seller = model.get("sellerModel").map(|seller| follow(root, seller));
    let shop = title.and_then(|title| title.get("shopInfo")).map(|shop| follow(root, shop));
    let signs = seller.and_then(|seller| at(seller, "sellerSign.signs"));
    let signed = |sign: &str| signs.and_then(|signs| signs.get(sign)).is_some_and(flag_of);
    let mut flags = Vec::new();
    let mut add = |flag: &str| {
        if !flag.is_empty() && !flags.iter().any(|known| known == flag) {
            flags.push(flag.to_owned());
        }
    };
    let labels = title.and_then(|title| title.get("labels"));
    items(labels).filter_map(Value::as_str).for_each(&mut add);
    let tags = title.and_then(|title| title.get("tagList"));
    items(tags).filter_map(|tag| tag.get("text")?.as_str()).for_each(&mut add);
    let drops = at(model, "consignModel.consignSign.signs");
    if drops.and_then(|signs| signs.get("isSupportConsignIssuing")).is_some_and(flag_of) {
        add("一件代发");
    }
    if shop.and_then(|shop| shop.get("isPm")).is_some_and(flag_of) || signed("isSlsj") {
        add("实力商家");
    }
    if signed("isTp") {
        add("诚信通");
    }
    if let Some(source) = offer.attributes.get("货源类型").filter(|kind| kind.contains("厂")) {
        add(source);
    }
    let named = |value: Option<&Value>, key: &str| value.and_then(|value| value.get(key)).and_then(text_of);
    let rate = named(shop, "byrRepeatRate3m").or_else(|| named(seller, "byrRepeatRate3m"));
    let years = holder_of(model, "tpYear").and_then(|holder| holder.get("tpYear")).and_then(count_of);
    Supplier {
        name: named(seller, "companyName")
            .or_else(|| named(shop, "companyName"))
            .or_else(|| named(shop, "authCompanyName")),
        place: offer.freight.as_ref().and_then(|freight| freight.origin.clone()),
        repurchase_rate: rate.as_deref().and_then(share),
        years: years.and_then(|years| years.try_into().ok()),
        flags,
        belt: None,
    }
}
