//! The facts of one article as JSON: every fact with its words, references by number within the article.

use crate::article::{Article, DateSource};
use crate::extraction::Facts;
use crate::extraction::facts::{Evidence, Filler, Identity, Instance, MentionKind, Role};
use crate::rdf::Mint;
use crate::text::Span;
use serde_json::{Value, json};

/// One article's facts.
pub fn describe(article: &Article, facts: &Facts, mint: &Mint) -> Value {
    let page = Page { article, facts };
    json!({
        "article": mint.article(&article.sha256).as_str(),
        "source": article.source,
        "sha256": article.sha256,
        "language": facts.language,
        "headline": facts.headline.map(|span| page.span(span)),
        "date": facts.date.map(|(date, source)| json!({
            "day": date.to_string(),
            "source": date_source(source),
            "words": facts.date_evidence.map(|span| page.span(span)),
        })),
        "entities": facts.entities.iter().enumerate().map(|(id, entity)| json!({
            "id": id,
            "iri": mint.entity(entity, &article.sha256).as_str(),
            "class": entity.class,
            "known": matches!(entity.identity, Identity::Known(_)),
            "name": entity.name,
            "spellings": entity.spellings,
            "country": entity.country,
            "mentions": page.mentions(Instance::Entity(id)),
        })).collect::<Vec<_>>(),
        "events": (0..facts.events.len()).map(|id| page.event(id)).collect::<Vec<_>>(),
        "statements": facts.statements.iter().enumerate().map(|(id, statement)| json!({
            "id": id,
            "speaker": statement.speaker,
            "stance": statement.stance,
            "cue": page.mention(statement.cue),
            "content": page.mention(statement.content),
            "addressee": statement.addressee,
            "about": statement.about,
            "evidence": page.evidence(&statement.evidence),
        })).collect::<Vec<_>>(),
        "positions": facts.positions.iter().map(|position| json!({
            "person": position.person,
            "of": position.of,
            "title": page.span(position.title),
            "former": position.former,
            "acting": position.acting,
            "evidence": page.evidence(&position.evidence),
        })).collect::<Vec<_>>(),
        "notes": facts.notes.iter().map(|note| json!({ "at": page.span(note.span), "message": note.message })).collect::<Vec<_>>(),
    })
}

/// How a date is known, as `kh:dateSource` says it.
pub fn date_source(source: DateSource) -> &'static str {
    match source {
        DateSource::Given => "given",
        DateSource::Printed => "printed",
        DateSource::Inferred => "inferred",
    }
}

struct Page<'a> {
    article: &'a Article,
    facts: &'a Facts,
}

impl Page<'_> {
    fn span(&self, span: Span) -> Value {
        json!({ "begin": span.begin, "end": span.end, "words": self.article.text.slice(span) })
    }

    fn mention(&self, id: usize) -> Value {
        self.facts.mentions.get(id).map_or(Value::Null, |mention| self.span(mention.span))
    }

    /// The mentions of a thing, with their kinds.
    fn mentions(&self, instance: Instance) -> Vec<Value> {
        let of = self.facts.mentions.iter().filter(|mention| mention.denotes.contains(&instance));
        of.map(|mention| {
            let mut value = self.span(mention.span);
            value["kind"] = json!(mention.kind);
            value["rule"] = json!(mention.rule);
            value
        })
        .collect()
    }

    fn evidence(&self, evidence: &Evidence) -> Value {
        json!({ "rule": evidence.rule, "spans": evidence.spans.iter().map(|&span| self.span(span)).collect::<Vec<_>>() })
    }

    fn event(&self, id: usize) -> Value {
        let event = &self.facts.events[id];
        let triggers = self.mentions(Instance::Event(id));
        debug_assert!(triggers.iter().all(|trigger| trigger["kind"] == json!(MentionKind::Trigger)));
        json!({
            "id": id,
            "class": event.class,
            "narrow": event.narrow,
            "label": event.label,
            "triggers": triggers,
            "status": event.status,
            "evidence": { "status": self.evidence(&event.status_evidence), "type": self.evidence(&event.type_evidence) },
            "time": event.time.as_ref().map(|time| json!({
                "earliest": time.bounds.as_ref().map(|bounds| bounds.earliest.to_string()),
                "latest": time.bounds.as_ref().map(|bounds| bounds.latest.to_string()),
                "edtf": time.bounds.as_ref().map(|bounds| &bounds.edtf),
                "granularity": time.bounds.as_ref().map(|bounds| &bounds.granularity),
                "mention": time.mention.map(|id| self.mention(id)),
                "evidence": self.evidence(&time.evidence),
            })),
            "roles": event.roles.iter().map(|role| self.role(role)).collect::<Vec<_>>(),
            "quantities": event.quantities.iter().map(|quantity| json!({
                "property": quantity.property,
                "value": quantity.value,
                "currency": quantity.currency,
                "precision": quantity.precision,
                "evidence": self.evidence(&quantity.evidence),
            })).collect::<Vec<_>>(),
            "reportedIn": event.reported_in,
            "partOf": event.part_of,
        })
    }

    fn role(&self, role: &Role) -> Value {
        let filler = match role.filler {
            Filler::Entity(id) => json!({ "entity": id }),
            Filler::Topic(id) => json!({ "topic": self.mention(id) }),
        };
        json!({ "role": role.base, "narrow": role.narrow, "filler": filler, "evidence": self.evidence(&role.evidence) })
    }
}
