//! `khabar update`: SPARQL Update on the store.

use super::args::Update;
use super::outcome::{Failure, Outcome};
use crate::query::{Prefixes, run};

pub fn run(args: &Update, store: &str) -> Result<Outcome, Failure> {
    let text = match (&args.update, &args.update_file) {
        (Some(text), _) => text.clone(),
        (None, Some(path)) if path.as_os_str() == "-" => {
            std::io::read_to_string(std::io::stdin()).map_err(|error| Failure::File { path: path.clone(), error })?
        }
        (None, Some(path)) => super::reading::read(path)?,
        (None, None) => return Err(Failure::Usage("no update".into(), "give one with -u or --update-file")),
    };
    let store = super::open_existing(store)?;
    let prefixes = Prefixes::of_store(store.inner())?;
    run::update(store.inner(), &text, &prefixes)?;
    store.close()?;
    Ok(Outcome::Done)
}
