//! 1688 offer pages on a PC: everything stands in one inline script, `window.context=(…)(window.contextPath,{…})`, which
//! is JavaScript rather than JSON and says repeated things by `$ref`.

use std::collections::HashMap;

use serde_json::Value;

use super::Site;
use crate::page::address::{Address, leading_digits};
use crate::page::belts;
use crate::page::context::{
    Context, Outcome, clean, count_of, decimal_of, flag_of, holder_of, items, money_of, put_attribute, text_of,
};
use crate::page::js_object::{self, at, follow};
use crate::page::probes::{Expects, Probes, pictures, text};
use crate::record::{Mix, Offer, OfferFreight, Reason, Sku, Supplier, Tier};

/// Rules of this site.
pub(super) const SITE: Site = Site { name: "1688", expects, probes, read, data: None };

fn expects(address: &Address<'_>) -> Option<Expects> {
    (address.is_under("1688.com")
        && !address.host.contains(".m.")
        && !address.host.starts_with("m.")
        && id(address).is_some())
    .then_some(Expects::Offer)
}

/// The offer's id: in the path, or as `offerId`.
pub(super) fn id(address: &Address<'_>) -> Option<String> {
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
    let context = page.snapshot.script("context").and_then(|script| js_object::after(script, "window.contextPath,"));
    let offer = match context.as_ref().and_then(|context| context.get("result")) {
        Some(result) => from_context(page, context.as_ref().unwrap_or(result), result),
        None => super::offer_1688_old::read(page),
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

fn from_context(page: &Context<'_>, root: &Value, result: &Value) -> Option<Offer> {
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
    for name in services.filter_map(|service| service.get("serviceName").and_then(text_of)) {
        if !offer.services.contains(&name) {
            offer.services.push(name);
        }
    }
    offer.supplier = Some(supplier(&offer, root, model, get("data.productTitle.fields")));
    Some(offer)
}

/// Quantity tiers, where the page says that they are; a range over variants becomes one tier at its lowest price.
pub(super) fn tiers(prices: &Value, moq: u32, fallback: Option<&Value>) -> Vec<Tier> {
    let kind = prices.get("priceDisplayType").and_then(Value::as_str).unwrap_or("");
    let current = prices.get("currentPrices").or_else(|| prices.get("disPriceRanges"));
    let ranges = prices.get("disPriceRanges").filter(|ranges| items(Some(ranges)).next().is_some()).or(current);
    let mut tiers: Vec<Tier> = Vec::new();
    for range in items(if kind == "rangePrice" { ranges } else { current }) {
        let price = range.get("discountPrice").and_then(money_of).or_else(|| range.get("price").and_then(money_of));
        let from = range.get("beginAmount").and_then(count_of).and_then(|from| u32::try_from(from).ok());
        if let Some(price) = price {
            tiers.push(Tier { from: from.unwrap_or(moq).max(1), price });
        }
    }
    if kind != "rangePrice" || tiers.is_empty() {
        let lowest = tiers.iter().map(|tier| tier.price).min();
        let price = lowest.or_else(|| {
            let value = fallback?;
            money_of(value).or_else(|| value.as_str()?.split(['-', '~']).next()?.trim().parse().ok())
        });
        return price.map(|price| Tier { from: moq.max(1), price }).into_iter().collect();
    }
    tiers.sort_by_key(|tier| tier.from);
    tiers.dedup_by_key(|tier| tier.from);
    tiers
}

/// The variants, from a map or list of what each costs and the options' pictures.
pub(super) fn skus(page: &Context<'_>, map: Option<&Value>, props: Option<&Value>) -> Vec<Sku> {
    let pictures: HashMap<&str, &str> = items(props)
        .flat_map(|prop| items(prop.get("value")))
        .filter_map(|value| Some((value.get("name")?.as_str()?, value.get("imageUrl")?.as_str()?)))
        .collect();
    let entries: Vec<(Option<&str>, &Value)> = match map {
        Some(Value::Array(list)) => list.iter().map(|sku| (None, sku)).collect(),
        Some(Value::Object(object)) => object.iter().map(|(name, sku)| (Some(name.as_str()), sku)).collect(),
        _ => Vec::new(),
    };
    entries
        .into_iter()
        .take(1000)
        .filter_map(|(key, sku)| {
            let options = sku.get("specAttrs").and_then(Value::as_str).or(key)?.replace("&gt;", ">");
            let options: Vec<&str> = options.split('>').map(str::trim).collect();
            Some(Sku {
                id: sku.get("skuId").and_then(text_of),
                price: sku.get("discountPrice").and_then(money_of).or_else(|| sku.get("price").and_then(money_of)),
                stock: sku.get("canBookCount").and_then(count_of),
                image: options.iter().find_map(|option| pictures.get(option)).and_then(|image| page.resolve(image)),
                name: clean(&options.join(" / ")),
            })
        })
        .collect()
}

/// 混批: 2147483647 means that there is no such bound.
pub(super) fn mix(model: &Value) -> Option<Mix> {
    let supported = model.get("supportMix").or_else(|| model.get("isSupportMix")).is_some_and(flag_of);
    let bound = |key: &str| model.get(key).and_then(count_of).filter(|bound| (1..2_147_483_647).contains(bound));
    let mix =
        Mix { number: bound("mixNumber").and_then(|n| n.try_into().ok()), amount: bound("mixAmount").map(Into::into) };
    (supported && mix != Mix::default()).then_some(mix)
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

/// `55.83%` as 0.5583.
pub(super) fn share(text: &str) -> Option<f64> {
    let number: f64 = text.trim().strip_suffix('%')?.trim().parse().ok()?;
    (0.0..=100.0).contains(&number).then_some((number * 100.0).round() / 10_000.0)
}
