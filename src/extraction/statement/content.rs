//! What is said: from behind the cue to the end of clause, sentence or quotation.

use super::cue::Cue;
use super::quotation::Quotations;
use crate::analysis::{Reading, TokenKind};
use crate::extraction::syntax::{Np, Pp, Reference, Syntax};
use crate::lang::lexicon::Shape;
use crate::lang::statements::StatementRule;
use crate::text::Span;

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
    let after = cues.iter().filter(|c| c.token > cue.token + 1 && c.token < sentence_end);
    for other in after {
        if quotations.around(other.token).is_some_and(|q| q.start > cue.token) {
            continue;
        }
        // `كما نقلت عنه`: nobody else speaks.
        if doc.pack.statements.messenger.contains(&other.lexeme) {
            continue;
        }
        // A word that says only with its preposition says nothing without it.
        let only_linked = syntax.doc.pack.statements.by_lexeme.get(&other.lexeme).is_some_and(|rules| {
            let rules: Vec<_> = rules.iter().map(|&i| &doc.pack.statements.rules[i]).collect();
            let behind = |link: &std::collections::HashSet<String>| {
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
            other.token > cue.token + 4 && complementizer(syntax, other.token - 1) && turn(syntax, other.token - 2);
        let turns = though || other.token > cue.token + 2 && turn(syntax, other.token - 1);
        // `الذي عارض …، قال`: the relative clause ends before its sentence's verb.
        let relative = cue.token > 0
            && other.predicate.is_some()
            && doc.pack.syntax.relative.contains(&doc.tokens[cue.token - 1].key)
            && doc.tokens[other.token - 1].is_mark(&doc.pack.marks.clause_end);
        // `، بقوله إن`.
        let words = other.shape == Shape::Masdar
            && syntax.reading(other.token).is_some_and(|r| r.enclitic.is_some() && r.preposition.is_some())
            && doc.tokens.get(other.token + 1).is_some_and(|t| {
                &*t.key == ":" || t.is_mark(&doc.pack.marks.quote_open) || complementizer(syntax, other.token + 1)
            });
        let same_tense = other.shape == Shape::Perfect || other.shape == Shape::Imperfect && cue.shape == other.shape;
        if other.shape == Shape::ActiveParticiple || same_tense && (and || turns) || relative || words {
            let mut end = other.token - usize::from(though);
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
            && doc.pack.statements.end.contains(&doc.tokens[t].key)
            && syntax.name_covering(t).is_none()
    });
    end.map_or(sentence_end, |t| t - 1)
}

/// The stance that the noun at the head of what is said decides; `أصدق التهاني`: behind an adjective in construct.
pub(super) fn decided<'s>(syntax: &'s Syntax, head: usize) -> Option<&'s std::sync::Arc<str>> {
    let pack = syntax.doc.pack;
    let decides = |t: usize| {
        let bare = syntax.reading(t)?.bare(pack);
        let map = &pack.statements.content;
        map.get(bare).or_else(|| map.get(bare.strip_suffix(pack.marks.accusative)?))
    };
    let open = syntax.reading(head).is_some_and(|r| !r.article && r.enclitic.is_none());
    // `برقية تهنئة` is a text.
    let text = |r: &Reading| {
        let lemma = |l| pack.fold.key(&pack.lexicon.lexeme(l).lemma);
        r.forms.iter().any(|f| pack.statements.text.contains(&lemma(f.lexeme)))
    };
    let adjective = open && !syntax.reading(head).is_some_and(text);
    let inner = || decides(head + 1).filter(|_| adjective && !syntax.doc.tokens[head + 1].line_start);
    decides(head).or_else(inner)
}

/// A complementizer that is no part of a name.
pub(super) fn complementizer(syntax: &Syntax, at: usize) -> bool {
    let token = &syntax.doc.tokens[at];
    let words = &syntax.doc.pack.syntax.complementizer;
    syntax.name_covering(at).is_none() && (words.contains(token.stem()) || words.contains(&token.key))
}

/// `التأكيد`, `القول`, `قوله`: a verbal noun of saying with its article or a pronoun.
pub(super) fn saying_noun(syntax: &Syntax, at: usize) -> bool {
    let statements = &syntax.doc.pack.statements;
    let rules = &statements.by_lexeme;
    syntax.name_covering(at).is_none()
        && syntax.reading(at).is_some_and(|r| {
            !statements.document.contains(r.bare(syntax.doc.pack))
                && (r.article || r.enclitic.is_some())
                && r.forms.iter().any(|f| f.shape == Shape::Masdar && rules.contains_key(&f.lexeme))
        })
}

/// `أنه أبلغ X`: the pronoun before the verb is its subject, and who stands behind is told.
pub(super) fn carried(syntax: &Syntax, verb: usize) -> bool {
    let Some(at) = verb.checked_sub(1).filter(|&t| complementizer(syntax, t)) else { return false };
    let words = &syntax.doc.pack.syntax.complementizer;
    let forms = &syntax.doc.pack.clitics.enclitic;
    let key = syntax.key(at);
    forms.iter().any(|e| key.strip_suffix(e.text.as_str()).is_some_and(|bare| words.contains(bare)))
}

/// `بها`: a preposition with its pronoun.
fn pronoun(syntax: &Syntax, pp: &Pp) -> bool {
    pp.np.tokens.start == pp.at && syntax.reading(pp.at).is_none_or(|r| r.preposition.is_none())
}

/// The closing dash of an aside: `قال X -في تغريدة على تويتر- إن`.
fn aside(syntax: &Syntax, at: usize, limit: usize) -> Option<usize> {
    let tokens = &syntax.doc.tokens;
    let dash = |t: usize| matches!(&*tokens[t].key, "-" | "–" | "—") && !syntax.is_hyphen(t);
    let glued = |t: usize| tokens.get(t + 1).is_some_and(|next| !next.spaced);
    if !dash(at) || !glued(at) {
        return None;
    }
    (at + 2..limit.min(at + 40)).find(|&t| dash(t) && !tokens[t].spaced)
}

/// The closing mark of a quotation that holds a name and nothing else.
fn named_in_marks(syntax: &Syntax, quotations: &Quotations, open: usize) -> Option<usize> {
    let close = quotations.closing(open)?;
    let id = syntax.name_starting(open + 1)?;
    (syntax.names.names[id].tokens.end == close).then_some(close)
}

/// A word with which the speaker's next act of saying is joined: `لكنه`, `كما`, `ثم`.
fn turn(syntax: &Syntax, at: usize) -> bool {
    let words = &syntax.doc.pack.syntax.clause;
    let token = &syntax.doc.tokens[at];
    syntax.name_covering(at).is_none()
        && (words.contains(&token.key) || token.readings.iter().take(2).any(|r| words.contains(&r.key)))
}

/// The span of what is said, the rule that reads it, and whether a noun heads it.
pub(super) fn content(
    syntax: &Syntax,
    quotations: &Quotations,
    cue: &Cue,
    indexes: &[usize],
    limit: usize,
    noun_ok: bool,
) -> Option<(Span, usize, bool)> {
    let doc = syntax.doc;
    let rules = &doc.pack.statements;
    let words = &doc.pack.syntax;
    let any = indexes[0];
    let noun_rule = indexes.iter().copied().find(|&i| rules.rules[i].noun).unwrap_or(any);
    let mut at = cue.token + 1;
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
        if complementizer(syntax, at) && !joined {
            let begin = at + 1;
            return clause(syntax, quotations, begin, limit).map(|span| (span, any.min(noun_rule), false));
        }
        // `وقال أيضا "…"`.
        if words.quantifier.contains(key) && doc.tokens.get(at + 1).is_some_and(|t| t.kind == TokenKind::Mark) {
            at += 1;
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
        if let Some(np) = cue.predicate.and_then(|p| p.subject_np.as_ref()).filter(|np| np.tokens.start == at) {
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
            && complementizer(syntax, at + 2)
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
            // `أدلى بها`: a pronoun is not what is said.
            let pronoun = pronoun(syntax, &pp);
            let linked = noun_ok && !pronoun && rules.rules[noun_rule].link.contains(&pp.preposition);
            // `في بيان`, `خلال لقائه`, `للصحفيين`: stand between the verb and what is said.
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
            if nouns && decided(syntax, np.head).is_none() {
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
                let saying = saying_noun(syntax, at)
                    && (behind..limit.min(behind + 3))
                        .any(|t| complementizer(syntax, t) || doc.tokens[t].is_mark(&doc.pack.marks.quote_open));
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
    let words = &doc.pack.syntax;
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
        if syntax.name_covering(at).is_none()
            && (words.complementizer.contains(token.stem()) || words.complementizer.contains(&token.key))
        {
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

/// A noun phrase that is said ends where a clause of its own begins behind a comma (`، حيث …`).
fn noun_limit(syntax: &Syntax, from: usize, limit: usize) -> usize {
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
fn coordinate(syntax: &Syntax, at: usize) -> bool {
    syntax.reading(at).is_some_and(|r| r.conjunction.is_some() && r.forms.iter().any(|f| f.shape == Shape::Masdar))
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
