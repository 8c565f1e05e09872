//! Facts to quads: the graph of one article, and the description of an entity.
//!
//! Every triple of an article stands in the article's own named graph and has a subject that begins with the article's
//! IRI. Entities are described in the entity graph alone. No blank nodes, canonical literals, sorted output.

pub mod entity;
mod evidence;
mod fact;
pub mod iri;
mod mention;
pub mod terms;

pub use entity::{Spellings, Standing, describe};
pub use fact::{ArticleGraph, article_graph};
pub use iri::{Mint, MintError};

use oxrdf::Quad;

/// Sorts by the line that N-Quads writes for a quad, and drops repetitions.
pub fn sort_quads(quads: &mut Vec<Quad>) {
    quads.sort_by_cached_key(Quad::to_string);
    quads.dedup();
}
