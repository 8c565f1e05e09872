//! Graphs to files: the RDF formats, sorted so that the same knowledge gives the same bytes, and the pretty and
//! canonical forms that sophia writes.

pub mod compact;
pub mod network;
pub mod rdf;
pub mod schema_org;
pub mod sophia;

use network::NetworkFormat;

use oxigraph::io::RdfFormat;
use std::fmt;
use std::path::Path;
use std::str::FromStr;
use thiserror::Error;

/// An RDF format to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Turtle,
    TriG,
    NTriples,
    NQuads,
    RdfXml,
    JsonLd,
}

/// Why a graph cannot be exported.
#[derive(Debug, Error)]
pub enum ExportError {
    #[error("unknown format \"{0}\"{hint}\nhelp: known are {known}", hint = hint(.0), known = known())]
    UnknownFormat(String),
    #[error(
        "\"{0}\" does not say which format it should have\nhelp: give --format, or a name that ends in .ttl .trig .nt .nq .rdf .jsonld .graphml .gexf or .cyjs"
    )]
    NoFormat(String),
    #[error("--pretty writes turtle, trig and jsonld, not {0}\nhelp: leave --pretty out, or take --format turtle")]
    NotPretty(Target),
    #[error("the canonical form is N-Quads, not {0}\nhelp: leave --format out, or take --format nquads")]
    NotCanonical(Target),
    #[error("{0} is several files\nhelp: name a folder for them with -o")]
    NoFolder(NetworkFormat),
    #[error(
        "{0} cannot hold the character U+{1:04X}, which is in a text of \"{2}\"\nhelp: take turtle, trig or another format of RDF"
    )]
    NotXml(Format, u32, String),
    #[error("a table cannot be written: {0}")]
    Table(#[from] csv::Error),
    #[error("the graph cannot be put into canonical form: {0}")]
    Canonical(String),
    #[error(transparent)]
    Write(#[from] std::io::Error),
}

/// Everything that a graph can be exported to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    Rdf(Format),
    Network(NetworkFormat),
    SchemaOrg,
}

const SCHEMA_ORG: &str = "schemaorg";

impl Target {
    pub fn names() -> Vec<&'static str> {
        let rdf = Format::ALL.map(Format::name);
        rdf.into_iter().chain(NetworkFormat::ALL.map(NetworkFormat::name)).chain([SCHEMA_ORG]).collect()
    }

    /// What a file's extension says.
    ///
    /// # Errors
    /// [`ExportError::NoFormat`] when it says none.
    pub fn of_path(path: &Path) -> Result<Self, ExportError> {
        let extension = path.extension().map(|extension| extension.to_string_lossy().to_lowercase());
        let network = extension.as_deref().and_then(|extension| extension.parse::<NetworkFormat>().ok());
        match network.filter(|format| !format.is_folder()) {
            Some(format) => Ok(Target::Network(format)),
            None => Format::of_path(path).map(Target::Rdf),
        }
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Target::Rdf(format) => format.fmt(f),
            Target::Network(format) => format.fmt(f),
            Target::SchemaOrg => f.write_str(SCHEMA_ORG),
        }
    }
}

/// By name, extension or media type.
impl FromStr for Target {
    type Err = ExportError;

    fn from_str(words: &str) -> Result<Self, ExportError> {
        if let Ok(format) = words.parse() {
            return Ok(Target::Network(format));
        }
        match words.to_lowercase().as_str() {
            SCHEMA_ORG | "schema.org" | "schema" => Ok(Target::SchemaOrg),
            _ => words.parse().map(Target::Rdf),
        }
    }
}

fn known() -> String {
    Target::names().join(", ")
}

fn hint(words: &str) -> String {
    let names = Target::names();
    let near = names.iter().max_by(|a, b| strsim::jaro(words, a).total_cmp(&strsim::jaro(words, b)));
    near.filter(|near| strsim::jaro(words, near) > 0.7)
        .map(|near| format!(", is \"{near}\" meant?"))
        .unwrap_or_default()
}

impl Format {
    pub const ALL: [Format; 6] =
        [Format::Turtle, Format::TriG, Format::NTriples, Format::NQuads, Format::RdfXml, Format::JsonLd];

    pub fn name(self) -> &'static str {
        match self {
            Format::Turtle => "turtle",
            Format::TriG => "trig",
            Format::NTriples => "ntriples",
            Format::NQuads => "nquads",
            Format::RdfXml => "rdfxml",
            Format::JsonLd => "jsonld",
        }
    }

    /// Whether the format keeps which graph a triple stands in.
    pub fn has_graphs(self) -> bool {
        self.io().supports_datasets()
    }

    /// The format that a file's extension says.
    ///
    /// # Errors
    /// [`ExportError::NoFormat`] when it says none.
    pub fn of_path(path: &Path) -> Result<Self, ExportError> {
        let extension = path.extension().map(|extension| extension.to_string_lossy().to_lowercase());
        let none = || ExportError::NoFormat(path.to_string_lossy().into_owned());
        extension.and_then(|extension| extension.parse().ok()).ok_or_else(none)
    }

    fn io(self) -> RdfFormat {
        match self {
            Format::Turtle => RdfFormat::Turtle,
            Format::TriG => RdfFormat::TriG,
            Format::NTriples => RdfFormat::NTriples,
            Format::NQuads => RdfFormat::NQuads,
            Format::RdfXml => RdfFormat::RdfXml,
            Format::JsonLd => RdfFormat::JsonLd { profile: oxigraph::io::JsonLdProfile::Streaming.into() },
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// By name, extension or media type.
impl FromStr for Format {
    type Err = ExportError;

    fn from_str(words: &str) -> Result<Self, ExportError> {
        Ok(match words.to_lowercase().as_str() {
            "turtle" | "ttl" | "text/turtle" => Format::Turtle,
            "trig" | "application/trig" => Format::TriG,
            "ntriples" | "n-triples" | "nt" | "application/n-triples" => Format::NTriples,
            "nquads" | "n-quads" | "nq" | "application/n-quads" => Format::NQuads,
            "rdfxml" | "rdf/xml" | "rdf-xml" | "rdf" | "owl" | "xml" | "application/rdf+xml" => Format::RdfXml,
            "jsonld" | "json-ld" | "application/ld+json" => Format::JsonLd,
            _ => return Err(ExportError::UnknownFormat(words.into())),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_by_every_usual_name() {
        assert_eq!("N-Quads".parse::<Format>().unwrap(), Format::NQuads);
        assert_eq!(Format::of_path(Path::new("a/b.TTL")).unwrap(), Format::Turtle);
        let error = "turtel".parse::<Format>().unwrap_err().to_string();
        assert!(error.contains("\"turtle\" meant"), "{error}");
        assert!(Format::of_path(Path::new("graph")).is_err());
    }
}
