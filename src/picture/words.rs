//! The few words that a picture says for itself; everything else comes from the ontology's labels and the graph.

use serde::Deserialize;
use thiserror::Error;

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
}

impl Words {
    /// Reads a language's words from TOML (`picture.toml` of its pack).
    ///
    /// # Errors
    /// When a word is missing or unknown.
    pub fn parse(toml: &str) -> Result<Self, WordsError> {
        Ok(toml::from_str(toml)?)
    }

    /// "7 more not shown".
    pub fn more(&self, n: usize) -> String {
        self.more.replace("{n}", &n.to_string())
    }
}

impl Default for Words {
    /// English.
    fn default() -> Self {
        Words { rtl: false, more: "{n} more not shown".into(), claims: "Reported, not confirmed by the article".into() }
    }
}
