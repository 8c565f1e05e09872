//! The language pack's examples and counterexamples of events and statements, read by the whole pipeline.

use khabar::examples;
use khabar::ontology::gazetteer::STANDARD_BASE;
use khabar::ontology::{Gazetteer, Ontology};
use khabar::pipeline::Reader;
use khabar::resources::Resources;

/// The reader with everything that the program carries.
pub fn reader() -> Reader {
    let resources = Resources::embedded();
    let gazetteer = Gazetteer::load(&resources.texts_under("ontology/gazetteer"), STANDARD_BASE).expect("gazetteer");
    let own = |name: &str| name.starts_with("ontology/khabar");
    let files: Vec<_> = resources.texts_under("ontology").into_iter().filter(|(name, _)| own(name)).collect();
    let ontology = Ontology::load(&files).expect("ontology");
    Reader::load(&resources, khabar::lang::AUTO, ontology, gazetteer).expect("pack")
}

#[test]
fn every_example_holds() {
    let (count, problems) = examples::check(&reader());
    let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert!(lines.is_empty(), "{} of {count} examples fail:\n{}", lines.len(), lines.join("\n"));
    assert!(count > 80, "only {count} examples");
}
