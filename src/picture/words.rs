//! The few words that a picture says for itself; everything else comes from the ontology's labels and the graph.

use serde::Deserialize;
use std::collections::BTreeMap;
use thiserror::Error;

/// English.
const PAGE: &str = include_str!("page/words.toml");

/// A file of a picture's words that cannot be read.
#[derive(Debug, Error)]
#[error("the words of pictures cannot be read: {0}\nhelp: give \"more\" (with {{n}}), \"claims\" and \"rtl\"")]
pub struct WordsError(#[from] toml::de::Error);

/// Words of one language.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// Whether its pictures run from right to left.
    #[serde(default)]
    pub rtl: bool,
    /// Said of what is left out; `{n}` stands for the number.
    more: String,
    /// Title of what is only reported.
    pub claims: String,
    /// What sizes of nodes say; `{measure}` stands for the measure.
    #[serde(default = "sized")]
    sized: String,
    /// What measures are called; one that is missing is called by its own name.
    #[serde(default)]
    measures: BTreeMap<String, String>,
    /// What the page says for itself; a key that is missing is said in English.
    #[serde(default)]
    page: BTreeMap<String, String>,
}

impl Words {
    /// Reads a language's words from TOML (`picture.toml` of its pack).
    ///
    /// # Errors
    /// When a word is missing or unknown.
    pub fn parse(toml: &str) -> Result<Self, WordsError> {
        Ok(toml::from_str(toml)?)
    }

    /// The words of the page, every key of it.
    pub fn page(&self) -> BTreeMap<String, String> {
        let mut words: BTreeMap<String, String> = toml::from_str(PAGE).unwrap_or_default();
        words.extend(self.page.clone());
        words
    }

    /// "Size: number of partners".
    pub fn sized(&self, measure: &str) -> String {
        self.sized.replace("{measure}", measure)
    }

    /// What a measure is called.
    pub fn measure<'w>(&'w self, name: &'w str) -> &'w str {
        self.measures.get(name).map_or(name, String::as_str)
    }

    /// "7 more not shown".
    pub fn more(&self, n: usize) -> String {
        self.more.replace("{n}", &n.to_string())
    }
}

fn sized() -> String {
    "Size: {measure}".into()
}

impl Default for Words {
    /// English.
    fn default() -> Self {
        Words {
            rtl: false,
            more: "{n} more not shown".into(),
            claims: "Reported, not confirmed by the article".into(),
            sized: sized(),
            measures: [
                ("degree", "with how many others"),
                ("strength", "events with others"),
                ("pagerank", "PageRank"),
                ("betweenness", "betweenness"),
            ]
            .map(|(name, words)| (name.to_owned(), words.to_owned()))
            .into(),
            page: BTreeMap::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_says_the_page_s_words_and_no_others() {
        let english: BTreeMap<String, String> = toml::from_str(PAGE).expect("English words");
        let arabic = Words::parse(include_str!("../lang/ar/picture.toml")).expect("Arabic words");
        assert_eq!(arabic.measures.keys().collect::<Vec<_>>(), Words::default().measures.keys().collect::<Vec<_>>());
        assert_eq!(arabic.page.keys().collect::<Vec<_>>(), english.keys().collect::<Vec<_>>());
    }
}
