//! Where a store is kept, as the user writes it.

use super::StoreError;
use oxigraph::io::RdfFormat;
use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

/// Where a store is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Location {
    /// `:memory:`: nothing is kept.
    Memory,
    /// An RDF file with named graphs, `.nq` or `.trig`: read into memory, written back as a whole.
    File(PathBuf),
    /// An on-disk store.
    Directory(PathBuf),
}

/// What a store is opened for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// The store must exist; others may read it too.
    Read,
    /// The store is made where it is not; nobody else may have it.
    Write,
}

/// RDF formats without named graphs, and others that are no store.
const OTHER_FORMATS: [&str; 9] = ["nt", "ttl", "turtle", "n3", "rdf", "owl", "xml", "jsonld", "json"];

impl Location {
    /// Whether there is something at this place; never for memory.
    pub fn exists(&self) -> bool {
        match self {
            Location::Memory => false,
            Location::File(path) | Location::Directory(path) => path.exists(),
        }
    }
}

impl FromStr for Location {
    type Err = StoreError;

    fn from_str(text: &str) -> Result<Self, StoreError> {
        if text == ":memory:" {
            return Ok(Location::Memory);
        }
        let path = PathBuf::from(text);
        if file_format(&path).is_some() {
            return Ok(Location::File(path));
        }
        match extension(&path) {
            Some(other) if OTHER_FORMATS.contains(&other.as_str()) && !path.is_dir() => {
                Err(StoreError::Format(text.into()))
            }
            _ => Ok(Location::Directory(path)),
        }
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Location::Memory => f.write_str(":memory:"),
            Location::File(path) | Location::Directory(path) => path.display().fmt(f),
        }
    }
}

/// The format of a file store, by the file's extension.
pub(super) fn file_format(path: &Path) -> Option<RdfFormat> {
    match extension(path)?.as_str() {
        "nq" => Some(RdfFormat::NQuads),
        "trig" => Some(RdfFormat::TriG),
        _ => None,
    }
}

fn extension(path: &Path) -> Option<String> {
    Some(path.extension()?.to_str()?.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_store_is_told_by_its_name() {
        assert_eq!(":memory:".parse::<Location>().unwrap(), Location::Memory);
        assert_eq!("a/b.NQ".parse::<Location>().unwrap(), Location::File("a/b.NQ".into()));
        assert_eq!("b.trig".parse::<Location>().unwrap(), Location::File("b.trig".into()));
        assert_eq!("khabar.db".parse::<Location>().unwrap(), Location::Directory("khabar.db".into()));
        let message = "b.ttl".parse::<Location>().unwrap_err().to_string();
        assert!(message.contains("\"b.ttl\"") && message.contains("help: "), "{message}");
    }
}
