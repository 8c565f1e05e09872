//! Statements: who says what, with which stance.

use super::facts::{EntityId, Term};
use super::predicate::Predicate;
use super::syntax::{Reference, Syntax};
use crate::analysis::TokenKind;
use crate::lang::lexicon::{LexemeId, Shape};
use crate::lang::raw::Number;
use crate::lang::statements::StatementRule;
use crate::text::Span;

/// A statement before its mentions are made.
#[derive(Clone, Debug)]
pub struct Said {
    pub speakers: Vec<EntityId>,
    pub stance: Term,
    pub cue: Span,
    pub cue_token: usize,
    pub content: Span,
    pub rule: Term,
}

/// All statements of a document, in text order.
pub fn statements(syntax: &Syntax, predicates: &[Predicate]) -> Vec<Said> {
    let mut out = Vec::new();
    let cues = cue_tokens(syntax, predicates);
    for cue in &cues {
        if let Some(said) = from_cue(syntax, predicates, cue, &cues, &out) {
            out.push(said);
        }
    }
    out.extend(colon_lines(syntax));
    out.extend(according(syntax));
    out.sort_by_key(|s: &Said| (s.cue.begin, s.content.begin));
    out.dedup_by(|b, a| a.content == b.content && a.speakers == b.speakers);
    out
}

/// A word of saying.
struct Cue<'p> {
    token: usize,
    lexeme: LexemeId,
    shape: Shape,
    predicate: Option<&'p Predicate>,
}

fn cue_tokens<'p>(syntax: &Syntax, predicates: &'p [Predicate]) -> Vec<Cue<'p>> {
    let rules = &syntax.doc.pack.statements;
    let mut out = Vec::new();
    for token in 0..syntax.doc.tokens.len() {
        if syntax.name_covering(token).is_some() || syntax.in_time(token) {
            continue;
        }
        if let Ok(at) = predicates.binary_search_by_key(&token, |p| p.token) {
            let predicate = &predicates[at];
            if rules.by_lexeme.contains_key(&predicate.lexeme) {
                out.push(Cue {
                    token,
                    lexeme: predicate.lexeme,
                    shape: predicate.form.shape,
                    predicate: Some(predicate),
                });
            }
            continue;
        }
        let Some(reading) = syntax.reading(token) else { continue };
        if reading.article {
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
            Shape::ActiveParticiple => accusative(syntax, token) && reading.preposition.is_none(),
            _ => true,
        };
        if fits {
            out.push(Cue { token, lexeme: form.lexeme, shape: form.shape, predicate: None });
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

fn from_cue(syntax: &Syntax, predicates: &[Predicate], cue: &Cue, cues: &[Cue], before: &[Said]) -> Option<Said> {
    let rules = &syntax.doc.pack.statements;
    let indexes = rules.by_lexeme.get(&cue.lexeme)?;
    let speakers = speakers(syntax, predicates, cue, before)?;
    let sentence = syntax.doc.sentence_of(cue.token).tokens.clone();
    let limit = content_limit(syntax, cue, cues, sentence.end);
    let noun_ok = indexes.iter().any(|&i| rules.rules[i].noun);
    let (content, rule, by_noun) = content(syntax, cue, indexes, limit, noun_ok)?;
    let rule: &StatementRule = &rules.rules[rule];
    let mut stance = rule.stance.clone();
    if by_noun {
        let head = syntax.doc.token_at(content.begin);
        if let Some(decided) = syntax.reading(head).and_then(|r| rules.content.get(r.bare(syntax.doc.pack))) {
            stance = decided.clone();
        }
    }
    if &*stance == "say" && !by_noun && intends(syntax, content, &speakers) {
        stance = "commit".into();
    }
    Some(Said {
        speakers,
        stance,
        cue: syntax.doc.tokens[cue.token].core_with_pronoun(),
        cue_token: cue.token,
        content,
        rule: rule.rule.clone(),
    })
}

/// Whether what is said begins with an intention of the speaker's own side: `مصر تعتزم …`, `سنعقد …`.
fn intends(syntax: &Syntax, content: Span, speakers: &[EntityId]) -> bool {
    let first = syntax.doc.token_at(content.begin);
    let verb = (first..first + 7)
        .take_while(|&t| t < syntax.doc.tokens.len() && syntax.doc.tokens[t].span.end <= content.end)
        .find_map(|t| {
            let reading = syntax.reading(t)?;
            let form = reading.forms.iter().find(|f| f.shape == Shape::Imperfect)?;
            (syntax.name_covering(t).is_none()).then_some((t, reading, *form))
        });
    let Some((at, reading, form)) = verb else { return false };
    let will = syntax.doc.pack.statements.intention.contains(&form.lexeme) || reading.future;
    if !will {
        return false;
    }
    if form.person == 1 {
        return true;
    }
    let mut sides: Vec<EntityId> = speakers.to_vec();
    sides.extend(speakers.iter().filter_map(|&s| syntax.coreference.country_of(s)));
    (first..at).chain(at + 1..at + 3).any(|t| {
        let named = syntax.name_starting(t).and_then(|n| syntax.entities.borrow().of_name[n]);
        let own = syntax.coreference.noun(syntax, t);
        named
            .into_iter()
            .chain(own)
            .any(|e| sides.contains(&e) || syntax.capital_of(e).is_some_and(|c| sides.contains(&c)))
    })
}

/// `نقلت الصحيفة عن X قوله`: whoever is cited in the sentence; nobody where the source has no name.
fn cited(syntax: &Syntax, cue: &Cue) -> Option<Vec<EntityId>> {
    let start = syntax.doc.sentence_of(cue.token).tokens.start;
    let about = &syntax.doc.pack.statements.source;
    (start..cue.token).rev().find_map(|t| {
        let pp = syntax.pp(t).filter(|pp| about.contains(&pp.preposition))?;
        Some(pp.np.referents)
    })
}

/// Who goes on speaking where no speaker is said: the one of the last statement, if it stands close before.
fn goes_on(syntax: &Syntax, cue: &Cue, before: &[Said]) -> Option<Vec<EntityId>> {
    let last = before.iter().rfind(|s| s.cue_token < cue.token)?;
    let lines = syntax.doc.sentence_of(cue.token).line - syntax.doc.sentence_of(last.cue_token).line;
    (lines <= 2).then(|| last.speakers.clone())
}

/// Whose participle it is: the speaker earlier in the sentence, else the subject of the sentence's first verb that has one.
fn in_sentence(syntax: &Syntax, predicates: &[Predicate], cue: &Cue, before: &[Said]) -> Option<Vec<EntityId>> {
    let start = syntax.doc.sentence_of(cue.token).tokens.start;
    let said = before.iter().rfind(|s| s.cue_token >= start && s.cue_token < cue.token);
    if let Some(said) = said {
        return Some(said.speakers.clone());
    }
    let speaks = |e: &EntityId| matches!(&*syntax.class(*e), "Person" | "Organization" | "Country");
    let first = predicates
        .iter()
        .filter(|p| p.token >= start && p.token < cue.token && !p.passive)
        .find(|p| !p.dropped && !p.subject.is_empty() && p.subject.iter().all(speaks))?;
    Some(first.subject.clone())
}

fn speakers(syntax: &Syntax, predicates: &[Predicate], cue: &Cue, before: &[Said]) -> Option<Vec<EntityId>> {
    let found = match cue.predicate {
        Some(predicate) => {
            if predicate.passive {
                return None;
            }
            // An impersonal verb in the middle of a sentence (`يُتوقع أن`) has no speaker.
            let opens =
                syntax.reading(cue.token).is_some_and(|r| r.conjunction.is_some()) || syntax.opens_clause(cue.token);
            let impersonal =
                predicate.form.shape == Shape::Imperfect && predicate.clause.complement == Some(cue.token + 1);
            if predicate.dropped && (!opens || impersonal) {
                return None;
            }
            if predicate.dropped
                && let Some(speakers) = goes_on(syntax, cue, before)
            {
                return Some(speakers);
            }
            // Somebody who is said and is nobody known is no speaker.
            if predicate.subject_np.as_ref().is_some_and(|np| np.reference == Reference::None) {
                return None;
            }
            predicate.subject.clone()
        }
        None => {
            let reading = syntax.reading(cue.token)?;
            match (cue.shape, reading.enclitic) {
                (Shape::Masdar, Some(enclitic)) => match cited(syntax, cue) {
                    Some(source) => source,
                    None => in_sentence(syntax, predicates, cue, before)
                        .unwrap_or_else(|| syntax.coreference.pronoun(syntax, cue.token, enclitic)),
                },
                (Shape::Masdar, None) => {
                    let np = syntax.np(cue.token + 1)?;
                    let direct = syntax.reading(np.tokens.start).is_some_and(|r| !r.has_proclitic());
                    if direct { np.referents } else { vec![] }
                }
                _ => in_sentence(syntax, predicates, cue, before)
                    .or_else(|| goes_on(syntax, cue, before))
                    .unwrap_or_else(|| syntax.coreference.last_subject(cue.token)),
            }
        }
    };
    let fits = |e: &EntityId| matches!(&*syntax.class(*e), "Person" | "Organization" | "Country" | "Group" | "City");
    let found: Vec<EntityId> = found.into_iter().filter(fits).map(|e| syntax.capital_of(e).unwrap_or(e)).collect();
    (!found.is_empty()).then_some(found)
}

/// Where what is said ends at the latest: the sentence, or the next cue of the same speaker behind a comma.
fn content_limit(syntax: &Syntax, cue: &Cue, cues: &[Cue], sentence_end: usize) -> usize {
    let doc = syntax.doc;
    let comma = |at: usize| doc.tokens[at].is_mark(&doc.pack.marks.clause_end);
    let ended = (cue.token + 3..sentence_end).find(|&t| {
        comma(t - 1) && doc.pack.statements.end.contains(&doc.tokens[t].key) && syntax.name_covering(t).is_none()
    });
    let sentence_end = ended.map_or(sentence_end, |t| t - 1);
    let after = cues.iter().filter(|c| c.token > cue.token + 1 && c.token < sentence_end);
    for other in after {
        let opens = comma(other.token - 1);
        let and = syntax.reading(other.token).is_some_and(|r| r.conjunction.is_some());
        let participle = other.shape == Shape::ActiveParticiple;
        let and_verb = other.shape == Shape::Perfect && and;
        if (participle && (opens || and)) || and_verb {
            return if opens { other.token - 1 } else { other.token };
        }
    }
    sentence_end
}

/// The span of what is said, the rule that reads it, and whether a noun heads it.
fn content(syntax: &Syntax, cue: &Cue, indexes: &[usize], limit: usize, noun_ok: bool) -> Option<(Span, usize, bool)> {
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
        if &*token.key == ":" || (token.kind == TokenKind::Mark && token.is_mark(&doc.pack.marks.quote_open)) {
            return quoted(syntax, at, limit).map(|span| (span, any, false));
        }
        if syntax.name_covering(at).is_none()
            && (words.complementizer.contains(key) || words.complementizer.contains(&token.key))
        {
            let begin = at + 1;
            return (begin < limit).then(|| (trimmed(syntax, begin, limit), any.min(noun_rule), false));
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
        if let Some(pp) = syntax.pp(at) {
            let linked = noun_ok && rules.rules[noun_rule].link.contains(&pp.preposition);
            // `في بيان`, `خلال لقائه`, `للصحفيين`: stand between the verb and what is said.
            if linked && !pp.np.tokens.is_empty() && pp.np.tokens.start < limit {
                let inner = pp.np.tokens.start.max(at);
                let inner_token = &doc.tokens[inner];
                if words.complementizer.contains(inner_token.stem()) || words.complementizer.contains(&inner_token.key)
                {
                    return (inner + 1 < limit).then(|| (trimmed(syntax, inner + 1, limit), noun_rule, false));
                }
                let addressee = pp.np.reference == Reference::Name
                    && pp.np.tokens.end < limit
                    && has_more_links(syntax, pp.np.tokens.end, limit, &rules.rules[noun_rule]);
                if !addressee {
                    return Some((trimmed(syntax, inner, noun_limit(syntax, inner, limit)), noun_rule, true));
                }
            }
            at = pp.np.tokens.end.max(at + 1);
            continue;
        }
        if at > cue.token + 1
            && syntax.verb(at).is_some()
            && cue.predicate.is_none_or(|p| p.subject_np.as_ref().is_none_or(|np| np.tokens.end <= at))
        {
            return None;
        }
        if let Some(np) = syntax.np(at) {
            if noun_ok {
                let rule = &rules.rules[noun_rule];
                let named = np.reference == Reference::Name;
                let behind = np.tokens.end;
                let linked = behind < limit && syntax.pp(behind).is_some_and(|pp| rule.link.contains(&pp.preposition));
                let addressee = linked || (named && has_more_links(syntax, behind, limit, rule));
                // A name alone is whom it is said to, not what is said.
                let mark = syntax.doc.tokens.get(behind).is_none_or(|t| t.kind == TokenKind::Mark);
                if named && mark && !addressee {
                    return None;
                }
                if !addressee {
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

/// Whether a linking preposition or a complementizer still follows: then what stands here is whom it is said to.
fn has_more_links(syntax: &Syntax, from: usize, limit: usize, rule: &StatementRule) -> bool {
    (from..limit.min(from + 6)).any(|at| {
        let token = &syntax.doc.tokens[at];
        let complementizer = syntax.doc.pack.syntax.complementizer.contains(token.stem());
        complementizer || syntax.pp(at).is_some_and(|pp| rule.link.contains(&pp.preposition))
    })
}

/// A noun phrase that is said ends where a clause of its own begins behind a comma (`، حيث …`).
fn noun_limit(syntax: &Syntax, from: usize, limit: usize) -> usize {
    let doc = syntax.doc;
    (from + 1..limit.saturating_sub(1))
        .find(|&t| {
            doc.tokens[t].is_mark(&doc.pack.marks.clause_end)
                && (doc.pack.syntax.clause.contains(&doc.tokens[t + 1].key) || syntax.verb(t + 1).is_some())
        })
        .unwrap_or(limit)
}

/// A quotation or what stands behind a colon.
fn quoted(syntax: &Syntax, at: usize, limit: usize) -> Option<Span> {
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
    if opened {
        // The closing mark may stand in a later sentence of the same line.
        let line = doc.sentence_of(begin).line;
        let close = (begin..doc.tokens.len())
            .take_while(|&t| doc.sentence_of(t).line == line && t < begin + 160)
            .find(|&t| doc.tokens[t].is_mark(&marks.quote_close) && closes(syntax, t));
        if let Some(close) = close {
            return (close > begin).then(|| trimmed(syntax, begin, close));
        }
    }
    (begin < limit).then(|| trimmed(syntax, begin, limit))
}

/// A straight quote closes when nothing is spaced before it or the sentence goes on behind.
fn closes(syntax: &Syntax, at: usize) -> bool {
    let token = &syntax.doc.tokens[at];
    !token.spaced || syntax.doc.tokens.get(at + 1).is_none_or(|t| t.spaced || t.kind == TokenKind::Mark)
}

/// From a token to a limit, without marks at the two ends and particles at the begin.
fn trimmed(syntax: &Syntax, begin: usize, limit: usize) -> Span {
    let tokens = &syntax.doc.tokens;
    let (mut begin, mut end) = (begin, limit.min(tokens.len()));
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

/// `الرئيس السيسي: مصر تعتزم …` in a headline or line of its own.
fn colon_lines(syntax: &Syntax) -> Vec<Said> {
    let doc = syntax.doc;
    let mut out = Vec::new();
    for sentence in doc.sentences.iter().filter(|s| doc.tokens[s.tokens.start].line_start) {
        let start = sentence.tokens.start;
        let Some(colon) = sentence.tokens.clone().take(9).find(|&t| &*doc.tokens[t].key == ":") else { continue };
        if colon == start || colon + 3 >= sentence.tokens.end {
            continue;
        }
        let Some(np) = syntax.np(start) else { continue };
        let whole = np.tokens.end == colon
            || (np.tokens.end..colon).all(|t| syntax.in_time(t) || syntax.pp(t).is_some() || syntax.verb(t).is_none());
        let has_cue = (start..colon).any(|t| syntax.verb(t).is_some());
        if !whole || has_cue || np.referents.is_empty() || np.reference == Reference::None {
            continue;
        }
        let has_verb = (colon + 1..sentence.tokens.end).any(|t| syntax.verb(t).is_some() || loose_verb(syntax, t));
        if !has_verb {
            continue;
        }
        let speakers: Vec<EntityId> = np.referents.iter().map(|&e| syntax.capital_of(e).unwrap_or(e)).collect();
        let content =
            quoted(syntax, colon, sentence.tokens.end).unwrap_or(trimmed(syntax, colon + 1, sentence.tokens.end));
        let stance = if intends(syntax, content, &speakers) { "commit" } else { "say" };
        out.push(Said {
            speakers,
            stance: stance.into(),
            cue: Span::new(doc.tokens[start].core().begin, doc.tokens[colon].span.end),
            cue_token: colon,
            content,
            rule: "statement.colon".into(),
        });
    }
    out
}

/// An imperfect verb in a headline, where the subject stands before it.
fn loose_verb(syntax: &Syntax, at: usize) -> bool {
    syntax.name_covering(at).is_none() && syntax.reading(at).is_some_and(|r| r.forms.iter().any(|f| f.shape.is_verb()))
}

/// `بحسب X`, `وفقا لX`.
fn according(syntax: &Syntax) -> Vec<Said> {
    let doc = syntax.doc;
    let words = &doc.pack.statements.according;
    let mut out = Vec::new();
    for at in 0..doc.tokens.len() {
        let token = &doc.tokens[at];
        let key = token.best().map_or(&token.key, |r| &r.key);
        if !(words.contains(&token.key) || words.contains(key)) || syntax.name_covering(at).is_some() {
            continue;
        }
        let Some(np) = syntax.np(at + 1) else { continue };
        if np.reference == Reference::None || np.reference == Reference::Back {
            continue;
        }
        let sentence = doc.sentence_of(at).tokens.clone();
        let speakers: Vec<EntityId> = np.referents.iter().map(|&e| syntax.capital_of(e).unwrap_or(e)).collect();
        let (from, to) = if at <= sentence.start + 1 {
            let from = (np.tokens.end..sentence.end)
                .find(|&t| doc.tokens[t].kind == TokenKind::Mark)
                .map_or(np.tokens.end, |t| t + 1);
            (from, sentence.end)
        } else {
            (sentence.start, at)
        };
        if from + 2 >= to {
            continue;
        }
        out.push(Said {
            speakers,
            stance: "say".into(),
            cue: token.core(),
            cue_token: at,
            content: trimmed(syntax, from, to),
            rule: "statement.according".into(),
        });
    }
    out
}
