//! khabar reads news articles and builds a knowledge graph of them: who did what, where and when, who said so, and
//! whether it happened, each fact with the words that say it.
//!
//! This page is the map. The modules below stand in the order of the pipeline; each may use those above it only.
//!
//! ```text
//! bytes ── article ──> Article ── analysis ──> Document ── extraction ──> Facts ── rdf ──> quads ── store ──> graph
//!                                    │                        │                                                │
//!                                  lang (a pack of words and rules)                                     query, export,
//!                                                  ontology (classes, roles, the known world)             picture
//! ```
//!
//! [`pipeline`] puts the stages from [`article::Article`] to [`extraction::Facts`] in order, on one screen. [`cli`] is
//! what a user types. What the program knows is data beside the code and compiled in ([`resources`]): `ontology/`
//! (classes, roles, and the gazetteer of the world), `queries/` (named questions), `src/lang/ar/` (the words and rules
//! of Arabic).
//!
//! # Invariants
//! Each is held by the test named in brackets.
//!
//! 1. A span points into the text as read, in Unicode code points; the text is never changed (`properties`).
//! 2. `text`, `analysis`, `extraction`, `ontology`, `rdf` and `picture` do no input or output, read no clock, and never
//!    fail on a text: they return values and notes (`tidy`, `properties`).
//! 3. No Rust file holds a letter of the Arabic script outside tests, nor names a pack's language outside
//!    `src/lang/mod.rs` (`tidy`). English is the language that labels and messages fall back to.
//! 4. No Rust file names an event class: a type of event is a stanza of the ontology and one of the pack (`tidy`).
//! 5. Every fact has the words it was read from (`properties`, `store`, and the shapes of `ontology/shapes.ttl`).
//! 6. Every term used in packs, code and queries is declared in `ontology/` (`ontology`, and the loaders refuse others).
//! 7. Same input, same bytes, whatever the number of threads and the order of the articles (`cli`, `store`).
//! 8. A rule of a pack without an example and a counterexample is refused (`tidy`, `khabar check`); words that only a
//!    model may take for triggers (`like`) need none.
//! 9. Modules depend downwards only (`tidy`).
//! 10. Standard output carries data only; words for people go to standard error, and both are written by `cli` alone
//!     (`tidy`, `cli`).
//! 11. Building an article twice leaves the store as building it once (`store`).

pub mod text;

pub mod article;

pub mod ontology;

pub mod resources;

pub mod lang;

pub mod analysis;

pub mod extraction;

pub mod rdf;

pub mod store;

pub mod link;

pub mod query;

pub mod export;

pub mod picture;

pub mod pipeline;

pub mod examples;

pub mod training;

pub mod cli;
