//! Attached particles taken off a word that is looked up in a closed vocabulary. The vocabulary decides, so every way
//! is offered, the whole word first; readings of the analysis are for open words.

use crate::lang::pack::Clitics;
use smallvec::SmallVec;
use std::borrow::Cow;

/// A word with some of its particles off.
#[derive(Clone, Debug)]
pub struct Variant<'k> {
    pub key: Cow<'k, str>,
    /// Letters of the key that are off.
    pub skip: u8,
    pub conjunction: bool,
    pub preposition: Option<char>,
}

pub fn variants<'k>(key: &'k str, clitics: &Clitics) -> SmallVec<[Variant<'k>; 4]> {
    let mut out: SmallVec<[Variant; 4]> = SmallVec::new();
    out.push(Variant { key: Cow::Borrowed(key), skip: 0, conjunction: false, preposition: None });
    preposition(key, 0, false, clitics, &mut out);
    let mut letters = key.chars();
    if letters.next().is_some_and(|c| clitics.conjunction.contains(&c)) {
        let rest = letters.as_str();
        if rest.chars().count() > 1 {
            out.push(Variant { key: Cow::Borrowed(rest), skip: 1, conjunction: true, preposition: None });
            preposition(rest, 1, true, clitics, &mut out);
        }
    }
    out
}

fn preposition<'k>(key: &'k str, skip: u8, conjunction: bool, clitics: &Clitics, out: &mut SmallVec<[Variant<'k>; 4]>) {
    let mut letters = key.chars();
    let Some(first) = letters.next().filter(|c| clitics.preposition.contains(c)) else { return };
    let rest = letters.as_str();
    if rest.chars().count() < 2 {
        return;
    }
    let mut push = |key| out.push(Variant { key, skip: skip + 1, conjunction, preposition: Some(first) });
    push(Cow::Borrowed(rest));
    let mut article = clitics.article.chars();
    let lost = article.next();
    if let Some(lost) = lost.filter(|_| clitics.merging.contains(&first) && rest.starts_with(article.as_str())) {
        push(Cow::Owned(format!("{lost}{rest}")));
    }
}
