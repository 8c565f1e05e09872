//! All tests of the whole program, as one program.

mod ontology;
mod picture;
mod quantity;
mod store;
mod time;
