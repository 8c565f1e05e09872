//! The Turtle of `ontology/` read and checked: [`Ontology`] (classes, roles, individuals) and [`Gazetteer`] (the world).

use std::fmt;
use std::sync::Arc;
use thiserror::Error;

pub mod check;
mod declare;
pub mod gazetteer;
mod reading;
pub mod schema;
mod terse;
mod turtle;
pub mod vocab;

pub use gazetteer::{Entry, Gazetteer, KnownPosition};
pub use schema::{Declared, Kind, Ontology, Role};

/// Something wrong in a Turtle file, with its place and what was expected.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    pub file: Arc<str>,
    /// From 1; 0 where no line is to blame.
    pub line: usize,
    pub message: String,
    /// What to do about it.
    pub help: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{}:{}: {}\nhelp: {}", self.file, self.line, self.message, self.help)
    }
}

/// Why ontology or gazetteer cannot be loaded.
#[derive(Debug, Error)]
pub enum OntologyError {
    #[error("{file}:{line}:{column}: {message}\nhelp: the file must be Turtle (RDF 1.1)")]
    Syntax { file: Arc<str>, line: usize, column: usize, message: String },
    /// The file is Turtle, but does not say what it must.
    #[error("{0}")]
    Content(Problem),
}

impl From<Problem> for OntologyError {
    fn from(problem: Problem) -> Self {
        OntologyError::Content(problem)
    }
}
