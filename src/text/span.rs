//! Spans of a text in Unicode code points, begin inclusive, end exclusive.

use serde::Serialize;

/// A stretch of an article, in Unicode code points (`nif:beginIndex`, `nif:endIndex`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Span {
    pub begin: u32,
    pub end: u32,
}

impl Span {
    pub fn new(begin: u32, end: u32) -> Self {
        debug_assert!(begin <= end);
        Span { begin, end }
    }
    /// Length in code points.
    pub fn len(self) -> u32 {
        self.end - self.begin
    }
    pub fn is_empty(self) -> bool {
        self.begin == self.end
    }
    /// Whether `other` lies wholly inside this span.
    pub fn contains(self, other: Span) -> bool {
        self.begin <= other.begin && other.end <= self.end
    }
    pub fn overlaps(self, other: Span) -> bool {
        self.begin < other.end && other.begin < self.end
    }
    /// The smallest span that covers both.
    pub fn cover(self, other: Span) -> Span {
        Span::new(self.begin.min(other.begin), self.end.max(other.end))
    }
}

/// A text that is never changed, with a table from code points to bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    string: String,
    /// Byte offset of each code point, and of the end.
    starts: Vec<u32>,
}

impl Text {
    /// # Panics
    /// If the text is longer than 4 GiB; readers refuse far smaller ones.
    pub fn new(string: String) -> Self {
        let end = u32::try_from(string.len()).expect("article texts are under 4 GiB");
        let starts = string.char_indices().map(|(at, _)| at as u32).chain([end]).collect();
        Text { string, starts }
    }
    pub fn as_str(&self) -> &str {
        &self.string
    }
    /// Length in code points.
    pub fn len(&self) -> u32 {
        self.starts.len() as u32 - 1
    }
    pub fn is_empty(&self) -> bool {
        self.string.is_empty()
    }
    pub fn span(&self) -> Span {
        Span::new(0, self.len())
    }
    /// The words of a span.
    pub fn slice(&self, span: Span) -> &str {
        &self.string[self.starts[span.begin as usize] as usize..self.starts[span.end as usize] as usize]
    }
    /// The code point offset of a byte offset that lies on a code point's border.
    pub fn code_point(&self, byte: usize) -> u32 {
        self.starts.partition_point(|&start| (start as usize) < byte) as u32
    }
    /// The span without white space at its two ends.
    pub fn trim(&self, span: Span) -> Span {
        let words = self.slice(span);
        let lead = words.chars().take_while(|c| c.is_whitespace()).count() as u32;
        if lead == span.len() {
            return Span::new(span.begin, span.begin);
        }
        let tail = words.chars().rev().take_while(|c| c.is_whitespace()).count() as u32;
        Span::new(span.begin + lead, span.end - tail)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_are_code_points() {
        let text = Text::new("زار a مصر".into());
        assert_eq!(text.len(), 9);
        assert_eq!(text.slice(Span::new(6, 9)), "مصر");
        assert_eq!(text.code_point("زار a ".len()), 6);
    }

    #[test]
    fn trimming_keeps_the_words() {
        let text = Text::new("  نعم ".into());
        assert_eq!(text.slice(text.trim(text.span())), "نعم");
        let blank = Text::new("   ".into());
        assert!(blank.trim(blank.span()).is_empty());
    }
}
