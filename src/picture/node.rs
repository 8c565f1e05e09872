//! What a picture's graph is made of: nodes with lines of text, edges with a few words.

use oxigraph::model::NamedNode;

/// Decides shape and colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    Event,
    Statement,
    Person,
    Place,
    /// An organization or a group.
    Body,
    Work,
    /// Several events or participants folded into one.
    Folded,
}

/// Whether it happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Status {
    Occurred,
    Ongoing,
    Planned,
    Hypothetical,
    Negated,
}

impl Status {
    /// From the local name of the ontology's individual; what is not known counts as a fact.
    pub fn named(name: &str) -> Self {
        match name {
            "ongoing" => Status::Ongoing,
            "planned" => Status::Planned,
            "hypothetical" => Status::Hypothetical,
            "negated" => Status::Negated,
            _ => Status::Occurred,
        }
    }
}

/// How a line of a label is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// What the thing is called.
    Title,
    Plain,
    /// Dates, numbers, where a place lies.
    Small,
    /// The status, where it is not a plain fact.
    Status,
}

/// One line of a node's label, short enough to stand alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub style: Style,
    pub words: String,
}

#[derive(Clone, Debug)]
pub struct Node {
    /// Unique in the picture and the same in every picture of the thing.
    pub id: String,
    /// None for what stands for several.
    pub iri: Option<NamedNode>,
    /// Everything it stands for.
    pub stands_for: Vec<NamedNode>,
    pub kind: Kind,
    pub lines: Vec<Line>,
    pub status: Status,
    /// Told by somebody in the article, not by the article itself.
    pub reported: bool,
    /// Part of the focus.
    pub focus: bool,
    /// Place in [`super::Picture::articles`], for events and statements.
    pub article: Option<usize>,
    /// More about it, on hover.
    pub tooltip: String,
    pub url: Option<String>,
    /// Emission order: article, offset in it, IRI.
    pub order: (usize, u32, String),
    /// First day, for events that have one.
    pub day: Option<String>,
    /// Last day.
    pub until: Option<String>,
    /// Local name of the class (`Meeting`).
    pub class: String,
    /// How much larger than usual it is written: 1 and more.
    pub size: f64,
}

impl Node {
    /// Whether it is an event or a statement: what others take part in.
    pub fn is_hub(&self) -> bool {
        matches!(self.kind, Kind::Event | Kind::Statement)
    }

    /// What it is called.
    pub fn title(&self) -> String {
        let titles = self.lines.iter().filter(|line| line.style == Style::Title);
        titles.map(|line| line.words.as_str()).collect::<Vec<_>>().join(" ")
    }

    /// The lines of the label in one.
    pub fn words(&self) -> String {
        self.lines.iter().map(|line| line.words.as_str()).collect::<Vec<_>>().join(" ")
    }
}

/// What ties two nodes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tie {
    /// Somebody or something in an event.
    Role,
    /// A speaker and the statement.
    Speaks,
    /// A statement and an event that only it tells.
    Reports,
    /// An event and the one it is part of.
    Part,
    /// A person and the country or body of the office.
    Office,
    /// A statement and whom it is said to.
    Addressee,
    /// A statement and whom or what it is about.
    About,
}

#[derive(Clone, Debug)]
pub struct Edge {
    pub tie: Tie,
    /// Distinct, in order.
    pub labels: Vec<String>,
}
