//! The program `khabar`: one file a command. Data goes to stdout, words for people to stderr.

mod answer;
pub mod args;
mod articles;
mod build;
mod check;
mod completions;
mod diff;
mod draw;
mod explain;
mod export;
mod extract;
mod facts_json;
mod facts_text;
mod graphviz;
mod infer;
mod link;
mod lookup;
mod man;
mod outcome;
mod query;
mod reading;
mod remove;
mod shell;
mod show;
mod stats;
mod terminal;
mod train;
mod update;
mod validate;

pub use outcome::{Failure, Outcome};

use crate::store::{Access, Location, Store};
use args::{Cli, Command};
use clap::{CommandFactory, Parser};
use oxigraph::io::RdfFormat;
use std::process::ExitCode;

/// Run the program with the words of its command line.
pub fn main() -> ExitCode {
    // Answers a shell that asks for completions, and ends there.
    clap_complete::CompleteEnv::with_factory(Cli::command).complete();
    let cli = Cli::parse();
    match run(&cli) {
        Ok(outcome) => outcome.into(),
        Err(failure) if failure.is_closed_pipe() => ExitCode::SUCCESS,
        Err(failure) => {
            terminal::error(failure);
            ExitCode::from(2)
        }
    }
}

fn run(cli: &Cli) -> Result<Outcome, Failure> {
    let store = cli.store.as_str();
    match &cli.command {
        Command::Build(args) => build::run(args, store),
        Command::Extract(args) => extract::run(args),
        Command::Query(args) => query::run(args, store),
        Command::Shell(args) => shell::run(args, store),
        Command::Update(args) => update::run(args, store),
        Command::Export(args) => export::run(args, store),
        Command::Draw(args) => draw::run(args, store),
        Command::Articles(args) => articles::run(args, store),
        Command::Remove(args) => remove::run(args, store),
        Command::Stats(args) => stats::run(args, store),
        Command::Show(args) => show::run(args, store),
        Command::Explain(args) => explain::run(args, store),
        Command::Validate(args) => validate::run(args, store),
        Command::Diff(args) => diff::run(args),
        Command::Link(args) => link::run(args, store),
        Command::Infer(args) => infer::run(args, store),
        Command::Check(args) => check::run(args),
        Command::Train(args) => train::run(args),
        Command::Completions(args) => completions::run(args),
        Command::Man(args) => man::run(args),
    }
}

/// Open the store that the user named.
fn open(store: &str, access: Access) -> Result<Store, Failure> {
    Ok(Store::open(&store.parse()?, access)?)
}

/// Open what holds a graph: a store, or a file in any RDF format.
fn open_graph(what: &str) -> Result<Store, Failure> {
    let path = std::path::Path::new(what);
    let format = path.extension().and_then(|ending| RdfFormat::from_extension(&ending.to_string_lossy()));
    match format.filter(|format| path.is_file() && !matches!(format, RdfFormat::NQuads | RdfFormat::TriG)) {
        None => open(what, Access::Read),
        Some(format) => {
            let text = reading::read(&path.to_path_buf())?;
            let store = Store::memory()?;
            let loaded = store.inner().load_from_slice(format, text.as_bytes());
            loaded.map_err(|error| Failure::Graph { path: path.to_path_buf(), error: error.to_string() })?;
            Ok(store)
        }
    }
}

/// Open a store that must be there for writing: a mistyped name should not make one.
fn open_existing(store: &str) -> Result<Store, Failure> {
    let location: Location = store.parse()?;
    let access = if location.exists() || location == Location::Memory { Access::Write } else { Access::Read };
    Ok(Store::open(&location, access)?)
}
