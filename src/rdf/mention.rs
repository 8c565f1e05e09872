//! Mentions and topics, and the page on which an article's graph is written.

use super::terms::*;
use crate::article::Article;
use crate::extraction::facts::MentionKind;
use crate::text::Span;
use oxrdf::{GraphName, Literal, NamedNode, NamedNodeRef, Quad, Term};
use std::collections::{BTreeMap, BTreeSet};

/// Quads of one article on their way.
pub(super) struct Page<'a> {
    pub article: &'a Article,
    pub iri: NamedNode,
    graph: GraphName,
    language: String,
    /// Where mentions of any kind were written, for evidence to point to.
    written: BTreeMap<Span, BTreeSet<MentionKind>>,
    taken: BTreeSet<String>,
    pub quads: Vec<Quad>,
}

/// The local name of a kind, in `kh:mentionKind` and as the key of a mention's IRI.
fn kind_name(kind: MentionKind) -> &'static str {
    match kind {
        MentionKind::Name => "name",
        MentionKind::Nisba => "nisba",
        MentionKind::Nominal => "nominal",
        MentionKind::Pronoun => "pronoun",
        MentionKind::Trigger => "trigger",
        MentionKind::Phrase => "phrase",
    }
}

impl<'a> Page<'a> {
    pub fn new(article: &'a Article, iri: NamedNode, language: &str) -> Self {
        let graph = GraphName::NamedNode(iri.clone());
        let language = language.to_ascii_lowercase();
        Page { article, iri, graph, language, written: BTreeMap::new(), taken: BTreeSet::new(), quads: Vec::new() }
    }

    /// A thing of the article: its IRI with a fragment.
    pub fn part(&self, fragment: &str) -> NamedNode {
        NamedNode::new_unchecked(format!("{}#{fragment}", self.iri.as_str()))
    }

    /// A thing of the article whose name nobody has yet: `.2`, `.3` … is added where it is taken.
    pub fn new_part(&mut self, fragment: &str) -> NamedNode {
        let mut name = fragment.to_owned();
        let mut number = 1;
        while !self.taken.insert(name.clone()) {
            number += 1;
            name = format!("{fragment}.{number}");
        }
        self.part(&name)
    }

    pub fn add(&mut self, subject: &NamedNode, predicate: impl Into<NamedNode>, object: impl Into<Term>) {
        self.quads.push(Quad::new(subject.clone(), predicate, object, self.graph.clone()));
    }

    /// Words in the article's language.
    pub fn words(&self, words: impl Into<String>) -> Literal {
        let words = words.into();
        Literal::new_language_tagged_literal(&words, &self.language)
            .unwrap_or_else(|_| Literal::new_simple_literal(words))
    }

    pub fn mention_iri(&self, span: Span, kind: MentionKind) -> NamedNode {
        self.part(&format!("{}={},{}", kind_name(kind), span.begin, span.end))
    }

    /// Writes a mention. Writing it again changes nothing.
    pub fn mention(&mut self, span: Span, kind: MentionKind) -> NamedNode {
        let iri = self.mention_iri(span, kind);
        if !self.written.entry(span).or_default().insert(kind) {
            return iri;
        }
        let anchor = self.words(self.article.text.slice(span));
        let context = self.iri.clone();
        self.add(&iri, RDF_TYPE, MENTION);
        self.add(&iri, RDF_TYPE, NIF_OFFSET_STRING);
        self.add(&iri, NIF_REFERENCE_CONTEXT, context);
        self.add(&iri, NIF_BEGIN, integer(span.begin));
        self.add(&iri, NIF_END, integer(span.end));
        self.add(&iri, NIF_ANCHOR, anchor);
        self.add(&iri, MENTION_KIND, kh(kind_name(kind)));
        iri
    }

    /// A mention with exactly this span, of whatever kind, else a new phrase mention.
    pub fn any_mention(&mut self, span: Span) -> NamedNode {
        match self.written.get(&span).and_then(|kinds| kinds.first().copied()) {
            Some(kind) => self.mention_iri(span, kind),
            None => self.mention(span, MentionKind::Phrase),
        }
    }

    /// The topic that a phrase names.
    pub fn topic(&mut self, span: Span) -> NamedNode {
        let iri = self.part(&format!("topic={},{}", span.begin, span.end));
        if self.taken.insert(format!("topic={},{}", span.begin, span.end)) {
            let label = self.words(one_line(self.article.text.slice(span)));
            let mention = self.mention(span, MentionKind::Phrase);
            self.add(&iri, RDF_TYPE, TOPIC);
            self.add(&iri, LABEL, label);
            self.add(&mention, DENOTES, iri.clone());
        }
        iri
    }
}

pub(super) fn integer(value: u32) -> Literal {
    Literal::new_typed_literal(value.to_string(), XSD_INTEGER)
}

pub(super) fn date(day: jiff::civil::Date) -> Literal {
    Literal::new_typed_literal(day.to_string(), XSD_DATE)
}

/// A number in the canonical form that stores keep: integers without sign and leading zeros, decimals without trailing
/// zeros. What is no number stays a string.
pub(super) fn number(value: &str) -> Literal {
    let (sign, digits) = match value.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", value),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let all_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || !all_digits(whole) || !all_digits(fraction) {
        return Literal::new_simple_literal(value);
    }
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let fraction = fraction.trim_end_matches('0');
    let (text, datatype): (String, NamedNodeRef<'_>) = match fraction {
        "" if whole == "0" => ("0".into(), XSD_INTEGER),
        "" => (format!("{sign}{whole}"), XSD_INTEGER),
        _ => (format!("{sign}{whole}.{fraction}"), XSD_DECIMAL),
    };
    Literal::new_typed_literal(text, datatype)
}

/// Words on one line, with single spaces.
pub(super) fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_canonical() {
        for (given, written) in [("2", "2"), ("007", "7"), ("1.50", "1.5"), ("3.0", "3"), ("0", "0"), ("-4.20", "-4.2")]
        {
            assert_eq!(number(given).value(), written);
        }
        assert_eq!(number("15000000000").datatype(), XSD_INTEGER);
        assert_eq!(number("0.5").datatype(), XSD_DECIMAL);
    }

    #[test]
    fn taken_names_are_counted() {
        let article = Article::new("نص".into(), "a".into(), None);
        let mut page = Page::new(&article, NamedNode::new_unchecked("https://a.example/x"), "ar");
        assert!(page.new_part("event=1.A").as_str().ends_with("#event=1.A"));
        assert!(page.new_part("event=1.A").as_str().ends_with("#event=1.A.2"));
    }
}
