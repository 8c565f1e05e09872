//! What the clause does not say and the sentence does: a place behind `في`, and whoever acts in the governing clause.

use super::{Argument, ArgumentFiller, Happening};
use crate::extraction::facts::EntityId;
use crate::extraction::predicate::Predicate;
use crate::extraction::syntax::{Reference, Syntax};
use crate::text::Span;

/// How far behind its trigger a place may stand.
const REACH: usize = 30;

/// Fills place and actor of events from their sentences, where nothing closer gave them.
pub fn fill(syntax: &Syntax, predicates: &[Predicate], happenings: &mut [Happening]) {
    for happening in happenings {
        let has = |base: &str| {
            happening.arguments.iter().any(|(a, _)| &*a.base == base && matches!(a.filler, ArgumentFiller::Entity(_)))
        };
        let (place, actor, recipient) = (has("place"), has("actor"), has("recipient"));
        if !place
            && let Some((entity, span)) = happening.told.iter().find_map(|t| place_near(syntax, t.trigger.tokens.end))
        {
            add(happening, "place", None, entity, span, "event.nearby.place");
        }
        let rule = &syntax.doc.pack.events.rules[happening.told[0].trigger.rule];
        let role = rule.subject.as_ref().or(rule.governor.as_ref()).filter(|r| &*r.base == "actor").cloned();
        if let (false, false, Some(role)) = (actor, recipient, role) {
            let found = happening.told.iter().find_map(|t| governing(syntax, predicates, t.trigger.governor?));
            for (entity, span) in found.into_iter().flatten() {
                add(happening, "actor", role.narrow.clone(), entity, span, "event.nearby.actor");
            }
        }
    }
}

fn add(
    happening: &mut Happening,
    base: &str,
    narrow: Option<std::sync::Arc<str>>,
    entity: EntityId,
    span: Span,
    rule: &str,
) {
    let argument = Argument { base: base.into(), narrow, filler: ArgumentFiller::Entity(entity), span };
    happening.arguments.push((argument, rule.into()));
}

/// The first named place behind a preposition of place in the rest of the sentence.
fn place_near(syntax: &Syntax, from: usize) -> Option<(EntityId, Span)> {
    let end = syntax.doc.sentence_of(from - 1).tokens.end.min(from + REACH);
    (from..end).find_map(|at| {
        let pp = syntax.pp(at).filter(|pp| syntax.doc.pack.syntax.place.contains(&pp.preposition))?;
        let named = pp.np.reference == Reference::Name;
        let place = pp
            .np
            .referents
            .iter()
            .copied()
            .find(|&e| matches!(&*syntax.class(e), "City" | "Region" | "Facility" | "Country"))?;
        named.then(|| (place, syntax.span(&pp.np.tokens)))
    })
}

/// Whoever acts in the clause that governs a noun.
fn governing(syntax: &Syntax, predicates: &[Predicate], governor: usize) -> Option<Vec<(EntityId, Span)>> {
    let predicate = &predicates[governor];
    let np = predicate.subject_np.as_ref().filter(|_| !predicate.passive)?;
    let agents: Vec<(EntityId, Span)> = np
        .referents
        .iter()
        .filter(|&&e| matches!(&*syntax.class(e), "Person" | "Organization" | "Country"))
        .map(|&e| (e, syntax.span(&np.tokens)))
        .collect();
    (!agents.is_empty()).then_some(agents)
}
