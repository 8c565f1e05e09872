//! All tests of the whole program, as one program.

mod cli;
mod export;
mod ontology;
mod pack;
mod picture;
mod program;
mod quantity;
mod query;
mod store;
mod time;
