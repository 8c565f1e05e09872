//! The clause around a trigger: its words, the triggers beside it, the nouns and verbs that govern it.

use super::{count, tense, yes};
use crate::analysis::TokenKind;
use crate::extraction::event::reach::is_relative;
use crate::extraction::event::{Scene, Told};
use crate::lang::model::Features;

impl Scene<'_, '_> {
    /// The words around a trigger, and what other triggers stand there.
    pub(super) fn context(
        &self,
        told: &Told,
        place: usize,
        all: &[Told],
        lemma: &str,
        kind: &str,
        features: &mut Features,
    ) {
        let syntax = self.syntax;
        let class = &*told.class;
        let tokens = &told.trigger.tokens;
        let left = self.around(tokens.start, true, 5);
        let right = self.around(tokens.end, false, 4);
        for (side, words) in [("l", &left), ("r", &right)] {
            for (distance, word) in words.iter().enumerate() {
                if distance < 2 {
                    let near = if distance == 0 { "0" } else { "1" };
                    features.add("word", &[side, near, word]);
                    features.add("word kind", &[side, near, kind, word]);
                    features.add("word class", &[side, near, class, word]);
                    features.add("word lemma", &[side, near, lemma, word]);
                }
                features.add("words", &[side, word]);
                features.add("words class", &[side, class, word]);
                features.add("words lemma", &[side, lemma, word]);
            }
        }
        let none = String::new();
        let (l, r) = (left.first().unwrap_or(&none), right.first().unwrap_or(&none));
        features.add("between", &[l, r, kind]);
        features.add("two left", &[l, left.get(1).unwrap_or(&none), kind]);
        features.add("two right", &[r, right.get(1).unwrap_or(&none), kind]);
        // Triggers beside it.
        let sentence = &syntax.doc.sentence_of(tokens.start).tokens;
        let mut inside = 0;
        for (at, other) in all.iter().enumerate() {
            let own = &other.trigger.tokens;
            if at == place || !sentence.contains(&own.start) {
                continue;
            }
            let (side, gap) = match () {
                () if own.start == tokens.start => ("same", 0),
                () if own.start < tokens.start => ("before", tokens.start - own.start),
                () => ("behind", own.start - tokens.start),
            };
            inside += 1;
            if gap <= 3 {
                features.add("beside", &[side, &other.class, class]);
                features.add("beside lemma", &[side, &other.lemma, lemma]);
                features.add("beside accepted", &[side, yes(other.accepted), yes(told.accepted), kind]);
            }
        }
        features.add("crowd", &[count(inside / 2), kind, class]);
        // The noun that a chain of nouns begins with: `وزارة الدفاع`, `مشروع قانون العقوبات`.
        let mut head = tokens.start;
        while head > sentence.start
            && tokens.start - head < 4
            && syntax.reading(head).is_some_and(|r| r.preposition.is_none() && r.conjunction.is_none())
            && syntax.doc.tokens[head - 1].kind == TokenKind::Word
            && syntax.verb(head - 1).is_none()
            && syntax
                .reading(head - 1)
                .is_some_and(|r| !r.article && r.enclitic.is_none() && r.forms.iter().any(|f| f.shape.is_nominal()))
        {
            head -= 1;
        }
        let length = count(tokens.start - head);
        let first = self.noun(head);
        features.add("chain", &[length, kind, yes(told.trigger.definite)]);
        features.add("chain class", &[length, class]);
        if head < tokens.start {
            features.add("chain head", &[&first, kind]);
            features.add("chain head class", &[&first, class]);
            features.add("chain head lemma", &[&first, lemma]);
        }
        let before = self.around(head, true, 1);
        features.add("chain left", &[before.first().unwrap_or(&none), length]);
        if let Some(preposition) = syntax.reading(head).and_then(|r| r.preposition) {
            features.add("chain preposition", &[&preposition.to_string(), class]);
        }
        // The particle that opens the clause: `الذي`, `أن`, `إذا`.
        let opens = |t: &usize| syntax.is_complementizer(*t) || is_relative(syntax, *t);
        let opener = (sentence.start..tokens.start).rev().find(opens);
        let opener = opener.map_or("none", |t| syntax.doc.tokens[t].stem());
        features.add("opener", &[opener, kind]);
        features.add("opener class", &[opener, class, kind]);
        for (nth, verb) in (sentence.start..tokens.start).rev().filter_map(|t| syntax.verb(t)).take(2).enumerate() {
            let lexeme = &syntax.doc.pack.lexicon.lexeme(verb.1.lexeme).lemma;
            let tense = tense(&verb.1);
            features.add("verb", &[count(nth), lexeme, kind]);
            features.add("verb class", &[count(nth), lexeme, class]);
            features.add("verb tense", &[count(nth), tense, kind]);
        }
        if let Some(governor) = told.trigger.governor.map(|g| &self.predicates[g]) {
            let near = if tokens.start - governor.token <= 3 { "near" } else { "far" };
            features.add("governor class", &[self.lexeme(governor), class]);
            features.add("governor lemma", &[self.lexeme(governor), lemma, near]);
            let tense = tense(&governor.form);
            features.add("governor tense", &[tense, near, class]);
        }
        for form in syntax.reading(tokens.start).into_iter().flat_map(|r| r.forms.iter()) {
            features.add("shape", &[&format!("{:?}", form.shape), class]);
        }
        let position = count((tokens.start - sentence.start) / 6);
        features.add("position", &[position, kind, class]);
    }
}
