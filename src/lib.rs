//! khabar reads news articles and builds a knowledge graph of them.
pub mod analysis;
pub mod article;
pub mod cli;
pub mod examples;
pub mod export;
pub mod extraction;
pub mod lang;
pub mod ontology;
pub mod picture;
pub mod pipeline;
pub mod query;
pub mod rdf;
pub mod resources;
pub mod store;
pub mod text;
