//! Document to [`Facts`]: names, times, quantities, events, statements and positions.

pub mod assemble;
pub mod coreference;
pub mod currency;
pub mod entity;
pub mod event;
pub mod facts;
pub mod name;
pub mod number;
pub mod particle;
pub mod position;
pub mod predicate;
pub mod quantity;
pub mod statement;
pub mod syntax;
pub mod time;

pub use facts::Facts;
