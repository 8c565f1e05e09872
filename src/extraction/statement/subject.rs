//! Whom a noun phrase means that speaks: a name, the person named behind a title, a body, whoever issued a text.

use super::cue::Cue;
use super::speaker::Speakers;
use super::word::{decided, is_text, saying_noun};
use crate::analysis::TokenKind;
use crate::extraction::facts::{EntityId, MentionKind};
use crate::extraction::syntax::{Np, Reference};
use crate::lang::lexicon::{Form, Shape};
use crate::lang::raw::{Gender, Kind, Number};

/// How far behind its verb the person may be named whose title is the subject, in tokens.
const REACH: usize = 28;

impl Speakers<'_, '_> {
    pub(super) fn persons(&self, entities: &[EntityId]) -> bool {
        !entities.is_empty() && entities.iter().all(|&e| &*self.syntax.class(e) == "Person")
    }

    /// The person named last before a token.
    pub(super) fn last_person(&self, before: usize) -> Option<Vec<EntityId>> {
        let names = &self.syntax.names.names;
        let begun = names.partition_point(|n| n.tokens.start < before);
        let last = (0..begun).rev().find(|&n| {
            names[n].tokens.end <= before && &*names[n].class == "Person" && names[n].kind == MentionKind::Name
        })?;
        self.syntax.entities.borrow().of_name[last].map(|e| vec![e])
    }

    /// Who issued the text that a token names: the first body or person named behind it.
    pub(super) fn author(&self, document: usize, end: usize) -> Option<EntityId> {
        let syntax = self.syntax;
        let (at, id) = (document + 1..end).find_map(|t| Some((t, syntax.name_starting(t)?)))?;
        // `بلاغ توصلت به X`: whoever received it has not written it.
        let received = &syntax.doc.pack.statements.received;
        if (document + 1..at).any(|t| syntax.verb(t).is_some_and(|(_, f)| received.contains(&f.lexeme))) {
            return None;
        }
        let entity = syntax.entities.borrow().of_name[id]?;
        let entity = syntax.capital_of(entity).unwrap_or(entity);
        matches!(&*syntax.class(entity), "Person" | "Organization" | "Country").then_some(entity)
    }

    /// Who `بحسب` names: as a subject, or the agency whose name stands in quotation marks behind its class word.
    pub(super) fn told_by(&self, np: &Np, end: usize) -> Option<Vec<EntityId>> {
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
    pub(super) fn subject(&self, np: &Np) -> Option<Vec<EntityId>> {
        let syntax = self.syntax;
        let person = |e: &EntityId| &*syntax.class(*e) == "Person";
        // `أحد مساعدي X`: somebody else.
        let anonymous = &syntax.doc.pack.statements.anonymous;
        let before = np.tokens.start.saturating_sub(1);
        if np.tokens.start > syntax.doc.sentence_of(np.head).tokens.start
            && anonymous.contains(syntax.key(before))
            && syntax.name_covering(before).is_none()
        {
            return None;
        }
        if np.reference == Reference::Name
            && (np.referents.iter().all(person) || syntax.name_covering(np.head).is_some())
        {
            return Some(np.referents.clone());
        }
        let head = syntax.reading(np.head)?;
        let persons = !np.referents.is_empty() && np.referents.iter().all(person);
        let unnamed = anonymous.contains(head.bare(syntax.doc.pack)) && !persons;
        let one_of = (np.tokens.start..np.head).any(|t| anonymous.contains(syntax.key(t)));
        if unnamed || one_of {
            return None;
        }
        // `الحركة`, `البلدان` are no title of a person named behind.
        let body = np.reference == Reference::Back && !persons && syntax.title_starting(np.head).is_none();
        // `نجل X، Y`: somebody else than X, named behind a comma or not at all.
        if self.of_somebody(np) {
            return self.apposition(np).map(|person| vec![person]);
        }
        // `زيارة X`: what happens is not who is named behind it.
        let lexicon = &syntax.doc.pack.lexicon;
        let human = |f: &Form| {
            let lexeme = lexicon.lexeme(f.lexeme);
            let kinds = [Kind::Title, Kind::Honorific, Kind::Person, Kind::Relation];
            f.shape != Shape::Masdar && (lexeme.adjective || kinds.iter().any(|k| lexeme.kinds.contains(k)))
                || matches!(f.shape, Shape::ActiveParticiple | Shape::PassiveParticiple)
        };
        let somebody = head.forms.is_empty() || head.forms.iter().any(human) || persons;
        if !body
            && somebody
            && let Some(person) = self.named_behind(np)
        {
            return Some(vec![person]);
        }
        // `الصحفي الأفغاني X`: whoever holds no office speaks for no country.
        let spokesman = &syntax.doc.pack.statements.spokesman;
        let own = |f: &Form| spokesman.contains(&syntax.doc.pack.lemma(f.lexeme));
        if !persons && syntax.title_starting(np.head).is_some() && !head.forms.iter().any(own) {
            return None;
        }
        // `جماعة "X"`, `شركة "X"`: the body whose name stands in marks behind its class word.
        if np.reference == Reference::None
            && let Some(id) = self.marked(np.tokens.end)
            && &*syntax.names.names[id].class == "Organization"
        {
            return syntax.entities.borrow().of_name[id].map(|e| vec![e]);
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

    /// `نجل X`, `زوجة الوزير X`: a relative, without article or pronoun, before whose name it is.
    fn of_somebody(&self, np: &Np) -> bool {
        let syntax = self.syntax;
        let relative = |f: &Form| syntax.doc.pack.lexicon.lexeme(f.lexeme).kinds.contains(&Kind::Relation);
        let bare = syntax
            .reading(np.head)
            .is_some_and(|r| !r.article && r.enclitic.is_none() && !r.forms.is_empty() && r.forms.iter().all(relative));
        let behind = np.head + 1;
        bare && syntax.name_covering(np.head).is_none()
            && (syntax.name_starting(behind).is_some() || syntax.title_starting(behind).is_some())
    }

    /// The person whose name alone stands between commas behind a noun phrase, or behind the name that ends it.
    fn apposition(&self, np: &Np) -> Option<EntityId> {
        let syntax = self.syntax;
        let doc = syntax.doc;
        let comma = |t: usize| doc.tokens.get(t).is_some_and(|t| t.is_mark(&doc.pack.marks.clause_end));
        let end = doc.sentence_of(np.head).tokens.end.min(np.head + 12);
        let open = (np.head + 1..end).find(|&t| comma(t))?;
        let id = syntax.name_starting(open + 1)?;
        let name = &syntax.names.names[id];
        (&*name.class == "Person" && comma(name.tokens.end)).then(|| syntax.entities.borrow().of_name[id]).flatten()
    }

    /// `وزير الخارجية القطري، الشيخ X، إن`, `السفير لدى الأمم المتحدة X`: the name that no preposition governs, before
    /// what is said begins.
    fn named_behind(&self, np: &Np) -> Option<EntityId> {
        let syntax = self.syntax;
        let doc = syntax.doc;
        let words = &doc.pack.syntax;
        let end = doc.sentence_of(np.head).tokens.end.min(np.tokens.start + REACH);
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
            if let Some(id) = self.marked(at) {
                at = syntax.names.names[id].tokens.end + 1;
                continue;
            }
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

    /// The name that a pair of marks holds and nothing else.
    fn marked(&self, open: usize) -> Option<usize> {
        let syntax = self.syntax;
        let marks = &syntax.doc.pack.marks;
        let token = syntax.doc.tokens.get(open).filter(|t| t.is_mark(&marks.quote_open) && !t.line_start)?;
        let id = syntax.name_starting(open + 1).filter(|_| token.kind == TokenKind::Mark)?;
        let close = syntax.doc.tokens.get(syntax.names.names[id].tokens.end)?;
        close.is_mark(&marks.quote_close).then_some(id)
    }

    /// What is said, read as the subject of a verb whose subject is dropped: `وأعلن ضمها`, `وأشار إلى محاولات`.
    pub(super) fn is_object(&self, cue: &Cue, np: &Np) -> bool {
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
        // `واتهم واشنطن بـ`: cities and most countries are feminine.
        let feminine = |e: &EntityId| match &*syntax.class(*e) {
            "City" => true,
            "Country" => {
                let key = &syntax.doc.tokens[np.tokens.end - 1].key;
                let marks = &syntax.doc.pack.marks;
                key.ends_with(marks.accusative) || key.ends_with(marks.feminine_key)
            }
            _ => false,
        };
        let told = man && np.reference == Reference::Name && np.tokens.start == cue.token + 1;
        if told && np.referents.len() == 1 && np.referents.iter().all(feminine) && syntax.pp(np.tokens.end).is_some() {
            return true;
        }
        if np.reference != Reference::None {
            return false;
        }
        // `ووصف الوضع بأنه`: things do not speak.
        let rules = &syntax.doc.pack.statements;
        let judged = rules.by_lexeme.get(&cue.lexeme).is_some_and(|own| own.iter().all(|&i| rules.rules[i].plain));
        let thing = |f: &Form| {
            let lexeme = syntax.doc.pack.lexicon.lexeme(f.lexeme);
            lexeme.kinds.is_empty() && !lexeme.adjective && f.shape.is_nominal() && !is_text(syntax, f)
        };
        let joined = syntax.reading(cue.token).is_some_and(|r| r.conjunction.is_some());
        if judged && joined && np.tokens.start == cue.token + 1 && head.known() && head.forms.iter().all(thing) {
            return true;
        }
        // `جدد التأكيد`.
        if saying_noun(syntax, np.head) && np.tokens.start == cue.token + 1 {
            return true;
        }
        // `أوضح حساب X أن`: what is said follows, and this is who says it.
        let clause = cue.predicate.is_some_and(|p| p.clause.complement.is_some());
        let masdar = |f: &Form| f.shape == Shape::Masdar && !clause;
        if decided(syntax, np.head).is_some() && !head.article {
            return true;
        }
        let pack = syntax.doc.pack;
        let body = |f: &Form| {
            let kinds = &syntax.doc.pack.lexicon.lexeme(f.lexeme).kinds;
            [Kind::Body, Kind::Title, Kind::Person, Kind::Group].iter().any(|k| kinds.contains(k))
        };
        // `وأكد تعزيز التعاون`; `بيان`, `حسن` and what a verb with a pronoun is told of are no such nouns.
        let carries = syntax.reading(cue.token).is_some_and(|r| r.enclitic.is_some());
        let given = pack.given_names.given.contains(head.bare(pack));
        let act = head.known()
            && head.forms.iter().any(masdar)
            && !head.forms.iter().any(|f| body(f) || is_text(syntax, f))
            && !carries
            && !given;
        let behind_link = (cue.token + 1..np.tokens.start).any(|t| syntax.pp(t).is_some());
        let adverb = head.key.ends_with(pack.marks.accusative);
        !head.article
            && !pack.statements.anonymous.contains(head.bare(pack))
            && (head.enclitic.is_some()
                && !self.honours(np)
                && !syntax.coreference.stands_for_country(syntax.doc, head)
                || behind_link
                || adverb
                || act && !syntax.coreference.stands_for_country(syntax.doc, head))
    }

    /// `معاليه`, `سموه`: an honorific with a pronoun stands for whoever spoke last.
    pub(super) fn honours(&self, np: &Np) -> bool {
        let syntax = self.syntax;
        syntax.reading(np.head).is_some_and(|r| {
            let honorific = |f: &Form| syntax.doc.pack.lexicon.lexeme(f.lexeme).kinds.contains(&Kind::Honorific);
            np.referents.is_empty() && r.enclitic.is_some() && r.forms.iter().any(honorific)
        })
    }

    /// An unnamed holder of an office: the country in its title, else nobody.
    fn office(&self, np: &Np) -> Option<Vec<EntityId>> {
        let syntax = self.syntax;
        // `مكتب رئيس الوزراء البريطاني`: the country in the title behind.
        let room = |f: &Form| syntax.doc.pack.names.office_of.contains(&syntax.doc.pack.lemma(f.lexeme));
        let inner = syntax.reading(np.head).is_some_and(|r| r.forms.iter().any(room));
        syntax.title_starting(np.head + usize::from(inner))?;
        let country = (np.head + 1..np.tokens.end + 4)
            .take_while(|&t| {
                let word = syntax.doc.tokens.get(t).is_some_and(|w| w.kind == TokenKind::Word && !w.line_start);
                let prepositions = &syntax.doc.pack.syntax.preposition;
                word && syntax
                    .reading(t)
                    .is_none_or(|r| t < np.tokens.end || !r.has_proclitic() && !prepositions.contains(&r.key))
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
}
