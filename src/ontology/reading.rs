//! Gazetteer files to entries: each file is read alone (in parallel), then merged in order.

use super::gazetteer::{Entry, Gazetteer, KnownPosition, Label, STANDARD_BASE};
use super::terse::{Stop, Value, statements};
use super::turtle::{problem, triples};
use super::vocab::{kh, local_name, org, owl, skos};
use super::{OntologyError, Problem};
use oxrdf::{NamedNodeRef, NamedOrBlankNode, Term, vocab::rdf};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;
use std::sync::Arc;

/// What to do with an entry that is there already.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Again {
    Refuse,
    Merge,
}

/// One subject of one file, before it is known whether it is an entry, an office, or more about an entry elsewhere.
#[derive(Default)]
struct Draft {
    entry: Entry,
    /// Most subjects are no offices.
    position: Option<Box<KnownPosition>>,
}

impl Draft {
    fn is_position(&self) -> bool {
        &*self.entry.class == KNOWN_POSITION
    }

    /// What it says as an office.
    fn position(self) -> KnownPosition {
        let Entry { key, file, .. } = self.entry;
        KnownPosition { key, file, ..self.position.map_or_else(KnownPosition::default, |position| *position) }
    }
}

const KNOWN_POSITION: &str = "KnownPosition";
const ENTRY_PROPERTIES: &str = "skos:prefLabel, skos:altLabel, kh:ambiguousLabel, kh:demonym, kh:isoCode, kh:currency, kh:country, \
    kh:capital, kh:within, kh:headOrganization, kh:newsOrganization, kh:differentFrom, owl:sameAs; for offices \
    org:member, org:organization, kh:title, kh:beginYear, kh:endYear";

/// A standard's codes: so many capital letters.
struct Code {
    letters: usize,
    of: &'static str,
    help: &'static str,
}

const COUNTRY_CODE: Code =
    Code { letters: 2, of: "country", help: "use two capital letters of ISO 3166-1, such as \"EG\"" };
const CURRENCY_CODE: Code =
    Code { letters: 3, of: "currency", help: "use three capital letters of ISO 4217, such as \"EGP\"" };

/// The part of an IRI after the base.
pub(super) fn key<'a>(iri: &'a str, base: &str) -> Option<&'a str> {
    iri.strip_prefix(STANDARD_BASE).or_else(|| iri.strip_prefix(base)).filter(|key| !key.is_empty())
}

/// Reads the files and merges them into the gazetteer.
pub(super) fn merge(gazetteer: &mut Gazetteer, files: &[(&str, &str)], again: Again) -> Result<(), OntologyError> {
    let base = gazetteer.base.clone();
    let read: Vec<_> = files.par_iter().map(|(file, text)| read(file, text, &base)).collect();
    gazetteer.files.extend(files.iter().map(|&(file, text)| (file.into(), text.into())));
    let first = gazetteer.entries.len();
    let subjects = read.iter().flatten().map(|(drafts, _)| drafts.len()).sum();
    gazetteer.entries.reserve(subjects);
    gazetteer.by_key.reserve(subjects);
    let mut later = Vec::new();
    for file in read {
        let (drafts, marked) = file?;
        gazetteer.marked.extend(marked);
        for draft in drafts.into_iter().flatten() {
            if draft.entry.class.is_empty() {
                later.push(draft);
            } else if draft.is_position() {
                add_position(gazetteer, draft.position(), again)?;
            } else {
                add_entry(gazetteer, draft.entry, first, again)?;
            }
        }
    }
    // More about an entry may stand in a file before the one that describes it.
    for draft in later {
        let entry = &draft.entry;
        if let Some(&index) = gazetteer.by_key.get(&entry.key) {
            absorb(&mut gazetteer.entries[index], draft.entry);
        } else if gazetteer.position_by_key.contains_key(&entry.key) {
            add_position(gazetteer, draft.position(), Again::Merge)?;
        } else {
            let message = format!("\"{}\" has no class", entry.key);
            let help = "say what it is, such as `a kh:Person`, or use the key of an entry of the gazetteer";
            return Err(gazetteer.problem(&entry.file, &entry.key, "", message, help).into());
        }
    }
    Ok(())
}

fn add_entry(gazetteer: &mut Gazetteer, entry: Entry, first: usize, again: Again) -> Result<(), OntologyError> {
    let wrong = |message, help| Err(gazetteer.problem(&entry.file, &entry.key, "", message, help).into());
    match gazetteer.by_key.get(&entry.key).copied() {
        Some(index) if again == Again::Refuse || index >= first => {
            let message = format!("\"{}\" is described again, first in {}", entry.key, gazetteer.entries[index].file);
            wrong(message, "describe each thing once")
        }
        Some(index) if gazetteer.entries[index].class != entry.class => {
            let message = format!("\"{}\" is a {}, not a {}", entry.key, gazetteer.entries[index].class, entry.class);
            wrong(message, "leave out the class, or use another key")
        }
        Some(index) => {
            absorb(&mut gazetteer.entries[index], entry);
            Ok(())
        }
        None if entry.pref.is_empty() => {
            wrong(format!("\"{}\" has no skos:prefLabel", entry.key), "give its usual name, in at least one language")
        }
        None => {
            gazetteer.by_key.insert(entry.key.clone(), gazetteer.entries.len());
            gazetteer.entries.push(entry);
            Ok(())
        }
    }
}

fn add_position(gazetteer: &mut Gazetteer, position: KnownPosition, again: Again) -> Result<(), OntologyError> {
    let wrong = |message, help| Err(gazetteer.problem(&position.file, &position.key, "", message, help).into());
    if let Some(&index) = gazetteer.position_by_key.get(&position.key) {
        if again == Again::Refuse {
            return wrong(format!("\"{}\" is described again", position.key), "describe each office once");
        }
        let old = &mut gazetteer.positions[index];
        if !position.person.is_empty() {
            old.person = position.person;
        }
        if !position.of.is_empty() {
            old.of = position.of;
        }
        position.titles.into_iter().for_each(|title| push(&mut old.titles, title));
        old.begin = position.begin.or(old.begin);
        old.end = position.end.or(old.end);
        return Ok(());
    }
    if position.person.is_empty() || position.of.is_empty() || position.titles.is_empty() {
        let message = format!("\"{}\" lacks holder, body or title", position.key);
        return wrong(message, "an office has org:member, org:organization and kh:title");
    }
    gazetteer.position_by_key.insert(position.key.clone(), gazetteer.positions.len());
    gazetteer.positions.push(position);
    Ok(())
}

/// Adds what a further description says of an entry.
fn absorb(old: &mut Entry, new: Entry) {
    for label in new.pref {
        match old.pref.iter_mut().find(|(lang, _)| *lang == label.0) {
            Some(place) if *place != label => {
                old.alt.retain(|alt| *alt != label);
                let previous = std::mem::replace(place, label);
                push(&mut old.alt, previous);
            }
            Some(_) => {}
            None => old.pref.push(label),
        }
    }
    new.alt.into_iter().filter(|label| !old.pref.contains(label)).for_each(|label| push(&mut old.alt, label));
    new.ambiguous.into_iter().for_each(|label| push(&mut old.ambiguous, label));
    new.demonyms.into_iter().for_each(|label| push(&mut old.demonyms, label));
    new.same_as.into_iter().for_each(|iri| push(&mut old.same_as, iri));
    new.different_from.into_iter().for_each(|key| push(&mut old.different_from, key));
    let single = [
        (&mut old.iso, new.iso),
        (&mut old.currency, new.currency),
        (&mut old.country, new.country),
        (&mut old.capital, new.capital),
        (&mut old.within, new.within),
        (&mut old.head, new.head),
    ];
    for (old, new) in single {
        if new.is_some() {
            *old = new;
        }
    }
    old.news |= new.news;
}

fn push<T: PartialEq>(list: &mut Vec<T>, item: T) {
    if !list.contains(&item) {
        list.push(item);
    }
}

/// The subjects of one file, and languages, as [`read`] returns them.
type Drafts = (Vec<Option<Box<Draft>>>, BTreeSet<Arc<str>>);

/// One file's subjects, in its order, and the languages it marks ambiguous labels in.
fn read(file: &str, text: &str, base: &str) -> Result<Drafts, OntologyError> {
    let mut reader = Reader::new(file, text, base);
    match statements(text, |subject, property, value| reader.add(subject, property, value)) {
        Ok(()) => return Ok((reader.drafts, reader.marked)),
        Err(Stop::Refused(problem)) => return Err(problem.into()),
        Err(Stop::Unusual) => reader = Reader::new(file, text, base),
    }
    for triple in triples(file, text) {
        let triple = triple?;
        let NamedOrBlankNode::NamedNode(subject) = &triple.subject else {
            return Err(reader.wrong("", "", "a blank node".into(), "give every thing an IRI of its own").into());
        };
        let value = match &triple.object {
            Term::NamedNode(node) => Value::Iri(node.as_str()),
            Term::Literal(literal) => Value::Text { text: literal.value(), language: literal.language() },
            _ => Value::Other,
        };
        reader.add(subject.as_str(), triple.predicate.as_str(), value)?;
    }
    Ok((reader.drafts, reader.marked))
}

/// What has been read of a file.
struct Reader<'a> {
    file: &'a str,
    text: &'a str,
    base: &'a str,
    name: Arc<str>,
    /// Language codes met, each kept once.
    languages: Vec<Arc<str>>,
    /// Those of them that kh:ambiguousLabel is used in.
    marked: BTreeSet<Arc<str>>,
    /// None only while a statement is being added.
    drafts: Vec<Option<Box<Draft>>>,
    by_iri: FxHashMap<String, usize>,
    /// The subject of the last statement, and its draft: statements of one subject mostly follow each other.
    subject: String,
    current: usize,
}

impl<'a> Reader<'a> {
    fn new(file: &'a str, text: &'a str, base: &'a str) -> Self {
        Reader {
            file,
            text,
            base,
            name: file.into(),
            languages: Vec::new(),
            marked: BTreeSet::new(),
            drafts: Vec::new(),
            by_iri: FxHashMap::default(),
            subject: String::new(),
            current: 0,
        }
    }

    fn wrong(&self, subject: &str, value: &str, message: String, help: &str) -> Problem {
        problem(self.file, self.text, subject, value, message, help)
    }

    /// Adds one statement to the draft of its subject.
    fn add(&mut self, subject: &str, property: &str, value: Value) -> Result<(), Problem> {
        if subject != self.subject {
            self.current = match self.by_iri.get(subject) {
                Some(&index) => index,
                None => {
                    let draft = self.draft(subject)?;
                    self.by_iri.insert(subject.to_owned(), self.drafts.len());
                    self.drafts.push(Some(Box::new(draft)));
                    self.drafts.len() - 1
                }
            };
            subject.clone_into(&mut self.subject);
        }
        if let Some(mut draft) = self.drafts[self.current].take() {
            self.fill(&mut draft, subject, property, value)?;
            self.drafts[self.current] = Some(draft);
        }
        Ok(())
    }

    fn draft(&self, iri: &str) -> Result<Draft, Problem> {
        let Some(key) = key(iri, self.base) else {
            let message = format!("\"{iri}\" is not under \"{}\"", self.base);
            return Err(self.wrong(iri, "", message, "describe things of the gazetteer only"));
        };
        let key: Arc<str> = key.into();
        let mut draft = Draft::default();
        draft.entry.key = key;
        draft.entry.file = self.name.clone();
        Ok(draft)
    }

    fn fill(&mut self, draft: &mut Draft, subject: &str, property: &str, value: Value) -> Result<(), Problem> {
        let Draft { entry, position } = draft;
        match NamedNodeRef::new_unchecked(property) {
            skos::PREF_LABEL => {
                let label = self.label(subject, value)?;
                if entry.pref.iter().any(|(lang, _)| *lang == label.0) {
                    let message = format!("\"{}\" has two skos:prefLabel in \"{}\"", entry.key, label.0);
                    return Err(self.wrong(subject, &label.1, message, "make one of them a skos:altLabel"));
                }
                entry.pref.push(label);
            }
            skos::ALT_LABEL => entry.alt.push(self.label(subject, value)?),
            kh::AMBIGUOUS_LABEL => {
                let (language, label) = self.label(subject, value)?;
                self.marked.insert(language);
                push(&mut entry.ambiguous, label);
            }
            kh::DEMONYM => push(&mut entry.demonyms, self.label(subject, value)?.1),
            rdf::TYPE => self.class(entry, subject, value)?,
            kh::ISO_CODE => entry.iso = Some(self.code(subject, value, &COUNTRY_CODE)?),
            kh::CURRENCY => entry.currency = Some(self.code(subject, value, &CURRENCY_CODE)?),
            kh::COUNTRY => entry.country = Some(self.reference(subject, value)?),
            kh::CAPITAL => entry.capital = Some(self.reference(subject, value)?),
            kh::WITHIN => entry.within = Some(self.reference(subject, value)?),
            kh::HEAD_ORGANIZATION => entry.head = Some(self.reference(subject, value)?),
            kh::DIFFERENT_FROM => push(&mut entry.different_from, self.reference(subject, value)?),
            kh::NEWS_ORGANIZATION => entry.news = self.text(subject, value)?.0 == "true",
            owl::SAME_AS => match value {
                Value::Iri(iri) => push(&mut entry.same_as, iri.into()),
                other => return Err(self.not_an_iri(subject, &other)),
            },
            org::MEMBER => position.get_or_insert_default().person = self.reference(subject, value)?,
            org::ORGANIZATION => position.get_or_insert_default().of = self.reference(subject, value)?,
            kh::TITLE => position.get_or_insert_default().titles.push(self.label(subject, value)?),
            kh::BEGIN_YEAR => position.get_or_insert_default().begin = Some(self.year(subject, value)?),
            kh::END_YEAR => position.get_or_insert_default().end = Some(self.year(subject, value)?),
            _ => {
                let help = format!("a gazetteer uses {ENTRY_PROPERTIES}");
                let message = format!("unknown property \"{property}\"");
                return Err(self.wrong(subject, local_name(property), message, &help));
            }
        }
        Ok(())
    }

    fn class(&self, entry: &mut Entry, subject: &str, value: Value) -> Result<(), Problem> {
        let Value::Iri(iri) = value else { return Err(self.not_an_iri(subject, &value)) };
        let name = iri.strip_prefix(kh::NAMESPACE).unwrap_or("");
        if name != KNOWN_POSITION && !kh::ENTITY_CLASSES.iter().any(|class| class.as_str() == iri) {
            let known: Vec<_> = kh::ENTITY_CLASSES.iter().map(|class| local_name(class.as_str())).collect();
            let help = format!("use one of {} or {KNOWN_POSITION}", known.join(", "));
            return Err(self.wrong(subject, local_name(iri), format!("unknown class \"{iri}\""), &help));
        }
        if !entry.class.is_empty() {
            let message = format!("\"{}\" is both {} and {name}", entry.key, entry.class);
            return Err(self.wrong(subject, name, message, "give it one class"));
        }
        entry.class = name.into();
        Ok(())
    }

    /// A text and its language.
    fn text<'v>(&self, subject: &str, value: Value<'v>) -> Result<(&'v str, Option<&'v str>), Problem> {
        match value {
            Value::Text { text, language } => Ok((text, language)),
            Value::Iri(iri) => {
                let message = format!("\"{iri}\" is no text");
                Err(self.wrong(subject, local_name(iri), message, "write a text or number here"))
            }
            Value::Other => {
                Err(self.wrong(subject, "", "a blank node is no text".into(), "write a text or number here"))
            }
        }
    }

    fn label(&mut self, subject: &str, value: Value) -> Result<Label, Problem> {
        let (text, language) = self.text(subject, value)?;
        let Some(language) = language else {
            let message = format!("the label \"{text}\" has no language");
            return Err(self.wrong(subject, text, message, "add its language, such as @ar or @en"));
        };
        let language = match self.languages.iter().find(|known| &***known == language) {
            Some(known) => known.clone(),
            None => {
                self.languages.push(language.into());
                self.languages[self.languages.len() - 1].clone()
            }
        };
        Ok((language, text.into()))
    }

    fn reference(&self, subject: &str, value: Value) -> Result<Arc<str>, Problem> {
        let Value::Iri(iri) = value else { return Err(self.not_an_iri(subject, &value)) };
        key(iri, self.base).map(Arc::from).ok_or_else(|| {
            let message = format!("\"{iri}\" is not under \"{}\"", self.base);
            self.wrong(subject, local_name(iri), message, "refer to an entry of the gazetteer")
        })
    }

    fn code(&self, subject: &str, value: Value, kind: &Code) -> Result<Arc<str>, Problem> {
        let (code, _) = self.text(subject, value)?;
        if code.len() == kind.letters && code.bytes().all(|byte| byte.is_ascii_uppercase()) {
            return Ok(code.into());
        }
        let message = format!("\"{code}\" is no {} code", kind.of);
        Err(self.wrong(subject, code, message, kind.help))
    }

    fn year(&self, subject: &str, value: Value) -> Result<i16, Problem> {
        let (year, _) = self.text(subject, value)?;
        let wrong = |_| self.wrong(subject, year, format!("\"{year}\" is no year"), "write it plainly: 2014");
        year.parse().map_err(wrong)
    }

    fn not_an_iri(&self, subject: &str, value: &Value) -> Problem {
        let text = if let Value::Text { text, .. } = value { text } else { "" };
        let message = format!("\"{text}\" is not an IRI");
        self.wrong(subject, text, message, "write an IRI here, such as country:EG")
    }
}
