//! The vocabulary that articles' graphs and the entity graph are written in, under one roof.

use oxrdf::NamedNode;

pub use crate::ontology::vocab::kh::{
    ABOUT, ACTING, ADDRESSEE, ARTICLE, BEGIN_YEAR, CAPITAL, CONTENT, COUNTRY, CUE, CURRENCY, DATE_SOURCE, DENOTES,
    DESCRIBED_BY, EDTF, END_YEAR, ENTITY_CLASSES, EVIDENCE, EVIDENCE_MENTION, FORMER, GAZETTEER, GENERATOR,
    GRANULARITY, ISO_CODE, KNOWN_POSITION, LAYOUT, LINKED, MEASURED_PROPERTY, MENTION, MENTION_KIND, NAME,
    NAMESPACE as KH, PERSON, POSITION, PRECISION, QUANTITY, QUANTITY_CLASS, REPORTED_IN, RULE, SHA256, SOURCE, SPEAKER,
    STANCE, STATEMENT, STATUS, TIME_MENTION, TITLE, TOPIC, VALUE, WITHIN,
};
pub use crate::ontology::vocab::nif::{
    ANCHOR_OF as NIF_ANCHOR, BEGIN_INDEX as NIF_BEGIN, CONTEXT as NIF_CONTEXT, END_INDEX as NIF_END,
    IS_STRING as NIF_IS_STRING, OFFSET_BASED_STRING as NIF_OFFSET_STRING, REFERENCE_CONTEXT as NIF_REFERENCE_CONTEXT,
};
pub use crate::ontology::vocab::org::{
    MEMBER as ORG_MEMBER, MEMBERSHIP as ORG_MEMBERSHIP, ORGANIZATION as ORG_ORGANIZATION,
};
pub use crate::ontology::vocab::owl::SAME_AS;
pub use crate::ontology::vocab::prov::WAS_DERIVED_FROM as DERIVED_FROM;
pub use crate::ontology::vocab::rdf::{
    OBJECT as RDF_OBJECT, PREDICATE as RDF_PREDICATE, SUBJECT as RDF_SUBJECT, TYPE as RDF_TYPE,
};
pub use crate::ontology::vocab::rdfs::LABEL;
pub use crate::ontology::vocab::schema::{DATE_PUBLISHED, HEADLINE, IN_LANGUAGE, NEWS_ARTICLE};
pub use crate::ontology::vocab::sem::{
    HAS_EARLIEST_BEGIN_TIME_STAMP as SEM_EARLIEST, HAS_LATEST_END_TIME_STAMP as SEM_LATEST,
    SUB_EVENT_OF as SEM_SUB_EVENT_OF,
};
pub use crate::ontology::vocab::skos::{ALT_LABEL, PREF_LABEL};
pub use crate::ontology::vocab::xsd::{DATE as XSD_DATE, DECIMAL as XSD_DECIMAL, INTEGER as XSD_INTEGER};

/// The property, class or individual of khabar's namespace with this local name.
pub fn kh(local: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{KH}{local}"))
}
