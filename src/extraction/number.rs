//! Numbers in digits and in words.

use super::particle::variants;
use crate::analysis::{Token, TokenKind};
use crate::lang::Pack;
use crate::lang::raw::Gender;
use crate::lang::raw_quantity::CardinalClass;
use std::fmt;

/// A number in canonical decimal form: `mantissa` × 10^-`scale`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Number {
    mantissa: u128,
    scale: u32,
}

impl Number {
    pub fn new(value: u64) -> Self {
        Number { mantissa: value.into(), scale: 0 }
    }

    /// Digits with thousands and decimal marks: `1,200`, `3.9`, `3,9`, `1.200.000`.
    pub fn parse(digits: &str) -> Option<Self> {
        let decimal_comma = digits.split_once(',').is_some_and(|(_, rest)| rest.len() < 3);
        let plain: String =
            if decimal_comma { digits.replace(',', ".") } else { digits.chars().filter(|&c| c != ',').collect() };
        let mut parts = plain.split('.');
        let whole = parts.next()?;
        let rest: Vec<&str> = parts.collect();
        let (mantissa, scale) = match rest.as_slice() {
            [] => (whole.to_string(), 0),
            [decimals] => (format!("{whole}{decimals}"), decimals.len() as u32),
            groups if groups.iter().all(|g| g.len() == 3) => (format!("{whole}{}", groups.concat()), 0),
            _ => return None,
        };
        if mantissa.len() > 24 || !mantissa.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        Some(Number { mantissa: mantissa.parse().ok()?, scale }.reduced())
    }

    fn reduced(mut self) -> Self {
        while self.scale > 0 && self.mantissa.is_multiple_of(10) {
            self.mantissa /= 10;
            self.scale -= 1;
        }
        self
    }

    fn times(self, by: u64) -> Self {
        Number { mantissa: self.mantissa.saturating_mul(by.into()), ..self }.reduced()
    }

    /// The sum.
    pub fn plus(self, other: Number) -> Self {
        let scale = self.scale.max(other.scale);
        let at = |n: Number| n.mantissa.saturating_mul(10u128.pow(scale - n.scale));
        Number { mantissa: at(self).saturating_add(at(other)), scale }.reduced()
    }

    /// The number as an integer, if it is one.
    pub fn integer(self) -> Option<u64> {
        (self.scale == 0).then(|| u64::try_from(self.mantissa).ok()).flatten()
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        if self.scale == 0 {
            return write!(f, "{}", self.mantissa);
        }
        let digits = format!("{:0>width$}", self.mantissa, width = self.scale as usize + 1);
        let (whole, decimals) = digits.split_at(digits.len() - self.scale as usize);
        write!(f, "{whole}.{decimals}")
    }
}

/// A cardinal met in a text.
#[derive(Clone, Copy, Debug)]
pub struct Cardinal {
    pub value: Number,
    /// One past its last token.
    pub end: usize,
    /// Written in digits only.
    pub digits: bool,
    /// Attached particles of its first word: letters, and whether a preposition is among them.
    pub skip: u8,
    pub preposition: Option<char>,
    pub conjunction: bool,
    pub article: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Digits,
    Word(CardinalClass),
}

struct Piece {
    value: Number,
    class: Class,
    conjunction: bool,
    preposition: Option<char>,
    skip: u8,
    article: bool,
    next: usize,
}

fn piece(tokens: &[Token], at: usize, end: usize, pack: &Pack) -> Option<Piece> {
    if at >= end {
        return None;
    }
    let token = &tokens[at];
    let digits = |at: usize, conjunction, preposition, article| {
        let token = tokens[..end].get(at).filter(|t| t.kind == TokenKind::Number)?;
        let value = Number::parse(&token.key)?;
        Some(Piece { value, class: Class::Digits, conjunction, preposition, skip: 0, article, next: at + 1 })
    };
    if token.kind == TokenKind::Number {
        return digits(at, false, None, false);
    }
    if token.kind != TokenKind::Word {
        return None;
    }
    // A particle written before digits is a word of its own.
    let mut letters = token.key.chars();
    if let (Some(first), None) = (letters.next(), letters.next()) {
        if pack.clitics.conjunction.contains(&first) {
            return digits(at + 1, true, None, false);
        }
        if pack.clitics.preposition.contains(&first) {
            return digits(at + 1, false, Some(first), false);
        }
    }
    if token.key == pack.clitics.article {
        return digits(at + 1, false, None, true);
    }
    variants(&token.key, &pack.clitics).into_iter().find_map(|v| {
        let &(value, class) = pack.quantity.cardinals.get(&*v.key)?;
        Some(Piece {
            value: Number::new(value),
            class: Class::Word(class),
            conjunction: v.conjunction,
            preposition: v.preposition,
            skip: v.skip,
            article: v.key.starts_with(&*pack.clitics.article)
                && pack.quantity.cardinals.contains_key(&v.key[pack.clitics.article.len()..]),
            next: at + 1,
        })
    })
}

/// Whether the word halves what it stands with.
fn half(tokens: &[Token], at: usize, end: usize, pack: &Pack) -> Option<bool> {
    let token = tokens[..end].get(at).filter(|t| t.kind == TokenKind::Word)?;
    let found = variants(&token.key, &pack.clitics).into_iter().find(|v| pack.quantity.half.contains(&*v.key));
    found.map(|v| v.conjunction)
}

/// Whether a bare noun stands here.
fn counts_noun(tokens: &[Token], at: usize, end: usize) -> bool {
    let reading = tokens[..end].get(at).filter(|t| t.kind == TokenKind::Word).and_then(|t| t.best());
    reading.is_some_and(|r| !r.has_proclitic() && !r.article && r.forms.iter().any(|f| f.shape.is_nominal()))
}

/// The cardinal that begins with this token, as long as it goes.
pub fn cardinal(tokens: &[Token], at: usize, end: usize, pack: &Pack) -> Option<Cardinal> {
    use CardinalClass::{Bound, Dual, Either, Hundred, Scale, Scales, Ten, Tens, Unit};
    if half(tokens, at, end, pack).is_some() {
        let scale = piece(tokens, at + 1, end, pack)?;
        let (Class::Word(Scale), false) = (scale.class, scale.conjunction) else { return None };
        let value = Number { mantissa: scale.value.mantissa * 5, scale: 1 }.reduced();
        let conjunction = half(tokens, at, end, pack) == Some(true);
        let skip = conjunction as u8;
        let (preposition, article) = (None, false);
        return Some(Cardinal { value, end: at + 2, digits: false, skip, preposition, conjunction, article });
    }
    let mut first = piece(tokens, at, end, pack)?;
    match first.class {
        Class::Word(Scales) => return None,
        Class::Word(Either) if counts_noun(tokens, first.next, end) => {
            (first.value, first.class) = (first.value.times(2), Class::Word(Dual));
        }
        Class::Word(Either) => first.class = Class::Word(Scale),
        _ => {}
    }
    let (mut total, mut current) = (Number::new(0), first.value);
    let mut last = first.class;
    let mut ceiling = u64::MAX;
    let mut at = first.next;
    if let Class::Word(Scale | Dual) = first.class {
        (total, current) = (first.value, Number::new(0));
        ceiling = first.value.integer().unwrap_or(u64::MAX);
    }
    while let Some(mut p) = piece(tokens, at, end, pack) {
        if p.preposition.is_some() {
            break;
        }
        if let Class::Word(Scales | Either) = p.class {
            p.class = Class::Word(Scale);
        }
        let value = p.value.integer().unwrap_or(u64::MAX);
        match (last, p.class, p.conjunction) {
            (Class::Word(Unit | Bound), Class::Word(Ten), false) => current = current.plus(p.value),
            (Class::Word(Unit), Class::Word(Hundred), false) if value == 100 => current = current.times(100),
            (Class::Word(Unit | Bound), Class::Word(Tens), true) => current = current.plus(p.value),
            (Class::Word(Scale | Dual), _, false) => break,
            (_, Class::Word(Scale), false) if value < ceiling => {
                total = total.plus(current.times(value));
                current = Number::new(0);
                ceiling = value;
            }
            (Class::Word(Hundred), Class::Word(Unit | Bound | Ten | Tens), true) => current = current.plus(p.value),
            (Class::Word(Scale | Dual), _, true) if value < ceiling => match p.class {
                Class::Word(Scale | Dual) => {
                    total = total.plus(p.value);
                    ceiling = value;
                }
                _ => current = p.value,
            },
            _ => break,
        }
        last = p.class;
        at = p.next;
    }
    if last == Class::Word(Bound) {
        return None;
    }
    if last == Class::Word(Scale) && half(tokens, at, end, pack) == Some(true) {
        total = total.plus(Number::new(ceiling / 2));
        at += 1;
        let again = piece(tokens, at, end, pack);
        at = again.filter(|p| p.class == Class::Word(Scale) && !p.conjunction).map_or(at, |p| p.next);
    }
    Some(Cardinal {
        value: total.plus(current),
        end: at,
        digits: last == Class::Digits && first.class == Class::Digits,
        skip: first.skip,
        preposition: first.preposition,
        conjunction: first.conjunction,
        article: first.article,
    })
}

/// An ordinal met in a text.
#[derive(Clone, Copy, Debug)]
pub struct Ordinal {
    pub value: u8,
    pub end: usize,
    pub gender: Gender,
    pub article: bool,
    pub skip: u8,
    pub preposition: Option<char>,
    pub conjunction: bool,
}

/// The ordinal in words that begins with this token: fifth, twenty-sixth.
pub fn ordinal(tokens: &[Token], at: usize, end: usize, pack: &Pack) -> Option<Ordinal> {
    use CardinalClass::{Ten, Tens};
    let token = tokens[..end].get(at).filter(|t| t.kind == TokenKind::Word)?;
    let words = &pack.quantity;
    variants(&token.key, &pack.clitics).into_iter().find_map(|v| {
        let article = v.key.starts_with(&*pack.clitics.article) && v.key.len() > pack.clitics.article.len();
        let made = |value, end, gender| Ordinal {
            value,
            end,
            gender,
            article,
            skip: v.skip,
            preposition: v.preposition,
            conjunction: v.conjunction,
        };
        if let Some(&(unit, gender)) = words.ordinals.get(&*v.key) {
            let next = piece(tokens, at + 1, end, pack).filter(|p| p.preposition.is_none());
            return Some(match next.map(|p| (p.class, p.conjunction, p.value.integer().unwrap_or(0) as u8, p.next)) {
                Some((Class::Word(Ten), false, ten, next)) => made(unit + ten, next, gender),
                Some((Class::Word(Tens), true, tens, next)) if unit < 10 => made(unit + tens, next, gender),
                _ => made(unit, at + 1, gender),
            });
        }
        match words.cardinals.get(&*v.key) {
            Some(&(value, Tens)) if article => Some(made(value as u8, at + 1, Gender::M)),
            _ => None,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_with_marks() {
        let shown = |digits| Number::parse(digits).map(|n| n.to_string());
        assert_eq!(shown("1,200").as_deref(), Some("1200"));
        assert_eq!(shown("3,7").as_deref(), Some("3.7"));
        assert_eq!(shown("3.90").as_deref(), Some("3.9"));
        assert_eq!(shown("0.05").as_deref(), Some("0.05"));
        assert_eq!(shown("1.200.000").as_deref(), Some("1200000"));
        assert_eq!(shown("5.11.2014"), None);
    }
}
