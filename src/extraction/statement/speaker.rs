//! Who says it: the subject, whoever goes on speaking, whoever is cited.

use super::Said;
use super::cue::Cue;
use super::quotation::Quotations;
use crate::analysis::TokenKind;
use crate::extraction::facts::{EntityId, MentionKind};
use crate::extraction::predicate::Predicate;
use crate::extraction::syntax::{Np, Reference, Syntax};
use crate::lang::lexicon::{Form, Shape};
use crate::lang::raw::{Gender, Kind, Number};
use std::collections::HashMap;

/// How far behind its verb the person may be named whose title is the subject.
const REACH: usize = 28;

/// What the speakers of a document are looked for with.
pub(super) struct Speakers<'s, 'd> {
    syntax: &'s Syntax<'d>,
    predicates: &'s [Predicate],
    quotations: &'s Quotations,
    /// For each person, whether verbs and titles are feminine more often than masculine.
    feminine: HashMap<EntityId, i32>,
}

impl<'s, 'd> Speakers<'s, 'd> {
    pub fn of(syntax: &'s Syntax<'d>, predicates: &'s [Predicate], quotations: &'s Quotations) -> Self {
        let mut feminine: HashMap<EntityId, i32> = HashMap::new();
        for predicate in predicates.iter().filter(|p| !p.dropped && p.subject.len() == 1 && !p.passive) {
            let weight = if predicate.form.gender == Some(Gender::F) { 1 } else { -1 };
            *feminine.entry(predicate.subject[0]).or_default() += weight;
        }
        for office in &syntax.coreference.offices {
            let title = &syntax.names.titles[office.title];
            let forms = syntax.reading(title.tokens.start).map(|r| &r.forms[..]).unwrap_or_default();
            let is = |g| forms.iter().any(|f| f.shape.is_nominal() && f.gender == Some(g));
            if is(Gender::F) && !is(Gender::M) {
                *feminine.entry(office.person).or_default() += 3;
            }
        }
        Speakers { syntax, predicates, quotations, feminine }
    }

    /// Whether a word of this gender and number may be said of them.
    fn agrees(&self, speakers: &[EntityId], gender: Option<Gender>, number: Number) -> bool {
        if number == Number::Dual && speakers.len() != 2 || number == Number::Singular && speakers.len() != 1 {
            return false;
        }
        number != Number::Singular
            || speakers.iter().all(|&s| match &*self.syntax.class(s) {
                "Person" => {
                    let feminine = self.feminine.get(&s).copied().unwrap_or(0) > 0;
                    gender.is_none_or(|g| (g == Gender::F) == feminine)
                }
                "Country" => gender != Some(Gender::M) || self.feminine.get(&s).is_some_and(|&w| w < 0),
                _ => true,
            })
    }

    pub fn speakers(&self, cue: &Cue, before: &[Said]) -> Option<Vec<EntityId>> {
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
                    (Shape::Masdar, None) => {
                        let np = syntax.np(cue.token + 1)?;
                        let direct = syntax.reading(np.tokens.start).is_some_and(|r| !r.has_proclitic());
                        if !direct {
                            return None;
                        }
                        self.subject(&np)?
                    }
                    _ => self
                        .in_sentence(cue, before)
                        .or_else(|| self.goes_on(cue, before))
                        .unwrap_or_else(|| syntax.coreference.last_subject(cue.token)),
                }
            }
        };
        let fits =
            |e: &EntityId| matches!(&*syntax.class(*e), "Person" | "Organization" | "Country" | "Group" | "City");
        let found: Vec<EntityId> = found.into_iter().filter(fits).map(|e| syntax.capital_of(e).unwrap_or(e)).collect();
        (!found.is_empty()).then_some(found)
    }

    fn of_verb(&self, cue: &Cue, predicate: &Predicate, before: &[Said]) -> Option<Vec<EntityId>> {
        if predicate.passive {
            return None;
        }
        let syntax = self.syntax;
        if syntax.doc.pack.statements.messenger.contains(&cue.lexeme) {
            let about = &syntax.doc.pack.statements.source;
            let source = predicate.clause.pps.iter().find(|pp| about.contains(&pp.preposition))?;
            return self.subject(&source.np);
        }
        // `وفي كلمة بمصر قال X`: the person right behind is nearer than what stands before.
        if predicate.subject_np.as_ref().is_some_and(|np| np.tokens.start < cue.token && !self.persons(&np.referents))
            && let Some(np) =
                syntax.np(cue.token + 1).filter(|np| np.reference == Reference::Name && self.persons(&np.referents))
            && syntax.reading(np.tokens.start).is_none_or(|r| !r.has_proclitic())
            && predicate.form.number == Number::Singular
        {
            return Some(np.referents);
        }
        // `ألمانيا التي اتهمها`: the pronoun on the verb is what the clause describes, and the speaker is left out.
        let described = |np: &Np| {
            np.tokens.start < cue.token
                && syntax.reading(cue.token).is_some_and(|r| r.enclitic.is_some())
                && syntax.doc.pack.syntax.relative.contains(&syntax.doc.tokens[cue.token - 1].key)
        };
        if let Some(np) = predicate.subject_np.as_ref().filter(|np| !described(np) && !self.is_object(cue, np)) {
            if self.honours(np) {
                return self.goes_on(cue, before).or_else(|| self.last_person(cue.token));
            }
            return self.subject(np);
        }
        if let Some(ahead) = self.ahead(cue) {
            return Some(ahead);
        }
        // An impersonal verb in the middle of a sentence (`يُتوقع أن`) has no speaker.
        let own = syntax.reading(cue.token).is_some_and(|r| r.conjunction.is_some());
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
        let opens = own || carried || says || syntax.opens_clause(cue.token);
        let impersonal = predicate.form.shape == Shape::Imperfect && predicate.clause.complement == Some(cue.token + 1);
        if !opens || impersonal {
            return None;
        }
        self.joined(cue, predicate, before).or_else(|| self.goes_on(cue, before)).or_else(|| {
            let last = syntax.coreference.last_subject(cue.token);
            self.agrees(&last, predicate.form.gender, predicate.form.number).then_some(last)
        })
    }

    fn persons(&self, entities: &[EntityId]) -> bool {
        !entities.is_empty() && entities.iter().all(|&e| &*self.syntax.class(e) == "Person")
    }

    /// The person named last before a token.
    fn last_person(&self, before: usize) -> Option<Vec<EntityId>> {
        let names = &self.syntax.names.names;
        let last = (0..names.len()).rev().find(|&n| {
            names[n].tokens.end <= before && &*names[n].class == "Person" && names[n].kind == MentionKind::Name
        })?;
        self.syntax.entities.borrow().of_name[last].map(|e| vec![e])
    }

    /// Who issued the text that a token names: the first body or person named behind it.
    pub fn author(&self, document: usize, end: usize) -> Option<EntityId> {
        let syntax = self.syntax;
        let id = (document + 1..end).find_map(|t| syntax.name_starting(t))?;
        let entity = syntax.entities.borrow().of_name[id]?;
        let entity = syntax.capital_of(entity).unwrap_or(entity);
        matches!(&*syntax.class(entity), "Person" | "Organization" | "Country").then_some(entity)
    }

    /// Who `بحسب` names: as a subject, or the agency whose name stands in quotation marks behind its class word.
    pub fn told_by(&self, np: &Np, end: usize) -> Option<Vec<EntityId>> {
        let syntax = self.syntax;
        let found = match np.reference {
            Reference::None => {
                let anonymous = &syntax.doc.pack.statements.anonymous;
                let head = syntax.reading(np.head)?;
                if anonymous.contains(head.bare(syntax.doc.pack)) {
                    return None;
                }
                let quoted = (np.tokens.end..end.min(np.tokens.end + 2)).find_map(|t| syntax.name_starting(t));
                quoted
                    .and_then(|id| syntax.entities.borrow().of_name[id])
                    .map(|e| vec![e])
                    .or_else(|| self.office(np))?
            }
            _ => self.subject(np)?,
        };
        let fits = |e: &EntityId| matches!(&*syntax.class(*e), "Person" | "Organization" | "Country" | "City");
        let found: Vec<EntityId> = found.into_iter().filter(fits).map(|e| syntax.capital_of(e).unwrap_or(e)).collect();
        (!found.is_empty()).then_some(found)
    }

    /// Who a noun phrase means that speaks: the person named behind a title, else its referents; somebody without a name
    /// is no speaker.
    fn subject(&self, np: &Np) -> Option<Vec<EntityId>> {
        let syntax = self.syntax;
        let person = |e: &EntityId| &*syntax.class(*e) == "Person";
        if np.reference == Reference::Name
            && (np.referents.iter().all(person) || syntax.name_covering(np.head).is_some())
        {
            return Some(np.referents.clone());
        }
        let head = syntax.reading(np.head)?;
        let anonymous = &syntax.doc.pack.statements.anonymous;
        let persons = !np.referents.is_empty() && np.referents.iter().all(person);
        let unnamed = anonymous.contains(head.bare(syntax.doc.pack)) && !persons;
        let one_of = (np.tokens.start..np.head).any(|t| anonymous.contains(syntax.key(t)));
        if unnamed || one_of {
            return None;
        }
        if let Some(person) = self.named_behind(np) {
            return Some(vec![person]);
        }
        if np.reference == Reference::None {
            let document = syntax
                .reading(np.head)
                .is_some_and(|r| syntax.doc.pack.statements.document.contains(r.bare(syntax.doc.pack)) && !r.article);
            if document {
                let words = &syntax.doc.pack.syntax.complementizer;
                let limit = syntax.doc.sentence_of(np.head).tokens.end.min(np.head + 16);
                let end = (np.head..limit)
                    .find(|&t| words.contains(syntax.key(t)) || words.contains(&syntax.doc.tokens[t].key))
                    .unwrap_or(limit);
                return self.author(np.head, end).map(|e| vec![e]);
            }
            return self.office(np);
        }
        Some(np.referents.clone())
    }

    /// `وزير الخارجية القطري، الشيخ X، إن`, `السفير لدى الأمم المتحدة X`: the name that no preposition governs, before
    /// what is said begins.
    fn named_behind(&self, np: &Np) -> Option<EntityId> {
        let syntax = self.syntax;
        let doc = syntax.doc;
        let words = &doc.pack.syntax;
        let end = doc.sentence_of(np.tokens.start).tokens.end.min(np.tokens.start + REACH);
        let mut at = np.head;
        let mut marks = 0;
        while at < end {
            if let Some(id) = syntax.name_starting(at) {
                let name = &syntax.names.names[id];
                let plain = syntax.reading(at).is_none_or(|r| !r.has_proclitic());
                if &*name.class == "Person" && plain && at > np.head {
                    return syntax.entities.borrow().of_name[id];
                }
                at = name.tokens.end;
                continue;
            }
            if syntax.in_time(at) {
                at += 1;
                continue;
            }
            let token = &doc.tokens[at];
            if token.kind == TokenKind::Mark {
                marks += 1;
                if marks > 3 || &*token.key == ":" || token.is_mark(&doc.pack.marks.quote_open) {
                    return None;
                }
                at += 1;
                continue;
            }
            let stops = [&words.complementizer, &words.relative, &words.clause]
                .iter()
                .any(|set| set.contains(token.stem()) || set.contains(&token.key));
            if stops || at >= np.tokens.end && syntax.verb(at).is_some() {
                return None;
            }
            if at > np.head
                && let Some(pp) = syntax.pp(at)
            {
                // A title behind the governed phrase begins anew: `بالجامعة العربية السفير X`.
                let inner = pp.np.tokens.start.max(at);
                let anew = (inner + 1..pp.np.tokens.end).find(|&t| self.entitles(t) && self.closed(t - 1));
                at = anew.unwrap_or(pp.np.tokens.end).max(at + 1);
                continue;
            }
            at += 1;
        }
        None
    }

    /// What is said, read as the subject of a verb whose subject is dropped: `وأعلن ضمها`, `وأشار إلى محاولات`.
    fn is_object(&self, cue: &Cue, np: &Np) -> bool {
        let syntax = self.syntax;
        if np.tokens.start <= cue.token {
            return false;
        }
        let Some(head) = syntax.reading(np.head) else { return false };
        // `وطالب المحكمة بالتحقيق`: a masculine verb whose subject is dropped, with a feminine object.
        let of = |g| {
            !head.forms.is_empty() && head.forms.iter().all(|f| f.gender == Some(g) && f.number == Number::Singular)
        };
        let man = cue.predicate.is_some_and(|p| p.form.gender == Some(Gender::M) && p.form.shape == Shape::Perfect);
        if man
            && of(Gender::F)
            && np.tokens.start == cue.token + 1
            && syntax.title_starting(np.head).is_none()
            && !np.referents.iter().any(|&e| &*syntax.class(e) == "Person")
        {
            return true;
        }
        if np.reference != Reference::None {
            return false;
        }
        let masdar = |f: &Form| f.shape == Shape::Masdar;
        let behind_link = (cue.token + 1..np.tokens.start).any(|t| syntax.pp(t).is_some());
        let pack = syntax.doc.pack;
        let adverb = head.key.ends_with(pack.marks.accusative);
        !head.article
            && !pack.statements.anonymous.contains(head.bare(pack))
            && (head.enclitic.is_some() && !self.honours(np)
                || behind_link
                || adverb
                || head.forms.iter().all(masdar) && head.known())
    }

    /// `معاليه`, `سموه`: an honorific with a pronoun stands for whoever spoke last.
    fn honours(&self, np: &Np) -> bool {
        let syntax = self.syntax;
        syntax.reading(np.head).is_some_and(|r| {
            let honorific = |f: &Form| syntax.doc.pack.lexicon.lexeme(f.lexeme).kinds.contains(&Kind::Honorific);
            np.referents.is_empty() && r.enclitic.is_some() && r.forms.iter().any(honorific)
        })
    }

    /// An unnamed holder of an office: the country in its title, else nobody.
    fn office(&self, np: &Np) -> Option<Vec<EntityId>> {
        let syntax = self.syntax;
        syntax.title_starting(np.head)?;
        let country = (np.head + 1..np.tokens.end + 4)
            .take_while(|&t| {
                syntax.doc.tokens.get(t).is_some_and(|token| token.kind == TokenKind::Word && !token.line_start)
            })
            .find_map(|t| syntax.coreference.nisba_at(t))?;
        Some(vec![country])
    }

    /// Whether a word ends its noun phrase: it is definite or a name.
    fn closed(&self, at: usize) -> bool {
        let syntax = self.syntax;
        syntax.name_covering(at).is_some()
            || syntax.coreference.nisba_at(at).is_some()
            || syntax.reading(at).is_some_and(|r| r.article && syntax.title_starting(at).is_none())
    }

    fn entitles(&self, at: usize) -> bool {
        self.syntax.title_starting(at).is_some() && self.syntax.reading(at).is_some_and(|r| !r.has_proclitic())
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
        let start = doc.sentence_of(cue.token).tokens.start;
        let mut at = start;
        while at < cue.token {
            let token = &doc.tokens[at];
            let key = token.stem();
            let empty = token.kind == TokenKind::Mark
                || syntax.in_time(at)
                || syntax.name_covering(at).is_none()
                    && (words.clause.contains(key)
                        || words.clause.contains(&token.key)
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

    /// `زار X الدوحة، وقال`: the subject of the sentence's verb before, outside what others say.
    fn joined(&self, cue: &Cue, predicate: &Predicate, before: &[Said]) -> Option<Vec<EntityId>> {
        let start = self.syntax.doc.sentence_of(cue.token).tokens.start;
        let last_cue = before
            .iter()
            .rfind(|s| s.cue_token >= start && s.cue_token < cue.token && self.finite(s.cue_token))
            .map(|s| s.cue_token);
        self.predicates
            .iter()
            .filter(|p| p.token >= last_cue.unwrap_or(start) && p.token < cue.token && !p.dropped)
            .filter(|p| last_cue.is_none_or(|c| p.token == c) && self.quotations.around(p.token).is_none())
            .filter_map(|p| self.subject(p.subject_np.as_ref()?))
            .find(|s| !s.is_empty() && self.agrees(s, predicate.form.gender, predicate.form.number))
    }

    fn finite(&self, token: usize) -> bool {
        self.predicates.binary_search_by_key(&token, |p| p.token).is_ok()
    }

    /// `نقلت الصحيفة عن X قوله`: whoever is cited in the sentence; nobody where the source has no name.
    fn cited(&self, cue: &Cue) -> Option<Vec<EntityId>> {
        let syntax = self.syntax;
        let start = syntax.doc.sentence_of(cue.token).tokens.start;
        let about = &syntax.doc.pack.statements.source;
        (start..cue.token).rev().find_map(|t| {
            let pp = syntax.pp(t).filter(|pp| about.contains(&pp.preposition))?;
            Some(self.subject(&pp.np).unwrap_or_default())
        })
    }

    /// Who goes on speaking where no speaker is said: the one of the last statement that agrees, if it stands close
    /// before.
    fn goes_on(&self, cue: &Cue, before: &[Said]) -> Option<Vec<EntityId>> {
        let doc = self.syntax.doc;
        let gender = cue.gender;
        let number = cue.predicate.map_or(Number::Singular, |p| p.form.number);
        let line = doc.sentence_of(cue.token).line;
        before
            .iter()
            .rev()
            .filter(|s| s.cue_token < cue.token && line - doc.sentence_of(s.cue_token).line <= 2)
            .map(|s| s.speakers.clone())
            .find(|s| self.agrees(s, gender, number))
    }

    /// Whose participle it is: the speaker earlier in the sentence, else the subject of the sentence's first verb that
    /// has one.
    fn in_sentence(&self, cue: &Cue, before: &[Said]) -> Option<Vec<EntityId>> {
        let start = self.syntax.doc.sentence_of(cue.token).tokens.start;
        let said = before.iter().rfind(|s| s.cue_token >= start && s.cue_token < cue.token);
        if let Some(said) =
            said.filter(|s| self.agrees(&s.speakers, cue.gender, Number::Singular) || s.speakers.len() > 1)
        {
            return Some(said.speakers.clone());
        }
        let speaks = |e: &EntityId| matches!(&*self.syntax.class(*e), "Person" | "Organization" | "Country");
        self.predicates
            .iter()
            .filter(|p| p.token >= start && p.token < cue.token && !p.passive && !p.dropped)
            .filter_map(|p| self.subject(p.subject_np.as_ref()?))
            .find(|s| {
                !s.is_empty() && s.iter().all(speaks) && (s.len() > 1 || self.agrees(s, cue.gender, Number::Singular))
            })
    }
}

/// Whether somebody who speaks within what another says is that other.
pub(super) fn same(syntax: &Syntax, cue: &Cue, outer: &Said) -> bool {
    let side = |e: EntityId| syntax.coreference.country_of(e).unwrap_or(e);
    cue.predicate
        .is_some_and(|p| p.subject.iter().any(|&e| outer.speakers.iter().any(|&s| s == e || side(s) == side(e))))
}
