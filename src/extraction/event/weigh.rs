//! Where many weak signals must be weighed: the pack's linear model decides beside the rules.

use super::surroundings::{Neighbour, neighbours};
use super::{Argument, ArgumentFiller, Happening, Part, Scene, Told, merge};
use crate::extraction::facts::{EntityId, Rule};
use crate::extraction::syntax::Syntax;
use crate::lang::model::{ARGUMENT, EVENT, Features, Question, SAME, STATUS};
use crate::text::Span;
use rustc_hash::FxHashMap;

/// The roles that somebody near a trigger is weighed for.
const ROLES: [&str; 3] = ["actor", "recipient", "place"];
/// Log-odds that the word of a rule adds to what the model says of a role or of two tellings.
const PRIOR: f32 = 0.5;

/// How many tellings of its class before it may tell the same event: a text of any length takes time by its length.
const REACH: usize = 64;

/// Log-odds by which a place of one class is surer than another: an event is in one city, one country.
const FAR: f32 = 1.0;

/// One case as a model sees it.
#[derive(Clone, Debug)]
pub struct Observation {
    /// One of [`crate::lang::model`]'s questions.
    pub question: &'static str,
    pub class: String,
    pub trigger: Span,
    pub entity: Option<EntityId>,
    /// The trigger that may tell the same event.
    pub other: Option<Span>,
    /// What the rules say.
    pub rules: Vec<String>,
    pub features: Vec<String>,
}

/// How likely two tellings, by their places among all, tell the same event; none without a model.
pub type Sameness = Option<FxHashMap<(usize, usize), f32>>;

/// Lets the model decide what is an event, and notes what it needs to decide who takes part and whether it happened.
pub fn weigh(scene: &Scene, told: &mut [Told]) -> Sameness {
    let model = &scene.syntax.doc.pack.model;
    let event = model.question(EVENT)?;
    let mut features = Features::default();
    let rules: Vec<Told> = told.to_vec();
    let mut scores = Vec::with_capacity(told.len());
    for (at, one) in told.iter_mut().enumerate() {
        features.clear();
        scene.event(&rules[at], at, &rules, &mut features);
        scores.push(event.score("yes", &features));
        one.accepted = scores[at] > 0.0;
        one.complete = one.accepted;
    }
    // One word tells one event: the likeliest.
    for at in 1..told.len() {
        let word = told[at].trigger.tokens.start;
        for other in (0..at).rev().take_while(|&other| rules[other].trigger.tokens.start == word) {
            if told[other].accepted && told[at].accepted {
                let loser = if scores[at] > scores[other] { other } else { at };
                told[loser].accepted = false;
            }
        }
    }
    let argument = model.question(ARGUMENT);
    for (at, one) in told.iter_mut().enumerate().filter(|(_, t)| t.accepted) {
        scene.status(&rules[at], at, &rules, &mut one.signs);
        one.parts = argument.map_or_else(Vec::new, |question| parts(scene, question, &rules[at], &mut features));
    }
    let same = model.question(SAME)?;
    let mut out = FxHashMap::default();
    for (first, second) in pairs(told, |t| t.accepted) {
        features.clear();
        let alike = merge::alike(scene.syntax, &rules[first], &rules[second]);
        scene.same(&rules[first], &rules[second], alike, &mut features);
        let prior = if alike { 3.0 * PRIOR } else { 0.0 };
        out.insert((first, second), same.score("yes", &features) + prior);
    }
    Some(out)
}

/// Lets the model decide whether it happened, by all that tells it.
pub fn status(syntax: &Syntax, happenings: &mut [Happening]) {
    let Some(question) = syntax.doc.pack.model.question(STATUS) else { return };
    let mut features = Features::default();
    for happening in happenings {
        features.clear();
        happening.told.iter().for_each(|told| features.extend(&told.signs));
        let mut scores = question.scores(&features);
        if &*happening.status_rule != "status.default"
            && let Some(at) = question.labels.iter().position(|l| **l == *happening.status)
        {
            scores[at] += PRIOR;
        }
        let best = (0..scores.len()).max_by(|&a, &b| scores[a].total_cmp(&scores[b]).then(b.cmp(&a)));
        if let Some(best) = best.map(|b| &question.labels[b]).filter(|b| **b != *happening.status) {
            happening.status = best.as_str().into();
            // The words that spoke for another status are no evidence of this one.
            happening.status_words = None;
            happening.status_rule = "model.status".into();
        }
    }
}

/// Places of tellings of one class, the first told before the second, no more than [`REACH`] of the class before it.
fn pairs(told: &[Told], counts: impl Fn(&Told) -> bool) -> Vec<(usize, usize)> {
    let mut of_class: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    let mut out = Vec::new();
    for (at, one) in told.iter().enumerate().filter(|(_, t)| counts(t)) {
        let earlier = of_class.entry(&one.class).or_default();
        let near = earlier[earlier.len().saturating_sub(REACH)..].iter().copied();
        out.extend(near.filter(|&e| told[e].trigger.tokens.end <= one.trigger.tokens.start).map(|e| (e, at)));
        earlier.push(at);
    }
    out
}

/// Everybody who may have a role, each with the phrases that mean him.
fn candidates(scene: &Scene, told: &Told) -> (Vec<Neighbour>, Vec<EntityId>) {
    let near = neighbours(scene.syntax, &told.trigger.tokens);
    let mut entities: Vec<EntityId> = Vec::new();
    let ruled = told.arguments.iter().filter_map(|a| match a.filler {
        ArgumentFiller::Entity(entity) => Some(entity),
        ArgumentFiller::Topic(_) => None,
    });
    let governors = told.trigger.predicate.into_iter().chain(told.trigger.governor);
    let subjects = governors.flat_map(|g| scene.predicates[g].subject.iter().copied());
    for entity in near.iter().map(|n| n.entity).chain(ruled).chain(subjects) {
        if !entities.contains(&entity) && &*scene.syntax.class(entity) != "Work" {
            entities.push(entity);
        }
    }
    (near, entities)
}

/// How likely everybody near a trigger has each role.
fn parts(scene: &Scene, question: &Question, told: &Told, features: &mut Features) -> Vec<Part> {
    let (near, entities) = candidates(scene, told);
    let mut out = Vec::new();
    for entity in entities {
        let seen: Vec<&Neighbour> = near.iter().filter(|n| n.entity == entity).collect();
        features.clear();
        scene.argument(told, entity, &seen, &near, features);
        let span = seen.first().map_or(told.trigger.span, |n| scene.syntax.span(&n.tokens));
        let scores = question.scores(features);
        let parts = question.labels.iter().zip(scores);
        out.extend(parts.map(|(base, score)| Part { entity, base: base.as_str().into(), score, span }));
    }
    out
}

/// Lets the model decide who takes part, by all that tells an event. Nobody acts and is acted upon, and nobody acts upon
/// the country that he acts for.
pub fn arguments(syntax: &Syntax, happening: &mut Happening) {
    if syntax.doc.pack.model.question(ARGUMENT).is_none() {
        return;
    }
    let mut roles: Vec<(&Part, f32)> = Vec::new();
    let all = || happening.told.iter().flat_map(|t| &t.parts);
    let ruled: Vec<(EntityId, &str)> = happening
        .arguments
        .iter()
        .filter_map(|(a, _)| if let ArgumentFiller::Entity(e) = a.filler { Some((e, &*a.base)) } else { None })
        .collect();
    let prior = |part: &Part| match ruled.iter().any(|(e, _)| *e == part.entity) {
        true if ruled.contains(&(part.entity, &*part.base)) => PRIOR,
        true => -PRIOR,
        false => 0.0,
    };
    for part in all() {
        if roles.iter().all(|(r, _)| r.entity != part.entity || r.base != part.base) {
            let scores = all().filter(|p| p.entity == part.entity && p.base == part.base).map(|p| p.score);
            roles.push((part, middle(scores) + prior(part)));
        }
    }
    let score = |entity, base: &str| {
        roles.iter().find(|(r, _)| r.entity == entity && &*r.base == base).map_or(f32::MIN, |(_, score)| *score)
    };
    let other = |base: &str| match base {
        "actor" => "recipient",
        "recipient" => "actor",
        _ => "",
    };
    let rule = &syntax.doc.pack.events.rules[happening.told[0].trigger.rule];
    let own = |(a, _): &&(Argument, Rule)| matches!(a.filler, ArgumentFiller::Topic(_)) || &*a.base == "theme";
    let mut out: Vec<(Argument, Rule)> = happening.arguments.iter().filter(own).cloned().collect();
    for (part, sum) in &roles {
        let beaten = score(part.entity, other(&part.base));
        let own = |e| syntax.coreference.country_of(e) == Some(part.entity) && e != part.entity;
        let at_home = &*part.base == "recipient"
            && roles.iter().any(|(r, score)| &*r.base == "actor" && *score > 0.0 && own(r.entity));
        let elsewhere = &*part.base == "place"
            && roles.iter().any(|(r, score)| {
                r.base == part.base && score - sum > FAR && syntax.class(r.entity) == syntax.class(part.entity)
            });
        if *sum <= 0.0 || beaten > *sum || at_home || elsewhere {
            continue;
        }
        let filler = ArgumentFiller::Entity(part.entity);
        let ruled = happening.arguments.iter().find(|(a, _)| a.base == part.base && a.filler == filler);
        out.push(ruled.cloned().unwrap_or_else(|| {
            let narrow = rule.narrow_role(&part.base);
            (Argument { base: part.base.clone(), narrow, filler, span: part.span }, "model.argument".into())
        }));
    }
    happening.arguments = out;
}

/// Halfway between the mean and the greatest: what several tellings say counts, and so does the clearest.
pub fn middle(scores: impl Iterator<Item = f32>) -> f32 {
    let (sum, n, most) = scores.fold((0.0, 0, f32::MIN), |(sum, n, most), s| (sum + s, n + 1, most.max(s)));
    if n == 0 { f32::MIN } else { (sum / n as f32 + most) / 2.0 }
}

/// All cases of a document.
pub fn observe(scene: &Scene, told: &[Told]) -> Vec<Observation> {
    let mut out = Vec::new();
    let mut features = Features::named();
    let mut push = |question, one: &Told, entity, other, rules, features: &mut Features| {
        out.push(Observation {
            other,
            question,
            class: one.class.to_string(),
            trigger: one.trigger.span,
            entity,
            rules,
            features: features.names.clone().unwrap_or_default(),
        });
        features.clear();
    };
    for (at, one) in told.iter().enumerate() {
        features.clear();
        scene.event(one, at, told, &mut features);
        push(EVENT, one, None, None, if one.accepted { vec!["yes".into()] } else { vec![] }, &mut features);
        scene.status(one, at, told, &mut features);
        push(STATUS, one, None, None, vec![one.status.to_string()], &mut features);
        let (near, entities) = candidates(scene, one);
        for entity in entities {
            let seen: Vec<&Neighbour> = near.iter().filter(|n| n.entity == entity).collect();
            scene.argument(one, entity, &seen, &near, &mut features);
            let rules = one.arguments.iter().filter(|a| a.filler == ArgumentFiller::Entity(entity));
            let rules = rules.map(|a| a.base.to_string()).filter(|b| ROLES.contains(&&**b)).collect();
            push(ARGUMENT, one, Some(entity), None, rules, &mut features);
        }
    }
    for (first, second) in pairs(told, |_| true) {
        let alike = merge::alike(scene.syntax, &told[first], &told[second]);
        scene.same(&told[first], &told[second], alike, &mut features);
        let rules = if alike { vec!["yes".into()] } else { vec![] };
        push(SAME, &told[second], None, Some(told[first].trigger.span), rules, &mut features);
    }
    out
}
