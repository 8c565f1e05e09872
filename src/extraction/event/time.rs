//! When an event happens: the first expression that its trigger reaches, the end that its duration fixes, the day of the
//! news for the occasions on which it was told.

use super::reach::{Place, apposed};
use super::{Happening, Told, ToldTime};
use crate::analysis::Block;
use crate::extraction::facts::Bounds;
use crate::extraction::predicate::Predicate;
use crate::extraction::syntax::{Clause, Syntax};
use crate::extraction::time::{self, Granularity, Role, Tense, TimeExpression};
use crate::lang::lexicon::Shape;
use jiff::civil::Date;

/// Tokens before a verb within which the occasion stands on which it happened.
const FRONTED: usize = 12;
/// Lines that tell the news.
const LEAD: usize = 4;

/// The time of one telling, and the words that say how long it lasts.
pub struct When {
    pub time: Option<ToldTime>,
    /// Index of a temporal expression.
    pub lasting: Option<usize>,
    /// News was told on this occasion.
    pub occasion: bool,
    /// Something else happens on this occasion.
    pub during: bool,
}

pub fn time(place: &Place, clause: &Clause, date: Option<Date>, status: &str) -> When {
    let Place { syntax, predicates, trigger, .. } = *place;
    let tense = match status {
        "planned" | "hypothetical" => Tense::Future,
        "occurred" => Tense::Past,
        _ => Tense::Unknown,
    };
    let own: Vec<usize> = place.behind(clause).into_iter().filter(|&t| place.reaches(t)).collect();
    let described = place.described();
    let lasts = |&&t: &&usize| syntax.times[t].role == Role::Duration;
    let lasting = own.iter().chain(&described).find(lasts).copied();
    // What happened once did not go on since then, and what goes on now does so not on this day alone.
    let perfect = trigger.predicate.is_some_and(|p| predicates[p].form.shape == Shape::Perfect) && status == "occurred";
    let ahead = |t: usize| {
        let bounds = time::resolve(&syntax.times[t], date, Tense::Past);
        bounds.zip(date).is_some_and(|(b, today)| b.earliest > today)
    };
    let fits = |t: &usize| match syntax.times[*t].role {
        Role::Duration | Role::Now => false,
        Role::Start | Role::After => matches!(status, "ongoing" | "negated"),
        // `اتفقا على عقد قمة الشهر المقبل`: what has happened has no time ahead.
        _ => !(place.dates_noun(*t) || perfect && ahead(*t)),
    };
    let point = |times: &[usize]| times.iter().copied().find(fits);
    let index = point(&own)
        .or_else(|| point(&described))
        .or_else(|| point(&place.apposed()))
        .or_else(|| point(&place.carried()))
        .or_else(|| place.before().filter(fits));
    let time = index
        .map(|index| told(syntax, index, date, place.tense(index).unwrap_or(tense)))
        // What has happened has no end ahead.
        .filter(|told| {
            let ahead = told.bounds.as_ref().zip(date).is_some_and(|(b, today)| b.latest > today);
            !(ahead
                && status == "occurred"
                && index.is_some_and(|i| matches!(syntax.times[i].role, Role::End | Role::Before | Role::Onward)))
        });
    // What goes on runs to the day of writing.
    let time = time.map(|told| if status == "ongoing" && place.is_begun() { since(told, date) } else { told });
    When { time, lasting, occasion: place.told_on(), during: place.on_occasion() }
}

/// All days from one to another.
fn interval(earliest: Date, latest: Date) -> Bounds {
    let granularity = Granularity::Interval.term().into();
    Bounds { earliest, latest, edtf: format!("{earliest}/{latest}"), granularity }
}

/// From then on to the article's day.
fn since(told: ToldTime, date: Option<Date>) -> ToldTime {
    let bounds = told
        .bounds
        .clone()
        .zip(date)
        .filter(|(b, today)| b.latest < *today)
        .map(|(b, today)| interval(b.earliest, today));
    ToldTime { bounds: bounds.or(told.bounds), ..told }
}

/// A time in the calendar. `قبل أيام` keeps its words alone.
fn told(syntax: &Syntax, index: usize, date: Option<Date>, tense: Tense) -> ToldTime {
    let expression = &syntax.times[index];
    let vague = expression.value.as_ref().is_some_and(time::TimeValue::is_vague);
    let bounds = if vague { None } else { time::resolve(expression, date, tense) };
    if let (Some(first), Some(next)) = (&bounds, goes_on(syntax, index))
        && let Some(last) = time::resolve(next, date, tense).filter(|last| last.latest > first.latest)
    {
        let bounds = Some(interval(first.earliest, last.latest));
        return ToldTime { bounds, span: expression.span.cover(next.span), rule: expression.rule.clone() };
    }
    ToldTime { bounds, span: expression.span, rule: expression.rule.clone() }
}

/// `ليل الاثنين وصباح الثلاثاء`: a time that goes on with the next one.
fn goes_on<'s>(syntax: &'s Syntax, index: usize) -> Option<&'s TimeExpression> {
    let next = syntax.times.get(index + 1)?;
    let follows = next.tokens.start == syntax.times[index].tokens.end;
    (follows && syntax.reading(next.tokens.start)?.conjunction.is_some()).then_some(next)
}

/// What begins on a day and lasts so long ends on another.
pub fn last(syntax: &Syntax, happening: &mut Happening) {
    let Some(lasting) = happening.told.iter().find_map(|t: &Told| t.lasting) else { return };
    let Some(bounds) = happening.time.as_mut().and_then(|t| t.bounds.as_mut()) else { return };
    if bounds.earliest != bounds.latest {
        return;
    }
    let start = bounds.earliest;
    if let Some(end) = time::end_of(start, &syntax.times[lasting]).filter(|&end| end > start) {
        *bounds = interval(start, end);
    }
}

/// The day on which the article's news happened: that of the first perfect verb in its first lines that names one of the
/// last days. Occasions on which the news was told have it, where nothing else is said.
pub fn frame(syntax: &Syntax, predicates: &[Predicate], date: Option<Date>, happenings: &mut [Happening]) {
    let Some(today) = date else { return };
    // `محادثات بين طرفي النزاع الشهر المقبل`: what goes on does not begin ahead.
    for happening in happenings.iter_mut().filter(|h| &*h.status == "ongoing") {
        happening.time.take_if(|t| t.bounds.as_ref().is_some_and(|b| b.earliest > today));
    }
    let lead = |p: &&Predicate| {
        let sentence = syntax.doc.sentence_of(p.token);
        sentence.block != Block::Headline && sentence.line <= LEAD && p.form.shape == Shape::Perfect
    };
    let day = |p: &Predicate| {
        p.clause.times.iter().copied().chain(apposed(syntax, p)).find_map(|t| {
            let found = told(syntax, t, date, Tense::Past);
            let bounds = found.bounds.as_ref()?;
            let days = (today - bounds.latest).get_days();
            (bounds.earliest == bounds.latest && (-1..=6).contains(&days)).then_some(found)
        })
    };
    let Some(frame) = predicates.iter().filter(lead).find_map(day) else { return };
    for happening in happenings {
        let occasion = happening.told.iter().any(|t| t.occasion);
        if happening.time.is_none() && occasion && &*happening.status == "occurred" {
            happening.time = Some(frame.clone());
        }
    }
}

/// `خلال الاجتماع اتفقا`, `وقعا خلال الزيارة اتفاقية`: what is done on an occasion has its time, where none is said.
pub fn during(syntax: &Syntax, predicates: &[Predicate], happenings: &mut [Happening]) {
    let occasions: Vec<(usize, usize)> = happenings
        .iter()
        .enumerate()
        .filter(|(_, h)| h.time.as_ref().is_some_and(|t| t.bounds.is_some()))
        .flat_map(|(at, h)| h.told.iter().filter(|t| t.during).map(move |t| (at, t.trigger.tokens.start)))
        .collect();
    for at in 0..happenings.len() {
        if happenings[at].time.is_some() || &*happenings[at].status != "occurred" {
            continue;
        }
        let holds = |told: &Told, occasion: usize| {
            let trigger = &told.trigger.tokens;
            let behind = (trigger.end..told.clause.end).contains(&occasion);
            let before = syntax.doc.sentence_of(trigger.start).tokens.contains(&occasion)
                && occasion < trigger.start
                && trigger.start <= occasion + FRONTED
                && !predicates.iter().any(|p| (occasion..trigger.start).contains(&p.token));
            told.trigger.predicate.is_some() && (behind || before)
        };
        let found = occasions
            .iter()
            .find(|(other, occasion)| *other != at && happenings[at].told.iter().any(|t| holds(t, *occasion)));
        if let Some((other, _)) = found {
            happenings[at].time = happenings[*other].time.clone();
        }
    }
}
