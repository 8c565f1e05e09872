//! `khabar articles`: what the store was built from.

use super::args::Articles;
use super::outcome::{Failure, Outcome};
use super::terminal;
use crate::query::table::{Style, Table};
use crate::store::{Access, ArticleRecord};
use std::io::Write;

/// Digits of an article's name that people see; enough to name it to other commands.
const DIGITS: usize = 8;

pub fn run(args: &Articles, store: &str) -> Result<Outcome, Failure> {
    let articles = super::open(store, Access::Read)?.articles()?;
    let mut out = std::io::stdout().lock();
    if args.json {
        serde_json::to_writer_pretty(&mut out, &articles).map_err(std::io::Error::from)?;
        writeln!(out)?;
    } else if terminal::stdout_is_terminal() {
        let mut table = Table::new(["article", "date", "headline", "source", "triples"]);
        table.numeric = vec![false, false, false, false, true];
        for article in &articles {
            table.row(cells(article, &article.sha256[..DIGITS.min(article.sha256.len())]));
        }
        writeln!(out, "{}", table.draw(Style { width: terminal::width(), no_header: false }))?;
    } else {
        writeln!(out, "article\tdate\theadline\tsource\ttriples")?;
        for article in &articles {
            let line = cells(article, &article.iri).map(|cell| cell.replace(['\t', '\n', '\r'], " ")).join("\t");
            writeln!(out, "{line}")?;
        }
    }
    Ok(Outcome::Done)
}

fn cells(article: &ArticleRecord, name: &str) -> [String; 5] {
    [
        name.to_owned(),
        article.date.map(|date| date.to_string()).unwrap_or_default(),
        article.headline.clone().unwrap_or_default(),
        article.sources.join(" "),
        article.triples.to_string(),
    ]
}
