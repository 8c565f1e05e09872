//! The store: what an article becomes, that it can be put, replaced and removed in any order, and what refuses.

use jiff::civil::date;
use khabar::article::{Article, DateSource};
use khabar::extraction::facts::*;
use khabar::ontology::Gazetteer;
use khabar::rdf::{ArticleGraph, Mint};
use khabar::store::{Access, Location, Put, Store, StoreError, Wanted};
use khabar::text::Span;
use oxigraph::model::{GraphName, Literal, NamedNode, Quad};
use oxigraph::sparql::{QueryResults, SparqlEvaluator};
use std::fs;
use std::path::Path;
use std::sync::Arc;

const GENERATOR: &str = "khabar 0.0.0; data 0000";
const PREFIXES: &str = "PREFIX kh: <https://w3id.org/khabar/ontology#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
    PREFIX org: <http://www.w3.org/ns/org#> PREFIX nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#>
    PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> PREFIX id: <https://w3id.org/khabar/id/>
    PREFIX country: <https://w3id.org/khabar/id/country/> PREFIX city: <https://w3id.org/khabar/id/city/> ";

/// An invented world: two countries, a capital, a president.
const WORLD: &str = r#"
@prefix kh: <https://w3id.org/khabar/ontology#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix org: <http://www.w3.org/ns/org#> . @prefix country: <https://w3id.org/khabar/id/country/> .
@prefix city: <https://w3id.org/khabar/id/city/> . @prefix person: <https://w3id.org/khabar/id/person/> .
@prefix position: <https://w3id.org/khabar/id/position/> .
country:QA1 a kh:Country ; skos:prefLabel "سنديا"@ar, "Sindia"@en ; kh:isoCode "XS" ; kh:capital city:sind .
country:QB1 a kh:Country ; skos:prefLabel "برمان"@ar, "Barman"@en ; skos:altLabel "مملكة برمان"@ar ; kh:isoCode "XB" .
city:sind a kh:City ; skos:prefLabel "سند"@ar, "Sind"@en ; kh:country country:QA1 .
person:nur-hadi a kh:Person ; skos:prefLabel "نور هادي"@ar, "Nur Hadi"@en .
position:QB1-president a kh:KnownPosition ; org:member person:nur-hadi ; org:organization country:QB1 ;
    kh:title "رئيس"@ar, "president"@en ; kh:beginYear 2012 .
"#;

fn world() -> Gazetteer {
    Gazetteer::load(&[("world.ttl", WORLD)], Mint::default().base()).unwrap()
}

/// Facts written by hand, by the words of the text.
struct Hand {
    article: Article,
    facts: Facts,
}

impl Hand {
    fn new(source: &str, text: &str) -> Self {
        let article = Article::new(text.into(), source.into(), Some(date(2025, 11, 5)));
        let mut facts = Facts { language: "ar".into(), ..Facts::default() };
        facts.date = Some((date(2025, 11, 5), DateSource::Given));
        Hand { article, facts }
    }

    fn span(&self, words: &str) -> Span {
        let text = &self.article.text;
        let byte = text.as_str().find(words).unwrap_or_else(|| panic!("\"{words}\" is not in the text"));
        Span::new(text.code_point(byte), text.code_point(byte + words.len()))
    }

    fn mention(&mut self, words: &str, kind: MentionKind, denotes: Vec<Instance>) -> MentionId {
        let span = self.span(words);
        self.facts.mentions.push(Mention { span, kind, rule: "toy.mention".into(), denotes });
        self.facts.mentions.len() - 1
    }

    fn entity(&mut self, class: &str, identity: Identity, words: &str) -> EntityId {
        let id = self.facts.entities.len();
        let name = words.to_owned();
        self.facts.entities.push(Entity { class: class.into(), identity, name, spellings: vec![], country: None });
        self.mention(words, MentionKind::Name, vec![Instance::Entity(id)]);
        id
    }

    fn known(&mut self, class: &str, key: &str, words: &str) -> EntityId {
        self.entity(class, Identity::Known(key.into()), words)
    }

    fn evidence(&self, words: &str) -> Evidence {
        Evidence { rule: "toy.rule".into(), spans: vec![self.span(words)] }
    }

    fn event(&mut self, class: &str, words: &str, roles: &[(&str, EntityId)]) -> EventId {
        let trigger = self.mention(words, MentionKind::Trigger, vec![]);
        let evidence = self.evidence(words);
        let role = |&(base, id): &(&str, EntityId)| Role {
            base: base.into(),
            narrow: None,
            filler: Filler::Entity(id),
            evidence: evidence.clone(),
        };
        self.facts.events.push(Event {
            class: class.into(),
            narrow: None,
            label: words.into(),
            triggers: vec![trigger],
            status: "occurred".into(),
            status_evidence: evidence.clone(),
            type_evidence: evidence.clone(),
            time: None,
            roles: roles.iter().map(role).collect(),
            quantities: vec![],
            reported_in: None,
            part_of: None,
        });
        self.facts.events.len() - 1
    }

    fn graph(&self) -> ArticleGraph {
        ArticleGraph::new(&self.article, &self.facts, &Mint::default(), GENERATOR)
    }
}

/// Sindia's capital receives Barman's president; a man whom the gazetteer does not have, spelt once.
fn first() -> Hand {
    let mut hand = Hand::new("a.txt", "زار نور هادي مدينة سند والتقى سالم الغانمي هناك بعد مذكرة برمان");
    let president = hand.known("Person", "person/nur-hadi", "نور هادي");
    let capital = hand.known("City", "city/sind", "سند");
    let man = hand.entity("Person", Identity::Named("سالم الغانمي".into()), "سالم الغانمي");
    let barman = hand.known("Country", "country/QB1", "برمان");
    hand.event("Visit", "زار", &[("actor", president), ("place", capital)]);
    hand.event("Meeting", "التقى", &[("actor", president), ("actor", man)]);
    hand.event("Agreement", "مذكرة", &[("actor", barman)]);
    hand
}

/// The same man in another spelling, twice; Sindia itself.
fn second() -> Hand {
    let mut hand = Hand::new("b.txt", "أعلن سالم الغانمى اتفاق سنديا وبرمان ثم عاد");
    let man = hand.entity("Person", Identity::Named("سالم الغانمي".into()), "سالم الغانمى");
    let sindia = hand.known("Country", "country/QA1", "سنديا");
    let barman = hand.known("Country", "country/QB1", "برمان");
    hand.event("Agreement", "اتفاق", &[("actor", sindia), ("actor", barman), ("recipient", man)]);
    let again = hand.mention("سالم الغانمى", MentionKind::Nominal, vec![Instance::Entity(man)]);
    hand.facts.mentions[again].span = hand.span("عاد");
    hand
}

fn put(store: &Store, hand: &Hand) -> Put {
    store.put(hand.graph(), &world(), &Mint::default()).unwrap()
}

fn dump(store: &Store) -> String {
    store.export_quads().unwrap().map(|quad| quad.unwrap().to_string() + "\n").collect()
}

/// Rows of a query over the union of all graphs, cells joined by a space, sorted.
fn rows(store: &Store, query: &str) -> Vec<String> {
    let mut prepared = SparqlEvaluator::new().parse_query(&format!("{PREFIXES}{query}")).unwrap();
    prepared.dataset_mut().set_default_graph_as_union();
    let QueryResults::Solutions(solutions) = prepared.on_store(store.inner()).execute().unwrap() else {
        panic!("no SELECT")
    };
    let mut rows = Vec::new();
    for solution in solutions {
        let cells: Vec<_> = solution.unwrap().values().iter().flatten().map(ToString::to_string).collect();
        rows.push(cells.join(" ").replace("^^<http://www.w3.org/2001/XMLSchema#integer>", ""));
    }
    rows.sort();
    rows
}

fn events_per_country(store: &Store) -> Vec<String> {
    rows(
        store,
        "SELECT ?label (COUNT(?event) AS ?n) WHERE { ?event kh:status ?status ; kh:actor ?country .
         ?country a kh:Country ; skos:prefLabel ?label FILTER(lang(?label) = 'en') } GROUP BY ?label",
    )
}

fn labels(store: &Store, iri: &str) -> Vec<String> {
    rows(store, &format!("SELECT ?p ?label WHERE {{ VALUES ?p {{ skos:prefLabel skos:altLabel }} <{iri}> ?p ?label }}"))
        .into_iter()
        .map(|row| row.replace("<http://www.w3.org/2004/02/skos/core#", "").replace('>', ""))
        .collect()
}

const MAN: &str = "https://w3id.org/khabar/id/person/سالم_الغانمي";

#[test]
fn events_are_counted_once_however_many_articles_share_a_country() {
    let store = Store::memory().unwrap();
    assert_eq!(put(&store, &first()), Put::Added);
    assert_eq!(put(&store, &second()), Put::Added);
    let both = ["\"Barman\"@en \"2\"", "\"Sindia\"@en \"1\""];
    assert_eq!(events_per_country(&store), both);
    let once = dump(&store);
    assert_eq!(put(&store, &first()), Put::Unchanged);
    assert_eq!(put(&store, &second()), Put::Unchanged);
    assert_eq!(dump(&store), once);
    assert_eq!(events_per_country(&store), both);
}

#[test]
fn a_large_graph_comes_in_pieces_and_no_subject_is_cut() {
    let store = Store::memory().unwrap();
    let node = |name: String| NamedNode::new(format!("http://x/{name}")).unwrap();
    let graph: GraphName = node("graph".into()).into();
    let quads = (0..4000).flat_map(|n| {
        // Signs before and behind '>', which ends an IRI in a line.
        let subject = node(format!("{}{}", n % 1000, ["", "#a", "-a", "~a"][n / 1000]));
        (0..5).map(move |m| (subject.clone(), m))
    });
    let quads = quads.map(|(subject, m)| Quad::new(subject, node("p".into()), Literal::from(m), graph.clone()));
    store.inner().extend(quads).unwrap();
    let mut pieces: Vec<Vec<Quad>> = Vec::new();
    let keep = |piece| {
        pieces.push(piece);
        Ok(())
    };
    store.graph_pieces::<StoreError>(&graph, keep).unwrap();
    assert!(pieces.len() > 2 && pieces.iter().all(|piece| piece.len() <= 10_000 && piece.len() % 5 == 0));
    assert_eq!(pieces.concat(), store.graph_quads(&graph).unwrap());
}

#[test]
fn every_triple_stands_in_one_graph_and_has_no_blank_node() {
    let store = Store::memory().unwrap();
    put(&store, &first());
    put(&store, &second());
    let quads: Vec<_> = store.export_quads().unwrap().map(Result::unwrap).collect();
    let mut triples: Vec<String> = quads
        .iter()
        .map(|quad| {
            assert!(
                quad.subject.is_named_node() && !quad.object.is_blank_node() && !quad.graph_name.is_default_graph()
            );
            let graph = quad.graph_name.to_string();
            let subject = quad.subject.to_string();
            assert!(graph.contains("/graph/entities>") || subject.starts_with(graph.trim_end_matches('>')), "{quad}");
            format!("{} {} {}", quad.subject, quad.predicate, quad.object)
        })
        .collect();
    let all = triples.len();
    triples.sort();
    triples.dedup();
    assert_eq!(triples.len(), all);
}

#[test]
fn any_order_gives_the_same_store() {
    let (one, other) = (Store::memory().unwrap(), Store::memory().unwrap());
    put(&one, &first());
    put(&one, &second());
    put(&other, &second());
    put(&other, &first());
    assert_eq!(dump(&one), dump(&other));
    // And removing gives what was never built.
    other.remove(&first().graph().article).unwrap();
    let alone = Store::memory().unwrap();
    put(&alone, &second());
    assert_eq!(dump(&other), dump(&alone));
    other.remove(&second().graph().article).unwrap();
    assert_eq!(dump(&other), "");
    assert_eq!(other.inner().named_graphs().count(), 1, "only the store's own graph is left");
    // As does adding again after that.
    put(&other, &first());
    put(&other, &second());
    assert_eq!(dump(&one), dump(&other));
}

#[test]
fn a_name_is_what_articles_call_it_most() {
    let store = Store::memory().unwrap();
    put(&store, &first());
    assert_eq!(labels(&store, MAN), ["prefLabel \"سالم الغانمي\"@ar"]);
    put(&store, &second());
    // One each: by code point the final alef maksura comes first.
    let both = ["altLabel \"سالم الغانمي\"@ar", "prefLabel \"سالم الغانمى\"@ar"];
    assert_eq!(labels(&store, MAN), both);
    let mut third = Hand::new("c.txt", "قال سالم الغانمي");
    third.entity("Person", Identity::Named("سالم الغانمي".into()), "سالم الغانمي");
    put(&store, &third);
    assert_eq!(labels(&store, MAN), ["altLabel \"سالم الغانمى\"@ar", "prefLabel \"سالم الغانمي\"@ar"]);
    store.remove(&third.graph().article).unwrap();
    assert_eq!(labels(&store, MAN), both);
    store.remove(&second().graph().article).unwrap();
    assert_eq!(labels(&store, MAN), ["prefLabel \"سالم الغانمي\"@ar"]);
}

#[test]
fn who_is_mentioned_is_described_and_who_is_named_has_a_name() {
    let store = Store::memory().unwrap();
    put(&store, &first());
    // The city is mentioned; its country only named by it, so without capital and other names.
    let country = "SELECT ?code WHERE { city:sind kh:country ?country . ?country a kh:Country ; kh:isoCode ?code }";
    assert_eq!(rows(&store, country), ["\"XS\""]);
    let capital = "SELECT ?capital WHERE { country:QA1 kh:capital ?capital }";
    assert!(rows(&store, capital).is_empty());
    let office = "SELECT ?title WHERE { ?office a kh:KnownPosition ; org:member ?who ; org:organization country:QB1 ;
        kh:beginYear 2012 ; kh:title ?title FILTER(lang(?title) = 'en') }";
    assert_eq!(rows(&store, office), ["\"president\"@en"]);
    put(&store, &second());
    assert_eq!(rows(&store, capital).len(), 1);
    store.remove(&first().graph().article).unwrap();
    // The capital is now named only, the president gone with his office.
    assert!(rows(&store, "SELECT ?country WHERE { city:sind kh:country ?country }").is_empty());
    assert_eq!(labels(&store, "https://w3id.org/khabar/id/city/sind").len(), 2);
    assert!(rows(&store, office).is_empty());
}

#[test]
fn a_source_with_another_text_replaces() {
    let store = Store::memory().unwrap();
    put(&store, &first());
    put(&store, &second());
    let mut changed = second();
    changed.article.source = "a.txt".into();
    // The first text goes with its only source, the second has two.
    assert_eq!(put(&store, &changed), Put::Replaced);
    let articles = store.articles().unwrap();
    assert_eq!(articles.len(), 1);
    assert_eq!(articles[0].sources, ["a.txt", "b.txt"]);
    assert_eq!(articles[0].date, Some(date(2025, 11, 5)));
    assert_eq!(articles[0].date_source.as_deref(), Some("given"));
    // One of the two brings the first text again.
    put(&store, &first());
    let sources: Vec<_> = store.articles().unwrap().into_iter().map(|article| article.sources).collect();
    assert_eq!(sources, [["a.txt"], ["b.txt"]]);
    let fresh = Store::memory().unwrap();
    put(&fresh, &second());
    put(&fresh, &first());
    assert_eq!(dump(&store), dump(&fresh));
}

#[test]
fn another_base_leaves_nothing_of_the_old_one() {
    let elsewhere = Mint::new("https://example.org/id/").unwrap();
    let hand = first();
    let graph = || ArticleGraph::new(&hand.article, &hand.facts, &elsewhere, GENERATOR);
    let (moved, fresh) = (Store::memory().unwrap(), Store::memory().unwrap());
    put(&moved, &hand);
    for store in [&moved, &fresh] {
        assert_eq!(store.put(graph(), &world(), &elsewhere).unwrap(), Put::Added);
    }
    assert_eq!(dump(&moved), dump(&fresh));
}

#[test]
fn other_facts_of_the_same_text_replace() {
    let store = Store::memory().unwrap();
    put(&store, &first());
    let mut fewer = first();
    fewer.facts.events.truncate(1);
    fewer.facts.mentions.retain(|mention| mention.kind == MentionKind::Name);
    let trigger = fewer.mention("زار", MentionKind::Trigger, vec![]);
    fewer.facts.events[0].triggers = vec![trigger];
    assert_eq!(put(&store, &fewer), Put::Replaced);
    let fresh = Store::memory().unwrap();
    put(&fresh, &fewer);
    assert_eq!(dump(&store), dump(&fresh));
}

#[test]
fn a_new_program_describes_everything_anew() {
    let store = Store::memory().unwrap();
    put(&store, &first());
    let renamed = WORLD.replace("\"Sind\"@en", "\"Sindabad\"@en");
    let renamed = Gazetteer::load(&[("world.ttl", renamed.as_str())], Mint::default().base()).unwrap();
    let hand = second();
    let graph = ArticleGraph::new(&hand.article, &hand.facts, &Mint::default(), "khabar 0.0.1; data 1111");
    store.put(graph, &renamed, &Mint::default()).unwrap();
    assert!(labels(&store, "https://w3id.org/khabar/id/city/sind").contains(&"prefLabel \"Sindabad\"@en".to_owned()));
}

#[test]
fn a_build_asks_whether_it_must_read() {
    let store = Store::memory().unwrap();
    let hand = first();
    let sha256 = hand.article.sha256.clone();
    let wanted = Wanted {
        source: "a.txt",
        sha256: &sha256,
        generator: GENERATOR,
        date: Some(date(2025, 11, 5)),
        language: None,
    };
    let mint = Mint::default();
    assert!(!store.is_current(&wanted, &mint).unwrap());
    put(&store, &hand);
    assert!(store.is_current(&wanted, &mint).unwrap());
    assert!(store.is_current(&Wanted { language: Some("ar"), ..wanted }, &mint).unwrap());
    for other in [
        Wanted { source: "b.txt", ..wanted },
        Wanted { generator: "khabar 9", ..wanted },
        Wanted { date: None, ..wanted },
        Wanted { date: Some(date(2025, 11, 6)), ..wanted },
        Wanted { language: Some("en"), ..wanted },
    ] {
        assert!(!store.is_current(&other, &mint).unwrap(), "{other:?}");
    }
    assert!(!store.is_current(&wanted, &Mint::new("https://example.org/id/").unwrap()).unwrap());
}

#[test]
fn an_article_is_found_by_iri_source_and_digest() {
    let store = Store::memory().unwrap();
    put(&store, &first());
    put(&store, &second());
    let iri = first().graph().article;
    for name in [iri.as_str(), "a.txt", &first().article.sha256[..8], &first().article.sha256] {
        assert_eq!(store.find_article(name).unwrap(), iri);
    }
    let message = store.find_article("c.txt").unwrap_err().to_string();
    assert!(message.contains("\"c.txt\"") && message.contains("help: "), "{message}");
    assert!(matches!(store.remove(&NamedNode::new_unchecked("https://a.example/x")), Err(StoreError::NoArticle(_))));
}

#[test]
fn every_fact_can_be_asked_for_its_words() {
    let store = Store::memory().unwrap();
    put(&store, &first());
    let facts = "?event kh:status ?s . ?event ?p ?o .
        FILTER(?p IN (rdf:type, kh:status, kh:actor, kh:place))";
    let asserted = rows(&store, &format!("SELECT ?event ?p ?o WHERE {{ {facts} }}"));
    let explained = rows(
        &store,
        &format!(
            "SELECT DISTINCT ?event ?p ?o WHERE {{ {facts} ?e a kh:Evidence ; kh:rule ?rule ; rdf:subject ?event ;
             rdf:predicate ?p ; rdf:object ?o ; kh:evidenceMention ?m . ?m nif:anchorOf ?words }}"
        ),
    );
    assert!(!asserted.is_empty());
    assert_eq!(asserted, explained);
}

#[test]
fn a_file_is_a_store_too() {
    let folder = tempfile::tempdir().unwrap();
    let memory = Store::memory().unwrap();
    put(&memory, &first());
    put(&memory, &second());
    let mut bytes = Vec::new();
    for name in ["store.nq", "store.trig", "other.nq"] {
        let location: Location = folder.path().join(name).to_str().unwrap().parse().unwrap();
        let order = if name == "other.nq" { [second(), first()] } else { [first(), second()] };
        for hand in order {
            let store = Store::open(&location, Access::Write).unwrap();
            put(&store, &hand);
            store.close().unwrap();
        }
        let store = Store::open(&location, Access::Read).unwrap();
        assert_eq!(dump(&store), dump(&memory), "{name}");
        assert!(matches!(store.put(first().graph(), &world(), &Mint::default()), Err(StoreError::ReadOnly(_))));
        bytes.push(fs::read(folder.path().join(name)).unwrap());
    }
    assert!(bytes[0] == bytes[2], "the same bytes in any order");
    // Removing through the file leaves what was never built.
    let location = Location::File(folder.path().join("store.nq"));
    let store = Store::open(&location, Access::Write).unwrap();
    store.remove(&first().graph().article).unwrap();
    store.close().unwrap();
    let alone = Store::memory().unwrap();
    put(&alone, &second());
    assert_eq!(dump(&Store::open(&location, Access::Read).unwrap()), dump(&alone));
    let left: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left.len(), 6, "three files and their locks: {left:?}");
}

#[test]
fn what_was_not_closed_leaves_the_file_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.nq");
    let location = Location::File(path.clone());
    let store = Store::open(&location, Access::Write).unwrap();
    put(&store, &first());
    store.save().unwrap();
    let before = fs::read(&path).unwrap();
    put(&store, &second());
    drop(store);
    assert!(fs::read(&path).unwrap() == before);
    // Half of a file that a killed process left is overwritten.
    fs::write(folder.path().join("store.nq.new"), "half").unwrap();
    let store = Store::open(&location, Access::Write).unwrap();
    put(&store, &second());
    store.close().unwrap();
    assert!(!folder.path().join("store.nq.new").exists());
}

#[test]
fn one_writer_or_many_readers() {
    let folder = tempfile::tempdir().unwrap();
    let location = Location::File(folder.path().join("store.nq"));
    let writer = Store::open(&location, Access::Write).unwrap();
    let blocked = |access| Store::open(&location, access).err().map(|error| error.to_string()).unwrap_or_default();
    for access in [Access::Read, Access::Write] {
        // A store that was never saved is missing for readers.
        writer.save().unwrap();
        let message = blocked(access);
        assert!(
            message.contains("is being written by another process (process ") && message.contains("help: "),
            "{message}"
        );
    }
    writer.close().unwrap();
    let readers = [Access::Read, Access::Read].map(|access| Store::open(&location, access).unwrap());
    let message = blocked(Access::Write);
    assert!(message.contains("is being read by another process"), "{message}");
    drop(readers);
    assert_eq!(blocked(Access::Write), "");
}

#[test]
fn what_is_no_store_is_refused_with_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let refused = |name: &str, access: Access| {
        let location = folder.path().join(name).to_str().unwrap().parse::<Location>();
        let message = match location.and_then(|location| Store::open(&location, access)) {
            Ok(_) => panic!("{name} was opened"),
            Err(error) => error.to_string(),
        };
        assert!(message.contains(name) && message.contains("\nhelp: "), "{message}");
        message
    };
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    assert!(refused("none.nq", Access::Read).starts_with("no store at "));
    write("notes.txt", "hello");
    assert!(refused("notes.txt", Access::Write).contains("is a file"));
    fs::create_dir(folder.path().join("photos")).unwrap();
    write("photos/a.jpg", "");
    assert!(refused("photos", Access::Write).contains("directory of something else"));
    assert!(!Path::new(&folder.path().join("photos/khabar.lock")).exists());
    assert!(refused("graph.ttl", Access::Write).contains("no named graphs"));
    write("broken.nq", "<http://a.example/s> <http://a.example/p> \"o\" .\n<http://a.example/s> oops .\n");
    assert!(refused("broken.nq", Access::Write).contains("line 2"));
    assert_eq!(fs::read_to_string(folder.path().join("broken.nq")).unwrap().lines().count(), 2);
    write("foreign.nq", "<http://a.example/s> <http://a.example/p> \"o\" .\n");
    assert!(refused("foreign.nq", Access::Write).contains("did not write"));
    let layout = |version: &str| {
        format!(
            "<https://w3id.org/khabar/id/graph/store> <https://w3id.org/khabar/ontology#layout> \
             \"{version}\"^^<http://www.w3.org/2001/XMLSchema#integer> <https://w3id.org/khabar/id/graph/store> .\n"
        )
    };
    write("old.nq", &layout("0"));
    assert!(refused("old.nq", Access::Read).contains("layout 0"));
    write("new.nq", &layout("99"));
    assert!(refused("new.nq", Access::Read).contains("newer"));
    assert!(refused("nowhere/store.nq", Access::Write).contains("make the folder first"));
    if cfg!(not(feature = "rocksdb")) {
        assert!(refused("khabar.db", Access::Write).contains("feature \"rocksdb\""));
    }
}

#[test]
fn a_new_store_is_loaded_at_once() {
    let one_by_one = Store::memory().unwrap();
    let at_once = Store::memory().unwrap();
    let (world, mint) = (world(), Mint::default());
    let mut moved = second();
    moved.article.source = "a.txt".into();
    // The last of these brings another text under a known source, so the load ends and transactions go on.
    for hands in [vec![first(), second()], vec![numbered(1), moved, numbered(2)]] {
        let mut writer = at_once.writer(&world, &mint).unwrap();
        for hand in &hands {
            assert_eq!(put(&one_by_one, hand), writer.put(hand.graph()).unwrap());
        }
        writer.finish().unwrap();
        assert_eq!(dump(&at_once), dump(&one_by_one));
    }
    let twice = Store::memory().unwrap();
    let mut writer = twice.writer(&world, &mint).unwrap();
    writer.put(first().graph()).unwrap();
    assert_eq!(writer.put(first().graph()).unwrap(), Put::Unchanged);
    drop(writer);
    let once = Store::memory().unwrap();
    put(&once, &first());
    assert_eq!(dump(&twice), dump(&once));
}

#[test]
fn what_a_killed_load_left_undescribed_is_described_by_the_next_article() {
    let (store, whole) = (Store::memory().unwrap(), Store::memory().unwrap());
    store.inner().extend(first().graph().quads).unwrap();
    let sha256 = first().article.sha256;
    let day = Some(date(2025, 11, 5));
    let wanted = Wanted { source: "a.txt", sha256: &sha256, generator: GENERATOR, date: day, language: None };
    assert!(!store.is_current(&wanted, &Mint::default()).unwrap());
    put(&store, &second());
    assert!(store.is_current(&wanted, &Mint::default()).unwrap());
    put(&whole, &first());
    put(&whole, &second());
    assert_eq!(dump(&store), dump(&whole));
}

/// Article number `n` of an endless series, in which the same people meet.
fn numbered(n: usize) -> Hand {
    let mut hand = Hand::new(&format!("{n}.txt"), &format!("التقى نور هادي سالم الغانمي في سند للمرة {n}"));
    let president = hand.known("Person", "person/nur-hadi", "نور هادي");
    let man = hand.entity("Person", Identity::Named("سالم الغانمي".into()), "سالم الغانمي");
    let capital = hand.known("City", "city/sind", "سند");
    hand.event("Meeting", "التقى", &[("actor", president), ("actor", man), ("place", capital)]);
    hand
}

/// Stores of every kind that this build has, in a folder.
fn kept_locations(folder: &Path) -> Vec<Location> {
    let names = if cfg!(feature = "rocksdb") { &["store.nq", "store.db"][..] } else { &["store.nq"] };
    names.iter().map(|name| folder.join(name).to_str().unwrap().parse().unwrap()).collect()
}

/// Run by the test below in a process of its own.
#[test]
#[ignore = "builds until it is killed"]
fn build_until_killed() {
    let location: Location = std::env::var("KHABAR_TEST_STORE").unwrap().parse().unwrap();
    let store = Store::open(&location, Access::Write).unwrap();
    for n in 0.. {
        put(&store, &numbered(n));
        if matches!(location, Location::File(_)) {
            store.save().unwrap();
        }
        println!("put {n}");
    }
}

#[test]
fn a_killed_build_leaves_whole_articles() {
    use std::io::{BufRead, BufReader};
    use std::process::{Command, Stdio};
    let folder = tempfile::tempdir().unwrap();
    for location in kept_locations(folder.path()) {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["store::build_until_killed", "--exact", "--ignored", "--nocapture"])
            .env("KHABAR_TEST_STORE", location.to_string())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        assert!(lines.any(|line| line.unwrap().contains("put 20")));
        assert!(matches!(Store::open(&location, Access::Write), Err(StoreError::Writing { .. })));
        child.kill().unwrap();
        child.wait().unwrap();

        let store = Store::open(&location, Access::Write).unwrap();
        let built = store.articles().unwrap().len();
        assert!(built > 20, "{location}: {built}");
        let fresh = Store::memory().unwrap();
        for n in 0..built {
            assert_eq!(put(&fresh, &numbered(n)), Put::Added);
        }
        assert_eq!(dump(&store), dump(&fresh), "{location}");
        assert_eq!(put(&store, &numbered(built - 1)), Put::Unchanged);
        assert_eq!(put(&store, &numbered(built)), Put::Added);
    }
}

#[cfg(feature = "rocksdb")]
#[test]
fn a_directory_is_a_store_too() {
    let folder = tempfile::tempdir().unwrap();
    let location: Location = folder.path().join("khabar.db").to_str().unwrap().parse().unwrap();
    assert!(matches!(Store::open(&location, Access::Read), Err(StoreError::Missing(_))));
    let memory = Store::memory().unwrap();
    for hand in [second(), first()] {
        put(&memory, &hand);
        let store = Store::open(&location, Access::Write).unwrap();
        assert_eq!(put(&store, &hand), Put::Added);
        assert_eq!(put(&store, &hand), Put::Unchanged);
        assert!(matches!(Store::open(&location, Access::Read), Err(StoreError::Writing { .. })));
        store.close().unwrap();
    }
    let readers = [(); 2].map(|()| Store::open(&location, Access::Read).unwrap());
    assert_eq!(dump(&readers[0]), dump(&memory));
    assert_eq!(events_per_country(&readers[1]), events_per_country(&memory));
    assert!(matches!(Store::open(&location, Access::Write), Err(StoreError::Reading { .. })));
    drop(readers);
    let store = Store::open(&location, Access::Write).unwrap();
    for hand in [first(), second()] {
        for store in [&store, &memory] {
            store.remove(&hand.graph().article).unwrap();
        }
        assert_eq!(dump(&store), dump(&memory));
    }
}

#[test]
fn literals_pass_through_the_store_unchanged() {
    let mut hand = first();
    let evidence = hand.evidence("مذكرة");
    let quantity = |property: &str, value: &str, currency: Option<&str>| EventQuantity {
        property: property.into(),
        value: value.into(),
        currency: currency.map(Into::into),
        precision: None,
        evidence: evidence.clone(),
    };
    hand.facts.events[2].quantities =
        vec![quantity("count", "2", None), quantity("amount", "1500000000.50", Some("USD"))];
    let bounds = Bounds {
        earliest: date(2025, 11, 21),
        latest: date(2025, 11, 30),
        edtf: "2025-11-21/2025-11-30".into(),
        granularity: "interval".into(),
    };
    hand.facts.events[2].time =
        Some(EventTime { bounds: Some(bounds), mention: None, evidence: hand.evidence("بعد") });
    let title = hand.span("نور هادي");
    hand.facts.positions.push(Position {
        person: 0,
        of: Some(3),
        title,
        former: true,
        acting: false,
        evidence: hand.evidence("نور"),
    });
    let graph = hand.graph();
    let written: Vec<String> = graph.quads.iter().map(ToString::to_string).collect();
    let store = Store::memory().unwrap();
    let name = graph.article.clone();
    put(&store, &hand);
    let kept: Vec<String> = store.graph_quads(&name.into()).unwrap().iter().map(ToString::to_string).collect();
    assert_eq!(written, kept);
    let all: Arc<str> = written.join("\n").into();
    for expected in ["\"1500000000.5\"^^", "#quantity=", "#currency> \"USD\"", "\"2025-11-30\"^^", "former> \"true\"^^"]
    {
        assert!(all.contains(expected), "{expected}");
    }
}
