//! `khabar check`: ontology, gazetteer, language packs and queries, loaded and tried.

use super::args::Check;
use super::outcome::{Failure, Outcome};
use super::{reading, terminal};
use crate::lang;
use crate::pipeline::Reader;
use crate::query::catalogue::NamedQuery;
use crate::query::run::{QueryError, Question};
use crate::query::{Catalogue, Prefixes, parameter};
use serde::Serialize;
use spargebra::Query;
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
    let files = resources.texts_under("queries");
    for (file, text) in &files {
        problems.extend(check_query(file, text));
    }
    let (examples, wrong) = crate::examples::check(&reader);
    problems.extend(wrong.iter().map(ToString::to_string));
    let report = Report {
        terms: reader.ontology.terms().count(),
        event_classes: reader.ontology.base_event_classes().len(),
        entities: reader.gazetteer.entries.len(),
        known_positions: reader.gazetteer.positions.len(),
        languages: vec![lang::chosen(&args.lang)?],
        queries: files.len(),
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

/// What the program asks of the queries in a folder.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Use {
    /// `queries/`: what a user asks by name.
    Named,
    /// `queries/checks/`: what is wrong, a row each.
    Check,
    /// `queries/rules/`: what follows.
    Rule,
    /// `queries/show/…/`: what is known of one thing.
    Show,
}

impl Use {
    fn of(file: &str) -> Self {
        match file.split('/').nth(1) {
            Some("checks") => Use::Check,
            Some("rules") => Use::Rule,
            Some("show") => Use::Show,
            _ => Use::Named,
        }
    }
}

/// What is wrong with a query's header or text, or does not fit its use; each with file and line.
fn check_query(file: &str, text: &str) -> Vec<String> {
    let catalogue = match Catalogue::load(&[(file, text)]) {
        Ok(catalogue) => catalogue,
        Err(error) => return vec![error.to_string()],
    };
    let question = match Question::parse(text, &Prefixes::default()) {
        Ok(question) => question,
        Err(error) => {
            let line = if let QueryError::Syntax { line: Some(line), .. } = &error { *line } else { 1 };
            return vec![format!("{file}, line {line}: {error}")];
        }
    };
    catalogue.iter().flat_map(|query| check_use(file, Use::of(file), query, &question)).collect()
}

fn check_use(file: &str, purpose: Use, query: &NamedQuery, question: &Question) -> Vec<String> {
    let first = query.text.lines().position(|line| !line.starts_with('#')).unwrap_or_default() + 1;
    let at = |start: &str| query.text.lines().position(|line| line.starts_with(start)).map_or(first, |line| line + 1);
    let mut problems = Vec::new();
    let mut wrong = |line: usize, words: String| problems.push(format!("{file}, line {line}: {words}"));
    let columns: Vec<_> = query.columns.iter().map(|(name, _)| name.as_str()).collect();
    let variables = question.variables();
    match (purpose, question.query()) {
        (Use::Rule, Query::Construct { .. }) => {}
        (Use::Rule, _) => wrong(first, "a rule says what follows\nhelp: write CONSTRUCT { … } WHERE { … }".into()),
        (Use::Check, _) if !["focus", "problem"].iter().all(|c| variables.as_ref().is_some_and(|v| v.contains(c))) => {
            wrong(first, "a check selects what is wrong\nhelp: write SELECT ?focus ?problem WHERE { … }".into());
        }
        (Use::Show, _) if variables.is_none() || !parameter::has_values(question.query(), "this") => {
            let help = "write SELECT … WHERE { VALUES ?this { UNDEF } … }";
            wrong(first, format!("a query that shows a thing selects, and has VALUES ?this\nhelp: {help}"));
        }
        _ => {}
    }
    for parameter in &query.parameters {
        if !parameter::has_values(question.query(), &parameter.name) {
            let name = &parameter.name;
            let words =
                format!("parameter \"{name}\" has no VALUES\nhelp: write VALUES ?{name} {{ UNDEF }} where it is used");
            wrong(at(&format!("# param: {name} ")), words);
        }
    }
    // Those who read the answers of the others are in the program.
    if let Some(variables) = variables.filter(|variables| purpose == Use::Named && *variables != columns) {
        let (selected, told) = (variables.join(" "), columns.join(" "));
        let help = "write a '# column:' line for each, in order";
        wrong(at("# column:"), format!("selects {selected}, but the header has {told}\nhelp: {help}"));
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_query_is_held_to_its_use() {
        let head = "# title: X\n# description: X.\n";
        for (file, text, said) in [
            ("queries/x.rq", "SELECT ?a {", "queries/x.rq, line 3: this is not SPARQL"),
            ("queries/x.rq", "SELECT ?a { ?a a ?b }", "queries/x.rq, line 3: selects a, but"),
            (
                "queries/rules/x.rq",
                "CONSTRUCT { ?a ?b ?c }\nWHERE { ?a ?b }",
                "queries/rules/x.rq, line 4: this is not",
            ),
            ("queries/rules/x.rq", "SELECT ?a { ?a a ?b }", "queries/rules/x.rq, line 3: a rule"),
            ("queries/checks/x.rq", "SELECT ?focus { ?focus a ?b }", "queries/checks/x.rq, line 3: a check"),
            ("queries/show/event/x.rq", "SELECT ?a { ?this a ?a }", "queries/show/event/x.rq, line 3: a query that"),
        ] {
            let problems = check_query(file, &format!("{head}{text}"));
            assert!(matches!(&problems[..], [one] if one.starts_with(said)), "{file}: {problems:?}");
        }
        let header = check_query("queries/checks/x.rq", "# title: X\n# colum: y\n");
        assert!(header[0].starts_with("queries/checks/x.rq, line 2: unknown key"), "{header:?}");
    }
}
