//! `khabar stats`: what is in the store, counted.

use super::args::Stats;
use super::lookup::InStore;
use super::outcome::{Failure, Outcome};
use super::terminal;
use crate::export::ExportError;
use crate::query::measure;
use crate::query::parameter::Lookup;
use crate::query::run::{Deadline, Question};
use crate::query::table::{Style, Table};
use crate::query::{Prefixes, prefix::KH};
use crate::resources::Resources;
use crate::store::{Access, Store, StoreError};
use crate::text::bidi;
use oxigraph::model::Term;
use oxigraph::sparql::QueryResults;
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::Write;

/// How often each class and status is met.
type Counts = BTreeMap<String, usize>;

#[derive(Debug, Default, Serialize)]
struct Report {
    articles: usize,
    articles_without_date: usize,
    triples: usize,
    mentions: usize,
    entities: Counts,
    /// By class, then status; an event of a narrow class counts in its base class too.
    events: BTreeMap<String, Counts>,
    statements: Counts,
    positions: usize,
}

const ENTITIES: &str =
    "SELECT ?class (COUNT(DISTINCT ?e) AS ?n) { ?e skos:prefLabel ?label ; a ?class } GROUP BY ?class";
const EVENTS: &str =
    "SELECT ?class ?status (COUNT(DISTINCT ?e) AS ?n) { ?e kh:status ?status ; a ?class } GROUP BY ?class ?status";
const STATEMENTS: &str = "SELECT ?stance (COUNT(DISTINCT ?s) AS ?n) { ?s kh:stance ?stance } GROUP BY ?stance";
const POSITIONS: &str = "SELECT (COUNT(DISTINCT ?p) AS ?n) { ?p a kh:Position }";
const MENTIONS: &str = "SELECT (COUNT(DISTINCT ?m) AS ?n) { ?m a kh:Mention }";
const EVENT_TOTALS: &str = "SELECT ?status (COUNT(DISTINCT ?e) AS ?n) { ?e kh:status ?status } GROUP BY ?status";

pub fn run(args: &Stats, store: &str) -> Result<Outcome, Failure> {
    let store = super::open(store, Access::Read)?;
    if args.graph {
        return graph(args, &store);
    }
    let report = count(&store)?;
    let mut out = std::io::stdout().lock();
    if args.json {
        serde_json::to_writer_pretty(&mut out, &report).map_err(std::io::Error::from)?;
        writeln!(out)?;
        return Ok(Outcome::Done);
    }
    let style = Style { width: terminal::width(), no_header: false };
    let mut table = Table::new(["in the store", "number"]);
    table.numeric = vec![false, true];
    let entities: usize = report.entities.values().sum();
    let statements: usize = report.statements.values().sum();
    let events: usize = report.events.get("all").map_or(0, |counts| counts.values().sum());
    for (what, number) in [
        ("articles", report.articles),
        ("articles without date", report.articles_without_date),
        ("triples", report.triples),
        ("mentions", report.mentions),
        ("entities", entities),
        ("events", events),
        ("statements", statements),
        ("positions", report.positions),
    ] {
        table.row([what.to_owned(), number.to_string()]);
    }
    writeln!(out, "{}", table.draw(style))?;
    for (title, counts) in [("entities", &report.entities), ("statements", &report.statements)] {
        if !counts.is_empty() {
            let mut table = Table::new([title, "number"]);
            table.numeric = vec![false, true];
            counts.iter().for_each(|(what, number)| table.row([what.clone(), number.to_string()]));
            writeln!(out, "{}", table.draw(style))?;
        }
    }
    if events > 0 {
        writeln!(out, "{}", events_table(&report.events).draw(style))?;
    }
    Ok(Outcome::Done)
}

fn events_table(events: &BTreeMap<String, Counts>) -> Table {
    let all = events.get("all").cloned().unwrap_or_default();
    let statuses: Vec<&String> = all.keys().collect();
    let header = ["events"].into_iter().chain(statuses.iter().map(|status| status.as_str())).chain(["number"]);
    let mut table = Table::new(header);
    table.numeric = std::iter::once(false).chain(statuses.iter().map(|_| true)).chain([true]).collect();
    // The totals stand last.
    for (class, counts) in events.iter().filter(|(class, _)| *class != "all").chain([(&"all".to_owned(), &all)]) {
        let cells = statuses.iter().map(|status| counts.get(*status).map(ToString::to_string).unwrap_or_default());
        let total: usize = counts.values().sum();
        table.row(std::iter::once(class.clone()).chain(cells).chain([total.to_string()]));
    }
    table
}

fn count(store: &Store) -> Result<Report, Failure> {
    let articles = store.articles()?;
    let mut report = Report {
        articles: articles.len(),
        articles_without_date: articles.iter().filter(|article| article.date.is_none()).count(),
        ..Report::default()
    };
    for graph in store.graphs()? {
        report.triples += store.inner().quads_for_pattern(None, None, None, Some(graph.as_ref())).count();
    }
    for (keys, number) in rows(store, ENTITIES)? {
        if let [class] = &keys[..] {
            report.entities.insert(class.clone(), number);
        }
    }
    for (keys, number) in rows(store, EVENTS)? {
        if let [class, status] = &keys[..] {
            report.events.entry(class.clone()).or_default().insert(status.clone(), number);
        }
    }
    for (keys, number) in rows(store, EVENT_TOTALS)? {
        if let [status] = &keys[..] {
            report.events.entry("all".into()).or_default().insert(status.clone(), number);
        }
    }
    for (keys, number) in rows(store, STATEMENTS)? {
        if let [stance] = &keys[..] {
            report.statements.insert(stance.clone(), number);
        }
    }
    let one = |text| Ok::<_, Failure>(rows(store, text)?.first().map_or(0, |(_, number)| *number));
    report.positions = one(POSITIONS)?;
    report.mentions = one(MENTIONS)?;
    Ok(report)
}

/// Rows of a counting query: the local names of our own vocabulary, and the number. Rows about terms of other
/// vocabularies, which are stated beside ours, are left out.
fn rows(store: &Store, text: &str) -> Result<Vec<(Vec<String>, usize)>, Failure> {
    let deadline = Deadline::after(None);
    let question = Question::parse(text, &Prefixes::default())?;
    let QueryResults::Solutions(solutions) = question.ask(store.inner(), &deadline)? else { return Ok(Vec::new()) };
    let mut rows = Vec::new();
    for solution in solutions {
        let solution = solution.map_err(|error| deadline.explain(error))?;
        let mut keys = Some(Vec::new());
        let mut number = 0;
        for (_, term) in &solution {
            match term {
                Term::Literal(literal) => number = literal.value().parse().unwrap_or(0),
                Term::NamedNode(node) => match (node.as_str().strip_prefix(KH), &mut keys) {
                    (Some(local), Some(keys)) => keys.push(local.to_owned()),
                    _ => keys = None,
                },
                Term::BlankNode(_) => keys = None,
            }
        }
        if let Some(keys) = keys {
            rows.push((keys, number));
        }
    }
    rows.sort();
    Ok(rows)
}

/// Who stands where among those who act together.
fn graph(args: &Stats, store: &Store) -> Result<Outcome, Failure> {
    let prefixes = Prefixes::of_store(store.inner()).map_err(StoreError::from)?;
    let resources = Resources::embedded();
    let known = InStore::new(store, &resources);
    let class = args.class.as_deref().map(|class| known.event_class(class)).transpose()?;
    let mut measured = measure::measure(store.inner(), &prefixes, class.map(Into::into))?;
    measured.truncate(args.limit.unwrap_or(usize::MAX));
    let mut out = std::io::stdout().lock();
    if args.json {
        serde_json::to_writer_pretty(&mut out, &measured).map_err(std::io::Error::from)?;
        writeln!(out)?;
    } else if args.csv {
        let mut rows = csv::Writer::from_writer(&mut out);
        measured.iter().try_for_each(|row| rows.serialize(row)).map_err(ExportError::from)?;
        rows.flush()?;
    } else {
        let header = ["name", "entity", "degree", "strength", "pagerank", "betweenness", "component", "community"];
        let mut table = Table::new(header);
        table.numeric = vec![false, false, true, true, true, true, true, true];
        for one in &measured {
            table.row([
                bidi::isolate(&terminal::plain(&one.name)),
                terminal::plain(&one.entity),
                one.degree.to_string(),
                one.strength.to_string(),
                format!("{:.4}", one.pagerank),
                format!("{:.4}", one.betweenness),
                one.component.to_string(),
                one.community.to_string(),
            ]);
        }
        writeln!(out, "{}", table.draw(Style { width: terminal::width(), no_header: false }))?;
    }
    Ok(Outcome::Done)
}
