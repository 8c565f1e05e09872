//! Who goes on speaking where nobody is named anew.

use super::Said;
use super::cue::Cue;
use super::speaker::Speakers;
use super::told::{Told, within};
use crate::analysis::TokenKind;
use crate::extraction::facts::EntityId;
use crate::extraction::predicate::Predicate;
use crate::extraction::syntax::{Np, Reference};
use crate::lang::raw::{Gender, Number};

impl Speakers<'_, '_> {
    /// `زار X الدوحة، وقال`: the subject of the sentence's verb before, outside what others say.
    pub(super) fn joined(&self, cue: &Cue, predicate: &Predicate, before: &Told) -> Option<Vec<EntityId>> {
        let start = self.syntax.doc.sentence_of(cue.token).tokens.start;
        let last_cue = before.within(start..cue.token).iter().rfind(|s| self.finite(s.cue_token)).map(|s| s.cue_token);
        let near = self.verbs(last_cue.unwrap_or(start)..cue.token).iter().filter(|p| {
            !p.dropped && last_cue.is_none_or(|c| p.token == c) && self.quotations.around(p.token).is_none()
        });
        // `أبدت مصادر قلقها، وأكدت`: nobody known goes on.
        let strange = |p: &Predicate| {
            let alike = (p.form.gender, p.form.number) == (predicate.form.gender, predicate.form.number);
            alike && p.subject_np.as_ref().is_some_and(|np| !np.referents.is_empty() && self.subject(np).is_none())
        };
        if near.clone().next_back().is_some_and(strange) {
            return Some(Vec::new());
        }
        near.filter_map(|p| self.subject(p.subject_np.as_ref()?))
            .find(|s| !s.is_empty() && self.agrees(s, predicate.form.gender, predicate.form.number))
    }

    pub(super) fn finite(&self, token: usize) -> bool {
        self.predicates.binary_search_by_key(&token, |p| p.token).is_ok()
    }

    /// Who goes on speaking where no speaker is said: the one of the last statement that agrees, if it stands close
    /// before.
    pub(super) fn goes_on(&self, cue: &Cue, before: &Told) -> Option<Vec<EntityId>> {
        let doc = self.syntax.doc;
        let gender = cue.gender;
        let number = cue.predicate.map_or(Number::Singular, |p| p.form.number);
        let line = doc.sentence_of(cue.token).line;
        if self.interrupted(cue.token, before, 0) {
            return None;
        }
        before
            .within(0..cue.token)
            .iter()
            .rev()
            .take_while(|s| line - doc.sentence_of(s.cue_token).line <= 2)
            .filter(|s| !self.nested(s, cue, before))
            .find(|s| self.agrees(&s.speakers, gender, number) || self.alike(s, gender, number))
            .map(|s| s.speakers.clone())
    }

    /// `وأضافت الصحيفة`: the body that spoke last, where this word stands before its name.
    pub(super) fn class_word(&self, cue: &Cue, np: &Np, before: &Told) -> Option<Vec<EntityId>> {
        let syntax = self.syntax;
        let pack = syntax.doc.pack;
        let head = syntax.reading(np.head).filter(|r| r.article && np.tokens.len() == 1)?.bare(pack);
        let last = before.last(cue.token).filter(|s| s.speakers.len() == 1)?;
        let near = syntax.doc.sentence_of(cue.token).line - syntax.doc.sentence_of(last.cue_token).line <= 2;
        let body = last.speakers[0];
        let introduced = self.names_of.get(&body).into_iter().flatten().any(|&id| {
            let name = &syntax.names.names[id];
            let at = name.tokens.start;
            let own = syntax.reading(at).is_some_and(|r| r.bare(pack) == head && name.tokens.len() > 1);
            let word = at > 0 && syntax.reading(at - 1).is_some_and(|r| r.bare(pack) == head);
            let quoted = at > 1 && syntax.reading(at - 2).is_some_and(|r| r.bare(pack) == head);
            &*name.class == "Organization"
                && (own || word || quoted && syntax.doc.tokens[at - 1].kind == TokenKind::Mark)
        });
        (near && introduced && !self.interrupted(cue.token, before, 0)).then(|| vec![body])
    }

    /// `وأضاف البيان`, `وقالت الدول الثلاث`: whoever the text before was of; the same number of speakers as before.
    pub(super) fn told_before(&self, cue: &Cue, np: &Np, before: &Told) -> Option<Vec<EntityId>> {
        let syntax = self.syntax;
        let pack = syntax.doc.pack;
        let head = syntax.reading(np.head).filter(|r| r.article && np.reference == Reference::None)?;
        if self.interrupted(cue.token, before, 0) {
            return None;
        }
        let line = syntax.doc.sentence_of(cue.token).line;
        let last = before.last(cue.token)?;
        let near = line - syntax.doc.sentence_of(last.cue_token).line <= 2;
        let text = pack.statements.document.contains(head.bare(pack));
        let count = pack.statements.counted.iter().position(|words| words.contains(syntax.key(np.head + 1)));
        // `وتابع المتحدث`: whoever was called so when speaking last.
        let called = self.predicates.binary_search_by_key(&last.cue_token, |p| p.token).is_ok_and(|at| {
            let subject = self.predicates[at].subject_np.as_ref();
            subject.and_then(|np| syntax.reading(np.head)).is_some_and(|r| r.bare(pack) == head.bare(pack))
        });
        let dual = head.forms.iter().any(|f| f.shape.is_nominal() && f.number == Number::Dual);
        let many = count.map(|c| c + 2).or(dual.then_some(2));
        (near && (text || called || many == Some(last.speakers.len()))).then(|| last.speakers.clone())
    }

    /// A spokesman who is not named speaks for a body: who goes on is as the verb was.
    pub(super) fn alike(&self, said: &Said, gender: Option<Gender>, number: Number) -> bool {
        let Ok(at) = self.predicates.binary_search_by_key(&said.cue_token, |p| p.token) else { return false };
        let form = self.predicates[at].form;
        said.speakers.len() == 1
            && !self.persons(&said.speakers)
            && gender.is_some()
            && (form.gender, form.number) == (gender, number)
    }

    /// Whether somebody unknown has spoken since the last statement, and not in what another says.
    pub(super) fn interrupted(&self, token: usize, before: &Told, from: usize) -> bool {
        let doc = self.syntax.doc;
        let last = within(&self.unknown.borrow(), from..token, |u| *u).last().copied();
        last.is_some_and(|u| {
            let own = doc.tokens[u].span;
            doc.sentence_of(token).line - doc.sentence_of(u).line <= 2
                && before.within(u + 1..token).is_empty()
                && before.around(own).next().is_none()
        })
    }

    /// Whether a statement stands within what another says that has ended.
    pub(super) fn nested(&self, said: &Said, cue: &Cue, before: &Told) -> bool {
        let own = self.syntax.doc.tokens[cue.token].span;
        before.around(said.cue).any(|outer| own.begin >= outer.content.end)
    }

    /// Whose participle it is: the speaker earlier in the sentence, else the subject of the sentence's first verb that
    /// has one.
    pub(super) fn in_sentence(&self, cue: &Cue, before: &Told) -> Option<Vec<EntityId>> {
        let start = self.syntax.doc.sentence_of(cue.token).tokens.start;
        let said = before.within(start..cue.token).iter().rfind(|s| !self.nested(s, cue, before));
        if self.interrupted(cue.token, before, start) {
            return Some(Vec::new());
        }
        if let Some(said) =
            said.filter(|s| self.agrees(&s.speakers, cue.gender, Number::Singular) || s.speakers.len() > 1)
        {
            return Some(said.speakers.clone());
        }
        let speaks = |e: &EntityId| matches!(&*self.syntax.class(*e), "Person" | "Organization" | "Country");
        self.verbs(start..cue.token)
            .iter()
            .filter(|p| !p.passive && !p.dropped)
            .filter_map(|p| self.subject(p.subject_np.as_ref()?))
            .find(|s| {
                !s.is_empty() && s.iter().all(speaks) && (s.len() > 1 || self.agrees(s, cue.gender, Number::Singular))
            })
    }
}
