//! Language packs: folders of data with their own examples. The engine knows no language; this is the one file that
//! names the packs there are.

pub mod events;
mod form_table;
pub mod lexicon;
pub mod model;
pub mod names;
pub mod pack;
pub mod quantity;
pub mod raw;
pub mod raw_quantity;
pub mod raw_time;
pub mod statements;
pub mod syntax;
mod terse;
pub mod time;

pub use pack::{Pack, PackError};

/// Codes of the packs that the program carries, in the order in which they are tried.
pub const LANGUAGES: &[&str] = &["ar"];

/// What stands for a language that the text itself tells.
pub const AUTO: &str = "auto";

/// The pack to read with, for a code that the user gives. With one pack there is nothing to tell apart yet: [`AUTO`] is it.
///
/// # Errors
/// When the program carries no such pack.
pub fn chosen(code: &str) -> Result<&'static str, PackError> {
    let mut known = LANGUAGES.iter().copied();
    known.find(|known| code == AUTO || *known == code).ok_or_else(|| PackError::UnknownLanguage(code.to_owned()))
}
