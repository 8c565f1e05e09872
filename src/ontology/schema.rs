//! Classes, roles and individuals, as `ontology/khabar.ttl` declares them. Nothing here knows an event type by name.

use super::declare::{ancestors, declare};
use super::vocab::kh;
use super::{OntologyError, Problem};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// A local name (`Meeting`) for terms of the kh: namespace, the whole IRI for others.
pub type Name = Arc<str>;

/// What a term is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Class,
    ObjectProperty,
    DatatypeProperty,
    AnnotationProperty,
    Individual,
}

/// One declared term.
#[derive(Clone, Debug)]
pub struct Declared {
    pub name: Name,
    pub kind: Kind,
    /// Its classes, for individuals.
    pub types: Vec<Name>,
    /// Direct superclasses or superproperties.
    pub parents: Vec<Name>,
    /// Classes it may be stated of; empty: any.
    pub domain: Vec<Name>,
    /// Classes of its values; empty: any.
    pub range: Vec<Name>,
    /// Language and text.
    pub labels: Vec<(Arc<str>, Arc<str>)>,
    pub definitions: Vec<(Arc<str>, Arc<str>)>,
    pub file: Arc<str>,
    pub line: usize,
}

/// A role of events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    /// The property: `visitor`.
    pub property: Name,
    /// The most general one above it: `actor`.
    pub base: Name,
    /// Event classes that have it; subclasses inherit it.
    pub domain: Vec<Name>,
    /// Classes that may fill it; empty: any.
    pub range: Vec<Name>,
}

/// The ontology, checked.
#[derive(Clone, Debug)]
pub struct Ontology {
    terms: BTreeMap<Name, Declared>,
    /// Every proper superclass or superproperty.
    ancestors: HashMap<Name, BTreeSet<Name>>,
    event_bases: Vec<Name>,
    entity_bases: Vec<Name>,
    roles: BTreeMap<Name, Role>,
}

impl Ontology {
    /// Reads the files, name and Turtle each.
    ///
    /// # Errors
    /// When a file is not Turtle, a class, property or domain is used without being declared, a class is above itself,
    /// or a role or event class has no base or two.
    pub fn load(files: &[(&str, &str)]) -> Result<Self, OntologyError> {
        let mut terms = BTreeMap::new();
        for (file, text) in files {
            declare(file, text, &mut terms)?;
        }
        let mut ontology = Ontology {
            ancestors: ancestors(&terms)?,
            terms,
            event_bases: Vec::new(),
            entity_bases: Vec::new(),
            roles: BTreeMap::new(),
        };
        ontology.event_bases = ontology.below(local(kh::EVENT.as_str()));
        ontology.entity_bases = ontology.below(local(kh::ENTITY.as_str()));
        ontology.find_roles()?;
        ontology.check_bases()?;
        Ok(ontology)
    }

    /// Every term, in order of name.
    pub fn terms(&self) -> impl Iterator<Item = &Declared> {
        self.terms.values()
    }

    /// A term by local name (`Meeting`), or by IRI where it is not in the kh: namespace.
    pub fn term(&self, name: &str) -> Option<&Declared> {
        self.terms.get(name.strip_prefix(kh::NAMESPACE).unwrap_or(name))
    }

    /// A term's label in a language.
    pub fn label(&self, name: &str, language: &str) -> Option<&str> {
        self.term(name).and_then(|term| text(&term.labels, language))
    }

    /// A term's definition in a language.
    pub fn definition(&self, name: &str, language: &str) -> Option<&str> {
        self.term(name).and_then(|term| text(&term.definitions, language))
    }

    /// Whether the name is that of a declared class.
    pub fn is_class(&self, name: &str) -> bool {
        self.term(name).is_some_and(|term| term.kind == Kind::Class)
    }

    /// Whether one class (or property) is the other or below it.
    pub fn is_subclass(&self, name: &str, of: &str) -> bool {
        name == of || self.ancestors.get(name).is_some_and(|above| above.contains(of))
    }

    /// The event types: the direct subclasses of kh:Event, in order of name.
    pub fn base_event_classes(&self) -> &[Name] {
        &self.event_bases
    }

    /// Whether the name is an event type or a subclass of one.
    pub fn is_event_class(&self, name: &str) -> bool {
        self.base_event_class(name).is_some()
    }

    /// The event type that a class is or is below.
    pub fn base_event_class(&self, name: &str) -> Option<&Name> {
        self.event_bases.iter().find(|base| self.is_subclass(name, base))
    }

    /// The base classes of entities: the direct subclasses of kh:Entity, in order of name.
    pub fn base_entity_classes(&self) -> &[Name] {
        &self.entity_bases
    }

    /// Whether the name is a base class of entities or below one.
    pub fn is_entity_class(&self, name: &str) -> bool {
        self.base_entity_class(name).is_some()
    }

    /// The base class of entities that a class is or is below.
    pub fn base_entity_class(&self, name: &str) -> Option<&Name> {
        self.entity_bases.iter().find(|base| self.is_subclass(name, base))
    }

    /// The roles an event class has, its own and inherited, in order of name.
    pub fn roles(&self, class: &str) -> impl Iterator<Item = &Role> {
        let has =
            |role: &&Role| role.domain.is_empty() || role.domain.iter().any(|domain| self.is_subclass(class, domain));
        self.roles.values().filter(has)
    }

    /// A role by its property.
    pub fn role(&self, property: &str) -> Option<&Role> {
        self.roles.get(property)
    }

    /// Whether an event class has a role.
    pub fn has_role(&self, class: &str, property: &str) -> bool {
        self.roles(class).any(|role| &*role.property == property)
    }

    /// The most general role above a role, or the role itself.
    pub fn base_role(&self, property: &str) -> Option<&Name> {
        self.role(property).map(|role| &role.base)
    }

    /// Whether something of a class may fill a role.
    pub fn may_fill(&self, property: &str, class: &str) -> bool {
        self.role(property)
            .is_some_and(|role| role.range.is_empty() || role.range.iter().any(|range| self.is_subclass(class, range)))
    }

    /// The individuals of a class: `Status`, `Stance`, `MentionKind`, `DateSource`, `Precision`.
    pub fn individuals(&self, class: &str) -> Vec<&Name> {
        let of = |term: &&Declared| term.types.iter().any(|named| self.is_subclass(named, class));
        self.terms.values().filter(of).map(|term| &term.name).collect()
    }

    /// Whether a name is an individual of a class.
    pub fn is_individual(&self, name: &str, class: &str) -> bool {
        self.term(name).is_some_and(|term| term.types.iter().any(|named| self.is_subclass(named, class)))
    }

    /// `occurred`, `planned` …
    pub fn statuses(&self) -> Vec<&Name> {
        self.individuals(local(kh::STATUS_CLASS.as_str()))
    }

    /// `say`, `support` …
    pub fn stances(&self) -> Vec<&Name> {
        self.individuals(local(kh::STANCE_CLASS.as_str()))
    }

    /// `name`, `nisba` …
    pub fn mention_kinds(&self) -> Vec<&Name> {
        self.individuals(local(kh::MENTION_KIND_CLASS.as_str()))
    }

    /// `approximate`, `atLeast`, `atMost`.
    pub fn precisions(&self) -> Vec<&Name> {
        self.individuals(local(kh::PRECISION_CLASS.as_str()))
    }

    /// The properties that give an event a number: `count`, `killed` …
    pub fn quantity_properties(&self) -> Vec<&Name> {
        let above = local(kh::MEASURE.as_str());
        self.terms.keys().filter(|name| &***name != above && self.is_subclass(name, above)).collect()
    }

    fn below(&self, parent: &str) -> Vec<Name> {
        let below = |term: &&Declared| term.parents.iter().any(|name| &**name == parent);
        self.terms.values().filter(below).map(|term| term.name.clone()).collect()
    }

    fn find_roles(&mut self) -> Result<(), Problem> {
        let bases = self.below(local(kh::ROLE.as_str()));
        let mut roles = BTreeMap::new();
        for term in self.terms.values().filter(|term| term.kind == Kind::ObjectProperty) {
            let above: Vec<_> = bases.iter().filter(|base| self.is_subclass(&term.name, base)).collect();
            match above.as_slice() {
                [] => {}
                [base] => {
                    let role = Role {
                        property: term.name.clone(),
                        base: Name::clone(base),
                        domain: term.domain.clone(),
                        range: term.range.clone(),
                    };
                    roles.insert(term.name.clone(), role);
                }
                _ => return Err(wrong(term, "is under two base roles", "put each role under one base role")),
            }
        }
        self.roles = roles;
        Ok(())
    }

    /// An event class stands under one event type, an entity class under one base class.
    fn check_bases(&self) -> Result<(), Problem> {
        for term in self.terms.values() {
            for bases in [&self.event_bases, &self.entity_bases] {
                if bases.iter().filter(|base| self.is_subclass(&term.name, base)).count() > 1 {
                    return Err(wrong(term, "is under two base classes", "put each class under one base class"));
                }
            }
        }
        Ok(())
    }
}

pub(super) fn wrong(term: &Declared, message: &str, help: &str) -> Problem {
    let message = format!("\"{}\" {message}", term.name);
    Problem { file: term.file.clone(), line: term.line, message, help: help.to_owned() }
}

fn text<'a>(texts: &'a [(Arc<str>, Arc<str>)], language: &str) -> Option<&'a str> {
    texts.iter().find(|(lang, _)| &**lang == language).map(|(_, text)| &**text)
}

pub(super) fn local(iri: &str) -> &str {
    iri.strip_prefix(kh::NAMESPACE).unwrap_or(iri)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOY: &str = "@prefix kh: <https://w3id.org/khabar/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
kh:Event a owl:Class . kh:Entity a owl:Class . kh:Agent a owl:Class .
kh:Robot a owl:Class ; rdfs:subClassOf kh:Entity, kh:Agent .
kh:Crater a owl:Class ; rdfs:subClassOf kh:Entity .
kh:Race a owl:Class ; rdfs:subClassOf kh:Event ; rdfs:label \"race\"@en .
kh:Relay a owl:Class ; rdfs:subClassOf kh:Race .
kh:Nap a owl:Class ; rdfs:subClassOf kh:Event .
kh:role a owl:ObjectProperty .
kh:actor a owl:ObjectProperty ; rdfs:subPropertyOf kh:role ; rdfs:domain kh:Event ; rdfs:range kh:Agent .
kh:theme a owl:ObjectProperty ; rdfs:subPropertyOf kh:role .
kh:runner a owl:ObjectProperty ; rdfs:subPropertyOf kh:actor ; rdfs:range kh:Robot ;
    rdfs:domain [ a owl:Class ; owl:unionOf ( kh:Relay kh:Nap ) ] .
kh:measure a owl:DatatypeProperty .
kh:laps a owl:DatatypeProperty ; rdfs:subPropertyOf kh:measure ; rdfs:range xsd:integer .
kh:Status a owl:Class . kh:won a kh:Status .
";

    fn toy(more: &str) -> Result<Ontology, OntologyError> {
        Ontology::load(&[
            ("toy.ttl", TOY),
            ("more.ttl", &format!("{}{more}", TOY.split("kh:Event").next().unwrap_or(""))),
        ])
    }

    #[test]
    fn classes_and_roles() {
        let toy = toy("").expect("an ontology");
        assert_eq!(toy.base_event_classes().iter().map(|name| &**name).collect::<Vec<_>>(), ["Nap", "Race"]);
        assert_eq!(toy.base_event_class("Relay").map(|name| &**name), Some("Race"));
        assert!(toy.is_event_class("Race") && !toy.is_event_class("Event") && !toy.is_event_class("Robot"));
        assert_eq!(toy.base_entity_class("Robot").map(|name| &**name), Some("Robot"));
        let roles = |class: &str| toy.roles(class).map(|role| role.property.to_string()).collect::<Vec<_>>();
        assert_eq!(roles("Relay"), ["actor", "runner", "theme"]);
        assert_eq!(roles("Race"), ["actor", "theme"]);
        assert!(toy.has_role("Nap", "runner") && !toy.has_role("Race", "runner"));
        assert_eq!(toy.base_role("runner").map(|name| &**name), Some("actor"));
        assert_eq!(toy.base_role("role"), None);
        assert!(toy.may_fill("actor", "Robot") && !toy.may_fill("actor", "Crater") && toy.may_fill("theme", "Crater"));
        assert_eq!(toy.statuses().len(), 1);
        assert!(toy.is_individual("won", "Status") && !toy.is_individual("Race", "Status"));
        assert_eq!(toy.quantity_properties().iter().map(|name| &***name).collect::<Vec<_>>(), ["laps"]);
        assert_eq!(toy.label("Race", "en"), Some("race"));
        assert_eq!(toy.label("https://w3id.org/khabar/ontology#Race", "en"), Some("race"));
        assert_eq!(toy.term("runner").map(|term| term.line), Some(14));
    }

    #[test]
    fn errors_name_file_and_line() {
        for (more, message) in [
            ("kh:Race a owl:Class .", "toy.ttl:8: \"Race\" is declared twice"),
            ("kh:X a owl:Class ; rdfs:subClassOf kh:Y .", "more.ttl:5: \"X\" uses \"Y\", which is not declared"),
            ("kh:X a owl:Class ; rdfs:subClassOf kh:X .", "more.ttl:5: \"X\" is above itself"),
            ("kh:X a owl:Class ; rdfs:subClassOf kh:Nap, kh:Race .", "more.ttl:5: \"X\" is under two base classes"),
            ("kh:x a owl:ObjectProperty ; rdfs:subPropertyOf kh:actor, kh:theme .", "\"x\" is under two base roles"),
            ("kh:x kh:y", "more.ttl:5:10: "),
        ] {
            let error = toy(more).expect_err(more).to_string();
            assert!(error.contains(message) && error.contains("\nhelp: "), "{error}");
        }
    }
}
