//! `quantity.toml` of a pack as written.

use serde::Deserialize;

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quantities {
    #[serde(default)]
    pub cardinal: Vec<Cardinals>,
    #[serde(default)]
    pub ordinal: Vec<Ordinal>,
    #[serde(default)]
    pub half: Vec<String>,
    #[serde(default)]
    pub precision: Precisions,
    #[serde(default)]
    pub percent: Signed,
    #[serde(default)]
    pub label: Label,
    #[serde(default)]
    pub currency: Vec<Currency>,
    #[serde(default)]
    pub measure: Measure,
    #[serde(default)]
    pub dual: Dual,
    #[serde(default)]
    pub range: Range,
    #[serde(default)]
    pub one: One,
    #[serde(default)]
    pub rule: Vec<Rule>,
}

/// Words before the two ends of a range.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Range {
    pub from: Vec<String>,
    pub to: Vec<String>,
}

/// Words for a person: without article or number they are one killed or wounded.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct One {
    pub person: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cardinals {
    pub class: CardinalClass,
    pub words: Vec<Named>,
}

/// How a number word combines with its neighbours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CardinalClass {
    /// 1 to 9.
    Unit,
    /// 1 and 2 where they need what follows.
    Bound,
    /// 10, and the second half of 11 to 19.
    Ten,
    /// 20 to 90.
    Tens,
    Hundred,
    /// A thousand and its powers: multiplies what stands before it.
    Scale,
    /// The plural of a scale, which is no number alone.
    Scales,
    /// One of a scale in the accusative, or two of it right before what they count.
    Either,
    /// Two of a scale.
    Dual,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Named {
    pub value: u64,
    pub names: Vec<String>,
}

/// An ordinal without article, in both genders.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ordinal {
    pub value: u8,
    pub names: Vec<String>,
    pub feminine: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Precisions {
    pub approximate: Vec<String>,
    pub at_least: Vec<String>,
    pub at_most: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signed {
    pub words: Vec<String>,
    pub signs: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Label {
    pub before: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Currency {
    /// ISO 4217; none where the word alone does not tell which.
    #[serde(default)]
    pub code: String,
    /// Those it may be then: the country that is spoken of tells which.
    #[serde(default)]
    pub shared: Vec<String>,
    pub names: Vec<String>,
    #[serde(default)]
    pub signs: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measure {
    pub units: Vec<String>,
    pub time: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dual {
    /// Last letters of a dual that is not before its genitive.
    pub endings: Vec<char>,
    /// Endings of two people of a nation, which are no plural's.
    #[serde(default)]
    pub nationals: Vec<String>,
    /// Words that look like a dual, and pairs that count nothing.
    pub not: Vec<String>,
}

/// What a number tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum QuantityKind {
    /// Of things or persons.
    Count,
    Money,
    Percent,
    Ordinal,
    /// A length, a weight …
    Measure,
    /// A length of time.
    Duration,
    /// The number is the name of something: a resolution, a flight.
    Label,
}

/// A rule's name, with the texts it is held to.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    pub name: String,
    pub kind: QuantityKind,
    pub examples: Vec<Example>,
    pub counterexamples: Vec<Counterexample>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    pub text: String,
    pub value: String,
    pub currency: Option<String>,
    pub precision: Option<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Counterexample {
    pub text: String,
    /// What it is instead, if anything.
    pub kind: Option<QuantityKind>,
}
