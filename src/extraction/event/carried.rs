//! Times that a noun trigger has from elsewhere: from the verb that carries it, from what was said or done on the occasion.

use super::reach::{Place, is_relative};
use crate::analysis::TokenKind;
use crate::extraction::predicate::Predicate;
use crate::lang::lexicon::Shape;

/// Tokens before a noun within which the verb that carries it stands.
const CARRIED: usize = 30;

impl Place<'_, '_> {
    /// Whether a verb only says that its noun takes place.
    pub fn carries(&self, verb: &Predicate) -> bool {
        let rule = &self.syntax.doc.pack.events.rules[self.trigger.rule];
        self.syntax.is_light(verb.lexeme)
            || rule.governed.contains_key(&verb.lexeme)
            || self.syntax.doc.pack.syntax.carrier.contains(&self.syntax.doc.pack.lemma(verb.lexeme))
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
            if self.syntax.is_complementizer(at) || is_relative(self.syntax, at) || self.opens_manner(at) {
                return Vec::new();
            }
        }
        if self.is_nested() {
            return Vec::new();
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

    /// `، ناقلا رسالة بشأن الاتفاق`: a participle behind a comma says how, with nouns of its own.
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

    /// `منذ بدء الحرب عام 2011`: the time is when it began.
    pub fn is_begun(&self) -> bool {
        self.chain().1.is_some_and(|p| self.syntax.doc.pack.syntax.since.contains(p))
    }

    /// `محادثات لحل النزاع`, `مفاوضات حول تسوية النزاع`: the noun is part of what something else is about or for, which has
    /// the time.
    pub fn is_nested(&self) -> bool {
        let doc = self.syntax.doc;
        let (begin, Some(preposition)) = self.chain() else { return false };
        let start = self.trigger.tokens.start;
        let purpose = |at: usize| {
            doc.tokens[at].best().is_some_and(|r| {
                r.preposition.is_some_and(|p| doc.pack.clitics.merging.contains(&p))
                    && r.forms.iter().any(|f| f.shape == Shape::Masdar)
                    // `لبدء مباحثات` is what is done itself.
                    && !r.forms.iter().any(|f| self.syntax.is_light(f.lexeme))
            })
        };
        if preposition.is_empty() {
            // `للتحضير للقاء`
            return begin < start && purpose(begin) || begin.checked_sub(1).is_some_and(purpose);
        }
        begin + 1 < start && doc.pack.syntax.topic.contains(preposition)
    }

    /// `خلال الاجتماع`: the trigger names the occasion on which something else happens.
    pub fn on_occasion(&self) -> bool {
        self.trigger.predicate.is_none()
            && self.chain().1.is_some_and(|p| self.syntax.doc.pack.syntax.occasion.contains(p))
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
        // `في جميع زياراته`
        if (begin..self.trigger.tokens.start).any(|at| words.quantifier.contains(self.syntax.doc.tokens[at].stem())) {
            return false;
        }
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
            // `كان قد قال` is what had been said before, and so is `الكلمات التي قالها`.
            Some(verb) if self.had(verb) || self.is_relative_verb(verb) => false,
            Some(verb) => {
                let stops = |t: usize| at && self.syntax.is_complementizer(t) || is_relative(self.syntax, t);
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
}
