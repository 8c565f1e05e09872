//! Numbers that count, pay or measure: in digits, in words, as a dual noun, with their unit and how exact they are.

use super::facts::{MentionKind, Rule};
use super::number::{self, Number};
use super::syntax::Syntax;
use super::time::TimeExpression;
use crate::analysis::{Document, Token, TokenKind};
use crate::lang::lexicon::{Form, Shape};
use crate::lang::quantity::{Phrases, Precision};
use crate::lang::raw::Number as Grammatical;
use crate::lang::raw_quantity::QuantityKind;
use crate::text::Span;
use std::ops::Range;
use std::sync::Arc;

/// A number met in a text with what it says.
#[derive(Clone, Debug)]
pub struct Quantity {
    /// The number, its unit and its sign, without attached particles.
    pub span: Span,
    /// Indexes of the document's tokens.
    pub tokens: Range<usize>,
    pub value: Number,
    /// The token of the noun that is counted or of the unit.
    pub noun: Option<usize>,
    /// ISO 4217, for money whose words tell which.
    pub currency: Option<Arc<str>>,
    /// `None` is exact.
    pub precision: Option<Precision>,
    pub kind: QuantityKind,
    pub rule: Rule,
}

/// Every quantity of a document that is not part of a time, in text order. Scores, clock times and years are none.
pub fn quantities(doc: &Document, times: &[TimeExpression]) -> Vec<Quantity> {
    let mut out = Vec::new();
    for sentence in &doc.sentences {
        let reader = Reader { doc, tokens: &doc.tokens, end: sentence.tokens.end };
        let mut at = sentence.tokens.start;
        while at < reader.end {
            let next = times.partition_point(|t| t.tokens.end <= at);
            if let Some(time) = times.get(next).filter(|t| t.tokens.start <= at) {
                at = time.tokens.end;
                continue;
            }
            match reader.quantity(at, sentence.tokens.start) {
                Step::Found(quantity) => {
                    at = quantity.tokens.end.max(at + 1);
                    out.push(quantity);
                }
                Step::Past(next) => at = next.max(at + 1),
            }
        }
    }
    out
}

/// `استشهد فلسطينيان`: a nationality in the dual that describes no noun counts two.
pub fn nationals(syntax: &Syntax, quantities: &mut Vec<Quantity>) {
    let words = &syntax.doc.pack.quantity;
    let Some(rule) = &words.dual_rule else { return };
    for name in syntax.names.names.iter().filter(|n| n.kind == MentionKind::Nisba && n.tokens.len() == 1) {
        let at = name.tokens.start;
        let key = &syntax.doc.tokens[at].key;
        let described = at.checked_sub(1).and_then(|b| syntax.reading(b)).is_some_and(|r| {
            r.forms.iter().any(|f| matches!(f.shape, Shape::Noun | Shape::ActiveParticiple))
                && r.forms.iter().all(|f| f.number == Grammatical::Dual || f.shape != Shape::Masdar)
        });
        let place = quantities.partition_point(|q| q.tokens.start < at);
        let counted = quantities.get(place).is_some_and(|q| q.tokens.contains(&at));
        if !described && !counted && words.nationals.iter().any(|ending| key.ends_with(&**ending)) {
            let quantity = Quantity {
                span: name.span,
                tokens: name.tokens.clone(),
                value: Number::new(2),
                noun: Some(at),
                currency: None,
                precision: None,
                kind: QuantityKind::Count,
                rule: rule.clone(),
            };
            quantities.insert(place, quantity);
        }
    }
}

enum Step {
    Found(Quantity),
    /// Nothing up to here.
    Past(usize),
}

struct Reader<'d> {
    doc: &'d Document<'d>,
    tokens: &'d [Token],
    end: usize,
}

impl<'d> Reader<'d> {
    fn key(&self, at: usize) -> Option<&'d str> {
        self.tokens[..self.end].get(at).map(|t| &*t.key)
    }

    fn phrase<'p, T>(&self, phrases: &'p Phrases<T>, at: usize) -> Option<(usize, &'p T)> {
        phrases.starting(|i| self.key(at + i))
    }

    fn is_mark(&self, at: usize) -> bool {
        self.tokens[..self.end].get(at).is_some_and(|t| t.kind == TokenKind::Mark)
    }

    fn quantity(&self, at: usize, start: usize) -> Step {
        let pack = self.doc.pack;
        let words = &pack.quantity;
        let Some(number) = number::cardinal(self.tokens, at, self.end, pack) else {
            return self.ordinal(at).or_else(|| self.dual(at)).map_or(Step::Past(at + 1), Step::Found);
        };
        if self.score_or_clock(at, number.end, start) {
            return Step::Past(number.end);
        }
        // A particle written before digits is a token of its own.
        let letters = self.tokens[at].key.chars().count();
        let apart =
            self.tokens[at].kind == TokenKind::Word && (letters == 1 || self.tokens[at].key == pack.clitics.article);
        let first = at + usize::from(apart);
        let before = at.checked_sub(1).filter(|b| *b >= start);
        let token = &self.tokens[first];
        let skip = if first > at { 0 } else { usize::from(number.skip) };
        let mut begin = token.origin.get(skip).copied().unwrap_or(token.span.begin);
        let mut end = number.end;
        let mut kind = QuantityKind::Count;
        let mut currency = None;
        let mut noun = None;
        if self.key(end).is_some_and(|k| words.percent_signs.contains(k)) {
            (kind, end) = (QuantityKind::Percent, end + 1);
        } else if let Some((len, ())) = self.phrase(&words.percent, end) {
            (kind, end) = (QuantityKind::Percent, end + len);
        } else if let Some(code) = self.key(end).and_then(|k| words.currency_signs.get(k)) {
            (kind, currency, end) = (QuantityKind::Money, Some(code.clone()), end + 1);
        } else if let Some(code) = before.and_then(|b| words.currency_signs.get(&*self.tokens[b].key)) {
            begin = self.tokens[at - 1].span.begin;
            (kind, currency) = (QuantityKind::Money, Some(code.clone()));
        } else if let Some((len, code)) = self.phrase(&words.currency, end) {
            noun = Some(end);
            (kind, currency, end) = (QuantityKind::Money, code.clone(), end + len);
        } else if let Some((len, ())) = self.phrase(&words.measures, end) {
            noun = Some(end);
            (kind, end) = (QuantityKind::Measure, end + len);
        } else if self.key(end).is_some_and(|k| words.time_units.contains(k)) {
            noun = Some(end);
            (kind, end) = (QuantityKind::Duration, end + 1);
        } else if before.is_some_and(|b| self.labelled(b)) {
            kind = QuantityKind::Label;
        } else {
            // `the five countries`, `one person` have the noun before the number.
            let behind = number.article || (number.value == Number::new(1) && !number.digits);
            noun = if behind { before.filter(|&n| self.is_noun(n)) } else { Some(end).filter(|&n| self.is_noun(n)) };
            let year = number.value.integer().is_some_and(|n| (1900..=2100).contains(&n));
            if noun.is_none() && ((year && number.digits) || behind) {
                return Step::Past(end);
            }
        }
        let precision = self.precision(at, end, start);
        // The counted noun stays outside: it is a phrase of its own.
        let span = Span::new(begin, self.tokens[end - 1].span.end);
        Step::Found(Quantity {
            span,
            tokens: first..end,
            value: number.value,
            noun,
            currency,
            precision,
            kind,
            rule: words.name(kind),
        })
    }

    /// `3-1`, `10:30`: numbers that are no quantities.
    fn score_or_clock(&self, at: usize, end: usize, start: usize) -> bool {
        let digits = |i: usize| self.tokens[..self.end].get(i).is_some_and(|t| t.kind == TokenKind::Number);
        let joined = |mark: usize, other: usize| {
            self.is_mark(mark)
                && matches!(self.tokens[mark].key.chars().next(), Some('-' | ':' | '\u{2013}' | '/'))
                && digits(other)
                && !self.tokens[mark].spaced
        };
        (self.is_mark(end) && joined(end, end + 1))
            || (at >= start + 2 && joined(at - 1, at - 2) && !self.tokens[at].spaced)
    }

    fn labelled(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        token.kind == TokenKind::Word
            && (self.doc.pack.quantity.labelled.contains(&*token.key)
                || self.doc.pack.quantity.labelled.contains(token.stem()))
    }

    /// Whether a word can be what a number counts: nothing attached before it, no function word, no verb.
    fn is_noun(&self, at: usize) -> bool {
        let Some(token) = self.tokens[..self.end].get(at).filter(|t| t.kind == TokenKind::Word) else { return false };
        token.key.chars().count() > 1
            && token.best().is_none_or(|r| {
                let other = |s: Shape| s == Shape::Function || s.is_verb();
                !r.future && (r.forms.is_empty() || !r.forms.iter().all(|f| other(f.shape)))
            })
            && !token.best().is_some_and(|r| r.known() && r.has_proclitic())
    }

    /// Words before the number, or right behind it, that say how exact it is.
    fn precision(&self, at: usize, end: usize, start: usize) -> Option<Precision> {
        let words = &self.doc.pack.quantity.precision;
        let found = (1..=4).filter_map(|back| at.checked_sub(back).filter(|b| *b >= start)).find_map(|from| {
            let (len, precision) = self.phrase(words, from).or_else(|| self.phrase_with_particle(from))?;
            (from + len == at).then_some(*precision)
        });
        found.or_else(|| {
            // `twelve at least`: behind the number or its noun.
            (end..end + 2).find_map(|from| self.phrase(words, from).filter(|(len, _)| *len > 1)).map(|(_, p)| *p)
        })
    }

    /// The same with a particle attached to the first word.
    fn phrase_with_particle(&self, from: usize) -> Option<(usize, &'d Precision)> {
        let pack = self.doc.pack;
        super::particle::variants(&self.tokens[from].key, &pack.clitics).into_iter().skip(1).find_map(|v| {
            let key =
                |i: usize| if i == 0 { Some(&*v.key) } else { self.tokens[..self.end].get(from + i).map(|t| &*t.key) };
            pack.quantity.precision.starting(key)
        })
    }

    fn ordinal(&self, at: usize) -> Option<Quantity> {
        let pack = self.doc.pack;
        let ordinal = number::ordinal(self.tokens, at, self.end, pack)?;
        let begin = self.tokens[at].origin.get(usize::from(ordinal.skip)).copied()?;
        Some(Quantity {
            span: Span::new(begin, self.tokens[ordinal.end - 1].span.end),
            tokens: at..ordinal.end,
            value: Number::new(ordinal.value.into()),
            noun: None,
            currency: None,
            precision: None,
            kind: QuantityKind::Ordinal,
            rule: pack.quantity.name(QuantityKind::Ordinal),
        })
    }

    /// A noun in the dual counts two.
    fn dual(&self, at: usize) -> Option<Quantity> {
        let pack = self.doc.pack;
        let token = self.tokens.get(at).filter(|t| t.kind == TokenKind::Word)?;
        let reading = token.best()?;
        let no_dual = &pack.quantity.no_dual;
        if reading.article
            || reading.enclitic.is_some()
            || no_dual.contains(&*reading.key)
            || no_dual.contains(&*token.key)
        {
            return None;
        }
        let names = &pack.given_names;
        if names.given.contains(&*reading.key) || names.surname.contains(&*reading.key) {
            return None;
        }
        let noun = |f: &Form| {
            let adjective = pack.lexicon.lexeme(f.lexeme).adjective;
            matches!(f.shape, Shape::Noun | Shape::Masdar) && f.number == Grammatical::Dual && !adjective
        };
        // Beside the dual noun there may be its participle, and a sound plural that nobody uses.
        let broken = |f: &Form| pack.lexicon.lexeme(f.lexeme).broken_plural;
        let own = reading.forms.iter().any(|f| noun(f) && broken(f));
        let dual = |f: &Form| {
            let unused = broken(f) || own && f.shape == Shape::ActiveParticiple;
            f.shape.is_nominal() && (f.number == Grammatical::Dual || unused && f.number == Grammatical::Plural)
        };
        if !reading.forms.iter().all(dual)
            || !reading.forms.iter().any(noun)
            || pack.quantity.time_units.contains(&*reading.key)
        {
            return None;
        }
        // A masculine dual before its genitive is written like many an adjective: only the feminine one is sure.
        let folded_length = reading.key.chars().count();
        let before_last = reading.key.chars().nth(folded_length.checked_sub(2)?)?;
        let open = reading.key.chars().last().is_some_and(|c| !pack.quantity.dual_endings.contains(&c));
        if open && before_last != pack.marks.feminine_joined {
            return None;
        }
        Some(Quantity {
            span: reading.span,
            tokens: at..at + 1,
            value: Number::new(2),
            noun: Some(at),
            currency: None,
            precision: None,
            kind: QuantityKind::Count,
            rule: pack.quantity.dual_rule.clone()?,
        })
    }
}
