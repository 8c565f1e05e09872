//! What asks the store: query, shell, show, explain, stats.

use super::Output;
use crate::cli::completions;
use clap::Args;
use std::path::PathBuf;

/// Ask the store: a named query, or SPARQL of your own.
///
/// Queries see all articles as one graph; GRAPH tells them apart. The usual prefixes need no declaration. On a terminal
/// the answer is a table, else TSV. An ASK query that says false has exit status 1.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  khabar query --list
  khabar query visits --param country=Egypt --param from=2025-01-01
  khabar query -q 'SELECT ?label { ?x a kh:Country ; skos:prefLabel ?label }'
  khabar query --query-file question.rq --results-format json")]
pub struct Query {
    /// A named query, or '-' to read SPARQL from standard input.
    #[arg(value_name = "NAME", add = clap_complete::ArgValueCandidates::new(completions::query_names))]
    pub name: Option<String>,

    /// SPARQL.
    #[arg(long, short, value_name = "SPARQL", conflicts_with_all = ["name", "query_file", "list"])]
    pub query: Option<String>,

    /// A file of SPARQL; a header of parameters as in queries/*.rq is understood.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["name", "list"])]
    pub query_file: Option<PathBuf>,

    /// List the named queries; with a name, its parameters and columns.
    #[arg(long, short)]
    pub list: bool,

    /// Set a parameter. An entity may be given by a name in any language, by ISO code or by IRI; may be given again.
    #[arg(long = "param", short, value_name = "NAME=VALUE", add = clap_complete::ArgValueCompleter::new(completions::parameters))]
    pub parameters: Vec<String>,

    /// How to write the answer: table csv tsv json xml; for graphs turtle ntriples trig nquads rdfxml jsonld.
    #[arg(long, short = 'f', visible_alias = "format", value_name = "FORMAT")]
    pub results_format: Option<String>,

    #[command(flatten)]
    pub bounds: Bounds,

    /// Run the query and show how, in JSON, instead of the answer.
    #[arg(long)]
    pub explain: bool,

    /// A table without header line.
    #[arg(long)]
    pub no_header: bool,

    /// Do not fit the table to the terminal or shorten names of articles.
    #[arg(long)]
    pub wide: bool,

    #[command(flatten)]
    pub output: Output,

    /// Named queries, names of event types and spellings of languages from this folder instead of those compiled in.
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,
}

/// How much of an answer is wanted, and how long it may take.
#[derive(Debug, Args)]
pub struct Bounds {
    /// Show at most N rows of an answer.
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,

    /// Stop a query after so many seconds.
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..))]
    pub timeout: Option<u64>,
}

/// Ask one question after another: the store is opened once.
///
/// A line is a named query with its parameters, or 'help'. SPARQL may go over several lines and ends with ';' or an empty
/// line. On a terminal there are history and completion; from a pipe or a file the questions are read as typed, and the
/// exit status is 1 when one of them failed. While the shell runs, nobody can write to the store.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  khabar shell
  echo 'visits country=Egypt from=2025-01-01' | khabar shell
  khabar shell --results-format json < questions.txt")]
pub struct Shell {
    /// How to write answers, as of 'khabar query'. [default: tables on a terminal, else TSV]
    #[arg(long, short = 'f', visible_alias = "format", value_name = "FORMAT")]
    pub results_format: Option<String>,

    #[command(flatten)]
    pub bounds: Bounds,

    /// Named queries, names of event types and spellings of languages from this folder instead of those compiled in.
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,
}

/// Show everything about one entity, event or article.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  khabar show Egypt
  khabar show country:EG
  khabar show article.txt --json")]
pub struct Show {
    /// A name in any language, an IRI or prefixed name, or an article's source.
    #[arg(required = true, value_name = "WHAT", add = clap_complete::ArgValueCompleter::new(completions::entities))]
    pub what: Vec<String>,

    #[command(flatten)]
    pub telling: Telling,
}

/// Say why the graph says so: the sentence with the words marked, the rule that read them, the gazetteer's entry.
///
/// Of an event, statement or position all its facts are explained, of an entity what articles say of it; a triple pattern
/// picks some. Exit status 1 when there is no such fact.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  khabar explain Egypt --limit 5
  khabar explain 'article:1376ba6f…#event=79.Visit'
  khabar explain '? kh:visitor ?'
  khabar explain '?event kh:status kh:planned' --json")]
pub struct Explain {
    /// An IRI or prefixed name, a name in any language, or a triple pattern.
    #[arg(required = true, value_name = "WHAT", add = clap_complete::ArgValueCompleter::new(completions::entities))]
    pub what: Vec<String>,

    /// Explain at most N facts.
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,

    #[command(flatten)]
    pub telling: Telling,
}

/// What commands that tell of a thing have in common.
#[derive(Debug, Args)]
pub struct Telling {
    /// In JSON.
    #[arg(long)]
    pub json: bool,

    /// Queries, ontology and language packs from this folder instead of those compiled in.
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,
}

/// Count what is in the store: articles, entities, events by type and status.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  khabar stats --json
  khabar stats --graph                       who stands where among those who act together
  khabar stats --graph --type Meeting --csv  the same of meetings alone, as CSV")]
pub struct Stats {
    /// As JSON.
    #[arg(long)]
    pub json: bool,

    /// Measures of who takes part in events with whom: degree, PageRank, betweenness, components, communities.
    #[arg(long)]
    pub graph: bool,

    /// Only events of this type.
    #[arg(long = "type", value_name = "TYPE", requires = "graph")]
    pub class: Option<String>,

    /// As CSV.
    #[arg(long, requires = "graph", conflicts_with = "json")]
    pub csv: bool,

    /// Only the first N.
    #[arg(long, value_name = "N", requires = "graph")]
    pub limit: Option<usize>,
}
