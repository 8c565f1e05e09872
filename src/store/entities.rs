//! The entity graph, kept up to date for the entities that a change touches.
//!
//! It is a function of gazetteer and article graphs ([`crate::rdf::entity`] says which), so that building in any order
//! gives the same. Removing needs no gazetteer: descriptions from it stay as they are, shrink or go.

use crate::ontology::Gazetteer;
use crate::rdf::entity::{LINKS, describe, names_only};
use crate::rdf::terms::*;
use crate::rdf::{Mint, Spellings, Standing};
use oxigraph::model::{
    GraphName, GraphNameRef, Literal, NamedNode, NamedNodeRef, NamedOrBlankNode, NamedOrBlankNodeRef, Quad, Term,
    TermRef,
};
use oxigraph::store::{StorageError, Transaction};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// Spellings of entities as far as they were asked for, so that a name met a thousand times is counted once.
pub(super) type Counted = HashMap<NamedNode, Spellings>;

/// A change of the entity graph.
pub(super) struct EntityGraph<'a> {
    mint: &'a Mint,
    gazetteer: Option<&'a Gazetteer>,
    counted: &'a mut Counted,
    articles: String,
    graph: NamedNode,
    touched: BTreeSet<NamedNode>,
}

/// What one mention or evidence of an article says of an entity.
#[derive(Default)]
struct Said<'q> {
    denotes: Vec<&'q NamedNode>,
    words: Option<&'q Literal>,
    is_name: bool,
    about: Option<&'q NamedNode>,
    is_country: bool,
    objects: Vec<&'q NamedNode>,
}

impl<'a> EntityGraph<'a> {
    pub fn new(mint: &'a Mint, gazetteer: Option<&'a Gazetteer>, counted: &'a mut Counted) -> Self {
        let (articles, graph) = (mint.articles(), mint.entities_graph());
        EntityGraph { mint, gazetteer, counted, articles, graph, touched: BTreeSet::new() }
    }

    /// Takes note of quads that an article gains (`times` 1) or loses (-1).
    pub fn change(&mut self, quads: &[&Quad], times: i64) {
        for quad in quads {
            if let Term::NamedNode(object) = &quad.object
                && self.mint.class(object.as_str()).is_some()
            {
                self.touched.insert(object.clone());
            }
        }
        let _ = times;
    }

    /// Takes note of every entity that is described.
    pub fn touch_all(&mut self, transaction: &Transaction<'_>) -> Result<(), StorageError> {
        let graph = GraphNameRef::NamedNode(self.graph.as_ref());
        for quad in transaction.quads_for_pattern(None, Some(RDF_TYPE), None, Some(graph)) {
            if let NamedOrBlankNode::NamedNode(subject) = quad?.subject
                && self.mint.class(subject.as_str()).is_some()
            {
                self.touched.insert(subject);
            }
        }
        Ok(())
    }
}
