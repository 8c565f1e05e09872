//! `time.toml` of a pack as written.

use serde::Deserialize;

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Times {
    pub month: Vec<Month>,
    pub weekday: Vec<Weekday>,
    pub unit: Vec<UnitWords>,
    pub shift: Vec<Shift>,
    pub deictic: Vec<Deictic>,
    pub part: Vec<PartWords>,
    pub fraction: Vec<Fraction>,
    pub day_part: Vec<String>,
    pub season: Vec<Season>,
    pub feast: Vec<Feast>,
    pub decade: Vec<Decade>,
    pub era: Era,
    pub link: Link,
    pub guard: Guard,
    pub dateline: Dateline,
    pub rule: Vec<Rule>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Calendar {
    Gregorian,
    /// Umm al-Qura.
    Hijri,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Year,
    Decade,
    Century,
}

/// A third of a period, or what of it lies before or after the day of writing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Part {
    Begin,
    Middle,
    End,
    Earlier,
    Later,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Month {
    pub calendar: Calendar,
    pub number: u8,
    #[serde(default)]
    pub names: Vec<String>,
    /// Names that are other words too.
    #[serde(default)]
    pub doubtful: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Weekday {
    /// 1 is Monday.
    pub number: i8,
    pub names: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnitWords {
    pub unit: Unit,
    pub singular: Vec<String>,
    pub dual: Vec<String>,
    pub plural: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shift {
    pub by: i8,
    pub words: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deictic {
    /// Days from the article's date.
    pub days: i32,
    /// The moment rather than the day.
    #[serde(default)]
    pub now: bool,
    pub words: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartWords {
    pub part: Part,
    pub words: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fraction {
    pub parts: u8,
    pub words: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Season {
    /// Number in EDTF: 21 spring … 24 winter.
    pub number: u8,
    pub from_month: i8,
    pub words: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Feast {
    pub calendar: Calendar,
    pub month: u8,
    pub day: u8,
    /// Length in days.
    pub days: u8,
    pub words: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decade {
    /// First year in its century.
    pub from: i16,
    pub words: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Era {
    pub hijri: Vec<String>,
    pub gregorian: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Link {
    pub of: Vec<String>,
    pub from: Vec<String>,
    pub between: Vec<String>,
    pub to: Vec<String>,
    pub and: Vec<String>,
    /// Between the same day in two calendars, or a weekday and its date.
    pub matching: Vec<String>,
    pub this: Vec<String>,
    pub since: Vec<String>,
    /// From then on, past or ahead.
    pub onward: Vec<String>,
    pub until: Vec<String>,
    pub before: Vec<String>,
    pub after: Vec<String>,
    pub within: Vec<String>,
    pub lasting: Vec<String>,
    /// What gives a doubtful name support.
    pub support: Vec<String>,
    pub period: Vec<String>,
    pub few: Vec<String>,
    /// Behind an amount: what it is counted from.
    pub off: Vec<String>,
    /// Behind an amount, without weight: only.
    pub only: Vec<String>,
    /// Behind a period: the one that was named before.
    pub same: Vec<String>,
    pub about: Vec<String>,
    pub last: Vec<String>,
    /// Names of the first day of a month.
    pub first_day: Vec<String>,
    /// Between the word for year and its number: financial, academic.
    pub year_kind: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Guard {
    /// Words whose names hold months, days and weekdays.
    pub not_after: Vec<String>,
    /// Words behind which a unit word is something else.
    pub unit_not_after: Vec<String>,
    /// Words behind the word for today which make it a named or a numbered day.
    pub not_today: Vec<String>,
    /// Words before it which make it a name.
    pub not_today_after: Vec<String>,
    /// Words behind which a bare number is a year.
    pub year_after: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Dateline {
    /// Words before a date that is the article's own.
    pub before: Vec<String>,
}

/// A production of the grammar under the pack's name for it, with the texts it is held to.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    pub name: String,
    pub production: Production,
    #[serde(rename = "example")]
    pub examples: Vec<Example>,
    /// Texts in which the rule finds nothing.
    pub counterexamples: Vec<String>,
}

/// What the engine can combine; a pack names each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Production {
    /// Day and month, with or without year and weekday.
    DayMonthYear,
    /// Digits and marks only.
    NumericDate,
    /// One day in two calendars.
    TwoCalendars,
    /// A day number in a month that another word tells.
    DayOfMonth,
    MonthYear,
    Year,
    Decade,
    /// Last week, the coming two months.
    RelativePeriod,
    /// Two days ago, in three months.
    Offset,
    /// Today, yesterday.
    Deictic,
    Weekday,
    /// Beginning, middle or end of a period; halves and quarters.
    PartOfPeriod,
    /// The third Tuesday of, the last day of.
    Nth,
    Range,
    Season,
    Feast,
    Since,
    Until,
    Duration,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    pub text: String,
    /// The expression's words, if not the whole text.
    pub words: Option<String>,
    /// The article's date.
    pub date: Option<String>,
    /// Tense of the verb: past or future.
    pub tense: Option<String>,
    pub earliest: Option<String>,
    /// Left out if the same as `earliest`.
    pub latest: Option<String>,
    pub granularity: Option<String>,
    pub edtf: Option<String>,
}
