//! The graph for programs that know nodes and edges and not triples: GraphML, GEXF, Cytoscape's JSON and tables.
//!
//! Nodes are entities, events and statements; edges are roles, who says what, and offices. It is written graph by graph,
//! first all nodes, then all edges, so that memory holds the largest article and no more.

pub mod cytoscape;
pub mod gexf;
pub mod graphml;
pub mod tables;

use super::ExportError;
use super::rdf::is_not_xml;
use crate::ontology::vocab::local_name;
use crate::query::Prefixes;
use crate::rdf::Mint;
use crate::rdf::terms::{self, KH};
use oxigraph::model::{NamedNode, NamedOrBlankNode, Quad, Term};
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

/// What a node stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Entity,
    Event,
    Statement,
}

impl Kind {
    pub fn name(self) -> &'static str {
        match self {
            Kind::Entity => "entity",
            Kind::Event => "event",
            Kind::Statement => "statement",
        }
    }
}

/// One node. Its attributes are those of [`NODE_ATTRIBUTES`], in that order, empty where there is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Shortened IRI, unique in the graph.
    pub id: String,
    pub kind: Kind,
    pub attributes: [String; NODE_ATTRIBUTES.len()],
}

/// One edge, with the attributes of [`EDGE_ATTRIBUTES`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edge {
    pub source: String,
    pub target: String,
    pub attributes: [String; EDGE_ATTRIBUTES.len()],
}

/// What nodes say beside their id.
pub const NODE_ATTRIBUTES: [&str; 12] =
    ["kind", "class", "label", "label_en", "iri", "status", "claimed", "start", "end", "country", "same_as", "article"];
const CLASS: usize = 1;
const LABEL: usize = 2;
const LABEL_EN: usize = 3;
const STATUS: usize = 5;
const CLAIMED: usize = 6;
const START: usize = 7;
const END: usize = 8;
const COUNTRY: usize = 9;
const SAME_AS: usize = 10;
const ARTICLE: usize = 11;

/// What edges say beside their ends: the general role, the narrow one where there is one, and the article's IRI.
pub const EDGE_ATTRIBUTES: [&str; 3] = ["role", "narrow", "article"];

impl Node {
    fn new(id: String, kind: Kind, iri: &str) -> Self {
        let mut attributes: [String; NODE_ATTRIBUTES.len()] = Default::default();
        attributes[0] = kind.name().into();
        attributes[4] = iri.into();
        Node { id, kind, attributes }
    }
    /// First and last day, of events that have them.
    pub fn days(&self) -> Option<(&str, &str)> {
        (!self.attributes[START].is_empty()).then(|| (&*self.attributes[START], &*self.attributes[END]))
    }
    pub fn class(&self) -> &str {
        &self.attributes[CLASS]
    }
    pub fn label(&self) -> &str {
        &self.attributes[LABEL]
    }
}

/// A format of nodes and edges.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NetworkFormat {
    GraphMl,
    Gexf,
    Cytoscape,
    /// Plain tables, in a folder.
    Csv,
    /// Tables with the headers of neo4j-admin's import, in a folder.
    Neo4j,
}

impl NetworkFormat {
    pub const ALL: [NetworkFormat; 5] = [
        NetworkFormat::GraphMl,
        NetworkFormat::Gexf,
        NetworkFormat::Cytoscape,
        NetworkFormat::Csv,
        NetworkFormat::Neo4j,
    ];

    pub fn name(self) -> &'static str {
        match self {
            NetworkFormat::GraphMl => "graphml",
            NetworkFormat::Gexf => "gexf",
            NetworkFormat::Cytoscape => "cytoscape",
            NetworkFormat::Csv => "csv",
            NetworkFormat::Neo4j => "neo4j",
        }
    }

    /// Whether it is several files, and needs a folder.
    pub fn is_folder(self) -> bool {
        matches!(self, NetworkFormat::Csv | NetworkFormat::Neo4j)
    }
}

impl fmt::Display for NetworkFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for NetworkFormat {
    type Err = ();

    fn from_str(words: &str) -> Result<Self, ()> {
        let words = words.to_lowercase();
        let known = NetworkFormat::ALL.into_iter().find(|format| format.name() == words);
        known.or((words == "cyjs").then_some(NetworkFormat::Cytoscape)).ok_or(())
    }
}

/// Whatever takes nodes and then edges.
pub trait Sink {
    /// # Errors
    /// When it cannot be written.
    fn node(&mut self, node: &Node) -> Result<(), ExportError>;
    /// All nodes are there.
    ///
    /// # Errors
    /// When it cannot be written.
    fn edges(&mut self) -> Result<(), ExportError>;
    /// # Errors
    /// When it cannot be written.
    fn edge(&mut self, edge: &Edge) -> Result<(), ExportError>;
    /// # Errors
    /// When it cannot be written.
    fn finish(self: Box<Self>) -> Result<(), ExportError>;
}

/// Reads nodes and edges out of the graphs of a store.
pub struct Reader<'a> {
    prefixes: &'a Prefixes,
    articles: String,
    entities: String,
}

/// The facts of one subject.
type Facts<'q> = BTreeMap<&'q str, Vec<&'q Quad>>;

impl<'a> Reader<'a> {
    pub fn new(prefixes: &'a Prefixes, mint: &Mint) -> Self {
        Reader { prefixes, articles: mint.articles(), entities: mint.entities_graph().into_string() }
    }

    fn id(&self, iri: &str) -> String {
        self.prefixes.shorten(iri).unwrap_or_else(|| iri.to_owned())
    }

    fn by_subject<'q>(quads: &'q [Quad]) -> Facts<'q> {
        let mut out: Facts = BTreeMap::new();
        for quad in quads {
            if let NamedOrBlankNode::NamedNode(subject) = &quad.subject {
                out.entry(subject.as_str()).or_default().push(quad);
            }
        }
        out
    }

    /// The nodes of one graph, in order of their IRIs.
    pub fn nodes(&self, quads: &[Quad]) -> Vec<Node> {
        let facts = Self::by_subject(quads);
        facts.iter().filter_map(|(iri, facts)| self.node(iri, facts, quads)).collect()
    }

    fn node(&self, iri: &str, facts: &[&Quad], graph: &[Quad]) -> Option<Node> {
        let is =
            |class: &str| facts.iter().any(|q| q.predicate == terms::RDF_TYPE && object(q) == format!("{KH}{class}"));
        let first = |property: &str| facts.iter().find(|q| local(&q.predicate) == property).map(|q| object(q));
        let label = |property: &str, language: &str| {
            let named = facts.iter().filter(|q| local(&q.predicate) == property);
            named.filter_map(|q| literal(q)).find(|(_, lang)| *lang == language).map(|(words, _)| words.to_owned())
        };
        let graph_name = facts.first()?.graph_name.to_string();
        let in_entities = graph_name.trim_matches(['<', '>']) == self.entities;
        let kind = if first("status").is_some() {
            Kind::Event
        } else if is("Statement") {
            Kind::Statement
        } else if in_entities && (facts.iter().any(|q| q.predicate == terms::PREF_LABEL)) {
            Kind::Entity
        } else {
            return None;
        };
        let mut node = Node::new(self.id(iri), kind, iri);
        let set = |node: &mut Node, at: usize, value: Option<String>| node.attributes[at] = value.unwrap_or_default();
        match kind {
            Kind::Entity => {
                let classes = facts.iter().filter(|q| q.predicate == terms::RDF_TYPE).map(|q| object(q));
                let class = classes.into_iter().find_map(|iri| iri.strip_prefix(KH).map(str::to_owned));
                set(&mut node, CLASS, class);
                let english = label("prefLabel", "en");
                let any = facts.iter().filter(|q| q.predicate == terms::PREF_LABEL).filter_map(|q| literal(q));
                let own = any.filter(|(_, language)| *language != "en").map(|(words, _)| words.to_owned()).next();
                set(&mut node, LABEL, own.or_else(|| english.clone()));
                set(&mut node, LABEL_EN, english);
                set(&mut node, COUNTRY, first("isoCode").or_else(|| first("country").map(|iri| self.id(&iri))));
                set(&mut node, SAME_AS, first("sameAs"));
            }
            Kind::Event => {
                let class = iri.split_once('#').and_then(|(_, fragment)| fragment.split('.').nth(1)).map(str::to_owned);
                set(&mut node, CLASS, class);
                set(&mut node, LABEL, first("label"));
                set(&mut node, STATUS, first("status").map(|iri| local_name(&iri).to_owned()));
                set(&mut node, CLAIMED, Some(first("reportedIn").is_some().to_string()));
                set(&mut node, START, first("hasEarliestBeginTimeStamp"));
                set(&mut node, END, first("hasLatestEndTimeStamp"));
            }
            Kind::Statement => {
                set(&mut node, CLASS, first("stance").map(|iri| local_name(&iri).to_owned()));
                let content = first("content");
                let words = graph
                    .iter()
                    .find(|q| q.predicate == terms::NIF_ANCHOR && content.as_deref().is_some_and(|c| subject(q) == c));
                set(&mut node, LABEL, words.map(object));
            }
        }
        if kind != Kind::Entity {
            set(&mut node, ARTICLE, iri.split_once('#').map(|(article, _)| article.to_owned()));
        }
        Some(node)
    }

    /// The edges of one graph, in order.
    pub fn edges(&self, quads: &[Quad]) -> Vec<Edge> {
        let facts = Self::by_subject(quads);
        let mut out = Vec::new();
        for (iri, facts) in &facts {
            let article = iri.split_once('#').map(|(article, _)| article).unwrap_or_default();
            let mut edge = |source: &str, target: &str, role: &str, narrow: &str| {
                out.push(Edge {
                    source: self.id(source),
                    target: self.id(target),
                    attributes: [role.to_owned(), narrow.to_owned(), article.to_owned()],
                });
            };
            let value = |property: &str| facts.iter().find(|q| local(&q.predicate) == property).map(|q| object(q));
            let to_entity = |q: &&&Quad| matches!(&q.object, Term::NamedNode(o) if !o.as_str().contains('#') && !o.as_str().starts_with(&self.articles));
            if value("status").is_some() && iri.starts_with(&self.articles) {
                for role in ["actor", "recipient", "place", "theme", "involved"] {
                    for quad in facts.iter().filter(|q| local(&q.predicate) == role).filter(to_entity) {
                        let target = object(quad);
                        let narrow = facts.iter().find(|q| {
                            q.object == quad.object
                                && local(&q.predicate) != role
                                && is_own(&q.predicate)
                                && !["actor", "recipient", "place", "theme", "involved"].contains(&local(&q.predicate))
                        });
                        edge(iri, &target, role, narrow.map(|q| local(&q.predicate)).unwrap_or_default());
                    }
                }
                if let Some(statement) = value("reportedIn") {
                    edge(iri, &statement, "reportedIn", "");
                }
                if let Some(whole) = value("subEventOf") {
                    edge(iri, &whole, "subEventOf", "");
                }
            } else if value("stance").is_some() {
                for (property, role) in [("speaker", "speaker"), ("addressee", "addressee"), ("about", "about")] {
                    for quad in facts.iter().filter(|q| local(&q.predicate) == property).filter(to_entity) {
                        edge(iri, &object(quad), role, "");
                    }
                }
            } else if let (Some(person), Some(body)) = (value("member"), value("organization")) {
                let titles = facts.iter().filter(|q| local(&q.predicate) == "title").filter_map(|q| literal(q));
                let title = titles.min_by_key(|(_, language)| *language != "en").map(|(words, _)| words.to_owned());
                edge(&person, &body, "office", &title.unwrap_or_default());
            } else if value("sameEventAs").is_some() {
                for quad in facts.iter().filter(|q| local(&q.predicate) == "sameEventAs") {
                    edge(iri, &object(quad), "sameEventAs", "");
                }
            }
        }
        out
    }
}

fn is_own(predicate: &NamedNode) -> bool {
    predicate.as_str().starts_with(KH)
}

fn local(node: &NamedNode) -> &str {
    local_name(node.as_str())
}

fn subject(quad: &Quad) -> &str {
    match &quad.subject {
        NamedOrBlankNode::NamedNode(node) => node.as_str(),
        NamedOrBlankNode::BlankNode(node) => node.as_str(),
    }
}

fn object(quad: &Quad) -> String {
    match &quad.object {
        Term::NamedNode(node) => node.as_str().to_owned(),
        Term::Literal(words) => words.value().to_owned(),
        Term::BlankNode(node) => node.as_str().to_owned(),
    }
}

fn literal(quad: &Quad) -> Option<(&str, &str)> {
    if let Term::Literal(words) = &quad.object {
        Some((words.value(), words.language().unwrap_or_default()))
    } else {
        None
    }
}

/// Words without the characters that XML 1.0 cannot hold.
pub(super) fn for_xml(words: &str) -> String {
    words.chars().filter(|&c| !is_not_xml(c)).collect()
}
