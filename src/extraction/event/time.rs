//! When an event happens: the temporal expression that stands in its own clause.

use super::{ToldTime, Trigger};
use crate::extraction::predicate::Predicate;
use crate::extraction::syntax::{Clause, Syntax};
use crate::extraction::time::{self, Role, Tense, TimeExpression};
use jiff::civil::Date;

pub fn time(
    syntax: &Syntax,
    predicates: &[Predicate],
    trigger: &Trigger,
    clause: &Clause,
    date: Option<Date>,
    status: &str,
) -> Option<ToldTime> {
    let tense = match status {
        "planned" | "hypothetical" => Tense::Future,
        "occurred" => Tense::Past,
        _ => Tense::Unknown,
    };
    let own = clause.times.iter().copied().find(|&t| reaches(syntax, predicates, trigger, t));
    let governed = || {
        let governor = &predicates[trigger.governor?];
        let rule = &syntax.doc.pack.events.rules[trigger.rule];
        let lends = syntax.is_light(governor.lexeme) || rule.governed.contains_key(&governor.lexeme);
        lends.then(|| governor.clause.times.first().copied()).flatten()
    };
    let before = || {
        let verb = trigger.predicate?;
        let sentence = syntax.doc.sentence_of(predicates[verb].token).tokens.start;
        (0..syntax.times.len()).rev().find(|&t| {
            let tokens = &syntax.times[t].tokens;
            tokens.start >= sentence && tokens.end <= trigger.tokens.start && tokens.end + 3 >= trigger.tokens.start
        })
    };
    let index = own.or_else(governed).or_else(before)?;
    // What happened once did not go on since then.
    if syntax.times[index].role == Role::Start && status == "occurred" {
        return None;
    }
    told(&syntax.times[index], date, tense)
}

fn told(expression: &TimeExpression, date: Option<Date>, tense: Tense) -> Option<ToldTime> {
    let bounds = time::resolve(expression, date, tense);
    Some(ToldTime { bounds, span: expression.span, rule: expression.rule.clone() })
}

/// A time belongs to a noun when no other verb stands between, and to a verb when it stands in its clause.
fn reaches(syntax: &Syntax, predicates: &[Predicate], trigger: &Trigger, time: usize) -> bool {
    let at = syntax.times[time].tokens.start;
    if trigger.predicate.is_some() {
        return true;
    }
    let near = at <= trigger.tokens.end + 12;
    near && !predicates.iter().any(|p| p.token > trigger.tokens.start && p.token < at)
}
