//! Where what is said begins and ends: sentence, clause, quotation, the next word of saying, asides.

use super::cue::Cue;
use super::quotation::Quotations;
use super::told::within;
use super::word::is_dash;
use crate::analysis::TokenKind;
use crate::extraction::syntax::{Pp, Syntax};
use crate::lang::lexicon::Shape;
use crate::lang::statements::StatementRule;
use crate::text::Span;
use rustc_hash::FxHashSet;

/// Where what is said ends at the latest: the sentence, or the next cue of the same speaker behind a comma.
pub(super) fn content_limit(
    syntax: &Syntax,
    quotations: &Quotations,
    cue: &Cue,
    cues: &[Cue],
    sentence_end: usize,
) -> usize {
    let doc = syntax.doc;
    let sentence_end = ended(syntax, quotations, cue.token, sentence_end);
    for other in within(cues, cue.token + 2..sentence_end, |c| c.token) {
        if quotations.around(other.token).is_some_and(|q| q.start > cue.token) {
            continue;
        }
        // `كما نقلت عنه`: nobody else speaks.
        if doc.pack.statements.messenger.contains(&other.lexeme) {
            continue;
        }
        // A word that says only with its preposition says nothing without it.
        let only_linked = doc.pack.statements.by_lexeme.get(&other.lexeme).is_some_and(|rules| {
            let rules: Vec<_> = rules.iter().map(|&i| &doc.pack.statements.rules[i]).collect();
            let behind = |link: &FxHashSet<String>| {
                (other.token + 1..sentence_end.min(other.token + 14))
                    .any(|t| syntax.pp(t).is_some_and(|pp| link.contains(&pp.preposition)))
            };
            rules.iter().all(|r| r.linked && !behind(&r.link))
        });
        if only_linked {
            continue;
        }
        let and = syntax.reading(other.token).is_some_and(|r| r.conjunction.is_some());
        // `إلا أنه لفت`.
        let though =
            other.token > cue.token + 4 && syntax.is_complementizer(other.token - 1) && turn(syntax, other.token - 2);
        // `، ومطلع أبريل تعهدت X`.
        let comma =
            (cue.token + 2..other.token).rev().take(8).find(|&t| doc.tokens[t].is_mark(&doc.pack.marks.clause_end));
        let anew = comma.is_some_and(|c| {
            c + 1 < other.token
                && syntax.reading(c + 1).is_some_and(|r| r.conjunction.is_some())
                && (c + 1..other.token).all(|t| syntax.in_time(t))
        });
        let and = and || anew;
        let turns = though || other.token > cue.token + 2 && turn(syntax, other.token - 1);
        // `الذي عارض …، قال`, `بعد أن أشار X إلى …، قال Y`: a clause inside ends before its sentence's verb.
        let before = |n: usize| cue.token.checked_sub(n).map(|t| syntax.key(t));
        let when = before(1).is_some_and(|k| doc.pack.syntax.clause.contains(k))
            || before(2).is_some_and(|k| doc.pack.syntax.sequence.contains(k))
                && syntax.is_complementizer(cue.token - 1);
        let relative = cue.token > 0
            && other.predicate.is_some()
            && (when || doc.pack.syntax.relative.contains(&doc.tokens[cue.token - 1].key))
            && doc.tokens[other.token - 1].is_mark(&doc.pack.marks.clause_end);
        // `، بقوله إن`.
        let words = other.shape == Shape::Masdar
            && syntax.reading(other.token).is_some_and(|r| r.enclitic.is_some() && r.preposition.is_some())
            && doc.tokens.get(other.token + 1).is_some_and(|t| {
                &*t.key == ":" || t.is_mark(&doc.pack.marks.quote_open) || syntax.is_complementizer(other.token + 1)
            });
        let same_tense = other.shape == Shape::Perfect || other.shape == Shape::Imperfect && cue.shape == other.shape;
        if other.shape == Shape::ActiveParticiple || same_tense && (and || turns) || relative || words {
            let mut end = comma.filter(|_| anew).unwrap_or(other.token - usize::from(though));
            while end > cue.token + 1 && (turn(syntax, end - 1) || doc.tokens[end - 1].kind == TokenKind::Mark) {
                end -= 1;
            }
            return end.max(cue.token + 1);
        }
    }
    sentence_end
}

/// Where what is said from a token on ends within its sentence: before a comma and a word such as `بينما`.
pub(super) fn ended(syntax: &Syntax, quotations: &Quotations, from: usize, sentence_end: usize) -> usize {
    let doc = syntax.doc;
    let comma = |at: usize| doc.tokens[at].is_mark(&doc.pack.marks.clause_end);
    let end = (from + 3..sentence_end).find(|&t| {
        comma(t - 1)
            && quotations.around(t).is_none_or(|q| q.start < from)
            && !put_in(syntax, from, t, sentence_end)
            && (doc.pack.statements.end.contains(&doc.tokens[t].key)
                || t + 1 < sentence_end
                    && doc.pack.statements.end.contains(&format!("{} {}", doc.tokens[t].key, doc.tokens[t + 1].key)))
            && syntax.name_covering(t).is_none()
    });
    end.map_or(sentence_end, |t| t - 1)
}

/// `أوضح X، عقب لقائه Y، أن`: an occasion between commas, before anything is said.
fn put_in(syntax: &Syntax, from: usize, at: usize, sentence_end: usize) -> bool {
    let doc = syntax.doc;
    let says = |t: usize| syntax.is_complementizer(t) || doc.tokens[t].is_mark(&doc.pack.marks.quote_open);
    let comma = |t: usize| doc.tokens[t].is_mark(&doc.pack.marks.clause_end);
    !(from + 1..at).any(|t| syntax.is_complementizer(t) || &*doc.tokens[t].key == ":")
        && (at + 1..sentence_end.min(at + 24)).find(|&t| comma(t)).is_some_and(|t| {
            t + 1 < sentence_end && says(t + 1) && doc.tokens[t + 1].best().is_none_or(|r| r.conjunction.is_none())
        })
}

/// A noun phrase that is said ends where a clause of its own begins behind a comma (`، حيث …`).
pub(super) fn noun_limit(syntax: &Syntax, from: usize, limit: usize) -> usize {
    let doc = syntax.doc;
    (from + 1..limit.saturating_sub(1))
        .find(|&t| {
            doc.tokens[t].is_mark(&doc.pack.marks.clause_end)
                && (doc.pack.syntax.clause.contains(&doc.tokens[t + 1].key)
                    || syntax.verb(t + 1).is_some() && !coordinate(syntax, t + 1))
        })
        .unwrap_or(limit)
}

/// `، ووضع المنظمات`: a verbal noun joined to another, though it looks like a verb.
pub(super) fn coordinate(syntax: &Syntax, at: usize) -> bool {
    syntax.reading(at).is_some_and(|r| r.conjunction.is_some() && r.forms.iter().any(|f| f.shape == Shape::Masdar))
}

/// A word with which the speaker's next act of saying is joined: `لكنه`, `كما`, `ثم`.
pub(super) fn turn(syntax: &Syntax, at: usize) -> bool {
    let words = &syntax.doc.pack.syntax.clause;
    let token = &syntax.doc.tokens[at];
    syntax.name_covering(at).is_none()
        && (words.contains(&token.key) || token.readings.iter().take(2).any(|r| words.contains(&r.key)))
}

/// The closing comma of an occasion behind the subject: `نوه X، خلال استقباله Y، إلى`.
pub(super) fn occasion(syntax: &Syntax, at: usize, limit: usize, rule: &StatementRule) -> Option<usize> {
    let doc = syntax.doc;
    let comma = |t: usize| doc.tokens[t].is_mark(&doc.pack.marks.clause_end) && &*doc.tokens[t].key != ":";
    let pp = syntax.pp(at + 1).filter(|_| comma(at))?;
    let own = |pp: &Pp| rule.link.contains(&pp.preposition);
    // `وطالب، بالمناسبة، بتأجيل`.
    if own(&pp) {
        let close = pp.np.tokens.end;
        let alone = pp.np.tokens.len() == 1
            && close + 1 < limit
            && comma(close)
            && syntax.pp(close + 1).is_some_and(|p| own(&p));
        return alone.then_some(close);
    }
    (at + 2..limit.min(at + 34)).filter(|&t| comma(t) && t + 1 < limit).find(|&t| {
        syntax.is_complementizer(t + 1)
            || doc.tokens[t + 1].is_mark(&doc.pack.marks.quote_open)
            || syntax.pp(t + 1).is_some_and(|pp| rule.link.contains(&pp.preposition))
    })
}

/// The closing dash of an aside: `قال X -في كلمة بالقاهرة- إن`.
pub(super) fn aside(syntax: &Syntax, at: usize, limit: usize) -> Option<usize> {
    let tokens = &syntax.doc.tokens;
    let dash = |t: usize| is_dash(&tokens[t]) && !syntax.is_hyphen(t);
    let glued = |t: usize| tokens.get(t + 1).is_some_and(|next| !next.spaced);
    if !dash(at) || !glued(at) {
        return None;
    }
    (at + 2..limit.min(at + 40)).find(|&t| dash(t) && !tokens[t].spaced)
}

/// The closing mark of a quotation that holds a name and nothing else.
pub(super) fn named_in_marks(syntax: &Syntax, quotations: &Quotations, open: usize) -> Option<usize> {
    let close = quotations.closing(open)?;
    let id = syntax.name_starting(open + 1)?;
    (syntax.names.names[id].tokens.end == close).then_some(close)
}

/// A quotation or what stands behind a colon.
pub(super) fn quoted(syntax: &Syntax, quotations: &Quotations, at: usize, limit: usize) -> Option<Span> {
    let doc = syntax.doc;
    let marks = &doc.pack.marks;
    let mut begin = at;
    while begin < limit
        && doc.tokens[begin].kind == TokenKind::Mark
        && (&*doc.tokens[begin].key == ":"
            || doc.tokens[begin].is_mark(&marks.quote_open)
            || doc.tokens[begin].is_mark(&marks.clause_end))
    {
        begin += 1;
    }
    let opened = begin > at && doc.tokens[begin - 1].is_mark(&marks.quote_open);
    if begin >= doc.tokens.len() {
        return None;
    }
    if opened && let Some(close) = quotations.closing(begin - 1) {
        return (close > begin).then(|| trimmed(syntax, begin, close));
    }
    (begin < limit).then(|| trimmed(syntax, begin, limit))
}

/// What is said behind a complementizer: a quotation that begins there and fills the clause, else up to the limit, which
/// no quotation that opens before it straddles.
pub(super) fn clause(syntax: &Syntax, quotations: &Quotations, begin: usize, limit: usize) -> Option<Span> {
    let doc = syntax.doc;
    if begin >= limit {
        return None;
    }
    if let Some(close) = quotations.closing(begin) {
        let behind = doc.tokens.get(close + 1);
        let fills = behind.is_none_or(|t| t.kind == TokenKind::Mark || t.line_start) || close >= limit;
        if fills && close > begin + 1 {
            return Some(trimmed(syntax, begin + 1, close));
        }
    }
    let limit = quotations.around(limit).filter(|q| q.start >= begin).map_or(limit, |q| q.end);
    Some(trimmed(syntax, begin, limit))
}

/// From a token to a limit, without marks at the two ends and particles at the begin.
pub(super) fn trimmed(syntax: &Syntax, begin: usize, limit: usize) -> Span {
    let tokens = &syntax.doc.tokens;
    let begin = begin.min(tokens.len() - 1);
    let (mut begin, mut end) = (begin, limit.clamp(begin + 1, tokens.len()));
    while begin + 1 < end && tokens[begin].kind == TokenKind::Mark {
        begin += 1;
    }
    while end > begin + 1 && tokens[end - 1].kind == TokenKind::Mark && !matches!(&*tokens[end - 1].key, ")" | "%") {
        end -= 1;
    }
    let first = &tokens[begin];
    let start = first
        .best()
        .filter(|r| r.preposition.is_some() && r.conjunction.is_none())
        .map_or(first.span.begin, |r| r.span.begin);
    Span::new(start, tokens[end - 1].span.end)
}
