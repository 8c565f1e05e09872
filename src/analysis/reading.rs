//! Readings of a word: clitics off, stem looked up. Ambiguity is kept, the likeliest reading stands first.

use super::token::Token;
use crate::lang::Pack;
use crate::lang::lexicon::{Form, Shape};
use crate::text::{Span, Text};
use rustc_hash::FxHashSet;
use smallvec::SmallVec;

/// One way to take a word apart.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The stem with its article, in the text, without attached particles and pronoun.
    pub span: Span,
    /// The folded stem with its article, without pronoun.
    pub key: String,
    pub conjunction: Option<char>,
    pub preposition: Option<char>,
    pub future: bool,
    pub article: bool,
    /// Index into the pack's enclitics.
    pub enclitic: Option<u8>,
    /// What the lexicon knows of the stem; empty if unknown.
    pub forms: SmallVec<[Form; 2]>,
    score: i32,
}

impl Reading {
    /// The folded stem without its article.
    pub fn bare<'a>(&'a self, pack: &Pack) -> &'a str {
        if self.article { &self.key[pack.clitics.article.len()..] } else { &self.key }
    }
    pub fn has_proclitic(&self) -> bool {
        self.conjunction.is_some() || self.preposition.is_some() || self.future
    }
    pub fn known(&self) -> bool {
        !self.forms.is_empty()
    }
}

/// A word's beginning taken apart: how many letters are off, and what they were.
struct Front {
    letters: usize,
    conjunction: Option<char>,
    preposition: Option<char>,
    future: bool,
    article: bool,
    /// The article's first letter merged into the preposition and has to be put back.
    merged: bool,
}

pub fn readings(
    token: &Token,
    text: &Text,
    pack: &Pack,
    known: &dyn Fn(&str) -> bool,
    met: &FxHashSet<String>,
) -> SmallVec<[Reading; 3]> {
    let letters: Vec<char> = token.key.chars().collect();
    let last = text.slice(Span::new(token.span.end - 1, token.span.end)).chars().next();
    let mut out: SmallVec<[Reading; 3]> = SmallVec::new();
    for front in fronts(&letters, pack) {
        let rest = &letters[front.letters..];
        if front.letters > 0 && rest.len() < 2 {
            continue;
        }
        push(&mut out, token, text, &letters, &front, None, pack, known, met);
        if front.article {
            continue;
        }
        for (index, enclitic) in pack.clitics.enclitic.iter().enumerate() {
            let length = enclitic.text.chars().count();
            let fits = rest.len() >= length + 2
                && rest[rest.len() - length..].iter().copied().eq(enclitic.text.chars())
                && !(length == 1 && last == Some(pack.marks.feminine));
            if fits {
                push(&mut out, token, text, &letters, &front, Some((index, length)), pack, known, met);
            }
        }
    }
    out.sort_by_key(|r| -r.score); // stable: shorter fronts first among equals
    out.truncate(6);
    out
}

fn fronts(letters: &[char], pack: &Pack) -> Vec<Front> {
    let clitics = &pack.clitics;
    let article: Vec<char> = clitics.article.chars().collect();
    let starts = |at: usize, what: &[char]| letters.len() > at + what.len() && letters[at..].starts_with(what);
    let mut out = Vec::with_capacity(8);
    let mut conjunctions: SmallVec<[(usize, Option<char>); 2]> = SmallVec::new();
    conjunctions.push((0, None));
    if letters.first().is_some_and(|c| clitics.conjunction.contains(c)) {
        conjunctions.push((1, letters.first().copied()));
    }
    for (at, conjunction) in conjunctions {
        let mut add = |letters, preposition, future, article, merged| {
            out.push(Front { letters, conjunction, preposition, future, article, merged });
        };
        add(at, None, false, starts(at, &article), false);
        if starts(at, &article) {
            add(at, None, false, false, false);
        }
        let Some(&c) = letters.get(at) else { continue };
        if clitics.future.contains(&c) {
            add(at + 1, None, true, false, false);
        }
        if clitics.preposition.contains(&c) {
            add(at + 1, Some(c), false, starts(at + 1, &article), false);
            if clitics.merging.contains(&c) && starts(at + 1, &article[1..]) {
                add(at + 1, Some(c), false, true, true);
            }
        }
    }
    out
}

#[allow(clippy::too_many_arguments)]
fn push(
    out: &mut SmallVec<[Reading; 3]>,
    token: &Token,
    text: &Text,
    letters: &[char],
    front: &Front,
    enclitic: Option<(usize, usize)>,
    pack: &Pack,
    known: &dyn Fn(&str) -> bool,
    met: &FxHashSet<String>,
) {
    let end = letters.len() - enclitic.map_or(0, |(_, length)| length);
    let mut key = String::with_capacity(token.key.len() + 2);
    if front.merged {
        key.extend(pack.clitics.article.chars().next());
    }
    key.extend(&letters[front.letters..end]);
    let bare: &str = if front.article { &key[pack.clitics.article.len()..] } else { &key };
    let forms: SmallVec<[Form; 2]> =
        pack.lexicon.forms(bare).iter().filter(|f| fits(f, front, enclitic.is_some())).copied().collect();
    let mut score = score(&token.key, front, enclitic, &key, bare, &forms, pack, known, met);
    let span = Span::new(token.origin[front.letters], token.origin[end]);
    // `بأول`, `وإيمرسون`: inside a word this letter stands behind no consonant that begins it.
    let one = usize::from(front.conjunction.is_some()) + usize::from(front.preposition.is_some());
    let initial = text.slice(Span::new(span.begin, span.begin + 1)).chars().next();
    if one > 0 && front.letters == one && initial.is_some_and(|c| pack.clitics.initial.contains(&c)) {
        score += 20;
    }
    out.push(Reading {
        span,
        conjunction: front.conjunction,
        preposition: front.preposition,
        future: front.future,
        article: front.article,
        enclitic: enclitic.map(|(index, _)| index as u8),
        forms,
        score,
        key,
    });
}

fn fits(form: &Form, front: &Front, enclitic: bool) -> bool {
    if form.joined && !enclitic {
        return false;
    }
    match form.shape {
        Shape::Imperfect => !front.article && (front.preposition.is_none() || !front.merged),
        Shape::Perfect => !front.article && front.preposition.is_none() && !front.future,
        Shape::Function => !front.article && !front.future,
        _ => !front.future,
    }
}

/// How likely a way of taking a word apart is: known words win, every piece taken off costs a little.
#[allow(clippy::too_many_arguments)]
fn score(
    written: &str,
    front: &Front,
    enclitic: Option<(usize, usize)>,
    key: &str,
    bare: &str,
    forms: &[Form],
    pack: &Pack,
    known: &dyn Fn(&str) -> bool,
    met: &FxHashSet<String>,
) -> i32 {
    let split = front.conjunction.is_some() || front.preposition.is_some() || front.future;
    let mut score = 0;
    if forms.iter().any(|f| f.shape == Shape::Function) {
        score += if enclitic.is_some() { 25 } else { 40 };
    } else if !forms.is_empty() {
        score += 30;
    }
    let names = &pack.given_names;
    let given = (names.given.contains(key) || names.foreign.contains(key)) && !names.common_too.contains(key);
    if enclitic.is_none() && (known(key) || given) {
        score += 34;
    }
    // Listed as they are written, with a pronoun or without: what matters is that no particle stands before them.
    if !split && (pack.wholes.whole.contains(written) || (front.article && pack.wholes.whole.contains(bare))) {
        score += 30;
    }
    // `وجود` is no `و` with a name.
    if split && pack.wholes.whole.contains(written) && (known(key) || given) {
        score -= 20;
    }
    if split && enclitic.is_none() && met.contains(key) {
        score += 12;
    }
    if split && pack.wholes.whole.contains(bare) {
        score += 15;
    }
    if pack.wholes.article_like.contains(key) {
        score += if front.article { -40 } else { 20 };
    } else if front.article {
        score += 18;
    }
    if front.conjunction.is_some() {
        let first = front.conjunction == pack.clitics.conjunction.first().copied();
        score -= if first { 2 } else { 9 };
    }
    if front.preposition.is_some() {
        score -= if front.article { 3 } else { 9 };
    }
    if front.future {
        score -= 6;
        if !forms.iter().any(|f| f.shape == Shape::Imperfect) {
            score -= 20;
        }
    }
    if enclitic.is_some() {
        score -= if forms.is_empty() { 25 } else { 8 };
    }
    score
}
