//! Words for a picture: the right language, the right length, the right direction.

use crate::ontology::Ontology;
use crate::text::bidi;
use oxigraph::model::{Literal, NamedNode};
use unicode_width::UnicodeWidthStr;

/// Columns of a line in a node's label.
pub const LINE: usize = 26;

/// Words wrapped to lines of `width` columns, at most `most` lines; what does not fit ends in an ellipsis.
pub fn wrap(words: &str, width: usize, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in words.split_whitespace() {
        let full = lines.len() == most;
        match lines.last_mut() {
            Some(line) if line.width() + 1 + word.width() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            Some(line) if full => {
                line.push('…');
                break;
            }
            _ => lines.push(clip(word, 2 * width)),
        }
    }
    lines.iter().map(|line| bidi::label(line)).collect()
}

/// A single word cut where it is longer than anybody reads.
fn clip(word: &str, width: usize) -> String {
    if word.width() <= width {
        return word.to_owned();
    }
    let mut cut = String::new();
    for c in word.chars() {
        if cut.width() >= width {
            break;
        }
        cut.push(c);
    }
    cut + "…"
}

/// The label of an ontology's term in a language, else in English, else its local name.
pub fn term(ontology: &Ontology, iri: &NamedNode, language: &str) -> String {
    let name = iri.as_str();
    let label = ontology.label(name, language).or_else(|| ontology.label(name, "en"));
    label.map_or_else(|| spaced(super::select::last_part(iri)), str::to_owned)
}

/// `EmbassyOpening` as "embassy opening".
fn spaced(name: &str) -> String {
    let mut words = String::new();
    for c in name.chars() {
        if c.is_uppercase() && !words.is_empty() {
            words.push(' ');
        }
        words.extend(c.to_lowercase());
    }
    words
}

/// The literal in the language, else in English, else the first one.
pub fn in_language<'l>(literals: &'l [Literal], language: &str) -> Option<&'l Literal> {
    let find = |wanted: &str| literals.iter().find(|literal| literal.language() == Some(wanted));
    find(language).or_else(|| find("en")).or_else(|| literals.first())
}

/// One day or two; in a right-to-left picture the first stands on the right.
pub fn days(first: &str, last: &str, rtl: bool) -> String {
    let mark = if rtl { "\u{200F}" } else { "" };
    if first == last { first.to_owned() } else { format!("{mark}{first} – {last}") }
}

/// A number with its thousands apart: `15,000,000`.
pub fn number(value: &str) -> String {
    let (sign, rest) = value.strip_prefix('-').map_or(("", value), |rest| ("-", rest));
    let (whole, fraction) = rest.split_once('.').map_or((rest, ""), |(whole, fraction)| (whole, fraction));
    if whole.len() < 5 || !whole.bytes().all(|b| b.is_ascii_digit()) {
        return value.to_owned();
    }
    let mut apart = String::new();
    for (i, c) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i) % 3 == 0 {
            apart.push(',');
        }
        apart.push(c);
    }
    if fraction.is_empty() { format!("{sign}{apart}") } else { format!("{sign}{apart}.{fraction}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_short_and_few() {
        assert_eq!(wrap("one two three four", 8, 2), ["one two", "three…"]);
        assert_eq!(wrap("one two", 8, 2), ["one two"]);
        assert_eq!(wrap("5 نوفمبر", 20, 1), ["\u{200F}5 نوفمبر"]);
        assert!(wrap("", 8, 2).is_empty());
        assert_eq!(wrap(&"x".repeat(50), 8, 2), [format!("{}…", "x".repeat(16))]);
    }

    #[test]
    fn numbers_are_readable() {
        for (value, shown) in [("2", "2"), ("2025", "2025"), ("15000000", "15,000,000"), ("-12500.5", "-12,500.5")] {
            assert_eq!(number(value), shown);
        }
    }

    #[test]
    fn names_are_spaced() {
        assert_eq!(spaced("EmbassyOpening"), "embassy opening");
    }
}
