//! Statements: who says what, with which stance.

mod border;
mod content;
mod continued;
mod cue;
mod quotation;
mod source;
mod speaker;
mod standing;
mod subject;
mod told;
mod word;

use super::facts::{EntityId, Term};
use super::predicate::Predicate;
use super::syntax::{Np, Reference, Syntax};
use crate::analysis::Token;
use crate::lang::lexicon::Shape;
use crate::lang::statements::StatementRule;
use crate::text::Span;
use content::Search;
use cue::Cue;
use quotation::Quotations;
use speaker::Speakers;
use told::{Told, within};

/// A statement before its mentions are made.
#[derive(Clone, Debug)]
pub struct Said {
    pub speakers: Vec<EntityId>,
    pub stance: Term,
    pub cue: Span,
    pub cue_token: usize,
    pub content: Span,
    pub rule: Term,
}

/// All statements of a document, in text order.
pub fn statements(syntax: &Syntax, predicates: &[Predicate]) -> Vec<Said> {
    let mut told = Told::default();
    let quotations = Quotations::of(syntax.doc);
    let speakers = Speakers::of(syntax, predicates, &quotations);
    let cues = cue::cue_tokens(syntax, &quotations, predicates);
    for cue in &cues {
        if let Some(said) = from_cue(syntax, &quotations, &speakers, cue, &cues, &told) {
            told.push(said);
        }
    }
    let mut out = told.into_all();
    out.extend(standing::colon_lines(syntax, &quotations));
    out.extend(standing::documents(syntax, &quotations, &speakers, predicates));
    let told = standing::according(syntax, &quotations, &speakers, &cues, &out);
    out.extend(told);
    out.sort_by_key(|s: &Said| (s.cue.begin, s.content.begin));
    out.dedup_by(|b, a| a.content == b.content && a.speakers == b.speakers);
    out
}

/// What is said with a word of saying, and by whom.
fn from_cue(
    syntax: &Syntax,
    quotations: &Quotations,
    who: &Speakers,
    cue: &Cue,
    cues: &[Cue],
    before: &Told,
) -> Option<Said> {
    let rules = &syntax.doc.pack.statements;
    let indexes = rules.by_lexeme.get(&cue.lexeme)?;
    // What somebody says who is quoted is theirs, and no statement that the article reports.
    let own = syntax.doc.tokens[cue.token].span;
    let outer = before.around(own).next();
    let named = || {
        let np = (cue.shape == Shape::Masdar).then(|| syntax.np(cue.token + 1)).flatten();
        np.is_some_and(|np| !np.referents.is_empty() && syntax.reading(np.head).is_some_and(|r| r.enclitic.is_none()))
    };
    let explicit =
        cue.predicate.map_or_else(named, |p| !p.dropped && !p.subject.is_empty()) && !word::carried(syntax, cue.token);
    if outer.is_some() && (quotations.around(cue.token).is_some() || !explicit) {
        return None;
    }
    let speakers = who.speakers(cue, before)?;
    if outer.is_some_and(|outer| speaker::same(syntax, &speakers, outer)) {
        return None;
    }
    let sentence = syntax.doc.sentence_of(cue.token).tokens.clone();
    // `نقلت الصحيفة عن X قوله`: the word behind it is the cue.
    if rules.messenger.contains(&cue.lexeme)
        && within(cues, cue.token + 1..sentence.end, |c| c.token)
            .iter()
            .any(|c| c.shape == Shape::Masdar && syntax.reading(c.token).is_some_and(|r| r.enclitic.is_some()))
    {
        return None;
    }
    if let Some(said) = standing::as_told(syntax, cue, &speakers, before, &rules.rules[indexes[0]]) {
        return said;
    }
    let limit = border::content_limit(syntax, quotations, cue, cues, sentence.end);
    let passive = cue.shape == Shape::Imperfect && !cue.predicate.is_some_and(|p| holds(syntax, p));
    let noun_ok = indexes.iter().any(|&i| rules.rules[i].noun && !(passive && rules.rules[i].perfect));
    let from = behind_name(syntax, cue, &speakers);
    let subject = cue.predicate.and_then(|p| p.subject_np.as_ref()).filter(|np| !who.is_object(cue, np));
    let (any, noun_rule) = (indexes[0], indexes.iter().copied().find(|&i| rules.rules[i].noun).unwrap_or(indexes[0]));
    let search = Search { syntax, quotations, cue, subject, from, limit, any, noun_rule, noun_ok };
    let Some((content, rule, by_noun)) = search.content() else {
        let first = &rules.rules[indexes[0]];
        if cue.predicate.is_some() {
            who.silent.borrow_mut().push((cue.token, first.stance.clone()));
        }
        return standing::trailing(syntax, cue, &speakers, before, first);
    };

    let complement = syntax.doc.token_at(content.begin).saturating_sub(2)..syntax.doc.token_at(content.begin);
    // `أبرزها`, `التي ذكرها`: a pronoun is what is said, unless a clause is.
    let carries = cue.predicate.is_some() && syntax.reading(cue.token).is_some_and(|r| r.enclitic.is_some());
    let needs = passive && rules.rules[rule].perfect || carries && (!rules.rules[rule].noun || rules.rules[rule].nouns);
    if needs && !complement.into_iter().any(|t| syntax.is_complementizer(t)) {
        return None;
    }
    let rule: &StatementRule = &rules.rules[rule];
    let persons = || speakers.iter().all(|&s| &*syntax.class(s) == "Person");
    if !syntax.doc.words(content).chars().any(char::is_alphabetic) || rule.person && !persons() {
        return None;
    }
    let mut stance = rule.stance.clone();
    if by_noun && !rule.plain && &*stance == "say" {
        let head = syntax.doc.token_at(content.begin);
        // `مشيرا إلى دعوة X`: somebody else's.
        let other = syntax.name_starting(head + 1).is_some() || syntax.title_starting(head + 1).is_some();
        if let Some(decided) = word::decided(syntax, head).filter(|s| !(other && &***s == "request")) {
            stance = decided.clone();
        }
    }
    // `وهدد X Y، قائلا`: the stance of the verb before, which has nothing else to say.
    let threatens = || {
        let silent = who.silent.borrow();
        let last = within(&silent, sentence.start..cue.token, |(t, _)| *t).last();
        let own = last.filter(|(t, _)| before.within(*t + 1..cue.token).is_empty());
        own.map(|(_, stance)| stance.clone())
    };
    if &*stance == "say" && cue.shape == Shape::ActiveParticiple {
        stance = threatens().unwrap_or(stance);
    }
    if &*stance == "say" && !by_noun {
        stance = performed(syntax, content)
            .or_else(|| intends(syntax, content, &speakers).then(|| "commit".into()))
            .unwrap_or(stance);
    }
    Some(Said {
        speakers,
        stance,
        cue: syntax.doc.tokens[cue.token].core_with_pronoun(),
        cue_token: cue.token,
        content,
        rule: rule.rule.clone(),
    })
}

/// Where the speaker's name ends that stands behind a title or other words (`أكد صاحب المشروع، الشاب X، تفاؤله`).
fn behind_name(syntax: &Syntax, cue: &Cue, speakers: &[EntityId]) -> usize {
    let start = cue.token + 1;
    let np = cue.predicate.and_then(|p| p.subject_np.as_ref());
    let unsaid = |np: &&Np| np.tokens.start == start && !matches!(np.reference, Reference::Name | Reference::Back);
    let Some(np) = np.filter(unsaid) else { return start };
    let entities = syntax.entities.borrow();
    let speaks = |t: &usize| {
        let id = syntax.name_starting(*t)?;
        (entities.of_name[id] == speakers.first().copied()).then(|| syntax.names.names[id].tokens.clone())
    };
    let end = syntax.doc.sentence_of(start).tokens.end.min(start + 28);
    let opens = |t: &Token| t.is_mark(&syntax.doc.pack.marks.quote_open);
    let closes = |t: &Token| t.is_mark(&syntax.doc.pack.marks.quote_close);
    (np.tokens.end..end)
        .take_while(|&t| !syntax.is_complementizer(t) && syntax.verb(t).is_none())
        .find_map(|t| speaks(&t))
        .map_or(start, |name| {
            let marked = name.start > 0 && opens(&syntax.doc.tokens[name.start - 1]);
            name.end + usize::from(marked && syntax.doc.tokens.get(name.end).is_some_and(closes))
        })
}

/// `تعتبر مصر هذا الطريق شريانها`: an object with a demonstrative right behind the subject.
fn holds(syntax: &Syntax, predicate: &Predicate) -> bool {
    let subject = predicate.subject_np.as_ref().filter(|np| np.tokens.start > predicate.token);
    let Some((subject, object)) = subject.zip(predicate.object.as_ref()) else { return false };
    let definite = |t: usize| syntax.doc.pack.syntax.quantifier.contains(syntax.key(t));
    subject.tokens.end == object.tokens.start && definite(object.tokens.start) && !subject.referents.is_empty()
}

/// The stance of a first verb in the first person: `أدعو كلا الطرفين إلى`, `نرفض هذا`.
fn performed(syntax: &Syntax, content: Span) -> Option<Term> {
    let rules = &syntax.doc.pack.statements;
    let first = syntax.doc.token_at(content.begin);
    let (reading, form) = (first..first + 2).find_map(|t| syntax.verb(t))?;
    let own = form.person == 1 && form.shape == Shape::Imperfect;
    let index = rules.by_lexeme.get(&form.lexeme).filter(|_| own)?.first()?;
    let stance = rules.rules[*index].stance.clone();
    (!reading.future && &*stance != "say").then_some(stance)
}

/// Whether what is said begins with an intention of the speaker's own side: `مصر تعتزم …`, `سنعقد …`.
fn intends(syntax: &Syntax, content: Span, speakers: &[EntityId]) -> bool {
    let rules = &syntax.doc.pack.statements;
    let first = syntax.doc.token_at(content.begin);
    let verb = (first..first + 7)
        .take_while(|&t| t < syntax.doc.tokens.len() && syntax.doc.tokens[t].span.end <= content.end)
        .find_map(|t| syntax.verb(t).filter(|(_, f)| f.shape == Shape::Imperfect).map(|(r, f)| (t, r, f)));
    let Some((at, reading, form)) = verb else { return false };
    let future = reading.future || at > first && syntax.doc.pack.syntax.future.contains(syntax.key(at - 1));
    // `كنت سأفعل`: what would have been.
    let unreal = at > first && syntax.verb(at - 1).is_some_and(|(_, f)| f.shape == Shape::Perfect && f.person == 1);
    let will =
        !unreal && (rules.intention.contains(&form.lexeme) || future && !rules.impersonal.contains(&form.lexeme));
    if !will {
        return false;
    }
    if form.person == 1 {
        return true;
    }
    // `أنه سيناقش`: the pronoun before is the speaker.
    let carried = first > 0 && syntax.doc.tokens[first - 1].readings.iter().any(|r| r.enclitic.is_some());
    if at == first && carried {
        return true;
    }
    let country = |e: EntityId| syntax.coreference.country_of(e);
    let mut sides: Vec<EntityId> = speakers.to_vec();
    sides.extend(speakers.iter().filter_map(|&s| country(s)));
    sides.extend(speakers.iter().flat_map(|&s| syntax.coreference.bodies_of(s)));
    let own_side = |e: EntityId| sides.contains(&e) || syntax.capital_of(e).is_some_and(|c| sides.contains(&c));
    (first..at).chain(at + 1..at + 3).any(|t| {
        let named = syntax.name_starting(t).and_then(|n| syntax.entities.borrow().of_name[n]);
        named.into_iter().chain(syntax.coreference.noun(syntax, t)).any(own_side)
    })
}
