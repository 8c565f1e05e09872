//! A language pack as checked: what the engine asks of a language.

use super::events::EventRules;
use super::lexicon::{Inflector, LexemeId, Lexicon, person_noun_forms};
use super::model::Model;
use super::names::NameWords;
use super::quantity::QuantityWords;
use super::raw::{self, Enclitic};
use super::statements::StatementRules;
use super::syntax::{CoreferenceWords, SyntaxWords};
use super::terse;
use super::time::TimeWords;
use crate::ontology::Ontology;
use crate::text::normal::Fold;
use rustc_hash::FxHashSet;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;

/// A pack file that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum PackError {
    #[error("{file}:{line}: {message}\nhelp: {help}")]
    Syntax { file: String, line: usize, message: String, help: String },
    #[error(
        "language pack \"{language}\" has no file \"{file}\"\nhelp: every pack has the files that src/lang/README.md lists"
    )]
    Missing { language: String, file: String },
    #[error("unknown language \"{0}\"\nhelp: the languages are {known}, or auto", known = super::LANGUAGES.join(", "))]
    UnknownLanguage(String),
}

/// Where a rule stands, for messages.
pub fn line_of(text: &str, offset: usize) -> usize {
    text[..offset.min(text.len())].matches('\n').count() + 1
}

/// The text files of one pack, by file name.
pub struct Files<'a> {
    pub language: String,
    pub files: Vec<(String, &'a str)>,
}

impl Files<'_> {
    pub fn text(&self, name: &str) -> Result<&str, PackError> {
        self.files
            .iter()
            .find(|(file, _)| file.rsplit('/').next() == Some(name))
            .map(|(_, text)| *text)
            .ok_or_else(|| PackError::Missing { language: self.language.clone(), file: name.into() })
    }

    /// What a file says is wrong, at the line where `word` first stands.
    pub fn wrong(&self, name: &str, word: &str, message: String, help: &str) -> PackError {
        let text = self.text(name).unwrap_or_default();
        let line = text.find(&format!("\"{word}\"")).or_else(|| text.find(word)).map_or(0, |at| line_of(text, at));
        PackError::Syntax { file: format!("{}/{name}", self.language), line, message, help: help.into() }
    }

    /// Parses a file that a language may lack.
    pub fn parse_or_default<T: DeserializeOwned + Default>(&self, name: &str) -> Result<T, PackError> {
        match self.text(name) {
            Ok(_) => self.parse(name),
            Err(_) => Ok(T::default()),
        }
    }

    /// Parses a file that is one long list of entries called `name`: much faster where it is written an entry a line.
    pub fn parse_list<T: DeserializeOwned>(&self, file: &str, name: &str) -> Result<Vec<T>, PackError> {
        match terse::list(self.text(file)?, name) {
            Some(list) => Ok(list),
            None => {
                let mut lists: BTreeMap<String, Vec<T>> = self.parse(file)?;
                let list = lists.remove(name);
                list.filter(|_| lists.is_empty()).ok_or_else(|| PackError::Syntax {
                    file: format!("{}/{file}", self.language),
                    line: 1,
                    message: format!("expected one list, \"{name}\", and nothing else"),
                    help: "the form of each file is described in src/lang/README.md".into(),
                })
            }
        }
    }

    /// Parses one file; the error says file and line.
    pub fn parse<T: DeserializeOwned>(&self, name: &str) -> Result<T, PackError> {
        let text = self.text(name)?;
        toml::from_str(text).map_err(|e| PackError::Syntax {
            file: format!("{}/{name}", self.language),
            line: line_of(text, e.span().map_or(0, |s| s.start)),
            message: e.message().lines().next().unwrap_or_default().to_string(),
            help: "the form of each file is described in src/lang/README.md".into(),
        })
    }
}

/// Marks that a language writes between words.
#[derive(Clone, Debug)]
pub struct Marks {
    pub sentence_end: Vec<char>,
    pub clause_end: Vec<char>,
    /// Those behind which nothing belongs to the clause before.
    pub clause_stop: Vec<char>,
    pub quote_open: Vec<char>,
    pub quote_close: Vec<char>,
    pub joiner: char,
    pub passive_mark: char,
    pub accusative: char,
    pub relational: char,
    /// The feminine ending as keys have it.
    pub feminine_key: char,
    pub feminine: char,
    pub feminine_joined: char,
    pub letters: [char; 2],
}

/// What is written as one word with its neighbour, folded.
#[derive(Clone, Debug)]
pub struct Clitics {
    pub conjunction: Vec<char>,
    pub preposition: Vec<char>,
    pub future: Vec<char>,
    pub article: String,
    pub merging: Vec<char>,
    /// Letters that begin words and hardly follow a first letter.
    pub initial: Vec<char>,
    pub enclitic: Vec<Enclitic>,
}

/// Words that look split and are whole, folded.
#[derive(Clone, Debug, Default)]
pub struct Wholes {
    pub whole: FxHashSet<String>,
    pub article_like: FxHashSet<String>,
}

/// Parts of persons' names, folded.
#[derive(Clone, Debug, Default)]
pub struct GivenNames {
    pub given: FxHashSet<String>,
    pub foreign: FxHashSet<String>,
    /// Those of women alone.
    pub female: FxHashSet<String>,
    pub surname: FxHashSet<String>,
    pub common_too: FxHashSet<String>,
    /// Given names as written.
    pub exact: FxHashSet<String>,
    pub particles: FxHashSet<String>,
}

/// How a language spells names: what an index of names needs, loaded in a moment.
pub struct Spelling {
    pub code: String,
    pub fold: Fold,
    pub names: NameWords,
    inflection: raw::Inflection,
}

impl Spelling {
    /// # Errors
    /// For the first file that is missing or does not parse.
    pub fn load(files: &Files) -> Result<Self, PackError> {
        let script: raw::Script = files.parse("script.toml")?;
        let fold = fold_of(&script);
        let names = NameWords::load(files, &fold)?;
        Ok(Spelling { code: script.code, fold, names, inflection: files.parse("inflection.toml")? })
    }

    /// Every spelling of a noun that names persons, from its folded singular.
    pub fn noun_forms(&self, base: &str) -> Vec<String> {
        person_noun_forms(&self.inflection, base)
    }
}

fn fold_of(script: &raw::Script) -> Fold {
    let pairs: Vec<(String, char)> = script.fold.iter().map(|p| (p.from.clone(), p.to)).collect();
    Fold::new(&script.drop.concat(), &pairs)
}

/// One language, ready for use.
pub struct Pack {
    pub code: String,
    pub rtl: bool,
    pub fold: Fold,
    pub marks: Marks,
    pub clitics: Clitics,
    pub lexicon: Lexicon,
    pub wholes: Wholes,
    pub given_names: GivenNames,
    pub names: NameWords,
    pub syntax: SyntaxWords,
    pub coreference: CoreferenceWords,
    pub statements: StatementRules,
    pub events: EventRules,
    pub time: TimeWords,
    pub quantity: QuantityWords,
    pub model: Model,
}

impl Pack {
    /// # Errors
    /// For the first file that is missing, does not parse, or says what lexicon or ontology do not know.
    pub fn load(files: &Files, ontology: &Ontology) -> Result<Pack, PackError> {
        let script: raw::Script = files.parse("script.toml")?;
        let fold = fold_of(&script);

        let clitics: raw::Clitics = files.parse("clitics.toml")?;
        let clitics = Clitics {
            conjunction: clitics.conjunction,
            preposition: clitics.preposition,
            future: clitics.future,
            article: fold.key(&clitics.article),
            merging: clitics.merging,
            initial: clitics.initial,
            enclitic: clitics.enclitic,
        };

        let tables: raw::Inflection = files.parse("inflection.toml")?;
        let mut inflector = Inflector::new(&fold, &tables);
        let words: raw::Words = files.parse("words.toml")?;
        words.function.iter().for_each(|w| inflector.function(w));
        let (verbs, nouns) = rayon::join(
            || files.parse_list::<raw::Verb>("verbs.toml", "verbs"),
            || files.parse_list::<raw::Noun>("nouns.toml", "nouns"),
        );
        verbs?.iter().for_each(|v| inflector.verb(v));
        nouns?.iter().for_each(|n| inflector.noun(n));
        let adjectives: raw::Adjectives = files.parse("adjectives.toml")?;
        adjectives.adjectives.iter().for_each(|a| inflector.adjective(a, &[]));
        adjectives.irregular.iter().for_each(|a| inflector.adjective(&a.adjective, &a.forms));
        let lexicon = inflector.finish();

        let given: raw::GivenNames = files.parse("given_names.toml")?;
        let folded = |words: &[String]| words.iter().map(|w| fold.key(w)).collect::<FxHashSet<_>>();
        let given_names = GivenNames {
            given: given.male.iter().chain(&given.female).map(|w| fold.key(w)).collect(),
            foreign: folded(&given.foreign),
            female: &folded(&given.female) - &folded(&given.male),
            surname: folded(&given.surname_words),
            common_too: folded(&given.common_too),
            exact: given.male.iter().chain(&given.female).cloned().collect(),
            particles: folded(&given.particles),
        };
        let names = NameWords::load(files, &fold)?;
        let syntax = SyntaxWords::load(files, &fold)?;
        let coreference = CoreferenceWords::load(files, &fold)?;
        let statements = StatementRules::load(files, &fold, &lexicon, ontology)?;
        let events = EventRules::load(files, &fold, &lexicon, ontology)?;
        let wholes = Wholes { whole: folded(&words.whole), article_like: folded(&words.article_like) };
        let marks = Marks {
            sentence_end: script.sentence_end,
            clause_end: script.clause_end,
            clause_stop: script.clause_stop,
            quote_open: script.quote_open,
            quote_close: script.quote_close,
            joiner: script.joiner,
            passive_mark: script.passive_mark,
            accusative: script.accusative,
            relational: script.relational,
            feminine_key: fold.key(&script.feminine.to_string()).chars().next().unwrap_or(script.feminine),
            feminine: script.feminine,
            feminine_joined: script.feminine_joined,
            letters: script.letters,
        };
        let time = TimeWords::compile(files.parse_or_default("time.toml")?, &fold, &clitics.article);
        let quantity =
            QuantityWords::compile(files.parse_or_default("quantity.toml")?, &fold, &clitics.article, &marks);
        Ok(Pack {
            code: script.code,
            rtl: script.direction == "rtl",
            fold,
            marks,
            clitics,
            lexicon,
            wholes,
            given_names,
            names,
            syntax,
            coreference,
            statements,
            events,
            time,
            quantity,
            model: Model::load(files)?,
        })
    }

    /// The words of a name or title, folded and without article.
    pub fn bare_words(&self, words: &str) -> Vec<String> {
        let article = &*self.clitics.article;
        let key = self.fold.key(words);
        key.split_whitespace().map(|word| word.strip_prefix(article).unwrap_or(word).to_owned()).collect()
    }

    /// The dictionary form of a lexeme, folded as tokens' keys are.
    pub fn lemma(&self, lexeme: LexemeId) -> String {
        self.fold.key(&self.lexicon.lexeme(lexeme).lemma)
    }
}
