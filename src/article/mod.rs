//! Bytes to [`Article`]: one file an input format. Reading is the only thing here that touches the world.

use crate::text::Text;
use jiff::civil::Date;

pub mod input;
pub mod jsonl;
pub mod plain;

/// Where an article's date comes from (`kh:dateSource`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateSource {
    /// Said by the user (`--date`).
    Given,
    /// Printed by the article for itself: dateline or metadata.
    Printed,
    /// Inferred from a weekday with day and month.
    Inferred,
}

/// One news article as read.
#[derive(Clone, Debug)]
pub struct Article {
    /// The whole text; every offset points into it.
    pub text: Text,
    /// The path as typed, or the URL.
    pub source: String,
    /// The date the user gave.
    pub given_date: Option<Date>,
    /// Lower-case SHA-256 of the text in hexadecimal; names the article.
    pub sha256: String,
}

impl Article {
    pub fn new(text: String, source: String, given_date: Option<Date>) -> Self {
        use sha2::{Digest, Sha256};
        let sha256 = Sha256::digest(text.as_bytes()).iter().map(|b| format!("{b:02x}")).collect();
        Article { text: Text::new(text), source, given_date, sha256 }
    }
}
