//! What can go wrong with a store.

use oxigraph::sparql::QueryEvaluationError;
use oxigraph::store::{LoaderError, StorageError};
use std::io;
use std::path::PathBuf;
use thiserror::Error;

/// Why a store cannot be opened, read or written. The message says what to do.
#[derive(Debug, Error)]
pub enum StoreError {
    #[error("no store at \"{0}\"\nhelp: build one first: khabar --store \"{0}\" build INPUT…")]
    Missing(String),
    #[error(
        "\"{0}\" is a file, but no RDF file that can serve as a store\nhelp: a store is a directory, a file that ends in .nq or .trig, or :memory:"
    )]
    NotADirectory(PathBuf),
    #[error(
        "\"{0}\" is a directory, but a file is expected\nhelp: name the RDF file itself, or a directory without .nq or .trig at its end"
    )]
    NotAFile(PathBuf),
    #[error(
        "\"{0}\" is a directory of something else, not a store\nhelp: name an empty or new directory, or one that khabar built"
    )]
    NotAStore(PathBuf),
    #[error(
        "\"{0}\" cannot be a store: its format has no named graphs\nhelp: use a file that ends in .nq or .trig, or a directory"
    )]
    Format(String),
    #[error(
        "\"{0}\" holds RDF that khabar did not write: no article in it\nhelp: name a new file, or one that khabar built"
    )]
    Foreign(PathBuf),
    #[error(
        "store \"{path}\" has layout {found}, this program writes layout {expected}\nhelp: build it again: name a new store and the same inputs"
    )]
    Older { path: String, found: u32, expected: u32 },
    #[error(
        "store \"{path}\" has layout {found}, newer than the {expected} that this program knows\nhelp: use the khabar that wrote it, or build a new store"
    )]
    Newer { path: String, found: u32, expected: u32 },
    #[error(
        "\"{path}\", line {line}: {message}\nhelp: the file must be whole {format}; repair the line, or remove the file and build again"
    )]
    Syntax { path: PathBuf, line: u64, message: String, format: &'static str },
    #[error(
        "store \"{path}\" is being written by another process{who}\nhelp: wait until it has ended, or name another store with --store"
    )]
    Writing { path: String, who: String },
    #[error(
        "store \"{path}\" is being read by another process, so it cannot be written\nhelp: wait until it has ended, or name another store with --store"
    )]
    Reading { path: String },
    #[error("store \"{0}\" was opened for reading\nhelp: open it for writing")]
    ReadOnly(String),
    #[error(
        "store \"{0}\" is a directory, and this khabar was built without the feature \"rocksdb\"\nhelp: use a file that ends in .nq or .trig, or build khabar with --features rocksdb"
    )]
    NoDirectories(PathBuf),
    #[error(
        "no article \"{0}\" in the store\nhelp: name an article by its IRI, its source or the beginning of its SHA-256; \"khabar articles\" lists them"
    )]
    NoArticle(String),
    #[error("\"{what}\" is the beginning of {} articles: {}\nhelp: give more of the SHA-256, or the whole IRI", .articles.len(), .articles.join(", "))]
    Ambiguous { what: String, articles: Vec<String> },
    #[error("article graph \"{0}\" lacks {1}\nhelp: give the graph of a whole article")]
    Incomplete(String, &'static str),
    #[error("\"{path}\": {error}\nhelp: {help}")]
    Io { path: PathBuf, error: io::Error, help: &'static str },
    #[error("store: {0}\nhelp: if it is damaged, remove it and build it again")]
    Storage(#[from] StorageError),
    #[error("store: {0}\nhelp: if it is damaged, remove it and build it again")]
    Loader(#[from] LoaderError),
    #[error("store: {0}\nhelp: if it is damaged, remove it and build it again")]
    Query(#[from] QueryEvaluationError),
}

impl StoreError {
    /// Wraps an error of the file system with the path and what usually helps.
    pub(super) fn io(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> StoreError {
        let path = path.into();
        move |error| {
            let help = match error.kind() {
                io::ErrorKind::NotFound => "make the folder first, or correct the path",
                io::ErrorKind::PermissionDenied => "check the permissions of file and folder",
                io::ErrorKind::StorageFull => "make room, or name a store on another disk",
                _ => "check that the path can be read and written",
            };
            StoreError::Io { path, error, help }
        }
    }
}
