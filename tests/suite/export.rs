//! Exports: every format gives the graph back, the same knowledge gives the same bytes, files are not overwritten.

use super::program::{Place, golden};
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{Dataset, GraphName, Quad};
use std::fs;

fn read(format: RdfFormat, text: &str) -> Dataset {
    RdfParser::from_format(format).for_slice(text).map(Result::unwrap).collect()
}

fn world() -> Vec<Quad> {
    read(RdfFormat::TriG, include_str!("world.trig")).iter().map(|quad| quad.into_owned()).collect()
}

#[test]
fn every_format_parses_back_to_the_same_graph() {
    let place = Place::new();
    let quads: Dataset = world().into_iter().collect();
    let triples: Dataset =
        world().into_iter().map(|quad| Quad { graph_name: GraphName::DefaultGraph, ..quad }).collect();
    let jsonld = RdfFormat::JsonLd { profile: oxigraph::io::JsonLdProfileSet::empty() };
    for (name, format, expected) in [
        ("turtle", RdfFormat::Turtle, &triples),
        ("trig", RdfFormat::TriG, &quads),
        ("ntriples", RdfFormat::NTriples, &triples),
        ("nquads", RdfFormat::NQuads, &quads),
        ("rdfxml", RdfFormat::RdfXml, &triples),
        ("jsonld", jsonld, &quads),
    ] {
        let text = place.data(&["export", "--format", name]);
        assert_eq!(&read(format, &text), expected, "{name}");
    }
    for (name, format, expected) in [("turtle", RdfFormat::Turtle, &triples), ("trig", RdfFormat::TriG, &quads)] {
        let text = place.data(&["export", "--format", name, "--pretty"]);
        assert_eq!(&read(format, &text), expected, "pretty {name}");
    }
    assert_eq!(read(RdfFormat::NQuads, &place.data(&["export", "--canonical"])), quads);
}

#[test]
fn one_article_comes_with_its_entities() {
    let place = Place::new();
    golden("export-article", &place.data(&["export", "--article", "news/2.txt", "--format", "trig", "--pretty"]));
    let turtle = place.data(&["export", "--article", "bbbb2222", "--format", "ntriples"]);
    assert!(turtle.contains("country/XB") && !turtle.contains("حركة_الفجر"), "{turtle}");
}

#[test]
fn the_same_knowledge_gives_the_same_bytes() {
    let place = Place::new();
    let trig = place.data(&["export", "--format", "trig"]);
    // The same quads, in another order and another kind of file.
    let mut lines: Vec<_> = place.data(&["export", "--format", "nquads"]).lines().map(String::from).collect();
    lines.reverse();
    place.write("other.nq", lines.join("\n") + "\n");
    assert_eq!(place.data(&["--store", "other.nq", "export", "--format", "trig"]), trig);
}

#[test]
fn the_extension_says_the_format_and_files_are_safe() {
    let place = Place::new();
    place.data(&["export", "-o", "graph.nq"]);
    let written = fs::read_to_string(place.path().join("graph.nq")).unwrap();
    assert_eq!(written, place.data(&["export", "--format", "nquads"]));
    place.write("graph.nq", "mine");
    let ran = place.run(&["export", "-o", "graph.nq"]);
    assert!(ran.status == 2 && ran.stderr.contains("--force"), "{}", ran.stderr);
    assert_eq!(fs::read_to_string(place.path().join("graph.nq")).unwrap(), "mine");
    place.data(&["export", "-o", "graph.nq", "--force"]);
    assert_eq!(fs::read_to_string(place.path().join("graph.nq")).unwrap(), written);
}
