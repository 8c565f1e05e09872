//! A graph worth trusting: conformance, evidence, links between articles, inference, differences.

use crate::program::{Place, Ran};
use khabar::query::check::{self, Violation};
use khabar::query::{Catalogue, Prefixes};
use khabar::resources::Resources;
use oxigraph::io::RdfFormat;
use oxigraph::sparql::SparqlEvaluator;
use oxigraph::store::Store;
use std::fs;

const GOOD: &str = include_str!("../shapes/good.ttl");

fn violations(update: Option<&str>) -> Vec<Violation> {
    let store = Store::new().unwrap();
    store.load_from_slice(RdfFormat::Turtle, GOOD).unwrap();
    if let Some(update) = update {
        SparqlEvaluator::new().parse_update(update).unwrap().on_store(&store).execute().unwrap();
    }
    let resources = Resources::embedded();
    let checks = Catalogue::load(&resources.texts_in("queries/checks")).unwrap();
    check::violations(&store, &checks, &Prefixes::default()).unwrap()
}

#[test]
fn every_shape_has_a_check_and_a_graph_that_breaks_it() {
    assert_eq!(violations(None), []);
    let mut broken = std::collections::BTreeSet::new();
    for entry in fs::read_dir("tests/shapes").unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|ending| ending != "ru") {
            continue;
        }
        let update = fs::read_to_string(&path).unwrap();
        let shape = update.lines().next().unwrap().strip_prefix("# breaks: ").unwrap().to_owned();
        let found = violations(Some(&update));
        let shape = format!("{}{shape}", check::SHAPES);
        assert!(found.iter().any(|one| check::shape(&one.check) == shape), "{}: {found:?}", path.display());
        broken.insert(shape);
    }
    let shapes = Resources::embedded().file("ontology/shapes.ttl").unwrap().to_owned();
    let resources = Resources::embedded();
    for shape in shapes.lines().filter_map(|line| line.strip_prefix("shape:")?.strip_suffix(" a sh:NodeShape ;")) {
        let iri = format!("{}{shape}", check::SHAPES);
        let checks = resources.texts_in("queries/checks");
        let names = checks.iter().map(|(name, _)| name.rsplit('/').next().unwrap().trim_end_matches(".rq"));
        assert!(names.map(check::shape).any(|name| name == iri), "no check for {shape}");
        assert!(broken.contains(&iri), "no graph breaks {shape}");
    }
}

fn links(place: &Place) {
    for entry in fs::read_dir("tests/links").unwrap() {
        let path = entry.unwrap().path();
        place.write(&format!("news/{}", path.file_name().unwrap().to_string_lossy()), fs::read(&path).unwrap());
    }
}

fn ok(ran: Ran) -> String {
    assert_eq!(ran.status, 0, "{}{}", ran.stdout, ran.stderr);
    ran.stdout
}

#[test]
fn four_reports_of_one_event_become_one_occurrence() {
    let place = Place::new();
    links(&place);
    ok(place.run(&["--store", "a.nq", "build", "news"]));
    ok(place.run(&["--store", "a.nq", "link"]));
    let ask = |store: &str, query: &[&str]| ok(place.run(&[&["--store", store, "query", "-f", "tsv"], query].concat()));
    let told = ask("a.nq", &["occurrences", "--param", "type=Visit"]);
    let row: Vec<&str> = told.lines().nth(1).unwrap().split('\t').collect();
    assert_eq!((told.lines().count(), row[0]), (2, "4"), "{told}");
    for source in ["1-before", "2-arrival", "3-agency", "4-weekly"] {
        assert!(told.contains(source), "{told}");
    }
    // One row where there were four, with its four sources; the visit to another country stays apart.
    assert_eq!(ask("a.nq", &["visits"]).lines().count(), 3);
    let visit = ask("a.nq", &["visits"]).lines().nth(1).unwrap().to_owned();
    assert!(visit.contains("1-before.txt · news/2-arrival.txt · news/3-agency.txt · news/4-weekly.txt"), "{visit}");
    assert!(visit.starts_with("\"2025-05-14\""), "the day that most articles say: {visit}");
    let differ = ask("a.nq", &["disagreements"]);
    for about in ["\"status\"", "\"count\"", "\"planned\"", "\"3\""] {
        assert!(differ.contains(about), "{about}: {differ}");
    }
    ok(place.run(&["--store", "a.nq", "validate"]));

    // In another order, in two runs, linked between them: the same bytes.
    ok(place.run(&["--store", "b.nq", "build", "news/5-other.txt", "news/4-weekly.txt", "news/2-arrival.txt"]));
    ok(place.run(&["--store", "b.nq", "link"]));
    ok(place.run(&["--store", "b.nq", "build", "news/3-agency.txt", "news/1-before.txt"]));
    let canonical = |store: &str| ok(place.run(&["--store", store, "export", "--canonical"]));
    assert!(canonical("a.nq") == canonical("b.nq"), "the order of articles shows");
    ok(place.run(&["diff", "a.nq", "b.nq"]));

    // An article that goes takes its links along; without links every event is a row of its own.
    ok(place.run(&["--store", "a.nq", "remove", "news/4-weekly.txt"]));
    assert!(ask("a.nq", &["occurrences", "--param", "type=Visit"]).contains("\n3\t"));
    ok(place.run(&["--store", "a.nq", "validate"]));
    ok(place.run(&["--store", "a.nq", "link", "--undo"]));
    assert_eq!(ask("a.nq", &["occurrences"]).lines().count(), 1);
    assert_eq!(place.run(&["diff", "a.nq", "b.nq", "--count"]).status, 1);
}

#[test]
fn what_follows_by_rules_can_be_dropped_and_what_users_add_stays() {
    let place = Place::new();
    links(&place);
    ok(place.run(&["--store", "a.nq", "build", "news"]));
    let before = ok(place.run(&["--store", "a.nq", "export", "--canonical"]));
    ok(place.run(&["--store", "a.nq", "infer"]));
    let asked = ["--store", "a.nq", "query", "-f", "tsv", "-q", "SELECT ?a ?b { ?a kh:visits ?b } ORDER BY ?b"];
    let visits = ok(place.run(&asked));
    assert!(visits.contains("country/TN>\t<https://w3id.org/khabar/id/country/MA>"), "{visits}");
    ok(place.run(&["--store", "a.nq", "validate"]));
    let again = ok(place.run(&["--store", "a.nq", "export", "--canonical"]));
    ok(place.run(&["--store", "a.nq", "infer"]));
    assert!(again == ok(place.run(&["--store", "a.nq", "export", "--canonical"])), "inferring twice is not as once");
    ok(place.run(&["--store", "a.nq", "infer", "--undo"]));
    assert!(before == ok(place.run(&["--store", "a.nq", "export", "--canonical"])), "something inferred stays");

    let note = "INSERT DATA { GRAPH <https://w3id.org/khabar/id/graph/user> { country:MA rdfs:comment \"mine\" } }";
    ok(place.run(&["--store", "a.nq", "update", "-u", note]));
    ok(place.run(&["--store", "a.nq", "build", "--rebuild", "news"]));
    let asked = ["--store", "a.nq", "query", "-f", "tsv", "-q", "SELECT ?c { country:MA rdfs:comment ?c }"];
    assert!(ok(place.run(&asked)).contains("mine"));
    let why = ok(place.run(&["--store", "a.nq", "explain", "? rdfs:comment ?"]));
    assert!(why.contains("added by hand"), "{why}");
}

#[test]
fn facts_show_their_words() {
    let place = Place::new();
    links(&place);
    ok(place.run(&["--store", "a.nq", "build", "news"]));
    let why = ok(place.run(&["--store", "a.nq", "explain", "?", "kh:visitor", "?"]));
    assert!(why.contains("[الرئيس التونسي سليم الجزيري]") && why.contains("rule ar.visit"), "{why}");
    assert!(why.contains("3-agency.txt") && why.contains("2025-05-15"), "{why}");
    let why = ok(place.run(&["--store", "a.nq", "explain", "Tunisia", "--json"]));
    let facts: serde_json::Value = serde_json::from_str(&why).unwrap();
    assert!(facts.as_array().is_some_and(|facts| !facts.is_empty()));
    assert_eq!(facts[0]["from"], "article");
    assert!(facts[0]["evidence"][0]["passages"][0]["parts"].is_array(), "{why}");
    let shown = ok(place.run(&["--store", "a.nq", "show", "تونس", "--json"]));
    let shown: serde_json::Value = serde_json::from_str(&shown).unwrap();
    assert_eq!(shown[0]["iri"], "https://w3id.org/khabar/id/country/TN");
    assert!(shown[0]["sections"]["events"].as_array().is_some_and(|events| !events.is_empty()), "{shown}");
    let shown = ok(place.run(&["--store", "a.nq", "show", "news/3-agency.txt"]));
    assert!(shown.contains("Agreement") && shown.contains("2025-05-15"), "{shown}");
    // An event, by the name that JSON gives it.
    let events = ok(place.run(&["--store", "a.nq", "show", "news/3-agency.txt", "--json"]));
    let events: serde_json::Value = serde_json::from_str(&events).unwrap();
    let event = events[0]["sections"]["events"][0]["event"].as_str().unwrap().to_owned();
    assert!(ok(place.run(&["--store", "a.nq", "show", &event])).contains("visitor"));
    let why = ok(place.run(&["--store", "a.nq", "explain", &event]));
    assert!(why.contains("kh:status") && why.contains("[زار]"), "{why}");
}

#[test]
fn bad_questions_have_clear_answers() {
    let place = Place::new();
    links(&place);
    ok(place.run(&["--store", "a.nq", "build", "news"]));
    for (arguments, status, words) in [
        (vec!["explain", "country:TNX"], 2, "nothing in this store is called \"country:TNX\""),
        (vec!["explain", "Tunisi"], 2, "or \"Tunisia\""),
        (vec!["explain", "? visitor ?"], 2, "is no triple pattern"),
        (vec!["explain", "? kh:count 77"], 1, "the graph says nothing of"),
        (vec!["show", "Morroco"], 2, "\"Morocco\""),
        (vec!["validate", "missing.ttl"], 2, "missing.ttl"),
        (vec!["infer", "vists"], 2, "is \"visits\" meant?"),
    ] {
        let ran = place.run(&[&["--store", "a.nq"], arguments.as_slice()].concat());
        assert_eq!(ran.status, status, "{arguments:?}: {}{}", ran.stdout, ran.stderr);
        assert!(ran.stderr.contains(words), "{arguments:?}: {}", ran.stderr);
    }
    place.write("broken.ttl", "@prefix kh: <https://w3id.org/khabar/ontology#> . <a> kh:status kh:occurred ; .. ");
    let ran = place.run(&["validate", "broken.ttl"]);
    assert!(ran.status == 2 && ran.stderr.contains("broken.ttl") && ran.stderr.contains("help:"), "{}", ran.stderr);
    place.write("bad.ttl", format!("{GOOD}\n:salim a kh:City ."));
    let ran = place.run(&["validate", "bad.ttl"]);
    assert!(ran.status == 1 && ran.stdout.contains("has more than one base class"), "{}{}", ran.stdout, ran.stderr);
    let ran = place.run(&["diff", "a.nq", "bad.ttl", "--count"]);
    assert!(ran.status == 1 && ran.stderr.contains("triples are compared"), "{}", ran.stderr);
    place.write("one.ttl", "[] <http://x/p> [ <http://x/q> 1 ] .");
    place.write("two.ttl", "_:b <http://x/q> 1 . _:a <http://x/p> _:b .");
    assert_eq!(place.run(&["diff", "one.ttl", "two.ttl"]).status, 0);
}

#[test]
fn a_store_that_was_linked_stays_linked_from_its_first_article_on() {
    let place = Place::new();
    links(&place);
    ok(place.run(&["--store", "a.nq", "build", "news/2-arrival.txt"]));
    ok(place.run(&["--store", "a.nq", "link"]));
    ok(place.run(&["--store", "a.nq", "build", "news"]));
    ok(place.run(&["--store", "b.nq", "build", "news"]));
    ok(place.run(&["--store", "b.nq", "link"]));
    ok(place.run(&["diff", "a.nq", "b.nq"]));
    // Without links, and linked no more.
    ok(place.run(&["--store", "a.nq", "link", "--undo"]));
    ok(place.run(&["--store", "a.nq", "build", "--rebuild", "news"]));
    ok(place.run(&["--store", "c.nq", "build", "news"]));
    ok(place.run(&["diff", "a.nq", "c.nq"]));
}

/// Runs, threads, orders and kinds of store do not show.
#[test]
fn exports_are_the_same_bytes_however_a_store_was_built() {
    let place = Place::new();
    links(&place);
    let mut names: Vec<_> =
        fs::read_dir(place.path().join("news")).unwrap().map(|entry| entry.unwrap().path()).collect();
    names.sort();
    let names: Vec<String> =
        names.iter().map(|path| format!("news/{}", path.file_name().unwrap().to_string_lossy())).collect();
    let forwards: Vec<&str> = names.iter().map(String::as_str).collect();
    let backwards: Vec<&str> = forwards.iter().rev().copied().collect();
    let build = |store: &str, jobs: &str, inputs: &[&str]| {
        ok(place.run(&[&["--store", store, "build", "--now", "2025-06-01", "--jobs", jobs], inputs].concat()));
    };
    build("once.nq", "1", &forwards);
    build("threads.nq", "4", &backwards);
    backwards.iter().for_each(|input| build("runs.trig", "2", &[input]));
    let mut stores = vec!["once.nq", "threads.nq", "runs.trig"];
    if cfg!(feature = "rocksdb") {
        build("disk.db", "4", &backwards);
        stores.push("disk.db");
    }
    stores.iter().for_each(|store| drop(ok(place.run(&["--store", store, "link"]))));
    for how in [
        &["--format", "turtle"][..],
        &["--format", "trig"],
        &["--format", "ntriples"],
        &["--format", "nquads"],
        &["--format", "rdfxml"],
        &["--format", "jsonld"],
        &["--format", "trig", "--pretty"],
        &["--canonical"],
    ] {
        let export = |store: &str| ok(place.run(&[&["--store", store, "export"], how].concat()));
        let first = export(stores[0]);
        assert!(!first.is_empty());
        for store in &stores[1..] {
            assert!(export(store) == first, "{store} exports other bytes with {how:?}");
        }
    }
    assert!(fs::read(place.path().join("once.nq")).unwrap() == fs::read(place.path().join("threads.nq")).unwrap());
}

#[test]
fn a_store_of_another_layout_says_which() {
    let place = Place::new();
    let layout = |version: u32| {
        format!(
            "<https://w3id.org/khabar/id/graph/store> <https://w3id.org/khabar/ontology#layout> \
             \"{version}\"^^<http://www.w3.org/2001/XMLSchema#integer> <https://w3id.org/khabar/id/graph/store> .\n"
        )
    };
    place.write("old.nq", layout(0));
    place.write("new.nq", layout(99));
    for (store, words) in [("old.nq", "layout 0, this program writes layout 1"), ("new.nq", "layout 99, newer than")] {
        let ran = place.run(&["--store", store, "validate"]);
        assert!(ran.status == 2 && ran.stderr.contains(words) && ran.stderr.contains("help: "), "{}", ran.stderr);
    }
    assert!(place.run(&["--store", "old.nq", "stats"]).stderr.contains("build it again"));
}
