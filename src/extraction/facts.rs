//! What extraction gives: the graph of one article as plain values, every one with its words.
//!
//! Ids are indexes into the vectors of [`Facts`]. Local names (`class`, `role`, `status`, `stance`) are names of the
//! ontology, checked when packs load, so the engine need not know them.

use crate::article::DateSource;
use crate::text::Span;
use jiff::civil::Date;
use serde::Serialize;
use std::sync::Arc;

/// A local name declared in the ontology: `Meeting`, `actor`, `planned`.
pub type Term = Arc<str>;
/// The name of the pack rule that fired: `ar.meeting.receive`.
pub type Rule = Arc<str>;

pub type EntityId = usize;
pub type EventId = usize;
pub type StatementId = usize;
pub type MentionId = usize;

/// Everything read from one article.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// Pack's language code, `ar`.
    pub language: String,
    /// The headline's span, if the text has one.
    pub headline: Option<Span>,
    /// The article's own date.
    pub date: Option<(Date, DateSource)>,
    /// Words that a printed or inferred date was read from.
    pub date_evidence: Option<Span>,
    /// In text order: by begin, then longest first, then kind.
    pub mentions: Vec<Mention>,
    pub entities: Vec<Entity>,
    pub events: Vec<Event>,
    pub statements: Vec<Statement>,
    pub positions: Vec<Position>,
    /// Found-in-text problems for people; never an error.
    pub notes: Vec<Note>,
}

/// The words behind a fact, and the rule that read them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Evidence {
    pub rule: Rule,
    /// In text order.
    pub spans: Vec<Span>,
}

/// `kh:mentionKind`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum MentionKind {
    Name,
    Nisba,
    Nominal,
    Pronoun,
    Trigger,
    Phrase,
}

/// What a mention denotes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Instance {
    Entity(EntityId),
    Event(EventId),
}

/// A span with its kind. Phrase mentions (contents, topics, times) may denote nothing themselves: a topic is the
/// phrase mention that an event's theme points to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Mention {
    pub span: Span,
    pub kind: MentionKind,
    pub rule: Rule,
    pub denotes: Vec<Instance>,
}

/// How an entity of the article is known to the world; decides its IRI.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Identity {
    /// The gazetteer's key: `country/KG`, `person/abdel-fattah-el-sisi`.
    Known(Arc<str>),
    /// A full name (two words or more, or a body's name), folded: the same in every article.
    Named(String),
    /// A single unknown name (folded): local to its article.
    Local(String),
}

/// One real-world thing that the article names.
#[derive(Clone, Debug, Serialize)]
pub struct Entity {
    /// Base class: `Person`, `Country`, `City`, `Region`, `Facility`, `Organization`, `Group`, `Work`.
    pub class: Term,
    pub identity: Identity,
    /// The name as the article spells it in full.
    pub name: String,
    /// Every other spelling met.
    pub spellings: Vec<String>,
    /// The country it belongs to, where the article says so (key of the gazetteer: `country/EG`).
    pub country: Option<Arc<str>>,
}

/// Who or what fills a role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Filler {
    Entity(EntityId),
    /// A topic, by its phrase mention.
    Topic(MentionId),
}

/// One role of an event.
#[derive(Clone, Debug, Serialize)]
pub struct Role {
    /// The most general property: `actor`, `recipient`, `place`, `theme`.
    pub base: Term,
    /// The narrower one stated beside it (`visitor`, `host`), if any.
    pub narrow: Option<Term>,
    pub filler: Filler,
    pub evidence: Evidence,
}

/// Earliest and latest day, both inclusive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Bounds {
    pub earliest: Date,
    pub latest: Date,
    /// Extended Date/Time Format (ISO 8601-2): `2025-11-21~/2025-11-30~`.
    pub edtf: String,
    /// How fine the words are: `day`, `week`, `month` …, `interval` for any other stretch of days.
    pub granularity: Term,
}

/// When an event happens: bounds where they could be resolved, and the words.
#[derive(Clone, Debug, Serialize)]
pub struct EventTime {
    pub bounds: Option<Bounds>,
    /// The phrase mention of the temporal expression, if the event has one of its own.
    pub mention: Option<MentionId>,
    pub evidence: Evidence,
}

/// A number that belongs to an event.
#[derive(Clone, Debug, Serialize)]
pub struct EventQuantity {
    /// The property: `count`, `killed`, `wounded`, `amount`.
    pub property: Term,
    /// Canonical decimal or integer: `2`, `15000000000`.
    pub value: String,
    /// ISO 4217 code for money.
    pub currency: Option<String>,
    /// `approximate`, `atLeast`, `atMost`, if the words say so.
    pub precision: Option<Term>,
    pub evidence: Evidence,
}

/// One real-world event of a declared type.
#[derive(Clone, Debug, Serialize)]
pub struct Event {
    /// Base type: one of the 21.
    pub class: Term,
    /// A subclass stated beside it (`EmbassyOpening`), if any.
    pub narrow: Option<Term>,
    /// A short label in the article's words.
    pub label: String,
    /// Trigger mentions in text order; the first names the event.
    pub triggers: Vec<MentionId>,
    /// `occurred`, `ongoing`, `planned`, `hypothetical`, `negated`.
    pub status: Term,
    pub status_evidence: Evidence,
    pub type_evidence: Evidence,
    pub time: Option<EventTime>,
    pub roles: Vec<Role>,
    pub quantities: Vec<EventQuantity>,
    /// The statement that tells it, when the article itself does not.
    pub reported_in: Option<StatementId>,
    pub part_of: Option<EventId>,
}

/// One reported speech act of one speaker.
#[derive(Clone, Debug, Serialize)]
pub struct Statement {
    pub speaker: EntityId,
    /// `say`, `support`, `oppose`, `request`, `warn`, `commit`.
    pub stance: Term,
    /// The mention of the verb or noun of saying.
    pub cue: MentionId,
    /// The phrase mention of what is said.
    pub content: MentionId,
    pub addressee: Option<EntityId>,
    pub about: Vec<EntityId>,
    pub evidence: Evidence,
}

/// An office that the article gives to a named person.
#[derive(Clone, Debug, Serialize)]
pub struct Position {
    pub person: EntityId,
    /// The country or body it belongs to, if said.
    pub of: Option<EntityId>,
    /// The title's words, without attached particles.
    pub title: Span,
    pub former: bool,
    pub acting: bool,
    pub evidence: Evidence,
}

/// Something in the text that could not be read as meant; for people.
#[derive(Clone, Debug, Serialize)]
pub struct Note {
    pub span: Span,
    pub message: String,
}
