//! What only all entries of a gazetteer together can show to be wrong; for `khabar check`, not for loading.

use super::gazetteer::{Entry, Gazetteer};
use super::vocab::local_name;
use super::{Ontology, Problem};
use icu_normalizer::{ComposingNormalizer, DecomposingNormalizer};
use icu_properties::{CodePointMapData, props::GeneralCategory};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

impl Gazetteer {
    /// Checks the gazetteer as a whole, labels being compared without case and marks.
    pub fn check(&self) -> Vec<Problem> {
        self.check_folded(fold)
    }

    /// Checks the gazetteer as a whole, labels being compared after `fold`: missing languages, labels that two entries
    /// share unmarked, ambiguous labels that no label repeats, shared codes and IRIs, references to nothing, spaces,
    /// texts not in NFC. Sorted by file and line.
    pub fn check_folded(&self, fold: impl Fn(&str) -> String) -> Vec<Problem> {
        let mut problems = Vec::new();
        let languages = self.languages();
        for entry in &self.entries {
            self.check_labels(entry, &languages, &fold, &mut problems);
            self.check_references(entry, &mut problems);
        }
        self.check_shared_labels(&fold, &mut problems);
        self.check_unique(|entry| entry.same_as.clone(), "same IRI", &mut problems);
        self.check_unique(|entry| entry.iso.iter().cloned().collect(), "code", &mut problems);
        self.check_positions(&languages, &mut problems);
        problems.sort();
        problems.dedup();
        problems
    }

    /// The languages that most entries are labelled in: those every entry should have.
    fn languages(&self) -> Vec<Arc<str>> {
        let mut counts: BTreeMap<&Arc<str>, usize> = BTreeMap::new();
        for (language, _) in self.entries.iter().flat_map(|entry| &entry.pref) {
            *counts.entry(language).or_default() += 1;
        }
        let most = counts.into_iter().filter(|(_, count)| count * 2 > self.entries.len());
        most.map(|(language, _)| language.clone()).collect()
    }

    fn check_labels(
        &self,
        entry: &Entry,
        languages: &[Arc<str>],
        fold: &impl Fn(&str) -> String,
        out: &mut Vec<Problem>,
    ) {
        let mut say = |value: &str, message: String, help: &str| {
            out.push(self.problem(&entry.file, &entry.key, value, message, help));
        };
        for language in languages.iter().filter(|language| entry.label(language).is_none()) {
            let message = format!("\"{}\" has no skos:prefLabel in \"{language}\"", entry.key);
            say("", message, "every entry has a usual name in each language");
        }
        let texts = entry.pref.iter().chain(&entry.alt).map(|(_, text)| text).chain(&entry.demonyms);
        let own: BTreeSet<String> = texts.clone().map(|text| fold(text)).collect();
        for text in texts {
            if text.trim() != &**text || text.is_empty() || text.contains("  ") {
                say(text, format!("\"{text}\" has spaces too many"), "write single spaces, none at the ends");
            }
            if !ComposingNormalizer::new_nfc().is_normalized(text) {
                say(text, format!("\"{text}\" is not in NFC"), "write composed letters");
            }
        }
        for label in entry.ambiguous.iter().filter(|label| !own.contains(&fold(label))) {
            let message = format!("the ambiguous label \"{label}\" is no label of \"{}\"", entry.key);
            say(label, message, "kh:ambiguousLabel repeats a skos:prefLabel, skos:altLabel or kh:demonym");
        }
        if entry.iso.is_some() && &*entry.class != "Country" {
            let message = format!("\"{}\" is a {} with a country code", entry.key, entry.class);
            say("isoCode", message, "only a kh:Country has kh:isoCode");
        }
        if entry.currency.is_some() && &*entry.class != "Country" {
            let message = format!("\"{}\" is a {} with a currency", entry.key, entry.class);
            say("currency", message, "only a kh:Country has kh:currency");
        }
    }

    fn check_references(&self, entry: &Entry, out: &mut Vec<Problem>) {
        let single = [&entry.country, &entry.capital, &entry.within, &entry.head];
        for key in single.into_iter().flatten().chain(&entry.different_from) {
            if self.get(key).is_none() {
                out.push(self.dangling(&entry.file, &entry.key, key));
            }
        }
        let classes = [(&entry.country, "Country"), (&entry.capital, "City"), (&entry.head, "Organization")];
        for (key, class) in classes {
            if let Some(target) = key.as_ref().and_then(|key| self.get(key)).filter(|target| &*target.class != class) {
                let message = format!("\"{}\" refers to \"{}\", a {}", entry.key, target.key, target.class);
                let help = format!("a {class} is expected there");
                out.push(self.problem(&entry.file, &entry.key, local_name(&target.key), message, &help));
            }
        }
    }

    fn dangling(&self, file: &str, key: &str, target: &str) -> Problem {
        let message = format!("\"{key}\" refers to \"{target}\", which is not described");
        self.problem(file, key, local_name(target), message, "describe it, or correct the key")
    }

    /// A label names one entry, unless the others carry it as ambiguous. A language in which nothing is marked as
    /// ambiguous is not read yet.
    fn check_shared_labels(&self, fold: &impl Fn(&str) -> String, out: &mut Vec<Problem>) {
        let mut owners: HashMap<(&str, String), Vec<usize>> = HashMap::new();
        for (index, entry) in self.entries.iter().enumerate() {
            let ambiguous: BTreeSet<String> = entry.ambiguous.iter().map(|label| fold(label)).collect();
            for (language, label) in entry.pref.iter().chain(&entry.alt) {
                let folded = fold(label);
                if ambiguous.contains(&folded) || !self.marked.contains(language) {
                    continue;
                }
                let owners = owners.entry((language, folded)).or_default();
                if owners.last() != Some(&index) {
                    owners.push(index);
                }
            }
        }
        for ((language, label), owners) in owners {
            let [first, others @ ..] = owners.as_slice() else { continue };
            for other in others {
                let (first, other) = (&self.entries[*first], &self.entries[*other]);
                let message = format!("\"{label}\"@{language} names both \"{}\" and \"{}\"", first.key, other.key);
                let help = "give all but the one usually meant a kh:ambiguousLabel";
                out.push(self.problem(&other.file, &other.key, "", message, help));
            }
        }
    }

    fn check_unique(&self, values: impl Fn(&Entry) -> Vec<Arc<str>>, what: &str, out: &mut Vec<Problem>) {
        let mut owners: HashMap<Arc<str>, &Entry> = HashMap::new();
        for entry in &self.entries {
            for value in values(entry) {
                if let Some(first) = owners.insert(value.clone(), entry) {
                    let message = format!("\"{}\" and \"{}\" have the {what} \"{value}\"", first.key, entry.key);
                    out.push(self.problem(&entry.file, &entry.key, local_name(&value), message, "correct one of them"));
                }
            }
        }
    }

    fn check_positions(&self, languages: &[Arc<str>], out: &mut Vec<Problem>) {
        for position in &self.positions {
            for key in [&position.person, &position.of] {
                if self.get(key).is_none() {
                    out.push(self.dangling(&position.file, &position.key, key));
                }
            }
            let mut say = |value: &str, message: String, help: &str| {
                out.push(self.problem(&position.file, &position.key, value, message, help));
            };
            if self.get(&position.person).is_some_and(|holder| &*holder.class != "Person") {
                say("member", format!("the holder of \"{}\" is no person", position.key), "org:member is a kh:Person");
            }
            for language in languages {
                if !position.titles.iter().any(|(lang, _)| lang == language) {
                    let message = format!("\"{}\" has no kh:title in \"{language}\"", position.key);
                    say("", message, "every office has a title in each language");
                }
            }
            if let (Some(begin), Some(end)) = (position.begin, position.end)
                && begin > end
            {
                say("endYear", format!("\"{}\" ends before it begins", position.key), "correct the years");
            }
        }
    }
}

impl Ontology {
    /// Checks what loading leaves aside: a label and a definition in each language that most terms are labelled in.
    pub fn check(&self) -> Vec<Problem> {
        let own: Vec<_> = self.terms().filter(|term| !term.name.contains(':')).collect();
        let mut counts: BTreeMap<&Arc<str>, usize> = BTreeMap::new();
        own.iter().flat_map(|term| &term.labels).for_each(|(language, _)| *counts.entry(language).or_default() += 1);
        let mut problems = Vec::new();
        for (language, _) in counts.into_iter().filter(|(_, count)| count * 2 > own.len()) {
            for term in &own {
                for (texts, what) in [(&term.labels, "rdfs:label"), (&term.definitions, "skos:definition")] {
                    if texts.iter().filter(|(lang, _)| lang == language).count() != 1 {
                        let message = format!("\"{}\" needs one {what} in \"{language}\"", term.name);
                        let help = "every term has a label and a definition in each language".to_owned();
                        problems.push(Problem { file: term.file.clone(), line: term.line, message, help });
                    }
                }
            }
        }
        problems.sort();
        problems
    }
}

/// A text without case and nonspacing marks (diacritics, hamza on a seat): what a reader takes for the same name.
fn fold(text: &str) -> String {
    let category = CodePointMapData::<GeneralCategory>::new();
    let decomposed = DecomposingNormalizer::new_nfkd().normalize(text);
    let kept = decomposed.chars().filter(|&letter| category.get(letter) != GeneralCategory::NonspacingMark);
    kept.flat_map(char::to_lowercase).collect()
}
