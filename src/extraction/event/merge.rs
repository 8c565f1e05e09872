//! Event coreference: triggers that tell the same event are put together, distinct occasions stay apart.

use super::{Argument, ArgumentFiller, Happening, Told};
use crate::analysis::Block;
use crate::extraction::facts::EntityId;
use crate::extraction::syntax::Syntax;
use std::collections::BTreeSet;

pub fn merge(syntax: &Syntax, told: Vec<Told>) -> Vec<Happening> {
    let mut out: Vec<Happening> = Vec::new();
    for one in told {
        let best = out
            .iter()
            .enumerate()
            .filter(|(_, h)| h.class == one.class)
            .filter_map(|(at, h)| likeness(syntax, h, &one).map(|score| (score, at)))
            .max();
        match best {
            Some((_, at)) => add(&mut out[at], one),
            None if one.complete => out.push(new(one)),
            None => {}
        }
    }
    out.sort_by_key(|h| h.told[0].trigger.span.begin);
    out
}

fn new(told: Told) -> Happening {
    Happening {
        class: told.class.clone(),
        narrow: told.narrow.clone(),
        arguments: told.arguments.iter().map(|a| (a.clone(), told.rule.clone())).collect(),
        status: told.status.clone(),
        status_words: told.status_words,
        status_rule: told.status_rule.clone(),
        time: told.time.clone(),
        told: vec![told],
    }
}

fn add(happening: &mut Happening, told: Told) {
    for argument in &told.arguments {
        let same = |(a, _): &(Argument, _)| a.base == argument.base && a.filler == argument.filler;
        let topic = &*argument.base == "theme" && happening.arguments.iter().any(|(a, _)| &*a.base == "theme");
        if !happening.arguments.iter().any(same) && !topic {
            happening.arguments.push((argument.clone(), told.rule.clone()));
        }
    }
    if happening.time.as_ref().is_none_or(|t| t.bounds.is_none()) && told.time.is_some() {
        happening.time = told.time.clone();
    }
    if &*happening.status_rule == "status.default" && &*told.status_rule != "status.default" {
        happening.status = told.status.clone();
        happening.status_words = told.status_words;
        happening.status_rule = told.status_rule.clone();
    }
    if happening.narrow.is_none() {
        happening.narrow = told.narrow.clone();
    }
    happening.told.push(told);
}

fn participants<'a>(arguments: impl Iterator<Item = &'a Argument>) -> BTreeSet<EntityId> {
    arguments
        .filter(|a| matches!(&*a.base, "actor" | "recipient"))
        .filter_map(|a| if let ArgumentFiller::Entity(e) = a.filler { Some(e) } else { None })
        .collect()
}

/// How much two tellings are alike; none where they cannot be the same event.
fn likeness(syntax: &Syntax, happening: &Happening, told: &Told) -> Option<i32> {
    let explicit = |rule: &str| rule != "status.default";
    if explicit(&happening.status_rule) && explicit(&told.status_rule) && !compatible(&happening.status, &told.status) {
        return None;
    }
    let mut score = 0;
    if let (Some(a), Some(b)) =
        (happening.time.as_ref().and_then(|t| t.bounds.as_ref()), told.time.as_ref().and_then(|t| t.bounds.as_ref()))
    {
        if a.latest < b.earliest || b.latest < a.earliest {
            return None;
        }
        score += 3;
    }
    let mine = participants(happening.arguments.iter().map(|(a, _)| a));
    let theirs = participants(told.arguments.iter());
    let shared = mine.intersection(&theirs).count() as i32;
    if !mine.is_empty() && !theirs.is_empty() {
        // A person and the country that he acts for are one side.
        let sides = |set: &BTreeSet<EntityId>| {
            set.iter().filter_map(|&e| syntax.coreference.country_of(e)).collect::<BTreeSet<_>>()
        };
        let same_side = sides(&mine).intersection(&sides(&theirs)).count() as i32;
        if shared == 0 && same_side == 0 {
            return None;
        }
        if shared == 0 && !told.trigger.definite {
            return None;
        }
        let extra = theirs.difference(&mine).count() as i32;
        if shared > 0 && extra > 0 && mine.len() >= 2 && shared < 2 && theirs.len() >= 2 {
            return None;
        }
        score += 3 * shared + same_side;
    }
    let headline =
        happening.told.iter().any(|t| syntax.doc.sentence_of(t.trigger.tokens.start).block == Block::Headline);
    if theirs.is_empty() || mine.is_empty() {
        let places = |arguments: &mut dyn Iterator<Item = &Argument>| -> BTreeSet<EntityId> {
            arguments
                .filter(|a| &*a.base == "place")
                .filter_map(|a| if let ArgumentFiller::Entity(e) = a.filler { Some(e) } else { None })
                .collect()
        };
        let p = places(&mut happening.arguments.iter().map(|(a, _)| a));
        let q = places(&mut told.arguments.iter());
        if !p.is_empty() && !q.is_empty() && p.is_disjoint(&q) {
            return None;
        }
        let common_place = p.intersection(&q).count() as i32;
        if !told.trigger.definite && common_place == 0 && !headline {
            return None;
        }
        score += common_place;
    }
    // Among several the last told is meant.
    let distance = told.trigger.tokens.start - happening.told.last().expect("told once").trigger.tokens.start;
    Some(score * 1000 - distance as i32)
}

fn compatible(a: &str, b: &str) -> bool {
    a == b
        || matches!(
            (a, b),
            ("occurred", "ongoing") | ("ongoing", "occurred") | ("planned", "occurred") | ("occurred", "planned")
        )
}
