//! What is shown and what is not: folding, ranking, capping.

use super::graph::{Limits, Picture};
use super::label;
use super::node::{Edge, Kind, Line, Node, Status, Style, Tie};
use super::words::Words;
use crate::query::centrality;
use petgraph::Direction;
use petgraph::algo::toposort;
use petgraph::algo::tred::{dag_to_toposorted_adjacency_list, dag_transitive_reduction_closure};
use petgraph::graph::{DiGraph, EdgeIndex, NodeIndex, UnGraph};
use petgraph::visit::{EdgeRef, IntoNeighbors};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// Participants of one role that hang on one event alone: more than this many are folded.
const MOST_LEAVES: usize = 6;
/// How many of them stay.
const LEAVES_KEPT: usize = 4;
/// Chance to go on walking in the ranking; the usual damping factor of PageRank.
const DAMPING: f64 = 0.85;
/// Enough for the ranking's order to settle: `0.85^40` is below two thousandths.
const ROUNDS: usize = 40;
/// Places kept for events folded by class and for communities.
const FOLDED: usize = 8;
/// Members of a community that its tooltip names.
const TOLD: usize = 8;
/// Members that its label names.
const NAMED: usize = 3;
/// Those shown that a folded community is tied to.
const TIES: usize = 3;

/// Takes out what sub-events' edges say twice: of a ⊂ b ⊂ c, a ⊂ c.
pub fn reduce_parts(graph: &mut DiGraph<Node, Edge>) {
    let parts: Vec<EdgeIndex> = graph.edge_indices().filter(|&edge| graph[edge].tie == Tie::Part).collect();
    let mut whole: DiGraph<NodeIndex, ()> = DiGraph::new();
    let mut places = HashMap::new();
    for &edge in &parts {
        let Some((from, to)) = graph.edge_endpoints(edge) else { continue };
        let [from, to] = [from, to].map(|node| *places.entry(node).or_insert_with(|| whole.add_node(node)));
        whole.add_edge(from, to, ());
    }
    // A cycle is wrong, but no reason to draw nothing.
    let Ok(order) = toposort(&whole, None) else { return };
    let (sorted, ranks) = dag_to_toposorted_adjacency_list::<_, u32>(&whole, &order);
    let (reduced, _) = dag_transitive_reduction_closure(&sorted);
    let place = |node: NodeIndex| places.get(&node).map(|place| ranks[place.index()]);
    let needed = |edge: EdgeIndex| {
        let (from, to) = graph.edge_endpoints(edge)?;
        let (from, to) = (place(from)?, place(to)?);
        Some(reduced.neighbors(from).any(|next| next == to))
    };
    let spare: HashSet<EdgeIndex> = parts.into_iter().filter(|&edge| needed(edge) == Some(false)).collect();
    graph.retain_edges(|_, edge| !spare.contains(&edge));
}

/// Folds many participants that hang on one event alone into one node.
pub fn fold_leaves(picture: &mut Picture) {
    let graph = &mut picture.graph;
    let mut groups: BTreeMap<(NodeIndex, Side, Vec<String>), Vec<NodeIndex>> = BTreeMap::new();
    for node in graph.node_indices() {
        let leaf = !graph[node].is_hub() && !graph[node].focus && graph.neighbors_undirected(node).count() == 1;
        let Some(edge) = graph.edges(node).next().or_else(|| graph.edges_directed(node, Direction::Incoming).next())
        else {
            continue;
        };
        if leaf {
            let out = edge.source() == node;
            let hub = if out { edge.target() } else { edge.source() };
            groups.entry((hub, Side { out }, edge.weight().labels.clone())).or_default().push(node);
        }
    }
    let mut gone = HashSet::new();
    for ((hub, side, labels), mut leaves) in groups {
        if leaves.len() <= MOST_LEAVES {
            continue;
        }
        leaves.sort_by(|&a, &b| graph[a].order.cmp(&graph[b].order));
        let rest = leaves.split_off(LEAVES_KEPT);
        let names: Vec<String> = rest.iter().map(|&leaf| graph[leaf].words()).collect();
        let mut node = folded(format!("{}+{}", graph[hub].id, graph[rest[0]].id), picture.words.more(rest.len()));
        node.order = graph[rest[0]].order.clone();
        node.tooltip = names.join(" · ");
        node.stands_for = rest.iter().flat_map(|&leaf| graph[leaf].stands_for.clone()).collect();
        let node = graph.add_node(node);
        let edge = Edge { tie: Tie::Role, labels };
        if side.out {
            graph.add_edge(node, hub, edge)
        } else {
            graph.add_edge(hub, node, edge)
        };
        gone.extend(rest);
    }
    graph.retain_nodes(|_, node| !gone.contains(&node));
}

/// Whether an edge leaves the participant.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Side {
    out: bool,
}

fn folded(id: String, words: String) -> Node {
    Node {
        id,
        iri: None,
        stands_for: Vec::new(),
        kind: Kind::Folded,
        lines: vec![Line { style: Style::Small, words: crate::text::bidi::label(&words) }],
        status: Status::Occurred,
        reported: false,
        focus: false,
        article: None,
        tooltip: String::new(),
        url: None,
        order: Default::default(),
        day: None,
        until: None,
        class: String::new(),
        size: 1.0,
    }
}

/// Leaves out what goes beyond the limits, the least central first; events left out around an entity are folded by
/// class.
pub fn cap(picture: &mut Picture, limits: Limits) {
    if picture.graph.node_count() > limits.nodes {
        cap_nodes(picture, limits.nodes.max(1));
    }
    cap_edges(&mut picture.graph, limits.edges);
}

fn cap_nodes(picture: &mut Picture, most: usize) {
    let rank = rank(&picture.graph);
    let graph = &mut picture.graph;
    let focus = graph.node_indices().find(|&node| graph[node].focus && !graph[node].is_hub());
    let room = most.saturating_sub(FOLDED.min(most / 4)).max(1);
    let mut order: Vec<NodeIndex> = graph.node_indices().collect();
    order.sort_by(|&a, &b| {
        let key = |node: NodeIndex| (!graph[node].focus, !graph[node].is_hub());
        key(a).cmp(&key(b)).then(rank[b.index()].total_cmp(&rank[a.index()])).then(graph[a].order.cmp(&graph[b].order))
    });
    let mut kept: HashSet<NodeIndex> = HashSet::new();
    for node in order {
        // An event makes no sense without those in it; an entity comes with a tie to what is there.
        let mut with: BTreeSet<NodeIndex> = BTreeSet::new();
        if graph[node].is_hub() {
            with.extend(graph.neighbors_undirected(node).filter(|&next| !graph[next].is_hub()));
            with.extend(statements(graph, node));
            with.remove(&node);
        } else if !graph[node].focus && !graph.neighbors_undirected(node).any(|next| kept.contains(&next)) {
            continue;
        }
        let group = || std::iter::once(node).chain(with.iter().copied());
        let new = group().filter(|member| !kept.contains(member)).count();
        if kept.is_empty() || kept.len() + new <= room {
            kept.extend(group().take(room));
        }
    }
    let before = graph.node_count();
    let mut folded = HashSet::new();
    let shown = kept.len();
    if let Some(focus) = focus {
        // Half of the places for the focus's own events, half for the communities behind them.
        let around: HashSet<NodeIndex> = graph.neighbors_undirected(focus).collect();
        let behind = graph.node_indices().any(|node| !kept.contains(&node) && !around.contains(&node));
        let places = if behind { (most - room) / 2 } else { 0 };
        fold_events(graph, focus, &mut kept, &mut folded, most - places);
    }
    fold_communities(graph, &picture.words, &rank, &mut kept, &mut folded, most);
    picture.hidden = before - shown - folded.len();
    graph.retain_nodes(|_, node| kept.contains(&node));
}

/// The statements that tell an event, with their speakers.
fn statements(graph: &DiGraph<Node, Edge>, event: NodeIndex) -> Vec<NodeIndex> {
    let tells = graph.edges_directed(event, Direction::Incoming).filter(|edge| edge.weight().tie == Tie::Reports);
    let mut found = Vec::new();
    for statement in tells.map(|edge| edge.source()) {
        found.push(statement);
        let speaks = graph.edges_directed(statement, Direction::Incoming);
        found.extend(speaks.filter(|edge| edge.weight().tie == Tie::Speaks).map(|edge| edge.source()));
    }
    found
}

/// Folds the events of an entity that do not fit, one node a class, and notes which events stand in them.
fn fold_events(
    graph: &mut DiGraph<Node, Edge>,
    focus: NodeIndex,
    kept: &mut HashSet<NodeIndex>,
    stand: &mut HashSet<NodeIndex>,
    most: usize,
) {
    let mut classes: BTreeMap<String, Vec<NodeIndex>> = BTreeMap::new();
    let around: HashSet<NodeIndex> = graph.neighbors_undirected(focus).collect();
    for node in graph.node_indices().filter(|node| around.contains(node) && !kept.contains(node)) {
        if graph[node].kind == Kind::Event {
            classes.entry(graph[node].class.clone()).or_default().push(node);
        }
    }
    let mut classes: Vec<_> = classes.into_iter().collect();
    classes.sort_by(|a, b| b.1.len().cmp(&a.1.len()).then(a.0.cmp(&b.0)));
    for (class, events) in classes {
        if kept.len() >= most {
            break;
        }
        let title = graph[events[0]].lines.iter().find(|line| line.style == Style::Title);
        let title = title.map_or(class.clone(), |line| line.words.clone());
        let mut node = folded(format!("{}+{class}", graph[focus].id), format!("{title} × {}", events.len()));
        let first = events.iter().filter_map(|&event| graph[event].day.as_deref()).min();
        let last = events.iter().filter_map(|&event| graph[event].until.as_deref()).max();
        if let (Some(first), Some(last)) = (first, last) {
            node.lines.push(Line { style: Style::Small, words: label::days(first, last, false) });
        }
        node.order = (usize::MAX, 0, class);
        node.stands_for = events.iter().flat_map(|&event| graph[event].stands_for.clone()).collect();
        let node = graph.add_node(node);
        graph.add_edge(focus, node, Edge { tie: Tie::Role, labels: Vec::new() });
        kept.insert(node);
        stand.extend(events);
    }
}

/// Folds what is left out of each community, found in the whole graph, into one node beside those of the rest that it is
/// most tied to. The largest come first, as far as there is room.
fn fold_communities(
    graph: &mut DiGraph<Node, Edge>,
    words: &Words,
    rank: &[f64],
    kept: &mut HashSet<NodeIndex>,
    stand: &mut HashSet<NodeIndex>,
    most: usize,
) {
    // What was folded before has no rank, and is in no community.
    let own = |node: NodeIndex| node.index() < rank.len();
    let mut plain: UnGraph<(), usize> = UnGraph::default();
    for _ in rank {
        plain.add_node(());
    }
    for edge in graph.edge_references().filter(|edge| own(edge.source()) && own(edge.target())) {
        plain.add_edge(edge.source(), edge.target(), 1);
    }
    let community = centrality::communities(&plain);
    let mut left: BTreeMap<usize, Vec<NodeIndex>> = BTreeMap::new();
    for node in plain.node_indices().filter(|node| !kept.contains(node) && !stand.contains(node)) {
        left.entry(community[node.index()]).or_default().push(node);
    }
    let shown: HashSet<NodeIndex> = kept.iter().copied().filter(|&node| own(node)).collect();
    let mut communities: Vec<(Vec<NodeIndex>, Vec<NodeIndex>)> = Vec::new();
    for mut members in left.into_values().filter(|members| members.len() > 1) {
        let mut ties: BTreeMap<NodeIndex, usize> = BTreeMap::new();
        for next in members.iter().flat_map(|&member| plain.neighbors(member)).filter(|next| shown.contains(next)) {
            *ties.entry(next).or_default() += 1;
        }
        let mut ends: Vec<NodeIndex> = ties.keys().copied().collect();
        ends.sort_by_key(|end| (std::cmp::Reverse(ties[end]), *end));
        ends.truncate(TIES);
        let key = |node: NodeIndex| (graph[node].is_hub(), std::cmp::Reverse(plain.neighbors(node).count()));
        members.sort_by(|&a, &b| key(a).cmp(&key(b)).then(graph[a].order.cmp(&graph[b].order)));
        if !ends.is_empty() {
            communities.push((members, ends));
        }
    }
    communities.sort_by_key(|(members, _)| (std::cmp::Reverse(members.len()), members[0]));
    for (members, ends) in communities {
        if kept.len() >= most {
            break;
        }
        let first = &graph[members[0]];
        let mut node = folded(format!("{}+", first.id), words.more(members.len()));
        // Named by those in it who have most to do with the others.
        let mut named: Vec<String> = Vec::new();
        for title in members.iter().map(|&member| graph[member].title()).filter(|title| !title.is_empty()) {
            if named.len() < NAMED && !named.contains(&title) {
                named.push(title);
            }
        }
        let named = label::wrap(&named.join(" · "), label::LINE, 2);
        node.lines.splice(0..0, named.into_iter().map(|words| Line { style: Style::Plain, words }));
        node.tooltip = members.iter().take(TOLD).map(|&member| graph[member].words()).collect::<Vec<_>>().join(" · ");
        node.stands_for = members.iter().flat_map(|&member| graph[member].stands_for.clone()).collect();
        node.order = (usize::MAX, 0, first.id.clone());
        let node = graph.add_node(node);
        for end in ends {
            graph.add_edge(end, node, Edge { tie: Tie::Role, labels: Vec::new() });
        }
        kept.insert(node);
        stand.extend(members);
    }
}

/// Ties that carry the story go last.
fn cap_edges(graph: &mut DiGraph<Node, Edge>, most: usize) {
    if graph.edge_count() <= most {
        return;
    }
    let rank = rank(graph);
    let mut order: Vec<EdgeIndex> = graph.edge_indices().collect();
    let weight = |edge: EdgeIndex| {
        let ends = graph.edge_endpoints(edge).map(|(a, b)| rank[a.index()] + rank[b.index()]);
        (graph[edge].tie, ends.unwrap_or(0.0))
    };
    order.sort_by(|&a, &b| weight(a).0.cmp(&weight(b).0).then(weight(b).1.total_cmp(&weight(a).1)).then(a.cmp(&b)));
    let kept: HashSet<EdgeIndex> = order.into_iter().take(most).collect();
    graph.retain_edges(|_, edge| kept.contains(&edge));
}

/// Drops those who hang on nothing, where others hang on something; they are counted as not shown.
pub fn drop_loose(picture: &mut Picture) {
    if picture.graph.edge_count() == 0 {
        return;
    }
    let before = picture.graph.node_count();
    picture.graph.retain_nodes(|graph, node| {
        graph[node].focus || graph[node].is_hub() || graph.neighbors_undirected(node).next().is_some()
    });
    picture.hidden += before - picture.graph.node_count();
}

/// How near a node is to the focus and how much leads to it: PageRank with restarts at the focus (at the events, where
/// the focus is an article), edges taken both ways.
pub fn rank(graph: &DiGraph<Node, Edge>) -> Vec<f64> {
    let n = graph.node_count();
    let any_focus = graph.node_weights().any(|node| node.focus);
    let starts = |node: NodeIndex| if any_focus { graph[node].focus } else { graph[node].is_hub() };
    let sources = graph.node_indices().filter(|&node| starts(node)).count().max(1) as f64;
    let home: Vec<f64> = graph.node_indices().map(|node| if starts(node) { 1.0 / sources } else { 0.0 }).collect();
    let mut rank = home.clone();
    for _ in 0..ROUNDS {
        let mut next: Vec<f64> = home.iter().map(|home| home * (1.0 - DAMPING)).collect();
        for node in graph.node_indices() {
            let degree = graph.neighbors_undirected(node).count();
            if degree == 0 {
                next.iter_mut().zip(&home).for_each(|(next, home)| *next += DAMPING * rank[node.index()] * home);
            }
            for neighbour in graph.neighbors_undirected(node) {
                next[neighbour.index()] += DAMPING * rank[node.index()] / degree as f64;
            }
        }
        rank = next;
    }
    debug_assert_eq!(rank.len(), n);
    rank
}

/// Puts nodes and edges in order of emission, and drops the frames of articles that have nothing left.
pub fn sort(picture: &mut Picture) {
    let graph = &picture.graph;
    let mut order: Vec<NodeIndex> = graph.node_indices().collect();
    order.sort_by(|&a, &b| graph[a].order.cmp(&graph[b].order).then(graph[a].id.cmp(&graph[b].id)));
    let places: HashMap<NodeIndex, usize> = order.iter().enumerate().map(|(i, &node)| (node, i)).collect();
    let mut sorted = DiGraph::with_capacity(graph.node_count(), graph.edge_count());
    order.iter().for_each(|&node| {
        sorted.add_node(graph[node].clone());
    });
    let mut edges: Vec<_> = graph.edge_references().collect();
    edges.sort_by_key(|edge| (places[&edge.source()], places[&edge.target()], edge.weight().tie));
    for edge in edges {
        let [from, to] = [edge.source(), edge.target()].map(|node| NodeIndex::new(places[&node]));
        sorted.add_edge(from, to, edge.weight().clone());
    }
    picture.graph = sorted;
}
