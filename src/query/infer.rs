//! Inference by rules: CONSTRUCT queries, applied until nothing new follows.

use super::run::{Deadline, QueryError, Question};
use oxigraph::model::{NamedNode, Quad, Triple};
use oxigraph::sparql::QueryResults;
use oxigraph::store::Store;

/// A rule's name and its query.
pub type Rule = (String, Question);

/// Replaces a graph with what follows from all others and from `schema`, which goes into it first. Gives how many triples
/// each rule added, in the order of the rules.
///
/// # Errors
/// When a rule is no CONSTRUCT query or cannot be run, or the store cannot be written.
pub fn infer(
    store: &Store,
    rules: &[Rule],
    schema: impl IntoIterator<Item = Triple>,
    graph: &NamedNode,
) -> Result<Vec<usize>, QueryError> {
    store.clear_graph(graph.as_ref())?;
    add(store, graph, schema)?;
    let mut counts = vec![0; rules.len()];
    loop {
        let mut new = 0;
        for ((_, rule), count) in rules.iter().zip(&mut counts) {
            let added = add(store, graph, apply(store, rule)?)?;
            *count += added;
            new += added;
        }
        if new == 0 {
            return Ok(counts);
        }
    }
}

/// What a rule gives now, read whole before anything is written.
fn apply(store: &Store, rule: &Question) -> Result<Vec<Triple>, QueryError> {
    let deadline = Deadline::after(None);
    let QueryResults::Graph(triples) = rule.clone().ask(store, &deadline)? else { return Ok(Vec::new()) };
    triples.map(|triple| triple.map_err(|error| deadline.explain(error))).collect()
}

fn add(store: &Store, graph: &NamedNode, triples: impl IntoIterator<Item = Triple>) -> Result<usize, QueryError> {
    let mut added = 0;
    for triple in triples {
        // Every triple stands in one graph: what is said already is not inferred.
        let said = store
            .quads_for_pattern(
                Some(triple.subject.as_ref()),
                Some(triple.predicate.as_ref()),
                Some(triple.object.as_ref()),
                None,
            )
            .next()
            .transpose()?;
        if said.is_none() {
            store.insert(&Quad::new(triple.subject, triple.predicate, triple.object, graph.clone()))?;
            added += 1;
        }
    }
    Ok(added)
}
