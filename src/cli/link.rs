//! `khabar link`: events that several articles tell, found the same.

use super::args::Link;
use super::outcome::{Failure, Outcome};
use super::terminal;
use crate::link;
use crate::query::Prefixes;
use crate::rdf::Mint;
use crate::store::{Store, StoreError};

pub fn run(args: &Link, store: &str) -> Result<Outcome, Failure> {
    let store = super::open_existing(store)?;
    let mint = mint(&store)?;
    if args.undo {
        link::undo(&store, &mint)?;
        store.close()?;
        terminal::line("nothing is linked any more");
        return Ok(Outcome::Done);
    }
    let linked = link::link(&store, &mint)?;
    store.close()?;
    terminal::line(format!(
        "links between events: {}; occurrences told by several articles: {}",
        linked.links, linked.occurrences
    ));
    Ok(Outcome::Done)
}

/// Links are kept up to date once they are asked for.
pub fn again(store: &Store) -> Result<(), Failure> {
    let mint = mint(store)?;
    if link::is_linked(store, &mint)? {
        link::link(store, &mint)?;
    }
    Ok(())
}

fn mint(store: &Store) -> Result<Mint, Failure> {
    Ok(Mint::new(Prefixes::of_store(store.inner()).map_err(StoreError::from)?.base())?)
}
