//! `khabar show`: everything about one entity, event or article, for people.

use super::args::Show;
use super::lookup::InStore;
use super::outcome::{Failure, Outcome};
use super::{reading, terminal};
use crate::ontology::vocab::local_name;
use crate::query::parameter::Lookup;
use crate::query::run::{Deadline, QueryError, Question};
use crate::query::table::{Style, Table};
use crate::query::{Catalogue, Prefixes};
use crate::rdf::terms;
use crate::resources::Resources;
use crate::store::{Access, Store, StoreError};
use crate::text::bidi;
use oxigraph::model::{NamedNode, Term};
use oxigraph::sparql::QueryResults;
use serde_json::{Map, Value, json};
use std::io::Write;

/// What a thing is: which folder of queries/show shows it.
const ENTITY: &str = "entity";

pub fn run(args: &Show, store: &str) -> Result<Outcome, Failure> {
    let resources = reading::resources(args.telling.data.as_ref())?;
    let store = super::open(store, Access::Read)?;
    let prefixes = Prefixes::of_store(store.inner()).map_err(StoreError::from)?;
    let things = things(&args.what.join(" "), &store, &resources, &prefixes)?;
    let mut out = anstream::stdout().lock();
    let mut all = Vec::new();
    for (at, thing) in things.iter().enumerate() {
        let catalogue = Catalogue::load(&resources.texts_in(&format!("queries/show/{}", kind(&store, thing)?)))?;
        let mut sections = Map::new();
        if !args.telling.json {
            let gap = if at > 0 { "\n" } else { "" };
            writeln!(out, "{gap}{}{}{:#}", terminal::BOLD, prefixes.show(&thing.clone().into()), terminal::BOLD)?;
        }
        for query in catalogue.iter() {
            let (columns, rows) = ask(&store, &prefixes, &query.text, thing)?;
            if rows.is_empty() {
                continue;
            }
            if args.telling.json {
                let name = query.name.split_once('-').map_or(query.name.as_str(), |(_, name)| name);
                let object = |row: &Vec<Option<Term>>| -> Value {
                    let cells = columns.iter().zip(row).filter_map(|(column, term)| {
                        let term = term.as_ref().filter(|t| !matches!(t, Term::Literal(l) if l.value().is_empty()))?;
                        let value = match term {
                            Term::NamedNode(node) => node.as_str().to_owned(),
                            Term::Literal(words) => words.value().to_owned(),
                            Term::BlankNode(_) => term.to_string(),
                        };
                        Some((column.clone(), Value::from(value)))
                    });
                    Value::Object(cells.collect())
                };
                sections.insert(name.to_owned(), rows.iter().map(object).collect());
                continue;
            }
            writeln!(out, "\n{}", query.title("en"))?;
            let mut table = Table::new(columns.iter().map(String::as_str));
            for row in &rows {
                let cells = row.iter().map(|term| match term {
                    Some(term) => bidi::isolate(&terminal::plain(&prefixes.show(term))),
                    None => String::new(),
                });
                table.row(cells.collect::<Vec<_>>());
            }
            writeln!(out, "{}", table.draw(Style { width: terminal::width(), no_header: false }))?;
        }
        all.push(json!({ "iri": thing.as_str(), "sections": sections }));
    }
    if args.telling.json {
        serde_json::to_writer_pretty(&mut out, &all).map_err(std::io::Error::from)?;
        writeln!(out)?;
    }
    Ok(Outcome::Done)
}

type Rows = Vec<Vec<Option<Term>>>;

fn ask(store: &Store, prefixes: &Prefixes, text: &str, thing: &NamedNode) -> Result<(Vec<String>, Rows), Failure> {
    let mut question = Question::parse(text, prefixes)?;
    question.set("this", &[thing.clone().into()])?;
    let deadline = Deadline::after(None);
    let QueryResults::Solutions(solutions) = question.ask(store.inner(), &deadline)? else {
        return Ok((Vec::new(), Vec::new()));
    };
    let variables = solutions.variables().to_vec();
    let mut rows = Vec::new();
    for solution in solutions {
        let solution = solution.map_err(|error| deadline.explain(error))?;
        rows.push(variables.iter().map(|variable| solution.get(variable).cloned()).collect());
    }
    // An aggregate over nothing is one row of nothing.
    rows.retain(|row: &Vec<Option<Term>>| {
        row.iter().any(|t| t.as_ref().is_some_and(|t| !matches!(t, Term::Literal(l) if matches!(l.value(), "" | "0"))))
    });
    Ok((variables.iter().map(|variable| variable.as_str().to_owned()).collect(), rows))
}

fn kind(store: &Store, thing: &NamedNode) -> Result<&'static str, Failure> {
    let has = |property| -> Result<bool, Failure> {
        let found = store.inner().quads_for_pattern(Some(thing.as_ref().into()), Some(property), None, None).next();
        Ok(found.transpose().map_err(StoreError::from)?.is_some())
    };
    Ok(if has(terms::STATUS)? {
        "event"
    } else if has(terms::NIF_IS_STRING)? {
        "article"
    } else {
        ENTITY
    })
}

/// What an IRI, a name in any language or an article's source means in a store.
///
/// # Errors
/// When it means nothing there; the nearest names are offered.
pub fn things(
    what: &str,
    store: &Store,
    resources: &Resources,
    prefixes: &Prefixes,
) -> Result<Vec<NamedNode>, Failure> {
    if let Some(iri) = prefixes.expand(what) {
        let node = NamedNode::new(&iri).map_err(|_| {
            Failure::Usage(format!("\"{what}\" is no IRI"), "give an IRI, a prefixed name like country:EG, or a name")
        })?;
        let inner = store.inner();
        let there = inner
            .quads_for_pattern(Some(node.as_ref().into()), None, None, None)
            .chain(inner.quads_for_pattern(None, None, Some(node.as_ref().into()), None))
            .next()
            .transpose()
            .map_err(StoreError::from)?
            .is_some();
        if there {
            return Ok(vec![node]);
        }
        // The local name may be near that of an entity.
        let words = local_name(&iri).replace(['_', '-'], " ");
        let nearest = match InStore::new(store, resources).entities(&words) {
            Ok(found) => found.iter().map(|node| prefixes.show(&node.clone().into())).collect(),
            Err(QueryError::UnknownEntity { nearest, .. }) => nearest,
            Err(_) => Vec::new(),
        };
        return Err(QueryError::UnknownEntity { name: what.into(), nearest }.into());
    }
    let lookup = InStore::new(store, resources);
    match lookup.entities(what) {
        Ok(found) => Ok(found),
        Err(error) => match store.find_article(what) {
            Ok(article) => Ok(vec![article]),
            Err(_) => Err(error.into()),
        },
    }
}
