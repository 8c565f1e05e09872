//! Document to [`Facts`]: names, times, quantities, events, statements and positions.

pub mod entity;
pub mod facts;
pub mod name;

pub use facts::Facts;
