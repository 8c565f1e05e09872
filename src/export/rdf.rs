//! The RDF formats, through Oxigraph's serializers. Quads come sorted, one graph after the other, so that memory holds
//! one article or piece at a time and the same knowledge gives the same bytes.

use super::{ExportError, Format};
use crate::query::Prefixes;
use oxigraph::io::{RdfSerializer, WriterQuadSerializer};
use oxigraph::model::{QuadRef, TermRef, TripleRef};
use std::io::Write;

/// Writes quads in one format.
pub struct Writer<W: Write> {
    serializer: WriterQuadSerializer<W>,
    format: Format,
}

impl<W: Write> Writer<W> {
    /// Prefixes are declared where the format has them.
    ///
    /// # Errors
    /// When the header cannot be written.
    pub fn new(out: W, format: Format, prefixes: &Prefixes) -> Result<Self, ExportError> {
        let mut serializer = RdfSerializer::from_format(format.io());
        if !matches!(format, Format::NTriples | Format::NQuads) {
            for (prefix, iri) in prefixes.iter() {
                // A base that is no IRI was refused when the store was built.
                serializer = serializer.clone().with_prefix(prefix, iri).unwrap_or(serializer);
            }
        }
        Ok(Writer { serializer: serializer.for_writer(out), format })
    }

    /// Write one quad; a format without graphs takes its triple.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write<'q>(&mut self, quad: impl Into<QuadRef<'q>>) -> Result<(), ExportError> {
        let quad = quad.into();
        // XML has no way to write most control characters, not even escaped (XML 1.0, 2.2).
        if let (Format::RdfXml, TermRef::Literal(words)) = (self.format, quad.object)
            && let Some(bad) = words.value().chars().find(|&c| is_not_xml(c))
        {
            let subject = quad.subject.to_string();
            let subject = subject.trim_matches(['<', '>']).to_owned();
            return Err(ExportError::NotXml(self.format, bad.into(), subject));
        }
        if self.format.has_graphs() {
            Ok(self.serializer.serialize_quad(quad)?)
        } else {
            Ok(self.serializer.serialize_triple(TripleRef::from(quad))?)
        }
    }

    /// Write the end and give the writer back.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn finish(self) -> Result<W, ExportError> {
        Ok(self.serializer.finish()?)
    }
}

/// Whether XML 1.0 cannot hold a character (section 2.2). Formats that others read the graph or the answer back from refuse
/// it, because what they say would be another graph; networks and pictures, which are views, leave it out.
pub fn is_not_xml(c: char) -> bool {
    c < ' ' && !matches!(c, '\t' | '\n' | '\r') || matches!(c, '\u{FFFE}' | '\u{FFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use oxigraph::io::RdfParser;
    use oxigraph::model::{Dataset, GraphName, Literal, NamedNode, Quad};

    fn quads() -> Vec<Quad> {
        let iri = |local: &str| NamedNode::new(format!("https://w3id.org/khabar/id/{local}")).unwrap();
        let property = NamedNode::new("https://w3id.org/khabar/ontology#title").unwrap();
        let title = Literal::new_language_tagged_literal("رئيس \"الوزراء\"", "ar").unwrap();
        ["person/a", "article/1f3a#name=2,7", "person/محمد"]
            .iter()
            .map(|local| Quad::new(iri(local), property.clone(), title.clone(), iri("article/1f3a")))
            .collect()
    }

    #[test]
    fn every_format_parses_back() {
        for format in Format::ALL {
            let mut writer = Writer::new(Vec::new(), format, &Prefixes::default()).unwrap();
            for quad in &quads() {
                writer.write(quad).unwrap();
            }
            let bytes = writer.finish().unwrap();
            let read: Dataset = RdfParser::from_format(format.io()).for_slice(&bytes).map(Result::unwrap).collect();
            let expected: Dataset = quads()
                .into_iter()
                .map(|mut quad| {
                    if !format.has_graphs() {
                        quad.graph_name = GraphName::DefaultGraph;
                    }
                    quad
                })
                .collect();
            assert_eq!(read, expected, "{format}: {}", String::from_utf8_lossy(&bytes));
        }
    }
}
