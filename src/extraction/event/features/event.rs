//! Whether a trigger tells an event: what a model sees of it.

use super::{count, kind, tense, yes};
use crate::extraction::event::{Argument, ArgumentFiller, Scene, Told};
use crate::extraction::facts::EntityId;
use crate::lang::model::Features;
use crate::lang::raw::Number;

impl Scene<'_, '_> {
    /// Whether a trigger tells an event at all.
    pub fn event(&self, told: &Told, at_all: usize, all: &[Told], features: &mut Features) {
        let earlier = &all[..at_all];
        let syntax = self.syntax;
        let trigger = &told.trigger;
        let (class, lemma) = (&*told.class, &told.lemma);
        let rule = &syntax.doc.pack.events.rules[trigger.rule];
        let at = trigger.tokens.start;
        let kind = kind(trigger);
        let block = self.block(at);
        let entities = |base: &str| {
            let own = |a: &&Argument| &*a.base == base && matches!(a.filler, ArgumentFiller::Entity(_));
            told.arguments.iter().filter(own).count()
        };
        let participants = count(entities("actor") + entities("recipient"));
        let theme = told.arguments.iter().any(|a| &*a.base == "theme");
        let reading = syntax.reading(at);
        let plural = reading.is_some_and(|r| r.forms.iter().any(|f| f.number == Number::Plural));
        let definite = yes(trigger.definite);
        let before = earlier.iter().filter(|t| t.class == told.class && t.accepted).count();
        let same = earlier.iter().any(|t| t.class == told.class && t.lemma == *lemma);
        let (left, right) = (self.left(at), self.right(trigger.tokens.end));
        let accepted = yes(told.accepted);
        let in_speech = yes(self.speakers(trigger).next().is_some());

        features.add("bias", &[]);
        features.add("class", &[class, kind]);
        features.add("lemma", &[class, lemma, kind]);
        features.add("lemma definite", &[lemma, definite]);
        features.add("lemma accepted", &[lemma, kind, accepted]);
        features.add("accepted", &[accepted, kind]);
        features.add("accepted class", &[accepted, class, kind]);
        features.add("rule", &[&rule.rule, accepted]);
        features.add("block", &[block, kind, accepted]);
        features.add("participants", &[kind, participants]);
        features.add("participants class", &[class, kind, participants]);
        features.add("actor", &[class, count(entities("actor"))]);
        features.add("recipient", &[class, count(entities("recipient"))]);
        features.add("place", &[kind, yes(entities("place") > 0)]);
        features.add("theme", &[class, kind, yes(theme)]);
        features.add("time", &[kind, yes(told.time.is_some())]);
        features.add("count", &[kind, yes(!told.quantities.is_empty())]);
        features.add("definite", &[kind, definite, count(before)]);
        features.add("plural", &[kind, yes(plural)]);
        features.add("plural class", &[class, kind, yes(plural)]);
        features.add("left", &[&left]);
        features.add("right", &[kind, right]);
        features.add("right class", &[class, kind, right]);
        features.add("before", &[class, count(before), yes(same)]);
        features.add("speech", &[in_speech, kind]);
        features.add("status", &[&told.status, kind]);
        features.add("status rule", &[&told.status_rule, &told.status, kind]);
        features.add("denied", &[yes(told.denied), kind]);
        if let Some(governor) = trigger.governor.map(|g| &self.predicates[g]) {
            let lexeme = self.lexeme(governor);
            let near = at - governor.token <= 3;
            features.add("governor", &[lexeme, yes(near)]);
            features.add("light", &[yes(syntax.is_light(governor.lexeme)), yes(near), kind]);
        } else {
            features.add("governor", &["none", kind]);
        }
        let adjective = self.noun(trigger.tokens.end);
        if matches!(right, "adjective" | "definite" | "noun") {
            features.add("next", &[&adjective]);
            features.add("lemma next", &[lemma, &adjective]);
        }
        // A masdar or noun that governs the trigger: `تعزيز التعاون`.
        features.add("lemma left", &[lemma, &left]);
        features.add("left class", &[&left, class, kind]);
        features.add("status class", &[&told.status, class, kind]);
        // How much the article speaks of such things.
        let alike = all.iter().filter(|t| t.class == told.class);
        let (many, sure) = alike.fold((0, 0), |(many, sure), t| (many + 1, sure + usize::from(t.accepted)));
        let density = match sure {
            0 => "0",
            1 => "1",
            2..=3 => "2",
            4..=7 => "4",
            _ => "8",
        };
        features.add("density", &[density, accepted]);
        features.add("density class", &[density, class]);
        features.add("density many", &[count(many / 2), accepted, kind]);
        let repeated = all.iter().filter(|t| t.class == told.class && t.lemma == *lemma).count();
        features.add("repeated", &[count(repeated), accepted, kind]);
        let headline = all
            .iter()
            .any(|t| t.class == told.class && self.block(t.trigger.tokens.start) == "head" && t.lemma == *lemma);
        features.add("in headline", &[yes(headline), accepted]);
        if let Some(index) = trigger.predicate {
            let predicate = &self.predicates[index];
            let who = |entities: &[EntityId]| match entities.first() {
                Some(&entity) => syntax.class(entity),
                None => "none".to_string(),
            };
            let subject = who(&predicate.subject);
            features.add("subject", &[&subject, class, yes(predicate.passive)]);
            features.add("subject lemma", &[&subject, lemma]);
            let object = predicate.object.as_ref().map_or_else(|| "none".to_string(), |np| who(&np.referents));
            features.add("object", &[&object, class]);
            features.add("object lemma", &[&object, lemma]);
            for np in predicate.object.iter().chain(&predicate.subject_np) {
                if syntax.name_covering(np.head).is_none() {
                    features.add("object head", &[&self.noun(np.head), lemma]);
                    features.add("object head class", &[&self.noun(np.head), class]);
                }
            }
            let tense = tense(&predicate.form);
            features.add("tense", &[tense, class, accepted]);
            for pp in predicate.clause.pps.iter().take(3) {
                features.add("pp lemma", &[&pp.preposition, lemma]);
            }
        } else {
            for pp in told.clause.pps.iter().take(3) {
                features.add("pp lemma", &[&pp.preposition, lemma]);
                features.add("pp class", &[&pp.preposition, class]);
            }
        }
        self.context(told, at_all, all, lemma, kind, features);
    }
}
