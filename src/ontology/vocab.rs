//! IRI constants: every term that code uses, each tested to be declared in `ontology/khabar.ttl`; and what an IRI ends in.

/// The last part of an IRI, as prefixed names end (`Meeting`, `EG`).
pub fn local_name(iri: &str) -> &str {
    iri.rsplit(['#', '/']).next().unwrap_or(iri)
}

macro_rules! vocabulary {
    ($(#[$doc:meta])* $module:ident, $namespace:literal, { $($name:ident = $local:literal),* $(,)? }) => {
        $(#[$doc])*
        pub mod $module {
            use oxrdf::NamedNodeRef;

            pub const NAMESPACE: &str = $namespace;
            $(pub const $name: NamedNodeRef<'static> = NamedNodeRef::new_unchecked(concat!($namespace, $local));)*
            /// Every term above.
            pub const ALL: &[NamedNodeRef<'static>] = &[$($name),*];
        }
    };
}

/// khabar's own terms.
pub mod kh {
    pub use super::kh_terms::*;

    /// The base classes of entities.
    pub const ENTITY_CLASSES: [oxrdf::NamedNodeRef<'static>; 8] =
        [PERSON, COUNTRY_CLASS, CITY, REGION, FACILITY, ORGANIZATION, GROUP, WORK];
}

vocabulary! {
    /// The terms of [`kh`]; classes whose names differ from a property's in case only end in `_CLASS`.
    kh_terms, "https://w3id.org/khabar/ontology#", {
        // Articles
        ARTICLE = "Article", SOURCE = "source", SHA256 = "sha256", GENERATOR = "generator",
        DATE_SOURCE = "dateSource", DATE_SOURCE_CLASS = "DateSource",
        GIVEN = "given", PRINTED = "printed", INFERRED = "inferred",
        // Mentions
        MENTION = "Mention", MENTION_KIND = "mentionKind", MENTION_KIND_CLASS = "MentionKind", DENOTES = "denotes",
        NAME = "name", NISBA = "nisba", NOMINAL = "nominal", PRONOUN = "pronoun", TRIGGER = "trigger", PHRASE = "phrase",
        // Entities
        ENTITY = "Entity", PERSON = "Person", COUNTRY_CLASS = "Country", CITY = "City", REGION = "Region",
        FACILITY = "Facility", ORGANIZATION = "Organization", GROUP = "Group", WORK = "Work", ISO_CODE = "isoCode",
        COUNTRY = "country", CAPITAL = "capital", WITHIN = "within", HEAD_ORGANIZATION = "headOrganization",
        NEWS_ORGANIZATION = "newsOrganization", DEMONYM = "demonym", AMBIGUOUS_LABEL = "ambiguousLabel",
        DIFFERENT_FROM = "differentFrom",
        // Events
        EVENT = "Event", TOPIC = "Topic", ROLE = "role", ACTOR = "actor", RECIPIENT = "recipient", PLACE = "place",
        THEME = "theme", STATUS = "status", STATUS_CLASS = "Status", EDTF = "edtf", TIME_MENTION = "timeMention",
        GRANULARITY = "granularity", REPORTED_IN = "reportedIn",
        // Quantities
        MEASURE = "measure", QUANTITY = "quantity", QUANTITY_CLASS = "Quantity", MEASURED_PROPERTY = "measuredProperty",
        VALUE = "value", CURRENCY = "currency", PRECISION = "precision", PRECISION_CLASS = "Precision",
        // Statements
        STATEMENT = "Statement", SPEAKER = "speaker", STANCE = "stance", STANCE_CLASS = "Stance", CUE = "cue",
        CONTENT = "content", ADDRESSEE = "addressee", ABOUT = "about",
        // Positions
        POSITION = "Position", KNOWN_POSITION = "KnownPosition", TITLE = "title", FORMER = "former", ACTING = "acting",
        BEGIN_YEAR = "beginYear", END_YEAR = "endYear",
        // Evidence
        EVIDENCE = "Evidence", RULE = "rule", EVIDENCE_MENTION = "evidenceMention",
        // Stores
        LAYOUT = "layout", LINKED = "linked", DESCRIBED_BY = "describedBy", GAZETTEER = "Gazetteer",
    }
}

vocabulary! {
    /// Simple Event Model.
    sem, "http://semanticweb.cs.vu.nl/2009/11/sem/", {
        EVENT = "Event", ACTOR = "Actor", PLACE = "Place", HAS_ACTOR = "hasActor", HAS_PLACE = "hasPlace",
        SUB_EVENT_OF = "subEventOf", HAS_EARLIEST_BEGIN_TIME_STAMP = "hasEarliestBeginTimeStamp",
        HAS_LATEST_END_TIME_STAMP = "hasLatestEndTimeStamp",
    }
}

vocabulary! {
    /// NLP Interchange Format: spans.
    nif, "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#", {
        CONTEXT = "Context", OFFSET_BASED_STRING = "OffsetBasedString", IS_STRING = "isString",
        REFERENCE_CONTEXT = "referenceContext", BEGIN_INDEX = "beginIndex", END_INDEX = "endIndex",
        ANCHOR_OF = "anchorOf",
    }
}

vocabulary! {
    /// Provenance.
    prov, "http://www.w3.org/ns/prov#", {
        ENTITY = "Entity", AGENT = "Agent", WAS_ATTRIBUTED_TO = "wasAttributedTo", WAS_DERIVED_FROM = "wasDerivedFrom",
    }
}

vocabulary! {
    /// Organizations: memberships.
    org, "http://www.w3.org/ns/org#", {
        MEMBERSHIP = "Membership", MEMBER = "member", ORGANIZATION = "organization",
    }
}

vocabulary! {
    /// schema.org: news articles.
    schema, "https://schema.org/", {
        NEWS_ARTICLE = "NewsArticle", HEADLINE = "headline", IN_LANGUAGE = "inLanguage",
        DATE_PUBLISHED = "datePublished",
    }
}

vocabulary! {
    /// Simple Knowledge Organization System: labels.
    skos, "http://www.w3.org/2004/02/skos/core#", {
        PREF_LABEL = "prefLabel", ALT_LABEL = "altLabel", DEFINITION = "definition",
    }
}

vocabulary! {
    /// Web Ontology Language.
    owl, "http://www.w3.org/2002/07/owl#", {
        CLASS = "Class", OBJECT_PROPERTY = "ObjectProperty", DATATYPE_PROPERTY = "DatatypeProperty",
        ANNOTATION_PROPERTY = "AnnotationProperty",
        NAMED_INDIVIDUAL = "NamedIndividual", UNION_OF = "unionOf", SAME_AS = "sameAs",
    }
}

/// RDF's own terms.
pub use oxrdf::vocab::{rdf, rdfs, xsd};

/// Every constant that `ontology/khabar.ttl` must declare; RDF, RDFS, OWL and XSD are built in.
pub fn declared() -> impl Iterator<Item = oxrdf::NamedNodeRef<'static>> {
    [kh::ALL, sem::ALL, nif::ALL, prov::ALL, org::ALL, schema::ALL, skos::ALL].into_iter().flatten().copied()
}

#[cfg(test)]
mod tests {
    use crate::ontology::Ontology;
    use crate::resources::Resources;

    #[test]
    fn every_constant_is_declared() {
        let resources = Resources::embedded();
        let ontology = Ontology::load(&[("khabar.ttl", resources.file("ontology/khabar.ttl").expect("the ontology"))]);
        let ontology = ontology.expect("a valid ontology");
        for constant in super::declared() {
            assert!(ontology.term(constant.as_str()).is_some(), "{constant} is not declared");
        }
        let classes: Vec<_> = super::kh::ENTITY_CLASSES.iter().map(|class| class.as_str()).collect();
        let declared = ontology.base_entity_classes().iter().map(|name| format!("{}{name}", super::kh::NAMESPACE));
        assert_eq!(
            {
                let mut sorted = classes;
                sorted.sort();
                sorted
            },
            declared.collect::<Vec<_>>()
        );
    }
}
