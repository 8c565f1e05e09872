//! `khabar build`: articles into the store.

use super::args::Build;
use super::outcome::{self, Failure, Outcome};
use super::reading::{self, Desk};
use super::terminal;
use crate::article::Article;
use crate::article::input::InputError;
use crate::extraction::Facts;
use crate::lang;
use crate::rdf::ArticleGraph;
use crate::store::{Access, Location, Put, Store, Wanted, Writer};
use serde::Serialize;
use std::cell::OnceCell;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

/// What a build did.
#[derive(Debug, Default, Serialize)]
struct Report {
    added: usize,
    replaced: usize,
    unchanged: usize,
    failed: Vec<Failed>,
    entities: usize,
    events: usize,
    statements: usize,
    positions: usize,
    seconds: f64,
}

#[derive(Debug, Serialize)]
struct Failed {
    source: String,
    error: String,
}

pub fn run(args: &Build, store: &str) -> Result<Outcome, Failure> {
    let start = Instant::now();
    let location: Location = store.parse()?;
    let found = reading::inputs(&args.reading);
    let mut report = Report::default();
    for error in found.errors {
        report.fail(&error);
    }
    let interrupt = Interrupt::default();
    let (mut read, mut interrupted) = (0, false);
    if !found.inputs.is_empty() {
        let desk = Desk::open(&args.reading)?;
        let store = OnceCell::new();
        // A store that nothing goes into is not made; one that is there is opened at once, to fail early.
        if location.exists() {
            let _ = store.set(Store::open(&location, Access::Write)?);
        }
        let mut writer: Option<Writer<'_>> = None;
        let length = (!desk.has_lines(&found.inputs)).then_some(found.inputs.len());
        let bar = terminal::progress(length);
        for batch in desk.articles(&found.inputs) {
            if interrupt.came() {
                interrupted = true;
                break;
            }
            let here = batch.len();
            let mut articles = Vec::with_capacity(here);
            for article in batch {
                match article {
                    Ok(article) => articles.push(article),
                    Err(error) => bar.suspend(|| report.fail(&error)),
                }
            }
            if let Some(store) = store.get() {
                let before = articles.len();
                articles = outdated(store, articles, args, &desk)?;
                report.unchanged += before - articles.len();
            }
            if !articles.is_empty() {
                if store.get().is_none() {
                    let _ = store.set(Store::open(&location, Access::Write)?);
                }
                if writer.is_none() {
                    let store = store.get().expect("opened above");
                    writer = Some(store.writer(&desk.reader.gazetteer, &desk.mint)?);
                    // Until here there is nothing to save: a signal may end the program, as it does others.
                    interrupt.listen();
                }
                put(writer.as_mut().expect("made above"), &articles, &desk, &mut report)?;
            }
            read += here;
            bar.inc(here as u64);
        }
        bar.finish_and_clear();
        let changed = writer.is_some();
        writer.map_or(Ok(()), Writer::finish)?;
        if let Some(store) = store.into_inner().filter(|_| changed) {
            super::link::again(&store)?;
            store.close()?;
        }
    }
    report.seconds = start.elapsed().as_secs_f64();
    report.tell(args.json)?;
    if interrupted {
        terminal::error(format!("interrupted after {read} articles\nhelp: the same command goes on from there"));
        return Ok(Outcome::Interrupted);
    }
    Ok(if report.failed.is_empty() { Outcome::Done } else { Outcome::SomeFailed })
}

/// Ctrl-C and SIGTERM: the first asks for an end after the articles at hand, so that they are saved; the second is one.
#[derive(Default)]
struct Interrupt {
    came: Arc<AtomicBool>,
}

impl Interrupt {
    fn listen(&self) {
        let came = Arc::clone(&self.came);
        // Where signals cannot be caught, the store is still whole, without what was read last.
        let _ = ctrlc::set_handler(move || {
            if came.swap(true, Ordering::Relaxed) {
                std::process::exit(outcome::INTERRUPTED.into());
            }
        });
    }

    fn came(&self) -> bool {
        self.came.load(Ordering::Relaxed)
    }
}

/// The articles that the store does not have, or not as they would be read today.
fn outdated(store: &Store, articles: Vec<Article>, args: &Build, desk: &Desk) -> Result<Vec<Article>, Failure> {
    if args.rebuild {
        return Ok(articles);
    }
    let mut outdated = Vec::new();
    for article in articles {
        let wanted = Wanted {
            source: &article.source,
            sha256: &article.sha256,
            generator: &desk.generator,
            date: article.given_date,
            language: (args.reading.lang != lang::AUTO).then_some(args.reading.lang.as_str()),
        };
        if !store.is_current(&wanted, &desk.mint)? {
            outdated.push(article);
        }
    }
    Ok(outdated)
}

/// Read a batch in parallel and put it in order, so that the store does not depend on which thread was first.
fn put(writer: &mut Writer<'_>, articles: &[Article], desk: &Desk, report: &mut Report) -> Result<(), Failure> {
    let read = desk.each(articles, |article| {
        let facts = desk.reader.read(article, desk.now);
        (ArticleGraph::new(article, &facts, &desk.mint, &desk.generator), facts)
    });
    for (graph, facts) in read {
        match writer.put(graph)? {
            Put::Added => report.added += 1,
            Put::Replaced => report.replaced += 1,
            Put::Unchanged => report.unchanged += 1,
        }
        report.count(&facts);
    }
    Ok(())
}

impl Report {
    fn fail(&mut self, error: &InputError) {
        terminal::error(error);
        let error_line = error.to_string().lines().next().unwrap_or_default().to_owned();
        self.failed.push(Failed { source: error.source_name().into(), error: error_line });
    }

    fn count(&mut self, facts: &Facts) {
        self.entities += facts.entities.len();
        self.events += facts.events.len();
        self.statements += facts.statements.len();
        self.positions += facts.positions.len();
    }

    fn tell(&self, json: bool) -> Result<(), Failure> {
        if json {
            let mut out = std::io::stdout().lock();
            serde_json::to_writer_pretty(&mut out, self).map_err(std::io::Error::from)?;
            std::io::Write::write_all(&mut out, b"\n")?;
            return Ok(());
        }
        let changed = self.added + self.replaced;
        let articles = if changed == 1 { "1 article".into() } else { format!("{changed} articles") };
        let mut beside = vec![format!("{} new", self.added)];
        for (count, words) in
            [(self.replaced, "replaced"), (self.unchanged, "unchanged"), (self.failed.len(), "failed")]
        {
            if count > 0 {
                beside.push(format!("{count} {words}"));
            }
        }
        let facts = format!(
            "{} entities, {} events, {} statements, {} positions",
            self.entities, self.events, self.statements, self.positions
        );
        terminal::line(format!("{articles} built ({}): {facts} in {:.2} s", beside.join(", "), self.seconds));
        Ok(())
    }
}
