//! Why the graph says so: the sentence with the words marked, the rule that read them, and where else a fact comes from.

use super::Prefixes;
use super::run::{Deadline, QueryError, Question};
use crate::lang::LANGUAGES;
use crate::ontology::vocab::local_name;
use crate::rdf::terms;
use oxigraph::model::{GraphName, Literal, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term};
use oxigraph::sparql::QueryResults;
use oxigraph::store::{StorageError, Store};
use serde::Serialize;
use std::collections::BTreeMap;

/// The language that labels fall back to.
const FALLBACK: &str = "en";
/// Sentences end at these marks; the last is the Arabic question mark.
const SENTENCE_END: [char; 5] = ['.', '!', '?', '\n', '\u{61F}'];

/// One fact with everything it stands on.
#[derive(Clone, Debug, Serialize)]
pub struct Explained {
    pub subject: Named,
    pub predicate: String,
    pub object: Named,
    /// `article`, `gazetteer`, `articles`, `links`, `rules` or `user`: who says so.
    pub from: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub article: Option<Source>,
    /// The rules that read it, each with its words.
    pub evidence: Vec<Read>,
    /// Of an event: whether it happened.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// Of an event that the article does not state itself: whoever says so, and in which words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub claimed: Option<(String, String)>,
    /// What the gazetteer says of the object.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub known: Vec<String>,
}

/// A term with what people call it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Named {
    pub term: String,
    pub name: String,
}

#[derive(Clone, Debug, Serialize)]
pub struct Source {
    pub iri: String,
    pub source: String,
    pub headline: Option<String>,
    pub date: Option<String>,
}

/// What one rule read.
#[derive(Clone, Debug, Serialize)]
pub struct Read {
    pub rule: String,
    pub passages: Vec<Passage>,
}

/// A sentence, cut at the words that tell the fact: every second part is one of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Passage {
    pub parts: Vec<String>,
}

/// Explains the facts of one store.
pub struct Explainer<'a> {
    store: &'a Store,
    prefixes: &'a Prefixes,
}

impl<'a> Explainer<'a> {
    pub fn new(store: &'a Store, prefixes: &'a Prefixes) -> Self {
        Explainer { store, prefixes }
    }

    /// The facts that a triple pattern matches, as SPARQL writes one: `?event kh:actor country:EG`; a lone `?` is anything.
    ///
    /// # Errors
    /// When it is no triple pattern, or the store cannot be read.
    pub fn pattern(&self, pattern: &str) -> Result<Vec<Quad>, QueryError> {
        let mut blanks = ["?s_", "?p_", "?o_"].into_iter();
        let words: Vec<String> = pattern
            .split(' ')
            .map(|word| if word == "?" { blanks.next().unwrap_or("?").to_owned() } else { word.to_owned() })
            .collect();
        let text = format!("CONSTRUCT WHERE {{ {} }}", words.join(" "));
        let deadline = Deadline::after(None);
        let question = Question::parse(&text, self.prefixes).map_err(|_| QueryError::Pattern(pattern.into()))?;
        let QueryResults::Graph(triples) = question.ask(self.store, &deadline)? else { return Ok(Vec::new()) };
        let mut out: BTreeMap<String, Quad> = BTreeMap::new();
        for triple in triples {
            let triple = triple.map_err(|error| deadline.explain(error))?;
            let places = self.store.quads_for_pattern(
                Some(triple.subject.as_ref()),
                Some(triple.predicate.as_ref()),
                Some(triple.object.as_ref()),
                None,
            );
            for quad in places {
                let quad = quad?;
                out.insert(quad.to_string(), quad);
            }
        }
        Ok(out.into_values().collect())
    }

    /// The facts of a thing that words stand behind: of an event, statement or position those with it as subject; of an
    /// entity all that articles say of it.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn facts(&self, thing: &NamedNode) -> Result<Vec<Quad>, QueryError> {
        let mut out: Vec<Quad> = Vec::new();
        for property in [terms::RDF_SUBJECT, terms::RDF_OBJECT] {
            let evidence = self.store.quads_for_pattern(None, Some(property), Some(thing.as_ref().into()), None);
            for quad in evidence {
                let quad = quad?;
                let graph = quad.graph_name.clone();
                let subjects = self.objects(&quad.subject, terms::RDF_SUBJECT)?;
                let predicates = self.objects(&quad.subject, terms::RDF_PREDICATE)?;
                let objects = self.objects(&quad.subject, terms::RDF_OBJECT)?;
                for subject in &subjects {
                    let Term::NamedNode(subject) = subject else { continue };
                    for predicate in &predicates {
                        let Term::NamedNode(predicate) = predicate else { continue };
                        for object in &objects {
                            let wanted = property == terms::RDF_SUBJECT || *object == Term::from(thing.clone());
                            let fact = Quad::new(subject.clone(), predicate.clone(), object.clone(), graph.clone());
                            if wanted && self.store.contains(&fact)? && !out.contains(&fact) {
                                out.push(fact);
                            }
                        }
                    }
                }
            }
        }
        out.sort_by_cached_key(|quad| (order(quad.subject.to_string()), quad.to_string()));
        Ok(out)
    }

    /// Everything that one fact stands on.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn explain(&self, fact: &Quad) -> Result<Explained, QueryError> {
        let base = self.prefixes.base();
        let graph = match &fact.graph_name {
            GraphName::NamedNode(graph) => graph.as_str(),
            _ => "",
        };
        let article = NamedNode::new_unchecked(graph);
        let mut known = Vec::new();
        if let Term::NamedNode(object) = &fact.object {
            known = self.gazetteer(object)?;
        }
        let from = match graph.strip_prefix(base).unwrap_or_default() {
            "graph/entities" if matches!(&fact.subject, NamedOrBlankNode::NamedNode(s) if !self.gazetteer(s)?.is_empty()) => {
                "gazetteer"
            }
            "graph/entities" => "articles",
            "graph/links" => "links",
            "graph/inferred" => "rules",
            other if other.starts_with("article/") => "article",
            _ => "user",
        };
        let status = self.first(&fact.subject, terms::STATUS)?.map(|term| self.name(&term)).transpose()?;
        let mut claimed = None;
        if let Some(Term::NamedNode(statement)) = self.first(&fact.subject, terms::REPORTED_IN)? {
            let statement = statement.into();
            let speaker = self.first(&statement, terms::SPEAKER)?.map(|term| self.name(&term)).transpose()?;
            let content = match self.first(&statement, terms::CONTENT)? {
                Some(Term::NamedNode(mention)) => self.words(&mention.into(), terms::NIF_ANCHOR)?,
                _ => None,
            };
            claimed = speaker.zip(content);
        }
        Ok(Explained {
            subject: self.named(&fact.subject.clone().into())?,
            predicate: self.prefixes.show(&fact.predicate.clone().into()),
            object: self.named(&fact.object)?,
            from,
            article: if from == "article" { Some(self.source(&article)?) } else { None },
            evidence: self.evidence(fact)?,
            status,
            claimed,
            known,
        })
    }

    fn evidence(&self, fact: &Quad) -> Result<Vec<Read>, QueryError> {
        let subject = Term::from(fact.subject.clone());
        let mut found: Vec<NamedOrBlankNode> = Vec::new();
        for quad in self.store.quads_for_pattern(None, Some(terms::RDF_SUBJECT), Some(subject.as_ref()), None) {
            let evidence = quad?.subject;
            let covers = self.objects(&evidence, terms::RDF_PREDICATE)?.contains(&fact.predicate.clone().into())
                && self.objects(&evidence, terms::RDF_OBJECT)?.contains(&fact.object);
            if covers {
                found.push(evidence);
            }
        }
        found.sort_by_key(|evidence| order(evidence.to_string()));
        let mut out = Vec::new();
        for evidence in found {
            let rule = self.words(&evidence, terms::RULE)?.unwrap_or_default();
            let passages = self.passages(&self.objects(&evidence, terms::EVIDENCE_MENTION)?)?;
            out.push(Read { rule, passages });
        }
        Ok(out)
    }

    /// The sentences in which mentions stand, with their words marked.
    fn passages(&self, mentions: &[Term]) -> Result<Vec<Passage>, QueryError> {
        let mut spans: Vec<(usize, usize)> = Vec::new();
        let mut text: Option<String> = None;
        for mention in mentions {
            let Term::NamedNode(mention) = mention else { continue };
            let mention = mention.clone().into();
            let number = |words: Option<String>| words.and_then(|w| w.parse::<usize>().ok());
            let begin = number(self.words(&mention, terms::NIF_BEGIN)?);
            let end = number(self.words(&mention, terms::NIF_END)?);
            spans.extend(begin.zip(end));
            if text.is_none()
                && let Some(Term::NamedNode(article)) = self.first(&mention, terms::NIF_REFERENCE_CONTEXT)?
            {
                text = self.words(&article.into(), terms::NIF_IS_STRING)?;
            }
        }
        spans.sort_unstable();
        let Some(text) = text else { return Ok(Vec::new()) };
        Ok(passages(&text.chars().collect::<Vec<_>>(), &spans))
    }

    /// What the gazetteer says of an entity: its names and what it is elsewhere; nothing if articles alone know it.
    fn gazetteer(&self, entity: &NamedNode) -> Result<Vec<String>, QueryError> {
        let subject = entity.clone().into();
        let derived = self.objects(&subject, terms::DERIVED_FROM)?;
        if !derived.contains(&Term::from(terms::GAZETTEER.into_owned())) {
            return Ok(Vec::new());
        }
        let mut out = vec![self.prefixes.show(&entity.clone().into())];
        for property in [terms::PREF_LABEL, terms::ISO_CODE, terms::SAME_AS] {
            for term in self.objects(&subject, property)? {
                out.push(self.prefixes.show(&term));
            }
        }
        Ok(out)
    }

    fn source(&self, article: &NamedNode) -> Result<Source, QueryError> {
        let node = article.clone().into();
        Ok(Source {
            iri: article.as_str().to_owned(),
            source: self.words(&node, terms::SOURCE)?.unwrap_or_default(),
            headline: self.words(&node, terms::HEADLINE)?,
            date: self.words(&node, terms::DATE_PUBLISHED)?,
        })
    }

    fn named(&self, term: &Term) -> Result<Named, QueryError> {
        Ok(Named { term: self.prefixes.show(term), name: self.name(term)? })
    }

    /// What people call a thing: its label in Arabic or English, its words, or its short name.
    fn name(&self, term: &Term) -> Result<String, QueryError> {
        let Term::NamedNode(node) = term else { return Ok(self.prefixes.show(term)) };
        let subject = node.clone().into();
        for property in [terms::PREF_LABEL, terms::LABEL, terms::NIF_ANCHOR, terms::HEADLINE] {
            let labels: Vec<Literal> = self
                .objects(&subject, property)?
                .into_iter()
                .filter_map(|term| if let Term::Literal(label) = term { Some(label) } else { None })
                .collect();
            let of = |language: &str| labels.iter().find(|label| label.language() == Some(language));
            if let Some(label) =
                LANGUAGES.iter().find_map(|language| of(language)).or_else(|| of(FALLBACK)).or(labels.first())
            {
                return Ok(label.value().to_owned());
            }
        }
        Ok(local_name(node.as_str()).to_owned())
    }

    fn objects(&self, subject: &NamedOrBlankNode, property: NamedNodeRef<'_>) -> Result<Vec<Term>, StorageError> {
        let quads = self.store.quads_for_pattern(Some(subject.as_ref()), Some(property), None, None);
        let mut out: Vec<Term> = quads.map(|quad| quad.map(|quad| quad.object)).collect::<Result<_, _>>()?;
        out.sort_by_cached_key(ToString::to_string);
        out.dedup();
        Ok(out)
    }

    fn first(&self, subject: &NamedOrBlankNode, property: NamedNodeRef<'_>) -> Result<Option<Term>, StorageError> {
        Ok(self.objects(subject, property)?.into_iter().next())
    }

    fn words(&self, subject: &NamedOrBlankNode, property: NamedNodeRef<'_>) -> Result<Option<String>, StorageError> {
        let term = self.first(subject, property)?;
        Ok(term.map(|term| if let Term::Literal(words) = term { words.value().to_owned() } else { term.to_string() }))
    }
}

/// IRIs of an article's things sort by the numbers in them.
fn order(iri: String) -> (String, usize, String) {
    let (head, tail) = iri.split_once('=').unwrap_or((iri.as_str(), ""));
    let digits: String = tail.chars().take_while(char::is_ascii_digit).collect();
    (head.to_owned(), digits.parse().unwrap_or_default(), iri.clone())
}

/// The sentences that hold the spans (code points, in order), each with the words of its spans apart.
fn passages(text: &[char], spans: &[(usize, usize)]) -> Vec<Passage> {
    let mut out: Vec<Passage> = Vec::new();
    let mut last: Option<(usize, usize, usize)> = None;
    let ends = |at: usize| {
        SENTENCE_END.contains(&text[at])
            && (text[at] == '\n' || text.get(at + 1).is_none_or(|next| next.is_whitespace()))
    };
    for &(begin, end) in spans.iter().filter(|(begin, end)| begin < end && *end <= text.len()) {
        let words = |from: usize, to: usize| text[from..to.max(from)].iter().collect::<String>().replace('\n', " ");
        match last {
            // In the sentence of the last one: what was its end is cut again.
            Some((_, stop, done)) if begin < stop && end <= stop => {
                if begin < done {
                    continue;
                }
                let parts = &mut out.last_mut().expect("there was one").parts;
                parts.pop();
                parts.extend([words(done, begin), words(begin, end), words(end, stop)]);
                last = Some((0, stop, end));
            }
            _ => {
                let start = (0..begin).rev().find(|&at| ends(at)).map_or(0, |at| at + 1);
                let stop = (end.saturating_sub(1)..text.len())
                    .find(|&at| ends(at))
                    .map_or(text.len(), |at| if text[at] == '\n' { at.max(end) } else { at + 1 });
                let start = (start..begin).find(|&at| !text[at].is_whitespace()).unwrap_or(begin);
                out.push(Passage { parts: vec![words(start, begin), words(begin, end), words(end, stop)] });
                last = Some((start, stop, end));
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_are_cut_at_their_words() {
        let text: Vec<char> = "Title\nOne two three. Four five six! Seven".chars().collect();
        let cut = |spans: &[(usize, usize)]| passages(&text, spans).into_iter().map(|p| p.parts).collect::<Vec<_>>();
        assert_eq!(cut(&[(10, 13)]), [vec!["One ", "two", " three."]]);
        assert_eq!(cut(&[(6, 9), (14, 19)]), [vec!["", "One", " two ", "three", "."]]);
        assert_eq!(cut(&[(0, 5), (36, 41)]), [vec!["", "Title", ""], vec!["", "Seven", ""]]);
        assert!(cut(&[(40, 99)]).is_empty());
    }
}
