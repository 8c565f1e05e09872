//! What the words of a command line mean in one store: entities and articles by their names, types by the ontology's.

use super::outcome::Failure;
use super::reading;
use crate::lang::LANGUAGES;
use crate::lang::pack::Files;
use crate::lang::raw::{Clitics, Script};
use crate::ontology::Ontology;
use crate::query::matching::Matching;
use crate::query::name::{self, Names};
use crate::query::parameter::Lookup;
use crate::query::run::QueryError;
use crate::resources::Resources;
use crate::store::Store;
use oxigraph::model::NamedNode;
use std::cell::OnceCell;
use std::sync::Arc;

/// A store that is asked, with the program's files. What is needed of them is read when it is first asked for, and once.
pub struct InStore<'a> {
    pub store: &'a Store,
    pub resources: &'a Resources,
    matching: OnceCell<Arc<Matching>>,
    names: OnceCell<Names>,
    ontology: OnceCell<Ontology>,
}

impl<'a> InStore<'a> {
    pub fn new(store: &'a Store, resources: &'a Resources) -> Self {
        let (matching, names, ontology) = (OnceCell::new(), OnceCell::new(), OnceCell::new());
        InStore { store, resources, matching, names, ontology }
    }

    /// How every language spells, so that a name is found in any spelling; read from the script files alone.
    pub fn matching(&self) -> Result<Arc<Matching>, Failure> {
        once(&self.matching, || {
            let mut packs = Vec::new();
            for language in LANGUAGES {
                let files = self.resources.texts_under(&format!("lang/{language}"));
                let files = files.into_iter().map(|(name, text)| (name.to_owned(), text)).collect();
                let files = Files { language: language.to_string(), files };
                packs.push((files.parse::<Script>("script.toml")?, files.parse::<Clitics>("clitics.toml")?));
            }
            Ok(Arc::new(Matching::new(&packs)))
        })
        .cloned()
    }
}

/// The value of a cell, made when it is first asked for; a failure is not kept.
fn once<T, E>(cell: &OnceCell<T>, make: impl FnOnce() -> Result<T, E>) -> Result<&T, E> {
    if let Some(value) = cell.get() {
        return Ok(value);
    }
    let made = make()?;
    Ok(cell.get_or_init(|| made))
}

impl Lookup for InStore<'_> {
    fn entities(&self, name: &str) -> Result<Vec<NamedNode>, QueryError> {
        let names = once(&self.names, || {
            let matching = self.matching().map_err(|error| QueryError::NotFound(error.to_string()))?;
            Ok::<_, QueryError>(Names::load(self.store.inner(), matching.fold().clone())?)
        })?;
        names.find(name)
    }

    fn article(&self, name: &str) -> Result<NamedNode, QueryError> {
        self.store.find_article(name).map_err(|error| QueryError::NotFound(error.to_string()))
    }

    fn event_class(&self, name: &str) -> Result<NamedNode, QueryError> {
        let ontology = once(&self.ontology, || {
            reading::ontology(self.resources).map_err(|error| QueryError::NotFound(error.to_string()))
        })?;
        event_class(ontology, name)
    }
}

/// The event type of this local name, IRI, or label in any language.
fn event_class(ontology: &Ontology, name: &str) -> Result<NamedNode, QueryError> {
    let bare = name.trim_start_matches('<').trim_end_matches('>');
    let bare = bare.strip_prefix("kh:").unwrap_or(bare);
    let classes = || ontology.terms().filter(|term| ontology.is_event_class(&term.name));
    if let Some(term) = ontology.term(bare).filter(|term| ontology.is_event_class(&term.name)) {
        return Ok(crate::rdf::terms::kh(&term.name));
    }
    let lower = bare.to_lowercase();
    let mut called = classes().filter(|term| {
        term.name.to_lowercase() == lower || term.labels.iter().any(|(_, label)| label.to_lowercase() == lower)
    });
    if let Some(term) = called.next() {
        return Ok(crate::rdf::terms::kh(&term.name));
    }
    Err(QueryError::UnknownClass {
        name: name.into(),
        nearest: name::nearest(bare, classes().map(|term| &*term.name), 3),
        known: ontology.base_event_classes().join(" "),
    })
}
