//! Measures of who takes part in events with whom: degree, PageRank, betweenness, components and communities.
//!
//! Nodes are entities; two are joined when they act in the same event, the more events the stronger. What several linked
//! articles tell counts once.

use super::Prefixes;
use super::centrality::{betweenness, communities, components, pagerank};
use super::run::{Deadline, QueryError, Question};
use oxigraph::model::Term;
use oxigraph::sparql::QueryResults;
use oxigraph::store::Store;
use petgraph::graph::{NodeIndex, UnGraph};
use serde::Serialize;
use spargebra::term::GroundTerm;
use std::collections::{BTreeMap, BTreeSet};

/// Who acts in which event; what is denied, only claimed or only possible joins nobody.
const TOGETHER: &str = "SELECT DISTINCT ?event ?who WHERE {
  VALUES ?type { UNDEF }
  ?told kh:actor|kh:recipient ?who ; kh:status ?status .
  FILTER (?status IN (kh:occurred, kh:ongoing, kh:planned))
  FILTER NOT EXISTS { ?told kh:reportedIn ?claim }
  FILTER (!BOUND(?type) || EXISTS { ?told a ?type })
  OPTIONAL { ?told kh:occurrence ?occurrence }
  BIND (COALESCE(?occurrence, ?told) AS ?event)
}";
const NAMES: &str = "SELECT ?who ?name { ?who skos:prefLabel ?name }";

/// One entity's place among the others.
#[derive(Clone, Debug, Serialize)]
pub struct Measured {
    pub name: String,
    #[serde(skip)]
    pub iri: String,
    /// Shortened IRI.
    pub entity: String,
    /// With how many others.
    pub degree: usize,
    /// In how many events with others, counted for each of them.
    pub strength: usize,
    pub pagerank: f64,
    /// Share of shortest ways between others that lead through it (Freeman 1977).
    pub betweenness: f64,
    /// Numbered from the largest.
    pub component: usize,
    pub community: usize,
}

/// All entities that act with others, the highest PageRank first.
///
/// # Errors
/// When the store cannot be read.
pub fn measure(store: &Store, prefixes: &Prefixes, class: Option<GroundTerm>) -> Result<Vec<Measured>, QueryError> {
    let mut events: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    each(store, prefixes, TOGETHER, class, ["event", "who"], |event, who| {
        events.entry(event.to_string()).or_default().insert(iri(who));
    })?;
    let mut names: BTreeMap<String, (bool, String)> = BTreeMap::new();
    each(store, prefixes, NAMES, None, ["who", "name"], |who, name| {
        if let Term::Literal(name) = name {
            let entry = (name.language() == Some("en"), name.value().to_owned());
            let old = names.entry(iri(who)).or_insert_with(|| entry.clone());
            if entry < *old {
                *old = entry;
            }
        }
    })?;
    let graph = together(&events);
    let nodes: Vec<NodeIndex> = graph.node_indices().collect();
    let rank = pagerank(&graph);
    let between = betweenness(&graph);
    let components = components(&graph);
    let communities = communities(&graph);
    let mut out: Vec<Measured> = nodes
        .iter()
        .map(|&node| {
            let iri = &graph[node];
            Measured {
                name: names.get(iri).map_or_else(String::new, |(_, name)| name.clone()),
                iri: iri.clone(),
                entity: prefixes.shorten(iri).unwrap_or_else(|| iri.clone()),
                degree: graph.edges(node).count(),
                strength: graph.edges(node).map(|edge| *edge.weight()).sum(),
                pagerank: rank[node.index()],
                betweenness: between[node.index()],
                component: components[node.index()],
                community: communities[node.index()],
            }
        })
        .collect();
    out.sort_by(|a, b| b.pagerank.total_cmp(&a.pagerank).then_with(|| a.entity.cmp(&b.entity)));
    Ok(out)
}

fn iri(term: &Term) -> String {
    if let Term::NamedNode(node) = term { node.as_str().to_owned() } else { term.to_string() }
}

fn each(
    store: &Store,
    prefixes: &Prefixes,
    text: &str,
    class: Option<GroundTerm>,
    columns: [&str; 2],
    mut take: impl FnMut(&Term, &Term),
) -> Result<(), QueryError> {
    let deadline = Deadline::after(None);
    let mut question = Question::parse(text, prefixes)?;
    if let Some(class) = class {
        question.set("type", &[class])?;
    }
    let QueryResults::Solutions(solutions) = question.ask(store, &deadline)? else { return Ok(()) };
    for solution in solutions {
        let solution = solution.map_err(|error| deadline.explain(error))?;
        if let (Some(one), Some(other)) = (solution.get(columns[0]), solution.get(columns[1])) {
            take(one, other);
        }
    }
    Ok(())
}

/// Nodes in order of their IRIs, so that every measure is the same each time.
fn together(events: &BTreeMap<String, BTreeSet<String>>) -> UnGraph<String, usize> {
    let mut graph = UnGraph::default();
    let joined: BTreeSet<&String> = events.values().filter(|who| who.len() > 1).flatten().collect();
    let index: BTreeMap<&String, NodeIndex> =
        joined.into_iter().map(|iri| (iri, graph.add_node(iri.clone()))).collect();
    for who in events.values() {
        let nodes: Vec<NodeIndex> = who.iter().filter_map(|iri| index.get(iri).copied()).collect();
        for (at, &one) in nodes.iter().enumerate() {
            for &other in &nodes[at + 1..] {
                match graph.find_edge(one, other) {
                    Some(edge) => graph[edge] += 1,
                    None => drop(graph.add_edge(one, other, 1)),
                }
            }
        }
    }
    graph
}

#[cfg(test)]
mod tests {
    use super::*;

    fn graph(events: &[&[&str]]) -> UnGraph<String, usize> {
        let event = |(at, who): (usize, &&[&str])| (at.to_string(), who.iter().map(|w| (*w).to_string()).collect());
        together(&events.iter().enumerate().map(event).collect())
    }

    #[test]
    fn whoever_stands_between_two_circles_has_the_highest_betweenness() {
        let graph = graph(&[&["a", "b"], &["a", "c"], &["b", "c"], &["c", "d"], &["d", "e"], &["d", "f"], &["e", "f"]]);
        let between = betweenness(&graph);
        assert_eq!(between.iter().map(|b| (b * 20.0).round()).collect::<Vec<_>>(), [0.0, 0.0, 12.0, 12.0, 0.0, 0.0]);
        assert_eq!(communities(&graph), [1, 1, 1, 2, 2, 2]);
    }

    #[test]
    fn components_are_numbered_from_the_largest_and_loners_are_left_out() {
        let graph = graph(&[&["y", "z"], &["a", "b", "c"], &["alone"], &["y", "z"]]);
        assert_eq!(components(&graph), [1, 1, 1, 2, 2]);
        assert_eq!(graph.edge_weights().copied().max(), Some(2));
        assert_eq!(betweenness(&graph), [0.0; 5]);
    }
}
