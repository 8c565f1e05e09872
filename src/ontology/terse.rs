//! Turtle as gazetteers are written, read several times faster than by a full parser.
//!
//! The program reads the gazetteer at every start. Its files keep to prefixed names, plain texts, whole numbers and
//! booleans; whatever goes beyond that ([`Stop::Unusual`]), right or wrong, is left to the full parser, which also
//! words the errors. Tests hold both to the same triples.

use super::Problem;

/// The object of a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value<'a> {
    Iri(&'a str),
    Text {
        text: &'a str,
        language: Option<&'a str>,
    },
    /// What no gazetteer holds: a blank node.
    Other,
}

/// Why reading stopped before the end.
#[derive(Debug)]
pub(super) enum Stop {
    /// Something that is not written as gazetteers are.
    Unusual,
    /// The receiver refused a statement.
    Refused(Problem),
}

/// Gives every statement (subject, predicate, object) to `receive`, in order.
pub(super) fn statements(
    text: &str,
    mut receive: impl FnMut(&str, &str, Value) -> Result<(), Problem>,
) -> Result<(), Stop> {
    let mut cursor = Cursor { text, at: 0, prefixes: Vec::new() };
    let (mut subject, mut predicate, mut object) = (String::new(), String::new(), String::new());
    while cursor.peek().is_some() {
        if cursor.rest().starts_with("@prefix") {
            cursor.prefix()?;
            continue;
        }
        cursor.iri(&mut subject)?;
        loop {
            cursor.peek();
            if cursor.rest().starts_with("a ") {
                cursor.at += 1;
                predicate.clear();
                predicate.push_str(oxrdf::vocab::rdf::TYPE.as_str());
            } else {
                cursor.iri(&mut predicate)?;
            }
            loop {
                let value = cursor.value(&mut object)?;
                receive(&subject, &predicate, value).map_err(Stop::Refused)?;
                if cursor.peek() != Some(b',') {
                    break;
                }
                cursor.at += 1;
            }
            let mut last = false;
            while cursor.peek() == Some(b';') {
                cursor.at += 1;
                last = true;
            }
            if cursor.peek() == Some(b'.') {
                cursor.at += 1;
                break;
            }
            if !last {
                return Err(Stop::Unusual);
            }
        }
    }
    Ok(())
}

struct Cursor<'a> {
    text: &'a str,
    at: usize,
    prefixes: Vec<(&'a str, &'a str)>,
}

impl<'a> Cursor<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    /// The next byte that is neither space nor comment; it becomes the current one.
    fn peek(&mut self) -> Option<u8> {
        let bytes = self.text.as_bytes();
        loop {
            match bytes.get(self.at)? {
                b' ' | b'\n' | b'\t' | b'\r' => self.at += 1,
                b'#' => self.at += bytes[self.at..].iter().position(|&byte| byte == b'\n')?,
                &byte => return Some(byte),
            }
        }
    }

    /// Takes the bytes that `is` holds for, which are ASCII.
    fn take(&mut self, is: impl Fn(u8) -> bool) -> &'a str {
        let rest = self.rest();
        let length = rest.bytes().position(|byte| !is(byte)).unwrap_or(rest.len());
        self.at += length;
        &rest[..length]
    }

    fn expect(&mut self, byte: u8) -> Result<(), Stop> {
        if self.text.as_bytes().get(self.at) != Some(&byte) {
            return Err(Stop::Unusual);
        }
        self.at += 1;
        Ok(())
    }

    /// `@prefix city: <https://…> .`
    fn prefix(&mut self) -> Result<(), Stop> {
        self.at += "@prefix".len();
        self.peek();
        let name = self.take(is_name);
        self.expect(b':')?;
        self.peek();
        let namespace = self.reference()?;
        self.peek();
        self.expect(b'.')?;
        self.prefixes.retain(|(known, _)| *known != name);
        self.prefixes.push((name, namespace));
        Ok(())
    }

    /// `<https://…>`, absolute and in ASCII.
    fn reference(&mut self) -> Result<&'a str, Stop> {
        self.expect(b'<')?;
        let iri = self.take(|byte| byte.is_ascii_alphanumeric() || b"-._~:/?#@!$&'()*+,;=".contains(&byte));
        self.expect(b'>')?;
        if iri.starts_with("https://") || iri.starts_with("http://") { Ok(iri) } else { Err(Stop::Unusual) }
    }

    /// An IRI, written out or as a prefixed name.
    fn iri(&mut self, iri: &mut String) -> Result<(), Stop> {
        iri.clear();
        if self.peek() == Some(b'<') {
            iri.push_str(self.reference()?);
            return Ok(());
        }
        let name = self.take(is_name);
        self.expect(b':')?;
        let local = self.take(is_name);
        // Dots within names, escapes and letters outside ASCII are for the full parser, a dot at the end is not.
        match self.text.as_bytes().get(self.at) {
            None | Some(b' ' | b'\n' | b'\t' | b'\r' | b';' | b',') => {}
            Some(b'.') if !self.rest()[1..].starts_with(|next| !char::is_whitespace(next)) => {}
            _ => return Err(Stop::Unusual),
        }
        let namespace = self.prefixes.iter().find(|(known, _)| *known == name).ok_or(Stop::Unusual)?.1;
        iri.push_str(namespace);
        iri.push_str(local);
        Ok(())
    }

    fn value<'b>(&mut self, iri: &'b mut String) -> Result<Value<'b>, Stop>
    where
        'a: 'b,
    {
        match self.peek() {
            Some(b'"') => self.quoted(),
            Some(byte) if byte.is_ascii_digit() => self.plain(|byte| byte.is_ascii_digit()),
            _ if self.rest().starts_with("true") || self.rest().starts_with("false") => {
                self.plain(|byte| byte.is_ascii_lowercase())
            }
            _ => {
                self.iri(iri)?;
                Ok(Value::Iri(iri))
            }
        }
    }

    /// A number or boolean, which a space ends.
    fn plain(&mut self, is: impl Fn(u8) -> bool) -> Result<Value<'a>, Stop> {
        let text = self.take(is);
        match self.text.as_bytes().get(self.at) {
            Some(b' ' | b'\n' | b'\t' | b'\r' | b';' | b',') => Ok(Value::Text { text, language: None }),
            _ => Err(Stop::Unusual),
        }
    }

    /// `"text"` or `"text"@ar`, without escapes.
    fn quoted(&mut self) -> Result<Value<'a>, Stop> {
        self.expect(b'"')?;
        let rest = self.rest();
        let end = rest.bytes().position(|byte| matches!(byte, b'"' | b'\\' | b'\n' | b'\r')).ok_or(Stop::Unusual)?;
        self.at += end;
        self.expect(b'"')?;
        let text = &rest[..end];
        let language = match self.text.as_bytes().get(self.at) {
            Some(b'@') => {
                self.at += 1;
                let language = self.take(|byte| byte.is_ascii_lowercase());
                if !(2..=8).contains(&language.len()) {
                    return Err(Stop::Unusual);
                }
                Some(language)
            }
            _ => None,
        };
        match self.text.as_bytes().get(self.at) {
            Some(b' ' | b'\n' | b'\t' | b'\r' | b';' | b',' | b'.') => Ok(Value::Text { text, language }),
            _ => Err(Stop::Unusual),
        }
    }
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resources::Resources;
    use oxrdf::{NamedOrBlankNode, Term};

    type Statement = (String, String, String, Option<String>);

    fn terse(text: &str) -> Result<Vec<Statement>, Stop> {
        let mut all = Vec::new();
        statements(text, |subject, predicate, value| {
            let (value, language) = match value {
                Value::Iri(iri) => (iri.to_owned(), Some("iri".to_owned())),
                Value::Text { text, language } => (text.to_owned(), language.map(str::to_owned)),
                Value::Other => unreachable!("no blank nodes"),
            };
            all.push((subject.to_owned(), predicate.to_owned(), value, language));
            Ok(())
        })?;
        Ok(all)
    }

    fn full(text: &str) -> Vec<Statement> {
        let triples = crate::ontology::turtle::triples("x.ttl", text).map(|triple| triple.expect("Turtle"));
        let statement = |triple: oxrdf::Triple| {
            let NamedOrBlankNode::NamedNode(subject) = triple.subject else { panic!("a blank node") };
            let (value, language) = match triple.object {
                Term::NamedNode(node) => (node.into_string(), Some("iri".to_owned())),
                Term::Literal(text) => (text.value().to_owned(), text.language().map(str::to_owned)),
                other => panic!("{other}"),
            };
            (subject.into_string(), triple.predicate.into_string(), value, language)
        };
        triples.map(statement).collect()
    }

    #[test]
    fn both_parsers_read_the_gazetteer_alike() {
        for (file, text) in Resources::embedded().texts_under("ontology/gazetteer") {
            let terse = terse(text).unwrap_or_else(|_| panic!("{file} is not written as gazetteers are"));
            assert!(terse == full(text), "{file}");
        }
    }

    #[test]
    fn what_is_unusual_is_left_to_the_full_parser() {
        let start = "@prefix a: <http://a.example/> . # x\n@prefix : <http://b.example/> .\n";
        for usual in [
            "a:b a a:C ; a:d \"س, ص; ع\"@ar , \"x # y\" ; .",
            "a:b a:c a:d, :e;a:f 12 ;; a:g true .\n:h a:i <http://c.example/x#y> .",
            "a:b a:c :d.\n# end",
            "",
        ] {
            let text = format!("{start}{usual}");
            assert_eq!(terse(&text).expect(usual), full(&text), "{usual}");
        }
        for unusual in [
            "a:b a:c \"\"\"d\"\"\" .",
            "a:b a:c \"d\\n\" .",
            "a:b a:c \"d\"^^a:e .",
            "a:b a:c \"d\"@ar-EG .",
            "a:b a:c 1.5 .",
            "a:b a:c [] .",
            "a:b a:c ( a:d ) .",
            "a:b.c a:d a:e .",
            "a:ب a:d a:e .",
            "<b> a:d a:e .",
            "_:b a:d a:e .",
            "x:b a:d a:e .",
            "a:b a:d a:e",
            "a:b a:d a:e a:f .",
            "PREFIX c: <http://c.example/> a:b a:d c:e .",
            "a:b a:d \"e",
            "a:b a:d 12",
        ] {
            assert!(matches!(terse(&format!("{start}{unusual}")), Err(Stop::Unusual)), "{unusual}");
        }
    }
}
