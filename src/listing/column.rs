//! The columns of tables of listings, and the names that people give them.

use serde::Serialize;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Column {
    /// The marketplace's short name.
    Platform,
    /// The marketplace's id of the offer.
    Id,
    /// Address of its page.
    Url,
    /// Title.
    Title,
    /// Addresses or paths of pictures; several such columns are joined.
    Images,
    /// Currency of every amount.
    Currency,
    /// Quantity tiers.
    Tiers,
    /// A price, a range or tiers.
    Price,
    /// Minimum order quantity.
    Moq,
    /// What is counted.
    Unit,
    /// What delivery costs.
    Freight,
    /// Order value from which delivery is free.
    FreeFrom,
    /// Place of dispatch.
    Origin,
    /// The supplier's name.
    Supplier,
    /// The supplier's place.
    Place,
    /// The supplier's industrial belt.
    Belt,
    /// The supplier's years on the marketplace.
    Years,
    /// Share of buyers who came back.
    RepurchaseRate,
    /// What the marketplace vouches for.
    Flags,
    /// GTIN.
    Gtin,
    /// Brand.
    Brand,
    /// The attribute table, in one cell.
    Attributes,
    /// Mixed-batch rule.
    Mix,
    /// Variants.
    Skus,
    /// Dispatch promise.
    Dispatch,
    /// Services.
    Services,
    /// When it was last seen.
    SeenAt,
    /// One attribute, named by the header.
    Attribute,
    /// Nothing of use.
    Ignore,
}

use Column::*;

/// Columns in the order of an export, each with its name there and the other names by which it is known. Names stand as
/// [`key`] writes them.
#[rustfmt::skip]
const NAMES: &[(Column, &str, &[&str])] = &[
    (Platform, "platform", &["marketplace", "平台", "来源平台", "來源平台"]),
    (Id, "id", &["offerid", "itemid", "productid", "goodsid", "商品id", "货品id", "产品id", "商品编号", "产品编号", "货品编号", "编号", "貨品id", "商品編號", "產品編號", "貨品編號", "編號"]),
    (Url, "url", &["link", "address", "producturl", "productlink", "offerurl", "itemurl", "detailurl", "href", "链接", "商品链接", "货品链接", "产品链接", "详情链接", "商品网址", "网址", "地址链接", "連結", "商品連結"]),
    (Title, "title", &["name", "productname", "producttitle", "offertitle", "subject", "标题", "商品标题", "产品标题", "商品名称", "产品名称", "货品标题", "货品名称", "名称", "品名", "標題", "商品標題", "產品標題", "商品名稱", "產品名稱", "貨品名稱", "名稱", "品名稱"]),
    (Images, "images", &["image", "picture", "pictures", "photo", "photos", "img", "imgs", "imageurl", "imageurls", "imgurl", "picurl", "mainimage", "thumbnail", "图片", "主图", "商品图片", "产品图片", "图片链接", "图片地址", "主图链接", "主图地址", "商品主图", "附图", "圖片", "主圖"]),
    (Currency, "currency", &["币种", "货币", "幣別", "貨幣"]),
    (Tiers, "tiers", &["pricetiers", "tieredprice", "tieredpricing", "ladderprice", "priceladder", "阶梯价", "阶梯价格", "价格阶梯", "批量价格", "价格区间", "階梯價"]),
    (Price, "price", &["unitprice", "wholesaleprice", "offerprice", "fobprice", "cost", "价格", "单价", "批发价", "批发价格", "供货价", "出厂价", "进货价", "拿货价", "采购价", "代发价", "價格", "單價", "批發價", "批發價格", "供貨價", "出廠價", "進貨價"]),
    (Moq, "moq", &["minimumorder", "minorder", "minimumorderquantity", "minorderquantity", "minorderqty", "quantitybegin", "beginamount", "起批量", "起订量", "最小起订量", "最低起订量", "最小起批量", "起批数", "起批", "起批數", "起訂量", "最小訂購量", "最低訂購量", "最小起訂量", "最小订购量", "最小订单量"]),
    (Unit, "unit", &["单位", "计量单位", "單位"]),
    (Freight, "freight", &["shipping", "shippingcost", "shippingfee", "deliveryfee", "freightamount", "postage", "运费", "邮费", "快递费", "物流费", "包邮", "是否包邮", "運費", "郵費", "快遞費"]),
    (FreeFrom, "freefrom", &["freeshippingfrom", "包邮金额", "满额包邮", "满包邮", "滿額免運"]),
    (Origin, "origin", &["freightorigin", "shipfrom", "shipsfrom", "发货地", "发货地址", "发货地区", "發貨地"]),
    (Supplier, "supplier", &["company", "companyname", "suppliername", "factory", "manufacturer", "vendor", "seller", "供应商", "供应商名称", "公司", "公司名称", "公司名", "厂家", "厂家名称", "工厂", "商家", "店铺", "店铺名称", "卖家", "供應商", "公司名稱", "廠家"]),
    (Place, "place", &["location", "region", "city", "companylocation", "所在地", "所在地区", "地区", "公司所在地", "厂家所在地", "所在城市", "產地", "所在地區"]),
    (Belt, "belt", &["industrialbelt", "产业带", "產業帶"]),
    (Years, "years", &["tpyear", "supplieryears", "yearsonplatform", "年限", "诚信通年限", "诚信通", "经营年限", "入驻年限", "開店年限"]),
    (RepurchaseRate, "repurchaserate", &["repeatrate", "repeatpurchaserate", "rebuyrate", "reorderrate", "回头率", "复购率", "店铺回头率", "回購率", "復購率"]),
    (Flags, "flags", &["tags", "badges", "labels", "标签", "商家标签", "厂家标签", "资质", "標籤"]),
    (Gtin, "gtin", &["gtin13", "ean", "ean13", "upc", "barcode", "条码", "条形码", "商品条码", "條碼", "國際條碼"]),
    (Brand, "brand", &["brandname", "品牌"]),
    (Attributes, "attributes", &["properties", "specs", "specifications", "属性", "商品属性", "产品属性", "屬性"]),
    (Mix, "mix", &["混批", "混批规则"]),
    (Skus, "skus", &["variants", "skulist"]),
    (Dispatch, "dispatch", &["deliverytime", "leadtime", "发货时间", "发货承诺", "发货时效", "發貨時間"]),
    (Services, "services", &["服务", "服务保障", "售后服务", "買家保障", "服務"]),
    (SeenAt, "seenat", &["updatedat", "updated", "updatetime", "crawledat", "scrapedat", "crawltime", "更新时间", "采集时间", "抓取时间", "更新日期", "更新時間"]),
];

impl Column {
    /// Every column that an export has, in its order.
    pub fn exported() -> impl ExactSizeIterator<Item = Self> {
        NAMES.iter().filter(|(column, ..)| *column != Price).map(|(column, ..)| *column).collect::<Vec<_>>().into_iter()
    }

    /// Its name in an export, and in a mapping.
    pub fn name(self) -> &'static str {
        match self {
            FreeFrom => "free_from",
            RepurchaseRate => "repurchase_rate",
            SeenAt => "seen_at",
            Attribute => "attribute",
            Ignore => "ignore",
            other => NAMES.iter().find(|(column, ..)| *column == other).map_or("ignore", |(_, name, _)| name),
        }
    }

    /// The column of such a name, as [`Self::name`] writes it.
    pub fn of_name(name: &str) -> Option<Self> {
        let all = NAMES.iter().map(|(column, ..)| *column).chain([Attribute, Ignore]);
        all.into_iter().find(|column| column.name() == name)
    }

    /// Whether several columns of a table may hold it.
    pub(super) fn repeats(self) -> bool {
        matches!(self, Images | Attribute | Ignore)
    }
}

/// A header taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Heading {
    /// What it holds, if its name is known.
    pub(super) column: Option<Column>,
    /// What stands in brackets or behind a slash, `元` in 价格(元).
    pub(super) hint: String,
    /// Its number, as in 图片2.
    pub(super) number: Option<u32>,
}

impl Heading {
    /// Recognises a header.
    pub(super) fn of(header: &str) -> Self {
        let plain = plain(header);
        let whole = Self { column: named(&key(&plain)), hint: String::new(), number: None };
        if whole.column.is_some() {
            return whole;
        }
        let (name, hint) = split_hint(&plain);
        let key = key(name);
        let stem = key.trim_end_matches(|character: char| character.is_ascii_digit());
        let number = key.get(stem.len()..).and_then(|digits| digits.parse().ok());
        let column = named(&key).or_else(|| named(stem).filter(|_| number.is_some()));
        Self { column, hint: hint.trim().to_owned(), number }
    }
}

fn named(key: &str) -> Option<Column> {
    let known = |(_, name, names): &&(Column, &str, &[&str])| *name == key || names.contains(&key);
    NAMES.iter().find(known).map(|(column, ..)| *column)
}

/// Lower case, full-width forms as ASCII, no invisible marks.
fn plain(header: &str) -> String {
    let narrow = |character: char| match character {
        '\u{3000}' | '\u{a0}' => ' ',
        '【' => '[',
        '】' => ']',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(character) - 0xfee0).unwrap_or(character),
        other => other,
    };
    let visible = |character: &char| !matches!(character, '\u{feff}' | '\u{200b}'..='\u{200f}');
    header.chars().filter(visible).map(narrow).flat_map(char::to_lowercase).collect()
}

/// A name without the marks that people set between its words.
fn key(plain: &str) -> String {
    plain
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '_' | '-' | ':' | '*' | '.' | '#' | '"' | '\''))
        .collect()
}

fn split_hint(plain: &str) -> (&str, &str) {
    match plain.split_once(['(', '[']) {
        Some((name, hint)) if !name.trim().is_empty() => (name, hint.trim_end().trim_end_matches([')', ']'])),
        _ => plain.split_once('/').unwrap_or((plain, "")),
    }
}
