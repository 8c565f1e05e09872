//! IRIs of the vocabularies that an article's graph and the entity graph are written in.

use oxrdf::{NamedNode, NamedNodeRef};

/// khabar's own namespace.
pub const KH: &str = "https://w3id.org/khabar/ontology#";

/// The property, class or individual of khabar's namespace with this local name.
pub fn kh(local: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{KH}{local}"))
}

macro_rules! terms {
    ($($(#[$doc:meta])* $name:ident = $iri:expr;)*) => {
        $($(#[$doc])* pub const $name: NamedNodeRef<'static> = NamedNodeRef::new_unchecked($iri);)*
    };
}

macro_rules! khabar {
    ($($name:ident = $local:literal;)*) => {
        terms! { $($name = concat!("https://w3id.org/khabar/ontology#", $local);)* }
        /// Every local name used here; a test holds it against the ontology.
        pub const LOCAL_NAMES: &[&str] = &[$($local),*];
    };
}

khabar! {
    ARTICLE = "Article";
    MENTION = "Mention";
    TOPIC = "Topic";
    STATEMENT = "Statement";
    POSITION = "Position";
    KNOWN_POSITION = "KnownPosition";
    EVIDENCE = "Evidence";
    GAZETTEER = "Gazetteer";
    DATE_SOURCE = "dateSource";
    SOURCE = "source";
    SHA256 = "sha256";
    GENERATOR = "generator";
    LAYOUT = "layout";
    MENTION_KIND = "mentionKind";
    NAME = "name";
    DENOTES = "denotes";
    STATUS = "status";
    EDTF = "edtf";
    TIME_MENTION = "timeMention";
    REPORTED_IN = "reportedIn";
    CURRENCY = "currency";
    PRECISION = "precision";
    SPEAKER = "speaker";
    STANCE = "stance";
    CUE = "cue";
    CONTENT = "content";
    ADDRESSEE = "addressee";
    ABOUT = "about";
    TITLE = "title";
    FORMER = "former";
    ACTING = "acting";
    RULE = "rule";
    EVIDENCE_MENTION = "evidenceMention";
    ISO_CODE = "isoCode";
    COUNTRY = "country";
    CAPITAL = "capital";
    WITHIN = "within";
    BEGIN_YEAR = "beginYear";
    END_YEAR = "endYear";
}

terms! {
    RDF_SUBJECT = "http://www.w3.org/1999/02/22-rdf-syntax-ns#subject";
    RDF_PREDICATE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#predicate";
    RDF_OBJECT = "http://www.w3.org/1999/02/22-rdf-syntax-ns#object";
    RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
    LABEL = "http://www.w3.org/2000/01/rdf-schema#label";
    PREF_LABEL = "http://www.w3.org/2004/02/skos/core#prefLabel";
    ALT_LABEL = "http://www.w3.org/2004/02/skos/core#altLabel";
    SAME_AS = "http://www.w3.org/2002/07/owl#sameAs";
    DERIVED_FROM = "http://www.w3.org/ns/prov#wasDerivedFrom";
    NEWS_ARTICLE = "https://schema.org/NewsArticle";
    HEADLINE = "https://schema.org/headline";
    IN_LANGUAGE = "https://schema.org/inLanguage";
    DATE_PUBLISHED = "https://schema.org/datePublished";
    NIF_CONTEXT = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#Context";
    NIF_OFFSET_STRING = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#OffsetBasedString";
    NIF_IS_STRING = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#isString";
    NIF_REFERENCE_CONTEXT = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#referenceContext";
    NIF_BEGIN = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#beginIndex";
    NIF_END = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#endIndex";
    NIF_ANCHOR = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#anchorOf";
    SEM_EARLIEST = "http://semanticweb.cs.vu.nl/2009/11/sem/hasEarliestBeginTimeStamp";
    SEM_LATEST = "http://semanticweb.cs.vu.nl/2009/11/sem/hasLatestEndTimeStamp";
    SEM_SUB_EVENT_OF = "http://semanticweb.cs.vu.nl/2009/11/sem/subEventOf";
    ORG_MEMBERSHIP = "http://www.w3.org/ns/org#Membership";
    ORG_MEMBER = "http://www.w3.org/ns/org#member";
    ORG_ORGANIZATION = "http://www.w3.org/ns/org#organization";
    XSD_DATE = "http://www.w3.org/2001/XMLSchema#date";
    XSD_INTEGER = "http://www.w3.org/2001/XMLSchema#integer";
    XSD_DECIMAL = "http://www.w3.org/2001/XMLSchema#decimal";
}

/// The base classes of entities; an entity's IRI holds its class in lower case.
pub const ENTITY_CLASSES: [&str; 8] =
    ["Person", "Country", "City", "Region", "Facility", "Organization", "Group", "Work"];
