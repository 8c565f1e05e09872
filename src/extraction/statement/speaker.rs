//! Who says it: the subject, whoever goes on speaking, whoever is cited.

use super::Said;
use super::cue::Cue;
use super::quotation::Quotations;
use super::told::{Told, within};
use super::word::{carried, decided};
use crate::analysis::TokenKind;
use crate::extraction::facts::{EntityId, MentionKind, Term};
use crate::extraction::predicate::Predicate;
use crate::extraction::syntax::{Np, Reference, Syntax};
use crate::lang::lexicon::Shape;
use crate::lang::raw::{Gender, Number};
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::ops::Range;

/// What the speakers of a document are looked for with.
pub(super) struct Speakers<'s, 'd> {
    pub(super) syntax: &'s Syntax<'d>,
    pub(super) predicates: &'s [Predicate],
    pub(super) quotations: &'s Quotations,
    /// The names of an entity, by their places in the list of names.
    pub(super) names_of: FxHashMap<EntityId, Vec<usize>>,
    /// For each person, whether verbs and titles are feminine more often than masculine.
    feminine: FxHashMap<EntityId, i32>,
    /// Verbs of saying whose speaker stands there and is nobody known, in text order.
    pub(super) unknown: RefCell<Vec<usize>>,
    /// Verbs of saying behind which nothing is said, with their stance, in text order.
    pub(super) silent: RefCell<Vec<(usize, Term)>>,
}

impl<'s, 'd> Speakers<'s, 'd> {
    pub fn of(syntax: &'s Syntax<'d>, predicates: &'s [Predicate], quotations: &'s Quotations) -> Self {
        let mut feminine: FxHashMap<EntityId, i32> = FxHashMap::default();
        for predicate in predicates.iter().filter(|p| !p.dropped && p.subject.len() == 1 && !p.passive) {
            let weight = if predicate.form.gender == Some(Gender::F) { 1 } else { -1 };
            *feminine.entry(predicate.subject[0]).or_default() += weight;
        }
        for office in &syntax.coreference.offices {
            // `نظيره` is written as the feminine is.
            let title = &syntax.names.titles[office.title];
            if title.counterpart {
                continue;
            }
            let forms = syntax.reading(title.tokens.start).map(|r| &r.forms[..]).unwrap_or_default();
            let is = |g| forms.iter().any(|f| f.shape.is_nominal() && f.gender == Some(g));
            if is(Gender::F) && !is(Gender::M) {
                *feminine.entry(office.person).or_default() += 3;
            }
        }
        let mut names_of: FxHashMap<EntityId, Vec<usize>> = FxHashMap::default();
        for (id, entity) in syntax.entities.borrow().of_name.iter().enumerate() {
            if let Some(entity) = entity {
                names_of.entry(*entity).or_default().push(id);
            }
        }
        let (unknown, silent) = (RefCell::default(), RefCell::default());
        Speakers { syntax, predicates, quotations, names_of, feminine, unknown, silent }
    }

    /// The predicates whose verbs stand in a range of tokens.
    pub(super) fn verbs(&self, tokens: Range<usize>) -> &'s [Predicate] {
        within(self.predicates, tokens, |p| p.token)
    }

    /// Whether a word of this gender and number may be said of them.
    pub(super) fn agrees(&self, speakers: &[EntityId], gender: Option<Gender>, number: Number) -> bool {
        if number == Number::Dual && speakers.len() != 2 || number == Number::Singular && speakers.len() != 1 {
            return false;
        }
        let group = |e: &EntityId| &*self.syntax.class(*e) == "Group";
        if number == Number::Plural && speakers.len() == 1 && !speakers.iter().all(group) {
            return false;
        }
        number != Number::Singular
            || speakers.iter().all(|&s| match &*self.syntax.class(s) {
                "Person" => {
                    let feminine = self.feminine.get(&s).copied().unwrap_or(0) > 0;
                    gender.is_none_or(|g| (g == Gender::F) == feminine)
                }
                "Country" => gender != Some(Gender::M) || self.feminine.get(&s).is_some_and(|&w| w < 0),
                "Organization" => gender.is_none_or(|g| self.body_gender(s).is_none_or(|own| own == g)),
                _ => true,
            })
    }

    /// The gender of a body, by the first word of its name where all its names agree.
    fn body_gender(&self, body: EntityId) -> Option<Gender> {
        let syntax = self.syntax;
        let doc = syntax.doc;
        let mut found: Option<Gender> = None;
        for &id in self.names_of.get(&body).into_iter().flatten() {
            let name = &syntax.names.names[id];
            if name.kind != MentionKind::Name {
                continue;
            }
            let first = name.tokens.start;
            let introduced =
                first > 0 && doc.tokens[first - 1].best().is_some_and(|r| !r.forms.is_empty() && !r.article);
            let reading = doc.tokens[first].best()?;
            let known = name.tokens.len() > 1 && !reading.forms.is_empty();
            let genders = |g: Gender| {
                known
                    && reading.forms.iter().filter(|f| f.shape.is_nominal()).all(|f| {
                        f.gender == Some(g) && f.number == Number::Singular
                            || g == Gender::F && f.number == Number::Plural
                    })
            };
            let own = match (genders(Gender::F), genders(Gender::M)) {
                (true, false) => Gender::F,
                (false, true) if !introduced => Gender::M,
                _ => return None,
            };
            if found.is_some_and(|f| f != own) {
                return None;
            }
            found = Some(own);
        }
        found
    }

    pub fn speakers(&self, cue: &Cue, before: &Told) -> Option<Vec<EntityId>> {
        let syntax = self.syntax;
        let found = match cue.predicate {
            Some(predicate) => self.of_verb(cue, predicate, before)?,
            None => {
                let reading = syntax.reading(cue.token)?;
                match (cue.shape, reading.enclitic) {
                    (Shape::Masdar, Some(enclitic)) => match self.cited(cue) {
                        Some(source) => source,
                        None => self
                            .in_sentence(cue, before)
                            .unwrap_or_else(|| syntax.coreference.pronoun(syntax, cue.token, enclitic)),
                    },
                    (Shape::Masdar, None) if reading.article => self.governor(cue, before)?,
                    (Shape::Masdar, None) => {
                        let np = syntax.np(cue.token + 1)?;
                        let direct = syntax.reading(np.tokens.start).is_some_and(|r| !r.has_proclitic());
                        // `اتهام X بـ`: who is accused, unless `ل` still names somebody.
                        let rules = &syntax.doc.pack.statements;
                        let accused = rules.accusing.contains(&cue.lexeme)
                            && !syntax.pp(np.tokens.end).is_some_and(|pp| rules.to.contains(&pp.preposition));
                        if !direct || accused {
                            return None;
                        }
                        // `إعلان عزمه`: the pronoun of what is said.
                        let own =
                            np.referents.is_empty() && syntax.reading(np.head).is_some_and(|r| r.enclitic.is_some());
                        if own {
                            let said = decided(syntax, np.head).is_some();
                            return said.then(|| self.in_sentence(cue, before)).flatten();
                        }
                        self.subject(&np)?
                    }
                    _ => self.in_sentence(cue, before).or_else(|| self.goes_on(cue, before)).or_else(|| {
                        let free = !self.interrupted(cue.token, before, 0);
                        free.then(|| syntax.coreference.last_subject(cue.token))
                    })?,
                }
            }
        };
        let fits =
            |e: &EntityId| matches!(&*syntax.class(*e), "Person" | "Organization" | "Country" | "Group" | "City");
        let found: Vec<EntityId> = found.into_iter().filter(fits).map(|e| syntax.capital_of(e).unwrap_or(e)).collect();
        (!found.is_empty()).then_some(found)
    }

    fn of_verb(&self, cue: &Cue, predicate: &Predicate, before: &Told) -> Option<Vec<EntityId>> {
        if predicate.passive {
            return None;
        }
        let syntax = self.syntax;
        // `نقل تحيات X` tells nothing of a source.
        let lent = predicate.object.as_ref().is_some_and(|np| decided(syntax, np.head).is_some());
        if syntax.doc.pack.statements.messenger.contains(&cue.lexeme) && !lent {
            let about = &syntax.doc.pack.statements.source;
            let source = predicate.clause.pps.iter().find(|pp| about.contains(&pp.preposition))?;
            return self.subject(&source.np);
        }
        if let Some(writer) = self.writer(cue, predicate) {
            return Some(writer);
        }
        // `أما X، فاعتبر`: the subject stands in front.
        let conjunction = syntax.reading(cue.token).and_then(|r| r.conjunction);
        let and = syntax.doc.pack.clitics.conjunction.first();
        let topic = syntax.doc.tokens[cue.token.saturating_sub(1)].kind == TokenKind::Mark;
        if conjunction.is_some_and(|c| Some(&c) != and)
            && topic
            && let Some(ahead) = self.ahead(cue)
        {
            return Some(ahead);
        }
        // `وفي كلمة بمصر قال X`, `X الذي رحبت طهران به`: who is named right behind is nearer than what stands before and does
        // not agree.
        let before_verb = predicate.subject_np.as_ref().filter(|np| np.tokens.start < cue.token);
        if let Some(ahead) = before_verb
            && let Some(np) = syntax.np(cue.token + 1).and_then(|np| self.named(np))
            && predicate.form.number == Number::Singular
            && syntax.reading(np.tokens.start).is_none_or(|r| !r.has_proclitic())
        {
            // `وزارة الصحة تنعي X`: a subject that opens the sentence right before its verb.
            let opening = ahead.tokens.end == cue.token
                && syntax.opens_clause(ahead.tokens.start)
                && ahead.reference == Reference::Name;
            let persons = self.persons(&np.referents) && !self.persons(&ahead.referents) && !opening;
            let agrees = |e: &[EntityId]| self.agrees(e, predicate.form.gender, Number::Singular);
            let relative = syntax.doc.pack.syntax.relative.contains(&syntax.doc.tokens[cue.token - 1].key);
            if persons || relative && !agrees(&ahead.referents) && agrees(&np.referents) {
                return Some(np.referents);
            }
        }
        // `ألمانيا التي اتهمها`: the pronoun on the verb is what the clause describes, and the speaker is left out.
        let described = |np: &Np| {
            np.tokens.start < cue.token
                && syntax.reading(cue.token).is_some_and(|r| r.enclitic.is_some())
                && syntax.doc.pack.syntax.relative.contains(&syntax.doc.tokens[cue.token - 1].key)
        };
        let carried = carried(syntax, cue.token);
        if let Some(np) =
            predicate.subject_np.as_ref().filter(|np| !described(np) && !carried && !self.is_object(cue, np))
        {
            if self.honours(np) {
                return self.goes_on(cue, before).or_else(|| self.last_person(cue.token));
            }
            if let Some(same) = self.class_word(cue, np, before) {
                return Some(same);
            }
            let found = self.subject(np).filter(|s| !s.is_empty()).or_else(|| self.told_before(cue, np, before));
            if found.is_none() {
                self.unknown.borrow_mut().push(cue.token);
            }
            return found;
        }
        if let Some(behind) = self.told_by_behind(cue) {
            return Some(behind);
        }
        if let Some(ahead) = self.ahead(cue) {
            return Some(ahead);
        }
        // `وكان فلان، وهو …، أعلن`: nobody known.
        let start = syntax.doc.sentence_of(cue.token).tokens.start;
        let joins = syntax.reading(cue.token).is_some_and(|r| r.conjunction.is_some());
        let auxiliary = |p: &&Predicate| syntax.doc.pack.syntax.past_auxiliary.contains(syntax.key(p.token));
        let been = self.verbs(start..cue.token).iter().rfind(auxiliary);
        let nobody =
            |p: &Predicate| p.subject_np.as_ref().is_some_and(|np| self.subject(np).is_none_or(|s| s.is_empty()));
        if !joins && been.is_some_and(|p| p.token <= start + 1 && nobody(p)) {
            self.unknown.borrow_mut().push(cue.token);
            return None;
        }
        // An impersonal verb in the middle of a sentence (`يُتوقع أن`) has no speaker.
        let carried = cue.token > 0
            && syntax.doc.tokens[cue.token - 1]
                .readings
                .iter()
                .any(|r| r.enclitic.is_some() && syntax.doc.pack.syntax.clause.contains(&r.key));
        // `قال إن`, `قال: "…"` in the middle of a sentence.
        let says = syntax.doc.tokens.get(cue.token + 1).is_some_and(|t| {
            let words = &syntax.doc.pack.syntax.complementizer;
            let marks = t.kind == TokenKind::Mark && (&*t.key == ":" || t.is_mark(&syntax.doc.pack.marks.quote_open));
            predicate.form.shape == Shape::Perfect && (marks || words.contains(t.stem()) || words.contains(&t.key))
        });
        let opens = joins || carried || says || syntax.opens_clause(cue.token);
        let impersonal = predicate.form.shape == Shape::Imperfect && predicate.clause.complement == Some(cue.token + 1);
        // A verb that begins its sentence has its subject behind it, known or not.
        let begins = !joins && cue.token == start;
        // `تقول لامبرت:`: a strange name that begins as a preposition does.
        let stranger = syntax.doc.tokens.get(cue.token + 1).is_some_and(|t| {
            let strange = t.kind == TokenKind::Word && t.readings.iter().all(|r| r.forms.is_empty());
            let next = cue.token + 2;
            let speech = syntax
                .doc
                .tokens
                .get(next)
                .is_some_and(|n| n.kind == TokenKind::Mark || syntax.is_complementizer(next));
            strange && speech && syntax.name_covering(cue.token + 1).is_none()
        });
        if stranger {
            self.unknown.borrow_mut().push(cue.token);
            return None;
        }
        if begins {
            self.unknown.borrow_mut().push(cue.token);
        }
        if !opens || impersonal || begins || self.interrupted(cue.token, before, start) {
            return None;
        }
        self.joined(cue, predicate, before).or_else(|| self.goes_on(cue, before)).or_else(|| {
            let last = syntax.coreference.last_subject(cue.token);
            let people = |e: &EntityId| matches!(&*syntax.class(*e), "Person" | "Group");
            let agrees = self.agrees(&last, predicate.form.gender, predicate.form.number)
                && (predicate.form.number != Number::Plural || last.iter().all(people));
            (agrees && !self.interrupted(cue.token, before, 0)).then_some(last)
        })
    }

    /// A noun phrase that is a name, or the title of a person who is named behind it.
    fn named(&self, np: Np) -> Option<Np> {
        if np.reference == Reference::Name {
            return Some(np);
        }
        self.syntax.title_starting(np.head)?;
        let referents = self.subject(&np).filter(|s| self.persons(s))?;
        Some(Np { referents, ..np })
    }

    /// `لكن السفير في لندن X قال`, `أما الوزير، X، فقال`, `وكان X قد دعا`: the subject at the clause's begin.
    fn ahead(&self, cue: &Cue) -> Option<Vec<EntityId>> {
        let syntax = self.syntax;
        let doc = syntax.doc;
        let words = &doc.pack.syntax;
        let first = doc.pack.clitics.conjunction.first().copied();
        if syntax.reading(cue.token).is_some_and(|r| r.conjunction.is_some() && r.conjunction == first) {
            return None;
        }
        let start = super::standing::opening(syntax, doc.sentence_of(cue.token).tokens.start, cue.token);
        let mut at = start;
        while at < cue.token {
            let token = &doc.tokens[at];
            let key = token.stem();
            let empty = token.kind == TokenKind::Mark
                || syntax.in_time(at)
                || syntax.name_covering(at).is_none()
                    && (words.clause.contains(key)
                        || words.clause.contains(&token.key)
                        || at > start && words.complementizer.contains(&token.key)
                        || words.past_auxiliary.contains(key)
                        || words.perfective.contains(key));
            if empty {
                at += 1;
            } else if let Some(pp) = syntax.pp(at).filter(|_| at == start || doc.tokens[at - 1].kind == TokenKind::Mark)
            {
                at = pp.np.tokens.end.max(at + 1);
            } else {
                break;
            }
        }
        let np = syntax.np(at).filter(|np| np.tokens.end <= cue.token)?;
        let subject = self.subject(&np)?;
        if subject.is_empty() {
            return None;
        }
        let name_end = (np.tokens.end..cue.token).find(|&t| {
            syntax.name_starting(t).is_some_and(|n| syntax.entities.borrow().of_name[n] == Some(subject[0]))
        });
        let from = name_end.map_or(np.tokens.end, |t| t + 1);
        let mark = |t: usize| doc.tokens[t].kind == TokenKind::Mark;
        let aside = from < cue.token && mark(from) && (from + 1..cue.token).any(mark);
        let verb =
            (from..cue.token).any(|t| syntax.verb(t).is_some_and(|(r, _)| !words.past_auxiliary.contains(&r.key)));
        let agrees = cue
            .predicate
            .is_none_or(|p| self.agrees(&subject, p.form.gender, p.form.number) || p.form.shape == Shape::Imperfect);
        ((aside || !verb) && agrees && cue.token - from < 24).then_some(subject)
    }
}

/// Whether those who speak within what another says are that other.
pub(super) fn same(syntax: &Syntax, speakers: &[EntityId], outer: &Said) -> bool {
    let side = |e: EntityId| syntax.coreference.country_of(e).unwrap_or(e);
    speakers.iter().any(|&e| outer.speakers.iter().any(|&s| s == e || side(s) == side(e)))
}
