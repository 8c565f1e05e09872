//! Names: what the gazetteer knows, what titles, class words and given names show, and nationality adjectives.

pub mod body;
pub mod club;
pub mod index;
pub mod known;
pub mod person;
pub mod title;

pub use index::NameIndex;
pub use title::TitlePhrase;

use crate::analysis::Document;
use crate::extraction::facts::{MentionKind, Rule, Term};
use crate::ontology::gazetteer::Gazetteer;
use crate::text::Span;
use index::EntryId;
use smallvec::SmallVec;
use std::ops::Range;

/// Gazetteer entries that a name may mean.
pub type Candidates = SmallVec<[EntryId; 2]>;

/// A name found in the text, not yet tied to an entity.
#[derive(Clone, Debug)]
pub struct Name {
    pub tokens: Range<usize>,
    /// Without attached particles.
    pub span: Span,
    pub kind: MentionKind,
    pub class: Term,
    pub candidates: Candidates,
    /// Every candidate's label needs context.
    pub ambiguous: bool,
    /// Folded words of the name.
    pub words: Vec<String>,
    pub rule: Rule,
}

/// Everything that looks like a name in a document.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// In text order; names do not overlap, except that nationality adjectives may stand inside bodies' names.
    pub names: Vec<Name>,
    /// Offices before or behind names, in text order.
    pub titles: Vec<TitlePhrase>,
}

/// What the finders of names share.
pub struct Finder<'a> {
    pub doc: &'a Document<'a>,
    pub gazetteer: &'a Gazetteer,
    pub index: &'a NameIndex,
    /// For each token, the name that covers it (index into `names`).
    pub taken: Vec<Option<usize>>,
    pub names: Vec<Name>,
}

impl<'a> Finder<'a> {
    pub fn is_free(&self, range: Range<usize>) -> bool {
        self.taken[range].iter().all(Option::is_none)
    }

    /// Adds a name and takes its tokens.
    pub fn take(&mut self, name: Name) -> usize {
        let id = self.names.len();
        for token in name.tokens.clone() {
            self.taken[token] = Some(id);
        }
        self.names.push(name);
        id
    }

    /// The name that begins at a token.
    pub fn name_at(&self, token: usize) -> Option<&Name> {
        let id = *self.taken.get(token)?;
        id.map(|id| &self.names[id]).filter(|n| n.tokens.start == token)
    }

    /// Countries of which a token is the nationality adjective.
    pub fn nisba(&self, token: usize) -> Option<(Span, bool, Candidates, bool)> {
        let token = self.doc.tokens.get(token)?;
        for (at, reading) in token.readings.iter().enumerate() {
            if reading.enclitic.is_some() || (at > 0 && reading.has_proclitic()) {
                continue;
            }
            let found = self.index.nisba(reading.bare(self.doc.pack));
            if !found.is_empty() {
                let ambiguous = found.iter().all(|(_, ambiguous)| *ambiguous);
                let entries = found.iter().map(|(entry, _)| *entry).collect();
                return Some((reading.span, reading.article, entries, ambiguous));
            }
        }
        None
    }

    /// The span of a token range without what is attached to its first and last word.
    pub fn span(&self, tokens: &Range<usize>) -> Span {
        let last = &self.doc.tokens[tokens.end - 1];
        Span::new(self.doc.tokens[tokens.start].core().begin, last.span.end)
    }

    pub fn words(&self, tokens: &Range<usize>) -> Vec<String> {
        let doc = self.doc;
        let first = doc.tokens[tokens.start].stem();
        let words: Vec<&str> = std::iter::once(first)
            .chain(doc.tokens[tokens.start + 1..tokens.end].iter().map(|t| t.key.as_str()))
            .collect();
        index::name_words(&words.join(" "), &doc.pack.names)
    }
}

/// Finds all names of a document.
pub fn find(doc: &Document, gazetteer: &Gazetteer, index: &NameIndex) -> Names {
    let mut finder = Finder { doc, gazetteer, index, taken: vec![None; doc.tokens.len()], names: Vec::new() };
    known::find(&mut finder);
    body::find(&mut finder);
    let titles = title::find(&finder);
    person::find(&mut finder, &titles);
    club::find(&mut finder);
    known::nisbas(&mut finder);
    let mut names: Vec<Name> = finder.names.into_iter().filter(|n| !n.tokens.is_empty()).collect();
    names.sort_by_key(|n| (n.span.begin, std::cmp::Reverse(n.span.end), n.kind));
    Names { names, titles }
}
