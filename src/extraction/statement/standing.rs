//! Statements without a word of saying: a name before a colon, `بحسب X`.

use super::border::{clause, ended, quoted, trimmed};
use super::cue::Cue;
use super::quotation::Quotations;
use super::speaker::Speakers;
use super::told::{Told, within};
use super::word::is_dash;
use super::{Said, intends};
use crate::analysis::TokenKind;
use crate::extraction::facts::EntityId;
use crate::extraction::predicate::Predicate;
use crate::extraction::syntax::{Np, Reference, Syntax};
use crate::lang::lexicon::{Form, Shape};
use crate::lang::statements::StatementRule;
use crate::text::Span;

/// `الرئيس السيسي: مصر تعتزم …` in a headline or line of its own.
pub(super) fn colon_lines(syntax: &Syntax, quotations: &Quotations) -> Vec<Said> {
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
        let person = np.referents.iter().all(|&e| &*syntax.class(e) == "Person");
        if !(has_verb || person && predicated(syntax, colon + 1, sentence.tokens.end)) {
            continue;
        }
        // `مصر: منع شاحنات من العبور`, `مصر: أربعة محاور لخطة تبدأ غدا`: where it happens.
        let place = np.referents.iter().all(|&e| matches!(&*syntax.class(e), "Country" | "City"));
        if place && !begins(syntax, colon + 1) {
            continue;
        }
        let speakers: Vec<EntityId> = np.referents.iter().map(|&e| syntax.capital_of(e).unwrap_or(e)).collect();
        let content = quoted(syntax, quotations, colon, sentence.tokens.end).unwrap_or(trimmed(
            syntax,
            colon + 1,
            sentence.tokens.end,
        ));
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

/// Whether a clause begins as what is said does: with a quotation, a definite noun, a name, a particle or an imperfect.
fn begins(syntax: &Syntax, at: usize) -> bool {
    let doc = syntax.doc;
    doc.tokens[at].is_mark(&doc.pack.marks.quote_open)
        || syntax.name_covering(at).is_some()
        || syntax.reading(at).is_some_and(|r| {
            let shape = |f: &Form| f.person == 1 || matches!(f.shape, Shape::Function | Shape::Imperfect);
            r.article || r.enclitic.is_some() || r.forms.iter().any(shape)
        })
}

/// `الطريق مفتوح أمام الجميع`: a definite noun and an indefinite adjective behind it.
fn predicated(syntax: &Syntax, from: usize, end: usize) -> bool {
    let doc = syntax.doc;
    let from = from + usize::from(from < end && doc.tokens[from].kind == TokenKind::Mark);
    let definite = |t: usize| {
        syntax.name_covering(t).is_some() || syntax.reading(t).is_some_and(|r| r.article || r.enclitic.is_some())
    };
    let predicate = |t: usize| {
        syntax.name_covering(t).is_none()
            && syntax.is_adjective(t)
            && syntax.reading(t).is_some_and(|r| !r.has_proclitic() && !r.article && r.enclitic.is_none())
    };
    (from + 1..end.min(from + 5)).any(|t| definite(t - 1) && predicate(t))
        && (from..end.min(from + 5)).all(|t| doc.tokens[t].kind == TokenKind::Word)
}

/// An imperfect verb in a headline, where the subject stands before it.
fn loose_verb(syntax: &Syntax, at: usize) -> bool {
    syntax.name_covering(at).is_none()
        && syntax.reading(at).is_some_and(|r| {
            !r.article && r.preposition.is_none() && r.forms.iter().any(|f| f.shape == Shape::Imperfect)
                || !r.forms.is_empty() && r.forms.iter().all(|f| f.shape.is_verb())
        })
}

/// `وفقا لما أعلنه X`, `حسب ما ذكر X`: what stands before it is what is said. `Some(None)` where it is so, and is no
/// statement.
pub(super) fn as_told(
    syntax: &Syntax,
    cue: &Cue,
    speakers: &[EntityId],
    before: &Told,
    rule: &StatementRule,
) -> Option<Option<Said>> {
    let doc = syntax.doc;
    let rules = &doc.pack.statements;
    let at = cue.token.checked_sub(1)?;
    let named =
        |t: usize| rules.according.contains(&doc.tokens[t].key) || rules.according.contains(doc.tokens[t].stem());
    let from = if rules.what.contains(&doc.tokens[at].key) && at > 0 && named(at - 1) {
        at - 1
    } else if named(at) {
        at
    } else {
        return None;
    };
    let start = doc.sentence_of(cue.token).tokens.start;
    let told = !before.within(start..from).is_empty();
    // `وحسب قوله فإن`.
    if from <= start + 2 && (at + 1..at + 4).any(|t| syntax.is_complementizer(t)) {
        return None;
    }
    if told || from <= start + 2 {
        return Some(None);
    }
    Some(Some(Said {
        speakers: speakers.to_vec(),
        stance: rule.stance.clone(),
        cue: doc.tokens[cue.token].core_with_pronoun(),
        cue_token: cue.token,
        content: trimmed(syntax, opening(syntax, start, from), from),
        rule: rule.rule.clone(),
    }))
}

/// `…، تقول صحيفة X.`: a verb of saying with nothing behind its subject tells what stands before.
pub(super) fn trailing(
    syntax: &Syntax,
    cue: &Cue,
    speakers: &[EntityId],
    before: &Told,
    rule: &StatementRule,
) -> Option<Said> {
    let doc = syntax.doc;
    let sentence = doc.sentence_of(cue.token).tokens.clone();
    let subject = cue.predicate.and_then(|p| p.subject_np.as_ref()).filter(|np| np.tokens.start == cue.token + 1)?;
    let ends = (subject.tokens.end..sentence.end).all(|t| doc.tokens[t].kind == TokenKind::Mark);
    let comma = cue.token > sentence.start + 4 && doc.tokens[cue.token - 1].is_mark(&doc.pack.marks.clause_end);
    let told = !before.within(sentence.start..cue.token).is_empty();
    if !ends || !comma || told || rule.noun || &*rule.stance != "say" {
        return None;
    }
    Some(Said {
        speakers: speakers.to_vec(),
        stance: rule.stance.clone(),
        cue: doc.tokens[cue.token].core_with_pronoun(),
        cue_token: cue.token,
        content: trimmed(syntax, opening(syntax, sentence.start, cue.token), cue.token - 1),
        rule: rule.rule.clone(),
    })
}

/// Where a sentence begins behind a dateline: after the last of its dashes between spaces.
pub(super) fn opening(syntax: &Syntax, start: usize, end: usize) -> usize {
    let tokens = &syntax.doc.tokens;
    if !tokens[start].line_start {
        return start;
    }
    let dash = |t: &usize| tokens[*t].kind == TokenKind::Mark && &*tokens[*t].key == "-" && !syntax.is_hyphen(*t);
    (start..end.saturating_sub(3).min(start + 12)).rev().find(dash).map_or(start, |t| t + 1)
}

/// `ورد في بيان X أن …`: a text that speaks for whoever issued it.
pub(super) fn documents(
    syntax: &Syntax,
    quotations: &Quotations,
    who: &Speakers,
    predicates: &[Predicate],
) -> Vec<Said> {
    let doc = syntax.doc;
    let rules = &doc.pack.statements;
    let mut out = Vec::new();
    for predicate in predicates.iter().filter(|p| rules.contains.contains(&p.lexeme)) {
        let end = doc.sentence_of(predicate.token).tokens.end;
        let reach = end.min(predicate.token + 24);
        let inside = syntax.pp(predicate.token + 1);
        let document = |t: &usize| syntax.reading(*t).is_some_and(|r| rules.document.contains(r.bare(doc.pack)));
        // `جاء في وكالة X أن`.
        let body = |np: &Np| {
            let bodies = np.referents.iter().all(|&e| &*syntax.class(e) == "Organization");
            np.reference == Reference::Name && bodies && !np.referents.is_empty()
        };
        let Some(at) = inside.map(|pp| pp.np).filter(|np| document(&np.head) || body(np)).map(|np| np.head) else {
            continue;
        };
        let Some(from) = (at + 1..reach).find(|&t| {
            let token = &doc.tokens[t];
            &*token.key == ":" || syntax.is_complementizer(t)
        }) else {
            continue;
        };
        let Some(author) = who.author(if syntax.name_starting(at).is_some() { at - 1 } else { at }, from) else {
            continue;
        };
        let end = ended(syntax, quotations, from, end);
        let content = if &*doc.tokens[from].key == ":" {
            quoted(syntax, quotations, from, end)
        } else {
            clause(syntax, quotations, from + 1, end)
        };
        let Some(content) = content else { continue };
        out.push(Said {
            speakers: vec![author],
            stance: "say".into(),
            cue: doc.tokens[at].core_with_pronoun(),
            cue_token: at,
            content,
            rule: "statement.document".into(),
        });
    }
    out
}

/// `بحسب X`, `وفقا لX`.
pub(super) fn according(
    syntax: &Syntax,
    quotations: &Quotations,
    who: &Speakers,
    cues: &[Cue],
    before: &[Said],
) -> Vec<Said> {
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
        if np.reference == Reference::Back {
            continue;
        }
        let sentence = doc.sentence_of(at).tokens.clone();
        let Some(speakers) = who.told_by(&np, sentence.end) else { continue };
        let (from, to) = if at <= sentence.start + 1 {
            // Behind the mark that ends the phrase, or from the verb on.
            let quoted = quotations.closing(np.tokens.end).filter(|&c| c < np.tokens.end + 6);
            let behind = quoted.map_or(np.tokens.end, |c| c + 1);
            let from = (behind..sentence.end)
                .find(|&t| doc.tokens[t].kind == TokenKind::Mark || syntax.verb(t).is_some())
                .map_or(behind, |t| t + usize::from(doc.tokens[t].kind == TokenKind::Mark));
            (from, sentence.end)
        } else {
            // Between marks in the middle of what is said.
            let end = np.tokens.end;
            let mark = |t: usize| t < sentence.end && doc.tokens[t].kind == TokenKind::Mark;
            let dash = |t: usize| mark(t) && is_dash(&doc.tokens[t]);
            let comma = |t: usize| mark(t) && doc.tokens[t].is_mark(&doc.pack.marks.clause_end);
            let joined =
                comma(end) && doc.tokens.get(end + 1).and_then(|t| t.best()).is_some_and(|r| r.conjunction.is_some());
            // `ووصلت النسبة بحسب X إلى 100%`, `وتعود الفكرة بحسب X، إلى أن`.
            let goes_on =
                |t: usize| t < sentence.end && doc.tokens[t].kind == TokenKind::Word && syntax.pp(t).is_some();
            let short = at < sentence.start + 10;
            let inside = dash(at - 1) && dash(end)
                || comma(at - 1) && comma(end) && !joined && short
                || !mark(at - 1) && (goes_on(end) || comma(end) && goes_on(end + 1) && short);
            (opening(syntax, sentence.start, at), if inside { sentence.end } else { at })
        };
        // Whoever is cited in what is said is its speaker, and this one the messenger.
        let cited =
            within(cues, from..to, |c| c.token).iter().any(|c| c.predicate.is_some_and(|p| p.subject_np.is_some()));
        let inside = doc.tokens[from.min(at)].span.begin..doc.tokens[to.max(at) - 1].span.end;
        let said = before.iter().any(|s| inside.contains(&s.cue.begin) && s.cue_token < at);
        if from + 2 >= to || cited || said {
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
