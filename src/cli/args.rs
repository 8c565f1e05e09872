//! The command line as a type. Its documentation comments are the help texts.

#![allow(rustdoc::bare_urls, reason = "help texts, where angle brackets would be shown")]

use crate::export::Target;
use crate::lang;
use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;
use std::path::PathBuf;

/// Read news articles and build a knowledge graph: who, what, where, when, who said so, and whether it happened.
///
/// Articles go in with `build`, questions are asked with `query`, and `export` and `draw` take the graph elsewhere.
#[derive(Debug, Parser)]
#[command(name = "khabar", version, arg_required_else_help = true, disable_help_subcommand = true, after_help = EXAMPLES)]
pub struct Cli {
    /// The store: a directory, a file that ends in .nq or .trig, or ':memory:' for nothing kept.
    #[arg(
        long,
        short,
        global = true,
        env = "KHABAR_STORE",
        hide_env_values = true,
        default_value = "./khabar.db",
        value_name = "PATH"
    )]
    pub store: String,

    #[command(subcommand)]
    pub command: Command,
}

const EXAMPLES: &str = "Examples:
  khabar build news/                          read a folder of articles into ./khabar.db
  khabar query visits --param country=Egypt   who visited whom
  khabar export -o graph.ttl                  the graph as Turtle
  khabar extract article.txt                  look at one article, store nothing";

#[derive(Debug, Subcommand)]
pub enum Command {
    Build(Build),
    Extract(Extract),
    Query(Query),
    Shell(Shell),
    Update(Update),
    Export(Export),
    Draw(Draw),
    Articles(Articles),
    Remove(Remove),
    Stats(Stats),
    Show(Show),
    Explain(Explain),
    Validate(Validate),
    Diff(Diff),
    Link(Link),
    Infer(Infer),
    Check(Check),
    Train(Train),
    Completions(Completions),
    Man(Man),
}

/// Read articles into the store.
///
/// An article that is there already and unchanged is skipped; another text from the same source replaces the old one. A
/// bad article is named and the rest goes on; the exit status is then 1.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  khabar build news/ 'archive/2025-*.txt'
  khabar --store news.nq build --date 2025-11-05 article.txt
  pdftotext report.pdf - | khabar build - --input-format text --source report.pdf")]
pub struct Build {
    #[command(flatten)]
    pub reading: Reading,

    /// Read every article again, also those that are in the store unchanged.
    #[arg(long)]
    pub rebuild: bool,

    /// Report in JSON, on standard output.
    #[arg(long)]
    pub json: bool,
}

/// Show what an article says, and store nothing.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  khabar extract article.txt
  khabar extract --format trig article.txt > article.trig")]
pub struct Extract {
    #[command(flatten)]
    pub reading: Reading,

    /// How to write the facts: for people, as JSON with the words behind each, or as RDF. RDF is the graph of the article
    /// alone; what all articles together say of an entity (labels, coordinates, links) is in a store only.
    #[arg(long, short, value_enum, default_value_t = ExtractFormat::Text)]
    pub format: ExtractFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExtractFormat {
    Text,
    Json,
    Nquads,
    Trig,
}

/// What `build` and `extract` have in common.
#[derive(Debug, Args)]
pub struct Reading {
    /// Files, folders (with all below them), globs, or '-' for standard input.
    #[arg(required = true, value_name = "INPUT")]
    pub inputs: Vec<String>,

    /// The day the articles were published; wins over what they print.
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = date)]
    pub date: Option<Date>,

    /// The day that is today: a date without a year is not read as lying after it. [default: the clock's]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = date)]
    pub now: Option<Date>,

    /// The language of the articles.
    #[arg(long, value_name = "CODE", default_value = lang::AUTO)]
    pub lang: String,

    /// What the inputs are; standard input needs to be told.
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = InputFormat::Auto)]
    pub input_format: InputFormat,

    /// What to call standard input: the path or URL its text comes from.
    #[arg(long, value_name = "NAME")]
    pub source: Option<String>,

    /// Articles read at the same time. [default: one for each processor]
    #[arg(long, short, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub jobs: Option<u16>,

    /// Where minted IRIs begin. [default: https://w3id.org/khabar/id/]
    #[arg(long, value_name = "IRI")]
    pub base: Option<String>,

    /// Your own entities and homonyms, in Turtle as in ontology/gazetteer; may be given again.
    #[arg(long, value_name = "FILE.ttl")]
    pub gazetteer: Vec<PathBuf>,

    /// Ontology, language packs and gazetteer from this folder instead of those compiled in.
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum InputFormat {
    Auto,
    Text,
}

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
    #[arg(value_name = "NAME", add = clap_complete::ArgValueCandidates::new(super::completions::query_names))]
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
    #[arg(long = "param", short, value_name = "NAME=VALUE", add = clap_complete::ArgValueCompleter::new(super::completions::parameters))]
    pub parameters: Vec<String>,

    /// How to write the answer: table csv tsv json xml; for graphs turtle ntriples trig nquads rdfxml jsonld.
    #[arg(long, short = 'f', visible_alias = "format", value_name = "FORMAT")]
    pub results_format: Option<String>,

    /// Show at most N rows.
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,

    /// Stop the query after so many seconds.
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..))]
    pub timeout: Option<u64>,

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

    /// Named queries from this folder instead of those compiled in.
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,
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

    /// Show at most N rows of an answer.
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,

    /// Stop a query after so many seconds.
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..))]
    pub timeout: Option<u64>,

    /// Named queries from this folder instead of those compiled in.
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,
}

/// Change the store with SPARQL Update, all or nothing.
///
/// What you add belongs in the graph <https://w3id.org/khabar/id/graph/user>: it survives when articles are built again.
#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("what").required(true).args(["update", "update_file"]), after_help = "Example:
  khabar update -u 'INSERT DATA { GRAPH graph:user { country:EG rdfs:comment \"checked\" } }'")]
pub struct Update {
    /// SPARQL Update.
    #[arg(long, short, value_name = "SPARQL")]
    pub update: Option<String>,

    /// A file of SPARQL Update, '-' for standard input.
    #[arg(long, value_name = "FILE")]
    pub update_file: Option<PathBuf>,
}

/// Write the graph in an RDF format or for other programs, sorted: the same knowledge gives the same bytes.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  khabar export -o graph.trig
  khabar export --article news/17.txt --format turtle --pretty
  khabar export -o graph.gexf                  for Gephi, with dates for its timeline
  khabar export --format csv -o tables/        entities, events, statements and edges
  khabar export --canonical > graph.nq")]
pub struct Export {
    /// turtle trig ntriples nquads rdfxml jsonld; graphml gexf cytoscape; csv neo4j (tables, in the folder -o); schemaorg.
    /// [default: by the extension of --output, else trig]
    #[arg(long, short, value_name = "FORMAT", value_parser = target)]
    pub format: Option<Target>,

    /// Only this article and the entities it mentions: its IRI, its source or the beginning of its SHA-256; may be given again.
    #[arg(long, value_name = "ARTICLE")]
    pub article: Vec<String>,

    /// For reading: turtle and trig indented and grouped, jsonld in the short terms of ontology/context.jsonld.
    #[arg(long)]
    pub pretty: bool,

    /// The canonical form RDFC-1.0: equal graphs give equal bytes, whatever their blank nodes are called. Holds the whole
    /// graph in memory, which other forms do not.
    #[arg(long, conflicts_with = "pretty")]
    pub canonical: bool,

    #[command(flatten)]
    pub output: Output,
}

/// Draw a part of the graph.
///
/// Events stand in the frame of their article, what is only claimed apart from facts; planned events are dashed,
/// hypothetical ones dotted, denied ones crossed. Svg and png need Graphviz. Html is one page to explore, with search,
/// filters and the sentences behind every fact; it needs no network.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  khabar draw --focus Egypt -o egypt.svg
  khabar draw --focus news/17.txt --lang en -o article.png
  khabar draw --focus Egypt --hops 2 -o egypt.html
  khabar draw --named visits --param country=Egypt -o visits.html
  khabar draw --focus Egypt --hops 2 --size pagerank -o egypt.png
  khabar draw --focus Egypt --timeline -o egypt.svg
  khabar draw --focus Egypt --hops 2 --format dot | dot -Tpdf > egypt.pdf")]
pub struct Draw {
    /// What stands in the middle: a name in any language, an IRI, or an article; may be given again. [default: all
    /// articles, if they are few]
    #[arg(long, value_name = "WHAT")]
    pub focus: Vec<String>,

    /// What a query answers stands in the middle: SPARQL.
    #[arg(long, short, value_name = "SPARQL", conflicts_with_all = ["focus", "named"])]
    pub query: Option<String>,

    /// What a named query answers stands in the middle ('khabar query --list' shows them).
    #[arg(long, value_name = "NAME", conflicts_with = "focus", add = clap_complete::ArgValueCandidates::new(super::completions::query_names))]
    pub named: Option<String>,

    /// Set a parameter of the query; may be given again.
    #[arg(long = "param", short, value_name = "NAME=VALUE", conflicts_with = "focus", add = clap_complete::ArgValueCompleter::new(super::completions::parameters))]
    pub parameters: Vec<String>,

    /// How far to go from there: 1 is the events and statements of an entity, with everybody in them.
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub hops: usize,

    /// Draw at most so many things, and say how many are left out. [default: 60, for mermaid 30, for html 120]
    #[arg(long, value_name = "N")]
    pub max_nodes: Option<std::num::NonZeroU16>,

    /// Write names larger the higher they stand by this measure of who acts with whom in the whole store ('khabar stats
    /// --graph' has the figures).
    #[arg(long, value_name = "MEASURE", conflicts_with = "timeline")]
    pub size: Option<Size>,

    /// How to write the picture. [default: by the extension of --output, else dot]
    #[arg(long, short, value_name = "FORMAT")]
    pub format: Option<Drawing>,

    /// Dated events from first to last, instead of a graph.
    #[arg(long)]
    pub timeline: bool,

    /// Language of the labels. [default: that of the articles]
    #[arg(long, value_name = "CODE")]
    pub lang: Option<String>,

    /// Ontology and language packs from this folder instead of those compiled in.
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,

    #[command(flatten)]
    pub output: Output,
}

/// Measures of who acts with whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Size {
    /// With how many others.
    Degree,
    /// Events with others, counted for each of them.
    Strength,
    /// PageRank: with how many others, who themselves stand high.
    Pagerank,
    /// Share of shortest ways between others.
    Betweenness,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Drawing {
    Dot,
    Svg,
    Png,
    Html,
    Mermaid,
}

/// List the articles in the store.
#[derive(Debug, Args)]
#[command(after_help = "Example:
  khabar articles")]
pub struct Articles {
    /// As JSON.
    #[arg(long)]
    pub json: bool,
}

/// Remove articles, and what is known from them alone.
#[derive(Debug, Args)]
#[command(after_help = "Example:
  khabar remove news/17.txt")]
pub struct Remove {
    /// Articles by IRI, source or the beginning of their SHA-256.
    #[arg(required = true, value_name = "ARTICLE")]
    pub articles: Vec<String>,
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

/// Show everything about one entity, event or article.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  khabar show Egypt
  khabar show country:EG
  khabar show article.txt --json")]
pub struct Show {
    /// A name in any language, an IRI or prefixed name, or an article's source.
    #[arg(required = true, value_name = "WHAT")]
    pub what: Vec<String>,

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
    #[arg(required = true, value_name = "WHAT")]
    pub what: Vec<String>,

    /// Explain at most N facts.
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,

    #[command(flatten)]
    pub telling: Telling,
}

/// Check that a graph is as it should be, and list what is not.
///
/// The checks say what the SHACL shapes of ontology/shapes.ttl say, one file a shape in queries/checks/. Exit status 1
/// when something is wrong.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  khabar validate                     the store
  khabar validate graph.ttl more.trig
  khabar validate --json | jq .[].problem")]
pub struct Validate {
    /// RDF files to check instead of the store.
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,

    /// Report in JSON, on standard output.
    #[arg(long)]
    pub json: bool,

    /// Checks from this folder instead of those compiled in.
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,
}

/// What is in one graph and not in another, whatever their blank nodes are called.
///
/// Lines that begin with '-' are in the first alone, those with '+' in the second alone, as N-Quads. Where one of the two
/// is in a format without graphs, triples are compared and not quads. Exit status 1 when the graphs differ.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  khabar diff old.nq new.nq
  khabar diff khabar.db graph.ttl --count")]
pub struct Diff {
    /// A store, or a file in an RDF format.
    #[arg(value_name = "A")]
    pub one: String,

    /// Another.
    #[arg(value_name = "B")]
    pub other: String,

    /// Only how many there are.
    #[arg(long)]
    pub count: bool,
}

/// Find events that several articles tell, and link them.
///
/// Links are statements of their own in the link graph, with the rule and what the events share; no event is changed. Once
/// made they are kept up to date by build and remove. The queries occurrences, disagreements, events, visits and timeline
/// follow them.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  khabar link
  khabar query occurrences
  khabar query disagreements
  khabar link --undo")]
pub struct Link {
    /// Drop all links.
    #[arg(long)]
    pub undo: bool,
}

/// Add what follows by rules to the inferred graph.
///
/// The rules are queries/rules/*.rq, each a CONSTRUCT query; they are applied until nothing new follows. What followed
/// before is dropped first. A later build, removal or update does not infer again: the graph then says what followed from
/// the store as it was, until this command is run once more.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  khabar infer                  all rules
  khabar infer country visits   two of them
  khabar infer --list
  khabar infer --undo           drop the inferred graph")]
pub struct Infer {
    /// The rules to apply; all without one.
    #[arg(value_name = "RULE")]
    pub rules: Vec<String>,

    /// Drop the inferred graph.
    #[arg(long, conflicts_with = "rules")]
    pub undo: bool,

    /// List the rules.
    #[arg(long, short, conflicts_with_all = ["rules", "undo"])]
    pub list: bool,

    /// Rules and ontology from this folder instead of those compiled in.
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,
}

/// Load ontology, gazetteer, language packs and queries, and run their examples.
#[derive(Debug, Args)]
#[command(after_help = "Example:
  khabar check --data my-data/")]
pub struct Check {
    /// Check the files of this folder instead of those compiled in.
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,

    /// The language whose pack is checked.
    #[arg(long, value_name = "CODE", default_value = lang::AUTO)]
    pub lang: String,

    /// Check your own gazetteer with them; may be given again.
    #[arg(long, value_name = "FILE.ttl")]
    pub gazetteer: Vec<PathBuf>,

    /// Report in JSON, on standard output.
    #[arg(long)]
    pub json: bool,
}

/// Learn the weights of a language pack's linear model from annotated articles.
///
/// An annotated article is a text ID.txt and a standoff file ID.json beside it or elsewhere:
/// {"id": "ID", "doc_date": "2025-05-14" or null,
/// "entities": [{"id": "e1", "mentions": [{"begin": 0, "end": 5}]}],
/// "events": [{"type": "Visit", "status": "occurred", "triggers": [{"begin": 6, "end": 9}], "actors": ["e1"],
/// "recipients": [], "places": []}]}, with offsets in Unicode code points, the end not included. A folder that is named
/// twice counts twice. The figures on standard error are of models that were trained on the other articles
/// (cross-validation); the model that is written is trained on all, and on the examples beside the pack's rules.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  khabar train annotated/ --texts articles/ --force -o src/lang/ar/model.tsv
  khabar train annotated/ more/ --texts articles/ --folds 10 --figures")]
pub struct Train {
    /// Folders with annotations (*.json).
    #[arg(required = true, value_name = "FOLDER")]
    pub annotations: Vec<PathBuf>,

    /// The folder with the texts.
    #[arg(long, value_name = "FOLDER")]
    pub texts: PathBuf,

    #[command(flatten)]
    pub output: Output,

    /// Into how many parts the articles are dealt for cross-validation.
    #[arg(long, default_value_t = 8, value_name = "N", value_parser = clap::value_parser!(u16).range(2..=100))]
    pub folds: u16,

    /// Only the figures, no weights.
    #[arg(long)]
    pub figures: bool,

    /// The language of the articles.
    #[arg(long, value_name = "CODE", default_value = lang::AUTO)]
    pub lang: String,

    /// Ontology, language packs and gazetteer from this folder instead of those compiled in.
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,
}

/// Write the completion script of a shell.
#[derive(Debug, Args)]
#[command(after_help = "Example:
  khabar completions bash > ~/.local/share/bash-completion/completions/khabar")]
pub struct Completions {
    pub shell: clap_complete::Shell,
}

/// Write the manual page.
#[derive(Debug, Args)]
#[command(after_help = "Example:
  khabar man > khabar.1")]
pub struct Man {}

/// Where data goes.
#[derive(Debug, Args)]
pub struct Output {
    /// Write to this file instead of standard output.
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// Overwrite the file if it exists.
    #[arg(long, requires = "output")]
    pub force: bool,
}

fn date(words: &str) -> Result<Date, String> {
    words.parse().map_err(|_| "expected a date like 2025-11-05".into())
}

fn target(words: &str) -> Result<Target, String> {
    words.parse().map_err(|error: crate::export::ExportError| error.to_string())
}
