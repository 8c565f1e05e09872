//! Events: triggers with their arguments, status and time, told once however many sentences tell them.

mod argument;
mod carried;
mod features;
mod merge;
mod nearby;
mod quantity;
mod reach;
mod status;
mod surroundings;
mod time;
mod trigger;
mod weigh;

use super::facts::{Bounds, EntityId, Rule, Term};
use super::predicate::Predicate;
use super::quantity::Quantity;
use super::statement::Said;
use super::syntax::{Clause, Syntax};
use crate::lang::model::Features;
use crate::text::Span;
use jiff::civil::Date;
pub use quantity::Counted;
use std::ops::Range;
pub use weigh::Observation;

/// A word or phrase that tells an event.
#[derive(Clone, Debug)]
pub struct Trigger {
    pub tokens: Range<usize>,
    pub span: Span,
    /// Index into the pack's event rules.
    pub rule: usize,
    /// Index into the predicates, of a finite verb.
    pub predicate: Option<usize>,
    /// Index of the finite verb in whose clause a noun stands.
    pub governor: Option<usize>,
    pub definite: bool,
}

/// A role with the words that fill it.
#[derive(Clone, Debug)]
pub struct Argument {
    pub base: Term,
    pub narrow: Option<Term>,
    pub filler: ArgumentFiller,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ArgumentFiller {
    Entity(EntityId),
    Topic(Span),
}

/// An event as one trigger tells it.
#[derive(Clone, Debug)]
pub struct Told {
    pub trigger: Trigger,
    /// Dictionary form of the trigger.
    pub lemma: String,
    pub class: Term,
    pub narrow: Option<Term>,
    pub arguments: Vec<Argument>,
    pub status: Term,
    /// The words that gave the status, and the rule; none by default.
    pub status_words: Option<Span>,
    pub status_rule: Rule,
    pub time: Option<ToldTime>,
    /// Index of the temporal expression that says how long it lasts.
    pub lasting: Option<usize>,
    /// The article's news was told on this occasion.
    pub occasion: bool,
    /// Something else happens on this occasion.
    pub during: bool,
    pub rule: Rule,
    /// Enough is said to tell an event by itself.
    pub complete: bool,
    /// The rules take it for an event.
    pub accepted: bool,
    /// A word that the rule wants is missing, or one that it does not want stands there.
    pub denied: bool,
    pub clause: Clause,
    pub quantities: Vec<Counted>,
    /// What a model sees of its status.
    pub signs: Features,
    /// How likely a model takes somebody near it to take part.
    pub parts: Vec<Part>,
}

/// Log-odds that somebody has a role.
#[derive(Clone, Debug)]
pub struct Part {
    pub entity: EntityId,
    pub base: Term,
    pub score: f32,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub struct ToldTime {
    pub bounds: Option<Bounds>,
    pub span: Span,
    pub rule: Rule,
}

/// One event with everything that the article tells of it.
#[derive(Clone, Debug)]
pub struct Happening {
    pub told: Vec<Told>,
    pub class: Term,
    pub narrow: Option<Term>,
    pub arguments: Vec<(Argument, Rule)>,
    pub status: Term,
    pub status_words: Option<Span>,
    pub status_rule: Rule,
    pub time: Option<ToldTime>,
    pub quantities: Vec<Counted>,
}

/// What is known of a document when its events are read.
pub struct Scene<'a, 's> {
    pub syntax: &'a Syntax<'s>,
    pub predicates: &'a [Predicate],
    pub said: &'a [Said],
    pub quantities: &'a [Quantity],
    /// The article's day.
    pub date: Option<Date>,
}

/// All events of a document, in the order of their first triggers.
pub fn events(scene: &Scene) -> Vec<Happening> {
    let Scene { syntax, predicates, date, .. } = *scene;
    let mut told = tellings(scene);
    let sameness = weigh::weigh(scene, &mut told);
    let mut happenings = merge::merge(syntax, told, &sameness);
    weigh::status(syntax, &mut happenings);
    time::frame(syntax, predicates, date, &mut happenings);
    merge::dated(syntax, &mut happenings);
    time::during(syntax, predicates, &mut happenings);
    nearby::fill(syntax, predicates, &mut happenings);
    happenings
}

/// Every case that a model is asked about, with all that it sees of it: what it is trained on.
pub fn observations(scene: &Scene) -> Vec<Observation> {
    weigh::observe(scene, &tellings(scene))
}

fn tellings(scene: &Scene) -> Vec<Told> {
    let triggers = trigger::triggers(scene.syntax, scene.predicates);
    // Words that only a model takes for triggers bound no clause.
    let sure: Vec<Trigger> =
        triggers.iter().filter(|t| !scene.syntax.doc.pack.events.rules[t.rule].weighed).cloned().collect();
    triggers.into_iter().map(|t| tell(scene, &sure, t)).collect()
}

fn tell(scene: &Scene, triggers: &[Trigger], trigger: Trigger) -> Told {
    let Scene { syntax, predicates, quantities, date, .. } = *scene;
    let rule = &syntax.doc.pack.events.rules[trigger.rule];
    let clause = match trigger.predicate {
        Some(index) => predicates[index].clause.clone(),
        None => syntax.clause_after(trigger.tokens.end),
    };
    let arguments = argument::arguments(syntax, predicates, &trigger, rule, &clause);
    let word = rule.need_word.is_empty() || argument::has_word(syntax, &trigger, rule);
    let voiced = !rule.passive_only || trigger.predicate.is_none_or(|p| predicates[p].passive);
    let denied = !word || !voiced || argument::is_denied(syntax, &trigger, rule);
    let status = status::status(syntax, predicates, &trigger, rule);
    let place = reach::Place { syntax, predicates, trigger: &trigger, triggers };
    let time::When { time, lasting, occasion, during } = time::time(&place, &clause, date, &status.0);
    let held = trigger.predicate.is_none() && trigger.governor.is_some_and(|g| syntax.is_light(predicates[g].lexeme));
    let entity = |a: &Argument| matches!(a.filler, ArgumentFiller::Entity(_));
    let loose = match trigger.predicate {
        Some(_) => time.is_some() || arguments.iter().any(entity),
        None => true,
    };
    let satisfied = rule.alone
        || argument::satisfied(syntax, rule, &arguments)
        || (held && time.is_some())
        || (loose && !rule.strict);
    let counted = quantity::quantities(&place, quantities, &clause, rule, &arguments);
    Told {
        class: rule.class.clone(),
        narrow: rule.narrow.clone(),
        arguments,
        status: status.0,
        status_words: status.1,
        status_rule: status.2,
        time,
        lasting,
        occasion,
        during,
        rule: rule.rule.clone(),
        complete: satisfied,
        accepted: !denied && !rule.weighed && (satisfied || trigger.definite),
        denied,
        quantities: counted,
        signs: Features::default(),
        parts: Vec::new(),
        clause,
        lemma: scene.lemma(&trigger),
        trigger,
    }
}
