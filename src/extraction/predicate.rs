//! Predicates: every finite verb with its subject and what follows it, in text order.

use super::facts::EntityId;
use super::syntax::{Clause, Np, Reference, Syntax};
use crate::analysis::{Block, TokenKind};
use crate::lang::lexicon::{Form, LexemeId, Shape};
use crate::lang::raw::Number;

/// One finite verb.
#[derive(Clone, Debug)]
pub struct Predicate {
    pub token: usize,
    pub lexeme: LexemeId,
    pub form: Form,
    /// Who does it; of a passive verb, to whom it is done.
    pub subject: Vec<EntityId>,
    pub subject_np: Option<Np>,
    /// The first noun phrase behind the verb that is not the subject.
    pub object: Option<Np>,
    pub clause: Clause,
    /// The pronoun on the verb, if it has one: who it means.
    pub pronoun: Vec<EntityId>,
    /// The subject was not said here: it is the last one that agrees.
    pub dropped: bool,
    /// Read as passive.
    pub passive: bool,
}

/// All predicates of a document. Subjects are remembered in passing, so that later clauses can leave them out.
pub fn predicates(syntax: &Syntax) -> Vec<Predicate> {
    let mut out = Vec::new();
    for token in 0..syntax.doc.tokens.len() {
        if let Some((reading, form)) = syntax.verb(token) {
            let predicate = predicate(syntax, token, form, reading.enclitic);
            if !predicate.passive {
                syntax.coreference.remember(token, &predicate.subject);
            }
            out.push(predicate);
        }
    }
    out
}

fn predicate(syntax: &Syntax, token: usize, form: Form, enclitic: Option<u8>) -> Predicate {
    let clause = syntax.clause_after(token + 1);
    let pronoun = enclitic.map_or_else(Vec::new, |e| syntax.coreference.pronoun(syntax, token, e));
    let after = clause.nps.iter().position(|np| directly_behind(syntax, token, np, &clause));
    let before = subject_before(syntax, token);
    let many = form.number != Number::Singular || form.person != 3;
    let agrees = |np: &Np| !oblique(syntax, np) && (np.referents.is_empty() || !is_mismatch(syntax, &form, np));
    let mut subject_np = None;
    let mut object_from = 0;
    match (before, after) {
        // `الذي أعلنه X`: the pronoun stands for what is before, so the subject follows.
        (Some(_), Some(index)) if enclitic.is_some() && !many && agrees(&clause.nps[index]) => {
            subject_np = Some(clause.nps[index].clone());
            object_from = index + 1;
        }
        (Some(np), _) => subject_np = Some(np),
        (None, Some(index)) if !many && agrees(&clause.nps[index]) => {
            subject_np = Some(clause.nps[index].clone());
            object_from = index + 1;
        }
        _ => {}
    }
    let mut subject = subject_np.as_ref().map_or_else(Vec::new, |np| np.referents.clone());
    let dropped = subject_np.is_none();
    if dropped && form.person == 3 {
        subject = syntax.coreference.last_subject(token);
        if form.number == Number::Dual && subject.len() != 2 {
            subject.clear();
        }
        if form.number == Number::Singular && subject.len() > 1 {
            subject.clear();
        }
    }
    let object = clause.nps.get(object_from..).and_then(|nps| nps.first()).cloned();
    let written = syntax.doc.words(syntax.doc.tokens[token].core());
    let passive = form.passive || written.chars().nth(1) == Some(syntax.doc.pack.marks.passive_mark);
    Predicate { token, lexeme: form.lexeme, form, subject, subject_np, object, clause, pronoun, dropped, passive }
}

/// Only a prepositional phrase with a pronoun, a time or an adverb may stand between a verb and its subject.
fn directly_behind(syntax: &Syntax, verb: usize, np: &Np, clause: &Clause) -> bool {
    let between = clause.pps.iter().filter(|pp| pp.at < np.tokens.start).collect::<Vec<_>>();
    let far = between.iter().any(|pp| pp.np.tokens.len() > 3);
    np.tokens.start <= verb + 1
        || (!far && np.tokens.start <= verb + 7 && !mark_between(syntax, verb + 1, np.tokens.start))
}

fn mark_between(syntax: &Syntax, from: usize, to: usize) -> bool {
    (from..to).any(|at| {
        let token = &syntax.doc.tokens[at];
        token.kind == TokenKind::Mark
            && (token.is_mark(&syntax.doc.pack.marks.clause_end)
                || matches!(&*token.key, "-" | "–" | "—") && !syntax.is_hyphen(at)
                || token.is_mark(&syntax.doc.pack.marks.quote_open) && !around_name(syntax, at))
    })
}

/// A mark that opens around a name and nothing else.
fn around_name(syntax: &Syntax, open: usize) -> bool {
    let marks = &syntax.doc.pack.marks;
    syntax.name_starting(open + 1).is_some_and(|id| {
        let end = syntax.names.names[id].tokens.end;
        syntax.doc.tokens.get(end).is_some_and(|t| t.is_mark(&marks.quote_close))
    })
}

/// `الأوروبيين`, `الجانبين`: a plural or dual in the oblique case is no subject.
fn oblique(syntax: &Syntax, np: &Np) -> bool {
    let Some(reading) = syntax.reading(np.head) else { return false };
    let pack = syntax.doc.pack;
    let many = |f: &Form| f.shape.is_nominal() && f.number != Number::Singular;
    let whole = syntax.name_covering(np.head).is_none_or(|id| {
        let name = &syntax.names.names[id];
        name.tokens.len() == 1 && reading.article && matches!(&*name.class, "Group" | "Organization")
    });
    whole
        && pack.syntax.oblique.iter().any(|e| reading.key.ends_with(e.as_str()))
        && reading.forms.iter().any(many)
        && reading.forms.iter().all(|f| many(f) || !f.shape.is_nominal())
}

/// A feminine verb does not have a man as its subject, nor a masculine one a feminine country.
fn is_mismatch(syntax: &Syntax, form: &Form, np: &Np) -> bool {
    use crate::lang::raw::Gender;
    let head = syntax.reading(np.head);
    let feminine_title = head.is_some_and(|r| r.forms.iter().any(|f| f.gender == Some(Gender::F)));
    let man = np.reference == Reference::Name
        && np.referents.iter().all(|&e| &*syntax.class(e) == "Person")
        && np.tokens.len() > 1
        && head.is_some_and(|r| r.forms.iter().any(|f| f.gender == Some(Gender::M)));
    // `سيزور X` of a feminine country is no act of hers.
    let feminine_place = !syntax.doc.pack.coreference.masculine_place.is_empty()
        && np.reference == Reference::Name
        && np.referents.len() == 1
        && matches!(&*syntax.class(np.referents[0]), "Country" | "City")
        && syntax.name_starting(np.head).is_some_and(|id| {
            let key = syntax.doc.pack.fold.key(syntax.doc.words(syntax.names.names[id].span));
            !syntax.doc.pack.coreference.masculine_place.contains(&key)
        });
    form.gender == Some(Gender::F) && form.shape == Shape::Perfect && man && !feminine_title
        || form.gender == Some(Gender::M) && form.number == Number::Singular && feminine_place
}

/// The noun phrase before a verb in its clause, or before the relative pronoun that begins its clause.
fn subject_before(syntax: &Syntax, verb: usize) -> Option<Np> {
    let doc = syntax.doc;
    let words = &doc.pack.syntax;
    let sentence = doc.sentence_of(verb).tokens.start;
    if syntax.reading(verb).is_some_and(|r| r.conjunction.is_some()) {
        return None;
    }
    // Particles of the verb.
    let mut at = verb;
    while at > sentence {
        let key = doc.tokens[at - 1].stem();
        let particle = words.perfective.contains(key)
            || words.future.contains(key)
            || words.negation.contains(key)
            || words.past_auxiliary.contains(key);
        if !particle || doc.tokens[at - 1].best().is_some_and(|r| r.conjunction.is_some()) {
            break;
        }
        at -= 1;
    }
    if at == sentence {
        return None;
    }
    let before = &doc.tokens[at - 1];
    if words.relative.contains(&before.key) && before.key.chars().count() > 2 {
        return antecedent(syntax, at - 1);
    }
    if words.past_auxiliary.contains(before.stem()) {
        return None;
    }
    // `تصريحات اعتبرت …`: a bare noun right before the verb is described by it, and nobody is named.
    let bare = before.kind == TokenKind::Word
        && syntax.name_covering(at - 1).is_none()
        && !syntax.in_time(at - 1)
        && syntax.verb(at - 1).is_none()
        && syntax.coreference.nisba_at(at - 1).is_none()
        && before.best().is_some_and(|r| {
            !r.article && r.enclitic.is_none() && !r.forms.is_empty() && r.forms.iter().all(|f| f.shape.is_nominal())
        });
    // `من جهة أخرى أعلنت X`: the end of a phrase in front.
    let named = || syntax.np(verb + 1).is_some_and(|np| !np.referents.is_empty());
    let fronted = || syntax.pp(sentence).is_some_and(|pp| pp.np.tokens.end == at) && named();
    if bare && syntax.doc.sentence_of(verb).block == Block::Body && !fronted() {
        return Some(Np { tokens: at - 1..at, referents: Vec::new(), reference: Reference::None, head: at - 1 });
    }
    // `أن وزير الخارجية، X، قال`: the comma behind a name in apposition belongs to the noun phrase.
    if before.is_mark(&doc.pack.marks.clause_end) && &*before.key != ":" {
        let opens = |t: usize| t == sentence || syntax.opens_clause(t);
        let whole = (sentence..at - 1).rev().take(16).filter(|&t| opens(t)).filter_map(|t| syntax.np(t));
        let mut named = whole.filter(|np| np.tokens.end == at && np.reference == Reference::Name);
        if let Some(np) = named.next() {
            return Some(np);
        }
    }
    // The clause's begin, and the noun phrase that reaches from there to the verb.
    let begin = (sentence..at).rev().find(|&t| {
        let token = &doc.tokens[t];
        words.complementizer.contains(token.stem())
            || words.complementizer.contains(&token.key)
            || words.clause.contains(&token.key)
            || words.past_auxiliary.contains(token.stem())
            || (token.kind == TokenKind::Mark && !matches!(&*token.key, "(" | ")" | "\"") && !syntax.is_hyphen(t))
            || syntax.verb(t).is_some()
    });
    let mut start = begin.map_or(sentence, |b| b + 1);
    let first = start;
    // `كان X قد …`: the subject stands between the auxiliary and the verb.
    for _ in 0..3 {
        let np = syntax.np(start);
        match np {
            Some(np) if np.tokens.end <= at && !np.referents.is_empty() && gap_is_loose(syntax, np.tokens.end, at) => {
                return Some(np);
            }
            Some(np) if np.tokens.end < at => start = np.tokens.end,
            // `معرض وارسو يدعو`: a noun before a name, and it is unknown.
            Some(np) if np.tokens.end == at && in_construct(syntax, &np) => return Some(np),
            _ => start += 1,
        }
        // `في كل من X وY يقولون`: whoever stands in a phrase in between does not speak.
        while let Some(pp) = syntax.pp(start).filter(|pp| start > first && pp.np.tokens.end <= at) {
            start = pp.np.tokens.end.max(start + 1);
        }
        if start >= at {
            break;
        }
    }
    // `بعض الكتب ذكرت`: somebody unknown.
    let whole = syntax.np(first).filter(|np| np.tokens.end == at && np.referents.is_empty());
    if let Some(np) =
        whole.filter(|np| syntax.pp(first).is_none() && syntax.reading(np.head).is_some_and(|r| r.article))
    {
        return Some(np);
    }
    // A complementizer with a pronoun carries the subject.
    None
}

/// A noun without article, right before a name that is not in apposition to it.
fn in_construct(syntax: &Syntax, np: &Np) -> bool {
    let open = syntax.reading(np.head).is_some_and(|r| !r.article && r.enclitic.is_none());
    let name = syntax.name_starting(np.head + 1).map(|n| &syntax.names.names[n].tokens);
    np.referents.is_empty() && open && np.head == np.tokens.start && name.is_some_and(|t| t.end == np.tokens.end)
}

fn gap_is_loose(syntax: &Syntax, from: usize, to: usize) -> bool {
    let mut at = from;
    while at < to {
        if syntax.in_time(at) || syntax.doc.tokens[at].kind != TokenKind::Word {
            at += 1;
        } else if let Some(pp) = syntax.pp(at) {
            at = pp.np.tokens.end.max(at + 1);
        } else {
            let words = &syntax.doc.pack.syntax;
            let key = syntax.key(at);
            if words.perfective.contains(key) || words.negation.contains(key) || words.future.contains(key) {
                at += 1;
            } else {
                return false;
            }
        }
    }
    true
}

/// The noun phrase that a relative pronoun belongs to.
fn antecedent(syntax: &Syntax, relative: usize) -> Option<Np> {
    let sentence = syntax.doc.sentence_of(relative).tokens.start;
    let mut end = relative;
    if end > sentence && syntax.doc.tokens[end - 1].is_mark(&syntax.doc.pack.marks.clause_end) {
        end -= 1;
    }
    (sentence..end)
        .rev()
        .take(12)
        .filter(|&start| syntax.name_covering(start).is_none() || syntax.name_starting(start).is_some())
        .filter_map(|start| syntax.np(start))
        .find(|np| np.tokens.end == end || np.tokens.end == relative)
}
