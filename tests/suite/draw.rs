//! `khabar draw` as users run it: pictures of one thing, of an article, of an answer; and what it says when it cannot.

use super::program::{Place, golden};
use std::process::Command;

#[test]
fn an_entity_in_two_languages_and_forms() {
    let place = Place::new();
    golden("draw-dot-ar", &place.data(&["draw", "--focus", "نور هادى"]));
    golden("draw-dot-en", &place.data(&["draw", "--focus", "Nur Hadi", "--lang", "en", "--format", "dot"]));
    golden("draw-mermaid", &place.data(&["draw", "--focus", "person:nur-hadi", "--format", "mermaid", "--lang", "en"]));
    golden("draw-timeline", &place.data(&["draw", "--focus", "news/1.txt", "--timeline"]));
}

#[test]
fn the_format_is_that_of_the_file() {
    let place = Place::new();
    for name in ["a.dot", "a.gv", "a.mmd", "a.html"] {
        place.data(&["draw", "--focus", "XS", "-o", name]);
        let text = std::fs::read_to_string(place.path().join(name)).unwrap();
        let begin = if name.ends_with("mmd") {
            "flowchart RL"
        } else if name.ends_with("html") {
            "<!DOCTYPE html>"
        } else {
            "digraph"
        };
        assert!(text.starts_with(begin), "{name}: {}", &text[..60.min(text.len())]);
    }
}

#[test]
fn an_event_a_statement_and_an_answer() {
    let place = Place::new();
    let event = "https://w3id.org/khabar/id/article/aaaa1111aaaa1111aaaa1111aaaa1111#event=9.Visit";
    let dot = place.data(&["draw", "--focus", event, "--lang", "en"]);
    assert!(dot.contains("#event=9.Visit\" [label") && !dot.contains("#event=80.Agreement"), "{dot}");
    let wider = place.data(&["draw", "--focus", event, "--lang", "en", "--hops", "2"]);
    assert!(wider.contains("#event=80.Agreement"), "{wider}");
    let answer = place.data(&["draw", "--named", "agreements", "--param", "country=Sindia"]);
    assert!(answer.contains("#event=80.Agreement\" [label") && !answer.contains("#event=9.Visit"), "{answer}");
    let sparql = "SELECT ?event ?article { GRAPH ?article { ?event kh:status kh:planned } }";
    let planned = place.data(&["draw", "-q", sparql, "--lang", "en"]);
    assert!(planned.contains("#event=150.Aid\" [label") && !planned.contains("#event=9.Visit"), "{planned}");
    assert!(planned.contains("dashed"));
    let described = place.data(&["draw", "-q", "DESCRIBE person:nur-hadi"]);
    assert!(described.contains("\"person/nur-hadi\" [label"), "{described}");
}

#[test]
fn what_is_left_out_is_said() {
    let place = Place::new();
    let ran = place.run(&["draw", "--focus", "Sindia", "--max-nodes", "4", "--lang", "en"]);
    assert_eq!(ran.status, 0);
    assert!(ran.stderr.contains("more not shown"), "{}", ran.stderr);
    assert!(ran.stdout.contains("more not shown"), "{}", ran.stdout);
}

#[test]
fn names_are_as_large_as_a_measure_says() {
    let place = Place::new();
    let plain = place.data(&["draw", "--focus", "Nur Hadi", "--lang", "en"]);
    for (measure, note) in [("degree", "Size: with how many others"), ("pagerank", "Size: PageRank")] {
        let sized = place.data(&["draw", "--focus", "Nur Hadi", "--lang", "en", "--size", measure]);
        assert!(sized.contains(note) && sized.contains("POINT-SIZE=\"40\""), "{sized}");
        assert!(!plain.contains("POINT-SIZE=\"40\"") && plain.lines().count() <= sized.lines().count());
    }
    let arabic = place.data(&["draw", "--focus", "Nur Hadi", "--size", "betweenness"]);
    assert!(arabic.contains("الحجم: الوساطة"), "{arabic}");
    let ran = place.run(&["draw", "--focus", "XS", "--size", "degree", "--format", "mermaid"]);
    assert!(ran.status == 2 && ran.stderr.contains("no sizes"), "{}", ran.stderr);
}

#[test]
fn vectors_have_directions_tooltips_and_links() {
    let place = Place::new();
    let svg = || place.data(&["draw", "--focus", "XS", "--format", "svg"]);
    let drawn = svg();
    assert!(drawn.contains("direction=\"rtl\"") && drawn.contains("xlink:title=") && drawn.contains("xlink:href="));
    assert_eq!(drawn, svg());
}

#[test]
fn the_page_is_whole_and_the_same_every_time() {
    let place = Place::new();
    let page = || place.data(&["draw", "--focus", "Sindia", "--format", "html", "--lang", "en"]);
    let drawn = page();
    assert_eq!(drawn, page());
    let head = drawn.split("<script").next().unwrap();
    assert!(head.contains("default-src 'none'") && !head.contains("https://") && !head.contains("@import"), "{head}");
    let json = drawn.split("type=\"application/json\">").nth(1).unwrap().split("</script>").next().unwrap();
    let graph: serde_json::Value = serde_json::from_str(json).unwrap();
    let nodes = graph["nodes"].as_array().unwrap();
    let person = nodes.iter().find(|node| node["id"] == "country/XS").unwrap();
    let names: Vec<_> = person["names"].as_array().unwrap().iter().map(|name| name.as_str().unwrap()).collect();
    assert!(names.contains(&"Sindia") && names.contains(&"سنديا"), "{names:?}");
    assert!(person["focus"].as_bool().unwrap());
}

#[test]
fn errors_say_what_to_do() {
    let place = Place::new();
    place.write("there.svg", "");
    let runs: &[&[&str]] = &[
        &["--focus", "Sindya"],
        &["--focus", "XS", "--format", "svgz"],
        &["--focus", "XS", "-o", "there.svg"],
        &["--focus", "XS", "-o", "nowhere/a.dot"],
        &["--focus", "XS", "-o", "a.pdf"],
        &["--focus", "XS", "--format", "svg"],
        &["--focus", "XS", "--format", "png", "-o", "a.png"],
        &["--focus", "XS", "--timeline", "--format", "mermaid"],
        &["--focus", "XS", "--max-nodes", "0"],
        &["--focus", "XS", "--lang", "xx"],
        &["--focus", "XS", "--named", "visits"],
        &["--named", "vists"],
        &["--named", "visits", "--param", "country=Sindya"],
        &["--param", "country=Sindia"],
        &["-q", "ASK { ?s ?p ?o }"],
        &["-q", "SELECT ?n { ?c skos:prefLabel ?n }"],
        &["-q", "SELECT ?c { ?c a kh:Nothing }"],
        &["-q", "SELECT ?x WHERE { ?x a kh:Visit "],
    ];
    let mut text = String::new();
    for arguments in runs {
        // Without a path Graphviz is not found, wherever it is installed.
        let ran = Command::new(env!("CARGO_BIN_EXE_khabar"))
            .arg("draw")
            .args(*arguments)
            .current_dir(place.path())
            .env("PATH", "")
            .env("KHABAR_STORE", "world.trig")
            .env("COLUMNS", "100")
            .output()
            .unwrap();
        let said = String::from_utf8(ran.stderr).unwrap();
        assert_eq!(ran.status.code(), Some(2), "{arguments:?}: {said}");
        assert!(ran.stdout.is_empty(), "{arguments:?} wrote data");
        text += &format!("$ khabar draw {}\n{said}\n", arguments.join(" "));
    }
    golden("draw-errors", &text);
    assert!(!place.path().join("a.png").exists());
}
