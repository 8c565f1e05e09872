//! Who is meant by nouns and pronouns: the entity named before that agrees.

use super::entity::Entities;
use super::facts::{EntityId, MentionKind};
use super::name::title::Of;
use super::name::{Names, TitlePhrase};
use super::syntax::Syntax;
use crate::analysis::{Document, Reading};
use crate::lang::raw::{Gender, Number};
use crate::ontology::Gazetteer;
use crate::ontology::gazetteer::KnownPosition;
use rustc_hash::{FxHashMap, FxHashSet};
use std::cell::RefCell;

/// One mention of an entity in text order.
#[derive(Clone, Copy, Debug)]
struct Seen {
    token: usize,
    entity: EntityId,
    kind: MentionKind,
}

/// A title given to a person at a place in the text.
#[derive(Clone, Debug)]
pub struct Office {
    /// Folded head of the title.
    pub head: String,
    /// Folded words of the title without article.
    pub words: Vec<String>,
    pub person: EntityId,
    pub of: Option<EntityId>,
    pub token: usize,
    /// Index into the title phrases.
    pub title: usize,
    /// The words that name the office: of a counterpart, those of the other's.
    pub span: crate::text::Span,
}

pub struct Coreference {
    /// In text order.
    seen: Vec<Seen>,
    /// Where an entity stands in `seen`.
    places: FxHashMap<EntityId, Vec<usize>>,
    /// The entities that have a name of several words, by its first one without article; no persons.
    by_class_word: FxHashMap<String, Vec<EntityId>>,
    pub offices: Vec<Office>,
    /// What somebody's offices belong to.
    bodies: FxHashMap<EntityId, Vec<EntityId>>,
    /// Persons with a woman's title or given name.
    women: FxHashSet<EntityId>,
    /// Countries by nationality adjective, for each token.
    nisba: Vec<Option<EntityId>>,
    /// Country that a person, city or body belongs to.
    country_of: Vec<Option<EntityId>>,
    /// The last subjects, told by the stages that find them, in text order: (token, entities).
    subjects: RefCell<Vec<(usize, Vec<EntityId>)>>,
}

impl Coreference {
    pub fn new(doc: &Document, gazetteer: &Gazetteer, names: &Names, entities: &Entities) -> Self {
        let mut nisba = vec![None; doc.tokens.len()];
        let mut seen = Vec::new();
        for (id, name) in names.names.iter().enumerate() {
            let Some(entity) = entities.of_name[id] else { continue };
            if name.kind == MentionKind::Nisba {
                nisba[name.tokens.start] = Some(entity);
            }
            seen.push(Seen { token: name.tokens.start, entity, kind: name.kind });
        }
        let by_key = |key: &str| {
            entities.entries.iter().position(|e| e.is_some_and(|e| &*gazetteer.entries[e as usize].key == key))
        };
        let mut country_of: Vec<Option<EntityId>> = entities
            .entities
            .iter()
            .enumerate()
            .map(|(id, e)| if &*e.class == "Country" { Some(id) } else { e.country.as_deref().and_then(by_key) })
            .collect();
        let offices = super::position::offices(doc, names, entities, &nisba);
        for office in &offices {
            if let Some(of) = office.of {
                let country = if &*entities.entities[of].class == "Country" { Some(of) } else { country_of[of] };
                if country.is_some() && country_of[office.person].is_none() {
                    country_of[office.person] = country;
                }
            }
        }
        let mut bodies: FxHashMap<EntityId, Vec<EntityId>> = FxHashMap::default();
        for office in &offices {
            let of = bodies.entry(office.person).or_default();
            of.extend(office.of.filter(|body| !of.contains(body)));
        }
        let women = women(doc, names, entities, &offices);
        let mut places: FxHashMap<EntityId, Vec<usize>> = FxHashMap::default();
        for (place, one) in seen.iter().enumerate() {
            places.entry(one.entity).or_default().push(place);
        }
        let by_class_word = class_words(doc, gazetteer, entities);
        Coreference {
            seen,
            places,
            by_class_word,
            offices,
            bodies,
            women,
            nisba,
            country_of,
            subjects: RefCell::default(),
        }
    }

    /// The bodies and countries in which somebody holds an office.
    pub fn bodies_of(&self, person: EntityId) -> &[EntityId] {
        self.bodies.get(&person).map_or(&[], Vec::as_slice)
    }

    pub fn nisba_at(&self, token: usize) -> Option<EntityId> {
        *self.nisba.get(token)?
    }

    pub fn country_of(&self, entity: EntityId) -> Option<EntityId> {
        *self.country_of.get(entity)?
    }

    /// Remembers who acted at a token, for dropped subjects and pronouns behind it.
    pub fn remember(&self, token: usize, subject: &[EntityId]) {
        if !subject.is_empty() {
            self.subjects.borrow_mut().push((token, subject.to_vec()));
        }
    }

    /// The last subject before a token.
    pub fn last_subject(&self, before: usize) -> Vec<EntityId> {
        let subjects = self.subjects.borrow();
        let end = subjects.partition_point(|(t, _)| *t < before);
        subjects[..end].last().map(|(_, s)| s.clone()).unwrap_or_default()
    }

    /// What was named before a token.
    fn seen_before(&self, token: usize) -> &[Seen] {
        &self.seen[..self.seen.partition_point(|s| s.token < token)]
    }

    /// The last entities named before a token that `fits`, the nearest first, each once.
    fn before(&self, token: usize, most: usize, fits: impl Fn(&Seen) -> bool) -> Vec<EntityId> {
        self.between(0, token, most, fits)
    }

    /// The same, from a token on.
    fn between(&self, from: usize, token: usize, most: usize, fits: impl Fn(&Seen) -> bool) -> Vec<EntityId> {
        let mut out = Vec::new();
        for seen in self.seen_before(token).iter().rev().take_while(|s| s.token >= from) {
            if fits(seen) && !out.contains(&seen.entity) {
                out.push(seen.entity);
                if out.len() == most {
                    break;
                }
            }
        }
        out
    }

    /// The two countries that were last spoken of, persons and capitals counting for theirs.
    fn country_pair(&self, syntax: &Syntax, token: usize) -> Vec<EntityId> {
        let mut out: Vec<EntityId> = Vec::new();
        for seen in self.seen_before(token).iter().rev() {
            let Some(country) = self.country_of(seen.entity) else { continue };
            let class = syntax.class(seen.entity);
            let capital = &*class == "City" && syntax.capital_of(seen.entity) == Some(country);
            if matches!(&*class, "Country" | "Person") || capital {
                if !out.contains(&country) {
                    out.push(country);
                }
                if out.len() == 2 {
                    break;
                }
            }
        }
        if out.len() == 2 { out } else { Vec::new() }
    }

    /// Whom a common noun stands for: itself a word that refers back, or a class word of a body named before.
    pub fn noun(&self, syntax: &Syntax, at: usize) -> Vec<EntityId> {
        let Some(reading) = syntax.reading(at) else { return vec![] };
        let words = &syntax.doc.pack.coreference;
        if words.country_pair.contains(&reading.key) {
            return self.country_pair(syntax, at);
        }
        if words.side_pair.contains(&reading.key) {
            let last = self.last_subject(at);
            if last.len() == 2 {
                return last;
            }
            return self.country_pair(syntax, at);
        }
        if let Some(enclitic) = reading.enclitic {
            if words.own_country.contains(&reading.key) {
                let owner = self.pronoun(syntax, at, enclitic);
                return owner.iter().filter_map(|&o| self.country_of(o)).collect();
            }
            return vec![];
        }
        if reading.article {
            return self.class_word(syntax, at, reading);
        }
        vec![]
    }

    /// `الحركة`, `القطاع`, `المملكة`: the last entity with a name that begins with this word.
    fn class_word(&self, syntax: &Syntax, at: usize, reading: &Reading) -> Vec<EntityId> {
        let pack = syntax.doc.pack;
        let bare = reading.bare(pack);
        if syntax
            .doc
            .tokens
            .get(at + 1)
            .is_some_and(|t| !t.line_start && self.nisba_at(at + 1).is_some() && t.best().is_some_and(|r| r.article))
        {
            return vec![];
        }
        let named = self.by_class_word.get(bare).into_iter().flatten().filter_map(|entity| {
            let places = self.places.get(entity)?;
            let last = places[..places.partition_point(|&place| self.seen[place].token < at)].last()?;
            Some((*last, *entity))
        });
        if let Some((_, entity)) = named.max() {
            return vec![entity];
        }
        if pack.coreference.country.contains(&reading.key) {
            return self.last_country(syntax, at).into_iter().collect();
        }
        vec![]
    }

    /// The country that was last named, or the one named most.
    pub fn last_country(&self, syntax: &Syntax, at: usize) -> Option<EntityId> {
        let sentence = syntax.doc.sentence_of(at).tokens.start;
        let country = |s: &Seen| &*syntax.class(s.entity) == "Country";
        let near = self.between(sentence, at, 1, country);
        near.first().copied().or_else(|| self.before(at, 1, country).first().copied())
    }

    /// The country that the article names most, if it names one clearly more than others.
    pub fn main_country(&self, syntax: &Syntax) -> Option<EntityId> {
        let mut counts: Vec<(usize, EntityId)> = Vec::new();
        for seen in &self.seen {
            if &*syntax.class(seen.entity) == "Country" {
                match counts.iter_mut().find(|(_, e)| *e == seen.entity) {
                    Some((count, _)) => *count += 1,
                    None => counts.push((1, seen.entity)),
                }
            }
        }
        counts.sort_by_key(|(count, entity)| (std::cmp::Reverse(*count), *entity));
        counts.first().filter(|(count, _)| *count > 1).map(|(_, e)| *e)
    }

    /// Whether a noun is a body or people whose country or owner acts (`وفد`, `قوات`).
    pub fn stands_for_country(&self, doc: &Document, reading: &Reading) -> bool {
        let words = &doc.pack.coreference;
        words.government.contains(&reading.key) || words.government.contains(reading.bare(doc.pack))
    }

    /// Whom a title without a name means.
    pub fn title(&self, syntax: &Syntax, title: &TitlePhrase) -> Vec<EntityId> {
        let at = title.tokens.start;
        let words = super::position::title_words(syntax.doc, title);
        let of = match title.of {
            Some(Of::Nisba(token)) => self.nisba_at(token),
            Some(Of::Name(token)) => syntax.name_starting(token).and_then(|id| syntax.entities.borrow().of_name[id]),
            Some(Of::Pronoun(_) | Of::Noun(_)) | None => None,
        };
        let fits = |office: &&Office| {
            let alike = |words: &[String]| syntax.doc.pack.coreference.same_office.contains(&words.join(" "));
            let same = office.words == words
                || alike(&office.words) && alike(&words)
                || office.words.starts_with(&words)
                || office.words.len() > 1 && words.starts_with(&office.words)
                || words.len() == 1 && office.head == words[0];
            // Who held it once is not meant by the title alone.
            let former = syntax.names.titles[office.title].former && !title.former;
            same && !former
                && (of.is_none() || office.of == of || office.of.is_none() && self.state_of(syntax, office) == of)
        };
        if title.number != Number::Singular && of.is_none() && title.definite {
            let mut out: Vec<EntityId> = Vec::new();
            for office in self.offices.iter().rev().filter(|o| o.token < at && fits(o)) {
                if !out.contains(&office.person) {
                    out.push(office.person);
                }
                if title.number == Number::Dual && out.len() == 2 {
                    break;
                }
            }
            return out;
        }
        // `رئيس الجمهورية`: definite by its last word.
        let closed = title.tokens.len() > 1
            && syntax.reading(title.tokens.end - 1).is_some_and(|r| r.article && title.number == Number::Singular);
        // `الرئيس`: whoever acted last and is one.
        if title.definite {
            let last = self.last_subject(at);
            let own = self.offices.iter().find(|o| o.token < at && last == [o.person] && fits(o));
            if let Some(office) = own {
                return vec![office.person];
            }
        }
        if title.definite || of.is_some() || closed {
            let before = self.offices.iter().rev().find(|o| o.token < at && fits(o));
            let after = || self.offices.iter().find(|o| o.token >= at && fits(o));
            if let Some(office) = before.or_else(after) {
                return vec![office.person];
            }
        }
        if of.is_none() && (title.definite || closed) && title.number == Number::Singular {
            return self.only_holder(syntax, title, &words).into_iter().collect();
        }
        if let Some(of) = of {
            let definite = title.definite
                || match title.of {
                    Some(Of::Name(_)) => true,
                    Some(Of::Nisba(token)) => syntax.reading(token).is_some_and(|r| r.article),
                    _ => false,
                };
            if let Some(holder) = self.holder(syntax, &words, of).filter(|_| definite) {
                return vec![holder];
            }
            // Somebody unnamed speaks and acts for the body or country.
            return vec![of];
        }
        vec![]
    }

    /// The country of an office that does not say it: the holder's, else of a minister the one the article is about.
    fn state_of(&self, syntax: &Syntax, office: &Office) -> Option<EntityId> {
        let own = self.country_of(office.person);
        let entities = syntax.entities.borrow();
        let known = entities.entries[office.person].is_some();
        drop(entities);
        let national = office.words.first().is_some_and(|w| syntax.doc.pack.names.national.contains(w));
        own.or_else(|| (national && !known).then(|| self.main_country(syntax)).flatten())
    }

    /// The person named in the article who is known to hold an office of this country: `الرئيس السوداني`.
    fn holder(&self, syntax: &Syntax, words: &[String], of: EntityId) -> Option<EntityId> {
        let entities = syntax.entities.borrow();
        let pack = syntax.doc.pack;
        let key = |e: EntityId| entities.entries[e].map(|e| &syntax.gazetteer.entries[e as usize].key);
        let country = key(of)?;
        let named = |person: &str| (0..entities.entities.len()).find(|&e| key(e).is_some_and(|k| **k == *person));
        let held = || syntax.gazetteer.positions.iter().filter(|p| p.of == *country);
        let called = |p: &KnownPosition, whole: bool| {
            p.titles.iter().any(|(lang, title)| {
                let own = pack.bare_words(title);
                **lang == *pack.code && own.starts_with(words) && !(whole && own.len() > words.len())
            })
        };
        // Where a country has a president, `الرئيس` is no `رئيس الوزراء`.
        let whole = held().any(|p| called(p, true));
        // Who held it in the year of the article comes first, else the latest.
        let then = |p: &KnownPosition| syntax.day.is_some_and(|day| p.holds_in(day.year()));
        let holders = held().filter(|p| called(p, whole));
        let holders = holders.filter_map(|p| named(&p.person).map(|e| ((then(p), p.begin), e)));
        holders.max().map(|(_, e)| e)
    }

    /// The one person named in the article who is known to hold an office so called: `الرئيس`, where only one is.
    fn only_holder(&self, syntax: &Syntax, title: &TitlePhrase, words: &[String]) -> Option<EntityId> {
        let pack = syntax.doc.pack;
        let head = syntax.reading(title.tokens.start)?;
        // `المستشارة`: a woman's title is listed as the office is called.
        let lemmas: Vec<String> =
            head.forms.iter().filter(|f| f.shape.is_nominal()).map(|f| pack.lemma(f.lexeme)).collect();
        let called = |label: &str| {
            let own = pack.bare_words(label);
            own.len() == words.len() && (own[0] == words[0] || lemmas.contains(&own[0])) && own[1..] == words[1..]
        };
        let entities = syntax.entities.borrow();
        let mut found = None;
        for (person, entry) in entities.entries.iter().enumerate() {
            let Some(key) = entry.map(|e| &syntax.gazetteer.entries[e as usize].key) else { continue };
            let holds = &*entities.entities[person].class == "Person"
                && syntax.gazetteer.positions.iter().any(|p| {
                    p.person == *key && p.titles.iter().any(|(lang, label)| **lang == *pack.code && called(label))
                });
            if holds && found.replace(person).is_some() {
                return None;
            }
        }
        found
    }

    /// Whom a pronoun on this token means: the last subject that agrees, else the last person or country named.
    pub fn pronoun(&self, syntax: &Syntax, at: usize, enclitic: u8) -> Vec<EntityId> {
        let pronoun = &syntax.doc.pack.clitics.enclitic[enclitic as usize];
        if pronoun.person != 3 {
            return vec![];
        }
        let plural = pronoun.number != Number::Singular;
        let sentence = syntax.doc.sentence_of(at).tokens.start;
        let class_fits = |entity: EntityId| {
            let class = syntax.class(entity);
            match pronoun.gender {
                Some(Gender::F) => &*class != "Person" || !plural,
                _ => matches!(&*class, "Person" | "Organization" | "Country" | "Group"),
            }
        };
        let last = self.last_subject(at);
        if pronoun.number == Number::Dual {
            if last.len() == 2 {
                return last;
            }
            let two = self.before(at, 2, |s| {
                s.kind == MentionKind::Name && matches!(&*syntax.class(s.entity), "Person" | "Country")
            });
            return if two.len() == 2 { two } else { vec![] };
        }
        if plural {
            return if last.len() > 1 { last } else { vec![] };
        }
        let feminine = pronoun.gender == Some(Gender::F);
        let wanted = |entity: EntityId| {
            let person = &*syntax.class(entity) == "Person";
            let woman = self.women.contains(&entity);
            if feminine { !person || woman } else { person && !woman }
        };
        if let Some(&entity) = last.iter().find(|&&e| wanted(e)) {
            return vec![entity];
        }
        let near = self.between(sentence, at, 1, |s| wanted(s.entity));
        if !near.is_empty() {
            return near;
        }
        if let Some(&entity) = last.iter().find(|&&e| class_fits(e)) {
            return vec![entity];
        }
        vec![]
    }
}

/// Persons whose title is a woman's, or else whose given name is.
fn women(doc: &Document, names: &Names, entities: &Entities, offices: &[Office]) -> FxHashSet<EntityId> {
    let mut out = FxHashSet::default();
    let mut titled = FxHashSet::default();
    for office in offices {
        let title = &names.titles[office.title];
        let forms = doc.tokens[title.tokens.start].best().map(|r| &r.forms[..]).unwrap_or_default();
        let is = |g| forms.iter().any(|f| f.shape.is_nominal() && f.gender == Some(g));
        if title.counterpart || is(Gender::F) == is(Gender::M) {
            continue;
        }
        titled.insert(office.person);
        if is(Gender::F) {
            out.insert(office.person);
        }
    }
    for (id, name) in names.names.iter().enumerate() {
        let Some(person) = entities.of_name[id].filter(|_| &*name.class == "Person" && name.words.len() > 1) else {
            continue;
        };
        if !titled.contains(&person) && doc.pack.given_names.female.contains(&name.words[0]) {
            out.insert(person);
        }
    }
    out
}

/// The entities but persons that have a name of several words, in the text or known, by its first one without article.
fn class_words(doc: &Document, gazetteer: &Gazetteer, entities: &Entities) -> FxHashMap<String, Vec<EntityId>> {
    let pack = doc.pack;
    let mut out: FxHashMap<String, Vec<EntityId>> = FxHashMap::default();
    for (id, entity) in entities.entities.iter().enumerate().filter(|(_, e)| &*e.class != "Person") {
        let known = entities.entries[id].map(|e| gazetteer.entries[e as usize].labels(&pack.code));
        let own = std::iter::once(&*entity.name).chain(entity.spellings.iter().map(|s| &**s));
        for name in own.chain(known.into_iter().flatten().map(|label| &**label)) {
            let key = pack.fold.key(name);
            let mut words = key.split_whitespace();
            let first = words.next().unwrap_or_default();
            if let Some(second) = words.next() {
                let bare = |word: &str| word.strip_prefix(&pack.clitics.article).unwrap_or(word).to_owned();
                let mut calls = vec![bare(first)];
                // `الخارجية` for `وزارة الخارجية X`, and `الوزارة` for `الخارجية X`.
                if pack.names.ministry_head.contains(first) && pack.names.ministry_field.contains(second) {
                    calls.push(bare(second));
                } else if pack.names.ministry_field.contains(first) {
                    calls.extend(pack.names.ministry_head.iter().cloned());
                }
                for word in calls {
                    let named = out.entry(word).or_default();
                    if !named.contains(&id) {
                        named.push(id);
                    }
                }
            }
        }
    }
    out
}

impl Syntax<'_> {
    /// The country whose capital a city is.
    pub fn capital_of(&self, city: EntityId) -> Option<EntityId> {
        let entities = self.entities.borrow();
        let entry = &self.gazetteer.entries[entities.entries[city]? as usize];
        let country = self.gazetteer.capital_of(entry)?;
        let same = |e: &Option<_>| e.is_some_and(|e: u32| self.gazetteer.entries[e as usize].key == country.key);
        entities.entries.iter().position(same)
    }
}
