//! Parameters of queries: `name=value` as typed to RDF terms, put into the query's algebra where it says `VALUES ?name`.

use super::name::nearest;
use super::prefix::{KH, Prefixes};
use super::run::QueryError;
use jiff::civil::Date;
use oxigraph::model::{Literal, NamedNode, Variable, vocab::xsd};
use spargebra::Query;
use spargebra::algebra::GraphPattern;
use spargebra::term::GroundTerm;
use std::fmt;
use std::str::FromStr;

/// What a parameter's value must be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A name in any language, an ISO 3166 code or an IRI.
    Entity,
    /// An article by IRI, source or the beginning of its SHA-256.
    Article,
    Date,
    Integer,
    Boolean,
    Text,
    /// A type of events by its name or label.
    EventClass,
    /// A name of khabar's vocabulary (`planned`): one of these.
    Term(Vec<String>),
}

impl FromStr for Kind {
    type Err = ();

    fn from_str(words: &str) -> Result<Self, ()> {
        Ok(match words {
            "entity" => Kind::Entity,
            "article" => Kind::Article,
            "date" => Kind::Date,
            "integer" => Kind::Integer,
            "boolean" => Kind::Boolean,
            "text" => Kind::Text,
            "type" => Kind::EventClass,
            words => {
                let listed = words.strip_prefix("term(").and_then(|rest| rest.strip_suffix(')')).ok_or(())?;
                Kind::Term(listed.split(',').map(String::from).collect())
            }
        })
    }
}

/// Finds what names mean in the store that is asked.
pub trait Lookup {
    /// The entities that bear a name.
    ///
    /// # Errors
    /// When none does.
    fn entities(&self, name: &str) -> Result<Vec<NamedNode>, QueryError>;
    /// The article that is meant.
    ///
    /// # Errors
    /// When none or more than one is.
    fn article(&self, name: &str) -> Result<NamedNode, QueryError>;
    /// The event type of this name.
    ///
    /// # Errors
    /// When there is none.
    fn event_class(&self, name: &str) -> Result<NamedNode, QueryError>;
}

/// What is expected, with an example.
impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Kind::Entity => {
                f.write_str("a name in any language, a country's ISO code or an IRI: Egypt, EG, country:EG")
            }
            Kind::Article => f.write_str("an article's IRI, source or beginning of its SHA-256: news/17.txt, 1f3a9c"),
            Kind::Date => f.write_str("a date: 2025-11-05"),
            Kind::Integer => f.write_str("a whole number: 10"),
            Kind::Boolean => f.write_str("true or false"),
            Kind::Text => f.write_str("any text"),
            Kind::EventClass => f.write_str("a type of events: Meeting, kh:Visit"),
            Kind::Term(listed) => write!(f, "one of {}", listed.join(", ")),
        }
    }
}

impl Kind {
    /// The terms a typed value means: one, or for an entity all that bear the name.
    ///
    /// # Errors
    /// [`QueryError`] when the value is not of the kind or names nothing.
    pub fn terms(
        &self,
        name: &str,
        value: &str,
        prefixes: &Prefixes,
        lookup: &dyn Lookup,
    ) -> Result<Vec<GroundTerm>, QueryError> {
        let wrong = || QueryError::IllTyped { name: name.into(), value: value.into(), expected: self.to_string() };
        let iri = |iri: String| NamedNode::new(iri).map(GroundTerm::from).map_err(|_| wrong());
        let term: GroundTerm = match self {
            Kind::Entity => {
                if let Some(expanded) = prefixes.expand(value) {
                    return Ok(vec![iri(expanded)?]);
                }
                return Ok(lookup.entities(value)?.into_iter().map(GroundTerm::from).collect());
            }
            Kind::Article => lookup.article(value)?.into(),
            Kind::EventClass => lookup.event_class(value)?.into(),
            Kind::Date => {
                let date = value.parse::<Date>().map_err(|_| wrong())?;
                Literal::new_typed_literal(date.to_string(), xsd::DATE).into()
            }
            Kind::Integer => Literal::from(value.parse::<i64>().map_err(|_| wrong())?).into(),
            Kind::Boolean => match value {
                "true" | "yes" | "1" => Literal::from(true).into(),
                "false" | "no" | "0" => Literal::from(false).into(),
                _ => return Err(wrong()),
            },
            Kind::Text => Literal::from(value).into(),
            Kind::Term(listed) => {
                let local = value.strip_prefix("kh:").or_else(|| value.strip_prefix(KH)).unwrap_or(value);
                if !listed.iter().any(|known| known == local) {
                    let near = nearest(local, listed.iter().map(String::as_str), 1);
                    let hint = near.first().map(|near| format!(" (is \"{near}\" meant?)")).unwrap_or_default();
                    return Err(QueryError::IllTyped {
                        name: name.into(),
                        value: value.into(),
                        expected: format!("{self}{hint}"),
                    });
                }
                iri(format!("{KH}{local}"))?
            }
        };
        Ok(vec![term])
    }

    /// The kind of a value for a query without header: whatever it looks like.
    pub fn guess(value: &str) -> Kind {
        match value {
            "true" | "false" => Kind::Boolean,
            _ if value.parse::<i64>().is_ok() => Kind::Integer,
            _ if value.parse::<Date>().is_ok() => Kind::Date,
            _ => Kind::Entity,
        }
    }
}

/// Give a variable its values: in every `VALUES` block of this variable alone, or, in a query without one, joined to the
/// pattern. Returns whether the query knows the variable.
pub fn set(query: &mut Query, name: &str, terms: &[GroundTerm]) -> bool {
    let Ok(variable) = Variable::new(name) else { return false };
    let rows: Vec<Vec<Option<GroundTerm>>> = terms.iter().map(|term| vec![Some(term.clone())]).collect();
    let known = query.to_string().contains(&variable.to_string());
    let pattern = pattern_mut(query);
    if !replace(pattern, &variable, &rows) && known {
        let values = GraphPattern::Values { variables: vec![variable], bindings: rows };
        join(pattern, values);
    }
    known
}

/// The values that a query's `VALUES` block gives a variable; `None` where it says `UNDEF` or has no such block.
pub fn default(query: &Query, name: &str) -> Option<GroundTerm> {
    fn within(pattern: &GraphPattern, name: &str) -> Option<GroundTerm> {
        if let GraphPattern::Values { variables, bindings } = pattern {
            return (variables.len() == 1 && variables[0].as_str() == name)
                .then(|| bindings.first().and_then(|row| row.first().cloned().flatten()))
                .flatten();
        }
        parts(pattern).into_iter().find_map(|part| within(part, name))
    }
    within(pattern(query), name)
}

/// Whether the query has a `VALUES` block for this variable alone.
pub fn has_values(query: &Query, name: &str) -> bool {
    fn within(pattern: &GraphPattern, name: &str) -> bool {
        match pattern {
            GraphPattern::Values { variables, .. } => variables.len() == 1 && variables[0].as_str() == name,
            pattern => parts(pattern).into_iter().any(|part| within(part, name)),
        }
    }
    within(pattern(query), name)
}

pub fn pattern(query: &Query) -> &GraphPattern {
    match query {
        Query::Select { pattern, .. }
        | Query::Construct { pattern, .. }
        | Query::Describe { pattern, .. }
        | Query::Ask { pattern, .. } => pattern,
    }
}

pub fn pattern_mut(query: &mut Query) -> &mut GraphPattern {
    match query {
        Query::Select { pattern, .. }
        | Query::Construct { pattern, .. }
        | Query::Describe { pattern, .. }
        | Query::Ask { pattern, .. } => pattern,
    }
}

fn replace(pattern: &mut GraphPattern, variable: &Variable, rows: &[Vec<Option<GroundTerm>>]) -> bool {
    if let GraphPattern::Values { variables, bindings } = pattern {
        let here = variables.len() == 1 && &variables[0] == variable;
        if here {
            *bindings = rows.to_vec();
        }
        return here;
    }
    parts_mut(pattern).into_iter().fold(false, |found, part| replace(part, variable, rows) | found)
}

/// Join below the modifiers of the solution, so that filters and projections see the values.
fn join(pattern: &mut GraphPattern, values: GraphPattern) {
    match pattern {
        GraphPattern::Project { inner, .. }
        | GraphPattern::Distinct { inner }
        | GraphPattern::Reduced { inner }
        | GraphPattern::Slice { inner, .. }
        | GraphPattern::OrderBy { inner, .. }
        | GraphPattern::Group { inner, .. }
        | GraphPattern::Extend { inner, .. }
        | GraphPattern::Filter { inner, .. }
        | GraphPattern::LeftJoin { left: inner, .. } => join(inner, values),
        pattern => {
            let old = std::mem::replace(pattern, GraphPattern::Bgp { patterns: Vec::new() });
            *pattern = GraphPattern::Join { left: Box::new(values), right: Box::new(old) };
        }
    }
}

macro_rules! parts_of {
    ($pattern:expr) => {
        match $pattern {
            GraphPattern::Bgp { .. } | GraphPattern::Path { .. } | GraphPattern::Values { .. } => vec![],
            GraphPattern::Join { left, right }
            | GraphPattern::LeftJoin { left, right, .. }
            | GraphPattern::Lateral { left, right }
            | GraphPattern::Union { left, right }
            | GraphPattern::Minus { left, right } => vec![left, right],
            GraphPattern::Filter { inner, .. }
            | GraphPattern::Graph { inner, .. }
            | GraphPattern::Extend { inner, .. }
            | GraphPattern::OrderBy { inner, .. }
            | GraphPattern::Project { inner, .. }
            | GraphPattern::Distinct { inner }
            | GraphPattern::Reduced { inner }
            | GraphPattern::Slice { inner, .. }
            | GraphPattern::Group { inner, .. }
            | GraphPattern::Service { inner, .. } => vec![inner],
        }
    };
}

fn parts(pattern: &GraphPattern) -> Vec<&GraphPattern> {
    parts_of!(pattern)
}

fn parts_mut(pattern: &mut GraphPattern) -> Vec<&mut GraphPattern> {
    parts_of!(pattern)
}

#[cfg(test)]
mod tests {
    use super::*;
    use spargebra::SparqlParser;

    fn query(text: &str) -> Query {
        SparqlParser::new().parse_query(text).unwrap()
    }

    #[test]
    fn values_are_replaced_where_the_query_names_them() {
        let mut q = query("SELECT ?s { { SELECT ?s { VALUES ?n { UNDEF } ?s ?p ?o FILTER(!BOUND(?n) || ?o = ?n) } } }");
        assert_eq!(default(&q, "n"), None);
        assert!(set(&mut q, "n", &[Literal::from(5).into()]));
        assert_eq!(default(&q, "n"), Some(Literal::from(5).into()));
        assert!(!set(&mut q, "m", &[Literal::from(5).into()]));
    }

    #[test]
    fn a_query_without_values_is_joined() {
        let mut q = query("SELECT ?s { ?s ?p ?o FILTER(?o > 3) } LIMIT 4");
        assert!(set(&mut q, "o", &[Literal::from("\" } DROP ALL #").into()]));
        assert!(query(&q.to_string()).to_string().contains("DROP ALL"));
    }

    #[test]
    fn kinds_say_what_they_expect() {
        struct None;
        impl Lookup for None {
            fn entities(&self, name: &str) -> Result<Vec<NamedNode>, QueryError> {
                panic!("no name is looked up: {name}")
            }
            fn event_class(&self, name: &str) -> Result<NamedNode, QueryError> {
                Err(QueryError::UnknownClass { name: name.into(), nearest: Vec::new(), known: String::new() })
            }
            fn article(&self, name: &str) -> Result<NamedNode, QueryError> {
                panic!("no article is looked up: {name}")
            }
        }
        let prefixes = Prefixes::default();
        let stance: Kind = "term(say,support)".parse().unwrap();
        let error = stance.terms("stance", "suport", &prefixes, &None).unwrap_err().to_string();
        assert!(error.contains("\"support\""), "{error}");
        assert!(Kind::Date.terms("from", "2025-13-01", &prefixes, &None).is_err());
        assert_eq!(Kind::Entity.terms("c", "country:EG", &prefixes, &None).unwrap().len(), 1);
    }
}
