//! The gazetteer: people, places, bodies and offices known beforehand, by language-neutral key.

use super::{OntologyError, Problem, reading};
use std::collections::HashMap;
use std::sync::Arc;

/// The base of the IRIs in gazetteer files, whatever base articles are built with.
pub const STANDARD_BASE: &str = "https://w3id.org/khabar/id/";

/// A language code and a text in that language.
pub type Label = (Arc<str>, Arc<str>);

/// One thing of the world.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// The IRI without its base: `country/EG`, `person/abdel-fattah-el-sisi`.
    pub key: Arc<str>,
    /// Local name of its base class: `Country`.
    pub class: Arc<str>,
    /// The usual name, one a language.
    pub pref: Vec<Label>,
    /// Every other spelling, short form and acronym.
    pub alt: Vec<Label>,
    /// Those of the labels that are also another thing's name or a common word.
    pub ambiguous: Vec<Arc<str>>,
    /// Nationality adjectives: masculine singular without article, and irregular forms.
    pub demonyms: Vec<Arc<str>>,
    /// ISO 3166-1 alpha-2, on countries.
    pub iso: Option<Arc<str>>,
    /// Key of the country it lies in or belongs to.
    pub country: Option<Arc<str>>,
    /// Key of the capital, on countries.
    pub capital: Option<Arc<str>>,
    /// Key of the region it lies in.
    pub within: Option<Arc<str>>,
    /// Key of the body it is part of, on organizations.
    pub head: Option<Arc<str>>,
    /// IRIs of the same thing elsewhere (Wikidata).
    pub same_as: Vec<Arc<str>>,
    /// Keys of the things it is often confused with.
    pub different_from: Vec<Arc<str>>,
    /// A newspaper, agency or broadcaster, which mostly passes on what others say.
    pub news: bool,
    /// The file that describes it, for messages.
    pub file: Arc<str>,
}

impl Entry {
    /// The usual name in a language.
    pub fn label(&self, language: &str) -> Option<&str> {
        self.pref.iter().find(|(lang, _)| &**lang == language).map(|(_, label)| &**label)
    }

    /// Every name in a language, the usual one first.
    pub fn labels<'a>(&'a self, language: &'a str) -> impl Iterator<Item = &'a Arc<str>> {
        self.pref.iter().chain(&self.alt).filter(move |(lang, _)| &**lang == language).map(|(_, label)| label)
    }
}

/// An office and who holds or held it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KnownPosition {
    /// `position/EG-president-el-sisi`.
    pub key: Arc<str>,
    /// Key of the holder.
    pub person: Arc<str>,
    /// Key of the country or body.
    pub of: Arc<str>,
    pub titles: Vec<Label>,
    /// Year in which it began, if known.
    pub begin: Option<i16>,
    /// Year in which it ended; none while in office.
    pub end: Option<i16>,
    /// The file that describes it, for messages.
    pub file: Arc<str>,
}

/// All entries and offices, in the order of the files.
#[derive(Clone, Debug, Default)]
pub struct Gazetteer {
    pub entries: Vec<Entry>,
    pub positions: Vec<KnownPosition>,
    pub(super) by_key: HashMap<Arc<str>, usize>,
    pub(super) position_by_key: HashMap<Arc<str>, usize>,
    /// Name and text of every file, and the base of its IRIs: messages look lines up in them.
    pub(super) files: Vec<(Arc<str>, Arc<str>)>,
    pub(super) base: String,
}

impl Gazetteer {
    /// Reads gazetteer files, name and Turtle each. IRIs are under [`STANDARD_BASE`] or under `base`.
    ///
    /// # Errors
    /// For the first file that is not Turtle, or that has an unknown class or property, an entry without class or
    /// label, a label without language, a code that is not two letters, an IRI outside the base. What needs all entries
    /// at once is found by [`Self::check`].
    pub fn load(files: &[(&str, &str)], base: &str) -> Result<Self, OntologyError> {
        let mut gazetteer = Gazetteer { base: base.to_owned(), ..Gazetteer::default() };
        reading::merge(&mut gazetteer, files, reading::Again::Refuse)?;
        Ok(gazetteer)
    }

    /// Merges a user's own files over this gazetteer: new entries, further labels and facts for those there are. A
    /// usual name given again replaces the old one, which stays as another spelling; single values replace.
    ///
    /// # Errors
    /// As [`Self::load`], and where an entry is given another class.
    pub fn extend(&mut self, files: &[(&str, &str)], base: &str) -> Result<(), OntologyError> {
        base.clone_into(&mut self.base);
        reading::merge(self, files, reading::Again::Merge)
    }

    /// The entry with a key (`country/EG`).
    pub fn get(&self, key: &str) -> Option<&Entry> {
        self.by_key.get(key).map(|&index| &self.entries[index])
    }

    /// The office with a key (`position/EG-president-el-sisi`).
    pub fn position(&self, key: &str) -> Option<&KnownPosition> {
        self.position_by_key.get(key).map(|&index| &self.positions[index])
    }

    /// The key in an IRI of this gazetteer's files.
    pub fn key_of<'a>(&self, iri: &'a str) -> Option<&'a str> {
        reading::key(iri, &self.base)
    }

    /// A problem of one entry or office, at its line.
    pub(super) fn problem(&self, file: &str, key: &str, value: &str, message: String, help: &str) -> Problem {
        let text = self.files.iter().find(|(name, _)| &**name == file).map_or("", |(_, text)| text);
        let iris = [format!("{STANDARD_BASE}{key}"), format!("{}{key}", self.base)];
        let line = iris.iter().map(|iri| super::turtle::line_of(text, iri, value)).max().unwrap_or(0);
        Problem { file: file.into(), line, message, help: help.to_owned() }
    }
}
