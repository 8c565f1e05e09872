//! Entity linking: names to the entities of the article, and these to the gazetteer where it knows them.

use super::facts::{Entity, EntityId, Identity, MentionKind};
use super::name::index::EntryId;
use super::name::{Name, NameIndex, Names};
use crate::analysis::{Document, TokenKind};
use crate::lang::lexicon::Shape;
use crate::lang::raw::Kind;
use crate::ontology::gazetteer::Gazetteer;
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// The entities of an article, and which one each name denotes.
#[derive(Clone, Debug, Default)]
pub struct Entities {
    pub entities: Vec<Entity>,
    /// The gazetteer's entry of each entity.
    pub entries: Vec<Option<EntryId>>,
    /// By index into [`Names::names`]; none where the name was no name after all.
    pub of_name: Vec<Option<EntityId>>,
    /// Folded names' words of each entity, for later clustering.
    words: Vec<Vec<Vec<String>>>,
}

impl Entities {
    pub fn country_code<'g>(&self, id: EntityId, gazetteer: &'g Gazetteer) -> Option<&'g str> {
        gazetteer.entries[self.entries[id]? as usize].iso.as_deref()
    }

    fn add(&mut self, class: Arc<str>, identity: Identity, entry: Option<EntryId>, name: &str) -> EntityId {
        self.entities.push(Entity { class, identity, name: name.to_string(), spellings: Vec::new(), country: None });
        self.entries.push(entry);
        self.words.push(Vec::new());
        self.entities.len() - 1
    }

    /// The entity of a gazetteer entry, made if the article did not name it yet.
    pub fn known(&mut self, entry: EntryId, gazetteer: &Gazetteer, spelling: &str) -> EntityId {
        if let Some(id) = self.entries.iter().position(|e| *e == Some(entry)) {
            return id;
        }
        let found = &gazetteer.entries[entry as usize];
        let id = self.add(found.class.clone(), Identity::Known(found.key.clone()), Some(entry), spelling);
        self.entities[id].country = found.country.clone();
        id
    }

    fn spell(&mut self, id: EntityId, name: &Name, written: &str) {
        if name.kind == MentionKind::Name {
            let entity = &mut self.entities[id];
            if entity.name != written && !entity.spellings.iter().any(|s| s == written) {
                entity.spellings.push(written.to_string());
            }
            if !self.words[id].contains(&name.words) {
                self.words[id].push(name.words.clone());
            }
        }
    }
}

/// Ties every name to an entity.
pub fn link(doc: &Document, names: &Names, gazetteer: &Gazetteer, index: &NameIndex) -> Entities {
    let mut linker = Linker {
        doc,
        names,
        gazetteer,
        index,
        out: Entities::default(),
        sure: FxHashMap::default(),
        bodies: Vec::new(),
    };
    linker.out.of_name = vec![None; names.names.len()];
    for name in &names.names {
        if !name.ambiguous && name.candidates.len() == 1 {
            *linker.sure.entry(name.candidates[0]).or_default() += 1;
        }
    }
    // Persons in full first: a surname belongs to somebody introduced in full, before or after it.
    for (at, name) in names.names.iter().enumerate() {
        if &*name.class == "Person" && name.words.len() > 1 {
            linker.out.of_name[at] = linker.person(name);
        }
    }
    for (at, name) in names.names.iter().enumerate() {
        if linker.out.of_name[at].is_none() {
            linker.out.of_name[at] = linker.entity(at, name);
        }
    }
    let mut out = linker.out;
    for (at, name) in names.names.iter().enumerate() {
        if let Some(id) = out.of_name[at] {
            out.spell(id, name, &written(doc, name));
        }
    }
    out
}

struct Linker<'a> {
    doc: &'a Document<'a>,
    names: &'a Names,
    gazetteer: &'a Gazetteer,
    index: &'a NameIndex,
    out: Entities,
    /// Entries that the article names without doubt, and how often.
    sure: FxHashMap<EntryId, usize>,
    /// Comparison keys of bodies met so far.
    bodies: Vec<(Vec<String>, EntityId)>,
}

impl Linker<'_> {
    fn entity(&mut self, at: usize, name: &Name) -> Option<EntityId> {
        if &*name.class == "Person" && name.words.len() == 1 {
            return self.surname(name);
        }
        if !name.candidates.is_empty() {
            let entry = self.choose(at, name)?;
            return Some(self.known(entry, name));
        }
        match &*name.class {
            "Person" => self.person(name),
            _ => Some(self.body(name)),
        }
    }

    fn known(&mut self, entry: EntryId, name: &Name) -> EntityId {
        let spelling = self.written(name);
        let found = &self.gazetteer.entries[entry as usize];
        let label = found.label(&self.doc.pack.code).unwrap_or(&spelling).to_string();
        let spelling = if name.kind == MentionKind::Name { spelling } else { label };
        self.out.known(entry, self.gazetteer, &spelling)
    }

    /// Which of the entries that share a name is meant; none where it is no name here.
    fn choose(&self, at: usize, name: &Name) -> Option<EntryId> {
        let named = |e: &EntryId| self.sure.get(e).copied().unwrap_or(0);
        // A town is the likelier where its country is named as well.
        let sure = |e: &EntryId| {
            let country = self.gazetteer.entries[*e as usize].country.as_deref();
            let country = country.and_then(|c| self.gazetteer.entries.iter().position(|g| &*g.key == c));
            named(e) + country.map_or(0, |c| named(&(c as EntryId)))
        };
        if name.ambiguous
            && name.words.len() == 1
            && (self.is_class_word(name) && !self.is_town_before(at, name)
                || name.candidates.iter().all(|e| {
                    let word = self.is_word(name) && !self.is_capital(*e);
                    (if word { named(e) } else { sure(e) }) == 0
                }))
            && !self.in_context(at, name)
            && !self.elsewhere_in_context(name)
        {
            return None;
        }
        if name.kind == MentionKind::Nisba
            && name.candidates.len() > 1
            && let Some(entry) = self.nisba_by_next(name)
        {
            return Some(entry);
        }
        let quoted = self.is_quoted(name);
        let introduced = name.tokens.start.checked_sub(if quoted { 2 } else { 1 }).and_then(|b| {
            let before = self.doc.tokens[b].best()?;
            self.doc.pack.names.introduce.get(&before.key)
        });
        // `جنوب الأناضول`
        let direction = name.tokens.start.checked_sub(1).and_then(|b| self.doc.tokens[b].best());
        let direction = direction.is_some_and(|r| self.doc.pack.names.direction.contains(&r.key));
        name.candidates.iter().copied().max_by_key(|&e| {
            let entry = &self.gazetteer.entries[e as usize];
            // `قال لـ«الشرق الأوسط»`: what stands alone in quotation marks and is a body's name too.
            let asked = introduced.is_some_and(|class| *class == entry.class)
                || quoted && &*entry.class == "Organization"
                || direction && &*entry.class == "Region"
                || self.of_nation(name, e);
            let country = &*entry.class == "Country";
            // Who alone has the name without context.
            let owner = !name.ambiguous && name.candidates[0] == e;
            let rank = name.candidates.len() - name.candidates.iter().position(|c| *c == e).unwrap_or(0);
            (asked, named(&e).min(1), owner, sure(&e).min(1), country, rank)
        })
    }

    /// Whether the name alone stands in quotation marks.
    fn is_quoted(&self, name: &Name) -> bool {
        let marks = &self.doc.pack.marks;
        let mark = |t: usize, marks: &[char]| self.doc.tokens.get(t).is_some_and(|t| t.is_mark(marks));
        name.tokens.start > 0
            && mark(name.tokens.start - 1, &marks.quote_open)
            && mark(name.tokens.end, &marks.quote_close)
    }

    /// Whether the masculine nationality of a listed club's country stands behind its name: `القادسية الكويتي`.
    fn of_nation(&self, name: &Name, entry: EntryId) -> bool {
        let body = &self.gazetteer.entries[entry as usize];
        let Some(country) = body.country.as_deref().filter(|_| &*body.class == "Organization") else { return false };
        let next = self.doc.tokens.get(name.tokens.end).filter(|t| !t.line_start);
        next.filter(|t| t.key.ends_with(self.doc.pack.marks.relational)).and_then(|t| t.best()).is_some_and(|r| {
            let nations = self.index.nisba(r.bare(self.doc.pack));
            let same = |&(e, _): &(EntryId, bool)| &*self.gazetteer.entries[e as usize].key == country;
            r.article && !r.has_proclitic() && nations.iter().any(same)
        })
    }

    fn is_capital(&self, entry: EntryId) -> bool {
        self.gazetteer.capital_of(&self.gazetteer.entries[entry as usize]).is_some()
    }

    /// Whether the town named last before a class word is one of its candidates.
    fn is_town_before(&self, at: usize, name: &Name) -> bool {
        let town = |n: &&Name| &*n.class == "City" && n.kind == MentionKind::Name && n.words != name.words;
        let last = self.names.names[..at].iter().rev().find(town);
        last.is_some_and(|n| n.candidates.iter().any(|c| name.candidates.contains(c)))
    }

    /// `المدينة`, `الجزيرة`: means whatever town was named before, but where it stands beside another place.
    fn is_class_word(&self, name: &Name) -> bool {
        let names = &self.doc.pack.names;
        name.words.len() == 1
            && self.doc.tokens[name.tokens.start].best().is_some_and(|r| {
                let bare = r.bare(self.doc.pack);
                let class = names.introduce.get(bare).or_else(|| names.keep.get(bare));
                class.is_some_and(|_| r.article && &*name.class == "City")
            })
    }

    /// Whether a one-word name is an ordinary word too.
    fn is_word(&self, name: &Name) -> bool {
        let token = &self.doc.tokens[name.tokens.start];
        let reading = token.readings.iter().find(|r| r.span.begin == name.span.begin);
        reading.is_some_and(|r| r.forms.iter().any(|f| f.shape != Shape::Function))
    }

    /// `الكوري الجنوبي`: the next word tells which of two countries.
    fn nisba_by_next(&self, name: &Name) -> Option<EntryId> {
        let next = self.doc.tokens.get(name.tokens.end)?.best()?;
        let bare = next.bare(self.doc.pack);
        let stem: String = bare.chars().take(3).collect();
        name.candidates.iter().copied().find(|&e| {
            let entry = &self.gazetteer.entries[e as usize];
            entry.labels(&self.doc.pack.code).any(|l| {
                self.doc
                    .pack
                    .fold
                    .key(l)
                    .split_whitespace()
                    .skip(1)
                    .any(|w| w.trim_start_matches(&self.doc.pack.clitics.article).starts_with(&stem))
            })
        })
    }

    /// Whether the word is shown to be a name elsewhere in the article: it is used in one sense there.
    fn elsewhere_in_context(&self, name: &Name) -> bool {
        let place = matches!(&*name.class, "City" | "Country");
        let same = |(at, other): (usize, &Name)| {
            other.ambiguous && other.words == name.words && other.class == name.class && self.in_context(at, other)
        };
        place && !self.is_class_word(name) && self.names.names.iter().enumerate().any(same)
    }

    /// Whether what stands around an ambiguous word shows that it is a name: a preposition, another name beside it, a
    /// title, or that the word means nothing else.
    fn in_context(&self, at: usize, name: &Name) -> bool {
        let token = &self.doc.tokens[name.tokens.start];
        let Some(reading) = token.readings.iter().find(|r| r.span.begin == name.span.begin) else { return false };
        // A given name is no more a town's by itself than a common word is.
        let given = self.doc.pack.given_names.given.contains(&reading.key) && &*name.class == "City";
        let word = given || reading.forms.iter().any(|f| f.shape != Shape::Function);
        let place = matches!(&*name.class, "City" | "Region" | "Country" | "Facility");
        let before = name.tokens.start.checked_sub(1).map(|b| &self.doc.tokens[b]);
        let title_before = before.and_then(|t| t.best()).is_some_and(|r| {
            r.forms.first().is_some_and(|f| {
                let kinds = &self.doc.pack.lexicon.lexeme(f.lexeme).kinds;
                kinds.contains(&Kind::Title) || kinds.contains(&Kind::Honorific)
            })
        });
        if &*name.class == "Person" {
            return title_before
                || (!word
                    && self.names.names.iter().any(|n| n.words.len() > 1 && n.words.last() == name.words.first()));
        }
        let preposition = reading.preposition.is_some()
            || before
                .and_then(|t| t.best())
                .is_some_and(|r| r.enclitic.is_none() && r.forms.iter().any(|f| f.shape == Shape::Function));
        let beside = [at.wrapping_sub(1), at + 1].iter().any(|&i| {
            self.names.names.get(i).is_some_and(|n| {
                let gap = n.tokens.start.abs_diff(name.tokens.end).min(n.tokens.end.abs_diff(name.tokens.start));
                let stops =
                    |t: usize| self.doc.tokens.get(t).is_some_and(|t| t.is_mark(&self.doc.pack.marks.clause_stop));
                let stop = stops(name.tokens.end.min(n.tokens.end));
                // `زار X المغرب`: right behind whoever goes there.
                // Only a mark may stand between: `في إطار` behind a country is no town.
                let between = name.tokens.end.min(n.tokens.end)..name.tokens.start.max(n.tokens.start);
                // `رالي تركيا`, `بركان صقلية`: the noun of that place.
                let construct = word
                    && gap == 0
                    && !reading.article
                    && n.tokens.start == name.tokens.end
                    && self.doc.tokens[n.tokens.start].core().begin == self.doc.tokens[n.tokens.start].span.begin
                    && !name.candidates.iter().any(|&e| &*self.gazetteer.entries[e as usize].class == "Country");
                if construct {
                    return false;
                }
                let near = gap == 0 || gap == 1 && between.clone().all(|t| self.doc.tokens[t].kind == TokenKind::Mark);
                near && !stop && matches!(&*n.class, "City" | "Region" | "Country")
                    || &*n.class == "Person" && n.tokens.end == name.tokens.start
            })
        });
        // `صحيفة الأهرام`, `مدينة الصدر`: the class word says that it is a name.
        if before
            .and_then(|t| t.best())
            .and_then(|r| self.doc.pack.names.introduce.get(&r.key))
            .is_some_and(|class| name.candidates.iter().any(|&e| self.gazetteer.entries[e as usize].class == *class))
        {
            return true;
        }
        if name.candidates.iter().any(|&e| self.of_nation(name, e)) {
            return true;
        }
        let country = name.candidates.iter().any(|&e| &*self.gazetteer.entries[e as usize].class == "Country");
        // `على الصعيد الدولي`: the noun, with its adjective.
        let described = reading.article
            && self.doc.tokens.get(name.tokens.end).and_then(|t| t.best()).is_some_and(|r| {
                r.article && !r.has_proclitic() && {
                    let adjective = r.forms.iter().any(|f| self.doc.pack.lexicon.lexeme(f.lexeme).adjective);
                    adjective || !self.index.nisba(r.bare(self.doc.pack)).is_empty()
                }
            });
        if word && described {
            return false;
        }
        // `مكة والمدينة`, `بين العراق والشام`
        let coordinated = reading.conjunction.is_some()
            && at.checked_sub(1).and_then(|b| self.names.names.get(b)).is_some_and(|n| {
                n.tokens.end == name.tokens.start
                    && n.kind == MentionKind::Name
                    && matches!(&*n.class, "City" | "Region" | "Country")
            });
        if word && place && reading.article && coordinated {
            return true;
        }
        if word {
            place && (preposition && beside || country && (preposition || beside || title_before))
        } else {
            place || preposition
        }
    }

    fn person(&mut self, name: &Name) -> Option<EntityId> {
        if !name.candidates.is_empty() {
            let entry = *name.candidates.iter().max_by_key(|e| self.sure.get(e).copied().unwrap_or(0))?;
            return Some(self.known(entry, name));
        }
        let same = self.out.words.iter().enumerate().position(|(id, spelled)| {
            &*self.out.entities[id].class == "Person"
                && spelled.iter().any(|w| *w == name.words || same_person(w, &name.words))
        });
        let id = match same {
            Some(id) => id,
            None => {
                let written = self.written(name);
                let identity = if name.words.len() > 1 {
                    Identity::Named(name.words.join(" "))
                } else {
                    Identity::Local(name.words.join(" "))
                };
                self.out.add("Person".into(), identity, None, &written)
            }
        };
        if !self.out.words[id].contains(&name.words) {
            self.out.words[id].push(name.words.clone());
        }
        Some(id)
    }

    /// A single name: somebody introduced in full, else somebody known by it, else a stranger.
    fn surname(&mut self, name: &Name) -> Option<EntityId> {
        let word = &name.words[0];
        let persons = || (0..self.out.entities.len()).filter(|&id| &*self.out.entities[id].class == "Person");
        let known_words = |id: EntityId| -> Vec<Vec<String>> {
            let mut all = self.out.words[id].clone();
            if let Some(entry) = self.out.entries[id] {
                let labels = self.gazetteer.entries[entry as usize].labels(&self.doc.pack.code);
                all.extend(
                    labels.map(|l| super::name::index::name_words(&self.doc.pack.fold.key(l), &self.doc.pack.names)),
                );
            }
            all
        };
        let by_last = persons().find(|&id| known_words(id).iter().any(|w| w.len() > 1 && w[1..].contains(word)));
        let by_first = || persons().find(|&id| known_words(id).iter().any(|w| w.len() > 1 && w[0] == *word));
        if let Some(id) = by_last.or_else(by_first) {
            return Some(id);
        }
        if !name.candidates.is_empty() {
            let at = self.names.names.iter().position(|n| n.span == name.span)?;
            if let Some(entry) = self.choose(at, name) {
                return Some(self.known(entry, name));
            }
            // A surname that is nothing else in the language: somebody, though not said who.
            let only = name.candidates.iter().all(|&e| &*self.gazetteer.entries[e as usize].class == "Person");
            let token = &self.doc.tokens[name.tokens.start];
            let best = token.best().filter(|r| r.span.begin == name.span.begin && !r.known());
            if best.is_none() || !only {
                return None;
            }
            let stranger = Name { candidates: Default::default(), ..name.clone() };
            return self.person(&stranger);
        }
        self.person(name)
    }

    /// A body, place or work by its own name: the same where the words are the same up to article and nationality.
    fn body(&mut self, name: &Name) -> EntityId {
        let key = self.comparison_key(&name.words);
        let same = self.bodies.iter().find(|(other, id)| {
            self.out.entities[*id].class == name.class
                && (*other == key || (key.len() > 1 && other.len() > 1 && is_end(other, &key)))
        });
        if let Some(id) = same.map(|(_, id)| *id) {
            return id;
        }
        let written = self.written(name);
        let identity = Identity::Named(name.words.join(" "));
        let id = self.out.add(name.class.clone(), identity, None, &written);
        self.out.entities[id].country = self.country_in(&name.words);
        // The country acts through its embassy or army even where nothing else names it.
        if let Some(entry) = name.words.iter().skip(1).find_map(|w| self.country_entry(w)) {
            let label =
                self.gazetteer.entries[entry as usize].label(&self.doc.pack.code).unwrap_or_default().to_string();
            self.out.known(entry, self.gazetteer, &label);
        }
        self.bodies.push((key, id));
        id
    }

    fn written(&self, name: &Name) -> String {
        written(self.doc, name)
    }

    fn country_entry(&self, word: &str) -> Option<EntryId> {
        let bare = word.strip_prefix(&self.doc.pack.clitics.article).unwrap_or(word);
        if let Some((entry, _)) = self.index.nisba(bare).first() {
            return Some(*entry);
        }
        let single = |l: &&super::name::index::Label| {
            l.rest.is_empty() && &*self.gazetteer.entries[l.entry as usize].class == "Country"
        };
        self.index.starting(word).iter().find(single).map(|l| l.entry)
    }

    fn country_in(&self, words: &[String]) -> Option<Arc<str>> {
        words.iter().skip(1).find_map(|w| self.country_entry(w)).map(|e| self.gazetteer.entries[e as usize].key.clone())
    }

    fn comparison_key(&self, words: &[String]) -> Vec<String> {
        let article = &self.doc.pack.clitics.article;
        words
            .iter()
            .enumerate()
            .map(|(at, w)| match self.country_entry(w).filter(|_| at > 0) {
                Some(entry) => self.gazetteer.entries[entry as usize].key.to_string(),
                None => w.strip_prefix(article.as_str()).unwrap_or(w).to_string(),
            })
            .collect()
    }
}

/// A name as it is written by itself: the article that a preposition swallowed is put back (`للمجلس` → `المجلس`).
fn written(doc: &Document, name: &Name) -> String {
    let words = doc.words(name.span);
    let article = &doc.pack.clitics.article;
    let swallowed = doc.tokens[name.tokens.start].best().is_some_and(|r| r.article && r.span.begin == name.span.begin);
    match article.chars().next() {
        Some(first) if swallowed && !doc.pack.fold.key(words).starts_with(article.as_str()) => {
            format!("{first}{words}")
        }
        _ => words.to_string(),
    }
}

/// Whether one list of words is the other's begin or end.
fn is_end(a: &[String], b: &[String]) -> bool {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    long.starts_with(short) || long.ends_with(short)
}

/// Two full names of one person: the shorter one's words stand in the longer one in their order, with the first or the
/// last word the same.
fn same_person(a: &[String], b: &[String]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if short.len() < 2 {
        return false;
    }
    let mut rest = long.iter();
    short.iter().all(|w| rest.any(|l| l == w)) && (short[0] == long[0] || short.last() == long.last())
}
