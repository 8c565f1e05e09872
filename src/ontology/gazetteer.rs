//! The gazetteer: people, places, bodies and offices known beforehand, by language-neutral key.

use super::{OntologyError, Problem, reading};
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;
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
    /// ISO 4217 code of the currency, on countries that have one.
    pub currency: Option<Arc<str>>,
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

impl KnownPosition {
    /// Whether the holder was in office in some part of this year.
    pub fn holds_in(&self, year: i16) -> bool {
        self.begin.is_none_or(|begin| begin <= year) && self.end.is_none_or(|end| year <= end)
    }
}

/// All entries and offices, in the order of the files.
#[derive(Clone, Debug, Default)]
pub struct Gazetteer {
    pub entries: Vec<Entry>,
    pub positions: Vec<KnownPosition>,
    pub(super) by_key: FxHashMap<Arc<str>, usize>,
    pub(super) position_by_key: FxHashMap<Arc<str>, usize>,
    /// Languages that kh:ambiguousLabel is used in.
    pub(super) marked: BTreeSet<Arc<str>>,
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

    /// The country that has this city as its capital.
    pub fn capital_of(&self, city: &Entry) -> Option<&Entry> {
        let country = self.get(city.country.as_deref()?)?;
        (country.capital.as_deref() == Some(&*city.key)).then_some(country)
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

#[cfg(test)]
mod tests {
    use super::*;

    const PREFIXES: &str = "@prefix kh: <https://w3id.org/khabar/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix wd: <http://www.wikidata.org/entity/> .
@prefix : <https://w3id.org/khabar/id/> .
";
    const LAND: &str = "<https://w3id.org/khabar/id/country/OM> a kh:Country ; skos:prefLabel \"عمان\"@ar, \"Oman\"@en ;
    skos:altLabel \"سلطنة عمان\"@ar ; kh:isoCode \"OM\" ; kh:demonym \"عماني\"@ar ; kh:capital :muscat ; owl:sameAs wd:Q842 .
:muscat a kh:City ; skos:prefLabel \"مسقط\"@ar, \"Muscat\"@en ; kh:country <https://w3id.org/khabar/id/country/OM> .
:haitham a kh:Person ; skos:prefLabel \"هيثم بن طارق\"@ar, \"Haitham bin Tariq\"@en ;
    skos:altLabel \"هيثم\"@ar ; kh:ambiguousLabel \"هيثم\"@ar .
:sultan a kh:KnownPosition ; org:member :haitham ; org:organization <https://w3id.org/khabar/id/country/OM> ;
    kh:title \"سلطان\"@ar, \"sultan\"@en ; kh:beginYear 2020 .
";

    fn load(text: &str) -> Result<Gazetteer, OntologyError> {
        Gazetteer::load(&[("a.ttl", &format!("{PREFIXES}{text}"))], STANDARD_BASE)
    }

    fn label(text: &str) -> Label {
        ("ar".into(), text.into())
    }

    #[test]
    fn entries_and_offices() {
        let land = load(LAND).expect("a gazetteer");
        let oman = land.get("country/OM").expect("Oman");
        assert_eq!((&*oman.class, oman.label("ar"), oman.label("en")), ("Country", Some("عمان"), Some("Oman")));
        assert_eq!(oman.labels("ar").map(|label| &**label).collect::<Vec<_>>(), ["عمان", "سلطنة عمان"]);
        assert_eq!((oman.iso.as_deref(), oman.capital.as_deref()), (Some("OM"), Some("muscat")));
        assert_eq!(land.get("muscat").and_then(|city| city.country.as_deref()), Some("country/OM"));
        let sultan = land.position("sultan").expect("an office");
        assert_eq!(
            (&*sultan.person, &*sultan.of, sultan.begin, sultan.end),
            ("haitham", "country/OM", Some(2020), None)
        );
        assert_eq!(land.check(), []);
        assert_eq!(land.key_of("https://w3id.org/khabar/id/country/OM"), Some("country/OM"));
    }

    #[test]
    fn loading_names_what_is_wrong_and_where() {
        for (text, message) in [
            (":x a kh:Planet ; skos:prefLabel \"س\"@ar .", "a.ttl:7: unknown class"),
            (":x a kh:City ;\n  skos:prefLabel \"س\"@ar ;\n  kh:mayor :y .", "a.ttl:9: unknown property"),
            (":x a kh:City ; kh:country :y .", "a.ttl:7: \"x\" has no skos:prefLabel"),
            (":x skos:prefLabel \"س\"@ar .", "a.ttl:7: \"x\" has no class"),
            (":x a kh:City, kh:Region .", "a.ttl:7: \"x\" is both City and Region"),
            (":x a kh:City ; skos:prefLabel \"س\" .", "a.ttl:7: the label \"س\" has no language"),
            (":x a kh:City ; skos:prefLabel \"س\"@ar, \"ص\"@ar .", "a.ttl:7: \"x\" has two skos:prefLabel in \"ar\""),
            (":x a kh:Country ; kh:isoCode \"EGY\" .", "a.ttl:7: \"EGY\" is no country code"),
            (":x a kh:Country ; kh:currency \"£\" .", "a.ttl:7: \"£\" is no currency code"),
            ("<http://a/x> a kh:City .", "a.ttl:7: \"http://a/x\" is not under"),
            (":x a kh:City ; kh:country <http://a/x> .", "a.ttl:7: \"http://a/x\" is not under"),
            (":x a kh:City ; kh:country \"Oman\" .", "a.ttl:7: \"Oman\" is not an IRI"),
            (":x a kh:KnownPosition ; kh:beginYear \"now\" .", "a.ttl:7: \"now\" is no year"),
            (":x a kh:KnownPosition ; org:member :y .", "a.ttl:7: \"x\" lacks holder, body or title"),
            (":x a kh:City", "a.ttl:7:13: "),
        ] {
            let error = load(text).expect_err(text).to_string();
            assert!(error.starts_with(message) && error.contains("\nhelp: "), "{error}");
        }
        let twice = format!("{PREFIXES}{LAND}");
        let error =
            Gazetteer::load(&[("a.ttl", &twice), ("b.ttl", &twice)], STANDARD_BASE).expect_err("twice").to_string();
        assert!(error.starts_with("b.ttl:7: \"country/OM\" is described again, first in a.ttl"), "{error}");
    }

    #[test]
    fn checking_finds_what_entries_are_to_each_other() {
        for (more, message) in [
            (":x a kh:City ; skos:prefLabel \"س\"@ar .", "a.ttl:14: \"x\" has no skos:prefLabel in \"en\""),
            (
                ":x a kh:City ; skos:prefLabel \"عُمان\"@ar, \"X\"@en .",
                "\"عمان\"@ar names both \"country/OM\" and \"x\"",
            ),
            (":x a kh:City ; skos:prefLabel \"س\"@ar, \"X\"@en ; owl:sameAs wd:Q842 .", "have the same IRI"),
            (
                ":x a kh:City ; skos:prefLabel \"س\"@ar, \"X\"@en ; kh:country :y .",
                "refers to \"y\", which is not described",
            ),
            (":x a kh:City ; skos:prefLabel \"س\"@ar, \"X\"@en ; kh:country :muscat .", "refers to \"muscat\", a City"),
            (":x a kh:City ; skos:prefLabel \"س\"@ar, \"X\"@en ; kh:ambiguousLabel \"ص\"@ar .", "is no label of \"x\""),
            (":x a kh:City ; skos:prefLabel \"س\"@ar, \"X\"@en ; kh:currency \"OMR\" .", "is a City with a currency"),
            (":x a kh:City ; skos:prefLabel \"س \"@ar, \"X\"@en .", "has spaces too many"),
            (":x a kh:City ; skos:prefLabel \"ا\u{654}\"@ar, \"X\"@en .", "is not in NFC"),
        ] {
            let problems = load(&format!("{LAND}{more}")).expect(more).check();
            assert!(problems.len() == 1 && problems[0].to_string().contains(message), "{more}: {problems:?}");
        }
        let marked = ":x a kh:City ; skos:prefLabel \"عمّان\"@ar, \"Amman\"@en ; kh:ambiguousLabel \"عمان\"@ar .";
        assert_eq!(load(&format!("{LAND}{marked}")).expect("a gazetteer").check(), []);
    }

    #[test]
    fn a_users_file_is_merged_over() {
        let mut land = load(LAND).expect("a gazetteer");
        let own = ":muscat skos:altLabel \"مسكد\"@ar ; kh:differentFrom <https://example.org/me/x> .
<https://example.org/me/x> a kh:Person ; skos:prefLabel \"مسقط\"@ar .
:haitham skos:prefLabel \"هيثم\"@ar . :sultan kh:endYear 2030 .";
        let own = format!("{PREFIXES}{own}");
        land.extend(&[("own.ttl", &own)], "https://example.org/me/").expect("a merged gazetteer");
        let muscat = land.get("muscat").expect("Muscat");
        assert_eq!((&muscat.alt[..], &*muscat.different_from[0]), (&[label("مسكد")][..], "x"));
        assert_eq!(land.get("x").map(|entry| &*entry.class), Some("Person"));
        let haitham = land.get("haitham").expect("the sultan");
        assert_eq!((haitham.label("ar"), &haitham.alt[..]), (Some("هيثم"), &[label("هيثم بن طارق")][..]));
        assert_eq!(land.position("sultan").map(|office| (office.begin, office.end)), Some((Some(2020), Some(2030))));
        let again = format!("{PREFIXES}:muscat a kh:Region .");
        let error = land.extend(&[("own.ttl", &again)], STANDARD_BASE).expect_err("another class").to_string();
        assert!(error.starts_with("own.ttl:7: \"muscat\" is a City, not a Region"), "{error}");
    }
}
