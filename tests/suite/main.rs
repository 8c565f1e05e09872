//! All tests of the whole program, as one program.

mod picture;
mod ontology;
mod store;
mod time;
