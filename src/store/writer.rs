//! Writing many articles: a bulk load into a new store, transactions into one that has articles.

use super::article::Put;
use super::entities::EntityGraph;
use super::{STORE, Store, StoreError};
use crate::ontology::Gazetteer;
use crate::rdf::terms::*;
use crate::rdf::{ArticleGraph, Mint};
use oxigraph::model::{Quad, Term};
use std::collections::HashSet;

/// Quads after which a bulk load is made durable, so that a killed build keeps most of its work.
const ROUND: usize = 200_000;

/// Puts articles one after another, as fast as the store allows. [`Writer::finish`] brings the entity graph up to date;
/// after a kill before that, the next article that is put does.
pub struct Writer<'s> {
    store: &'s Store,
    gazetteer: &'s Gazetteer,
    mint: &'s Mint,
    bulk: Option<Bulk<'s>>,
}

/// A bulk load under way: nothing in it may need what was loaded before.
struct Bulk<'s> {
    entities: EntityGraph<'s>,
    pending: Vec<Quad>,
    articles: HashSet<String>,
    sources: HashSet<Term>,
    generator: Option<Term>,
}

impl Store {
    /// A writer of many articles.
    ///
    /// # Errors
    /// When the store is open for reading or cannot be read.
    pub fn writer<'s>(&'s self, gazetteer: &'s Gazetteer, mint: &'s Mint) -> Result<Writer<'s>, StoreError> {
        self.writable()?;
        let bulk = (!self.has_article()?).then(|| Bulk {
            entities: EntityGraph::new(mint, Some(gazetteer)),
            pending: Vec::new(),
            articles: HashSet::new(),
            sources: HashSet::new(),
            generator: None,
        });
        Ok(Writer { store: self, gazetteer, mint, bulk })
    }
}

impl Writer<'_> {
    /// Puts one article, as [`Store::put`] does.
    ///
    /// # Errors
    /// As [`Store::put`].
    pub fn put(&mut self, graph: ArticleGraph) -> Result<Put, StoreError> {
        let Some(bulk) = self.bulk.as_mut().and_then(|bulk| bulk.accepts(&graph).then_some(bulk)) else {
            self.finish_bulk()?;
            return self.store.put(graph, self.gazetteer, self.mint);
        };
        bulk.entities.first(&graph.quads, &mut self.store.counted());
        bulk.pending.extend(graph.quads);
        if bulk.pending.len() >= ROUND {
            self.store.load(std::mem::take(&mut bulk.pending))?;
        }
        Ok(Put::Added)
    }

    /// Ends the writing. Dropping the writer does the same, but tells of no error.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn finish(mut self) -> Result<(), StoreError> {
        self.finish_bulk()
    }

    fn finish_bulk(&mut self) -> Result<(), StoreError> {
        let Some(mut bulk) = self.bulk.take() else { return Ok(()) };
        let Some(generator) = bulk.generator else { return Ok(()) };
        bulk.pending.extend(bulk.entities.describe_all(&self.store.counted()));
        bulk.pending.push(Quad::new(STORE, DESCRIBED_BY, generator, STORE));
        self.store.load(bulk.pending)
    }
}

impl Drop for Writer<'_> {
    fn drop(&mut self) {
        let _ = self.finish_bulk();
    }
}

impl Bulk<'_> {
    /// Whether an article is whole, new in text and sources, and read by the same program. Takes note of it.
    fn accepts(&mut self, graph: &ArticleGraph) -> bool {
        let values =
            |property| graph.quads.iter().filter(move |quad| quad.predicate == property).map(|quad| &quad.object);
        let Some(generator) = values(GENERATOR).next() else { return false };
        let sources: Vec<&Term> = values(SOURCE).collect();
        if sources.is_empty()
            || sources.iter().any(|source| self.sources.contains(*source))
            || self.generator.as_ref().is_some_and(|known| known != generator)
            || !self.articles.insert(graph.article.as_str().to_owned())
        {
            return false;
        }
        self.sources.extend(sources.into_iter().cloned());
        self.generator.get_or_insert_with(|| generator.clone());
        true
    }
}
