//! Later mentions of persons: the last part of a name introduced in full, or a first part used alone.

use super::alone::actors;
use super::is_honorific;
use crate::analysis::{Reading, TokenKind};
use crate::extraction::facts::MentionKind;
use crate::extraction::name::{Candidates, Finder, Name, title};
use crate::lang::lexicon::Shape;
use crate::lang::raw::{Gender, Number};
use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::Range;

/// Later mentions: the last part of a name introduced in full, or a first part used alone.
pub(super) fn later(finder: &mut Finder) {
    let pack = finder.doc.pack;
    let mut parts: FxHashMap<String, bool> = FxHashMap::default();
    // Particles before last parts: `آل X`, but not `ولد X` of who is born.
    let mut joined: FxHashSet<(String, String)> = FxHashSet::default();
    let mut compound: FxHashMap<String, String> = FxHashMap::default();
    for name in finder.names.iter().filter(|n| &*n.class == "Person" && n.words.len() > 1 && !n.tokens.is_empty()) {
        let last = name.words.last().expect("names have words");
        // `الحمد الله`: the last part has two words.
        if pack.given_names.particles.contains(last) {
            if name.words.len() > 2 {
                compound.insert(name.words[name.words.len() - 2].clone(), last.clone());
            }
            continue;
        }
        parts.insert(last.clone(), true);
        joined.insert((name.words[name.words.len() - 2].clone(), last.clone()));
        let first = &name.words[0];
        let own = pack.given_names.given.contains(first) && !pack.given_names.foreign.contains(first);
        if pack.lexicon.forms(first).is_empty() && !own && first.chars().count() > 1 {
            parts.entry(first.clone()).or_insert(false);
        }
    }
    // Who is named by one word alone.
    let alone = |n: &&Name| matches!(&*n.rule, "name.person.speaker" | "name.person.nation") && n.words.len() == 1;
    let mut single = actors(finder);
    single.extend(finder.names.iter().filter(alone).map(|n| n.words[0].clone()));
    for word in single {
        if pack.lexicon.forms(&word).is_empty() && word.chars().count() > 3 {
            parts.entry(word).or_insert(true);
        }
    }
    for at in 0..finder.doc.tokens.len() {
        let token = &finder.doc.tokens[at];
        if token.kind != TokenKind::Word || pack.names.day.contains(&token.key) {
            continue;
        }
        if let Some(id) = finder.taken[at] {
            // A town, if it needs context and has none: `المطارد فايد`.
            let name = &finder.names[id];
            let whose = name.tokens.len() == 1
                && name.ambiguous
                && matches!(&*name.class, "City" | "Region" | "Facility" | "Organization")
                && parts.get(&name.words[0]) == Some(&true)
                && token.best().is_some_and(|r| !r.known() || stands_alone(finder, at, r))
                && !placed(finder, at);
            if !whose {
                continue;
            }
            finder.names[id].tokens = 0..0;
            finder.taken[at] = None;
            later_name(finder, at..at + 1);
            continue;
        }
        let two = token.best().and_then(|r| compound.get(&r.key)).is_some_and(|second| {
            let next = finder.doc.tokens.get(at + 1).filter(|t| !t.line_start && finder.taken[at + 1].is_none());
            next.is_some_and(|t| t.key == *second)
        });
        if two {
            later_name(finder, at..at + 2);
            continue;
        }
        let Some(reading) = token.readings.iter().take(2).find(|r| r.enclitic.is_none() && parts.contains_key(&r.key))
        else {
            if lone_given(finder, at) {
                later_name(finder, at..at + 1);
            }
            continue;
        };
        let titled = at > 0 && (is_honorific(finder, at - 1) || title::title_reading(finder, at - 1).is_some());
        // A surname that is a word of the language needs a title before it.
        let word = !reading.article && !reading.forms.is_empty()
            || reading.article && (reading.known() || finder.nisba(at).is_some());
        let common = pack.given_names.common_too.contains(&reading.key);
        if (word || common) && !titled && !(parts[&reading.key] && stands_alone(finder, at, reading)) {
            continue;
        }
        // `الرئيس السوداني` speaks of the country, whoever is called so.
        if titled && finder.nisba(at).is_some() {
            continue;
        }
        let mut range = at..at + 1;
        let before = at.checked_sub(1).map(|b| finder.doc.tokens[b].key.clone()).unwrap_or_default();
        let free = at > 0 && finder.taken[at - 1].is_none() && !token.line_start;
        if free && pack.names.inner.contains(&before) && joined.contains(&(before, reading.key.clone())) {
            range.start -= 1;
        }
        later_name(finder, range);
    }
}

pub(super) fn later_name(finder: &mut Finder, range: Range<usize>) {
    let name = Name {
        span: finder.span(&range),
        kind: MentionKind::Name,
        class: "Person".into(),
        candidates: Candidates::new(),
        ambiguous: false,
        words: finder.words(&range),
        rule: "name.person.later".into(),
        tokens: range,
    };
    finder.take(name);
}

/// A given name that is no other word, alone: behind a verb or a particle, with nothing of a name behind it.
fn lone_given(finder: &Finder, at: usize) -> bool {
    let doc = finder.doc;
    let token = &doc.tokens[at];
    let names = &doc.pack.given_names;
    let Some(reading) = token.best() else { return false };
    let sure = names.given.contains(&reading.key)
        && !names.common_too.contains(&reading.key)
        && !names.foreign.contains(&reading.key)
        && !reading.known()
        && !reading.future
        && reading.key.chars().count() > 3
        && names.exact.contains(&doc.pack.fold.plain(doc.words(reading.span)))
        && finder.nisba(at).is_none()
        && finder.taken[at].is_none();
    let Some(before) = at.checked_sub(1).filter(|_| !token.line_start).map(|b| &doc.tokens[b]) else { return false };
    let verb = before.kind == TokenKind::Word
        && before
            .best()
            .is_some_and(|r| r.forms.first().is_some_and(|f| f.shape.is_verb() || f.shape == Shape::Function));
    sure && verb && !placed(finder, at)
}

/// Behind a preposition of place or a class word of places.
fn placed(finder: &Finder, at: usize) -> bool {
    let doc = finder.doc;
    let place = &doc.pack.syntax.place;
    let letter = doc.tokens[at].best().and_then(|r| r.preposition);
    let before = at.checked_sub(1).filter(|_| !doc.tokens[at].line_start).map(|b| &doc.tokens[b]);
    letter.is_some_and(|p| place.contains(&p.to_string()))
        || before.is_some_and(|t| {
            let names = &doc.pack.names;
            let class = |r: &Reading| names.introduce.contains_key(&r.key) || names.keep.contains_key(&r.key);
            place.contains(&t.key) || t.best().is_some_and(class)
        })
}

/// Whether a surname that is a common word stands as a name does: behind a verb, a particle, a mark or a conjunction, and
/// with nothing behind it that would describe a noun.
pub(super) fn stands_alone(finder: &Finder, at: usize, reading: &Reading) -> bool {
    let doc = finder.doc;
    let lexicon = &doc.pack.lexicon;
    let behind = doc.tokens.get(at + 1).filter(|t| t.kind == TokenKind::Word && !t.line_start).and_then(|t| t.best());
    let described = behind.is_some_and(|r| {
        r.article
            && !r.has_proclitic()
            && r.forms.iter().any(|f| lexicon.lexeme(f.lexeme).adjective || f.shape == Shape::ActiveParticiple)
    });
    let before = at.checked_sub(1).map(|b| &doc.tokens[b]).filter(|_| !doc.tokens[at].line_start);
    let free = before.is_none_or(|t| {
        t.kind == TokenKind::Mark
            || reading.has_proclitic()
            || t.best()
                .is_some_and(|r| r.forms.first().is_some_and(|f| f.shape.is_verb() || f.shape == Shape::Function))
    });
    // `توقع فارس أن`: without article only where what follows can neither belong to a noun nor describe it.
    let bare = reading.article || {
        let closed = doc.tokens.get(at + 1).is_none_or(|t| {
            t.line_start
                || t.kind != TokenKind::Word
                || finder.taken[at + 1].is_none()
                    && t.best().is_some_and(|r| {
                        r.has_proclitic()
                            || r.forms.first().is_some_and(|f| f.shape.is_verb() || f.shape == Shape::Function)
                    })
        });
        let plain = reading.forms.iter().all(|f| {
            f.shape != Shape::Function
                && f.number == Number::Singular
                && f.gender != Some(Gender::F)
                && lexicon.lexeme(f.lexeme).kinds.is_empty()
        });
        closed && plain && !doc.tokens[at].line_start
    };
    free && !described && bare
}
