//! The words around numbers that say what sort of price it is, or that it is none.

use serde::Serialize;

use crate::page::lexicon::{self, Condition};

/// What sort of price a text states.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sort {
    /// What one pays.
    Sale,
    /// The struck-out or recommended price.
    List,
    /// After a coupon that can be taken now (券后).
    Coupon,
    /// The lowest of several (起).
    From,
    /// A deposit (定金): a part of the price.
    Deposit,
    /// One instalment (分期).
    Instalment,
    /// For members only.
    Member,
    /// For a shopper's first order only.
    FirstOrder,
    /// In the shop's app only.
    App,
    /// With regular deliveries only.
    Subscription,
    /// No price: see the reason.
    #[default]
    None,
}

/// Phrases that make a text no price, and the reason; the first that is found counts.
#[rustfmt::skip]
const NO_PRICE: &[(&str, &str)] = &[
    ("未来券后", "future_coupon"), ("即将", "future_coupon"),
    ("暂无报价", "no_price"), ("暂无价格", "no_price"), ("价格面议", "no_price"), ("面议", "no_price"), ("询价", "no_price"), ("电议", "no_price"), ("уточняйте", "no_price"),
    ("price on request", "no_price"), ("call for price", "no_price"), ("auf anfrage", "no_price"), ("sur demande", "no_price"),
    ("运费险", "insurance"), ("退货包运费", "insurance"),
    ("可抵", "credit"), ("已抵", "credit"), ("抵扣", "credit"), ("返现", "credit"), ("cashback", "credit"),
    ("入会", "membership"), ("首省", "saving"), ("現省", "saving"), ("现省", "saving"), ("现立省", "saving"), ("惠省", "saving"), ("立省", "saving"), ("已省", "saving"), ("共省", "saving"), ("节省", "saving"), ("立减", "saving"), ("直降", "saving"), ("优惠券", "saving"),
    ("you save", "saving"), ("shoppers save", "saving"), ("save $", "saving"), ("save £", "saving"), ("save €", "saving"), ("rabatt:", "saving"), ("ahorras", "saving"), ("économisez", "saving"),
    ("已拼", "sales"), ("已售", "sales"), ("销量", "sales"), ("人付款", "sales"), ("人收货", "sales"), ("成交", "sales"), ("sold", "sales"),
    ("回头率", "rate"), ("复购率", "rate"), ("好评", "rate"), ("评价", "reviews"), ("reviews", "reviews"), ("ratings", "reviews"),
    ("小时发货", "dispatch"), ("天发货", "dispatch"), ("天内发货", "dispatch"), ("小时内发货", "dispatch"), ("预售，", "dispatch"),
];

/// Phrases of a part of the price that is paid first.
const DEPOSIT: &[&str] =
    &["定金", "订金", "deposit", "anzahlung", "acompte", "acconto", "zaliczka", "задаток", "予約金"];

impl From<Condition> for Sort {
    fn from(condition: Condition) -> Self {
        match condition {
            Condition::Coupon => Self::Coupon,
            Condition::Member => Self::Member,
            Condition::FirstOrder => Self::FirstOrder,
            Condition::App => Self::App,
            Condition::Subscription => Self::Subscription,
        }
    }
}

/// Phrases that make it the lowest of several.
#[rustfmt::skip]
const FROM: &[&str] = &["from ", "ab ", "à partir de", "a partire da", "a partir de", "desde ", "vanaf", "od ", "från ", "fra ", "от ", "starting at", "as low as"];

/// Labels of what one pays now.
#[rustfmt::skip]
const SALE_LABELS: &[&str] = &["店铺活动", "新品促销", "优惠促销", "掌柜推荐", "到手价", "促销价", "秒杀价", "活动价", "拼单价", "折后"];

/// Words that claim the number after them, and for what.
#[rustfmt::skip]
const BEFORE: &[(&str, &str)] = &[
    ("未来券后", "future_coupon"), ("即将", "future_coupon"),
    ("可抵", "credit"), ("已抵", "credit"), ("抵扣", "credit"), ("返现", "credit"), ("cashback", "credit"), ("等于", "credit"),
    ("on orders", "threshold"), ("orders over", "threshold"), ("order over", "threshold"), ("ab einem", "threshold"), 
    ("首省", "saving"), ("現省", "saving"), ("现省", "saving"), ("现立省", "saving"), ("惠省", "saving"), ("立省", "saving"), ("已省", "saving"), ("共省", "saving"), ("节省", "saving"), ("立减", "saving"), ("直降", "saving"), ("优惠券", "saving"),
    ("save", "saving"), ("saving", "saving"), ("discount of", "saving"), ("rabatt:", "saving"), ("ahorras", "saving"), ("économisez", "saving"),
    ("已拼", "sales"), ("已售", "sales"), ("销量", "sales"), ("成交", "sales"), ("回头率", "rate"), ("复购率", "rate"),
];

/// Words that claim the number before them, where it has no currency.
#[rustfmt::skip]
const AFTER: &[(&str, &str)] = &[
    ("已拼", "sales"), ("已售", "sales"), ("人付款", "sales"), ("人收货", "sales"), ("sold", "sales"), ("reviews", "reviews"), ("ratings", "reviews"), ("条评价", "reviews"),
    ("小时发货", "dispatch"), ("天发货", "dispatch"), ("天内发货", "dispatch"), ("小时内发货", "dispatch"),
];

/// Words right after an amount that make it a saving: `$50 off`.
#[rustfmt::skip]
const OFF: &[&str] = &[
    "off", "discount", "rabatt", "nachlass", "de rédu", "de remis", "de desc", "di scont", "korting", "zniżki", "rabatu", "sleva", "zľava", "скидк", "indirim", "割引", "オフ", "off", "할인", "cashback", "gutschei", "voucher", "gift car",
];

/// What the text before a number, back to the number before that, claims it for.
pub(super) fn claim_before(before: &str) -> Option<&'static str> {
    let label = before.trim_end_matches(|c: char| !c.is_alphanumeric());
    if label.ends_with(['满', '每', '减']) {
        return Some("discount");
    }
    // The last label counts: `已省 到手价￥5`.
    let claims = BEFORE.iter().filter_map(|(word, claim)| Some((before.rfind(word)? + word.len(), *claim)));
    let (end, claim) = claims.max_by_key(|(end, _)| *end)?;
    let between = before.get(end..)?;
    let is_answered = SALE_LABELS.iter().chain(&["券后", "now", "价"]).any(|label| between.contains(label));
    (!is_answered && between.chars().count() <= 12).then_some(claim)
}

/// What the text after a number, up to the next number, claims it for.
pub(super) fn claim_after(after: &str, has_currency: bool) -> Option<&'static str> {
    let near: String = after.trim_start().chars().take(8).collect();
    let near = near.trim_start_matches(['元', ' ', '+']);
    if near.starts_with("入会") {
        return Some("membership");
    }
    if near.starts_with("优惠券") || near.starts_with("券 ") {
        return Some("saving");
    }
    let bare = after.trim_start_matches(|c: char| !c.is_alphanumeric());
    if OFF.iter().any(|word| bare.starts_with(word)) {
        return Some("saving");
    }
    let claim = AFTER.iter().find(|(word, _)| near.contains(word)).map(|(_, claim)| *claim);
    claim.filter(|_| !has_currency)
}

/// Whether the words between two numbers say that the first is how many one gets for the second.
pub(super) fn says_for(between: &str) -> bool {
    let word = between.trim_start().split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    matches!(word.to_lowercase().as_str(), "for" | "für" | "pour" | "por" | "per" | "за")
}

/// The reason why the text is no price at all.
pub(super) fn no_price(lower: &str) -> Option<&'static str> {
    NO_PRICE.iter().find(|(phrase, _)| lower.contains(phrase)).map(|(_, reason)| *reason)
}

/// The sort that the text's words name, beside what it was and what it is.
pub(super) fn sort(lower: &str) -> Option<Sort> {
    let lower = lower.replace("未来券后", "");
    condition(&lower)
        .map(Sort::from)
        .or_else(|| DEPOSIT.iter().any(|phrase| lower.contains(phrase)).then_some(Sort::Deposit))
}

/// The condition that the text names.
pub(super) fn condition(lower: &str) -> Option<Condition> {
    let words = lexicon::Words::of(lower);
    lexicon::CONDITIONS.iter().find(|(phrase, _)| words.find(phrase).is_some()).map(|(_, condition)| *condition)
}

/// Whether the words before the amount say "from".
pub(super) fn says_from(before: &str) -> bool {
    let before = before.trim_start();
    FROM.iter().any(|phrase| {
        before.find(phrase).is_some_and(|at| {
            at == 0 || before.get(..at).is_some_and(|start| start.ends_with(|c: char| !c.is_alphabetic()))
        })
    }) || before.trim_end().ends_with("from")
        || before.trim_end() == "ab"
}

/// Whether the text is the label of the price that one pays.
pub(super) fn labels_sale(lower: &str) -> bool {
    SALE_LABELS.iter().any(|phrase| lower.contains(phrase))
}

/// Units that things are counted in, longer ones first.
#[rustfmt::skip]
const COUNTS: &[&str] = &[
    "件", "个", "個", "只", "双", "套", "条", "副", "台", "包", "箱", "盒", "瓶", "把", "张", "块", "片", "支", "根", "卷", "对", "枚", "本", "辆", "顶", "袋", "打", "份", "桶", "罐", "组", "批", "串", "颗", "粒", "株", "幅", "吨", "千克", "公斤", "斤", "克",
    "米", "pieces", "piece", "pcs", "pc", "sets", "set", "pairs", "pair", "units", "unit", "cartons", "carton", "boxes", "box", "packs", "pack", "bags", "bag", "rolls", "roll", "kilograms", "kilogram",
    "kg", "tons", "ton", "meters", "meter", "dozens", "dozen", "sheets", "sheet",
];

/// The unit that the text starts with.
pub(super) fn unit(text: &str) -> Option<&'static str> {
    COUNTS.iter().copied().find(|unit| {
        text.get(..unit.len()).is_some_and(|start| start.eq_ignore_ascii_case(unit))
            && (!unit.is_ascii()
                || !text.get(unit.len()..).is_some_and(|rest| rest.starts_with(|c: char| c.is_alphabetic())))
    })
}

/// What makes a number something other than money, by what follows it.
pub(super) fn follows_no_money(after: &str) -> bool {
    #[rustfmt::skip]
    const UNITS: [&str; 30] = [
        "%", "％", "小时", "天", "人", "+", "倍", "折", "星", "分钟", "×", "英寸", "寸", "cm", "mm", "ml", "gb", "tb", "inch", "hours", "days", "day", "stk", "von ", "mah", "hz", "kg", "ft", "oz", "lbs",
    ];
    let after = after.trim_start().to_lowercase();
    UNITS.iter().any(|unit| {
        after.strip_prefix(unit).is_some_and(|rest| !unit.is_ascii() || !rest.starts_with(|c: char| c.is_alphabetic()))
    })
}

/// Whether the whole text says that it costs nothing.
pub(super) fn is_free(lower: &str) -> bool {
    let bare = lower.trim_matches(|c: char| !c.is_alphanumeric());
    bare.len() <= 40 && lexicon::FREE.contains(&bare)
}

/// Whether what follows an amount makes it a former price: `¥99 原价`.
pub(super) fn follows_list(after: &str) -> bool {
    let after = after.trim_start_matches([' ', '(', '（']).to_lowercase();
    ["原价", "原價", "定価", "정가", "rrp", "uvp", "msrp", "划线价", "list price", "参考価格"]
        .iter()
        .any(|word| after.starts_with(word))
}

/// Whether digits are a date or a part of one: `15.08.2017`, `July, 2004`, `2004年`.
pub(super) fn is_date(digits: &str, before: &str, after: &str) -> bool {
    let parts: Vec<&str> = digits.split(['.', ',']).collect();
    let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    if let [1..=2, 1..=2, 4] | [4, 2, 2] = lengths.as_slice() {
        return true;
    }
    let is_year = digits.len() == 4 && matches!(digits.get(..2), Some("19" | "20"));
    if is_year && after.starts_with('年') {
        return true;
    }
    // `2017-08-15`, `15/08/2017`
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, '-' | '/');
    let head = before
        .rfind(|c: char| !is_part(c))
        .map_or(0, |at| at + before.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8));
    let tail = after.find(|c: char| !is_part(c)).unwrap_or(after.len());
    let token = [before.get(head..).unwrap_or(""), digits, after.get(..tail).unwrap_or("")].concat();
    let lengths: Vec<usize> = token.split(['-', '/']).map(str::len).collect();
    if let [1..=2, 1..=2, 4] | [4, 1..=2, 1..=2] = lengths.as_slice() {
        return true;
    }
    let word = before.trim_end_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let word = word.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    (is_year || digits.len() <= 2) && lexicon::MONTHS.contains(&word)
}
