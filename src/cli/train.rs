//! `khabar train`: the weights of a language pack's model, from annotated articles.

use super::args::Train;
use super::outcome::{Failure, Outcome};
use super::reading;
use super::terminal::{self, Sink};
use crate::article::Article;
use crate::pipeline::Reader;
use crate::training::{self, Case, annotation::Annotation};
use rayon::prelude::*;
use std::io::Write;
use std::path::{Path, PathBuf};

/// What to do about a file that is no annotation.
const FORM: &str =
    "`khabar train --help` says what an annotation is; types and statuses are declared in ontology/khabar.ttl";
/// How much more a rule's own example counts than a case of an article.
const EXAMPLES: usize = 4;

pub fn run(args: &Train) -> Result<Outcome, Failure> {
    let resources = reading::resources(args.data.as_ref())?;
    let (ontology, gazetteer) = reading::world(&resources, &[])?;
    let reader = Reader::load(&resources, &args.lang, ontology, gazetteer)?;
    let sink = if args.figures { None } else { Some(Sink::open(&args.output)?) };
    let mut files = Vec::new();
    for folder in &args.annotations {
        files.extend(annotations(folder)?);
    }
    // An article that is named twice counts twice, in one part of a cross-validation.
    let first = |path: &PathBuf| files.iter().position(|p| p == path).expect("one of them");
    let read: Vec<Result<Vec<Case>, Failure>> =
        files.par_iter().map(|path| cases(&reader, first(path), path, &args.texts)).collect();
    // Of several faults the first in order is told, whichever thread met its own first.
    let read: Vec<Vec<Case>> = read.into_iter().collect::<Result<_, _>>()?;
    let mut cases: Vec<Case> = read.into_iter().flatten().collect();
    terminal::note(format_args!("{} articles, {} cases", files.len(), cases.len()));
    for figure in training::cross_validate(&cases, usize::from(args.folds)) {
        terminal::note(format_args!(
            "{:10} {:14} {:6} cases   F1 {:.3} by rules, {:.3} by the model",
            figure.question, figure.label, figure.cases, figure.rules, figure.model
        ));
    }
    let Some(mut sink) = sink else { return Ok(Outcome::Done) };
    let examples = training::of_examples(&reader, files.len());
    cases.extend((0..EXAMPLES).flat_map(|_| examples.clone()));
    let text = training::model(&cases);
    sink.write_all(text.as_bytes())?;
    sink.close()?;
    Ok(Outcome::Done)
}

fn annotations(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let failure = |error| Failure::File { path: folder.to_path_buf(), error };
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(failure)? {
        let path = entry.map_err(failure)?.path();
        if path.extension().is_some_and(|e| e == "json") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

fn cases(reader: &Reader, at: usize, path: &Path, texts: &Path) -> Result<Vec<Case>, Failure> {
    let failure = |path: &Path, error| Failure::File { path: path.to_path_buf(), error };
    let json = std::fs::read_to_string(path).map_err(|e| failure(path, e))?;
    let wrong = |what: String| Failure::Usage(format!("\"{}\": {what}", path.display()), FORM);
    let annotation: Annotation = serde_json::from_str(&json).map_err(|e| wrong(e.to_string()))?;
    for event in &annotation.events {
        if !reader.ontology.base_event_classes().iter().any(|c| **c == *event.class) {
            return Err(wrong(format!("\"{}\" is no event type", event.class)));
        }
        if !reader.ontology.statuses().iter().any(|s| ***s == *event.status) {
            return Err(wrong(format!("\"{}\" is no status", event.status)));
        }
    }
    let text = texts.join(format!("{}.txt", annotation.id));
    let written = std::fs::read_to_string(&text).map_err(|e| failure(&text, e))?;
    let article = Article::new(written, text.display().to_string(), annotation.doc_date);
    // Only what the article says: an undated one stays so.
    let (facts, seen) = reader.observe(&article, jiff::civil::Date::MIN);
    Ok(training::cases(at, &annotation, &facts, seen))
}
