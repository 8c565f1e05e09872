//! Names of bodies, facilities, places and works that nobody listed: a head noun and what defines it.

mod chain;

use super::{Candidates, Finder, Name};
use crate::analysis::{Reading, TokenKind};
use crate::extraction::facts::{MentionKind, Term};
use crate::lang::lexicon::Form;
use crate::lang::raw::{Kind, Number};
use chain::complement;
use std::ops::Range;

pub fn find(finder: &mut Finder) {
    let mut at = 0;
    while at < finder.doc.tokens.len() {
        let found = introduced(finder, at)
            .or_else(|| quoted(finder, at))
            .or_else(|| kept_place(finder, at))
            .or_else(|| headed(finder, at));
        match found {
            Some((range, class, rule)) if extends(finder, &range) => {
                drop_inside(finder, &range);
                let name = Name {
                    span: finder.span(&range),
                    kind: MentionKind::Name,
                    class,
                    candidates: Candidates::new(),
                    ambiguous: false,
                    words: finder.words(&range),
                    rule: rule.into(),
                    tokens: range.clone(),
                };
                at = range.end;
                finder.take(name);
            }
            _ => at += 1,
        }
    }
}

/// Whether the new name is longer than every listed name it would swallow.
fn extends(finder: &Finder, range: &Range<usize>) -> bool {
    range.clone().all(|t| {
        finder.taken[t].is_none_or(|id| {
            let inner = &finder.names[id].tokens;
            range.start <= inner.start && inner.end <= range.end && inner.len() < range.len()
        })
    })
}

fn drop_inside(finder: &mut Finder, range: &Range<usize>) {
    for token in range.clone() {
        if let Some(id) = finder.taken[token] {
            finder.names[id].tokens = 0..0;
        }
    }
}

/// The nominal reading of a head noun with one of these kinds.
fn head<'r>(finder: &'r Finder, at: usize, kind: Kind) -> Option<&'r Reading> {
    let token = &finder.doc.tokens[at];
    let lexicon = &finder.doc.pack.lexicon;
    let split = |r: &Reading| r.has_proclitic() && !token.readings[0].has_proclitic() && token.readings[0].known();
    token.readings.iter().take(2).find(|r| {
        // `خطأ`, `سوقا`: an ending that no noun has before another one.
        let ended = |f: &Form| {
            let lemma = finder.doc.pack.lemma(f.lexeme);
            f.number == Number::Singular && !r.article && r.key.len() > lemma.len() && r.key.starts_with(&lemma)
        };
        let of_kind = |f: &Form| f.shape.is_nominal() && lexicon.lexeme(f.lexeme).kinds.contains(&kind);
        r.enclitic.is_none() && !split(r) && r.forms.iter().any(|f| of_kind(f) && !ended(f))
    })
}

/// `مدينة X`: the class word stays outside.
fn introduced(finder: &Finder, at: usize) -> Option<(Range<usize>, Term, &'static str)> {
    let word = finder.doc.tokens[at].best()?;
    let names = &finder.doc.pack.names;
    let named = names.introduce.get(&word.key).cloned();
    let body = || names.introduce_body.contains(&word.key).then(|| Term::from("Organization"));
    if let Some(class) = named.clone().or_else(body)
        && let Some(end) = latin_run(finder, at + 1)
    {
        return Some((at + 1..end, class, "name.introduced"));
    }
    let class = &named?;
    if let Some(end) = unknown_run(finder, at + 1, 2) {
        return Some((at + 1..end, class.clone(), "name.introduced"));
    }
    // `مدينة «X»`, `بلدة الدار`
    let quote = |t: usize, marks: &[char]| finder.doc.tokens.get(t).is_some_and(|t| t.is_mark(marks));
    let marks = &finder.doc.pack.marks;
    let place = matches!(&**class, "City" | "Region");
    if place && quote(at + 1, &marks.quote_open) {
        let end = unknown_run(finder, at + 2, 3).filter(|&end| quote(end, &marks.quote_close))?;
        return Some((at + 2..end, class.clone(), "name.introduced"));
    }
    let end = (names.settlement.contains(&word.key)).then(|| definite_name(finder, at + 1)).flatten()?;
    Some((at + 1..end, class.clone(), "name.introduced"))
}

/// A run of words in Latin letters, each with a capital.
pub(in crate::extraction::name) fn latin_run(finder: &Finder, from: usize) -> Option<usize> {
    let doc = finder.doc;
    let capital = |t: usize| {
        doc.tokens.get(t).is_some_and(|token| {
            token.kind == TokenKind::Word
                && !token.line_start
                && finder.taken[t].is_none()
                && doc.words(token.span).starts_with(|c: char| c.is_ascii_uppercase())
        })
    };
    let end = (from..from + 4).find(|&t| !capital(t)).unwrap_or(from + 4);
    (end > from).then_some(end)
}

/// A definite noun behind a settlement's class word, which nothing describes: the settlement's name.
fn definite_name(finder: &Finder, at: usize) -> Option<usize> {
    let doc = finder.doc;
    let token = doc.tokens.get(at).filter(|t| t.kind == TokenKind::Word && !t.line_start)?;
    let reading = token.best().filter(|r| r.article && !r.has_proclitic() && r.enclitic.is_none())?;
    let plain = |f: &Form| {
        let kinds = &doc.pack.lexicon.lexeme(f.lexeme).kinds;
        f.number == Number::Singular
            && ![Kind::Title, Kind::Honorific, Kind::Body, Kind::Facility, Kind::Person]
                .iter()
                .any(|k| kinds.contains(k))
    };
    let described = doc.tokens.get(at + 1).is_some_and(|t| {
        !t.line_start && t.best().is_some_and(|r| (r.article && !r.has_proclitic()) || r.conjunction.is_some())
    });
    let name = finder.taken[at].is_none() && finder.nisba(at).is_none() && reading.forms.iter().all(plain);
    (name && !described && !doc.pack.names.day.contains(&token.key)).then_some(at + 1)
}

/// `شركة «X»`: what a body or a facility is called, in quotation marks.
fn quoted(finder: &Finder, at: usize) -> Option<(Range<usize>, Term, &'static str)> {
    let doc = finder.doc;
    let class = [(Kind::Body, "Organization"), (Kind::Facility, "Facility")]
        .into_iter()
        .find(|(kind, _)| head(finder, at, *kind).is_some_and(|r| !r.article))?
        .1;
    let mark = |t: usize, marks: &[char]| doc.tokens.get(t).is_some_and(|t| t.is_mark(marks));
    if !mark(at + 1, &doc.pack.marks.quote_open) {
        return None;
    }
    let start = at + 2;
    let end = (start..start + 6).find(|&t| mark(t, &doc.pack.marks.quote_close))?;
    let name = |t: usize| {
        let token = &doc.tokens[t];
        let reading = token.best();
        token.kind == TokenKind::Word
            && !token.line_start
            && reading.is_some_and(|r| r.forms.first().is_none_or(|f| f.shape.is_nominal()) && !r.has_proclitic())
    };
    (end > start && (start..end).all(name)).then(|| (start..end, class.into(), "name.quoted"))
}

/// `محافظة X`: the class word belongs to the name.
fn kept_place(finder: &Finder, at: usize) -> Option<(Range<usize>, Term, &'static str)> {
    let tokens = &finder.doc.tokens;
    let word = tokens[at].best()?;
    let class = finder.doc.pack.names.keep.get(&word.key)?;
    let next = finder.name_at(at + 1).filter(|n| matches!(&*n.class, "City" | "Region" | "Country"));
    let end = match next {
        Some(name) if tokens[at + 1].core().begin == tokens[at + 1].span.begin => name.tokens.end,
        _ => unknown_run(finder, at + 1, 2).or_else(|| {
            finder.doc.pack.names.settlement.contains(&word.key).then(|| definite_name(finder, at + 1)).flatten()
        })?,
    };
    Some((at..end, class.clone(), "name.place"))
}

/// A run of words that the language does not know, without particles: a place's own name.
fn unknown_run(finder: &Finder, from: usize, most: usize) -> Option<usize> {
    let marks = &finder.doc.pack.marks;
    let feminine_adjective = format!("{}{}", marks.relational, marks.feminine);
    let mut at = from;
    while at < from + most {
        let Some(token) = finder.doc.tokens.get(at) else { break };
        let free = finder.taken[at].is_none() && token.kind == TokenKind::Word && !token.line_start;
        let written = finder.doc.pack.fold.plain(finder.doc.words(token.span));
        if finder.doc.pack.names.descent.contains(&written) {
            return None;
        }
        let unknown = token.best().is_some_and(|r| !r.known() && !r.has_proclitic() && r.enclitic.is_none());
        if !(free && unknown && !token.key.is_ascii()) || finder.nisba(at).is_some() {
            break;
        }
        // `منطقة سهلية`: an adjective that nobody listed.
        let adjective = written.ends_with(&feminine_adjective);
        if at == from && adjective && !token.best().is_some_and(|r| r.article) {
            return None;
        }
        at += 1;
    }
    (at > from).then_some(at)
}

fn headed(finder: &Finder, at: usize) -> Option<(Range<usize>, Term, &'static str)> {
    for (kind, class, rule) in [
        (Kind::Body, "Organization", "name.body"),
        (Kind::Facility, "Facility", "name.facility"),
        (Kind::Work, "Work", "name.work"),
    ] {
        let Some(reading) = head(finder, at, kind) else { continue };
        // `عن طريق X`: by means of.
        let means = |b: usize| {
            finder
                .doc
                .pack
                .names
                .means
                .contains(&(b..=at).map(|t| &*finder.doc.tokens[t].key).collect::<Vec<_>>().join(" "))
        };
        if at.checked_sub(1).is_some_and(means) {
            continue;
        }
        if let Some(end) = complement(finder, at, reading, kind) {
            let names = &finder.doc.pack.names;
            // `صحيفة X`: the class word stays outside.
            let outside = kind == Kind::Body
                && names.introduce.get(&reading.key).is_some_and(|c| &**c == class)
                && !reading.article;
            let start = if outside { at + 1 } else { at };
            let generic = |end: usize| names.generic_body.contains(&finder.words(&(start..end)).join(" "));
            let nisba = (start..end).any(|t| finder.nisba(t).is_some());
            if generic(end) || !nisba && end > start + 2 && generic(start + 2) {
                return None;
            }
            let people = kind == Kind::Body && names.people.contains(&reading.key);
            return Some((start..end, if people { "Group".into() } else { class.into() }, rule));
        }
    }
    ministry(finder, at)
}

/// `الخارجية المصرية`: a ministry by its field and nationality.
fn ministry(finder: &Finder, at: usize) -> Option<(Range<usize>, Term, &'static str)> {
    let word = finder.doc.tokens[at].best()?;
    let before = at.checked_sub(1).and_then(|b| finder.doc.tokens[b].best());
    let link = at > 0 && finder.doc.pack.names.office_link.contains(&finder.doc.tokens[at - 1].key);
    let construct = before.is_some_and(|b| {
        !link
            && !finder.doc.tokens[at].line_start
            && !b.article
            && b.forms.iter().any(|f| f.shape.is_nominal())
            && !word.has_proclitic()
    });
    if construct || !finder.doc.pack.names.ministry.contains(&word.key) {
        return None;
    }
    // `السياسة الخارجية الإيرانية`: an adjective there.
    let noun = |b: &Reading| b.article && !b.has_proclitic() && b.forms.first().is_some_and(|f| f.shape.is_nominal());
    if !finder.doc.tokens[at].line_start && !word.has_proclitic() && before.is_some_and(noun) {
        return None;
    }
    let (span, article, ..) = finder.nisba(at + 1)?;
    // The ministry is feminine: `وزير الخارجية القطري` speaks of the minister.
    let feminine = finder.doc.words(span).ends_with(finder.doc.pack.marks.feminine);
    (article && feminine).then(|| (at..at + 2, "Organization".into(), "name.ministry"))
}
