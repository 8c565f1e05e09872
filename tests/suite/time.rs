//! Times: the pack's examples and counterexamples, and figures over files named in the environment.

use jiff::civil::Date;
use khabar::analysis::Document;
use khabar::article::Article;
use khabar::extraction::time::{self, Tense, TimeExpression};
use khabar::lang::Pack;
use khabar::lang::pack::Files;
use khabar::ontology::Ontology;
use std::fmt::Write;
use std::path::Path;
use std::sync::LazyLock;

/// The Arabic pack from the source tree.
pub static PACK: LazyLock<Pack> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |path: &Path| std::fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let ontology = read(&root.join("ontology/khabar.ttl"));
    let ontology = Ontology::load(&[("ontology/khabar.ttl", &ontology)]).unwrap_or_else(|e| panic!("{e}"));
    let files: Vec<(String, String)> = std::fs::read_dir(root.join("src/lang/ar"))
        .expect("the pack is there")
        .map(|entry| entry.expect("readable").path())
        .filter(|path| path.extension().is_some_and(|e| e == "toml"))
        .map(|path| (path.file_name().expect("a file").to_string_lossy().into_owned(), read(&path)))
        .collect();
    let files = files.iter().map(|(name, text)| (name.clone(), text.as_str())).collect();
    Pack::load(&Files { language: "ar".into(), files }, &ontology).unwrap_or_else(|e| panic!("{e}"))
});

/// Runs `test` over the document of a text.
pub fn read<T>(text: &str, test: impl FnOnce(&Document) -> T) -> T {
    let article = Article::new(text.into(), "test".into(), None);
    test(&Document::new(&article, &PACK, &|_| false))
}

fn date(text: &str) -> Date {
    text.parse().unwrap_or_else(|e| panic!("{text}: {e}"))
}

fn tense(name: Option<&str>) -> Tense {
    match name {
        None => Tense::Unknown,
        Some("past") => Tense::Past,
        Some("future") => Tense::Future,
        Some(other) => panic!("unknown tense {other}"),
    }
}

fn show(doc: &Document, found: &[TimeExpression], today: Option<Date>, tense: Tense) -> String {
    let mut out = String::new();
    for e in found {
        let bounds = time::resolve(e, today, tense);
        let bounds = bounds.map_or("-".into(), |b| format!("{}..{} {}", b.earliest, b.latest, b.edtf));
        let _ = write!(out, "[{} | {} | {bounds}] ", doc.words(e.span), e.rule);
    }
    out
}

#[test]
fn examples_and_counterexamples_of_the_pack() {
    let mut failures = String::new();

    for rule in &PACK.time.rules {
        assert!(!rule.examples.is_empty() && !rule.counterexamples.is_empty(), "{} has both kinds", rule.name);
        for example in &rule.examples {
            let today = example.date.as_deref().map(date);
            read(&example.text, |doc| {
                let found = time::expressions(doc, today);
                let tense = tense(example.tense.as_deref());
                let words = example.words.as_deref().unwrap_or(&example.text);
                let problem = match found.as_slice() {
                    [e] if doc.words(e.span) != words => Some("other words".to_string()),
                    [e] if e.rule != rule.name => Some("another rule".to_string()),
                    [e] => {
                        let resolved = time::resolved(e, today, tense);
                        let is = resolved.as_ref().map(|r| (r.earliest, r.latest));
                        let earliest = example.earliest.as_deref().map(date);
                        let wanted = earliest.map(|d| (d, example.latest.as_deref().map_or(d, date)));
                        let granularity = resolved.as_ref().map(|r| format!("{:?}", r.granularity).to_lowercase());
                        if is != wanted {
                            Some(format!("want {wanted:?}"))
                        } else if example.granularity.is_some() && example.granularity != granularity {
                            Some(format!("granularity {granularity:?}"))
                        } else if example.edtf.is_some() && example.edtf != resolved.map(|r| r.edtf) {
                            Some("another EDTF".into())
                        } else {
                            None
                        }
                    }
                    _ => Some("not exactly one".to_string()),
                };
                if let Some(problem) = problem {
                    let _ = writeln!(
                        failures,
                        "{} \"{}\": {problem}: {}",
                        rule.name,
                        example.text,
                        show(doc, &found, today, tense)
                    );
                }
            });
        }
        for text in &rule.counterexamples {
            read(text, |doc| {
                let today = Some(date("2018-05-15"));
                let found = time::expressions(doc, today);
                if found.iter().any(|e| e.rule == rule.name) {
                    let shown = show(doc, &found, today, Tense::Unknown);
                    let _ = writeln!(failures, "{} counterexample \"{text}\": {shown}", rule.name);
                }
            });
        }
    }
    assert!(failures.is_empty(), "\n{failures}");
    let examples: usize = PACK.time.rules.iter().map(|r| r.examples.len()).sum();
    let counterexamples: usize = PACK.time.rules.iter().map(|r| r.counterexamples.len()).sum();
    assert!(examples >= 150 && counterexamples >= 60, "{examples} examples, {counterexamples} counterexamples");
}

/// Rows `expression, begin, end, grain` in the file that KHABAR_DUCKLING names; the reference day is 2013-02-12.
#[test]
#[ignore = "needs KHABAR_DUCKLING"]
fn duckling() {
    let Ok(path) = std::env::var("KHABAR_DUCKLING") else { return };
    let today = Some(date("2013-02-12"));
    let table = std::fs::read_to_string(path).expect("readable");
    let (mut right, mut all) = (0, 0);
    for row in table.lines().skip(1) {
        let cells: Vec<&str> = row.split('\t').collect();
        all += 1;
        read(cells[0], |doc| {
            let found = time::expressions(doc, today);
            let bounds = found.first().and_then(|e| time::resolve(e, today, Tense::Unknown));
            let is = bounds.map(|b| (b.earliest, b.latest));
            if found.len() == 1 && is == Some((date(cells[1]), date(cells[2]))) {
                right += 1;
            } else {
                println!("{} want {}..{}: {}", cells[0], cells[1], cells[2], show(doc, &found, today, Tense::Unknown));
            }
        });
    }
    println!("{right} of {all}");
    assert!(right * 100 >= all * 95);
}

/// Dates printed in both calendars: KHABAR_HIJRI (`hijri, gregorian, as_printed`) and KHABAR_HIJRI_MISPRINTS
/// (`as_printed, gregorian`).
#[test]
#[ignore = "needs KHABAR_HIJRI and KHABAR_HIJRI_MISPRINTS"]
fn hijri_and_gregorian() {
    let today = Some(date("2015-01-01"));
    let single = |text: &str| {
        read(text, |doc| {
            let found = time::expressions(doc, today);
            let bounds = found.first().and_then(|e| time::resolve(e, today, Tense::Unknown));
            let whole = found.len() == 1;
            let shown = show(doc, &found, today, Tense::Unknown);
            (bounds.filter(|_| whole).filter(|b| b.earliest == b.latest).map(|b| b.earliest), shown)
        })
    };
    if let Ok(path) = std::env::var("KHABAR_HIJRI") {
        let table = std::fs::read_to_string(path).expect("readable");
        let mut right = 0;
        for row in table.lines().skip(1) {
            let cells: Vec<&str> = row.split('\t').collect();
            let hijri = cells[2].split("الموافق").next().expect("two dates").trim_end_matches([' ', '،', ',']);
            for text in [cells[2], hijri] {
                let (day, shown) = single(text);
                if day == Some(date(cells[1])) {
                    right += 1;
                } else {
                    println!("{text} want {}: {shown}", cells[1]);
                }
            }
        }
        assert_eq!(right, 2 * (table.lines().count() - 1));
    }
    if let Ok(path) = std::env::var("KHABAR_HIJRI_MISPRINTS") {
        let table = std::fs::read_to_string(path).expect("readable");
        for row in table.lines().skip(1) {
            let cells: Vec<&str> = row.split('\t').collect();
            let (day, shown) = single(cells[0]);
            assert_eq!(day, Some(date(cells[1])), "{shown}");
        }
    }
}

/// Prints the times of the articles in the folder KHABAR_CORPUS; `index.tsv` there gives their dates.
#[test]
#[ignore = "needs KHABAR_CORPUS"]
fn times_of_articles() {
    let Ok(folder) = std::env::var("KHABAR_CORPUS") else { return };
    let index = std::fs::read_to_string(Path::new(&folder).join("index.tsv")).expect("an index");
    let step: usize = std::env::var("KHABAR_STEP").ok().and_then(|s| s.parse().ok()).unwrap_or(12);
    let from: usize = std::env::var("KHABAR_FROM").ok().and_then(|s| s.parse().ok()).unwrap_or(1);
    for row in index.lines().skip(from).step_by(step) {
        let cells: Vec<&str> = row.split('\t').collect();
        let Ok(text) = std::fs::read_to_string(Path::new(&folder).join(format!("{}.txt", cells[0]))) else { continue };
        let today = cells[4].parse::<Date>().ok();
        println!("## {} {}", cells[0], cells[4]);
        read(&text, |doc| {
            let now = date("2026-01-01");
            if let Some((day, source, span)) = time::article_date(doc, now) {
                println!("   own date {day} {source:?} {}", doc.words(span));
            }
            for e in time::expressions(doc, today) {
                let begin = doc.tokens[e.tokens.start.saturating_sub(5)].span.begin;
                let end = doc.tokens[(e.tokens.end + 3).min(doc.tokens.len() - 1)].span.end;
                let around = |b, e| doc.words(khabar::text::Span::new(b, e)).replace('\n', "|");
                let value = time::resolve(&e, today, Tense::Unknown).map_or("-".into(), |b| b.edtf);
                println!(
                    "{}【{}】{} → {value} {:?}",
                    around(begin, e.span.begin),
                    doc.words(e.span),
                    around(e.span.end, end.max(e.span.end)),
                    e.role
                );
            }
        });
    }
}

/// How many of the articles' own dates are found, over the folder KHABAR_CORPUS.
#[test]
#[ignore = "needs KHABAR_CORPUS"]
fn dates_of_articles() {
    let Ok(folder) = std::env::var("KHABAR_CORPUS") else { return };
    let index = std::fs::read_to_string(Path::new(&folder).join("index.tsv")).expect("an index");
    for row in index.lines().skip(1) {
        let cells: Vec<&str> = row.split('\t').collect();
        let Ok(text) = std::fs::read_to_string(Path::new(&folder).join(format!("{}.txt", cells[0]))) else { continue };
        read(&text, |doc| {
            if let Some((day, source, span)) = time::article_date(doc, date("2026-01-01")) {
                let same = if cells[4].is_empty() {
                    "?"
                } else if cells[4] == day.to_string() {
                    "="
                } else {
                    "#"
                };
                println!("{same} {} {} {day} {source:?} {}", cells[0], cells[4], doc.words(span));
            }
        });
    }
}
