//! Which column holds what, and the offer of a row.

use serde::Serialize;

use super::{
    cell,
    column::{Column, Heading},
    fault::{Expected, RowFault, fault},
    table,
};
use crate::{
    page::{address::Address, offer_id, price_text},
    record::{Attributes, Offer, OfferFreight, Supplier, Tier},
    sorting,
};

/// The columns of a table.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Mapping {
    columns: Vec<Mapped>,
    /// Whether it is an export, which is taken word for word.
    exact: bool,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct Mapped {
    header: String,
    column: Column,
    /// What the header adds to its name: 元, %.
    #[serde(skip_serializing_if = "String::is_empty")]
    hint: String,
}

/// What a row says before its cells are put together.
#[derive(Default)]
struct Row {
    offer: Offer,
    freight: Option<OfferFreight>,
    supplier: Option<Supplier>,
    prices: Vec<Tier>,
    quantities: Vec<u32>,
    currency: Option<String>,
}

impl Mapping {
    /// Recognises the columns of a table by their headers. Of two that say the same, the first is it; what is not known
    /// is an attribute.
    pub fn recognise<S: AsRef<str>>(headers: &[S]) -> Self {
        let mut columns: Vec<Mapped> = Vec::with_capacity(headers.len());
        for header in headers {
            let header = header.as_ref();
            let heading = Heading::of(header);
            let is_series = heading.number.is_some() && matches!(heading.column, Some(Column::Price | Column::Moq));
            let is_free = |column: &Column| {
                column.repeats() || is_series || !columns.iter().any(|mapped| mapped.column == *column)
            };
            let header = cell::content(header).unwrap_or_default();
            let unknown = if header.is_empty() { Column::Ignore } else { Column::Attribute };
            let column = heading.column.filter(is_free).unwrap_or(unknown);
            columns.push(Mapped { header: header.to_owned(), column, hint: heading.hint });
        }
        let exact = columns.iter().map(|mapped| mapped.header.as_str()).eq(table::columns());
        Self { columns, exact }
    }

    /// Sets what a column holds, by its place from 0. False where there is no such column.
    pub fn set(&mut self, index: usize, column: Column) -> bool {
        let Some(mapped) = self.columns.get_mut(index) else {
            return false;
        };
        self.exact &= mapped.column == column;
        mapped.column = column;
        true
    }

    /// Headers and what they hold, in order.
    pub fn columns(&self) -> impl Iterator<Item = (&str, Column)> {
        self.columns.iter().map(|mapped| (mapped.header.as_str(), mapped.column))
    }

    /// Whether the table can hold listings at all: one of its columns is a title or a picture.
    pub fn is_useful(&self) -> bool {
        self.columns.iter().any(|mapped| matches!(mapped.column, Column::Title | Column::Images))
    }

    /// Whether its rows name listings: one of its columns is an id or an address.
    pub fn is_naming(&self) -> bool {
        self.columns.iter().any(|mapped| matches!(mapped.column, Column::Id | Column::Url))
    }

    /// Whether its rows can say a price.
    pub fn is_priced(&self) -> bool {
        self.columns.iter().any(|mapped| matches!(mapped.column, Column::Price | Column::Tiers | Column::Skus))
    }

    /// The offer of a row. Cells beyond the headers are passed over.
    ///
    /// # Errors
    /// The first cell that is not what its column holds, or why the offer has no place in a catalogue.
    pub fn offer<S: AsRef<str>>(&self, cells: &[S]) -> Result<Offer, RowFault> {
        self.offer_but(cells, fault)
    }

    /// The same, with what else is wrong with an offer: [`fault`] or [`super::nameless`].
    ///
    /// # Errors
    /// The first cell that is not what its column holds, or what `wrong` says.
    pub fn offer_but<S: AsRef<str>>(
        &self,
        cells: &[S],
        wrong: fn(&Offer) -> Option<RowFault>,
    ) -> Result<Offer, RowFault> {
        let mut row = Row::default();
        for (mapped, cell) in self.columns.iter().zip(cells) {
            if let Some(cell) = cell::content(cell.as_ref()) {
                row.take(mapped, cell).map_err(|expected| RowFault::cell(&mapped.header, cell, expected))?;
            }
        }
        let offer = row.finish(self);
        match wrong(&offer) {
            Some(fault) => Err(fault),
            None => Ok(offer),
        }
    }

    /// What the header of the prices says of their currency.
    fn price_hint(&self) -> &str {
        self.columns.iter().find(|mapped| mapped.column == Column::Price).map_or("", |mapped| &mapped.hint)
    }
}

/// Whether what delivery costs is left open, as where the cell is empty.
fn is_unknown_freight(cell: &str) -> bool {
    cell::is_open(cell) || cell::is_not_free(cell)
}

/// Puts a cell where its column belongs in a row.
type Take = fn(&mut Row, &Mapped, &str) -> Result<(), Expected>;

/// The field of a row that a plain text goes to.
type TextField = fn(&mut Row) -> &mut Option<String>;

/// The columns that hold a plain text, and where it goes.
const TEXTS: &[(Column, TextField)] = &[
    (Column::Platform, |row| &mut row.offer.platform),
    (Column::Id, |row| &mut row.offer.id),
    (Column::Url, |row| &mut row.offer.url),
    (Column::Title, |row| &mut row.offer.title),
    (Column::Currency, |row| &mut row.offer.currency),
    (Column::Unit, |row| &mut row.offer.unit),
    (Column::Gtin, |row| &mut row.offer.gtin),
    (Column::Brand, |row| &mut row.offer.brand),
    (Column::Dispatch, |row| &mut row.offer.dispatch),
    (Column::SeenAt, |row| &mut row.offer.seen_at),
    (Column::Origin, |row| &mut row.freight().origin),
    (Column::Supplier, |row| &mut row.supplier().name),
    (Column::Place, |row| &mut row.supplier().place),
    (Column::Belt, |row| &mut row.supplier().belt),
];

/// The other columns, and how a cell of each is read.
const OTHERS: &[(Column, Take)] = &[
    (Column::Images, |row, mapped, cell| {
        row.offer.images.extend(cell::list(mapped.column, cell));
        Ok(())
    }),
    (Column::Services, |row, mapped, cell| {
        row.offer.services = cell::list(mapped.column, cell);
        Ok(())
    }),
    (Column::Flags, |row, mapped, cell| {
        row.supplier().flags = cell::list(mapped.column, cell);
        Ok(())
    }),
    (Column::Price, |row, mapped, cell| row.take_price(cell, &mapped.hint)),
    (Column::Tiers, Row::take_tiers),
    (Column::Moq, Row::take_moq),
    (Column::Freight, Row::take_freight),
    (Column::FreeFrom, Row::take_free_from),
    (Column::Years, |row, _, cell| {
        let (years, _) = cell::number(cell).ok_or(Expected::Number)?;
        row.supplier().years = Some(years);
        Ok(())
    }),
    (Column::RepurchaseRate, |row, mapped, cell| {
        let rate = cell::rate(cell, &mapped.hint).ok_or(Expected::Rate)?;
        row.supplier().repurchase_rate = Some(rate);
        Ok(())
    }),
    (Column::Attributes, |row, mapped, cell| {
        row.take_attributes(&mapped.header, cell);
        Ok(())
    }),
    (Column::Mix, |row, _, cell| {
        row.offer.mix = Some(cell::json(cell, '{').ok_or(Expected::Json)?);
        Ok(())
    }),
    (Column::Skus, |row, _, cell| {
        row.offer.skus = cell::json(cell, '[').ok_or(Expected::Json)?;
        Ok(())
    }),
    (Column::Attribute, |row, mapped, cell| {
        row.offer.attributes.insert(mapped.header.clone(), cell.to_owned());
        Ok(())
    }),
];

/// The entry of a column in a table.
fn entry<T: Copy>(table: &[(Column, T)], column: Column) -> Option<T> {
    table.iter().find(|(known, _)| *known == column).map(|(_, entry)| *entry)
}

impl Row {
    /// Takes a cell; one of a column that holds nothing of use is passed over.
    fn take(&mut self, mapped: &Mapped, cell: &str) -> Result<(), Expected> {
        if let Some(place) = entry(TEXTS, mapped.column) {
            return self.take_text(mapped.column, place, cell);
        }
        entry(OTHERS, mapped.column).map_or(Ok(()), |take| take(self, mapped, cell))
    }

    fn take_text(
        &mut self,
        column: Column,
        place: fn(&mut Self) -> &mut Option<String>,
        cell: &str,
    ) -> Result<(), Expected> {
        if column == Column::Supplier
            && let Some(supplier) = cell::json(cell, '{')
        {
            self.supplier = Some(supplier);
            return Ok(());
        }
        let wrong = if column == Column::SeenAt { Expected::Date } else { Expected::Unrounded };
        *place(self) = Some(cell::text(column, cell).ok_or(wrong)?);
        Ok(())
    }

    fn freight(&mut self) -> &mut OfferFreight {
        self.freight.get_or_insert_default()
    }

    fn supplier(&mut self) -> &mut Supplier {
        self.supplier.get_or_insert_default()
    }

    fn take_tiers(&mut self, mapped: &Mapped, cell: &str) -> Result<(), Expected> {
        match cell::tiers(cell) {
            Some(tiers) => {
                self.offer.tiers = tiers;
                Ok(())
            }
            // A column of that name with ranges of prices in it is usual too.
            None => {
                let wrong = |wrong| if wrong == Expected::Agreed { wrong } else { Expected::Tiers };
                self.take_price(cell, &mapped.hint).map_err(wrong)
            }
        }
    }

    fn take_moq(&mut self, _: &Mapped, cell: &str) -> Result<(), Expected> {
        let (number, unit) = cell::number(cell).ok_or(Expected::Number)?;
        self.quantities.push(number);
        self.offer.unit = self.offer.unit.take().or(unit);
        Ok(())
    }

    fn take_freight(&mut self, _: &Mapped, cell: &str) -> Result<(), Expected> {
        if is_unknown_freight(cell) {
            return Ok(());
        }
        match cell::json(cell, '{') {
            Some(freight) => self.freight = Some(freight),
            None => self.freight().amount = Some(cell::freight(cell).ok_or(Expected::Amount)?),
        }
        Ok(())
    }

    fn take_free_from(&mut self, _: &Mapped, cell: &str) -> Result<(), Expected> {
        if !is_unknown_freight(cell) {
            self.freight().free_from = Some(cell::amount(cell).ok_or(Expected::Amount)?);
        }
        Ok(())
    }

    fn take_price(&mut self, cell: &str, hint: &str) -> Result<(), Expected> {
        if cell::has_tiers(cell)
            && let Some(tiers) = cell::tiers(cell)
        {
            self.offer.tiers = tiers;
            return Ok(());
        }
        let host = self.offer.url.as_deref().and_then(Address::parse).map_or("", |address| address.host);
        let read = cell::price(cell, host, hint);
        let wrong = || if cell::is_open(cell) { Expected::Agreed } else { Expected::Amount };
        let price = cell::amount(cell).or_else(|| read.range().map(|(_, highest)| highest)).ok_or_else(wrong)?;
        let from = read.moq.or(read.quantity).and_then(|from| u32::try_from(from).ok()).unwrap_or(0);
        self.prices.push(Tier { from, price });
        self.offer.unit = self.offer.unit.take().or(read.unit);
        self.currency = self.currency.take().or(read.symbol.and(read.currency));
        Ok(())
    }

    /// A JSON object, or `颜色:红;材质:棉`; otherwise one attribute of the header's name.
    fn take_attributes(&mut self, header: &str, cell: &str) {
        let pairs = || -> Option<Attributes> {
            let parts = cell.split([';', '；', '|', '\n']).map(str::trim).filter(|part| !part.is_empty());
            let parts = parts
                .map(|part| part.split_once([':', '：']))
                .map(|pair| Some((pair?.0.trim().to_owned(), pair?.1.trim().to_owned())));
            parts.collect::<Option<Vec<_>>>().map(sorting::map)
        };
        let whole = || Attributes::from([(header.to_owned(), cell.to_owned())]);
        self.offer.attributes.extend(cell::json(cell, '{').or_else(pairs).unwrap_or_else(whole));
    }

    fn finish(self, mapping: &Mapping) -> Offer {
        let Self { mut offer, freight, supplier, prices, quantities, currency } = self;
        (offer.freight, offer.supplier) = (freight, supplier);
        offer.moq = quantities.first().copied();
        if mapping.exact {
            return offer;
        }
        if offer.tiers.is_empty() {
            offer.tiers = match prices.as_slice() {
                [only] => {
                    let from = offer.moq.unwrap_or(only.from).max(1);
                    vec![Tier { from, price: only.price }]
                }
                // 价格1, 起批量1, 价格2, 起批量2: tiers in columns of their own.
                several => several
                    .iter()
                    .zip(&quantities)
                    .map(|(tier, from)| Tier { from: *from, price: tier.price })
                    .collect(),
            };
            if offer.moq.is_none() {
                offer.moq = prices.first().map(|tier| tier.from).filter(|from| *from > 0);
            }
        }
        // An id of the trader's own is none of the marketplace's.
        if let Some((platform, id)) = offer.url.as_deref().and_then(offer_id)
            && offer.id.as_ref().is_none_or(|own| *own == id)
        {
            offer.platform = offer.platform.or_else(|| Some(platform.to_owned()));
            offer.id = Some(id);
        }
        if offer.currency.is_none() {
            let host = offer.url.as_deref().and_then(Address::parse).map_or("", |address| address.host);
            let named = || price_text::currency_code(mapping.price_hint(), host, "zh-CN");
            let usual = || if offer.platform.as_deref() == Some("alibaba") { "USD" } else { "CNY" }.to_owned();
            let of_place = || price_text::currency_of_place(host, "").map(str::to_owned);
            offer.currency = Some(currency.or_else(named).or_else(of_place).unwrap_or_else(usual));
        }
        offer
    }
}
