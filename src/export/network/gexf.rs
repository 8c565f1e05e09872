//! GEXF 1.3 for Gephi: events carry their days, so that the timeline works.

use super::{EDGE_ATTRIBUTES, Edge, NODE_ATTRIBUTES, Node, Sink, for_xml};
use crate::export::ExportError;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, Event};
use std::io::Write;

pub struct Gexf<W: Write> {
    out: Writer<W>,
    edges: usize,
}

impl<W: Write> Gexf<W> {
    /// # Errors
    /// When the header cannot be written.
    pub fn new(out: W) -> Result<Self, ExportError> {
        let mut out = Writer::new_with_indent(out, b' ', 1);
        out.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        let root = [("xmlns", "http://gexf.net/1.3"), ("version", "1.3")];
        out.write_event(Event::Start(BytesStart::new("gexf").with_attributes(root)))?;
        let graph = [("defaultedgetype", "directed"), ("mode", "dynamic"), ("timeformat", "date")];
        out.write_event(Event::Start(BytesStart::new("graph").with_attributes(graph)))?;
        for (of, names) in [("node", &NODE_ATTRIBUTES[..]), ("edge", &EDGE_ATTRIBUTES[..])] {
            let list = [("class", of), ("mode", "static")];
            out.write_event(Event::Start(BytesStart::new("attributes").with_attributes(list)))?;
            for name in names.iter().filter(|name| !NATIVE.contains(name)) {
                let attribute = [("id", *name), ("title", name), ("type", "string")];
                out.write_event(Event::Empty(BytesStart::new("attribute").with_attributes(attribute)))?;
            }
            out.write_event(Event::End(BytesEnd::new("attributes")))?;
        }
        out.write_event(Event::Start(BytesStart::new("nodes")))?;
        Ok(Gexf { out, edges: 0 })
    }

    fn values(&mut self, names: &[&str], values: &[String]) -> Result<(), ExportError> {
        self.out.write_event(Event::Start(BytesStart::new("attvalues")))?;
        for (name, value) in
            names.iter().zip(values).filter(|(name, value)| !value.is_empty() && !NATIVE.contains(name))
        {
            let value = for_xml(value);
            let pair = [("for", *name), ("value", value.as_str())];
            self.out.write_event(Event::Empty(BytesStart::new("attvalue").with_attributes(pair)))?;
        }
        Ok(self.out.write_event(Event::End(BytesEnd::new("attvalues")))?)
    }
}

/// What GEXF has attributes of its own for.
const NATIVE: [&str; 3] = ["label", "start", "end"];

impl<W: Write> Sink for Gexf<W> {
    fn node(&mut self, node: &Node) -> Result<(), ExportError> {
        let label = for_xml(node.label());
        let mut start = BytesStart::new("node").with_attributes([("id", node.id.as_str()), ("label", label.as_str())]);
        if let Some((first, last)) = node.days() {
            start.push_attribute(("start", first));
            start.push_attribute(("end", last));
        }
        self.out.write_event(Event::Start(start))?;
        self.values(&NODE_ATTRIBUTES, &node.attributes)?;
        Ok(self.out.write_event(Event::End(BytesEnd::new("node")))?)
    }

    fn edges(&mut self) -> Result<(), ExportError> {
        self.out.write_event(Event::End(BytesEnd::new("nodes")))?;
        Ok(self.out.write_event(Event::Start(BytesStart::new("edges")))?)
    }

    fn edge(&mut self, edge: &Edge) -> Result<(), ExportError> {
        self.edges += 1;
        let id = self.edges.to_string();
        let label = if edge.attributes[1].is_empty() { &edge.attributes[0] } else { &edge.attributes[1] };
        let label = for_xml(label);
        let ends = [
            ("id", id.as_str()),
            ("source", edge.source.as_str()),
            ("target", edge.target.as_str()),
            ("label", label.as_str()),
        ];
        self.out.write_event(Event::Start(BytesStart::new("edge").with_attributes(ends)))?;
        self.values(&EDGE_ATTRIBUTES, &edge.attributes)?;
        Ok(self.out.write_event(Event::End(BytesEnd::new("edge")))?)
    }

    fn finish(mut self: Box<Self>) -> Result<(), ExportError> {
        for name in ["edges", "graph", "gexf"] {
            self.out.write_event(Event::End(BytesEnd::new(name)))?;
        }
        Ok(writeln!(self.out.get_mut())?)
    }
}
