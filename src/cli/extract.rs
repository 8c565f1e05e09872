//! `khabar extract`: the facts of articles to stdout, nothing stored.

use super::args::{Extract, ExtractFormat};
use super::outcome::{Failure, Outcome};
use super::reading::{self, Desk};
use super::{facts_json, facts_text, terminal};
use crate::export::Format;
use crate::export::rdf::Writer;
use crate::export::sophia::Pretty;
use crate::query::Prefixes;
use crate::rdf::ArticleGraph;
use std::io::{BufWriter, Write};

pub fn run(args: &Extract) -> Result<Outcome, Failure> {
    let found = reading::inputs(&args.reading);
    let mut failed = !found.errors.is_empty();
    found.errors.iter().for_each(terminal::error);
    if found.inputs.is_empty() {
        return Ok(Outcome::SomeFailed);
    }
    let desk = Desk::open(&args.reading)?;
    let prefixes = Prefixes::new(desk.mint.base());
    let mut out = BufWriter::new(std::io::stdout());
    let pretty = Pretty::new(Format::TriG, &prefixes)?;
    if args.format == ExtractFormat::Trig {
        pretty.header(&mut out)?;
    }
    let mut first = true;
    for batch in desk.articles(&found.inputs) {
        let mut articles = Vec::with_capacity(batch.len());
        for read in batch {
            match read {
                Ok(article) => articles.push(article),
                Err(error) => {
                    failed = true;
                    terminal::error(error);
                }
            }
        }
        let facts = desk.each(&articles, |article| desk.reader.read(article, desk.now));
        for (article, facts) in articles.iter().zip(&facts) {
            let graph = || ArticleGraph::new(article, facts, &desk.mint, &desk.generator).quads;
            match args.format {
                ExtractFormat::Text => {
                    if !first {
                        writeln!(out)?;
                    }
                    facts_text::write(
                        article,
                        facts,
                        &desk.reader.gazetteer,
                        terminal::stdout_is_terminal(),
                        &mut out,
                    )?;
                }
                ExtractFormat::Json => {
                    let json = facts_json::describe(article, facts, &desk.mint);
                    serde_json::to_writer_pretty(&mut out, &json).map_err(std::io::Error::from)?;
                    writeln!(out)?;
                }
                ExtractFormat::Trig => pretty.graph(&graph(), &mut out)?,
                ExtractFormat::Nquads => {
                    let mut writer = Writer::new(&mut out, Format::NQuads, &prefixes)?;
                    for quad in &graph() {
                        writer.write(quad)?;
                    }
                    writer.finish()?;
                }
            }
            first = false;
        }
    }
    out.flush()?;
    Ok(if failed { Outcome::SomeFailed } else { Outcome::Done })
}
