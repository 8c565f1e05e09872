//! Events along time, in DOT: one row a day, first day on top; who takes part stands in the event's label.

use super::dot::{FONTS, look, table};
use super::escape::{dot_string, xml};
use super::graph::Picture;
use super::node::{Kind, Status, Style, Tie};
use crate::text::bidi;
use petgraph::Direction;
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;
use std::collections::BTreeMap;
use std::fmt::Write;

/// The dated events of a picture. Those without a date are counted at the bottom.
pub fn write(picture: &Picture) -> String {
    let graph = &picture.graph;
    let mut days: BTreeMap<&str, Vec<NodeIndex>> = BTreeMap::new();
    let mut undated = picture.hidden;
    for index in graph.node_indices().filter(|&index| graph[index].kind == Kind::Event) {
        match &graph[index].day {
            Some(day) => days.entry(day).or_default().push(index),
            None => undated += 1,
        }
    }
    let font = dot_string(FONTS);
    let mut out = String::from("digraph timeline {\n");
    let _ = writeln!(out, "  graph [charset=\"UTF-8\", rankdir=TB, fontname={font}, bgcolor=\"white\", pad=0.3,");
    out.push_str("    nodesep=0.3, ranksep=0.3, splines=false, newrank=true");
    if undated > 0 {
        let more = bidi::label(&picture.words.more(undated));
        let _ = write!(out, ",\n    label={}, labelloc=b, fontsize=12, fontcolor=\"#4A5568\"", dot_string(&more));
    }
    out.push_str("];\n");
    let _ = writeln!(out, "  node [fontname={font}, fontsize=12, style=\"filled,rounded\", shape=box, penwidth=1.3];");
    out.push_str("  edge [arrowhead=none, color=\"#94A3B8\"];\n");
    for (day, events) in &days {
        let _ = writeln!(
            out,
            "  {} [label={}, shape=plaintext, style=filled, fillcolor=\"white\", fontsize=14];",
            dot_string(day),
            dot_string(day)
        );
        for &event in events {
            node(&mut out, picture, event);
        }
        let mut row: Vec<String> = events.iter().map(|&event| dot_string(&graph[event].id)).collect();
        row.insert(0, dot_string(day));
        if picture.words.rtl {
            row.reverse();
        }
        let _ = writeln!(out, "  {{ rank=same; {} [style=dotted]; }}", row.join(" -> "));
    }
    let spine: Vec<String> = days.keys().map(|day| dot_string(day)).collect();
    if spine.len() > 1 {
        let _ = writeln!(out, "  {} [penwidth=2, weight=100];", spine.join(" -> "));
    }
    out.push_str("}\n");
    out
}

fn node(out: &mut String, picture: &Picture, event: NodeIndex) {
    let node = &picture.graph[event];
    let mut lines: Vec<String> = Vec::new();
    for line in &node.lines {
        let words = xml(&line.words);
        lines.push(match line.style {
            Style::Title | Style::Status => format!("<B>{words}</B>"),
            Style::Plain | Style::Small => words,
        });
    }
    for direction in [Direction::Incoming, Direction::Outgoing] {
        for edge in picture.graph.edges_directed(event, direction).filter(|edge| edge.weight().tie == Tie::Role) {
            let other = if direction == Direction::Incoming { edge.source() } else { edge.target() };
            let name = picture.graph[other].lines.iter().filter(|line| line.style == Style::Title);
            let name = name.map(|line| line.words.as_str()).collect::<Vec<_>>().join(" ");
            let role = edge.weight().labels.join(" · ");
            lines.push(xml(&bidi::label(&format!("{role}: {name}"))));
        }
    }
    let look = look(Kind::Event);
    let (style, line) = match node.status {
        Status::Planned => ("filled,rounded,dashed", look.line),
        Status::Hypothetical => ("filled,rounded,dotted", look.line),
        Status::Negated => ("filled,rounded", "#C53030"),
        Status::Occurred | Status::Ongoing => ("filled,rounded", look.line),
    };
    let fill = if node.reported { "#FFFFFF" } else { look.fill };
    let _ = writeln!(
        out,
        "  {} [label={}, style=\"{style}\", fillcolor=\"{fill}\", color=\"{line}\", tooltip={}];",
        dot_string(&node.id),
        table(&lines, 1, ""),
        dot_string(&node.tooltip)
    );
}
