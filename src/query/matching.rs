//! `kh:matches`, a function for SPARQL: whether words stand in a text or a name, however they are spelled.
//!
//! Both sides are folded as the language packs fold (hamza and alef, ta marbuta, alef maksura, diacritics, tatweel, case),
//! and particles attached to the front of a word do not count. All words must be there, in any order. Of an IRI the names
//! in every language are searched. Words that are together a name of an entity of the store stand for all its names, in
//! every language; so does a text that is such a name.

use super::name::Names;
use crate::lang::raw::{Clitics, Script};
use crate::text::normal::Fold;
use oxigraph::model::{Literal, NamedNode, NamedNodeRef, Term};
use oxigraph::store::Store;
use std::collections::HashSet;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// The function's name.
pub const MATCHES: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/khabar/ontology#matches");

const NAMES: [NamedNodeRef<'static>; 3] = [
    NamedNodeRef::new_unchecked("http://www.w3.org/2004/02/skos/core#prefLabel"),
    NamedNodeRef::new_unchecked("http://www.w3.org/2004/02/skos/core#altLabel"),
    NamedNodeRef::new_unchecked("http://www.w3.org/2000/01/rdf-schema#label"),
];
/// Letters that must be left of a word behind its particles.
const STEM: usize = 2;
/// Bytes of a text that may be a name.
const LONGEST_NAME: usize = 200;

/// How words are compared.
#[derive(Debug, Default)]
pub struct Matching {
    fold: Fold,
    /// What may be attached to the front of a word, folded.
    fronts: Vec<String>,
    /// Of the store that is asked, read when a query first needs them; nothing where they cannot be read.
    names: OnceLock<Option<Names>>,
    /// What was looked for last: a query asks for the same words of text after text.
    last: Mutex<Option<Arc<Wanted>>>,
}

/// The words of a text with every form that each may have.
struct Forms<'w>(HashSet<&'w str>);

/// Words to look for: of each, every form that it may have.
#[derive(Debug)]
struct Phrase(Vec<Vec<String>>);

impl Phrase {
    fn stands_in(&self, there: &Forms<'_>) -> bool {
        !self.0.is_empty() && self.0.iter().all(|word| word.iter().any(|form| there.0.contains(form.as_str())))
    }
}

/// What a query looks for.
#[derive(Debug)]
struct Wanted {
    words: String,
    phrase: Phrase,
    /// Under the other names of what the words name.
    others: OnceLock<Vec<Phrase>>,
}

impl Matching {
    /// By the scripts and particles of all languages.
    pub fn new(packs: &[(Script, Clitics)]) -> Self {
        let (mut drop, mut pairs) = (String::new(), Vec::new());
        for (script, _) in packs {
            drop.push_str(&script.drop.concat());
            pairs.extend(script.fold.iter().map(|pair| (pair.from.clone(), pair.to)));
        }
        let fold = Fold::new(&drop, &pairs);
        let mut fronts = Vec::new();
        for (_, clitics) in packs {
            let optional = |letters: &[char]| {
                std::iter::once(String::new()).chain(letters.iter().map(char::to_string)).collect::<Vec<_>>()
            };
            let article = fold.key(&clitics.article);
            // Where the preposition swallows the first letter of the article.
            let merged: String = article.chars().skip(1).collect();
            for conjunction in optional(&clitics.conjunction) {
                for preposition in optional(&clitics.preposition) {
                    for article in ["", article.as_str(), merged.as_str()] {
                        fronts.push(format!("{conjunction}{preposition}{article}"));
                    }
                }
            }
        }
        fronts.sort();
        fronts.dedup();
        Matching { fold, fronts, ..Matching::default() }
    }

    pub fn fold(&self) -> &Fold {
        &self.fold
    }

    fn words(&self, text: &str) -> Vec<String> {
        let key = self.fold.key(text).to_lowercase();
        key.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
    }

    /// Every form of a word without what may be attached to its front; the word itself among them.
    fn stems<'w>(&'w self, word: &'w str) -> impl Iterator<Item = &'w str> {
        let stripped = self.fronts.iter().filter_map(move |front| word.strip_prefix(front.as_str()));
        std::iter::once(word).chain(stripped.filter(|stem| stem.chars().count() >= STEM))
    }

    fn forms<'w>(&'w self, words: &'w [String]) -> Forms<'w> {
        Forms(words.iter().flat_map(|word| self.stems(word)).collect())
    }

    fn phrase(&self, words: &str) -> Phrase {
        let forms = |word: &String| self.stems(word).map(str::to_owned).collect();
        Phrase(self.words(words).iter().map(forms).collect())
    }

    /// What is wanted, folded once for all texts of a query.
    fn wanted(&self, words: &str) -> Arc<Wanted> {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        match &*last {
            Some(wanted) if wanted.words == words => Arc::clone(wanted),
            _ => {
                let wanted = Wanted { words: words.into(), phrase: self.phrase(words), others: OnceLock::new() };
                Arc::clone(last.insert(Arc::new(wanted)))
            }
        }
    }

    /// Whether a phrase stands in a text.
    fn holds(&self, text: &str, phrase: &Phrase) -> bool {
        let words = self.words(text);
        phrase.stands_in(&self.forms(&words))
    }

    /// Whether all words of `wanted` stand in `text`.
    pub fn matches(&self, text: &str, wanted: &str) -> bool {
        self.holds(text, &self.phrase(wanted))
    }

    /// Whether they do under any name that the store knows for what is wanted, or for what the text is a name of.
    fn matches_by_any_name(&self, store: &Store, text: &str, wanted: &Wanted) -> bool {
        let words = self.words(text);
        let there = self.forms(&words);
        if wanted.phrase.stands_in(&there) {
            return true;
        }
        let names = self.names.get_or_init(|| Names::load(store, self.fold.clone()).ok());
        let Some(names) = names else { return false };
        let others = wanted.others.get_or_init(|| names.others(&wanted.words).map(|name| self.phrase(name)).collect());
        others.iter().any(|name| name.stands_in(&there))
            || text.len() <= LONGEST_NAME && names.others(text).any(|name| self.holds(name, &wanted.phrase))
    }

    /// The function as SPARQL calls it.
    pub fn call(&self, store: &Store, arguments: &[Term]) -> Option<Term> {
        let [what, Term::Literal(wanted)] = arguments else { return None };
        let wanted = self.wanted(wanted.value());
        let found = match what {
            Term::Literal(text) => self.matches_by_any_name(store, text.value(), &wanted),
            Term::NamedNode(node) => self.labels(store, node).iter().any(|name| self.holds(name, &wanted.phrase)),
            Term::BlankNode(_) => return None,
        };
        Some(Literal::from(found).into())
    }

    fn labels(&self, store: &Store, node: &NamedNode) -> Vec<String> {
        let labels = NAMES.iter().flat_map(|property| {
            store.quads_for_pattern(Some(node.as_ref().into()), Some(*property), None, None).flatten()
        });
        labels
            .filter_map(|quad| if let Term::Literal(name) = quad.object { Some(name.value().to_owned()) } else { None })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_in_any_spelling_and_behind_particles() {
        let fold = Fold::new("\u{640}", &[("ى".into(), 'ي'), ("أ".into(), 'ا'), ("ة".into(), 'ه')]);
        let fronts = ["", "و", "ال", "وال", "ب", "بال", "لل"].map(String::from).to_vec();
        let matching = Matching { fold, fronts, ..Matching::default() };
        for (text, wanted, found) in [
            ("عبد الفتاح السيسي", "السيسى", true),
            ("والرئيس أحمد", "الرئيس احمد", true),
            ("في القاهرة", "قاهره", true),
            ("Abdel Fattah el-Sisi", "sisi", true),
            ("الرئيس", "رئيسة", false),
            ("شيء", "", false),
        ] {
            assert_eq!(matching.matches(text, wanted), found, "{text} · {wanted}");
        }
    }

    #[test]
    fn a_name_stands_for_all_names_of_what_it_names() {
        let store = Store::new().unwrap();
        let world = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
            <http://x/EG> skos:prefLabel \"مصر\"@ar, \"Egypt\"@en ; skos:altLabel \"Arab Republic of Egypt\"@en .
            <http://x/sisi> skos:prefLabel \"عبد الفتاح السيسي\"@ar, \"Abdel Fattah el-Sisi\"@en .";
        store.load_from_slice(oxigraph::io::RdfFormat::Turtle, world).unwrap();
        let fronts = ["", "و", "ل"].map(String::from).to_vec();
        let matching = Matching { fronts, ..Matching::default() };
        for (text, wanted, found) in [
            ("مصر", "egypt", true),
            ("Egypt", "مصر", true),
            ("زيارة لمصر ولغيرها", "Egypt", true),
            ("عبد الفتاح السيسي", "sisi", true),
            ("السيسي هنا", "sisi", false),
            ("زيارة", "Egypt", false),
        ] {
            let arguments = [text, wanted].map(|words| Term::from(Literal::new_simple_literal(words)));
            assert_eq!(matching.call(&store, &arguments), Some(Literal::from(found).into()), "{text} · {wanted}");
        }
    }
}
