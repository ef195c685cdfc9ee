use std::collections::BTreeMap;

use serde_json::json;

use super::*;
use crate::record::{Mix, Offer, OfferFreight, Reason, Sku, Supplier, Tier};

fn mapped(headers: &[&str]) -> Vec<Column> {
    Mapping::recognise(headers).columns().map(|(_, column)| column).collect()
}

fn read(headers: &[&str], cells: &[&str]) -> serde_json::Value {
    serde_json::to_value(Mapping::recognise(headers).offer(cells).unwrap()).unwrap()
}

fn message(headers: &[&str], cells: &[&str]) -> String {
    Mapping::recognise(headers).offer(cells).unwrap_err().to_string()
}

#[test]
fn headers_in_any_dress() {
    use Column::*;
    assert_eq!(
        mapped(&[
            "\u{feff}商品标题",
            "价格(元)",
            "ＭＯＱ",
            "Product URL",
            "公司名称：",
            "复购率（%）",
            "单价/元",
            "颜色",
            ""
        ]),
        [Title, Price, Moq, Url, Supplier, RepurchaseRate, Attribute, Attribute, Ignore]
    );
    assert_eq!(mapped(&["图片1", "图片2", "主图", "image 3"]), [Images; 4]);
    assert_eq!(mapped(&["Price [USD]", "min_order", "Min. Order (Pieces)"]), [Price, Moq, Attribute]);
    assert_eq!(
        mapped(&["价格1", "起批量1", "价格2", "起批量2", "标题", "标题"]),
        [Price, Moq, Price, Moq, Title, Attribute]
    );
    assert_eq!(
        mapped(&["誠信通", "標題", "供應商", "free shipping from", "seen at"]),
        [Attribute, Title, Supplier, FreeFrom, SeenAt]
    );
}

#[test]
fn every_name_is_one_columns_only() {
    for name in columns() {
        assert_eq!(Column::of_name(name).map(Column::name), Some(name));
        assert_eq!(mapped(&[name]), [Column::of_name(name).unwrap()]);
    }
    assert_eq!(Column::of_name("attribute"), Some(Column::Attribute));
    assert_eq!(Column::of_name("nonsense"), None);
}

#[test]
fn a_traders_row() {
    let headers = [
        "标题",
        "链接",
        "价格(元)",
        "起批量",
        "运费",
        "公司名称",
        "所在地",
        "诚信通年限",
        "回头率(%)",
        "标签",
        "图片1",
        "图片2",
        "材质",
        "更新时间",
    ];
    let cells = [
        " 陶瓷  马克杯 ",
        "https://detail.1688.com/offer/631234.html?spm=1",
        "¥2.30-3.50",
        "≥2个",
        "包邮",
        "德化陶瓷厂",
        "福建 德化",
        "8年",
        "42",
        "超级工厂 深度验厂",
        "//img.example/a.jpg",
        "https://img.example/b,c.jpg,https://img.example/d.jpg",
        "陶瓷",
        "2026/1/5 8:30",
    ];
    assert_eq!(
        read(&headers, &cells),
        json!({
            "platform": "1688", "id": "631234", "url": "https://detail.1688.com/offer/631234.html?spm=1",
            "title": "陶瓷 马克杯",
            "images": ["https://img.example/a.jpg", "https://img.example/b,c.jpg", "https://img.example/d.jpg"],
            "currency": "CNY", "tiers": [{ "from": 2, "price": "3.50" }], "moq": 2, "unit": "个",
            "freight": { "amount": "0" },
            "supplier": { "name": "德化陶瓷厂", "place": "福建 德化", "years": 8, "repurchase_rate": 0.42, "flags": ["超级工厂", "深度验厂"] },
            "attributes": { "材质": "陶瓷" }, "seen_at": "2026-01-05T08:30:00Z"
        })
    );
}

#[test]
fn tiers_in_many_hands() {
    let tiers = |header, cell| read(&["title", header], &["杯", cell])["tiers"].clone();
    let both = json!([{ "from": 3, "price": "2.30" }, { "from": 100, "price": "1.9" }]);
    for cell in [
        "3-99:2.30;100+:1.9",
        "3-99件：¥2.30；100件以上：¥1.9",
        "100:1.9|3:2.30",
        r#"[{"from":3,"price":"2.30"},{"from":100,"price":"1.9"}]"#,
    ] {
        assert_eq!(tiers("阶梯价", cell), both, "{cell}");
        assert_eq!(tiers("price", cell), both, "{cell}");
    }
    // What the range is over is not said: the highest is surely enough.
    assert_eq!(tiers("阶梯价", "2.30~3.50"), json!([{ "from": 1, "price": "3.50" }]));
    let numbered =
        read(&["title", "数量", "price1", "moq1", "price2", "moq2"], &["杯", "9", "2.30", "3", "1.9", "100"]);
    assert_eq!(numbered["tiers"], both);
    assert_eq!((&numbered["moq"], &numbered["attributes"]), (&json!(3), &json!({ "数量": "9" })));
}

#[test]
fn currencies_by_what_names_them() {
    let currency = |headers: &[&str], cells: &[&str]| read(headers, cells)["currency"].clone();
    assert_eq!(currency(&["title", "price"], &["cup", "2.30"]), "CNY");
    assert_eq!(currency(&["title", "price (USD)"], &["cup", "2.30"]), "USD");
    assert_eq!(currency(&["title", "price"], &["cup", "US$2.30 - 3.10"]), "USD");
    assert_eq!(currency(&["title", "price", "currency"], &["cup", "2.30", "EUR"]), "EUR");
    let alibaba = "https://www.alibaba.com/product-detail/Ceramic-Cup_1600123.html";
    let offer = read(&["title", "price", "url"], &["cup", "2.30", alibaba]);
    assert_eq!(
        (&offer["currency"], &offer["platform"], &offer["id"]),
        (&json!("USD"), &json!("alibaba"), &json!("1600123"))
    );
}

#[test]
fn faults_name_column_cell_and_remedy() {
    assert_eq!(message(&["title", "价格"], &["杯", "贵"]), "column \"价格\": \"贵\" is not an amount");
    for (header, cell) in [("价格", "面议"), ("批发价", "电议"), ("阶梯价", "價格面議"), ("price", "Negotiable")]
    {
        let told = message(&["title", header], &["杯", cell]);
        assert!(
            told.ends_with("is not a price but something to be agreed: write an amount, or leave the cell empty"),
            "{told}"
        );
    }
    assert_eq!(message(&["title", "moq"], &["杯", "1.5"]), "column \"moq\": \"1.5\" is not a number");
    assert_eq!(
        message(&["title", "tiers"], &["杯", "x:y"]),
        "column \"tiers\": \"x:y\" is not tiers such as 3:2.30;100:2.10"
    );
    assert_eq!(
        message(&["title", "rate", "回头率"], &["杯", "", "142%"]),
        "column \"回头率\": \"142%\" is not a rate such as 0.42 or 42%"
    );
    assert!(message(&["title", "条码"], &["杯", "6.90123E+12"]).contains("rounded"));
    assert_eq!(message(&["title", "price"], &["", "2"]), "the listing has neither a title nor a picture");
    assert_eq!(message(&["title", "price"], &["杯", "0"]), "the tier from 1 at 0 is no price: both must be above zero");
    let long = "x".repeat(500);
    assert!(message(&["title", "price"], &["杯", &long]).len() < 200);
    let fault = Mapping::recognise(&["title", "价格"]).offer(&["杯", "面议"]).unwrap_err();
    assert_eq!(
        serde_json::to_value(fault).unwrap(),
        json!({ "kind": "cell", "column": "价格", "value": "面议", "expected": "agreed" })
    );
}

#[test]
fn freight_that_is_still_open_is_unknown_and_no_fault() {
    let freight = |header, cell| read(&["title", header], &["杯", cell])["freight"].clone();
    for cell in
        ["面议", "待议", "到付", "运费到付", "运费待定", "Negotiable", "freight collect", "TBD", "按实际收取", "否"]
    {
        assert_eq!(freight("运费", cell), json!(null), "{cell}");
    }
    assert_eq!(freight("满包邮", "面议"), json!(null));
    for cell in ["包邮", "是"] {
        assert_eq!(freight("是否包邮", cell), json!({ "amount": "0" }), "{cell}");
    }
    assert_eq!(freight("运费", "到付 8元"), json!({ "amount": "8" }));
    let both = read(&["title", "运费", "发货地"], &["杯", "面议", "义乌"]);
    assert_eq!(both["freight"], json!({ "origin": "义乌" }));
    assert!(message(&["title", "运费"], &["杯", "dear"]).ends_with("is not an amount"));
}

#[test]
fn a_listing_without_a_price_is_doubtful() {
    let mapping = Mapping::recognise(&["标题", "价格"]);
    assert_eq!(doubt(&mapping.offer(&["杯", ""]).unwrap()), Some(RowFault::NoPrice));
    assert_eq!(doubt(&mapping.offer(&["杯", "3"]).unwrap()), None);
    let sku = Sku { price: Some(3.into()), ..Sku::default() };
    assert_eq!(doubt(&Offer { skus: vec![sku], ..Offer::default() }), None);
    assert!(mapping.is_priced() && !Mapping::recognise(&["标题", "图片"]).is_priced());
}

#[test]
fn a_mapping_can_be_set() {
    let mut mapping = Mapping::recognise(&["品", "钱"]);
    assert!(!mapping.is_useful());
    assert!(mapping.set(0, Column::Title) && mapping.set(1, Column::Price) && !mapping.set(2, Column::Id));
    assert!(mapping.is_useful());
    assert_eq!(mapping.offer(&["杯", "3"]).unwrap().tiers, [Tier { from: 1, price: 3.into() }]);
    assert_eq!(mapping.offer(&["杯"]).unwrap().tiers, []);
}

#[test]
fn json_of_every_kind() {
    let read = |value: serde_json::Value| offers(value.as_object().unwrap().clone());
    assert_eq!(read(json!({ "title": "杯" })).unwrap().len(), 1);
    assert_eq!(
        read(json!({ "标题": "杯", "价格": 2.3, "图片": ["a.jpg", "b.jpg"] })).unwrap()[0].images,
        ["a.jpg", "b.jpg"]
    );
    let cards =
        json!({ "kind": "cards", "cards": [{ "kind": "item", "title": "x" }, { "kind": "offer", "title": "y" }] });
    assert_eq!(read(cards).unwrap().len(), 1);
    assert_eq!(read(json!({ "kind": "item", "title": "x" })), Err(RowFault::Retail));
    assert_eq!(read(json!({ "kind": "nothing", "reason": "gone" })), Err(RowFault::NoOffer { reason: Reason::Gone }));
    assert_eq!(read(json!({ "kind": "offer" })), Err(RowFault::NothingToFind));
    assert!(matches!(read(json!({ "title": 3 })), Err(RowFault::Json { .. })));
    let rate = json!({ "title": "x", "supplier": { "repurchase_rate": 42 } });
    assert_eq!(read(rate), Err(RowFault::BadRate { rate: 42.0 }));
}

/// A stream of numbers that is the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound
    }

    fn text(&mut self) -> String {
        const PIECES: &[&str] = &[
            "杯",
            "cup",
            " ",
            "  ",
            "-",
            "=1+1",
            "@",
            "'",
            "\"",
            "{",
            "}",
            "[",
            "]",
            ";",
            "|",
            ",",
            "，",
            "、",
            ":",
            "\n",
            "\r",
            "\t",
            "N/A",
            "null",
            "/",
            "https://a.example/x",
            "//b.example/y",
            "6.9E+12",
            "690123",
            ".0",
            "2026-01-05",
            "T08:00:00Z",
            "\u{feff}",
            "\u{3000}",
            "%",
            "0.42",
            "𠮷",
        ];
        let length = self.below(5);
        (0..length).map(|_| PIECES[self.below(PIECES.len())]).collect()
    }

    fn maybe<T>(&mut self, make: impl FnOnce(&mut Self) -> T) -> Option<T> {
        (self.below(3) > 0).then(|| make(self))
    }

    fn texts(&mut self) -> Vec<String> {
        (0..self.below(4)).map(|_| self.text()).collect()
    }

    fn amount(&mut self) -> rust_decimal::Decimal {
        rust_decimal::Decimal::new(1 + self.below(1_000_000) as i64, self.below(5) as u32)
    }

    fn count(&mut self) -> u32 {
        1 + self.below(1_000_000) as u32
    }

    fn offer(&mut self) -> Offer {
        Offer {
            platform: self.maybe(Self::text),
            id: self.maybe(Self::text),
            url: self.maybe(Self::text),
            title: Some(format!("杯{}", self.text())),
            images: self.texts(),
            currency: self.maybe(Self::text),
            tiers: (0..self.below(4)).map(|_| Tier { from: self.count(), price: self.amount() }).collect(),
            moq: self.maybe(Self::count),
            unit: self.maybe(Self::text),
            freight: self.maybe(|dice| OfferFreight {
                amount: dice.maybe(Self::amount),
                free_from: dice.maybe(Self::amount),
                origin: dice.maybe(Self::text),
            }),
            supplier: self.maybe(|dice| Supplier {
                name: dice.maybe(Self::text),
                place: dice.maybe(Self::text),
                belt: dice.maybe(Self::text),
                years: dice.maybe(Self::count),
                repurchase_rate: dice.maybe(|dice| dice.below(10_001) as f64 / 10_000.0),
                flags: dice.texts(),
            }),
            attributes: (0..self.below(4)).map(|_| (self.text(), self.text())).collect::<BTreeMap<_, _>>(),
            gtin: self.maybe(Self::text),
            brand: self.maybe(Self::text),
            mix: self.maybe(|dice| Mix { number: dice.maybe(Self::count), amount: dice.maybe(Self::amount) }),
            skus: (0..self.below(3))
                .map(|_| Sku {
                    id: self.maybe(Self::text),
                    name: self.maybe(Self::text),
                    price: self.maybe(Self::amount),
                    image: self.maybe(Self::text),
                    stock: self.maybe(|dice| dice.below(1 << 30) as u64),
                })
                .collect(),
            dispatch: self.maybe(Self::text),
            services: self.texts(),
            seen_at: self.maybe(Self::text),
        }
    }
}

#[test]
fn importing_an_export_changes_nothing() {
    let headers: Vec<&str> = columns().collect();
    let mapping = Mapping::recognise(&headers);
    let mut dice = Dice(1);
    for _ in 0..20_000 {
        let offer = dice.offer();
        let cells = row(&offer);
        assert_eq!(cells.len(), headers.len());
        let back = mapping.offer(&cells).unwrap_or_else(|fault| panic!("{fault}\n{offer:#?}\n{cells:#?}"));
        // As JSON, so that 2.30 is not 2.3.
        let (back, wanted) = (serde_json::to_string(&back).unwrap(), serde_json::to_string(&offer).unwrap());
        assert_eq!(back, wanted, "{cells:#?}");
        assert!(!cells.iter().any(|cell| cell.starts_with(['=', '+', '-', '@'])), "a formula in {cells:#?}");
    }
}

#[test]
fn an_export_is_plain_where_it_can_be() {
    let offer = Offer {
        title: Some("=HYPERLINK(1)".into()),
        images: vec!["https://a.example/1.jpg".into(), "https://a.example/2.jpg".into()],
        tiers: vec![Tier { from: 3, price: "2.30".parse().unwrap() }, Tier { from: 100, price: 2.into() }],
        gtin: Some("6901234567892".into()),
        seen_at: Some("2026-01-05T08:00:00Z".into()),
        ..Offer::default()
    };
    let cells: BTreeMap<&str, String> = columns().zip(row(&offer)).collect();
    assert_eq!(cells["title"], "'=HYPERLINK(1)");
    assert_eq!(cells["images"], "https://a.example/1.jpg | https://a.example/2.jpg");
    assert_eq!((cells["tiers"].as_str(), cells["gtin"].as_str()), ("3:2.30;100:2", "6901234567892"));
    assert_eq!((cells["seen_at"].as_str(), cells["attributes"].as_str()), ("2026-01-05T08:00:00Z", ""));
}
