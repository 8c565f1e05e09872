//! Pictures of invented articles: the DOT is compared with `tests/picture/golden/`, which `KHABAR_BLESS=1` rewrites.

use khabar::ontology::Ontology;
use khabar::picture::{Limits, Picture, Request, Words, compose, dot, mermaid, select, timeline};
use oxigraph::io::RdfFormat;
use oxigraph::model::NamedNode;
use oxigraph::store::Store;
use std::path::Path;

const BASE: &str = "https://w3id.org/khabar/id/";
const VISIT: &str = "article/11aa22bb33cc44dd55ee66ff77008899";

fn world() -> Store {
    let store = Store::new().unwrap();
    store.load_from_slice(RdfFormat::TriG, include_str!("../picture/world.trig")).unwrap();
    store
}

fn ontology() -> Ontology {
    Ontology::load(&[("terms.ttl", include_str!("../picture/terms.ttl"))]).unwrap()
}

fn words(language: &str) -> Words {
    if language == "ar" {
        Words::parse(include_str!("../../src/lang/ar/picture.toml")).unwrap()
    } else {
        Words::default()
    }
}

fn draw(store: &Store, focus: &str, hops: usize, language: &str, limits: Limits) -> Picture {
    let focus = vec![NamedNode::new(format!("{BASE}{focus}")).unwrap()];
    let ontology = ontology();
    let found = select(store, &ontology, &Request { focus, hops }).unwrap();
    compose(&found, &ontology, &words(language), language, limits)
}

fn golden(name: &str, found: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/picture/golden").join(name);
    if std::env::var_os("KHABAR_BLESS").is_some() {
        std::fs::write(&path, found).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(found, expected, "\"{name}\" differs; KHABAR_BLESS=1 rewrites it");
}

#[test]
fn an_article() {
    let store = world();
    for language in ["ar", "en"] {
        let picture = draw(&store, VISIT, 1, language, Limits::default());
        assert_eq!(picture.hidden, 0);
        golden(&format!("article.{language}.dot"), &dot::write(&picture));
    }
    golden("article.mmd", &mermaid::write(&draw(&store, VISIT, 1, "ar", mermaid::LIMITS)));
    golden("timeline.dot", &timeline::write(&draw(&store, VISIT, 1, "ar", Limits::default())));
}

#[test]
fn entities_in_two_articles() {
    let store = world();
    let picture = draw(&store, "person/nadia-valin", 1, "ar", Limits::default());
    assert_eq!(picture.articles.len(), 2);
    golden("person.dot", &dot::write(&picture));
    let further = draw(&store, "person/nadia-valin", 2, "ar", Limits::default());
    assert!(further.graph.node_count() > picture.graph.node_count());
}

#[test]
fn an_event_comes_with_its_claim() {
    let picture = draw(&world(), &format!("{VISIT}#event=420.Attack"), 1, "en", Limits::default());
    let dot = dot::write(&picture);
    assert!(dot.contains("✗ negated"), "{dot}");
    assert!(
        dot.contains("\"article/11aa22bb#statement=400.1\" -> \"article/11aa22bb#event=420.Attack\" [style=dotted")
    );
}

#[test]
fn what_is_said_twice_is_drawn_once() {
    let dot = dot::write(&draw(&world(), VISIT, 1, "en", Limits::default()));
    let part = |from: &str, to: &str| format!("\"article/11aa22bb#{from}\" -> \"article/11aa22bb#{to}\"");
    assert!(dot.contains(&part("event=130.Agreement", "event=60.Meeting")));
    assert!(!dot.contains(&part("event=130.Agreement", "event=5.Visit")), "it follows");
    assert_eq!(dot.matches(">actor<").count(), 1, "the narrow role is enough where there is one");
}

#[test]
fn a_speaker_s_statements_share_a_note_where_no_event_hangs_on_them() {
    let store = world();
    let article = format!("{BASE}{VISIT}");
    let mut more = String::from("@prefix kh: <https://w3id.org/khabar/ontology#> .\n");
    for n in 600..605 {
        more += &format!(
            "<{article}> {{ <{article}#statement={n}.1> a kh:Statement ; kh:stance kh:support ; \
             kh:speaker <{BASE}person/salim-al-karmi> }}\n"
        );
    }
    store.load_from_slice(RdfFormat::TriG, &more).unwrap();
    let dot = dot::write(&draw(&store, VISIT, 1, "en", Limits::default()));
    assert!(dot.contains("article/11aa22bb#statement=600.1"));
    assert!(!dot.contains("article/11aa22bb#statement=601.1"));
    assert!(dot.contains("2 more not shown"), "three of five are");
}

#[test]
fn never_a_hairball() {
    let store = Store::new().unwrap();
    let mut world = String::from(
        "@prefix kh: <https://w3id.org/khabar/ontology#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n",
    );
    for n in 0..300 {
        let class = if n % 3 == 0 { "Meeting" } else { "Visit" };
        let event = format!("<{BASE}article/{n:032x}#event=1.{class}>");
        world += &format!(
            "{event} a kh:{class} ; kh:status kh:occurred ; kh:actor <{BASE}person/hub>, <{BASE}person/p{n}> .\n\
             <{BASE}person/p{n}> a kh:Person ; skos:prefLabel \"p{n}\"@en .\n"
        );
    }
    for n in 0..40 {
        world += &format!("<{BASE}article/{:032x}#event=1.Meeting> kh:actor <{BASE}person/q{n}> .\n", 0);
    }
    store.load_from_slice(RdfFormat::Turtle, &world).unwrap();
    let limits = Limits { nodes: 40, edges: 60 };
    let picture = draw(&store, "person/hub", 1, "en", limits);
    assert!(picture.graph.node_count() <= 40 && picture.graph.edge_count() <= 60);
    let dot = dot::write(&picture);
    assert!(dot.contains("visit × ") && dot.contains("meeting × "), "{dot}");
    assert!(dot.contains(" more not shown"));
    assert_eq!(dot, dot::write(&draw(&store, "person/hub", 1, "en", limits)));
    let few = draw(&store, "person/hub", 1, "en", Limits { nodes: 1, edges: 1 });
    assert!(few.graph.node_count() <= 1 && few.hidden > 0);
    let one = draw(&store, &format!("article/{:032x}#event=1.Meeting", 0), 1, "en", Limits::default());
    assert_eq!(one.graph.node_count(), 1 + 4 + 1, "many participants of one event are folded");
    // Where not even one event with those in it fits, it is the event that stays, and always the same of the others.
    let tight =
        || draw(&store, &format!("article/{:032x}#event=1.Meeting", 0), 1, "en", Limits { nodes: 3, edges: 60 });
    let first = dot::write(&tight());
    assert!(tight().graph.node_weights().any(|node| node.focus));
    assert!((0..8).all(|_| dot::write(&tight()) == first));
}

#[test]
fn what_does_not_fit_is_folded_by_community() {
    let store = Store::new().unwrap();
    let article = format!("{BASE}article/{:032x}", 7);
    let mut world =
        format!("@prefix kh: <https://w3id.org/khabar/ontology#> .\n<{article}> {{ <{article}> a kh:Article .\n");
    for n in 0..120 {
        let host = if n % 3 == 0 { "a" } else { "b" };
        world += &format!(
            "<{article}#event={n}.Meeting> a kh:Meeting ; kh:status kh:occurred ; kh:actor <{BASE}person/{host}>, <{BASE}person/p{n}> .\n\
             <{BASE}person/{host}> a kh:Person . <{BASE}person/p{n}> a kh:Person .\n"
        );
    }
    store.load_from_slice(RdfFormat::TriG, &(world + "}")).unwrap();
    let limits = Limits { nodes: 30, edges: 60 };
    let picture = draw(&store, &format!("article/{:032x}", 7), 1, "en", limits);
    assert!(picture.graph.node_count() <= 30);
    let folded: usize =
        picture.graph.node_weights().filter(|node| node.iri.is_none()).map(|node| node.stands_for.len()).sum();
    let shown = picture.graph.node_weights().filter(|node| node.iri.is_some()).count();
    assert_eq!(shown + folded + picture.hidden, 120 + 120 + 2, "everything is shown, folded or counted");
    let dot = dot::write(&picture);
    assert!(dot.contains("+\" [label"), "{dot}");
}

#[test]
fn those_who_act_with_each_other_are_folded_together() {
    let store = Store::new().unwrap();
    let article = format!("{BASE}article/{:032x}", 8);
    let mut world =
        format!("@prefix kh: <https://w3id.org/khabar/ontology#> .\n<{article}> {{ <{article}> a kh:Article .\n");
    // Two circles, each of whom everybody meets everybody; the hub is in both.
    let mut event = 0;
    for circle in ["x", "y"] {
        let members: Vec<String> =
            (0..8).map(|n| format!("{BASE}person/{circle}{n}")).chain([format!("{BASE}person/hub")]).collect();
        for (at, one) in members.iter().enumerate() {
            world += &format!("<{one}> a kh:Person .\n");
            for other in &members[at + 1..] {
                event += 1;
                world += &format!(
                    "<{article}#event={event}.Meeting> a kh:Meeting ; kh:status kh:occurred ; kh:actor <{one}>, <{other}> .\n"
                );
            }
        }
    }
    store.load_from_slice(RdfFormat::TriG, &(world + "}")).unwrap();
    let picture = draw(&store, &format!("article/{:032x}", 8), 1, "en", Limits { nodes: 16, edges: 60 });
    let folded: Vec<_> = picture.graph.node_weights().filter(|node| node.iri.is_none()).collect();
    assert!(!folded.is_empty());
    for node in folded {
        let of = |circle: &str| {
            let begin = format!("{BASE}person/{circle}");
            node.stands_for.iter().filter(|iri| iri.as_str().starts_with(&begin)).count()
        };
        assert!(of("x") == 0 || of("y") == 0, "{:?}", node.stands_for);
    }
}
