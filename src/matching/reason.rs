//! Reasons for people.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Whether a reason speaks for or against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
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

/// One reason; `Display` gives the English words, the code lets others translate them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Reason {
    /// The pictures come from one photograph.
    SamePhotograph,
    /// The pictures are alike.
    SimilarPhotograph,
    /// How far the titles agree.
    Title {
        /// 0–100.
        percent: u8,
        /// Whether that is much.
        sign: Sign,
    },
    /// They share a model number or a GTIN.
    Model,
}

impl fmt::Display for Reason {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SamePhotograph => out.write_str("same photograph"),
            Self::SimilarPhotograph => out.write_str("similar photograph"),
            Self::Title { percent, .. } => write!(out, "title {percent} %"),
            Self::Model => out.write_str("same model number ✓"),
        }
    }
}
