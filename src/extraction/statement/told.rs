//! What was said so far, looked up without going through all of it.

use super::Said;
use crate::text::Span;
use std::ops::Range;

/// The part of a list, sorted by token, that stands in a range of tokens.
pub(super) fn within<T>(sorted: &[T], tokens: Range<usize>, token: impl Fn(&T) -> usize) -> &[T] {
    let from = sorted.partition_point(|one| token(one) < tokens.start);
    let to = sorted.partition_point(|one| token(one) < tokens.end);
    &sorted[from..to.max(from)]
}

/// The statements found so far, by their cues.
#[derive(Default)]
pub(super) struct Told {
    all: Vec<Said>,
    /// The most code points from where a statement begins to where its content ends.
    reach: u32,
}

impl Told {
    pub fn push(&mut self, said: Said) {
        let begin = said.cue.begin.min(said.content.begin);
        self.reach = self.reach.max(said.content.end.max(said.cue.end) - begin);
        self.all.push(said);
    }

    pub fn into_all(self) -> Vec<Said> {
        self.all
    }

    /// Those whose cues stand in a range of tokens.
    pub fn within(&self, tokens: Range<usize>) -> &[Said] {
        within(&self.all, tokens, |said| said.cue_token)
    }

    /// The last whose cue stands before a token.
    pub fn last(&self, before: usize) -> Option<&Said> {
        self.within(0..before).last()
    }

    /// Those, from the last on, whose content holds a span.
    pub fn around(&self, span: Span) -> impl Iterator<Item = &Said> {
        let end = self.all.partition_point(|said| said.cue.begin <= span.end + self.reach);
        let near = self.all[..end].iter().rev().take_while(move |said| said.cue.begin + self.reach >= span.begin);
        near.filter(move |said| said.content.begin <= span.begin && span.end <= said.content.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(cue: u32, content: Range<u32>) -> Said {
        Said {
            speakers: vec![0],
            stance: "say".into(),
            cue: Span::new(cue, cue + 1),
            cue_token: cue as usize,
            content: Span::new(content.start, content.end),
            rule: "ar.say".into(),
        }
    }

    #[test]
    fn looks_up_what_going_through_all_would_find() {
        let mut told = Told::default();
        let all = [said(2, 3..40), said(10, 12..20), said(50, 51..60), said(70, 61..69), said(80, 81..200)];
        all.iter().for_each(|s| told.push(s.clone()));
        for begin in 0..210 {
            let span = Span::new(begin, begin + 2);
            let holds = |s: &&Said| s.content.begin <= span.begin && span.end <= s.content.end;
            let slow: Vec<usize> = all.iter().rev().filter(holds).map(|s| s.cue_token).collect();
            assert_eq!(told.around(span).map(|s| s.cue_token).collect::<Vec<_>>(), slow, "{begin}");
        }
        assert_eq!(told.last(50).map(|s| s.cue_token), Some(10));
        assert_eq!(told.within(10..71).len(), 3);
        let (after, before) = (9, 3);
        assert!(told.within(after..before).is_empty());
    }
}
