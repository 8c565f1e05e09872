//! The text as read: code point offsets, spans into it, its normal form, and writing direction.

pub mod bidi;
pub mod normal;
pub mod span;

pub use span::{Span, Text};
