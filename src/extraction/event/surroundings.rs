//! What stands around a trigger in its sentence: phrases before and behind it, and who they denote.

use super::reach::is_relative;
use crate::analysis::TokenKind;
use crate::extraction::facts::EntityId;
use crate::extraction::syntax::{Reference, Syntax};
use std::ops::Range;

/// One phrase that may fill a role.
#[derive(Clone, Debug)]
pub struct Neighbour {
    pub entity: EntityId,
    pub tokens: Range<usize>,
    /// Folded preposition before the phrase; empty without one.
    pub preposition: String,
    /// First word of the phrase.
    pub head: usize,
    pub reference: Option<Reference>,
    pub behind: bool,
    /// How many phrases, finite verbs and clause marks stand between the trigger and it.
    pub phrases: usize,
    pub verbs: usize,
    pub marks: usize,
    /// A complementizer or relative pronoun stands between.
    pub border: bool,
    /// The phrase is joined to others.
    pub joined: bool,
}

/// Everybody and every place that the sentence of a trigger names or refers to, the nearest behind the trigger first.
pub fn neighbours(syntax: &Syntax, trigger: &Range<usize>) -> Vec<Neighbour> {
    let sentence = syntax.doc.sentence_of(trigger.start).tokens.clone();
    let mut out = phrases(syntax, trigger.end..sentence.end, true);
    let mut before = phrases(syntax, sentence.start..trigger.start, false);
    before.reverse();
    out.append(&mut before);
    out
}

fn phrases(syntax: &Syntax, range: Range<usize>, behind: bool) -> Vec<Neighbour> {
    let mut out: Vec<Neighbour> = Vec::new();
    let (mut phrases, mut verbs, mut marks, mut border) = (0, 0, 0, false);
    let mut counts: Vec<(usize, usize, usize, bool)> = Vec::new();
    let mut at = range.start;
    while at < range.end {
        let token = &syntax.doc.tokens[at];
        let count = (phrases, verbs, marks, border);
        if syntax.in_time(at) {
            at += 1;
            continue;
        }
        if token.kind == TokenKind::Mark {
            marks += usize::from(token.is_mark(&syntax.doc.pack.marks.clause_end));
        }
        if syntax.name_covering(at).is_none() && token.kind == TokenKind::Word {
            border |= syntax.is_complementizer(at) || is_relative(syntax, at);
        }
        if syntax.verb(at).is_some() {
            verbs += 1;
            at += 1;
            continue;
        }
        let pp = syntax.pp(at);
        let (preposition, np) = match pp {
            Some(pp) => (pp.preposition, Some(pp.np)),
            None => (String::new(), syntax.np(at)),
        };
        let Some(np) = np.filter(|np| !np.tokens.is_empty()) else {
            at += 1;
            continue;
        };
        let end = np.tokens.end.max(at + 1);
        let whole = np.tokens.end <= range.end;
        let reach = np.tokens.start..np.tokens.end.min(range.end);
        phrases += 1;
        let joined = np.referents.len() > 1;
        let neighbour = |entity: EntityId, tokens: Range<usize>, reference: Option<Reference>| Neighbour {
            entity,
            tokens,
            preposition: preposition.clone(),
            head: np.head,
            reference,
            behind,
            phrases: count.0,
            verbs: count.1,
            marks: count.2,
            border: count.3,
            joined,
        };
        if whole {
            for &entity in &np.referents {
                out.push(neighbour(entity, reach.clone(), Some(np.reference)));
                counts.push(count);
            }
        }
        // Names that the phrase holds and does not denote.
        for token in reach.clone() {
            let inside = syntax
                .name_starting(token)
                .and_then(|id| syntax.entities.borrow().of_name[id])
                .or_else(|| syntax.coreference.nisba_at(token));
            if let Some(entity) = inside.filter(|e| !whole || !np.referents.contains(e)) {
                out.push(neighbour(entity, token..token + 1, None));
                counts.push(count);
            }
        }
        at = end.min(range.end).max(at + 1);
    }
    if !behind {
        for (one, count) in out.iter_mut().zip(counts) {
            one.phrases = phrases.saturating_sub(count.0 + 1);
            one.verbs = verbs - count.1;
            one.marks = marks - count.2;
            one.border = border && !count.3;
        }
    }
    out
}
