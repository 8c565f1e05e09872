//! What looks after a store: articles, remove, update, validate, diff, link, infer.

use clap::Args;
use std::path::PathBuf;

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
