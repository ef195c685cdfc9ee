use crate::cli::read::read_page;
use crate::record::Page;

/// The price that is read from a product page whose price part is this.
fn price(part: &str) -> Option<String> {
    price_with("", part)
}

fn price_with(head: &str, part: &str) -> Option<String> {
    let html = format!(
        "<html lang=en><title>Blue mug | Shop</title>{head}<main><h1>Blue mug</h1><div>{part}</div><button>Add to cart</button></main>"
    );
    match read_page(&html, Some("https://shop.example/p/blue-mug")).unwrap().page {
        Page::Item(item) => item.price.map(|price| price.min.to_string()),
        _ => None,
    }
}

#[test]
fn a_fee_is_not_the_price() {
    assert_eq!(price("<p class=shipping-price>€4.90</p><p class=price>€19.00</p>").as_deref(), Some("19.00"));
    assert_eq!(
        price("<p>Recycling fee <b class=price>€0.27</b></p><p class=price>€19.00</p>").as_deref(),
        Some("19.00")
    );
}

#[test]
fn of_two_prices_the_one_paid_now() {
    for part in [
        "<span class=oldAmount>€25.00</span> <span class=amount>€19.00</span>",
        "<span class=priceold>€25.00</span> <span class=pricenew>€19.00</span>",
        "<span style='text-decoration: line-through'>€25.00</span> <span>€19.00</span>",
        "<span class=a>€25.00</span> <span class=b>€19.00</span>",
        "<span class='price special'>€19.00</span> <span class='price regular'>€25.00</span>",
        "<span class=price>€19.00</span><span class=price-tax>excl. VAT €15.70</span>",
    ] {
        assert_eq!(price(part).as_deref(), Some("19.00"), "{part}");
    }
}

#[test]
fn an_instalment_is_known_by_what_follows_it() {
    let part = "<p class=price>$24.96<span>/mo.</span></p><p><b>$599.00</b> full price</p>";
    assert_eq!(price(part).as_deref(), Some("599.00"));
}

#[test]
fn a_maker_that_is_called_like_a_currency_is_none() {
    assert_eq!(price("<p class=price>$849.00</p><p>AMD Radeon 56, 8 GB</p>").as_deref(), Some("849.00"));
    assert_eq!(price("<p>Ad ID 1021493409</p><p class=price>Rs 23,450</p>").as_deref(), Some("23450"));
}

#[test]
fn attributes_cards_and_reports_tell_too() {
    assert_eq!(price("<span data-price-amount=71.910401 data-price-type=finalPrice></span>").as_deref(), Some("71.91"));
    let card = "<meta property=og:type content=product><meta name=twitter:label1 content=Price><meta name=twitter:data1 content='19,00 €'>";
    assert_eq!(price_with(card, "").as_deref(), Some("19"));
    let report = "<script>gtag('event','view_item',{'value': 19.0})</script>";
    let part = "<p class=x>€12.00</p><p>and then some</p><p class=x>€19.00</p>";
    assert_eq!(price_with(report, part).as_deref(), Some("19.00"));
}

#[test]
fn freight_is_what_stands_beside_the_product() {
    let freight = |text: &str| {
        let html = format!(
            "<title>蓝色马克杯</title><header>包邮</header><main><h1>蓝色马克杯</h1><p class=price>¥19.00</p><p>{text}</p><button>立即购买</button></main>"
        );
        match read_page(&html, Some("https://shop.example/p/1")).unwrap().page {
            Page::Item(item) => {
                let text = |amount: Option<rust_decimal::Decimal>| amount.map(|amount| amount.to_string());
                item.freight.map(|freight| (text(freight.amount), freight.free, text(freight.free_from)))
            }
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(freight("快递 ¥6.00"), Some((Some("6.00".to_owned()), None, None)));
    assert_eq!(freight("全国包邮"), Some((Some("0".to_owned()), Some(true), None)));
    assert_eq!(freight("满88元包邮"), Some((None, None, Some("88".to_owned()))));
    assert_eq!(freight("七天无理由退货"), None);
}

#[test]
fn what_a_reviewer_found() {
    // The lowest price of 30 days, delivery in other languages, what is hidden, so many times an amount.
    for part in [
        "<p class=price>249,00 €</p><p>Niedrigster Preis der letzten 30 Tage: 199,00 €</p>",
        "<p>Verzendkosten 4,95 €</p><p>249,00 €</p>",
        "<div class=price style='display:none'>€1.00</div><div>249,00 €</div>",
        "<p class=price>249,00 €</p><p>or 4 payments of €62.25</p>",
    ] {
        assert_eq!(price(part).as_deref(), Some("249.00"), "{part}");
    }
    let data = "<script type=application/ld+json>{\"@type\":\"Product\",\"name\":\"Blue mug\",\"offers\":{\"price\":100,\"priceCurrency\":\"USD\"}}</script>";
    let html =
        format!("<title>Blue mug</title>{data}<h1>Blue mug</h1><b class=price>£80.00</b><button>Add to cart</button>");
    let Page::Item(item) = read_page(&html, Some("https://shop.example/p/1")).unwrap().page else { panic!() };
    let price = item.price.unwrap();
    assert_eq!((price.min.to_string().as_str(), price.currency.as_deref()), ("80.00", Some("GBP")));
}

#[test]
fn offers_that_name_themselves_end() {
    let own = vec!["{\"@id\":\"#b\"}"; 300].join(",");
    let html = format!(
        "<h1>x</h1><script type=application/ld+json>{{\"@graph\":[{{\"@type\":\"Product\",\"name\":\"x\",\"offers\":{{\"@id\":\"#b\"}}}},{{\"@id\":\"#b\",\"@type\":\"AggregateOffer\",\"offers\":[{own}]}}]}}</script>"
    );
    let page = read_page(&html, Some("https://shop.example/p/x")).unwrap().page;
    assert!(!matches!(page, Page::Item(item) if item.price.is_some()));
}

/// What a page with this head and this main part is read as.
fn page_with(head: &str, main: &str) -> Page {
    let html = format!("<html lang=en><title>Blue mug | Shop</title>{head}<main>{main}</main>");
    read_page(&html, Some("https://shop.example/p/blue-mug")).unwrap().page
}

fn item_with(head: &str, main: &str) -> crate::record::Item {
    match page_with(head, main) {
        Page::Item(item) => item,
        other => panic!("{other:?}"),
    }
}

fn json_ld(data: &str) -> String {
    format!("<script type=application/ld+json>{data}</script>")
}

#[test]
fn a_price_under_the_heading_of_similar_items_is_theirs() {
    let similar = |heading: &str| {
        let main = format!(
            "<h1>Blue mug</h1><p>Sold out</p><div><div><h4>{heading}</h4><p class=price>€25.00</p></div></div><button>Add to cart</button>"
        );
        match page_with("", &main) {
            Page::Item(item) => item.price,
            _ => None,
        }
    };
    assert_eq!(similar("Similar items"), None);
    assert_eq!(similar("Ähnliche Produkte"), None);
    assert!(similar("Stoneware").is_some());
}

#[test]
fn a_list_is_no_item_whatever_its_head_says() {
    let tiles: String = (1..=8)
        .map(|at| format!("<div class=tile><a href=/w/{at}>Mug {at}</a><span class=price>€{at}2.00</span></div>"))
        .collect();
    let head = "<meta property=og:type content=product>";
    for heading in ["1 - 8 of 203 results for mug", "Suchergebnisse für Tasse", "Mugs", "12 Treffer", "検索結果"] {
        let page = page_with(head, &format!("<h1>{heading}</h1>{tiles}"));
        assert!(matches!(page, Page::Nothing(_)), "{heading}: {page:?}");
    }
    let data = json_ld(
        r#"{"@type":"Product","name":"Mugs","offers":{"@type":"AggregateOffer","lowPrice":"3.00","priceCurrency":"EUR"}}"#,
    );
    let page = page_with(&data, &format!("<h1>203 results for mug</h1>{tiles}"));
    assert!(matches!(page, Page::Nothing(_)), "{page:?}");
}

#[test]
fn what_is_former_stays_former_whoever_repeats_it() {
    let data = json_ld(
        r#"{"@type":"Product","name":"Blue mug","offers":{"@type":"Offer","price":"25.00","priceCurrency":"EUR"}}"#,
    );
    for shown in [
        "<p><s>€25.00</s> <b>€19.00</b></p>",
        "<p><span>Was</span> <b>€25.00</b> <span>Now</span> <b>€19.00</b></p>",
        "<p><span class=a1>Statt</span> <b class=b2>25,00 €</b> <span class=a1>nur</span> <b class=b2>19,00 €</b></p>",
        "<p>Vorher 25,00 € Jetzt 19,00 €</p>",
    ] {
        let item = item_with(&data, &format!("<h1>Blue mug</h1>{shown}<button>Add to cart</button>"));
        assert_eq!(item.price.unwrap().min.normalize().to_string(), "19", "{shown}");
    }
    let head =
        "<meta property=product:price:amount content=19.00><meta property=product:original_price:amount content=25.00>";
    let item = item_with(&format!("{data}{head}"), "<h1>Blue mug</h1><button>Add to cart</button>");
    assert_eq!(item.price.unwrap().min.normalize().to_string(), "19");
}

#[test]
fn broken_json_ld_is_mended() {
    for data in [
        "/* product */ {\"@type\":\"Product\",\"name\":\"Blue mug\",\"offers\":{\"price\":\"19.00\",\"priceCurrency\":\"EUR\"}} // end",
        "{\"@type\":\"BreadcrumbList\"} {\"@type\":\"Product\",\"name\":\"Blue mug\",\"offers\":{\"price\":\"19.00\",\"priceCurrency\":\"EUR\"}}",
        "{\"@type\":\"schema:Product\",\"schema:name\":\"Blue mug\",\"schema:offers\":{\"schema:price\":\"19.00\",\"schema:priceCurrency\":\"EUR\"}}",
        "{\"@type\":\"Product\",\"name\":\"Blue mug, 5\" high\",\"offers\":{\"price\":\"19.00\",\"priceCurrency\":\"EUR\"}}",
        "{&quot;@type&quot;:&quot;Product&quot;,&quot;name&quot;:&quot;Blue mug&quot;,&quot;offers&quot;:{&quot;price&quot;:&quot;19.00&quot;,&quot;priceCurrency&quot;:&quot;EUR&quot;}}",
    ] {
        let item = item_with(&json_ld(data), "<h1>Blue mug</h1>");
        assert_eq!(item.price.unwrap().min.normalize().to_string(), "19", "{data}");
        assert!(item.title.unwrap().starts_with("Blue mug"), "{data}");
    }
}

#[test]
fn the_button_knows_better_than_data_whether_it_can_be_bought() {
    use crate::record::Availability::{InStock, OutOfStock};
    let read = |says: &str, button: &str| {
        let data = json_ld(&format!(
            r#"{{"@type":"Product","name":"Blue mug","offers":{{"@type":"Offer","price":"19.00","priceCurrency":"EUR","availability":"{says}"}}}}"#
        ));
        item_with(&data, &format!("<h1>Blue mug</h1><p class=price>€19.00</p>{button}")).availability
    };
    assert_eq!(read("InStock", "<button disabled>Ausverkauft</button>"), Some(OutOfStock));
    assert_eq!(read("InStock", "<button>Épuisé</button>"), Some(OutOfStock));
    assert_eq!(read("OutOfStock", "<button>Add to basket</button>"), Some(InStock));
    assert_eq!(read("OutOfStock", "<p>Sold out</p><button>Add to basket</button>"), Some(OutOfStock));
    assert_eq!(read("InStock", "<button>Add to basket</button>"), Some(InStock));
}

#[test]
fn numbers_of_the_chosen_variant_and_only_real_ones() {
    let data = |extra: &str| {
        json_ld(&format!(
            r#"{{"@type":"Product","name":"Blue mug","offers":{{"price":"19.00","priceCurrency":"EUR","mpn":"BM-1"}},{extra}}}"#
        ))
    };
    let read = |extra: &str| item_with(&data(extra), "<h1>Blue mug</h1>");
    assert_eq!(read(r#""productID":"isbn:9783161484100""#).gtin.as_deref(), Some("9783161484100"));
    assert_eq!(read(r#""identifier":"4006381333931""#).gtin.as_deref(), Some("4006381333931"));
    assert_eq!(read(r#""gtin13":"4006381333932""#).gtin, None);
    assert_eq!(read(r#""sku":"x""#).mpn.as_deref(), Some("BM-1"));
}

#[test]
fn the_gallery_is_whole_though_data_names_one_picture() {
    let data = json_ld(
        r#"{"@type":"Product","name":"Blue mug","image":"https://shop.example/i/mug-1.jpg","offers":{"price":"19.00","priceCurrency":"EUR"}}"#,
    );
    let gallery = "<div class=product-gallery><div><img src=/i/mug-1.jpg alt='Blue mug'></div><div><img src=/i/mug-2.jpg alt='Blue mug'></div><div><img src=/i/mug-3.jpg alt=''></div></div><div class=product-tile><img src=/i/other.jpg alt='Red bowl'></div>";
    let item = item_with(&data, &format!("<h1>Blue mug</h1>{gallery}"));
    assert_eq!(item.images.len(), 3, "{:?}", item.images);
}

#[test]
fn an_attribute_is_neither_its_label_nor_a_script() {
    let data = json_ld(
        r#"{"@type":"Product","name":"Blue mug","offers":{"price":"19.00","priceCurrency":"EUR"},"additionalProperty":[{"name":"Colour","value":"Colour"},{"name":"Glaze\u200e","value":"\u200eblue"},{"name":"Size","value":"window.P = function() {}"}]}"#,
    );
    let item = item_with(&data, "<h1>Blue mug</h1>");
    let attributes: Vec<_> = item.attributes.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert_eq!(attributes, [("Glaze", "blue")]);
}
