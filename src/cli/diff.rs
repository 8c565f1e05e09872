//! `khabar diff`: what two graphs do not share.

use super::args::Diff;
use super::outcome::{Failure, Outcome};
use super::terminal;
use crate::export::sophia;
use crate::rdf::iri::STORE_GRAPH;
use crate::store::Store;
use oxigraph::io::RdfFormat;
use oxigraph::model::{GraphName, NamedNode, Quad};
use std::collections::BTreeSet;
use std::io::{BufWriter, Write};
use std::path::Path;

pub fn run(args: &Diff) -> Result<Outcome, Failure> {
    let (one, other) = (super::open_graph(&args.one)?, super::open_graph(&args.other)?);
    let graphs = has_graphs(&args.one) && has_graphs(&args.other);
    if !graphs && has_graphs(&args.one) != has_graphs(&args.other) {
        terminal::note("one of the two does not say which article a triple is from: triples are compared");
    }
    let (one, other) = (quads(&one, graphs)?, quads(&other, graphs)?);
    let blank =
        |quad: &Quad| quad.subject.is_blank_node() || quad.object.is_blank_node() || quad.graph_name.is_blank_node();
    // Without blank nodes every quad is its own canonical form.
    let plain = !one.iter().chain(&other).any(blank);
    let (one, other) = (lines(&one, plain)?, lines(&other, plain)?);
    let mut out = BufWriter::new(std::io::stdout().lock());
    let (gone, come) = (one.difference(&other).count(), other.difference(&one).count());
    if args.count {
        writeln!(out, "-{gone} +{come}")?;
    } else {
        let mut all: Vec<(&str, char)> = one.difference(&other).map(|line| (line.as_str(), '-')).collect();
        all.extend(other.difference(&one).map(|line| (line.as_str(), '+')));
        all.sort_unstable();
        for (line, sign) in all {
            writeln!(out, "{sign} {line}")?;
        }
    }
    out.flush()?;
    if gone + come == 0 {
        terminal::line(format!("the same {} {}", one.len(), if graphs { "quads" } else { "triples" }));
        return Ok(Outcome::Done);
    }
    terminal::line(format!("{gone} only in \"{}\", {come} only in \"{}\"", args.one, args.other));
    Ok(Outcome::No)
}

/// Whether a name is that of a store or of a file whose format keeps graphs apart.
fn has_graphs(what: &str) -> bool {
    let ending = Path::new(what).extension().map(|ending| ending.to_string_lossy().into_owned());
    let format = ending.and_then(|ending| RdfFormat::from_extension(&ending)).filter(|_| Path::new(what).is_file());
    format.is_none_or(|format| format.supports_datasets())
}

/// All that a store holds, without what it says of itself, which is no part of the graph.
fn quads(store: &Store, graphs: bool) -> Result<Vec<Quad>, Failure> {
    let itself = GraphName::from(NamedNode::new_unchecked(STORE_GRAPH));
    let mut quads = Vec::new();
    for quad in store.inner() {
        let quad = quad.map_err(crate::store::StoreError::from)?;
        if quad.graph_name != itself {
            let graph = if graphs { quad.graph_name } else { GraphName::DefaultGraph };
            quads.push(Quad { graph_name: graph, ..quad });
        }
    }
    Ok(quads)
}

/// N-Quads, `plain` or in the canonical form RDFC-1.0, in which blank nodes are called by what is said of them.
fn lines(quads: &[Quad], plain: bool) -> Result<BTreeSet<String>, Failure> {
    if plain {
        return Ok(quads.iter().map(|quad| format!("{quad} .")).collect());
    }
    let mut text = Vec::new();
    sophia::canonical(quads, &mut text)?;
    Ok(String::from_utf8_lossy(&text).lines().map(str::to_owned).collect())
}
