//! Reading a neighbourhood from a store: events and statements with those who take part in them.

use crate::ontology::Ontology;
use crate::ontology::vocab::{kh, local_name, nif, org, owl, rdf, rdfs, schema, sem, skos};
use oxigraph::model::{GraphNameRef, Literal, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term};
use oxigraph::store::{StorageError, Store};
use std::collections::{BTreeMap, BTreeSet};

/// What to draw.
#[derive(Clone, Debug)]
pub struct Request {
    /// Entities, events, statements or articles.
    pub focus: Vec<NamedNode>,
    /// How far to go: one hop leads from an entity to the events and statements it takes part in, with everybody in
    /// them.
    pub hops: usize,
}

/// What was found around the focus.
#[derive(Clone, Debug, Default)]
pub struct Neighbourhood {
    pub focus: BTreeSet<NamedNode>,
    pub articles: BTreeMap<NamedNode, Article>,
    pub events: BTreeMap<NamedNode, Event>,
    pub statements: BTreeMap<NamedNode, Statement>,
    pub positions: BTreeMap<NamedNode, Position>,
    pub entities: BTreeMap<NamedNode, Entity>,
    pub topics: BTreeMap<NamedNode, Literal>,
}

#[derive(Clone, Debug, Default)]
pub struct Article {
    pub headline: Option<Literal>,
    pub date: Option<String>,
    pub language: String,
    pub sources: Vec<String>,
}

#[derive(Clone, Debug, Default)]
pub struct Event {
    pub article: Option<NamedNode>,
    /// Every class stated, as IRIs.
    pub classes: Vec<NamedNode>,
    pub label: Option<Literal>,
    pub status: Option<NamedNode>,
    /// Earliest and latest day, `YYYY-MM-DD`.
    pub time: Option<(String, String)>,
    /// Property and filler, narrow and general ones alike.
    pub roles: Vec<(NamedNode, NamedNode)>,
    /// Property and number.
    pub quantities: Vec<(NamedNode, String)>,
    pub currency: Option<String>,
    pub reported_in: Vec<NamedNode>,
    pub part_of: Vec<NamedNode>,
}

#[derive(Clone, Debug, Default)]
pub struct Statement {
    pub article: Option<NamedNode>,
    pub speaker: Option<NamedNode>,
    pub stance: Option<NamedNode>,
    /// The words of its content.
    pub content: Option<Literal>,
    pub addressees: Vec<NamedNode>,
    pub about: Vec<NamedNode>,
}

#[derive(Clone, Debug, Default)]
pub struct Position {
    pub article: Option<NamedNode>,
    pub member: Option<NamedNode>,
    pub of: Option<NamedNode>,
    /// The article's own words first.
    pub titles: Vec<Literal>,
    pub former: bool,
}

#[derive(Clone, Debug, Default)]
pub struct Entity {
    pub classes: Vec<NamedNode>,
    pub labels: Vec<Literal>,
    /// Other spellings and names, to be found by.
    pub others: Vec<Literal>,
    /// The country that a place lies in.
    pub country: Option<NamedNode>,
    pub same_as: Option<NamedNode>,
}

/// What can stand in the middle of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drawn {
    Article,
    /// An event, a statement, a position or an entity.
    Thing,
}

/// Whether a resource of the store can be drawn, and as what.
///
/// # Errors
/// When the store cannot be read.
pub fn drawn(store: &Store, iri: &NamedNode) -> Result<Option<Drawn>, StorageError> {
    let facts = facts(store, iri)?;
    let is_entity = kh::ENTITY_CLASSES.iter().any(|class| is_a(&facts, *class));
    Ok(match () {
        () if is_a(&facts, kh::ARTICLE) => Some(Drawn::Article),
        () if is_hub(&facts) || is_entity => Some(Drawn::Thing),
        () => None,
    })
}

/// The names of one thing in its facts: predicate and value, each once however many graphs say it.
type Facts = Vec<(NamedNode, Term)>;

/// Reads what lies around the focus.
///
/// # Errors
/// When the store cannot be read.
pub fn select(store: &Store, ontology: &Ontology, request: &Request) -> Result<Neighbourhood, StorageError> {
    let mut reading = Reading { store, ontology, found: Neighbourhood::default() };
    reading.found.focus = request.focus.iter().cloned().collect();
    let mut frontier: BTreeSet<NamedNode> = request.focus.iter().cloned().collect();
    let mut seen = BTreeSet::new();
    for _ in 0..request.hops.max(1) {
        let mut next = BTreeSet::new();
        for node in &frontier {
            if seen.insert(node.clone()) {
                next.extend(reading.around(node)?);
            }
        }
        frontier = next;
    }
    reading.describe_all()?;
    Ok(reading.found)
}

struct Reading<'a> {
    store: &'a Store,
    ontology: &'a Ontology,
    found: Neighbourhood,
}

impl Reading<'_> {
    /// Takes in what lies one hop from a node; gives the entities and topics reached.
    fn around(&mut self, node: &NamedNode) -> Result<BTreeSet<NamedNode>, StorageError> {
        let facts = self.facts(node)?;
        let mut reached = BTreeSet::new();
        if is_a(&facts, kh::ARTICLE) {
            for hub in self.hubs_of_article(node)? {
                reached.extend(self.hub(&hub)?);
            }
        } else if is_hub(&facts) {
            reached.extend(self.hub(node)?);
        } else {
            for hub in self.hubs_of(node)? {
                reached.extend(self.hub(&hub)?);
            }
            reached.insert(node.clone());
        }
        for entity in &reached {
            self.found.entities.entry(entity.clone()).or_default();
        }
        Ok(reached)
    }

    fn hubs_of_article(&self, article: &NamedNode) -> Result<BTreeSet<NamedNode>, StorageError> {
        let graph = Some(GraphNameRef::NamedNode(article.as_ref()));
        let mut hubs = self.subjects(Some(kh::STATUS), None, graph)?;
        for class in [kh::STATEMENT, kh::POSITION] {
            hubs.extend(self.subjects(Some(rdf::TYPE), Some(class), graph)?);
        }
        Ok(hubs)
    }

    /// Events, statements and positions that an entity or topic takes part in. The general role stands beside every
    /// narrow one, so the general ones are enough.
    fn hubs_of(&self, entity: &NamedNode) -> Result<BTreeSet<NamedNode>, StorageError> {
        let mut hubs = BTreeSet::new();
        let links = [kh::SPEAKER, kh::ADDRESSEE, kh::ABOUT, org::MEMBER, org::ORGANIZATION];
        for property in BASE_ROLES.into_iter().chain(links) {
            hubs.extend(self.subjects(Some(property), Some(entity.as_ref()), None)?);
        }
        Ok(hubs)
    }

    /// Takes in an event, a statement or a position, and what makes no sense apart from it: the statement that reports
    /// an event, the events that a statement reports. Gives its entities and topics.
    fn hub(&mut self, hub: &NamedNode) -> Result<BTreeSet<NamedNode>, StorageError> {
        let mut reached = BTreeSet::new();
        let mut open = vec![hub.clone()];
        while let Some(hub) = open.pop() {
            let known = self.found.events.contains_key(&hub)
                || self.found.statements.contains_key(&hub)
                || self.found.positions.contains_key(&hub);
            if known {
                continue;
            }
            let facts = self.facts(&hub)?;
            if has(&facts, kh::STATUS) {
                let event = self.event(&hub, &facts);
                open.extend(event.reported_in.iter().cloned());
                reached.extend(event.roles.iter().map(|(_, filler)| filler.clone()));
                self.found.events.insert(hub, event);
            } else if is_a(&facts, kh::STATEMENT) {
                let statement = self.statement(&hub, &facts)?;
                open.extend(self.subjects(Some(kh::REPORTED_IN), Some(hub.as_ref()), None)?);
                let parts = statement.speaker.iter().chain(&statement.addressees).chain(&statement.about);
                reached.extend(parts.cloned());
                self.found.statements.insert(hub, statement);
            } else if is_a(&facts, kh::POSITION) {
                let mut position = position(&hub, &facts);
                self.known_titles(&mut position)?;
                reached.extend(position.member.iter().chain(&position.of).cloned());
                self.found.positions.insert(hub, position);
            }
        }
        Ok(reached)
    }

    fn event(&self, iri: &NamedNode, facts: &Facts) -> Event {
        let day = |property| literals(facts, property).next().map(|literal| literal.value().to_owned());
        let mut event = Event {
            article: article_of(iri),
            label: literals(facts, rdfs::LABEL).next().cloned(),
            status: nodes(facts, kh::STATUS).next().cloned(),
            time: day(sem::HAS_EARLIEST_BEGIN_TIME_STAMP).zip(day(sem::HAS_LATEST_END_TIME_STAMP)),
            currency: day(kh::CURRENCY),
            classes: nodes(facts, rdf::TYPE).cloned().collect(),
            reported_in: nodes(facts, kh::REPORTED_IN).cloned().collect(),
            part_of: nodes(facts, sem::SUB_EVENT_OF).cloned().collect(),
            ..Event::default()
        };
        let measure = kh::MEASURE.as_str().trim_start_matches(kh::NAMESPACE);
        for (property, value) in facts {
            let local = property.as_str().strip_prefix(kh::NAMESPACE).unwrap_or_default();
            match value {
                Term::NamedNode(filler)
                    if BASE_ROLES.contains(&property.as_ref()) || self.ontology.role(local).is_some() =>
                {
                    event.roles.push((property.clone(), filler.clone()));
                }
                Term::Literal(number) if self.ontology.is_subclass(local, measure) => {
                    event.quantities.push((property.clone(), number.value().to_owned()));
                }
                _ => {}
            }
        }
        event
    }

    fn statement(&self, iri: &NamedNode, facts: &Facts) -> Result<Statement, StorageError> {
        let mut statement = Statement {
            article: article_of(iri),
            speaker: nodes(facts, kh::SPEAKER).next().cloned(),
            stance: nodes(facts, kh::STANCE).next().cloned(),
            addressees: nodes(facts, kh::ADDRESSEE).cloned().collect(),
            about: nodes(facts, kh::ABOUT).cloned().collect(),
            content: None,
        };
        if let Some(mention) = nodes(facts, kh::CONTENT).next() {
            statement.content = literals(&self.facts(mention)?, nif::ANCHOR_OF).next().cloned();
        }
        Ok(statement)
    }

    /// Adds the titles in other languages that the gazetteer knows for the same office.
    fn known_titles(&self, position: &mut Position) -> Result<(), StorageError> {
        let (Some(member), Some(of)) = (&position.member, &position.of) else { return Ok(()) };
        let mut known = self.subjects(Some(org::MEMBER), Some(member.as_ref()), None)?;
        known.retain(|office| article_of(office).is_none());
        for office in known {
            let facts = self.facts(&office)?;
            let same = is_a(&facts, kh::KNOWN_POSITION)
                && nodes(&facts, org::ORGANIZATION).any(|body| body == of)
                && literals(&facts, kh::TITLE)
                    .any(|known| position.titles.iter().any(|title| same_title(title.value(), known.value())));
            if same {
                position.titles.extend(literals(&facts, kh::TITLE).cloned());
                break;
            }
        }
        Ok(())
    }

    /// Reads the descriptions of entities, topics and articles taken in.
    fn describe_all(&mut self) -> Result<(), StorageError> {
        let mut wanted: BTreeSet<NamedNode> = std::mem::take(&mut self.found.entities).into_keys().collect();
        while let Some(iri) = wanted.pop_first() {
            let facts = self.facts(&iri)?;
            if is_a(&facts, kh::TOPIC) {
                let words = self.topic(&iri, &facts)?;
                self.found.topics.insert(iri, words);
            } else if !is_a(&facts, kh::ARTICLE) && !is_hub(&facts) {
                let entity = Entity {
                    classes: nodes(&facts, rdf::TYPE).cloned().collect(),
                    labels: literals(&facts, skos::PREF_LABEL).cloned().collect(),
                    others: literals(&facts, skos::ALT_LABEL).cloned().collect(),
                    country: nodes(&facts, kh::COUNTRY).next().cloned(),
                    same_as: nodes(&facts, owl::SAME_AS).next().cloned(),
                };
                self.found.entities.insert(iri, entity);
            }
        }
        let of_events = self.found.events.values().filter_map(|event| event.article.clone());
        let of_statements = self.found.statements.values().filter_map(|statement| statement.article.clone());
        let of_positions = self.found.positions.values().filter_map(|position| position.article.clone());
        let articles: BTreeSet<NamedNode> = of_events.chain(of_statements).chain(of_positions).collect();
        for iri in articles {
            let facts = self.facts(&iri)?;
            let text = |property| literals(&facts, property).next().map(|literal| literal.value().to_owned());
            let article = Article {
                headline: literals(&facts, schema::HEADLINE).next().cloned(),
                date: text(schema::DATE_PUBLISHED),
                language: text(schema::IN_LANGUAGE).unwrap_or_default(),
                sources: literals(&facts, kh::SOURCE).map(|source| source.value().to_owned()).collect(),
            };
            self.found.articles.insert(iri, article);
        }
        Ok(())
    }

    /// A topic's words: a label of its own, or those of the mention that denotes it or that it points to.
    fn topic(&self, iri: &NamedNode, facts: &Facts) -> Result<Literal, StorageError> {
        let own = [rdfs::LABEL, skos::PREF_LABEL, nif::ANCHOR_OF];
        if let Some(words) = own.into_iter().find_map(|property| literals(facts, property).next()) {
            return Ok(words.clone());
        }
        let mut mentions = self.subjects(Some(kh::DENOTES), Some(iri.as_ref()), None)?;
        mentions.extend(facts.iter().filter_map(|(_, value)| match value {
            Term::NamedNode(node) if article_of(node).is_some() => Some(node.clone()),
            _ => None,
        }));
        for mention in mentions {
            if let Some(words) = literals(&self.facts(&mention)?, nif::ANCHOR_OF).next() {
                return Ok(words.clone());
            }
        }
        Ok(Literal::new_simple_literal(last_part(iri)))
    }

    fn facts(&self, subject: &NamedNode) -> Result<Facts, StorageError> {
        facts(self.store, subject)
    }

    fn subjects(
        &self,
        predicate: Option<NamedNodeRef>,
        object: Option<NamedNodeRef>,
        graph: Option<GraphNameRef>,
    ) -> Result<BTreeSet<NamedNode>, StorageError> {
        let mut subjects = BTreeSet::new();
        for quad in self.store.quads_for_pattern(None, predicate, object.map(Into::into), graph) {
            if let NamedOrBlankNode::NamedNode(subject) = quad?.subject {
                subjects.insert(subject);
            }
        }
        Ok(subjects)
    }
}

fn facts(store: &Store, subject: &NamedNode) -> Result<Facts, StorageError> {
    let mut facts = Vec::new();
    for quad in store.quads_for_pattern(Some(subject.as_ref().into()), None, None, None) {
        let Quad { predicate, object, .. } = quad?;
        facts.push((predicate, object));
    }
    facts.sort_by_cached_key(|(predicate, object)| (predicate.as_str().to_owned(), object.to_string()));
    facts.dedup();
    Ok(facts)
}

/// The general roles, stated beside every narrow one.
pub(super) const BASE_ROLES: [NamedNodeRef<'static>; 4] = [kh::ACTOR, kh::RECIPIENT, kh::PLACE, kh::THEME];

fn position(iri: &NamedNode, facts: &Facts) -> Position {
    Position {
        article: article_of(iri),
        member: nodes(facts, org::MEMBER).next().cloned(),
        of: nodes(facts, org::ORGANIZATION).next().cloned(),
        titles: literals(facts, kh::TITLE).cloned().collect(),
        former: literals(facts, kh::FORMER).any(|literal| literal.value() == "true"),
    }
}

/// Whether a title in an article is a known one word for word; an article or particle may be written before a word.
fn same_title(title: &str, known: &str) -> bool {
    let words = |title: &str| title.split_whitespace().count();
    let ends = |(word, known): (&str, &str)| word.ends_with(known);
    words(title) == words(known) && title.split_whitespace().zip(known.split_whitespace()).all(ends)
}

/// Events have a status; statements and positions their class.
fn is_hub(facts: &Facts) -> bool {
    has(facts, kh::STATUS) || is_a(facts, kh::STATEMENT) || is_a(facts, kh::POSITION)
}

fn has(facts: &Facts, property: NamedNodeRef) -> bool {
    facts.iter().any(|(predicate, _)| predicate.as_ref() == property)
}

fn is_a(facts: &Facts, class: NamedNodeRef) -> bool {
    nodes(facts, rdf::TYPE).any(|node| node.as_ref() == class)
}

fn nodes<'f>(facts: &'f Facts, property: NamedNodeRef<'f>) -> impl Iterator<Item = &'f NamedNode> {
    facts.iter().filter(move |(predicate, _)| predicate.as_ref() == property).filter_map(|(_, value)| match value {
        Term::NamedNode(node) => Some(node),
        _ => None,
    })
}

fn literals<'f>(facts: &'f Facts, property: NamedNodeRef<'f>) -> impl Iterator<Item = &'f Literal> {
    facts.iter().filter(move |(predicate, _)| predicate.as_ref() == property).filter_map(|(_, value)| match value {
        Term::Literal(literal) => Some(literal),
        _ => None,
    })
}

/// The article whose part this is: every subject of an article's graph begins with its IRI.
fn article_of(iri: &NamedNode) -> Option<NamedNode> {
    let (article, _) = iri.as_str().split_once('#')?;
    article.contains("article/").then(|| NamedNode::new_unchecked(article))
}

/// What an IRI ends in.
pub(super) fn last_part(iri: &NamedNode) -> &str {
    local_name(iri.as_str())
}

#[cfg(test)]
mod tests {
    use super::same_title;

    #[test]
    fn titles_word_for_word() {
        assert!(same_title("الرئيس", "رئيس"));
        assert!(same_title("وزير الخارجية", "وزير الخارجية"));
        assert!(!same_title("رئيس الوزراء", "رئيس"));
        assert!(!same_title("الرئيس", "وزير"));
    }
}
