//! What a linear model sees: of a trigger, of somebody near it, of its clause, of two tellings.

mod argument;
mod context;
mod event;
mod same;
mod status;

use super::{Scene, Trigger};
use crate::analysis::{Block, TokenKind};
use crate::extraction::facts::EntityId;
use crate::extraction::predicate::Predicate;
use crate::lang::lexicon::{Form, Shape};
use crate::lang::raw::Number;

const COUNTS: [&str; 4] = ["0", "1", "2", "3"];

fn count(n: usize) -> &'static str {
    COUNTS[n.min(3)]
}

fn yes(value: bool) -> &'static str {
    if value { "y" } else { "n" }
}

/// Whether a verb or a noun tells it.
fn kind(trigger: &Trigger) -> &'static str {
    if trigger.predicate.is_some() { "verb" } else { "noun" }
}

fn tense(form: &Form) -> &'static str {
    if form.shape == Shape::Perfect { "perfect" } else { "imperfect" }
}

impl<'a> Scene<'a, '_> {
    /// The dictionary form of a trigger, with its part of speech.
    pub fn lemma(&self, trigger: &Trigger) -> String {
        let syntax = self.syntax;
        if let Some(index) = trigger.predicate {
            return syntax.doc.pack.lexicon.lexeme(self.predicates[index].lexeme).lemma.to_string();
        }
        if trigger.tokens.len() > 1 {
            let keys: Vec<&str> = trigger.tokens.clone().map(|t| self.word(t)).collect();
            return keys.join(" ");
        }
        self.noun(trigger.tokens.start)
    }

    /// The dictionary form of a noun or particle. Names and nationalities are no words: what is learned of one country
    /// holds for all.
    fn noun(&self, at: usize) -> String {
        let pack = self.syntax.doc.pack;
        if self.syntax.name_covering(at).is_some() {
            return "name".into();
        }
        if self.syntax.coreference.nisba_at(at).is_some() {
            return "nisba".into();
        }
        let Some(reading) = self.syntax.reading(at) else { return self.syntax.key(at).to_string() };
        let form = reading.forms.iter().find(|f| f.shape.is_nominal());
        match form {
            Some(form) if form.number != Number::Singular || form.shape == Shape::Noun => pack.lemma(form.lexeme),
            _ => reading.bare(pack).to_string(),
        }
    }

    fn word(&self, at: usize) -> &str {
        self.syntax.reading(at).map_or_else(|| self.syntax.key(at), |r| r.bare(self.syntax.doc.pack))
    }

    fn lexeme(&self, predicate: &Predicate) -> &str {
        &self.syntax.doc.pack.lexicon.lexeme(predicate.lexeme).lemma
    }

    fn block(&self, at: usize) -> &'static str {
        let sentence = self.syntax.doc.sentence_of(at);
        match sentence.block {
            Block::Headline => "head",
            Block::Line => "line",
            Block::Body if sentence.line <= 2 => "lead",
            Block::Body => "body",
        }
    }

    fn speakers(&self, trigger: &Trigger) -> impl Iterator<Item = EntityId> + use<'a> {
        let span = trigger.span;
        self.said.iter().filter(move |s| s.content.contains(span)).flat_map(|s| s.speakers.iter().copied())
    }

    /// The word before a trigger: an attached preposition counts as one.
    fn left(&self, at: usize) -> String {
        let syntax = self.syntax;
        let attached = syntax.reading(at).map(|r| (r.preposition, r.conjunction));
        match attached {
            Some((Some(preposition), _)) => preposition.to_string(),
            Some((None, Some(_))) => "and".into(),
            _ if syntax.doc.sentence_of(at).tokens.start == at => "begin".into(),
            _ if syntax.name_covering(at - 1).is_some() => "name".into(),
            _ if syntax.in_time(at - 1) => "time".into(),
            _ if syntax.doc.tokens[at - 1].kind == TokenKind::Mark => syntax.doc.tokens[at - 1].key.clone(),
            _ if syntax.verb(at - 1).is_some() => "verb".into(),
            _ => self.noun(at - 1),
        }
    }

    fn right(&self, at: usize) -> &'static str {
        let syntax = self.syntax;
        let Some(token) = syntax.doc.tokens.get(at).filter(|t| !t.line_start) else { return "end" };
        match () {
            () if syntax.name_covering(at).is_some() => "name",
            () if syntax.coreference.nisba_at(at).is_some() => "nisba",
            () if syntax.in_time(at) => "time",
            () if token.kind == TokenKind::Mark => "mark",
            () if token.kind == TokenKind::Number => "number",
            () if syntax.title_starting(at).is_some() => "title",
            () if syntax.pp(at).is_some() => "pp",
            () if syntax.verb(at).is_some() => "verb",
            () if syntax.is_adjective(at) => "adjective",
            () if syntax.reading(at).is_some_and(|r| r.article) => "definite",
            () => "noun",
        }
    }

    /// The words on one side of a place in its sentence, the nearest first: names by their class, times and numbers
    /// as such.
    fn around(&self, at: usize, back: bool, most: usize) -> Vec<String> {
        let syntax = self.syntax;
        let sentence = syntax.doc.sentence_of(if back { at } else { at - 1 }).tokens.clone();
        let mut out: Vec<String> = Vec::new();
        let mut next = at;
        let mut inside = None;
        while out.len() < most {
            let here = match back {
                true if next > sentence.start => next - 1,
                false if next < sentence.end => next,
                _ => break,
            };
            next = if back { here } else { here + 1 };
            let name = syntax.name_covering(here);
            if name.is_some() {
                if inside != name {
                    let id = name.and_then(|id| syntax.entities.borrow().of_name[id]);
                    out.push(format!("N:{}", id.map_or_else(String::new, |e| syntax.class(e).to_string())));
                }
                inside = name;
                continue;
            }
            inside = None;
            let token = &syntax.doc.tokens[here];
            let word = match () {
                () if syntax.in_time(here) => "T".to_string(),
                () if token.kind == TokenKind::Number => "#".to_string(),
                () if token.kind == TokenKind::Mark => token.key.clone(),
                () => match syntax.verb(here) {
                    Some((_, form)) => syntax.doc.pack.lexicon.lexeme(form.lexeme).lemma.to_string(),
                    None => self.noun(here),
                },
            };
            if out.last().is_none_or(|last| *last != word || word.chars().count() > 1) {
                out.push(word);
            }
        }
        out
    }
}
