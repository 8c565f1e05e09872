//! `khabar export`: the store's graph in an RDF format, or as nodes and edges.

use super::args::{Export, Output};
use super::outcome::{Failure, Outcome};
use super::terminal::{self, Sink};
use crate::export::compact::Compact;
use crate::export::network::{self, NetworkFormat};
use crate::export::rdf::Writer;
use crate::export::schema_org::SchemaOrg;
use crate::export::sophia::{self, Pretty};
use crate::export::{ExportError, Format, Target};
use crate::query::Prefixes;
use crate::rdf::{Mint, terms};
use crate::store::{Access, Store};
use oxigraph::model::{GraphName, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term};
use std::collections::BTreeSet;

pub fn run(args: &Export, store: &str) -> Result<Outcome, Failure> {
    let target = match (args.format, &args.output.output) {
        (Some(target), _) => target,
        (None, _) if args.canonical => Target::Rdf(Format::NQuads),
        (None, Some(path)) => Target::of_path(path)?,
        (None, None) => Target::Rdf(Format::TriG),
    };
    if args.canonical && target != Target::Rdf(Format::NQuads) {
        return Err(ExportError::NotCanonical(target).into());
    }
    if args.pretty && !matches!(target, Target::Rdf(Format::Turtle | Format::TriG | Format::JsonLd)) {
        return Err(ExportError::NotPretty(target).into());
    }
    let store = super::open(store, Access::Read)?;
    let prefixes = Prefixes::of_store(store.inner())?;
    let graphs = Graphs::chosen(&store, &args.article, &prefixes)?;
    match target {
        Target::Rdf(format) => rdf(args, format, &graphs, &prefixes)?,
        Target::Network(format) => network(args, format, &graphs, &prefixes)?,
        Target::SchemaOrg => {
            let entities = GraphName::from(Mint::new(prefixes.base())?.entities_graph());
            let mut sink = Sink::open(&args.output)?;
            let mut writer = SchemaOrg::new(&mut sink, |entity: &str| {
                store.subject_quads(NamedNodeRef::new_unchecked(entity), &entities)
            })?;
            graphs.each(|graph| writer.article(&graph))?;
            writer.finish()?;
            sink.close()?;
        }
    }
    Ok(Outcome::Done)
}

fn rdf(args: &Export, format: Format, graphs: &Graphs<'_>, prefixes: &Prefixes) -> Result<(), Failure> {
    let mut sink = Sink::open(&args.output)?;
    if args.canonical {
        let mut quads = Vec::new();
        graphs.each(|graph| {
            quads.extend(graph);
            Ok(())
        })?;
        sophia::canonical(&quads, &mut sink)?;
    } else if args.pretty && format == Format::JsonLd {
        let mut writer = Compact::new(&mut sink, prefixes)?;
        graphs.each(|graph| Ok(writer.graph(&graph)?))?;
        writer.finish()?;
    } else if args.pretty {
        let pretty = Pretty::new(format, prefixes)?;
        pretty.header(&mut sink)?;
        graphs.each(|graph| Ok(pretty.graph(&graph, &mut sink)?))?;
    } else {
        let mut writer = Writer::new(&mut sink, format, prefixes)?;
        graphs.each(|graph| {
            for quad in &graph {
                writer.write(quad)?;
            }
            Ok(())
        })?;
        writer.finish()?;
    }
    sink.close()?;
    if !format.has_graphs() && graphs.names.len() > 1 {
        terminal::note(format!("{format} does not say which article a triple is from; trig, nquads and jsonld do"));
    }
    Ok(())
}

/// Nodes first, then edges: the store is read twice, and memory holds one piece of it.
fn network(args: &Export, format: NetworkFormat, graphs: &Graphs<'_>, prefixes: &Prefixes) -> Result<(), Failure> {
    let reader = network::Reader::new(prefixes, &Mint::new(prefixes.base())?);
    let write = |mut out: Box<dyn network::Sink + '_>| -> Result<(), Failure> {
        graphs.each(|graph| Ok(reader.nodes(&graph).iter().try_for_each(|node| out.node(node))?))?;
        out.edges()?;
        graphs.each(|graph| Ok(reader.edges(&graph).iter().try_for_each(|edge| out.edge(edge))?))?;
        Ok(out.finish()?)
    };
    if format.is_folder() {
        let Some(folder) = &args.output.output else { return Err(ExportError::NoFolder(format).into()) };
        std::fs::create_dir_all(folder).map_err(|error| Failure::File { path: folder.clone(), error })?;
        let open = |name: &&str| Sink::open(&Output { output: Some(folder.join(name)), force: args.output.force });
        let mut sinks = network::tables::FILES.iter().map(open).collect::<Result<Vec<_>, _>>()?;
        write(Box::new(network::tables::Tables::new(sinks.iter_mut().collect(), format == NetworkFormat::Neo4j)?))?;
        return sinks.into_iter().try_for_each(Sink::close);
    }
    let mut sink = Sink::open(&args.output)?;
    match format {
        NetworkFormat::GraphMl => write(Box::new(network::graphml::GraphMl::new(&mut sink)?))?,
        NetworkFormat::Gexf => write(Box::new(network::gexf::Gexf::new(&mut sink)?))?,
        _ => write(Box::new(network::cytoscape::Cytoscape::new(&mut sink)?))?,
    }
    sink.close()
}

/// The graphs to write, in order.
struct Graphs<'a> {
    store: &'a Store,
    names: Vec<GraphName>,
    /// The entity graph, and which of its subjects are wanted; all graphs are whole without it.
    mentioned: Option<(GraphName, BTreeSet<NamedNode>)>,
}

impl<'a> Graphs<'a> {
    /// All graphs, or those of some articles with the entities they mention.
    fn chosen(store: &'a Store, articles: &[String], prefixes: &Prefixes) -> Result<Self, Failure> {
        if articles.is_empty() {
            return Ok(Graphs { store, names: store.graphs()?, mentioned: None });
        }
        let mut names = articles.iter().map(|name| store.find_article(name)).collect::<Result<BTreeSet<_>, _>>()?;
        let mut mentioned = BTreeSet::new();
        for article in &names {
            for quad in store.graph_quads(&article.clone().into())? {
                if let Term::NamedNode(object) = quad.object {
                    mentioned.insert(object);
                }
            }
        }
        let entities = Mint::new(prefixes.base())?.entities_graph();
        names.insert(entities.clone());
        let names = names.into_iter().map(GraphName::from).collect();
        Ok(Graphs { store, names, mentioned: Some((entities.into(), mentioned)) })
    }

    /// Piece by piece: an article's graph is one.
    fn each(&self, mut write: impl FnMut(Vec<Quad>) -> Result<(), Failure>) -> Result<(), Failure> {
        for name in &self.names {
            self.store.graph_pieces(name, |mut quads| {
                if let Some((graph, mentioned)) = &self.mentioned
                    && graph == name
                {
                    keep(&mut quads, mentioned);
                }
                write(quads)
            })?;
        }
        Ok(())
    }
}

/// Keep what describes the entities mentioned, and the offices they hold.
fn keep(quads: &mut Vec<Quad>, mentioned: &BTreeSet<NamedNode>) {
    let holder = |quad: &Quad| match (&quad.subject, &quad.object) {
        (NamedOrBlankNode::NamedNode(office), Term::NamedNode(person))
            if quad.predicate == terms::ORG_MEMBER && mentioned.contains(person) =>
        {
            Some(office.clone())
        }
        _ => None,
    };
    let offices: BTreeSet<_> = quads.iter().filter_map(holder).collect();
    quads.retain(|quad| match &quad.subject {
        NamedOrBlankNode::NamedNode(node) => mentioned.contains(node) || offices.contains(node),
        NamedOrBlankNode::BlankNode(_) => false,
    });
}
