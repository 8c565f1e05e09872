//! The words behind what is shown: for each thing the places in the articles that tell it, fact by fact.

use crate::ontology::vocab::{kh, nif, rdf};
use oxigraph::model::{NamedNode, NamedNodeRef, NamedOrBlankNode, Term};
use oxigraph::store::{StorageError, Store};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Words in a line of an article: the line's place in [`Passages::lines`], begin and end in UTF-16 code units of the
/// line, which is what scripts in a page count in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Mark(pub usize, pub usize, pub usize);

/// A line (a paragraph, as newspapers write) of an article's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PassageLine {
    pub article: NamedNode,
    pub text: String,
}

/// Where a fact was read, and by which rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    pub predicates: Vec<NamedNode>,
    pub objects: Vec<Term>,
    pub rule: String,
    pub marks: Vec<Mark>,
}

/// All the words behind some things.
#[derive(Clone, Debug, Default)]
pub struct Passages {
    pub lines: Vec<PassageLine>,
    /// Evidence of a thing's facts.
    pub sources: BTreeMap<NamedNode, Vec<Source>>,
    /// Where a thing is mentioned.
    pub mentions: BTreeMap<NamedNode, Vec<Mark>>,
}

impl Passages {
    /// Reads the words behind things from a store.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn read(store: &Store, things: &BTreeSet<NamedNode>) -> Result<Self, StorageError> {
        let mut reading = Reading { store, texts: BTreeMap::new(), places: BTreeMap::new(), found: Self::default() };
        for thing in things {
            let mut sources = Vec::new();
            for evidence in reading.subjects(rdf::SUBJECT, thing)? {
                sources.push(reading.source(&evidence)?);
            }
            let mut marks = Vec::new();
            for mention in reading.subjects(kh::DENOTES, thing)? {
                marks.extend(reading.mark(&mention)?);
            }
            marks.sort_unstable();
            marks.dedup();
            reading.found.sources.insert(thing.clone(), sources);
            reading.found.mentions.insert(thing.clone(), marks);
        }
        Ok(reading.found)
    }

    /// The sources of one fact.
    pub fn of<'a>(&'a self, thing: &NamedNode, predicate: &'a NamedNode, object: &'a Term) -> Vec<&'a Source> {
        let sources = self.sources.get(thing).map_or(&[][..], Vec::as_slice).iter();
        sources.filter(|source| source.predicates.contains(predicate) && source.objects.contains(object)).collect()
    }
}

/// A text with the begin of each line, in code points.
struct Text {
    lines: Vec<(usize, String)>,
}

struct Reading<'a> {
    store: &'a Store,
    texts: BTreeMap<NamedNode, Option<Text>>,
    /// Article and line to the place in the answer.
    places: BTreeMap<(NamedNode, usize), usize>,
    found: Passages,
}

impl Reading<'_> {
    fn subjects(&self, predicate: NamedNodeRef, object: &NamedNode) -> Result<BTreeSet<NamedNode>, StorageError> {
        let mut subjects = BTreeSet::new();
        for quad in self.store.quads_for_pattern(None, Some(predicate), Some(object.as_ref().into()), None) {
            if let NamedOrBlankNode::NamedNode(subject) = quad?.subject {
                subjects.insert(subject);
            }
        }
        Ok(subjects)
    }

    fn objects(&self, subject: &NamedNode, predicate: NamedNodeRef) -> Result<Vec<Term>, StorageError> {
        let quads = self.store.quads_for_pattern(Some(subject.as_ref().into()), Some(predicate), None, None);
        let mut objects = quads.map(|quad| quad.map(|quad| quad.object)).collect::<Result<Vec<_>, _>>()?;
        objects.sort_by_cached_key(ToString::to_string);
        objects.dedup();
        Ok(objects)
    }

    fn source(&mut self, evidence: &NamedNode) -> Result<Source, StorageError> {
        let mut marks = Vec::new();
        for mention in self.objects(evidence, kh::EVIDENCE_MENTION)? {
            if let Term::NamedNode(mention) = mention {
                marks.extend(self.mark(&mention)?);
            }
        }
        marks.sort_unstable();
        let rule = self.objects(evidence, kh::RULE)?.into_iter().next();
        let node = |term| if let Term::NamedNode(node) = term { Some(node) } else { None };
        Ok(Source {
            predicates: self.objects(evidence, rdf::PREDICATE)?.into_iter().filter_map(node).collect(),
            objects: self.objects(evidence, rdf::OBJECT)?,
            rule: rule.map_or_else(String::new, |rule| {
                if let Term::Literal(rule) = rule { rule.value().to_owned() } else { String::new() }
            }),
            marks,
        })
    }

    /// The place of a mention; none where the graph does not say it or the text does not reach so far.
    fn mark(&mut self, mention: &NamedNode) -> Result<Option<Mark>, StorageError> {
        let number = |terms: Vec<Term>| match terms.first() {
            Some(Term::Literal(literal)) => literal.value().parse::<usize>().ok(),
            _ => None,
        };
        let begin = number(self.objects(mention, nif::BEGIN_INDEX)?);
        let end = number(self.objects(mention, nif::END_INDEX)?);
        let article = self.objects(mention, nif::REFERENCE_CONTEXT)?.into_iter().next();
        let (Some(begin), Some(end), Some(Term::NamedNode(article))) = (begin, end, article) else { return Ok(None) };
        if !self.texts.contains_key(&article) {
            let text = self.objects(&article, nif::IS_STRING)?.into_iter().find_map(|term| match term {
                Term::Literal(text) => Some(Text::new(text.value())),
                _ => None,
            });
            self.texts.insert(article.clone(), text);
        }
        let Some(Some(text)) = self.texts.get(&article) else { return Ok(None) };
        let Some((line, begin, end)) = text.place(begin, end) else { return Ok(None) };
        let found = &mut self.found;
        let place = *self.places.entry((article.clone(), line)).or_insert_with(|| {
            found.lines.push(PassageLine { article, text: text.lines[line].1.clone() });
            found.lines.len() - 1
        });
        Ok(Some(Mark(place, begin, end)))
    }
}

impl Text {
    fn new(text: &str) -> Self {
        let mut begin = 0;
        let lines = text.split('\n').map(|line| {
            let this = begin;
            begin += line.chars().count() + 1;
            (this, line.to_owned())
        });
        Text { lines: lines.collect() }
    }

    /// The line that a span begins in, with begin and end in it; what goes beyond the line is cut.
    fn place(&self, begin: usize, end: usize) -> Option<(usize, usize, usize)> {
        let line = self.lines.partition_point(|(first, _)| *first <= begin).checked_sub(1)?;
        let (first, text) = &self.lines[line];
        let units = |until: usize| text.chars().take(until.saturating_sub(*first)).map(char::len_utf16).sum::<usize>();
        let (begin, end) = (units(begin), units(end));
        (begin < end).then_some((line, begin, end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_count_as_scripts_do() {
        let text = Text::new("a\u{1F600}b\ncd");
        assert_eq!(text.place(1, 3), Some((0, 1, 4)), "one sign of two units");
        assert_eq!(text.place(4, 6), Some((1, 0, 2)));
        assert_eq!(text.place(2, 6), Some((0, 3, 4)), "to the end of the line");
        assert_eq!(text.place(9, 12), None);
    }
}
