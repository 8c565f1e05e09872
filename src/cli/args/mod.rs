//! The command line as a type. Its documentation comments are the help texts. One file a family of commands.

#![allow(rustdoc::bare_urls, reason = "help texts, where angle brackets would be shown")]

mod asking;
mod keeping;
mod making;
mod reading;
mod taking;

pub use asking::{Explain, Query, Shell, Show, Stats, Telling};
pub use keeping::{Articles, Diff, Infer, Link, Remove, Update, Validate};
pub use making::{Check, Completions, Man, Train};
pub use reading::{Build, Extract, ExtractFormat, InputFormat, Reading};
pub use taking::{Draw, Drawing, Export, Size};

use clap::{Args, Parser, Subcommand};
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
