//! `khabar completions`: shell completion, with the names of queries, their parameters, and names in the store.

use super::args::Completions;
use super::outcome::{Failure, Outcome};
use crate::query::Catalogue;
use crate::query::catalogue::Parameter;
use crate::query::parameter::Kind;
use crate::rdf::terms;
use crate::resources::Resources;
use crate::store::{Access, Store};
use clap_complete::CompletionCandidate;
use clap_complete::env::Shells;
use oxigraph::model::Term;
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::io::Write;

/// Store files up to this are read for completion.
const QUICK_BYTES: u64 = 32 << 20;

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
    candidates(&of_query, &typed.to_string_lossy(), typed_store_labels)
        .into_iter()
        .map(|(words, parameter)| CompletionCandidate::new(words).help(about(&parameter.about)))
        .collect()
}

/// Names of entities of the store that begin as typed.
pub fn entities(typed: &OsStr) -> Vec<CompletionCandidate> {
    let typed = typed.to_string_lossy();
    typed_store_labels().into_iter().filter(|label| begins(label, &typed)).map(CompletionCandidate::new).collect()
}

/// Every name of a store's entities, in every language.
pub fn labels(store: &Store) -> BTreeSet<String> {
    let named = |property| store.inner().quads_for_pattern(None, Some(property), None, None).flatten();
    let labels = [terms::PREF_LABEL, terms::ALT_LABEL].into_iter().flat_map(named);
    labels
        .filter_map(|quad| if let Term::Literal(label) = quad.object { Some(label.destruct().0) } else { None })
        .collect()
}

/// The names in the store that the command line being typed is about.
fn typed_store_labels() -> BTreeSet<String> {
    let words: Vec<_> = std::env::args().collect();
    let after = words.iter().zip(words.iter().skip(1)).find(|(option, _)| ["--store", "-s"].contains(&option.as_str()));
    let path = after.map(|(_, path)| path.clone());
    let path = path.or_else(|| words.iter().find_map(|word| word.strip_prefix("--store=")).map(str::to_owned));
    let path = path.or_else(|| std::env::var("KHABAR_STORE").ok()).unwrap_or_else(|| "./khabar.db".into());
    // Who presses Tab does not want to wait until a large file is read.
    let quick = std::fs::metadata(&path).is_ok_and(|file| file.is_dir() || file.len() <= QUICK_BYTES);
    let store = quick.then(|| super::open(&path, Access::Read).ok()).flatten();
    store.map(|store| labels(&store)).unwrap_or_default()
}

/// Whether a name begins so, in any case. Quotes are the shell's as often as the name's.
pub fn begins(name: &str, typed: &str) -> bool {
    let bare = |words: &str| words.replace(['"', '\''], "").to_lowercase();
    bare(name).starts_with(&bare(typed))
}

/// What may be meant by the beginning of `name=value`, each with its parameter.
pub fn candidates<'p>(
    parameters: &[&'p Parameter],
    typed: &str,
    labels: impl Fn() -> BTreeSet<String>,
) -> BTreeMap<String, &'p Parameter> {
    let is_of = |parameter: &Parameter| typed.starts_with(&format!("{}=", parameter.name));
    let words = |parameter: &'p Parameter| match (typed.contains('='), &parameter.kind) {
        (false, _) => vec![format!("{}=", parameter.name)],
        (true, Kind::Boolean) => vec![format!("{}=true", parameter.name), format!("{}=false", parameter.name)],
        (true, Kind::EventClass) => {
            event_classes().into_iter().map(|class| format!("{}={class}", parameter.name)).collect()
        }
        (true, Kind::Term(listed)) => listed.iter().map(|term| format!("{}={term}", parameter.name)).collect(),
        (true, Kind::Entity) if is_of(parameter) => {
            labels().into_iter().map(|label| format!("{}={label}", parameter.name)).collect()
        }
        (true, _) => Vec::new(),
    };
    let all = parameters.iter().flat_map(|parameter| words(parameter).into_iter().map(|words| (words, *parameter)));
    all.filter(|(words, _)| begins(words, typed)).collect()
}

fn event_classes() -> Vec<String> {
    let ontology = super::reading::ontology(&Resources::embedded());
    ontology
        .map_or_else(|_| Vec::new(), |ontology| ontology.base_event_classes().iter().map(ToString::to_string).collect())
}

fn catalogue() -> Catalogue {
    Catalogue::load(&Resources::embedded().texts_in("queries")).unwrap_or_default()
}
