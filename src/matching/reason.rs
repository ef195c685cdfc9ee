//! Reasons for people.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::fingerprint::Stated;

/// Whether a reason speaks for or against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub enum Sign {
    /// For.
    #[serde(rename = "+")]
    For,
    /// Against.
    #[serde(rename = "-")]
    Against,
}

impl Sign {
    /// For when `agrees`.
    pub fn of(agrees: bool) -> Self {
        if agrees { Self::For } else { Self::Against }
    }
}

/// One reason. It serialises as `{"code": …, "sign": "+" or "-", …}`, for others to translate: for one code there is one
/// wording, whatever the sign. `Display` gives the English words.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Reason {
    /// The pictures come from one photograph.
    SamePhotograph {
        /// For.
        sign: Sign,
        /// How many pictures of the left side have their like on the right.
        pictures: u32,
    },
    /// The pictures are alike, but not surely one photograph.
    SimilarPhotograph {
        /// For.
        sign: Sign,
    },
    /// Both sides have pictures and none is like another.
    OtherPhotograph {
        /// Against.
        sign: Sign,
    },
    /// One shape in two colours.
    OtherColour {
        /// Against.
        sign: Sign,
    },
    /// The picture says nothing: a placeholder, a logo, or one that many listings share.
    GenericPicture {
        /// Against.
        sign: Sign,
    },
    /// How far the titles agree.
    Title {
        /// For from 50 on.
        sign: Sign,
        /// 0–100.
        percent: u8,
    },
    /// They share a model number.
    Model {
        /// For.
        sign: Sign,
        /// The number, without the signs inside.
        number: String,
    },
    /// Each has a model number, and not the same.
    OtherModel {
        /// Against.
        sign: Sign,
        /// The left side's.
        left: String,
        /// The right side's.
        right: String,
    },
    /// One GTIN.
    Gtin {
        /// For.
        sign: Sign,
    },
    /// Two GTINs.
    OtherGtin {
        /// Against.
        sign: Sign,
    },
    /// One brand.
    Brand {
        /// For.
        sign: Sign,
    },
    /// Two brands.
    OtherBrand {
        /// Against.
        sign: Sign,
    },
    /// A fact of the spec that both state.
    Fact {
        /// For.
        sign: Sign,
        /// The fact: 16.5 cm.
        fact: Stated,
    },
    /// A fact of the spec that they state differently.
    OtherFact {
        /// Against.
        sign: Sign,
        /// The left side's: a set of 5.
        left: Stated,
        /// The right side's: a set of 4.
        right: Stated,
    },
    /// The source asks more than the shop does.
    Dearer {
        /// Against.
        sign: Sign,
    },
    /// The source asks less than a twentieth of the shop's price.
    TooCheap {
        /// Against.
        sign: Sign,
    },
}

impl fmt::Display for Reason {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SamePhotograph { pictures: 0 | 1, .. } => out.write_str("same photograph"),
            Self::SamePhotograph { pictures, .. } => {
                write!(out, "same photograph ({pictures} pictures)")
            }
            Self::SimilarPhotograph { .. } => out.write_str("similar photograph"),
            Self::OtherPhotograph { .. } => out.write_str("other photograph"),
            Self::OtherColour { .. } => out.write_str("other colour ✗"),
            Self::GenericPicture { .. } => out.write_str("generic picture"),
            Self::Title { percent, .. } => write!(out, "title {percent} %"),
            Self::Model { number, .. } => write!(out, "model {number} ✓"),
            Self::OtherModel { left, right, .. } => write!(out, "model {left} against {right} ✗"),
            Self::Gtin { .. } => out.write_str("same GTIN ✓"),
            Self::OtherGtin { .. } => out.write_str("other GTIN ✗"),
            Self::Brand { .. } => out.write_str("brand ✓"),
            Self::OtherBrand { .. } => out.write_str("other brand ✗"),
            Self::Fact { fact, .. } => write!(out, "{fact} ✓"),
            Self::OtherFact { left, right, .. } => write!(out, "{left} against {right} ✗"),
            Self::Dearer { .. } => out.write_str("dearer at the source"),
            Self::TooCheap { .. } => out.write_str("suspiciously cheap"),
        }
    }
}

#[cfg(test)]
#[path = "../../tests/unit/matching/reason.rs"]
mod tests;
