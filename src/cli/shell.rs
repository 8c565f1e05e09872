//! `khabar shell`: one question after another on a store that is opened once, with history and completion on a terminal.

use super::args::{Cli, Command, Query, Shell};
use super::lookup::InStore;
use super::outcome::{Failure, Outcome};
use super::{answer, completions, query, reading, terminal};
use crate::query::run::{QueryError, Question};
use crate::query::{Catalogue, Prefixes};
use crate::store::{Access, Store};
use clap::Parser;
use rustyline::completion::Completer;
use rustyline::error::ReadlineError;
use rustyline::highlight::Highlighter;
use rustyline::hint::Hinter;
use rustyline::history::DefaultHistory;
use rustyline::validate::{ValidationContext, ValidationResult, Validator};
use rustyline::{Context, Editor, Helper};
use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::io::{BufRead, IsTerminal};
use std::path::PathBuf;

const HELP: &str = "  visits country=Egypt --limit 5   a named query with its parameters, and options of 'khabar query'
  SELECT … ;                       SPARQL, over as many lines as you like, to ';' or an empty line
  list, list visits                the named queries; the parameters, columns and examples of one
  help, exit";
/// What a question in SPARQL begins with; everything else is one line.
const SPARQL: [&str; 6] = ["select", "ask", "construct", "describe", "prefix", "base"];

pub fn run(args: &Shell, store: &str) -> Result<Outcome, Failure> {
    args.results_format.as_deref().map(str::parse::<answer::ResultsFormat>).transpose()?;
    let resources = reading::resources(args.data.as_ref())?;
    let catalogue = Catalogue::load(&resources.texts_in("queries"))?;
    let store = super::open(store, Access::Read)?;
    let shell = Session { args, known: InStore::new(&store, &resources) };
    if std::io::stdin().is_terminal() { interactive(&shell, catalogue) } else { piped(&shell) }
}

/// What every question is asked with.
struct Session<'a> {
    args: &'a Shell,
    known: InStore<'a>,
}

/// Whether to read on.
#[derive(PartialEq, Eq)]
enum Next {
    Read,
    Exit,
}

impl Session<'_> {
    /// One whole question.
    fn answer(&self, question: &str) -> Result<Next, Failure> {
        let question = question.trim().trim_end_matches(';').trim_end();
        if is_sparql(question) {
            self.ask(&["-q".into(), question.into()])?;
            return Ok(Next::Read);
        }
        let open = || Failure::Usage("a quote is not closed".into(), "write person=\"two words\"");
        let words = shlex::split(question).ok_or_else(open)?;
        let words: Vec<_> = words.iter().map(String::as_str).collect();
        match words.as_slice() {
            [] => {}
            ["exit" | "quit"] => return Ok(Next::Exit),
            ["help"] => terminal::line(HELP),
            ["list", ..] => self.ask(&with("--list", &words[1..]))?,
            [name, rest @ ..] => self.ask(&with(name, rest))?,
        }
        Ok(Next::Read)
    }

    /// As `khabar query` with these words.
    fn ask(&self, words: &[String]) -> Result<(), Failure> {
        let typed = ["khabar", "query"].map(String::from).into_iter().chain(words.iter().cloned());
        let cli = Cli::try_parse_from(typed).map_err(|error| QueryError::NotFound(said(&error)))?;
        let Command::Query(mut query) = cli.command else { return Ok(()) };
        self.defaults(&mut query);
        if query.list {
            query::list(&query, self.known.resources)?;
            return Ok(());
        }
        let asked = query::asked(&query, self.known.resources)?;
        query::ask(&query, &asked, &self.known)?;
        Ok(())
    }

    fn defaults(&self, query: &mut Query) {
        query.results_format = query.results_format.take().or_else(|| self.args.results_format.clone());
        query.bounds.limit = query.bounds.limit.or(self.args.bounds.limit);
        query.bounds.timeout = query.bounds.timeout.or(self.args.bounds.timeout);
    }
}

/// `name=value` is a parameter, whatever begins with a dash an option.
fn with(first: &str, rest: &[&str]) -> Vec<String> {
    let mut words = vec![first.to_owned()];
    for word in rest {
        if word.contains('=') && !word.starts_with('-') {
            words.push("--param".into());
        }
        words.push((*word).to_owned());
    }
    words
}

/// The words of clap's error that are not about the command line of the program.
fn said(error: &clap::Error) -> String {
    let text = error.to_string();
    let message = text.split("\n\n").next().unwrap_or_default().trim_start_matches("error: ");
    format!("{message}\nhelp: 'help' shows what can be typed here")
}

fn is_sparql(question: &str) -> bool {
    let code = question.lines().find(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#'));
    let first: String = code.unwrap_or_default().trim_start().chars().take_while(char::is_ascii_alphabetic).collect();
    SPARQL.contains(&first.to_ascii_lowercase().as_str())
}

/// Whether what is typed so far is a whole question. Within a query lines may end with ';' too.
fn is_whole(typed: &str) -> bool {
    let query = typed.trim_end().strip_suffix(';');
    !is_sparql(typed)
        || typed.ends_with('\n')
        || query.is_some_and(|query| Question::parse(query, &Prefixes::default()).is_ok())
}

/// Questions from a pipe or a file: each is answered, whatever becomes of the others.
fn piped(session: &Session) -> Result<Outcome, Failure> {
    let mut failed = false;
    let mut typed = String::new();
    let mut answer = |question: &str| match session.answer(question) {
        Ok(next) => Ok(next),
        Err(failure) if failure.is_closed_pipe() => Err(failure),
        Err(failure) => {
            terminal::error(failure);
            failed = true;
            Ok(Next::Read)
        }
    };
    for line in std::io::stdin().lock().lines() {
        let line = line.map_err(|error| Failure::File { path: "-".into(), error })?;
        typed += line.trim_end();
        if is_whole(&typed) && answer(&std::mem::take(&mut typed))? == Next::Exit {
            break;
        }
        if !typed.is_empty() {
            typed.push('\n');
        }
    }
    if !typed.is_empty() {
        answer(&typed)?;
    }
    Ok(if failed { Outcome::SomeFailed } else { Outcome::Done })
}

fn interactive(session: &Session, catalogue: Catalogue) -> Result<Outcome, Failure> {
    let failed = |error: ReadlineError| match error {
        ReadlineError::Io(error) => Failure::File { path: "-".into(), error },
        error => Failure::File { path: "-".into(), error: std::io::Error::other(error.to_string()) },
    };
    let mut editor: Editor<Typing<'_>, DefaultHistory> = Editor::new().map_err(failed)?;
    editor.set_helper(Some(Typing { catalogue, store: session.known.store, labels: OnceCell::new() }));
    let history = history();
    if let Some(path) = &history {
        // The first session has none.
        let _ = editor.load_history(path);
    }
    terminal::line("'help' shows what can be typed; Tab completes, Ctrl-D ends");
    loop {
        match editor.readline("khabar> ") {
            Ok(question) => {
                let _ = editor.add_history_entry(question.trim());
                match session.answer(&question) {
                    Ok(Next::Read) => {}
                    Ok(Next::Exit) => break,
                    Err(failure) => terminal::error(failure),
                }
            }
            Err(ReadlineError::Interrupted) => {}
            Err(ReadlineError::Eof) => break,
            Err(error) => return Err(failed(error)),
        }
    }
    if let Some(path) = &history {
        // A home that cannot be written to has no history.
        let _ = path.parent().map(std::fs::create_dir_all);
        let _ = editor.save_history(path);
    }
    Ok(Outcome::Done)
}

/// Where questions are remembered: the state folder of the XDG base directories.
fn history() -> Option<PathBuf> {
    let folder = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let state = folder("XDG_STATE_HOME").or_else(|| Some(folder("HOME")?.join(".local/state")))?;
    Some(state.join("khabar/history"))
}

/// What helps while a question is typed.
struct Typing<'s> {
    catalogue: Catalogue,
    /// Names in the store, read when they are first asked for.
    store: &'s Store,
    labels: OnceCell<BTreeSet<String>>,
}

impl Typing<'_> {
    /// What the word before the cursor may become, and where it begins.
    fn complete(&self, before: &str) -> (usize, Vec<String>) {
        // A value in quotes goes on over spaces.
        let open = before.rfind('"').filter(|_| before.matches('"').count() % 2 == 1);
        let outside = &before[..open.unwrap_or(before.len())];
        let at = outside.rfind(char::is_whitespace).map_or(0, |space| space + 1);
        let (words, word) = (before[..at].split_whitespace().collect::<Vec<_>>(), &before[at..]);
        let names = || self.catalogue.iter().map(|query| query.name.clone());
        let all: Vec<String> = match words.as_slice() {
            [] => names().chain(["list", "help", "exit"].map(String::from)).collect(),
            ["list"] => names().collect(),
            [name, ..] => match self.catalogue.get(name) {
                Ok(query) => {
                    let parameters: Vec<_> = query.parameters.iter().collect();
                    let labels = || self.labels.get_or_init(|| completions::labels(self.store)).clone();
                    let words = completions::candidates(&parameters, word, labels).into_keys();
                    words.map(|words| quoted(&words)).collect()
                }
                Err(_) => Vec::new(),
            },
        };
        (at, all.into_iter().filter(|one| completions::begins(one, word)).collect())
    }
}

/// `name="some words"` where the value has spaces.
fn quoted(words: &str) -> String {
    match words.split_once('=') {
        Some((name, value)) if value.contains(char::is_whitespace) => format!("{name}=\"{value}\""),
        _ => words.to_owned(),
    }
}

impl Completer for Typing<'_> {
    type Candidate = String;

    fn complete(&self, line: &str, at: usize, _: &Context<'_>) -> rustyline::Result<(usize, Vec<String>)> {
        Ok(self.complete(&line[..at]))
    }
}

impl Validator for Typing<'_> {
    fn validate(&self, typed: &mut ValidationContext<'_>) -> rustyline::Result<ValidationResult> {
        let whole = is_whole(typed.input());
        Ok(if whole { ValidationResult::Valid(None) } else { ValidationResult::Incomplete })
    }
}

impl Hinter for Typing<'_> {
    type Hint = String;
}

impl Highlighter for Typing<'_> {}

impl Helper for Typing<'_> {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sparql_ends_with_a_semicolon_or_an_empty_line() {
        for (typed, whole) in [
            ("visits country=EG", true),
            ("SELECT * {", false),
            ("SELECT * { ?x a kh:Visit ;", false),
            ("SELECT * { ?s ?p ?o };", true),
            ("select * { ?s ?p ?o }\n", true),
            ("prefix x: <http://x/>\nASK {}", false),
            ("", true),
        ] {
            assert_eq!(is_whole(typed), whole, "{typed}");
        }
    }

    #[test]
    fn names_parameters_and_values_are_completed() {
        let text = "# title: Visits\n# description: Visits.\n# param: claims boolean optional \"x\"\n\
            # param: country entity optional \"y\"\nSELECT ?x {}";
        let catalogue = Catalogue::load(&[("visits.rq", text)]).unwrap();
        let (store, labels) = (Store::memory().unwrap(), OnceCell::new());
        let _ = labels.set(["Egypt", "Sri Lanka"].map(String::from).into());
        let typing = Typing { catalogue, store: &store, labels };
        for (typed, at, expected) in [
            ("vi", 0, vec!["visits"]),
            ("list v", 5, vec!["visits"]),
            ("visits c", 7, vec!["claims=", "country="]),
            ("visits claims=t", 7, vec!["claims=true"]),
            ("visits country=e", 7, vec!["country=Egypt"]),
            ("visits claims=true country=\"sri l", 19, vec!["country=\"Sri Lanka\""]),
            ("nothing c", 8, vec![]),
        ] {
            let (from, words) = typing.complete(typed);
            assert_eq!((from, words), (at, expected.into_iter().map(String::from).collect()), "{typed}");
        }
    }
}
