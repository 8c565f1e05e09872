//! What is in a store: graphs in order, articles, one article by what the user calls it.

use super::{Store, StoreError};
use crate::rdf::iri::STORE_GRAPH;
use crate::rdf::sort_quads;
use crate::rdf::terms::*;
use jiff::civil::Date;
use oxigraph::model::{
    BlankNode, GraphName, GraphNameRef, Literal, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term,
};
use oxigraph::sparql::{QueryResults, SparqlEvaluator};
use serde::Serialize;
use std::collections::{BTreeSet, HashMap};

/// Quads held at a time of a graph that grows with the store: some megabytes, and more than an article has.
const PIECE: usize = 8192;

/// Subjects of such a graph held at a time, also some megabytes; for every so many, the graph is read through once.
const SUBJECTS: usize = 32_768;

/// One article of a store, for listing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ArticleRecord {
    pub iri: String,
    pub headline: Option<String>,
    pub date: Option<Date>,
    /// `given`, `printed` or `inferred`.
    pub date_source: Option<String>,
    pub language: String,
    /// Paths as typed or URLs, sorted.
    pub sources: Vec<String>,
    pub sha256: String,
    pub generator: String,
    /// Size of the article's graph, in triples.
    pub triples: usize,
}

/// All graphs with something in them, the default graph first, then by IRI.
pub(super) fn graphs(store: &oxigraph::store::Store) -> Result<Vec<GraphName>, StoreError> {
    let mut graphs = vec![GraphName::DefaultGraph];
    for graph in store.named_graphs() {
        graphs.push(graph?.into());
    }
    graphs.sort_by_cached_key(|graph| match graph {
        GraphName::DefaultGraph => String::new(),
        other => other.to_string(),
    });
    Ok(graphs)
}

/// The quads of one graph, sorted.
pub(super) fn graph_quads(store: &oxigraph::store::Store, graph: &GraphName) -> Result<Vec<Quad>, StoreError> {
    let mut quads = store.quads_for_pattern(None, None, None, Some(graph.as_ref())).collect::<Result<Vec<_>, _>>()?;
    sort_quads(&mut quads);
    Ok(quads)
}

/// The first words after some, in order and each once, at most `most`.
fn first_after<E>(
    after: &str,
    words: impl Iterator<Item = Result<String, E>>,
    most: usize,
) -> Result<BTreeSet<String>, E> {
    let mut first: BTreeSet<String> = BTreeSet::new();
    for word in words {
        let word = word?;
        if word.as_str() <= after || first.len() == most && first.last().is_some_and(|last| word >= *last) {
            continue;
        }
        if first.insert(word) && first.len() > most {
            first.pop_last();
        }
    }
    Ok(first)
}

/// A subject as N-Triples write it.
fn subject_of(words: &str) -> NamedOrBlankNode {
    match words.strip_prefix("_:") {
        Some(name) => BlankNode::new_unchecked(name).into(),
        None => NamedNode::new_unchecked(words.trim_start_matches('<').trim_end_matches('>')).into(),
    }
}

impl Store {
    /// Every graph that holds knowledge, by IRI: not the one that says how the store is laid out.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn graphs(&self) -> Result<Vec<GraphName>, StoreError> {
        let mut graphs = graphs(self.inner())?;
        graphs.retain(|graph| !matches!(graph, GraphName::NamedNode(name) if name.as_str() == STORE_GRAPH));
        Ok(graphs)
    }

    /// The quads of one graph, sorted.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn graph_quads(&self, graph: &GraphName) -> Result<Vec<Quad>, StoreError> {
        graph_quads(self.inner(), graph)
    }

    /// The quads of one graph in pieces, in the order of [`Store::graph_quads`]: whole where it is no larger than
    /// some 8,192 quads, as articles' graphs are, else whole subjects together up to that size. Memory holds one piece.
    ///
    /// # Errors
    /// When the store cannot be read, or what is done with a piece fails.
    pub fn graph_pieces<E: From<StoreError>>(
        &self,
        graph: &GraphName,
        mut each: impl FnMut(Vec<Quad>) -> Result<(), E>,
    ) -> Result<(), E> {
        let quads = || self.inner().quads_for_pattern(None, None, None, Some(graph.as_ref()));
        let first: Result<Vec<Quad>, _> = quads().take(PIECE + 1).collect();
        let mut piece = first.map_err(StoreError::from)?;
        if piece.len() <= PIECE {
            sort_quads(&mut piece);
            return each(piece);
        }
        piece.clear();
        // As lines of N-Quads are sorted: by the subject with its brackets. The store has them in another order.
        let mut after = String::new();
        loop {
            let subjects = quads().map(|quad| quad.map(|quad| quad.subject.to_string()));
            let subjects = first_after(&after, subjects, SUBJECTS).map_err(StoreError::from)?;
            let Some(last) = subjects.last() else { break };
            last.clone_into(&mut after);
            for subject in &subjects {
                let subject = subject_of(subject);
                let of = self.inner().quads_for_pattern(Some(subject.as_ref()), None, None, Some(graph.as_ref()));
                let of = of.collect::<Result<Vec<_>, _>>().map_err(StoreError::from)?;
                if piece.len() + of.len() > PIECE && !piece.is_empty() {
                    sort_quads(&mut piece);
                    each(std::mem::take(&mut piece))?;
                }
                piece.extend(of);
            }
        }
        sort_quads(&mut piece);
        each(piece)
    }

    /// What a graph says of one subject, sorted.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn subject_quads(&self, subject: NamedNodeRef<'_>, graph: &GraphName) -> Result<Vec<Quad>, StoreError> {
        let quads = self.inner().quads_for_pattern(Some(subject.into()), None, None, Some(graph.as_ref()));
        let mut quads = quads.collect::<Result<Vec<_>, _>>()?;
        sort_quads(&mut quads);
        Ok(quads)
    }

    /// Everything in the order that gives the same bytes for the same knowledge: graph by graph in IRI order, sorted
    /// inside each. Memory holds one graph at a time.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn export_quads(&self) -> Result<impl Iterator<Item = Result<Quad, StoreError>> + '_, StoreError> {
        let graphs = self.graphs()?;
        Ok(graphs.into_iter().flat_map(move |graph| match self.graph_quads(&graph) {
            Ok(quads) => quads.into_iter().map(Ok).collect::<Vec<_>>(),
            Err(error) => vec![Err(error)],
        }))
    }

    /// All articles, by date, then source, then IRI; those without date last.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn articles(&self) -> Result<Vec<ArticleRecord>, StoreError> {
        let sizes = self.graph_sizes()?;
        let mut records = Vec::new();
        for article in self.article_iris()? {
            let triples = sizes.get(&article).copied().unwrap_or(0);
            records.push(self.record(&article, triples)?);
        }
        records.sort_by(|a, b| {
            let key = |r: &ArticleRecord| (r.date.is_none(), r.date, r.sources.clone(), r.iri.clone());
            key(a).cmp(&key(b))
        });
        Ok(records)
    }

    fn article_iris(&self) -> Result<Vec<NamedNode>, StoreError> {
        self.subjects(RDF_TYPE, ARTICLE.into_owned().into())
    }

    /// Triples in each named graph. Counted by a query, because that need not look up the words of every term.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn graph_sizes(&self) -> Result<HashMap<NamedNode, usize>, StoreError> {
        let query = "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g";
        let query = SparqlEvaluator::new().parse_query(query).expect("the query is SPARQL");
        let mut sizes = HashMap::new();
        if let QueryResults::Solutions(rows) = query.on_store(self.inner()).execute()? {
            for row in rows {
                let row = row?;
                if let (Some(Term::NamedNode(graph)), Some(Term::Literal(size))) = (row.get("g"), row.get("n")) {
                    sizes.insert(graph.clone(), size.value().parse().unwrap_or(0));
                }
            }
        }
        Ok(sizes)
    }

    fn record(&self, article: &NamedNode, triples: usize) -> Result<ArticleRecord, StoreError> {
        let one = |property| -> Result<Option<String>, StoreError> { Ok(self.values(article, property)?.pop()) };
        let date_source = one(DATE_SOURCE)?;
        Ok(ArticleRecord {
            iri: article.as_str().into(),
            headline: one(HEADLINE)?,
            date: one(DATE_PUBLISHED)?.and_then(|day| day.parse().ok()),
            date_source: date_source.map(|iri| iri.trim_start_matches(KH).to_owned()),
            language: one(IN_LANGUAGE)?.unwrap_or_default(),
            sources: self.values(article, SOURCE)?,
            sha256: one(SHA256)?.unwrap_or_default(),
            generator: one(GENERATOR)?.unwrap_or_default(),
            triples,
        })
    }

    /// Values of a property of an article in its own graph, sorted.
    pub(super) fn values(&self, article: &NamedNode, property: NamedNodeRef<'_>) -> Result<Vec<String>, StoreError> {
        let graph = GraphNameRef::NamedNode(article.as_ref());
        let quads = self.inner().quads_for_pattern(Some(article.as_ref().into()), Some(property), None, Some(graph));
        let mut values = Vec::new();
        for quad in quads {
            values.push(match quad?.object {
                Term::NamedNode(node) => node.into_string(),
                Term::Literal(literal) => literal.value().to_owned(),
                Term::BlankNode(node) => node.to_string(),
            });
        }
        values.sort();
        Ok(values)
    }

    /// Subjects of a property and value that are graphs of their own: articles. Sorted.
    pub(super) fn subjects(&self, property: NamedNodeRef<'_>, value: Term) -> Result<Vec<NamedNode>, StoreError> {
        let mut found = Vec::new();
        for quad in self.inner().quads_for_pattern(None, Some(property), Some(value.as_ref()), None) {
            let quad = quad?;
            if let (NamedOrBlankNode::NamedNode(subject), GraphName::NamedNode(graph)) = (quad.subject, quad.graph_name)
                && subject == graph
            {
                found.push(subject);
            }
        }
        found.sort();
        Ok(found)
    }

    /// The article that the user means: its IRI, a source, or the beginning of its SHA-256 (six digits or more).
    ///
    /// # Errors
    /// When no article or more than one is meant.
    pub fn find_article(&self, what: &str) -> Result<NamedNode, StoreError> {
        let given = what.trim_start_matches('<').trim_end_matches('>');
        if let Ok(iri) = NamedNode::new(given)
            && !self.values(&iri, SHA256)?.is_empty()
        {
            return Ok(iri);
        }
        let mut found = self.subjects(SOURCE, Literal::new_simple_literal(what).into())?;
        let digits = what.to_ascii_lowercase();
        if found.is_empty() && digits.len() >= 6 && digits.bytes().all(|b| b.is_ascii_hexdigit()) {
            for article in self.article_iris()? {
                if self.values(&article, SHA256)?.iter().any(|sha| sha.starts_with(&digits)) {
                    found.push(article);
                }
            }
        }
        match found.len() {
            0 => Err(StoreError::NoArticle(what.into())),
            1 => Ok(found.remove(0)),
            _ => Err(StoreError::Ambiguous {
                what: what.into(),
                articles: found.into_iter().map(NamedNode::into_string).collect(),
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_come_in_order_a_few_at_a_time() {
        let words = ["<d>", "<b>", "<a>", "<b>", "_:x", "<c>"];
        let (mut after, mut all) = (String::new(), Vec::new());
        loop {
            let words = words.iter().map(|word| Ok::<_, ()>((*word).to_owned()));
            let first = first_after(&after, words, 2).unwrap();
            assert!(first.len() <= 2);
            let Some(last) = first.last() else { break };
            after.clone_from(last);
            all.extend(first);
        }
        assert_eq!(all, ["<a>", "<b>", "<c>", "<d>", "_:x"]);
        assert_eq!(subject_of("_:x").to_string(), "_:x");
        assert_eq!(subject_of("<http://x/a>").to_string(), "<http://x/a>");
    }
}
