//! What a pack says of words of saying, checked and folded.

use super::lexicon::{LexemeId, Lexicon};
use super::pack::{Files, PackError};
use crate::ontology::Ontology;
use crate::text::normal::Fold;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::Arc;

const FILE: &str = "statements.toml";

/// A stance that the ontology declares.
fn stance(files: &Files, ontology: &Ontology, name: &str) -> Result<(), PackError> {
    let known = ontology.stances();
    if known.iter().any(|k| ***k == *name) {
        return Ok(());
    }
    let list: Vec<&str> = known.iter().map(|k| &***k).collect();
    let help = format!("one of {}", list.join(", "));
    Err(files.wrong(FILE, name, format!("\"{name}\" is no stance of the ontology"), &help))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    statement: Vec<RawStatement>,
    content: BTreeMap<String, Vec<String>>,
    according: RawAccording,
    intention: RawIntention,
    end: RawEnd,
    #[serde(default)]
    anonymous: RawEnd,
    #[serde(default)]
    manner: RawEnd,
    #[serde(default)]
    accusing: RawAccusing,
    #[serde(default)]
    condition: RawEnd,
    #[serde(default)]
    material: RawEnd,
    #[serde(default)]
    spokesman: RawEnd,
    #[serde(default)]
    counted: RawCounted,
    #[serde(default)]
    document: RawDocument,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawDocument {
    words: Vec<String>,
    verbs: Vec<String>,
    #[serde(default)]
    received: Vec<String>,
    #[serde(default)]
    text: Vec<String>,
    #[serde(default)]
    within: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawAccusing {
    verbs: Vec<String>,
    to: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCounted {
    from_two: Vec<Vec<String>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawEnd {
    words: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawIntention {
    verbs: Vec<String>,
    #[serde(default)]
    impersonal: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawAccording {
    words: Vec<String>,
    messenger: Vec<String>,
    #[serde(default)]
    what: Vec<String>,
    #[serde(default)]
    mouth: Vec<String>,
    source: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawStatement {
    rule: String,
    stance: String,
    cue: Vec<String>,
    #[serde(default)]
    link: Vec<String>,
    #[serde(default)]
    noun: bool,
    #[serde(default)]
    linked: bool,
    #[serde(default)]
    plain: bool,
    #[serde(default)]
    verbs_only: bool,
    #[serde(default)]
    perfect: bool,
    #[serde(default)]
    person: bool,
    #[serde(default)]
    finite: bool,
    #[serde(default)]
    told: bool,
    #[serde(default)]
    nouns: bool,
    #[serde(default)]
    unless: Vec<String>,
    #[serde(default)]
    example: Vec<StatementExample>,
    #[serde(default)]
    counterexample: Vec<Counterexample>,
}

/// A sentence in which a rule must find exactly this.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatementExample {
    pub text: String,
    pub speaker: String,
    pub content: String,
}

/// A sentence in which a rule must find nothing.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Counterexample {
    pub text: String,
}

/// One way of saying.
#[derive(Clone, Debug)]
pub struct StatementRule {
    pub rule: Arc<str>,
    pub stance: Arc<str>,
    pub link: FxHashSet<String>,
    /// A noun phrase may be what is said.
    pub noun: bool,
    /// A noun phrase is what is said only behind a linking preposition.
    pub linked: bool,
    /// What is said decides no stance: it is described.
    pub plain: bool,
    /// Verbal nouns of the cues do not count.
    pub verbs_only: bool,
    /// A noun phrase is what is said only behind a perfect: `يعتبر X` is `X is held to be`.
    pub perfect: bool,
    /// Only a person says so: an army does it.
    pub person: bool,
    /// Participles of the cues do not count.
    pub finite: bool,
    /// An imperfect tells a state of mind and no saying.
    pub told: bool,
    /// Only a noun that decides the stance is what is said.
    pub nouns: bool,
    /// Prepositions behind which the verb is another one that looks like it: `توقع X على`.
    pub unless: FxHashSet<String>,
    pub examples: Vec<StatementExample>,
    pub counterexamples: Vec<Counterexample>,
}

#[derive(Clone, Debug, Default)]
pub struct StatementRules {
    pub rules: Vec<StatementRule>,
    /// Lexeme to the rules that it is a cue of.
    pub by_lexeme: FxHashMap<LexemeId, Vec<usize>>,
    /// Folded noun at the head of what is said to stance.
    pub content: FxHashMap<String, Arc<str>>,
    pub according: FxHashSet<String>,
    /// Between such a word and a verb of saying.
    pub what: FxHashSet<String>,
    pub messenger: FxHashSet<LexemeId>,
    /// Texts that speak for whoever issued them, and the verbs that say what is in them.
    pub document: FxHashSet<String>,
    pub contains: FxHashSet<LexemeId>,
    /// Dictionary forms of what somebody writes or says something in, and the words for `in it`.
    pub text: FxHashSet<String>,
    pub within: FxHashSet<String>,
    /// Verbs of whoever gets such a text.
    pub received: FxHashSet<LexemeId>,
    /// Words behind a comma with which what is said has ended.
    pub end: FxHashSet<String>,
    /// Folded words for somebody whose name is not given, who is no speaker.
    pub anonymous: FxHashSet<String>,
    /// Verbs whose noun has a pronoun for whom they accuse, and the preposition that names them otherwise.
    pub accusing: FxHashSet<LexemeId>,
    pub to: FxHashSet<String>,
    /// Nouns before what is only supposed: `في حال رفض X`.
    pub condition: FxHashSet<String>,
    /// Number words behind a noun, from two on: `الدول الثلاث`.
    pub counted: Vec<FxHashSet<String>>,
    /// Nouns of what is given as well as said: `قدم دعما`.
    pub material: FxHashSet<String>,
    /// Dictionary forms of offices whose unnamed holder speaks for a body or country.
    pub spokesman: FxHashSet<String>,
    /// Behind a preposition these say how something is said.
    pub manner: FxHashSet<String>,
    /// Nouns before whoever is cited: `على لسان X`.
    pub mouth: FxHashSet<String>,
    /// Prepositions before whoever is cited.
    pub source: FxHashSet<String>,
    /// Verbs with which a clause tells an intention.
    pub intention: FxHashSet<LexemeId>,
    /// Verbs whose future is no intention: `سيكون`, `سيتم`.
    pub impersonal: FxHashSet<LexemeId>,
}

impl StatementRules {
    pub fn load(files: &Files, fold: &Fold, lexicon: &Lexicon, ontology: &Ontology) -> Result<Self, PackError> {
        let raw: Raw = files.parse(FILE)?;
        let mut out = StatementRules::default();
        let verbs = |word: &str| -> Result<Vec<LexemeId>, PackError> {
            let key = fold.key(word);
            let mut found: Vec<LexemeId> = lexicon
                .by_lemma(&key)
                .iter()
                .copied()
                .filter(|&l| lexicon.lexeme(l).verb && fold.key(&lexicon.lexeme(l).lemma) == key)
                .collect();
            found.dedup();
            if found.is_empty() {
                return Err(files.wrong(
                    FILE,
                    word,
                    format!("\"{word}\" is no verb of verbs.toml"),
                    "add it there with its forms",
                ));
            }
            Ok(found)
        };
        // A word that no lexeme has as its dictionary form would never be met.
        let lemmas = |words: &[String]| -> Result<FxHashSet<String>, PackError> {
            let known =
                |key: &String| lexicon.by_lemma(key).iter().any(|&l| fold.key(&lexicon.lexeme(l).lemma) == *key);
            let lemma = |word: &String| {
                let key = fold.key(word);
                if known(&key) {
                    return Ok(key);
                }
                let message = format!("\"{word}\" is no dictionary form of the lexicon");
                Err(files.wrong(FILE, word, message, "add it to nouns.toml, or leave it out"))
            };
            words.iter().map(lemma).collect()
        };
        for statement in raw.statement {
            if statement.example.is_empty() || statement.counterexample.is_empty() {
                let message = format!("rule \"{}\" lacks an example or a counterexample", statement.rule);
                return Err(files.wrong(FILE, &statement.rule, message, "write at least one of each beside it"));
            }
            stance(files, ontology, &statement.stance)?;
            let index = out.rules.len();
            for cue in &statement.cue {
                for lexeme in verbs(cue)? {
                    out.by_lexeme.entry(lexeme).or_default().push(index);
                }
            }
            out.rules.push(StatementRule {
                rule: statement.rule.into(),
                stance: statement.stance.into(),
                link: statement.link.iter().map(|l| fold.key(l)).collect(),
                noun: statement.noun,
                linked: statement.linked,
                plain: statement.plain,
                verbs_only: statement.verbs_only,
                perfect: statement.perfect,
                person: statement.person,
                finite: statement.finite,
                told: statement.told,
                nouns: statement.nouns,
                unless: statement.unless.iter().map(|w| fold.key(w)).collect(),
                examples: statement.example,
                counterexamples: statement.counterexample,
            });
        }
        for (name, words) in raw.content {
            stance(files, ontology, &name)?;
            let stance: Arc<str> = name.into();
            out.content.extend(words.iter().map(|w| (fold.key(w), stance.clone())));
        }
        out.according = raw.according.words.iter().map(|w| fold.key(w)).collect();
        out.end = raw.end.words.iter().map(|w| fold.key(w)).collect();
        out.manner = raw.manner.words.iter().map(|w| fold.key(w)).collect();
        out.counted = raw.counted.from_two.iter().map(|n| n.iter().map(|w| fold.key(w)).collect()).collect();
        out.to = raw.accusing.to.iter().map(|w| fold.key(w)).collect();
        for word in &raw.accusing.verbs {
            out.accusing.extend(verbs(word)?);
        }
        out.condition = raw.condition.words.iter().map(|w| fold.key(w)).collect();
        out.material = raw.material.words.iter().map(|w| fold.key(w)).collect();
        out.spokesman = lemmas(&raw.spokesman.words)?;
        out.anonymous = raw.anonymous.words.iter().map(|w| fold.key(w)).collect();
        out.mouth = raw.according.mouth.iter().map(|w| fold.key(w)).collect();
        out.source = raw.according.source.iter().map(|w| fold.key(w)).collect();
        for word in &raw.intention.impersonal {
            out.impersonal.extend(verbs(word)?);
        }
        for word in &raw.intention.verbs {
            out.intention.extend(verbs(word)?);
        }
        out.what = raw.according.what.iter().map(|w| fold.key(w)).collect();
        out.document = raw.document.words.iter().map(|w| fold.key(w)).collect();
        for word in &raw.document.verbs {
            out.contains.extend(verbs(word)?);
        }
        out.text = lemmas(&raw.document.text)?;
        out.within = raw.document.within.iter().map(|w| fold.key(w)).collect();
        for word in &raw.document.received {
            out.received.extend(verbs(word)?);
        }
        for word in &raw.according.messenger {
            out.messenger.extend(verbs(word)?);
        }
        Ok(out)
    }
}
