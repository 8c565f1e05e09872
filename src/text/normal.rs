//! The normal form of words, with a map back to the text: what a language folds together is read from its script file.

use icu_normalizer::ComposingNormalizerBorrowed;
use std::collections::{BTreeMap, HashMap};

/// What becomes of one character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Drop,
    Become(char),
}

/// Folds spellings that one word may have into one key. Language-neutral: compatibility forms and case are always
/// folded, everything else comes from the language's script file.
#[derive(Clone, Debug, Default)]
pub struct Fold {
    fates: HashMap<char, Fate>,
    /// The same for the first characters, lower-casing included: nearly all that words are made of.
    first: Vec<Option<Fate>>,
}

/// So many characters have their fate in a table: all that UTF-8 writes in two bytes.
const FIRST: u32 = 0x800;

/// A folded word and, for each of its characters, the code point of the original it came from (and one past the end).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folded {
    pub key: String,
    pub origin: Vec<u32>,
}

impl Fold {
    /// `drop` characters vanish; each of a pair's left characters becomes its right one.
    pub fn new(drop: &str, become_: &[(String, char)]) -> Self {
        let mut fates: HashMap<char, Fate> = drop.chars().map(|c| (c, Fate::Drop)).collect();
        for (from, to) in become_ {
            fates.extend(from.chars().map(|c| (c, Fate::Become(*to))));
        }
        let first = (0..FIRST).map(|code| {
            let c = char::from_u32(code)?;
            let mut lower = c.to_lowercase();
            let lower = if lower.len() == 1 { lower.next().map(Fate::Become) } else { None };
            fates.get(&c).copied().or(lower)
        });
        Fold { first: first.collect(), fates }
    }

    /// What becomes of the characters that the languages fold, in order; nothing for those that vanish.
    pub fn table(&self) -> BTreeMap<char, Option<char>> {
        let become_ = |fate: &Fate| match fate {
            Fate::Drop => None,
            Fate::Become(to) => Some(*to),
        };
        self.fates.iter().map(|(c, fate)| (*c, become_(fate))).collect()
    }

    fn fate(&self, c: char) -> Option<Fate> {
        self.first.get(c as usize).copied().unwrap_or_else(|| self.fates.get(&c).copied())
    }

    fn each(&self, c: char, out: &mut impl FnMut(char)) {
        match self.fate(c) {
            Some(Fate::Drop) => {}
            Some(Fate::Become(to)) => out(to),
            None if c.is_ascii() => out(c.to_ascii_lowercase()),
            // Presentation forms, full-width letters and the like (NFKC).
            None if matches!(c, '\u{FB00}'..='\u{FDFF}' | '\u{FE70}'..='\u{FFEF}') => {
                let mut buffer = [0; 4];
                let plain = ComposingNormalizerBorrowed::new_nfkc().normalize(c.encode_utf8(&mut buffer)).into_owned();
                for p in plain.chars() {
                    match self.fates.get(&p) {
                        Some(Fate::Drop) => {}
                        Some(Fate::Become(to)) => out(*to),
                        None => out(p),
                    }
                }
            }
            None => c.to_lowercase().for_each(out),
        }
    }

    /// The key of a word or of several words.
    pub fn key(&self, words: &str) -> String {
        let mut key = String::with_capacity(words.len());
        for c in words.chars() {
            self.each(c, &mut |f| key.push(f));
        }
        key
    }

    /// The word as written, without the marks that vanish in keys.
    pub fn plain(&self, word: &str) -> String {
        word.chars().filter(|c| self.fate(*c) != Some(Fate::Drop)).collect()
    }

    /// The key with its map back, in code points of `word`.
    pub fn with_map(&self, word: &str) -> Folded {
        let mut folded = Folded { key: String::with_capacity(word.len()), origin: Vec::with_capacity(word.len() + 1) };
        let mut length = 0;
        for (at, c) in word.chars().enumerate() {
            let Folded { key, origin } = &mut folded;
            self.each(c, &mut |f| {
                key.push(f);
                origin.push(at as u32);
            });
            length = at as u32 + 1;
        }
        folded.origin.push(length);
        folded
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fold() -> Fold {
        Fold::new("\u{064B}\u{064E}\u{0640}", &[("أإآ".into(), 'ا'), ("ة".into(), 'ه')])
    }

    #[test]
    fn spellings_share_a_key() {
        assert_eq!(fold().key("إمارةً"), fold().key("امـاره"));
        assert_eq!(fold().key("\u{FEE3}\u{FEBC}\u{FEAE}"), "مصر");
        assert_eq!(fold().key("NATO"), "nato");
    }

    #[test]
    fn the_map_leads_back() {
        let folded = fold().with_map("أَبٌ");
        assert_eq!(folded.key, "ابٌ");
        assert_eq!(folded.origin, [0, 2, 3, 4]);
    }
}
