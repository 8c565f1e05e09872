//! `khabar explain`: why the graph says so.

use super::args::Explain;
use super::outcome::{Failure, Outcome};
use super::terminal::{self, BOLD, DIM};
use super::{reading, show};
use crate::query::Prefixes;
use crate::query::explain::{Explained, Explainer, Passage};
use crate::store::{Access, StoreError};
use crate::text::bidi;
use oxigraph::model::Quad;
use std::io::Write;

pub fn run(args: &Explain, store: &str) -> Result<Outcome, Failure> {
    let resources = reading::resources(args.telling.data.as_ref())?;
    let store = super::open(store, Access::Read)?;
    let prefixes = Prefixes::of_store(store.inner()).map_err(StoreError::from)?;
    let explainer = Explainer::new(store.inner(), &prefixes);
    let what = args.what.join(" ");
    let pattern = args.what.len() >= 3 || what.split(' ').any(|word| word.starts_with('?')) && what.contains(' ');
    let facts: Vec<Quad> = if pattern {
        explainer.pattern(&what)?
    } else {
        let mut facts = Vec::new();
        for thing in show::things(&what, &store, &resources, &prefixes)? {
            facts.extend(explainer.facts(&thing)?);
        }
        facts
    };
    let shown = args.limit.unwrap_or(usize::MAX).min(facts.len());
    let explained = facts[..shown].iter().map(|fact| explainer.explain(fact)).collect::<Result<Vec<_>, _>>()?;
    let mut out = anstream::stdout().lock();
    if args.telling.json {
        serde_json::to_writer_pretty(&mut out, &explained).map_err(std::io::Error::from)?;
        writeln!(out)?;
    } else {
        for (at, one) in explained.iter().enumerate() {
            if at > 0 {
                writeln!(out)?;
            }
            tell(one, &mut out)?;
        }
    }
    if facts.len() > shown {
        terminal::note(format!("{} more facts: a larger --limit shows more, none shows all", facts.len() - shown));
    }
    if facts.is_empty() {
        terminal::line(format!("the graph says nothing of \"{what}\""));
        return Ok(Outcome::No);
    }
    Ok(Outcome::Done)
}

/// Words of any script, so that they do not turn those beside them around.
fn apart(words: &str) -> String {
    bidi::isolate(&terminal::plain(words))
}

fn tell(one: &Explained, out: &mut impl Write) -> Result<(), Failure> {
    let name = |named: &crate::query::explain::Named| {
        if named.name == named.term {
            named.term.clone()
        } else {
            format!("{} {DIM}{}{DIM:#}", apart(&named.name), named.term)
        }
    };
    writeln!(out, "{BOLD}{}{BOLD:#}  {}  {}", name(&one.subject), one.predicate, name(&one.object))?;
    if let Some(status) = &one.status {
        write!(out, "  {status}")?;
        match &one.claimed {
            Some((speaker, words)) => writeln!(out, ", as {} says: {}", apart(speaker), apart(&format!("“{words}”")))?,
            None => writeln!(out)?,
        }
    }
    match (&one.article, one.from) {
        (Some(article), _) => {
            let parts = [Some(article.source.as_str()), article.date.as_deref(), article.headline.as_deref()];
            let parts: Vec<String> = parts.into_iter().flatten().map(apart).collect();
            writeln!(out, "  {}", parts.join(" · "))?;
        }
        (None, "gazetteer") => writeln!(out, "  the gazetteer says so")?,
        (None, "articles") => writeln!(out, "  so the articles that name it spell it")?,
        (None, "links") => writeln!(out, "  linked across articles (khabar link)")?,
        (None, "rules") => writeln!(out, "  inferred by a rule (khabar infer)")?,
        (None, _) => writeln!(out, "  added by hand (khabar update)")?,
    }
    for read in &one.evidence {
        for passage in &read.passages {
            writeln!(out, "  {}", marked(passage))?;
        }
        writeln!(out, "  {DIM}rule {}{DIM:#}", read.rule)?;
    }
    if !one.known.is_empty() {
        writeln!(
            out,
            "  {DIM}known from the gazetteer: {}{DIM:#}",
            one.known.iter().map(|w| apart(w)).collect::<Vec<_>>().join(", ")
        )?;
    }
    Ok(())
}

/// A sentence with its words in colour on a terminal, in brackets in a pipe.
fn marked(passage: &Passage) -> String {
    let colour = terminal::stdout_is_terminal();
    let parts = passage.parts.iter().enumerate().map(|(at, part)| {
        let part = terminal::plain(part);
        match (at % 2 == 1, colour) {
            (false, _) => part,
            (true, true) => format!("{}{part}{:#}", terminal::MARK, terminal::MARK),
            (true, false) => format!("[{part}]"),
        }
    });
    bidi::isolate(&parts.collect::<String>())
}
