//! Document to [`Facts`]: names, times, quantities, events, statements and positions.

pub mod entity;
pub mod facts;
pub mod name;
pub mod number;
pub mod particle;
pub mod time;

pub use facts::Facts;
