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
use std::collections::{BTreeSet, HashMap, HashSet};

/// Spellings of entities as far as they were asked for, so that a name met a thousand times is counted once.
pub(super) type Counted = HashMap<NamedNode, Spellings>;

/// A change of the entity graph.
pub(super) struct EntityGraph<'a> {
    mint: &'a Mint,
    gazetteer: Option<&'a Gazetteer>,
    articles: String,
    graph: NamedNode,
    touched: BTreeSet<NamedNode>,
}

/// What one mention says of entities, or one evidence of an entity's country.
#[derive(Default)]
struct Mention<'q> {
    denotes: Vec<&'q NamedNode>,
    words: Option<&'q Literal>,
    is_name: bool,
    subject: Option<&'q NamedNode>,
    object: Option<&'q NamedNode>,
    is_country: bool,
}

impl<'a> EntityGraph<'a> {
    pub fn new(mint: &'a Mint, gazetteer: Option<&'a Gazetteer>) -> Self {
        let (articles, graph) = (mint.articles(), mint.entities_graph());
        EntityGraph { mint, gazetteer, articles, graph, touched: BTreeSet::new() }
    }

    /// Takes note of the whole graph that an article gains (`times` 1) or loses (-1). Only entities that are in `counted`
    /// are counted on: of the others, earlier articles are not in it.
    pub fn change(&mut self, quads: &[Quad], times: i64, counted: &mut Counted) {
        let mut mentions: HashMap<&NamedOrBlankNode, Mention<'_>> = HashMap::new();
        for quad in quads {
            match &quad.object {
                Term::NamedNode(object) if self.mint.class(object.as_str()).is_some() => {
                    self.touched.insert(object.clone());
                    let mention = mentions.entry(&quad.subject).or_default();
                    match quad.predicate.as_ref() {
                        DENOTES => mention.denotes.push(object),
                        RDF_SUBJECT => mention.subject = Some(object),
                        RDF_OBJECT => mention.object = Some(object),
                        _ => {}
                    }
                }
                Term::NamedNode(object) if quad.predicate == MENTION_KIND => {
                    mentions.entry(&quad.subject).or_default().is_name = *object == NAME;
                }
                Term::NamedNode(object) if quad.predicate == RDF_PREDICATE => {
                    mentions.entry(&quad.subject).or_default().is_country = *object == COUNTRY;
                }
                Term::Literal(words) if quad.predicate == NIF_ANCHOR => {
                    mentions.entry(&quad.subject).or_default().words = Some(words);
                }
                _ => {}
            }
        }
        for mention in mentions.values() {
            for &entity in &mention.denotes {
                if let (Some(words), Some(spellings)) = (mention.words, counted.get_mut(entity)) {
                    spellings.count(words, mention.is_name, times);
                }
            }
            if let (Some(subject), Some(country), true) = (mention.subject, mention.object, mention.is_country)
                && let Some(spellings) = counted.get_mut(subject)
            {
                spellings.count_country(country.clone(), times);
            }
        }
    }

    /// Takes note of the graph of one of the first articles of a store: everything is counted.
    pub fn first(&mut self, quads: &[Quad], counted: &mut Counted) {
        for quad in quads {
            if let Term::NamedNode(object) = &quad.object
                && self.is_unknown(object)
            {
                counted.entry(object.clone()).or_default();
            }
        }
        self.change(quads, 1, counted);
    }

    fn is_unknown(&self, entity: &NamedNode) -> bool {
        let known =
            |gazetteer: &Gazetteer| self.mint.key(entity.as_str()).is_some_and(|key| gazetteer.get(key).is_some());
        self.mint.class(entity.as_str()).is_some() && !self.gazetteer.is_some_and(known)
    }

    /// Describes everything that the first articles of a store refer to.
    pub fn describe_all(&self, counted: &Counted) -> Vec<Quad> {
        let (none, unspelt) = (Gazetteer::default(), Spellings::default());
        let gazetteer = self.gazetteer.unwrap_or(&none);
        let describe = |entity: &NamedNode, standing| {
            describe(entity, standing, counted.get(entity).unwrap_or(&unspelt), gazetteer, self.mint)
        };
        let mut quads: Vec<Quad> =
            self.touched.iter().flat_map(|entity| describe(entity, Standing::Mentioned)).collect();
        let named: BTreeSet<NamedNode> =
            quads.iter().filter_map(link).filter(|to| !self.touched.contains(*to)).cloned().collect();
        quads.extend(named.iter().flat_map(|entity| describe(entity, Standing::Named)));
        quads
    }

    /// Takes note of every entity that is described, and with `articles` of every one that an article refers to.
    pub fn touch_all(&mut self, transaction: &Transaction<'_>, articles: bool) -> Result<(), StorageError> {
        if articles {
            for quad in transaction.iter() {
                if let Term::NamedNode(object) = quad?.object
                    && self.mint.class(object.as_str()).is_some()
                {
                    self.touched.insert(object);
                }
            }
        }
        for quad in transaction.quads_for_pattern(None, Some(RDF_TYPE), None, self.graph()) {
            if let NamedOrBlankNode::NamedNode(subject) = quad?.subject
                && self.mint.class(subject.as_str()).is_some()
            {
                self.touched.insert(subject);
            }
        }
        Ok(())
    }

    /// Describes anew what was touched, and then what these descriptions name or name no more.
    pub fn refresh(&mut self, transaction: &mut Transaction<'_>, counted: &mut Counted) -> Result<(), StorageError> {
        let touched = std::mem::take(&mut self.touched);
        let mut named = BTreeSet::new();
        for entity in &touched {
            self.describe_anew(transaction, entity, &mut named, counted)?;
        }
        // Short descriptions name nothing, so this ends here.
        let mut nothing = BTreeSet::new();
        for entity in &named {
            self.describe_anew(transaction, entity, &mut nothing, counted)?;
        }
        let emptied = transaction.quads_for_pattern(None, None, None, self.graph()).next().is_none();
        if emptied {
            transaction.remove_named_graph(self.graph.as_ref())?;
        }
        Ok(())
    }

    fn describe_anew(
        &self,
        transaction: &mut Transaction<'_>,
        entity: &NamedNode,
        named: &mut BTreeSet<NamedNode>,
        counted: &mut Counted,
    ) -> Result<(), StorageError> {
        let old = self.described(transaction, entity)?;
        let new = match self.standing(transaction, entity)? {
            None => Vec::new(),
            Some(standing) => self.description(transaction, entity, standing, &old, counted)?,
        };
        let (before, after): (HashSet<&Quad>, HashSet<&Quad>) = (old.iter().collect(), new.iter().collect());
        let removed = old.iter().filter(|quad| !after.contains(quad));
        let added = new.iter().filter(|quad| !before.contains(quad));
        for quad in removed.clone().chain(added.clone()) {
            named.extend(link(quad).cloned());
        }
        removed.for_each(|quad| transaction.remove(quad));
        added.for_each(|quad| transaction.insert(quad));
        Ok(())
    }

    fn graph(&self) -> Option<GraphNameRef<'_>> {
        Some(GraphNameRef::NamedNode(self.graph.as_ref()))
    }

    /// What the entity graph says of an entity, its known offices included.
    fn described(&self, transaction: &Transaction<'_>, entity: &NamedNode) -> Result<Vec<Quad>, StorageError> {
        let about =
            |subject: NamedOrBlankNodeRef<'_>| transaction.quads_for_pattern(Some(subject), None, None, self.graph());
        let mut quads: Vec<Quad> = about(entity.as_ref().into()).collect::<Result<_, _>>()?;
        let object = Some(TermRef::NamedNode(entity.as_ref()));
        for office in transaction.quads_for_pattern(None, Some(ORG_MEMBER), object, self.graph()) {
            for quad in about(office?.subject.as_ref()) {
                quads.push(quad?);
            }
        }
        Ok(quads)
    }

    /// Why an entity is to be described now, if at all.
    fn standing(&self, transaction: &Transaction<'_>, entity: &NamedNode) -> Result<Option<Standing>, StorageError> {
        let object = Some(TermRef::NamedNode(entity.as_ref()));
        let mut standing = None;
        for quad in transaction.quads_for_pattern(None, None, object, None) {
            let quad = quad?;
            match &quad.graph_name {
                GraphName::NamedNode(graph) if graph.as_str().starts_with(&self.articles) => {
                    return Ok(Some(Standing::Mentioned));
                }
                GraphName::NamedNode(graph) if *graph == self.graph && LINKS.contains(&quad.predicate.as_ref()) => {
                    standing = Some(Standing::Named);
                }
                _ => {}
            }
        }
        Ok(standing)
    }

    fn description(
        &self,
        transaction: &Transaction<'_>,
        entity: &NamedNode,
        standing: Standing,
        old: &[Quad],
        counted: &mut Counted,
    ) -> Result<Vec<Quad>, StorageError> {
        let from_gazetteer = match self.gazetteer {
            Some(_) => !self.is_unknown(entity),
            None => old.iter().any(|quad| quad.predicate == DERIVED_FROM && quad.object == GAZETTEER.into()),
        };
        match (self.gazetteer, standing) {
            (None, Standing::Mentioned) if from_gazetteer => Ok(old.to_vec()),
            (None, Standing::Named) if from_gazetteer => Ok(old
                .iter()
                .filter(|quad| quad.subject == NamedOrBlankNode::from(entity.clone()) && names_only(quad))
                .cloned()
                .collect()),
            (Some(gazetteer), _) if from_gazetteer => {
                Ok(describe(entity, standing, &Spellings::default(), gazetteer, self.mint))
            }
            _ => {
                if !counted.contains_key(entity) {
                    let spellings = self.count(transaction, entity)?;
                    counted.insert(entity.clone(), spellings);
                }
                let none = Gazetteer::default();
                Ok(describe(entity, standing, &counted[entity], self.gazetteer.unwrap_or(&none), self.mint))
            }
        }
    }

    /// Counts what all articles say of an entity.
    fn count(&self, transaction: &Transaction<'_>, entity: &NamedNode) -> Result<Spellings, StorageError> {
        let mut spellings = Spellings::default();
        let object = Some(TermRef::NamedNode(entity.as_ref()));
        let find = |quad: &Quad, property: NamedNodeRef<'_>| -> Result<Vec<Term>, StorageError> {
            let subject = Some(quad.subject.as_ref());
            let found = transaction.quads_for_pattern(subject, Some(property), None, Some(quad.graph_name.as_ref()));
            found.map(|quad| quad.map(|quad| quad.object)).collect()
        };
        for quad in transaction.quads_for_pattern(None, Some(DENOTES), object, None) {
            let quad = quad?;
            let is_name = find(&quad, MENTION_KIND)?.iter().any(|kind| *kind == NAME.into());
            for words in find(&quad, NIF_ANCHOR)? {
                if let Term::Literal(words) = words {
                    spellings.count(&words, is_name, 1);
                }
            }
        }
        for quad in transaction.quads_for_pattern(None, Some(RDF_SUBJECT), object, None) {
            let quad = quad?;
            if find(&quad, RDF_PREDICATE)?.iter().any(|property| *property == COUNTRY.into()) {
                for country in find(&quad, RDF_OBJECT)? {
                    if let Term::NamedNode(country) = country {
                        spellings.count_country(country, 1);
                    }
                }
            }
        }
        Ok(spellings)
    }
}

/// What a quad of a description names.
fn link(quad: &Quad) -> Option<&NamedNode> {
    match &quad.object {
        Term::NamedNode(object) if LINKS.contains(&quad.predicate.as_ref()) => Some(object),
        _ => None,
    }
}
