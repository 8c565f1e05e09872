//! Title phrases: an office, the body or country it belongs to, and whether it is held still.

use super::Finder;
use crate::analysis::{Reading, TokenKind};
use crate::lang::lexicon::{Form, Shape};
use crate::lang::raw::{Gender, Kind, Number};
use crate::text::Span;
use std::ops::Range;

/// Offices inside an office that are followed: `المتحدث باسم نائب رئيس X` has one.
const DEEPEST: usize = 4;

/// What an office belongs to, as its phrase says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Of {
    /// The first token of a name.
    Name(usize),
    /// The token of a nationality adjective.
    Nisba(usize),
    /// A pronoun on this token.
    Pronoun(usize),
    /// A body's definite class word at this token.
    Noun(usize),
}

/// `وزير الخارجية السعودي`.
#[derive(Clone, Debug)]
pub struct TitlePhrase {
    /// The whole phrase, body and nationality included.
    pub tokens: Range<usize>,
    /// The title alone, without attached particles.
    pub title: Span,
    pub of: Option<Of>,
    pub former: bool,
    pub acting: bool,
    pub number: Number,
    pub definite: bool,
    /// `نظيره`: the office of somebody named before.
    pub counterpart: bool,
    /// A military or noble rank, a calling: an office only with what it belongs to.
    pub rank: bool,
    /// A calling: an office only with the body or country it belongs to.
    pub calling: bool,
}

pub fn find(finder: &Finder) -> Vec<TitlePhrase> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < finder.doc.tokens.len() {
        match parse(finder, at, 0) {
            Some(phrase) => {
                at = phrase.tokens.end;
                out.push(phrase);
            }
            None => at += 1,
        }
    }
    out
}

/// The reading of a word as a title noun.
pub fn title_reading<'f>(finder: &'f Finder, at: usize) -> Option<(&'f Reading, Number)> {
    let token = finder.doc.tokens.get(at)?;
    if finder.taken[at].is_some() {
        return None;
    }
    let lexicon = &finder.doc.pack.lexicon;
    let title = |f: &Form| f.shape.is_nominal() && lexicon.lexeme(f.lexeme).kinds.contains(&Kind::Title);
    let (reading, form) =
        token.readings.iter().take(3).find_map(|r| r.forms.iter().find(|f| title(f)).map(|form| (r, form)))?;
    // A verb first of all (`قادت`).
    let verb = token.readings[0].forms.first().is_some_and(|f| f.shape.is_verb());
    if verb && !token.readings[0].forms.iter().any(title) {
        return None;
    }
    // A feminine or plural of a title that is another noun too (`مفاوضات`, `محكمة`), a preposition (`أمام`).
    let lemma = finder.doc.pack.lemma(form.lexeme);
    let derived = reading.bare(finder.doc.pack) != lemma;
    let other = |f: &Form| {
        f.shape == Shape::Function
            || derived && f.shape == Shape::Masdar
            || derived
                && form.gender == Some(Gender::F)
                && f.shape == Shape::Noun
                && !title(f)
                && !lexicon.lexeme(f.lexeme).adjective
                && lexicon.lexeme(f.lexeme).gender == Some(Gender::F)
    };
    if reading.forms.iter().any(other) {
        return None;
    }
    // `ندوة اقتصادية`, `مؤتمر صحفي`: an adjective of the noun before it.
    let relational = finder.doc.pack.names.adjective_ending.iter().any(|e| reading.key.ends_with(e.as_str()));
    let adjective = (relational || derived) && reading.forms.iter().any(|f| lexicon.lexeme(f.lexeme).adjective);
    let noun = at.checked_sub(1).filter(|_| !token.line_start).and_then(|b| finder.doc.tokens[b].best());
    let agrees = noun.is_some_and(|n| {
        (n.article || n.enclitic.is_some()) == reading.article
            && n.forms.first().is_some_and(|f| f.shape.is_nominal())
            && !n.forms.iter().any(title)
    });
    // `وصول رئيسة X`: not of a masculine noun.
    let feminine = form.gender == Some(Gender::F)
        && noun.is_some_and(|n| {
            n.forms.first().is_some_and(|f| f.number == Number::Singular && f.gender != Some(Gender::F))
                && !n.key.ends_with(finder.doc.pack.marks.feminine_key)
        });
    if adjective && agrees && !feminine && !reading.has_proclitic() {
        return None;
    }
    Some((reading, form.number))
}

fn parse(finder: &Finder, at: usize, depth: usize) -> Option<TitlePhrase> {
    let doc = finder.doc;
    let words = &doc.pack.names;
    let token = &doc.tokens[at];
    let other = token.readings.iter().take(2).find(|r| r.enclitic.is_some() && words.counterpart.contains(&r.key));
    let counterpart = other.is_some();
    let (reading, number) = match other {
        Some(reading) => (reading, Number::Singular),
        None => title_reading(finder, at)?,
    };
    // `رائد بن خالد`: a first name that is a rank as well.
    let next_key = doc.tokens.get(at + 1).map_or("", |t| &*t.key);
    if doc.pack.given_names.given.contains(&token.key) && words.inner.contains(next_key) {
        return None;
    }
    let definite = reading.article;
    let mut phrase = TitlePhrase {
        tokens: at..at + 1,
        title: reading.span,
        of: reading.enclitic.filter(|_| !counterpart).map(|_| Of::Pronoun(at)),
        former: false,
        acting: false,
        number,
        definite,
        counterpart,
        calling: reading.forms.iter().any(|f| words.calling.contains(&doc.pack.lemma(f.lexeme))),
        rank: reading.forms.iter().any(|f| words.rank.contains(&doc.pack.lemma(f.lexeme))),
    };
    // The article is swallowed after `ل`: the title begins behind it.
    if reading.article && reading.preposition.is_some_and(|p| doc.pack.clitics.merging.contains(&p)) {
        let written = doc.pack.fold.key(doc.words(reading.span));
        if !written.starts_with(doc.pack.clitics.article.as_str()) {
            phrase.title.begin += 1;
        }
    }
    // Whether the last word taken is a bare noun, so that a genitive may follow.
    let mut open = !definite && reading.enclitic.is_none();
    // Words behind the body are no more part of the title.
    let mut closed = reading.enclitic.is_some();
    let mut next = at + 1;
    while next < at + 12 {
        let Some(token) = doc.tokens.get(next).filter(|t| t.kind == TokenKind::Word && !t.line_start) else { break };
        let Some(reading) = token.best() else { break };
        // `مكتب ولي العهد`: not a conjunction and a preposition.
        let whole = |r: &&Reading| !r.has_proclitic();
        let reading = match title_reading(finder, next).map(|(r, _)| r).filter(whole) {
            Some(title) if open && reading.has_proclitic() => title,
            _ => reading,
        };
        if words.former.contains(&token.key) || words.former.contains(&reading.key) {
            phrase.former = true;
            next += 1;
            phrase.tokens.end = next;
            continue;
        }
        if words.acting.contains(&token.key) {
            phrase.acting = true;
            if !closed {
                phrase.title = phrase.title.cover(reading.span);
            }
            next += 1;
            phrase.tokens.end = next;
            continue;
        }
        if let Some(name) = finder.name_at(next) {
            let of_this = phrase.of.is_none()
                && &*name.class != "Person"
                && (open || reading.preposition.is_some_and(|p| doc.pack.clitics.merging.contains(&p)))
                && reading.conjunction.is_none();
            // `مبعوث الأمم المتحدة الخاص لليمن`: what the office is about.
            let about = (phrase.of.is_some() && &*name.class == "Country" || &*name.class == "Region")
                && !open
                && reading.preposition.is_some_and(|p| doc.pack.clitics.merging.contains(&p))
                && reading.conjunction.is_none();
            if about {
                next = name.tokens.end;
                phrase.tokens.end = next;
                closed = true;
                continue;
            }
            if !of_this {
                break;
            }
            let office_words = name.words.join(" ");
            if words.office_body.contains(&office_words) {
                phrase.title = phrase.title.cover(name.span);
            } else {
                phrase.of = Some(Of::Name(next));
                closed = true;
            }
            open = false;
            next = name.tokens.end;
            phrase.tokens.end = next;
            continue;
        }
        if finder.nisba(next).is_some() && !reading.has_proclitic() {
            let agrees = reading.article || !phrase.definite;
            if !agrees || phrase.of.is_some() {
                break;
            }
            phrase.of = Some(Of::Nisba(next));
            open = false;
            closed = true;
            next += 1;
            phrase.tokens.end = next;
            continue;
        }
        if reading.enclitic.is_some()
            && (words.office_link.contains(&reading.key) || words.office_link.contains(&folded_link(token, reading)))
        {
            // `المتحدث باسمها`
            phrase.of = phrase.of.or(Some(Of::Pronoun(next)));
            closed = true;
            next += 1;
            phrase.tokens.end = next;
            continue;
        }
        if words.office_link.contains(&token.key) {
            // `باسم X`, `لدى X`: a name or body must follow.
            match finder.name_at(next + 1).filter(|n| &*n.class != "Person") {
                Some(name)
                    if phrase.of.is_none()
                        && finder.doc.tokens[next + 1].best().is_some_and(|r| !r.has_proclitic()) =>
                {
                    phrase.of = Some(Of::Name(next + 1));
                    next = name.tokens.end;
                }
                Some(name) if matches!(phrase.of, Some(Of::Nisba(_) | Of::Name(_))) => next = name.tokens.end,
                // `المتحدث باسم رئيس الوزراء X`: whoever it is speaks for the other one's body.
                None if depth < DEEPEST
                    && !open
                    && !doc.pack.syntax.place.contains(&token.key)
                    && whole_title(finder, next + 1) =>
                {
                    let Some(inner) = parse(finder, next + 1, depth + 1) else { break };
                    phrase.of = phrase.of.or(inner.of);
                    next = inner.tokens.end;
                }
                _ if token.key == doc.tokens[next].key
                    && !open
                    && next + 1 < doc.tokens.len()
                    && definite_noun(finder, next + 1) =>
                {
                    phrase.of = phrase.of.or(Some(Of::Noun(next + 1)));
                    next += 2
                }
                _ => break,
            }
            closed = true;
            open = false;
            phrase.tokens.end = next;
            continue;
        }
        // `وزير خارجيته`
        let owned = open
            && reading.enclitic.is_some()
            && !reading.has_proclitic()
            && phrase.of.is_none()
            && finder.taken[next].is_none()
            && reading.forms.first().is_some_and(|f| f.shape.is_nominal());
        if owned {
            phrase.title = phrase.title.cover(reading.span);
            phrase.of = Some(Of::Pronoun(next));
            (open, closed) = (false, true);
            next += 1;
            phrase.tokens.end = next;
            continue;
        }
        if !extend(finder, next, reading, &mut open, definite) {
            break;
        }
        if !closed {
            phrase.title = phrase.title.cover(reading.span);
        }
        next += 1;
        phrase.tokens.end = next;
    }
    (!open || phrase.tokens.len() == 1).then_some(phrase)
}

/// A linking word without its pronoun.
fn folded_link(token: &crate::analysis::Token, reading: &Reading) -> String {
    let end = token.origin.iter().position(|&o| o >= reading.span.end).unwrap_or(token.key.chars().count());
    token.key.chars().take(end).collect()
}

/// A title without attached particles.
fn whole_title(finder: &Finder, at: usize) -> bool {
    finder.doc.tokens.get(at).is_some_and(|t| !t.line_start)
        && title_reading(finder, at).is_some_and(|(r, _)| !r.has_proclitic() && r.enclitic.is_none())
}

fn definite_noun(finder: &Finder, at: usize) -> bool {
    finder.doc.tokens[at].best().is_some_and(|r| r.article && !r.has_proclitic())
}

/// Whether a word goes on with the title itself.
fn extend(finder: &Finder, at: usize, reading: &Reading, open: &mut bool, definite: bool) -> bool {
    let doc = finder.doc;
    if reading.enclitic.is_some() || finder.taken[at].is_some() || doc.pack.names.day.contains(&doc.tokens[at].key) {
        return false;
    }
    let names = &doc.pack.given_names;
    let nominal = reading.forms.iter().any(|f| f.shape.is_nominal());
    let title = reading.forms.iter().any(|f| {
        let kinds = &doc.pack.lexicon.lexeme(f.lexeme).kinds;
        kinds.contains(&Kind::Title) || kinds.contains(&Kind::Honorific)
    });
    let function = reading.forms.first().is_some_and(|f| f.shape == Shape::Function);
    if reading.article {
        let for_office = reading.preposition.is_some() && nominal && !title && reading.conjunction.is_none();
        if for_office {
            return !*open && doc.pack.clitics.merging.iter().any(|m| Some(*m) == reading.preposition) && !definite;
        }
        if reading.conjunction.is_some() {
            // `وزير الاقتصاد والتجارة`
            let after = doc.tokens[at - 1].best().is_some_and(|r| r.article);
            return after && nominal && !title && !*open && !definite && reading.preposition.is_none();
        }
        if reading.preposition.is_some() {
            return false;
        }
        if *open {
            *open = false;
            return true;
        }
        let bare = reading.bare(doc.pack);
        let surname =
            names.surname.contains(&reading.key) || names.surname.contains(bare) || names.given.contains(&reading.key);
        // `الحرمين الشريفين`: of two or more, an adjective.
        let several = reading.forms.iter().any(|f| f.number != Number::Singular);
        return nominal && !surname && (!title || several);
    }
    if reading.preposition.is_some_and(|p| doc.pack.clitics.merging.contains(&p)) && reading.conjunction.is_none() {
        // `لشؤون …`, `لرئيس …`
        let goes_on = title || doc.pack.names.office_for.contains(&doc.tokens[at].key);
        if goes_on {
            *open = true;
        }
        return goes_on;
    }
    // `وزير الخارجية وشؤون المغتربين`
    if reading.conjunction.is_some()
        && reading.preposition.is_none()
        && !*open
        && doc.pack.names.office_for.contains(&reading.key)
    {
        *open = true;
        return true;
    }
    if reading.has_proclitic() || function {
        return false;
    }
    // A bare noun inside a construct chain.
    // `رئيس أركان الجيش`: a given name too, but not before a body.
    let body = finder.name_at(at + 1).is_some_and(|n| &*n.class == "Organization" && !doc.tokens[at + 1].line_start);
    *open && nominal && (body || !names.given.contains(&reading.key))
}
