//! Turtle parsing with places: syntax errors carry their own, for the rest the line of a subject is looked up.

use super::{OntologyError, Problem};
use oxrdf::Triple;
use oxttl::TurtleParser;
use std::collections::HashMap;

/// The triples of a file in its own order.
pub(super) fn triples<'a>(file: &'a str, text: &'a str) -> impl Iterator<Item = Result<Triple, OntologyError>> + 'a {
    TurtleParser::new().for_slice(text).map(move |triple| {
        triple.map_err(|error| {
            let place = error.location().start;
            OntologyError::Syntax {
                file: file.into(),
                line: place.line as usize + 1,
                column: place.column as usize + 1,
                message: error.message().to_owned(),
            }
        })
    })
}

/// A problem at the line where `subject` is described (and, below it, the first line that holds `value`).
pub(super) fn problem(
    file: &str,
    text: &str,
    subject: &str,
    value: &str,
    message: impl Into<String>,
    help: impl Into<String>,
) -> Problem {
    Problem { file: file.into(), line: line_of(text, subject, value), message: message.into(), help: help.into() }
}

/// The line, from 1, on which the description of a subject begins, or, if `value` stands in the description, that of
/// the value; 0 if the subject begins no line. Parsers give no places for well-formed triples, and errors are rare, so
/// it is searched for when needed.
pub(super) fn line_of(text: &str, subject: &str, value: &str) -> usize {
    let mut starts = Starts::default();
    let mut found = 0;
    for (number, line) in text.lines().enumerate() {
        let start = starts.of(line);
        // A description goes on until the next one begins.
        if start.is_some() && found != 0 {
            break;
        }
        if start.is_some_and(|iri| iri == subject) {
            found = number + 1;
        }
        if found != 0 && !value.is_empty() && line.contains(value) {
            return number + 1;
        }
    }
    found
}

/// The line of every subject that begins one.
pub(super) fn lines(text: &str) -> HashMap<String, usize> {
    let mut starts = Starts::default();
    let mut lines = HashMap::new();
    for (number, line) in text.lines().enumerate() {
        if let Some(iri) = starts.of(line) {
            lines.entry(iri).or_insert(number + 1);
        }
    }
    lines
}

/// The prefixes declared so far: what a line begins with depends on them.
#[derive(Default)]
struct Starts<'a> {
    prefixes: Vec<(&'a str, &'a str)>,
}

impl<'a> Starts<'a> {
    /// The subject that begins at the margin of a line, `<https://…>` or `city:cairo`, written out.
    fn of(&mut self, line: &'a str) -> Option<String> {
        if line.starts_with([' ', '\t', '#', '.', ']']) {
            return None;
        }
        let mut words = line.split_whitespace();
        let first = words.next()?;
        if first.eq_ignore_ascii_case("@prefix") || first.eq_ignore_ascii_case("prefix") {
            let namespace = words.next().zip(words.next());
            self.prefixes.extend(namespace.map(|(name, iri)| (name, iri.trim_matches(['<', '>', '.']))));
            return None;
        }
        let first = first.trim_end_matches([';', ',']);
        if let Some(full) = first.strip_prefix('<') {
            return Some(full.trim_end_matches('>').to_owned());
        }
        let (name, local) = first.split_at(first.find(':')? + 1);
        let (_, namespace) = self.prefixes.iter().rfind(|(known, _)| *known == name)?;
        Some(format!("{namespace}{local}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_subjects_and_values() {
        let text = "# x\n@prefix a: <http://a/> .\na:b a a:C ;\n    a:d \"e\" .\n\n<http://a/f> a a:C ; a:d \"e\" .\n";
        assert_eq!(line_of(text, "http://a/b", ""), 3);
        assert_eq!(line_of(text, "http://a/b", "\"e\""), 4);
        assert_eq!(line_of(text, "http://a/f", "\"e\""), 6);
        assert_eq!(line_of(text, "http://a/bb", ""), 0);
    }

    #[test]
    fn syntax_errors_have_a_place() {
        let errors: Vec<_> =
            triples("x.ttl", "@prefix a: <http://a/> .\na:b a:c d .\n").filter_map(Result::err).collect();
        let message = errors[0].to_string();
        assert!(message.starts_with("x.ttl:2:9: "), "{message}");
    }
}
