//! Preparing and running queries and updates over the union of a store's graphs.

use super::matching::{MATCHES, Matching};
use super::parameter;
use super::prefix::Prefixes;
use oxigraph::sparql::{
    CancellationToken, QueryEvaluationError, QueryExplanation, QueryResults, SparqlEvaluator, SparqlSyntaxError,
    UpdateEvaluationError,
};
use oxigraph::store::{StorageError, Store};
use spargebra::algebra::GraphPattern;
use spargebra::term::GroundTerm;
use spargebra::{Query, SparqlParser};
use std::sync::{Arc, mpsc};
use std::time::Duration;
use thiserror::Error;
use unicode_width::UnicodeWidthStr;

/// Why a question has no answer.
#[derive(Debug, Error)]
pub enum QueryError {
    #[error("unknown query \"{name}\"{}\nhelp: 'khabar query --list' shows all", meant(nearest))]
    UnknownQuery { name: String, nearest: Vec<String> },
    #[error("the query \"{query}\" has no parameter \"{name}\"{}\nhelp: {known}", meant(nearest))]
    UnknownParameter { query: String, name: String, nearest: Vec<String>, known: String },
    #[error("the query has no variable \"?{0}\"\nhelp: --param gives a value to a variable of the query")]
    UnknownVariable(String),
    #[error(
        "the query \"{query}\" needs the parameter \"{name}\": {about}\nhelp: give --param {name}=VALUE, which is {expected}"
    )]
    MissingParameter { query: String, name: String, about: String, expected: String },
    #[error(
        "unknown type of events \"{name}\"{}\nhelp: known are {known}, and the narrower ones of ontology/",
        meant(nearest)
    )]
    UnknownClass { name: String, nearest: Vec<String>, known: String },
    #[error("\"{value}\" does not fit the parameter \"{name}\"\nhelp: expected {expected}")]
    IllTyped { name: String, value: String, expected: String },
    #[error(
        "nothing in this store is called \"{name}\"{}\nhelp: give a name that an article mentions, an ISO code or an IRI",
        meant(nearest)
    )]
    UnknownEntity { name: String, nearest: Vec<String> },
    #[error(
        "this is not SPARQL: {message}{place}\nhelp: prefixes known without declaration are kh sem nif org schema skos prov owl rdf rdfs xsd"
    )]
    Syntax {
        message: String,
        /// The line with a mark under the place, after a line break; empty where the place is not known.
        place: String,
        /// Counted from 1, where the place is known.
        line: Option<usize>,
    },
    #[error(
        "\"{0}\" is no triple pattern\nhelp: give subject, property and object, each an IRI, a prefixed name, a literal or '?': \
         ? kh:visitor person:x"
    )]
    Pattern(String),
    /// What was looked up elsewhere was not found.
    #[error("{0}")]
    NotFound(String),
    #[error("the query did not finish within {0} second{s}\nhelp: give it more with --timeout, or ask for less", s = if *.0 == 1 { "" } else { "s" })]
    TimedOut(u64),
    #[error(
        "the query failed: {0}\nhelp: functions are those of SPARQL 1.1 and kh:matches; other services are not asked"
    )]
    Evaluation(QueryEvaluationError),
    #[error("the update failed: {0}\nhelp: the store is as it was")]
    Update(#[from] UpdateEvaluationError),
    #[error("the store cannot be read: {0}")]
    Store(#[from] StorageError),
}

/// Things expected by the parser that are listed.
const MOST_EXPECTED: usize = 12;

impl QueryError {
    fn syntax(text: &str, error: &SparqlSyntaxError) -> Self {
        let message = error.to_string();
        let at = message.strip_prefix("error at ").and_then(|rest| rest.split_once(": "));
        let place = at.and_then(|(place, _)| place.split_once(':'));
        let place = place.and_then(|(line, column)| Some((line.parse().ok()?, column.parse().ok()?)));
        let (line, marked) = (place.map(|(line, _)| line), place.and_then(|(line, column)| mark(text, line, column)));
        QueryError::Syntax { message: short(&message), place: marked.unwrap_or_default(), line }
    }
}

/// The parser's message: of all that it would have taken, a sentence if there is one, else the first few.
fn short(message: &str) -> String {
    let Some((head, list)) = message.split_once("expected one of ") else { return message.to_owned() };
    // Ranges of characters say nothing to a reader.
    let items: Vec<&str> = list.split(", ").filter(|item| !item.contains("\\u{")).collect();
    let is_sentence = |item: &&&str| item.split(' ').filter(|word| word.chars().all(char::is_alphabetic)).count() > 2;
    match items.iter().find(is_sentence) {
        Some(sentence) => format!("{head}{sentence}"),
        None if items.len() > MOST_EXPECTED => {
            format!("{head}expected one of {} …", items[..MOST_EXPECTED].join(", "))
        }
        None if items.is_empty() => message.to_owned(),
        None => format!("{head}expected one of {}", items.join(", ")),
    }
}

/// One line of the text with a mark under a column; both count from 1.
fn mark(text: &str, line: usize, column: usize) -> Option<String> {
    let line = text.lines().nth(line.checked_sub(1)?)?.replace('\t', " ");
    let before: String = line.chars().take(column.checked_sub(1)?).collect();
    Some(format!("\n  | {line}\n  | {}^", " ".repeat(before.width())))
}

fn meant(nearest: &[String]) -> String {
    match nearest {
        [] => String::new(),
        names => {
            let quoted: Vec<_> = names.iter().map(|name| format!("\"{name}\"")).collect();
            format!(", is {} meant?", quoted.join(" or "))
        }
    }
}

/// A query ready to run.
#[derive(Clone, Debug)]
pub struct Question {
    query: Query,
    matching: Option<Arc<Matching>>,
}

fn parser(prefixes: &Prefixes) -> SparqlParser {
    prefixes.iter().fold(SparqlParser::new(), |parser, (prefix, iri)| {
        // A base that is no IRI was refused when the store was built.
        parser.clone().with_prefix(prefix, iri).unwrap_or(parser)
    })
}

impl Question {
    /// Parse a query; known prefixes need no declaration, the query's own win.
    ///
    /// # Errors
    /// [`QueryError::Syntax`] with line and column.
    pub fn parse(text: &str, prefixes: &Prefixes) -> Result<Self, QueryError> {
        let parsed = parser(prefixes).parse_query(text);
        let query = parsed.map_err(|error| QueryError::syntax(text, &error))?;
        Ok(Question { query, matching: None })
    }

    /// Lets the query call `kh:matches`.
    pub fn with_matching(mut self, matching: Arc<Matching>) -> Self {
        self.matching = Some(matching);
        self
    }

    /// Give a variable its values. They go into the query's algebra, never into its text.
    ///
    /// # Errors
    /// [`QueryError::UnknownVariable`] when the query has no such variable.
    pub fn set(&mut self, name: &str, terms: &[GroundTerm]) -> Result<(), QueryError> {
        if parameter::set(&mut self.query, name, terms) {
            Ok(())
        } else {
            Err(QueryError::UnknownVariable(name.into()))
        }
    }

    /// The value a variable has if it is not set.
    pub fn default(&self, name: &str) -> Option<GroundTerm> {
        parameter::default(&self.query, name)
    }

    pub fn query(&self) -> &Query {
        &self.query
    }

    /// The columns of a SELECT query.
    pub fn variables(&self) -> Option<Vec<&str>> {
        fn of(pattern: &GraphPattern) -> Option<Vec<&str>> {
            match pattern {
                GraphPattern::Project { variables, .. } => Some(variables.iter().map(|v| v.as_str()).collect()),
                GraphPattern::Distinct { inner }
                | GraphPattern::Reduced { inner }
                | GraphPattern::Slice { inner, .. } => of(inner),
                _ => None,
            }
        }
        matches!(self.query, Query::Select { .. }).then(|| of(parameter::pattern(&self.query))).flatten()
    }

    /// Want at most so many solutions.
    pub fn limit(&mut self, most: usize) {
        if matches!(self.query, Query::Ask { .. }) {
            return;
        }
        let pattern = parameter::pattern_mut(&mut self.query);
        let inner = std::mem::replace(pattern, GraphPattern::Bgp { patterns: Vec::new() });
        *pattern = GraphPattern::Slice { inner: Box::new(inner), start: 0, length: Some(most) };
    }

    /// Run over the union of all graphs, unless the query says `FROM`. The answer is read while the query runs, so an
    /// answer can still fail or time out when it is read: see [`Deadline::explain`].
    ///
    /// # Errors
    /// [`QueryError::Evaluation`] when the query cannot start.
    pub fn ask(self, store: &Store, deadline: &Deadline) -> Result<QueryResults<'static>, QueryError> {
        self.prepared(store, deadline).on_store(store).execute().map_err(|error| deadline.explain(error))
    }

    /// Run with statistics, reading the whole answer; the plan says what each step cost.
    ///
    /// # Errors
    /// As [`Question::ask`].
    pub fn plan(self, store: &Store, deadline: &Deadline) -> Result<QueryExplanation, QueryError> {
        let (answer, plan) = self.prepared(store, deadline).on_store(store).compute_statistics().explain();
        match answer.map_err(|error| deadline.explain(error))? {
            QueryResults::Solutions(solutions) => {
                for solution in solutions {
                    solution.map_err(|error| deadline.explain(error))?;
                }
            }
            QueryResults::Graph(triples) => {
                for triple in triples {
                    triple.map_err(|error| deadline.explain(error))?;
                }
            }
            QueryResults::Boolean(_) => {}
        }
        Ok(plan)
    }

    fn prepared(self, store: &Store, deadline: &Deadline) -> oxigraph::sparql::PreparedSparqlQuery {
        let mut evaluator = SparqlEvaluator::new().with_cancellation_token(deadline.token.clone());
        if let Some(matching) = self.matching {
            let store = store.clone();
            evaluator = evaluator.with_custom_function(MATCHES.into_owned(), move |words| matching.call(&store, words));
        }
        let mut prepared = evaluator.for_query(self.query);
        if prepared.dataset().is_default_dataset() {
            prepared.dataset_mut().set_default_graph_as_union();
        }
        prepared
    }
}

/// The time by which a query is stopped.
pub struct Deadline {
    token: CancellationToken,
    seconds: u64,
    /// Dropping it sends the waiting thread home.
    _answered: Option<mpsc::Sender<()>>,
}

impl Deadline {
    /// `None` waits for ever.
    pub fn after(seconds: Option<u64>) -> Self {
        let token = CancellationToken::new();
        let answered = seconds.map(|seconds| {
            let (answered, waiting) = mpsc::channel::<()>();
            let token = token.clone();
            std::thread::spawn(move || {
                if waiting.recv_timeout(Duration::from_secs(seconds)) == Err(mpsc::RecvTimeoutError::Timeout) {
                    token.cancel();
                }
            });
            answered
        });
        Deadline { token, seconds: seconds.unwrap_or_default(), _answered: answered }
    }

    /// An evaluation's error in our words.
    pub fn explain(&self, error: QueryEvaluationError) -> QueryError {
        if self.token.is_cancelled() { QueryError::TimedOut(self.seconds) } else { QueryError::Evaluation(error) }
    }
}

/// Change the store, all or nothing.
///
/// # Errors
/// [`QueryError`] when the text is no SPARQL update, or evaluating it fails.
pub fn update(store: &Store, text: &str, prefixes: &Prefixes) -> Result<(), QueryError> {
    let update = parser(prefixes).parse_update(text).map_err(|error| QueryError::syntax(text, &error))?;
    let mut prepared = SparqlEvaluator::new().for_update(update);
    for dataset in prepared.using_datasets_mut() {
        if dataset.is_default_dataset() {
            dataset.set_default_graph_as_union();
        }
    }
    Ok(prepared.on_store(store).execute()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use oxigraph::io::RdfFormat;
    use oxigraph::model::Literal;

    const WORLD: &str =
        "@prefix kh: <https://w3id.org/khabar/ontology#> . <http://x/g> { <http://x/a> kh:count 1, 2, 3 }";

    fn store() -> Store {
        let store = Store::new().unwrap();
        store.load_from_slice(RdfFormat::TriG, WORLD).unwrap();
        store
    }

    fn rows(question: Question) -> usize {
        match question.ask(&store(), &Deadline::after(None)).unwrap() {
            QueryResults::Solutions(solutions) => solutions.map(Result::unwrap).count(),
            _ => panic!("a SELECT query has solutions"),
        }
    }

    #[test]
    fn values_limits_and_the_union_of_graphs() {
        let prefixes = Prefixes::default();
        let question = Question::parse(
            "SELECT ?n { VALUES ?least { UNDEF } ?x kh:count ?n FILTER(!BOUND(?least) || ?n >= ?least) }",
            &prefixes,
        )
        .unwrap();
        assert_eq!(rows(question.clone()), 3);
        let mut least = question.clone();
        least.set("least", &[Literal::from(2).into()]).unwrap();
        assert_eq!(rows(least), 2);
        let mut one = question;
        one.limit(1);
        assert_eq!(rows(one), 1);
    }

    #[test]
    fn of_a_long_list_what_is_wrong_is_said() {
        let long = "SELECT (IF(COUNT(?x) > 0, ?y, 1) AS ?n) { ?x ?p ?z } ORDER BY ?n";
        let error = Question::parse(long, &Prefixes::default()).unwrap_err().to_string();
        assert!(error.contains("unbound") && error.lines().count() < 5, "{error}");
        let unknown = Question::parse("SELECT ?x { ?x foo:bar 1 }", &Prefixes::default()).unwrap_err().to_string();
        assert!(unknown.contains("error at 1:23: Prefix not found\n"), "{unknown}");
        assert_eq!(short("error at 1:2: expected one of \",\", \";\""), "error at 1:2: expected one of \",\", \";\"");
    }

    #[test]
    fn a_slow_query_is_stopped() {
        let store = Store::new().unwrap();
        for n in 0..300 {
            let turtle = format!("<http://x/{n}> <http://x/p> {n} .");
            store.load_from_slice(RdfFormat::Turtle, &turtle).unwrap();
        }
        let slow = "SELECT (COUNT(*) AS ?n) { ?a ?p ?x . ?b ?p ?y . ?c ?p ?z . ?d ?p ?w }";
        let deadline = Deadline::after(Some(1));
        let question = Question::parse(slow, &Prefixes::default()).unwrap();
        let error = match question.ask(&store, &deadline) {
            Ok(QueryResults::Solutions(mut solutions)) => deadline.explain(solutions.next().unwrap().unwrap_err()),
            Err(error) => error,
            Ok(_) => panic!("a SELECT query has solutions"),
        };
        assert!(matches!(error, QueryError::TimedOut(1)));
    }
}
