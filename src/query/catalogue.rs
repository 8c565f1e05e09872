//! The named queries. A query is a plain SPARQL file, usable in any SPARQL program as it stands; the comments it begins
//! with say what it answers, and what `VALUES` it holds are its parameters with their defaults:
//!
//! ```text
//! # title: Visits
//! # description: Who visited whom, when and where.
//! # param: country entity optional "only visits that this country or its people make or receive"
//! # column: visitor "who visits"
//! # example: --param country=Egypt
//! SELECT … { VALUES ?country { UNDEF } … FILTER(!BOUND(?country) || …) }
//! ```

use super::parameter::Kind;
use super::run::QueryError;
use std::collections::BTreeMap;
use thiserror::Error;

/// One named query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedQuery {
    /// The file's name without `.rq`.
    pub name: String,
    /// By language; English is the key `en`.
    pub titles: BTreeMap<String, String>,
    pub description: String,
    pub parameters: Vec<Parameter>,
    /// Name and what it holds.
    pub columns: Vec<(String, String)>,
    /// What may follow `khabar query NAME`.
    pub examples: Vec<String>,
    pub text: String,
}

/// What a user may set with `--param name=value`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameter {
    pub name: String,
    pub kind: Kind,
    pub required: bool,
    pub about: String,
}

/// All named queries, by name.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    queries: BTreeMap<String, NamedQuery>,
}

/// A header that does not say what it must.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{file}, line {line}: {problem}\nhelp: {expected}")]
pub struct HeaderError {
    /// With its folder: `queries/visits.rq`.
    pub file: String,
    pub line: usize,
    pub problem: String,
    pub expected: &'static str,
}

const EXPECTED: &str = "a header line is '# title: …', '# title@ar: …', '# description: …', \
    '# param: name entity|article|date|integer|boolean|text|type|term(a,b) optional|required \"…\"', '# column: name \"…\"' or \
    '# example: --param name=value'";

impl Catalogue {
    /// Read the `.rq` files given by name and content.
    ///
    /// # Errors
    /// [`HeaderError`] for the first header that is wrong.
    pub fn load<N: AsRef<str>, T: AsRef<str>>(files: &[(N, T)]) -> Result<Self, HeaderError> {
        let mut queries = BTreeMap::new();
        for (file, text) in files {
            let file = file.as_ref();
            let Some(name) = file.rsplit('/').next().and_then(|last| last.strip_suffix(".rq")) else { continue };
            queries.insert(name.to_owned(), parse(name, file, text.as_ref())?);
        }
        Ok(Catalogue { queries })
    }

    /// In order of name.
    pub fn iter(&self) -> impl Iterator<Item = &NamedQuery> {
        self.queries.values()
    }

    /// The query of this name.
    ///
    /// # Errors
    /// [`QueryError::UnknownQuery`] with the nearest names.
    pub fn get(&self, name: &str) -> Result<&NamedQuery, QueryError> {
        self.queries.get(name).ok_or_else(|| QueryError::UnknownQuery {
            name: name.into(),
            nearest: super::name::nearest(name, self.queries.keys().map(String::as_str), 3),
        })
    }
}

impl NamedQuery {
    /// The title in a language, else in English, else the name.
    pub fn title(&self, language: &str) -> &str {
        self.titles.get(language).or_else(|| self.titles.get("en")).unwrap_or(&self.name)
    }

    pub fn parameter(&self, name: &str) -> Option<&Parameter> {
        self.parameters.iter().find(|parameter| parameter.name == name)
    }
}

fn parse(name: &str, file: &str, text: &str) -> Result<NamedQuery, HeaderError> {
    let mut query = NamedQuery {
        name: name.into(),
        titles: BTreeMap::new(),
        description: String::new(),
        parameters: Vec::new(),
        columns: Vec::new(),
        examples: Vec::new(),
        text: text.into(),
    };
    for (at, line) in text.lines().enumerate() {
        let Some(comment) = line.strip_prefix('#') else { break };
        let wrong = |problem: String| HeaderError { file: file.into(), line: at + 1, problem, expected: EXPECTED };
        let Some((key, value)) = comment.split_once(':') else { continue };
        let value = value.trim();
        match key.trim() {
            "title" => drop(query.titles.insert("en".into(), value.into())),
            "description" if query.description.is_empty() => query.description = value.into(),
            "description" => query.description = format!("{} {value}", query.description),
            "example" => query.examples.push(value.into()),
            "param" => {
                query.parameters.push(parameter(value).ok_or_else(|| wrong(format!("not a parameter: \"{value}\"")))?)
            }
            "column" => {
                let (words, about) = quoted(value).ok_or_else(|| wrong(format!("not a column: \"{value}\"")))?;
                query.columns.push((words.trim().into(), about.into()));
            }
            key => match key.strip_prefix("title@") {
                Some(language) => drop(query.titles.insert(language.into(), value.into())),
                None => return Err(wrong(format!("unknown key \"{key}\""))),
            },
        }
    }
    if query.titles.get("en").is_none_or(String::is_empty) || query.description.is_empty() {
        let problem = "no title or no description".into();
        return Err(HeaderError { file: file.into(), line: 1, problem, expected: EXPECTED });
    }
    Ok(query)
}

fn parameter(value: &str) -> Option<Parameter> {
    let (words, about) = quoted(value)?;
    let mut words = words.split_whitespace();
    let name = words.next()?.to_owned();
    let kind = words.next()?.parse().ok()?;
    let required = match words.next()? {
        "required" => true,
        "optional" => false,
        _ => return None,
    };
    words.next().is_none().then(|| Parameter { name, kind, required, about: about.into() })
}

/// The words before a quoted text at the end, and the text.
fn quoted(value: &str) -> Option<(&str, &str)> {
    value.strip_suffix('"')?.split_once('"')
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "# title: Visits\n# title@ar: الزيارات\n# description: Who visits whom.\n\
        # param: country entity optional \"where: any\"\n# column: who \"the visitor\"\n\
        # example: --param country=EG\nSELECT ?who { }\n# title: no\n";

    #[test]
    fn headers_are_read() {
        let catalogue = Catalogue::load(&[("queries/visits.rq", TEXT), ("README.md", "")]).unwrap();
        let visits = catalogue.get("visits").unwrap();
        assert_eq!((visits.title("ar"), visits.title("fr")), ("الزيارات", "Visits"));
        assert_eq!(visits.parameters[0].about, "where: any");
        assert_eq!(visits.columns, [("who".into(), "the visitor".into())]);
        assert_eq!(visits.examples, ["--param country=EG"]);
        let error = catalogue.get("vists").unwrap_err().to_string();
        assert!(error.contains("\"visits\""), "{error}");
    }

    #[test]
    fn a_wrong_header_names_its_line() {
        let wrong = Catalogue::load(&[("x.rq", "# title: X\n# param: a thing \"…\"\n")]).unwrap_err();
        assert_eq!(wrong.line, 2);
        assert!(Catalogue::load(&[("x.rq", "SELECT * {}")]).is_err());
    }
}
