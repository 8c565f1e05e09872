//! Tokens: words, numbers and marks, each with its span and folded key.

use super::reading::Reading;
use crate::lang::Pack;
use crate::text::{Span, Text, bidi};
use smallvec::SmallVec;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    Word,
    /// Digits, with a decimal or thousands mark inside.
    Number,
    Mark,
}

/// One token of a text.
#[derive(Clone, Debug)]
pub struct Token {
    pub span: Span,
    pub kind: TokenKind,
    /// The folded word.
    pub key: String,
    /// For each character of the key, its code point in the text; and the end.
    pub origin: SmallVec<[u32; 12]>,
    /// White space or a block's begin stands before it.
    pub spaced: bool,
    /// The first token of a line.
    pub line_start: bool,
    /// Best first; empty unless a word.
    pub readings: SmallVec<[Reading; 3]>,
}

impl Token {
    /// The likeliest reading of a word.
    pub fn best(&self) -> Option<&Reading> {
        self.readings.first()
    }
    /// The folded stem of the likeliest reading, with its article.
    pub fn stem(&self) -> &str {
        self.readings.first().map_or(&self.key, |r| &r.key)
    }
    /// The span without attached particles and pronoun, by the likeliest reading.
    pub fn core(&self) -> Span {
        self.readings.first().map_or(self.span, |r| r.span)
    }
    /// The span without attached particles but with its pronoun: how triggers and cues are written.
    pub fn core_with_pronoun(&self) -> Span {
        Span::new(self.core().begin, self.span.end)
    }
    pub fn is_mark(&self, marks: &[char]) -> bool {
        self.kind == TokenKind::Mark && self.key.chars().next().is_some_and(|c| marks.contains(&c))
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Space,
    Letter,
    Latin,
    Digit,
    /// Marks that vanish in keys: they belong to the word they stand in.
    Silent,
    Mark,
}

fn class(c: char, pack: &Pack) -> Class {
    if c.is_whitespace() {
        Class::Space
    } else if c.is_ascii_alphabetic() || (c.is_alphabetic() && c < '\u{0250}') {
        Class::Latin
    } else if c.is_numeric() {
        Class::Digit
    } else if bidi::is_control(c) || pack.fold.key(c.encode_utf8(&mut [0; 4])).is_empty() {
        Class::Silent
    } else if c.is_alphabetic() {
        Class::Letter
    } else {
        Class::Mark
    }
}

/// Cuts a text into tokens. Every character that is no white space is in exactly one token.
pub fn tokenize(text: &Text, pack: &Pack) -> Vec<Token> {
    let chars: Vec<char> = text.as_str().chars().collect();
    let classes: Vec<Class> = chars.iter().map(|&c| class(c, pack)).collect();
    let mut tokens = Vec::new();
    let (mut at, mut spaced, mut line_start) = (0, true, true);
    while at < chars.len() {
        if classes[at] == Class::Space {
            spaced = true;
            line_start |= chars[at] == '\n';
            at += 1;
            continue;
        }
        let begin = at;
        let kind = match classes[at] {
            Class::Letter | Class::Silent => {
                at = run(&classes, at, |c| matches!(c, Class::Letter | Class::Silent));
                TokenKind::Word
            }
            Class::Latin => {
                at = run(&classes, at, |c| matches!(c, Class::Latin | Class::Silent));
                TokenKind::Word
            }
            Class::Digit => {
                at = number(&chars, &classes, at);
                TokenKind::Number
            }
            _ => {
                at += 1;
                TokenKind::Mark
            }
        };
        let span = Span::new(begin as u32, at as u32);
        let folded = pack.fold.with_map(text.slice(span));
        let (key, kind) = if folded.key.is_empty() {
            (text.slice(span).to_string(), TokenKind::Mark) // a lone tatweel is a dash
        } else {
            (folded.key, kind)
        };
        let origin = folded.origin.iter().map(|o| o + span.begin).collect();
        tokens.push(Token { span, kind, key, origin, spaced, line_start, readings: SmallVec::new() });
        spaced = false;
        line_start = false;
    }
    tokens
}

fn run(classes: &[Class], from: usize, inside: impl Fn(Class) -> bool) -> usize {
    from + classes[from..].iter().take_while(|&&c| inside(c)).count()
}

/// The end of a number: digits, and single marks between digits that belong to it (`3.9`, `1,200`).
fn number(chars: &[char], classes: &[Class], from: usize) -> usize {
    let mut at = from;
    loop {
        at = run(classes, at, |c| c == Class::Digit);
        let mark = chars.get(at).is_some_and(|c| matches!(c, '.' | ',' | '\u{066B}' | '\u{066C}'));
        if !(mark && classes.get(at + 1) == Some(&Class::Digit)) {
            return at;
        }
        at += 1;
    }
}
