//! What a pack says of events, checked against lexicon and ontology.

use super::lexicon::{LexemeId, Lexicon};
use super::pack::{Files, PackError};
use super::statements::Counterexample;
use crate::ontology::Ontology;
use crate::text::normal::Fold;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::Arc;

const FILE: &str = "events.toml";

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    event: Vec<RawEvent>,
    status: BTreeMap<String, Vec<String>>,
    adjective: BTreeMap<String, Vec<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawEvent {
    rule: String,
    /// A rule whose class and roles these words have too; whether they tell an event, the model says.
    like: Option<String>,
    #[serde(default)]
    class: String,
    #[serde(default)]
    verb: Vec<String>,
    #[serde(default)]
    noun: Vec<String>,
    #[serde(default)]
    phrase: Vec<Vec<String>>,
    subject: Option<String>,
    object: Option<String>,
    genitive: Option<String>,
    pronoun: Option<String>,
    passive: Option<String>,
    governor: Option<String>,
    owner: Option<String>,
    #[serde(default)]
    governed: BTreeMap<String, RawGoverned>,
    #[serde(default)]
    inherit: Vec<String>,
    #[serde(default)]
    dated_by: Vec<String>,
    #[serde(default)]
    prep: BTreeMap<String, String>,
    #[serde(default)]
    need: Vec<String>,
    #[serde(default)]
    need_word: Vec<String>,
    #[serde(default)]
    alone: bool,
    #[serde(default)]
    strict: bool,
    #[serde(default)]
    told_on: bool,
    #[serde(default)]
    passive_only: bool,
    #[serde(default)]
    deny: Vec<String>,
    place_from: Option<String>,
    imperfect: Option<String>,
    default: Option<String>,
    count: Option<String>,
    narrow: Option<String>,
    #[serde(default)]
    example: Vec<EventExample>,
    #[serde(default)]
    counterexample: Vec<Counterexample>,
}

/// What the subject and object of a verb are to a noun that it governs (`استقبل X Y في زيارة`).
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawGoverned {
    subject: Option<String>,
    object: Option<String>,
}

/// A sentence that tells one event, and what of it must be found.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EventExample {
    pub text: String,
    pub trigger: String,
    pub status: Option<String>,
    #[serde(default)]
    pub actor: Vec<String>,
    #[serde(default)]
    pub recipient: Vec<String>,
    #[serde(default)]
    pub place: Vec<String>,
}

/// A role as a rule names it: the property, and the general one above it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleName {
    pub base: Arc<str>,
    pub narrow: Option<Arc<str>>,
}

/// A role, and the class of entity that it is for, if only one.
pub type RoleChoice = (RoleName, Option<Arc<str>>);

/// One of these roles must be filled, by an entity of this class or so many entities where said.
#[derive(Clone, Debug)]
pub struct Need {
    pub role: Arc<str>,
    pub class: Option<Arc<str>>,
    pub count: usize,
}

/// One way of telling events of one class.
#[derive(Clone, Debug)]
pub struct EventRule {
    pub rule: Arc<str>,
    /// Base class.
    pub class: Arc<str>,
    /// Subclass stated beside it.
    pub narrow: Option<Arc<str>>,
    pub subject: Option<RoleName>,
    /// The first whose class fits, as all roles behind the trigger.
    pub object: Vec<RoleChoice>,
    pub genitive: Vec<RoleChoice>,
    pub pronoun: Option<RoleName>,
    pub passive: Option<RoleName>,
    /// Subject of the verb that governs a noun trigger (`قدمت X مساعدات`).
    pub governor: Option<RoleName>,
    /// Whoever the thing named behind the trigger belongs to (`سفارة X`).
    pub owner: Option<RoleName>,
    /// By governing verb: roles of its subject and object.
    pub governed: FxHashMap<LexemeId, (Option<RoleName>, Option<RoleName>)>,
    /// Classes of occasions whose participants' countries take part, where nobody is said to.
    pub inherit: Vec<Arc<str>>,
    /// Classes of occasions in the same line whose time is its own, where none is said.
    pub dated_by: Vec<Arc<str>>,
    /// By folded preposition: the first whose class fits.
    pub prep: FxHashMap<String, Vec<RoleChoice>>,
    pub need: Vec<Need>,
    /// Folded words one of which must stand close behind.
    pub need_word: FxHashSet<String>,
    /// Only a model may take these words for an event.
    pub weighed: bool,
    pub alone: bool,
    /// Only passive forms of the verbs.
    pub passive_only: bool,
    /// Folded words right behind the trigger with which it means something else.
    pub deny: FxHashSet<String>,
    /// Nothing less than the needed roles tells an event.
    pub strict: bool,
    /// News is told on such an occasion: it has the day of the news, where no other is said.
    pub told_on: bool,
    /// A role whose filler, if it is a place, is where it happens as well.
    pub place_from: Option<Arc<str>>,
    /// Status of a plain imperfect.
    pub imperfect: Arc<str>,
    /// Status of a noun about which nothing is said.
    pub default: Arc<str>,
    /// The property of a number of what the event counts.
    pub count: Arc<str>,
    pub examples: Vec<EventExample>,
    pub counterexamples: Vec<Counterexample>,
}

impl EventRule {
    /// The narrow role that the rule gives a filler of a general one, the first it names.
    pub fn narrow_role(&self, base: &str) -> Option<Arc<str>> {
        let single = [&self.subject, &self.pronoun, &self.passive, &self.governor, &self.owner];
        let choices = self.object.iter().chain(&self.genitive).map(|(role, _)| role);
        let mut named = single.into_iter().flatten().chain(choices);
        named.find(|role| &*role.base == base).and_then(|role| role.narrow.clone())
    }
}

/// A trigger of several words: each as lexemes, or as a folded word that must stand so.
#[derive(Clone, Debug)]
pub struct Phrase {
    pub words: Vec<PhraseWord>,
    pub rule: usize,
}

#[derive(Clone, Debug)]
pub struct PhraseWord {
    pub key: String,
    pub lexemes: Vec<LexemeId>,
}

#[derive(Clone, Debug, Default)]
pub struct EventRules {
    pub rules: Vec<EventRule>,
    pub by_verb: FxHashMap<LexemeId, Vec<usize>>,
    /// Nouns and verbal nouns: by lexeme, with the folded dictionary form that the rule names.
    pub by_noun: FxHashMap<LexemeId, Vec<(usize, String)>>,
    pub phrases: Vec<Phrase>,
    /// Folded words and lexemes to the status that they give.
    pub status_words: FxHashMap<String, Arc<str>>,
    pub status_lexemes: FxHashMap<LexemeId, Arc<str>>,
    /// Folded adjectives behind a noun to the status that they give.
    pub status_adjectives: FxHashMap<String, Arc<str>>,
}

impl EventRules {
    pub fn load(files: &Files, fold: &Fold, lexicon: &Lexicon, ontology: &Ontology) -> Result<Self, PackError> {
        let raw: Raw = files.parse(FILE)?;
        let mut out = EventRules::default();
        for event in raw.event {
            let loader = Loader { files, fold, lexicon, ontology, rule: &event.rule };
            if event.like.is_none() && (event.example.is_empty() || event.counterexample.is_empty()) {
                let message = format!("rule \"{}\" lacks an example or a counterexample", event.rule);
                return Err(files.wrong(FILE, &event.rule, message, "write at least one of each beside it"));
            }
            let index = out.rules.len();
            for verb in &event.verb {
                for lexeme in loader.verbs(verb)? {
                    out.by_verb.entry(lexeme).or_default().push(index);
                }
            }
            for noun in &event.noun {
                let words: Vec<&str> = noun.split_whitespace().collect();
                if words.len() > 1 {
                    let words = words.iter().map(|w| loader.phrase_word(w)).collect();
                    out.phrases.push(Phrase { words, rule: index });
                    continue;
                }
                for (lexeme, key) in loader.nouns(noun)? {
                    out.by_noun.entry(lexeme).or_default().push((index, key));
                }
            }
            for phrase in &event.phrase {
                let words = phrase.iter().map(|w| loader.phrase_word(w)).collect();
                out.phrases.push(Phrase { words, rule: index });
            }
            let rule = match &event.like {
                None => loader.rule(&event)?,
                Some(like) => loader.like(&event, out.rules.iter().find(|r| *r.rule == **like))?,
            };
            out.rules.push(rule);
        }
        out.phrases.sort_by_key(|p| std::cmp::Reverse(p.words.len()));
        for status in raw.adjective.keys().chain(raw.status.keys()) {
            one_of(files, status, "status", &ontology.statuses())?;
        }
        for (status, words) in raw.adjective {
            let status: Arc<str> = status.into();
            out.status_adjectives.extend(words.iter().map(|w| (fold.key(w), status.clone())));
        }
        for (status, words) in raw.status {
            let status: Arc<str> = status.into();
            for word in words {
                let key = fold.key(&word);
                for lexeme in lexicon.by_lemma(&key) {
                    if fold.key(&lexicon.lexeme(*lexeme).lemma) == key {
                        out.status_lexemes.insert(*lexeme, status.clone());
                    }
                }
                out.status_words.insert(key, status.clone());
            }
        }
        Ok(out)
    }
}

struct Loader<'a> {
    files: &'a Files<'a>,
    fold: &'a Fold,
    lexicon: &'a Lexicon,
    ontology: &'a Ontology,
    rule: &'a str,
}

impl Loader<'_> {
    fn verbs(&self, word: &str) -> Result<Vec<LexemeId>, PackError> {
        let key = self.fold.key(word);
        let lexicon = self.lexicon;
        let mut found: Vec<LexemeId> = lexicon
            .by_lemma(&key)
            .iter()
            .copied()
            .filter(|&l| lexicon.lexeme(l).verb && self.fold.key(&lexicon.lexeme(l).lemma) == key)
            .collect();
        found.dedup();
        if found.is_empty() {
            return Err(self.files.wrong(
                FILE,
                word,
                format!("\"{word}\" is no verb of verbs.toml"),
                "add it there with its forms",
            ));
        }
        Ok(found)
    }

    fn nouns(&self, word: &str) -> Result<Vec<(LexemeId, String)>, PackError> {
        let key = self.fold.key(word);
        let found: Vec<(LexemeId, String)> =
            self.lexicon.forms(&key).iter().filter(|f| f.shape.is_nominal()).map(|f| (f.lexeme, key.clone())).collect();
        if found.is_empty() {
            let help = "add it to nouns.toml, or to its verb in verbs.toml";
            return Err(self.files.wrong(
                FILE,
                word,
                format!("\"{word}\" is no noun or verbal noun of the pack"),
                help,
            ));
        }
        Ok(found)
    }

    fn phrase_word(&self, word: &str) -> PhraseWord {
        let key = self.fold.key(word);
        let lexemes = self
            .lexicon
            .by_lemma(&key)
            .iter()
            .copied()
            .filter(|&l| self.lexicon.lexeme(l).verb && self.fold.key(&self.lexicon.lexeme(l).lemma) == key)
            .chain(self.lexicon.by_lemma(&key).iter().copied().filter(|&l| !self.lexicon.lexeme(l).verb))
            .collect();
        PhraseWord { key, lexemes }
    }

    fn role(&self, name: &Option<String>) -> Result<Option<RoleName>, PackError> {
        name.as_deref().map(|name| self.role_name(name)).transpose()
    }

    /// `visitor:Person host:Country place`: by the class of whoever stands there.
    fn choices(&self, text: &str) -> Result<Vec<RoleChoice>, PackError> {
        text.split_whitespace()
            .map(|choice| {
                let (name, class) = choice.split_once(':').map_or((choice, None), |(n, c)| (n, Some(c)));
                class.iter().try_for_each(|class| self.entity_class(class))?;
                Ok((self.role_name(name)?, class.map(Arc::from)))
            })
            .collect()
    }

    fn known_role(&self, name: &str) -> Result<(), PackError> {
        self.role_name(name).map(|_| ())
    }

    fn entity_class(&self, class: &str) -> Result<(), PackError> {
        let known: Vec<_> = self.ontology.base_entity_classes().iter().collect();
        one_of(self.files, class, "class of entities", &known)
    }

    fn role_name(&self, name: &str) -> Result<RoleName, PackError> {
        let Some(base) = self.ontology.base_role(name) else {
            let message = format!("rule \"{}\" names the role \"{name}\", which the ontology does not know", self.rule);
            return Err(self.files.wrong(FILE, name, message, "use a role declared in ontology/khabar.ttl"));
        };
        let narrow = (&**base != name).then(|| Arc::from(name));
        Ok(RoleName { base: Arc::from(&**base), narrow })
    }

    /// More words for a rule that stands before.
    fn like(&self, event: &RawEvent, other: Option<&EventRule>) -> Result<EventRule, PackError> {
        let Some(other) = other else {
            let message = format!("rule \"{}\" is like a rule that does not stand before it", event.rule);
            return Err(self.files.wrong(FILE, &event.rule, message, "name a rule above it"));
        };
        Ok(EventRule {
            rule: event.rule.as_str().into(),
            weighed: true,
            narrow: None,
            need_word: FxHashSet::default(),
            passive_only: false,
            examples: event.example.clone(),
            counterexamples: event.counterexample.clone(),
            ..other.clone()
        })
    }

    fn rule(&self, event: &RawEvent) -> Result<EventRule, PackError> {
        let Some(base) = self.ontology.base_event_class(&event.class) else {
            let message = format!("\"{}\" is no event class of the ontology", event.class);
            return Err(self.files.wrong(
                FILE,
                &event.class,
                message,
                "use a subclass of kh:Event declared in ontology/khabar.ttl",
            ));
        };
        let narrow = event.narrow.as_deref().or((**base != event.class).then_some(event.class.as_str())).map(Arc::from);
        let mut prep = FxHashMap::default();
        for (preposition, role) in &event.prep {
            let choices = self.choices(role)?;
            prep.insert(self.fold.key(preposition), choices);
        }
        let mut governed = FxHashMap::default();
        for (verb, roles) in &event.governed {
            for lexeme in self.verbs(verb)? {
                governed.insert(lexeme, (self.role(&roles.subject)?, self.role(&roles.object)?));
            }
        }
        let need: Vec<Need> = event.need.iter().map(|n| need(n)).collect();
        for need in &need {
            self.known_role(&need.role)?;
            need.class.iter().try_for_each(|class| self.entity_class(class))?;
        }
        event.place_from.iter().try_for_each(|role| self.known_role(role))?;
        for status in event.imperfect.iter().chain(&event.default) {
            one_of(self.files, status, "status", &self.ontology.statuses())?;
        }
        event.count.iter().try_for_each(|c| one_of(self.files, c, "quantity", &self.ontology.quantity_properties()))?;
        for class in event.inherit.iter().chain(&event.dated_by) {
            one_of(self.files, class, "event class", &self.ontology.base_event_classes().iter().collect::<Vec<_>>())?;
        }
        Ok(EventRule {
            rule: event.rule.as_str().into(),
            class: Arc::from(&**base),
            narrow,
            subject: self.role(&event.subject)?,
            object: self.choices(event.object.as_deref().unwrap_or_default())?,
            genitive: self.choices(event.genitive.as_deref().unwrap_or_default())?,
            pronoun: self.role(&event.pronoun)?,
            passive: self.role(&event.passive)?,
            governor: self.role(&event.governor)?,
            owner: self.role(&event.owner)?,
            governed,
            inherit: event.inherit.iter().map(|c| Arc::from(c.as_str())).collect(),
            dated_by: event.dated_by.iter().map(|c| Arc::from(c.as_str())).collect(),
            prep,
            need,
            need_word: event.need_word.iter().map(|w| self.fold.key(w)).collect(),
            weighed: false,
            alone: event.alone,
            strict: event.strict,
            told_on: event.told_on,
            passive_only: event.passive_only,
            deny: event.deny.iter().map(|w| self.fold.key(w)).collect(),
            place_from: event.place_from.as_deref().map(Arc::from),
            imperfect: event.imperfect.as_deref().unwrap_or("planned").into(),
            count: event.count.as_deref().unwrap_or("count").into(),
            default: event.default.as_deref().unwrap_or("occurred").into(),
            examples: event.example.clone(),
            counterexamples: event.counterexample.clone(),
        })
    }
}

/// A name that must be one of those the ontology declares.
fn one_of(files: &Files, name: &str, what: &str, known: &[&Arc<str>]) -> Result<(), PackError> {
    if known.iter().any(|k| ***k == *name) {
        return Ok(());
    }
    let list: Vec<&str> = known.iter().map(|k| &***k).collect();
    Err(files.wrong(
        FILE,
        name,
        format!("\"{name}\" is no {what} of the ontology"),
        &format!("one of {}", list.join(", ")),
    ))
}

/// `actor`, `actor:2`, `appointee:Person`.
fn need(text: &str) -> Need {
    let (role, rest) = text.split_once(':').unwrap_or((text, ""));
    let count = rest.parse().unwrap_or(1);
    let class = (!rest.is_empty() && rest.parse::<usize>().is_err()).then(|| rest.into());
    Need { role: role.into(), class, count }
}
