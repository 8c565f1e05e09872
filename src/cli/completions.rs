//! `khabar completions`: shell completion, with the names of queries and their parameters.

use super::args::Completions;
use super::outcome::{Failure, Outcome};
use crate::query::Catalogue;
use crate::query::catalogue::Parameter;
use crate::query::parameter::Kind;
use crate::resources::Resources;
use clap_complete::CompletionCandidate;
use clap_complete::env::Shells;
use std::collections::BTreeMap;
use std::ffi::OsStr;
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
    if name == "bash" {
        script.extend_from_slice(include_bytes!("completions.bash"));
    }
    std::io::stdout().lock().write_all(&script)?;
    Ok(Outcome::Done)
}

/// The named queries with their titles. Completion never fails: what cannot be read is not offered.
pub fn query_names() -> Vec<CompletionCandidate> {
    let title = |title: &str| Some(title.to_owned().into());
    catalogue().iter().map(|query| CompletionCandidate::new(&query.name).help(title(query.title("en")))).collect()
}

/// `name=` of the parameters of the query that is being typed, or the values that one may have.
pub fn parameters(typed: &OsStr) -> Vec<CompletionCandidate> {
    let catalogue = catalogue();
    let named: Vec<_> = std::env::args().filter_map(|word| catalogue.get(&word).ok()).collect();
    let queries = if named.is_empty() { catalogue.iter().collect() } else { named };
    let of_query = queries.into_iter().flat_map(|query| &query.parameters).collect::<Vec<_>>();
    let about = |about: &str| Some(about.to_owned().into());
    candidates(&of_query, &typed.to_string_lossy())
        .into_iter()
        .map(|(words, parameter)| CompletionCandidate::new(words).help(about(&parameter.about)))
        .collect()
}

/// What may be meant by the beginning of `name=value`, each with its parameter.
pub fn candidates<'p>(parameters: &[&'p Parameter], typed: &str) -> BTreeMap<String, &'p Parameter> {
    let words = |parameter: &'p Parameter| match (typed.contains('='), &parameter.kind) {
        (false, _) => vec![format!("{}=", parameter.name)],
        (true, Kind::Boolean) => vec![format!("{}=true", parameter.name), format!("{}=false", parameter.name)],
        (true, Kind::EventClass) => {
            event_classes().into_iter().map(|class| format!("{}={class}", parameter.name)).collect()
        }
        (true, Kind::Term(listed)) => listed.iter().map(|term| format!("{}={term}", parameter.name)).collect(),
        (true, _) => Vec::new(),
    };
    let all = parameters.iter().flat_map(|parameter| words(parameter).into_iter().map(|words| (words, *parameter)));
    all.filter(|(words, _)| words.starts_with(typed)).collect()
}

fn event_classes() -> Vec<String> {
    let ontology = super::reading::ontology(&Resources::embedded());
    ontology
        .map_or_else(|_| Vec::new(), |ontology| ontology.base_event_classes().iter().map(ToString::to_string).collect())
}

fn catalogue() -> Catalogue {
    Catalogue::load(&Resources::embedded().texts_in("queries")).unwrap_or_default()
}
