//! Descriptions of entities, for the entity graph.
//!
//! What is described how follows from gazetteer and article graphs alone:
//! - an entity that an article refers to and the gazetteer has: everything that the gazetteer says, known offices included;
//! - an entity that an article refers to and the gazetteer does not have: what articles say, by [`Spellings`];
//! - an entity that only such a description names (the country of a city, the capital of a country, the body of an
//!   office): class, usual names and code, so that no IRI stands there without a name.

use super::iri::Mint;
use super::sort_quads;
use super::terms::*;
use crate::ontology::{Entry, Gazetteer, KnownPosition};
use oxrdf::{GraphName, Literal, NamedNode, Quad, Term};
use std::collections::BTreeMap;

/// What article graphs say of one entity, with the number of times each thing is said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spellings {
    /// Language and words of its name mentions.
    names: BTreeMap<(String, String), i64>,
    /// Language and words of its other mentions, which name it where nothing else does.
    others: BTreeMap<(String, String), i64>,
    /// Countries that articles give to it.
    countries: BTreeMap<NamedNode, i64>,
}

impl Spellings {
    /// Counts a mention's words `times` more, or fewer where negative.
    pub fn count(&mut self, words: &Literal, is_name: bool, times: i64) {
        let counts = if is_name { &mut self.names } else { &mut self.others };
        let language = words.language().unwrap_or_default().to_owned();
        add(counts, (language, super::mention::one_line(words.value())), times);
    }

    /// Counts a country given to the entity `times` more, or fewer where negative.
    pub fn count_country(&mut self, country: NamedNode, times: i64) {
        add(&mut self.countries, country, times);
    }
}

fn add<K: Ord>(counts: &mut BTreeMap<K, i64>, key: K, times: i64) {
    let count = counts.entry(key).or_insert(0);
    *count += times;
    if *count == 0 {
        counts.retain(|_, count| *count != 0);
    }
}

/// The key counted most; of several the first.
fn most<K: Ord>(counts: &BTreeMap<K, i64>) -> Option<&K> {
    counts.iter().max_by(|(a, x), (b, y)| x.cmp(y).then_with(|| b.cmp(a))).map(|(key, _)| key)
}

/// Why an entity is described.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// An article refers to it.
    Mentioned,
    /// Another description names it.
    Named,
}

/// Links that a description may have to other entities.
pub const LINKS: [oxrdf::NamedNodeRef<'static>; 4] = [COUNTRY, CAPITAL, WITHIN, ORG_ORGANIZATION];

/// The description of an entity, sorted; empty for what is no entity.
pub fn describe(
    entity: &NamedNode,
    standing: Standing,
    spellings: &Spellings,
    gazetteer: &Gazetteer,
    mint: &Mint,
) -> Vec<Quad> {
    let mut sheet = Sheet { graph: mint.entities_graph().into(), mint, quads: Vec::new() };
    match mint.key(entity.as_str()).and_then(|key| gazetteer.get(key)) {
        Some(entry) => {
            sheet.entry(entity, entry);
            if standing == Standing::Mentioned {
                let offices = gazetteer.positions.iter().filter(|office| office.person == entry.key);
                offices.for_each(|office| sheet.office(entity, office));
            } else {
                sheet.quads.retain(names_only);
            }
        }
        None => sheet.unknown(entity, spellings),
    }
    sort_quads(&mut sheet.quads);
    sheet.quads
}

/// Whether a quad also belongs to the short description of an entity that is only named by others.
pub fn names_only(quad: &Quad) -> bool {
    let predicate = quad.predicate.as_ref();
    [RDF_TYPE, PREF_LABEL, ISO_CODE, DERIVED_FROM].contains(&predicate)
}

struct Sheet<'a> {
    graph: GraphName,
    mint: &'a Mint,
    quads: Vec<Quad>,
}

impl Sheet<'_> {
    fn add(&mut self, subject: &NamedNode, predicate: impl Into<NamedNode>, object: impl Into<Term>) {
        self.quads.push(Quad::new(subject.clone(), predicate, object, self.graph.clone()));
    }

    fn entry(&mut self, entity: &NamedNode, entry: &Entry) {
        self.add(entity, RDF_TYPE, kh(&entry.class));
        self.add(entity, DERIVED_FROM, GAZETTEER);
        for (language, label) in &entry.pref {
            self.add(entity, PREF_LABEL, words(language, label));
        }
        for (language, label) in entry.alt.iter().filter(|label| !entry.pref.contains(label)) {
            self.add(entity, ALT_LABEL, words(language, label));
        }
        if let Some(code) = &entry.iso {
            self.add(entity, ISO_CODE, Literal::new_simple_literal(&**code));
        }
        for same in entry.same_as.iter().filter_map(|iri| NamedNode::new(&**iri).ok()) {
            self.add(entity, SAME_AS, same);
        }
        let links = [(COUNTRY, &entry.country), (CAPITAL, &entry.capital), (WITHIN, &entry.within)];
        for (property, key) in links {
            if let Some(key) = key {
                self.add(entity, property, self.mint.known(key));
            }
        }
    }

    fn office(&mut self, person: &NamedNode, office: &KnownPosition) {
        let iri = self.mint.known(&office.key);
        self.add(&iri, RDF_TYPE, KNOWN_POSITION);
        self.add(&iri, DERIVED_FROM, GAZETTEER);
        self.add(&iri, ORG_MEMBER, person.clone());
        self.add(&iri, ORG_ORGANIZATION, self.mint.known(&office.of));
        for (language, title) in &office.titles {
            self.add(&iri, TITLE, words(language, title));
        }
        for (property, year) in [(BEGIN_YEAR, office.begin), (END_YEAR, office.end)] {
            if let Some(year) = year {
                self.add(&iri, property, Literal::new_typed_literal(year.to_string(), XSD_INTEGER));
            }
        }
    }

    fn unknown(&mut self, entity: &NamedNode, spellings: &Spellings) {
        let Some(class) = self.mint.class(entity.as_str()) else { return };
        self.add(entity, RDF_TYPE, class);
        let met = if spellings.names.is_empty() { &spellings.others } else { &spellings.names };
        let mut languages: BTreeMap<&str, BTreeMap<&str, i64>> = BTreeMap::new();
        for ((language, words), count) in met {
            languages.entry(language).or_default().insert(words, *count);
        }
        for (language, spellings) in &languages {
            let usual = most(spellings).copied().unwrap_or_default();
            for spelling in spellings.keys() {
                let property = if *spelling == usual { PREF_LABEL } else { ALT_LABEL };
                self.add(entity, property, words(language, spelling));
            }
        }
        if languages.is_empty() {
            // An entity without a mention has the name that its IRI holds.
            let name = entity.as_str().rsplit('/').next().unwrap_or_default();
            let name = name.rsplit('.').next().unwrap_or_default().replace('_', " ");
            // In a language that nobody knows: "und" of BCP 47.
            self.add(entity, PREF_LABEL, words("und", &name));
        }
        if let Some(country) = most(&spellings.countries) {
            self.add(entity, COUNTRY, country.clone());
        }
    }
}

fn words(language: &str, words: &str) -> Literal {
    let language = language.to_ascii_lowercase();
    Literal::new_language_tagged_literal(words, language).unwrap_or_else(|_| Literal::new_simple_literal(words))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_spelling_is_the_one_met_most() {
        let mint = Mint::default();
        let entity = NamedNode::new_unchecked(format!("{}person/سالم_الغانمي", mint.base()));
        let mut spellings = Spellings::default();
        let spell = |words: &str| Literal::new_language_tagged_literal_unchecked(words, "ar");
        spellings.count(&spell("سالم الغانمى"), true, 1);
        spellings.count(&spell("سالم الغانمي"), true, 1);
        spellings.count(&spell("الوزير"), false, 5);
        let pref = |spellings: &Spellings| {
            let quads = describe(&entity, Standing::Mentioned, spellings, &Gazetteer::default(), &mint);
            let labels: Vec<_> = quads.iter().filter(|q| q.predicate == PREF_LABEL).collect();
            assert_eq!(labels.len(), 1);
            labels[0].object.to_string()
        };
        assert_eq!(pref(&spellings), "\"سالم الغانمى\"@ar", "ties go by code point");
        spellings.count(&spell("سالم\n الغانمي"), true, 1);
        assert_eq!(pref(&spellings), "\"سالم الغانمي\"@ar");
        spellings.count(&spell("سالم الغانمي"), true, -2);
        assert_eq!(pref(&spellings), "\"سالم الغانمى\"@ar");
        assert_eq!(spellings.names.len(), 1);
    }
}
