//! JSON Lines (jsonlines.org): an article a line, as an object with `text` and, if there are, `title`, `date`, `url`,
//! `source` and `id`. Other fields are passed over. A bad line is an error of its own.

use super::Article;
use super::plain::{self, NotText};
use jiff::civil::Date;
use serde_json::{Map, Value};
use std::io::{self, BufRead, Read};
use thiserror::Error;

/// Endings of files that are read so.
pub const ENDINGS: [&str; 2] = ["jsonl", "ndjson"];

/// Why a line is no article.
#[derive(Debug, PartialEq, Eq, Error)]
pub enum BadLine {
    #[error("this is no JSON object: {0}\nhelp: {FORM}")]
    NotAnObject(String),
    #[error("the article has no \"text\"\nhelp: {FORM}")]
    NoText,
    #[error("\"{field}\" is {found}, expected {expected}\nhelp: {FORM}")]
    Field { field: &'static str, found: String, expected: &'static str },
    #[error(
        "\"{name}\" is the name of line {line} too, and a name is of one article\nhelp: give each line its own \"url\", \"id\" or path as \"source\", or none"
    )]
    NamedTwice { name: String, line: u64 },
    #[error("the line is not UTF-8 from byte {0}\nhelp: save the file as UTF-8, which JSON is in")]
    NotUtf8(usize),
    #[error(transparent)]
    NotText(#[from] NotText),
}

const FORM: &str =
    r#"each line is one article: {"text": "…", "title": "…", "date": "2025-11-05", "url": "…"}, all but text optional"#;

/// One line of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Counted from 1.
    pub number: u64,
    bytes: Vec<u8>,
}

/// The lines of a file that are not blank, read as they are asked for.
pub struct Lines<'r> {
    reader: Box<dyn BufRead + 'r>,
    number: u64,
}

impl<'r> Lines<'r> {
    pub fn new(reader: impl BufRead + 'r) -> Self {
        Lines { reader: Box::new(reader), number: 0 }
    }

    /// The next line. One that is too long is cut, which reading it then says.
    fn line(&mut self) -> io::Result<Option<Line>> {
        loop {
            let mut bytes = Vec::new();
            let most = plain::MOST_BYTES as u64 + 1;
            if self.reader.by_ref().take(most).read_until(b'\n', &mut bytes)? == 0 {
                return Ok(None);
            }
            self.number += 1;
            if bytes.len() > plain::MOST_BYTES && !bytes.ends_with(b"\n") {
                self.reader.skip_until(b'\n')?;
            }
            if self.number == 1 && bytes.starts_with(b"\xEF\xBB\xBF") {
                bytes.drain(..3);
            }
            if !bytes.trim_ascii().is_empty() {
                return Ok(Some(Line { number: self.number, bytes }));
            }
        }
    }
}

impl Iterator for Lines<'_> {
    type Item = io::Result<Line>;

    fn next(&mut self) -> Option<Self::Item> {
        self.line().transpose()
    }
}

impl Line {
    /// The article of a line of the file of this name; without name, of standard input. `given_date` wins over the line's.
    ///
    /// # Errors
    /// [`BadLine`] when the line is no JSON object, has no text, or one of its fields is not as it should be.
    pub fn article(self, file: Option<&str>, given_date: Option<Date>) -> Result<Article, BadLine> {
        if self.bytes.len() > plain::MOST_BYTES {
            return Err(NotText::TooLarge { bytes: self.bytes.len() }.into());
        }
        let words = std::str::from_utf8(&self.bytes).map_err(|error| BadLine::NotUtf8(error.valid_up_to()))?;
        let fields: Map<String, Value> = serde_json::from_str(words.trim()).map_err(|error| {
            // Of the place the column is left, as the line is known; an error of the whole has none.
            let message = error.to_string().replacen(" at line 1 column ", ", column ", 1);
            BadLine::NotAnObject(message.trim_end_matches(", column 0").into())
        })?;
        let text = string(&fields, "text")?.filter(|text| !text.trim().is_empty()).ok_or(BadLine::NoText)?;
        let text = match string(&fields, "title")?.map(str::trim).filter(|title| !title.is_empty()) {
            Some(title) if text.trim_start().lines().next().map(str::trim) != Some(title) => {
                format!("{title}\n\n{text}")
            }
            _ => text.to_owned(),
        };
        let text = plain::refuse_markup(plain::decode(text.into_bytes())?)?;
        let date = given_date.or(day(&fields)?);
        let id = match fields.get("id") {
            Some(Value::Number(id)) => Some(id.to_string()),
            _ => string(&fields, "id")?.map(str::to_owned),
        };
        // What a newspaper is called is no name of an article.
        let path = string(&fields, "source")?.filter(|source| source.contains('/'));
        let name = string(&fields, "url")?.or(path).map(str::trim).filter(|name| !name.is_empty());
        let mut article = Article::new(text, String::new(), date);
        article.source = match (name, id, file) {
            (Some(name), ..) => name.to_owned(),
            (None, Some(id), file) => format!("{}#{id}", file.unwrap_or("stdin")),
            (None, None, Some(file)) => format!("{file}:{}", self.number),
            // Each text on standard input is its own source: the next one is no new version of it.
            (None, None, None) => format!("stdin:{}", &article.sha256[..12]),
        };
        Ok(article)
    }
}

fn string<'f>(fields: &'f Map<String, Value>, field: &'static str) -> Result<Option<&'f str>, BadLine> {
    match fields.get(field) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(words)) => Ok(Some(words)),
        Some(other) => Err(BadLine::Field { field, found: shown(other), expected: "a string" }),
    }
}

/// The day of `date`, which may go on with a time of day (RFC 3339).
fn day(fields: &Map<String, Value>) -> Result<Option<Date>, BadLine> {
    let Some(words) = string(fields, "date")?.map(str::trim).filter(|words| !words.is_empty()) else { return Ok(None) };
    let day = words.split(['T', 't', ' ']).next().unwrap_or_default();
    let wrong = || BadLine::Field {
        field: "date",
        found: shown(&Value::from(words)),
        expected: "a day like 2025-11-05, or one with a time behind it like 2025-11-05T10:00:00Z",
    };
    Ok(Some(day.parse().map_err(|_| wrong())?))
}

fn shown(value: &Value) -> String {
    let words = value.to_string();
    match words.char_indices().nth(40) {
        Some((end, _)) => format!("{}…", &words[..end]),
        None => words,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Result<Article, BadLine> {
        Lines::new(line.as_bytes()).next().unwrap().unwrap().article(Some("news.jsonl"), None)
    }

    #[test]
    fn fields_make_an_article() {
        let article =
            read(r#"{"id": 7, "title": "عنوان", "text": "نص الخبر", "date": "2025-11-05T10:00:00Z", "n": []}"#);
        let article = article.unwrap();
        assert_eq!(article.text.as_str(), "عنوان\n\nنص الخبر");
        assert_eq!(article.source, "news.jsonl#7");
        assert_eq!(article.given_date, Some(jiff::civil::date(2025, 11, 5)));
        for (line, source) in [
            (r#"{"text": "نص", "url": "https://example.org/1", "source": "a/b", "id": "x"}"#, "https://example.org/1"),
            (r#"{"text": "نص", "source": "a/b.txt", "id": "x"}"#, "a/b.txt"),
            (r#"{"text": "نص", "source": "جريدة", "url": null}"#, "news.jsonl:1"),
        ] {
            assert_eq!(read(line).unwrap().source, source);
        }
        assert_eq!(read(r#"{"title": "عنوان", "text": "عنوان\nنص"}"#).unwrap().text.as_str(), "عنوان\nنص");
    }

    #[test]
    fn bad_lines_say_what_was_expected() {
        for (line, words) in [
            ("{\"text\": ", "column"),
            ("[1]", "expected a map\n"),
            ("{\"title\": \"x\"}", "has no \"text\""),
            ("{\"text\": \" \"}", "has no \"text\""),
            ("{\"text\": 5}", "\"text\" is 5, expected a string"),
            ("{\"text\": \"x\", \"date\": \"5 Nov\"}", "\"date\" is \"5 Nov\", expected a day like"),
            ("{\"text\": \"<html>\"}", "web page"),
        ] {
            let error = read(line).unwrap_err().to_string();
            assert!(error.contains(words) && error.contains("help: "), "{line}: {error}");
        }
    }

    #[test]
    fn blank_lines_count_and_are_passed_over() {
        let lines: Vec<_> = Lines::new("\u{FEFF}{}\r\n\n  \n{}".as_bytes()).map(Result::unwrap).collect();
        assert_eq!(lines.iter().map(|line| line.number).collect::<Vec<_>>(), [1, 4]);
        assert_eq!(lines[0].bytes, b"{}\r\n");
    }
}
