//! Turtle parsing with places: syntax errors carry their own, for the rest the line of a subject is looked up.

use super::{OntologyError, Problem};
use oxrdf::Triple;
use oxttl::TurtleParser;

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
    let mut prefixes: Vec<(&str, &str)> = Vec::new();
    let mut found = 0;
    for (number, line) in text.lines().enumerate() {
        let mut words = line.split_whitespace();
        let Some(first) = words.next() else { continue };
        if first.eq_ignore_ascii_case("@prefix") || first.eq_ignore_ascii_case("prefix") {
            if let (Some(name), Some(namespace)) = (words.next(), words.next()) {
                prefixes.push((name, namespace.trim_matches(['<', '>', '.'])));
            }
            continue;
        }
        // A description goes on until the next line that begins at the margin.
        let begins = !line.starts_with([' ', '\t', '#', '.', ']']);
        if begins && found != 0 {
            break;
        }
        if begins && names(first, subject, &prefixes) {
            found = number + 1;
        }
        if found != 0 && !value.is_empty() && line.contains(value) {
            return number + 1;
        }
    }
    found
}

/// Whether a token of Turtle (`city:cairo`, `<https://…>`) is the IRI.
fn names(token: &str, iri: &str, prefixes: &[(&str, &str)]) -> bool {
    let token = token.trim_end_matches([';', ',']);
    if let Some(full) = token.strip_prefix('<') {
        return full.trim_end_matches('>') == iri;
    }
    prefixes.iter().any(|(name, namespace)| {
        iri.strip_prefix(namespace).is_some_and(|local| token.strip_prefix(name).is_some_and(|rest| rest == local))
    })
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
