//! Positions: offices that the article gives to named persons.

use super::coreference::Office;
use super::entity::Entities;
use super::facts::{EntityId, Evidence, MentionKind, Position};
use super::name::title::Of;
use super::name::{Names, TitlePhrase};
use super::syntax::Syntax;
use crate::analysis::{Document, TokenKind};
use crate::lang::raw::Kind;

/// Folded words of a title without articles.
pub fn title_words(doc: &Document, title: &TitlePhrase) -> Vec<String> {
    let begin = title.tokens.start;
    (begin..title.tokens.end)
        .filter(|&t| title.title.contains(doc.tokens[t].core()))
        .filter_map(|t| doc.tokens[t].best())
        .map(|r| r.bare(doc.pack).to_string())
        .collect()
}

/// Every office next to a person's name, in text order.
pub fn offices(doc: &Document, names: &Names, entities: &Entities, nisba: &[Option<EntityId>]) -> Vec<Office> {
    let mut person_at = vec![None; doc.tokens.len() + 1];
    let mut person_end = vec![None; doc.tokens.len() + 1];
    let mut entity_at = vec![None; doc.tokens.len() + 1];
    for (id, name) in names.names.iter().enumerate() {
        let Some(entity) = entities.of_name[id].filter(|_| name.kind == MentionKind::Name) else { continue };
        entity_at[name.tokens.start] = Some(entity);
        if &*name.class == "Person" {
            person_at[name.tokens.start] = Some(entity);
            person_end[name.tokens.end] = Some(entity);
        }
    }
    let mut out: Vec<Office> = Vec::new();
    for (index, title) in names.titles.iter().enumerate() {
        let Some(person) = person_behind(doc, title, &person_at).or_else(|| person_before(doc, title, &person_end))
        else {
            continue;
        };
        let of = match title.of {
            Some(Of::Nisba(token)) => nisba[token],
            Some(Of::Name(token)) => entity_at[token],
            // `المتحدث باسمها`: the body named last.
            Some(Of::Pronoun(token)) => (0..token)
                .rev()
                .take(40)
                .filter_map(|t| entity_at[t])
                .find(|&e| matches!(&*entities.entities[e].class, "Organization" | "Country")),
            None => None,
        };
        let mut words = title_words(doc, title);
        let mut of = of;
        if title.counterpart {
            // `نظيره`: the office of the one named before, in the country said here.
            let Some(other) = out.last() else { continue };
            words = other.words.clone();
            of = of.or(None);
        }
        if words.is_empty() {
            continue;
        }
        out.push(Office { head: words[0].clone(), words, person, of, token: title.tokens.start, title: index });
    }
    out
}

fn person_behind(doc: &Document, title: &TitlePhrase, person_at: &[Option<EntityId>]) -> Option<EntityId> {
    let mut at = title.tokens.end;
    let token = doc.tokens.get(at).filter(|t| !t.line_start)?;
    if token.kind == TokenKind::Mark
        && (token.is_mark(&doc.pack.marks.clause_end) && &*token.key != ":" || &*token.key == "(")
    {
        at += 1;
    }
    while doc.tokens.get(at).is_some_and(|t| {
        person_at[at].is_none()
            && t.best().is_some_and(|r| {
                !r.has_proclitic()
                    && r.forms.iter().any(|f| doc.pack.lexicon.lexeme(f.lexeme).kinds.contains(&Kind::Honorific))
            })
    }) {
        at += 1;
    }
    let person = (*person_at.get(at)?)?;
    let joined = doc.tokens[at].best().is_some_and(|r| r.has_proclitic());
    (!joined).then_some(person)
}

/// In apposition behind the name: `X رئيس Y`, `X، رئيس Y،`.
fn person_before(doc: &Document, title: &TitlePhrase, person_end: &[Option<EntityId>]) -> Option<EntityId> {
    let at = title.tokens.start;
    let token = &doc.tokens[at];
    if at == 0 || token.line_start || token.best().is_some_and(|r| r.has_proclitic()) {
        return None;
    }
    if let Some(person) = person_end[at] {
        return (!title.definite || title.of.is_some()).then_some(person);
    }
    let comma = doc.tokens[at - 1].is_mark(&doc.pack.marks.clause_end) && &*doc.tokens[at - 1].key != ":";
    comma.then_some(person_end[at - 1]).flatten()
}

/// The positions of an article: one a person and office.
pub fn positions(syntax: &Syntax) -> Vec<Position> {
    let mut out: Vec<(Position, Vec<String>)> = Vec::new();
    for office in &syntax.coreference.offices {
        let title = &syntax.names.titles[office.title];
        let of = office.of.or_else(|| default_of(syntax, office)).or_else(|| main_country(syntax, office));
        let spans = vec![title.title];
        let same = out.iter_mut().find(|(p, words)| p.person == office.person && alike(words, &office.words));
        match same {
            Some((position, words)) => {
                if position.of.is_none() {
                    position.of = of;
                }
                if office.words.len() > words.len() {
                    position.title = title.title;
                    *words = office.words.clone();
                }
                position.evidence.spans.extend(spans);
            }
            None => out.push((
                Position {
                    person: office.person,
                    of,
                    title: title.title,
                    former: title.former,
                    acting: title.acting,
                    evidence: Evidence { rule: "position.title".into(), spans },
                },
                office.words.clone(),
            )),
        }
    }
    out.into_iter().map(|(position, _)| position).collect()
}

fn alike(a: &[String], b: &[String]) -> bool {
    a.starts_with(b) || b.starts_with(a)
}

/// The country that an office belongs to where nothing says it: the holder's, else the one that the article is about.
fn main_country(syntax: &Syntax, office: &Office) -> Option<EntityId> {
    syntax.coreference.country_of(office.person).or_else(|| syntax.coreference.main_country(syntax))
}

/// An office without country belongs to the holder's country, where the gazetteer knows such an office.
fn default_of(syntax: &Syntax, office: &Office) -> Option<EntityId> {
    let entities = syntax.entities.borrow();
    let entry = entities.entries[office.person]?;
    let key = &syntax.gazetteer.entries[entry as usize].key;
    let pack = syntax.doc.pack;
    let known = syntax.gazetteer.positions.iter().find(|p| {
        p.person == *key
            && p.titles.iter().any(|(lang, title)| {
                **lang == *pack.code && {
                    let folded = pack.fold.key(title);
                    let first = folded.split_whitespace().next().unwrap_or_default().to_string();
                    first == office.head
                }
            })
    })?;
    let of = known.of.clone();
    entities.entries.iter().position(|e| e.is_some_and(|e| syntax.gazetteer.entries[e as usize].key == of))
}
