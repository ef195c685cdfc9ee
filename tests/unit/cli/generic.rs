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
                item.freight.map(|freight| (freight.amount.map(|amount| amount.to_string()), freight.free))
            }
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(freight("快递 ¥6.00"), Some((Some("6.00".to_owned()), None)));
    assert_eq!(freight("全国包邮"), Some((Some("0".to_owned()), Some(true))));
    assert_eq!(freight("满88元包邮"), None);
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
