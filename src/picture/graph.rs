//! A neighbourhood as a graph to draw: one node for each event, statement and entity, everything else in their labels.

use super::choose;
use super::label::{self, LINE, in_language, term, wrap};
use super::node::{Edge, Kind, Line, Node, Status, Style};
use super::select::{Entity, Event, Neighbourhood, Statement, last_part};
use super::words::Words;
use crate::ontology::Ontology;
use crate::ontology::vocab::kh;
use oxigraph::model::NamedNode;
use petgraph::graph::{DiGraph, NodeIndex};
use std::collections::{BTreeMap, HashMap, HashSet};

/// Statements in one note.
const MOST_STATEMENTS: usize = 3;

/// How much a picture may hold before it stops being one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    pub nodes: usize,
    pub edges: usize,
}

impl Default for Limits {
    /// What still fits a page and can be read.
    fn default() -> Self {
        Limits { nodes: 60, edges: 120 }
    }
}

/// A graph ready to draw.
#[derive(Clone, Debug)]
pub struct Picture {
    pub graph: DiGraph<Node, Edge>,
    /// Title of each article that has events or statements in it, in order.
    pub articles: Vec<Frame>,
    /// Nodes that are not shown, nor stand in a folded one.
    pub hidden: usize,
    /// What the sizes of nodes say, where they say something.
    pub sized: Option<String>,
    pub language: String,
    pub words: Words,
}

/// An article around its events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    pub id: String,
    pub title: Vec<String>,
    pub date: Option<String>,
    pub url: Option<String>,
}

/// Turns a neighbourhood into the picture's graph, in `language`, and leaves out what does not fit.
pub fn compose(found: &Neighbourhood, ontology: &Ontology, words: &Words, language: &str, limits: Limits) -> Picture {
    let mut composer = Composer::new(found, ontology, words, language);
    composer.hubs();
    composer.entities();
    composer.edges();
    let mut picture = Picture {
        graph: composer.graph,
        articles: composer.frames,
        hidden: 0,
        sized: None,
        language: language.to_owned(),
        words: words.clone(),
    };
    choose::reduce_parts(&mut picture.graph);
    choose::fold_leaves(&mut picture);
    choose::cap(&mut picture, limits);
    choose::drop_loose(&mut picture);
    choose::sort(&mut picture);
    picture
}

pub(super) struct Composer<'a> {
    pub(super) found: &'a Neighbourhood,
    pub(super) ontology: &'a Ontology,
    words: &'a Words,
    pub(super) language: &'a str,
    base: String,
    articles: HashMap<&'a NamedNode, usize>,
    frames: Vec<Frame>,
    pub(super) graph: DiGraph<Node, Edge>,
    pub(super) nodes: HashMap<NamedNode, NodeIndex>,
}

impl<'a> Composer<'a> {
    fn new(found: &'a Neighbourhood, ontology: &'a Ontology, words: &'a Words, language: &'a str) -> Self {
        let base = found.articles.keys().find_map(|iri| iri.as_str().split_once("article/"));
        let base = base.map_or(String::new(), |(base, _)| base.to_owned());
        let mut order: Vec<_> = found.articles.iter().collect();
        order.sort_by_key(|(iri, article)| (article.date.is_none(), &article.date, *iri));
        let mut composer = Composer {
            found,
            ontology,
            words,
            language,
            base,
            articles: order.iter().enumerate().map(|(i, (iri, _))| (*iri, i)).collect(),
            frames: Vec::new(),
            graph: DiGraph::new(),
            nodes: HashMap::new(),
        };
        for (iri, article) in order {
            let title = article.headline.as_ref().map_or_else(String::new, |headline| headline.value().to_owned());
            composer.frames.push(Frame {
                id: composer.id(iri),
                title: wrap(&title, 60, 2),
                date: article.date.clone(),
                url: article.sources.iter().find(|source| source.starts_with("http")).cloned(),
            });
        }
        composer
    }

    /// What the IRI says after the base; of an article's digest eight digits, unless two articles share them.
    fn id(&self, iri: &NamedNode) -> String {
        let Some(key) = iri.as_str().strip_prefix(&self.base) else { return iri.as_str().to_owned() };
        let Some(rest) = key.strip_prefix("article/") else { return key.to_owned() };
        let (digest, part) = rest.split_once('#').map_or((rest, ""), |(digest, part)| (digest, part));
        let short = digest.get(..8).unwrap_or(digest);
        let begin = format!("{}article/{short}", self.base);
        let same = self.found.articles.keys().filter(|iri| iri.as_str().starts_with(&begin)).count();
        let digest = if same > 1 { digest } else { short };
        if part.is_empty() { format!("article/{digest}") } else { format!("article/{digest}#{part}") }
    }

    pub(super) fn label(&self, iri: &NamedNode) -> String {
        term(self.ontology, iri, self.language)
    }

    fn add(&mut self, iri: &NamedNode, node: Node) {
        let index = self.graph.add_node(node);
        self.nodes.insert(iri.clone(), index);
    }

    /// A node that says nothing yet.
    fn blank(&self, iri: &NamedNode, kind: Kind, article: Option<&NamedNode>) -> Node {
        let article = article.and_then(|iri| self.articles.get(iri).copied());
        let offset = article.map_or(0, |_| offset(iri));
        Node {
            id: self.id(iri),
            iri: Some(iri.clone()),
            stands_for: vec![iri.clone()],
            kind,
            lines: Vec::new(),
            status: Status::Occurred,
            reported: false,
            focus: self.found.focus.contains(iri),
            article,
            tooltip: String::new(),
            url: Some(iri.as_str().to_owned()),
            order: (article.unwrap_or(usize::MAX), offset, iri.as_str().to_owned()),
            day: None,
            until: None,
            class: String::new(),
            size: 1.0,
        }
    }

    fn hubs(&mut self) {
        for (iri, event) in &self.found.events {
            let node = self.event(iri, event);
            self.add(iri, node);
        }
        for group in self.groups() {
            let node = self.statements(&group);
            let index = self.graph.add_node(node);
            self.nodes.extend(group.into_iter().map(|(iri, _)| (iri.clone(), index)));
        }
    }

    /// Statements to draw as one: what one speaker says in one article, where no event hangs on it.
    fn groups(&self) -> Vec<Vec<(&'a NamedNode, &'a Statement)>> {
        let telling: HashSet<&NamedNode> = self.found.events.values().flat_map(|event| &event.reported_in).collect();
        let mut alone = Vec::new();
        let mut together: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for (iri, statement) in &self.found.statements {
            if telling.contains(iri) || self.found.focus.contains(iri) || statement.speaker.is_none() {
                alone.push(vec![(iri, statement)]);
            } else {
                together.entry((&statement.article, &statement.speaker)).or_default().push((iri, statement));
            }
        }
        for group in together.values_mut() {
            group.sort_by_key(|(iri, _)| (offset(iri), iri.as_str()));
        }
        alone.extend(together.into_values());
        alone
    }

    /// The narrowest event class stated.
    fn class(&self, classes: &'a [NamedNode]) -> Option<&'a NamedNode> {
        let local = |iri: &'a NamedNode| iri.as_str().strip_prefix(kh::NAMESPACE);
        let own: Vec<&NamedNode> = classes.iter().filter(|iri| local(iri).is_some()).collect();
        let above = |iri: &NamedNode, other: &NamedNode| {
            iri != other && self.ontology.is_subclass(last_part(other), last_part(iri))
        };
        own.iter().copied().find(|iri| !own.iter().any(|other| above(iri, other)))
    }

    fn event(&self, iri: &NamedNode, event: &'a Event) -> Node {
        let mut node = self.blank(iri, Kind::Event, event.article.as_ref());
        let class = self.class(&event.classes);
        let title = class.map_or_else(String::new, |class| self.label(class));
        node.class = class.map(last_part).unwrap_or_default().to_owned();
        node.lines.extend(lines(Style::Title, wrap(&title, LINE, 2)));
        let own = event.label.as_ref().filter(|label| label.language().is_none_or(|own| own == self.language));
        let own = own.map_or("", |label| label.value());
        if own != title && own.split_whitespace().count() > 1 {
            node.lines.extend(lines(Style::Plain, wrap(own, LINE, 2)));
        }
        let topics = event.roles.iter().filter_map(|(_, filler)| self.found.topics.get(filler));
        let mut topics: Vec<&str> = topics.map(|topic| topic.value()).filter(|topic| !own.contains(topic)).collect();
        topics.sort_unstable();
        topics.dedup();
        for topic in topics.iter().take(2) {
            node.lines.extend(lines(Style::Plain, wrap(topic, LINE, 2)));
        }
        for (property, value) in &event.quantities {
            let money = event.currency.as_deref().filter(|_| event.quantities.len() == 1 || value.len() > 5);
            let value = format!("{} {}", label::number(value), money.unwrap_or_default());
            let quantity = format!("{}: {}", self.label(property), value.trim_end());
            node.lines.extend(lines(Style::Small, wrap(&quantity, LINE + 8, 1)));
        }
        if let Some((first, last)) = &event.time {
            let words = label::days(first, last, self.words.rtl);
            node.lines.push(Line { style: Style::Small, words });
            (node.day, node.until) = (Some(first.clone()), Some(last.clone()));
        }
        if let Some(status) = &event.status {
            node.status = Status::named(last_part(status));
            let mark = match node.status {
                Status::Negated => "✗ ",
                Status::Hypothetical => "? ",
                _ => "",
            };
            if node.status != Status::Occurred {
                node.lines.extend(lines(Style::Status, wrap(&format!("{mark}{}", self.label(status)), LINE, 1)));
            }
        }
        node.reported = !event.reported_in.is_empty();
        node.tooltip = [title.as_str(), event.label.as_ref().map_or("", |label| label.value())].join(" · ");
        node
    }

    fn statements(&self, group: &[(&NamedNode, &Statement)]) -> Node {
        let (first, statement) = group[0];
        let mut node = self.blank(first, Kind::Statement, statement.article.as_ref());
        node.reported = true;
        node.stands_for = group.iter().map(|(iri, _)| (*iri).clone()).collect();
        node.class = last_part(&kh::STATEMENT.into_owned()).to_owned();
        let words =
            |statement: &Statement| statement.content.as_ref().map_or("…", |content| content.value()).to_owned();
        if group.len() == 1 {
            node.lines.extend(lines(Style::Plain, wrap(&words(statement), LINE + 10, 3)));
        } else {
            for (_, statement) in group.iter().take(MOST_STATEMENTS) {
                let stance = statement.stance.as_ref().map_or_else(String::new, |stance| self.label(stance) + ": ");
                let said = stance + &words(statement);
                node.lines.extend(lines(Style::Plain, wrap(&said, LINE + 14, 1)));
            }
            if group.len() > MOST_STATEMENTS {
                let more = self.words.more(group.len() - MOST_STATEMENTS);
                node.lines.extend(lines(Style::Small, wrap(&more, LINE + 14, 1)));
            }
        }
        let said: Vec<String> = group.iter().map(|(_, statement)| words(statement)).collect();
        node.tooltip = said.join(" · ").split_whitespace().collect::<Vec<_>>().join(" ");
        node
    }

    fn entities(&mut self) {
        let in_labels = self.found.positions.values().filter(|position| !self.is_tie(position));
        let in_labels: HashSet<&NamedNode> = in_labels.filter_map(|position| position.of.as_ref()).collect();
        for (iri, entity) in &self.found.entities {
            // What only gives an office its name stands in the person's label.
            if in_labels.contains(iri) && !self.found.focus.contains(iri) && !self.takes_part(iri) {
                continue;
            }
            let node = self.entity(iri, entity);
            self.add(iri, node);
        }
    }

    fn takes_part(&self, entity: &NamedNode) -> bool {
        let in_event = |event: &Event| event.roles.iter().any(|(_, filler)| filler == entity);
        let in_statement = |statement: &Statement| {
            let parts = statement.speaker.iter().chain(&statement.addressees).chain(&statement.about);
            parts.into_iter().any(|part| part == entity)
        };
        self.found.events.values().any(in_event) || self.found.statements.values().any(in_statement)
    }

    fn entity(&self, iri: &NamedNode, entity: &Entity) -> Node {
        let is = |class: oxigraph::model::NamedNodeRef| entity.classes.iter().any(|own| own.as_ref() == class);
        let kind = match () {
            () if is(kh::PERSON) => Kind::Person,
            () if [kh::COUNTRY_CLASS, kh::CITY, kh::REGION, kh::FACILITY].into_iter().any(is) => Kind::Place,
            () if is(kh::WORK) => Kind::Work,
            () => Kind::Body,
        };
        let mut node = self.blank(iri, kind, None);
        let name = self.name(iri, entity);
        node.lines.extend(lines(Style::Title, wrap(&name, LINE - 4, 3)));
        let country = entity.country.as_ref().filter(|country| *country != iri);
        if let Some((country, known)) = country.and_then(|country| self.found.entities.get_key_value(country)) {
            let country = self.name(country, known);
            if kind == Kind::Place && country != name {
                node.lines.extend(lines(Style::Small, wrap(&country, LINE, 1)));
            }
        }
        for office in self.offices(iri) {
            node.lines.extend(lines(Style::Small, wrap(&office, LINE, 2)));
        }
        let class = self.class(&entity.classes);
        node.class = class.map(last_part).unwrap_or_default().to_owned();
        let mut more: Vec<String> = class.map(|class| self.label(class)).into_iter().collect();
        more.extend(entity.labels.iter().map(|label| label.value().to_owned()));
        node.tooltip = more.join(" · ");
        node.url = Some(entity.same_as.as_ref().unwrap_or(iri).as_str().to_owned());
        node
    }

    pub(super) fn name(&self, iri: &NamedNode, entity: &Entity) -> String {
        let label = in_language(&entity.labels, self.language).map(|label| label.value().to_owned());
        label.unwrap_or_else(|| last_part(iri).replace('_', " "))
    }
}

/// Where in the article's text a part of its graph stands: the first number of the IRI's fragment.
fn offset(iri: &NamedNode) -> u32 {
    let (_, number) = iri.as_str().split_once('=').unwrap_or_default();
    let digits = number.find(|c: char| !c.is_ascii_digit()).unwrap_or(number.len());
    number[..digits].parse().unwrap_or(0)
}

fn lines(style: Style, words: Vec<String>) -> impl Iterator<Item = Line> {
    words.into_iter().map(move |words| Line { style, words })
}
