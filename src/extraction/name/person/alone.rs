//! Names that nothing but their place shows: who speaks, and who stands behind a nationality.

use super::look::{is_given, verb_like};
use crate::analysis::TokenKind;
use crate::extraction::name::Finder;
use crate::lang::raw::{Gender, Kind, Number};
use rustc_hash::{FxHashMap, FxHashSet};

/// The stance of plain saying.
const SAY: &str = "say";

/// `قال X`: a word that nobody knows or a given name, right behind a verb of saying in the singular.
pub(super) fn speaks(finder: &Finder, at: usize) -> bool {
    let doc = finder.doc;
    let Some(verb) = at.checked_sub(1).filter(|_| !doc.tokens[at].line_start) else { return false };
    if finder.taken[verb].is_some() {
        return false;
    }
    let rules = &doc.pack.statements;
    let form = doc.tokens[verb].best().filter(|r| r.enclitic.is_none()).and_then(|r| r.forms.first());
    let Some(form) = form.filter(|f| f.shape.is_verb() && f.person == 3 && f.number == Number::Singular) else {
        return false;
    };
    let Some(cues) = rules.by_lexeme.get(&form.lexeme) else { return false };
    // Of other verbs (`رفض X`) the strange word may be what is spoken of.
    let plain = cues.iter().any(|&rule| rules.rules[rule].stance.as_ref() == SAY);
    plain && strange(finder, at) || sure_given(finder, at)
}

/// `الفرنسي X`: behind a nationality that is no adjective of a thing before it.
pub(super) fn of_nation(finder: &Finder, at: usize) -> bool {
    let doc = finder.doc;
    let Some(nation) = at.checked_sub(1).filter(|_| !doc.tokens[at].line_start) else { return false };
    // Of one man or woman.
    let one = |t: usize| {
        let key = &doc.tokens[t].key;
        let key = key.strip_suffix(doc.pack.marks.feminine_key).unwrap_or(key);
        key.ends_with(doc.pack.marks.relational)
    };
    if !strange(finder, at) || finder.nisba(nation).is_none_or(|(_, article, ..)| !article) || !one(nation) {
        return false;
    }
    let Some(reading) = doc.tokens[nation].best() else { return false };
    let Some(before) = nation.checked_sub(1).filter(|_| !doc.tokens[nation].line_start) else { return true };
    let lexicon = &doc.pack.lexicon;
    let noun = &doc.tokens[before];
    let names = &doc.pack.given_names;
    let key = &doc.tokens[at].key;
    if is_given(finder, key) && !names.common_too.contains(key) && doc.tokens[at].best().is_some_and(|r| !r.known()) {
        return finder.taken[before].is_none_or(|id| &*finder.names[id].class != "Organization");
    }
    if reading.has_proclitic() || noun.kind != TokenKind::Word {
        return true;
    }
    if finder.taken[before].is_some() {
        return false;
    }
    noun.best().is_some_and(|r| {
        let nominal = r.forms.first().is_some_and(|f| f.shape.is_nominal());
        let person = r.forms.iter().any(|f| {
            f.number == Number::Singular
                && lexicon.lexeme(f.lexeme).kinds.iter().any(|k| matches!(k, Kind::Person | Kind::Title))
        });
        r.known() && (!nominal || r.article && person)
    })
}

/// `ابنته X`, `شقيقه Y`: behind kinship with a pronoun, a given name.
pub(super) fn kin(finder: &Finder, at: usize) -> bool {
    let doc = finder.doc;
    let Some(before) = at.checked_sub(1).filter(|_| !doc.tokens[at].line_start) else { return false };
    let kinship = doc.tokens[before].readings.iter().take(2).any(|r| {
        r.enclitic.is_some()
            && r.forms.iter().any(|f| {
                f.number == Number::Singular && doc.pack.lexicon.lexeme(f.lexeme).kinds.contains(&Kind::Relation)
            })
    });
    let token = &doc.tokens[at];
    let sure = is_given(finder, &token.key) && !doc.pack.given_names.common_too.contains(&token.key);
    kinship
        && finder.taken[at].is_none()
        && token.kind == TokenKind::Word
        && sure
        && token.best().is_some_and(|r| !r.known() && !r.has_proclitic())
}

/// Strange words that act again and again: behind a verb in the masculine at least twice, and never behind what only
/// places and bodies stand behind.
pub(super) fn actors(finder: &Finder) -> FxHashSet<String> {
    let doc = finder.doc;
    let mut acting: FxHashMap<&str, usize> = FxHashMap::default();
    let mut other: FxHashSet<&str> = FxHashSet::default();
    for at in 1..doc.tokens.len() {
        let token = &doc.tokens[at];
        if token.line_start || !strange(finder, at) {
            continue;
        }
        let before = &doc.tokens[at - 1];
        let Some(reading) = before.best() else { continue };
        let names = &doc.pack.names;
        let verb = reading.forms.first().is_some_and(|f| {
            f.shape.is_verb() && f.person == 3 && f.number == Number::Singular && f.gender != Some(Gender::F)
        });
        if verb && reading.forms.iter().all(|f| f.shape.is_verb()) && finder.taken[at - 1].is_none() {
            *acting.entry(&token.key).or_default() += 1;
        }
        let thing = names.introduce.contains_key(&reading.key)
            || names.keep.contains_key(&reading.key)
            || names.introduce_body.contains(&reading.key)
            || doc.pack.syntax.place.contains(&before.key)
            || reading.forms.iter().any(|f| {
                let kinds = &doc.pack.lexicon.lexeme(f.lexeme).kinds;
                kinds.contains(&Kind::Body) || kinds.contains(&Kind::Facility)
            });
        if thing {
            other.insert(&token.key);
        }
    }
    acting.iter().filter(|(word, count)| **count > 1 && !other.contains(*word)).map(|(w, _)| w.to_string()).collect()
}

/// A word that the language does not know in any reading, as it stands.
pub(super) fn strange(finder: &Finder, at: usize) -> bool {
    let doc = finder.doc;
    let token = &doc.tokens[at];
    let names = &doc.pack.given_names;
    let listed = is_given(finder, &token.key) && !names.common_too.contains(&token.key);
    finder.taken[at].is_none()
        && token.kind == TokenKind::Word
        && !token.key.is_ascii()
        && token.key.chars().count() > 2
        && finder.nisba(at).is_none()
        && !verb_like(finder, token)
        && (listed
            || token.readings.iter().all(|r| !r.known())
                && token.best().is_some_and(|r| !r.article && !r.has_proclitic() && r.enclitic.is_none()))
}

/// A given name that is no other word.
fn sure_given(finder: &Finder, at: usize) -> bool {
    let doc = finder.doc;
    let token = &doc.tokens[at];
    let names = &doc.pack.given_names;
    token.kind == TokenKind::Word
        && names.given.contains(&token.key)
        && !names.common_too.contains(&token.key)
        && finder.taken[at].is_none()
}
