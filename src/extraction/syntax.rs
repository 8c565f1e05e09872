//! A shallow parser: noun phrases with whom they denote, and what stands around a verb or verbal noun in its clause.

use super::coreference::Coreference;
use super::entity::Entities;
use super::facts::{EntityId, MentionKind};
use super::name::{Names, TitlePhrase};
use super::time::TimeExpression;
use crate::analysis::{Document, Reading, TokenKind};
use crate::lang::lexicon::{Form, LexemeId, Shape};
use crate::lang::raw::{Kind, Number};
use crate::ontology::Gazetteer;
use crate::text::Span;
use jiff::civil::Date;
use rustc_hash::FxHashSet;
use std::cell::RefCell;
use std::ops::Range;

/// The most tokens that a clause is looked through.
const CLAUSE: usize = 45;

/// How a noun phrase came to denote somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reference {
    /// By a name in it.
    Name,
    /// By a noun or pronoun that refers back.
    Back,
    /// A body or people of somebody named in it (`وفد قطر`): stands for that.
    Metonymy,
    /// Nobody known.
    None,
}

/// A noun phrase, coordination included.
#[derive(Clone, Debug)]
pub struct Np {
    pub tokens: Range<usize>,
    pub referents: Vec<EntityId>,
    pub reference: Reference,
    /// The first word that is no quantifier.
    pub head: usize,
}

/// A preposition with its noun phrase.
#[derive(Clone, Debug)]
pub struct Pp {
    /// Folded preposition.
    pub preposition: String,
    /// The preposition's own token.
    pub at: usize,
    pub np: Np,
}

/// What follows a trigger in its clause.
#[derive(Clone, Debug, Default)]
pub struct Clause {
    pub nps: Vec<Np>,
    pub pps: Vec<Pp>,
    /// Indexes of temporal expressions.
    pub times: Vec<usize>,
    /// Where the clause ends (token index, exclusive).
    pub end: usize,
    /// A complementizer that opens what is said or decided.
    pub complement: Option<usize>,
}

/// A document with everything found in it so far, ready to be looked at by patterns.
pub struct Syntax<'a> {
    pub doc: &'a Document<'a>,
    pub gazetteer: &'a Gazetteer,
    pub names: &'a Names,
    pub entities: RefCell<Entities>,
    pub times: &'a [TimeExpression],
    /// The article's day.
    pub day: Option<Date>,
    /// For each token, the name that begins there.
    name_at: Vec<Option<usize>>,
    /// For each token, the name that covers it.
    name_over: Vec<Option<usize>>,
    title_at: Vec<Option<usize>>,
    time_at: Vec<Option<usize>>,
    time_over: Vec<Option<usize>>,
    /// Tokens of phrases that say how exact a number is: `ما لا يقل عن`.
    vague: FxHashSet<usize>,
    pub coreference: Coreference,
}

impl<'a> Syntax<'a> {
    pub fn new(
        doc: &'a Document<'a>,
        gazetteer: &'a Gazetteer,
        names: &'a Names,
        entities: Entities,
        times: &'a [TimeExpression],
        day: Option<Date>,
    ) -> Self {
        let n = doc.tokens.len();
        let (mut name_at, mut name_over) = (vec![None; n], vec![None; n]);
        for (id, name) in names.names.iter().enumerate() {
            if name.kind != MentionKind::Name || entities.of_name[id].is_none() {
                continue;
            }
            name_at[name.tokens.start] = Some(id);
            name_over[name.tokens.clone()].fill(Some(id));
        }
        let mut title_at = vec![None; n];
        for (id, title) in names.titles.iter().enumerate() {
            title_at[title.tokens.start] = Some(id);
        }
        let (mut time_at, mut time_over) = (vec![None; n], vec![None; n]);
        for (id, time) in times.iter().enumerate() {
            time_at[time.tokens.start] = Some(id);
            time_over[time.tokens.clone()].fill(Some(id));
        }
        let mut vague = FxHashSet::default();
        for at in 0..n {
            let key = |i: usize| doc.tokens.get(at + i).map(|t| &*t.key);
            let Some((len, _)) = doc.pack.quantity.precision.starting(key) else { continue };
            if len > 1 || doc.tokens.get(at + len).is_some_and(|t| t.kind == TokenKind::Number) {
                vague.extend(at..at + len);
            }
        }
        let coreference = Coreference::new(doc, gazetteer, names, &entities);
        let entities = RefCell::new(entities);
        Syntax {
            doc,
            gazetteer,
            names,
            entities,
            times,
            day,
            name_at,
            name_over,
            title_at,
            time_at,
            time_over,
            vague,
            coreference,
        }
    }

    pub fn reading(&self, at: usize) -> Option<&'a Reading> {
        self.doc.tokens.get(at)?.best()
    }

    pub fn key(&self, at: usize) -> &str {
        self.doc.tokens.get(at).map_or("", |t| t.stem())
    }

    pub fn name_starting(&self, at: usize) -> Option<usize> {
        *self.name_at.get(at)?
    }

    pub fn name_covering(&self, at: usize) -> Option<usize> {
        *self.name_over.get(at)?
    }

    pub fn title_starting(&self, at: usize) -> Option<&'a TitlePhrase> {
        self.title_at.get(at)?.map(|id| &self.names.titles[id])
    }

    pub fn in_time(&self, at: usize) -> bool {
        self.time_over.get(at).is_some_and(Option::is_some)
    }

    /// Whether a word only says how exact a number is.
    pub fn is_vague(&self, at: usize) -> bool {
        self.vague.contains(&at)
    }

    pub fn class(&self, entity: EntityId) -> String {
        self.entities.borrow().entities[entity].class.to_string()
    }

    /// A complementizer (`أن`, with or without a pronoun) that is no part of a name.
    pub fn is_complementizer(&self, at: usize) -> bool {
        let Some(token) = self.doc.tokens.get(at) else { return false };
        let words = &self.doc.pack.syntax.complementizer;
        self.name_covering(at).is_none() && (words.contains(token.stem()) || words.contains(&token.key))
    }

    /// The finite verb that a token is, unless it is part of a name or time.
    pub fn verb(&self, at: usize) -> Option<(&'a Reading, Form)> {
        if self.name_covering(at).is_some() || self.in_time(at) || self.is_vague(at) {
            return None;
        }
        let reading = self.reading(at)?;
        // Among verbs that look alike one that some rule knows is likelier, then the perfect.
        let pack = self.doc.pack;
        let told = |rules: &Vec<usize>| rules.iter().any(|&r| !pack.events.rules[r].weighed);
        let ruled =
            |l: &LexemeId| pack.events.by_verb.get(l).is_some_and(told) || pack.statements.by_lexeme.contains_key(l);
        let form = reading
            .forms
            .iter()
            .filter(|f| f.shape.is_verb())
            .min_by_key(|f| (f.person != 3, !ruled(&f.lexeme), f.shape != Shape::Perfect))?;
        // A spelling that is a noun as well is a verb at the begin of a clause, or with a pronoun or an imperfect's prefix.
        // A verbal noun in the dual is rarer than a verb that looks like it.
        let likely = |f: &Form| f.shape.is_nominal() && !(f.shape == Shape::Masdar && f.number == Number::Dual);
        let nominal = reading.forms.iter().any(likely);
        if nominal && form.shape == Shape::Perfect && form.number == Number::Dual {
            return None;
        }
        if nominal && (reading.preposition.is_some() || reading.article) {
            return None;
        }
        let function = reading.forms.iter().any(|f| f.shape == Shape::Function);
        // A preposition does not stand before a preposition: `عبر عن`.
        let governs = || {
            let behind = self.reading(at + 1)?;
            let source = &self.doc.pack.statements.source;
            let carried = self.doc.pack.syntax.preposition.contains(&behind.key) && !source.contains(&behind.key);
            let next = if carried { self.reading(at + 2)? } else { behind };
            // `وبين X أن`: before a person's name and a complementizer.
            let tells = || {
                let id = self.name_starting(at + 1).filter(|&id| &*self.names.names[id].class == "Person")?;
                let told = self.doc.pack.statements.by_lexeme.contains_key(&form.lexeme);
                Some(told && self.opens_clause(at) && self.is_complementizer(self.names.names[id].tokens.end))
            };
            // `وعبر X عن`: before whom a title or a person's name stands for.
            let far = || {
                let start = self.doc.sentence_of(at).tokens.start == at;
                let person = |id: usize| &*self.names.names[id].class == "Person";
                let named = self.name_at.get(at + 1).copied().flatten().is_some_and(person);
                let someone = named || self.title_starting(at + 1).is_some();
                let end = self.doc.sentence_of(at).tokens.end.min(at + 25);
                start && someone && (at + 2..end).any(|t| self.reading(t).is_some_and(|r| source.contains(&r.key)))
            };
            Some(reading.enclitic.is_none() && (source.contains(&next.key) || far() || tells() == Some(true)))
        };
        if function && self.doc.pack.syntax.preposition.contains(&reading.key) && governs() != Some(true) {
            return None;
        }
        if nominal && !reading.future && !self.opens_clause(at) && !self.verbal_place(at, form) {
            return None;
        }
        Some((reading, *form))
    }

    /// Whether a bare word that is a noun or a verb of saying is the verb by its place: right behind a person's name, which
    /// no bare noun follows, or before a complementizer.
    fn verbal_place(&self, at: usize, form: &Form) -> bool {
        let Some(reading) = self.reading(at) else { return false };
        let bare = !reading.has_proclitic() && !reading.article && !self.doc.tokens[at].line_start;
        // `رسالة تشكر فيها`.
        let within = self.doc.tokens.get(at + 1).is_some_and(|t| self.doc.pack.statements.within.contains(&t.key));
        if bare && within && self.doc.pack.statements.by_lexeme.contains_key(&form.lexeme) {
            return true;
        }
        if at == 0 || !bare || form.shape != Shape::Perfect {
            return false;
        }
        let person = self.name_over[at - 1].is_some_and(|id| &*self.names.names[id].class == "Person");
        let words = &self.doc.pack.syntax;
        let complement = self
            .doc
            .tokens
            .get(at + 1)
            .is_some_and(|t| words.complementizer.contains(t.stem()) || words.complementizer.contains(&t.key));
        (person || complement || self.fronted(at)) && self.doc.pack.statements.by_lexeme.contains_key(&form.lexeme)
    }

    /// `وفي بداية اللقاء رحب الرئيس`: behind a prepositional phrase that opens the sentence, before a title.
    fn fronted(&self, at: usize) -> bool {
        let start = self.doc.sentence_of(at).tokens.start;
        let preposition = self
            .reading(start)
            .is_some_and(|r| r.preposition.is_some() || self.doc.pack.syntax.preposition.contains(&r.key));
        let closed = self.in_time(at - 1) || self.reading(at - 1).is_some_and(|r| r.article || r.enclitic.is_some());
        at > start + 1
            && at < start + 8
            && preposition
            && closed
            && (self.title_starting(at + 1).is_some() || self.name_starting(at + 1).is_some())
    }

    /// Whether a token stands first in a clause: behind a mark, a conjunction, a complementizer, a relative pronoun or a
    /// particle of the verb.
    pub fn opens_clause(&self, at: usize) -> bool {
        let Some(token) = self.doc.tokens.get(at) else { return false };
        if token.line_start || self.doc.sentence_of(at).tokens.start == at {
            return true;
        }
        let words = &self.doc.pack.syntax;
        let before = &self.doc.tokens[at - 1];
        if before.kind == TokenKind::Mark {
            return !matches!(&*before.key, "(" | ")") && !self.is_hyphen(at - 1);
        }
        let key = before.stem();
        let own = self.reading(at).is_some_and(|r| r.conjunction.is_some() && r.preposition.is_none());
        // `لكنه`, `لأنها`.
        let carries = before.readings.iter().any(|r| r.enclitic.is_some() && words.clause.contains(&r.key));
        own || carries
            || [
                &words.complementizer,
                &words.relative,
                &words.clause,
                &words.perfective,
                &words.past_auxiliary,
                &words.future,
                &words.negation,
            ]
            .iter()
            .any(|set| set.contains(key) || set.contains(&before.key))
    }

    /// A hyphen inside a name; a dash between spaces parts a dateline from its sentence.
    pub fn is_hyphen(&self, at: usize) -> bool {
        let token = &self.doc.tokens[at];
        let spaced = token.spaced || self.doc.tokens.get(at + 1).is_none_or(|t| t.spaced);
        &*token.key == "-" && !spaced
    }

    /// Whether the token ends the clause before it.
    fn ends_clause(&self, at: usize) -> bool {
        let token = &self.doc.tokens[at];
        if token.kind != TokenKind::Mark {
            return false;
        }
        token.is_mark(&self.doc.pack.marks.sentence_end) || token.is_mark(&self.doc.pack.marks.clause_stop)
    }

    /// The tokens from `from` on that belong to the same clause, gathered into phrases.
    pub fn clause_after(&self, from: usize) -> Clause {
        let sentence_end = self.doc.sentence_of(from.saturating_sub(1)).tokens.end;
        let end = sentence_end.min(from + CLAUSE);
        let words = &self.doc.pack.syntax;
        let mut clause = Clause { end, ..Clause::default() };
        let mut at = from;
        while at < end {
            if let Some(time) = self.time_at[at] {
                clause.times.push(time);
                at = self.times[time].tokens.end.max(at + 1);
                continue;
            }
            let token = &self.doc.tokens[at];
            if self.ends_clause(at) {
                clause.end = at;
                break;
            }
            if self.is_vague(at) {
                at += 1;
                continue;
            }
            if token.kind != TokenKind::Word {
                // Behind a comma something new begins, once somebody has been named.
                let filled = clause.nps.iter().any(|np| !np.referents.is_empty());
                // A time between commas belongs to the clause: `توقع X، الثلاثاء، على …`.
                let time_behind = self.time_at.get(at + 1).is_some_and(Option::is_some);
                let time_before = at > from && self.time_over[at - 1].is_some();
                if filled && !time_behind && !time_before && token.is_mark(&self.doc.pack.marks.clause_end) {
                    clause.end = at;
                    break;
                }
                at += 1;
                continue;
            }
            let named = self.name_over[at].is_some();
            let key = token.stem();
            if !named && (words.complementizer.contains(key) || words.complementizer.contains(&token.key)) {
                clause.complement = Some(at);
                clause.end = at;
                break;
            }
            if !named
                && (words.relative.contains(&token.key) && token.key.chars().count() > 2
                    || words.clause.contains(&token.key))
            {
                clause.end = at;
                break;
            }
            if at > from && self.verb(at).is_some() {
                clause.end = at;
                break;
            }
            if let Some(pp) = self.pp(at) {
                at = pp.np.tokens.end.max(at + 1);
                clause.pps.push(pp);
                continue;
            }
            match self.np(at) {
                Some(np) => {
                    at = np.tokens.end.max(at + 1);
                    clause.nps.push(np);
                }
                None => at += 1,
            }
        }
        clause
    }

    /// A prepositional phrase that begins here: a free preposition, or one attached to the noun.
    pub fn pp(&self, at: usize) -> Option<Pp> {
        let reading = self.reading(at)?;
        let words = &self.doc.pack.syntax;
        let free =
            words.preposition.contains(&reading.key) && reading.preposition.is_none() && self.name_over[at].is_none();
        if self.is_vague(at) {
            return None;
        }
        if free {
            // `فيه`, `معها`: the pronoun is what it governs, though the lexicon has the word as a whole.
            let suffix = || {
                let forms = self.doc.pack.clitics.enclitic.iter().filter(|e| e.person == 3);
                forms.filter_map(|e| reading.key.strip_suffix(e.text.as_str())).find(|b| words.preposition.contains(*b))
            };
            if let Some(bare) = reading.enclitic.is_none().then(suffix).flatten() {
                let np = Np { tokens: at..at + 1, referents: Vec::new(), reference: Reference::None, head: at };
                return Some(Pp { preposition: bare.to_string(), at, np });
            }
            if let Some(enclitic) = reading.enclitic {
                let referents = self.coreference.pronoun(self, at, enclitic);
                let reference = if referents.is_empty() { Reference::None } else { Reference::Back };
                let np = Np { tokens: at..at + 1, referents, reference, head: at };
                return Some(Pp { preposition: reading.key.clone(), at, np });
            }
            let np = self.np(at + 1).unwrap_or(Np {
                tokens: at + 1..at + 1,
                referents: vec![],
                reference: Reference::None,
                head: at,
            });
            return Some(Pp { preposition: reading.key.clone(), at, np });
        }
        // `بان كي مون`: a name's own first letter.
        let own = self.name_at[at].is_some_and(|id| self.names.names[id].span.begin == self.doc.tokens[at].span.begin);
        let preposition = reading.preposition.filter(|_| !own)?;
        let np = self.np(at)?;
        Some(Pp { preposition: preposition.to_string(), at, np })
    }

    /// The noun phrase that begins here, with what is coordinated.
    pub fn np(&self, at: usize) -> Option<Np> {
        let mut np = self.single_np(at, 0)?;
        let mut guard = 0;
        while guard < 8 && !np.referents.is_empty() {
            guard += 1;
            let Some(next) = self.coordinated(np.tokens.end) else { break };
            if next.referents.is_empty() {
                break;
            }
            np.tokens.end = next.tokens.end;
            for id in next.referents {
                if !np.referents.contains(&id) {
                    np.referents.push(id);
                }
            }
        }
        Some(np)
    }

    /// `وX` or `، وX` behind a noun phrase.
    fn coordinated(&self, at: usize) -> Option<Np> {
        let mut at = at;
        let token = self.doc.tokens.get(at)?;
        if token.line_start {
            return None;
        }
        if token.is_mark(&self.doc.pack.marks.clause_end) {
            at += 1;
        }
        let reading = self.reading(at)?;
        let bare_and = self.doc.pack.clitics.conjunction.first().is_some_and(|c| {
            let token = &self.doc.tokens[at];
            token.key.chars().eq(std::iter::once(*c))
        });
        if bare_and {
            return self.single_np(at + 1, 1);
        }
        let first = self.doc.pack.clitics.conjunction.first().copied();
        if reading.conjunction != first || reading.preposition.is_some() && self.name_over[at].is_none() {
            return None;
        }
        if self.verb(at).is_some() {
            return None;
        }
        self.single_np(at, 1)
    }

    fn single_np(&self, start: usize, depth: usize) -> Option<Np> {
        let words = &self.doc.pack.syntax;
        let mut at = start;
        while self.doc.tokens.get(at).is_some_and(|t| {
            t.kind == TokenKind::Mark && (t.is_mark(&self.doc.pack.marks.quote_open) || &*t.key == "(") && !t.line_start
        }) || self.doc.tokens.get(at).is_some_and(|t| {
            self.name_over[at].is_none()
                && words.quantifier.contains(t.stem())
                && !t.line_start
                && t.best().is_none_or(|r| r.enclitic.is_none())
        }) {
            at += 1;
            if at > start + 4 {
                return None;
            }
        }
        if at > start && words.partitive.contains(&self.doc.tokens.get(at)?.key) {
            at += 1;
        }
        if self.name_at.get(at)?.is_some() {
            return Some(self.name_np(at));
        }
        if let Some(np) = self.title_np(at) {
            return Some(np);
        }
        self.noun_np(at, depth)
    }

    /// A name, with a title or a bracket in apposition behind it.
    fn name_np(&self, at: usize) -> Np {
        let id = self.name_at[at].expect("a name begins here");
        let name = &self.names.names[id];
        let referents = self.entities.borrow().of_name[id].into_iter().collect();
        let mut end = name.tokens.end;
        if &*name.class == "Person" {
            end = self.apposition(end);
        }
        end = self.bracket(at, end);
        Np { tokens: at..end, referents, reference: Reference::Name, head: at }
    }

    /// Behind a person: `رئيس جمهورية قرغيزستان`, `، وزير الخارجية،`.
    fn apposition(&self, end: usize) -> usize {
        if let Some(title) = self.title_starting(end).filter(|t| !self.doc.tokens[t.tokens.start].line_start) {
            let plain = self.reading(end).is_some_and(|r| !r.has_proclitic());
            let behind = self.name_at.get(title.tokens.end).copied().flatten();
            let other = behind.is_some_and(|id| &*self.names.names[id].class == "Person");
            if plain && !other {
                return title.tokens.end;
            }
        }
        let comma = |at: usize| {
            self.doc.tokens.get(at).is_some_and(|t| t.is_mark(&self.doc.pack.marks.clause_end) && &*t.key != ":")
        };
        if comma(end)
            && let Some(title) = self.title_starting(end + 1)
        {
            let plain = self.reading(end + 1).is_some_and(|r| !r.has_proclitic());
            if plain && comma(title.tokens.end) {
                return title.tokens.end + 1;
            }
        }
        end
    }

    /// `(واس)`: a short bracket behind a name.
    fn bracket(&self, begin: usize, end: usize) -> usize {
        let is = |at: usize, mark: &str| self.doc.tokens.get(at).is_some_and(|t| &*t.key == mark);
        if is(end, "(")
            && let Some(close) = (end + 1..end + 5).find(|&at| is(at, ")"))
        {
            return close + 1;
        }
        let opened = begin > 0 && self.doc.tokens[begin - 1].is_mark(&self.doc.pack.marks.quote_open);
        let close = opened && self.doc.tokens.get(end).is_some_and(|t| t.is_mark(&self.doc.pack.marks.quote_close));
        if close { end + 1 } else { end }
    }

    fn honorifics(&self, from: usize) -> usize {
        let mut at = from;
        while self.doc.tokens.get(at).is_some_and(|t| {
            !t.line_start
                && self.name_at[at].is_none()
                && t.best().is_some_and(|r| {
                    r.forms.iter().any(|f| self.doc.pack.lexicon.lexeme(f.lexeme).kinds.contains(&Kind::Honorific))
                })
        }) {
            at += 1;
        }
        at
    }

    /// A title with a person's name, or alone for somebody named before or for the body behind it.
    fn title_np(&self, at: usize) -> Option<Np> {
        let start = self.honorifics(at);
        let person_at = |at: usize| {
            let id = (*self.name_at.get(at)?)?;
            (&*self.names.names[id].class == "Person").then_some(id)
        };
        if start > at && person_at(start).is_some() {
            let mut np = self.name_np(start);
            np.tokens.start = at;
            return Some(np);
        }
        let title = self.title_starting(start)?;
        let mut after = title.tokens.end;
        let mark = self.doc.tokens.get(after).is_some_and(|t| {
            !t.line_start
                && t.kind == TokenKind::Mark
                && (t.is_mark(&self.doc.pack.marks.clause_end) && &*t.key != ":" || &*t.key == "(")
        });
        if mark {
            after += 1;
        }
        after = self.honorifics(after);
        if person_at(after).is_some() {
            let plain = self.reading(after).is_some_and(|r| !r.has_proclitic());
            if plain || !mark {
                let mut np = self.name_np(after);
                if mark
                    && self.doc.tokens.get(np.tokens.end).is_some_and(|t| {
                        t.kind == TokenKind::Mark && (&*t.key == ")" || t.is_mark(&self.doc.pack.marks.clause_end))
                    })
                {
                    np.tokens.end += 1;
                }
                // Titles of several people in one word: `وزيرا خارجية مصر والأردن`, and names behind.
                np.tokens.start = at;
                return Some(np);
            }
        }
        // `خادم الحرمين الشريفين الملك X`: a title behind a title, with the name.
        // Between commas it must be a name right behind: `ولي العهد السعودي، الأمير X،`.
        let named = |inner: &TitlePhrase| !mark || person_at(self.honorifics(inner.tokens.end)).is_some();
        if let Some(inner) = self
            .title_starting(after)
            .filter(|t| named(t) && (mark || self.reading(after).is_none_or(|r| !r.has_proclitic())))
            .and_then(|_| self.title_np(after))
            && inner.reference == Reference::Name
        {
            return Some(Np { tokens: at..inner.tokens.end, ..inner });
        }
        let referents = self.coreference.title(self, title);
        let named = matches!(title.of, Some(super::name::title::Of::Name(_) | super::name::title::Of::Nisba(_)));
        let reference = match (referents.is_empty(), named) {
            (true, _) => Reference::None,
            (false, true) => Reference::Metonymy,
            (false, false) => Reference::Back,
        };
        Some(Np { tokens: at..title.tokens.end, referents, reference, head: start })
    }

    /// A common noun with its construct chain and adjectives.
    fn noun_np(&self, at: usize, depth: usize) -> Option<Np> {
        let token = self.doc.tokens.get(at)?;
        if token.kind == TokenKind::Number && depth < 3 {
            let mut np = self.single_np(at + 1, depth + 1)?;
            np.tokens.start = at;
            return Some(np);
        }
        if token.kind != TokenKind::Word || self.in_time(at) {
            return None;
        }
        let reading = token.best()?;
        let words = &self.doc.pack.syntax;
        if words.preposition.contains(&reading.key)
            || words.complementizer.contains(&reading.key)
            || words.clause.contains(&reading.key)
        {
            return None;
        }
        let nominal = reading.forms.is_empty() || reading.forms.iter().any(|f| f.shape.is_nominal());
        if !nominal {
            return None;
        }
        // `مدينة حلب`: the class word stands before the name.
        let class_word = self.doc.pack.names.introduce.contains_key(reading.key.as_str())
            || self.doc.pack.names.introduce_body.contains(&reading.key);
        if class_word && self.name_at.get(at + 1).is_some_and(Option::is_some) {
            let mut np = self.name_np(at + 1);
            np.tokens.start = at;
            return Some(np);
        }
        let back = self.coreference.noun(self, at);
        let mut end = at + 1;
        let mut open = !reading.article && reading.enclitic.is_none();
        let mut referents = back;
        let mut reference = if referents.is_empty() { Reference::None } else { Reference::Back };
        let stands_for = self.coreference.stands_for_country(self.doc, reading);
        while let Some(next) = self.doc.tokens.get(end) {
            if next.kind != TokenKind::Word || next.line_start || self.time_at[end].is_some() {
                break;
            }
            let Some(r) = next.best() else { break };
            if r.has_proclitic() {
                break;
            }
            if let Some(id) = self.name_at[end] {
                if !open {
                    break;
                }
                if stands_for && referents.is_empty() {
                    referents.extend(self.entities.borrow().of_name[id]);
                    reference = Reference::Metonymy;
                }
                end = self.name_np(end).tokens.end;
                break;
            }
            if let Some(country) = self.coreference.nisba_at(end) {
                if stands_for && reference != Reference::Metonymy {
                    referents = vec![country];
                    reference = Reference::Metonymy;
                }
                end += 1;
                open = false;
                continue;
            }
            let nominal = r.forms.is_empty() || r.forms.iter().any(|f| f.shape.is_nominal());
            let function = r.forms.first().is_some_and(|f| f.shape == Shape::Function);
            if !nominal || function || self.verb(end).is_some() {
                break;
            }
            if let Some(title) = self.title_starting(end).filter(|_| open) {
                end = title.tokens.end;
                open = false;
                continue;
            }
            if r.article {
                if open && stands_for && referents.is_empty() {
                    let inner = self.coreference.noun(self, end);
                    if !inner.is_empty() {
                        referents = inner;
                        reference = Reference::Metonymy;
                    }
                }
                open = false;
                end += 1;
                continue;
            }
            // Bare words go on with a bare head: a construct chain or an indefinite adjective.
            if !reading.article || open {
                end += 1;
                continue;
            }
            break;
        }
        let end = self.bracket(at, end);
        Some(Np { tokens: at..end, referents, reference, head: at })
    }

    /// The words of a token range, without the particles attached to its first word and the pronoun on its last.
    pub fn span(&self, tokens: &Range<usize>) -> Span {
        let first = self.doc.tokens[tokens.start].core().begin;
        let last = &self.doc.tokens[tokens.end - 1];
        Span::new(first, last.span.end)
    }

    /// Whether a verb only lends a noun its tense (`أجرى مباحثات`).
    pub fn is_light(&self, lexeme: LexemeId) -> bool {
        self.doc.pack.syntax.light.contains(&self.doc.pack.lemma(lexeme))
    }

    /// Whether a word is an adjective and nothing else.
    pub fn is_adjective(&self, at: usize) -> bool {
        let lexicon = &self.doc.pack.lexicon;
        self.coreference.nisba_at(at).is_some()
            || self.reading(at).is_some_and(|r| {
                !r.has_proclitic()
                    && !r.forms.is_empty()
                    && r.forms.iter().all(|f| {
                        lexicon.lexeme(f.lexeme).adjective
                            || matches!(f.shape, Shape::ActiveParticiple | Shape::PassiveParticiple)
                    })
            })
    }
}
