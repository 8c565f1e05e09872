//! Classes, roles and individuals, as `ontology/khabar.ttl` declares them. Nothing here knows an event type by name.

use super::turtle::{line_of, triples};
use super::vocab::{kh, owl, skos};
use super::{OntologyError, Problem};
use oxrdf::{NamedNode, NamedOrBlankNode, Term as Node, vocab::rdf, vocab::rdfs};
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

fn wrong(term: &Declared, message: &str, help: &str) -> Problem {
    let message = format!("\"{}\" {message}", term.name);
    Problem { file: term.file.clone(), line: term.line, message, help: help.to_owned() }
}

fn text<'a>(texts: &'a [(Arc<str>, Arc<str>)], language: &str) -> Option<&'a str> {
    texts.iter().find(|(lang, _)| &**lang == language).map(|(_, text)| &**text)
}

fn local(iri: &str) -> &str {
    iri.strip_prefix(kh::NAMESPACE).unwrap_or(iri)
}

/// Adds the terms that a file declares.
fn declare(file: &str, source: &str, terms: &mut BTreeMap<Name, Declared>) -> Result<(), OntologyError> {
    let mut about: Vec<(NamedOrBlankNode, Vec<(NamedNode, Node)>)> = Vec::new();
    let mut places: HashMap<NamedOrBlankNode, usize> = HashMap::new();
    for triple in triples(file, source) {
        let triple = triple?;
        let place = *places.entry(triple.subject.clone()).or_insert_with(|| {
            about.push((triple.subject.clone(), Vec::new()));
            about.len() - 1
        });
        about[place].1.push((triple.predicate, triple.object));
    }
    for (subject, facts) in &about {
        let NamedOrBlankNode::NamedNode(node) = subject else { continue };
        let Some(kind) = kind(facts) else { continue };
        let name: Name = local(node.as_str()).into();
        let members = |property: oxrdf::NamedNodeRef| -> Vec<Name> {
            let values = facts.iter().filter(|(predicate, _)| predicate.as_ref() == property);
            values.flat_map(|(_, value)| named(value, &about, &places)).collect()
        };
        let texts = |properties: &[oxrdf::NamedNodeRef]| -> Vec<(Arc<str>, Arc<str>)> {
            let literals = facts.iter().filter(|(predicate, _)| properties.contains(&predicate.as_ref()));
            let literals = literals.filter_map(|(_, value)| match value {
                Node::Literal(literal) => literal.language().map(|lang| (lang.into(), literal.value().into())),
                _ => None,
            });
            literals.collect()
        };
        let mut parents = members(rdfs::SUB_CLASS_OF);
        parents.extend(members(rdfs::SUB_PROPERTY_OF));
        let declared = Declared {
            name: name.clone(),
            kind,
            types: if kind == Kind::Individual { members(rdf::TYPE) } else { Vec::new() },
            parents,
            domain: members(rdfs::DOMAIN),
            range: members(rdfs::RANGE),
            labels: texts(&[rdfs::LABEL, skos::PREF_LABEL]),
            definitions: texts(&[skos::DEFINITION, rdfs::COMMENT]),
            file: file.into(),
            line: line_of(source, node.as_str(), ""),
        };
        if let Some(first) = terms.insert(name, declared) {
            return Err(wrong(&first, "is declared twice", "declare each term once").into());
        }
    }
    Ok(())
}

fn kind(facts: &[(NamedNode, Node)]) -> Option<Kind> {
    let types = || facts.iter().filter(|(predicate, _)| predicate.as_ref() == rdf::TYPE).map(|(_, value)| value);
    for (class, kind) in [
        (owl::CLASS, Kind::Class),
        (rdfs::CLASS, Kind::Class),
        (rdfs::DATATYPE, Kind::Class),
        (owl::OBJECT_PROPERTY, Kind::ObjectProperty),
        (owl::DATATYPE_PROPERTY, Kind::DatatypeProperty),
        (owl::ANNOTATION_PROPERTY, Kind::AnnotationProperty),
    ] {
        if types().any(|value| matches!(value, Node::NamedNode(node) if node.as_ref() == class)) {
            return Some(kind);
        }
    }
    let own = |value: &Node| matches!(value, Node::NamedNode(node) if node.as_str().starts_with(kh::NAMESPACE));
    types().any(own).then_some(Kind::Individual)
}

type About = [(NamedOrBlankNode, Vec<(NamedNode, Node)>)];

/// The classes an expression names: itself, or the members of its owl:unionOf.
fn named(value: &Node, about: &About, places: &HashMap<NamedOrBlankNode, usize>) -> Vec<Name> {
    let facts = |node: &Node| -> &[(NamedNode, Node)] {
        let Node::BlankNode(blank) = node else { return &[] };
        places.get(&NamedOrBlankNode::from(blank.clone())).map_or(&[], |&place| &about[place].1)
    };
    let find = |node: &Node, property: oxrdf::NamedNodeRef| {
        facts(node).iter().find(|(predicate, _)| predicate.as_ref() == property).map(|(_, value)| value.clone())
    };
    if let Node::NamedNode(node) = value {
        return vec![local(node.as_str()).into()];
    }
    let mut names = Vec::new();
    let mut rest = find(value, owl::UNION_OF);
    while let Some(list) = rest {
        names.extend(find(&list, rdf::FIRST).iter().flat_map(|member| named(member, about, places)));
        rest = find(&list, rdf::REST);
    }
    names
}

/// Every proper ancestor of every term.
fn ancestors(terms: &BTreeMap<Name, Declared>) -> Result<HashMap<Name, BTreeSet<Name>>, Problem> {
    let mut all = HashMap::new();
    for term in terms.values() {
        let used = term.parents.iter().chain(&term.domain).chain(&term.range).chain(&term.types);
        let builtin = |name: &str| {
            name.starts_with(XSD) || name.starts_with(OWL) || name.starts_with(RDF) || name.starts_with(RDFS)
        };
        if let Some(unknown) = used.clone().find(|name| !terms.contains_key(*name) && !builtin(name)) {
            return Err(wrong(term, &format!("uses \"{unknown}\", which is not declared"), "declare it"));
        }
        let mut above = BTreeSet::new();
        let mut next: Vec<&Name> = term.parents.iter().collect();
        while let Some(name) = next.pop() {
            if above.insert(name.clone()) {
                next.extend(terms.get(name).iter().flat_map(|term| &term.parents));
            }
        }
        if above.contains(&term.name) {
            return Err(wrong(term, "is above itself", "break the cycle"));
        }
        all.insert(term.name.clone(), above);
    }
    Ok(all)
}

const XSD: &str = "http://www.w3.org/2001/XMLSchema#";
const OWL: &str = "http://www.w3.org/2002/07/owl#";
const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
const RDFS: &str = "http://www.w3.org/2000/01/rdf-schema#";
