//! Checks of a graph: each a SELECT query whose rows are what is wrong.

use super::Prefixes;
use super::catalogue::{Catalogue, NamedQuery};
use super::run::{Deadline, QueryError, Question};
use oxigraph::model::{GraphNameRef, NamedNodeRef, Term};
use oxigraph::sparql::QueryResults;
use oxigraph::store::Store;

/// Where the SHACL shapes stand that checks speak for.
pub const SHAPES: &str = "https://w3id.org/khabar/shapes#";

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    pub focus: Term,
    /// Name of the check.
    pub check: String,
    pub problem: String,
}

/// The IRI of the shape that a check speaks for: `iso-code` for `IsoCode`.
pub fn shape(check: &str) -> String {
    let words = check.split('-').map(|word| {
        let mut letters = word.chars();
        letters.next().map(|first| first.to_ascii_uppercase().to_string() + letters.as_str()).unwrap_or_default()
    });
    format!("{SHAPES}{}", words.collect::<String>())
}

/// Everything that is wrong by any check, in the order of checks, things and problems.
///
/// # Errors
/// When a check does not parse or cannot be run.
pub fn violations(store: &Store, checks: &Catalogue, prefixes: &Prefixes) -> Result<Vec<Violation>, QueryError> {
    let mut out = Vec::new();
    for check in checks.iter() {
        out.extend(run(store, check, prefixes)?);
    }
    Ok(out)
}

fn run(store: &Store, check: &NamedQuery, prefixes: &Prefixes) -> Result<Vec<Violation>, QueryError> {
    let deadline = Deadline::after(None);
    let answer = Question::parse(&check.text, prefixes)?.ask(store, &deadline)?;
    let QueryResults::Solutions(solutions) = answer else { return Ok(Vec::new()) };
    let mut out = Vec::new();
    for solution in solutions {
        let solution = solution.map_err(|error| deadline.explain(error))?;
        let (Some(focus), Some(problem)) = (solution.get("focus"), solution.get("problem")) else { continue };
        let problem = if let Term::Literal(words) = problem { words.value().to_owned() } else { problem.to_string() };
        out.push(Violation { focus: focus.clone(), check: check.name.clone(), problem });
    }
    Ok(out)
}

/// A copy in memory without one graph, or nothing where that graph is empty: what rules infer has no words of its own
/// and is not checked.
///
/// # Errors
/// When the store cannot be read.
pub fn without(store: &Store, graph: NamedNodeRef<'_>) -> Result<Option<Store>, QueryError> {
    let graph = GraphNameRef::NamedNode(graph);
    if store.quads_for_pattern(None, None, None, Some(graph)).next().is_none() {
        return Ok(None);
    }
    let copy = Store::new()?;
    let quads = store.iter().filter(|quad| quad.as_ref().map_or(true, |quad| quad.graph_name.as_ref() != graph));
    copy.extend(quads.collect::<Result<Vec<_>, _>>()?)?;
    Ok(Some(copy))
}
