//! Temporal expressions: found by a small grammar over the pack's words of time, resolved on the article's date.
//!
//! [`expressions`] reads the words, [`resolve`] lays one on the calendar with the tense of its verb, [`article_date`]
//! finds the article's own date.

mod calendar;
mod dateline;
mod dates;
mod divide;
mod grammar;
mod lex;
mod months;
mod parts;
mod periods;
mod resolve;
mod value;

pub use dateline::article_date;
pub use resolve::{Granularity, Resolved, Tense};
pub use value::{Amount, Counted, TimeValue, Year};

use super::facts::{Bounds, Rule};
use crate::analysis::{Document, TokenKind};
use crate::lang::raw_time::Part;
use crate::text::Span;
use jiff::civil::Date;
use lex::Lexed;
use std::ops::Range;

/// What a time is reckoned from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// Nothing: it says its own year.
    Absolute,
    /// The article's date.
    Article,
    /// The article's date and the tense of the verb.
    Weekday,
}

/// What a time is to its event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// When it happens.
    Point,
    /// While this is written, and not on that day alone.
    Now,
    /// Since when: it runs to the article's date.
    Start,
    /// From when on, be it past or ahead.
    Onward,
    /// At some time behind it.
    After,
    /// Until or by when.
    End,
    /// At some time before it.
    Before,
    /// How long.
    Duration,
}

/// Words that tell a time.
#[derive(Clone, Debug)]
pub struct TimeExpression {
    /// Without attached particles.
    pub span: Span,
    /// Indexes of the document's tokens.
    pub tokens: Range<usize>,
    /// `None` where it cannot be resolved: it needs the article's date, and there is none, or counts from something else.
    pub value: Option<TimeValue>,
    pub rule: Rule,
    pub anchored: Anchor,
    pub role: Role,
    /// 1 is Monday.
    pub weekday: Option<i8>,
}

/// The temporal expressions of a document, in text order, none within another.
pub fn expressions(doc: &Document, date: Option<Date>) -> Vec<TimeExpression> {
    let mut lexed = Lexed::new(doc);
    let mut out: Vec<TimeExpression> = Vec::new();
    for sentence in &doc.sentences {
        lexed.end = sentence.tokens.end;
        let mut at = sentence.tokens.start;
        // Where the last expression ended that is part of a name.
        let mut named = None;
        while at < sentence.tokens.end {
            let Some(mut found) = lexed.expression(at).filter(|f| f.end > at) else {
                at = lexed.past_unread(at);
                continue;
            };
            // `the revolutions of 25 January and 30 June`
            if lexed.guarded(at, &found) || named == Some(at) && lexed.conjoined(at) {
                at = found.end;
                named = Some(at);
                continue;
            }
            if let Some(year) = found.value.year_mut().filter(|year| **year == Year::Same)
                && let Some(told) = out.iter().rev().find_map(|e| year_of(e, date))
            {
                *year = Year::Absolute(told);
            }
            out.push(expression(doc, &lexed, at, found, date));
            at = out.last().map_or(at + 1, |e| e.tokens.end);
        }
    }
    out
}

/// The one year that an expression is in.
fn year_of(expression: &TimeExpression, date: Option<Date>) -> Option<i16> {
    let bounds = resolve(expression, date, Tense::Unknown)?;
    (bounds.earliest.year() == bounds.latest.year()).then_some(bounds.earliest.year())
}

impl Lexed<'_> {
    /// The next token that an expression may begin with: not the second half of a number.
    fn past_unread(&self, at: usize) -> usize {
        match self.cardinal(at) {
            Some(number) if number.digits && self.tokens[at].kind == TokenKind::Number => number.end,
            _ => at + 1,
        }
    }
}

fn expression(doc: &Document, lexed: &Lexed, at: usize, found: grammar::Found, date: Option<Date>) -> TimeExpression {
    let mut begin = at;
    // A particle written before digits is a token of its own.
    if doc.tokens[at].kind == TokenKind::Word && doc.tokens[at].key.chars().count() == 1 {
        let next = doc.tokens.get(at + 1).filter(|t| !t.spaced && t.kind == TokenKind::Number);
        begin += usize::from(next.is_some() && at + 1 < found.end);
    }
    let skip = if begin == at { lexed.skip(at) } else { 0 };
    let token = &doc.tokens[begin];
    let from = token.origin.get(usize::from(skip)).copied().unwrap_or(token.span.begin);
    let span = Span::new(from, doc.tokens[found.end - 1].span.end);
    let anchored = match &found.value {
        TimeValue::Weekday { .. } => Anchor::Weekday,
        value if value.is_relative() => Anchor::Article,
        _ => Anchor::Absolute,
    };
    let weekday = found.value.weekday();
    let unresolvable =
        (anchored != Anchor::Absolute && date.is_none() && !matches!(found.value, TimeValue::Duration { .. }))
            || found.value.is_elsewhere();
    TimeExpression {
        span,
        tokens: begin..found.end,
        value: (!unresolvable).then_some(found.value),
        rule: doc.pack.time.name(found.production),
        anchored,
        role: found.role,
        weekday,
    }
}

/// Earliest and latest day. `None` if the expression has no value, or one that no calendar has.
///
/// What runs since a day runs to the article's date; what runs until a day runs from it.
pub fn resolve(expression: &TimeExpression, date: Option<Date>, tense: Tense) -> Option<Bounds> {
    let found = resolved(expression, date, tense)?;
    let granularity = found.granularity.term().into();
    Some(Bounds { earliest: found.earliest, latest: found.latest, edtf: found.edtf, granularity })
}

/// The same with its granularity.
pub fn resolved(expression: &TimeExpression, date: Option<Date>, tense: Tense) -> Option<Resolved> {
    let value = expression.value.as_ref()?;
    if let (Role::Start, TimeValue::Offset { unit, count, .. }) = (expression.role, value) {
        let today = date?;
        let Amount::Exact(n) = count else { return None };
        let start = resolve::moved(today, *unit, -i64::from(*n))?;
        return Some(interval(start, today, Granularity::Interval));
    }
    // What runs since some time began before the article, what runs until some time ends after it.
    // Whoever says from when on speaks of what is to come.
    let tense = match (expression.role, tense) {
        (Role::Onward, _) if expression.anchored == Anchor::Weekday => Tense::Future,
        (Role::Onward, Tense::Past) => Tense::Unknown,
        (Role::Start | Role::After, Tense::Unknown) => Tense::Past,
        (Role::End | Role::Before, Tense::Unknown) => Tense::Future,
        _ => tense,
    };
    let found = resolve::resolve(value, date, tense)?;
    let Some(today) = date else {
        return matches!(expression.role, Role::Point | Role::Now | Role::Onward).then_some(found);
    };
    let since = |found: &Resolved| {
        let edtf = format!("{}/{today}", found.edtf.split('/').next().unwrap_or_default());
        Resolved { edtf, ..interval(found.earliest, today, Granularity::Interval) }
    };
    match expression.role {
        Role::Start if found.earliest <= today => Some(since(&found)),
        Role::Onward if found.latest < today && tense != Tense::Past => Some(since(&found)),
        // After what is still to come there is no end.
        Role::After => (found.latest <= today).then(|| since(&found)),
        Role::End if found.latest >= today => Some(interval(today, found.latest, Granularity::Interval)),
        Role::Before => {
            let whole = matches!(value, TimeValue::Part { part: Part::End, .. });
            let last = if whole { found.latest } else { found.earliest.yesterday().ok()? };
            (last >= today).then(|| interval(today, last, Granularity::Interval))
        }
        _ => Some(found),
    }
}

/// The last day of what begins on `start` and lasts as long as the expression says.
pub fn end_of(start: Date, lasting: &TimeExpression) -> Option<Date> {
    match lasting.value {
        Some(TimeValue::Duration { unit, count: Amount::Exact(n) }) => {
            let end = resolve::moved(start, unit, n.into())?;
            if end > start { end.yesterday().ok() } else { Some(start) }
        }
        _ => None,
    }
}

fn interval(earliest: Date, latest: Date, granularity: Granularity) -> Resolved {
    Resolved { earliest, latest, granularity, edtf: format!("{earliest}/{latest}") }
}
