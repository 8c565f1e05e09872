//! Numbers that belong to an event: how many of what it is about, how many killed or wounded, how much money.

use super::reach::Place;
use super::{Argument, ArgumentFiller, Trigger};
use crate::extraction::facts::{Rule, Term};
use crate::extraction::quantity::Quantity;
use crate::extraction::syntax::{Clause, Np, Reference};
use crate::lang::events::EventRule;
use crate::lang::raw_quantity::QuantityKind;
use crate::text::Span;

/// A number with the property of the event that it gives.
#[derive(Clone, Debug)]
pub struct Counted {
    pub property: Term,
    pub value: String,
    pub currency: Option<String>,
    pub precision: Option<Term>,
    pub span: Span,
    pub rule: Rule,
}

/// Tokens behind the begin of a topic within which its number stands.
const NEAR: usize = 3;
/// Tokens between a trigger and the number of its object: words that make it vague, somebody who acts.
const OBJECT: usize = 8;

pub fn quantities(
    place: &Place,
    all: &[Quantity],
    clause: &Clause,
    rule: &EventRule,
    arguments: &[Argument],
) -> Vec<Counted> {
    let Place { syntax, trigger, triggers, .. } = *place;
    let topics: Vec<usize> = arguments
        .iter()
        .filter_map(|a| {
            if let ArgumentFiller::Topic(span) = a.filler { Some(syntax.doc.token_at(span.begin)) } else { None }
        })
        .collect();
    // `مقتل العشرات وإصابة 30`: what another trigger counts begins there.
    let counts = |t: &&Trigger| syntax.doc.pack.events.rules[t.rule].count != rule.count;
    let next = triggers.iter().filter(counts).map(|t| t.tokens.start).find(|&t| t >= trigger.tokens.end);
    let end = next.map_or(clause.end, |next| next.min(clause.end));
    let object = object(place, clause);
    let mut out: Vec<Counted> = Vec::new();
    for quantity in all {
        let (begin, noun) = (quantity.tokens.start, quantity.noun);
        let of_trigger =
            noun.is_some_and(|n| trigger.tokens.contains(&n)) || quantity.tokens.contains(&trigger.tokens.start);
        let of_topic = topics.iter().any(|&t| (t..t + NEAR).contains(&begin) || noun == Some(t));
        let in_clause = begin >= trigger.tokens.end && begin < end;
        let of_object = begin >= trigger.tokens.end && (noun == object || Some(begin) == object) && object.is_some();
        let casualties = &*rule.count != "count";
        let property = match quantity.kind {
            QuantityKind::Count if casualties && (of_trigger || in_clause) => rule.count.clone(),
            QuantityKind::Count if !casualties && (of_trigger || of_topic || of_object) => rule.count.clone(),
            QuantityKind::Money if (trigger.tokens.end..clause.end).contains(&begin) || of_topic => "amount".into(),
            _ => continue,
        };
        if out.iter().all(|c| c.property != property) {
            out.push(Counted {
                property,
                value: quantity.value.to_string(),
                currency: quantity.currency.as_deref().map(str::to_string),
                precision: quantity.precision.map(|p| p.term().into()),
                span: quantity.span,
                rule: quantity.rule.clone(),
            });
        }
    }
    out
}

/// The noun of what a verb is done to, or of what follows a verbal noun, if nobody is named there.
fn object(place: &Place, clause: &Clause) -> Option<usize> {
    let Place { syntax, predicates, trigger, .. } = *place;
    let first = |np: &&Np| (trigger.tokens.end..np.tokens.start).all(|at| !syntax.is_adjective(at));
    let np = match trigger.predicate.map(|p| &predicates[p]) {
        Some(verb) if verb.passive => verb.subject_np.as_ref().or(verb.object.as_ref()),
        Some(verb) => verb.object.as_ref(),
        None if trigger.definite => None,
        None => clause.nps.first().filter(first),
    };
    let nobody = |np: &&Np| np.reference != Reference::Name && np.tokens.start < trigger.tokens.end + OBJECT;
    np.filter(nobody).map(|np| np.tokens.start)
}
