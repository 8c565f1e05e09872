//! Measures of who takes part in events with whom: degree, PageRank, betweenness, components and communities.
//!
//! Nodes are entities; two are joined when they act in the same event, the more events the stronger. What several linked
//! articles tell counts once.

use super::Prefixes;
use super::run::{Deadline, QueryError, Question};
use oxigraph::model::Term;
use oxigraph::sparql::QueryResults;
use oxigraph::store::Store;
use petgraph::algo::page_rank;
use petgraph::graph::{NodeIndex, UnGraph};
use petgraph::unionfind::UnionFind;
use petgraph::visit::EdgeRef;
use serde::Serialize;
use spargebra::term::GroundTerm;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

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
/// PageRank's usual damping (Page et al. 1999), and how often it is refined.
const DAMPING: f64 = 0.85;
const ROUNDS: usize = 60;

/// One entity's place among the others.
#[derive(Clone, Debug, Serialize)]
pub struct Measured {
    pub name: String,
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
    let rank = if nodes.is_empty() { Vec::new() } else { page_rank(&graph, DAMPING, ROUNDS) };
    let between = betweenness(&graph);
    let components = components(&graph);
    let communities = communities(&graph);
    let mut out: Vec<Measured> = nodes
        .iter()
        .map(|&node| {
            let iri = &graph[node];
            Measured {
                name: names.get(iri).map_or_else(String::new, |(_, name)| name.clone()),
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

/// Brandes (2001): for each node its part in the shortest ways from it, added up backwards; as a share of all pairs.
fn betweenness(graph: &UnGraph<String, usize>) -> Vec<f64> {
    let n = graph.node_count();
    let mut out = vec![0.0; n];
    for source in graph.node_indices() {
        let mut ways = vec![0.0; n];
        let mut distance = vec![usize::MAX; n];
        let mut before: Vec<Vec<usize>> = vec![Vec::new(); n];
        let mut order = Vec::new();
        let mut queue = VecDeque::from([source]);
        ways[source.index()] = 1.0;
        distance[source.index()] = 0;
        while let Some(node) = queue.pop_front() {
            order.push(node.index());
            for next in graph.neighbors(node) {
                let (here, there) = (node.index(), next.index());
                if distance[there] == usize::MAX {
                    distance[there] = distance[here] + 1;
                    queue.push_back(next);
                }
                if distance[there] == distance[here] + 1 {
                    ways[there] += ways[here];
                    before[there].push(here);
                }
            }
        }
        let mut share = vec![0.0; n];
        for &node in order.iter().rev() {
            for &from in &before[node] {
                share[from] += ways[from] / ways[node] * (1.0 + share[node]);
            }
            if node != source.index() {
                out[node] += share[node];
            }
        }
    }
    // Every pair was met from both of its ends.
    let pairs = (n.saturating_sub(1) * n.saturating_sub(2)) as f64;
    out.iter_mut().for_each(|value| *value = if pairs > 0.0 { *value / pairs } else { 0.0 });
    out
}

fn components(graph: &UnGraph<String, usize>) -> Vec<usize> {
    let mut sets = UnionFind::new(graph.node_count());
    for edge in graph.edge_references() {
        sets.union(edge.source().index(), edge.target().index());
    }
    numbered(&sets.into_labeling())
}

/// The local moves of Louvain's method (Blondel et al. 2008) in a fixed order: everybody goes where modularity gains most,
/// until nobody gains. Weights are how many events join two.
fn communities(graph: &UnGraph<String, usize>) -> Vec<usize> {
    let strength = |node: NodeIndex| graph.edges(node).map(|edge| *edge.weight()).sum::<usize>();
    let strengths: Vec<usize> = graph.node_indices().map(strength).collect();
    let all: usize = strengths.iter().sum();
    let mut labels: Vec<usize> = (0..graph.node_count()).collect();
    let mut totals = strengths.clone();
    for _ in 0..ROUNDS {
        let mut changed = false;
        for node in graph.node_indices() {
            let at = node.index();
            totals[labels[at]] -= strengths[at];
            let mut inner: BTreeMap<usize, usize> = BTreeMap::from([(labels[at], 0)]);
            for edge in graph.edges(node) {
                let other = if edge.source() == node { edge.target() } else { edge.source() };
                *inner.entry(labels[other.index()]).or_default() += *edge.weight();
            }
            // In whole numbers: inner weight times all, less what chance would give.
            let gain = |label: usize, inner: usize| (inner * all) as i128 - (totals[label] * strengths[at]) as i128;
            let best = inner.iter().map(|(&label, &weight)| (gain(label, weight), label));
            let best = best.max_by_key(|&(gain, label)| (gain, label == labels[at], std::cmp::Reverse(label)));
            let label = best.map_or(labels[at], |(_, label)| label);
            changed |= label != labels[at];
            labels[at] = label;
            totals[label] += strengths[at];
        }
        if !changed {
            break;
        }
    }
    numbered(&labels)
}

/// Groups numbered from 1, the largest first, then by their first member.
fn numbered(labels: &[usize]) -> Vec<usize> {
    let mut sizes: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    for (at, label) in labels.iter().enumerate() {
        sizes.entry(*label).or_insert((0, at)).0 += 1;
    }
    let mut order: Vec<(usize, usize, usize)> =
        sizes.iter().map(|(label, (size, first))| (*size, *first, *label)).collect();
    order.sort_by_key(|(size, first, _)| (std::cmp::Reverse(*size), *first));
    let number: BTreeMap<usize, usize> = order.iter().enumerate().map(|(at, (.., label))| (*label, at + 1)).collect();
    labels.iter().map(|label| number[label]).collect()
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
