//! Which temporal expressions a trigger reaches by itself: in its own clause, in a relative clause that describes it,
//! right before it.

use super::Trigger;
use crate::analysis::TokenKind;
use crate::extraction::predicate::Predicate;
use crate::extraction::syntax::{Clause, Syntax};
use crate::extraction::time::{Role, Tense, TimeValue};
use crate::lang::lexicon::Shape;
use crate::lang::raw::{Gender, Number};
use std::ops::Range;

/// Tokens behind a noun within which its own time stands.
const BEHIND: usize = 15;
/// Tokens behind a noun within which a relative clause that describes it begins.
const DESCRIBED: usize = 12;
/// Tokens within which a time between commas still belongs to the verb.
const APPOSED: usize = 25;

/// `اتفق X، ونظيره Y، الثلاثاء، على`: times between commas behind a verb.
pub fn apposed(syntax: &Syntax, verb: &Predicate) -> Vec<usize> {
    let doc = syntax.doc;
    let end = doc.sentence_of(verb.token).tokens.end.min(verb.token + APPOSED);
    let ends = |at: &usize| syntax.verb(*at).is_some() || syntax.is_complementizer(*at) || is_relative(syntax, *at);
    let stop = (verb.token + 1..end).find(ends).unwrap_or(end);
    let mark = |at: usize| doc.tokens.get(at).is_some_and(|t| t.kind == TokenKind::Mark);
    let inside = |t: &usize| {
        let tokens = &syntax.times[*t].tokens;
        tokens.start > verb.token && tokens.start < stop && mark(tokens.start - 1) && mark(tokens.end)
    };
    (0..syntax.times.len()).filter(inside).collect()
}

pub fn is_relative(syntax: &Syntax, at: usize) -> bool {
    let token = &syntax.doc.tokens[at];
    let key = if token.best().is_some_and(|r| r.conjunction.is_some()) { token.stem() } else { &token.key };
    syntax.doc.pack.syntax.relative.contains(key) && key.chars().count() > 2
}

/// Where a trigger stands among verbs, times and other triggers.
pub struct Place<'s, 'd> {
    pub syntax: &'s Syntax<'d>,
    pub predicates: &'s [Predicate],
    pub trigger: &'s Trigger,
    /// All triggers of the document, in text order.
    pub triggers: &'s [Trigger],
}

impl Place<'_, '_> {
    /// A time belongs to a noun when no other verb stands between, and to a verb when it stands in its clause.
    pub fn reaches(&self, time: usize) -> bool {
        let at = self.syntax.times[time].tokens.start;
        if (self.trigger.tokens.end..at).any(|at| self.opens_other(at)) {
            return false;
        }
        if self.trigger.predicate.is_some() {
            return true;
        }
        if self.is_nested() || (self.trigger.tokens.end..at).any(|at| self.opens_purpose(at)) {
            return false;
        }
        let near = at <= self.trigger.tokens.end + BEHIND;
        near && !self.predicates.iter().any(|p| p.token > self.trigger.tokens.start && p.token < at)
    }

    /// The tense of the verb in whose clause a time stands, where it is another than the trigger or says what will not be.
    pub fn tense(&self, time: usize) -> Option<Tense> {
        let own = self.trigger.predicate.map(|p| self.predicates[p].token);
        if own.is_some_and(|verb| self.is_ahead(verb)) {
            return Some(Tense::Future);
        }
        let at = self.syntax.times[time].tokens.start;
        let verb = self.predicates.iter().rev().find(|p| p.token < at && at <= p.clause.end)?;
        if Some(verb.token) == own || !self.carries(verb) {
            return None;
        }
        match verb.form.shape {
            Shape::Perfect => Some(Tense::Past),
            _ if self.is_ahead(verb.token) => Some(Tense::Future),
            _ => None,
        }
    }

    /// A verb of what is to come, or of what will not.
    fn is_ahead(&self, verb: usize) -> bool {
        let words = &self.syntax.doc.pack.syntax;
        let particle = verb.checked_sub(1).map(|before| &self.syntax.doc.tokens[before]);
        self.syntax.reading(verb).is_some_and(|r| r.future)
            || particle.is_some_and(|t| words.ahead.contains(t.stem()) || words.ahead.contains(&t.key))
    }

    /// Times of the clause, and behind a noun those that stand close, whatever comma there is.
    pub fn behind(&self, clause: &Clause) -> Vec<usize> {
        let mut times = clause.times.clone();
        if self.trigger.predicate.is_none() {
            let from = self.trigger.tokens.end;
            let end = self.sentence().end.min(from + BEHIND);
            let stops = |at: &usize| {
                self.syntax.verb(*at).is_some() || self.syntax.is_complementizer(*at) || is_relative(self.syntax, *at)
            };
            let stop = (from..end).find(stops).unwrap_or(end);
            times.extend(self.times_within(from..stop).into_iter().filter(|t| !clause.times.contains(t)));
        }
        times
    }

    pub fn sentence(&self) -> Range<usize> {
        self.syntax.doc.sentence_of(self.trigger.tokens.start).tokens.clone()
    }

    /// `منذ اندلاع الثورة في مارس`: what follows a preposition of sequence is the time of something else.
    pub fn opens_other(&self, at: usize) -> bool {
        let token = &self.syntax.doc.tokens[at];
        let sequence = &self.syntax.doc.pack.syntax.sequence;
        let opens = sequence.contains(token.stem()) || sequence.contains(&token.key);
        opens && !self.syntax.in_time(at)
    }

    /// `الاجتماع التحضيري لعقد مؤتمر في يونيو`: the time is that of the purpose, if that is an event.
    fn opens_purpose(&self, at: usize) -> bool {
        let Some(reading) = self.syntax.reading(at) else { return false };
        let purpose = reading.preposition.is_some_and(|p| self.syntax.doc.pack.clitics.merging.contains(&p))
            && reading.forms.iter().any(|f| f.shape == Shape::Masdar);
        let event = |t: &Trigger| (at..=at + 2).contains(&t.tokens.start);
        purpose && self.triggers.iter().any(event)
    }

    /// `حدود عام 1967`, `الموازنة العامة لسنة 2018`: a period that says which one of its kind a noun is.
    pub fn dates_noun(&self, time: usize) -> bool {
        let time = &self.syntax.times[time];
        let Some(before) = time.tokens.start.checked_sub(1) else { return false };
        let words = &self.syntax.doc.pack.syntax;
        if words.dated.contains(self.syntax.doc.tokens[before].stem()) {
            return true;
        }
        let token = &self.syntax.doc.tokens[time.tokens.start];
        // A particle before digits is a token of its own.
        let particle = &self.syntax.doc.tokens[before];
        let apart = !token.spaced && token.kind == TokenKind::Number && particle.kind == TokenKind::Word;
        let letters = if apart { &particle.key } else { &token.key };
        let attached = letters.chars().next().filter(|_| apart || token.span.begin < time.span.begin);
        let of = attached.is_some_and(|c| self.syntax.doc.pack.clitics.merging.contains(&c));
        let long =
            !matches!(time.value, Some(TimeValue::Days { .. } | TimeValue::Weekday { .. } | TimeValue::Date { .. }));
        let own = self.trigger.predicate.is_none()
            && (self.trigger.tokens.end..time.tokens.start).all(|at| self.syntax.is_adjective(at));
        of && long && time.role == Role::Point && !own
    }

    pub fn times_within(&self, tokens: Range<usize>) -> Vec<usize> {
        let inside = |t: &usize| tokens.contains(&self.syntax.times[*t].tokens.start);
        (0..self.syntax.times.len()).filter(inside).collect()
    }

    /// Those times that are not behind a preposition of sequence: `سباق يقام في المدينة بعد عاصفة عام 2011`.
    fn own_within(&self, tokens: Range<usize>) -> Vec<usize> {
        let from = tokens.start;
        let own = |t: &usize| !(from..self.syntax.times[*t].tokens.start).any(|at| self.opens_other(at));
        self.times_within(tokens).into_iter().filter(own).collect()
    }

    /// `الزيارة التي قام بها X في يونيو`: times of a relative clause whose verb only carries the noun.
    pub fn described(&self) -> Vec<usize> {
        if self.trigger.predicate.is_some() {
            return Vec::new();
        }
        let sentence = self.sentence();
        let from = self.trigger.tokens.end;
        let mut relative = None;
        for at in from..sentence.end.min(from + DESCRIBED) {
            if is_relative(self.syntax, at) {
                relative = Some(at).filter(|&at| self.agrees(at));
                break;
            }
            // `قمة استضافها X في مايو`: an indefinite noun has no relative pronoun, the verb has one that means it.
            if let Ok(index) = self.predicates.binary_search_by_key(&at, |p| p.token) {
                let verb = &self.predicates[index];
                let means = self.syntax.reading(at).is_some_and(|r| r.enclitic.is_some() && r.conjunction.is_none());
                // `اجتماعا سيعقد الاثنين`: the noun is what the verb says it of.
                let said = at == from && (verb.subject.is_empty() || verb.passive) && self.syntax.is_light(verb.lexeme);
                let describes = !self.trigger.definite && (means || said) && self.carries(verb);
                return if describes { self.own_within(at..verb.clause.end) } else { Vec::new() };
            }
            if self.syntax.is_complementizer(at) || self.opens_other(at) {
                return Vec::new();
            }
        }
        let Some(relative) = relative else { return Vec::new() };
        let verb = self.predicates.iter().find(|p| p.token > relative && p.token <= relative + 3);
        match verb {
            Some(verb) if self.carries(verb) => self.own_within(verb.token..verb.clause.end),
            Some(_) => Vec::new(),
            None => {
                // `التي تستغرق ثلاثة أيام`: the words of lasting hold the verb.
                let next = self.times_within(relative + 1..relative + 2);
                next.into_iter().filter(|&t| self.syntax.times[t].role == Role::Duration).collect()
            }
        }
    }

    /// Whether a relative pronoun can mean the trigger.
    fn agrees(&self, relative: usize) -> bool {
        let gender = |at: usize| {
            let form = self.syntax.reading(at)?.forms.iter().find(|f| f.gender.is_some())?;
            if form.number == Number::Plural && form.shape.is_nominal() { Some(Gender::F) } else { form.gender }
        };
        match (gender(self.trigger.tokens.start), gender(relative)) {
            (Some(a), Some(b)) => a == b,
            _ => true,
        }
    }

    pub fn apposed(&self) -> Vec<usize> {
        self.trigger.predicate.map(|p| apposed(self.syntax, &self.predicates[p])).unwrap_or_default()
    }

    /// A time right before the trigger in its clause.
    pub fn before(&self) -> Option<usize> {
        let verb = self.trigger.predicate?;
        let sentence = self.syntax.doc.sentence_of(self.predicates[verb].token).tokens.start;
        let start = self.trigger.tokens.start;
        let found = (0..self.syntax.times.len()).rev().find(|&t| {
            let tokens = &self.syntax.times[t].tokens;
            tokens.start >= sentence && tokens.end <= start && tokens.end + 3 >= start
        })?;
        let tokens = &self.syntax.times[found].tokens;
        // `وأثناء القمة التي انعقدت الشهر الماضي، وقع`: on the occasion that opens the sentence.
        let occasion = &self.syntax.doc.pack.syntax.occasion;
        let opening = self.syntax.reading(sentence).is_some_and(|r| occasion.contains(&r.key));
        let first = tokens.start <= sentence + 5 || opening;
        let marks = &self.syntax.doc.pack.marks;
        let conditional = &self.syntax.doc.pack.syntax.conditional;
        let stops = |at: usize| {
            self.syntax.is_complementizer(at)
                || is_relative(self.syntax, at)
                || conditional.contains(self.syntax.doc.tokens[at].stem())
                || self.syntax.doc.tokens[at].is_mark(&marks.quote_open)
                || !first && self.syntax.doc.tokens[at].is_mark(&marks.clause_end)
        };
        let goes_on = self.syntax.reading(start).is_some_and(|r| r.conjunction.is_some());
        (!goes_on && !(tokens.end..start).any(stops)).then_some(found)
    }
}
