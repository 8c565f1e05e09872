//! `khabar export`: the store's graph in an RDF format.

use super::args::Export;
use super::outcome::{Failure, Outcome};
use super::terminal::{self, Sink};
use crate::export::rdf::Writer;
use crate::export::sophia::{self, Pretty};
use crate::export::{ExportError, Format};
use crate::query::Prefixes;
use crate::rdf::terms;
use crate::store::{Access, Store};
use oxigraph::model::{GraphName, NamedNode, NamedOrBlankNode, Quad, Term};
use std::collections::BTreeSet;

pub fn run(args: &Export, store: &str) -> Result<Outcome, Failure> {
    let format = match (args.format, &args.output.output) {
        (Some(format), _) => format,
        (None, _) if args.canonical => Format::NQuads,
        (None, Some(path)) => Format::of_path(path)?,
        (None, None) => Format::TriG,
    };
    if args.canonical && format != Format::NQuads {
        return Err(ExportError::NotCanonical(format).into());
    }
    let store = super::open(store, Access::Read)?;
    let prefixes = Prefixes::of_store(store.inner())?;
    let graphs = Graphs::chosen(&store, &args.article, &prefixes)?;
    let pretty = if args.pretty { Some(Pretty::new(format, &prefixes)?) } else { None };
    let mut sink = Sink::open(&args.output)?;
    if args.canonical {
        let mut quads = Vec::new();
        graphs.each(|graph| {
            quads.extend(graph);
            Ok(())
        })?;
        sophia::canonical(&quads, &mut sink)?;
    } else if let Some(pretty) = pretty {
        pretty.header(&mut sink)?;
        graphs.each(|graph| Ok(pretty.graph(&graph, &mut sink)?))?;
    } else {
        let mut writer = Writer::new(&mut sink, format, &prefixes)?;
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
    Ok(Outcome::Done)
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
        let entities = crate::rdf::Mint::new(prefixes.base())?.entities_graph();
        names.insert(entities.clone());
        let names = names.into_iter().map(GraphName::from).collect();
        Ok(Graphs { store, names, mentioned: Some((entities.into(), mentioned)) })
    }

    fn each(&self, mut write: impl FnMut(Vec<Quad>) -> Result<(), Failure>) -> Result<(), Failure> {
        for name in &self.names {
            let mut quads = self.store.graph_quads(name)?;
            if let Some((graph, mentioned)) = &self.mentioned
                && graph == name
            {
                keep(&mut quads, mentioned);
            }
            write(quads)?;
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
