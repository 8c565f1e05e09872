//! A language pack as written: one struct a file, unknown keys refused.

use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Script {
    pub code: String,
    pub name: BTreeMap<String, String>,
    pub direction: String,
    /// First and last letter of the block that words are made of.
    pub letters: [char; 2],
    pub drop: Vec<String>,
    pub fold: Vec<FoldPair>,
    pub sentence_end: Vec<char>,
    pub clause_end: Vec<char>,
    pub clause_stop: Vec<char>,
    pub quote_open: Vec<char>,
    pub quote_close: Vec<char>,
    pub joiner: char,
    pub passive_mark: char,
    pub accusative: char,
    pub relational: char,
    pub feminine: char,
    pub feminine_joined: char,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FoldPair {
    pub from: String,
    pub to: char,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clitics {
    pub conjunction: Vec<char>,
    /// Letters that a word begins with behind a one-letter particle.
    pub initial: Vec<char>,
    pub preposition: Vec<char>,
    pub future: Vec<char>,
    pub article: String,
    pub merging: Vec<char>,
    pub enclitic: Vec<Enclitic>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Enclitic {
    pub text: String,
    pub person: u8,
    pub number: Number,
    pub gender: Option<Gender>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Number {
    #[default]
    Singular,
    Dual,
    Plural,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Gender {
    M,
    F,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Inflection {
    pub perfect: Vec<Paradigm<PerfectForm>>,
    pub imperfect: Vec<Paradigm<ImperfectForm>>,
    pub hollow: Hollow,
    pub noun: Vec<Paradigm<NounForm>>,
    pub person: Person,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Paradigm<F> {
    pub ending: String,
    pub forms: Vec<F>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PerfectForm {
    #[serde(default)]
    pub drop: usize,
    pub add: String,
    pub person: String,
    /// Only before a pronoun.
    #[serde(default)]
    pub joined: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ImperfectForm {
    pub prefix: String,
    #[serde(default)]
    pub drop: usize,
    #[serde(default)]
    pub add: String,
    pub person: String,
    pub mood: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hollow {
    pub letters: Vec<char>,
    pub perfect: Vec<PerfectForm>,
    pub jussive: Vec<ImperfectForm>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NounForm {
    #[serde(default)]
    pub drop: usize,
    pub add: String,
    pub number: Number,
    pub gender: Option<Gender>,
    /// Only before a pronoun or a following genitive.
    #[serde(default)]
    pub joined: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    pub forms: Vec<NounForm>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Verb {
    pub perfect: String,
    pub imperfect: String,
    #[serde(default)]
    pub masdar: Vec<String>,
    pub active: Option<String>,
    pub passive: Option<String>,
    pub passive_perfect: Option<String>,
    pub passive_imperfect: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Noun {
    pub noun: String,
    #[serde(default)]
    pub plural: Vec<String>,
    pub gender: Option<Gender>,
    #[serde(default)]
    pub kind: Vec<Kind>,
}

/// What a noun is good for in names and phrases.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Office or rank of a person.
    Title,
    /// Form of address before a name.
    Honorific,
    /// Head of an organisation's name.
    Body,
    /// Head of a facility's name.
    Facility,
    /// Class word before a place's name.
    Place,
    /// Head of the name of a treaty, plan or law.
    Work,
    /// People as a community.
    Group,
    /// Kinship.
    Relation,
    /// Persons that are no title.
    Person,
    Money,
    Unit,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// Words whose first letter looks like a clitic and is none.
    pub whole: Vec<String>,
    /// Words that begin like the article and have none.
    pub article_like: Vec<String>,
    pub function: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GivenNames {
    pub male: Vec<String>,
    pub female: Vec<String>,
    pub foreign: Vec<String>,
    pub surname_words: Vec<String>,
    /// Names that are ordinary words too.
    pub common_too: Vec<String>,
    /// Parts of names that stand before another part.
    pub particles: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Adjectives {
    pub adjectives: Vec<String>,
    #[serde(default)]
    pub irregular: Vec<Irregular>,
}

/// Broken plurals and odd feminines of an adjective.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Irregular {
    pub adjective: String,
    pub forms: Vec<String>,
}
