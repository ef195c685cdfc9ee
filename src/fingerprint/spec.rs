//! Facts of the spec, read from titles and attribute tables: sizes, counts, volumes, weights, colours, … in one unit
//! each, so that 16.5 cm is 165 mm and a pack of 5 is not a pack of 4.

use std::collections::HashMap;
use std::fmt;
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use super::text::{Kind, fold, kind};

/// No more facts than this are kept of a product.
const MOST: usize = 48;

/// What a number measures, and in what it is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Quantity {
    /// Millimetres.
    Length,
    /// Millilitres.
    Volume,
    /// Grams.
    Weight,
    /// Watts.
    Power,
    /// Volts.
    Voltage,
    /// Gigabytes.
    Storage,
    /// Hertz.
    Frequency,
    /// Milliampere-hours.
    Charge,
    /// Megapixels.
    Pixels,
    /// Pieces of which a set consists (件套).
    Set,
    /// Pieces in a pack.
    Pieces,
    /// Sheets (抽, 张).
    Sheets,
    /// Pairs (双).
    Pairs,
}

/// A measured fact.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Serialize, Deserialize)]
pub struct Fact {
    /// What is measured.
    pub quantity: Quantity,
    /// How much, in the quantity's unit.
    pub value: f64,
}

impl Fact {
    /// Whether both state the same, but for rounding between inches and centimetres: within 2.5 %.
    pub fn agrees(&self, other: &Self) -> bool {
        let counted = self.quantity >= Quantity::Set;
        let tolerance = if counted { 0.0 } else { 0.025 };
        self.quantity == other.quantity && (self.value - other.value).abs() <= tolerance * self.value.max(other.value)
    }
}

impl fmt::Display for Fact {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let v = self.value;
        let round = |value: f64| (value * 100.0).round() / 100.0;
        match self.quantity {
            Quantity::Length if v >= 1000.0 => write!(out, "{} m", round(v / 1000.0)),
            Quantity::Length if v >= 10.0 => write!(out, "{} cm", round(v / 10.0)),
            Quantity::Length => write!(out, "{} mm", round(v)),
            Quantity::Volume if v >= 1000.0 => write!(out, "{} l", round(v / 1000.0)),
            Quantity::Volume => write!(out, "{} ml", round(v)),
            Quantity::Weight if v >= 1000.0 => write!(out, "{} kg", round(v / 1000.0)),
            Quantity::Weight => write!(out, "{} g", round(v)),
            Quantity::Power => write!(out, "{} W", round(v)),
            Quantity::Voltage => write!(out, "{} V", round(v)),
            Quantity::Storage if v >= 1000.0 => write!(out, "{} TB", round(v / 1000.0)),
            Quantity::Storage => write!(out, "{} GB", round(v)),
            Quantity::Frequency if v >= 1e9 => write!(out, "{} GHz", round(v / 1e9)),
            Quantity::Frequency => write!(out, "{} Hz", round(v)),
            Quantity::Charge => write!(out, "{} mAh", round(v)),
            Quantity::Pixels => write!(out, "{} MP", round(v)),
            Quantity::Set => write!(out, "{v}-piece"),
            Quantity::Pieces => write!(out, "pack of {v}"),
            Quantity::Sheets => write!(out, "{v} sheets"),
            Quantity::Pairs => write!(out, "{v} pairs"),
        }
    }
}

/// Units, longest spelling first among those that begin alike.
static UNITS: &[(&str, Quantity, f64)] = {
    use Quantity::*;
    &[
        ("millimeter", Length, 1.0),
        ("mm", Length, 1.0),
        ("毫米", Length, 1.0),
        ("centimeter", Length, 10.0),
        ("cm", Length, 10.0),
        ("厘米", Length, 10.0),
        ("公分", Length, 10.0),
        ("meter", Length, 1000.0),
        ("metre", Length, 1000.0),
        ("米", Length, 1000.0),
        ("m", Length, 1000.0),
        ("inches", Length, 25.4),
        ("inch", Length, 25.4),
        ("in", Length, 25.4),
        ("\"", Length, 25.4),
        ("''", Length, 25.4),
        ("”", Length, 25.4),
        ("英寸", Length, 25.4),
        ("寸", Length, 25.4),
        ("' ", Length, 25.4),
        ("feet", Length, 304.8),
        ("foot", Length, 304.8),
        ("ft", Length, 304.8),
        ("milliliter", Volume, 1.0),
        ("ml", Volume, 1.0),
        ("毫升", Volume, 1.0),
        ("cl", Volume, 10.0),
        ("liter", Volume, 1000.0),
        ("litre", Volume, 1000.0),
        ("升", Volume, 1000.0),
        ("l", Volume, 1000.0),
        ("mg", Weight, 0.001),
        ("kg", Weight, 1000.0),
        ("千克", Weight, 1000.0),
        ("公斤", Weight, 1000.0),
        ("斤", Weight, 500.0),
        ("grams", Weight, 1.0),
        ("gram", Weight, 1.0),
        ("gr", Weight, 1.0),
        ("gb", Storage, 1.0),
        ("ghz", Frequency, 1e9),
        ("g", Weight, 1.0),
        ("克", Weight, 1.0),
        ("lbs", Weight, 453.592),
        ("lb", Weight, 453.592),
        ("oz", Weight, 28.3495),
        ("ounce", Weight, 28.3495),
        ("kw", Power, 1000.0),
        ("watts", Power, 1.0),
        ("watt", Power, 1.0),
        ("w", Power, 1.0),
        ("瓦", Power, 1.0),
        ("volts", Voltage, 1.0),
        ("volt", Voltage, 1.0),
        ("v", Voltage, 1.0),
        ("伏", Voltage, 1.0),
        ("tb", Storage, 1000.0),
        ("mb", Storage, 0.001),
        ("mhz", Frequency, 1e6),
        ("khz", Frequency, 1e3),
        ("hz", Frequency, 1.0),
        ("mah", Charge, 1.0),
        ("毫安", Charge, 1.0),
        ("megapixel", Pixels, 1.0),
        ("mpix", Pixels, 1.0),
        ("mp", Pixels, 1.0),
        ("件套", Set, 1.0),
        ("piece set", Set, 1.0),
        ("pieces set", Set, 1.0),
        ("dilny", Set, 1.0),
        ("dilna", Set, 1.0),
        ("pieces", Pieces, 1.0),
        ("piece", Pieces, 1.0),
        ("pcs", Pieces, 1.0),
        ("pc", Pieces, 1.0),
        ("packs", Pieces, 1.0),
        ("pack", Pieces, 1.0),
        ("pk", Pieces, 1.0),
        ("count", Pieces, 1.0),
        ("ct", Pieces, 1.0),
        ("ks", Pieces, 1.0),
        ("只装", Pieces, 1.0),
        ("个装", Pieces, 1.0),
        ("支装", Pieces, 1.0),
        ("包", Pieces, 1.0),
        ("只", Pieces, 1.0),
        ("个", Pieces, 1.0),
        ("支", Pieces, 1.0),
        ("条", Pieces, 1.0),
        ("件", Pieces, 1.0),
        ("套", Pieces, 1.0),
        ("瓶", Pieces, 1.0),
        ("盒", Pieces, 1.0),
        ("抽", Sheets, 1.0),
        ("张", Sheets, 1.0),
        ("sheets", Sheets, 1.0),
        ("sheet", Sheets, 1.0),
        ("双", Pairs, 1.0),
        ("pairs", Pairs, 1.0),
        ("pair", Pairs, 1.0),
        ("副", Pairs, 1.0),
        ("对", Pairs, 1.0),
    ]
};

/// The facts of a folded text, sorted, each once.
pub fn facts(folded: &str) -> Vec<Fact> {
    let mut facts = Vec::new();
    let mut waiting: Vec<f64> = Vec::new();
    let mut rest = folded;
    let mut before = ' ';
    while let Some(c) = rest.chars().next() {
        if facts.len() >= MOST {
            break;
        }
        if !c.is_ascii_digit() || before.is_ascii_alphanumeric() && before != 'x' {
            if c != 'x' && c != '*' && c != ' ' && c != '-' {
                waiting.clear();
            }
            let of = rest.strip_prefix("pack of ").or_else(|| rest.strip_prefix("set of "));
            if let Some((value, _)) = of.and_then(number) {
                facts.push(Fact { quantity: Quantity::Pieces, value });
            }
            before = c;
            rest = rest.get(c.len_utf8()..).unwrap_or_default();
            continue;
        }
        let Some((value, tail)) = number(rest) else {
            break;
        };
        waiting.push(value);
        before = '0';
        rest = tail;
        if let Some((quantity, factor, length)) = unit(tail) {
            let bound = |value: f64| Fact { quantity, value: (value * factor * 1e3).round() / 1e3 };
            if quantity == Quantity::Length {
                facts.extend(waiting.iter().map(|value| bound(*value)));
            } else {
                facts.push(bound(value));
            }
            waiting.clear();
            rest = tail.get(length..).unwrap_or_default();
            before = 'x';
        }
    }
    facts.retain(|fact| fact.value > 0.0 && fact.value < 1e13);
    facts.sort_by(|a, b| a.quantity.cmp(&b.quantity).then(a.value.total_cmp(&b.value)));
    facts.dedup();
    facts
}

/// The number that a text begins with, and what follows it. A point or comma before other than three digits is a
/// decimal sign.
fn number(text: &str) -> Option<(f64, &str)> {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let whole = digits(text);
    let (head, tail) = text.split_at_checked(whole)?;
    let mut value = head.get(..whole.min(15))?.parse::<f64>().ok()?;
    let mut rest = tail;
    if let Some(after) = tail.strip_prefix(['.', ',']) {
        let decimals = digits(after);
        if decimals > 0 {
            let (fraction, end) = after.split_at_checked(decimals)?;
            let part = fraction.get(..decimals.min(9))?.parse::<f64>().ok()?;
            if decimals == 3 && tail.starts_with(',') {
                value = value * 1000.0 + part;
            } else {
                value += part / 10_f64.powi(decimals.min(9) as i32);
            }
            rest = end;
        }
    }
    Some((value, rest))
}

/// The unit that a text begins with, but for a space or a dash, and its length with them.
fn unit(text: &str) -> Option<(Quantity, f64, usize)> {
    let trimmed = text.strip_prefix([' ', '-']).unwrap_or(text);
    let skipped = text.len() - trimmed.len();
    UNITS
        .iter()
        .filter(|(name, ..)| trimmed.starts_with(name))
        .filter(|(name, ..)| {
            // A Latin unit ends where the word ends: 5 m, not 5 metal; a letter apart (2 g) is too doubtful.
            let latin = name.ends_with(|c: char| c.is_ascii_alphabetic());
            let next = trimmed.get(name.len()..).and_then(|tail| tail.chars().next());
            let plural = name.len() > 3 && next == Some('s');
            !latin || plural || next.is_none_or(|c| !matches!(kind(c), Kind::Letter | Kind::Digit) || c == 'x')
        })
        .max_by_key(|(name, ..)| name.len())
        .map(|&(name, quantity, factor)| (quantity, factor, skipped + name.len()))
}

/// Something that is said in words: a colour, for whom, which side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    /// Colour.
    Colour,
    /// Material.
    Material,
    /// For men, women, children.
    Wearer,
    /// Left or right.
    Side,
}

/// A fact in words: a topic and one of its values, by the English name.
pub type Trait = (Topic, &'static str);

static TRAITS: &[(Topic, &str, &str)] = &[
    (Topic::Colour, "black", "black 黑 cerna cerny cerne hitam schwarz noir negro nero"),
    (Topic::Colour, "white", "white 白 bila bily bile putih weiss blanc blanco bianco"),
    (Topic::Colour, "red", "red 红 cervena cerveny cervene merah rot rouge rojo rosso"),
    (Topic::Colour, "blue", "blue 蓝 modra modry modre biru blau bleu azul blu"),
    (Topic::Colour, "green", "green 绿 zelena zeleny zelene hijau gruen grun vert verde"),
    (Topic::Colour, "yellow", "yellow 黄 zluta zluty zlute kuning gelb jaune amarillo giallo"),
    (Topic::Colour, "pink", "pink 粉色 粉红 ruzova ruzovy ruzove rosa rose"),
    (Topic::Colour, "purple", "purple violet 紫 fialova fialovy fialove ungu lila"),
    (Topic::Colour, "grey", "grey gray 灰 seda sedy sede abu grau gris"),
    (Topic::Colour, "brown", "brown 棕 咖啡色 hneda hnedy hnede coklat braun marron"),
    (Topic::Colour, "orange", "orange 橙 橘 oranzova oranzovy oranzove jingga naranja"),
    (Topic::Colour, "beige", "beige 米色 杏色 bezova bezovy bezove krem"),
    (Topic::Colour, "silver", "silver 银色 stribrna stribrny stribrne perak silber argent"),
    (Topic::Colour, "gold", "gold golden 金色 zlata zlaty zlate emas"),
    (Topic::Material, "cotton", "cotton 纯棉 全棉 bavlna katun baumwolle coton"),
    (Topic::Material, "leather", "leather 真皮 牛皮 kuze kozeny kulit leder cuir"),
    (Topic::Material, "porcelain", "porcelain ceramic 陶瓷 骨瓷 porcelan keramik"),
    (Topic::Material, "steel", "steel 不锈钢 nerez edelstahl stahl inox"),
    (Topic::Material, "wood", "wood wooden 实木 木质 drevo dreveny kayu holz bois"),
    (Topic::Material, "plastic", "plastic 塑料 plast plastik plastique"),
    (Topic::Material, "glass", "glass 玻璃 sklo sklenena kaca glas verre"),
    (Topic::Material, "silicone", "silicone 硅胶 silikon"),
    (Topic::Wearer, "men", "men mens 男 panske pansky panska pria herren homme hombre"),
    (Topic::Wearer, "women", "women womens ladies 女 damske damsky damska wanita damen femme mujer"),
    (Topic::Wearer, "children", "kids children boys girls 儿童 童装 宝宝 detske detsky detska anak kinder enfant"),
    (Topic::Side, "left", "left 左 levy leva leve kiri links gauche"),
    (Topic::Side, "right", "right 右 pravy prava prave kanan rechts droite"),
];

/// The fact that a word states, if it states one.
pub fn trait_of(word: &str) -> Option<Trait> {
    static BY_WORD: OnceLock<HashMap<&'static str, Trait>> = OnceLock::new();
    let by_word = BY_WORD.get_or_init(|| {
        let all = TRAITS.iter();
        all.flat_map(|&(topic, name, spellings)| spellings.split(' ').map(move |word| (word, (topic, name)))).collect()
    });
    by_word.get(word).copied()
}

/// Whether a word is a unit.
pub fn is_unit(word: &str) -> bool {
    UNITS.iter().any(|(name, ..)| *name == word)
}

/// The facts in words of a text, sorted, each once; `words` are its words as [`super::title::words`] cuts them. Of a
/// run of ideographs any one, two or three may be such a word.
pub fn traits(words: &[String]) -> Vec<Trait> {
    let mut traits = Vec::new();
    for word in words {
        if word.is_ascii() {
            traits.extend(trait_of(word));
            continue;
        }
        for (from, _) in word.char_indices() {
            let rest = word.get(from..).unwrap_or_default();
            let ends = rest.char_indices().map(|(at, c)| at + c.len_utf8()).take(3);
            traits.extend(ends.filter_map(|to| trait_of(rest.get(..to)?)));
        }
    }
    traits.sort_unstable();
    traits.dedup();
    traits
}

/// Folds and reads a text in one go.
pub fn read(text: &str) -> Vec<Fact> {
    facts(&fold(text))
}
