//! What a page says of one thing: its facts with the words that say them.

use super::label::{self, in_language, term};
use super::passage::{Mark, Passages, Source};
use super::select::{Entity, Event, Neighbourhood, Position, Statement, last_part};
use crate::lang::LANGUAGES;
use crate::ontology::Ontology;
use crate::ontology::vocab::{kh, org, sem};
use oxigraph::model::{NamedNode, NamedNodeRef, Term};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// One thing and what is known of it.
#[derive(Debug, Serialize)]
pub struct Item {
    title: String,
    facts: Vec<Fact>,
    /// Where it is mentioned, beside what the facts were read from.
    marks: Vec<Mark>,
    iri: String,
    /// Elsewhere on the web.
    url: Option<String>,
}

/// A fact in words.
#[derive(Debug, Default, Serialize)]
pub struct Fact {
    name: String,
    value: String,
    /// Node of the value.
    to: Option<usize>,
    rule: String,
    marks: Vec<Mark>,
}

pub(super) struct Records<'a> {
    pub found: &'a Neighbourhood,
    pub ontology: &'a Ontology,
    pub passages: &'a Passages,
    pub language: &'a str,
    pub words: BTreeMap<String, String>,
    pub places: HashMap<&'a NamedNode, usize>,
}

impl Records<'_> {
    pub fn label(&self, iri: &NamedNode) -> String {
        term(self.ontology, iri, self.language)
    }

    fn word(&self, key: &str) -> String {
        self.words.get(key).cloned().unwrap_or_default()
    }

    /// Everything that a thing may be searched by, in every language.
    pub fn names(&self, iri: &NamedNode) -> BTreeSet<String> {
        let mut names = BTreeSet::new();
        let mut classes: &[NamedNode] = &[];
        if let Some(entity) = self.found.entities.get(iri) {
            names.extend(entity.labels.iter().chain(&entity.others).map(|label| label.value().to_owned()));
            classes = &entity.classes;
        } else if let Some(event) = self.found.events.get(iri) {
            names.extend(event.label.iter().map(|label| label.value().to_owned()));
            let topics = event.roles.iter().filter_map(|(_, filler)| self.found.topics.get(filler));
            names.extend(topics.map(|topic| topic.value().to_owned()));
            classes = &event.classes;
        } else if let Some(statement) = self.found.statements.get(iri) {
            names.extend(statement.content.iter().map(|content| content.value().to_owned()));
        }
        for class in classes.iter().filter(|class| class.as_str().starts_with(kh::NAMESPACE)) {
            let languages = LANGUAGES.iter().copied().chain(["en"]);
            names.extend(languages.filter_map(|code| self.ontology.label(class.as_str(), code)).map(str::to_owned));
        }
        names
    }

    pub fn item(&self, iri: &NamedNode) -> Option<Item> {
        if let Some(event) = self.found.events.get(iri) {
            return Some(self.event(iri, event));
        }
        if let Some(statement) = self.found.statements.get(iri) {
            return Some(self.statement(iri, statement));
        }
        self.found.entities.get(iri).map(|entity| self.entity(iri, entity))
    }

    fn name(&self, iri: &NamedNode) -> String {
        if let Some(topic) = self.found.topics.get(iri) {
            return topic.value().to_owned();
        }
        let labels = self.found.entities.get(iri).map_or(&[][..], |entity| entity.labels.as_slice());
        in_language(labels, self.language)
            .map_or_else(|| last_part(iri).replace('_', " "), |label| label.value().to_owned())
    }

    /// A fact whose evidence is asked for by predicate and object.
    fn fact(&self, of: &NamedNode, predicate: &NamedNode, object: Term, name: String, value: String) -> Fact {
        let to = if let Term::NamedNode(node) = &object { self.places.get(node).copied() } else { None };
        let sources = self.passages.of(of, predicate, &object);
        sourced(Fact { name, value, to, ..Fact::default() }, &sources)
    }

    /// A fact that all evidence of a predicate tells, whatever its object.
    fn told(&self, of: &NamedNode, predicate: NamedNodeRef, name: String, value: String) -> Fact {
        let sources = self.passages.sources.get(of).map_or(&[][..], Vec::as_slice).iter();
        let sources: Vec<&Source> =
            sources.filter(|source| source.predicates.iter().any(|own| own.as_ref() == predicate)).collect();
        sourced(Fact { name, value, ..Fact::default() }, &sources)
    }

    fn link(&self, of: &NamedNode, predicate: NamedNodeRef, to: &NamedNode) -> Fact {
        let predicate = predicate.into_owned();
        self.fact(of, &predicate, to.clone().into(), self.label(&predicate), self.name(to))
    }

    fn item_of(&self, iri: &NamedNode, title: String, facts: Vec<Fact>) -> Item {
        let marks = self.passages.mentions.get(iri).cloned().unwrap_or_default();
        Item { title, facts, marks, iri: iri.as_str().to_owned(), url: None }
    }

    fn event(&self, iri: &NamedNode, event: &Event) -> Item {
        let mut facts = Vec::new();
        let mut classes: Vec<&NamedNode> =
            event.classes.iter().filter(|class| class.as_str().starts_with(kh::NAMESPACE)).collect();
        let all = classes.clone();
        let is_above = |class: &NamedNode, other: &NamedNode| {
            class != other && self.ontology.is_subclass(last_part(other), last_part(class))
        };
        classes.retain(|class| !all.iter().any(|other| is_above(class, other)));
        let title: Vec<String> = classes.iter().map(|class| self.label(class)).collect();
        if let Some(label) = &event.label {
            facts.push(Fact { name: self.word("said"), value: label.value().to_owned(), ..Fact::default() });
        }
        if let Some(status) = &event.status {
            let predicate = kh::STATUS.into_owned();
            facts.push(self.fact(iri, &predicate, status.clone().into(), self.label(&predicate), self.label(status)));
        }
        if let Some((first, last)) = &event.time {
            let days = label::days(first, last, false);
            facts.push(self.told(iri, sem::HAS_EARLIEST_BEGIN_TIME_STAMP, self.word("time"), days));
        }
        let mut fillers: BTreeMap<&NamedNode, Vec<&NamedNode>> = BTreeMap::new();
        event.roles.iter().for_each(|(role, filler)| fillers.entry(filler).or_default().push(role));
        for (filler, roles) in fillers {
            let below = |role: &NamedNode, other: &NamedNode| {
                role != other && self.ontology.is_subclass(last_part(role), last_part(other))
            };
            for role in roles.iter().filter(|role| !roles.iter().any(|other| below(other, role))) {
                facts.push(self.fact(iri, role, filler.clone().into(), self.label(role), self.name(filler)));
            }
        }
        for (property, value) in &event.quantities {
            let money = event.currency.as_deref().filter(|_| event.quantities.len() == 1 || value.len() > 5);
            let value = format!("{} {}", label::number(value), money.unwrap_or_default());
            facts.push(self.told(iri, property.as_ref(), self.label(property), value.trim_end().to_owned()));
        }
        for statement in &event.reported_in {
            let speaker = self.found.statements.get(statement).and_then(|statement| statement.speaker.as_ref());
            let to = self.places.get(statement).copied();
            let value = speaker.map_or_else(|| "…".into(), |speaker| self.name(speaker));
            facts.push(Fact { name: self.word("told"), value, to, ..Fact::default() });
        }
        for whole in &event.part_of {
            let label = self.found.events.get(whole).and_then(|event| event.label.as_ref());
            let value = label.map_or_else(|| "…".into(), |label| label.value().to_owned());
            facts.push(Fact { name: self.word("part"), value, to: self.places.get(whole).copied(), ..Fact::default() });
        }
        self.item_of(iri, title.join(" · "), facts)
    }

    fn statement(&self, iri: &NamedNode, statement: &Statement) -> Item {
        let mut facts = Vec::new();
        if let Some(speaker) = &statement.speaker {
            facts.push(self.link(iri, kh::SPEAKER, speaker));
        }
        if let Some(stance) = &statement.stance {
            let predicate = kh::STANCE.into_owned();
            facts.push(self.fact(iri, &predicate, stance.clone().into(), self.label(&predicate), self.label(stance)));
        }
        if let Some(content) = &statement.content {
            facts.push(self.told(iri, kh::CONTENT, self.word("said"), content.value().to_owned()));
        }
        facts.extend(statement.addressees.iter().map(|to| self.link(iri, kh::ADDRESSEE, to)));
        facts.extend(statement.about.iter().map(|what| self.link(iri, kh::ABOUT, what)));
        self.item_of(iri, self.label(&kh::STATEMENT.into_owned()), facts)
    }

    fn entity(&self, iri: &NamedNode, entity: &Entity) -> Item {
        let mut facts = Vec::new();
        let title = self.name(iri);
        let class = entity.classes.iter().find(|class| class.as_str().starts_with(kh::NAMESPACE));
        if let Some(class) = class {
            facts.push(Fact { name: self.word("type"), value: self.label(class), ..Fact::default() });
        }
        let names: BTreeSet<&str> =
            entity.labels.iter().map(|label| label.value()).filter(|name| *name != title).collect();
        if !names.is_empty() {
            let value = names.into_iter().collect::<Vec<_>>().join(" · ");
            facts.push(Fact { name: self.word("names"), value, ..Fact::default() });
        }
        if let Some(country) = entity.country.as_ref().filter(|country| *country != iri) {
            facts.push(self.link(iri, kh::COUNTRY, country));
        }
        for (position, held) in &self.found.positions {
            if held.member.as_ref() == Some(iri) {
                facts.push(self.office(position, held));
            }
        }
        let mut item = self.item_of(iri, title, facts);
        item.url = entity.same_as.as_ref().map(|same| same.as_str().to_owned()).filter(|url| is_web(url));
        item
    }

    fn office(&self, position: &NamedNode, held: &Position) -> Fact {
        let title = in_language(&held.titles, self.language).map_or("", |title| title.value());
        let former = held.former.then(|| format!(" ({})", self.label(&kh::FORMER.into_owned())));
        let of = held.of.as_ref().map(|of| format!(" · {}", self.name(of)));
        let value = format!("{title}{}{}", former.unwrap_or_default(), of.unwrap_or_default());
        let mut fact = self.told(position, org::MEMBER, self.word("office"), value);
        fact.to = held.of.as_ref().and_then(|of| self.places.get(of).copied());
        fact
    }
}

/// Whether an address is one that a reader may safely follow from a page.
pub(super) fn is_web(url: &str) -> bool {
    url.starts_with("http://") || url.starts_with("https://")
}

fn sourced(mut fact: Fact, sources: &[&Source]) -> Fact {
    let rules: BTreeSet<&str> = sources.iter().map(|source| source.rule.as_str()).collect();
    fact.rule = rules.into_iter().collect::<Vec<_>>().join(", ");
    let marks: BTreeSet<Mark> = sources.iter().flat_map(|source| source.marks.iter().copied()).collect();
    fact.marks = marks.into_iter().collect();
    fact
}
