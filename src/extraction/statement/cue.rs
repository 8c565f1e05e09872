//! Words of saying: which tokens are cues.

use crate::analysis::TokenKind;
use crate::extraction::predicate::Predicate;
use crate::extraction::syntax::Syntax;
use crate::lang::lexicon::{LexemeId, Shape};
use crate::lang::raw::{Gender, Number};
use crate::text::Span;

/// A word of saying.
pub(super) struct Cue<'p> {
    pub token: usize,
    pub lexeme: LexemeId,
    pub shape: Shape,
    pub gender: Option<Gender>,
    pub predicate: Option<&'p Predicate>,
}

pub(super) fn cue_tokens<'p>(syntax: &Syntax, predicates: &'p [Predicate]) -> Vec<Cue<'p>> {
    let rules = &syntax.doc.pack.statements;
    let mut out = Vec::new();
    for token in 0..syntax.doc.tokens.len() {
        if syntax.name_covering(token).is_some() || syntax.in_time(token) {
            continue;
        }
        if let Ok(at) = predicates.binary_search_by_key(&token, |p| p.token) {
            let predicate = &predicates[at];
            if rules.by_lexeme.contains_key(&predicate.lexeme)
                && predicate.form.person == 3
                && !negated(syntax, token)
                && !describes(syntax, predicate)
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
        let document = rules.document.contains(reading.bare(syntax.doc.pack));
        if reading.article || document || syntax.doc.pack.syntax.preposition.contains(&reading.key) {
            continue;
        }
        let form = reading.forms.iter().find(|f| {
            let counts =
                |indexes: &Vec<usize>| f.shape != Shape::Masdar || !indexes.iter().all(|&i| rules.rules[i].verbs_only);
            matches!(f.shape, Shape::ActiveParticiple | Shape::Masdar)
                && (f.shape != Shape::Masdar || f.number == Number::Singular)
                && rules.by_lexeme.get(&f.lexeme).is_some_and(counts)
        });
        let Some(form) = form else { continue };
        let fits = match form.shape {
            Shape::ActiveParticiple => {
                accusative(syntax, token) && reading.preposition.is_none() && !predicative(syntax, token)
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
            || syntax.opens_clause(token)
            || syntax.name_covering(token - 1).is_some()
            || syntax.in_time(token - 1));
    let alef = syntax.doc.pack.fold.key(written).ends_with(syntax.doc.pack.marks.accusative);
    alef || (last == Some(syntax.doc.pack.marks.feminine) && behind)
}

/// Right behind a word that denies it.
fn negated(syntax: &Syntax, token: usize) -> bool {
    token > 0 && !syntax.doc.tokens[token].line_start && syntax.doc.pack.syntax.negation.contains(syntax.key(token - 1))
}

/// `إيران ملتزمة بـ`: right behind a name that opens its clause a participle is said of it.
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
    predicate.dropped
        && !doc.tokens[predicate.token].line_start
        && what.contains(&doc.tokens[at].key)
        && !(at > 0 && according(at - 1))
}
