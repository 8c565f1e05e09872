//! Mermaid flowcharts, for READMEs: small pictures that a repository's page draws itself.

use super::dot::look;
use super::escape::mermaid;
use super::graph::{Limits, Picture};
use super::node::{Kind, Status, Tie};
use crate::text::bidi;
use std::fmt::Write;

/// What Mermaid still lays out well.
pub const LIMITS: Limits = Limits { nodes: 30, edges: 60 };

const KINDS: [(Kind, &str); 7] = [
    (Kind::Event, "event"),
    (Kind::Statement, "statement"),
    (Kind::Person, "person"),
    (Kind::Place, "place"),
    (Kind::Body, "body"),
    (Kind::Work, "work"),
    (Kind::Folded, "folded"),
];

/// The picture as a flowchart. Nodes are numbered in the picture's order: Mermaid's ids are plain letters and digits.
pub fn write(picture: &Picture) -> String {
    let mut out = format!("flowchart {}\n", if picture.words.rtl { "RL" } else { "LR" });
    let graph = &picture.graph;
    let id = |index: petgraph::graph::NodeIndex| format!("n{}", index.index());
    for (place, frame) in picture.articles.iter().enumerate() {
        let inside: Vec<_> = graph.node_indices().filter(|&index| graph[index].article == Some(place)).collect();
        if inside.is_empty() {
            continue;
        }
        let _ = writeln!(out, "  subgraph a{place}[\"{}\"]", mermaid(&frame.title.join(" ")));
        inside.into_iter().for_each(|index| node(&mut out, &id(index), &graph[index], "    "));
        out.push_str("  end\n");
    }
    for index in graph.node_indices().filter(|&index| graph[index].article.is_none()) {
        node(&mut out, &id(index), &graph[index], "  ");
    }
    if picture.hidden > 0 {
        let _ = writeln!(out, "  more[\"{}\"]:::folded", mermaid(&bidi::label(&picture.words.more(picture.hidden))));
    }
    for edge in graph.edge_indices() {
        let Some((from, to)) = graph.edge_endpoints(edge) else { continue };
        let line = match graph[edge].tie {
            Tie::Reports | Tie::Addressee | Tie::About => "-.->",
            Tie::Office => "---",
            _ => "-->",
        };
        let words: Vec<String> = graph[edge].labels.iter().map(|label| mermaid(&bidi::label(label))).collect();
        let words = if words.is_empty() { String::new() } else { format!("|\"{}\"|", words.join("<br/>")) };
        let _ = writeln!(out, "  {} {line}{words} {}", id(from), id(to));
    }
    for (kind, name) in KINDS {
        let look = look(kind);
        let _ = writeln!(out, "  classDef {name} fill:{},stroke:{},color:#111827", look.fill, look.line);
    }
    out.push_str("  classDef planned stroke-dasharray:6 4\n  classDef hypothetical stroke-dasharray:2 3\n");
    out.push_str("  classDef ongoing stroke-width:3px\n  classDef negated stroke:#C53030,color:#C53030\n");
    out
}

fn node(out: &mut String, id: &str, node: &super::node::Node, indent: &str) {
    let lines: Vec<String> = node.lines.iter().map(|line| mermaid(&line.words)).collect();
    let (open, close) = match node.kind {
        Kind::Event => ("(", ")"),
        Kind::Person => ("([", "])"),
        Kind::Place => ("{{", "}}"),
        Kind::Statement => (">", "]"),
        Kind::Body | Kind::Work | Kind::Folded => ("[", "]"),
    };
    let name = KINDS.iter().find(|(kind, _)| *kind == node.kind).map_or("event", |(_, name)| name);
    let _ = writeln!(out, "{indent}{id}{open}\"{}\"{close}:::{name}", lines.join("<br/>"));
    let status = match node.status {
        Status::Occurred => return,
        Status::Ongoing => "ongoing",
        Status::Planned => "planned",
        Status::Hypothetical => "hypothetical",
        Status::Negated => "negated",
    };
    let _ = writeln!(out, "{indent}class {id} {status}");
}
