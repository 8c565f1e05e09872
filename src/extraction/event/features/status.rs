//! Whether it happened: what a model sees of the clause.

use super::{kind, tense, yes};
use crate::extraction::event::{Scene, Told};
use crate::lang::model::Features;

impl Scene<'_, '_> {
    /// Whether what a trigger tells happened, goes on, is planned, possible or denied.
    pub fn status(&self, told: &Told, place: usize, all: &[Told], features: &mut Features) {
        let syntax = self.syntax;
        let trigger = &told.trigger;
        let at = trigger.tokens.start;
        let (class, lemma) = (&*told.class, &told.lemma);
        let kind = kind(trigger);
        let rule = &syntax.doc.pack.events.rules[trigger.rule];
        let block = self.block(at);
        let rule_status = &*told.status;
        features.add("bias", &[]);
        features.add("rule", &[rule_status, &told.status_rule]);
        features.add("rule kind", &[rule_status, kind]);
        features.add("rule class", &[rule_status, class]);
        features.add("rule block", &[rule_status, block]);
        features.add("class", &[class, kind]);
        features.add("lemma", &[lemma, kind]);
        features.add("lemma rule", &[lemma, rule_status]);
        features.add("block", &[block, class]);
        features.add("default", &[&rule.default, kind]);
        features.add("definite", &[yes(trigger.definite), kind, class]);
        let speech = self.said.iter().rev().find(|s| s.content.contains(trigger.span));
        match speech {
            Some(said) => {
                features.add("speech", &[&said.stance, kind]);
                features.add("speech rule", &[&said.stance, rule_status]);
                features.add("speech class", &[&said.stance, class]);
            }
            None => features.add("speech", &["none", kind]),
        }
        let bounds = told.time.as_ref().and_then(|t| t.bounds.as_ref());
        let time = match (bounds, self.date) {
            (Some(b), Some(date)) if b.earliest > date => "after",
            (Some(b), Some(date)) if b.latest < date => "before",
            (Some(_), Some(_)) => "around",
            (Some(_), None) => "some",
            _ if told.time.is_some() => "words",
            _ => "none",
        };
        features.add("time", &[time, kind]);
        features.add("time rule", &[time, rule_status]);
        if let Some(index) = trigger.predicate {
            let tense = tense(&self.predicates[index].form);
            let future = yes(syntax.reading(at).is_some_and(|r| r.future));
            features.add("tense", &[tense, future, block]);
            features.add("tense class", &[tense, class]);
            features.add("tense lemma", &[tense, lemma]);
        }
        if let Some(governor) = trigger.governor.map(|g| &self.predicates[g]) {
            let tense = tense(&governor.form);
            let future = syntax.reading(governor.token).is_some_and(|r| r.future);
            let tense = if future { "future" } else { tense };
            let near = yes(at - governor.token <= 4);
            features.add("governor", &[self.lexeme(governor), kind]);
            features.add("governor near", &[self.lexeme(governor), near]);
            features.add("governor tense", &[tense, near, kind]);
            features.add("governor rule", &[tense, rule_status]);
        }
        self.context(told, place, all, lemma, kind, features);
    }
}
