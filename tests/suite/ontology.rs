//! The ontology, the gazetteer and what uses their terms hold together.

use khabar::ontology::{Gazetteer, Ontology, gazetteer::STANDARD_BASE, vocab};
use khabar::resources::Resources;
use std::collections::BTreeSet;
use std::time::Instant;

fn ontology(resources: &Resources) -> Ontology {
    let file = resources.file("ontology/khabar.ttl").expect("the ontology");
    Ontology::load(&[("ontology/khabar.ttl", file)]).unwrap_or_else(|error| panic!("{error}"))
}

fn gazetteer(resources: &Resources) -> Gazetteer {
    let files = resources.texts_under("ontology/gazetteer");
    Gazetteer::load(&files, STANDARD_BASE).unwrap_or_else(|error| panic!("{error}"))
}

/// Letters that readers take for each other, as in the checks of the gazetteer's format.
fn fold(text: &str) -> String {
    let letter = |letter: char| match letter {
        'أ' | 'إ' | 'آ' | 'ٱ' => Some('ا'),
        'ة' => Some('ه'),
        'ى' | 'ئ' => Some('ي'),
        'ؤ' => Some('و'),
        '\u{640}' | '\u{64B}'..='\u{652}' | '\u{670}' => None,
        other => Some(other),
    };
    text.chars().filter_map(letter).flat_map(char::to_lowercase).collect()
}

#[test]
fn the_ontology_is_complete() {
    let ontology = ontology(&Resources::embedded());
    let problems: Vec<_> = ontology.check().iter().map(ToString::to_string).collect();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
    assert_eq!(ontology.base_event_classes().len(), 21);
    assert_eq!(ontology.base_entity_classes().len(), 8);
    assert_eq!((ontology.statuses().len(), ontology.stances().len(), ontology.mention_kinds().len()), (5, 6, 6));
    for class in ontology.base_event_classes() {
        for role in ["actor", "recipient", "place", "theme"] {
            assert!(ontology.has_role(class, role), "{class} has no {role}");
            assert_eq!(ontology.base_role(role).map(|base| &**base), Some(role));
        }
    }
}

#[test]
fn the_gazetteer_is_clean() {
    let gazetteer = gazetteer(&Resources::embedded());
    let problems: Vec<_> = gazetteer.check_folded(fold).iter().map(ToString::to_string).collect();
    assert!(problems.is_empty(), "{} problems\n{}", problems.len(), problems.join("\n"));
}

/// Prefixed names of khabar's own terms in Turtle and SPARQL, comments and texts left out.
fn own_terms(text: &str) -> BTreeSet<&str> {
    let lines = text.lines().map(|line| if line.trim_start().starts_with('#') { "" } else { line });
    let parts = lines.flat_map(|line| line.split('"').step_by(2)).flat_map(|part| {
        part.split(|letter: char| !letter.is_ascii_alphanumeric() && !matches!(letter, ':' | '_' | '-' | '$' | '?'))
    });
    parts.filter_map(|word| word.strip_prefix("kh:")).filter(|name| !name.is_empty()).collect()
}

#[test]
fn every_term_used_is_declared() {
    let resources = Resources::embedded();
    let ontology = ontology(&resources);
    for folder in ["ontology", "queries"] {
        for (file, text) in resources.texts_under(folder) {
            for term in own_terms(text) {
                assert!(ontology.term(term).is_some(), "{file} uses kh:{term}, which is not declared");
            }
        }
    }
    for constant in vocab::declared() {
        assert!(ontology.term(constant.as_str()).is_some(), "{constant} is not declared");
    }
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    for entry in walkdir::WalkDir::new(root.join("src")).into_iter().map(Result::unwrap) {
        if entry.path().extension().is_some_and(|ending| ending == "rs") {
            let text = std::fs::read_to_string(entry.path()).unwrap();
            for name in text.split("kh(\"").skip(1).filter_map(|rest| rest.split('"').next()) {
                assert!(ontology.term(name).is_some(), "{} uses kh:{name}", entry.path().display());
            }
        }
    }
}

/// The shapes list what the ontology declares: event types, statuses and the like are added in both files.
#[test]
fn the_shapes_follow_the_ontology() {
    let resources = Resources::embedded();
    let ontology = ontology(&resources);
    let shapes = resources.file("ontology/shapes.ttl").expect("the shapes");
    let objects: Vec<_> = oxttl::TurtleParser::new()
        .for_slice(shapes)
        .map(|triple| triple.expect("shapes are Turtle"))
        .map(|triple| (triple.predicate.into_string(), triple.object.to_string()))
        .collect();
    let lists = |name: &str, end: &str| {
        let object = format!("<{}{name}>", vocab::kh::NAMESPACE);
        objects.iter().any(|(predicate, value)| predicate.ends_with(end) && *value == object)
    };
    for class in ontology.base_event_classes().iter().chain(ontology.base_entity_classes()) {
        assert!(lists(class, "#targetClass") && lists(class, "#first"), "no shape for {class}");
    }
    for class in ["Status", "Stance", "MentionKind", "DateSource", "Precision"] {
        for name in ontology.individuals(class) {
            assert!(lists(name, "#first"), "no shape lists {name}");
        }
    }
}

/// `cargo test --release -- --ignored --nocapture loading_is_fast`
#[test]
#[ignore = "measures time"]
fn loading_is_fast() {
    for _ in 0..5 {
        let start = Instant::now();
        let resources = Resources::embedded();
        let read = start.elapsed();
        let digest = resources.digest();
        let digested = start.elapsed();
        let ontology = ontology(&resources);
        let loaded = start.elapsed();
        let gazetteer = gazetteer(&resources);
        println!(
            "files {read:?}, digest {digest} {:?}, ontology of {} terms {:?}, gazetteer of {} entries {:?}",
            digested - read,
            ontology.terms().count(),
            loaded - digested,
            gazetteer.entries.len(),
            start.elapsed() - loaded
        );
    }
}
