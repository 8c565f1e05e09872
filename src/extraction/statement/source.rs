//! Who says it by way of something else: a source that is cited, whoever wrote a text, the verb that governs a noun of saying.

use super::cue::Cue;
use super::speaker::Speakers;
use super::told::Told;
use super::word::is_text;
use crate::analysis::TokenKind;
use crate::extraction::facts::EntityId;
use crate::extraction::predicate::Predicate;
use crate::lang::lexicon::Form;

impl Speakers<'_, '_> {
    /// `اكتفى X بالقول`: the subject of the verb that governs a noun of saying.
    pub(super) fn governor(&self, cue: &Cue, before: &Told) -> Option<Vec<EntityId>> {
        let start = self.syntax.doc.sentence_of(cue.token).tokens.start;
        let verb = self.verbs(start..cue.token).last()?;
        match verb.subject_np.as_ref() {
            Some(np) => self.subject(np),
            None if verb.form.person == 3 && !verb.passive => self.goes_on(cue, before),
            None => None,
        }
    }

    /// `بيانا تدين فيه`, `برقية إلى X عبر فيها`: whoever wrote the text that the pronoun stands for.
    pub(super) fn writer(&self, cue: &Cue, predicate: &Predicate) -> Option<Vec<EntityId>> {
        let syntax = self.syntax;
        let doc = syntax.doc;
        let rules = &doc.pack.statements;
        if !doc.tokens.get(cue.token + 1).is_some_and(|t| rules.within.contains(&t.key)) {
            return None;
        }
        let start = doc.sentence_of(cue.token).tokens.start;
        let writes = |f: &Form| f.shape.is_nominal() && is_text(syntax, f);
        let text = (start..cue.token).rev().find(|&t| syntax.reading(t).is_some_and(|r| r.forms.iter().any(writes)))?;
        let agrees = |e: &[EntityId]| !e.is_empty() && self.agrees(e, predicate.form.gender, predicate.form.number);
        let named = |t: usize| {
            let id = syntax.name_starting(t)?;
            let governed = t > 0 && doc.pack.syntax.preposition.contains(syntax.key(t - 1));
            let to = governed || syntax.reading(t).is_some_and(|r| r.preposition.is_some());
            let entity = syntax.entities.borrow().of_name[id].filter(|_| !to)?;
            Some(vec![syntax.capital_of(entity).unwrap_or(entity)])
        };
        // `مقال كتبه X، ونشرته Y، قال فيه`: the first verb decides.
        let mut verbs = self.verbs(text + 1..cue.token).iter().filter(|p| !p.dropped);
        let issued = verbs.find(|p| p.subject_np.as_ref().is_some_and(|np| np.tokens.start > p.token));
        if let Some(verb) = issued {
            return verb.subject_np.as_ref().and_then(|np| self.subject(np)).filter(|s| agrees(s));
        }
        let sent = self.verbs(start..text).iter().rev().filter(|p| !p.dropped);
        sent.filter_map(|p| self.subject(p.subject_np.as_ref()?))
            .chain((start..text).rev().filter_map(named))
            .chain((text..cue.token).filter_map(named))
            .find(|e| agrees(e))
    }

    /// `نقلت الصحيفة عن X قوله`: whoever is cited in the sentence; nobody where the source has no name.
    pub(super) fn cited(&self, cue: &Cue) -> Option<Vec<EntityId>> {
        let syntax = self.syntax;
        let start = syntax.doc.sentence_of(cue.token).tokens.start;
        let about = &syntax.doc.pack.statements.source;
        (start..cue.token).rev().find_map(|t| {
            if syntax.doc.pack.statements.mouth.contains(syntax.key(t)) {
                let named = syntax.np(t + 1).and_then(|np| self.subject(&np));
                return Some(named.unwrap_or_else(|| self.author(t, cue.token).into_iter().collect()));
            }
            let pp = syntax.pp(t).filter(|pp| about.contains(&pp.preposition))?;
            Some(self.subject(&pp.np).unwrap_or_default())
        })
    }

    /// `وفق ما صرح به لصحيفة Y وزير النقل X`: the subject far behind its verb.
    pub(super) fn told_by_behind(&self, cue: &Cue) -> Option<Vec<EntityId>> {
        let syntax = self.syntax;
        let rules = &syntax.doc.pack.statements;
        let at = cue.token.checked_sub(1).filter(|&t| rules.what.contains(&syntax.doc.tokens[t].key))?;
        at.checked_sub(1).filter(|&t| rules.according.contains(syntax.key(t)))?;
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
}
