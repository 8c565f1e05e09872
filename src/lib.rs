//! khabar reads news articles and builds a knowledge graph of them.
pub mod article;
pub mod extraction;
pub mod text;
