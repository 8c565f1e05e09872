//! Persons that nobody listed: names behind titles and forms of address, given names with what follows, and later
//! mentions by surname.

mod alone;
mod later;
mod look;
mod sequence;
mod sign;

use super::{Candidates, Finder, Name, TitlePhrase};
use crate::analysis::TokenKind;
use crate::extraction::facts::MentionKind;
use crate::lang::raw::{Kind, Number};
use look::{Look, look};
use sequence::{conjoined, sequence};
use sign::adjective_of;

/// What stands before a word that may begin a name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Behind {
    Nothing,
    /// A verb of saying or a nationality, which somebody named follows.
    Cue,
    /// An office or a form of address.
    Title,
}

pub fn find(finder: &mut Finder, titles: &[TitlePhrase]) {
    for title in titles {
        if let Some(start) = name_start(finder, title.tokens.end) {
            take_at(finder, start, Behind::Title, "name.person.title");
        }
    }
    let mut at = 0;
    while at < finder.doc.tokens.len() {
        let letters = abbreviated(finder, at);
        let end = if letters > 0 {
            name_start(finder, at).and_then(|start| take_at(finder, start, Behind::Title, "name.person.honorific"))
        } else if is_honorific(finder, at) && !is_honorific(finder, at + 1) {
            take_at(finder, at + 1, Behind::Title, "name.person.honorific")
        } else if alone::speaks(finder, at) {
            take_at(finder, at, Behind::Cue, "name.person.speaker")
        } else if alone::kin(finder, at) {
            take_at(finder, at, Behind::Cue, "name.person.kin")
        } else if alone::of_nation(finder, at) {
            take_at(finder, at, Behind::Cue, "name.person.nation")
        } else {
            take_at(finder, at, Behind::Nothing, "name.person.given")
        };
        at = end.unwrap_or(at + 1);
    }
    later::later(finder);
}

/// Where a name may begin behind a title: past a comma or bracket, and past forms of address.
fn name_start(finder: &Finder, from: usize) -> Option<usize> {
    let tokens = &finder.doc.tokens;
    let mut at = from;
    if tokens.get(at).is_some_and(|t| t.kind == TokenKind::Mark && !t.line_start) {
        let mark = &tokens[at];
        let comma =
            mark.is_mark(&finder.doc.pack.marks.clause_end) && !mark.is_mark(&finder.doc.pack.marks.clause_stop);
        if !(comma || matches!(&*mark.key, "(" | "\"" | "/")) {
            return None;
        }
        at += 1;
    }
    loop {
        at += match abbreviated(finder, at) {
            0 if is_honorific(finder, at) => 1,
            0 => break,
            letters => letters,
        };
    }
    // `الخليفة العباسي المأمون`: an adjective of the title.
    if adjective_of(finder, at) && look(finder, at + 1, true) == Look::Given {
        at += 1;
    }
    (at < tokens.len()).then_some(at)
}

/// Tokens of a form of address that is cut short to a letter and a stop: `د. X`, `م/ X`.
pub fn abbreviated(finder: &Finder, at: usize) -> usize {
    let doc = finder.doc;
    let letter = doc.tokens.get(at).is_some_and(|t| doc.pack.names.abbreviated.contains(&t.key));
    let stop = doc
        .tokens
        .get(at + 1)
        .is_some_and(|t| !t.spaced && (t.is_mark(&doc.pack.marks.sentence_end) || &*t.key == "/"));
    if letter && stop { 2 } else { 0 }
}

pub fn is_honorific(finder: &Finder, at: usize) -> bool {
    let Some(token) = finder.doc.tokens.get(at) else { return false };
    let lexicon = &finder.doc.pack.lexicon;
    // `أبو زيد` is a name, though `أبو` is an honorific's form.
    if token.best().is_some_and(|r| finder.doc.pack.names.opening.contains(&r.key)) {
        return false;
    }
    token.readings.iter().take(2).any(|r| {
        r.forms
            .iter()
            .any(|f| f.number == Number::Singular && lexicon.lexeme(f.lexeme).kinds.contains(&Kind::Honorific))
    })
}

/// Takes the name that begins here; gives the token behind it.
fn take_at(finder: &mut Finder, at: usize, behind: Behind, rule: &'static str) -> Option<usize> {
    let range = sequence(finder, at, behind)?;
    let swallows = range.clone().filter_map(|t| finder.taken[t]).collect::<Vec<_>>();
    let longer = swallows.iter().all(|&id| {
        let inner = &finder.names[id];
        range.start <= inner.tokens.start && inner.tokens.end <= range.end && inner.tokens.len() < range.len()
    });
    if !longer {
        return None;
    }
    for id in swallows {
        finder.names[id].tokens = 0..0;
    }
    let mut span = finder.span(&range);
    let mut words = finder.words(&range);
    if let Some(reading) = conjoined(finder, range.start) {
        span.begin = reading.span.begin;
        let conjunction = finder.doc.tokens[range.start].key.chars().next();
        if let Some(rest) = conjunction.and_then(|c| words[0].strip_prefix(c)) {
            words[0] = rest.to_string();
        }
    }
    // `مدينة X Y`: a place, whatever it is called after.
    let place = range.start.checked_sub(1).filter(|_| behind == Behind::Nothing).and_then(|b| {
        let names = &finder.doc.pack.names;
        let before = finder.doc.tokens[b].best()?;
        names.introduce.get(&before.key).filter(|class| matches!(&***class, "City" | "Region")).cloned()
    });
    let name = Name {
        span,
        kind: MentionKind::Name,
        class: place.unwrap_or_else(|| "Person".into()),
        candidates: Candidates::new(),
        ambiguous: false,
        words,
        rule: rule.into(),
        tokens: range.clone(),
    };
    finder.take(name);
    Some(range.end)
}
