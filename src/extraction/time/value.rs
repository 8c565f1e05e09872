//! What a temporal expression says, before it is laid on a calendar.

use crate::lang::raw_time::{Calendar, Part, Unit};

/// The year of a date or month as the words give it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Year {
    /// Not said.
    Absent,
    Absolute(i16),
    /// That of the time told before.
    Same,
    /// Counted from the article's year.
    Shift(i8),
}

/// How many units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Amount {
    Exact(u32),
    /// A plural without a number.
    Few,
}

/// What is counted off in a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Counted {
    Unit(Unit),
    Weekday(i8),
    /// `Tuesday the third of`: the third day if that is a Tuesday, else the third Tuesday.
    WeekdayOrDay(i8),
}

/// `hint` everywhere: what an adjective says of the period, -1 last, 0 this, 1 next.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum TimeValue {
    Date {
        calendar: Calendar,
        year: Year,
        month: u8,
        day: u8,
        weekday: Option<i8>,
        hint: Option<i8>,
    },
    /// A day number in a month counted from the article's; `shift` none: the month that fits the weekday.
    DayOfMonth {
        day: u8,
        shift: Option<i8>,
        weekday: Option<i8>,
    },
    Month {
        calendar: Calendar,
        year: Year,
        month: u8,
        hint: Option<i8>,
    },
    Year {
        calendar: Calendar,
        year: Year,
    },
    /// A decade or a century.
    Years {
        first: i16,
        length: i16,
    },
    /// Last week, the coming three months.
    Relative {
        unit: Unit,
        shift: i8,
        count: Amount,
    },
    /// So long ago, or ahead. `other`: counted from something else than the article.
    Offset {
        unit: Unit,
        count: Amount,
        ahead: bool,
        other: bool,
    },
    /// Within so long. `other`: of something else than the article.
    Within {
        unit: Unit,
        count: Amount,
        other: bool,
    },
    /// Days from the article's, and the weekday if named beside it.
    Days {
        days: i32,
        weekday: Option<i8>,
    },
    /// `week`: the hint is of the week that the day is in.
    Weekday {
        day: i8,
        hint: Option<i8>,
        week: bool,
    },
    Part {
        part: Part,
        of: Box<TimeValue>,
    },
    Fraction {
        index: u8,
        parts: u8,
        of: Box<TimeValue>,
    },
    /// `n` none: the last. `after`: counted from the end of the period on.
    Nth {
        n: Option<u8>,
        what: Counted,
        of: Box<TimeValue>,
        after: bool,
    },
    Range(Box<TimeValue>, Box<TimeValue>),
    Season {
        number: u8,
        from_month: i8,
        year: Year,
        hint: Option<i8>,
    },
    Feast {
        calendar: Calendar,
        month: u8,
        day: u8,
        days: u8,
        year: Year,
        hint: Option<i8>,
    },
    Duration {
        unit: Unit,
        count: Amount,
    },
}

impl TimeValue {
    /// Whether the article's date is needed to know when this is.
    pub fn is_relative(&self) -> bool {
        let relative = |year: &Year| !matches!(year, Year::Absolute(_));
        match self {
            TimeValue::Date { year, .. }
            | TimeValue::Month { year, .. }
            | TimeValue::Year { year, .. }
            | TimeValue::Season { year, .. }
            | TimeValue::Feast { year, .. } => relative(year),
            TimeValue::Years { .. } => false,
            TimeValue::Part { of, .. } | TimeValue::Fraction { of, .. } | TimeValue::Nth { of, .. } => of.is_relative(),
            TimeValue::Range(a, b) => a.is_relative() || b.is_relative(),
            _ => true,
        }
    }

    /// Reckoned from something else than the article, which only a reader of the whole text knows.
    pub fn is_elsewhere(&self) -> bool {
        matches!(self, TimeValue::Offset { other: true, .. } | TimeValue::Within { other: true, .. })
    }

    /// The year, where the words may refer to another time's: their own, or that of the period they are part of.
    pub fn year_mut(&mut self) -> Option<&mut Year> {
        match self {
            TimeValue::Date { year, .. }
            | TimeValue::Month { year, .. }
            | TimeValue::Year { year, .. }
            | TimeValue::Season { year, .. }
            | TimeValue::Feast { year, .. } => Some(year),
            TimeValue::Part { of, .. } | TimeValue::Fraction { of, .. } | TimeValue::Nth { of, .. } => of.year_mut(),
            _ => None,
        }
    }

    /// A distance without a number, which fixes no day: `قبل أيام`.
    pub fn is_vague(&self) -> bool {
        matches!(self, TimeValue::Offset { count: Amount::Few, .. } | TimeValue::Within { count: Amount::Few, .. })
    }

    /// The weekday that the words name.
    pub fn weekday(&self) -> Option<i8> {
        match *self {
            TimeValue::Date { weekday, .. }
            | TimeValue::DayOfMonth { weekday, .. }
            | TimeValue::Days { weekday, .. } => weekday,
            TimeValue::Weekday { day, .. } => Some(day),
            _ => None,
        }
    }
}
