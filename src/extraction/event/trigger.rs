//! Triggers: the words that tell events.

use super::Trigger;
use crate::extraction::predicate::Predicate;
use crate::extraction::syntax::Syntax;
use crate::lang::events::Phrase;
use crate::lang::lexicon::{Form, Shape};
use crate::lang::raw::Number;
use crate::text::Span;

pub fn triggers(syntax: &Syntax, predicates: &[Predicate]) -> Vec<Trigger> {
    let rules = &syntax.doc.pack.events;
    let n = syntax.doc.tokens.len();
    let mut out = Vec::new();
    let mut at = 0;
    while at < n {
        if syntax.in_time(at) || syntax.name_covering(at).is_some() {
            at += 1;
            continue;
        }
        if let Some((phrase, end)) = rules.phrases.iter().find_map(|p| Some((p, phrase_end(syntax, p, at)?))) {
            let predicate = predicates.binary_search_by_key(&at, |p| p.token).ok();
            out.push(trigger(syntax, predicates, at..end, phrase.rule, predicate));
            at = end;
            continue;
        }
        if let Ok(index) = predicates.binary_search_by_key(&at, |p| p.token) {
            if let Some(found) = rules.by_verb.get(&predicates[index].lexeme) {
                for &rule in found {
                    out.push(trigger(syntax, predicates, at..at + 1, rule, Some(index)));
                }
            }
            at += 1;
            continue;
        }
        for rule in noun_rules(syntax, at) {
            out.push(trigger(syntax, predicates, at..at + 1, rule, None));
        }
        at += 1;
    }
    out
}

/// The rules that a noun may fire, the first of each class.
fn noun_rules(syntax: &Syntax, at: usize) -> Vec<usize> {
    let Some(reading) = syntax.reading(at) else { return vec![] };
    let rules = &syntax.doc.pack.events;
    let bare = reading.bare(syntax.doc.pack);
    // `عقد اجتماع`: the noun behind tells the event.
    let light =
        reading.forms.iter().any(|f| syntax.is_light(f.lexeme)) && !reading.article && reading.enclitic.is_none();
    if light
        && syntax
            .reading(at + 1)
            .is_some_and(|r| r.forms.iter().any(|f| f.shape.is_nominal() && rules.by_noun.contains_key(&f.lexeme)))
    {
        return vec![];
    }
    // `اجتماعية` is the adjective, not two meetings.
    let ends_as_adjective = |f: &Form| {
        let pack = syntax.doc.pack;
        pack.lexicon.lexeme(f.lexeme).adjective && pack.lemma(f.lexeme).ends_with(pack.marks.relational)
    };
    if reading.forms.iter().any(ends_as_adjective) {
        return vec![];
    }
    let mut out: Vec<usize> = Vec::new();
    for form in reading.forms.iter().filter(|f| matches!(f.shape, Shape::Masdar | Shape::Noun)) {
        let Some(found) = rules.by_noun.get(&form.lexeme) else { continue };
        // A lexeme has several nouns: the one that the rule names is written so, or shares the beginning.
        let pack = syntax.doc.pack;
        let written = |key: &str| form.shape == Shape::Noun && pack.lemma(form.lexeme) == key;
        let plural = form.number == Number::Plural;
        for exact in [true, false] {
            for (rule, key) in found {
                let fits = if exact {
                    *key == bare || written(key)
                } else {
                    out.is_empty() && shares_root(key, bare, plural, pack.marks.feminine_key)
                };
                if fits && out.iter().all(|&r| rules.rules[r].class != rules.rules[*rule].class) {
                    out.push(*rule);
                }
            }
        }
    }
    out
}

/// Whether a form belongs to the noun that a rule names, and not to another noun of the same verb: they begin alike, and
/// a feminine noun keeps its ending; broken plurals share letters alone.
fn shares_root(key: &str, bare: &str, plural: bool, feminine_key: char) -> bool {
    let letters = key.chars().count();
    let feminine = key.chars().last().is_some_and(|c| c == feminine_key);
    let stem: String = key.chars().take(if feminine { letters - 1 } else { letters }).collect();
    if bare.starts_with(&stem) {
        return !feminine || bare.chars().count() >= letters;
    }
    plural && !feminine && bare.chars().filter(|c| key.contains(*c)).count() >= 3
}

fn phrase_end(syntax: &Syntax, phrase: &Phrase, at: usize) -> Option<usize> {
    for (index, word) in phrase.words.iter().enumerate() {
        let token = syntax.doc.tokens.get(at + index)?;
        if index > 0 && token.line_start {
            return None;
        }
        let reading = token.best()?;
        let exact = token.key == word.key || reading.key == word.key || reading.bare(syntax.doc.pack) == word.key;
        let lexical = reading.forms.iter().any(|f| word.lexemes.contains(&f.lexeme));
        if !(exact || lexical) {
            return None;
        }
    }
    Some(at + phrase.words.len())
}

fn trigger(
    syntax: &Syntax,
    predicates: &[Predicate],
    tokens: std::ops::Range<usize>,
    rule: usize,
    predicate: Option<usize>,
) -> Trigger {
    let first = &syntax.doc.tokens[tokens.start];
    let last = &syntax.doc.tokens[tokens.end - 1];
    // Phrases of noun and object are told by their first word, fixed terms by all.
    let span = if tokens.len() == 1 { first.core_with_pronoun() } else { Span::new(first.core().begin, last.span.end) };
    let reading = syntax.reading(tokens.start);
    let definite = reading.is_some_and(|r| r.article || r.enclitic.is_some());
    let sentence = syntax.doc.sentence_of(tokens.start).tokens.start;
    let before = predicates.partition_point(|p| p.token < tokens.start);
    let governor = (0..before)
        .rev()
        .take_while(|&index| predicates[index].token >= sentence)
        .find(|&index| tokens.start < predicates[index].clause.end);
    Trigger { span, rule, predicate, governor, definite, tokens }
}
