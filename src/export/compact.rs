//! JSON-LD in the terms of `ontology/context.jsonld`: short names, one object a subject, one object a graph.

use super::ExportError;
use crate::query::Prefixes;
use oxigraph::model::{GraphName, NamedOrBlankNode, Quad, Term};
use serde_json::{Map, Value, json};
use std::collections::HashMap;
use std::io::Write;

const CONTEXT: &str = include_str!("../../ontology/context.jsonld");
const TYPE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
const STRING: &str = "http://www.w3.org/2001/XMLSchema#string";

/// Writes graphs one after the other.
pub struct Compact<'a, W: Write> {
    out: W,
    prefixes: &'a Prefixes,
    /// By property IRI: the term, and what its values are.
    terms: HashMap<String, (String, Option<String>)>,
    first: bool,
    /// The graph whose object is open.
    open: Option<GraphName>,
}

impl<'a, W: Write> Compact<'a, W> {
    /// # Errors
    /// When the context cannot be written.
    pub fn new(mut out: W, prefixes: &'a Prefixes) -> Result<Self, ExportError> {
        let context: Value = serde_json::from_str(CONTEXT).expect("the context is JSON");
        let mut context = context["@context"].as_object().cloned().unwrap_or_default();
        // A store with a base of its own has prefixes of its own.
        for (prefix, iri) in prefixes.iter() {
            context.insert(prefix.to_owned(), Value::from(iri));
        }
        let expand = |short: &str| prefixes.expand(short).unwrap_or_else(|| short.to_owned());
        let mut terms = HashMap::new();
        for (term, meaning) in &context {
            let (id, kind) = match meaning {
                Value::String(id) if id.contains(':') && !id.contains("://") => (id.as_str(), None),
                Value::Object(meaning) => {
                    (meaning["@id"].as_str().unwrap_or_default(), meaning.get("@type").and_then(Value::as_str))
                }
                _ => continue,
            };
            let kind = kind.map(|kind| if kind == "@id" { kind.to_owned() } else { expand(kind) });
            terms.insert(expand(id), (term.clone(), kind));
        }
        write!(out, "{{\"@context\":{},\n\"@graph\":[", Value::Object(context))?;
        Ok(Compact { out, prefixes, terms, first: true, open: None })
    }

    /// A graph, or the next piece of the one that was written last.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn graph(&mut self, quads: &[Quad]) -> Result<(), ExportError> {
        let Some(first) = quads.first() else { return Ok(()) };
        if self.open.as_ref() == Some(&first.graph_name) {
            write!(self.out, ",")?;
        } else {
            self.close()?;
            let comma = if self.first { "" } else { "," };
            self.first = false;
            let named = match &first.graph_name {
                GraphName::DefaultGraph => None,
                GraphName::NamedNode(node) => Some(self.short(node.as_str())),
                GraphName::BlankNode(node) => Some(node.to_string()),
            };
            match &named {
                Some(name) => write!(self.out, "{comma}\n{{\"@id\":{},\"@graph\":[", Value::from(name.as_str()))?,
                None => write!(self.out, "{comma}")?,
            }
            self.open = Some(first.graph_name.clone());
        }
        let mut at = 0;
        while at < quads.len() {
            let subject = &quads[at].subject;
            let end = quads[at..].iter().position(|quad| quad.subject != *subject).map_or(quads.len(), |n| at + n);
            let comma = if at == 0 { "" } else { "," };
            write!(self.out, "{comma}\n{}", self.object(subject, &quads[at..end]))?;
            at = end;
        }
        Ok(())
    }

    fn close(&mut self) -> Result<(), ExportError> {
        if self.open.take().is_some_and(|graph| graph != GraphName::DefaultGraph) {
            write!(self.out, "]}}")?;
        }
        Ok(())
    }

    /// # Errors
    /// When it cannot be written.
    pub fn finish(mut self) -> Result<(), ExportError> {
        self.close()?;
        Ok(writeln!(self.out, "\n]}}")?)
    }

    fn short(&self, iri: &str) -> String {
        // What looks like a scheme with an authority would not be expanded.
        self.prefixes.shorten(iri).filter(|short| !short.contains(":/")).unwrap_or_else(|| iri.to_owned())
    }

    fn object(&self, subject: &NamedOrBlankNode, quads: &[Quad]) -> Value {
        let mut out = Map::new();
        let id = match subject {
            NamedOrBlankNode::NamedNode(node) => self.short(node.as_str()),
            NamedOrBlankNode::BlankNode(node) => node.to_string(),
        };
        out.insert("@id".into(), Value::from(id));
        for quad in quads {
            let property = quad.predicate.as_str();
            let (key, value) = match (&quad.object, self.terms.get(property)) {
                (Term::NamedNode(class), _) if property == TYPE => {
                    ("@type".into(), Value::from(self.short(class.as_str())))
                }
                (object, Some((term, kind))) => (term.clone(), self.value(object, kind.as_deref())),
                (object, None) => (self.short(property), self.value(object, None)),
            };
            match out.get_mut(&key) {
                None => drop(out.insert(key, value)),
                Some(Value::Array(all)) => all.push(value),
                Some(one) => *one = Value::Array(vec![one.take(), value]),
            }
        }
        Value::Object(out)
    }

    fn value(&self, object: &Term, kind: Option<&str>) -> Value {
        match object {
            Term::NamedNode(node) if kind == Some("@id") => Value::from(self.short(node.as_str())),
            Term::NamedNode(node) => json!({ "@id": self.short(node.as_str()) }),
            Term::BlankNode(node) => json!({ "@id": node.to_string() }),
            Term::Literal(words) => match words.language() {
                Some(language) => json!({ "@value": words.value(), "@language": language }),
                None if kind == Some(words.datatype().as_str()) => Value::from(words.value()),
                None if words.datatype().as_str() == STRING && kind.is_none() => Value::from(words.value()),
                None => json!({ "@value": words.value(), "@type": words.datatype().as_str() }),
            },
        }
    }
}
