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

#[test]
fn other_programs_get_nodes_and_edges() {
    let place = Place::new();
    for format in ["graphml", "gexf", "cytoscape", "schemaorg"] {
        let text = place.data(&["export", "--format", format]);
        assert_eq!(text, place.data(&["export", "--format", format]), "{format} is not the same twice");
        golden(&format!("export-{format}"), &text);
    }
    let refused = place.run(&["export", "--format", "csv"]);
    assert!(refused.status == 2 && refused.stderr.contains("name a folder"), "{}", refused.stderr);
    place.data(&["export", "--format", "csv", "-o", "tables"]);
    place.data(&["export", "--format", "neo4j", "-o", "neo4j"]);
    let read = |path: &str| fs::read_to_string(place.path().join(path)).unwrap();
    golden(
        "export-csv",
        &["entities", "events", "statements", "edges"].map(|n| read(&format!("tables/{n}.csv"))).join("\n"),
    );
    assert!(read("neo4j/events.csv").starts_with("id:ID,kind,class,label"), "{}", read("neo4j/events.csv"));
    assert!(read("neo4j/edges.csv").starts_with(":START_ID,:END_ID,role,narrow,article,:TYPE\n"));
    let twice = place.run(&["export", "--format", "csv", "-o", "tables"]);
    assert!(twice.status == 2 && twice.stderr.contains("exists"), "{}", twice.stderr);
    // The format is said by the name as well.
    place.data(&["export", "-o", "a.gexf"]);
    assert_eq!(read("a.gexf"), place.data(&["export", "--format", "gexf"]));
}

#[test]
fn json_ld_in_short_terms_gives_the_graph_back() {
    let place = Place::new();
    let text = place.data(&["export", "--format", "jsonld", "--pretty"]);
    let jsonld = RdfFormat::JsonLd { profile: oxigraph::io::JsonLdProfileSet::empty() };
    let quads: Dataset = world().into_iter().collect();
    assert_eq!(read(jsonld, &text), quads);
    assert!(text.contains("\"actor\":") && !text.contains("\"kh:actor\":"), "{text}");
    // Every property of ours that the context names is declared, and every one declared has a term or a prefix.
    let context: serde_json::Value = serde_json::from_str(include_str!("../../ontology/context.jsonld")).unwrap();
    let ontology = include_str!("../../ontology/khabar.ttl");
    for (term, meaning) in context["@context"].as_object().unwrap() {
        let id = meaning.as_str().or(meaning["@id"].as_str()).unwrap();
        if let Some(name) = id.strip_prefix("kh:") {
            assert!(ontology.contains(&format!("\nkh:{name} a ")), "{term} names kh:{name}, which is not declared");
        }
    }
}

#[test]
fn what_xml_cannot_hold_is_said() {
    let place = Place::new();
    let plain = "Plain words that go on for a while. ".repeat(40);
    place.write("odd.txt", format!("Title\n\nA text with\u{1}a control character. {plain}\n"));
    assert_eq!(place.run(&["--store", "odd.nq", "build", "odd.txt"]).status, 0);
    let ran = place.run(&["--store", "odd.nq", "export", "--format", "rdfxml"]);
    assert!(ran.status == 2 && ran.stderr.contains("U+0001"), "{}", ran.stderr);
}
