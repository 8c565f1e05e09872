//! Numbers that belong to an event: how many of what it is about, how many killed or wounded, how much money.

use super::{Argument, ArgumentFiller, Trigger};
use crate::extraction::facts::{Rule, Term};
use crate::extraction::quantity::Quantity;
use crate::extraction::syntax::{Clause, Syntax};
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

pub fn quantities(
    syntax: &Syntax,
    all: &[Quantity],
    trigger: &Trigger,
    clause: &Clause,
    rule: &EventRule,
    arguments: &[Argument],
) -> Vec<Counted> {
    let topics: Vec<usize> = arguments
        .iter()
        .filter_map(|a| {
            if let ArgumentFiller::Topic(span) = a.filler { Some(syntax.doc.token_at(span.begin)) } else { None }
        })
        .collect();
    let mut out: Vec<Counted> = Vec::new();
    for quantity in all {
        let (begin, noun) = (quantity.tokens.start, quantity.noun);
        let of_trigger =
            noun.is_some_and(|n| trigger.tokens.contains(&n)) || quantity.tokens.contains(&trigger.tokens.start);
        let of_topic = topics.iter().any(|&t| (t..t + NEAR).contains(&begin));
        let in_clause = begin >= trigger.tokens.end && begin < clause.end;
        let casualties = &*rule.count != "count";
        let property = match quantity.kind {
            QuantityKind::Count if casualties && (of_trigger || in_clause) => rule.count.clone(),
            QuantityKind::Count if !casualties && (of_trigger || of_topic) => rule.count.clone(),
            QuantityKind::Money if in_clause || of_topic => "amount".into(),
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
