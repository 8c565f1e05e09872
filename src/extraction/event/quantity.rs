//! Numbers that belong to an event: how many of what it is about, how many killed or wounded, how much money.

use super::reach::Place;
use super::{Argument, ArgumentFiller, Trigger};
use crate::extraction::facts::{Rule, Term};
use crate::extraction::number::Number;
use crate::extraction::predicate::Predicate;
use crate::extraction::quantity::Quantity;
use crate::extraction::syntax::{Clause, Np, Reference, Syntax};
use crate::lang::events::EventRule;
use crate::lang::raw_quantity::QuantityKind;
use crate::text::Span;
use rustc_hash::FxHashSet;

/// A number with the property of the event that it gives.
#[derive(Clone, Debug)]
pub struct Counted {
    pub property: Term,
    pub value: String,
    pub currency: Option<String>,
    pub precision: Option<Term>,
    pub span: Span,
    pub rule: Rule,
}

/// Tokens behind the begin of a topic within which its number stands.
const NEAR: usize = 3;
/// Tokens between a percentage and the noun whose it is.
const AHEAD: usize = 7;
/// Tokens between a trigger and the number of its object: words that make it vague, somebody who acts.
const OBJECT: usize = 8;

pub fn quantities(
    place: &Place,
    all: &[Quantity],
    clause: &Clause,
    rule: &EventRule,
    arguments: &[Argument],
) -> Vec<Counted> {
    let Place { syntax, trigger, triggers, .. } = *place;
    let topics: Vec<usize> = arguments
        .iter()
        .filter_map(|a| {
            if let ArgumentFiller::Topic(span) = a.filler { Some(syntax.doc.token_at(span.begin)) } else { None }
        })
        .collect();
    // `مقتل العشرات وإصابة 30`: what another trigger counts begins there.
    let counts = |t: &&Trigger| syntax.doc.pack.events.rules[t.rule].count != rule.count;
    let next = triggers.iter().filter(counts).map(|t| t.tokens.start).find(|&t| t >= trigger.tokens.end);
    // `أودى الهجوم بحياة 12`: a phrase whose words stand apart holds what is between.
    let held = trigger.tokens.len() > 1 || !rule.need_word.is_empty();
    let end = next.filter(|_| !held).map_or(clause.end, |next| next.min(clause.end));
    let object = object(place, clause);
    let owned = trigger
        .governor
        .filter(|_| {
            trigger.predicate.is_none() && syntax.reading(trigger.tokens.start).is_some_and(|r| r.enclitic.is_some())
        })
        .map(|g| place.predicates[g].token);
    // A percentage belongs to the last trigger before it, else to the first noun behind it in its verb's clause.
    let free = |from: usize, to: usize| !triggers.iter().any(|t| (from..to).contains(&t.tokens.start));
    let verb = trigger.governor.filter(|_| trigger.predicate.is_none()).map(|g| place.predicates[g].token);
    let ahead = |at: usize| {
        let between = at..trigger.tokens.start;
        let stops =
            |at: usize| place.opens_other(at) || syntax.doc.tokens[at].is_mark(&syntax.doc.pack.marks.clause_end);
        verb.is_some_and(|verb| verb < at && free(verb, trigger.tokens.start))
            && (1..=AHEAD).contains(&between.len())
            && !between.into_iter().any(stops)
    };
    let toll = Toll { syntax, all, triggers, predicates: place.predicates };
    let mut out: Vec<Counted> = Vec::new();
    let casualties = &*rule.count != "count";
    // `مقتل وإصابة 12`: how many of both is not how many of one.
    let joined = |t: &&Trigger| t.tokens.end == trigger.tokens.start && counts(t);
    let both = casualties
        && triggers.iter().any(|t| joined(&t) && &*syntax.doc.pack.events.rules[t.rule].count != "count")
        && syntax.reading(trigger.tokens.start).is_some_and(|r| r.conjunction.is_some());
    let single = object.or_else(|| subject(place)).filter(|&o| casualties && o == trigger.tokens.end);
    if let Some((noun, one)) = single.and_then(|noun| Some((noun, toll.one(noun)?))) {
        out.push(Counted {
            property: rule.count.clone(),
            value: one.to_string(),
            currency: None,
            precision: None,
            span: syntax.doc.tokens[noun].span,
            rule: syntax.doc.pack.quantity.name(QuantityKind::Count),
        });
    }
    for quantity in all {
        let (begin, noun) = (quantity.tokens.start, quantity.noun);
        let of_trigger =
            noun.is_some_and(|n| trigger.tokens.contains(&n)) || quantity.tokens.contains(&trigger.tokens.start);
        let of_topic = topics.iter().any(|&t| (t..t + NEAR).contains(&begin) || noun == Some(t));
        let in_clause = begin >= trigger.tokens.end && begin < end;
        let of_object = begin >= trigger.tokens.end && (noun == object || Some(begin) == object) && object.is_some();
        // `لقي خمسة مصرعهم`: the pronoun means those before it.
        let before = owned.is_some_and(|verb| verb < begin && begin < trigger.tokens.start);
        let property = match quantity.kind {
            QuantityKind::Count if casualties && !both && (of_trigger || in_clause || before) => rule.count.clone(),
            QuantityKind::Count if !casualties && (of_trigger || of_topic || of_object) => rule.count.clone(),
            QuantityKind::Money if (trigger.tokens.end..clause.end).contains(&begin) || of_topic => "amount".into(),
            QuantityKind::Percent
                if (in_clause && free(trigger.tokens.end, begin) || of_topic || ahead(begin))
                    && !in_range(syntax, all, quantity) =>
            {
                "share".into()
            }
            _ => continue,
        };
        let counted = quantity.noun.filter(|_| casualties && property == rule.count);
        let others = counted.map(|noun| toll.others(toll.behind(noun.max(quantity.tokens.end - 1))).0);
        let value = others.map_or(quantity.value, |others| quantity.value.plus(others)).to_string();
        if out.iter().all(|c| c.property != property) {
            out.push(Counted {
                property,
                value,
                currency: quantity.currency.as_deref().map(str::to_string),
                precision: quantity.precision.map(|p| p.term().into()),
                span: quantity.span,
                rule: quantity.rule.clone(),
            });
        }
    }
    out
}

/// The noun of what a verb says something of, where nothing is done to anybody else: `قتل شخص`.
fn subject(place: &Place) -> Option<usize> {
    let verb = &place.predicates[place.trigger.predicate?];
    let nobody = |np: &&Np| np.reference != Reference::Name && verb.object.is_none();
    verb.subject_np.as_ref().filter(nobody).map(|np| np.tokens.start)
}

/// `من 5% إلى 7%`: two numbers of which neither is what it is about.
fn in_range(syntax: &Syntax, all: &[Quantity], quantity: &Quantity) -> bool {
    let words = &syntax.doc.pack.quantity;
    let at = |at: usize, keys: &FxHashSet<Box<str>>| {
        syntax.doc.tokens.get(at).is_some_and(|t| keys.contains(&*t.key) || keys.contains(t.stem()))
    };
    let from = |q: &Quantity| {
        q.tokens.start.checked_sub(1).is_some_and(|b| at(b, &words.range_from)) && at(q.tokens.end, &words.range_to)
    };
    from(quantity) || all.iter().any(|q| q.tokens.end + 1 == quantity.tokens.start && from(q))
}

/// Those who are counted in a row: `ضابطين وثلاثة جنود وطفل`.
struct Toll<'s, 'd> {
    syntax: &'s Syntax<'d>,
    all: &'s [Quantity],
    triggers: &'s [Trigger],
    predicates: &'s [Predicate],
}

impl Toll<'_, '_> {
    /// Somebody without a number: one, if nothing uncounted goes on with him.
    fn one(&self, noun: usize) -> Option<Number> {
        if !self.is_person(noun) {
            return None;
        }
        let next = self.behind(noun);
        let some = |at: usize| self.syntax.doc.pack.syntax.quantifier.contains(self.syntax.doc.tokens[at].stem());
        let acts = |at: usize| self.predicates.iter().any(|p| p.token == at) && !some(at);
        let uncounted = self.joined(next) && !acts(next) && !self.tells(next);
        let (others, end) = self.others(next);
        (!uncounted || end > next).then(|| Number::new(1).plus(others))
    }

    /// How many go on from a token, and where they end.
    fn others(&self, mut at: usize) -> (Number, usize) {
        let mut sum = Number::new(0);
        while self.joined(at) {
            let begins = |q: &&Quantity| q.tokens.start == at || q.tokens.start == at + 1 && self.is_particle(at);
            match self.all.iter().find(begins) {
                Some(q) if q.kind == QuantityKind::Count && q.noun.is_some_and(|n| !self.tells(n)) => {
                    sum = sum.plus(q.value);
                    at = self.behind(q.noun.unwrap_or(at).max(q.tokens.end - 1));
                }
                None if self.is_person(at) => {
                    sum = sum.plus(Number::new(1));
                    at = self.behind(at);
                }
                _ => break,
            }
        }
        (sum, at)
    }

    /// The first token behind a noun and its adjectives.
    fn behind(&self, noun: usize) -> usize {
        (noun + 1..).find(|&at| at >= self.syntax.doc.tokens.len() || !self.syntax.is_adjective(at)).unwrap_or(noun)
    }

    /// Whether a word goes on with what is before it.
    fn joined(&self, at: usize) -> bool {
        let doc = self.syntax.doc;
        if at >= doc.sentence_of(at.saturating_sub(1)).tokens.end {
            return false;
        }
        let token = &doc.tokens[at];
        let conjunction = token.key.chars().next().is_some_and(|c| doc.pack.clitics.conjunction.contains(&c));
        let number = |q: &Quantity| q.tokens.start == at && q.span.begin > token.span.begin;
        conjunction
            && (self.is_particle(at)
                || token.best().is_some_and(|r| r.conjunction.is_some())
                || self.all.iter().any(number))
    }

    /// A conjunction written before digits is a token of its own.
    fn is_particle(&self, at: usize) -> bool {
        self.syntax.doc.tokens[at].key.chars().count() == 1
    }

    fn tells(&self, at: usize) -> bool {
        self.triggers.iter().any(|t| t.tokens.contains(&at))
    }

    fn is_person(&self, at: usize) -> bool {
        let Some(token) = self.syntax.doc.tokens.get(at) else { return false };
        let persons = &self.syntax.doc.pack.quantity.persons;
        persons.contains(&*token.key) || self.joined(at) && persons.contains(token.stem())
    }
}

/// The noun of what a verb is done to, or of what follows a verbal noun, if nobody is named there.
fn object(place: &Place, clause: &Clause) -> Option<usize> {
    let Place { syntax, predicates, trigger, .. } = *place;
    let particle = |at: usize| syntax.reading(at).is_some_and(|r| r.preposition.is_some());
    let first = |np: &&Np| (trigger.tokens.end..np.tokens.start).all(|at| !syntax.is_adjective(at) && !particle(at));
    let np = match trigger.predicate.map(|p| &predicates[p]) {
        Some(verb) if verb.passive => verb.subject_np.as_ref().or(verb.object.as_ref()),
        Some(verb) => verb.object.as_ref(),
        None if trigger.definite => None,
        None => clause.nps.first().filter(first),
    };
    let nobody = |np: &&Np| np.reference != Reference::Name && np.tokens.start < trigger.tokens.end + OBJECT;
    np.filter(nobody).map(|np| np.tokens.start)
}
