//! The graph of one article: article node, mentions, events, statements, positions and their evidence.

use super::evidence::{Fact, Ledger};
use super::iri::Mint;
use super::mention::{Page, date, number, one_line};
use super::terms::*;
use super::{sort_quads, terms};
use crate::article::{Article, DateSource};
use crate::extraction::facts::{
    Event, EventQuantity, EventTime, Evidence, Facts, Filler, Instance, Mention, MentionKind, Position, Role, Statement,
};
use crate::text::Span;
use oxrdf::{Literal, NamedNode, Quad, Term};
use std::collections::BTreeMap;

/// One article's named graph.
#[derive(Clone, Debug)]
pub struct ArticleGraph {
    /// The article, which is also the graph's name.
    pub article: NamedNode,
    /// Sorted, without repetitions.
    pub quads: Vec<Quad>,
}

impl ArticleGraph {
    /// The graph of an article that was read from its one source.
    pub fn new(article: &Article, facts: &Facts, mint: &Mint, generator: &str) -> Self {
        let quads = article_graph(article, std::slice::from_ref(&article.source), facts, mint, generator);
        ArticleGraph { article: mint.article(&article.sha256), quads }
    }
}

/// The quads of one article, sorted. `generator` names program and resources (`khabar 0.1.0; data 9c41…`).
///
/// # Panics
/// If an id of `facts` points nowhere; extraction gives whole facts.
pub fn article_graph(article: &Article, sources: &[String], facts: &Facts, mint: &Mint, generator: &str) -> Vec<Quad> {
    let page = Page::new(article, mint.article(&article.sha256), &facts.language);
    let mut writer =
        Writer { page, ledger: Ledger::default(), facts, entities: vec![], events: vec![], statements: vec![] };
    writer.names(mint);
    writer.article(sources, generator);
    writer.mentions();
    for id in 0..facts.events.len() {
        writer.event(id);
    }
    for id in 0..facts.statements.len() {
        writer.statement(id);
    }
    for position in &facts.positions {
        writer.position(position);
    }
    writer.countries(mint);
    let Writer { mut page, ledger, .. } = writer;
    ledger.write(&mut page);
    let mut quads = page.quads;
    sort_quads(&mut quads);
    quads
}

/// What facts are about, with the words that name it: they are the evidence of facts that have no words of their own.
struct Subject {
    iri: NamedNode,
    naming: Span,
}

struct Writer<'a> {
    page: Page<'a>,
    ledger: Ledger,
    facts: &'a Facts,
    entities: Vec<NamedNode>,
    events: Vec<NamedNode>,
    statements: Vec<NamedNode>,
}

impl Writer<'_> {
    /// Decides every IRI first, because facts point to each other.
    fn names(&mut self, mint: &Mint) {
        let facts = self.facts;
        self.entities = facts.entities.iter().map(|e| mint.entity(e, &self.page.article.sha256)).collect();
        for event in &facts.events {
            let at = event.triggers.first().map_or(0, |&trigger| facts.mentions[trigger].span.begin);
            let iri = self.page.new_part(&format!("event={at}.{}", event.class));
            self.events.push(iri);
        }
        let mut speakers: BTreeMap<u32, u32> = BTreeMap::new();
        for statement in &facts.statements {
            let at = facts.mentions[statement.cue].span.begin;
            let number = speakers.entry(at).and_modify(|n| *n += 1).or_insert(1);
            let iri = self.page.part(&format!("statement={at}.{number}"));
            self.statements.push(iri);
        }
    }

    fn article(&mut self, sources: &[String], generator: &str) {
        let (facts, article) = (self.facts, self.page.article);
        let iri = self.page.iri.clone();
        let page = &mut self.page;
        page.add(&iri, RDF_TYPE, ARTICLE);
        page.add(&iri, RDF_TYPE, NEWS_ARTICLE);
        page.add(&iri, RDF_TYPE, NIF_CONTEXT);
        page.add(&iri, NIF_IS_STRING, Literal::new_simple_literal(article.text.as_str()));
        page.add(&iri, IN_LANGUAGE, Literal::new_simple_literal(&facts.language));
        page.add(&iri, SHA256, Literal::new_simple_literal(&article.sha256));
        page.add(&iri, GENERATOR, Literal::new_simple_literal(generator));
        for source in sources {
            page.add(&iri, SOURCE, Literal::new_simple_literal(source));
        }
        if let Some(span) = facts.headline {
            let headline = page.words(one_line(article.text.slice(span)));
            page.add(&iri, HEADLINE, headline);
        }
        let Some((day, source)) = facts.date else { return };
        let origin = match source {
            DateSource::Given => "given",
            DateSource::Printed => "printed",
            DateSource::Inferred => "inferred",
        };
        page.add(&iri, DATE_PUBLISHED, date(day));
        page.add(&iri, terms::DATE_SOURCE, kh(origin));
        if let Some(span) = facts.date_evidence {
            let evidence = Evidence { rule: format!("date.{origin}").into(), spans: vec![span] };
            self.ledger.note(&iri, &evidence, span, [fact(DATE_PUBLISHED, date(day))]);
        }
    }

    fn mentions(&mut self) {
        for mention in self.facts.mentions.iter().filter(|mention| !mention.span.is_empty()) {
            let iri = self.page.mention(mention.span, mention.kind);
            if !mention.rule.is_empty() {
                self.page.add(&iri, RULE, Literal::new_simple_literal(&*mention.rule));
            }
            for instance in &mention.denotes {
                let instance = match *instance {
                    Instance::Entity(id) => self.entities[id].clone(),
                    Instance::Event(id) => self.events[id].clone(),
                };
                self.page.add(&iri, DENOTES, instance);
            }
        }
    }

    fn mention_of(&mut self, id: usize) -> NamedNode {
        let mention = &self.facts.mentions[id];
        self.page.mention(mention.span, mention.kind)
    }

    /// States facts of one subject and remembers their evidence.
    fn state(&mut self, subject: &Subject, evidence: &Evidence, facts: Vec<Fact>) {
        let Subject { iri: subject, naming } = subject;
        for (predicate, object) in &facts {
            self.page.add(subject, predicate.clone(), object.clone());
        }
        self.ledger.note(subject, evidence, *naming, facts);
    }

    fn event(&mut self, id: usize) {
        let event: &Event = &self.facts.events[id];
        let iri = self.events[id].clone();
        let naming = event.triggers.first().map_or(self.page.article.text.span(), |&id| self.facts.mentions[id].span);
        let subject = Subject { iri: iri.clone(), naming };
        let label = self.page.words(one_line(&event.label));
        self.page.add(&iri, LABEL, label);
        let classes = [Some(&event.class), event.narrow.as_ref()];
        let types = classes.into_iter().flatten().map(|class| fact(RDF_TYPE, kh(class))).collect();
        self.state(&subject, &event.type_evidence, types);
        self.state(&subject, &event.status_evidence, vec![fact(STATUS, kh(&event.status))]);
        for &trigger in &event.triggers {
            let mention = self.mention_of(trigger);
            self.page.add(&mention, DENOTES, iri.clone());
        }
        for role in &event.roles {
            self.role(&subject, role);
        }
        if let Some(time) = &event.time {
            self.time(&subject, time);
        }
        for quantity in &event.quantities {
            self.quantity(&subject, quantity);
        }
        if let Some(statement) = event.reported_in {
            let statement = self.statements[statement].clone();
            self.page.add(&iri, REPORTED_IN, statement);
        }
        if let Some(whole) = event.part_of {
            let whole = self.events[whole].clone();
            self.page.add(&iri, SEM_SUB_EVENT_OF, whole);
        }
    }

    fn role(&mut self, event: &Subject, role: &Role) {
        let filler = match role.filler {
            Filler::Entity(id) => self.entities[id].clone(),
            Filler::Topic(id) => self.page.topic(self.facts.mentions[id].span),
        };
        let properties = [Some(&role.base), role.narrow.as_ref()];
        let facts = properties.into_iter().flatten().map(|role| (kh(role), filler.clone().into())).collect();
        self.state(event, &role.evidence, facts);
    }

    fn time(&mut self, event: &Subject, time: &EventTime) {
        let mut facts = Vec::new();
        if let Some(bounds) = &time.bounds {
            facts.push(fact(SEM_EARLIEST, date(bounds.earliest)));
            facts.push(fact(SEM_LATEST, date(bounds.latest)));
            facts.push(fact(EDTF, Literal::new_simple_literal(&bounds.edtf)));
            facts.push(fact(GRANULARITY, kh(&bounds.granularity)));
        }
        if let Some(id) = time.mention {
            let mention = self.mention_of(id);
            facts.push(fact(TIME_MENTION, mention));
        }
        self.state(event, &time.evidence, facts);
    }

    /// The number stands at the event, with its currency; a node of its own keeps together what belongs to one number.
    fn quantity(&mut self, event: &Subject, quantity: &EventQuantity) {
        let (property, value) = (kh(&quantity.property), number(&quantity.value));
        let mut facts = vec![fact(property.clone(), value.clone())];
        if quantity.currency.is_some() || quantity.precision.is_some() {
            let name = event.iri.as_str().rsplit_once("#event=").map_or("", |(_, name)| name);
            let node = self.page.new_part(&format!("quantity={name}.{}", quantity.property));
            self.page.add(&node, RDF_TYPE, QUANTITY_CLASS);
            self.page.add(&node, MEASURED_PROPERTY, property);
            self.page.add(&node, VALUE, value);
            if let Some(currency) = &quantity.currency {
                self.page.add(&node, CURRENCY, Literal::new_simple_literal(currency));
            }
            if let Some(precision) = &quantity.precision {
                self.page.add(&node, PRECISION, kh(precision));
            }
            facts.push(fact(QUANTITY, node));
            facts.extend(quantity.currency.iter().map(|code| fact(CURRENCY, Literal::new_simple_literal(code))));
        }
        self.state(event, &quantity.evidence, facts);
    }

    fn statement(&mut self, id: usize) {
        let statement: &Statement = &self.facts.statements[id];
        let iri = self.statements[id].clone();
        let (cue, content) = (self.mention_of(statement.cue), self.mention_of(statement.content));
        self.page.add(&iri, RDF_TYPE, STATEMENT);
        let mut facts = vec![
            fact(SPEAKER, self.entities[statement.speaker].clone()),
            fact(STANCE, kh(&statement.stance)),
            fact(CUE, cue),
            fact(CONTENT, content),
        ];
        facts.extend(statement.addressee.map(|id| fact(ADDRESSEE, self.entities[id].clone())));
        facts.extend(statement.about.iter().map(|&id| fact(ABOUT, self.entities[id].clone())));
        let naming = self.facts.mentions[statement.cue].span;
        self.state(&Subject { iri, naming }, &statement.evidence, facts);
    }

    fn position(&mut self, position: &Position) {
        let iri = self.page.new_part(&format!("position={}", position.title.begin));
        let title = self.page.words(one_line(self.page.article.text.slice(position.title)));
        self.page.add(&iri, RDF_TYPE, POSITION);
        self.page.add(&iri, RDF_TYPE, ORG_MEMBERSHIP);
        let mut facts = vec![fact(ORG_MEMBER, self.entities[position.person].clone()), fact(TITLE, title)];
        facts.extend(position.of.map(|id| fact(ORG_ORGANIZATION, self.entities[id].clone())));
        for (holds, property) in [(position.former, FORMER), (position.acting, ACTING)] {
            if holds {
                facts.push(fact(property, Literal::from(true)));
            }
        }
        self.state(&Subject { iri, naming: position.title }, &position.evidence, facts);
    }

    /// The country that the article gives to an entity is evidence only: the entity graph states it.
    fn countries(&mut self, mint: &Mint) {
        for (id, entity) in self.facts.entities.iter().enumerate() {
            let Some(country) = &entity.country else { continue };
            let named = |m: &&Mention| m.kind == MentionKind::Name && m.denotes.contains(&Instance::Entity(id));
            let Some(mention) = self.facts.mentions.iter().find(named) else { continue };
            let evidence = Evidence { rule: mention.rule.clone(), spans: vec![mention.span] };
            let iri = self.entities[id].clone();
            self.ledger.note(&iri, &evidence, mention.span, [fact(COUNTRY, mint.known(country))]);
        }
    }
}

fn fact(predicate: impl Into<NamedNode>, object: impl Into<Term>) -> Fact {
    (predicate.into(), object.into())
}
