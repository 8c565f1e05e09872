//! What a pack says of function words and of nouns that refer back, folded.

use super::pack::{Files, PackError};
use crate::text::normal::Fold;
use rustc_hash::FxHashSet;
use serde::Deserialize;

/// Defines a struct of folded word sets read from a pack file of the same keys.
macro_rules! word_sets {
    ($(#[$doc:meta])* $name:ident, $raw:ident, $file:literal, { $($(#[$field_doc:meta])* $field:ident),* $(,)? }) => {
        #[derive(Debug, Deserialize)]
        #[serde(deny_unknown_fields)]
        struct $raw { $($field: Vec<String>),* }

        $(#[$doc])*
        #[derive(Clone, Debug, Default)]
        pub struct $name { $($(#[$field_doc])* pub $field: FxHashSet<String>),* }

        impl $name {
            pub fn load(files: &Files, fold: &Fold) -> Result<Self, PackError> {
                let raw: $raw = files.parse($file)?;
                let set = |words: &[String]| words.iter().map(|w| fold.key(w)).collect();
                Ok($name { $($field: set(&raw.$field)),* })
            }
        }
    };
}

word_sets! {
    /// Function words by what they do in a sentence.
    SyntaxWords, RawSyntax, "syntax.toml", {
        complementizer, relative, preposition, clause, quantifier, subjunction, past_auxiliary, perfective, future, negation,
        /// Before a noun that is a place.
        place,
        conditional,
        /// Before a verb of what will or will not be.
        ahead,
        /// Before a noun with which something began that goes on.
        since,
        /// Before a noun that is spoken about.
        topic,
        /// Nouns that a period behind them tells apart: the borders of 1967, the budget of 2018.
        dated,
        /// Behind a quantifier.
        partitive,
        /// Verbs that lend a noun their tense: `أجرى مباحثات`.
        light,
        /// Verbs that say of an occasion that it takes place, begins or ends: `القمة التي تنعقد`.
        carrier,
        /// Before a noun: the occasion on which something is done or said.
        occasion,
        /// Before a noun: what came before or after.
        sequence,
        /// Endings of a plural or dual that is no subject: `الجانبين`.
        oblique,
    }
}

word_sets! {
    /// Nouns that stand for things named before.
    CoreferenceWords, RawCoreference, "coreference.toml", {
        country_pair, side_pair, own_country, country, government,
        /// Titles, without articles, that are one office: `رئيس الوزراء`, `رئيس الحكومة`.
        same_office,
        /// Countries and towns whose names are masculine; the rest are feminine, and their verbs with them.
        masculine_place,
    }
}
