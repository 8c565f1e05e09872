//! What takes the graph elsewhere: export, draw.

use super::Output;
use crate::cli::completions;
use crate::export::Target;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

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
    #[arg(long, value_name = "WHAT", add = clap_complete::ArgValueCompleter::new(completions::entities))]
    pub focus: Vec<String>,

    /// What a query answers stands in the middle: SPARQL.
    #[arg(long, short, value_name = "SPARQL", conflicts_with_all = ["focus", "named"])]
    pub query: Option<String>,

    /// What a named query answers stands in the middle ('khabar query --list' shows them).
    #[arg(long, value_name = "NAME", conflicts_with = "focus", add = clap_complete::ArgValueCandidates::new(completions::query_names))]
    pub named: Option<String>,

    /// Set a parameter of the query; may be given again.
    #[arg(long = "param", short, value_name = "NAME=VALUE", conflicts_with = "focus", add = clap_complete::ArgValueCompleter::new(completions::parameters))]
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

fn target(words: &str) -> Result<Target, String> {
    words.parse().map_err(|error: crate::export::ExportError| error.to_string())
}
