//! What sophia writes: pretty Turtle and TriG of one graph, and the canonical form of a dataset (RDFC-1.0). The bridge
//! between Oxigraph's terms and sophia's stands here and nowhere else.

use super::{ExportError, Format};
use crate::query::Prefixes;
use oxigraph::model::{GraphNameRef, NamedOrBlankNodeRef, Quad, TermRef};
use sophia::api::prefix::{Prefix, PrefixMapPair};
use sophia::api::serializer::{QuadSerializer, TripleSerializer};
use sophia::api::term::{BnodeId, IriRef, LanguageTag, SimpleTerm};
use sophia::iri::Iri;
use sophia::turtle::serializer::trig::{TriGConfig, TriGSerializer};
use sophia::turtle::serializer::turtle::{TurtleConfig, TurtleSerializer};
use std::collections::HashSet;
use std::convert::Infallible;
use std::io::Write;

/// One triple and its graph in sophia's terms.
type SophiaQuad<'a> = ([SimpleTerm<'a>; 3], Option<SimpleTerm<'a>>);

/// Everything a pretty document needs beside the quads.
#[derive(Clone, Debug)]
pub struct Pretty {
    format: Format,
    prefixes: Vec<PrefixMapPair>,
}

impl Pretty {
    /// # Errors
    /// [`ExportError::NotPretty`] for formats other than Turtle and TriG.
    pub fn new(format: Format, prefixes: &Prefixes) -> Result<Self, ExportError> {
        if !matches!(format, Format::Turtle | Format::TriG) {
            return Err(ExportError::NotPretty(super::Target::Rdf(format)));
        }
        let pair = |(prefix, iri): (&str, &str)| (Prefix::new_unchecked(prefix.into()), Iri::new_unchecked(iri.into()));
        Ok(Pretty { format, prefixes: prefixes.iter().map(pair).collect() })
    }

    /// The prefix declarations, once for a document.
    ///
    /// # Errors
    /// When they cannot be written.
    pub fn header(&self, out: &mut impl Write) -> Result<(), ExportError> {
        for (prefix, iri) in &self.prefixes {
            let prefix = prefix.as_str();
            writeln!(out, "PREFIX {prefix}: <{}>", iri.as_str())?;
        }
        Ok(())
    }

    /// One graph or a piece of one, without header. The printer's time grows with the square of the graph's size, so it is
    /// given one article's graph at a time.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn graph(&self, quads: &[Quad], out: &mut impl Write) -> Result<(), ExportError> {
        let mut document = Vec::new();
        let config = TurtleConfig::new().with_pretty(true).with_own_prefix_map(self.prefixes.clone());
        let bridged = quads.iter().map(|quad| Ok::<_, Infallible>(bridge(quad)));
        let written = match self.format {
            Format::TriG => {
                let config: TriGConfig = config;
                TriGSerializer::new_with_config(&mut document, config).serialize_quads(bridged).map(drop)
            }
            _ => {
                let triples = bridged.map(|quad| quad.map(|(triple, _)| triple));
                TurtleSerializer::new_with_config(&mut document, config).serialize_triples(triples).map(drop)
            }
        };
        if let Err(sophia::api::source::StreamError::SinkError(error)) = written {
            return Err(error.into());
        }
        for line in document.split_inclusive(|&byte| byte == b'\n').skip_while(|line| line.starts_with(b"PREFIX ")) {
            out.write_all(line)?;
        }
        Ok(())
    }
}

/// The canonical N-Quads of a dataset: blank nodes named by RDFC-1.0, lines in code point order.
///
/// # Errors
/// [`ExportError::Canonical`] when blank nodes are too entangled.
pub fn canonical(quads: &[Quad], out: &mut impl Write) -> Result<(), ExportError> {
    let dataset: HashSet<SophiaQuad<'_>> = quads.iter().map(bridge).collect();
    sophia::c14n::rdfc10::normalize(&dataset, out).map_err(|error| ExportError::Canonical(error.to_string()))
}

fn bridge(quad: &Quad) -> SophiaQuad<'_> {
    let subject = match quad.subject.as_ref() {
        NamedOrBlankNodeRef::NamedNode(node) => iri(node.as_str()),
        NamedOrBlankNodeRef::BlankNode(node) => blank(node.as_str()),
    };
    let graph = match quad.graph_name.as_ref() {
        GraphNameRef::NamedNode(node) => Some(iri(node.as_str())),
        GraphNameRef::BlankNode(node) => Some(blank(node.as_str())),
        GraphNameRef::DefaultGraph => None,
    };
    let object = match quad.object.as_ref() {
        TermRef::NamedNode(node) => iri(node.as_str()),
        TermRef::BlankNode(node) => blank(node.as_str()),
        TermRef::Literal(literal) => match literal.language() {
            Some(language) => {
                SimpleTerm::LiteralLanguage(literal.value().into(), LanguageTag::new_unchecked(language.into()), None)
            }
            None => SimpleTerm::LiteralDatatype(
                literal.value().into(),
                IriRef::new_unchecked(literal.datatype().as_str().into()),
            ),
        },
    };
    ([subject, iri(quad.predicate.as_str()), object], graph)
}

// Oxigraph's terms were checked when they were made.

fn iri(iri: &str) -> SimpleTerm<'_> {
    SimpleTerm::Iri(IriRef::new_unchecked(iri.into()))
}

fn blank(id: &str) -> SimpleTerm<'_> {
    SimpleTerm::BlankNode(BnodeId::new_unchecked(id.into()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use oxigraph::io::{RdfFormat, RdfParser};
    use oxigraph::model::Dataset;

    const GRAPH: &str = r#"
        PREFIX kh: <https://w3id.org/khabar/ontology#> PREFIX id: <https://w3id.org/khabar/id/>
        id:g { <https://w3id.org/khabar/id/article/1f#event=2.Meeting> a kh:Meeting ; kh:count 2 ; kh:actor id:x, <https://w3id.org/khabar/id/person/محمد_علي> ;
            kh:title "رئيس\n\"الوزراء\""@ar ; kh:since "2025-11-05"^^<http://www.w3.org/2001/XMLSchema#date> ; kh:former true .
          [] kh:count 1 . }"#;

    fn read(trig: &[u8]) -> Vec<Quad> {
        RdfParser::from_format(RdfFormat::TriG).for_slice(trig).map(Result::unwrap).collect()
    }

    #[test]
    fn pretty_parses_back() {
        let quads = read(GRAPH.as_bytes());
        let mut out = Vec::new();
        let pretty = Pretty::new(Format::TriG, &Prefixes::default()).unwrap();
        pretty.header(&mut out).unwrap();
        pretty.graph(&quads, &mut out).unwrap();
        let canonicalize = |quads: Vec<Quad>| {
            let mut dataset: Dataset = quads.into_iter().collect();
            dataset.canonicalize(oxigraph::model::dataset::CanonicalizationAlgorithm::Unstable);
            dataset
        };
        let text = String::from_utf8(out).unwrap();
        assert_eq!(canonicalize(read(text.as_bytes())), canonicalize(quads), "{text}");
        assert!(text.contains("a kh:Meeting"), "{text}");
    }

    #[test]
    fn the_canonical_form_is_sorted_and_parses_back() {
        let mut out = Vec::new();
        canonical(&read(GRAPH.as_bytes()), &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(text.lines().is_sorted() && text.contains("_:c14n0"), "{text}");
        assert_eq!(text.lines().count(), 8);
    }
}
