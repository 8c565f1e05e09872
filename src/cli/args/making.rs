//! What looks after the program's own data and its place in a shell: check, train, completions, man.

use super::Output;
use crate::lang;
use clap::Args;
use std::path::PathBuf;

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
