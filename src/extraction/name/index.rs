//! The gazetteer's names in one language, ready to be looked up word by word.

use crate::lang::names::NameWords;
use crate::lang::pack::Spelling;
use crate::ontology::gazetteer::{Entry, Gazetteer};
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use smallvec::SmallVec;

/// Index of an entry in the gazetteer.
pub type EntryId = u32;

/// One name of one entry: the folded words behind its first one.
#[derive(Clone, Debug)]
pub struct Label {
    pub rest: Box<[Box<str>]>,
    pub entry: EntryId,
    /// Needs context: it is another thing's name too, or a common word.
    pub ambiguous: bool,
}

/// All names of one language.
#[derive(Debug, Default)]
pub struct NameIndex {
    by_first: FxHashMap<Box<str>, SmallVec<[Label; 1]>>,
    nisba: FxHashMap<Box<str>, SmallVec<[(EntryId, bool); 1]>>,
    words: FxHashSet<Box<str>>,
}

impl NameIndex {
    pub fn new(gazetteer: &Gazetteer, spelling: &Spelling) -> Self {
        let mut index = NameIndex::default();
        let names: Vec<Names> = gazetteer.entries.par_iter().map(|entry| Names::new(entry, spelling)).collect();
        index.by_first.reserve(names.len());
        index.words.reserve(names.len());
        for (id, names) in names.into_iter().enumerate() {
            index.add(id as EntryId, names);
        }
        for labels in index.by_first.values_mut() {
            labels.sort_by_key(|l| (std::cmp::Reverse(l.rest.len()), l.entry));
        }
        index
    }

    fn add(&mut self, id: EntryId, names: Names) {
        for (words, ambiguous) in names.labels {
            for word in &words {
                if !self.words.contains(word) {
                    self.words.insert(word.clone());
                }
            }
            let mut words = words.into_iter();
            let Some(first) = words.next() else { continue };
            let label = Label { rest: words.collect(), entry: id, ambiguous };
            self.by_first.entry(first).or_default().push(label);
        }
        for (form, ambiguous) in names.nisba {
            let found = self.nisba.entry(form.into_boxed_str()).or_default();
            if !found.iter().any(|(other, _)| *other == id) {
                found.push((id, ambiguous));
            }
        }
    }

    /// Names that begin with this folded word, longest first.
    pub fn starting(&self, first: &str) -> &[Label] {
        self.by_first.get(first).map_or(&[], |labels| labels.as_slice())
    }

    /// Countries of which this folded word, without article, is a nationality adjective; and whether it needs context.
    pub fn nisba(&self, bare: &str) -> &[(EntryId, bool)] {
        self.nisba.get(bare).map_or(&[], |found| found.as_slice())
    }

    /// Whether the folded word is part of some name.
    pub fn knows(&self, word: &str) -> bool {
        self.words.contains(word)
    }
}

/// The names of one entry, folded, each with whether it needs context.
struct Names {
    labels: Vec<(Vec<Box<str>>, bool)>,
    nisba: Vec<(String, bool)>,
}

impl Names {
    fn new(entry: &Entry, spelling: &Spelling) -> Self {
        let acronym = |l: &str| l.len() > 1 && l.len() < 8 && l.chars().all(|c| c.is_ascii_uppercase());
        // Companies and persons are written in their own letters too.
        let own = matches!(&*entry.class, "Organization" | "Person");
        let foreign = entry
            .pref
            .iter()
            .chain(&entry.alt)
            .filter(|(lang, l)| **lang != *spelling.code && (acronym(l) || own && latin(l)))
            .map(|(_, l)| l);
        let labels = entry.labels(&spelling.code).chain(foreign).filter_map(|label| {
            let words = name_words(&spelling.fold.key(label), &spelling.names);
            let (first, rest) = words.split_first()?;
            // `مدينة X`, `صحيفة X`: the class word stays outside the name that is known without it.
            let introduces = spelling.names.introduce.get(first).is_some_and(|class| *class == entry.class)
                || &*entry.class == "Organization" && spelling.names.introduce_body.contains(first);
            if !rest.is_empty() && introduces {
                let rest = rest.join(" ");
                if entry
                    .labels(&spelling.code)
                    .any(|other| name_words(&spelling.fold.key(other), &spelling.names).join(" ") == rest)
                {
                    return None;
                }
            }
            Some((words, entry.ambiguous.contains(label)))
        });
        // `نصر الله` is written in one word too.
        let labels = labels.flat_map(|(words, ambiguous)| {
            let joined =
                words.len() > 2 && &*entry.class == "Person" && spelling.names.joined.contains(&words[words.len() - 1]);
            let other = joined.then(|| {
                let mut other = words.clone();
                let last = other.pop().unwrap_or_default();
                if let Some(before) = other.last_mut() {
                    before.push_str(&last);
                }
                (other, ambiguous)
            });
            std::iter::once((words, ambiguous)).chain(other)
        });
        let labels = labels
            .map(|(words, ambiguous)| (words.into_iter().map(String::into_boxed_str).collect::<Vec<_>>(), ambiguous));
        let nisba = entry.demonyms.iter().flat_map(|demonym| {
            let ambiguous = entry.ambiguous.contains(demonym);
            spelling.noun_forms(&spelling.fold.key(demonym)).into_iter().map(move |form| (form, ambiguous))
        });
        Names { labels: labels.collect(), nisba: nisba.collect() }
    }
}

/// Plain Latin words with capitals.
fn latin(label: &str) -> bool {
    label.len() > 3
        && label.split(' ').all(|word| {
            word.starts_with(|c: char| c.is_ascii_uppercase()) && word.chars().all(|c| c.is_ascii_alphabetic())
        })
}

/// The words of a folded name: apart at spaces and hyphens, joining first parts put together with the next word.
pub fn name_words(folded: &str, names: &NameWords) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for word in folded.split(|c: char| c.is_whitespace() || matches!(c, '-' | '‐' | '–')).filter(|w| !w.is_empty())
    {
        match out.last_mut() {
            Some(last) if names.joining.contains(last.as_str()) => last.push_str(word),
            _ => out.push(word.to_string()),
        }
    }
    out
}
