//! The examples beside the rules of a language pack, read by the whole pipeline: each rule must find what its example
//! says, and nothing in its counterexample.

use crate::article::Article;
use crate::extraction::facts::{Event, Facts, Filler, Statement};
use crate::lang::events::{EventExample, EventRule};
use crate::lang::statements::{StatementExample, StatementRule};
use crate::pipeline::Reader;
use jiff::civil::{Date, date};
use std::fmt;

/// Examples are read as if they stood in an article of this day, a Wednesday.
pub const DAY: Date = date(2025, 1, 15);

/// An example that does not come out as it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub rule: String,
    pub text: String,
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "rule \"{}\": {}\n  in \"{}\"", self.rule, self.message, self.text)
    }
}

/// How many examples and counterexamples the pack has, and those that fail.
pub fn check(reader: &Reader) -> (usize, Vec<Problem>) {
    let mut run = Run { reader, count: 0, problems: Vec::new() };
    for rule in &reader.pack.events.rules {
        rule.examples.iter().for_each(|e| run.event(rule, e));
        rule.counterexamples.iter().for_each(|c| run.no_event(rule, &c.text));
    }
    for rule in &reader.pack.statements.rules {
        rule.examples.iter().for_each(|e| run.statement(rule, e));
        rule.counterexamples.iter().for_each(|c| run.no_statement(rule, &c.text));
    }
    (run.count, run.problems)
}

struct Run<'a> {
    reader: &'a Reader,
    count: usize,
    problems: Vec<Problem>,
}

impl Run<'_> {
    fn read(&mut self, text: &str) -> (Article, Facts) {
        self.count += 1;
        let article = Article::new(text.to_string(), "example".into(), Some(DAY));
        let facts = self.reader.read(&article, DAY);
        (article, facts)
    }

    fn problem(&mut self, rule: &str, text: &str, message: String) {
        self.problems.push(Problem { rule: rule.into(), text: text.into(), message });
    }

    fn event(&mut self, rule: &EventRule, example: &EventExample) {
        let (article, facts) = self.read(&example.text);
        let tells = |e: &&Event| {
            e.class == rule.class
                && e.triggers.iter().any(|&t| article.text.slice(facts.mentions[t].span) == example.trigger)
        };
        let Some(event) = facts.events.iter().find(tells) else {
            let found: Vec<String> = facts.events.iter().map(|e| format!("{} \"{}\"", e.class, e.label)).collect();
            let message = format!("no {} told by \"{}\"; found: {}", rule.class, example.trigger, found.join(", "));
            return self.problem(&rule.rule, &example.text, message);
        };
        if let Some(status) = example.status.as_ref().filter(|s| **s != *event.status) {
            let message = format!("status is {} ({}), expected {status}", event.status, event.status_evidence.rule);
            self.problem(&rule.rule, &example.text, message);
        }
        for (role, expected) in
            [("actor", &example.actor), ("recipient", &example.recipient), ("place", &example.place)]
        {
            let found: Vec<&str> = fillers(&facts, event, role);
            if !expected.is_empty()
                && (expected.len() != found.len() || expected.iter().any(|e| !found.contains(&e.as_str())))
            {
                let message = format!("{role} is {found:?}, expected {expected:?}");
                self.problem(&rule.rule, &example.text, message);
            }
        }
    }

    fn no_event(&mut self, rule: &EventRule, text: &str) {
        let (_, facts) = self.read(text);
        if let Some(event) = facts.events.iter().find(|e| e.class == rule.class) {
            let message =
                format!("counterexample tells a {} \"{}\" by {}", event.class, event.label, event.type_evidence.rule);
            self.problem(&rule.rule, text, message);
        }
    }

    fn statement(&mut self, rule: &StatementRule, example: &StatementExample) {
        let (article, facts) = self.read(&example.text);
        let words = |s: &Statement| article.text.slice(facts.mentions[s.content].span).to_string();
        let same = |s: &&Statement| facts.entities[s.speaker].name == example.speaker && words(s) == example.content;
        match facts.statements.iter().find(same) {
            None => {
                let found: Vec<String> = facts
                    .statements
                    .iter()
                    .map(|s| format!("{}: {}", facts.entities[s.speaker].name, words(s)))
                    .collect();
                let message = format!("no statement \"{}: {}\"; found: {found:?}", example.speaker, example.content);
                self.problem(&rule.rule, &example.text, message);
            }
            Some(statement) if statement.evidence.rule != rule.rule => {
                let message = format!("read by rule {}", statement.evidence.rule);
                self.problem(&rule.rule, &example.text, message);
            }
            Some(_) => {}
        }
    }

    fn no_statement(&mut self, rule: &StatementRule, text: &str) {
        let (_, facts) = self.read(text);
        if !facts.statements.is_empty() {
            self.problem(&rule.rule, text, "counterexample gives a statement".into());
        }
    }
}

/// Names of the entities in a role.
fn fillers<'f>(facts: &'f Facts, event: &Event, role: &str) -> Vec<&'f str> {
    let entity =
        |filler: Filler| if let Filler::Entity(e) = filler { Some(facts.entities[e].name.as_str()) } else { None };
    let mut out: Vec<&str> = event.roles.iter().filter(|r| &*r.base == role).filter_map(|r| entity(r.filler)).collect();
    out.sort_unstable();
    out.dedup();
    out
}
