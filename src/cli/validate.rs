//! `khabar validate`: what is wrong with a graph.

use super::args::Validate;
use super::outcome::{Failure, Outcome};
use super::{reading, terminal};
use crate::query::check::{self, Violation};
use crate::query::table::{Style, Table};
use crate::query::{Catalogue, Prefixes};
use crate::rdf::Mint;
use crate::store::Access;
use oxigraph::model::Term;
use serde::Serialize;
use std::io::Write;

/// One row of the report.
#[derive(Debug, Serialize)]
struct Row<'a> {
    focus: String,
    shape: String,
    check: &'a str,
    problem: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<String>,
}

pub fn run(args: &Validate, store: &str) -> Result<Outcome, Failure> {
    let resources = reading::resources(args.data.as_ref())?;
    let checks = Catalogue::load(&resources.texts_in("queries/checks"))?;
    let mut found: Vec<(Option<String>, Prefixes, Vec<Violation>)> = Vec::new();
    let mut look = |file: Option<String>, store: crate::store::Store| -> Result<(), Failure> {
        let prefixes = Prefixes::of_store(store.inner()).map_err(crate::store::StoreError::from)?;
        let told = check::without(store.inner(), Mint::new(prefixes.base())?.inferred_graph().as_ref())?;
        let violations = check::violations(told.as_ref().unwrap_or(store.inner()), &checks, &prefixes)?;
        found.push((file, prefixes, violations));
        Ok(())
    };
    if args.files.is_empty() {
        look(None, super::open(store, Access::Read)?)?;
    }
    for file in &args.files {
        let name = file.display().to_string();
        look(Some(name.clone()), super::open_graph(&name)?)?;
    }
    let count: usize = found.iter().map(|(.., violations)| violations.len()).sum();
    let mut out = std::io::stdout().lock();
    if args.json {
        let rows: Vec<Row> = found
            .iter()
            .flat_map(|(file, _, violations)| {
                violations.iter().map(|one| Row {
                    focus: if let Term::NamedNode(node) = &one.focus {
                        node.as_str().to_owned()
                    } else {
                        one.focus.to_string()
                    },
                    shape: check::shape(&one.check),
                    check: &one.check,
                    problem: &one.problem,
                    file: file.clone(),
                })
            })
            .collect();
        serde_json::to_writer_pretty(&mut out, &rows).map_err(std::io::Error::from)?;
        writeln!(out)?;
    } else if count > 0 {
        let mut table = Table::new(["focus", "check", "problem"]);
        for (_, prefixes, violations) in &found {
            for one in violations {
                table.row([prefixes.show(&one.focus), one.check.clone(), one.problem.clone()]);
            }
        }
        writeln!(out, "{}", table.draw(Style { width: terminal::width(), no_header: false }))?;
    }
    let checks = checks.iter().count();
    if count == 0 {
        terminal::line(format!("{checks} checks, nothing wrong"));
        return Ok(Outcome::Done);
    }
    terminal::line(format!("{checks} checks, {count} {}", if count == 1 { "violation" } else { "violations" }));
    Ok(Outcome::No)
}
