//! The prefixes that queries may use without declaring them, that tables shorten IRIs with, and that exports declare.

use oxigraph::model::vocab::rdf;
use oxigraph::model::{NamedNodeRef, Term};
use oxigraph::store::{StorageError, Store};

/// Where minted IRIs begin unless `--base` says otherwise.
pub const DEFAULT_BASE: &str = "https://w3id.org/khabar/id/";
/// khabar's own vocabulary.
pub const KH: &str = "https://w3id.org/khabar/ontology#";

/// Vocabularies.
const VOCABULARIES: &[(&str, &str)] = &[
    ("kh", KH),
    ("nif", "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"),
    ("org", "http://www.w3.org/ns/org#"),
    ("owl", "http://www.w3.org/2002/07/owl#"),
    ("prov", "http://www.w3.org/ns/prov#"),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("schema", "https://schema.org/"),
    ("sem", "http://semanticweb.cs.vu.nl/2009/11/sem/"),
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
    ("wd", "http://www.wikidata.org/entity/"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
];

/// Kinds of minted IRIs: each is a prefix of its own name below the base.
const KINDS: &[&str] = &[
    "article",
    "city",
    "country",
    "facility",
    "graph",
    "group",
    "organization",
    "person",
    "position",
    "region",
    "work",
];

/// Prefixes with the IRIs they stand for.
#[derive(Clone, Debug)]
pub struct Prefixes {
    /// Sorted by prefix.
    pairs: Vec<(String, String)>,
}

impl Default for Prefixes {
    fn default() -> Self {
        Prefixes::new(DEFAULT_BASE)
    }
}

impl Prefixes {
    /// The prefixes of graphs whose IRIs were minted below `base`.
    pub fn new(base: &str) -> Self {
        let vocabularies = VOCABULARIES.iter().map(|(prefix, iri)| (prefix.to_string(), iri.to_string()));
        let kinds = KINDS.iter().map(|kind| (kind.to_string(), format!("{base}{kind}/")));
        let mut pairs: Vec<_> = vocabularies.chain(kinds).collect();
        pairs.push(("id".into(), base.into()));
        pairs.sort();
        Prefixes { pairs }
    }

    /// The prefixes of a store: its base is read from the IRI of one of its articles.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn of_store(store: &Store) -> Result<Self, StorageError> {
        let class = NamedNodeRef::new_unchecked("https://w3id.org/khabar/ontology#Article");
        let article = store.quads_for_pattern(None, Some(rdf::TYPE), Some(class.into()), None).next().transpose()?;
        let iri = article.map(|quad| quad.subject.to_string()).unwrap_or_default();
        let base = iri.trim_start_matches('<').rsplit_once("article/").map(|(base, _)| base);
        Ok(Prefixes::new(base.unwrap_or(DEFAULT_BASE)))
    }

    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.pairs.iter().map(|(prefix, iri)| (prefix.as_str(), iri.as_str()))
    }

    /// Where minted IRIs begin.
    pub fn base(&self) -> &str {
        self.iter().find(|(prefix, _)| *prefix == "id").map_or(DEFAULT_BASE, |(_, iri)| iri)
    }

    /// `kh:Meeting` for its IRI, by the longest namespace; for people, so the rest may hold any character.
    pub fn shorten(&self, iri: &str) -> Option<String> {
        let (prefix, namespace) = self
            .iter()
            .filter(|(_, namespace)| iri.len() > namespace.len() && iri.starts_with(namespace))
            .max_by_key(|(_, namespace)| namespace.len())?;
        Some(format!("{prefix}:{}", &iri[namespace.len()..]))
    }

    /// The IRI that `<…>`, an IRI or a prefixed name means.
    pub fn expand(&self, words: &str) -> Option<String> {
        let bare = words.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')).unwrap_or(words);
        if bare.contains("://") || bare.starts_with("urn:") {
            return Some(bare.into());
        }
        let (prefix, local) = words.split_once(':')?;
        let (_, namespace) = self.iter().find(|(known, _)| *known == prefix)?;
        Some(format!("{namespace}{local}"))
    }

    /// A term for people: IRIs shortened, literals by their words.
    pub fn show(&self, term: &Term) -> String {
        match term {
            Term::NamedNode(node) => self.shorten(node.as_str()).unwrap_or_else(|| node.to_string()),
            Term::Literal(literal) => literal.value().to_owned(),
            Term::BlankNode(node) => node.to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_namespace_wins() {
        let prefixes = Prefixes::default();
        assert_eq!(prefixes.shorten("https://w3id.org/khabar/id/country/EG").as_deref(), Some("country:EG"));
        assert_eq!(prefixes.shorten("https://w3id.org/khabar/id/thing/x").as_deref(), Some("id:thing/x"));
        assert_eq!(prefixes.shorten("http://example.org/"), None);
    }

    #[test]
    fn expanding_undoes_shortening() {
        let prefixes = Prefixes::new("http://example.org/");
        for iri in ["http://example.org/city/cairo", "https://w3id.org/khabar/ontology#Meeting"] {
            assert_eq!(prefixes.expand(&prefixes.shorten(iri).unwrap()).as_deref(), Some(iri));
        }
        assert_eq!(prefixes.expand("<http://a.example/b>").as_deref(), Some("http://a.example/b"));
        assert_eq!(prefixes.expand("Egypt"), None);
    }
}
