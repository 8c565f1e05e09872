//! Evidence: which words and which rule a fact comes from, as plain reification in the article's graph.
//!
//! One `kh:Evidence` stands for all facts of one subject that the same rule read from the same words. It covers every
//! triple of the graph that has its `rdf:subject`, one of its `rdf:predicate`s and one of its `rdf:object`s.

use super::mention::Page;
use super::terms::*;
use crate::extraction::facts::Evidence;
use crate::text::Span;
use oxrdf::{Literal, NamedNode, Term};

/// A fact: predicate and object of a known subject.
pub(super) type Fact = (NamedNode, Term);

/// Evidence of one article, in the order in which it will be numbered.
#[derive(Default)]
pub(super) struct Ledger {
    entries: Vec<Entry>,
    /// Where the current subject's entries begin: only they can be joined.
    current: usize,
}

struct Entry {
    subject: NamedNode,
    rule: String,
    spans: Vec<Span>,
    facts: Vec<Fact>,
}

impl Ledger {
    /// Remembers the words behind facts of one subject, which are at least those that name it. Facts of a subject are to be
    /// given one after another.
    pub fn note(
        &mut self,
        subject: &NamedNode,
        evidence: &Evidence,
        naming: Span,
        facts: impl IntoIterator<Item = Fact>,
    ) {
        let mut spans: Vec<Span> = evidence.spans.iter().copied().filter(|span| !span.is_empty()).collect();
        if spans.is_empty() {
            spans.push(naming);
        }
        if self.entries.last().is_some_and(|last| last.subject != *subject) {
            self.current = self.entries.len();
        }
        let joined =
            self.entries[self.current..].iter_mut().find(|entry| entry.rule == *evidence.rule && entry.spans == spans);
        match joined {
            Some(entry) => entry.facts.extend(facts),
            None => self.entries.push(Entry {
                subject: subject.clone(),
                rule: evidence.rule.to_string(),
                spans,
                facts: facts.into_iter().collect(),
            }),
        }
    }

    /// Writes everything remembered; mentions are all written by now, so that evidence points to them where it can.
    pub fn write(self, page: &mut Page<'_>) {
        for (number, entry) in self.entries.into_iter().enumerate() {
            let iri = page.part(&format!("evidence={}", number + 1));
            page.add(&iri, RDF_TYPE, EVIDENCE);
            page.add(&iri, RDF_SUBJECT, entry.subject);
            page.add(&iri, RULE, Literal::new_simple_literal(entry.rule));
            for (predicate, object) in entry.facts {
                page.add(&iri, RDF_PREDICATE, predicate);
                page.add(&iri, RDF_OBJECT, object);
            }
            for span in entry.spans {
                let mention = page.any_mention(span);
                page.add(&iri, EVIDENCE_MENTION, mention);
            }
        }
    }
}
