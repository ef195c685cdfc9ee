use std::time::Instant;

use super::take_snapshot;
use crate::cli::read::read_page;
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

#[test]
fn hostile_pages_take_linear_time() {
    let start = Instant::now();
    let many_offers = format!(
        r#"<script type="application/ld+json">{{"@type":"Product","name":"x","offers":[{}{{"price":1}}]}}</script>"#,
        r#"{"price":2},"#.repeat(20_000)
    );
    for html in [
        "<div>".repeat(200_000),
        "<p class=price>$5</p>".repeat(100_000),
        "<b><a><table>".repeat(20_000),
        many_offers,
        format!("<script>{}</script>", "window.context=(".repeat(100_000)),
        "<li class=card>".repeat(50_000),
        "<".repeat(1_000_000),
        "<div itemscope itemtype=http://schema.org/Product><b itemprop=price>5</b>".repeat(20_000),
    ] {
        for url in ["https://shop.example/p/1", "https://detail.1688.com/offer/1.html"] {
            let _ = read_page(&html, Some(url));
        }
    }
    // What is not linear takes minutes.
    assert!(start.elapsed().as_secs() < 120, "{:?}", start.elapsed());
}

#[test]
fn every_probe_is_in_the_subset_of_selectors() {
    for url in [
        "https://item.taobao.com/item.htm?id=1",
        "https://s.taobao.com/search?q=x",
        "https://detail.1688.com/offer/1.html",
        "https://m.1688.com/offer/1.html",
        "https://s.1688.com/youyuan/index.htm",
        "https://item.jd.com/1.html",
        "https://search.jd.com/Search",
        "https://mobile.yangkeduo.com/goods.html?goods_id=1",
        "https://mobile.yangkeduo.com/search_result.html",
        "https://www.aliexpress.com/item/1.html",
        "https://www.aliexpress.com/w/wholesale-x.html",
        "https://www.amazon.com/dp/B000000000",
        "https://www.amazon.de/s?k=x",
        "https://www.ebay.com/itm/123456789012",
        "https://www.alibaba.com/product-detail/x_1.html",
        "https://b2b.hc360.com/supplyself/1.html",
        "https://www.xiaohongshu.com/goods-detail/64aaaaaaaaaaaaaaaaaaaaaa",
        "https://haohuo.jinritemai.com/views/product/item2?id=1",
        "https://app.kwaixiaodian.com/merchant/shop/detail?id=1",
        "http://shop.yuantou.localhost:8642/",
        "http://factory.yuantou.localhost/search.html",
        "https://shop.example/",
    ] {
        let probes = page::probes(url);
        let mut queue: Vec<_> = probes.nodes.iter().collect();
        while let Some(probe) = queue.pop() {
            assert!(super::selector::Selector::parse(probe.css).is_some(), "{url}: {}", probe.css);
            queue.extend(&probe.parts);
        }
        let others = probes
            .anchor
            .iter()
            .chain(&probes.watch)
            .chain(probes.card.iter().flat_map(|card| card.price.iter().chain([&card.card])));
        for css in others {
            assert!(super::selector::Selector::parse(css).is_some(), "{url}: {css}");
        }
    }
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
