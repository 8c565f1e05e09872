//! GraphML (Brandes et al. 2002): nodes and edges with declared attributes; yEd, igraph and networkx read it.

use super::{EDGE_ATTRIBUTES, Edge, NODE_ATTRIBUTES, Node, Sink, for_xml};
use crate::export::ExportError;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use std::io::Write;

pub struct GraphMl<W: Write> {
    out: Writer<W>,
    edges: usize,
}

impl<W: Write> GraphMl<W> {
    /// # Errors
    /// When the header cannot be written.
    pub fn new(out: W) -> Result<Self, ExportError> {
        let mut out = Writer::new_with_indent(out, b' ', 1);
        out.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        let root = BytesStart::new("graphml").with_attributes([("xmlns", "http://graphml.graphdrawing.org/xmlns")]);
        out.write_event(Event::Start(root))?;
        for (of, names) in [("node", &NODE_ATTRIBUTES[..]), ("edge", &EDGE_ATTRIBUTES[..])] {
            for name in names {
                let id = format!("{of}_{name}");
                let kind = if *name == "claimed" { "boolean" } else { "string" };
                let key = [("id", id.as_str()), ("for", of), ("attr.name", name), ("attr.type", kind)];
                out.write_event(Event::Empty(BytesStart::new("key").with_attributes(key)))?;
            }
        }
        let graph = BytesStart::new("graph").with_attributes([("id", "khabar"), ("edgedefault", "directed")]);
        out.write_event(Event::Start(graph))?;
        Ok(GraphMl { out, edges: 0 })
    }

    fn values(&mut self, of: &str, names: &[&str], values: &[String]) -> Result<(), ExportError> {
        for (name, value) in names.iter().zip(values).filter(|(_, value)| !value.is_empty()) {
            let key = format!("{of}_{name}");
            self.out.write_event(Event::Start(BytesStart::new("data").with_attributes([("key", key.as_str())])))?;
            self.out.write_event(Event::Text(BytesText::new(&for_xml(value))))?;
            self.out.write_event(Event::End(BytesEnd::new("data")))?;
        }
        Ok(())
    }
}

impl<W: Write> Sink for GraphMl<W> {
    fn node(&mut self, node: &Node) -> Result<(), ExportError> {
        self.out.write_event(Event::Start(BytesStart::new("node").with_attributes([("id", node.id.as_str())])))?;
        self.values("node", &NODE_ATTRIBUTES, &node.attributes)?;
        Ok(self.out.write_event(Event::End(BytesEnd::new("node")))?)
    }

    fn edges(&mut self) -> Result<(), ExportError> {
        Ok(())
    }

    fn edge(&mut self, edge: &Edge) -> Result<(), ExportError> {
        self.edges += 1;
        let id = format!("e{}", self.edges);
        let ends = [("id", id.as_str()), ("source", edge.source.as_str()), ("target", edge.target.as_str())];
        self.out.write_event(Event::Start(BytesStart::new("edge").with_attributes(ends)))?;
        self.values("edge", &EDGE_ATTRIBUTES, &edge.attributes)?;
        Ok(self.out.write_event(Event::End(BytesEnd::new("edge")))?)
    }

    fn finish(mut self: Box<Self>) -> Result<(), ExportError> {
        self.out.write_event(Event::End(BytesEnd::new("graph")))?;
        self.out.write_event(Event::End(BytesEnd::new("graphml")))?;
        Ok(writeln!(self.out.get_mut())?)
    }
}
