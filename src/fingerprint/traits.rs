//! Facts of the spec that are said in words, in the languages of the shops: colours, materials, for whom, which side.

use std::collections::HashMap;
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use crate::sorting;

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

/// Every value of every topic, by its English name.
pub fn values() -> impl Iterator<Item = &'static str> {
    TRAITS.iter().map(|(_, name, _)| *name)
}

/// The fact that a word states, if it states one.
pub fn trait_of(word: &str) -> Option<Trait> {
    static BY_WORD: OnceLock<HashMap<&'static str, Trait>> = OnceLock::new();
    let by_word = BY_WORD.get_or_init(|| {
        let all = TRAITS.iter();
        all.flat_map(|&(topic, name, spellings)| spellings.split(' ').map(move |word| (word, (topic, name)))).collect()
    });
    by_word.get(word).copied()
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
    sorting::sort(&mut traits);
    traits.dedup();
    traits
}
