//! What shows that a word begins or goes on with a person's name.

use super::look::{Look, is_given, is_own_given};
use crate::analysis::{Reading, TokenKind};
use crate::extraction::name::Finder;
use crate::lang::lexicon::Shape;
use crate::lang::raw::{Gender, Kind, Number};

/// `X بن Y`: what a father's name follows is a name, if the language knows no other word of that spelling.
pub(super) fn has_father(finder: &Finder, at: usize, look: Look) -> bool {
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
pub(super) fn regnal(finder: &Finder, start: usize, end: usize) -> usize {
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
    // `المشهور دوليا X Y`: an adverb, which nothing belongs to.
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
    let adjective = reading.forms.iter().any(|f| lexicon.lexeme(f.lexeme).adjective);
    let adverbial = accusative && !reading.article && adjective;
    !reading.has_proclitic()
        && !adverbial
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

/// `العداء أمين X`: behind a definite noun that means a person, or a nationality.
pub(super) fn described(finder: &Finder, at: usize) -> bool {
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
pub(super) fn together(finder: &Finder, a: &str, b: &str) -> usize {
    finder.doc.tokens.windows(2).filter(|pair| pair[0].key == a && pair[1].key == b && !pair[1].line_start).count()
}

/// A bare noun right behind a title, with a sure given name behind it.
pub(super) fn named_noun(finder: &Finder, at: usize) -> bool {
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

/// `تاي-سو`: two parts with a hyphen and no space between them, at least one of which is strange.
pub(super) fn hyphenated(finder: &Finder, at: usize) -> bool {
    let doc = finder.doc;
    let part = |t: usize| doc.tokens.get(t).is_some_and(|t| t.kind == TokenKind::Word && !t.key.is_ascii());
    let hyphen = |t: usize| doc.tokens.get(t).is_some_and(|t| !t.spaced && matches!(&*t.key, "-" | "‐"));
    let close = doc.tokens.get(at + 2).is_some_and(|t| !t.spaced);
    let strange = |t: usize| doc.tokens[t].readings.iter().all(|r| !r.known());
    part(at) && hyphen(at + 1) && close && part(at + 2) && (strange(at) || strange(at + 2))
}

/// `جون كندي`, `سيمون هول`: a noun or nationality without article, which nothing behind a foreign name could be.
pub(super) fn bare_surname(finder: &Finder, at: usize, listed: bool, strange: bool) -> bool {
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
