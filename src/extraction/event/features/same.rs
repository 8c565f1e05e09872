//! Event coreference: what a model sees of two tellings.

use super::{count, yes};
use crate::extraction::event::{ArgumentFiller, Scene, Told, Trigger};
use crate::extraction::facts::EntityId;
use crate::lang::lexicon::Shape;
use crate::lang::model::Features;

impl Scene<'_, '_> {
    /// Whether two tellings of one class, the first before the second, tell the same event; `alike` says whether the
    /// rules would take them for it.
    pub fn same(&self, first: &Told, second: &Told, alike: bool, features: &mut Features) {
        let syntax = self.syntax;
        let class = &*second.class;
        let (a, b) = (&first.trigger, &second.trigger);
        let (lemma_a, lemma_b) = (&first.lemma, &second.lemma);
        let kind = match (a.predicate.is_some(), b.predicate.is_some()) {
            (true, true) => "vv",
            (true, false) => "vn",
            (false, true) => "nv",
            (false, false) => "nn",
        };
        let sentence = |token: usize| syntax.doc.sentences.partition_point(|s| s.tokens.end <= token);
        let between = sentence(b.tokens.start) - sentence(a.tokens.start);
        let distance = match between {
            0 if b.tokens.start - a.tokens.end < 6 => "close",
            0 => "same",
            1 => "next",
            2 | 3 => "near",
            _ => "far",
        };
        let place = (self.block(a.tokens.start), self.block(b.tokens.start));
        let definite = yes(b.definite);
        let lemma = yes(lemma_a == lemma_b);
        let alike = yes(alike);
        features.add("bias", &[]);
        features.add("rule", &[alike]);
        features.add("rule class", &[alike, class]);
        features.add("rule kind", &[alike, kind, lemma]);
        features.add("rule distance", &[alike, distance]);
        features.add("class", &[class]);
        features.add("kind", &[kind, distance]);
        features.add("kind class", &[kind, class]);
        features.add("lemma", &[lemma, kind]);
        features.add("lemma class", &[lemma, class]);
        features.add("lemma definite", &[lemma, definite, distance]);
        features.add("lemmas", &[lemma_a, lemma_b]);
        features.add("distance", &[distance, class]);
        features.add("block", &[place.0, place.1]);
        features.add("block lemma", &[place.0, place.1, lemma]);
        features.add("definite", &[definite, yes(a.definite), kind]);
        let set = |told: &Told, bases: &[&str]| -> Vec<EntityId> {
            let own = told.arguments.iter().filter(|x| bases.contains(&&*x.base));
            own.filter_map(|x| if let ArgumentFiller::Entity(e) = x.filler { Some(e) } else { None }).collect()
        };
        let compare = |x: &[EntityId], y: &[EntityId]| -> &'static str {
            let shared = x.iter().filter(|e| y.contains(e)).count();
            match (x.is_empty(), y.is_empty()) {
                (true, true) => "none",
                (true, false) => "second",
                (false, true) => "first",
                _ if shared == x.len() && shared == y.len() => "equal",
                _ if shared > 1 => "many",
                _ if shared == 1 => "one",
                _ => "apart",
            }
        };
        let sides = |set: &[EntityId]| -> Vec<EntityId> {
            set.iter().filter_map(|&e| syntax.coreference.country_of(e)).collect()
        };
        let (who_a, who_b) = (set(first, &["actor", "recipient"]), set(second, &["actor", "recipient"]));
        let who = compare(&who_a, &who_b);
        let side = compare(&sides(&who_a), &sides(&who_b));
        let site = compare(&set(first, &["place"]), &set(second, &["place"]));
        features.add("who", &[who]);
        features.add("who class", &[who, class]);
        features.add("who lemma", &[who, lemma, definite]);
        features.add("who distance", &[who, distance]);
        features.add("side", &[side, who]);
        features.add("site", &[site]);
        features.add("site who", &[site, who]);
        let bounds = |told: &Told| told.time.as_ref().and_then(|t| t.bounds.as_ref()).map(|b| (b.earliest, b.latest));
        let time = match (bounds(first), bounds(second)) {
            (None, None) => "none",
            (None, Some(_)) => "second",
            (Some(_), None) => "first",
            (Some(x), Some(y)) if x == y => "equal",
            (Some(x), Some(y)) if x.0 <= y.1 && y.0 <= x.1 => "overlap",
            _ => "apart",
        };
        features.add("time", &[time]);
        features.add("time class", &[time, class]);
        features.add("status", &[&first.status, &second.status]);
        features.add("status lemma", &[yes(first.status == second.status), lemma]);
        let count_of = |told: &Told| told.quantities.first().map(|c| c.value.clone());
        let counts = match (count_of(first), count_of(second)) {
            (Some(x), Some(y)) => yes(x == y),
            (None, None) => "none",
            _ => "half",
        };
        features.add("count", &[counts, class]);
        let topic =
            first.arguments.iter().chain(&second.arguments).any(
                |x| matches!(x.filler, ArgumentFiller::Topic(span) if span.contains(b.span) || span.contains(a.span)),
            );
        features.add("topic", &[yes(topic), kind]);
        let speech = (self.speakers(a).next().is_some(), self.speakers(b).next().is_some());
        features.add("speech", &[yes(speech.0), yes(speech.1)]);
        // Words that stand around both.
        let around = |trigger: &Trigger| -> Vec<String> {
            let sentence = &syntax.doc.sentence_of(trigger.tokens.start).tokens;
            let range =
                trigger.tokens.start.saturating_sub(3).max(sentence.start)..(trigger.tokens.end + 8).min(sentence.end);
            range
                .filter(|t| !trigger.tokens.contains(t) && !syntax.in_time(*t))
                .filter(|&t| syntax.reading(t).is_some_and(|r| r.forms.iter().all(|f| f.shape != Shape::Function)))
                .map(|t| self.noun(t))
                .collect()
        };
        let (words_a, words_b) = (around(a), around(b));
        let shared = words_a.iter().filter(|w| words_b.contains(w)).count();
        features.add("words", &[count(shared)]);
        features.add("words lemma", &[count(shared), lemma]);
        let governed = b.predicate.is_none() && b.governor == a.predicate && a.predicate.is_some();
        features.add("governed", &[yes(governed), distance]);
        let linked = syntax.reading(b.tokens.start).is_some_and(|r| r.conjunction.is_some());
        features.add("linked", &[yes(linked), distance, kind]);
    }
}
