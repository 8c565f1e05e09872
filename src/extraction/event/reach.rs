//! Which temporal expressions a trigger reaches: in its own clause, in a relative clause that describes it, in the clause
//! of the verb that carries it.

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
/// Tokens before a noun within which the verb that carries it stands.
const CARRIED: usize = 30;
/// Tokens within which a time between commas still belongs to the verb.
const APPOSED: usize = 25;

/// `اتفق X، ونظيره Y، الثلاثاء، على`: times between commas behind a verb.
pub fn apposed(syntax: &Syntax, verb: &Predicate) -> Vec<usize> {
    let doc = syntax.doc;
    let end = doc.sentence_of(verb.token).tokens.end.min(verb.token + APPOSED);
    let ends = |at: &usize| syntax.verb(*at).is_some() || is_complementizer(syntax, *at) || is_relative(syntax, *at);
    let stop = (verb.token + 1..end).find(ends).unwrap_or(end);
    let mark = |at: usize| doc.tokens.get(at).is_some_and(|t| t.kind == TokenKind::Mark);
    let inside = |t: &usize| {
        let tokens = &syntax.times[*t].tokens;
        tokens.start > verb.token && tokens.start < stop && mark(tokens.start - 1) && mark(tokens.end)
    };
    (0..syntax.times.len()).filter(inside).collect()
}

fn is_relative(syntax: &Syntax, at: usize) -> bool {
    let token = &syntax.doc.tokens[at];
    let key = if token.best().is_some_and(|r| r.conjunction.is_some()) { token.stem() } else { &token.key };
    syntax.doc.pack.syntax.relative.contains(key) && key.chars().count() > 2
}

fn is_complementizer(syntax: &Syntax, at: usize) -> bool {
    let token = &syntax.doc.tokens[at];
    let words = &syntax.doc.pack.syntax.complementizer;
    syntax.name_covering(at).is_none() && (words.contains(token.stem()) || words.contains(&token.key))
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
        if (self.trigger.tokens.end..at).any(|at| self.opens_other(at)) || self.dates_noun(time) {
            return false;
        }
        if self.trigger.predicate.is_some() {
            return true;
        }
        if (self.trigger.tokens.end..at).any(|at| self.opens_purpose(at)) {
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
                self.syntax.verb(*at).is_some() || is_complementizer(self.syntax, *at) || is_relative(self.syntax, *at)
            };
            let stop = (from..end).find(stops).unwrap_or(end);
            times.extend(self.times_within(from..stop).into_iter().filter(|t| !clause.times.contains(t)));
        }
        times
    }

    fn sentence(&self) -> Range<usize> {
        self.syntax.doc.sentence_of(self.trigger.tokens.start).tokens.clone()
    }

    /// `منذ اندلاع الثورة في مارس`: what follows a preposition of sequence is the time of something else.
    fn opens_other(&self, at: usize) -> bool {
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
    fn dates_noun(&self, time: usize) -> bool {
        let time = &self.syntax.times[time];
        let Some(before) = time.tokens.start.checked_sub(1) else { return false };
        let words = &self.syntax.doc.pack.syntax;
        if words.dated.contains(self.syntax.doc.tokens[before].stem()) {
            return true;
        }
        let token = &self.syntax.doc.tokens[time.tokens.start];
        let attached = token.key.chars().next().filter(|_| token.span.begin < time.span.begin);
        let of = attached.is_some_and(|c| self.syntax.doc.pack.clitics.merging.contains(&c));
        let long =
            !matches!(time.value, Some(TimeValue::Days { .. } | TimeValue::Weekday { .. } | TimeValue::Date { .. }));
        let own = self.trigger.predicate.is_none()
            && (self.trigger.tokens.end..time.tokens.start).all(|at| self.syntax.is_adjective(at));
        of && long && time.role == Role::Point && !own
    }

    fn times_within(&self, tokens: Range<usize>) -> Vec<usize> {
        let inside = |t: &usize| tokens.contains(&self.syntax.times[*t].tokens.start);
        (0..self.syntax.times.len()).filter(inside).collect()
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
                let describes = !self.trigger.definite && means && self.carries(verb);
                return if describes { self.times_within(at..verb.clause.end) } else { Vec::new() };
            }
            if is_complementizer(self.syntax, at) || self.opens_other(at) {
                return Vec::new();
            }
        }
        let Some(relative) = relative else { return Vec::new() };
        let verb = self.predicates.iter().find(|p| p.token > relative && p.token <= relative + 3);
        match verb {
            Some(verb) if self.carries(verb) => self.times_within(verb.token..verb.clause.end),
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

    /// Whether a verb only says that its noun takes place.
    fn carries(&self, verb: &Predicate) -> bool {
        let rule = &self.syntax.doc.pack.events.rules[self.trigger.rule];
        let lemma = &self.syntax.doc.pack.lexicon.lexeme(verb.lexeme).lemma;
        self.syntax.is_light(verb.lexeme)
            || rule.governed.contains_key(&verb.lexeme)
            || self.syntax.doc.pack.syntax.carrier.contains(&self.syntax.doc.pack.fold.key(lemma))
    }

    pub fn apposed(&self) -> Vec<usize> {
        self.trigger.predicate.map(|p| apposed(self.syntax, &self.predicates[p])).unwrap_or_default()
    }

    /// Times of the verb that carries a noun: `عقد اليوم اجتماعا`, `وصل أمس في زيارة`; and of a verb of saying where
    /// it was said on the occasion: `قال الخميس خلال مؤتمر`.
    pub fn carried(&self) -> Vec<usize> {
        let doc = self.syntax.doc;
        let start = self.trigger.tokens.start;
        if let Some(own) = self.trigger.predicate {
            return self.coordinated(own).to_vec();
        }
        let begin = self.sentence().start.max(start.saturating_sub(CARRIED));
        let mut verb = None;
        for at in (begin..start).rev() {
            if let Ok(index) = self.predicates.binary_search_by_key(&at, |p| p.token) {
                verb = Some(&self.predicates[index]);
                break;
            }
            if is_complementizer(self.syntax, at) || is_relative(self.syntax, at) || self.opens_manner(at) {
                return Vec::new();
            }
        }
        let (_, preposition) = self.chain();
        if preposition.is_some_and(|p| doc.pack.syntax.sequence.contains(p) && !doc.pack.syntax.occasion.contains(p)) {
            return Vec::new();
        }
        let Some(verb) = verb else {
            let next = self.predicates.iter().find(|p| p.token > start && p.token < self.sentence().end);
            let next = next.filter(|_| begin == self.sentence().start && self.is_occasion());
            return next.map(|p| p.clause.times.clone()).unwrap_or_default();
        };
        // `الاتفاق الذي أبرم في مايو، والحرب`: what describes a noun ends at the comma.
        let relative = self.is_relative_verb(verb);
        let comma = |at: usize| doc.tokens[at].is_mark(&doc.pack.marks.clause_end);
        if relative && (verb.token..start).any(comma) {
            return Vec::new();
        }
        let occasion = self.on_occasion();
        let says = doc.pack.statements.by_lexeme.contains_key(&verb.lexeme);
        if !(occasion || self.carries(verb) || !says && self.is_part_of_verb()) {
            return Vec::new();
        }
        let within: Vec<usize> = self
            .times_within(verb.token..start)
            .into_iter()
            .filter(|t| (self.syntax.times[*t].tokens.end..start).all(|at| occasion || !self.opens_other(at)))
            .collect();
        let other = |t: &usize| (start..self.syntax.times[*t].tokens.start).any(|at| self.opens_other(at));
        let beyond = verb.clause.times.iter().copied().filter(|t| !within.contains(t) && !other(t));
        within.iter().copied().chain(beyond).collect()
    }

    /// `، محاولا التخفيف من معارضته للاتفاق`: a participle behind a comma says how, with nouns of its own.
    fn opens_manner(&self, at: usize) -> bool {
        let tokens = &self.syntax.doc.tokens;
        let comma = at.checked_sub(1).is_some_and(|b| tokens[b].is_mark(&self.syntax.doc.pack.marks.clause_end));
        comma
            && self.syntax.reading(at).is_some_and(|r| {
                !r.article && r.enclitic.is_none() && r.forms.iter().any(|f| f.shape == Shape::ActiveParticiple)
            })
    }

    /// `وصل أمس، والتقى نظيره`: a verb that goes on with another has its time.
    fn coordinated(&self, own: usize) -> &[usize] {
        let verb = &self.predicates[own];
        let goes_on = self.syntax.reading(verb.token).is_some_and(|r| r.conjunction.is_some());
        let Some(before) = own.checked_sub(1).map(|b| &self.predicates[b]) else { return &[] };
        let same = verb.form.shape == Shape::Perfect
            && before.form.shape == Shape::Perfect
            && self.sentence().contains(&before.token)
            && (verb.dropped || verb.subject == before.subject);
        if goes_on && same && verb.token > self.sentence().start { &before.clause.times } else { &[] }
    }

    /// The words before a noun in its chain: its begin, and the preposition.
    fn chain(&self) -> (usize, Option<&str>) {
        let tokens = &self.syntax.doc.tokens;
        let words = &self.syntax.doc.pack.syntax;
        let mut at = self.trigger.tokens.start;
        for _ in 0..4 {
            if tokens[at].best().is_some_and(|r| r.preposition.is_some()) {
                return (at, Some(""));
            }
            let Some(before) = at.checked_sub(1).filter(|&b| tokens[b].kind == TokenKind::Word) else { break };
            let Some(reading) = tokens[before].best() else { break };
            if self.syntax.in_time(before) {
                break;
            }
            if words.occasion.contains(&reading.key) || words.preposition.contains(&reading.key) {
                return (before, Some(reading.key.as_str()));
            }
            let bare = !reading.article
                && reading.enclitic.is_none()
                && self.syntax.name_covering(before).is_none()
                && reading.forms.iter().any(|f| f.shape.is_nominal())
                || words.quantifier.contains(tokens[before].stem());
            if !bare || tokens[at].line_start {
                break;
            }
            at = before;
        }
        (at, None)
    }

    fn on_occasion(&self) -> bool {
        self.chain().1.is_some_and(|p| self.syntax.doc.pack.syntax.occasion.contains(p))
    }

    /// Whether the news was told on the occasion that the trigger names.
    pub fn told_on(&self) -> bool {
        self.syntax.doc.pack.events.rules[self.trigger.rule].told_on && self.is_occasion()
    }

    /// `قال خلال زيارته`, `قال في مؤتمر`; at the begin of a sentence `وفي ختام مؤتمر، قال`.
    fn is_occasion(&self) -> bool {
        if self.trigger.predicate.is_some() {
            return false;
        }
        let (begin, preposition) = self.chain();
        let Some(preposition) = preposition else { return false };
        let words = &self.syntax.doc.pack.syntax;
        let at = words.place.contains(preposition);
        if !at && !words.occasion.contains(preposition) || words.sequence.contains(preposition) {
            return false;
        }
        let sentence = self.sentence();
        let says = |p: &Predicate| {
            self.syntax.doc.pack.statements.by_lexeme.contains_key(&p.lexeme) && p.form.shape == Shape::Perfect
        };
        let before = self.predicates.iter().rev().find(|p| p.token < begin && p.token >= sentence.start);
        match before {
            // `كان قد قال` is what had been said before, and so is `الملاحظات التي قالها`.
            Some(verb) if self.had(verb) || self.is_relative_verb(verb) => false,
            Some(verb) => {
                let stops = |t: usize| at && is_complementizer(self.syntax, t) || is_relative(self.syntax, t);
                !(verb.token..begin).any(stops) && (says(verb) || !at)
            }
            None => self
                .predicates
                .iter()
                .find(|p| p.token > begin && p.token < sentence.end)
                .is_some_and(|p| p.form.shape == Shape::Perfect && p.token <= begin + CARRIED),
        }
    }

    /// A verb that describes a noun: behind a relative pronoun, or with a pronoun of its own that means it.
    fn is_relative_verb(&self, verb: &Predicate) -> bool {
        let means = self.syntax.reading(verb.token).is_some_and(|r| r.enclitic.is_some() && r.conjunction.is_none());
        means || verb.token.checked_sub(1).is_some_and(|before| is_relative(self.syntax, before))
    }

    fn had(&self, verb: &Predicate) -> bool {
        let words = &self.syntax.doc.pack.syntax.past_auxiliary;
        let begin = self.sentence().start.max(verb.token.saturating_sub(12));
        (begin..verb.token).any(|t| words.contains(self.syntax.doc.tokens[t].stem()))
    }

    /// Object or subject of the verb, or what it is done in or for.
    fn is_part_of_verb(&self) -> bool {
        match self.chain().1 {
            None => true,
            Some(preposition) => preposition.is_empty() || self.syntax.doc.pack.syntax.place.contains(preposition),
        }
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
        let stops = |at: usize| {
            is_complementizer(self.syntax, at)
                || is_relative(self.syntax, at)
                || self.syntax.doc.tokens[at].is_mark(&marks.quote_open)
                || !first && self.syntax.doc.tokens[at].is_mark(&marks.clause_end)
        };
        let goes_on = self.syntax.reading(start).is_some_and(|r| r.conjunction.is_some());
        (!goes_on && !(tokens.end..start).any(stops)).then_some(found)
    }
}
