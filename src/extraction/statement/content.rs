//! What is said: from behind the cue to the end of clause, sentence or quotation.

use super::border::{aside, clause, named_in_marks, noun_limit, occasion, quoted, trimmed};
use super::cue::Cue;
use super::quotation::Quotations;
use super::word::{bare, decided, pronoun, saying_noun};
use crate::analysis::TokenKind;
use crate::extraction::syntax::{Np, Reference, Syntax};
use crate::lang::lexicon::Shape;
use crate::lang::statements::StatementRule;
use crate::text::Span;
use std::ops::Range;

/// The span of what is said, the rule that reads it, and whether a noun heads it.
pub(super) fn content(
    syntax: &Syntax,
    quotations: &Quotations,
    cue: &Cue,
    indexes: &[usize],
    within: Range<usize>,
    noun_ok: bool,
    subject: Option<&Np>,
) -> Option<(Span, usize, bool)> {
    let Range { start: from, end: limit } = within;
    let doc = syntax.doc;
    let rules = &doc.pack.statements;
    let words = &doc.pack.syntax;
    let any = indexes[0];
    let noun_rule = indexes.iter().copied().find(|&i| rules.rules[i].noun).unwrap_or(any);
    let mut at = from;
    let mut guard = 0;
    while at < limit && guard < 40 {
        guard += 1;
        let token = &doc.tokens[at];
        if syntax.in_time(at) {
            at += 1;
            continue;
        }
        let key = token.stem();
        // `قال "X"`: a name in quotation marks is the speaker, not what is said.
        if let Some(close) = named_in_marks(syntax, quotations, at) {
            at = close + 1;
            continue;
        }
        // `في تصريح لـ«X”`: whose marks differ, behind a preposition.
        let close = quotations
            .closing(at)
            .or_else(|| (at + 1..limit.min(at + 6)).find(|&t| doc.tokens[t].is_mark(&doc.pack.marks.quote_close)));
        let addressed =
            token.is_mark(&doc.pack.marks.quote_open) && words.preposition.contains(&doc.tokens[at - 1].key);
        if let Some(close) = close.filter(|&c| addressed && c < at + 6 && c + 1 < limit) {
            at = close + 1;
            continue;
        }
        // `في برنامج "X" إن`: a term in marks before what is said.
        let term = quotations.closing(at).filter(|&c| {
            c < at + 6
                && at > cue.token + 1
                && doc.tokens[at - 1].kind == TokenKind::Word
                && (c + 1..limit.min(c + 4)).any(|t| syntax.is_complementizer(t))
        });
        if let Some(close) = term {
            at = close + 1;
            continue;
        }
        if &*token.key == ":" || (token.kind == TokenKind::Mark && token.is_mark(&doc.pack.marks.quote_open)) {
            if noun_ok
                && let Some(close) = quotations.closing(at).filter(|&c| c < at + 8 && c + 1 < limit)
                && doc.tokens[close + 1].kind == TokenKind::Word
                && !doc.tokens[close + 1].line_start
                && syntax.pp(close + 1).is_none()
                && syntax.reading(close + 1).is_some_and(|r| r.conjunction.is_none())
            {
                return Some((trimmed(syntax, at + 1, noun_limit(syntax, close, limit)), noun_rule, true));
            }
            return quoted(syntax, quotations, at, limit).map(|span| (span, any, false));
        }
        // `لا سيما وأن`: joined to something else.
        let first = doc.pack.clitics.conjunction.first().copied();
        let joined = token.best().is_some_and(|r| r.conjunction.is_some() && r.conjunction == first);
        // `بعد أن زار`: when it was said.
        let when = syntax.is_complementizer(at) && words.sequence.contains(syntax.key(at - 1));
        // `صحيفة X الفرنسية`: an adjective of the name before.
        let adjective = at > cue.token + 1
            && syntax.name_covering(at - 1).is_some()
            && syntax.name_covering(at).is_none()
            && syntax.is_adjective(at)
            && syntax.reading(at).is_some_and(|r| r.article);
        if when || adjective {
            at += 1;
            continue;
        }
        if syntax.is_complementizer(at) && !joined {
            let begin = at + 1;
            return clause(syntax, quotations, begin, limit).map(|span| (span, any.min(noun_rule), false));
        }
        // `وقال أيضا "…"`.
        if words.quantifier.contains(key) && doc.tokens.get(at + 1).is_some_and(|t| t.kind == TokenKind::Mark) {
            at += 1;
            continue;
        }
        let told = subject.is_some_and(|np| np.tokens.end == at);
        if (told || at == from)
            && let Some(close) = occasion(syntax, at, limit, &rules.rules[noun_rule])
        {
            at = close + 1;
            continue;
        }
        if let Some(close) = aside(syntax, at, limit) {
            at = close + 1;
            continue;
        }
        if token.kind == TokenKind::Mark {
            at += 1;
            continue;
        }
        // The subject, if it stands behind the verb.
        if let Some(np) = subject.filter(|np| np.tokens.start == at) {
            at = np.tokens.end.max(at + 1);
            continue;
        }
        if cue.shape == Shape::Masdar
            && at == cue.token + 1
            && let Some(np) = syntax.np(at).filter(|np| !np.referents.is_empty())
        {
            at = np.tokens.end;
            continue;
        }
        // `ومن المتوقع أن`: a clause of its own.
        if at > cue.token + 1
            && words.partitive.contains(key)
            && at + 2 < limit
            && syntax.is_complementizer(at + 2)
            && syntax.reading(at + 1).is_some_and(|r| r.article)
        {
            return None;
        }
        if let Some(pp) = syntax.pp(at) {
            let manner = syntax.reading(pp.np.head).is_some_and(|r| rules.manner.contains(r.bare(doc.pack)));
            if manner {
                at = pp.np.head.max(at) + 1;
                continue;
            }
            let link = noun_ok && rules.rules[noun_rule].link.contains(&pp.preposition);
            // `أدلى بها`: a pronoun is not what is said.
            let pronoun = pronoun(syntax, &pp);
            let (linked, pronominal) = (link && !pronoun, link && pronoun);
            // `نددت به`: what is said was told before.
            if pronominal && at == cue.token + 1 && !(at + 1..limit.min(at + 12)).any(|t| syntax.is_complementizer(t)) {
                return None;
            }
            if linked && !pp.np.tokens.is_empty() && pp.np.tokens.start < limit {
                let inner = pp.np.tokens.start.max(at);
                let inner_token = &doc.tokens[inner];
                if words.complementizer.contains(inner_token.stem()) || words.complementizer.contains(&inner_token.key)
                {
                    return clause(syntax, quotations, inner + 1, limit).map(|span| (span, noun_rule, false));
                }
                let addressee = pp.np.reference == Reference::Name
                    && pp.np.tokens.end < limit
                    && has_more_links(syntax, pp.np.tokens.end, limit, &rules.rules[noun_rule]);
                // `أوضح بقوله: …`.
                let saying = saying_noun(syntax, pp.np.head) && decided(syntax, pp.np.head).is_none();
                if !addressee && !saying {
                    return Some((trimmed(syntax, inner, noun_limit(syntax, inner, limit)), noun_rule, true));
                }
            }
            // `في بيان`, `خلال لقائه`, `للصحفيين`: stand between the verb and what is said.
            at = pp.np.tokens.end.max(at + 1);
            // `في نهاية هذه المحادثات`: the noun goes on behind a demonstrative.
            let open = syntax
                .reading(at - 1)
                .is_some_and(|r| !r.article && r.enclitic.is_none() && r.forms.iter().any(|f| f.shape.is_nominal()));
            if at < limit && open && words.quantifier.contains(doc.tokens[at].stem()) {
                at = syntax.np(at).map_or(at, |np| np.tokens.end);
            }
            continue;
        }
        let relative =
            syntax.name_covering(at).is_none() && words.relative.contains(&token.key) && token.key.chars().count() > 2;
        // `X، التي خصها Y، Z بـ`: behind the comma that ends the relative clause.
        if relative && doc.tokens[at - 1].is_mark(&doc.pack.marks.clause_end) {
            let close = (at + 1..limit.min(at + 24)).find(|&t| doc.tokens[t].is_mark(&doc.pack.marks.clause_end));
            if let Some(close) = close.filter(|&c| c + 1 < limit) {
                at = close + 1;
                continue;
            }
        }
        let subject_told = cue.predicate.is_none_or(|p| p.subject_np.as_ref().is_none_or(|np| np.tokens.end <= at));
        // `إعلان X فرض حظر`: a verbal noun that looks like a verb.
        let behind = |np: &Np| np.tokens.end == at && np.tokens.start == cue.token + 1;
        let object = cue.predicate.and_then(|p| p.subject_np.as_ref()).is_some_and(behind);
        let noun = (cue.shape == Shape::Masdar || noun_ok && (object || decided(syntax, at).is_some()))
            && syntax.reading(at).is_some_and(|r| r.forms.iter().any(|f| f.shape == Shape::Masdar));
        if relative || at > cue.token + 1 && syntax.verb(at).is_some() && subject_told && !noun {
            return beyond(syntax, quotations, cue, at, limit, &rules.rules[noun_rule])
                .map(|(span, by_noun)| (span, if by_noun { noun_rule } else { any }, by_noun));
        }
        if let Some(np) = syntax.np(at) {
            let nouns = rules.rules[noun_rule].nouns;
            if nouns && (decided(syntax, np.head).is_none() || rules.material.contains(bare(syntax, np.head))) {
                return None;
            }
            if noun_ok && !rules.rules[noun_rule].linked {
                let rule = &rules.rules[noun_rule];
                let named = np.reference == Reference::Name;
                let behind = np.tokens.end;
                let linked = behind < limit && syntax.pp(behind).is_some_and(|pp| rule.link.contains(&pp.preposition));
                let act = syntax.reading(np.head).is_some_and(|r| r.forms.iter().any(|f| f.shape == Shape::Masdar));
                let somebody = np.reference != Reference::None || matches!(&*rule.stance, "request" | "warn") && !act;
                let addressee = linked && somebody || (named && has_more_links(syntax, behind, limit, rule));
                // A name alone is whom it is said to, not what is said.
                let mark = syntax.doc.tokens.get(behind).is_none_or(|t| t.kind == TokenKind::Mark);
                // Whoever is praised or criticised is.
                let judged = matches!(&*rule.stance, "oppose" | "support");
                if named && mark && !addressee {
                    return judged.then(|| (trimmed(syntax, at, behind), noun_rule, true));
                }
                // `جدد التأكيد على أن`: what is said follows.
                let titled = at == from
                    && (at + 1..limit.min(at + 14)).any(|t| {
                        doc.tokens[t].is_mark(&doc.pack.marks.clause_end)
                            && t + 1 < limit
                            && syntax.is_complementizer(t + 1)
                            && doc.tokens[t + 1].best().is_none_or(|r| r.conjunction.is_none())
                            && (at..t).all(|u| syntax.verb(u).is_none())
                    });
                let saying = titled
                    || saying_noun(syntax, at)
                        && (behind..limit.min(behind + 3))
                            .any(|t| syntax.is_complementizer(t) || doc.tokens[t].is_mark(&doc.pack.marks.quote_open));
                if !addressee && !saying {
                    return Some((trimmed(syntax, at, noun_limit(syntax, at, limit)), noun_rule, true));
                }
            }
            at = np.tokens.end.max(at + 1);
            continue;
        }
        at += 1;
    }
    None
}

/// What is said behind a clause that only describes the speaker or the occasion (`قال X الذي يزور الدوحة إن …`): at the next
/// complementizer, quotation or, behind the clause's comma, linking preposition. And whether a noun heads it.
fn beyond(
    syntax: &Syntax,
    quotations: &Quotations,
    cue: &Cue,
    from: usize,
    limit: usize,
    rule: &StatementRule,
) -> Option<(Span, bool)> {
    let doc = syntax.doc;
    if cue.shape == Shape::Masdar {
        return None;
    }
    for at in from..limit {
        let token = &doc.tokens[at];
        if &*token.key == ":"
            || token.is_mark(&doc.pack.marks.quote_open) && quotations.closing(at).is_some_and(|c| c > at + 4)
        {
            return quoted(syntax, quotations, at, limit).map(|span| (span, false));
        }
        if syntax.is_complementizer(at) {
            return clause(syntax, quotations, at + 1, limit).map(|span| (span, false));
        }
        if rule.noun
            && let Some(pp) = syntax
                .pp(at)
                .filter(|pp| rule.link.contains(&pp.preposition) && !pp.np.tokens.is_empty() && !pronoun(syntax, pp))
        {
            let begin = pp.np.tokens.start.max(at);
            return (begin < limit).then(|| (trimmed(syntax, begin, noun_limit(syntax, begin, limit)), true));
        }
    }
    None
}

/// Whether a linking preposition or a complementizer still follows: then what stands here is whom it is said to.
fn has_more_links(syntax: &Syntax, from: usize, limit: usize, rule: &StatementRule) -> bool {
    (from..limit.min(from + 6)).any(|at| {
        let token = &syntax.doc.tokens[at];
        let complementizer = syntax.doc.pack.syntax.complementizer.contains(token.stem());
        let speech = &*token.key == ":"
            || token.is_mark(&syntax.doc.pack.marks.quote_open) && syntax.name_covering(at - 1).is_some();
        complementizer || speech || syntax.pp(at).is_some_and(|pp| rule.link.contains(&pp.preposition))
    })
}
