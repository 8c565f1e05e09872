//! Who says it: the subject, whoever goes on speaking, whoever is cited.

use super::Said;
use super::cue::Cue;
use super::quotation::Quotations;
use crate::analysis::TokenKind;
use crate::extraction::facts::{EntityId, MentionKind};
use crate::extraction::predicate::Predicate;
use crate::extraction::syntax::{Np, Reference, Syntax};
use crate::lang::lexicon::{Form, Shape};
use crate::lang::raw::{Gender, Number};
use std::cell::RefCell;
use std::collections::HashMap;

/// What the speakers of a document are looked for with.
pub(super) struct Speakers<'s, 'd> {
    pub(super) syntax: &'s Syntax<'d>,
    predicates: &'s [Predicate],
    quotations: &'s Quotations,
    /// For each person, whether verbs and titles are feminine more often than masculine.
    feminine: HashMap<EntityId, i32>,
    /// Verbs of saying whose speaker stands there and is nobody known.
    unknown: RefCell<Vec<usize>>,
}

impl<'s, 'd> Speakers<'s, 'd> {
    pub fn of(syntax: &'s Syntax<'d>, predicates: &'s [Predicate], quotations: &'s Quotations) -> Self {
        let mut feminine: HashMap<EntityId, i32> = HashMap::new();
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
        Speakers { syntax, predicates, quotations, feminine, unknown: RefCell::default() }
    }

    /// Whether a word of this gender and number may be said of them.
    fn agrees(&self, speakers: &[EntityId], gender: Option<Gender>, number: Number) -> bool {
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
        let entities = syntax.entities.borrow();
        let mut found: Option<Gender> = None;
        for (id, name) in syntax.names.names.iter().enumerate() {
            if entities.of_name[id] != Some(body) || name.kind != MentionKind::Name {
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
                    (Shape::Masdar, None) if reading.article => self.governor(cue, before)?,
                    (Shape::Masdar, None) => {
                        let np = syntax.np(cue.token + 1)?;
                        let direct = syntax.reading(np.tokens.start).is_some_and(|r| !r.has_proclitic());
                        if !direct {
                            return None;
                        }
                        // `إعلان عزمه`: the pronoun of what is said.
                        let own =
                            np.referents.is_empty() && syntax.reading(np.head).is_some_and(|r| r.enclitic.is_some());
                        if own {
                            return self.in_sentence(cue, before);
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

    /// `اكتفى X بالقول`: the subject of the verb that governs a noun of saying.
    fn governor(&self, cue: &Cue, before: &[Said]) -> Option<Vec<EntityId>> {
        let start = self.syntax.doc.sentence_of(cue.token).tokens.start;
        let verb = self.predicates.iter().rfind(|p| p.token >= start && p.token < cue.token)?;
        match verb.subject_np.as_ref() {
            Some(np) => self.subject(np),
            None if verb.form.person == 3 && !verb.passive => self.goes_on(cue, before),
            None => None,
        }
    }

    /// `بيانا تدين فيه`, `برقية إلى X عبر فيها`: whoever wrote the text that the pronoun stands for.
    fn writer(&self, cue: &Cue, predicate: &Predicate) -> Option<Vec<EntityId>> {
        let syntax = self.syntax;
        let doc = syntax.doc;
        let rules = &doc.pack.statements;
        if !doc.tokens.get(cue.token + 1).is_some_and(|t| rules.within.contains(&t.key)) {
            return None;
        }
        let start = doc.sentence_of(cue.token).tokens.start;
        let lemma = |f: &Form| {
            f.shape.is_nominal() && rules.text.contains(&doc.pack.fold.key(&doc.pack.lexicon.lexeme(f.lexeme).lemma))
        };
        let text = (start..cue.token).rev().find(|&t| syntax.reading(t).is_some_and(|r| r.forms.iter().any(lemma)))?;
        let agrees = |e: &[EntityId]| !e.is_empty() && self.agrees(e, predicate.form.gender, predicate.form.number);
        let named = |t: usize| {
            let id = syntax.name_starting(t)?;
            let governed = t > 0 && doc.pack.syntax.preposition.contains(syntax.key(t - 1));
            let to = governed || syntax.reading(t).is_some_and(|r| r.preposition.is_some());
            let entity = syntax.entities.borrow().of_name[id].filter(|_| !to)?;
            Some(vec![syntax.capital_of(entity).unwrap_or(entity)])
        };
        // `مقال كتبه X، ونشرته Y، قال فيه`: the first verb decides.
        let mut verbs = self.predicates.iter().filter(|p| p.token > text && p.token < cue.token && !p.dropped);
        let issued = verbs.find(|p| p.subject_np.as_ref().is_some_and(|np| np.tokens.start > p.token));
        if let Some(verb) = issued {
            return verb.subject_np.as_ref().and_then(|np| self.subject(np)).filter(|s| agrees(s));
        }
        let sent = self.predicates.iter().rev().filter(|p| p.token >= start && p.token < text && !p.dropped);
        sent.filter_map(|p| self.subject(p.subject_np.as_ref()?))
            .chain((start..text).rev().filter_map(named))
            .chain((text..cue.token).filter_map(named))
            .find(|e| agrees(e))
    }

    fn of_verb(&self, cue: &Cue, predicate: &Predicate, before: &[Said]) -> Option<Vec<EntityId>> {
        if predicate.passive {
            return None;
        }
        let syntax = self.syntax;
        // `نقل تحيات X` tells nothing of a source.
        let lent = predicate.object.as_ref().is_some_and(|np| super::content::decided(syntax, np.head).is_some());
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
        let topic = syntax.doc.tokens[cue.token - cue.token.min(1)].kind == TokenKind::Mark;
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
            && let Some(np) = syntax.np(cue.token + 1).filter(|np| np.reference == Reference::Name)
            && predicate.form.number == Number::Singular
            && syntax.reading(np.tokens.start).is_none_or(|r| !r.has_proclitic())
        {
            // `الجامعة العربية تنعي X`: a subject that opens the sentence right before its verb.
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
        let carried = super::content::carried(syntax, cue.token);
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
        let carried = self.predicates.iter().rfind(|p| p.token >= start && p.token < cue.token && auxiliary(p));
        let nobody =
            |p: &Predicate| p.subject_np.as_ref().is_some_and(|np| self.subject(np).is_none_or(|s| s.is_empty()));
        if !joins && carried.is_some_and(|p| p.token <= start + 1 && nobody(p)) {
            self.unknown.borrow_mut().push(cue.token);
            return None;
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
        // A verb that begins its sentence has its subject behind it, known or not.
        let begins = !own && cue.token == syntax.doc.sentence_of(cue.token).tokens.start;
        // `تقول لانجر:`: a strange name that begins as a preposition does.
        let stranger = syntax.doc.tokens.get(cue.token + 1).is_some_and(|t| {
            let strange = t.kind == TokenKind::Word && t.readings.iter().all(|r| r.forms.is_empty());
            let next = cue.token + 2;
            let speech = syntax
                .doc
                .tokens
                .get(next)
                .is_some_and(|n| n.kind == TokenKind::Mark || super::content::complementizer(syntax, next));
            strange && speech && syntax.name_covering(cue.token + 1).is_none()
        });
        if stranger {
            self.unknown.borrow_mut().push(cue.token);
            return None;
        }
        if begins {
            self.unknown.borrow_mut().push(cue.token);
        }
        if !opens
            || impersonal
            || begins
            || self.interrupted(cue.token, before, syntax.doc.sentence_of(cue.token).tokens.start)
        {
            return None;
        }
        self.joined(cue, predicate, before).or_else(|| self.goes_on(cue, before)).or_else(|| {
            let last = syntax.coreference.last_subject(cue.token);
            let agrees = self.agrees(&last, predicate.form.gender, predicate.form.number);
            (agrees && !self.interrupted(cue.token, before, 0)).then_some(last)
        })
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
        if self.interrupted(cue.token, before, 0) {
            return None;
        }
        before
            .iter()
            .rev()
            .filter(|s| s.cue_token < cue.token && line - doc.sentence_of(s.cue_token).line <= 2)
            .find(|s| self.agrees(&s.speakers, gender, number) || self.alike(s, gender, number))
            .map(|s| s.speakers.clone())
    }

    /// `وفق ما صرحت به لوكالة Y وزيرة السياحة X`: the subject far behind its verb.
    fn told_by_behind(&self, cue: &Cue) -> Option<Vec<EntityId>> {
        let syntax = self.syntax;
        let rules = &syntax.doc.pack.statements;
        let at = cue.token.checked_sub(1).filter(|&t| rules.what.contains(&syntax.doc.tokens[t].key))?;
        let according = at.checked_sub(1).filter(|&t| rules.according.contains(syntax.key(t)));
        according?;
        let end = syntax.doc.sentence_of(cue.token).tokens.end.min(cue.token + 16);
        let mut at = cue.token + 1;
        while at < end {
            if let Some(pp) = syntax.pp(at) {
                at = pp.np.tokens.end.max(at + 1);
            } else if let Some(np) = syntax.np(at).filter(|_| syntax.doc.tokens[at].kind == TokenKind::Word) {
                return self.subject(&np).filter(|s| !s.is_empty());
            } else {
                at += 1;
            }
        }
        None
    }

    /// `وأضافت الصحيفة`: the body that spoke last, where this word stands before its name.
    fn class_word(&self, cue: &Cue, np: &Np, before: &[Said]) -> Option<Vec<EntityId>> {
        let syntax = self.syntax;
        let pack = syntax.doc.pack;
        let head = syntax.reading(np.head).filter(|r| r.article && np.tokens.len() == 1)?.bare(pack);
        let last = before.iter().rfind(|s| s.cue_token < cue.token).filter(|s| s.speakers.len() == 1)?;
        let near = syntax.doc.sentence_of(cue.token).line - syntax.doc.sentence_of(last.cue_token).line <= 2;
        let body = last.speakers[0];
        let entities = syntax.entities.borrow();
        let introduced = syntax.names.names.iter().enumerate().any(|(id, name)| {
            let at = name.tokens.start;
            let own = syntax.reading(at).is_some_and(|r| r.bare(pack) == head && name.tokens.len() > 1);
            let word = at > 0 && syntax.reading(at - 1).is_some_and(|r| r.bare(pack) == head);
            let quoted = at > 1 && syntax.reading(at - 2).is_some_and(|r| r.bare(pack) == head);
            entities.of_name[id] == Some(body)
                && &*name.class == "Organization"
                && (own || word || quoted && syntax.doc.tokens[at - 1].kind == TokenKind::Mark)
        });
        drop(entities);
        (near && introduced && !self.interrupted(cue.token, before, 0)).then(|| vec![body])
    }

    /// `وأضاف البيان`, `وقالت الدول الثلاث`: whoever the text before was of; the same number of speakers as before.
    fn told_before(&self, cue: &Cue, np: &Np, before: &[Said]) -> Option<Vec<EntityId>> {
        let syntax = self.syntax;
        let pack = syntax.doc.pack;
        let head = syntax.reading(np.head).filter(|r| r.article && np.reference == Reference::None)?;
        if self.interrupted(cue.token, before, 0) {
            return None;
        }
        let line = syntax.doc.sentence_of(cue.token).line;
        let last = before.iter().rfind(|s| s.cue_token < cue.token)?;
        let near = line - syntax.doc.sentence_of(last.cue_token).line <= 2;
        let text = pack.statements.document.contains(head.bare(pack));
        let count = pack.statements.counted.iter().position(|words| words.contains(syntax.key(np.head + 1)));
        let dual = head.forms.iter().any(|f| f.shape.is_nominal() && f.number == Number::Dual);
        let many = count.map(|c| c + 2).or(dual.then_some(2));
        (near && (text || many == Some(last.speakers.len()))).then(|| last.speakers.clone())
    }

    /// A spokesman who is not named speaks for a body: who goes on is as the verb was.
    fn alike(&self, said: &Said, gender: Option<Gender>, number: Number) -> bool {
        let Ok(at) = self.predicates.binary_search_by_key(&said.cue_token, |p| p.token) else { return false };
        let form = self.predicates[at].form;
        said.speakers.len() == 1
            && !self.persons(&said.speakers)
            && gender.is_some()
            && (form.gender, form.number) == (gender, number)
    }

    /// Whether somebody unknown has spoken since the last statement, and not in what another says.
    fn interrupted(&self, token: usize, before: &[Said], from: usize) -> bool {
        let doc = self.syntax.doc;
        let last = self.unknown.borrow().iter().rev().find(|&&u| from <= u && u < token).copied();
        last.is_some_and(|u| {
            let own = doc.tokens[u].span;
            doc.sentence_of(token).line - doc.sentence_of(u).line <= 2
                && !before.iter().any(|s| s.cue_token > u && s.cue_token < token)
                && !before.iter().any(|s| s.content.begin <= own.begin && own.end <= s.content.end)
        })
    }

    /// Whose participle it is: the speaker earlier in the sentence, else the subject of the sentence's first verb that
    /// has one.
    fn in_sentence(&self, cue: &Cue, before: &[Said]) -> Option<Vec<EntityId>> {
        let start = self.syntax.doc.sentence_of(cue.token).tokens.start;
        let said = before.iter().rfind(|s| s.cue_token >= start && s.cue_token < cue.token);
        if self.interrupted(cue.token, before, start) {
            return Some(Vec::new());
        }
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

/// Whether those who speak within what another says are that other.
pub(super) fn same(syntax: &Syntax, speakers: &[EntityId], outer: &Said) -> bool {
    let side = |e: EntityId| syntax.coreference.country_of(e).unwrap_or(e);
    speakers.iter().any(|&e| outer.speakers.iter().any(|&s| s == e || side(s) == side(e)))
}
