//! Quantities: the pack's examples and counterexamples.

use crate::time::{PACK, read};
use khabar::analysis::Document;
use khabar::extraction::quantity::{Quantity, quantities};
use khabar::extraction::time::expressions;
use std::fmt::Write;

fn find(doc: &Document) -> Vec<Quantity> {
    quantities(doc, &expressions(doc, None))
}

fn show(doc: &Document, found: &[Quantity]) -> String {
    found.iter().fold(String::new(), |mut out, q| {
        let noun = q.noun.map_or("-", |n| doc.words(doc.tokens[n].span));
        let _ = write!(
            out,
            "[{} | {} | {} {:?} {:?} {:?} {noun}] ",
            doc.words(q.span),
            q.rule,
            q.value,
            q.kind,
            q.currency,
            q.precision
        );
        out
    })
}

#[test]
fn examples_and_counterexamples_of_the_pack() {
    let mut failures = String::new();
    for rule in &PACK.quantity.rules {
        assert!(!rule.examples.is_empty() && !rule.counterexamples.is_empty(), "{} has both kinds", rule.name);
        for example in &rule.examples {
            read(&example.text, |doc| {
                let found = find(doc);
                let right = match found.as_slice() {
                    [q] => {
                        *q.rule == *rule.name
                            && q.value.to_string() == example.value
                            && q.currency.as_deref() == example.currency.as_deref()
                            && q.precision.map(|p| p.term()) == example.precision.as_deref()
                    }
                    _ => false,
                };
                if !right {
                    let _ = writeln!(failures, "{} \"{}\": {}", rule.name, example.text, show(doc, &found));
                }
            });
        }
        for counterexample in &rule.counterexamples {
            read(&counterexample.text, |doc| {
                let found = find(doc);
                let right = match counterexample.kind {
                    Some(kind) => found.iter().all(|q| q.kind == kind) && !found.is_empty(),
                    None => found.is_empty(),
                };
                if !right {
                    let _ = writeln!(
                        failures,
                        "{} counterexample \"{}\": {}",
                        rule.name,
                        counterexample.text,
                        show(doc, &found)
                    );
                }
            });
        }
    }
    assert!(failures.is_empty(), "\n{failures}");
}

/// Prints the quantities of the articles in the folder KHABAR_CORPUS.
#[test]
#[ignore = "needs KHABAR_CORPUS"]
fn quantities_of_articles() {
    let Ok(folder) = std::env::var("KHABAR_CORPUS") else { return };
    let mut paths: Vec<_> = std::fs::read_dir(folder).expect("a folder").map(|e| e.expect("readable").path()).collect();
    paths.sort();
    for path in paths.iter().filter(|p| p.extension().is_some_and(|e| e == "txt")).step_by(25) {
        let text = std::fs::read_to_string(path).expect("UTF-8");
        read(&text, |doc| {
            for q in find(doc) {
                println!("{}", show(doc, &[q]));
            }
        });
    }
}
