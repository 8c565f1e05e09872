//! Number words, currencies and words about numbers, by folded key.

use super::pack::Marks;
use super::raw::Gender;
use super::raw_quantity::{self as raw, CardinalClass, QuantityKind};
use crate::text::normal::Fold;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;

/// Whether a number is exact, as its words say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Precision {
    Approximate,
    AtLeast,
    AtMost,
}

impl Precision {
    /// The ontology's name for it.
    pub fn term(self) -> &'static str {
        match self {
            Precision::Approximate => "approximate",
            Precision::AtLeast => "atLeast",
            Precision::AtMost => "atMost",
        }
    }
}

/// A run of words with a meaning: folded keys in a row.
pub type Phrase<T> = (Box<[Box<str>]>, T);

/// The vocabulary of one language.
#[derive(Clone, Debug, Default)]
pub struct QuantityWords {
    pub cardinals: FxHashMap<Box<str>, (u64, CardinalClass)>,
    /// With and without article.
    pub ordinals: FxHashMap<Box<str>, (u8, Gender)>,
    pub half: FxHashSet<Box<str>>,
    pub precision: Phrases<Precision>,
    pub percent: Phrases<()>,
    pub percent_signs: FxHashSet<Box<str>>,
    /// ISO code, or none where the word alone does not tell.
    pub currency: Phrases<Option<Arc<str>>>,
    /// The currencies that a word may mean which does not tell which.
    pub shared: FxHashMap<Box<str>, Box<[Arc<str>]>>,
    pub currency_signs: FxHashMap<Box<str>, Arc<str>>,
    pub measures: Phrases<()>,
    pub time_units: FxHashSet<Box<str>>,
    pub labelled: FxHashSet<Box<str>>,
    pub no_dual: FxHashSet<Box<str>>,
    /// Last letters of a dual that is not before its genitive.
    pub dual_endings: FxHashSet<char>,
    /// Endings of two people of a nation.
    pub nationals: Vec<Box<str>>,
    pub range_from: FxHashSet<Box<str>>,
    pub range_to: FxHashSet<Box<str>>,
    /// A person, where no number is said.
    pub persons: FxHashSet<Box<str>>,
    pub rules: Vec<raw::Rule>,
    names: FxHashMap<QuantityKind, Arc<str>>,
    pub dual_rule: Option<Arc<str>>,
}

/// Runs of words by their first one, longest first.
#[derive(Clone, Debug)]
pub struct Phrases<T>(FxHashMap<Box<str>, Vec<Phrase<T>>>);

impl<T> Default for Phrases<T> {
    fn default() -> Self {
        Phrases(FxHashMap::default())
    }
}

impl<T> Phrases<T> {
    fn add(&mut self, words: &str, value: T, fold: &Fold) {
        let keys: Box<[Box<str>]> = words.split_whitespace().map(|w| fold.key(w).into_boxed_str()).collect();
        if let Some(first) = keys.first().cloned() {
            let list = self.0.entry(first).or_default();
            list.push((keys, value));
            list.sort_by_key(|(keys, _)| std::cmp::Reverse(keys.len()));
        }
    }

    /// The longest run that begins with the first of these keys: its length and value.
    pub fn starting<'k>(&self, key: impl Fn(usize) -> Option<&'k str>) -> Option<(usize, &T)> {
        let list = self.0.get(key(0)?)?;
        list.iter()
            .find(|(keys, _)| keys.iter().enumerate().all(|(i, k)| key(i) == Some(k)))
            .map(|(keys, value)| (keys.len(), value))
    }
}

impl QuantityWords {
    /// The pack's name of the rule for a kind.
    pub fn name(&self, kind: QuantityKind) -> Arc<str> {
        self.names.get(&kind).cloned().unwrap_or_else(|| "quantity".into())
    }

    pub fn compile(raw: raw::Quantities, fold: &Fold, article: &str, marks: &Marks) -> QuantityWords {
        let mut words = QuantityWords::default();
        let key = |w: &String| fold.key(w).into_boxed_str();
        let both = |w: &String| [key(w), format!("{article}{}", fold.key(w)).into_boxed_str()];
        for group in &raw.cardinal {
            for named in &group.words {
                for name in named.names.iter().flat_map(both) {
                    words.cardinals.entry(name).or_insert((named.value, group.class));
                }
            }
        }
        for ordinal in &raw.ordinal {
            for (names, gender) in [(&ordinal.names, Gender::M), (&ordinal.feminine, Gender::F)] {
                for name in names.iter().flat_map(both) {
                    words.ordinals.entry(name).or_insert((ordinal.value, gender));
                }
            }
        }
        words.half = raw.half.iter().map(key).collect();
        for (list, precision) in [
            (&raw.precision.approximate, Precision::Approximate),
            (&raw.precision.at_least, Precision::AtLeast),
            (&raw.precision.at_most, Precision::AtMost),
        ] {
            list.iter().for_each(|w| words.precision.add(w, precision, fold));
        }
        raw.percent.words.iter().for_each(|w| words.percent.add(w, (), fold));
        words.percent_signs = raw.percent.signs.iter().map(key).collect();
        for currency in &raw.currency {
            let code: Option<Arc<str>> = (!currency.code.is_empty()).then(|| currency.code.as_str().into());
            // `مئة درهما مغربيا`: behind a number in the accusative, which feminine words do not show.
            let accusative = |name: &String| {
                let shows = !name.split_whitespace().any(|w| w.ends_with(marks.feminine));
                let ended = name.split_whitespace().map(|w| format!("{w}{}", marks.accusative));
                shows.then(|| ended.collect::<Vec<_>>().join(" "))
            };
            for name in currency.names.iter().cloned().chain(currency.names.iter().filter_map(accusative)) {
                let name = &name;
                words.currency.add(name, code.clone(), fold);
                if code.is_none() {
                    words.shared.insert(key(name), currency.shared.iter().map(|c| c.as_str().into()).collect());
                }
            }
            for sign in &currency.signs {
                words.currency_signs.insert(fold.key(sign).into(), currency.code.as_str().into());
            }
        }
        raw.measure.units.iter().for_each(|w| words.measures.add(w, (), fold));
        words.time_units = raw.measure.time.iter().flat_map(both).collect();
        words.labelled = raw.label.before.iter().flat_map(both).collect();
        words.no_dual = raw.dual.not.iter().flat_map(both).collect();
        words.dual_endings = raw.dual.endings.iter().copied().collect();
        words.nationals = raw.dual.nationals.iter().map(key).collect();
        words.range_from = raw.range.from.iter().map(key).collect();
        words.range_to = raw.range.to.iter().map(key).collect();
        words.persons = raw.one.person.iter().map(key).collect();
        for rule in &raw.rule {
            words.names.entry(rule.kind).or_insert_with(|| rule.name.as_str().into());
        }
        words.dual_rule = raw.rule.iter().find(|r| r.name.ends_with(".dual")).map(|r| r.name.as_str().into());
        words.rules = raw.rule;
        words
    }
}
