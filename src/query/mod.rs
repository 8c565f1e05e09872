//! Asking the store: named queries, their parameters, names of things, and tables for people.

pub mod catalogue;
pub mod centrality;
pub mod check;
pub mod explain;
pub mod infer;
pub mod matching;
pub mod measure;
pub mod name;
pub mod parameter;
pub mod prefix;
pub mod run;
pub mod table;

pub use catalogue::Catalogue;
pub use prefix::Prefixes;
