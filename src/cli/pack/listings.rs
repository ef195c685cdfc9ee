//! Listings from JSON Lines and CSV.

use std::{io, path::Path};

use rust_decimal::Decimal;

use crate::{
    cli::{
        input::{named, open, records},
        problems::Problems,
    },
    record::{Card, Offer, OfferFreight, Page, Supplier, Tier},
};

/// A listing and where it stood.
pub(super) struct Listing {
    pub(super) place: String,
    pub(super) offer: Offer,
}

/// Hands over the listings of a file in order; tells of what is none, and goes on.
pub(super) fn read(
    path: &Path,
    problems: &Problems,
    mut take: impl FnMut(Listing) -> io::Result<()>,
) -> io::Result<()> {
    let mut take = |listing: Listing| match fault(&listing.offer) {
        None => take(listing),
        Some(fault) => {
            problems.tell(&listing.place, fault);
            Ok(())
        }
    };
    if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("csv")) {
        return read_csv(path, problems, take);
    }
    records(path, "offer", problems, |number, page| {
        let place = format!("{}:{number}", path.display());
        let offers = match page {
            Page::Offer(offer) => vec![offer],
            Page::Cards(cards) => cards.cards.into_iter().filter_map(factory).collect(),
            Page::Item(_) => {
                problems.tell(&place, "this is a retail item, not a factory's offer: it has no place in a catalogue");
                return Ok(());
            }
            Page::Nothing(nothing) => {
                problems.tell(&place, format_args!("there is no offer on this page: {}", nothing.reason));
                return Ok(());
            }
        };
        offers.into_iter().try_for_each(|offer| take(Listing { place: place.clone(), offer }))
    })
}

/// Why an offer has no place in a catalogue.
fn fault(offer: &Offer) -> Option<String> {
    if offer.title.is_none() && offer.images.is_empty() {
        return Some("the listing has neither a title nor a picture".into());
    }
    let wrong = offer.tiers.iter().find(|tier| tier.price <= Decimal::ZERO || tier.from == 0)?;
    Some(format!("the tier from {} at {} is no price: both must be above zero", wrong.from, wrong.price))
}

fn factory(card: Card) -> Option<Offer> {
    match card {
        Card::Offer(offer) => Some(offer),
        Card::Item(_) => None,
    }
}

fn read_csv(path: &Path, problems: &Problems, mut take: impl FnMut(Listing) -> io::Result<()>) -> io::Result<()> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(open(path)?);
    let headers = reader.headers().map_err(|error| named(path, error.into()))?.clone();
    let columns: Vec<Option<Column>> = headers.iter().map(column).collect();
    if !columns.contains(&Some(Column::Title)) && !columns.contains(&Some(Column::Images)) {
        let message = format!(
            "no column is a title or a picture; the header is: {}",
            headers.iter().collect::<Vec<_>>().join(", ")
        );
        return Err(named(path, io::Error::other(message)));
    }
    for row in reader.records() {
        let row = match row {
            Ok(row) => row,
            Err(error) => {
                let line = error.position().map_or(0, csv::Position::line);
                problems.tell(format_args!("{}:{line}", path.display()), error);
                continue;
            }
        };
        let place = format!("{}:{}", path.display(), row.position().map_or(0, csv::Position::line));
        match offer(&columns, &headers, &row) {
            Ok(offer) => take(Listing { place, offer })?,
            Err(reason) => problems.tell(place, reason),
        }
    }
    Ok(())
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Column {
    Platform,
    Id,
    Url,
    Title,
    Images,
    Currency,
    Tiers,
    Price,
    Moq,
    Unit,
    Freight,
    FreeFrom,
    Origin,
    Supplier,
    Place,
    Belt,
    Years,
    Rate,
    Flags,
    Gtin,
    Brand,
    SeenAt,
}

/// The columns by the names that spreadsheets of listings give them, in English and in Chinese.
const NAMES: &[(Column, &[&str])] = &[
    (Column::Platform, &["platform", "平台"]),
    (Column::Id, &["id", "offer_id", "offerid", "item_id", "商品id", "货品id", "编号"]),
    (Column::Url, &["url", "link", "address", "product_url", "链接", "商品链接", "货品链接"]),
    (Column::Title, &["title", "name", "product_name", "标题", "商品标题", "商品名称", "货品标题", "名称"]),
    (
        Column::Images,
        &["images", "image", "picture", "pictures", "img", "image_url", "图片", "主图", "商品图片", "图片链接"],
    ),
    (Column::Currency, &["currency", "币种", "货币"]),
    (Column::Tiers, &["tiers", "price_tiers", "阶梯价", "价格区间"]),
    (Column::Price, &["price", "unit_price", "价格", "单价", "批发价"]),
    (Column::Moq, &["moq", "minimum_order", "min_order", "quantity_begin", "起批量", "起订量", "最小起订量"]),
    (Column::Unit, &["unit", "单位"]),
    (Column::Freight, &["freight", "shipping", "freight_amount", "运费"]),
    (Column::FreeFrom, &["free_from", "free_shipping_from", "包邮金额", "满额包邮"]),
    (Column::Origin, &["origin", "freight_origin", "ship_from", "发货地"]),
    (Column::Supplier, &["supplier", "company", "supplier_name", "供应商", "公司", "公司名称", "厂家"]),
    (Column::Place, &["place", "location", "所在地", "地区"]),
    (Column::Belt, &["belt", "industrial_belt", "产业带"]),
    (Column::Years, &["years", "年限", "诚信通年限"]),
    (Column::Rate, &["repurchase_rate", "回头率", "复购率"]),
    (Column::Flags, &["flags", "tags", "标签", "服务"]),
    (Column::Gtin, &["gtin", "ean", "barcode", "条码", "条形码"]),
    (Column::Brand, &["brand", "品牌"]),
    (Column::SeenAt, &["seen_at", "updated_at", "更新时间"]),
];

fn column(header: &str) -> Option<Column> {
    let header = header.trim_start_matches('\u{feff}').trim().to_lowercase().replace([' ', '-'], "_");
    NAMES.iter().find(|(_, names)| names.contains(&header.as_str())).map(|(column, _)| *column)
}

/// Builds the offer of a row. Columns of other names become attributes.
fn offer(columns: &[Option<Column>], headers: &csv::StringRecord, row: &csv::StringRecord) -> Result<Offer, String> {
    let mut offer = Offer { currency: Some("CNY".into()), ..Offer::default() };
    let mut freight = OfferFreight::default();
    let mut supplier = Supplier::default();
    let mut price = None;
    for (index, cell) in row.iter().map(str::trim).enumerate().filter(|(_, cell)| !cell.is_empty()) {
        let text = || Some(cell.to_owned());
        let header = headers.get(index).unwrap_or_default();
        let wrong = |what: &str| format!("column \"{header}\": \"{cell}\" is not {what}");
        let money =
            || cell.trim_start_matches(['¥', '￥']).replace(',', "").parse::<Decimal>().map_err(|_| wrong("an amount"));
        let number = || cell.parse::<u32>().map_err(|_| wrong("a number"));
        match columns.get(index).copied().flatten() {
            Some(Column::Platform) => offer.platform = text(),
            Some(Column::Id) => offer.id = text(),
            Some(Column::Url) => offer.url = text(),
            Some(Column::Title) => offer.title = text(),
            Some(Column::Images) => offer.images = list(cell, &[' ', ';', '|', '\n']),
            Some(Column::Currency) => offer.currency = text(),
            Some(Column::Tiers) => offer.tiers = tiers(cell).ok_or_else(|| wrong("tiers such as 3:2.30;100:2.10"))?,
            Some(Column::Price) => price = Some(money()?),
            Some(Column::Moq) => offer.moq = Some(number()?),
            Some(Column::Unit) => offer.unit = text(),
            Some(Column::Freight) => freight.amount = Some(if cell == "包邮" { Decimal::ZERO } else { money()? }),
            Some(Column::FreeFrom) => freight.free_from = Some(money()?),
            Some(Column::Origin) => freight.origin = text(),
            Some(Column::Supplier) => supplier.name = text(),
            Some(Column::Place) => supplier.place = text(),
            Some(Column::Belt) => supplier.belt = text(),
            Some(Column::Years) => supplier.years = Some(number()?),
            Some(Column::Rate) => {
                supplier.repurchase_rate = Some(rate(cell).ok_or_else(|| wrong("a rate such as 0.42 or 42%"))?)
            }
            Some(Column::Flags) => supplier.flags = list(cell, &[' ', ';', '|', '、', ',']),
            Some(Column::Gtin) => offer.gtin = text(),
            Some(Column::Brand) => offer.brand = text(),
            Some(Column::SeenAt) => offer.seen_at = text(),
            None => {
                offer.attributes.insert(header.trim().to_owned(), cell.to_owned());
            }
        }
    }
    if let Some(price) = price.filter(|_| offer.tiers.is_empty()) {
        offer.tiers = vec![Tier { from: offer.moq.unwrap_or(1).max(1), price }];
    }
    offer.freight = Some(freight).filter(|freight| *freight != OfferFreight::default());
    offer.supplier = Some(supplier).filter(|supplier| *supplier != Supplier::default());
    Ok(offer)
}

fn list(cell: &str, separators: &[char]) -> Vec<String> {
    cell.split(separators).map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// `3:2.30;100:2.10`: from three pieces on 2.30 each, from a hundred on 2.10.
fn tiers(cell: &str) -> Option<Vec<Tier>> {
    let tier = |part: &str| {
        let (from, price) = part.split_once([':', '：'])?;
        Some(Tier {
            from: from.trim().parse().ok()?,
            price: price.trim().trim_start_matches(['¥', '￥']).parse().ok()?,
        })
    };
    let mut tiers: Vec<Tier> =
        cell.split([';', '；']).filter(|part| !part.trim().is_empty()).map(tier).collect::<Option<_>>()?;
    tiers.sort_by_key(|tier| tier.from);
    Some(tiers)
}

/// `0.42` or `42%`.
fn rate(cell: &str) -> Option<f64> {
    let rate = match cell.strip_suffix('%') {
        Some(percent) => percent.trim().parse::<f64>().ok()? / 100.0,
        None => cell.parse().ok()?,
    };
    (0.0..=1.0).contains(&rate).then_some(rate)
}
