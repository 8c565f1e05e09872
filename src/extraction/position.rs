//! Positions: offices that the article gives to named persons.

use super::coreference::Office;
use super::entity::Entities;
use super::facts::{EntityId, Evidence, MentionKind, Position};
use super::name::title::Of;
use super::name::{Names, TitlePhrase};
use super::syntax::Syntax;
use crate::analysis::{Document, Reading, TokenKind};
use crate::lang::raw::Kind;

/// Folded words of a title without articles.
pub fn title_words(doc: &Document, title: &TitlePhrase) -> Vec<String> {
    let begin = title.tokens.start;
    (begin..title.tokens.end)
        .filter(|&t| title.title.contains(doc.tokens[t].core()))
        .filter_map(|t| {
            // `مكتب ولي العهد`: not a conjunction and a preposition.
            let title = |r: &&Reading| {
                !r.has_proclitic()
                    && r.forms.iter().any(|f| doc.pack.lexicon.lexeme(f.lexeme).kinds.contains(&Kind::Title))
            };
            let inside = doc.tokens[t].readings.iter().find(title).filter(|_| t > begin);
            inside.or_else(|| doc.tokens[t].best())
        })
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
    // Whose office each title is, the last one first: `ولي العهد السعودي الأمير X` has two titles of one person.
    let mut owners: Vec<Option<EntityId>> = vec![None; names.titles.len()];
    for (index, title) in names.titles.iter().enumerate().rev() {
        let next = names.titles.get(index + 1).filter(|next| follows(doc, title, next));
        owners[index] = person_behind(doc, title, &person_at).or_else(|| next.and_then(|_| owners[index + 1]));
    }
    // And the first one first: `X ولي العهد وزير الدفاع`.
    for (index, title) in names.titles.iter().enumerate() {
        if owners[index].is_none() {
            let last = index.checked_sub(1).filter(|&l| {
                let before = &names.titles[l];
                follows(doc, before, title) && person_behind(doc, before, &person_at).is_none()
            });
            // `X المدير ورئيس Y`
            let and = index.checked_sub(1).filter(|&l| {
                let before = &names.titles[l];
                let start = title.tokens.start;
                before.tokens.end == start
                    && !doc.tokens[start].line_start
                    && doc.tokens[start].best().is_some_and(|r| r.conjunction.is_some() && r.preposition.is_none())
                    && before.number == title.number
                    && person_behind(doc, before, &person_at).is_none()
            });
            owners[index] = person_before(doc, title, &person_end)
                .or_else(|| and.and_then(|l| owners[l]))
                .or_else(|| last.and_then(|l| owners[l]))
                .or_else(|| person_said_of(doc, title, &person_at));
        }
    }
    for (index, title) in names.titles.iter().enumerate() {
        let Some(person) = owners[index] else { continue };
        let of = match title.of {
            Some(Of::Nisba(token)) => nisba[token],
            Some(Of::Name(token)) => entity_at[token],
            // `المتحدث باسمها`: the body named last, else the country.
            Some(Of::Pronoun(token))
                if token > title.tokens.start && title.title.contains(doc.tokens[token].core()) =>
            {
                // `وزير خارجيتها`: of the country that was spoken of last.
                (0..title.tokens.start).rev().take(60).find_map(|t| {
                    nisba[t].or_else(|| entity_at[t].filter(|&e| &*entities.entities[e].class == "Country"))
                })
            }
            Some(Of::Pronoun(token)) => {
                let last = |class: &str| {
                    let before = (0..token).rev().take(60).filter_map(|t| entity_at[t]);
                    before.into_iter().find(|&e| &*entities.entities[e].class == class)
                };
                last("Organization").or_else(|| last("Country"))
            }
            // `المتحدث باسم الوزارة`: the body whose name begins so.
            Some(Of::Noun(token)) => doc.tokens[token].best().and_then(|r| {
                let bare = r.bare(doc.pack);
                names.names.iter().enumerate().rev().filter(|(_, n)| n.tokens.start < token).find_map(|(id, n)| {
                    let first = n.words.first()?;
                    let first = first.strip_prefix(&doc.pack.clitics.article).unwrap_or(first);
                    let begins = first == bare && n.words.len() > 1
                        || doc.pack.names.ministry.contains(&n.words[0]) && n.words.len() == 2;
                    (begins && &*n.class == "Organization").then(|| entities.of_name[id]).flatten()
                })
            }),
            None => None,
        };
        let mut words = title_words(doc, title);
        let mut span = title.title;
        if title.counterpart {
            // `نظيره`: the office of the one named before, in the country said here.
            let before = out
                .iter()
                .rev()
                .find(|o| o.token < title.tokens.start && o.person != person && !names.titles[o.title].rank);
            let Some(other) = before else { continue };
            words = other.words.clone();
            span = other.span;
        }
        if words.is_empty() {
            continue;
        }
        out.push(Office { head: words[0].clone(), words, person, of, token: title.tokens.start, title: index, span });
    }
    out
}

fn person_behind(doc: &Document, title: &TitlePhrase, person_at: &[Option<EntityId>]) -> Option<EntityId> {
    // `مكتب ولي العهد`: of somebody else.
    let office = title.tokens.start.checked_sub(1).and_then(|b| doc.tokens[b].best()).is_some_and(|r| {
        !r.article
            && r.enclitic.is_none()
            && r.forms.iter().any(|f| doc.pack.names.office_of.contains(&doc.pack.lemma(f.lexeme)))
    });
    if office && !attached(doc, title) && !doc.tokens[title.tokens.start].line_start {
        return None;
    }
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

/// Whether a title stands right behind another one, with a comma or a form of address between them at most.
fn follows(doc: &Document, title: &TitlePhrase, next: &TitlePhrase) -> bool {
    let start = next.tokens.start;
    let gap = title.tokens.end..start;
    gap.len() <= 2
        && !doc.tokens[start].line_start
        && !attached(doc, next)
        && gap.clone().all(|t| {
            let token = &doc.tokens[t];
            let address = token.best().is_some_and(|r| {
                !r.has_proclitic()
                    && r.forms.iter().any(|f| doc.pack.lexicon.lexeme(f.lexeme).kinds.contains(&Kind::Honorific))
            });
            address
                || token.is_mark(&doc.pack.marks.clause_end)
                    && !token.is_mark(&doc.pack.marks.clause_stop)
                    && &*token.key != ":"
        })
}

/// Whether a particle is attached to the title.
fn attached(doc: &Document, title: &TitlePhrase) -> bool {
    title.title.begin > doc.tokens[title.tokens.start].span.begin
}

/// `X، وهو مستشار …`, `منصب نائب الرئيس`, `كان وزيرا`: the last person named in the sentence.
fn person_said_of(doc: &Document, title: &TitlePhrase, person_at: &[Option<EntityId>]) -> Option<EntityId> {
    let start = title.tokens.start;
    let sentence = doc.sentence_of(start).tokens.start;
    if start == sentence || attached(doc, title) || title.rank || title.calling && title.of.is_none() {
        return None;
    }
    let names = &doc.pack.names;
    let mut before = start - 1;
    if names.also.contains(&doc.tokens[before].key) && before > sentence {
        before -= 1;
    }
    let token = &doc.tokens[before];
    if !names.holding.contains(&token.key) && token.best().is_none_or(|r| !names.holding.contains(&r.key)) {
        return None;
    }
    (sentence..start).rev().find_map(|t| person_at[t])
}

/// In apposition behind the name: `X رئيس Y`, `X، رئيس Y،`.
fn person_before(doc: &Document, title: &TitlePhrase, person_end: &[Option<EntityId>]) -> Option<EntityId> {
    let at = title.tokens.start;
    let token = &doc.tokens[at];
    if at == 0 || token.line_start || attached(doc, title) {
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
        // A rank or a form of address alone is no office: `الأمير محمد`, `المهندس X`.
        let single = office.words.len() == 1;
        let alone =
            single && (title.rank && (title.of.is_none() || title.definite) || title.calling && title.of.is_none());
        if alone {
            continue;
        }
        // `العاهل المغربي الملك X`: forms of address beside the office of the same person.
        let beside = |other: usize| {
            let offices = &syntax.coreference.offices;
            offices.iter().any(|o| o.title == other && o.person == office.person)
        };
        let royal = &syntax.doc.pack.names.first_name_title;
        let before = office.title.checked_sub(1).filter(|&b| {
            beside(b) && follows(syntax.doc, &syntax.names.titles[b], title) && !syntax.names.titles[b].rank
        });
        let after = syntax
            .names
            .titles
            .get(office.title + 1)
            .is_some_and(|next| beside(office.title + 1) && follows(syntax.doc, title, next));
        if single && title.of.is_none() && royal.contains(&office.head) && before.is_some()
            || title.rank && title.of.is_none() && after
        {
            continue;
        }
        // `المبعوث الأممي إلى كينيا`: whoever acts for the world does not act for the country that he is sent to.
        let world = office.words.get(1).is_some_and(|w| syntax.doc.pack.names.supranational.contains(w));
        let said = office.of.filter(|&of| !(world && &*syntax.class(of) == "Country"));
        let of = said.or_else(|| default_of(syntax, office)).or_else(|| {
            let known = syntax.entities.borrow().entries[office.person].is_some();
            let country = syntax.coreference.country_of(office.person).is_some();
            let owned = !world && (known || country || national(syntax, office));
            owned.then(|| main_country(syntax, office)).flatten()
        });
        let spans = vec![title.title];
        let same = out.iter_mut().find(|(p, words)| p.person == office.person && alike(words, &office.words));
        match same {
            Some((position, words)) => {
                if position.of.is_none() {
                    position.of = of;
                }
                if office.words.len() > words.len() {
                    position.title = office.span;
                    *words = office.words.clone();
                }
                position.evidence.spans.extend(spans);
            }
            None => out.push((
                Position {
                    person: office.person,
                    of,
                    title: office.span,
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

/// An office of a state, where nothing says of which: a minister, a head of government.
fn national(syntax: &Syntax, office: &Office) -> bool {
    let names = &syntax.doc.pack.names;
    office.words.iter().any(|w| names.national.contains(w))
        || names.national.contains(&office.words.join(" "))
        || office.words.len() == 1 && syntax.names.titles[office.title].definite
}

fn alike(a: &[String], b: &[String]) -> bool {
    a.starts_with(b) || b.starts_with(a)
}

/// The country that an office belongs to where nothing says it: the holder's, else the one that the article is about.
fn main_country(syntax: &Syntax, office: &Office) -> Option<EntityId> {
    let country = {
        let entities = syntax.entities.borrow();
        let entry = entities.entries[office.person].map(|e| &syntax.gazetteer.entries[e as usize]);
        let key = entry.and_then(|e| e.country.clone());
        key.and_then(|k| syntax.gazetteer.entries.iter().position(|g| g.key == k))
    };
    // A known person's country, though the article does not name it.
    if let Some(country) = country {
        let label = syntax.gazetteer.entries[country].label(&syntax.doc.pack.code).unwrap_or_default().to_string();
        return Some(syntax.entities.borrow_mut().known(country as u32, syntax.gazetteer, &label));
    }
    // `مبعوث الرئيس X`: the office inside is somebody else's, whose country is known.
    let offices = &syntax.coreference.offices;
    let own = |entity: EntityId| syntax.coreference.country_of(entity);
    let inside = offices.iter().find_map(|o| {
        let same = o.words.len() < office.words.len() && office.words.ends_with(&o.words);
        if same { o.of.and_then(own).or_else(|| own(o.person)) } else { None }
    });
    syntax.coreference.country_of(office.person).or(inside).or_else(|| syntax.coreference.main_country(syntax))
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
                **lang == *pack.code && pack.fold.key(title).split_whitespace().next() == Some(&*office.head)
            })
    })?;
    let of = known.of.clone();
    entities.entries.iter().position(|e| e.is_some_and(|e| syntax.gazetteer.entries[e as usize].key == of))
}
