//! One self-contained page to explore a picture in: the graph with everything that is known of its nodes as JSON, a
//! graph library and the page's own script. Nothing in it is loaded from elsewhere.

use super::escape::xml;
use super::graph::{Limits, Picture};
use super::node::{Kind, Status, Tie};
use super::passage::Passages;
use super::record::{Item, Records};
use super::select::Neighbourhood;
use crate::ontology::Ontology;
use crate::ontology::vocab::kh;
use crate::text::normal::Fold;
use oxigraph::model::NamedNode;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What can be explored with a search, filters and zoom.
pub const LIMITS: Limits = Limits { nodes: 120, edges: 300 };

/// Things that one node stands for and the page tells all about.
const MOST_ITEMS: usize = 20;

const TEMPLATE: &str = include_str!("page/page.html");
const STYLE: &str = include_str!("page/page.css");
const SCRIPT: &str = include_str!("page/page.js");
const LIBRARY: &str = include_str!("page/cytoscape.min.js");

#[derive(Serialize)]
struct Graph {
    language: String,
    rtl: bool,
    title: String,
    /// "7 more not shown", where something is not.
    more: Option<String>,
    /// What the sizes of nodes say.
    sized: Option<String>,
    words: BTreeMap<String, String>,
    /// What a search folds; nothing for what vanishes.
    fold: BTreeMap<char, Option<char>>,
    articles: Vec<ArticleRecord>,
    /// Article and text.
    lines: Vec<(usize, String)>,
    statuses: Vec<(String, String)>,
    nodes: Vec<NodeRecord>,
    edges: Vec<EdgeRecord>,
}

#[derive(Serialize)]
struct ArticleRecord {
    title: String,
    date: Option<String>,
    source: String,
    url: Option<String>,
}

#[derive(Serialize)]
struct NodeRecord {
    id: String,
    kind: &'static str,
    class: String,
    #[serde(rename = "type")]
    label: String,
    lines: Vec<String>,
    size: f64,
    status: &'static str,
    reported: bool,
    focus: bool,
    from: Option<String>,
    to: Option<String>,
    article: Option<usize>,
    /// All that it is found by.
    names: BTreeSet<String>,
    items: Vec<Item>,
}

#[derive(Serialize)]
struct EdgeRecord {
    from: usize,
    to: usize,
    tie: &'static str,
    label: String,
}

/// Everything that the page tells words about: events, statements, entities and their offices.
pub fn things(picture: &Picture, found: &Neighbourhood) -> BTreeSet<NamedNode> {
    let mut things: BTreeSet<NamedNode> =
        picture.graph.node_weights().flat_map(|node| node.stands_for.iter().take(MOST_ITEMS).cloned()).collect();
    let of_shown =
        found.positions.iter().filter(|(_, position)| position.member.iter().any(|who| things.contains(who)));
    let positions: Vec<NamedNode> = of_shown.map(|(iri, _)| iri.clone()).collect();
    things.extend(positions);
    things
}

/// The page, the same bytes for the same picture. `fold` is what a search folds.
pub fn write(
    picture: &Picture,
    found: &Neighbourhood,
    ontology: &Ontology,
    passages: &Passages,
    fold: &Fold,
) -> String {
    let graph = graph(picture, found, ontology, passages, fold);
    // Only a map with keys that are no strings cannot be written, and there is none.
    let json = serde_json::to_string(&graph).unwrap_or_default();
    fill(|name| match name {
        "language" => xml(&graph.language),
        "direction" => if graph.rtl { "rtl" } else { "ltr" }.into(),
        "title" => xml(&graph.title),
        "style" => STYLE.into(),
        "library" => LIBRARY.into(),
        "script" => SCRIPT.into(),
        "graph" => embedded(&json),
        _ => String::new(),
    })
}

/// The template with its `{{names}}` filled in, each once: what is filled in is not looked at again.
fn fill(value: impl Fn(&str) -> String) -> String {
    let mut page = String::with_capacity(LIBRARY.len() + (1 << 18));
    let mut rest = TEMPLATE;
    while let Some((before, after)) = rest.split_once("{{") {
        let Some((name, after)) = after.split_once("}}") else { break };
        page.push_str(before);
        page.push_str(&value(name));
        rest = after;
    }
    page + rest
}

/// JSON that cannot end the script element it stands in, nor a line of it.
fn embedded(json: &str) -> String {
    let mut safe = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            // They stand in strings only, where every character may be written so.
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => safe.push_str(&format!("\\u{:04x}", c as u32)),
            c => safe.push(c),
        }
    }
    safe
}

fn graph(picture: &Picture, found: &Neighbourhood, ontology: &Ontology, passages: &Passages, fold: &Fold) -> Graph {
    let graph = &picture.graph;
    let places: HashMap<&NamedNode, usize> = graph
        .node_indices()
        .flat_map(|index| graph[index].stands_for.iter().map(move |iri| (iri, index.index())))
        .collect();
    let mut order: Vec<&NamedNode> = found.articles.keys().collect();
    // As the picture numbers them.
    order.sort_by_key(|iri| (found.articles[*iri].date.is_none(), &found.articles[*iri].date, *iri));
    let articles: HashMap<&NamedNode, usize> = order.iter().enumerate().map(|(i, iri)| (*iri, i)).collect();
    let records =
        Records { found, ontology, passages, language: &picture.language, words: picture.words.page(), places };
    let status = |name: &str| {
        let iri = NamedNode::new_unchecked(format!("{}{name}", kh::NAMESPACE));
        (name.to_owned(), records.label(&iri))
    };
    let nodes = graph.node_weights().map(|node| {
        let class = NamedNode::new_unchecked(format!("{}{}", kh::NAMESPACE, node.class));
        let label = if node.class.is_empty() { String::new() } else { records.label(&class) };
        let mut names: BTreeSet<String> = node.stands_for.iter().flat_map(|iri| records.names(iri)).collect();
        names.insert(node.words());
        NodeRecord {
            id: node.id.clone(),
            kind: kind(node.kind),
            class: node.class.clone(),
            label,
            size: (node.size * 100.0).round() / 100.0,
            lines: node.lines.iter().map(|line| line.words.clone()).collect(),
            status: status_name(node.status),
            reported: node.reported,
            focus: node.focus,
            from: node.day.clone(),
            to: node.until.clone(),
            article: node.article,
            names,
            items: node.stands_for.iter().filter_map(|iri| records.item(iri)).take(MOST_ITEMS).collect(),
        }
    });
    let nodes: Vec<NodeRecord> = nodes.collect();
    let edges = graph.edge_indices().filter_map(|edge| {
        let (from, to) = graph.edge_endpoints(edge)?;
        let tie = tie_name(graph[edge].tie);
        Some(EdgeRecord { from: from.index(), to: to.index(), tie, label: graph[edge].labels.join(" · ") })
    });
    let lines = passages
        .lines
        .iter()
        .map(|line| (articles.get(&line.article).copied().unwrap_or(usize::MAX), line.text.clone()));
    Graph {
        language: picture.language.clone(),
        rtl: picture.words.rtl,
        title: title(picture, found, &order),
        more: (picture.hidden > 0).then(|| picture.words.more(picture.hidden)),
        sized: picture.sized.clone(),
        words: records.words.clone(),
        fold: fold.table(),
        articles: order.iter().map(|iri| article(found, iri)).collect(),
        lines: lines.collect(),
        statuses: ["occurred", "ongoing", "planned", "hypothetical", "negated"].map(status).into(),
        nodes,
        edges: edges.collect(),
    }
}

/// What stands in the middle, or the headline of the only article.
fn title(picture: &Picture, found: &Neighbourhood, order: &[&NamedNode]) -> String {
    let focus: Vec<String> = picture.graph.node_weights().filter(|node| node.focus).map(|node| node.words()).collect();
    let headlines = order.iter().filter_map(|iri| found.articles[*iri].headline.as_ref());
    let mut parts =
        if focus.is_empty() { headlines.map(|headline| headline.value().to_owned()).collect() } else { focus };
    parts.truncate(3);
    if parts.is_empty() { "khabar".into() } else { parts.join(" · ") }
}

fn article(found: &Neighbourhood, iri: &NamedNode) -> ArticleRecord {
    let article = &found.articles[iri];
    ArticleRecord {
        title: article.headline.as_ref().map_or_else(String::new, |headline| headline.value().to_owned()),
        date: article.date.clone(),
        source: article.sources.first().cloned().unwrap_or_default(),
        url: article.sources.iter().find(|source| super::record::is_web(source)).cloned(),
    }
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Event => "event",
        Kind::Statement => "statement",
        Kind::Person => "person",
        Kind::Place => "place",
        Kind::Body => "body",
        Kind::Work => "work",
        Kind::Folded => "folded",
    }
}

fn status_name(status: Status) -> &'static str {
    match status {
        Status::Occurred => "occurred",
        Status::Ongoing => "ongoing",
        Status::Planned => "planned",
        Status::Hypothetical => "hypothetical",
        Status::Negated => "negated",
    }
}

/// How an edge is drawn.
fn tie_name(tie: Tie) -> &'static str {
    match tie {
        Tie::Role => "role",
        Tie::Speaks => "speaks",
        Tie::Reports => "reports",
        Tie::Part => "part",
        Tie::Office => "office",
        Tie::Addressee | Tie::About => "about",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_stays_in_its_element() {
        assert_eq!(embedded("\"</script>&\u{2028}\""), "\"\\u003c/script\\u003e\\u0026\\u2028\"");
    }

    #[test]
    fn what_is_filled_in_is_not_filled_again() {
        let page = fill(|name| if name == "title" { "{{graph}}".into() } else { name.to_uppercase() });
        assert!(page.contains("<title>{{graph}}</title>"), "{page}");
        assert!(page.contains(">GRAPH</script>"));
    }

    #[test]
    fn the_page_s_own_parts_stay_in_their_elements() {
        assert!(!SCRIPT.contains("</script") && !LIBRARY.contains("</script") && !STYLE.contains("</style"));
    }
}
