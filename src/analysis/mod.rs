//! Article to [`Document`]: blocks, sentences, tokens and their readings.

pub mod reading;
pub mod sentence;
pub mod token;

pub use reading::Reading;
pub use sentence::{Block, Sentence};
pub use token::{Token, TokenKind};

use crate::article::Article;
use crate::lang::Pack;
use crate::text::Span;
use rustc_hash::FxHashSet;

/// An article cut into sentences and tokens.
pub struct Document<'a> {
    pub article: &'a Article,
    pub pack: &'a Pack,
    pub tokens: Vec<Token>,
    pub sentences: Vec<Sentence>,
    pub headline: Option<Span>,
}

impl<'a> Document<'a> {
    /// `known` says whether a folded key is a word of a known name; known words are not taken apart.
    pub fn new(article: &'a Article, pack: &'a Pack, known: &dyn Fn(&str) -> bool) -> Self {
        let mut tokens = token::tokenize(&article.text, pack);
        let met: FxHashSet<String> =
            tokens.iter().filter(|t| t.kind == TokenKind::Word).map(|t| t.key.clone()).collect();
        for token in &mut tokens {
            if token.kind == TokenKind::Word {
                token.readings = reading::readings(token, &article.text, pack, known, &met);
            }
        }
        let (sentences, headline) = sentence::sentences(&article.text, &mut tokens, pack);
        Document { article, pack, tokens, sentences, headline }
    }

    pub fn words(&self, span: Span) -> &'a str {
        self.article.text.slice(span)
    }

    /// The sentence that a token stands in.
    pub fn sentence_of(&self, token: usize) -> &Sentence {
        let at = self.sentences.partition_point(|s| s.tokens.end <= token);
        &self.sentences[at.min(self.sentences.len() - 1)]
    }

    /// The token that covers this code point, or the next one after it.
    pub fn token_at(&self, offset: u32) -> usize {
        self.tokens.partition_point(|t| t.span.end <= offset)
    }
}
