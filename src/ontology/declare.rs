//! Turtle to declared terms: subclass axioms, domains, ranges, labels.

use super::OntologyError;
use super::Problem;
use super::schema::{Declared, Kind, Name, local, wrong};
use super::turtle::{lines, triples};
use super::vocab::{kh, owl, skos};
use oxrdf::{NamedNode, NamedOrBlankNode, Term as Node, vocab::rdf, vocab::rdfs};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// Adds the terms that a file declares.
pub(super) fn declare(file: &str, source: &str, terms: &mut BTreeMap<Name, Declared>) -> Result<(), OntologyError> {
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
    let lines = lines(source);
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
            line: lines.get(node.as_str()).copied().unwrap_or(0),
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
    let own = |value: &Node| {
        let Node::NamedNode(node) = value else { return false };
        node.as_ref() == owl::NAMED_INDIVIDUAL || node.as_str().starts_with(kh::NAMESPACE)
    };
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
pub(super) fn ancestors(terms: &BTreeMap<Name, Declared>) -> Result<HashMap<Name, BTreeSet<Name>>, Problem> {
    let mut all = HashMap::new();
    for term in terms.values() {
        let used = term.parents.iter().chain(&term.domain).chain(&term.range).chain(&term.types);
        if let Some(unknown) = used
            .clone()
            .find(|name| !terms.contains_key(*name) && !BUILT_IN.iter().any(|namespace| name.starts_with(namespace)))
        {
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

/// Namespaces whose terms need no declaration.
const BUILT_IN: [&str; 4] = [
    "http://www.w3.org/2001/XMLSchema#",
    "http://www.w3.org/2002/07/owl#",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://www.w3.org/2000/01/rdf-schema#",
];
