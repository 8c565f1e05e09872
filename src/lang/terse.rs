//! Long word lists, read many times faster than by a full TOML parser.
//!
//! The program reads its lists of nouns and verbs at every start. They are written as one list of one-line entries of
//! plain texts and lists of texts; a file that goes beyond that, right or wrong, is left to the full parser, which also
//! words the errors. A test holds both to the same entries.

use serde::de::value::{Error, MapDeserializer, SeqDeserializer};
use serde::de::{DeserializeOwned, Deserializer, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;

/// The entries of a file that is one list called `name`; none if it is not written as such lists are.
pub(super) fn list<T: DeserializeOwned>(text: &str, name: &str) -> Option<Vec<T>> {
    let mut cursor = Cursor { text, at: 0 };
    if cursor.word()? != name {
        return None;
    }
    cursor.expect(b'=')?;
    cursor.expect(b'[')?;
    let mut entries = Vec::new();
    let mut fields: Vec<(&str, Value)> = Vec::new();
    while cursor.peek()? != b']' {
        cursor.entry(&mut fields)?;
        entries.push(T::deserialize(MapDeserializer::new(fields.drain(..))).ok()?);
        if cursor.peek()? != b']' {
            cursor.expect(b',')?;
        }
    }
    cursor.expect(b']')?;
    cursor.peek().is_none().then_some(entries)
}

/// What a field of an entry holds.
enum Value<'a> {
    Text(&'a str),
    List(Vec<&'a str>),
}

impl<'de> IntoDeserializer<'de> for Value<'de> {
    type Deserializer = Self;
    fn into_deserializer(self) -> Self {
        self
    }
}

impl<'de> Deserializer<'de> for Value<'de> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Value::Text(text) => visitor.visit_borrowed_str(text),
            Value::List(texts) => visitor.visit_seq(SeqDeserializer::new(texts.into_iter())),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_some(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match self {
            Value::Text(text) => {
                IntoDeserializer::<Error>::into_deserializer(text).deserialize_enum(name, variants, visitor)
            }
            Value::List(_) => self.deserialize_any(visitor),
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct
        newtype_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}

struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Cursor<'a> {
    /// The next byte that is neither space nor comment; it becomes the current one.
    fn peek(&mut self) -> Option<u8> {
        let bytes = self.text.as_bytes();
        loop {
            match bytes.get(self.at)? {
                b' ' | b'\n' | b'\t' => self.at += 1,
                b'#' => self.at += bytes[self.at..].iter().position(|&byte| byte == b'\n')?,
                &byte => return Some(byte),
            }
        }
    }

    fn expect(&mut self, byte: u8) -> Option<()> {
        (self.peek()? == byte).then(|| self.at += 1)
    }

    /// The bytes from here that `is` holds for.
    fn take(&mut self, is: impl Fn(u8) -> bool) -> &'a str {
        let rest = &self.text[self.at..];
        let length = rest.bytes().position(|byte| !is(byte)).unwrap_or(rest.len());
        self.at += length;
        &rest[..length]
    }

    fn word(&mut self) -> Option<&'a str> {
        self.peek()?;
        Some(self.take(|byte| byte.is_ascii_lowercase() || byte == b'_')).filter(|word| !word.is_empty())
    }

    /// `{ noun = "…", plural = ["…"] }`, all on one line as TOML demands.
    fn entry(&mut self, fields: &mut Vec<(&'a str, Value<'a>)>) -> Option<()> {
        self.expect(b'{')?;
        let start = self.at;
        loop {
            let name = self.word()?;
            self.expect(b'=')?;
            let value = self.value()?;
            fields.push((name, value));
            match self.peek()? {
                b',' => self.at += 1,
                b'}' => break,
                _ => return None,
            }
        }
        let one_line = !self.text.as_bytes()[start..self.at].contains(&b'\n');
        self.at += 1;
        one_line.then_some(())
    }

    fn value(&mut self) -> Option<Value<'a>> {
        if self.peek()? == b'"' {
            return self.quoted().map(Value::Text);
        }
        self.expect(b'[')?;
        let mut texts = Vec::new();
        while self.peek()? != b']' {
            texts.push(self.quoted()?);
            if self.peek()? != b']' {
                self.expect(b',')?;
            }
        }
        self.at += 1;
        Some(Value::List(texts))
    }

    /// `"text"`, without escapes.
    fn quoted(&mut self) -> Option<&'a str> {
        self.expect(b'"')?;
        let text = self.take(|byte| byte >= b' ' && byte != b'"' && byte != b'\\' && byte != 0x7F);
        let closed = self.text.as_bytes().get(self.at) == Some(&b'"');
        self.at += 1;
        // Three quotation marks begin another kind of text.
        (closed && self.text.as_bytes().get(self.at) != Some(&b'"')).then_some(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::raw::{Noun, Verb};
    use crate::resources::Resources;
    use std::collections::BTreeMap;
    use std::fmt::Debug;

    fn full<T: DeserializeOwned>(text: &str, name: &str) -> Option<Vec<T>> {
        toml::from_str::<BTreeMap<String, Vec<T>>>(text).ok()?.remove(name)
    }

    fn alike<T: DeserializeOwned + Debug>(file: &str, name: &str) {
        let resources = Resources::embedded();
        let text = resources.file(file).expect("a file");
        let terse = list::<T>(text, name).unwrap_or_else(|| panic!("{file} is not written as word lists are"));
        assert!(format!("{terse:?}") == format!("{:?}", full::<T>(text, name).expect("TOML")), "{file}");
    }

    #[test]
    fn both_parsers_read_the_word_lists_alike() {
        alike::<Noun>("lang/ar/nouns.toml", "nouns");
        alike::<Verb>("lang/ar/verbs.toml", "verbs");
    }

    #[test]
    fn what_is_unusual_is_left_to_the_full_parser() {
        for usual in [
            "nouns=[]",
            "# x\nnouns = [ # y\n { noun = \"a#,\", plural = [\"b\" , \"c\",], gender=\"m\", kind=[\"title\"] }\n]\n#z",
        ] {
            let terse = format!("{:?}", list::<Noun>(usual, "nouns"));
            assert_eq!(terse, format!("{:?}", full::<Noun>(usual, "nouns")), "{usual}");
            assert!(terse.starts_with("Some"), "{usual}");
        }
        for unusual in [
            "",
            "verbs = []",
            "nouns = [",
            "nouns = []\nverbs = []",
            "nouns = [{ noun = \"a\\n\" }]",
            "nouns = [{ noun = \"\"\"a\"\"\" }]",
            "nouns = [{ noun = 'a' }]",
            "nouns = [{ noun = \"a }]",
            "nouns = [{ noun = \"a\", kind = [\"king\"] }]",
            "nouns = [{ noun = \"a\", plural = \"b\" }]",
            "nouns = [{ noun = [\"a\"] }]",
            "nouns = [{ noun = \"a\", noun = \"b\" }]",
            "nouns = [{ noun = \"a\", nuon = \"b\" }]",
            "nouns = [{ gender = \"m\" }]",
            "nouns = [{ noun = \"a\" } { noun = \"b\" }]",
            "nouns = [{ noun = \"a\",\n gender = \"m\" }]",
        ] {
            assert!(list::<Noun>(unusual, "nouns").is_none(), "{unusual}");
        }
    }
}
