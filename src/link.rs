//! Links between articles: events that several articles tell are found the same and joined by statements of their own in
//! the link graph. Nothing is merged: dropping that graph undoes everything.
//!
//! Two events of different articles are the same when they are of one type, their times do not lie apart, and they share
//! who takes part, or the place and the day where nobody is named. The outcome depends on the articles alone, not on the
//! order in which they were read.

use crate::ontology::vocab::local_name;
use crate::rdf::Mint;
use crate::rdf::iri::STORE_GRAPH;
use crate::rdf::terms::{self, kh};
use crate::store::{Store, StoreError};
use jiff::ToSpan;
use jiff::civil::Date;
use oxigraph::model::{GraphName, Literal, NamedNode, NamedOrBlankNode, Quad, Term};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// Days by which articles may differ on when something happened.
const SLACK: i64 = 2;
/// Days before its article within which an event without a time has happened.
const PAST: i64 = 7;
/// Days behind its article within which a planned event without a time will happen.
const AHEAD: i64 = 60;

/// One event as an article tells it.
#[derive(Debug)]
struct Told {
    iri: NamedNode,
    article: String,
    class: String,
    status: String,
    /// Only somebody in the article says so.
    claimed: bool,
    /// First and last day, as said.
    said: Option<(Date, Date)>,
    /// The same, or guessed from the article's date.
    days: Option<(Date, Date)>,
    who: BTreeSet<NamedNode>,
    /// Those of them who are persons.
    persons: BTreeSet<NamedNode>,
    /// Each who takes part, with the countries and bodies they stand for.
    parties: Vec<BTreeSet<NamedNode>>,
    places: BTreeSet<NamedNode>,
}

/// Why two events are the same.
struct Reason {
    rule: &'static str,
    shared: BTreeSet<NamedNode>,
}

/// How many links there are now, and how many occurrences they make.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Linked {
    pub links: usize,
    pub occurrences: usize,
}

/// Whether the store is kept linked: links were asked for, though there may be none yet.
///
/// # Errors
/// When the store cannot be read.
pub fn is_linked(store: &Store, mint: &Mint) -> Result<bool, StoreError> {
    let graph = GraphName::from(mint.links_graph());
    // An export that serves as a store has links, but no word on itself.
    let has_links =
        store.inner().quads_for_pattern(None, None, None, Some(graph.as_ref())).next().transpose()?.is_some();
    Ok(has_links || store.inner().contains(&kept())?)
}

/// What a linked store says of itself.
fn kept() -> Quad {
    let itself = NamedNode::new_unchecked(STORE_GRAPH);
    Quad::new(itself.clone(), terms::LINKED, Literal::from(true), itself)
}

/// Drops all links, and links no more.
///
/// # Errors
/// When the store cannot be written.
pub fn undo(store: &Store, mint: &Mint) -> Result<(), StoreError> {
    store.inner().remove(&kept())?;
    Ok(store.inner().remove_named_graph(mint.links_graph().as_ref())?)
}

/// Links the events of all articles anew.
///
/// # Errors
/// When the store cannot be read or written.
pub fn link(store: &Store, mint: &Mint) -> Result<Linked, StoreError> {
    undo(store, mint)?;
    let events = events(store, mint)?;
    let mut pairs: Vec<(usize, usize, Reason)> = Vec::new();
    let mut by_class: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, event) in events.iter().enumerate() {
        by_class.entry(&event.class).or_default().push(at);
    }
    // From first day to first day: who begins too late for one is not asked.
    for group in by_class.values_mut() {
        group.retain(|&at| events[at].days.is_some());
        group.sort_by_key(|&at| (events[at].days, at));
        for (k, &a) in group.iter().enumerate() {
            let late =
                |&&b: &&usize| matches!((events[a].days, events[b].days), (Some(x), Some(y)) if gap(x, y) <= SLACK);
            for &b in group[k + 1..].iter().take_while(late) {
                let (one, other) = (a.min(b), a.max(b));
                if let Some(reason) = same(&events[one], &events[other]) {
                    pairs.push((one, other, reason));
                }
            }
        }
    }
    pairs.sort_by_key(|(one, other, _)| (*one, *other));
    let groups = occurrences(&events, &pairs);
    let graph = GraphName::from(mint.links_graph());
    let mut quads: Vec<Quad> = Vec::new();
    let mut add = |subject: &NamedNode, predicate: NamedNode, object: Term| {
        quads.push(Quad::new(subject.clone(), predicate, object, graph.clone()));
    };
    let mut links = 0;
    for (a, b, reason) in &pairs {
        if groups[*a] != groups[*b] {
            continue;
        }
        links += 1;
        let (one, other) = (&events[*a].iri, &events[*b].iri);
        let name = link_name(mint, one, other);
        add(one, kh("sameEventAs"), other.clone().into());
        add(&name, terms::RDF_TYPE.into(), kh("Link").into());
        add(&name, kh("links"), one.clone().into());
        add(&name, kh("links"), other.clone().into());
        add(&name, terms::RULE.into(), Literal::new_simple_literal(reason.rule).into());
        for shared in &reason.shared {
            add(&name, kh("sharedBy"), shared.clone().into());
        }
    }
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    groups.iter().for_each(|&group| *counts.entry(group).or_default() += 1);
    // What an article states stands for what is claimed elsewhere, what has happened for what was planned, and the day
    // that most say for others.
    let mut saying: BTreeMap<(usize, Option<(Date, Date)>), usize> = BTreeMap::new();
    for (event, group) in events.iter().zip(&groups) {
        *saying.entry((*group, event.said)).or_default() += 1;
    }
    let agreeing = |at: usize| saying[&(groups[at], events[at].said)];
    let rank = |at: usize| (rank(&events[at]), std::cmp::Reverse(agreeing(at)));
    let mut first: BTreeMap<usize, usize> = BTreeMap::new();
    for (at, group) in groups.iter().enumerate() {
        let best = first.entry(*group).or_insert(at);
        if rank(at) < rank(*best) {
            *best = at;
        }
    }
    for (event, group) in events.iter().zip(&groups) {
        if counts[group] > 1 {
            add(&event.iri, kh("occurrence"), events[first[group]].iri.clone().into());
        }
    }
    quads.push(kept());
    store.inner().extend(quads)?;
    Ok(Linked { links, occurrences: counts.values().filter(|n| **n > 1).count() })
}

fn rank(told: &Told) -> (bool, usize) {
    let order = ["occurred", "ongoing", "planned", "negated"];
    (told.claimed, order.iter().position(|status| *status == told.status).unwrap_or(order.len()))
}

fn link_name(mint: &Mint, one: &NamedNode, other: &NamedNode) -> NamedNode {
    let digest = Sha256::digest(format!("{}\n{}", one.as_str(), other.as_str()));
    let hex: String = digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    NamedNode::new_unchecked(format!("{}#link={hex}", mint.links_graph().as_str()))
}

/// For each event the first of those that are the same occurrence. Two groups join when no event of the one contradicts
/// one of the other; stronger reasons come first.
fn occurrences(events: &[Told], pairs: &[(usize, usize, Reason)]) -> Vec<usize> {
    let mut group: Vec<usize> = (0..events.len()).collect();
    let mut members: Vec<Vec<usize>> = group.iter().map(|&at| vec![at]).collect();
    let mut order: Vec<&(usize, usize, Reason)> = pairs.iter().collect();
    order.sort_by_key(|(a, b, reason)| (std::cmp::Reverse(reason.shared.len()), *a, *b));
    for (a, b, _) in order {
        let (one, other) = (group[*a].min(group[*b]), group[*a].max(group[*b]));
        if one == other {
            continue;
        }
        let (left, right) = (&members[one], &members[other]);
        let apart = left.iter().any(|&x| right.iter().any(|&y| contradict(&events[x], &events[y])));
        if !apart {
            let moved = std::mem::take(&mut members[other]);
            moved.iter().for_each(|&at| group[at] = one);
            members[one].extend(moved);
        }
    }
    group
}

/// An article tells an occurrence once; times do not lie apart; and of two that share less than two who take part, at
/// most one names somebody whom the other does not know.
fn contradict(a: &Told, b: &Told) -> bool {
    let apart = matches!((a.said, b.said), (Some(x), Some(y)) if gap(x, y) > SLACK);
    let strangers = a.known_to(b) < a.parties.len() && b.known_to(a) < b.parties.len();
    a.article == b.article || apart || strangers && a.who.intersection(&b.who).count() < 2
}

impl Told {
    /// How many who take part here are there too, in person or by whom they stand for.
    fn known_to(&self, other: &Told) -> usize {
        self.parties.iter().filter(|party| other.parties.iter().any(|theirs| !party.is_disjoint(theirs))).count()
    }
}

fn gap(x: (Date, Date), y: (Date, Date)) -> i64 {
    let days = |from: Date, to: Date| i64::from((to - from).get_days());
    days(x.1, y.0).max(days(y.1, x.0)).max(0)
}

fn same(a: &Told, b: &Told) -> Option<Reason> {
    if a.status == "hypothetical" || b.status == "hypothetical" || contradict(a, b) {
        return None;
    }
    let near = gap(a.days?, b.days?);
    if near > SLACK {
        return None;
    }
    let (who, places): (BTreeSet<_>, BTreeSet<_>) = (&a.who & &b.who, &a.places & &b.places);
    let one_day = |t: &Told| t.said.is_some_and(|(first, last)| first == last);
    let day = one_day(a) && one_day(b) && near == 0;
    if a.who.is_empty() || b.who.is_empty() {
        return (day && !places.is_empty()).then_some(Reason { rule: "link.place", shared: places });
    }
    let parties = a.known_to(b).min(b.known_to(a));
    // Two countries do much together: where no time is said, a person or the place must be the same too.
    let told_apart = a.said.is_some() && b.said.is_some() || !places.is_empty() || !a.persons.is_disjoint(&who);
    let strong = who.len() >= 2 && told_apart
        || !who.is_empty() && parties >= 2 && near == 0 && told_apart
        || parties >= 2 && day
        || !who.is_empty() && !places.is_empty() && near == 0;
    let sides = |told: &Told| told.parties.iter().flatten().cloned().collect::<BTreeSet<_>>();
    let shared = &(&sides(a) & &sides(b)) | &places;
    strong.then_some(Reason { rule: "link.participants", shared })
}

/// All events of the store, in order of their IRIs.
fn events(store: &Store, mint: &Mint) -> Result<Vec<Told>, StoreError> {
    let inner = store.inner();
    let mut persons: BTreeSet<NamedNode> = BTreeSet::new();
    for quad in inner.quads_for_pattern(None, Some(terms::RDF_TYPE), Some(terms::PERSON.into()), None) {
        if let NamedOrBlankNode::NamedNode(person) = quad?.subject {
            persons.insert(person);
        }
    }
    let mut of_person: BTreeMap<NamedNode, BTreeSet<NamedNode>> = BTreeMap::new();
    let mut country: BTreeMap<NamedNode, NamedNode> = BTreeMap::new();
    for quad in inner.quads_for_pattern(None, Some(terms::COUNTRY), None, None) {
        let quad = quad?;
        if let (NamedOrBlankNode::NamedNode(thing), Term::NamedNode(of)) = (quad.subject, quad.object) {
            country.insert(thing, of);
        }
    }
    for quad in inner.quads_for_pattern(None, Some(terms::ORG_MEMBER), None, None) {
        let quad = quad?;
        let Term::NamedNode(person) = quad.object else { continue };
        for of in inner.quads_for_pattern(Some(quad.subject.as_ref()), Some(terms::ORG_ORGANIZATION), None, None) {
            if let Term::NamedNode(body) = of?.object {
                let sides = of_person.entry(person.clone()).or_default();
                sides.extend(country.get(&body).cloned());
                sides.insert(body);
            }
        }
    }
    let mut out: BTreeMap<String, Told> = BTreeMap::new();
    let articles = mint.articles();
    for quad in inner.quads_for_pattern(None, Some(terms::STATUS), None, None) {
        let quad = quad?;
        let (NamedOrBlankNode::NamedNode(event), Term::NamedNode(status)) = (quad.subject, quad.object) else {
            continue;
        };
        // `…/article/1f3a…#event=226.Meeting`
        let Some((article, fragment)) = event.as_str().split_once('#') else { continue };
        if !article.starts_with(&articles) {
            continue;
        }
        let Some(class) = fragment.split('.').nth(1) else { continue };
        let told = Told {
            article: article.to_owned(),
            class: class.to_owned(),
            status: local_name(status.as_str()).to_owned(),
            claimed: false,
            said: None,
            days: None,
            who: BTreeSet::new(),
            persons: BTreeSet::new(),
            parties: Vec::new(),
            places: BTreeSet::new(),
            iri: event.clone(),
        };
        out.insert(event.as_str().to_owned(), told);
    }
    let mut published: BTreeMap<String, Option<Date>> = BTreeMap::new();
    for told in out.values_mut() {
        for quad in inner.quads_for_pattern(Some(told.iri.as_ref().into()), None, None, None) {
            let quad = quad?;
            let predicate = local_name(quad.predicate.as_str()).to_owned();
            match (predicate.as_str(), quad.object) {
                ("actor" | "recipient", Term::NamedNode(entity)) if told.who.insert(entity.clone()) => {
                    let stands_for = of_person.get(&entity).into_iter().flatten().cloned();
                    if persons.contains(&entity) {
                        told.persons.insert(entity.clone());
                    }
                    told.parties.push(stands_for.chain([entity]).collect());
                }
                ("reportedIn", _) => told.claimed = true,
                ("place", Term::NamedNode(entity)) => drop(told.places.insert(entity)),
                ("hasEarliestBeginTimeStamp", Term::Literal(day)) => {
                    let first = day.value().parse().ok();
                    told.said = first.map(|first| (first, told.said.map_or(first, |(_, last)| last)));
                }
                ("hasLatestEndTimeStamp", Term::Literal(day)) => {
                    let last = day.value().parse().ok();
                    told.said = last.map(|last| (told.said.map_or(last, |(first, _)| first), last));
                }
                _ => {}
            }
        }
        let day = match published.get(&told.article) {
            Some(day) => *day,
            None => {
                let article = NamedNode::new_unchecked(&told.article);
                let found =
                    inner.quads_for_pattern(Some(article.as_ref().into()), Some(terms::DATE_PUBLISHED), None, None);
                let day = found.flatten().find_map(|quad| match quad.object {
                    Term::Literal(day) => day.value().parse().ok(),
                    _ => None,
                });
                published.insert(told.article.clone(), day);
                day
            }
        };
        let window = |day: Date| {
            let (before, behind) = if told.status == "planned" { (0, AHEAD) } else { (PAST, 0) };
            Some((day.checked_sub(before.days()).ok()?, day.checked_add(behind.days()).ok()?))
        };
        told.days = told.said.or_else(|| day.and_then(window));
    }
    Ok(out.into_values().collect())
}
