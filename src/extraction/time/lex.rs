//! The words of time in a text: every meaning that the vocabulary gives each token, numbers beside them.

use crate::analysis::{Document, Token, TokenKind};
use crate::extraction::number::{self, Cardinal, Ordinal};
use crate::extraction::particle::variants;
use crate::lang::Pack;
use crate::lang::time::{Item, Link};
use smallvec::SmallVec;

/// One meaning of the token it stands at.
#[derive(Clone, Copy, Debug)]
pub struct Meaning {
    pub item: Item,
    /// Tokens it takes.
    pub len: usize,
    pub article: bool,
    pub conjunction: bool,
    pub preposition: Option<char>,
    /// Letters of attached particles before it.
    pub skip: u8,
}

impl Meaning {
    /// Nothing is attached to the word.
    pub fn plain(&self) -> bool {
        !self.conjunction && self.preposition.is_none()
    }
}

/// A text's tokens with their meanings; the grammar looks through this.
pub struct Lexed<'d> {
    pub tokens: &'d [Token],
    pub pack: &'d Pack,
    meanings: Vec<SmallVec<[Meaning; 2]>>,
    /// The sentence that is being read ends here.
    pub end: usize,
}

impl<'d> Lexed<'d> {
    pub fn new(doc: &'d Document) -> Self {
        let tokens = doc.tokens.as_slice();
        let meanings = (0..tokens.len()).map(|at| meanings(tokens, at, doc.pack)).collect();
        Lexed { tokens, pack: doc.pack, meanings, end: tokens.len() }
    }

    pub fn meanings(&self, at: usize) -> &[Meaning] {
        if at < self.end { &self.meanings[at] } else { &[] }
    }

    /// The first meaning that fits, whatever is attached to the word.
    pub fn any<T>(&self, at: usize, fits: impl Fn(Item) -> Option<T>) -> Option<(T, Meaning)> {
        let found = self.meanings(at).iter().filter(|m| at + m.len <= self.end);
        found.filter_map(|m| Some((fits(m.item)?, *m))).next()
    }

    /// The first meaning that fits a word with nothing attached.
    pub fn bare<T>(&self, at: usize, fits: impl Fn(Item) -> Option<T>) -> Option<(T, Meaning)> {
        let found = self.meanings(at).iter().filter(|m| m.plain() && at + m.len <= self.end);
        found.filter_map(|m| Some((fits(m.item)?, *m))).next()
    }

    /// Past a linking word, if it stands here; a conjunction may be attached to it.
    pub fn link(&self, at: usize, link: Link) -> Option<usize> {
        let fits = |m: &&Meaning| m.item == Item::Link(link) && m.preposition.is_none() && at + m.len <= self.end;
        self.meanings(at).iter().find(fits).map(|m| at + m.len)
    }

    pub fn is_link(&self, at: usize, link: Link) -> bool {
        self.link(at, link).is_some()
    }

    /// Past a linking word if it stands here, else here.
    pub fn past(&self, at: usize, link: Link) -> usize {
        self.link(at, link).unwrap_or(at)
    }

    pub fn token(&self, at: usize) -> Option<&'d Token> {
        self.tokens[..self.end].get(at)
    }

    /// Past one of these marks.
    pub fn mark(&self, at: usize, marks: &[char]) -> Option<usize> {
        self.token(at).filter(|t| t.is_mark(marks)).map(|_| at + 1)
    }

    pub fn past_comma(&self, at: usize) -> usize {
        self.mark(at, &self.pack.marks.clause_end).unwrap_or(at)
    }

    pub fn is_word(&self, at: usize) -> bool {
        self.token(at).is_some_and(|t| t.kind == TokenKind::Word)
    }

    /// A whole number in digits alone, with its digits' count.
    pub fn digits(&self, at: usize) -> Option<(u32, usize)> {
        let token = self.token(at).filter(|t| t.kind == TokenKind::Number)?;
        let plain = token.key.len() <= 4 && token.key.bytes().all(|b| b.is_ascii_digit());
        plain.then(|| token.key.parse().ok().map(|n| (n, token.key.len()))).flatten()
    }

    pub fn cardinal(&self, at: usize) -> Option<Cardinal> {
        number::cardinal(self.tokens, at, self.end, self.pack)
    }

    pub fn ordinal(&self, at: usize) -> Option<Ordinal> {
        number::ordinal(self.tokens, at, self.end, self.pack)
    }

    /// Letters of attached particles to leave out where an expression begins with this token.
    pub fn skip(&self, at: usize) -> u8 {
        let times = self.meanings(at).first().map(|m| m.skip);
        times.or_else(|| self.ordinal(at).map(|o| o.skip)).or_else(|| self.cardinal(at).map(|c| c.skip)).unwrap_or(0)
    }
}

fn meanings(tokens: &[Token], at: usize, pack: &Pack) -> SmallVec<[Meaning; 2]> {
    let mut out = SmallVec::new();
    if tokens[at].kind != TokenKind::Word {
        return out;
    }
    for variant in variants(&tokens[at].key, &pack.clitics) {
        for entry in pack.time.entries(&variant.key) {
            let rest = tokens.get(at + 1..at + 1 + entry.rest.len());
            if rest.is_some_and(|rest| rest.iter().zip(&entry.rest).all(|(t, key)| *t.key == **key)) {
                out.push(Meaning {
                    item: entry.item,
                    len: 1 + entry.rest.len(),
                    article: entry.article,
                    conjunction: variant.conjunction,
                    preposition: variant.preposition,
                    skip: variant.skip,
                });
            }
        }
    }
    out
}
