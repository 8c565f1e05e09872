//! Status: whether an event happened, goes on, is planned, only possible, or denied; by tense, particles and the
//! words that govern it in its clause.

use super::Trigger;
use crate::analysis::{Block, TokenKind};
use crate::extraction::facts::{Rule, Term};
use crate::extraction::predicate::Predicate;
use crate::extraction::syntax::Syntax;
use crate::lang::events::EventRule;
use crate::lang::lexicon::Shape;
use crate::text::Span;

/// How far to the left a governing word may stand.
const REACH: usize = 9;

type Status = (Term, Option<Span>, Rule);

pub fn status(syntax: &Syntax, predicates: &[Predicate], trigger: &Trigger, rule: &EventRule) -> Status {
    if let Some(index) = trigger.predicate {
        return verb(syntax, predicates, &predicates[index], rule);
    }
    if let Some(found) = behind(syntax, trigger) {
        return found;
    }
    let found = governed(syntax, predicates, trigger.tokens.start, rule);
    // What is spoken of as known is not made possible by whoever wishes something of it.
    let article = syntax.reading(trigger.tokens.start).is_some_and(|r| r.article);
    match found {
        Some((status, _, rule_name))
            if article && (&*status == "hypothetical" || &*status == "planned" && &*rule.default == "ongoing")
                || &*rule.default == "ongoing" && &*status == "occurred" && &*rule_name == "status.governor" =>
        {
            (rule.default.clone(), None, "status.default".into())
        }
        Some(found) => found,
        None => (rule.default.clone(), None, "status.default".into()),
    }
}

fn verb(syntax: &Syntax, predicates: &[Predicate], predicate: &Predicate, rule: &EventRule) -> Status {
    let at = predicate.token;
    let words = &syntax.doc.pack.syntax;
    let own = syntax.doc.tokens[at].core_with_pronoun();
    if let Some(found) = particle(syntax, at) {
        return found;
    }
    let reading = syntax.reading(at).expect("a verb has a reading");
    if reading.future {
        return ("planned".into(), Some(syntax.doc.tokens[at].span), "status.future".into());
    }
    if predicate.form.shape == Shape::Perfect {
        return ("occurred".into(), Some(own), "status.perfect".into());
    }
    let before = at.checked_sub(1).map(|b| syntax.doc.tokens[b].stem().to_string()).unwrap_or_default();
    let subordinate = words.subjunction.contains(&before)
        || reading.preposition.is_some_and(|p| words.subjunction.contains(&p.to_string()))
        || (at > 2 && (at - 3..at).any(|t| words.subjunction.contains(syntax.doc.tokens[t].stem())));
    if subordinate {
        if let Some(found) = governed(syntax, predicates, at, rule) {
            return found;
        }
        return ("hypothetical".into(), Some(own), "status.subjunctive".into());
    }
    if (at.saturating_sub(4)..at).any(|t| words.past_auxiliary.contains(syntax.doc.tokens[t].stem())) {
        return ("occurred".into(), Some(own), "status.past".into());
    }
    if syntax.doc.sentence_of(at).block == Block::Headline && &*rule.imperfect != "ongoing" {
        return ("occurred".into(), Some(own), "status.headline".into());
    }
    (rule.imperfect.clone(), Some(own), "status.imperfect".into())
}

/// `لم`, `لن`, `سوف`, `إذا` right before a verb.
fn particle(syntax: &Syntax, at: usize) -> Option<Status> {
    let words = &syntax.doc.pack.syntax;
    for back in 1..=2 {
        let token = syntax.doc.tokens.get(at.checked_sub(back)?)?;
        if token.kind == TokenKind::Mark {
            return None;
        }
        let key = token.stem();
        let whole = token.best().is_none_or(|r| r.preposition.is_none());
        if whole && (words.negation.contains(key) || words.negation.contains(&token.key)) {
            return Some(("negated".into(), Some(token.span), "status.negation".into()));
        }
        if words.future.contains(key) || words.future.contains(&token.key) {
            return Some(("planned".into(), Some(token.span), "status.future".into()));
        }
        if back == 1 && words.conditional.contains(key) {
            return Some(("hypothetical".into(), Some(token.span), "status.conditional".into()));
        }
        if syntax.verb(at - back).is_some() {
            return None;
        }
    }
    None
}

/// An adjective behind a noun: `القمة المرتقبة`.
fn behind(syntax: &Syntax, trigger: &Trigger) -> Option<Status> {
    let rules = &syntax.doc.pack.events;
    for at in trigger.tokens.end..trigger.tokens.end + 4 {
        let token = syntax.doc.tokens.get(at)?;
        if token.kind != TokenKind::Word || syntax.verb(at).is_some() {
            return None;
        }
        let reading = token.best()?;
        if reading.has_proclitic() || syntax.name_covering(at).is_some() {
            return None;
        }
        let bare = reading.bare(syntax.doc.pack);
        let masculine = bare.strip_suffix(syntax.doc.pack.marks.feminine_key).unwrap_or(bare);
        let status = rules.status_adjectives.get(bare).or_else(|| rules.status_adjectives.get(masculine));
        if let Some(status) = status {
            return Some((status.clone(), Some(token.core()), "status.adjective".into()));
        }
    }
    None
}

/// The nearest governing word to the left in the same clause.
fn governed(syntax: &Syntax, predicates: &[Predicate], at: usize, rule: &EventRule) -> Option<Status> {
    let rules = &syntax.doc.pack.events;
    let words = &syntax.doc.pack.syntax;
    let sentence = syntax.doc.sentence_of(at).tokens.start;
    let from = at.saturating_sub(REACH).max(sentence);
    for t in (from..at).rev() {
        let token = &syntax.doc.tokens[t];
        if token.kind == TokenKind::Mark {
            if token.is_mark(&syntax.doc.pack.marks.clause_end) || token.is_mark(&syntax.doc.pack.marks.sentence_end) {
                return None;
            }
            continue;
        }
        if syntax.name_covering(t).is_some() || syntax.in_time(t) || syntax.is_vague(t) {
            continue;
        }
        let Some(reading) = token.best() else { continue };
        let span = token.core_with_pronoun();
        let by_lexeme = reading.forms.iter().find_map(|f| rules.status_lexemes.get(&f.lexeme));
        if let Ok(index) = predicates.binary_search_by_key(&t, |p| p.token) {
            let predicate = &predicates[index];
            let own = verb(syntax, predicates, predicate, rule);
            if matches!(&*own.2, "status.negation" | "status.future") {
                return Some(own);
            }
            if let Some(status) = rules.status_lexemes.get(&predicate.lexeme) {
                return Some((status.clone(), Some(span), "status.governor".into()));
            }
            if &*own.2 == "status.subjunctive" || &*own.2 == "status.governor" {
                return Some(own);
            }
            let lemma = syntax.doc.pack.lemma(predicate.lexeme);
            if own.2.contains("imperfect") && words.light.contains(&lemma) {
                let ongoing = &*rule.default == "ongoing";
                return Some((
                    if ongoing { "ongoing".into() } else { "planned".into() },
                    Some(span),
                    "status.light".into(),
                ));
            }
            return (&*own.2 == "status.perfect").then(|| ("occurred".into(), Some(span), "status.governor".into()));
        }
        if let Some(status) = by_lexeme
            .or_else(|| rules.status_words.get(reading.bare(syntax.doc.pack)))
            .or_else(|| rules.status_words.get(&token.key))
        {
            return Some((status.clone(), Some(span), "status.governor".into()));
        }
        if words.complementizer.contains(token.stem()) && t + 3 < at {
            return None;
        }
    }
    None
}
