//! Answers to queries: a table for people, or a standard format for programs.

use super::args::Query;
use super::outcome::{Failure, Outcome};
use super::terminal::{self, Sink};
use crate::export::Format;
use crate::export::rdf::{Writer, is_not_xml};
use crate::query::Prefixes;
use crate::query::run::Deadline;
use crate::query::table::{Style, Table};
use oxigraph::model::{Term, Triple};
use oxigraph::sparql::results::{QueryResultsFormat, QueryResultsSerializer};
use oxigraph::sparql::{QueryResults, QuerySolution};
use std::io::Write;

/// How an answer is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResultsFormat {
    Table,
    Solutions(QueryResultsFormat),
    Graph(Format),
}

impl std::str::FromStr for ResultsFormat {
    type Err = Failure;

    fn from_str(words: &str) -> Result<Self, Failure> {
        let solutions = match words.to_lowercase().as_str() {
            "table" | "text" => return Ok(ResultsFormat::Table),
            "csv" | "text/csv" => QueryResultsFormat::Csv,
            "tsv" | "text/tab-separated-values" => QueryResultsFormat::Tsv,
            "json" | "srj" | "application/sparql-results+json" => QueryResultsFormat::Json,
            "xml" | "srx" | "application/sparql-results+xml" => QueryResultsFormat::Xml,
            _ => {
                let unknown = || {
                    Failure::Usage(
                        format!("unknown results format \"{words}\""),
                        "known are table csv tsv json xml, and for graphs turtle ntriples trig nquads rdfxml jsonld",
                    )
                };
                return words.parse().map(ResultsFormat::Graph).map_err(|_| unknown());
            }
        };
        Ok(ResultsFormat::Solutions(solutions))
    }
}

/// Write an answer; ASK false is [`Outcome::No`].
///
/// # Errors
/// When the answer does not fit the format, or the query fails or is stopped while it is read.
pub fn write(
    answer: QueryResults<'static>,
    format: Option<ResultsFormat>,
    args: &Query,
    prefixes: &Prefixes,
    deadline: &Deadline,
    sink: &mut Sink,
) -> Result<Outcome, Failure> {
    // A file and a pipe are for programs, a terminal is for people.
    let people = terminal::stdout_is_terminal() && args.output.output.is_none();
    let standard = if people { ResultsFormat::Table } else { ResultsFormat::Solutions(QueryResultsFormat::Tsv) };
    match (answer, format) {
        (QueryResults::Graph(triples), None | Some(ResultsFormat::Table)) => graph(
            triples.collect::<Result<_, _>>().map_err(|error| deadline.explain(error))?,
            Format::Turtle,
            prefixes,
            sink,
        ),
        (QueryResults::Graph(triples), Some(ResultsFormat::Graph(format))) => {
            graph(triples.collect::<Result<_, _>>().map_err(|error| deadline.explain(error))?, format, prefixes, sink)
        }
        (QueryResults::Graph(_), Some(ResultsFormat::Solutions(format))) => Err(Failure::Usage(
            format!("a graph cannot be written as {}", format.file_extension()),
            "for CONSTRUCT and DESCRIBE take turtle ntriples trig nquads rdfxml or jsonld",
        )),
        (_, Some(ResultsFormat::Graph(format))) => Err(Failure::Usage(
            format!("the answer is no graph, so it cannot be written as {format}"),
            "for SELECT and ASK take table csv tsv json or xml",
        )),
        (QueryResults::Boolean(answer), format) => {
            match format.unwrap_or(standard) {
                ResultsFormat::Solutions(format) => {
                    QueryResultsSerializer::from_format(format).serialize_boolean_to_writer(&mut *sink, answer)?;
                    if format != QueryResultsFormat::Xml {
                        writeln!(sink)?;
                    }
                }
                _ => writeln!(sink, "{answer}")?,
            }
            Ok(if answer { Outcome::Done } else { Outcome::No })
        }
        (QueryResults::Solutions(solutions), format) => {
            let variables = solutions.variables().to_vec();
            let mut solutions = solutions.peekable();
            // A query that fails before its first row writes no header either.
            if let Some(Err(error)) = solutions.next_if(Result::is_err) {
                return Err(deadline.explain(error).into());
            }
            match format.unwrap_or(standard) {
                ResultsFormat::Solutions(format) => {
                    let serializer = QueryResultsSerializer::from_format(format);
                    let mut writer = serializer.serialize_solutions_to_writer(&mut *sink, variables)?;
                    for solution in solutions {
                        let solution = solution.map_err(|error| deadline.explain(error))?;
                        if format == QueryResultsFormat::Xml {
                            refuse_what_xml_cannot_hold(&solution)?;
                        }
                        writer.serialize(&solution)?;
                    }
                    writer.finish()?;
                    if format == QueryResultsFormat::Json {
                        writeln!(sink)?;
                    }
                }
                _ => {
                    let mut table = Table::new(variables.iter().map(|variable| variable.as_str()));
                    table.numeric = vec![true; variables.len()];
                    for solution in solutions {
                        let solution = solution.map_err(|error| deadline.explain(error))?;
                        let cells = variables.iter().enumerate().map(|(column, variable)| {
                            let term = solution.get(variable);
                            table.numeric[column] &= term.is_none_or(is_number);
                            term.map(|term| cell(term, prefixes, args.wide)).unwrap_or_default()
                        });
                        let cells: Vec<_> = cells.collect();
                        table.row(cells);
                    }
                    let width = if args.wide { None } else { terminal::width() };
                    writeln!(sink, "{}", table.draw(Style { width, no_header: args.no_header }))?;
                    if people {
                        sink.flush()?;
                        let rows = table.rows.len();
                        terminal::line(format!("{rows} {}", if rows == 1 { "row" } else { "rows" }));
                    }
                }
            }
            Ok(Outcome::Done)
        }
    }
}

fn refuse_what_xml_cannot_hold(solution: &QuerySolution) -> Result<(), Failure> {
    let bad = solution.iter().find_map(|(variable, term)| match term {
        Term::Literal(words) => Some((variable, words.value().chars().find(|&c| is_not_xml(c))?)),
        _ => None,
    });
    bad.map_or(Ok(()), |(variable, c)| {
        Err(Failure::Usage(
            format!("xml cannot hold the character U+{:04X}, which is in a value of ?{}", c as u32, variable.as_str()),
            "take json, csv or tsv",
        ))
    })
}

fn is_number(term: &Term) -> bool {
    use oxigraph::model::vocab::xsd;
    matches!(term, Term::Literal(literal) if [xsd::INTEGER, xsd::DECIMAL, xsd::DOUBLE].contains(&literal.datatype()))
}

/// A term in a table; the long digits that name an article are cut to what still tells it, unless all is wanted.
fn cell(term: &Term, prefixes: &Prefixes, wide: bool) -> String {
    let shown = prefixes.show(term);
    match (term, shown.strip_prefix("article:")) {
        (Term::NamedNode(_), Some(rest)) if !wide => {
            let digits = rest.chars().take_while(char::is_ascii_hexdigit).count();
            if digits > 8 { format!("article:{}…{}", &rest[..8], &rest[digits..]) } else { shown }
        }
        _ => shown,
    }
}

fn graph(mut triples: Vec<Triple>, format: Format, prefixes: &Prefixes, sink: &mut Sink) -> Result<Outcome, Failure> {
    triples.sort_by_cached_key(ToString::to_string);
    triples.dedup();
    let mut writer = Writer::new(sink, format, prefixes)?;
    for triple in &triples {
        writer.write(triple.as_ref().in_graph(oxigraph::model::GraphNameRef::DefaultGraph))?;
    }
    writer.finish()?;
    Ok(Outcome::Done)
}
