//! What articles tell, in schema.org's words (JSON-LD): the article, its events, and claims with who makes them.

use super::ExportError;
use crate::rdf::terms::{self, KH};
use oxigraph::model::{NamedNodeRef, NamedOrBlankNode, Quad, Term};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::io::Write;

/// Classes of entities in schema.org's words; others are a `Thing`.
const CLASSES: [(&str, &str); 8] = [
    ("Person", "Person"),
    ("Country", "Country"),
    ("City", "City"),
    ("Region", "AdministrativeArea"),
    ("Facility", "CivicStructure"),
    ("Organization", "Organization"),
    ("Group", "Organization"),
    ("Work", "CreativeWork"),
];

/// Writes articles one after the other. `known` gives what the entity graph says of one entity.
pub struct SchemaOrg<W: Write, K> {
    out: W,
    first: bool,
    known: K,
}

type Facts<'q> = BTreeMap<&'q str, Vec<&'q Quad>>;

impl<W: Write, K, E> SchemaOrg<W, K>
where
    K: Fn(&str) -> Result<Vec<Quad>, E>,
{
    /// # Errors
    /// When the header cannot be written.
    pub fn new(mut out: W, known: K) -> Result<Self, ExportError> {
        write!(out, "{{\"@context\":\"https://schema.org\",\"@graph\":[")?;
        Ok(SchemaOrg { out, first: true, known })
    }

    /// # Errors
    /// When it cannot be written, or an entity cannot be looked up.
    pub fn article<F: From<E> + From<ExportError>>(&mut self, quads: &[Quad]) -> Result<(), F> {
        let facts = by_subject(quads);
        let mut article = None;
        let mut date = None;
        let mut things = Vec::new();
        for (iri, of) in &facts {
            if all(of, terms::RDF_TYPE).any(|class| class == terms::NEWS_ARTICLE.as_str()) {
                date = all(of, terms::DATE_PUBLISHED).next();
                let mut out = Map::new();
                out.insert("@type".into(), "NewsArticle".into());
                out.insert("@id".into(), (*iri).into());
                put(&mut out, "headline", all(of, terms::HEADLINE).next());
                put(&mut out, "datePublished", date.clone());
                put(&mut out, "inLanguage", all(of, terms::IN_LANGUAGE).next());
                put(&mut out, "identifier", all(of, terms::SOURCE).next());
                article = Some(((*iri).to_owned(), out));
            }
        }
        let Some((article_iri, mut article)) = article else { return Ok(()) };
        for (iri, of) in &facts {
            if let Some(status) = all(of, terms::STATUS).next() {
                things.push(self.event(iri, of, &status, &article_iri)?);
            } else if all(of, terms::STANCE).next().is_some() {
                things.push(self.claim(iri, of, &facts, &article_iri, date.as_deref())?);
            }
        }
        let about: Vec<Value> =
            things.iter().filter(|t| t["@type"] == "Event").map(|t| json!({ "@id": t["@id"] })).collect();
        if !about.is_empty() {
            article.insert("about".into(), about.into());
        }
        for thing in std::iter::once(Value::Object(article)).chain(things) {
            let comma = if self.first { "" } else { "," };
            self.first = false;
            write!(self.out, "{comma}\n{thing}").map_err(ExportError::from)?;
        }
        Ok(())
    }

    fn event(&self, iri: &str, facts: &[&Quad], status: &str, article: &str) -> Result<Value, E> {
        let mut out = Map::new();
        out.insert("@type".into(), "Event".into());
        out.insert("@id".into(), iri.into());
        let classes: Vec<Value> = all(facts, terms::RDF_TYPE).map(Value::from).collect();
        out.insert("additionalType".into(), classes.into());
        put(&mut out, "name", all(facts, terms::LABEL).next());
        put(&mut out, "startDate", all(facts, terms::SEM_EARLIEST).next());
        put(&mut out, "endDate", all(facts, terms::SEM_LATEST).next());
        // schema.org tells only what is scheduled and what is called off apart.
        match status.rsplit('#').next().unwrap_or_default() {
            "planned" => put(&mut out, "eventStatus", Some("https://schema.org/EventScheduled".into())),
            "negated" => put(&mut out, "eventStatus", Some("https://schema.org/EventCancelled".into())),
            _ => {}
        }
        out.insert(format!("{KH}status"), json!({ "@id": status }));
        for (role, property) in
            [("actor", "actor"), ("recipient", "attendee"), ("place", "location"), ("theme", "about")]
        {
            let role = format!("{KH}{role}");
            let mut who: Vec<Value> = Vec::new();
            for quad in facts.iter().filter(|quad| quad.predicate.as_str() == role) {
                who.extend(self.entity(&object(quad))?);
            }
            if !who.is_empty() {
                out.insert(property.into(), who.into());
            }
        }
        out.insert("subjectOf".into(), json!({ "@id": article }));
        Ok(Value::Object(out))
    }

    /// What an entity is, in short; nothing where the graph does not describe it.
    fn entity(&self, iri: &str) -> Result<Option<Value>, E> {
        let quads = (self.known)(iri)?;
        let facts: Vec<&Quad> = quads.iter().collect();
        Ok((!facts.is_empty()).then(|| entity(iri, &facts)))
    }

    fn claim(
        &self,
        iri: &str,
        facts: &[&Quad],
        graph: &Facts<'_>,
        article: &str,
        date: Option<&str>,
    ) -> Result<Value, E> {
        let mut out = Map::new();
        out.insert("@type".into(), "Claim".into());
        out.insert("@id".into(), iri.into());
        let content = all(facts, terms::CONTENT).next();
        let words = content.and_then(|c| graph.get(c.as_str()).and_then(|m| all(m, terms::NIF_ANCHOR).next()));
        put(&mut out, "text", words);
        if let Some(speaker) = all(facts, terms::SPEAKER).next() {
            out.extend(self.entity(&speaker)?.map(|speaker| ("author".to_owned(), speaker)));
        }
        put(&mut out, "datePublished", date.map(str::to_owned));
        if let Some(stance) = all(facts, terms::STANCE).next() {
            out.insert(format!("{KH}stance"), json!({ "@id": stance }));
        }
        out.insert("appearance".into(), json!({ "@id": article }));
        Ok(Value::Object(out))
    }

    /// # Errors
    /// When it cannot be written.
    pub fn finish(mut self) -> Result<(), ExportError> {
        Ok(writeln!(self.out, "\n]}}")?)
    }
}

fn entity(iri: &str, facts: &[&Quad]) -> Value {
    let class = all(facts, terms::RDF_TYPE).find_map(|class| {
        let own = class.strip_prefix(KH)?.to_owned();
        CLASSES.iter().find(|(name, _)| *name == own).map(|(_, theirs)| *theirs)
    });
    let mut out = Map::new();
    out.insert("@type".into(), class.unwrap_or("Thing").into());
    out.insert("@id".into(), iri.into());
    let names: Vec<Value> = facts
        .iter()
        .filter(|quad| quad.predicate == terms::PREF_LABEL)
        .filter_map(|quad| match &quad.object {
            Term::Literal(name) => Some(match name.language() {
                Some(language) => json!({ "@value": name.value(), "@language": language }),
                None => name.value().into(),
            }),
            _ => None,
        })
        .collect();
    if !names.is_empty() {
        out.insert("name".into(), names.into());
    }
    put(&mut out, "sameAs", all(facts, terms::SAME_AS).next());
    Value::Object(out)
}

fn put(out: &mut Map<String, Value>, key: &str, value: Option<String>) {
    if let Some(value) = value {
        out.insert(key.into(), value.into());
    }
}

fn by_subject(quads: &[Quad]) -> Facts<'_> {
    let mut out: Facts = BTreeMap::new();
    for quad in quads {
        if let NamedOrBlankNode::NamedNode(subject) = &quad.subject {
            out.entry(subject.as_str()).or_default().push(quad);
        }
    }
    out
}

fn all<'q>(facts: &'q [&'q Quad], property: NamedNodeRef<'q>) -> impl Iterator<Item = String> + 'q {
    facts.iter().filter(move |quad| quad.predicate == property).map(|quad| object(quad))
}

fn object(quad: &Quad) -> String {
    match &quad.object {
        Term::NamedNode(node) => node.as_str().to_owned(),
        Term::Literal(words) => words.value().to_owned(),
        Term::BlankNode(node) => node.to_string(),
    }
}
