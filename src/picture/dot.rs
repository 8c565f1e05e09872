//! DOT for Graphviz: one cluster for each article with its events, those who take part in them outside.

use super::escape::{dot_string, xml};
use super::graph::{Frame, Picture};
use super::node::{Edge, Kind, Line, Node, Status, Style, Tie};
use crate::text::bidi;
use std::fmt::Write;

/// The first has the best Arabic letters, the last is on most machines.
pub const FONTS: &str = "Noto Naskh Arabic, Noto Sans Arabic, Amiri, DejaVu Sans";
const TITLE_SIZE: u32 = 16;
const PLAIN_SIZE: u32 = 14;
const SMALL_SIZE: u32 = 12;
const SMALL_COLOR: &str = "#4A5568";
const NEGATED_COLOR: &str = "#C53030";

/// Shape, fill and line colour of a kind.
pub struct Look {
    pub shape: &'static str,
    pub rounded: bool,
    pub fill: &'static str,
    pub line: &'static str,
}

/// Few shapes, one colour family each.
pub fn look(kind: Kind) -> Look {
    let look = |shape, rounded, fill, line| Look { shape, rounded, fill, line };
    match kind {
        Kind::Event => look("box", true, "#FEF3C7", "#B45309"),
        Kind::Statement => look("note", false, "#F1F5F9", "#64748B"),
        Kind::Person => look("ellipse", false, "#DBEAFE", "#1D4ED8"),
        Kind::Place => look("hexagon", false, "#DCFCE7", "#15803D"),
        Kind::Body => look("box", false, "#EDE9FE", "#6D28D9"),
        Kind::Work => look("tab", false, "#CFFAFE", "#0E7490"),
        Kind::Folded => look("plaintext", false, "#FFFFFF", "#94A3B8"),
    }
}

/// The picture in DOT, the same bytes for the same picture.
pub fn write(picture: &Picture) -> String {
    let mut out = String::new();
    start(&mut out, picture);
    let nodes = || picture.graph.node_indices().map(|index| &picture.graph[index]);
    for (place, frame) in picture.articles.iter().enumerate() {
        let inside: Vec<&Node> = nodes().filter(|node| node.article == Some(place)).collect();
        if !inside.is_empty() {
            article(&mut out, picture, frame, &inside);
        }
    }
    for outside in nodes().filter(|node| node.article.is_none()) {
        node(&mut out, outside, 1);
    }
    for index in picture.graph.edge_indices() {
        let Some((from, to)) = picture.graph.edge_endpoints(index) else { continue };
        edge(&mut out, &picture.graph[from].id, &picture.graph[to].id, &picture.graph[index]);
    }
    out.push_str("}\n");
    out
}

/// Opens the digraph with the attributes that every picture has.
fn start(out: &mut String, picture: &Picture) {
    let rankdir = if picture.words.rtl { "RL" } else { "LR" };
    let font = dot_string(FONTS);
    out.push_str("digraph khabar {\n");
    let _ =
        writeln!(out, "  graph [charset=\"UTF-8\", rankdir={rankdir}, fontname={font}, bgcolor=\"white\", pad=0.3,");
    out.push_str("    nodesep=0.28, ranksep=0.75, compound=true, concentrate=false, outputorder=edgesfirst");
    let more = (picture.hidden > 0).then(|| picture.words.more(picture.hidden));
    let notes: Vec<String> = more.into_iter().chain(picture.sized.clone()).collect();
    if !notes.is_empty() {
        let more = bidi::label(&notes.join(" · "));
        let _ = write!(
            out,
            ",\n    label={}, labelloc=b, fontsize={PLAIN_SIZE}, fontcolor=\"{SMALL_COLOR}\"",
            dot_string(&more)
        );
    }
    out.push_str("];\n");
    let _ = writeln!(
        out,
        "  node [fontname={font}, fontsize={PLAIN_SIZE}, style=filled, penwidth=1.3, margin=\"0.14,0.08\"];"
    );
    let _ = writeln!(
        out,
        "  edge [fontname={font}, fontsize={SMALL_SIZE}, fontcolor=\"#1F2937\", color=\"#475569\", arrowsize=0.7];"
    );
}

fn article(out: &mut String, picture: &Picture, frame: &Frame, inside: &[&Node]) {
    // Graphviz mirrors a cluster's sides with rankdir=RL, so "l" is where its reader begins; cells are not mirrored.
    let align = if picture.words.rtl { "RIGHT" } else { "LEFT" };
    let _ = writeln!(out, "  subgraph {} {{", dot_string(&format!("cluster {}", frame.id)));
    let mut title: Vec<String> = frame.title.iter().map(|line| format!("<B>{}</B>", xml(line))).collect();
    title.extend(frame.date.iter().map(|date| font(&xml(date), SMALL_SIZE, SMALL_COLOR)));
    let label = if title.is_empty() { "\"\"".into() } else { table(&title, 1, &format!(" ALIGN=\"{align}\"")) };
    let _ = writeln!(
        out,
        "    graph [label={label}, labeljust=l, labelloc=t, style=\"rounded,filled\", color=\"#CBD5E1\", fillcolor=\"#FAFAF9\", \
         margin=14, fontsize={TITLE_SIZE}];"
    );
    if let Some(url) = &frame.url {
        let _ = writeln!(out, "    graph [URL={}];", dot_string(url));
    }
    for fact in inside.iter().filter(|node| !node.reported) {
        node(out, fact, 2);
    }
    // Beside the article Graphviz lays claims out better; with several articles each must keep its own.
    let nested = picture.articles.len() > 1;
    if !nested {
        out.push_str("  }\n");
    }
    let claimed: Vec<&Node> = inside.iter().copied().filter(|node| node.reported).collect();
    if !claimed.is_empty() {
        claims(out, picture, frame, &claimed, if nested { 2 } else { 1 });
    }
    if nested {
        out.push_str("  }\n");
    }
}

/// What is only told by somebody in the article, apart from what the article tells.
fn claims(out: &mut String, picture: &Picture, frame: &Frame, claims: &[&Node], depth: usize) {
    let indent = "  ".repeat(depth);
    let _ = writeln!(out, "{indent}subgraph {} {{", dot_string(&format!("cluster {} claims", frame.id)));
    let label = dot_string(&bidi::label(&picture.words.claims));
    let _ = writeln!(
        out,
        "{indent}  graph [label={label}, labeljust=l, labelloc=t, style=\"rounded,filled,dashed\", color=\"#94A3B8\", \
         fillcolor=\"#FFFFFF\", margin=14, fontsize={PLAIN_SIZE}, fontcolor=\"{SMALL_COLOR}\"];"
    );
    for claim in claims {
        node(out, claim, depth + 1);
    }
    let _ = writeln!(out, "{indent}}}");
}

fn node(out: &mut String, node: &Node, depth: usize) {
    let Look { shape, rounded, fill, line } = look(node.kind);
    let mut style = vec!["filled"];
    style.extend(rounded.then_some("rounded"));
    style.extend(match node.status {
        Status::Planned => Some("dashed"),
        Status::Hypothetical => Some("dotted"),
        _ => None,
    });
    // A claim keeps the colour of its line, not the fill of a fact.
    let fill = if node.reported && node.kind == Kind::Event { "#FFFFFF" } else { fill };
    let line = if node.status == Status::Negated { NEGATED_COLOR } else { line };
    let indent = "  ".repeat(depth);
    let _ = write!(out, "{indent}{} [label={}, shape={shape}", dot_string(&node.id), label(node));
    let _ = write!(out, ", style=\"{}\", fillcolor=\"{fill}\", color=\"{line}\"", style.join(","));
    match (node.kind, node.status) {
        (Kind::Place, _) => out.push_str(", margin=\"0.02,0.04\""),
        (Kind::Folded, _) => out.push_str(", margin=\"0.04\""),
        (_, Status::Ongoing) => out.push_str(", peripheries=2"),
        _ => {}
    }
    if node.focus {
        out.push_str(", penwidth=3");
    }
    if !node.tooltip.is_empty() {
        let _ = write!(out, ", tooltip={}", dot_string(&node.tooltip));
    }
    if let Some(url) = &node.url {
        let _ = write!(out, ", URL={}", dot_string(url));
    }
    out.push_str("];\n");
}

/// Each line has one style only: Graphviz puts runs of different styles from left to right, whatever the script.
fn label(node: &Node) -> String {
    let lines: Vec<String> = node.lines.iter().map(|line| set(line, node)).collect();
    table(&lines, 1, "")
}

/// An HTML-like label with a row a line: more room between lines than a break gives, which Arabic letters need.
pub(super) fn table(lines: &[String], padding: u32, cell: &str) -> String {
    let rows: Vec<String> = lines.iter().map(|line| format!("<TR><TD{cell}>{line}</TD></TR>")).collect();
    format!(
        "<<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"{padding}\">{}</TABLE>>",
        rows.concat()
    )
}

fn set(line: &Line, node: &Node) -> String {
    let words = xml(&line.words);
    let title = (f64::from(TITLE_SIZE) * node.size).round();
    match line.style {
        // Crossed out where letters and shape alone would say that it happened.
        Style::Title if node.status == Status::Negated => {
            format!("<FONT POINT-SIZE=\"{title}\"><B><S>{words}</S></B></FONT>")
        }
        Style::Title if node.is_hub() => format!("<FONT POINT-SIZE=\"{title}\"><B>{words}</B></FONT>"),
        Style::Title => format!("<FONT POINT-SIZE=\"{title}\">{words}</FONT>"),
        Style::Plain => words,
        Style::Small => font(&words, SMALL_SIZE, SMALL_COLOR),
        Style::Status if node.status == Status::Negated => font(&format!("<B>{words}</B>"), PLAIN_SIZE, NEGATED_COLOR),
        Style::Status => font(&format!("<B>{words}</B>"), SMALL_SIZE, look(node.kind).line),
    }
}

fn font(words: &str, size: u32, color: &str) -> String {
    format!("<FONT POINT-SIZE=\"{size}\" COLOR=\"{color}\">{words}</FONT>")
}

fn edge(out: &mut String, from: &str, to: &str, edge: &Edge) {
    let _ = write!(out, "  {} -> {}", dot_string(from), dot_string(to));
    let mut attributes = Vec::new();
    if !edge.labels.is_empty() {
        // A ground under the words, which often stand on their line.
        let words: Vec<String> = edge.labels.iter().map(|label| xml(&bidi::label(label))).collect();
        attributes.push(format!("label={}", table(&words, 1, " BGCOLOR=\"#FFFFFF\"")));
    }
    attributes.extend(
        match edge.tie {
            Tie::Role => None,
            Tie::Speaks => Some("color=\"#64748B\""),
            Tie::Reports => Some("style=dotted, arrowhead=empty"),
            Tie::Part => Some("style=bold, arrowhead=odiamond, constraint=false"),
            Tie::Office => Some("color=\"#94A3B8\", fontcolor=\"#64748B\", arrowhead=none"),
            Tie::Addressee | Tie::About => {
                Some("color=\"#94A3B8\", fontcolor=\"#64748B\", style=dashed, arrowhead=open")
            }
        }
        .map(str::to_owned),
    );
    if !attributes.is_empty() {
        let _ = write!(out, " [{}]", attributes.join(", "));
    }
    out.push_str(";\n");
}
