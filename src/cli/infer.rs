//! `khabar infer`: what follows by rules.

use super::args::Infer;
use super::outcome::{Failure, Outcome};
use super::{reading, terminal};
use crate::query::catalogue::NamedQuery;
use crate::query::run::Question;
use crate::query::table::{Style, Table};
use crate::query::{Catalogue, Prefixes, infer};
use crate::rdf::Mint;
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::Triple;
use oxigraph::model::vocab::rdfs;
use std::io::Write;

pub fn run(args: &Infer, store: &str) -> Result<Outcome, Failure> {
    let resources = reading::resources(args.data.as_ref())?;
    let catalogue = Catalogue::load(&resources.texts_in("queries/rules"))?;
    if args.list {
        let mut table = Table::new(["rule", "says"]);
        catalogue.iter().for_each(|rule| table.row([&*rule.name, &*rule.description]));
        let drawn = table.draw(Style { width: terminal::width(), no_header: false });
        writeln!(std::io::stdout().lock(), "{drawn}")?;
        return Ok(Outcome::Done);
    }
    let chosen: Vec<&NamedQuery> = match args.rules.as_slice() {
        [] => catalogue.iter().collect(),
        names => names.iter().map(|name| catalogue.get(name)).collect::<Result<_, _>>()?,
    };
    let store = super::open_existing(store)?;
    let prefixes = Prefixes::of_store(store.inner()).map_err(crate::store::StoreError::from)?;
    let graph = Mint::new(prefixes.base())?.inferred_graph();
    if args.undo {
        store.inner().clear_graph(graph.as_ref()).map_err(crate::store::StoreError::from)?;
        store.close()?;
        terminal::line("nothing is inferred any more");
        return Ok(Outcome::Done);
    }
    let parse = |rule: &NamedQuery| Ok((rule.name.clone(), Question::parse(&rule.text, &prefixes)?));
    let rules = chosen.into_iter().map(parse).collect::<Result<Vec<_>, Failure>>()?;
    let schema = schema(resources.file("ontology/khabar.ttl").unwrap_or_default());
    let counts = infer::infer(store.inner(), &rules, schema, &graph)?;
    for ((name, _), count) in rules.iter().zip(&counts) {
        terminal::line(format!("{name}: {count}"));
    }
    store.close()?;
    Ok(Outcome::Done)
}

/// What the ontology says of subclasses and subproperties: rules stand on it.
fn schema(ontology: &str) -> Vec<Triple> {
    let triples = RdfParser::from_format(RdfFormat::Turtle).for_slice(ontology).filter_map(Result::ok);
    triples
        .filter(|quad| quad.predicate == rdfs::SUB_CLASS_OF || quad.predicate == rdfs::SUB_PROPERTY_OF)
        .filter(|quad| quad.subject.is_named_node() && quad.object.is_named_node())
        .map(Triple::from)
        .collect()
}
