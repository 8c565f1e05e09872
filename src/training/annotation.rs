//! Annotated articles: standoff files that say which words of an article name and tell what. Offsets are Unicode code
//! points into the text as stored, begin inclusive, end exclusive.

use crate::text::Span;
use jiff::civil::Date;
use serde::Deserialize;

/// What is annotated of one article, as far as models learn from it.
#[derive(Clone, Debug, Deserialize)]
pub struct Annotation {
    /// Names the article's text beside it: `ID.txt`.
    pub id: String,
    pub doc_date: Option<Date>,
    pub entities: Vec<Entity>,
    pub events: Vec<Event>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Entity {
    pub id: String,
    pub mentions: Vec<Place>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Event {
    #[serde(rename = "type")]
    pub class: String,
    pub status: String,
    pub triggers: Vec<Place>,
    #[serde(default)]
    pub actors: Vec<String>,
    #[serde(default)]
    pub recipients: Vec<String>,
    #[serde(default)]
    pub places: Vec<String>,
}

/// Where something stands in the text.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct Place {
    pub begin: u32,
    pub end: u32,
}

impl Place {
    pub fn overlaps(self, span: Span) -> bool {
        self.begin < span.end && span.begin < self.end
    }
}
