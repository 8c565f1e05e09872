//! Minting of IRIs: one place decides what a thing is called.

use super::terms::{ENTITY_CLASSES, KH};
use crate::extraction::facts::{Entity, Identity};
use oxrdf::{NamedNode, NamedNodeRef};
use thiserror::Error;

/// The base of minted IRIs unless the user gives another.
pub const DEFAULT_BASE: &str = "https://w3id.org/khabar/id/";
/// The graph that says which layout a store has; the same in every store, whatever its base.
pub const STORE_GRAPH: &str = "https://w3id.org/khabar/id/graph/store";

/// Hexadecimal digits of the text's SHA-256 in an article's IRI: 128 bits.
const ARTICLE_DIGITS: usize = 32;
/// Hexadecimal digits of the article in the IRI of an entity that is local to it.
const LOCAL_DIGITS: usize = 12;

/// A base that no IRI can be minted on.
#[derive(Debug, Error)]
pub enum MintError {
    #[error("base \"{0}\" is no absolute IRI that ends in \"/\" or \"#\"\nhelp: give one like https://example.org/id/")]
    Base(String),
}

/// Mints the IRIs of articles, entities and graphs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mint {
    base: String,
}

impl Default for Mint {
    fn default() -> Self {
        Mint { base: DEFAULT_BASE.into() }
    }
}

impl Mint {
    /// # Errors
    /// When `base` is not an absolute IRI that ends in `/` or `#`.
    pub fn new(base: &str) -> Result<Self, MintError> {
        if NamedNode::new(base).is_err() || !base.ends_with(['/', '#']) {
            return Err(MintError::Base(base.into()));
        }
        Ok(Mint { base: base.into() })
    }

    /// The mint that an article's IRI came from.
    pub fn of_article(article: &str) -> Option<Self> {
        let (base, name) = article.rsplit_once("article/")?;
        (!base.is_empty() && name.bytes().all(|b| b.is_ascii_hexdigit())).then(|| Mint { base: base.into() })
    }

    pub fn base(&self) -> &str {
        &self.base
    }

    /// What every article's IRI begins with.
    pub fn articles(&self) -> String {
        format!("{}article/", self.base)
    }

    /// The article whose text has this SHA-256.
    pub fn article(&self, sha256: &str) -> NamedNode {
        NamedNode::new_unchecked(format!("{}article/{}", self.base, first(sha256, ARTICLE_DIGITS)))
    }

    /// An entity of the article whose text has this SHA-256.
    pub fn entity(&self, entity: &Entity, sha256: &str) -> NamedNode {
        let class = entity.class.to_lowercase();
        match &entity.identity {
            Identity::Known(key) => self.known(key),
            Identity::Named(name) => NamedNode::new_unchecked(format!("{}{class}/{}", self.base, segment(name))),
            Identity::Local(name) => {
                let article = first(sha256, LOCAL_DIGITS);
                NamedNode::new_unchecked(format!("{}{class}/{article}.{}", self.base, segment(name)))
            }
        }
    }

    /// An entry of the gazetteer, by its key (`country/EG`).
    pub fn known(&self, key: &str) -> NamedNode {
        let path: Vec<String> = key.split('/').map(segment).collect();
        NamedNode::new_unchecked(format!("{}{}", self.base, path.join("/")))
    }

    /// The key of an IRI minted here: what stands after the base.
    pub fn key<'i>(&self, iri: &'i str) -> Option<&'i str> {
        iri.strip_prefix(self.base.as_str())
    }

    /// The base class of an entity, which its IRI says; nothing for what is no entity's IRI.
    pub fn class(&self, iri: &str) -> Option<NamedNode> {
        let (class, _) = self.key(iri)?.split_once('/')?;
        let named = |iri: &&NamedNodeRef<'_>| iri.as_str()[KH.len()..].to_ascii_lowercase() == class;
        ENTITY_CLASSES.iter().find(named).map(|iri| iri.into_owned())
    }

    /// The graph that describes entities.
    pub fn entities_graph(&self) -> NamedNode {
        self.graph("entities")
    }

    /// The graph of links between articles' events.
    pub fn links_graph(&self) -> NamedNode {
        self.graph("links")
    }

    /// The graph of what rules infer.
    pub fn inferred_graph(&self) -> NamedNode {
        self.graph("inferred")
    }

    /// The graph of what the user adds.
    pub fn user_graph(&self) -> NamedNode {
        self.graph("user")
    }

    fn graph(&self, name: &str) -> NamedNode {
        NamedNode::new_unchecked(format!("{}graph/{name}", self.base))
    }
}

fn first(text: &str, digits: usize) -> &str {
    &text[..digits.min(text.len())]
}

/// One path segment: letters of every script stand raw (they are legal in IRIs), spaces become `_`, the rest of ASCII and
/// everything unseen (direction marks, joiners, private characters) is percent-encoded.
fn segment(name: &str) -> String {
    use std::fmt::Write;
    let mut out = String::with_capacity(name.len());
    let dots_only = name.bytes().all(|b| b == b'.');
    for c in name.chars() {
        match c {
            '.' if dots_only => out.push_str("%2E"),
            c if c.is_ascii_alphanumeric() || "-._~".contains(c) => out.push(c),
            c if c.is_whitespace() => out.push('_'),
            c if stands_raw(c) => out.push(c),
            c => c.encode_utf8(&mut [0; 4]).bytes().for_each(|b| {
                let _ = write!(out, "%{b:02X}");
            }),
        }
    }
    out
}

/// RFC 3987 `ucschar`, without characters that no reader sees.
fn stands_raw(c: char) -> bool {
    let code = c as u32;
    !matches!(code, 0x200B..=0x200F | 0x2028..=0x202E | 0x2060..=0x206F | 0xFEFF | 0x061C | 0x00AD)
        && matches!(code, 0xA0..=0xD7FF | 0xF900..=0xFDCF | 0xFDF0..=0xFFEF | 0x10000..=0xDFFFF)
        && code & 0xFFFE != 0xFFFE
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entity(class: &str, identity: Identity) -> Entity {
        Entity { class: class.into(), identity, name: String::new(), spellings: vec![], country: None }
    }

    #[test]
    fn identities_decide_iris() {
        let mint = Mint::default();
        let sha = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
        assert_eq!(mint.article(sha).as_str(), "https://w3id.org/khabar/id/article/0123456789abcdef0123456789abcdef");
        let known = mint.entity(&entity("Country", Identity::Known("country/EG".into())), sha);
        assert_eq!(known.as_str(), "https://w3id.org/khabar/id/country/EG");
        let named = mint.entity(&entity("Person", Identity::Named("سالم الغانمي".into())), sha);
        assert_eq!(named.as_str(), "https://w3id.org/khabar/id/person/سالم_الغانمي");
        let local = mint.entity(&entity("Person", Identity::Local("سالم".into())), sha);
        assert_eq!(local.as_str(), "https://w3id.org/khabar/id/person/0123456789ab.سالم");
        for iri in [known, named, local] {
            assert!(NamedNode::new(iri.as_str()).is_ok());
            assert!(mint.class(iri.as_str()).is_some());
        }
    }

    #[test]
    fn what_no_iri_may_hold_is_encoded() {
        assert_eq!(segment("a \"b\"/<c>%"), "a_%22b%22%2F%3Cc%3E%25");
        assert_eq!(segment("\u{200F}مصر"), "%E2%80%8Fمصر");
        assert_eq!(segment(".."), "%2E%2E");
    }

    #[test]
    fn a_base_is_absolute_and_ends_where_a_name_may_begin() {
        assert!(Mint::new("https://example.org/id/").is_ok());
        for bad in ["id/", "https://example.org/id", "https://example.org/a b/"] {
            let message = Mint::new(bad).unwrap_err().to_string();
            assert!(message.contains(bad) && message.contains("help: "));
        }
    }

    #[test]
    fn an_article_tells_its_base() {
        let mint = Mint::new("https://example.org/article/x/").unwrap();
        assert_eq!(Mint::of_article(mint.article("00ff").as_str()), Some(mint));
        assert_eq!(Mint::of_article("https://example.org/person/x"), None);
    }
}
