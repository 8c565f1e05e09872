//! Quotations: from an opening mark to its closing one, over several sentences of a line.

use crate::analysis::{Document, Token, TokenKind};
use crate::lang::lexicon::{Form, Shape};
use std::ops::Range;

/// All quotations of a document in text order, none in another: the tokens of the marks at both ends, the end inclusive.
pub(super) struct Quotations {
    all: Vec<Range<usize>>,
}

impl Quotations {
    /// Marks whose two ends look alike are told apart by the white space around them and by what is open already.
    pub fn of(doc: &Document) -> Self {
        let marks = &doc.pack.marks;
        let mut all = Vec::new();
        let mut open: Option<usize> = None;
        for (at, token) in doc.tokens.iter().enumerate() {
            if token.line_start {
                open = None;
            }
            let (opens, closes) = (token.is_mark(&marks.quote_open), token.is_mark(&marks.quote_close));
            match open {
                Some(begin)
                    if closes
                        && !(opens && (reopens(&doc.tokens, begin, at) || introduced(doc, at)))
                        && same(doc, begin, at) =>
                {
                    all.push(begin..at);
                    open = None;
                }
                _ if opens && !(closes && trails(&doc.tokens, at)) => open = Some(at),
                _ => {}
            }
        }
        Quotations { all }
    }

    /// The quotation that a mark opens: the token of its closing mark.
    pub fn closing(&self, open: usize) -> Option<usize> {
        self.all.binary_search_by_key(&open, |q| q.start).ok().map(|at| self.all[at].end)
    }

    /// The quotation around a token, marks excluded.
    pub fn around(&self, at: usize) -> Option<Range<usize>> {
        let begun = self.all.partition_point(|q| q.start < at);
        self.all[..begun].last().filter(|q| at < q.end).cloned()
    }
}

/// A mark apart from both its neighbours opens behind a colon or a participle of saying: `مضيفا " أننا …`.
fn introduced(doc: &Document, at: usize) -> bool {
    let tokens = &doc.tokens;
    if at == 0 || !tokens[at].spaced {
        return false;
    }
    let says = |f: &Form| f.shape == Shape::ActiveParticiple && doc.pack.statements.by_lexeme.contains_key(&f.lexeme);
    &*tokens[at - 1].key == ":" || tokens[at - 1].best().is_some_and(|r| !r.article && r.forms.iter().any(says))
}

/// A mark glued to the word before it and apart from the next opens nothing.
fn trails(tokens: &[Token], at: usize) -> bool {
    let apart = tokens.get(at + 1).is_none_or(|next| next.spaced || next.line_start || next.kind == TokenKind::Mark);
    !tokens[at].spaced && !tokens[at].line_start && apart && at > 0 && tokens[at - 1].kind == TokenKind::Word
}

/// An opening and a closing mark of one kind.
fn same(doc: &Document, open: usize, close: usize) -> bool {
    let marks = &doc.pack.marks;
    let place = |set: &[char], at: usize| {
        let first = doc.tokens[at].key.chars().next();
        set.iter().position(|c| Some(*c) == first)
    };
    place(&marks.quote_open, open) == place(&marks.quote_close, close)
        || doc.tokens[open].key != doc.tokens[close].key && place(&marks.quote_open, close).is_none()
}

/// A straight mark glued to the word behind and apart from the one before opens anew, when the open one was glued so too.
fn reopens(tokens: &[Token], begin: usize, at: usize) -> bool {
    let glued = |t: usize| {
        tokens[t].spaced && tokens.get(t + 1).is_some_and(|next| !next.spaced && next.kind != TokenKind::Mark)
    };
    glued(at) && glued(begin)
}
