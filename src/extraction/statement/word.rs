//! Words around what is said: complementizers, nouns of saying, nouns that decide the stance.

use crate::analysis::{Reading, Token};
use crate::extraction::syntax::{Pp, Syntax};
use crate::lang::lexicon::{Form, Shape};
use crate::lang::raw::Number;

/// A word without article and without the ending of an indefinite accusative.
pub(super) fn bare<'s>(syntax: &'s Syntax, at: usize) -> &'s str {
    let pack = syntax.doc.pack;
    let word = syntax.reading(at).map_or("", |r| r.bare(pack));
    word.strip_suffix(pack.marks.accusative).unwrap_or(word)
}

/// The stance that the noun at the head of what is said decides; `أصدق التهاني`: behind an adjective in construct.
pub(super) fn decided<'s>(syntax: &'s Syntax, head: usize) -> Option<&'s std::sync::Arc<str>> {
    let pack = syntax.doc.pack;
    let decides = |t: usize| {
        let reading = syntax.reading(t)?;
        let bare = reading.bare(pack);
        let map = &pack.statements.content;
        // `مطالبتها`: the ending is written otherwise before a pronoun.
        let owned = || {
            let nouns = reading.forms.iter().filter(|f| reading.enclitic.is_some() && f.shape == Shape::Noun);
            let lemmas = nouns.filter(|f| f.number == Number::Singular).map(|f| pack.lemma(f.lexeme));
            lemmas.filter(|l| !pack.statements.material.contains(l)).find_map(|l| map.get(&l))
        };
        map.get(bare).or_else(|| map.get(bare.strip_suffix(pack.marks.accusative)?)).or_else(owned)
    };
    let open = syntax.reading(head).is_some_and(|r| !r.article && r.enclitic.is_none());
    // `برقية تهنئة` is a text.
    let text = |r: &Reading| r.forms.iter().any(|f| is_text(syntax, f));
    let adjective = open
        && !syntax.reading(head).is_some_and(text)
        && syntax.title_starting(head).is_none()
        && !pack.syntax.quantifier.contains(syntax.key(head));
    let inner = || decides(head + 1).filter(|_| adjective && !syntax.doc.tokens[head + 1].line_start);
    decides(head).or_else(inner)
}

/// What somebody writes or says something in: `بيان`, `خطاب`.
pub(super) fn is_text(syntax: &Syntax, form: &Form) -> bool {
    syntax.doc.pack.statements.text.contains(&syntax.doc.pack.lemma(form.lexeme))
}

/// A hyphen or dash, however long.
pub(super) fn is_dash(token: &Token) -> bool {
    matches!(&*token.key, "-" | "–" | "—")
}

/// `التأكيد`, `القول`, `قوله`: a verbal noun of saying with its article or a pronoun.
pub(super) fn saying_noun(syntax: &Syntax, at: usize) -> bool {
    let statements = &syntax.doc.pack.statements;
    let rules = &statements.by_lexeme;
    let says = |indexes: &Vec<usize>| !indexes.iter().all(|&i| statements.rules[i].verbs_only);
    syntax.name_covering(at).is_none()
        && syntax.reading(at).is_some_and(|r| {
            !statements.document.contains(r.bare(syntax.doc.pack))
                && (r.article || r.enclitic.is_some())
                && r.forms.iter().any(|f| f.shape == Shape::Masdar && rules.get(&f.lexeme).is_some_and(says))
        })
}

/// `أنه أبلغ X`: the pronoun before the verb is its subject, and who stands behind is told.
pub(super) fn carried(syntax: &Syntax, verb: usize) -> bool {
    let Some(at) = verb.checked_sub(1).filter(|&t| syntax.is_complementizer(t)) else { return false };
    let words = &syntax.doc.pack.syntax.complementizer;
    let forms = &syntax.doc.pack.clitics.enclitic;
    let key = syntax.key(at);
    forms.iter().any(|e| key.strip_suffix(e.text.as_str()).is_some_and(|bare| words.contains(bare)))
}

/// `بها`: a preposition with its pronoun.
pub(super) fn pronoun(syntax: &Syntax, pp: &Pp) -> bool {
    pp.np.tokens.start == pp.at && syntax.reading(pp.at).is_none_or(|r| r.preposition.is_none())
}
