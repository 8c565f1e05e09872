//! The right answers of an annotated article to what a model is asked.

use super::annotation::{Annotation, Event};
use crate::extraction::event::Observation;
use crate::extraction::facts::{Facts, Instance, MentionKind};
use crate::lang::model::{EVENT, SAME, STATUS};
use crate::text::Span;

pub struct Labeller<'a> {
    annotation: &'a Annotation,
    /// For each entity that was found: the annotated one it is.
    entity: Vec<Option<&'a str>>,
}

impl<'a> Labeller<'a> {
    pub fn new(annotation: &'a Annotation, facts: &Facts) -> Self {
        let mut found: Vec<Vec<Span>> = vec![Vec::new(); facts.entities.len()];
        for mention in facts.mentions.iter().filter(|m| matches!(m.kind, MentionKind::Name | MentionKind::Nisba)) {
            for instance in &mention.denotes {
                if let Instance::Entity(entity) = instance {
                    found[*entity].push(mention.span);
                }
            }
        }
        let mut pairs: Vec<(usize, usize, usize)> = Vec::new();
        for (gold, entity) in annotation.entities.iter().enumerate() {
            for (own, spans) in found.iter().enumerate() {
                let shared = entity.mentions.iter().filter(|m| spans.iter().any(|&s| m.overlaps(s))).count();
                if shared > 0 {
                    pairs.push((shared, gold, own));
                }
            }
        }
        // Those that share most first; each once.
        pairs.sort_by_key(|&(shared, gold, own)| (std::cmp::Reverse(shared), gold, own));
        let mut entity = vec![None; found.len()];
        let mut used = vec![false; annotation.entities.len()];
        for (_, gold, own) in pairs {
            if !used[gold] && entity[own].is_none() {
                used[gold] = true;
                entity[own] = Some(annotation.entities[gold].id.as_str());
            }
        }
        Labeller { annotation, entity }
    }

    /// The annotated event that a trigger tells.
    fn event(&self, class: &str, trigger: Span) -> Option<(usize, &'a Event)> {
        let tells = |e: &Event| e.class == class && e.triggers.iter().any(|t| t.overlaps(trigger));
        self.annotation.events.iter().enumerate().find(|(_, e)| tells(e))
    }

    /// Which annotated event a case is about.
    pub fn subject(&self, one: &Observation) -> Option<usize> {
        self.event(&one.class, one.trigger).map(|(at, _)| at)
    }

    /// None where the question does not arise.
    pub fn labels(&self, one: &Observation) -> Option<Vec<String>> {
        let event = self.event(&one.class, one.trigger);
        let yes = |is: bool| if is { vec!["yes".to_string()] } else { Vec::new() };
        match (one.question, event) {
            (EVENT, event) => Some(yes(event.is_some())),
            (_, None) => None,
            (STATUS, Some((_, event))) => Some(vec![event.status.clone()]),
            (SAME, Some((at, _))) => {
                let (other, _) = self.event(&one.class, one.other?)?;
                Some(yes(at == other))
            }
            (_, Some((_, event))) => {
                let entity = self.entity[one.entity?];
                let has = |list: &[String]| entity.is_some_and(|e| list.iter().any(|x| x == e));
                let roles = [("actor", &event.actors), ("recipient", &event.recipients), ("place", &event.places)];
                let labels = roles.into_iter().filter(|(_, list)| has(list)).map(|(role, _)| role.to_string());
                Some(labels.collect())
            }
        }
    }
}
