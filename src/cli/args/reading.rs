//! What reads articles: build, extract.

use crate::article::input::Format;
use crate::lang;
use clap::{Args, ValueEnum};
use jiff::civil::Date;
use std::path::PathBuf;

/// Read articles into the store.
///
/// An article that is there already and unchanged is skipped; another text from the same source replaces the old one. A
/// bad article is named and the rest goes on; the exit status is then 1.
///
/// In a file of JSON Lines (.jsonl) each line is an article: an object with "text" and, if there are, "title" (put before
/// the text), "date", and "url", a path as "source", or "id", by which the article is known; without one it is known as
/// FILE:LINE.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  khabar build news/ 'archive/2025-*.txt'
  khabar --store news.nq build --date 2025-11-05 article.txt
  khabar build news.jsonl
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
    /// By the name: .jsonl and .ndjson are jsonl, others text
    Auto,
    /// One article a file
    Text,
    /// An article a line: {"text": "…", "title": "…", "date": "2025-11-05", "url": "…"}
    Jsonl,
}

impl From<InputFormat> for Format {
    fn from(format: InputFormat) -> Self {
        match format {
            InputFormat::Auto => Format::ByName,
            InputFormat::Text => Format::Text,
            InputFormat::Jsonl => Format::JsonLines,
        }
    }
}

fn date(words: &str) -> Result<Date, String> {
    words.parse().map_err(|_| "expected a date like 2025-11-05".into())
}
