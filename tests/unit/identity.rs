use super::*;

fn offer(platform: Option<&str>, id: Option<&str>, url: Option<&str>) -> Offer {
    let text = |text: &str| text.to_owned();
    Offer { platform: platform.map(text), id: id.map(text), url: url.map(text), ..Offer::default() }
}

fn item(id: Option<&str>, url: Option<&str>, sku: Option<&str>) -> Item {
    let text = |text: &str| text.to_owned();
    Item { id: id.map(text), url: url.map(text), sku: sku.map(text), ..Item::default() }
}

#[test]
fn an_offer_is_one_with_its_id_its_address_or_both() {
    for (platform, id, url) in [
        ("1688", "610947572360", "https://detail.1688.com/offer/610947572360.html"),
        ("1688", "610947572360", "https://m.1688.com/offer/610947572360.html?spm=a26#top"),
        ("alibaba", "1600123456789", "https://www.alibaba.com/product-detail/Mug_1600123456789.html"),
    ] {
        let both = listing_key(&offer(Some(platform), Some(id), Some(url)));
        assert_eq!(listing_key(&offer(Some(platform), Some(id), None)), both, "{url}: by its id");
        assert_eq!(listing_key(&offer(None, None, Some(url))), both, "{url}: by its address");
        assert_eq!(listing_key(&offer(Some(platform), None, Some(url))), both, "{url}: by marketplace and address");
        assert_eq!(listing_key(&offer(None, Some(id), Some(url))), both, "{url}: the address says whose id it is");
        assert_ne!(listing_key(&offer(Some(platform), None, None)), both, "{url}: neither is another");
    }
}

#[test]
fn offers_of_other_ids_marketplaces_and_addresses_are_others() {
    let mut keys: Vec<u64> = [
        offer(Some("1688"), Some("1"), None),
        offer(Some("1688"), Some("2"), None),
        offer(Some("hc360"), Some("1"), None),
        offer(None, Some("1"), None),
        offer(None, None, Some("https://factory.example/1")),
        offer(None, None, Some("https://factory.example/1?lang=en")),
        offer(None, None, None),
        Offer { title: Some("勺子".into()), ..Offer::default() },
    ]
    .iter()
    .map(listing_key)
    .collect();
    keys.sort_unstable();
    keys.dedup();
    assert_eq!(keys.len(), 8);
}

#[test]
fn an_address_that_nobody_knows_stands_for_itself_and_an_id_goes_before_it() {
    let page = "https://factory.example/offers/77";
    let only = listing_key(&offer(None, None, Some(page)));
    assert_eq!(listing_key(&offer(None, None, Some(&format!("{page}#reviews")))), only);
    assert_eq!(
        listing_key(&offer(Some("mine"), Some("77"), Some(page))),
        listing_key(&offer(Some("mine"), Some("77"), Some("https://factory.example/moved/77"))),
    );
    assert_eq!(listing_key(&offer(None, Some("  "), Some(page))), only, "a blank id is none");
}

#[test]
fn a_key_is_text_of_sixteen_digits() {
    let text = listing_key_text(&offer(Some("1688"), Some("1"), None));
    assert_eq!(text.len(), 16);
    assert_eq!(u64::from_str_radix(&text, 16).unwrap(), listing_key(&offer(Some("1688"), Some("1"), None)));
}

#[test]
fn an_item_is_known_by_id_and_address_by_either_or_by_nothing() {
    let page = "https://Shop.Example:8080/goods?x=1&spm=a#top";
    let base = |id, url| item_key(&item(id, url, None)).map(|key| key.base);
    assert_eq!(base(Some("7"), Some(page)).as_deref(), Some("shop.example 7"));
    assert_eq!(base(Some("7"), Some("https://shop.example/other")).as_deref(), Some("shop.example 7"));
    assert_eq!(base(None, Some(page)).as_deref(), Some("shop.example/goods?x=1&spm=a"));
    assert_eq!(base(None, Some("https://shop.example")).as_deref(), Some("shop.example/"));
    assert_eq!(base(Some("7"), None).as_deref(), Some("7"));
    assert_eq!(base(None, None), None);
    assert_eq!(base(None, Some("no address")), None);
}

#[test]
fn a_variant_is_an_item_of_its_own_with_what_all_have_in_common() {
    let key = item_key(&item(Some("7"), Some("https://shop.example/7"), Some("blue"))).unwrap();
    assert_eq!((key.base.as_str(), key.key.as_str()), ("shop.example 7", "shop.example 7 blue"));
    let plain = item_key(&item(Some("7"), Some("https://shop.example/7"), None)).unwrap();
    assert_eq!(plain.base, plain.key);
    assert_eq!(plain.base, key.base);
}
