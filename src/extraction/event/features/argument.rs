//! Who takes part: what a model sees of somebody near a trigger.

use super::{count, kind, yes};
use crate::extraction::event::surroundings::Neighbour;
use crate::extraction::event::{Argument, ArgumentFiller, Scene, Told, Trigger};
use crate::extraction::facts::EntityId;
use crate::extraction::syntax::{Np, Reference};
use crate::lang::model::Features;

impl Scene<'_, '_> {
    /// Whether somebody near a trigger has a role in what it tells.
    pub fn argument(
        &self,
        told: &Told,
        entity: EntityId,
        seen: &[&Neighbour],
        all: &[Neighbour],
        features: &mut Features,
    ) {
        let syntax = self.syntax;
        let trigger = &told.trigger;
        let class = &*told.class;
        let lemma = &told.lemma;
        let kind = kind(trigger);
        let own = syntax.class(entity);
        let of_country = syntax.coreference.country_of(entity);
        let capital = syntax.capital_of(entity).is_some();
        let what = if capital { "Capital" } else { &*own };
        features.add("bias", &[]);
        features.add("class what", &[class, what]);
        features.add("kind what", &[kind, what]);
        let by_rule: Vec<&Argument> =
            told.arguments.iter().filter(|a| a.filler == ArgumentFiller::Entity(entity)).collect();
        for argument in &by_rule {
            features.add("rule", &[&argument.base]);
            features.add("rule class", &[&argument.base, class]);
            features.add("rule what", &[&argument.base, what]);
            features.add("rule kind", &[&argument.base, kind, class]);
            features.add("rule lemma", &[&argument.base, lemma]);
        }
        if by_rule.is_empty() {
            features.add("rule", &["none"]);
            features.add("rule class", &["none", class]);
            features.add("rule what", &["none", what]);
        }
        let other = |base: &str| {
            told.arguments
                .iter()
                .any(|a| &*a.base == base && matches!(a.filler, ArgumentFiller::Entity(e) if e != entity))
        };
        let (actor, recipient, place) = (yes(other("actor")), yes(other("recipient")), yes(other("place")));
        features.add("others", &[actor, recipient, what]);
        features.add("others class", &[class, actor, recipient, what]);
        features.add("other place", &[place, what]);

        // Whoever acts in an office stands for his country.
        let person_of = |e: EntityId| &*syntax.class(e) == "Person" && syntax.coreference.country_of(e) == Some(entity);
        let represented = &*own == "Country" && all.iter().any(|n| person_of(n.entity));
        features.add("represented", &[yes(represented), what]);
        let my_country = &*own == "Person" && all.iter().any(|n| Some(n.entity) == of_country);
        features.add("own country", &[yes(my_country), what]);
        let speaker = self.speakers(trigger).any(|e| e == entity);
        features.add("speaker", &[yes(speaker), what]);
        if speaker {
            features.add("speaker class", &[class, what]);
        }
        let dateline =
            syntax.names.names.iter().zip(&syntax.entities.borrow().of_name).take(60).any(|(n, e)| {
                *e == Some(entity) && n.tokens.start == syntax.doc.sentence_of(n.tokens.start).tokens.start
            });
        features.add("dateline", &[yes(dateline), what]);
        let mentions = syntax.entities.borrow().of_name.iter().filter(|e| **e == Some(entity)).count();
        features.add("mentions", &[count(mentions / 2), what]);

        for (at, one) in seen.iter().enumerate().take(2) {
            let nth = if at == 0 { "a" } else { "b" };
            let side = if one.behind { "behind" } else { "before" };
            let reference = match one.reference {
                Some(Reference::Name) => "name",
                Some(Reference::Back) => "back",
                Some(Reference::Metonymy) => "metonymy",
                Some(Reference::None) => "none",
                None if syntax.coreference.nisba_at(one.tokens.start).is_some() => "nisba",
                None => "inside",
            };
            let (phrases, verbs, marks) = (count(one.phrases), count(one.verbs), count(one.marks));
            let border = yes(one.border);
            let preposition = &*one.preposition;
            features.add("side", &[nth, side, kind, what]);
            features.add("reference", &[reference, what, side]);
            features.add("reference class", &[reference, class, side]);
            features.add("preposition", &[preposition, kind, side, what]);
            features.add("preposition class", &[preposition, class, side, kind]);
            features.add("preposition phrases", &[preposition, side, kind, phrases, what]);
            features.add("preposition lemma", &[preposition, lemma, side]);
            features.add("phrases", &[side, kind, phrases, verbs, what]);
            features.add("phrases class", &[side, class, phrases, kind]);
            features.add("verbs", &[side, verbs, kind, border]);
            features.add("marks", &[side, marks, kind]);
            features.add("border", &[border, side, kind, what]);
            features.add("what class", &[side, kind, what, class, yes(one.verbs > 0)]);
            features.add("joined", &[yes(one.joined), class]);
            let head = if matches!(one.reference, Some(Reference::Name)) && syntax.name_starting(one.head).is_some() {
                "name".to_string()
            } else {
                self.noun(one.head)
            };
            features.add("head", &[&head, side, reference]);
            features.add("head class", &[&head, class]);
            // The word before the phrase.
            let left = self.left(one.tokens.start);
            features.add("left", &[&left, side, what]);
            features.add("left class", &[&left, class]);
        }
        if seen.is_empty() {
            features.add("elsewhere", &[what, class]);
        }
        self.relation(trigger, entity, class, what, kind, features);
        self.frames(told, seen, what, features);
    }

    fn relation(
        &self,
        trigger: &Trigger,
        entity: EntityId,
        class: &str,
        what: &str,
        kind: &str,
        features: &mut Features,
    ) {
        let mut relate = |name: &str, with: &str| {
            features.add("relation", &[name, kind, what]);
            features.add("relation class", &[name, class]);
            features.add("relation class what", &[name, class, what]);
            if !with.is_empty() {
                features.add("relation with", &[name, with]);
                features.add("relation with class", &[name, with, class]);
            }
        };
        let has = |np: &Option<Np>| np.as_ref().is_some_and(|np| np.referents.contains(&entity));
        if let Some(predicate) = trigger.predicate.map(|p| &self.predicates[p]) {
            if predicate.subject.contains(&entity) {
                let how = match (predicate.passive, predicate.dropped) {
                    (true, _) => "patient",
                    (_, true) => "dropped",
                    _ => "subject",
                };
                relate(how, "");
            }
            if has(&predicate.object) {
                relate("object", "");
            }
            if predicate.pronoun.contains(&entity) {
                relate("pronoun", "");
            }
        }
        if let Some(governor) = trigger.governor.map(|p| &self.predicates[p]) {
            let lexeme = self.lexeme(governor).to_string();
            if governor.subject.contains(&entity) {
                relate(
                    if governor.passive {
                        "governor patient"
                    } else if governor.dropped {
                        "governor dropped"
                    } else {
                        "governor subject"
                    },
                    &lexeme,
                );
            }
            if has(&governor.object) {
                relate("governor object", &lexeme);
            }
            for pp in governor.clause.pps.iter().filter(|pp| pp.np.referents.contains(&entity)) {
                relate("governor pp", &pp.preposition);
            }
        }
        if trigger.predicate.is_none()
            && let Some(enclitic) = self.syntax.reading(trigger.tokens.end - 1).and_then(|r| r.enclitic)
            && self.syntax.coreference.pronoun(self.syntax, trigger.tokens.end - 1, enclitic).contains(&entity)
        {
            relate("owner", "");
        }
    }

    /// The place of somebody among all that stand between, for common constructions.
    fn frames(&self, told: &Told, seen: &[&Neighbour], what: &str, features: &mut Features) {
        let syntax = self.syntax;
        let Some(one) = seen.first() else { return };
        let kind = kind(&told.trigger);
        // Keys of the words between trigger and phrase, when few.
        let (from, to) = if one.behind {
            (told.trigger.tokens.end, one.tokens.start)
        } else {
            (one.tokens.end, told.trigger.tokens.start)
        };
        if to >= from && to - from <= 3 {
            let words: Vec<String> = (from..to)
                .map(|t| if syntax.name_covering(t).is_some() { "N".to_string() } else { self.noun(t) })
                .collect();
            features.add("path", &[&words.join(" "), kind, what, yes(one.behind), &one.preposition]);
            features.add("gap", &[count(to - from), kind, what, yes(one.behind)]);
        }
        let title_of = syntax
            .names
            .titles
            .iter()
            .any(|t| t.tokens.contains(&one.tokens.start) && t.tokens.start < one.tokens.start);
        features.add("in title", &[yes(title_of), what]);
    }
}
