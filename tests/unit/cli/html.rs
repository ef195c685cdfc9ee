use std::collections::BTreeSet;

use super::take_snapshot;
use crate::cli::read::read_page;
use crate::growth::assert_linear;
use crate::page;
use crate::record::{Availability, Card, Page, Reason};

fn item(url: &str, html: &str) -> crate::record::Item {
    match read_page(html, Some(url)).unwrap().page {
        Page::Item(item) => item,
        other => panic!("{other:?}"),
    }
}

fn nothing(url: &str, html: &str) -> Reason {
    match read_page(html, Some(url)).unwrap().page {
        Page::Nothing(nothing) => nothing.reason,
        other => panic!("{other:?}"),
    }
}

#[test]
fn reads_todays_taobao_from_its_elements() {
    let html = r#"<html><body><div class="ItemHeader--x"><h1 class="mainTitle--abc">陶瓷勺子 16.5cm</h1></div>
        <div class="priceWrap--q1"><div class="highlightPrice--x"><span class="text--a">券后</span><span class="symbol--b">￥</span><span class="text--c">8.8</span></div>
        <div class="subPrice--y"><span>优惠前</span><span>￥</span><span>12</span></div></div>
        <img class="thumbnailPic--z" src="//img.alicdn.com/imgextra/O1CN01aaaaaaaaaaaaaa_!!1.jpg_q50.jpg_.webp"><img class="thumbnailPic--z" src="//img.alicdn.com/imgextra/O1CN01bbbbbbbbbbbbbb_!!1.jpg_q50.jpg_.webp">
        <div class="generalParamsInfoItem--p"><div class="generalParamsInfoItemTitle--p">陶瓷</div><div class="generalParamsInfoItemSubTitle--p">材质</div></div>
        <div class="freight--f">快递: 免运费</div></body></html>"#;
    let item = item("https://item.taobao.com/item.htm?id=42&skuId=7", html);
    let price = item.price.unwrap();
    assert_eq!((price.min.to_string().as_str(), price.kind), ("8.8", crate::record::PriceKind::Coupon));
    assert_eq!(
        item.images,
        [
            "https://img.alicdn.com/imgextra/O1CN01aaaaaaaaaaaaaa_!!1.jpg",
            "https://img.alicdn.com/imgextra/O1CN01bbbbbbbbbbbbbb_!!1.jpg"
        ]
    );
    assert_eq!(
        (item.title.as_deref(), item.id.as_deref(), item.sku.as_deref()),
        (Some("陶瓷勺子 16.5cm"), Some("42"), Some("7"))
    );
    assert_eq!(item.freight.unwrap().free, Some(true));
}

#[test]
fn a_coupon_of_the_future_is_no_price() {
    let html = r#"<h1 class="mainTitle--a">杯子</h1><div class="highlightPrice--x">未来券后￥8</div><div class="subPrice--y">￥12</div>"#;
    assert_eq!(item("https://detail.tmall.com/item.htm?id=1", html).price.unwrap().min.to_string(), "12");
}

#[test]
fn reads_a_page_by_json_ld_and_checks_it_against_what_is_shown() {
    let html = r#"<html lang=en><title>Mug</title><h1>Mug</h1><script type="application/ld+json">{"@graph":[{"@type":["Product","Thing"],"name":"Mug","sku":"M-1","gtin13":"4006381333931",
        "image":"/m.jpg","offers":{"@type":"Offer","price":"12.50","priceCurrency":"EUR","availability":"http://schema.org/OutOfStock"}}]}</script><p class=price>€12.50</p></html>"#;
    let item = item("https://shop.example/p/mug", html);
    let price = item.price.unwrap();
    assert_eq!((price.min.to_string().as_str(), price.currency.as_deref()), ("12.50", Some("EUR")));
    assert_eq!(
        (item.sku.as_deref(), item.gtin.as_deref(), item.availability),
        (Some("M-1"), Some("4006381333931"), Some(Availability::OutOfStock))
    );
    assert_eq!(item.images, ["https://shop.example/m.jpg"]);
}

#[test]
fn reads_a_plain_page_by_what_it_shows() {
    let html = r#"<title>Mug | Shop</title><h1>Mug</h1><div class=price><del>£20.00</del> <span>£12</span><sup>99</sup></div><p>Product code: AB-123</p><button>Add to basket</button><p>Free delivery over £50</p>
        <div class=related><a>Cup <span class=price>£3.00</span></a><a>Jug <span class=price>£4.00</span></a></div>"#;
    let item = item("https://shop.co.uk/mug", html);
    assert_eq!(item.price.unwrap().min.to_string(), "12.99");
    assert_eq!((item.sku.as_deref(), item.availability), (Some("AB-123"), Some(Availability::InStock)));
}

#[test]
fn reads_the_demo_shop_and_factory() {
    let offer = r#"{"kind":"offer","platform":"demo","id":"7","title":"Spoon","currency":"CNY","tiers":[{"from":3,"price":"2.30"}],"moq":3}"#;
    let page = read_page(
        &format!("<script type=application/json id=offer>{offer}</script>"),
        Some("http://factory.yuantou.localhost:8080/offer/7.html"),
    )
    .unwrap()
    .page;
    assert!(matches!(page, Page::Offer(offer) if offer.moq == Some(3) && offer.tiers.len() == 1));
    let html = format!(
        "<ul><li class=offer>nothing</li><li class=offer><script type=application/json>{offer}</script></li></ul>"
    );
    let reading = read_page(&html, Some("http://factory.yuantou.localhost:8080/search.html?imageAddress=x")).unwrap();
    assert_eq!(reading.anchors, [Some(1)]);
    let html = "<ul><li class=card><a href=/item/1.html><img src=/1.jpg></a><p class=title>Spoon</p><p class=price>¥8.80</p></li></ul>";
    let Page::Cards(list) = read_page(html, Some("http://shop.yuantou.localhost:8642/")).unwrap().page else {
        panic!()
    };
    assert!(matches!(&list.cards[0], Card::Item(item) if item.price.is_some()));
}

#[test]
fn says_why_there_is_nothing() {
    assert_eq!(
        nothing("https://item.jd.com/1.html", "<title>京东-欢迎登录</title><input type=password>"),
        Reason::NeedsLogin
    );
    assert_eq!(
        nothing("https://detail.1688.com/offer/1.html/_____tmd_____/punish?x5secdata=a", "<p>验证</p>"),
        Reason::NeedsLogin
    );
    assert_eq!(nothing("https://item.taobao.com/item.htm?id=1", "<div id=root></div>"), Reason::PageChanged);
    assert_eq!(nothing("https://shop.example/gone", "<title>404 Not Found</title><h1>Not found</h1>"), Reason::Gone);
    assert_eq!(
        nothing(
            "https://news.example/story",
            "<title>A story</title><h1>A story</h1><p>The firm raised $50 million from people who think that prices of mugs, now $5, will rise.</p>"
        ),
        Reason::NotAProduct
    );
    assert_eq!(nothing("https://shop.example/", ""), Reason::Empty);
}

#[test]
fn hostile_json_ld_is_no_price() {
    for offers in [
        r#"{"price":-5}"#,
        r#"{"price":{"price":[]}}"#,
        r#"{"price":"1e400"}"#,
        r#"{"price":1e30}"#,
        r#"{"@id":"a"}"#,
        r#"[[[[]]]]"#,
        r#""free""#,
        "null",
    ] {
        let html = format!(
            r#"<h1>Mug</h1><script type="application/ld+json">{{"@id":"a","@type":"Product","name":"Mug","offers":{offers}}}</script>"#
        );
        let page = read_page(&html, Some("https://shop.example/mug")).unwrap().page;
        assert!(!matches!(page, Page::Item(ref item) if item.price.is_some()), "{offers}: {page:?}");
    }
}

/// What a page is made of, how often, and how.
type Made<'a> = (&'a str, usize, &'a dyn Fn(usize) -> String);

#[test]
fn hostile_pages_take_linear_time() {
    let offers = |count: usize| {
        let offers = r#"{"price":2},"#.repeat(count);
        format!(
            r#"<script type="application/ld+json">{{"@type":"Product","name":"x","offers":[{offers}{{"price":1}}]}}</script>"#
        )
    };
    let items = "<div itemscope itemtype=http://schema.org/Product><b itemprop=price>5</b>";
    let pages: [Made; 8] = [
        ("deep", 100_000, &|count| "<div>".repeat(count)),
        ("prices", 40_000, &|count| "<p class=price>$5</p>".repeat(count)),
        ("misnested", 10_000, &|count| "<b><a><table>".repeat(count)),
        ("offers", 20_000, &offers),
        ("scripts", 50_000, &|count| format!("<script>{}</script>", "window.context=(".repeat(count))),
        ("cards", 20_000, &|count| "<li class=card>".repeat(count)),
        ("tags", 400_000, &|count| "<".repeat(count)),
        ("microdata", 20_000, &|count| items.repeat(count)),
    ];
    for url in ["https://shop.example/p/1", "https://detail.1688.com/offer/1.html"] {
        for (name, count, make) in pages {
            assert_linear(&format!("{name} at {url}"), count, make, |html| {
                read_page(html, Some(url)).unwrap();
            });
        }
    }
}

#[test]
fn every_probe_is_in_the_subset_of_selectors() {
    let parse = |site: &str, css: &str| assert!(super::selector::Selector::parse(css).is_some(), "{site}: {css}");
    let (mut sites, mut selectors) = (BTreeSet::new(), 0);
    for probes in page::all_probes() {
        sites.insert(probes.site);
        let mut queue: Vec<_> = probes.nodes.iter().collect();
        while let Some(probe) = queue.pop() {
            parse(probes.site, probe.css);
            selectors += 1;
            queue.extend(&probe.parts);
        }
        let card = probes.card.iter().flat_map(|card| card.price.iter().chain([&card.card]));
        probes.anchor.iter().chain(&probes.watch).chain(card).for_each(|css| parse(probes.site, css));
    }
    let expected: BTreeSet<&str> = page::site_names().chain(["generic"]).collect();
    assert!(sites == expected && selectors > 200, "{selectors} selectors of {sites:?}, not of {expected:?}");
}

#[test]
fn a_snapshot_keeps_the_way_to_the_root() {
    let snapshot = take_snapshot(
        &page::probes("https://shop.example/x"),
        "<body><main class=a><h1 id=t> A \u{a0} b </h1></main>",
        "https://shop.example/x",
    );
    let heading = snapshot.nodes.iter().find(|node| node.probe == "h1").unwrap();
    assert_eq!(heading.text, "A b");
    let mut tags = Vec::new();
    let mut next = Some(heading.element);
    while let Some(index) = next {
        let element = &snapshot.elements[index as usize];
        tags.push(element.tag.as_str());
        next = element.parent;
    }
    assert_eq!(tags, ["h1", "main", "body", "html"]);
}
