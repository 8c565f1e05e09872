//! Training: a pack's linear model from annotated articles, offline. What is learned is kept as data
//! (`src/lang/ar/model.tsv`), so reading needs nothing of this.

pub mod annotation;
pub mod label;
pub mod logistic;

use crate::article::Article;
use crate::examples::DAY as EXAMPLES_DAY;
use crate::extraction::event::Observation;
use crate::extraction::facts::{Facts, Instance};
use crate::lang::model::{ARGUMENT, EVENT, SAME, STATUS};
use crate::pipeline::Reader;
use annotation::Annotation;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::fmt::Write;

/// One case with its right answers.
#[derive(Clone, Debug)]
pub struct Case {
    /// Index of the article.
    pub article: usize,
    pub question: &'static str,
    pub features: Vec<String>,
    pub labels: Vec<String>,
    /// What the rules say without a model.
    pub rules: Vec<String>,
}

/// How well one label is told on articles that were not trained on.
#[derive(Clone, Debug)]
pub struct Figure {
    pub question: String,
    pub label: String,
    pub cases: usize,
    pub rules: f64,
    pub model: f64,
}

/// How strongly large weights are held down: the inverse of C in logistic regression.
fn penalty(question: &str) -> f64 {
    match question {
        SAME => 33.0,
        STATUS => 10.0,
        ARGUMENT => 6.5,
        _ => 3.0,
    }
}

/// Weights smaller than this are left out of the file.
const SMALL: f64 = 0.1;
/// A feature must be seen so often.
const SEEN: usize = 3;

/// Log-odds added to a question's answers where one kind of error is worse than the other, found on articles that were
/// not trained on.
fn leaning(question: &str) -> f64 {
    match question {
        EVENT => 0.3,
        ARGUMENT => 0.6,
        // Beside the word of the rules, which counts as well.
        SAME => -0.6,
        _ => 0.0,
    }
}

/// The cases of one annotated article. Status is asked once of all that tells an event.
pub fn cases(article: usize, annotation: &Annotation, facts: &Facts, seen: Vec<Observation>) -> Vec<Case> {
    let labeller = label::Labeller::new(annotation, facts);
    let mut out: Vec<Case> = Vec::new();
    let mut asked: FxHashMap<usize, usize> = FxHashMap::default();
    for one in seen {
        let Some(labels) = labeller.labels(&one) else { continue };
        if one.question == STATUS
            && let Some(event) = labeller.subject(&one)
        {
            if let Some(&at) = asked.get(&event) {
                out[at].features.extend(one.features);
                continue;
            }
            asked.insert(event, out.len());
        }
        out.push(Case { article, question: one.question, features: one.features, labels, rules: one.rules });
    }
    out
}

/// The cases of the examples beside a pack's rules, so that a model keeps to them: their words tell what they say, and
/// counterexamples tell nothing.
pub fn of_examples(reader: &Reader, from: usize) -> Vec<Case> {
    let mut out = Vec::new();
    for (at, rule) in reader.pack.events.rules.iter().enumerate() {
        for example in &rule.examples {
            let (article, facts, seen) = read(reader, &example.text);
            let text = article.text.as_str();
            let place = |words: &str| {
                let byte = text.find(words)?;
                let (begin, end) = (article.text.code_point(byte), article.text.code_point(byte + words.len()));
                Some(annotation::Place { begin, end })
            };
            let entities = (0..facts.entities.len()).map(|id| annotation::Entity {
                id: id.to_string(),
                mentions: facts
                    .mentions
                    .iter()
                    .filter(|m| m.denotes.contains(&Instance::Entity(id)))
                    .map(|m| annotation::Place { begin: m.span.begin, end: m.span.end })
                    .collect::<Vec<_>>(),
            });
            let named = |names: &[String]| -> Vec<String> {
                let is =
                    |name: &String| facts.entities.iter().position(|e| e.name == *name || e.spellings.contains(name));
                names.iter().filter_map(is).map(|id| id.to_string()).collect()
            };
            let event = annotation::Event {
                class: rule.class.to_string(),
                status: example.status.clone().unwrap_or_else(|| rule.default.to_string()),
                triggers: place(&example.trigger).into_iter().collect(),
                actors: named(&example.actor),
                recipients: named(&example.recipient),
                places: named(&example.place),
            };
            // What else the sentence tells is not annotated, and teaches nothing.
            let annotation =
                Annotation { id: String::new(), doc_date: None, entities: entities.collect(), events: vec![event] };
            let own =
                seen.into_iter().filter(|one| annotation.events[0].triggers.iter().any(|t| t.overlaps(one.trigger)));
            // Roles that an example does not list are not denied by it.
            let told = cases(from + at, &annotation, &facts, own.collect());
            out.extend(told.into_iter().filter(|case| case.question != ARGUMENT || !case.labels.is_empty()));
        }
        for example in &rule.counterexamples {
            let (_, facts, seen) = read(reader, &example.text);
            let nothing = Annotation { id: String::new(), doc_date: None, entities: Vec::new(), events: Vec::new() };
            let class = rule.class.to_string();
            out.extend(cases(from + at, &nothing, &facts, seen.into_iter().filter(|one| one.class == class).collect()));
        }
    }
    out
}

fn read(reader: &Reader, text: &str) -> (Article, Facts, Vec<Observation>) {
    let article = Article::new(text.to_owned(), String::new(), Some(EXAMPLES_DAY));
    let (facts, seen) = reader.observe(&article, EXAMPLES_DAY);
    (article, facts, seen)
}

/// The weights of every question learned from the cases, as the text of `model.tsv`.
pub fn model(cases: &[Case]) -> String {
    let mut out =
        String::from("# Weights of a linear model: question, label, feature, weight. Written by `khabar train`.\n");
    for (question, cases) in by_question(cases) {
        let problem = Problem::new(&cases);
        for label in &problem.labels {
            let weights = problem.fit(&cases, label, |_| true);
            for (feature, weight) in problem.names.iter().zip(weights) {
                let weight = if feature == "bias" { weight + leaning(question) } else { weight };
                if weight.abs() >= SMALL {
                    writeln!(out, "{question}\t{label}\t{feature}\t{weight:.3}").expect("a string takes all");
                }
            }
        }
    }
    out
}

/// Every label told by models that were trained on the other articles, in so many folds.
pub fn cross_validate(cases: &[Case], folds: usize) -> Vec<Figure> {
    let mut out = Vec::new();
    for (question, cases) in by_question(cases) {
        let problem = Problem::new(&cases);
        for label in &problem.labels {
            let mut told = vec![false; cases.len()];
            for fold in 0..folds {
                let weights = problem.fit(&cases, label, |case| case.article % folds != fold);
                for at in (0..cases.len()).filter(|&at| cases[at].article % folds == fold) {
                    let sum: f64 = problem.rows[at].iter().map(|&f| weights[f as usize]).sum();
                    told[at] = sum > 0.0;
                }
            }
            let is = |case: &&Case| case.labels.contains(label);
            let right: Vec<bool> = cases.iter().map(is).collect();
            let rules: Vec<bool> = cases.iter().map(|c| c.rules.contains(label)).collect();
            out.push(Figure {
                question: question.into(),
                label: label.clone(),
                cases: right.iter().filter(|r| **r).count(),
                rules: f1(&right, &rules),
                model: f1(&right, &told),
            });
        }
    }
    out
}

fn by_question(cases: &[Case]) -> BTreeMap<&'static str, Vec<&Case>> {
    let mut out: BTreeMap<&'static str, Vec<&Case>> = BTreeMap::new();
    for case in cases {
        out.entry(case.question).or_default().push(case);
    }
    out
}

fn f1(right: &[bool], told: &[bool]) -> f64 {
    let both = right.iter().zip(told).filter(|(a, b)| **a && **b).count() as f64;
    let all = right.iter().chain(told).filter(|x| **x).count() as f64;
    if all == 0.0 { 0.0 } else { 2.0 * both / all }
}

/// The cases of one question with their features numbered.
struct Problem {
    penalty: f64,
    names: Vec<String>,
    rows: Vec<Vec<u32>>,
    labels: Vec<String>,
}

impl Problem {
    fn new(cases: &[&Case]) -> Self {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for case in cases {
            let mut features: Vec<&str> = case.features.iter().map(String::as_str).collect();
            features.sort_unstable();
            features.dedup();
            features.into_iter().for_each(|f| *counts.entry(f).or_default() += 1);
        }
        let names: Vec<String> = counts.iter().filter(|(_, n)| **n >= SEEN).map(|(f, _)| (*f).to_string()).collect();
        let index: FxHashMap<&str, u32> =
            names.iter().enumerate().map(|(at, name)| (name.as_str(), at as u32)).collect();
        let rows = cases
            .iter()
            .map(|case| {
                let mut row: Vec<u32> = case.features.iter().filter_map(|f| index.get(f.as_str()).copied()).collect();
                row.sort_unstable();
                row.dedup();
                row
            })
            .collect();
        let mut labels: Vec<String> = cases.iter().flat_map(|c| c.labels.iter().cloned()).collect();
        labels.sort_unstable();
        labels.dedup();
        let penalty = cases.first().map_or(1.0, |c| penalty(c.question));
        Problem { penalty, rows, labels, names }
    }

    fn fit(&self, cases: &[&Case], label: &str, keep: impl Fn(&Case) -> bool) -> Vec<f64> {
        let kept: Vec<usize> = (0..cases.len()).filter(|&at| keep(cases[at])).collect();
        let rows: Vec<&[u32]> = kept.iter().map(|&at| self.rows[at].as_slice()).collect();
        let right: Vec<bool> = kept.iter().map(|&at| cases[at].labels.iter().any(|l| l == label)).collect();
        logistic::fit(&rows, &right, self.names.len(), self.penalty)
    }
}
