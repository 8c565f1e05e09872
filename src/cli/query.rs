//! `khabar query`: named queries and SPARQL, with parameters, as a table or in a standard format.

use super::answer;
use super::args::Query;
use super::lookup::InStore;
use super::outcome::{Failure, Outcome};
use super::reading;
use super::terminal::{self, Sink};
use crate::query::catalogue::{Catalogue, NamedQuery};
use crate::query::parameter::{Kind, Lookup};
use crate::query::run::{Deadline, QueryError, Question};
use crate::query::table::{Style, Table};
use crate::query::{Prefixes, name};
use crate::resources::Resources;
use crate::store::Access;
use oxigraph::model::{NamedNode, Term};
use oxigraph::sparql::QueryResults;
use std::collections::{BTreeMap, HashSet};
use std::io::Write;

pub fn run(args: &Query, store: &str) -> Result<Outcome, Failure> {
    let resources = reading::resources(args.data.as_ref())?;
    if args.list {
        return list(args, &resources);
    }
    let asked = asked(args, &resources)?;
    // What is mistyped is said before a large store is opened.
    args.results_format.as_deref().map(str::parse::<answer::ResultsFormat>).transpose()?;
    let store = super::open(store, Access::Read)?;
    ask(args, &asked, &InStore::new(&store, &resources))
}

/// One question to an open store.
pub fn ask(args: &Query, asked: &Asked, known: &InStore) -> Result<Outcome, Failure> {
    let store = known.store;
    let format = args.results_format.as_deref().map(str::parse::<answer::ResultsFormat>).transpose()?;
    let prefixes = Prefixes::of_store(store.inner())?;
    let question = question(args, asked, &prefixes, known)?;
    let deadline = Deadline::after(args.bounds.timeout);
    let mut sink = Sink::open(&args.output)?;
    let outcome = if args.explain {
        question.plan(store.inner(), &deadline)?.write_in_json(&mut sink)?;
        writeln!(sink)?;
        Outcome::Done
    } else {
        let answer = question.ask(store.inner(), &deadline)?;
        answer::write(answer, format, args, &prefixes, &deadline, &mut sink)?
    };
    sink.close()?;
    Ok(outcome)
}

/// The question with its parameters set.
fn question(args: &Query, asked: &Asked, prefixes: &Prefixes, known: &InStore) -> Result<Question, Failure> {
    let mut question = Question::parse(&asked.text, prefixes)?.with_matching(known.matching()?);
    for (name, terms) in values(args, asked, prefixes, known)? {
        question.set(&name, &terms)?;
    }
    if let Some(most) = args.bounds.limit {
        question.limit(most);
    }
    Ok(question)
}

/// Every resource in an answer, each once, in the order of the answer: what a picture of it shows.
pub fn resources_in_answer(args: &Query, known: &InStore) -> Result<Vec<NamedNode>, Failure> {
    let store = known.store;
    let asked = asked(args, known.resources)?;
    let prefixes = Prefixes::of_store(store.inner())?;
    let question = question(args, &asked, &prefixes, known)?;
    let deadline = Deadline::after(args.bounds.timeout);
    let mut found: Vec<Term> = Vec::new();
    match question.ask(store.inner(), &deadline)? {
        QueryResults::Solutions(solutions) => {
            for solution in solutions {
                found.extend(solution.map_err(|error| deadline.explain(error))?.values().iter().flatten().cloned());
            }
        }
        QueryResults::Graph(triples) => {
            for triple in triples {
                let triple = triple.map_err(|error| deadline.explain(error))?;
                found.extend([triple.subject.into(), triple.object]);
            }
        }
        QueryResults::Boolean(_) => {
            return Err(Failure::Usage("yes or no cannot be drawn".into(), "ask with SELECT, CONSTRUCT or DESCRIBE"));
        }
    }
    let mut seen = HashSet::new();
    let nodes = found.into_iter().filter_map(|term| if let Term::NamedNode(node) = term { Some(node) } else { None });
    Ok(nodes.filter(|node| seen.insert(node.clone())).collect())
}

/// The question's text, with its header if it has one.
pub struct Asked {
    text: String,
    header: Option<NamedQuery>,
}

pub fn asked(args: &Query, resources: &Resources) -> Result<Asked, Failure> {
    let of = |name: &str, text: String| {
        let header = Catalogue::load(&[(format!("{name}.rq"), text.as_str())]).ok();
        Asked { header: header.and_then(|catalogue| catalogue.get(name).ok().cloned()), text }
    };
    match (&args.query, &args.query_file, args.name.as_deref()) {
        (Some(text), ..) => Ok(of("-q", text.clone())),
        (_, Some(path), _) if path.as_os_str() == "-" => Ok(of("-", stdin()?)),
        (_, Some(path), _) => Ok(of(&path.to_string_lossy().replace('/', "_"), reading::read(path)?)),
        (.., Some("-")) => Ok(of("-", stdin()?)),
        (.., Some(name)) => {
            let catalogue = Catalogue::load(&resources.texts_in("queries"))?;
            let header = catalogue.get(name)?.clone();
            Ok(Asked { text: header.text.clone(), header: Some(header) })
        }
        (None, None, None) => Err(Failure::Usage(
            "no query".into(),
            "name one ('khabar query --list' shows them), or give SPARQL with -q or --query-file",
        )),
    }
}

fn stdin() -> Result<String, Failure> {
    std::io::read_to_string(std::io::stdin()).map_err(|error| Failure::File { path: "-".into(), error })
}

type Values = BTreeMap<String, Vec<spargebra::term::GroundTerm>>;

/// The parameters as typed to terms; one given twice has both values.
fn values(args: &Query, asked: &Asked, prefixes: &Prefixes, lookup: &dyn Lookup) -> Result<Values, Failure> {
    let mut values = Values::new();
    for typed in &args.parameters {
        let Some((name, value)) = typed.split_once('=') else {
            return Err(Failure::Usage(format!("\"{typed}\" is no parameter"), "write --param name=value"));
        };
        let kind = match &asked.header {
            None => Kind::guess(value),
            Some(header) => header.parameter(name).map(|parameter| parameter.kind.clone()).ok_or_else(|| {
                let known: Vec<_> = header.parameters.iter().map(|parameter| parameter.name.as_str()).collect();
                QueryError::UnknownParameter {
                    query: header.name.clone(),
                    name: name.into(),
                    nearest: name::nearest(name, known.iter().copied(), 2),
                    known: match known.as_slice() {
                        [] => "it has none".into(),
                        known => format!("it has {}", known.join(", ")),
                    },
                }
            })?,
        };
        let terms = kind.terms(name, value, prefixes, lookup)?;
        if terms.len() > 1 {
            let all: Vec<_> = terms.iter().map(|term| prefixes.show(&term.clone().into())).collect();
            terminal::note(format!("\"{value}\" is the name of {}: all are meant", all.join(" and ")));
        }
        values.entry(name.to_owned()).or_default().extend(terms);
    }
    let needed = asked.header.iter().flat_map(|header| &header.parameters).filter(|parameter| parameter.required);
    if let Some(missing) = needed.into_iter().find(|parameter| !values.contains_key(&parameter.name)) {
        return Err(QueryError::MissingParameter {
            query: asked.header.as_ref().map(|header| header.name.clone()).unwrap_or_default(),
            name: missing.name.clone(),
            about: missing.about.clone(),
            expected: missing.kind.to_string(),
        }
        .into());
    }
    Ok(values)
}

/// All named queries, or the parameters and columns of one.
pub fn list(args: &Query, resources: &Resources) -> Result<Outcome, Failure> {
    let catalogue = Catalogue::load(&resources.texts_in("queries"))?;
    let mut out = std::io::stdout().lock();
    let style = Style { width: terminal::width(), no_header: args.no_header };
    match &args.name {
        None => {
            let mut table = Table::new(["query", "asks", "parameters"]);
            for query in catalogue.iter() {
                let parameters: Vec<_> = query.parameters.iter().map(|parameter| parameter.name.as_str()).collect();
                table.row([&*query.name, &*query.description, &*parameters.join(" ")]);
            }
            writeln!(out, "{}", table.draw(style))?;
        }
        Some(name) => {
            let query = catalogue.get(name)?;
            let question = Question::parse(&query.text, &Prefixes::default())?;
            writeln!(
                out,
                "{}: {}\n{}",
                query.name,
                query.titles.values().cloned().collect::<Vec<_>>().join(" · "),
                query.description
            )?;
            if !query.parameters.is_empty() {
                let mut table = Table::new(["parameter", "value", "default", "meaning"]);
                for parameter in &query.parameters {
                    let default = match question.default(&parameter.name) {
                        _ if parameter.required => "required".into(),
                        Some(term) => Prefixes::default().show(&term.into()),
                        None => String::new(),
                    };
                    table.row([parameter.name.clone(), parameter.kind.to_string(), default, parameter.about.clone()]);
                }
                writeln!(out, "{}", table.draw(style))?;
            }
            let mut table = Table::new(["column", "meaning"]);
            for (column, about) in &query.columns {
                table.row([column, about]);
            }
            writeln!(out, "{}", table.draw(style))?;
            for example in &query.examples {
                writeln!(out, "khabar query {} {example}", query.name)?;
            }
        }
    }
    Ok(Outcome::Done)
}
