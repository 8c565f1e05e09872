//! How much a word looks like part of a person's name.

use super::sequence::conjoined;
use crate::analysis::{Reading, Token, TokenKind};
use crate::extraction::name::Finder;
use crate::lang::lexicon::Shape;
use crate::lang::raw::{Gender, Kind, Number};

/// How much a word looks like part of a name.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Look {
    None,
    /// A name that is an ordinary word too.
    Weak,
    /// Nothing the language knows.
    Unknown,
    Given,
}

/// The look of a name's first word, whose particles may be taken off.
pub(super) fn look(finder: &Finder, at: usize, first: bool) -> Look {
    let doc = finder.doc;
    let Some(token) = doc.tokens.get(at) else { return Look::None };
    let Some(reading) = token.best() else { return Look::None };
    if office_here(finder, at) || doc.pack.names.day.contains(&token.key) {
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
    // `يحيي` is a verb where it is not spelled as the name.
    let written = doc.pack.fold.plain(doc.words(token.span));
    if reading.forms.first().is_some_and(|f| f.shape.is_verb())
        && names.given.contains(&token.key)
        && !names.exact.contains(&written)
    {
        return Look::Weak;
    }
    // `باسمه`, not `باسمة`: a pronoun.
    let link = |r: &Reading| r.enclitic.is_some() && doc.pack.names.office_link.contains(&r.key);
    if token.readings.iter().any(link) && !names.exact.contains(&written) {
        return Look::None;
    }
    // `رأى`: a word of the language, however a foreign name is spelled.
    let tells = reading.forms.first().is_some_and(|f| f.shape == Shape::Perfect);
    if first && names.foreign.contains(&token.key) && !names.given.contains(&token.key) && tells {
        return Look::Weak;
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
    // `هويته`, `أكرمناهم`: an unknown word with a pronoun.
    let owned = token.key.chars().count() > 4 && ends_in_pronoun(finder, token);
    let unknown = !owned
        && token
            .readings
            .iter()
            .all(|r| !r.known() || r.enclitic.is_some() || r.future || r.has_proclitic() != reading.has_proclitic());
    let whole = doc.pack.wholes.whole.contains(&reading.key);
    if unknown && !reading.known() && !whole && reading.enclitic.is_none() { Look::Unknown } else { Look::None }
}

/// A day that is a surname as well, behind a given name.
fn surname_at_end(finder: &Finder, at: usize) -> bool {
    let doc = finder.doc;
    doc.pack.given_names.surname.contains(&doc.tokens[at].key)
        && at > 0
        && is_own_given(finder, &doc.tokens[at - 1].key)
}

/// Ends as words with a pronoun do, which hardly any name does.
fn ends_in_pronoun(finder: &Finder, token: &Token) -> bool {
    finder.doc.pack.names.pronoun_ending.iter().any(|e| token.key.ends_with(e.as_str()))
}

/// The look of a further word, which has no particles.
pub(super) fn look_inner(finder: &Finder, at: usize, after_given: bool) -> Look {
    let doc = finder.doc;
    let Some(token) = doc.tokens.get(at) else { return Look::None };
    let Some(reading) = token.best() else { return Look::None };
    let names = &doc.pack.given_names;
    if doc.pack.lexicon.has_kind(&token.key, Kind::Title) && !names.given.contains(&token.key)
        || office_here(finder, at)
        || doc.pack.names.day.contains(&token.key) && !surname_at_end(finder, at)
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
        // `ادى`: a verb, however a foreign name is spelled.
        let verb = !names.given.contains(&token.key)
            && reading.forms.first().is_some_and(|f| f.shape.is_verb())
            && !reading.has_proclitic();
        return if verb || names.common_too.contains(&token.key) { Look::Weak } else { Look::Given };
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

/// `أمين مجلس الوزراء`, `أمير عسير`, `أمير منطقة X`: a title that is a given name too, with what it belongs to.
pub(super) fn office_here(finder: &Finder, at: usize) -> bool {
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
    // `أمير المؤمنين`: of somebody that no list of names knows.
    let of = next.best().is_some_and(|r| {
        let names = &doc.pack.given_names;
        let listed = [&names.surname, &names.given, &names.particles].iter().any(|l| l.contains(&next.key));
        let several = r.forms.iter().any(|f| f.shape.is_nominal() && f.number == Number::Plural);
        r.article && !r.has_proclitic() && r.known() && !listed && several
    });
    // `أمين عام`
    let general = doc.pack.names.general.contains(&next.key);
    place && next.best().is_none_or(|r| !r.has_proclitic()) || body || of || general
}

/// A word that is in the lists of names, or that nobody knows.
pub(super) fn name_like(finder: &Finder, at: usize) -> bool {
    finder.doc.tokens.get(at).is_some_and(|t| {
        t.kind == TokenKind::Word
            && !t.line_start
            && (is_given(finder, &t.key) || t.best().is_some_and(|r| r.forms.is_empty() && !r.has_proclitic()))
    })
}

/// An adjective or participle behind a given name: a surname, as it agrees with no noun.
pub(super) fn surname_like(finder: &Finder, at: usize) -> bool {
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

/// An unknown word that is spelled like an imperfect verb.
pub(super) fn verb_like(finder: &Finder, token: &Token) -> bool {
    token.key.chars().count() > 4 && finder.doc.pack.names.verb_like.iter().any(|p| token.key.starts_with(p.as_str()))
}

pub(super) fn is_given(finder: &Finder, key: &str) -> bool {
    let names = &finder.doc.pack.given_names;
    names.given.contains(key) || names.foreign.contains(key)
}

/// A given name of the language's own, behind which any word may be a surname.
pub(super) fn is_own_given(finder: &Finder, key: &str) -> bool {
    let names = &finder.doc.pack.given_names;
    names.given.contains(key) && !names.foreign.contains(key)
}

pub(super) fn is_verb(token: &Token) -> bool {
    token.best().is_some_and(|r| r.forms.first().is_some_and(|f| f.shape.is_verb()))
}
