//! A run of words that makes a person's name: where it begins, what goes on with it, where it ends.

use super::Behind;
use super::alone::strange;
use super::look::{Look, is_given, is_own_given, is_verb, look, look_inner, name_like, verb_like};
use super::sign::{
    adjective_of, any_surname, bare_surname, described, foreign_pair, has_father, hyphenated, named_noun, opens_name,
    particle, regnal, together,
};
use crate::analysis::{Document, Reading, Token, TokenKind};
use crate::extraction::name::Finder;
use crate::extraction::name::body::latin_run;
use crate::lang::lexicon::Shape;
use crate::lang::pack::Pack;

use std::ops::Range;

/// Words that a person's name may have.
const LONGEST: usize = 8;

/// The first word of a name, and what it says of the rest.
#[derive(Clone, Copy)]
struct Run<'f, 'd> {
    finder: &'f Finder<'d>,
    doc: &'f Document<'d>,
    pack: &'f Pack,
    behind: Behind,
    /// Behind a title or something else that lets a name be expected.
    expected: bool,
    start: usize,
    first: &'f Token,
    best: Option<&'f Reading>,
    key: &'f str,
    look: Look,
    /// It is a particle that begins a name.
    opens: bool,
    /// The name is a full one: any word behind a given name is the surname.
    full: bool,
    /// A given name that is no other word.
    sure_first: bool,
}

impl<'f, 'd> Run<'f, 'd> {
    /// Whether a name begins here.
    fn open(finder: &'f Finder<'d>, start: usize, behind: Behind) -> Option<Self> {
        let expected = behind != Behind::Nothing;
        let doc = finder.doc;
        let pack = doc.pack;
        let first = doc.tokens.get(start).filter(|t| t.kind == TokenKind::Word && !t.key.is_ascii())?;
        // `آية الله`
        let second_part = pack.given_names.particles.contains(&first.key) && first.best().is_some_and(|r| r.article);
        if second_part || pack.names.inner.contains(&first.key) || first.key.chars().count() < 2 {
            return None;
        }
        let best = first.best();
        // Behind a title a name has no particle of its own.
        let preposed = |r: &Reading| r.has_proclitic() && r.known();
        if expected
            && (best.is_some_and(|r| r.preposition.is_some() || r.conjunction.is_some())
                || first.readings.iter().take(2).any(preposed) && !is_given(finder, &first.key))
        {
            return None;
        }
        let mut look = look(finder, start, true);
        let key = best.map_or(&first.key, |r| &r.key);
        let opens = opens_name(finder, start, key);
        if opens || has_father(finder, start, look) {
            look = Look::Given;
        }
        // `رئيس X ريحان Y`: a word of the language that only a given name follows.
        if behind == Behind::Title && look == Look::None && named_noun(finder, start) {
            look = Look::Weak;
        }
        // `ومازال`: behind a title a strange word that begins as a conjunction does goes on with the sentence.
        let begins = pack.clitics.conjunction.first().is_some_and(|c| first.key.starts_with(*c));
        if behind == Behind::Title && look == Look::Unknown && begins && !hyphenated(finder, start) {
            return None;
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
                    || pack.names.inner.contains(&t.key) && particle(finder, start + 1)
                    || (is_own_given(finder, &t.key) || pack.given_names.surname.contains(&t.key))
                        && !pack.given_names.common_too.contains(&t.key)
                    || described(finder, start) && strange(finder, start + 1)
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
        let full = (behind == Behind::Title || apposed) && !(start.saturating_sub(3)..start).any(royal);
        // A given name that is no other word, behind no verb whose object could follow it.
        let sure_first = is_own_given(finder, key)
            && !pack.given_names.common_too.contains(key)
            && best.is_some_and(|r| !r.known())
            && !finder.names.iter().any(|n| &*n.class == "Person" && n.words.len() > 1 && n.words.last() == Some(key))
            && (start == 0 || first.line_start || !is_verb(&doc.tokens[start - 1]));
        Some(Run { finder, doc, pack, behind, expected, start, first, best, key, look, opens, full, sure_first })
    }

    /// Whether the word before goes on to a surname as a given name does.
    fn after_given(&self, end: usize, parts: usize, dangling: bool) -> bool {
        let Run { finder, doc, pack, first, .. } = *self;
        let compound = parts == 1 && pack.names.joining.contains(&first.key);
        !dangling && (compound || is_own_given(finder, &doc.tokens[end - 1].key))
    }

    /// How much the next word looks like a further part of the name.
    fn inner(&self, end: usize, parts: usize, complete: bool, after_given: bool) -> Look {
        let Run { finder, doc, pack, behind, start, first, best, key, look, full, sure_first, .. } = *self;
        let token = &doc.tokens[end];
        let mut inner = look_inner(finder, end, after_given);
        let sure = sure_first && behind == Behind::Nothing;
        if (full || sure)
            && parts == 1
            && !complete
            && inner == Look::None
            && after_given
            && any_surname(finder, end, full)
        {
            inner = Look::Weak;
        }
        let listed_first = finder.taken[start].is_some();
        let strange_first = !listed_first && (pack.given_names.foreign.contains(key) || look == Look::Unknown);
        if behind != Behind::Nothing
            && parts == 1
            && inner == Look::None
            && bare_surname(finder, end, pack.given_names.foreign.contains(key), strange_first)
        {
            inner = Look::Weak;
        }
        // `بوريس كرافين`: strange, though listed for its first letter; `نيلس باي`: met together more than once.
        let sure_foreign = pack.given_names.foreign.contains(key)
            && !pack.given_names.common_too.contains(key)
            && best.is_some_and(|r| !r.known() && r.preposition.is_none());
        if inner == Look::None && parts == 1 && sure_foreign && finder.taken[end].is_none() {
            let unknown = token.readings.iter().all(|r| !r.known() && !r.article) && finder.nisba(end).is_none();
            let letter = token.best().is_some_and(|r| r.preposition.is_some() && r.conjunction.is_none() && !r.article);
            if unknown && !verb_like(finder, token) || letter && together(finder, &first.key, &token.key) > 1 {
                inner = Look::Unknown;
            }
        }
        // `المتحدثة، نورا بلين، عن`: all that stands between two commas behind an office.
        let comma = |t: usize| {
            doc.tokens.get(t).is_some_and(|t| t.is_mark(&pack.marks.clause_end) && !t.is_mark(&pack.marks.clause_stop))
        };
        let enclosed = behind == Behind::Title && start > 0 && comma(start - 1) && comma(end + 1);
        let plain = token
            .best()
            .is_some_and(|r| !r.article && !r.has_proclitic() && r.forms.iter().all(|f| f.shape != Shape::Function));
        if enclosed && parts == 1 && inner <= Look::Weak && strange_first && plain && finder.taken[end].is_none() {
            inner = Look::Unknown;
        }
        // `الرئيس توماس هيوستن`: a town or firm of that name stands nowhere right behind a first name.
        let namesake = finder.taken[end].is_some_and(|id| {
            let name = &finder.names[id];
            let first = strange_first || name.ambiguous && after_given;
            name.tokens.len() == 1
                && first
                && (&*name.class == "Organization" || &*name.class == "City" && behind == Behind::Title)
        });
        if namesake && parts == 1 && token.best().is_some_and(|r| !r.has_proclitic()) {
            inner = Look::Unknown;
        }
        inner
    }
}

/// A run of words that make a name. Where no title lets a name be expected, it has to begin with a given name and
/// have two words.
pub(super) fn sequence(finder: &Finder, start: usize, behind: Behind) -> Option<Range<usize>> {
    let doc = finder.doc;
    if doc.tokens.get(start).is_some_and(|t| t.kind == TokenKind::Word && t.key.is_ascii()) {
        // `رئيس Acme Robotics` has no person behind it: a definite title or a form of address has.
        let office = start.checked_sub(1).and_then(|b| doc.tokens[b].best()).is_some_and(|r| r.article);
        let end = latin_run(finder, start).filter(|&end| behind == Behind::Title && office && end > start + 1)?;
        return Some(start..end);
    }
    let run = Run::open(finder, start, behind)?;
    let Run { pack, first, best, key, opens, expected, .. } = run;
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
        // `X بيرنت ودان Y`: a conjunction before another name.
        let conjunction = pack.clitics.conjunction.first().is_some_and(|c| token.key.starts_with(*c));
        let strange = || !is_given(finder, &token.key) && token.readings.iter().all(|r| !r.known());
        let another = conjunction && token.key.chars().count() > 4 && strange() && name_like(finder, end + 1);
        if parts > 1 && !dangling && (conjoined(finder, end).is_some() || another) {
            break;
        }
        // The same name once more (a headline in the first line).
        let again = |at: usize| doc.tokens.get(at).is_some_and(|t| t.key == doc.tokens[start + at - end].key);
        if parts > 1 && token.key == first.key && again(end + 1) {
            break;
        }
        if particle(finder, end) {
            dangling = true;
            end += 1;
            continue;
        }
        // Who is listed with a full name has no further one, but for words that are names and nothing else.
        let complete = listed_until(finder, start, end);
        // `يوسف X Y`, who is listed as `X Y`.
        let listed_rest = finder.name_at(end).filter(|n| {
            &*n.class == "Person" && n.tokens.len() > 1 && !n.words.contains(&first.key) && parts == 1 && !dangling
        });
        if let Some(rest) = listed_rest.filter(|_| is_own_given(finder, key) && !token_split(finder, end)) {
            parts += rest.tokens.len();
            end = rest.tokens.end;
            continue;
        }
        let strange_start = run.look == Look::Unknown || pack.given_names.foreign.contains(key);
        if hyphenated(finder, end) && parts == 1 && strange_start && finder.taken[end].is_none() {
            parts += 2;
            end += 3;
            continue;
        }
        let after_given = run.after_given(end, parts, dangling);
        let inner = run.inner(end, parts, complete, after_given);
        let enough = if complete { Look::Given } else { Look::Weak };
        // `X ابن عمه`
        let lineage = of_lineage(finder, end - 1);
        if dangling && lineage && token.best().is_some_and(|r| r.enclitic.is_some() && r.known()) {
            break;
        }
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
    end = regnal(finder, start, end);
    let function = best.is_some_and(|r| r.forms.first().is_some_and(|f| f.shape == Shape::Function));
    (parts >= if (expected && !function) || opens { 1 } else { 2 } && end > start).then_some(start..end)
}

/// Whether the word is read with a particle before it.
fn token_split(finder: &Finder, at: usize) -> bool {
    finder.doc.tokens[at].best().is_some_and(Reading::has_proclitic)
}

/// `ابن` and the like, which a noun with a pronoun can follow.
fn of_lineage(finder: &Finder, at: usize) -> bool {
    let doc = finder.doc;
    !doc.pack.names.joining.contains(&doc.tokens[at].key)
}

/// The reading with a conjunction of a word that is a given name behind it, and none as it stands.
pub(super) fn conjoined<'f>(finder: &'f Finder, at: usize) -> Option<&'f Reading> {
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

/// Whether a listed person's name of two words or a surname that needs no context ends here.
pub(super) fn listed_until(finder: &Finder, start: usize, end: usize) -> bool {
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
