//! Document to [`Facts`]: names, times, quantities, events, statements and positions.

pub mod facts;

pub use facts::Facts;
