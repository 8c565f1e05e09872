//! How a command ends: exit status as a type, and every error that can end the program.

use crate::article::input::InputError;
use crate::export::ExportError;
use crate::query::catalogue::HeaderError;
use crate::query::run::QueryError;
use crate::store::StoreError;
use std::io;
use std::path::PathBuf;
use std::process::ExitCode;
use thiserror::Error;

/// How a command that could start has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Exit status 0.
    Done,
    /// The asked-for answer is no: exit status 1.
    No,
    /// Some inputs failed, the rest was done: exit status 1.
    SomeFailed,
    /// A signal ended it early, with the store whole: exit status 130.
    Interrupted,
}

/// Exit status of a program that Ctrl-C ended, as shells have it.
pub const INTERRUPTED: u8 = 130;

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> ExitCode {
        match outcome {
            Outcome::Done => ExitCode::SUCCESS,
            Outcome::No | Outcome::SomeFailed => ExitCode::from(1),
            Outcome::Interrupted => ExitCode::from(INTERRUPTED),
        }
    }
}

/// Why a command could not do what it was asked: exit status 2.
#[derive(Debug, Error)]
pub enum Failure {
    #[error("{0}\nhelp: {1}")]
    Usage(String, &'static str),
    #[error("\"{0}\" exists\nhelp: choose another name, or overwrite it with --force")]
    Exists(PathBuf),
    #[error("\"{}\": {error}\nhelp: {}", path.display(), remedy(error))]
    File { path: PathBuf, error: io::Error },
    #[error("\"{}\": {error}\nhelp: correct the file; its ending says the format: ttl nt nq trig rdf jsonld", path.display())]
    Graph { path: PathBuf, error: String },
    #[error(transparent)]
    Input(#[from] InputError),
    #[error(transparent)]
    Query(#[from] QueryError),
    #[error(transparent)]
    Header(#[from] HeaderError),
    #[error(transparent)]
    Export(ExportError),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Mint(#[from] crate::rdf::MintError),
    #[error(transparent)]
    Resources(#[from] crate::resources::ResourceError),
    #[error(transparent)]
    Ontology(#[from] crate::ontology::OntologyError),
    #[error(transparent)]
    Pack(#[from] crate::lang::PackError),
    #[error(transparent)]
    Words(#[from] crate::picture::WordsError),
    #[error("cannot write: {0}")]
    Output(#[from] io::Error),
}

fn remedy(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::NotFound => "correct the path, or make the folder first",
        io::ErrorKind::PermissionDenied => "check the permissions of file and folder",
        io::ErrorKind::IsADirectory => "name a file in it",
        io::ErrorKind::InvalidData => "the file must be UTF-8",
        _ => "check that the path can be read and written",
    }
}

impl Failure {
    /// Whether whoever reads our output has enough: no error at all.
    pub fn is_closed_pipe(&self) -> bool {
        matches!(self, Failure::Output(error) if error.kind() == io::ErrorKind::BrokenPipe)
    }
}

impl From<ExportError> for Failure {
    fn from(error: ExportError) -> Self {
        match error {
            ExportError::Write(error) => Failure::Output(error),
            error => Failure::Export(error),
        }
    }
}

impl From<oxigraph::store::StorageError> for Failure {
    fn from(error: oxigraph::store::StorageError) -> Self {
        Failure::Store(error.into())
    }
}
