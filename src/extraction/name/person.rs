//! Persons that nobody listed: names behind titles and forms of address, given names with what follows, and later
//! mentions by surname.

use super::{Candidates, Finder, Name, TitlePhrase};
use crate::analysis::{Reading, Token, TokenKind};
use crate::extraction::facts::MentionKind;
use crate::lang::lexicon::Shape;
use crate::lang::raw::{Gender, Kind, Number};
use std::collections::HashMap;
use std::ops::Range;

/// Words that a person's name may have.
const LONGEST: usize = 8;

/// How much a word looks like part of a name.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Look {
    None,
    /// A name that is an ordinary word too.
    Weak,
    /// Nothing the language knows.
    Unknown,
    Given,
}

pub fn find(finder: &mut Finder, titles: &[TitlePhrase]) {
    for title in titles {
        if let Some(start) = name_start(finder, title.tokens.end) {
            take_at(finder, start, true, "name.person.title");
        }
    }
    let mut at = 0;
    while at < finder.doc.tokens.len() {
        let end = if is_honorific(finder, at) && !is_honorific(finder, at + 1) {
            take_at(finder, at + 1, true, "name.person.honorific")
        } else {
            take_at(finder, at, false, "name.person.given")
        };
        at = end.unwrap_or(at + 1);
    }
    later(finder);
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
    while is_honorific(finder, at) {
        at += 1;
    }
    (at < tokens.len()).then_some(at)
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
fn take_at(finder: &mut Finder, at: usize, expected: bool, rule: &'static str) -> Option<usize> {
    let range = sequence(finder, at, expected)?;
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
    let name = Name {
        span,
        kind: MentionKind::Name,
        class: "Person".into(),
        candidates: Candidates::new(),
        ambiguous: false,
        words,
        rule: rule.into(),
        tokens: range.clone(),
    };
    finder.take(name);
    Some(range.end)
}

/// A run of words that make a name. Where no title lets a name be expected, it has to begin with a given name and
/// have two words.
fn sequence(finder: &Finder, start: usize, expected: bool) -> Option<Range<usize>> {
    let doc = finder.doc;
    let pack = doc.pack;
    let first = doc.tokens.get(start).filter(|t| t.kind == TokenKind::Word && !t.key.is_ascii())?;
    if pack.names.inner.contains(&first.key) || first.key.chars().count() < 2 {
        return None;
    }
    let best = first.best();
    // Behind a title a name has no particle of its own.
    let preposed = |r: &Reading| r.has_proclitic() && r.known();
    if expected
        && (best.is_some_and(|r| r.preposition.is_some())
            || first.readings.iter().take(2).any(preposed) && !is_given(finder, &first.key))
    {
        return None;
    }
    let mut look = look(finder, start, true);
    let key = best.map_or(&first.key, |r| &r.key);
    let opens = opens_name(finder, start, key);
    if opens {
        look = Look::Given;
    }
    let enough = if expected { Look::Weak } else { Look::Given };
    if expected && adjective_of(finder, start) {
        return None;
    }
    // A listed country or body begins no person's name.
    let place = finder.taken[start].is_some_and(|id| {
        let name = &finder.names[id];
        name.tokens.len() == 1 && !name.ambiguous && &*name.class != "Person"
    });
    if place {
        return None;
    }
    let weak_pair = || {
        let next = doc.tokens.get(start + 1).filter(|t| !t.line_start && t.kind == TokenKind::Word);
        next.is_some_and(|t| {
            pack.names.joining.contains(&t.key)
                || is_own_given(finder, &t.key) && !pack.given_names.common_too.contains(&t.key)
        }) && best.is_some_and(|r| r.forms.iter().all(|f| f.shape != Shape::Function && !f.shape.is_verb()))
    };
    let foreign = !expected
        && (look == Look::Unknown && !verb_like(finder, first) && foreign_pair(finder, start)
            || look == Look::Weak && weak_pair());
    if (look < enough && !foreign)
        || (!expected && !opens && pack.given_names.surname.contains(key) && !is_given(finder, key))
    {
        return None;
    }
    // Kings and sheikhs are called by their first name; others with an office by their surname too.
    let royal = |t: usize| doc.tokens[t].best().is_some_and(|r| pack.names.first_name_title.contains(r.bare(pack)));
    // Behind a definite noun stands somebody in apposition, with a full name.
    let apposed = start > 0
        && !first.line_start
        && best.is_some_and(|r| !r.has_proclitic())
        && doc.tokens[start - 1].best().is_some_and(|r| r.article);
    let full = (expected || apposed) && !(start.saturating_sub(3)..start).any(royal);
    let mut end = start + 1;
    let mut parts = usize::from(!opens);
    let mut dangling = opens;
    while end < start + LONGEST {
        let Some(token) = doc.tokens.get(end).filter(|t| !t.line_start) else { break };
        if token.kind == TokenKind::Mark {
            // Hyphens inside foreign names, and a bracket that closes a first name put in brackets.
            let joins = (matches!(&*token.key, "-" | "_") && !token.spaced || &*token.key == "#")
                && doc.tokens.get(end + 1).is_some_and(|t| !t.spaced);
            if joins && look_inner(finder, end + 1, false) > Look::None {
                end += 2;
                parts += 1;
                continue;
            }
            break;
        }
        if token.kind != TokenKind::Word || token.key.is_ascii() || token.key.chars().count() < 2 {
            break;
        }
        // `عمير بيرتس ودان حالوتس`: a conjunction before another name.
        let conjunction = pack.clitics.conjunction.first().is_some_and(|c| token.key.starts_with(*c));
        let strange = || !is_given(finder, &token.key) && token.readings.iter().all(|r| !r.known());
        let another = conjunction && token.key.chars().count() > 4 && strange() && name_like(finder, end + 1);
        if parts > 1 && !dangling && (conjoined(finder, end).is_some() || another) {
            break;
        }
        if particle(finder, end) {
            dangling = true;
            end += 1;
            continue;
        }
        // Who is listed with a full name has no further one, but for words that are names and nothing else.
        let complete = listed_until(finder, start, end);
        let after_given = !dangling && is_own_given(finder, &doc.tokens[end - 1].key);
        let inner = look_inner(finder, end, after_given);
        let mut inner = inner;
        if full && parts == 1 && !complete && inner == Look::None && after_given && any_surname(finder, end) {
            inner = Look::Weak;
        }
        // `الرئيس جيمس ماديسون`: a town or firm of that name stands nowhere right behind a first name.
        let namesake = finder.taken[end].is_some_and(|id| {
            let name = &finder.names[id];
            name.tokens.len() == 1 && matches!(&*name.class, "City" | "Organization")
        });
        let strange_first = pack.given_names.foreign.contains(key) || look == Look::Unknown;
        if namesake && expected && strange_first && parts == 1 && token.best().is_some_and(|r| !r.has_proclitic()) {
            inner = Look::Unknown;
        }
        let enough = if complete { Look::Given } else { Look::Weak };
        if dangling
            || inner >= enough
                && (inner > Look::Weak
                    || !is_verb(token)
                    || after_given && expected && is_own_given(finder, &token.key))
                && !(inner == Look::Unknown && parts > 1 && verb_like(finder, token))
        {
            dangling = false;
            parts += 1;
            end += 1;
        } else {
            break;
        }
    }
    if dangling {
        end -= 1;
    }
    let function = best.is_some_and(|r| r.forms.first().is_some_and(|f| f.shape == Shape::Function));
    (parts >= if (expected && !function) || opens { 1 } else { 2 } && end > start).then_some(start..end)
}

/// `الفريق الفاسي`, `القادة السوفييت`: a definite word that nobody has as a name, behind a definite title.
fn adjective_of(finder: &Finder, at: usize) -> bool {
    let doc = finder.doc;
    let names = &doc.pack.given_names;
    let Some(reading) = doc.tokens[at].best().filter(|r| r.article) else { return false };
    let Some(before) = at.checked_sub(1).and_then(|b| doc.tokens[b].best()) else { return false };
    let key = &doc.tokens[at].key;
    before.article
        && ![&names.given, &names.surname, &names.foreign].iter().any(|list| list.contains(key))
        && doc.pack.names.adjective_ending.iter().any(|e| reading.key.ends_with(e.as_str()))
}

/// Two unknown words in a row, not behind a noun that they could define or a preposition of place: a foreign name.
fn foreign_pair(finder: &Finder, at: usize) -> bool {
    let doc = finder.doc;
    let strange = |t: usize| {
        doc.tokens.get(t).is_some_and(|token| {
            token.kind == TokenKind::Word
                && token.key.chars().count() > 2
                && finder.taken[t].is_none()
                && finder.nisba(t).is_none()
                && token.readings.iter().all(|r| !r.known() || r.enclitic.is_some() || r.future)
                && token.best().is_some_and(|r| {
                    r.forms.is_empty() && !r.article && r.preposition.is_none() && r.enclitic.is_none()
                })
        })
    };
    let names = &doc.pack.given_names;
    let name = |t: usize| {
        doc.tokens.get(t).is_some_and(|token| {
            finder.taken[t].is_none()
                && !token.line_start
                && !names.common_too.contains(&token.key)
                && (names.foreign.contains(&token.key) || names.given.contains(&token.key))
        })
    };
    if !strange(at)
        || doc.tokens.get(at + 1).is_none_or(|t| t.line_start || t.best().is_some_and(|r| r.has_proclitic()))
    {
        return false;
    }
    let conjunction = doc.pack.clitics.conjunction.first().is_some_and(|c| doc.tokens[at + 1].key.starts_with(*c));
    let foreign_next = name(at + 1) || strange(at + 1) && !conjunction;
    let Some(before) = at.checked_sub(1).map(|b| &doc.tokens[b]).filter(|_| !doc.tokens[at].line_start) else {
        return foreign_next;
    };
    if before.kind != TokenKind::Word {
        return foreign_next;
    }
    let construct = before
        .best()
        .is_some_and(|r| !r.article && r.enclitic.is_none() && r.forms.first().is_none_or(|f| f.shape.is_nominal()));
    let place = doc.pack.syntax.place.contains(&before.key);
    foreign_next && !construct && !place
}

/// Any word that may be the surname behind an office and a given name.
fn any_surname(finder: &Finder, at: usize) -> bool {
    let doc = finder.doc;
    let Some(reading) = doc.tokens[at].best() else { return false };
    let lexicon = &doc.pack.lexicon;
    let names = &doc.pack.names;
    !reading.has_proclitic()
        && reading.enclitic.is_none()
        && finder.taken[at].is_none()
        && ![&names.no_surname, &names.former, &names.acting].iter().any(|w| w.contains(&reading.key))
        && reading.forms.first().is_some_and(|f| f.shape.is_nominal())
        && reading.forms.iter().all(|f| f.shape != Shape::Function && lexicon.lexeme(f.lexeme).kinds.is_empty())
}

/// The reading with a conjunction of a word that is a given name behind it, and none as it stands.
fn conjoined<'f>(finder: &'f Finder, at: usize) -> Option<&'f Reading> {
    let doc = finder.doc;
    let token = &doc.tokens[at];
    // `وجود إسرائيل`
    if finder.taken.get(at + 1).is_some_and(|t| t.is_some_and(|id| &*finder.names[id].class != "Person")) {
        return None;
    }
    let listed = |key: &str| is_given(finder, key);
    if listed(&token.key) || doc.pack.given_names.surname.contains(&token.key) {
        return None;
    }
    // Behind another person's name the rest of the word need not be listed.
    let behind = at > 0
        && token.key.chars().count() > 4
        && !token.best().is_some_and(Reading::known)
        && finder.taken[at - 1].is_some_and(|id| &*finder.names[id].class == "Person");
    token.readings.iter().find(|r| {
        r.conjunction.is_some()
            && r.preposition.is_none()
            && !r.article
            && r.enclitic.is_none()
            && (listed(&r.key) || behind && !r.known())
    })
}

/// `أمين مجلس الوزراء`, `أمير عسير`, `أمير منطقة X`: a title that is a given name too, with what it belongs to.
fn office_here(finder: &Finder, at: usize) -> bool {
    let doc = finder.doc;
    let lexicon = &doc.pack.lexicon;
    let token = &doc.tokens[at];
    let Some(reading) = token.best().filter(|r| lexicon.has_kind(r.bare(doc.pack), Kind::Title)) else { return false };
    // `الأمين العام`
    if reading.article {
        let next = doc.tokens.get(at + 1).filter(|t| !t.line_start).and_then(|t| t.best());
        return next.is_some_and(|r| {
            r.article && !r.has_proclitic() && r.forms.iter().any(|f| lexicon.lexeme(f.lexeme).adjective)
        });
    }
    let Some(next) = doc.tokens.get(at + 1).filter(|t| t.kind == TokenKind::Word && !t.line_start) else {
        return false;
    };
    let place = finder.taken[at + 1].is_some_and(|id| {
        let name = &finder.names[id];
        name.tokens.start == at + 1 && &*name.class != "Person"
    });
    let body = next.best().is_some_and(|r| {
        !r.has_proclitic()
            && (lexicon.has_kind(&r.key, Kind::Body)
                || doc.pack.names.introduce.contains_key(&r.key)
                || doc.pack.names.keep.contains_key(&r.key))
    });
    place && next.best().is_none_or(|r| !r.has_proclitic()) || body
}

/// A word that is in the lists of names, or that nobody knows.
fn name_like(finder: &Finder, at: usize) -> bool {
    finder.doc.tokens.get(at).is_some_and(|t| {
        t.kind == TokenKind::Word
            && !t.line_start
            && (is_given(finder, &t.key) || t.best().is_some_and(|r| r.forms.is_empty() && !r.has_proclitic()))
    })
}

/// A particle inside a name, spelled as names have it.
fn particle(finder: &Finder, at: usize) -> bool {
    let doc = finder.doc;
    let token = &doc.tokens[at];
    let names = &doc.pack.names;
    names.joining.contains(&token.key)
        || names.lineage.contains(&token.key)
            && names.lineage_exact.contains(&doc.pack.fold.plain(doc.words(token.span)))
}

/// `أبو X`, `عبد X`: a first part that wants another one.
fn opens_name(finder: &Finder, at: usize, key: &str) -> bool {
    let doc = finder.doc;
    let names = &doc.pack.names;
    if names.joining.contains(key) {
        return true;
    }
    let core = doc.pack.fold.plain(doc.words(doc.tokens[at].core()));
    if !names.opening.contains(key) || !names.lineage_exact.contains(&core) {
        return false;
    }
    // `أم` is mother and or: what follows must be a name and no country, pronoun or definite noun.
    let Some(next) = doc.tokens.get(at + 1).filter(|t| t.kind == TokenKind::Word && !t.line_start) else {
        return false;
    };
    let given = &doc.pack.given_names;
    let listed = given.given.contains(&next.key) || given.surname.contains(&next.key);
    let function = next.best().is_none_or(|r| {
        r.forms.iter().any(|f| f.shape == Shape::Function) || r.has_proclitic() || r.article && r.known() && !listed
    });
    let place = finder.taken[at + 1]
        .is_some_and(|id| finder.names[id].tokens.len() == 1 && &*finder.names[id].class == "Country");
    !function && !place
}

/// Whether a listed person's name of two words or a surname that needs no context ends here.
fn listed_until(finder: &Finder, start: usize, end: usize) -> bool {
    finder.taken[end - 1].is_some_and(|id| {
        let name = &finder.names[id];
        &*name.class == "Person"
            && name.tokens.end == end
            && (name.tokens.len() > 1
                || name.tokens.start == start
                    && !name.ambiguous
                    && !is_own_given(finder, &finder.doc.tokens[start].key))
    })
}

/// An unknown word that is spelled like an imperfect verb.
fn verb_like(finder: &Finder, token: &Token) -> bool {
    token.key.chars().count() > 4 && finder.doc.pack.names.verb_like.iter().any(|p| token.key.starts_with(p.as_str()))
}

fn is_given(finder: &Finder, key: &str) -> bool {
    let names = &finder.doc.pack.given_names;
    names.given.contains(key) || names.foreign.contains(key)
}

/// A given name of the language's own, behind which any word may be a surname.
fn is_own_given(finder: &Finder, key: &str) -> bool {
    let names = &finder.doc.pack.given_names;
    names.given.contains(key) && !names.foreign.contains(key)
}

fn is_verb(token: &Token) -> bool {
    token.best().is_some_and(|r| r.forms.first().is_some_and(|f| f.shape.is_verb()))
}

/// The look of a name's first word, whose particles may be taken off.
fn look(finder: &Finder, at: usize, first: bool) -> Look {
    let doc = finder.doc;
    let token = &doc.tokens[at];
    let Some(reading) = token.best() else { return Look::None };
    if office_here(finder, at) {
        return Look::None;
    }
    let names = &doc.pack.given_names;
    let lexicon = &doc.pack.lexicon;
    let office = |key: &str| lexicon.has_kind(key, Kind::Title) || lexicon.has_kind(key, Kind::Body);
    if office(reading.bare(doc.pack)) && !names.given.contains(&token.key) {
        return Look::None;
    }
    if doc.pack.names.office_link.contains(&token.key) {
        return Look::None;
    }
    // A nationality is no first name, and a surname only behind a given name.
    if first && finder.nisba(at).is_some() {
        return Look::None;
    }
    // A function word counts only where a name is spelled just so (`علي`, not `على`).
    if reading.forms.iter().any(|f| f.shape == Shape::Function) {
        let written = doc.pack.fold.plain(doc.words(token.span));
        return if names.exact.contains(&written) && names.given.contains(&token.key) {
            Look::Weak
        } else {
            Look::None
        };
    }
    if first && conjoined(finder, at).is_some() && (!reading.known() || name_like(finder, at + 1)) {
        return Look::Given;
    }
    // As it stands, or by the likeliest reading.
    for key in [&token.key, &reading.key] {
        if names.common_too.contains(key) {
            return Look::Weak;
        }
        if names.given.contains(key) || names.foreign.contains(key) || names.surname.contains(key) {
            return Look::Given;
        }
    }
    if (reading.article && first) && reading.known() {
        return Look::None;
    }
    if finder.nisba(at).is_some() {
        return if first { Look::None } else { Look::Weak };
    }
    if let Some(id) = finder.taken[at] {
        let name = &finder.names[id];
        let short = name.tokens.len() == 1 && (&*name.class == "Person" || name.ambiguous);
        return if short { Look::Unknown } else { Look::None };
    }
    let unknown = token
        .readings
        .iter()
        .all(|r| !r.known() || r.enclitic.is_some() || r.future || r.has_proclitic() != reading.has_proclitic());
    let whole = doc.pack.wholes.whole.contains(&reading.key);
    if unknown && !reading.known() && !whole && reading.enclitic.is_none() { Look::Unknown } else { Look::None }
}

/// The look of a further word, which has no particles.
fn look_inner(finder: &Finder, at: usize, after_given: bool) -> Look {
    let doc = finder.doc;
    let Some(token) = doc.tokens.get(at) else { return Look::None };
    let Some(reading) = token.best() else { return Look::None };
    let names = &doc.pack.given_names;
    if doc.pack.lexicon.has_kind(&token.key, Kind::Title) && !names.given.contains(&token.key)
        || office_here(finder, at)
    {
        return Look::None;
    }
    if doc.pack.names.office_link.contains(&token.key) || (finder.nisba(at).is_some() && !after_given) {
        return Look::None;
    }
    if after_given && surname_like(finder, at) {
        return Look::Weak;
    }
    if token.readings[0].forms.iter().any(|f| f.shape == Shape::Function) {
        return look(finder, at, false);
    }
    // `سيف الدين`, `نصر الله`
    if reading.article && names.particles.contains(&token.key) {
        return Look::Given;
    }
    if names.surname.contains(&token.key) || names.given.contains(&token.key) || names.foreign.contains(&token.key) {
        return if names.common_too.contains(&token.key) { Look::Weak } else { Look::Given };
    }
    if reading.has_proclitic() && reading.known() {
        return Look::None;
    }
    if reading.has_proclitic() && finder.taken[at].is_some() {
        return Look::None;
    }
    // `لتقديم`: a preposition before a known word, though the whole could be a strange name.
    let preposed = |r: &Reading| r.preposition.is_some() && r.known() && r.key.chars().count() > 3;
    if token.readings.iter().take(2).any(preposed) {
        return Look::None;
    }
    // A conjunction before a word met elsewhere begins something new.
    if reading.conjunction.is_some() {
        return Look::None;
    }
    // `زار الرئيس X المغرب`: a country behind a name is no part of it, nor a town behind a full one.
    if let Some(id) = finder.taken[at] {
        let class = &*finder.names[id].class;
        if class == "Country" || class == "City" && !after_given {
            return Look::None;
        }
    }
    look(finder, at, false)
}

fn later_name(finder: &mut Finder, range: Range<usize>) {
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

/// Whether a surname that is a common word stands as a name does: behind a verb, a particle, a mark or a conjunction, and
/// with nothing behind it that would describe a noun.
fn stands_alone(finder: &Finder, at: usize, reading: &Reading) -> bool {
    let doc = finder.doc;
    if !reading.article {
        return false;
    }
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
    free && !described
}

/// An adjective or participle behind a given name: a surname, as it agrees with no noun.
fn surname_like(finder: &Finder, at: usize) -> bool {
    let doc = finder.doc;
    let Some(reading) = doc.tokens[at].best() else { return false };
    let lexicon = &doc.pack.lexicon;
    let names = &doc.pack.names;
    let plain = !reading.has_proclitic() && reading.enclitic.is_none() && finder.taken[at].is_none();
    let barred = [&names.no_surname, &names.former, &names.acting].iter().any(|w| w.contains(&reading.key));
    let adjective = |f: &crate::lang::lexicon::Form| {
        matches!(f.shape, Shape::ActiveParticiple | Shape::PassiveParticiple) || lexicon.lexeme(f.lexeme).adjective
    };
    let singular = |f: &crate::lang::lexicon::Form| f.number == Number::Singular && f.gender != Some(Gender::F);
    plain
        && !barred
        && !reading.forms.is_empty()
        && reading.forms.iter().any(|f| adjective(f) && singular(f))
        && reading.forms.iter().all(|f| {
            let kinds = &lexicon.lexeme(f.lexeme).kinds;
            f.shape.is_nominal() && f.shape != Shape::Masdar && kinds.is_empty()
        })
}

/// Later mentions: the last part of a name introduced in full, or a first part used alone.
fn later(finder: &mut Finder) {
    let pack = finder.doc.pack;
    let mut parts: HashMap<String, bool> = HashMap::new();
    let mut compound: HashMap<String, String> = HashMap::new();
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
        let first = &name.words[0];
        let own = pack.given_names.given.contains(first) && !pack.given_names.foreign.contains(first);
        if pack.lexicon.forms(first).is_empty() && !own && first.chars().count() > 1 {
            parts.entry(first.clone()).or_insert(false);
        }
    }
    for at in 0..finder.doc.tokens.len() {
        let token = &finder.doc.tokens[at];
        if finder.taken[at].is_some() || token.kind != TokenKind::Word {
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
            continue;
        };
        let titled = at > 0 && (is_honorific(finder, at - 1) || super::title::title_reading(finder, at - 1).is_some());
        // A surname that is a word of the language needs a title before it.
        let word = !reading.article && !reading.forms.is_empty() || reading.article && reading.known();
        let common = pack.given_names.common_too.contains(&reading.key);
        if (word || common) && !titled && !(parts[&reading.key] && stands_alone(finder, at, reading)) {
            continue;
        }
        // `الرئيس السوداني` speaks of the country, whoever is called so.
        if titled && finder.nisba(at).is_some() {
            continue;
        }
        let mut range = at..at + 1;
        if at > 0 && pack.names.inner.contains(&finder.doc.tokens[at - 1].key) {
            range.start -= 1;
        }
        later_name(finder, range);
    }
}
