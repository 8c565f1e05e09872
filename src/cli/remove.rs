//! `khabar remove`: articles out of the store.

use super::args::Remove;
use super::outcome::{Failure, Outcome};
use super::terminal;

pub fn run(args: &Remove, store: &str) -> Result<Outcome, Failure> {
    let store = super::open_existing(store)?;
    // All names are looked up first: when one is wrong, nothing is removed.
    let mut articles = args.articles.iter().map(|name| store.find_article(name)).collect::<Result<Vec<_>, _>>()?;
    articles.sort();
    articles.dedup();
    for article in &articles {
        store.remove(article)?;
    }
    super::link::again(&store)?;
    store.close()?;
    let count = articles.len();
    terminal::line(format!("{count} {} removed", if count == 1 { "article" } else { "articles" }));
    Ok(Outcome::Done)
}
