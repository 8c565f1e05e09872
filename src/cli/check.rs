//! `khabar check`: ontology, gazetteer, language packs and queries, loaded and tried.

use super::args::Check;
use super::outcome::{Failure, Outcome};
use super::{reading, terminal};
use crate::lang;
use crate::pipeline::Reader;
use crate::query::run::Question;
use crate::query::{Catalogue, Prefixes, parameter};
use serde::Serialize;
use std::io::Write;
use std::time::Instant;

#[derive(Debug, Serialize)]
struct Report {
    terms: usize,
    event_classes: usize,
    entities: usize,
    known_positions: usize,
    languages: Vec<&'static str>,
    queries: usize,
    /// Examples and counterexamples beside the rules of the packs.
    examples: usize,
    problems: Vec<String>,
    milliseconds: u128,
}

pub fn run(args: &Check) -> Result<Outcome, Failure> {
    let start = Instant::now();
    let resources = reading::resources(args.data.as_ref())?;
    let (ontology, gazetteer) = reading::world(&resources, &args.gazetteer)?;
    let reader = Reader::load(&resources, &args.lang, ontology, gazetteer)?;
    let milliseconds = start.elapsed().as_millis();
    let mut problems: Vec<_> = reader.ontology.check().iter().map(ToString::to_string).collect();
    let fold = |words: &str| reader.pack.fold.key(words);
    problems.extend(reader.gazetteer.check_folded(fold).iter().map(ToString::to_string));
    let catalogue = Catalogue::load(&resources.texts_in("queries"))?;
    for query in catalogue.iter() {
        problems.extend(check_query(query)?);
    }
    let (examples, wrong) = crate::examples::check(&reader);
    problems.extend(wrong.iter().map(ToString::to_string));
    let report = Report {
        terms: reader.ontology.terms().count(),
        event_classes: reader.ontology.base_event_classes().len(),
        entities: reader.gazetteer.entries.len(),
        known_positions: reader.gazetteer.positions.len(),
        languages: vec![lang::chosen(&args.lang)?],
        queries: catalogue.iter().count(),
        examples,
        problems,
        milliseconds,
    };
    let mut out = std::io::stdout().lock();
    if args.json {
        serde_json::to_writer_pretty(&mut out, &report).map_err(std::io::Error::from)?;
        writeln!(out)?;
    } else {
        report.problems.iter().for_each(terminal::error);
        writeln!(out, "ontology   {} terms, {} event types", report.terms, report.event_classes)?;
        writeln!(out, "gazetteer  {} entities, {} offices", report.entities, report.known_positions)?;
        writeln!(out, "languages  {}", report.languages.join(", "))?;
        writeln!(out, "examples   {}", report.examples)?;
        writeln!(out, "queries    {}", report.queries)?;
        terminal::line(format!("loaded in {} ms, {} problems", report.milliseconds, report.problems.len()));
    }
    Ok(if report.problems.is_empty() { Outcome::Done } else { Outcome::No })
}

/// What a query's header says and its text does not bear out.
fn check_query(query: &crate::query::catalogue::NamedQuery) -> Result<Vec<String>, Failure> {
    let question = Question::parse(&query.text, &Prefixes::default())?;
    let mut problems = Vec::new();
    for parameter in &query.parameters {
        if !parameter::has_values(question.query(), &parameter.name) {
            problems.push(format!(
                "queries/{}.rq: parameter \"{}\" has no VALUES\nhelp: write VALUES ?{} {{ UNDEF }} where it is used",
                query.name, parameter.name, parameter.name
            ));
        }
    }
    let columns: Vec<_> = query.columns.iter().map(|(name, _)| name.as_str()).collect();
    if let Some(variables) = question.variables()
        && variables != columns
    {
        problems.push(format!(
            "queries/{}.rq: selects {}, but the header has {}\nhelp: write a '# column:' line for each, in order",
            query.name,
            variables.join(" "),
            columns.join(" ")
        ));
    }
    Ok(problems)
}
