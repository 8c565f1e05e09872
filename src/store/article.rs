//! The life of an article in the store: put, replaced, unchanged, removed.

use super::entities::{Counted, EntityGraph};
use super::{STORE, Store, StoreError, quads_of};
use crate::ontology::Gazetteer;
use crate::rdf::terms::*;
use crate::rdf::{ArticleGraph, Mint, sort_quads};
use jiff::civil::Date;
use oxigraph::model::{GraphName, GraphNameRef, Literal, NamedNode, NamedOrBlankNode, Quad, Term};
use oxigraph::store::{StorageError, Transaction};
use std::collections::HashSet;

/// What putting an article did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Put {
    /// Its text was not in the store.
    Added,
    /// Its text was there, with other facts, another date, or without this source.
    Replaced,
    /// All of it was there.
    Unchanged,
}

/// What a build is about to read, to ask whether that is needed.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    pub source: &'a str,
    pub sha256: &'a str,
    /// Program and resources.
    pub generator: &'a str,
    /// The date that the user gives, if one.
    pub date: Option<Date>,
    /// The language that the user gives, if one.
    pub language: Option<&'a str>,
}

impl Store {
    /// Whether the store has this text under this source, with this date and base, read by the same program and resources.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn is_current(&self, wanted: &Wanted<'_>, mint: &Mint) -> Result<bool, StoreError> {
        let article = mint.article(wanted.sha256);
        let says = |property, value: &str| -> Result<bool, StoreError> {
            Ok(self.values(&article, property)?.iter().any(|said| said == value))
        };
        let date = match wanted.date {
            Some(day) => says(DATE_SOURCE, kh("given").as_str())? && says(DATE_PUBLISHED, &day.to_string())?,
            None => !says(DATE_SOURCE, kh("given").as_str())?,
        };
        Ok(date
            && says(SHA256, wanted.sha256)?
            && says(SOURCE, wanted.source)?
            && says(GENERATOR, wanted.generator)?
            && wanted.language.map_or(Ok(true), |language| says(IN_LANGUAGE, language))?
            // A killed bulk load is completed by the first article that is put again.
            && self.is_described()?
            // The same source may bring one text only.
            && self.subjects(SOURCE, Literal::new_simple_literal(wanted.source).into())? == [article.clone()])
    }

    /// Puts an article's graph in place of what the store has of its text and of its sources, and brings the entity graph
    /// up to date, in one transaction. Sources that the store knows for the same text stay; another article loses the
    /// sources that this one brings, and goes when it has none left.
    ///
    /// # Errors
    /// When the store is open for reading, the graph is no article's, or the store cannot be written; it is then as it was.
    pub fn put(&self, graph: ArticleGraph, gazetteer: &Gazetteer, mint: &Mint) -> Result<Put, StoreError> {
        self.writable()?;
        let incoming = Incoming::of(graph)?;
        let mut counted = self.counted();
        let put = self.replace(incoming, gazetteer, mint, &mut counted);
        if put.is_err() {
            counted.clear();
        }
        Ok(put?)
    }

    fn replace(
        &self,
        incoming: Incoming,
        gazetteer: &Gazetteer,
        mint: &Mint,
        counted: &mut Counted,
    ) -> Result<Put, StorageError> {
        let Incoming { article, mut quads, sources, generator } = incoming;
        let mut entities = EntityGraph::new(mint, Some(gazetteer));
        let mut transaction = self.inner.start_transaction()?;
        let old = quads_of(&transaction, &article)?;
        quads.extend(old.iter().filter(|quad| quad.predicate == SOURCE).cloned());
        sort_quads(&mut quads);
        let mut moved = false;
        for source in &sources {
            for other in holders(&transaction, source)?.into_iter().filter(|other| *other != article) {
                moved = true;
                match Mint::of_article(other.as_str()) {
                    // An article built with another base has an entity graph of its own.
                    Some(elsewhere) if elsewhere != *mint => {
                        let mut entities = EntityGraph::new(&elsewhere, None);
                        take_source(&mut transaction, &mut entities, &other, source, counted)?;
                        entities.refresh(&mut transaction, counted)?;
                    }
                    _ => take_source(&mut transaction, &mut entities, &other, source, counted)?,
                }
            }
        }
        let described = described_by(&mut transaction, &generator)?;
        let (added, removed) = difference(&old, &quads);
        if added.is_empty() && removed.is_empty() && !moved && described == Described::ByThis {
            return Ok(Put::Unchanged);
        }
        entities.change(&old, -1, counted);
        entities.change(&quads, 1, counted);
        removed.iter().for_each(|quad| transaction.remove(*quad));
        added.iter().for_each(|quad| transaction.insert(*quad));
        drop_links(&mut transaction, mint, &old, &quads)?;
        match described {
            Described::ByThis => {}
            Described::ByOther => entities.touch_all(&transaction, false)?,
            Described::Never => entities.touch_all(&transaction, true)?,
        }
        entities.refresh(&mut transaction, counted)?;
        transaction.commit()?;
        Ok(match (old.is_empty(), added.is_empty() && removed.is_empty()) {
            (true, _) => Put::Added,
            (false, false) => Put::Replaced,
            (false, true) => Put::Unchanged,
        })
    }

    /// Removes an article, what follows from it alone in the entity graph, and links to its events.
    ///
    /// # Errors
    /// When the store is open for reading, has no such article, or cannot be written; it is then as it was.
    pub fn remove(&self, article: &NamedNode) -> Result<(), StoreError> {
        self.writable()?;
        let mint = Mint::of_article(article.as_str()).ok_or_else(|| StoreError::NoArticle(article.as_str().into()))?;
        let mut counted = self.counted();
        let mut transaction = self.inner.start_transaction()?;
        if quads_of(&transaction, article)?.is_empty() {
            return Err(StoreError::NoArticle(article.as_str().into()));
        }
        let mut entities = EntityGraph::new(&mint, None);
        let written = remove_graph(&mut transaction, &mut entities, article, &mut counted)
            .and_then(|()| entities.refresh(&mut transaction, &mut counted))
            .and_then(|()| transaction.commit());
        if written.is_err() {
            counted.clear();
        }
        Ok(written?)
    }
}

/// An article's graph on its way in, with what the store must know of it.
struct Incoming {
    article: NamedNode,
    quads: Vec<Quad>,
    sources: Vec<Term>,
    generator: Literal,
}

impl Incoming {
    fn of(graph: ArticleGraph) -> Result<Self, StoreError> {
        let ArticleGraph { article, quads } = graph;
        let values =
            |property| quads.iter().filter(move |quad| quad.predicate == property).map(|quad| quad.object.clone());
        let sources: Vec<Term> = values(SOURCE).collect();
        if sources.is_empty() {
            return Err(StoreError::Incomplete(article.into_string(), "kh:source"));
        }
        let Some(Term::Literal(generator)) = values(GENERATOR).next() else {
            return Err(StoreError::Incomplete(article.into_string(), "kh:generator"));
        };
        Ok(Incoming { article, quads, sources, generator })
    }
}

/// Articles that have a source.
fn holders(transaction: &Transaction<'_>, source: &Term) -> Result<Vec<NamedNode>, StorageError> {
    let mut found = Vec::new();
    for quad in transaction.quads_for_pattern(None, Some(SOURCE), Some(source.as_ref()), None) {
        let quad = quad?;
        if let (NamedOrBlankNode::NamedNode(article), GraphName::NamedNode(graph)) = (quad.subject, quad.graph_name)
            && article == graph
        {
            found.push(article);
        }
    }
    Ok(found)
}

/// Takes a source away from an article, and the article with its last one.
fn take_source(
    transaction: &mut Transaction<'_>,
    entities: &mut EntityGraph<'_>,
    article: &NamedNode,
    source: &Term,
    counted: &mut Counted,
) -> Result<(), StorageError> {
    let graph = GraphNameRef::NamedNode(article.as_ref());
    let subject = Some(article.as_ref().into());
    let left = transaction.quads_for_pattern(subject, Some(SOURCE), None, Some(graph)).take(2).count();
    if left > 1 {
        transaction.remove(&Quad::new(article.clone(), SOURCE, source.clone(), article.clone()));
        return Ok(());
    }
    remove_graph(transaction, entities, article, counted)
}

fn remove_graph(
    transaction: &mut Transaction<'_>,
    entities: &mut EntityGraph<'_>,
    article: &NamedNode,
    counted: &mut Counted,
) -> Result<(), StorageError> {
    let old = quads_of(transaction, article)?;
    entities.change(&old, -1, counted);
    transaction.remove_named_graph(article.as_ref())?;
    if let Some(mint) = Mint::of_article(article.as_str()) {
        drop_links(transaction, &mint, &old, &[])?;
    }
    Ok(())
}

/// What is only in the new quads, and what is only in the old ones.
fn difference<'q>(old: &'q [Quad], new: &'q [Quad]) -> (Vec<&'q Quad>, Vec<&'q Quad>) {
    let (before, after): (HashSet<&Quad>, HashSet<&Quad>) = (old.iter().collect(), new.iter().collect());
    let added = new.iter().filter(|quad| !before.contains(quad)).collect();
    let removed = old.iter().filter(|quad| !after.contains(quad)).collect();
    (added, removed)
}

/// Drops links from and to things of an article that are no more.
fn drop_links(transaction: &mut Transaction<'_>, mint: &Mint, old: &[Quad], new: &[Quad]) -> Result<(), StorageError> {
    let links = mint.links_graph();
    if !transaction.contains_named_graph(links.as_ref())? {
        return Ok(());
    }
    let graph = Some(GraphNameRef::NamedNode(links.as_ref()));
    let nodes = format!("<{}#", links.as_str());
    let before: HashSet<&NamedOrBlankNode> = old.iter().map(|quad| &quad.subject).collect();
    let after: HashSet<&NamedOrBlankNode> = new.iter().map(|quad| &quad.subject).collect();
    let mut gone = Vec::new();
    for thing in before.difference(&after) {
        let object = Term::from((*thing).clone());
        let from = transaction.quads_for_pattern(Some(thing.as_ref()), None, None, graph);
        let to = transaction.quads_for_pattern(None, None, Some(object.as_ref()), graph);
        for quad in from.chain(to) {
            let quad = quad?;
            // A link node says nothing without one of its events.
            if quad.subject.to_string().starts_with(&nodes) {
                let whole = transaction.quads_for_pattern(Some(quad.subject.as_ref()), None, None, graph);
                gone.extend(whole.collect::<Result<Vec<_>, _>>()?);
            }
            gone.push(quad);
        }
    }
    gone.iter().for_each(|quad| transaction.remove(quad));
    Ok(())
}

/// Which program and resources the entity graph is described by.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Described {
    ByThis,
    ByOther,
    /// The store is new, a bulk load was killed, or an export serves as the store.
    Never,
}

/// Notes which program and resources the entity graph is described by; says which it was before.
fn described_by(transaction: &mut Transaction<'_>, generator: &Literal) -> Result<Described, StorageError> {
    let said: Vec<Quad> = transaction
        .quads_for_pattern(Some(STORE.into()), Some(DESCRIBED_BY), None, Some(STORE.into()))
        .collect::<Result<_, _>>()?;
    let now = Quad::new(STORE, DESCRIBED_BY, generator.clone(), STORE);
    if said.contains(&now) {
        return Ok(Described::ByThis);
    }
    said.iter().for_each(|quad| transaction.remove(quad));
    transaction.insert(&now);
    Ok(if said.is_empty() { Described::Never } else { Described::ByOther })
}
