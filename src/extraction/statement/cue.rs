//! Words of saying: which tokens are cues.

use super::quotation::Quotations;
use super::told::within;
use super::word::saying_noun;
use crate::analysis::TokenKind;
use crate::extraction::predicate::Predicate;
use crate::extraction::syntax::Syntax;
use crate::lang::lexicon::{Form, LexemeId, Shape};
use crate::lang::raw::{Gender, Number};
use crate::text::Span;
use rustc_hash::FxHashSet;

/// A word of saying.
pub(super) struct Cue<'p> {
    pub token: usize,
    pub lexeme: LexemeId,
    pub shape: Shape,
    pub gender: Option<Gender>,
    pub predicate: Option<&'p Predicate>,
}

/// The cues of a document, in text order.
pub(super) fn cue_tokens<'p>(syntax: &Syntax, quotations: &Quotations, predicates: &'p [Predicate]) -> Vec<Cue<'p>> {
    let rules = &syntax.doc.pack.statements;
    let mut out = Vec::new();
    for token in 0..syntax.doc.tokens.len() {
        // A few words in marks are a name or a term.
        let term = quotations.around(token).is_some_and(|q| q.len() < 6);
        if syntax.name_covering(token).is_some() || syntax.in_time(token) || term {
            continue;
        }
        if let Ok(at) = predicates.binary_search_by_key(&token, |p| p.token) {
            let predicate = &predicates[at];
            if rules.by_lexeme.contains_key(&predicate.lexeme)
                && predicate.form.person == 3
                && !negated(syntax, token)
                && !describes(syntax, predicate)
                && !another(syntax, predicate)
                && !impersonal(syntax, predicate)
            {
                out.push(Cue {
                    token,
                    lexeme: predicate.lexeme,
                    shape: predicate.form.shape,
                    gender: predicate.form.gender,
                    predicate: Some(predicate),
                });
            }
            continue;
        }
        let Some(reading) = syntax.reading(token) else { continue };
        if negated(syntax, token) {
            continue;
        }
        let document = rules.document.contains(reading.bare(syntax.doc.pack));
        let by = || governed(syntax, predicates, token);
        if reading.article && !by() || document || syntax.doc.pack.syntax.preposition.contains(&reading.key) {
            continue;
        }
        let says = |f: &&Form| {
            let counts = |indexes: &Vec<usize>| match f.shape {
                Shape::Masdar => !indexes.iter().all(|&i| rules.rules[i].verbs_only),
                _ => !indexes.iter().all(|&i| rules.rules[i].finite),
            };
            matches!(f.shape, Shape::ActiveParticiple | Shape::Masdar)
                && (f.shape != Shape::Masdar || f.number == Number::Singular)
                && rules.by_lexeme.get(&f.lexeme).is_some_and(counts)
        };
        // `، مطالبة بـ` is a participle before it is a verbal noun.
        let marked = token > 0 && syntax.doc.tokens[token - 1].kind == TokenKind::Mark && reading.enclitic.is_none();
        let adverb = |f: &&Form| marked && f.shape == Shape::ActiveParticiple && syntax.pp(token + 1).is_some();
        let form = reading.forms.iter().find(|f| says(f) && adverb(f)).or_else(|| reading.forms.iter().find(says));
        let Some(form) = form else { continue };
        // `بعد إدانته بـ`: the pronoun is who is accused, unless `ل` still names somebody.
        let accused = reading.enclitic.is_some()
            && rules.accusing.contains(&form.lexeme)
            && !syntax.pp(token + 1).is_some_and(|pp| rules.to.contains(&pp.preposition));
        if accused && form.shape == Shape::Masdar {
            continue;
        }
        let fits = match form.shape {
            Shape::ActiveParticiple => {
                // `مدينة حلب` is a town before it is somebody who condemns.
                let adverb = reading.key.ends_with(syntax.doc.pack.marks.accusative);
                let noun = !adverb && reading.forms.iter().any(|f| matches!(f.shape, Shape::Noun | Shape::Masdar));
                let mark = token > 0 && syntax.doc.tokens[token - 1].kind == TokenKind::Mark;
                let town = noun && (named_behind(syntax, token) || !mark && !syntax.is_complementizer(token + 1));
                accusative(syntax, token) && reading.preposition.is_none() && !predicative(syntax, token) && !town
            }
            _ => true,
        };
        if fits {
            out.push(Cue { token, lexeme: form.lexeme, shape: form.shape, gender: form.gender, predicate: None });
        }
    }
    out
}

/// `مؤكدا`, `مشيرة`: a participle as an adverb, by its ending.
fn accusative(syntax: &Syntax, token: usize) -> bool {
    let reading = &syntax.doc.tokens[token].readings[0];
    let last = syntax.doc.words(Span::new(reading.span.end - 1, reading.span.end)).chars().next();
    let written = syntax.doc.words(reading.span);
    let behind = token > 0
        && (syntax.doc.tokens[token - 1].kind == TokenKind::Mark
            || reading.conjunction.is_some()
            || syntax.opens_clause(token) && !syntax.is_complementizer(token - 1)
            || syntax.name_covering(token - 1).is_some()
            || syntax.in_time(token - 1)
            || circumstance(syntax, token));
    let alef = syntax.doc.pack.fold.key(written).ends_with(syntax.doc.pack.marks.accusative);
    alef || (last == Some(syntax.doc.pack.marks.feminine) && behind)
}

/// `توقع X على`: another verb by the preposition behind it. `يأمل X أن`: a state of mind.
fn another(syntax: &Syntax, predicate: &Predicate) -> bool {
    let rules = &syntax.doc.pack.statements;
    let indexes = &rules.by_lexeme[&predicate.lexeme];
    // `تقرأ` is no dual of `أقر`.
    let dual = predicate.form.number == Number::Dual
        && syntax.reading(predicate.token).is_some_and(|r| {
            r.forms.iter().any(|f| f.shape.is_verb() && f.lexeme != predicate.lexeme && f.number == Number::Singular)
        });
    let mind = dual || predicate.form.shape == Shape::Imperfect && indexes.iter().all(|&i| rules.rules[i].told);
    mind || predicate
        .clause
        .pps
        .first()
        .is_some_and(|pp| indexes.iter().all(|&i| rules.rules[i].unless.contains(&pp.preposition)))
}

/// Right behind a word that denies it, or makes it a condition.
fn negated(syntax: &Syntax, token: usize) -> bool {
    let words = &syntax.doc.pack.syntax;
    let before = |set: &FxHashSet<String>| set.contains(syntax.key(token - 1));
    let supposed = &syntax.doc.pack.statements.condition;
    // `من دون أن تتعهد`.
    let without = token > 1 && syntax.is_complementizer(token - 1) && supposed.contains(syntax.key(token - 2));
    // `ما إذا كان سيتعهد`.
    let whether = token > 1
        && words.past_auxiliary.contains(syntax.key(token - 1))
        && words.conditional.contains(syntax.key(token - 2));
    token > 0
        && !syntax.doc.tokens[token].line_start
        && (whether || without || before(&words.negation) || before(&words.conditional) || before(supposed))
}

/// `تونس ملتزمة بـ`: right behind a name that opens its clause a participle is said of it.
fn predicative(syntax: &Syntax, token: usize) -> bool {
    let Some(id) = token.checked_sub(1).and_then(|t| syntax.name_covering(t)) else { return false };
    syntax.opens_clause(syntax.names.names[id].tokens.start)
}

/// `ما يهدد X`: a relative clause about what was told before, with no subject of its own; `بحسب ما أعلن` is none.
fn describes(syntax: &Syntax, predicate: &Predicate) -> bool {
    let doc = syntax.doc;
    let Some(at) = predicate.token.checked_sub(1) else { return false };
    let what = &doc.pack.statements.what;
    let according = |t: usize| {
        let words = &doc.pack.statements.according;
        words.contains(&doc.tokens[t].key) || words.contains(doc.tokens[t].stem())
    };
    let carries = syntax.reading(predicate.token).is_some_and(|r| r.enclitic.is_some());
    // `الرغبة التي تبديها مصر`.
    let relative =
        carries && doc.pack.syntax.relative.contains(&doc.tokens[at].key) && !what.contains(&doc.tokens[at].key);
    relative
        || (predicate.dropped || carries)
            && !doc.tokens[predicate.token].line_start
            && what.contains(&doc.tokens[at].key)
            && !(at > 0 && according(at - 1))
}

/// `اكتفى بالقول "…"`: a verbal noun with its article, before what is said, governed by a verb that says nothing itself.
fn governed(syntax: &Syntax, predicates: &[Predicate], token: usize) -> bool {
    let doc = syntax.doc;
    let speech = |t: usize| {
        doc.tokens.get(t).is_some_and(|next| {
            &*next.key == ":" || next.is_mark(&doc.pack.marks.quote_open) || syntax.is_complementizer(t)
        })
    };
    let said = speech(token + 1) || speech(token + 2) && syntax.pp(token + 1).is_some();
    let start = doc.sentence_of(token).tokens.start;
    let verb = within(predicates, start..token, |p| p.token).last();
    let clear = |from: usize| {
        (from..token).all(|t| !syntax.is_complementizer(t) && !doc.tokens[t].is_mark(&doc.pack.marks.clause_end))
    };
    saying_noun(syntax, token)
        && said
        && verb.is_some_and(|p| {
            !doc.pack.statements.by_lexeme.contains_key(&p.lexeme) && p.token + 24 > token && clear(p.token)
        })
}

/// `رحبت X بالقرار معتبرة أن`: without an article behind a word that has one, in a clause that has its verb.
fn circumstance(syntax: &Syntax, token: usize) -> bool {
    let start = syntax.doc.sentence_of(token).tokens.start;
    let from = (start..token).rev().find(|&t| syntax.is_complementizer(t)).unwrap_or(start);
    syntax.reading(token - 1).is_some_and(|r| r.article)
        && syntax.reading(token).is_some_and(|r| !r.has_proclitic() && r.forms.iter().all(|f| f.shape != Shape::Noun))
        && (from..token).any(|t| syntax.verb(t).is_some())
}

/// Whether a name stands right behind, with a mark such as `#` between at most.
fn named_behind(syntax: &Syntax, token: usize) -> bool {
    let tokens = &syntax.doc.tokens;
    let mark = tokens.get(token + 1).is_some_and(|t| t.kind == TokenKind::Mark);
    syntax.name_starting(token + 1 + usize::from(mark)).is_some()
}

/// `يجب`: an imperfect that is of another verb as well, in the middle of a sentence and without a subject.
fn impersonal(syntax: &Syntax, predicate: &Predicate) -> bool {
    let rules = &syntax.doc.pack.statements.by_lexeme;
    let Some(reading) = syntax.reading(predicate.token) else { return false };
    let imperfect = |f: &&Form| f.shape == Shape::Imperfect;
    let must = |f: &Form| syntax.doc.pack.statements.impersonal.contains(&f.lexeme);
    let other = predicate.dropped && predicate.clause.complement == Some(predicate.token + 1);
    predicate.form.shape == Shape::Imperfect
        && reading.forms.iter().filter(imperfect).any(|f| must(f) || other && !rules.contains_key(&f.lexeme))
}
