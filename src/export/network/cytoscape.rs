//! The JSON that Cytoscape and cytoscape.js read: elements with their data, one a line.

use super::{EDGE_ATTRIBUTES, Edge, NODE_ATTRIBUTES, Node, Sink};
use crate::export::ExportError;
use serde_json::{Map, Value};
use std::io::Write;

pub struct Cytoscape<W: Write> {
    out: W,
    first: bool,
    edges: usize,
}

impl<W: Write> Cytoscape<W> {
    /// # Errors
    /// When the header cannot be written.
    pub fn new(mut out: W) -> Result<Self, ExportError> {
        write!(out, "{{\"elements\":{{\"nodes\":[")?;
        Ok(Cytoscape { out, first: true, edges: 0 })
    }

    fn element(&mut self, ends: &[(&str, &str)], names: &[&str], values: &[String]) -> Result<(), ExportError> {
        let ends = ends.iter().map(|(name, value)| ((*name).to_owned(), Value::from(*value)));
        let values = names.iter().zip(values).filter(|(_, value)| !value.is_empty());
        let values = values.map(|(name, value)| {
            let flag = *name == "claimed";
            ((*name).to_owned(), if flag { Value::from(value == "true") } else { Value::from(value.as_str()) })
        });
        let data: Map<String, Value> = ends.chain(values).collect();
        let comma = if self.first { "" } else { "," };
        self.first = false;
        write!(self.out, "{comma}\n{{\"data\":{}}}", Value::Object(data))?;
        Ok(())
    }
}

impl<W: Write> Sink for Cytoscape<W> {
    fn node(&mut self, node: &Node) -> Result<(), ExportError> {
        self.element(&[("id", &node.id)], &NODE_ATTRIBUTES, &node.attributes)
    }

    fn edges(&mut self) -> Result<(), ExportError> {
        self.first = true;
        Ok(write!(self.out, "\n],\"edges\":[")?)
    }

    fn edge(&mut self, edge: &Edge) -> Result<(), ExportError> {
        self.edges += 1;
        let id = format!("e{}", self.edges);
        self.element(
            &[("id", &id), ("source", &edge.source), ("target", &edge.target)],
            &EDGE_ATTRIBUTES,
            &edge.attributes,
        )
    }

    fn finish(mut self: Box<Self>) -> Result<(), ExportError> {
        Ok(writeln!(self.out, "\n]}}}}")?)
    }
}
