//! Tables of entities, events, statements and edges (RFC 4180), plain or with the headers of neo4j-admin's import.

use super::{EDGE_ATTRIBUTES, Edge, Kind, NODE_ATTRIBUTES, Node, Sink};
use crate::export::ExportError;
use csv::Writer;
use std::io::Write;

/// Files that a folder of tables has, in order: entities, events, statements, edges.
pub const FILES: [&str; 4] = ["entities.csv", "events.csv", "statements.csv", "edges.csv"];

pub struct Tables<W: Write> {
    files: Vec<Writer<W>>,
    neo4j: bool,
}

impl<W: Write> Tables<W> {
    /// `files` are those of [`FILES`].
    ///
    /// # Errors
    /// When a header cannot be written.
    pub fn new(files: Vec<W>, neo4j: bool) -> Result<Self, ExportError> {
        let mut files: Vec<_> = files.into_iter().map(Writer::from_writer).collect();
        let node_header: Vec<String> = std::iter::once(if neo4j { "id:ID" } else { "id" }.to_owned())
            .chain(NODE_ATTRIBUTES.iter().map(|name| match (*name, neo4j) {
                ("start" | "end", true) => format!("{name}:date"),
                ("claimed", true) => format!("{name}:boolean"),
                _ => (*name).to_owned(),
            }))
            .chain(neo4j.then(|| ":LABEL".to_owned()))
            .collect();
        let ends = if neo4j { [":START_ID", ":END_ID"] } else { ["source", "target"] };
        let edge_header: Vec<&str> = ends.into_iter().chain(EDGE_ATTRIBUTES).chain(neo4j.then_some(":TYPE")).collect();
        let (edges, nodes) = files.split_last_mut().expect("there are four files");
        nodes.iter_mut().try_for_each(|file| file.write_record(&node_header))?;
        edges.write_record(&edge_header)?;
        Ok(Tables { files, neo4j })
    }
}

impl<W: Write> Sink for Tables<W> {
    fn node(&mut self, node: &Node) -> Result<(), ExportError> {
        let file = match node.kind {
            Kind::Entity => 0,
            Kind::Event => 1,
            Kind::Statement => 2,
        };
        // Neo4j's labels: what it is, and its class.
        let kind = node.kind.name();
        let label = self.neo4j.then(|| format!("{}{};{}", kind[..1].to_uppercase(), &kind[1..], node.class()));
        let row = std::iter::once(&node.id).chain(&node.attributes).chain(label.as_ref());
        Ok(self.files[file].write_record(row)?)
    }

    fn edges(&mut self) -> Result<(), ExportError> {
        Ok(())
    }

    fn edge(&mut self, edge: &Edge) -> Result<(), ExportError> {
        let kind = self.neo4j.then(|| edge.attributes[0].to_uppercase());
        let row = [&edge.source, &edge.target].into_iter().chain(&edge.attributes).chain(kind.as_ref());
        Ok(self.files[3].write_record(row)?)
    }

    fn finish(mut self: Box<Self>) -> Result<(), ExportError> {
        self.files.iter_mut().try_for_each(Writer::flush)?;
        Ok(())
    }
}
