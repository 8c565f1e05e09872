//! What ties the nodes of a picture: roles, speakers, offices; and offices as words in a person's label.

use super::graph::Composer;
use super::label::in_language;
use super::node::{Edge, Tie};
use super::select::{Event, Position, last_part};
use crate::ontology::vocab::{kh, sem};
use oxigraph::model::{NamedNode, NamedNodeRef};
use petgraph::graph::NodeIndex;
use std::collections::BTreeMap;

/// Offices in a person's label.
const MOST_OFFICES: usize = 2;

impl<'a> Composer<'a> {
    pub(super) fn edges(&mut self) {
        let mut ties: BTreeMap<(NodeIndex, NodeIndex, Tie), Vec<String>> = BTreeMap::new();
        let mut tie = |from: &NamedNode, to: &NamedNode, tie: Tie, label: Option<String>| {
            if let (Some(&from), Some(&to)) = (self.nodes.get(from), self.nodes.get(to)) {
                let labels = ties.entry((from, to, tie)).or_default();
                labels.extend(label.filter(|label| !labels.contains(label)));
            }
        };
        for (iri, event) in &self.found.events {
            for (filler, properties) in self.roles(event) {
                let acts = properties.iter().any(|property| self.is_actor(property));
                let (from, to) = if acts { (filler, iri) } else { (iri, filler) };
                properties.iter().for_each(|property| tie(from, to, Tie::Role, Some(self.label(property))));
            }
            event.reported_in.iter().for_each(|statement| tie(statement, iri, Tie::Reports, None));
            let part = sem::SUB_EVENT_OF.into_owned();
            event.part_of.iter().for_each(|whole| tie(iri, whole, Tie::Part, Some(self.label(&part))));
        }
        for (iri, statement) in &self.found.statements {
            if let Some(speaker) = &statement.speaker {
                let stance = statement.stance.as_ref().filter(|_| !self.is_group(iri));
                tie(speaker, iri, Tie::Speaks, stance.map(|stance| self.label(stance)));
            }
            let label = |property: NamedNodeRef| Some(self.label(&property.into_owned()));
            statement.addressees.iter().for_each(|to| tie(iri, to, Tie::Addressee, label(kh::ADDRESSEE)));
            statement.about.iter().for_each(|what| tie(iri, what, Tie::About, label(kh::ABOUT)));
        }
        for position in self.found.positions.values().filter(|position| self.is_tie(position)) {
            if let (Some(member), Some(of)) = (&position.member, &position.of) {
                tie(member, of, Tie::Office, self.title(position));
            }
        }
        for ((from, to, tie), labels) in ties {
            self.graph.add_edge(from, to, Edge { tie, labels });
        }
    }

    /// Whether the statement's note holds others too, and so says their stances itself.
    fn is_group(&self, statement: &NamedNode) -> bool {
        let place = self.nodes.get(statement);
        self.found.statements.keys().filter(|other| self.nodes.get(*other) == place).count() > 1
    }

    /// An office is a tie where it concerns the focus; elsewhere it is a line in the person's label.
    pub(super) fn is_tie(&self, position: &Position) -> bool {
        position.of.iter().chain(&position.member).any(|end| self.found.focus.contains(end))
    }

    fn title(&self, position: &Position) -> Option<String> {
        let title = in_language(&position.titles, self.language)?.value();
        let former = position.former.then(|| self.label(&kh::FORMER.into_owned()));
        Some(former.map_or(title.to_owned(), |former| format!("{title} ({former})")))
    }

    /// The offices of a person: title and body.
    pub(super) fn offices(&self, person: &NamedNode) -> Vec<String> {
        let mut offices: Vec<String> = Vec::new();
        for position in self.found.positions.values() {
            if position.member.as_ref() != Some(person) || self.is_tie(position) && position.of.is_some() {
                continue;
            }
            let of = position.of.as_ref().and_then(|of| self.found.entities.get_key_value(of));
            let of = of.map(|(of, entity)| self.name(of, entity));
            let parts: Vec<String> = self.title(position).into_iter().chain(of).collect();
            offices.push(parts.join(" · "));
        }
        offices.sort();
        offices.dedup();
        offices.truncate(MOST_OFFICES);
        offices
    }

    /// Fillers with their narrowest properties.
    fn roles(&self, event: &'a Event) -> BTreeMap<&'a NamedNode, Vec<&'a NamedNode>> {
        let mut fillers: BTreeMap<&NamedNode, Vec<&NamedNode>> = BTreeMap::new();
        for (property, filler) in &event.roles {
            fillers.entry(filler).or_default().push(property);
        }
        for properties in fillers.values_mut() {
            let all = properties.clone();
            let below = |one: &NamedNode, other: &NamedNode| {
                one != other && self.ontology.is_subclass(last_part(one), last_part(other))
            };
            properties.retain(|property| !all.iter().any(|other| below(other, property)));
        }
        fillers
    }

    fn is_actor(&self, property: &NamedNode) -> bool {
        let name = last_part(property);
        self.ontology.is_subclass(name, last_part(&kh::ACTOR.into_owned()))
    }
}
