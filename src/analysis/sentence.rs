//! Blocks and sentences. A line is a block; sentences end at marks inside it.

use super::token::{Token, TokenKind};
use crate::lang::Pack;
use crate::text::{Span, Text};
use std::ops::Range;

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Block {
    Headline,
    /// A line that is no full sentence: subtitle, list item, row of a table.
    Line,
    Body,
}

/// One sentence.
#[derive(Clone, Debug)]
pub struct Sentence {
    /// Index range into the document's tokens.
    pub tokens: Range<usize>,
    pub span: Span,
    pub block: Block,
    /// Number of the line, from 0.
    pub line: usize,
}

/// Words that a line without a closing mark may have and still be a subtitle or an item.
const LINE_WORDS: usize = 18;

pub fn sentences(text: &Text, tokens: &mut [Token], pack: &Pack) -> (Vec<Sentence>, Option<Span>) {
    let mut out: Vec<Sentence> = Vec::new();
    let mut begin = 0;
    let mut line = 0;
    while begin < tokens.len() {
        let end = (begin + 1..tokens.len()).find(|&i| tokens[i].line_start).unwrap_or(tokens.len());
        let words = tokens[begin..end].iter().filter(|t| t.kind != TokenKind::Mark).count();
        let closed = tokens[begin..end].iter().rev().take(3).any(|t| t.is_mark(&pack.marks.sentence_end));
        let block = if line == 0 {
            Block::Headline
        } else if !closed && words <= LINE_WORDS {
            Block::Line
        } else {
            Block::Body
        };
        let mut from = begin;
        for at in begin..end {
            if at + 1 == end || ends_sentence(tokens, at, end, pack) {
                if tokens[from..=at].iter().any(|t| t.kind != TokenKind::Mark) || out.is_empty() {
                    let span = Span::new(tokens[from].span.begin, tokens[at].span.end);
                    out.push(Sentence { tokens: from..at + 1, span, block, line });
                } else if let Some(last) = out.last_mut() {
                    last.tokens.end = at + 1;
                    last.span.end = tokens[at].span.end;
                }
                from = at + 1;
            }
        }
        begin = end;
        line += 1;
    }
    let headline = (line > 1).then(|| {
        let last = out.iter().rfind(|s| s.block == Block::Headline).map_or(0, |s| s.span.end);
        text.trim(Span::new(out[0].span.begin, last))
    });
    if headline.is_none() {
        out.iter_mut().for_each(|s| s.block = Block::Body);
    }
    (out, headline)
}

fn ends_sentence(tokens: &[Token], at: usize, end: usize, pack: &Pack) -> bool {
    let token = &tokens[at];
    // A closing quote right behind the mark belongs to the sentence.
    if token.is_mark(&pack.marks.quote_close) && !token.spaced {
        return at > 0 && tokens[at - 1].is_mark(&pack.marks.sentence_end) && at + 1 < end && tokens[at + 1].spaced;
    }
    if !token.is_mark(&pack.marks.sentence_end) || at + 1 >= end {
        return false;
    }
    let next = &tokens[at + 1];
    if next.is_mark(&pack.marks.sentence_end) || (next.is_mark(&pack.marks.quote_close) && !next.spaced) {
        return false;
    }
    // An abbreviation of one letter (`د.`) and a point inside a Latin name end nothing.
    let before = at.checked_sub(1).map(|b| &tokens[b]);
    let short = before.is_some_and(|b| b.kind == TokenKind::Word && b.key.chars().count() == 1);
    let inside = !next.spaced && before.is_some_and(|b| b.key.is_ascii()) && next.key.is_ascii();
    !(short || inside)
}
