//! Measures of graphs whose weights count how often two are joined: PageRank, betweenness, components, communities. The
//! same graph gives the same values, whatever the order of its edges.

use petgraph::algo::page_rank;
use petgraph::graph::UnGraph;
use petgraph::unionfind::UnionFind;
use petgraph::visit::EdgeRef;
use std::collections::{BTreeMap, VecDeque};

/// PageRank's usual damping (Page et al. 1999), and how often it is refined.
const DAMPING: f64 = 0.85;
const ROUNDS: usize = 60;

/// PageRank of every node, in order of their indices.
pub fn pagerank<N>(graph: &UnGraph<N, usize>) -> Vec<f64> {
    if graph.node_count() == 0 { Vec::new() } else { page_rank(graph, DAMPING, ROUNDS) }
}

/// Brandes (2001): for each node its part in the shortest ways from it, added up backwards; as a share of all pairs.
pub fn betweenness<N>(graph: &UnGraph<N, usize>) -> Vec<f64> {
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

/// Connected parts, numbered from the largest.
pub fn components<N>(graph: &UnGraph<N, usize>) -> Vec<usize> {
    let mut sets = UnionFind::new(graph.node_count());
    for edge in graph.edge_references() {
        sets.union(edge.source().index(), edge.target().index());
    }
    numbered(&sets.into_labeling())
}

/// Communities by Louvain's method (Blondel et al. 2008), numbered from the largest: everybody goes where modularity gains
/// most until nobody gains, then communities do the same as if each were one node, until none joins another. In a fixed
/// order and in whole numbers.
pub fn communities<N>(graph: &UnGraph<N, usize>) -> Vec<usize> {
    let mut level = Level::of(graph);
    let mut labels: Vec<usize> = (0..level.ties.len()).collect();
    loop {
        let (moved, count) = level.moved();
        labels.iter_mut().for_each(|label| *label = moved[*label]);
        if count == level.ties.len() {
            return numbered(&labels);
        }
        level = level.joined(&moved, count);
    }
}

/// A graph at one level of Louvain's method: what joins two nodes, and within each node, counted from both ends.
struct Level {
    ties: Vec<BTreeMap<usize, usize>>,
    within: Vec<usize>,
}

impl Level {
    fn of<N>(graph: &UnGraph<N, usize>) -> Self {
        let mut level = Level::empty(graph.node_count());
        for edge in graph.edge_references() {
            level.tie(edge.source().index(), edge.target().index(), *edge.weight());
            level.tie(edge.target().index(), edge.source().index(), *edge.weight());
        }
        level
    }

    fn empty(nodes: usize) -> Self {
        Level { ties: vec![BTreeMap::new(); nodes], within: vec![0; nodes] }
    }

    fn tie(&mut self, one: usize, other: usize, weight: usize) {
        if one == other {
            self.within[one] += weight;
        } else {
            *self.ties[one].entry(other).or_default() += weight;
        }
    }

    /// The community of every node, and how many there are.
    fn moved(&self) -> (Vec<usize>, usize) {
        let nodes = self.ties.len();
        let strengths: Vec<usize> =
            (0..nodes).map(|at| self.within[at] + self.ties[at].values().sum::<usize>()).collect();
        let all: usize = strengths.iter().sum();
        let mut labels: Vec<usize> = (0..nodes).collect();
        let mut totals = strengths.clone();
        // Every move gains, so this ends; the bound is for graphs that gain very little many times.
        for _ in 0..ROUNDS {
            let mut changed = false;
            for at in 0..nodes {
                totals[labels[at]] -= strengths[at];
                let mut inner: BTreeMap<usize, usize> = BTreeMap::from([(labels[at], 0)]);
                self.ties[at].iter().for_each(|(&other, weight)| *inner.entry(labels[other]).or_default() += weight);
                // Inner weight times all, less what chance would give.
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
        let mut places: BTreeMap<usize, usize> = BTreeMap::new();
        for &label in &labels {
            let next = places.len();
            places.entry(label).or_insert(next);
        }
        (labels.iter().map(|label| places[label]).collect(), places.len())
    }

    /// The graph of communities.
    fn joined(&self, labels: &[usize], count: usize) -> Self {
        let mut level = Level::empty(count);
        for (at, ties) in self.ties.iter().enumerate() {
            level.within[labels[at]] += self.within[at];
            ties.iter().for_each(|(&other, &weight)| level.tie(labels[at], labels[other], weight));
        }
        level
    }
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

    fn graph(edges: &[(u32, u32)]) -> UnGraph<(), usize> {
        let nodes = edges.iter().map(|&(a, b)| a.max(b) as usize + 1).max().unwrap_or_default();
        let mut graph = UnGraph::default();
        for _ in 0..nodes {
            graph.add_node(());
        }
        for &(a, b) in edges {
            graph.add_edge(a.into(), b.into(), 1);
        }
        graph
    }

    #[test]
    fn communities_join_level_by_level() {
        // A ring of 30 with a chord in every three: the first level alone leaves ten groups of three.
        let ring: Vec<(u32, u32)> =
            (0..30).map(|n| (n, (n + 1) % 30)).chain((0..10).map(|n| (3 * n, 3 * n + 2))).collect();
        let found = communities(&graph(&ring));
        let groups = found.iter().max().copied().unwrap_or_default();
        assert!((3..10).contains(&groups), "{found:?}");
        for group in 1..=groups {
            let members: Vec<usize> = (0..30).filter(|&n| found[n] == group).collect();
            assert!(members.len() >= 3, "{found:?}");
        }
        // The order of edges does not matter.
        let turned: Vec<(u32, u32)> = ring.iter().rev().map(|&(a, b)| (b, a)).collect();
        assert_eq!(communities(&graph(&turned)), found);
    }

    #[test]
    fn nothing_and_loners_have_values_too() {
        assert!(pagerank(&graph(&[])).is_empty() && communities(&graph(&[])).is_empty());
        assert_eq!(communities(&graph(&[(0, 1), (3, 3)])), [1, 1, 2, 3]);
    }
}
