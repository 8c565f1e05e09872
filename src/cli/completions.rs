//! `khabar completions`: shell completion, with the names of queries and their parameters.

use super::args::Completions;
use super::outcome::{Failure, Outcome};
use crate::query::Catalogue;
use crate::resources::Resources;
use clap_complete::CompletionCandidate;
use clap_complete::env::Shells;
use std::io::Write;

pub fn run(args: &Completions) -> Result<Outcome, Failure> {
    let name = args.shell.to_string();
    let shells = Shells::builtins();
    let Some(shell) = shells.completer(&name) else {
        return Err(Failure::Usage(
            format!("no completions for \"{name}\""),
            "known are bash, elvish, fish, powershell, zsh",
        ));
    };
    let mut script = Vec::new();
    shell.write_registration("COMPLETE", "khabar", "khabar", "khabar", &mut script)?;
    std::io::stdout().lock().write_all(&script)?;
    Ok(Outcome::Done)
}

/// The named queries with their titles. Completion never fails: what cannot be read is not offered.
pub fn query_names() -> Vec<CompletionCandidate> {
    let title = |title: &str| Some(title.to_owned().into());
    catalogue().iter().map(|query| CompletionCandidate::new(&query.name).help(title(query.title("en")))).collect()
}

/// `name=` of every parameter of a named query.
pub fn parameters() -> Vec<CompletionCandidate> {
    let catalogue = catalogue();
    let mut names: Vec<_> = catalogue.iter().flat_map(|query| &query.parameters).collect();
    names.sort_by(|a, b| a.name.cmp(&b.name));
    names.dedup_by(|a, b| a.name == b.name);
    let about = |about: &str| Some(about.to_owned().into());
    names.iter().map(|one| CompletionCandidate::new(format!("{}=", one.name)).help(about(&one.about))).collect()
}

fn catalogue() -> Catalogue {
    Catalogue::load(&Resources::embedded().texts_in("queries")).unwrap_or_default()
}
