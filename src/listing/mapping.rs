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

impl Row {
    fn take(&mut self, mapped: &Mapped, cell: &str) -> Result<(), Expected> {
        let column = mapped.column;
        if column.is_text() {
            return self.take_text(column, cell);
        }
        let offer = &mut self.offer;
        match column {
            Column::Images => offer.images.extend(cell::list(column, cell)),
            Column::Services => offer.services = cell::list(column, cell),
            Column::Flags => self.supplier.get_or_insert_default().flags = cell::list(column, cell),
            Column::Price => return self.take_price(cell, &mapped.hint),
            Column::Tiers => match cell::tiers(cell) {
                Some(tiers) => offer.tiers = tiers,
                // A column of that name with ranges of prices in it is usual too.
                None => {
                    let wrong = |wrong| if wrong == Expected::Agreed { wrong } else { Expected::Tiers };
                    return self.take_price(cell, &mapped.hint).map_err(wrong);
                }
            },
            Column::Moq => {
                let (number, unit) = cell::number(cell).ok_or(Expected::Number)?;
                self.quantities.push(number);
                offer.unit = offer.unit.take().or(unit);
            }
            // Unknown, as where the cell is empty.
            Column::Freight | Column::FreeFrom if cell::is_open(cell) || cell::is_not_free(cell) => {}
            Column::Freight => match cell::json(cell, '{') {
                Some(freight) => self.freight = Some(freight),
                None => {
                    let amount = cell::freight(cell).ok_or(Expected::Amount)?;
                    self.freight.get_or_insert_default().amount = Some(amount);
                }
            },
            Column::FreeFrom => {
                let amount = cell::amount(cell).ok_or(Expected::Amount)?;
                self.freight.get_or_insert_default().free_from = Some(amount);
            }
            Column::Years => {
                let (years, _) = cell::number(cell).ok_or(Expected::Number)?;
                self.supplier.get_or_insert_default().years = Some(years);
            }
            Column::RepurchaseRate => {
                let rate = cell::rate(cell, &mapped.hint).ok_or(Expected::Rate)?;
                self.supplier.get_or_insert_default().repurchase_rate = Some(rate);
            }
            Column::Attributes => self.take_attributes(&mapped.header, cell),
            Column::Mix => offer.mix = Some(cell::json(cell, '{').ok_or(Expected::Json)?),
            Column::Skus => offer.skus = cell::json(cell, '[').ok_or(Expected::Json)?,
            Column::Attribute => {
                offer.attributes.insert(mapped.header.clone(), cell.to_owned());
            }
            _ => {}
        }
        Ok(())
    }

    fn take_text(&mut self, column: Column, cell: &str) -> Result<(), Expected> {
        if column == Column::Supplier
            && let Some(supplier) = cell::json(cell, '{')
        {
            self.supplier = Some(supplier);
            return Ok(());
        }
        let wrong = if column == Column::SeenAt { Expected::Date } else { Expected::Unrounded };
        let text = Some(cell::text(column, cell).ok_or(wrong)?);
        let offer = &mut self.offer;
        match column {
            Column::Platform => offer.platform = text,
            Column::Id => offer.id = text,
            Column::Url => offer.url = text,
            Column::Title => offer.title = text,
            Column::Currency => offer.currency = text,
            Column::Unit => offer.unit = text,
            Column::Gtin => offer.gtin = text,
            Column::Brand => offer.brand = text,
            Column::Dispatch => offer.dispatch = text,
            Column::SeenAt => offer.seen_at = text,
            Column::Origin => self.freight.get_or_insert_default().origin = text,
            Column::Supplier => self.supplier.get_or_insert_default().name = text,
            Column::Place => self.supplier.get_or_insert_default().place = text,
            Column::Belt => self.supplier.get_or_insert_default().belt = text,
            _ => {}
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
