//! All tests of the whole program, as one program.

mod cli;
mod corpus;
mod draw;
mod export;
mod names;
mod ontology;
mod pack;
mod picture;
mod program;
mod properties;
mod quantity;
mod query;
mod reading;
mod seed;
mod store;
mod tidy;
mod time;
mod toy;
mod train;
mod trust;
mod when;
