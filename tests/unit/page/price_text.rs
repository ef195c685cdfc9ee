use super::*;

fn read_on(host: &str, text: &str) -> PriceText {
    read(text, Hints { host, ..Hints::default() })
}

fn amount(text: &str) -> Option<String> {
    read_on("", text).range().map(|(min, _)| min.normalize().to_string())
}

#[test]
fn knows_which_separator_begins_the_fraction() {
    for (text, wanted) in [
        ("1.234,56 €", "1234.56"),
        ("1,234.56 $", "1234.56"),
        ("1 234,56 zł", "1234.56"),
        ("1'049,95 CHF", "1049.95"),
        ("Rp 31.500", "31500"),
        ("1.800.000₫", "1800000"),
        ("12,000원", "12000"),
        ("€ 50,-", "50"),
        (".75 €", "0.75"),
        ("423.923 KWD", "423.923"),
        ("$119. 95", "119.95"),
        ("￥１２.５０", "12.5"),
        ("1\u{a0}690,54 руб.", "1690.54"),
        ("34.992001 GBP", "34.992001"),
    ] {
        assert_eq!(amount(text).as_deref(), Some(wanted), "{text}");
    }
}

#[test]
fn decides_a_bare_dollar_by_place() {
    for (host, locale, wanted) in [
        ("i3fresh.tw", "", "TWD"),
        ("www.bestbuy.ca", "", "CAD"),
        ("shop.com.au", "", "AUD"),
        ("shop.com", "es-MX", "MXN"),
        ("shop.com", "en", "USD"),
    ] {
        let read = read("$839", Hints { host, locale, ..Hints::default() });
        assert_eq!(read.currency.as_deref(), Some(wanted), "{host} {locale}");
    }
    assert_eq!(read_on("shop.co.jp", "¥1,000").currency.as_deref(), Some("JPY"));
    assert_eq!(read_on("item.taobao.com", "¥10").currency.as_deref(), Some("CNY"));
    assert_eq!(read_on("shop.au", "US $5").currency.as_deref(), Some("USD"));
    assert_eq!(read_on("", "NZD $100.70").currency.as_deref(), Some("NZD"));
}

#[test]
fn tells_sorts_of_prices_apart() {
    for (text, kind) in [
        ("￥99", Sort::Sale),
        ("券后￥89", Sort::Coupon),
        ("￥89 券后", Sort::Coupon),
        ("￥35起", Sort::From),
        ("from £5.00", Sort::From),
        ("定金￥50", Sort::Deposit),
        ("划线价￥199", Sort::List),
        ("RRP £55.00", Sort::List),
        ("会员价￥9", Sort::Member),
        ("￥878.99起×3期", Sort::Instalment),
        ("到手价699", Sort::Sale),
    ] {
        assert_eq!(read_on("detail.tmall.com", text).kind, kind, "{text}");
    }
}

#[test]
fn refuses_what_is_no_price() {
    for (text, reason) in [
        ("未来券后￥89", "future_coupon"),
        ("已售3.8万+件", "sales"),
        ("特惠省300", "saving"),
        ("每300减40", "discount"),
        ("红包已抵3元", "credit"),
        ("1元入会", "membership"),
        ("￥暂无报价", "no_price"),
        ("赠送退货运费险", "insurance"),
        ("24小时发货", "dispatch"),
        ("2件起批", "moq"),
        ("", "no_number"),
    ] {
        let read = read_on("1688.com", text);
        assert_eq!((read.kind, read.reason, read.range()), (Sort::None, Some(reason), None), "{text}");
    }
}

#[test]
fn finds_the_price_among_other_numbers() {
    for (text, price, kind) in [
        ("¥99 券后 ¥79", "79", Sort::Coupon),
        ("券后￥39.9 优惠前￥45.9 已售 1000+", "39.9", Sort::Coupon),
        ("￥546 已售14", "546", Sort::Sale),
        ("￥99 未来券后￥79", "99", Sort::Sale),
        ("￥99 每300减30", "99", Sort::Sale),
        ("￥99 包邮", "99", Sort::Sale),
        ("￥12.5 运费￥6", "12.5", Sort::Sale),
        ("Save 20% $15.99", "15.99", Sort::Sale),
        ("立省￥20 到手价￥79", "79", Sort::Sale),
        ("¥1.2万", "12000", Sort::Sale),
        ("3.5万元", "35000", Sort::Sale),
        ("3 for $10", "10", Sort::Sale),
    ] {
        let read = read_on("item.taobao.com", text);
        assert_eq!((read.amount.map(|amount| amount.to_string()).as_deref(), read.kind), (Some(price), kind), "{text}");
    }
    assert_eq!(read_on("", "3 for $10").quantity, Some(3.into()));
    assert_eq!(read_on("", "￥546 已售14").sold, Some(14.into()));
    assert_eq!(read_on("", "￥12.5 运费￥6").freight.and_then(|freight| freight.amount), Some(6.into()));
    assert_eq!(read_on("", "￥99 包邮").freight.and_then(|freight| freight.free), Some(true));
    for text in ["-¥5", "省 -￥5", "Free shipping on orders $49+", "1元入会"] {
        assert_eq!(read_on("", text).range(), None, "{text}");
    }
}

#[test]
fn does_not_read_the_minimum_into_the_price() {
    let read = read_on("1688.com", "¥31.80~¥51.801个起批");
    assert_eq!(
        read.range().map(|(min, max)| (min.to_string(), max.to_string())),
        Some(("31.80".into(), "51.80".into()))
    );
    assert_eq!(read.moq, Some(1.into()));
    let quantity = read_on("1688.com", "100~2999");
    assert_eq!(
        (quantity.range(), quantity.quantity, quantity.quantity_max),
        (None, Some(100.into()), Some(2999.into()))
    );
}

#[test]
fn tells_freight() {
    for text in ["包邮", "快递: 免运费", "卖家包邮", "Free shipping"] {
        assert_eq!(read_on("", text).freight.and_then(|freight| freight.free), Some(true), "{text}");
    }
    assert_eq!(read_on("", "运费险").freight, None);
    assert_eq!(
        read_on("taobao.com", "快递: ￥8.00").freight.and_then(|freight| freight.amount),
        Some("8.00".parse().unwrap())
    );
}

#[test]
fn reads_minor_units_by_their_names() {
    assert_eq!(amount("priceMoney 54600 / priceText 546").as_deref(), Some("546"));
    assert_eq!(amount("min_group_price 259900").as_deref(), Some("2599"));
    assert_eq!(amount("priceInt 1999 + priceFloat .00").as_deref(), Some("1999"));
}

#[test]
fn says_what_the_price_is_for() {
    assert_eq!(read_on("", "22000.00元/台").per.as_deref(), Some("台"));
    let tier = read_on("", "$0.02 ≥1 kilograms");
    assert_eq!((tier.amount, tier.quantity), (Some("0.02".parse().unwrap()), Some(1.into())));
}

#[test]
fn takes_any_text() {
    let long = |text: &str, count| text.repeat(count);
    for (text, wanted) in [
        (long("9", 100_000), None),
        (long("１", 10_000), None),
        (long("$", 50_000), None),
        (long("K", 9000), None),
        // No more digits than an amount can have.
        (long("9", 27), Some(long("9", 27))),
        (long("9", 28), None),
        (format!("¥5 {}", long("9", 100_000)), Some("5".into())),
        // A separator before each digit: one run of at most 41 characters, which is a number.
        (long("1,", 50_000), Some(long("1", 21))),
        ("\u{202e}5€".into(), Some("5".into())),
        ("¥1e999".into(), Some("1".into())),
        ("-5 €".into(), None),
        ("\0¥5\0".into(), Some("5".into())),
        ("¥5".to_owned() + &long("\u{301}", 5_000), Some("5".into())),
    ] {
        let start: String = text.chars().take(20).collect();
        assert_eq!(amount(&text), wanted, "{start}");
        let read = read(&text, Hints::default());
        assert_eq!((read.kind == Sort::None, read.reason.is_some()), (wanted.is_none(), wanted.is_none()), "{start}");
        assert_eq!(read.text, text.trim(), "{start}");
    }
}

/// Amount, or lower end, and sort of a text.
fn amount_and_kind(text: &str) -> (Option<String>, Sort) {
    (amount(text), read_on("", text).kind)
}

#[test]
fn of_what_it_was_and_what_it_is_the_latter_counts() {
    for (text, wanted) in [
        ("Was $59.99 Now $39.99", "39.99"),
        ("Now £12.00 was £15.00", "12"),
        ("RRP: £80.00 Our price: £64.50", "64.5"),
        ("Statt 59,99 € nur 39,99 €", "39.99"),
        ("Bisher: 1.299,00 € Jetzt: 999,00 €", "999"),
        ("Avant 59,90 € Maintenant 39,90 €", "39.9"),
        ("au lieu de 25,00 € 19,00 €", "19"),
        ("Antes 45,95 € Ahora 29,95 €", "29.95"),
        ("Por R$ 89,90 antes R$ 129,90", "89.9"),
        ("Prezzo di listino: 120,00 € Prezzo scontato: 89,00 €", "89"),
        ("van €59,95 voor €39,95", "39.95"),
        ("Cena regularna: 199,00 zł Cena promocyjna: 149,00 zł", "149"),
        ("Původní cena 1 990 Kč Akční cena 1 490 Kč", "1490"),
        ("Старая цена 5 990 ₽ Новая цена 3 990 ₽", "3990"),
        ("Ord. pris 499 kr Nu 349 kr", "349"),
        ("Giá gốc: 250.000₫ Giá bán: 199.000₫", "199000"),
        ("定価 5,500円 セール価格 3,300円", "3300"),
        ("通常価格 ¥8,800 特別価格 ¥6,600", "6600"),
        ("정가 39,000원 할인가 29,000원", "29000"),
        ("原价20 现价12", "12"),
        ("原价：¥128 优惠价：¥99", "99"),
    ] {
        assert_eq!(amount_and_kind(text), (Some(wanted.to_owned()), Sort::Sale), "{text}");
    }
    for text in ["Statt 59,99 €", "Old price: $20", "Прежняя цена 990 ₽", "通常価格 ¥8,800", "¥99 原价"]
    {
        assert_eq!(read_on("", text).kind, Sort::List, "{text}");
    }
}

#[test]
fn a_fraction_may_stand_apart() {
    for (text, wanted) in
        [("£ 7 . 50", "7.5"), ("12 ,49 €", "12.49"), ("1 299 , 00 zł", "1299"), ("R$ 89 , 90", "89.9")]
    {
        assert_eq!(amount(text).as_deref(), Some(wanted), "{text}");
    }
}

#[test]
fn a_sentence_about_prices_and_a_date_are_none() {
    for text in [
        "Items with prices ending in .95 or X5 cannot be sent back to us",
        "Save up to $50",
        "20 € Rabatt",
        "£5 off",
        "(-15.00€)",
        "Red (+ $5.00)",
        "03.11.2019",
        "2021-04-30",
        "March, 2012",
        "2004年",
    ] {
        assert_eq!(amount(text), None, "{text}");
    }
    for text in ["Free!", "Gratis", "無料", "бесплатно"] {
        assert_eq!(amount(text).as_deref(), Some("0"), "{text}");
    }
}

#[test]
fn a_price_on_a_condition_says_which() {
    for (text, kind) in [
        ("国补后 ¥1999", Sort::Coupon),
        ("¥88 领券后", Sort::Coupon),
        ("24,99 € mit Gutschein", Sort::Coupon),
        ("クーポン適用 1,980円", Sort::Coupon),
        ("PLUS价 ¥59", Sort::Member),
        ("Members pay £4.00", Sort::Member),
        ("Цена по карте 299 ₽", Sort::Member),
        ("首单价 ¥9.9", Sort::FirstOrder),
        ("Neukunden: 9,99 €", Sort::FirstOrder),
        ("App only: $8.99", Sort::App),
        ("アプリ限定 980円", Sort::App),
        ("$17.09 with subscription", Sort::Subscription),
        ("Im Abo 11,39 €", Sort::Subscription),
    ] {
        assert_eq!(read_on("", text).kind, kind, "{text}");
    }
    assert_eq!(amount_and_kind("$19.99 Subscribe & Save: $17.99"), (Some("19.99".to_owned()), Sort::Sale));
}

#[test]
fn delivery_is_free_for_everybody_or_not_free() {
    let freight = |text: &str| {
        let read = read_on("", text);
        let plain = |amount: Option<Decimal>| amount.map(|amount| amount.normalize().to_string());
        let freight = read.freight.clone().unwrap_or_default();
        (plain(read.range().map(|(min, _)| min)), plain(freight.amount), freight.free, plain(freight.free_from))
    };
    let some = |text: &str| Some(text.to_owned());
    for text in [
        "Free shipping",
        "Kostenloser Versand",
        "Livraison offerte",
        "送料無料",
        "Frete grátis",
        "Darmowa dostawa",
        "Бесплатная доставка",
        "包邮",
        "무료배송",
        "Doprava zdarma",
    ] {
        assert_eq!(freight(text), (None, some("0"), Some(true), None), "{text}");
    }
    for (text, from) in [
        ("Free delivery on orders over £40", "40"),
        ("Spend $35 for free shipping", "35"),
        ("Versandkostenfrei ab 50 €", "50"),
        ("Livraison gratuite dès 60 € d'achat", "60"),
        ("Envío gratis a partir de 30 €", "30"),
        ("Darmowa dostawa od 199 zł", "199"),
        ("3,980円以上で送料無料", "3980"),
        ("满88元包邮", "88"),
        ("Бесплатная доставка от 3000 ₽", "3000"),
    ] {
        assert_eq!(freight(text), (None, None, None, some(from)), "{text}");
    }
    for text in [
        "Free shipping for members",
        "FREE delivery with Prime",
        "部分地区包邮",
        "Free shipping on your first order",
        "プライム会員は送料無料",
    ] {
        assert_eq!(freight(text), (None, None, None, None), "{text}");
    }
    for (text, fee) in [
        ("Shipping: $5.99", "5.99"),
        ("+ £3.95 delivery", "3.95"),
        ("zzgl. 5,90 € Versand", "5.9"),
        ("Frais de port : 6,50 €", "6.5"),
        ("Gastos de envío: 4,99 €", "4.99"),
        ("Spedizione 7,90 €", "7.9"),
        ("Verzendkosten € 4,95", "4.95"),
        ("Dostawa: 12,99 zł", "12.99"),
        ("Доставка 299 ₽", "299"),
        ("배송비 3,000원", "3000"),
        ("送料：¥660", "660"),
        ("Frakt 49 kr", "49"),
        ("Doprava 99 Kč", "99"),
        ("运费：¥8.00", "8"),
    ] {
        assert_eq!(freight(text), (None, some(fee), None, None), "{text}");
    }
    assert_eq!(freight("$31.49 Free shipping"), (some("31.49"), some("0"), Some(true), None));
    assert_eq!(freight("31,49 € zzgl. Versand").0, some("31.49"));
}

#[test]
fn instalments_are_known_in_every_language() {
    for text in [
        "12 x 49,90 €",
        "10 rate da 12,90 €",
        "₺250 x 6 ay",
        "49 zł/mies.",
        "od 59 zł miesięcznie",
        "349 Kč měsíčně",
        "月々 3,300円",
        "월 9,900원 x 12개월",
        "1 290 ₽/мес",
        "99 kr/mån",
        "6 taksit 150 TL",
        "24,90 € al mese",
    ] {
        assert_eq!(read_on("", text).kind, Sort::Instalment, "{text}");
    }
    assert_eq!(amount("$599.00 or $49.92/mo.").as_deref(), Some("599"));
}
