//! A part of the graph as a picture: [`select()`] reads the neighbourhood of a focus from a store, [`compose`] turns it
//! into a graph of few nodes, and a writer draws that: [`dot`], [`mermaid`], [`timeline`], [`page`].

pub mod choose;
pub mod dot;
mod escape;
pub mod graph;
mod label;
pub mod mermaid;
mod node;
pub mod page;
pub mod passage;
mod record;
pub mod select;
mod size;
pub mod svg;
mod tie;
pub mod timeline;
mod words;

pub use graph::{Limits, Picture, compose};
pub use select::{Neighbourhood, Request, select};
pub use words::{Words, WordsError};
