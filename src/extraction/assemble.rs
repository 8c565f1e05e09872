//! The findings of all stages put together as [`Facts`]: mentions made once each, in text order.

use super::event::{ArgumentFiller, Happening};
use super::facts::{
    Entity, Event, EventId, EventQuantity, EventTime, Evidence, Facts, Filler, Instance, Mention, MentionId,
    MentionKind, Position, Role, Rule, Statement,
};
use super::name::Names;
use super::statement::Said;
use super::syntax::Syntax;
use crate::text::Span;
use rustc_hash::FxHashMap;

/// Mentions by span and kind, each once.
#[derive(Default)]
struct Mentions {
    all: Vec<Mention>,
    by_place: FxHashMap<(Span, MentionKind), MentionId>,
}

impl Mentions {
    fn add(&mut self, span: Span, kind: MentionKind, rule: Rule, denotes: Option<Instance>) -> MentionId {
        let id = *self.by_place.entry((span, kind)).or_insert_with(|| {
            self.all.push(Mention { span, kind, rule, denotes: Vec::new() });
            self.all.len() - 1
        });
        if let Some(instance) = denotes.filter(|i| !self.all[id].denotes.contains(i)) {
            self.all[id].denotes.push(instance);
        }
        id
    }
}

pub fn assemble(
    syntax: &Syntax,
    names: &Names,
    said: Vec<Said>,
    happenings: Vec<Happening>,
    positions: Vec<Position>,
) -> Facts {
    let entities = syntax.entities.borrow();
    let mut mentions = Mentions::default();
    for (name, entity) in names.names.iter().zip(&entities.of_name) {
        if let Some(entity) = entity {
            mentions.add(name.span, name.kind, name.rule.clone(), Some(Instance::Entity(*entity)));
        }
    }
    let statements = statements(&mut mentions, &said);
    let contents: Vec<(Span, usize)> =
        statements.iter().enumerate().map(|(id, s)| (mentions.all[s.content].span, id)).collect();
    let events: Vec<Event> =
        happenings.iter().enumerate().map(|(id, h)| event(syntax, &mut mentions, id, h, &contents)).collect();
    let entities: Vec<Entity> = entities.entities.clone();
    let mut facts = Facts {
        language: syntax.doc.pack.code.clone(),
        headline: syntax.doc.headline,
        mentions: mentions.all,
        entities,
        events,
        statements,
        positions,
        ..Facts::default()
    };
    sort_mentions(&mut facts);
    facts
}

fn statements(mentions: &mut Mentions, said: &[Said]) -> Vec<Statement> {
    let mut out = Vec::new();
    for one in said {
        let cue = mentions.add(one.cue, MentionKind::Trigger, one.rule.clone(), None);
        let content = mentions.add(one.content, MentionKind::Phrase, one.rule.clone(), None);
        for &speaker in &one.speakers {
            out.push(Statement {
                speaker,
                stance: one.stance.clone(),
                cue,
                content,
                addressee: None,
                about: Vec::new(),
                evidence: Evidence { rule: one.rule.clone(), spans: vec![one.cue, one.content] },
            });
        }
    }
    out
}

fn event(
    syntax: &Syntax,
    mentions: &mut Mentions,
    id: EventId,
    happening: &Happening,
    contents: &[(Span, usize)],
) -> Event {
    let mut triggers: Vec<(Span, Rule)> = happening.told.iter().map(|t| (t.trigger.span, t.rule.clone())).collect();
    triggers.sort_by_key(|(span, _)| *span);
    triggers.dedup_by_key(|(span, _)| *span);
    let trigger_spans: Vec<Span> = triggers.iter().map(|(span, _)| *span).collect();
    let trigger_ids: Vec<MentionId> = triggers
        .iter()
        .map(|(span, rule)| mentions.add(*span, MentionKind::Trigger, rule.clone(), Some(Instance::Event(id))))
        .collect();
    let roles = happening
        .arguments
        .iter()
        .map(|(argument, rule)| {
            let filler = match argument.filler {
                ArgumentFiller::Entity(entity) => Filler::Entity(entity),
                ArgumentFiller::Topic(span) => {
                    Filler::Topic(mentions.add(span, MentionKind::Phrase, rule.clone(), None))
                }
            };
            Role {
                base: argument.base.clone(),
                narrow: argument.narrow.clone(),
                filler,
                evidence: Evidence { rule: rule.clone(), spans: vec![argument.span] },
            }
        })
        .collect();
    let time = happening.time.as_ref().map(|time| EventTime {
        bounds: time.bounds.clone(),
        mention: Some(mentions.add(time.span, MentionKind::Phrase, time.rule.clone(), None)),
        evidence: Evidence { rule: time.rule.clone(), spans: vec![time.span] },
    });
    // Told by the article itself if one trigger stands outside all statements; else by the innermost one.
    let innermost =
        |span: &Span| contents.iter().filter(|(c, _)| c.contains(*span)).min_by_key(|(c, _)| c.len()).map(|(_, s)| *s);
    let reported_in =
        if trigger_spans.iter().all(|s| innermost(s).is_some()) { innermost(&trigger_spans[0]) } else { None };
    let status_spans = happening.status_words.map_or_else(|| vec![trigger_spans[0]], |s| vec![s]);
    Event {
        class: happening.class.clone(),
        narrow: happening.narrow.clone(),
        label: label(syntax, happening),
        triggers: trigger_ids,
        status: happening.status.clone(),
        status_evidence: Evidence { rule: happening.status_rule.clone(), spans: status_spans },
        type_evidence: Evidence { rule: happening.told[0].rule.clone(), spans: trigger_spans },
        time,
        roles,
        quantities: happening
            .quantities
            .iter()
            .map(|c| EventQuantity {
                property: c.property.clone(),
                value: c.value.clone(),
                currency: c.currency.clone(),
                precision: c.precision.clone(),
                evidence: Evidence { rule: c.rule.clone(), spans: vec![c.span] },
            })
            .collect(),
        reported_in,
        part_of: None,
    }
}

/// The first trigger with the words behind it, as written.
fn label(syntax: &Syntax, happening: &Happening) -> String {
    let first = &happening.told[0];
    let end = first.clause.nps.first().filter(|np| np.tokens.start == first.trigger.tokens.end).map(|np| np.tokens.end);
    let tokens = first.trigger.tokens.start..end.unwrap_or(first.trigger.tokens.end);
    let span = if end.is_some() { syntax.span(&tokens) } else { first.trigger.span };
    syntax.doc.words(span).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Mentions in text order: by begin, the longest first, then by kind; every index follows.
fn sort_mentions(facts: &mut Facts) {
    let mut order: Vec<MentionId> = (0..facts.mentions.len()).collect();
    order.sort_by_key(|&id| {
        let m = &facts.mentions[id];
        (m.span.begin, std::cmp::Reverse(m.span.end), m.kind)
    });
    let mut place = vec![0; order.len()];
    for (new, &old) in order.iter().enumerate() {
        place[old] = new;
    }
    let mut old: Vec<Option<Mention>> = std::mem::take(&mut facts.mentions).into_iter().map(Some).collect();
    facts.mentions = order.iter().map(|&id| old[id].take().expect("each once")).collect();
    for statement in &mut facts.statements {
        statement.cue = place[statement.cue];
        statement.content = place[statement.content];
    }
    for event in &mut facts.events {
        event.triggers.iter_mut().for_each(|t| *t = place[*t]);
        for role in &mut event.roles {
            if let Filler::Topic(mention) = &mut role.filler {
                *mention = place[*mention];
            }
        }
        if let Some(mention) = event.time.as_mut().and_then(|t| t.mention.as_mut()) {
            *mention = place[*mention];
        }
    }
}
