//! Event coreference: triggers that tell the same event are put together, distinct occasions stay apart.

use super::weigh::Sameness;
use super::{Argument, ArgumentFiller, Happening, Told, ToldTime};
use crate::analysis::Block;
use crate::extraction::facts::EntityId;
use crate::extraction::syntax::Syntax;
use std::collections::BTreeSet;

/// Lines of the text in which the headline's event is told again.
const LEAD: usize = 2;
/// Tokens within which a noun without anybody in its clause tells the event before it.
const BREATH: usize = 45;

pub fn merge(syntax: &Syntax, told: Vec<Told>, sameness: &Sameness) -> Vec<Happening> {
    let mut out: Vec<Happening> = Vec::new();
    let mut members: Vec<Vec<usize>> = Vec::new();
    for (place, one) in told.into_iter().enumerate() {
        if !one.accepted {
            continue;
        }
        // `فرضت عقوبات`: what an event is about is no second event of its kind, but tells the same one.
        let of = |h: &Happening| {
            h.class == one.class
                && h.arguments
                    .iter()
                    .any(|(a, _)| matches!(a.filler, ArgumentFiller::Topic(span) if span.contains(one.trigger.span)))
        };
        let topic = out.iter().position(of);
        let best = match sameness {
            _ if topic.is_some() => topic,
            Some(sameness) => {
                let likely = |members: &[usize]| {
                    super::weigh::middle(members.iter().filter_map(|&m| sameness.get(&(m, place)).copied()))
                };
                (0..out.len())
                    .filter(|&at| out[at].class == one.class)
                    .map(|at| (likely(&members[at]), at))
                    .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)))
                    .filter(|(score, _)| *score > 0.0)
                    .map(|(_, at)| at)
            }
            None => out
                .iter()
                .enumerate()
                .filter(|(_, h)| h.class == one.class)
                .filter_map(|(at, h)| likeness(syntax, h, &one).map(|score| (score, at)))
                .max()
                .map(|(_, at)| at),
        };
        match best {
            Some(at) => {
                add(&mut out[at], one);
                members[at].push(place);
            }
            None if one.complete => {
                out.push(new(one));
                members.push(vec![place]);
            }
            None => {}
        }
    }
    out.sort_by_key(|h| h.told[0].trigger.span.begin);
    for happening in &mut out {
        super::weigh::arguments(syntax, happening);
        super::time::last(syntax, happening);
    }
    inherit(syntax, &mut out);
    for happening in &mut out {
        persons_only(syntax, happening);
    }
    out
}

/// Whether the rules alone would take two tellings for the same event.
pub fn alike(syntax: &Syntax, first: &Told, second: &Told) -> bool {
    likeness(syntax, &new(first.clone()), second).is_some()
}

/// The country of a person who receives somebody receives him as well, where the rule knows hosts.
fn host_country(syntax: &Syntax, happening: &mut Happening) {
    let rule = &syntax.doc.pack.events.rules[happening.told[0].trigger.rule];
    let Some(role) = rule
        .place_from
        .as_ref()
        .filter(|_| happening.arguments.iter().all(|(a, _)| !is_country(syntax, a, "recipient")))
    else {
        return;
    };
    let host = happening.arguments.iter().find(|(a, _)| a.narrow.as_ref() == Some(role)).cloned();
    let Some((argument, _)) = host else { return };
    let ArgumentFiller::Entity(person) = argument.filler else { return };
    if let Some(country) = syntax.coreference.country_of(person).filter(|&c| c != person) {
        let argument = Argument { filler: ArgumentFiller::Entity(country), ..argument };
        happening.arguments.push((argument, "event.occasion".into()));
    }
}

fn is_country(syntax: &Syntax, argument: &Argument, base: &str) -> bool {
    &*argument.base == base && matches!(argument.filler, ArgumentFiller::Entity(e) if &*syntax.class(e) == "Country")
}

/// Whoever acts in an office acts for the country, which is not listed beside the person.
fn persons_only(syntax: &Syntax, happening: &mut Happening) {
    let entity = |a: &Argument| if let ArgumentFiller::Entity(e) = a.filler { Some(e) } else { None };
    let acting: BTreeSet<EntityId> = happening
        .arguments
        .iter()
        .filter(|(a, _)| &*a.base == "actor")
        .filter_map(|(a, _)| entity(a))
        .filter(|&e| &*syntax.class(e) == "Person")
        .filter_map(|e| syntax.coreference.country_of(e))
        .collect();
    happening.arguments.retain(|(a, _)| !(&*a.base == "actor" && entity(a).is_some_and(|e| acting.contains(&e))));
}

/// An event without participants or place has those of the occasion told just before it, where its rule says so.
fn inherit(syntax: &Syntax, happenings: &mut [Happening]) {
    for at in 0..happenings.len() {
        let rule = &syntax.doc.pack.events.rules[happenings[at].told[0].trigger.rule];
        if rule.inherit.is_empty() {
            continue;
        }
        let token = happenings[at].told[0].trigger.tokens.start;
        let line = syntax.doc.sentence_of(token).line;
        let occasion = happenings
            .iter()
            .enumerate()
            .filter(|(other, h)| *other != at && rule.inherit.contains(&h.class))
            // What did not take place is no occasion of anything.
            .filter(|(_, h)| &*h.status != "negated")
            .flat_map(|(other, h)| h.told.iter().map(move |t| (other, t.trigger.tokens.start)))
            .filter(|(_, t)| *t < token && syntax.doc.sentence_of(*t).line == line)
            .max_by_key(|(_, t)| *t)
            .map(|(other, _)| other);
        let Some(occasion) = occasion.map(|o| happenings[o].clone()) else { continue };
        let happening = &mut happenings[at];
        let role = rule.subject.as_ref();
        let empty = participants(happening.arguments.iter().map(|(a, _)| a)).is_empty();
        if let (true, Some(role)) = (empty, role) {
            let countries: BTreeSet<EntityId> = participants(occasion.arguments.iter().map(|(a, _)| a))
                .into_iter()
                .filter_map(|e| syntax.coreference.country_of(e))
                .collect();
            for country in countries {
                let argument = Argument {
                    base: role.base.clone(),
                    narrow: role.narrow.clone(),
                    filler: ArgumentFiller::Entity(country),
                    span: occasion.told[0].trigger.span,
                };
                happening.arguments.push((argument, "event.occasion".into()));
            }
        }
        host_country(syntax, happening);
        let has_place = |h: &Happening| h.arguments.iter().any(|(a, _)| &*a.base == "place");
        if !has_place(happening) {
            let places = occasion.arguments.iter().filter(|(a, _)| &*a.base == "place");
            happening.arguments.extend(places.map(|(a, _)| (a.clone(), "event.occasion".into())));
        }
        if happening.time.is_none() && &*happening.status == "occurred" {
            happening.time = occasion.time.clone();
        }
    }
}

/// An event without a time has that of the occasion told nearest before it in its line, else behind it, where its rule
/// says so.
pub fn dated(syntax: &Syntax, happenings: &mut [Happening]) {
    for at in 0..happenings.len() {
        let rule = &syntax.doc.pack.events.rules[happenings[at].told[0].trigger.rule];
        if happenings[at].time.is_some() || rule.dated_by.is_empty() {
            continue;
        }
        let line = |token: usize| syntax.doc.sentence_of(token).tokens.start;
        let mine: Vec<usize> = happenings[at].told.iter().map(|t| t.trigger.tokens.start).collect();
        let nearest = happenings
            .iter()
            .enumerate()
            .filter(|(other, h)| *other != at && rule.dated_by.contains(&h.class) && h.time.is_some())
            .filter(|(_, h)| h.status == happenings[at].status)
            .flat_map(|(other, h)| h.told.iter().map(move |t| (other, t.trigger.tokens.start)))
            .flat_map(|(other, theirs)| mine.iter().map(move |&m| (other, theirs, m)))
            .filter(|(_, theirs, m)| line(*theirs) == line(*m))
            .min_by_key(|(_, theirs, m)| (theirs > m, theirs.abs_diff(*m)))
            .map(|(other, ..)| other);
        if let Some(other) = nearest {
            happenings[at].time = happenings[other].time.clone();
        }
    }
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
        quantities: told.quantities.clone(),
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
    let days =
        |t: &Option<ToldTime>| t.as_ref().and_then(|t| t.bounds.as_ref()).map(|b| (b.latest - b.earliest).get_days());
    let narrower = match (days(&happening.time), days(&told.time)) {
        (Some(have), Some(new)) => new < have,
        (None, Some(_)) => true,
        (None, None) => happening.time.is_none(),
        _ => false,
    };
    // What is planned anew does not say when it happened before.
    let default = |rule: &str| rule == "status.default";
    let agrees = happening.status == told.status || default(&happening.status_rule) || default(&told.status_rule);
    if narrower && agrees && told.time.is_some() {
        happening.time = told.time.clone();
    }
    if &*happening.status_rule == "status.default" && &*told.status_rule != "status.default" {
        happening.status = told.status.clone();
        happening.status_words = told.status_words;
        happening.status_rule = told.status_rule.clone();
    }
    for counted in &told.quantities {
        if happening.quantities.iter().all(|c| c.property != counted.property) {
            happening.quantities.push(counted.clone());
        }
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
    let in_headline = |t: &Told| syntax.doc.sentence_of(t.trigger.tokens.start).block == Block::Headline;
    let headline = happening.told.iter().any(in_headline);
    let only_headline = happening.told.iter().all(in_headline);
    let mine = participants(happening.arguments.iter().map(|(a, _)| a));
    let theirs = participants(told.arguments.iter());
    let shared = mine.intersection(&theirs).count() as i32;
    if !mine.is_empty() && !theirs.is_empty() {
        // A person and the country that he acts for are one side.
        let sides = |set: &BTreeSet<EntityId>| {
            set.iter().filter_map(|&e| syntax.coreference.country_of(e)).collect::<BTreeSet<_>>()
        };
        let same_side = sides(&mine).intersection(&sides(&theirs)).count() as i32;
        // The lead tells the headline's event again, often with somebody else of the same side in front.
        let persons = |set: &BTreeSet<EntityId>| set.iter().any(|&e| &*syntax.class(e) == "Person");
        let lead = only_headline && syntax.doc.sentence_of(told.trigger.tokens.start).line <= LEAD;
        if shared == 0 && same_side == 0 && !(lead && !(persons(&mine) && persons(&theirs))) {
            return None;
        }
        let extra = theirs.difference(&mine).count() as i32;
        if shared > 0 && extra > 0 && mine.len() >= 2 && shared < 2 && theirs.len() >= 2 {
            return None;
        }
        score += 3 * shared + same_side;
    }
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
        // Told again in the same breath: `استقبل …، وعقد جلسة مباحثات`.
        let last = happening.told.last().expect("told once").trigger.tokens.start;
        let near = theirs.is_empty()
            && told.trigger.tokens.start - last <= BREATH
            && syntax.doc.sentence_of(last).line == syntax.doc.sentence_of(told.trigger.tokens.start).line;
        if !told.trigger.definite && common_place == 0 && !headline && !near {
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
