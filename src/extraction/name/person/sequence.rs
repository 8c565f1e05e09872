//! A run of words that makes a person's name: where it begins, what goes on with it, where it ends.

use super::Behind;
use super::alone::strange;
use super::look::{Look, is_given, is_own_given, is_verb, look, look_inner, name_like, verb_like};
use crate::analysis::{Reading, TokenKind};
use crate::extraction::name::Finder;
use crate::lang::lexicon::Shape;
use crate::lang::raw::{Gender, Kind, Number};
use std::ops::Range;

/// Words that a person's name may have.
const LONGEST: usize = 8;

/// A run of words that make a name. Where no title lets a name be expected, it has to begin with a given name and
/// have two words.
pub(super) fn sequence(finder: &Finder, start: usize, behind: Behind) -> Option<Range<usize>> {
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
    // `رئيس X غزالي Y`: a word of the language that only a given name follows.
    if behind == Behind::Title && look == Look::None && named_noun(finder, start) {
        look = Look::Weak;
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
        let compound = parts == 1 && pack.names.joining.contains(&first.key);
        let after_given = !dangling && (compound || is_own_given(finder, &doc.tokens[end - 1].key));
        let mut inner = look_inner(finder, end, after_given);
        let strange_start = look == Look::Unknown || pack.given_names.foreign.contains(key);
        if hyphenated(finder, end) && parts == 1 && strange_start && finder.taken[end].is_none() {
            parts += 2;
            end += 3;
            continue;
        }
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
        // `سيرغي سكريبال`: strange, though listed for its first letter; `سيمون فاي`: met together more than once.
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
        // `الرئيس جيمس ماديسون`: a town or firm of that name stands nowhere right behind a first name.
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
        let enough = if complete { Look::Given } else { Look::Weak };
        // `X ابن عمه`
        let lineage = names_lineage(finder, end - 1);
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

/// `X بن Y`: what a father's name follows is a name, if the language knows no other word of that spelling.
fn has_father(finder: &Finder, at: usize, look: Look) -> bool {
    let doc = finder.doc;
    let descent = |t: usize| {
        doc.tokens.get(t).is_some_and(|token| {
            !token.line_start && doc.pack.names.descent.contains(&doc.pack.fold.plain(doc.words(token.span)))
        })
    };
    let father = doc.tokens.get(at + 2).is_some_and(|t| t.kind == TokenKind::Word && !t.line_start);
    let listed = is_given(finder, &doc.tokens[at].key);
    (look > Look::None || listed) && father && descent(at + 1)
}

/// `الملك X الأول`, `فرناندو الثالث عشر`: the number of a ruler belongs to the name.
fn regnal(finder: &Finder, start: usize, end: usize) -> usize {
    let doc = finder.doc;
    let names = &doc.pack.names;
    let number =
        |t: usize| doc.tokens.get(t).is_some_and(|token| !token.line_start && names.regnal.contains(&token.key));
    let ruler = (start.saturating_sub(3)..start)
        .any(|t| doc.tokens[t].best().is_some_and(|r| names.first_name_title.contains(r.bare(doc.pack))));
    let foreign = !is_own_given(finder, &doc.tokens[start].key);
    if end - start > 1 || !number(end) || !(ruler || foreign) {
        return end;
    }
    let tens = doc.tokens.get(end + 1).is_some_and(|t| !t.line_start && names.regnal_ten.contains(&t.key));
    end + 1 + usize::from(tens)
}

/// `الفريق الفاسي`, `القادة السوفييت`: a definite word that nobody has as a name, behind a definite title.
pub(super) fn adjective_of(finder: &Finder, at: usize) -> bool {
    let doc = finder.doc;
    let names = &doc.pack.given_names;
    let Some(reading) = doc.tokens.get(at).and_then(|t| t.best()).filter(|r| r.article) else { return false };
    let Some(before) = at.checked_sub(1).and_then(|b| doc.tokens[b].best()) else { return false };
    let key = &doc.tokens[at].key;
    before.article
        && ![&names.given, &names.foreign].iter().any(|list| list.contains(key))
        && doc.pack.names.adjective_ending.iter().any(|e| reading.key.ends_with(e.as_str()))
}

/// Two unknown words in a row, not behind a noun that they could define or a preposition of place: a foreign name.
pub(super) fn foreign_pair(finder: &Finder, at: usize) -> bool {
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
    let foreign_next = hyphenated(finder, at + 1) || name(at + 1) || strange(at + 1) && !conjunction;
    let Some(before) = at.checked_sub(1).map(|b| &doc.tokens[b]).filter(|_| !doc.tokens[at].line_start) else {
        return foreign_next;
    };
    if before.kind != TokenKind::Word {
        return foreign_next;
    }
    // `وزيرا خارجية روسيا X والصين Y`
    let country = finder.taken[at - 1].is_some_and(|id| &*finder.names[id].class == "Country");
    // `المعروف عالميا X Y`: an adverb, which nothing belongs to.
    let adverb = doc.pack.fold.plain(doc.words(before.span)).ends_with(doc.pack.marks.accusative);
    let construct = !country
        && !adverb
        && before.best().is_some_and(|r| {
            !r.article && r.enclitic.is_none() && r.forms.first().is_none_or(|f| f.shape.is_nominal())
        });
    let place = doc.pack.syntax.place.contains(&before.key);
    foreign_next && !construct && !place
}

/// Any word that may be the surname behind an office and a given name.
pub(super) fn any_surname(finder: &Finder, at: usize, titled: bool) -> bool {
    let doc = finder.doc;
    let Some(reading) = doc.tokens[at].best() else { return false };
    let lexicon = &doc.pack.lexicon;
    let names = &doc.pack.names;
    let accusative = doc.pack.fold.plain(doc.words(doc.tokens[at].span)).ends_with(doc.pack.marks.accusative);
    !reading.has_proclitic()
        && !(accusative && !reading.article && reading.forms.iter().any(|f| lexicon.lexeme(f.lexeme).adjective))
        && reading.enclitic.is_none()
        && finder.taken[at].is_none()
        && ![&names.no_surname, &names.former, &names.acting].iter().any(|w| w.contains(&reading.key))
        && reading
            .forms
            .first()
            .is_some_and(|f| f.shape.is_nominal() && (titled || reading.article || f.shape != Shape::Masdar))
        && reading.forms.iter().all(|f| {
            let kinds = &lexicon.lexeme(f.lexeme).kinds;
            f.shape != Shape::Function && kinds.iter().all(|k| matches!(k, Kind::Person | Kind::Group | Kind::Place))
        })
}

/// Whether the word is read with a particle before it.
fn token_split(finder: &Finder, at: usize) -> bool {
    finder.doc.tokens[at].best().is_some_and(Reading::has_proclitic)
}

/// `ابن` and the like, which a noun with a pronoun can follow.
fn names_lineage(finder: &Finder, at: usize) -> bool {
    let doc = finder.doc;
    !doc.pack.names.joining.contains(&doc.tokens[at].key)
}

/// `العداء أمين X`: behind a definite noun that means a person, or a nationality.
fn described(finder: &Finder, at: usize) -> bool {
    let doc = finder.doc;
    let Some(before) = at.checked_sub(1).filter(|_| !doc.tokens[at].line_start) else { return false };
    let person = |r: &Reading| {
        r.article
            && r.forms.iter().any(|f| {
                let kinds = &doc.pack.lexicon.lexeme(f.lexeme).kinds;
                f.number == Number::Singular && kinds.iter().any(|k| matches!(k, Kind::Person | Kind::Title))
            })
    };
    finder.nisba(before).is_some_and(|(_, article, ..)| article) || doc.tokens[before].best().is_some_and(person)
}

/// How often two words stand side by side.
fn together(finder: &Finder, a: &str, b: &str) -> usize {
    finder.doc.tokens.windows(2).filter(|pair| pair[0].key == a && pair[1].key == b && !pair[1].line_start).count()
}

/// A bare noun right behind a title, with a sure given name behind it.
fn named_noun(finder: &Finder, at: usize) -> bool {
    let doc = finder.doc;
    let names = &doc.pack.given_names;
    let Some(reading) = doc.tokens[at].best() else { return false };
    let noun = !reading.has_proclitic()
        && !doc.pack.names.office_link.contains(&doc.tokens[at].key)
        && !reading.article
        && reading.enclitic.is_none()
        && finder.taken[at].is_none()
        && finder.nisba(at).is_none()
        && !doc.pack.names.no_surname.contains(&reading.key)
        && reading.forms.iter().all(|f| {
            f.shape.is_nominal()
                && f.shape != Shape::Masdar
                && f.number == Number::Singular
                && f.gender != Some(Gender::F)
                && doc.pack.lexicon.lexeme(f.lexeme).kinds.is_empty()
        });
    noun && doc.tokens.get(at + 1).is_some_and(|t| {
        let function = t.best().is_some_and(|r| r.forms.iter().any(|f| f.shape == Shape::Function));
        !t.line_start
            && !function
            && is_given(finder, &t.key)
            && !names.common_too.contains(&t.key)
            && finder.nisba(at + 1).is_none()
    })
}

/// `جي-إن`: two parts with a hyphen and no space between them, at least one of which is strange.
fn hyphenated(finder: &Finder, at: usize) -> bool {
    let doc = finder.doc;
    let part = |t: usize| doc.tokens.get(t).is_some_and(|t| t.kind == TokenKind::Word && !t.key.is_ascii());
    let hyphen = |t: usize| doc.tokens.get(t).is_some_and(|t| !t.spaced && matches!(&*t.key, "-" | "‐"));
    let close = doc.tokens.get(at + 2).is_some_and(|t| !t.spaced);
    let strange = |t: usize| doc.tokens[t].readings.iter().all(|r| !r.known());
    part(at) && hyphen(at + 1) && close && part(at + 2) && (strange(at) || strange(at + 2))
}

/// `جون كندي`, `سيمون هول`: a noun or nationality without article, which nothing behind a foreign name could be.
fn bare_surname(finder: &Finder, at: usize, listed: bool, strange: bool) -> bool {
    let doc = finder.doc;
    let Some(reading) = doc.tokens[at].best() else { return false };
    let names = &doc.pack.names;
    let accusative = doc.pack.fold.plain(doc.words(doc.tokens[at].span)).ends_with(doc.pack.marks.accusative);
    let nominal = !reading.forms.is_empty()
        && reading.forms.iter().all(|f| {
            f.shape.is_nominal() && f.number == Number::Singular && doc.pack.lexicon.lexeme(f.lexeme).kinds.is_empty()
        });
    finder.taken[at].is_none()
        && !reading.has_proclitic()
        && reading.enclitic.is_none()
        && !reading.article
        && !accusative
        && ![&names.no_surname, &names.former, &names.acting].iter().any(|w| w.contains(&reading.key))
        && (listed && nominal || strange && finder.nisba(at).is_some())
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

/// A particle inside a name, spelled as names have it.
pub(super) fn particle(finder: &Finder, at: usize) -> bool {
    let doc = finder.doc;
    let token = &doc.tokens[at];
    let names = &doc.pack.names;
    names.joining.contains(&token.key)
        || names.lineage.contains(&token.key)
            && names.lineage_exact.contains(&doc.pack.fold.plain(doc.words(token.span)))
}

/// `أبو X`, `عبد X`: a first part that wants another one.
pub(super) fn opens_name(finder: &Finder, at: usize, key: &str) -> bool {
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
