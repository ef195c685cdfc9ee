use super::*;

#[test]
fn a_shops_kinds_of_pages_are_one_shop() {
    for (url, expected) in [
        ("https://item.taobao.com/item.htm?id=1", Some("taobao")),
        ("https://s.taobao.com/search?q=1", Some("taobao")),
        ("https://detail.1688.com/offer/1.html", Some("1688")),
        ("https://m.1688.com/offer/1.html", Some("1688")),
        ("https://i.taobao.com/my_itaobao", Some("taobao")),
        ("http://shop.yuantou.localhost/item.html?id=1", Some("demo_shop")),
        ("https://notaobao.com/", None),
        ("https://www.example.com/", None),
        ("no address", None),
    ] {
        assert_eq!(shop(url), expected, "{url}");
    }
}

#[test]
fn every_site_belongs_to_a_shop_and_no_shop_is_named_twice() {
    let shops = shops();
    let mut once = shops.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!(once.len(), shops.len());
    for site in site_names() {
        assert!(shops.contains(&sites::shop(site)), "{site}");
    }
}
