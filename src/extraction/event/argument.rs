//! Arguments: who and what fills the roles of an event, by valency.

use super::{Argument, ArgumentFiller, Trigger};
use crate::extraction::facts::EntityId;
use crate::extraction::predicate::Predicate;
use crate::extraction::syntax::{Clause, Np, Reference, Syntax};
use crate::lang::events::{EventRule, RoleChoice, RoleName};
use crate::lang::lexicon::Shape;
use crate::text::Span;

const PLACE: &str = "place";
const THEME: &str = "theme";
const PLACES: [&str; 4] = ["City", "Region", "Facility", "Country"];

struct Gatherer<'a, 's> {
    syntax: &'a Syntax<'s>,
    out: Vec<Argument>,
}

pub fn arguments(
    syntax: &Syntax,
    predicates: &[Predicate],
    trigger: &Trigger,
    rule: &EventRule,
    clause: &Clause,
) -> Vec<Argument> {
    let mut gatherer = Gatherer { syntax, out: Vec::new() };
    match trigger.predicate {
        Some(index) => gatherer.verb(&predicates[index], trigger, rule, clause),
        None => gatherer.noun(predicates, trigger, rule, clause),
    }
    gatherer.place_from(rule);
    gatherer.out
}

impl Gatherer<'_, '_> {
    fn verb(&mut self, predicate: &Predicate, trigger: &Trigger, rule: &EventRule, clause: &Clause) {
        let subject_role = if predicate.passive { &rule.passive } else { &rule.subject };
        if let Some(role) = subject_role {
            let span = predicate.subject_np.as_ref().map_or(trigger.span, |np| self.syntax.span(&np.tokens));
            self.entities(role, &predicate.subject, span);
        }
        if !predicate.passive {
            if let Some((role, _)) = rule.object.first() {
                self.entities(role, &predicate.pronoun, trigger.span);
            }
            if let Some(np) = &predicate.object
                && let Some(role) = self.fitting(&rule.object, np)
            {
                self.np(role, np);
            }
        }
        // Phrases of a noun behind the verb: `أدى اليمين`, `افتتح سفارة X`.
        if trigger.tokens.len() > 1 {
            self.owned(trigger, rule);
        }
        self.prepositions(rule, clause, trigger.tokens.end);
    }

    fn noun(&mut self, predicates: &[Predicate], trigger: &Trigger, rule: &EventRule, clause: &Clause) {
        let syntax = self.syntax;
        let last = trigger.tokens.end - 1;
        let enclitic = syntax.reading(last).and_then(|r| r.enclitic);
        if let (Some(role), Some(enclitic)) = (&rule.pronoun, enclitic) {
            let referents = syntax.coreference.pronoun(syntax, last, enclitic);
            self.entities(role, &referents, trigger.span);
        }
        let mut from = trigger.tokens.end;
        if trigger.tokens.len() > 1 && rule.owner.is_some() {
            from = self.owned(trigger, rule);
        } else if enclitic.is_none() {
            let article = syntax.reading(last).is_some_and(|r| r.article);
            let first = clause.nps.first().filter(|np| np.tokens.start == trigger.tokens.end);
            if let Some(np) = first.filter(|np| !article && !syntax.is_adjective(np.tokens.start))
                && let Some(role) = self.fitting(&rule.genitive, np)
            {
                self.np(role, np);
                from = np.tokens.end;
            }
        }
        // Adjectives of nationality: `الهجوم التركي`.
        self.nisba(trigger, rule);
        self.prepositions(rule, clause, from);
        let has_actor = self.out.iter().any(|a| &*a.base == "actor" && !matches!(a.filler, ArgumentFiller::Topic(_)));
        if !has_actor && self.left_agent(trigger, rule) {
            return;
        }
        if let Some(governor) = trigger.governor.map(|g| &predicates[g]) {
            self.governed(governor, trigger, rule);
        }
    }

    /// `عزم مصر استضافة مؤتمر`, `إصرار مصر على تنظيم مؤتمر`: whoever stands before the verbal noun that governs this one.
    fn left_agent(&mut self, trigger: &Trigger, rule: &EventRule) -> bool {
        let syntax = self.syntax;
        let Some(role) = rule.governor.as_ref().or(rule.subject.as_ref()).filter(|r| &*r.base == "actor") else {
            return false;
        };
        let sentence = syntax.doc.sentence_of(trigger.tokens.start).tokens.start;
        let mut at = trigger.tokens.start;
        let mut masdars = 0;
        while at > sentence && masdars <= 2 {
            let before = at - 1;
            let Some(reading) = syntax.reading(before) else { return false };
            if masdars > 0 {
                let name = syntax.name_covering(before).filter(|&n| syntax.names.names[n].tokens.end == at);
                if let Some(entity) = name.and_then(|n| syntax.entities.borrow().of_name[n]) {
                    let span = syntax.names.names[name.expect("there is one")].span;
                    self.entities(role, &[entity], span);
                    return true;
                }
                let own = syntax.coreference.noun(syntax, before);
                if !own.is_empty() {
                    self.entities(role, &own, syntax.doc.tokens[before].core());
                    return true;
                }
            }
            let masdar = syntax.verb(before).is_none()
                && syntax.name_covering(before).is_none()
                && reading.forms.iter().any(|f| f.shape == Shape::Masdar)
                && !reading.article;
            let preposition = masdars > 0 && syntax.doc.pack.syntax.preposition.contains(&reading.key);
            if masdar {
                masdars += 1;
            } else if !preposition {
                return false;
            }
            at = before;
        }
        false
    }

    /// Whoever does what the governing verb says does the noun: `أجرى X محادثات`, `تستضيف X مؤتمرا`.
    fn governed(&mut self, governor: &Predicate, trigger: &Trigger, rule: &EventRule) {
        let syntax = self.syntax;
        if let Some((subject, object)) = rule.governed.get(&governor.lexeme) {
            let span = governor.subject_np.as_ref().map_or(trigger.span, |np| syntax.span(&np.tokens));
            if let Some(role) = subject {
                self.entities(role, &governor.subject, span);
            }
            if let (Some(role), Some(np)) = (object, &governor.object) {
                self.np(role, np);
            }
            return;
        }
        let light = syntax.is_light(governor.lexeme);
        let object = governor
            .object
            .as_ref()
            .is_some_and(|np| np.tokens.contains(&trigger.tokens.start) && np.tokens.start + 1 >= trigger.tokens.start);
        let first_pp = governor.clause.pps.first().is_some_and(|pp| pp.np.tokens.start == trigger.tokens.start);
        let close = trigger.tokens.start <= governor.token + 14;
        let role = if light { rule.governor.as_ref().or(rule.subject.as_ref()) } else { rule.governor.as_ref() };
        let Some(role) = role.filter(|_| close && (light || object || first_pp)) else {
            return;
        };
        if governor.passive
            || self.out.iter().any(|a| a.base == role.base && !matches!(a.filler, ArgumentFiller::Topic(_))) && !light
        {
            return;
        }
        let span = governor.subject_np.as_ref().map_or(trigger.span, |np| syntax.span(&np.tokens));
        self.entities(role, &governor.subject, span);
        if light {
            self.prepositions(rule, &governor.clause, governor.token + 1);
        }
    }

    /// `سفارة X`: the thing behind the trigger's verb or noun, and whose it is. Gives the token behind it.
    fn owned(&mut self, trigger: &Trigger, rule: &EventRule) -> usize {
        let syntax = self.syntax;
        let thing = trigger.tokens.end - 1;
        let Some(role) = &rule.owner else { return trigger.tokens.end };
        let mut end = trigger.tokens.end;
        let name = syntax.name_covering(thing).map(|n| (syntax.entities.borrow().of_name[n], &syntax.names.names[n]));
        if let Some((Some(entity), name)) = name {
            let owner: Vec<EntityId> = syntax.coreference.country_of(entity).into_iter().collect();
            self.entities(role, &owner, name.span);
            if let Some((theme, _)) = rule.genitive.first() {
                self.push(theme, ArgumentFiller::Entity(entity), name.span);
            }
            return name.tokens.end;
        }
        if let Some(country) = syntax.coreference.nisba_at(end) {
            self.entities(role, &[country], syntax.doc.tokens[end].core());
            end += 1;
        } else if let Some(np) = syntax.np(end) {
            let direct = syntax.reading(np.tokens.start).is_some_and(|r| !r.has_proclitic());
            if direct && !np.referents.is_empty() {
                let span = syntax.span(&np.tokens);
                self.entities(role, &np.referents, span);
                end = np.tokens.end;
            }
        }
        if let Some((genitive, _)) = rule.genitive.first() {
            let span = syntax.span(&(thing..end));
            self.push(genitive, ArgumentFiller::Topic(span), span);
        }
        end
    }

    fn nisba(&mut self, trigger: &Trigger, rule: &EventRule) {
        let syntax = self.syntax;
        let Some(role) = rule.subject.as_ref().or(rule.genitive.last().map(|(r, _)| r)).filter(|r| &*r.base != THEME)
        else {
            return;
        };
        let from = trigger.tokens.end;
        for at in from..from + 3 {
            let Some(country) = syntax.coreference.nisba_at(at) else {
                let adjective = syntax
                    .reading(at)
                    .is_some_and(|r| !r.has_proclitic() && r.forms.iter().any(|f| f.shape.is_nominal()));
                if adjective && syntax.name_covering(at).is_none() {
                    continue;
                }
                break;
            };
            if syntax.reading(at).is_some_and(|r| !r.has_proclitic()) && syntax.name_covering(at).is_none() {
                self.entities(role, &[country], syntax.doc.tokens[at].core());
            }
        }
    }

    fn prepositions(&mut self, rule: &EventRule, clause: &Clause, from: usize) {
        let mut buried = false;
        for pp in clause.pps.iter().filter(|pp| pp.at >= from) {
            // A place behind a topic belongs to the topic.
            let topic = pp.np.reference == Reference::None && pp.np.tokens.len() > 1;
            let role = rule.prep.get(&pp.preposition).and_then(|choices| self.fitting(choices, &pp.np));
            let place = role.is_none_or(|r| &*r.base == PLACE);
            if buried && place {
                continue;
            }
            buried |= topic && (place || role.is_some_and(|r| &*r.base == THEME));
            match role {
                Some(role) => self.np(role, &pp.np),
                None => self.general_place(&pp.preposition, &pp.np),
            }
        }
    }

    /// `في X` is a place of any event.
    fn general_place(&mut self, preposition: &str, np: &Np) {
        let words = &self.syntax.doc.pack.syntax.place;
        if words.contains(preposition) {
            let role = RoleName { base: PLACE.into(), narrow: None };
            self.np(&role, np);
        }
    }

    fn np(&mut self, role: &RoleName, np: &Np) {
        if np.tokens.is_empty() {
            return;
        }
        let span = self.syntax.span(&np.tokens);
        if &*role.base == THEME {
            let whole = np.reference == Reference::Name && np.referents.len() == 1;
            let filler = if whole {
                ArgumentFiller::Entity(np.referents[0])
            } else {
                ArgumentFiller::Topic(self.theme_span(np))
            };
            self.push(role, filler, span);
            return;
        }
        if &*role.base == PLACE && np.reference != Reference::Name && np.reference != Reference::Back {
            return;
        }
        self.entities(role, &np.referents, span);
    }

    /// A topic goes on with what hangs on it by preposition, to the end of the phrase.
    fn theme_span(&self, np: &Np) -> Span {
        let syntax = self.syntax;
        let mut end = np.tokens.end;
        let sentence = syntax.doc.sentence_of(np.tokens.start).tokens.end;
        for _ in 0..4 {
            // `التعافي المبكر وإعادة الإعمار`: a second noun joined to the first.
            let and = syntax.reading(end).is_some_and(|r| r.conjunction.is_some() && r.preposition.is_none());
            if and
                && end < sentence
                && syntax.verb(end).is_none()
                && !syntax.doc.tokens[end].line_start
                && let Some(next) = syntax.np(end).filter(|next| next.reference == Reference::None)
            {
                end = next.tokens.end;
                continue;
            }
            match syntax
                .pp(end)
                .filter(|pp| end < sentence && !pp.np.tokens.is_empty() && !syntax.doc.tokens[end].line_start)
            {
                Some(pp) if syntax.doc.pack.syntax.place.contains(&pp.preposition) => end = pp.np.tokens.end,
                _ => break,
            }
        }
        syntax.span(&(np.tokens.start..end))
    }

    /// The first role whose class the phrase has.
    fn fitting<'r>(&self, choices: &'r [RoleChoice], np: &Np) -> Option<&'r RoleName> {
        let has = |class: &str| np.referents.iter().any(|&e| *self.syntax.class(e) == *class);
        choices.iter().find(|(_, class)| class.as_ref().is_none_or(|c| has(c))).map(|(role, _)| role)
    }

    fn entities(&mut self, role: &RoleName, entities: &[EntityId], span: Span) {
        for &entity in entities {
            let class = self.syntax.class(entity);
            let place = PLACES.contains(&&*class);
            if &*role.base == PLACE {
                if place {
                    self.push(role, ArgumentFiller::Entity(entity), span);
                }
                continue;
            }
            match &*class {
                // A capital acts for its country; another town is where it happens.
                "City" | "Region" | "Facility" => match self.syntax.capital_of(entity) {
                    Some(country) if &*role.base == "actor" => self.push(role, ArgumentFiller::Entity(country), span),
                    _ if &*role.base == "recipient" => self.push(role, ArgumentFiller::Entity(entity), span),
                    _ => {}
                },
                "Work" => {}
                _ => self.push(role, ArgumentFiller::Entity(entity), span),
            }
        }
    }

    fn push(&mut self, role: &RoleName, filler: ArgumentFiller, span: Span) {
        let same = |a: &Argument| a.base == role.base && a.filler == filler;
        if !self.out.iter().any(same) {
            self.out.push(Argument { base: role.base.clone(), narrow: role.narrow.clone(), filler, span });
        }
    }

    /// The target of an attack or the host of a visit that is a place is where it happens.
    fn place_from(&mut self, rule: &EventRule) {
        let Some(role) = &rule.place_from else { return };
        if self.out.iter().any(|a| &*a.base == PLACE) {
            return;
        }
        let found = self.out.iter().find(|a| {
            a.narrow.as_ref() == Some(role)
                && matches!(&a.filler, ArgumentFiller::Entity(e) if PLACES.contains(&&*self.syntax.class(*e)))
        });
        if let Some(argument) = found.cloned() {
            self.out.push(Argument { base: PLACE.into(), narrow: None, ..argument });
        }
    }
}

/// Whether a word right behind the trigger shows that something else is meant (`قمة الجبل`).
pub fn is_denied(syntax: &Syntax, trigger: &Trigger, rule: &EventRule) -> bool {
    !rule.deny.is_empty()
        && (trigger.tokens.end..trigger.tokens.end + 3)
            .filter_map(|at| syntax.reading(at))
            .any(|r| rule.deny.contains(&r.key) || rule.deny.contains(r.bare(syntax.doc.pack)))
}

/// Whether a word that the rule wants stands close behind the trigger.
pub fn has_word(syntax: &Syntax, trigger: &Trigger, rule: &EventRule) -> bool {
    (trigger.tokens.start + 1..trigger.tokens.start + 7).any(|at| {
        syntax.reading(at).is_some_and(|r| {
            rule.need_word.contains(&r.key)
                || rule.need_word.contains(r.bare(syntax.doc.pack))
                || r.forms.iter().any(|f| rule.need_word.contains(&syntax.doc.pack.lemma(f.lexeme)))
        })
    })
}

pub fn satisfied(syntax: &Syntax, rule: &EventRule, arguments: &[Argument]) -> bool {
    rule.need.is_empty()
        || rule.need.iter().any(|need| {
            let count = arguments
                .iter()
                .filter(|a| a.base == need.role || a.narrow.as_ref() == Some(&need.role))
                .filter(|a| match (&need.class, &a.filler) {
                    (None, _) => true,
                    (Some(class), ArgumentFiller::Entity(entity)) => **class == *syntax.class(*entity),
                    (Some(_), ArgumentFiller::Topic(_)) => false,
                })
                .count();
            count >= need.count
        })
}
