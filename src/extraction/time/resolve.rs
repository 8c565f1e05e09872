//! Values to days: earliest, latest, EDTF, reckoned from the article's date and the verb's tense.

use super::calendar;
use super::divide::{fraction, nth, third};
use super::value::{Amount, TimeValue, Year};
use crate::lang::raw_time::{Calendar, Part, Unit};
use jiff::civil::{Date, Weekday};
use jiff::{Span as Length, ToSpan};

/// The tense of the verb that a time belongs to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tense {
    Past,
    Future,
    #[default]
    Unknown,
}

/// How fine a time is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Granularity {
    Day,
    Week,
    Month,
    Quarter,
    Season,
    Half,
    Year,
    Decade,
    Century,
    /// Any other stretch of days.
    Interval,
}

impl Granularity {
    /// The ontology's name for it.
    pub fn term(self) -> &'static str {
        match self {
            Granularity::Day => "day",
            Granularity::Week => "week",
            Granularity::Month => "month",
            Granularity::Quarter => "quarter",
            Granularity::Season => "season",
            Granularity::Half => "half",
            Granularity::Year => "year",
            Granularity::Decade => "decade",
            Granularity::Century => "century",
            Granularity::Interval => "interval",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resolved {
    pub earliest: Date,
    pub latest: Date,
    pub granularity: Granularity,
    pub edtf: String,
}

impl Resolved {
    pub fn new(earliest: Date, latest: Date, granularity: Granularity) -> Self {
        let edtf = match granularity {
            Granularity::Month => format!("{:04}-{:02}", earliest.year(), earliest.month()),
            Granularity::Year => format!("{:04}", earliest.year()),
            Granularity::Decade => format!("{:03}X", earliest.year() / 10),
            _ if earliest == latest => earliest.to_string(),
            _ => format!("{earliest}/{latest}"),
        };
        Resolved { earliest, latest, granularity, edtf }
    }

    pub fn day(day: Date) -> Self {
        Resolved::new(day, day, Granularity::Day)
    }

    pub fn interval(earliest: Date, latest: Date) -> Self {
        Resolved::new(earliest, latest, Granularity::Interval)
    }

    /// Bounds that the words leave vague.
    pub fn about(earliest: Date, latest: Date) -> Self {
        Resolved { edtf: format!("{earliest}~/{latest}~"), ..Resolved::interval(earliest, latest) }
    }
}

/// A plural without a number means three to ten: the longest stretch it can mean.
const FEW: u32 = 10;
/// And the shortest distance.
const FEW_AT_LEAST: u32 = 2;
/// Without tense, a date further off than this (days) is rather taken in the article's own year.
const NEAR: i32 = 100;
/// A day without a year that lies further back than this is not what a past tense means, if one ahead is near.
const FAR: i32 = 270;
/// Nor does a future tense mean a month so far ahead, if it has just passed.
const JUST_PAST: i32 = 31;
/// Nor a day.
const DAY_JUST_PAST: i32 = 10;

/// `None` if there is no such time, or the article's date is needed and not known.
pub fn resolve(value: &TimeValue, today: Option<Date>, tense: Tense) -> Option<Resolved> {
    Reckoner { today, tense }.value(value)
}

/// The day so many units before or after `day`.
pub fn moved(day: Date, unit: Unit, by: i64) -> Option<Date> {
    let length: Length = match unit {
        Unit::Second | Unit::Minute => 0.days(),
        Unit::Hour => 0.days().try_days(by / 24).ok()?,
        Unit::Day => 0.days().try_days(by).ok()?,
        Unit::Week => 0.days().try_weeks(by).ok()?,
        Unit::Month => 0.days().try_months(by).ok()?,
        Unit::Year => 0.days().try_years(by).ok()?,
        Unit::Decade => 0.days().try_years(by.checked_mul(10)?).ok()?,
        Unit::Century => 0.days().try_years(by.checked_mul(100)?).ok()?,
    };
    day.checked_add(length).ok()
}

fn monday(day: Date) -> Date {
    day.saturating_sub(i64::from(day.weekday().to_monday_zero_offset()).days())
}

/// The first day of the week that is meant on a day. On a Sunday it is the week that begins then where Arabic papers are
/// written, and not the one that ISO 8601 ends.
fn week_of(day: Date) -> Date {
    if day.weekday() == Weekday::Sunday { day } else { monday(day) }
}

pub fn days_between(a: Date, b: Date) -> i32 {
    (b - a).get_days()
}

struct Reckoner {
    today: Option<Date>,
    tense: Tense,
}

impl Reckoner {
    fn value(&self, value: &TimeValue) -> Option<Resolved> {
        match *value {
            TimeValue::Date { calendar, year, month, day, weekday, hint } => {
                let days =
                    self.candidates(calendar, year, |y| calendar::day(calendar, y, month, day).map(|d| (d, d)))?;
                let (day, _) = self.choose(&days, hint, weekday)?;
                Some(Resolved::day(day))
            }
            TimeValue::DayOfMonth { day, shift, weekday } => self.day_of_month(day, shift, weekday),
            TimeValue::Month { calendar, year, month, hint } => {
                let months = self.months(calendar, year, month)?;
                let (first, last) = self.choose(&months, hint, None)?;
                let granularity =
                    if calendar == Calendar::Gregorian { Granularity::Month } else { Granularity::Interval };
                Some(Resolved::new(first, last, granularity))
            }
            TimeValue::Year { calendar, year } => {
                let (first, last) =
                    *self.candidates(calendar, year, |y| calendar::year(calendar, y))?.get(year_at(year))?;
                let granularity =
                    if calendar == Calendar::Gregorian { Granularity::Year } else { Granularity::Interval };
                Some(Resolved::new(first, last, granularity))
            }
            TimeValue::Years { first, length } => years(first, length),
            TimeValue::Relative { unit, shift, count } => self.relative(unit, shift, count),
            TimeValue::Offset { unit, count, ahead, other } => {
                if other || (ahead && self.tense == Tense::Past) {
                    return None;
                }
                self.offset(unit, count, if ahead { 1 } else { -1 })
            }
            TimeValue::Within { other: true, .. } => None,
            TimeValue::Within { unit, count, .. } => {
                let n = match count {
                    Amount::Exact(n) => n,
                    Amount::Few => FEW,
                };
                let n = if unit == Unit::Hour { n.next_multiple_of(24) } else { n };
                let today = self.today?;
                if self.tense == Tense::Past {
                    Some(Resolved::interval(moved(today, unit, -i64::from(n))?, today))
                } else {
                    Some(Resolved::interval(today, moved(today, unit, n.into())?))
                }
            }
            TimeValue::Days { days, weekday } => {
                let day = moved(self.today?, Unit::Day, days.into())?;
                // The named weekday corrects an article's date that is a day off.
                let near = [0, -1, 1].into_iter().filter_map(|by| moved(day, Unit::Day, by));
                let fits = weekday.and_then(|w| near.into_iter().find(|d| d.weekday().to_monday_one_offset() == w));
                Some(Resolved::day(fits.unwrap_or(day)))
            }
            TimeValue::Weekday { day, hint, week } => self.weekday(day, hint, week).map(Resolved::day),
            TimeValue::Part { part, ref of } => {
                let found = self.part(part, &self.value(of)?)?;
                // What has happened at the weekend was at the last one.
                match **of {
                    TimeValue::Relative { unit: unit @ Unit::Week, shift: 0, count }
                        if self.tense == Tense::Past && found.earliest > self.today? =>
                    {
                        self.part(part, &self.relative(unit, -1, count)?)
                    }
                    _ => Some(found),
                }
            }
            // Where a financial year begins is not known.
            TimeValue::Fraction { ref of, .. } if matches!(**of, TimeValue::Range(..)) => self.value(of),
            TimeValue::Fraction { index, parts, ref of } => fraction(index, parts, &self.value(of)?),
            TimeValue::Nth { n, what, ref of, after } => nth(n, what, &self.value(of)?, after),
            TimeValue::Range(ref a, ref b) => self.range(a, b),
            TimeValue::Season { number, from_month, year, hint } => {
                let seasons = self.candidates(Calendar::Gregorian, year, |y| {
                    let first = Date::new(y, from_month, 1).ok()?;
                    Some((first, moved(first, Unit::Month, 3)?.yesterday().ok()?))
                })?;
                let (first, last) = self.choose(&seasons, hint, None)?;
                let edtf = format!("{:04}-{number}", first.year());
                Some(Resolved { edtf, ..Resolved::new(first, last, Granularity::Season) })
            }
            TimeValue::Feast { calendar, month, day, days, year, hint } => {
                let feasts = self.months_like(calendar, year, |y| {
                    let first = calendar::day(calendar, y, month, day)?;
                    Some((first, moved(first, Unit::Day, i64::from(days) - 1)?))
                })?;
                let (first, last) = self.choose(&feasts, hint, None)?;
                Some(Resolved::new(first, last, if days == 1 { Granularity::Day } else { Granularity::Interval }))
            }
            TimeValue::Duration { .. } => None,
        }
    }

    fn part(&self, part: Part, of: &Resolved) -> Option<Resolved> {
        let (first, last) = match part {
            Part::Begin => return Some(third(0, of)),
            Part::Middle => return Some(third(1, of)),
            Part::End => return Some(third(2, of)),
            // On a week's first day what is called earlier is the week before.
            Part::Earlier if Some(of.earliest) == self.today => (moved(of.earliest, Unit::Week, -1)?, of.earliest),
            Part::Earlier => (of.earliest, of.latest.min(self.today?)),
            Part::Later => (of.earliest.max(self.today?), of.latest),
        };
        (first <= last).then(|| Resolved::interval(first, last))
    }

    /// The stretches that a date may mean: one if the year is said, else last year's, this year's and the next.
    fn candidates(
        &self,
        calendar: Calendar,
        year: Year,
        make: impl Fn(i16) -> Option<(Date, Date)>,
    ) -> Option<Vec<(Date, Date)>> {
        let here = || self.today.map(|d| calendar::year_of(calendar, d));
        let found: Vec<(Date, Date)> = match year {
            Year::Absolute(y) => make(y).into_iter().collect(),
            Year::Shift(by) => make(here()? + i16::from(by)).into_iter().collect(),
            Year::Same => return None,
            // A leap day may be further off.
            Year::Absent => {
                let here = here()?;
                let near: Vec<_> = (here - 1..=here + 1).filter_map(&make).collect();
                if near.is_empty() { (here - 4..=here + 4).filter_map(&make).collect() } else { near }
            }
        };
        (!found.is_empty()).then_some(found)
    }

    fn months(&self, calendar: Calendar, year: Year, month: u8) -> Option<Vec<(Date, Date)>> {
        self.months_like(calendar, year, |y| calendar::month(calendar, y, month))
    }

    /// A Hijri month or feast may stand beside a Gregorian year: the one that begins in it.
    fn months_like(
        &self,
        calendar: Calendar,
        year: Year,
        make: impl Fn(i16) -> Option<(Date, Date)>,
    ) -> Option<Vec<(Date, Date)>> {
        let gregorian = match year {
            Year::Absolute(y) if calendar == Calendar::Hijri && !calendar::HIJRI_YEARS.contains(&y) => Some(y),
            Year::Shift(by) if calendar == Calendar::Hijri => Some(self.today?.year() + i16::from(by)),
            _ => None,
        };
        if let Some(y) = gregorian {
            let first = calendar::year_of(Calendar::Hijri, Date::new(y, 1, 1).ok()?);
            let found = (first..=first + 1).filter_map(&make).find(|(first, _)| first.year() == y);
            return found.map(|f| vec![f]);
        }
        self.candidates(calendar, year, make)
    }

    fn choose(&self, found: &[(Date, Date)], hint: Option<i8>, weekday: Option<i8>) -> Option<(Date, Date)> {
        let [_, _, ..] = found else { return found.first().copied() };
        let today = self.today?;
        let distance = |&&(first, last): &&(Date, Date)| {
            if last < today { days_between(last, today) } else { days_between(today, first).max(0) }
        };
        if let Some(day) = weekday {
            let fits = found.iter().filter(|(first, _)| first.weekday().to_monday_one_offset() == day);
            if let Some(&fit) = fits.min_by_key(distance) {
                return Some(fit);
            }
        }
        let one_day = found.iter().all(|(first, last)| first == last);
        // An article is often dated a day before or after it was written.
        let slack = moved(today, Unit::Day, one_day.into())?;
        let before = found.iter().rfind(|(first, _)| *first <= slack);
        let after = found.iter().find(|(_, last)| *last >= today);
        let nearest = found.iter().min_by_key(distance);
        let just_past = if one_day { DAY_JUST_PAST } else { JUST_PAST };
        let chosen = match (hint, self.tense) {
            (Some(-1), _) => found.iter().rfind(|(_, last)| *last < today).or(before),
            (Some(1), _) => found.iter().find(|(first, _)| *first > today).or(after),
            (Some(_), _) => nearest,
            // `في 12 يونيو`, said at the end of May of what had been planned: not eleven months ago.
            (None, Tense::Past) if one_day => match (before, after) {
                (Some(b), Some(a)) if distance(&b) > FAR && distance(&a) <= NEAR => after,
                _ => before,
            },
            (None, Tense::Past) => before,
            // `أواخر أيار`, said on the 7th of June of what was then announced: not in eleven months.
            (None, Tense::Future) => match (before, after) {
                (Some(b), Some(a)) if distance(&a) > FAR && distance(&b) <= just_past => before,
                _ => after,
            },
            (None, Tense::Unknown) => {
                let own = found.iter().find(|(first, _)| first.year() == today.year());
                nearest.filter(|n| distance(n) <= NEAR).or(own).or(nearest)
            }
        };
        chosen.copied()
    }

    fn day_of_month(&self, day: u8, shift: Option<i8>, weekday: Option<i8>) -> Option<Resolved> {
        let today = self.today?;
        let in_month = |by: i64| {
            let first = moved(today.first_of_month(), Unit::Month, by)?;
            calendar::day(Calendar::Gregorian, first.year(), first.month() as u8, day)
        };
        if let Some(by) = shift {
            return in_month(by.into()).map(Resolved::day);
        }
        let days: Vec<(Date, Date)> = (-2..=2).filter_map(in_month).map(|d| (d, d)).collect();
        self.choose(&days, None, weekday).map(|(day, _)| Resolved::day(day))
    }

    fn weekday(&self, day: i8, hint: Option<i8>, week: bool) -> Option<Date> {
        let today = self.today?;
        let weekday = Weekday::from_monday_one_offset(day).ok()?;
        if week || hint == Some(0) {
            let monday = moved(monday(today), Unit::Week, hint.unwrap_or(0).into())?;
            return moved(monday, Unit::Day, i64::from(day) - 1);
        }
        match (hint, self.tense) {
            (Some(by), _) => today.nth_weekday(by.into(), weekday).ok(),
            (None, _) if today.weekday() == weekday => Some(today),
            (None, Tense::Future) => today.nth_weekday(1, weekday).ok(),
            (None, _) => today.nth_weekday(-1, weekday).ok(),
        }
    }

    fn relative(&self, unit: Unit, shift: i8, count: Amount) -> Option<Resolved> {
        let today = self.today?;
        let back = shift < 0;
        let sign = if back { -1 } else { 1 };
        let rolling = |n: u32| {
            let far = moved(today, unit, sign * i64::from(n))?;
            Some(if back { (far, today) } else { (today, far) })
        };
        match (unit, count) {
            (Unit::Second | Unit::Minute, _) => Some(Resolved::day(today)),
            (Unit::Hour, Amount::Few) => rolling(24).map(|(a, b)| Resolved::about(a, b)),
            (Unit::Hour, Amount::Exact(n)) => rolling(n.next_multiple_of(24)).map(|(a, b)| Resolved::interval(a, b)),
            (_, Amount::Few) => rolling(FEW).map(|(a, b)| Resolved::about(a, b)),
            (Unit::Day, _) if shift == 0 => Some(Resolved::day(today)),
            (Unit::Day, Amount::Exact(n)) => {
                let (near, far) = (moved(today, unit, sign)?, moved(today, unit, sign * i64::from(n))?);
                Some(Resolved::interval(near.min(far), near.max(far)))
            }
            (Unit::Week, Amount::Exact(n)) => {
                // `خلال الأسبوعين الماضيين` reaches to the day it is said.
                if back && n > 1 {
                    return rolling(n).map(|(a, b)| Resolved::interval(a, b));
                }
                let this = week_of(today);
                let first = moved(this, unit, if back { -i64::from(n) } else { shift.into() })?;
                let granularity = if n == 1 { Granularity::Week } else { Granularity::Interval };
                Some(Resolved::new(first, moved(first, unit, n.into())?.yesterday().ok()?, granularity))
            }
            (Unit::Month, Amount::Exact(1)) => {
                let first = moved(today.first_of_month(), unit, shift.into())?;
                Some(Resolved::new(first, first.last_of_month(), Granularity::Month))
            }
            (Unit::Year, Amount::Exact(1)) => years(today.year() + i16::from(shift), 1),
            (Unit::Decade, Amount::Exact(1)) => years((today.year() / 10 + i16::from(shift)) * 10, 10),
            (Unit::Century, Amount::Exact(1)) => years(((today.year() - 1) / 100 + i16::from(shift)) * 100 + 1, 100),
            (_, Amount::Exact(n)) => rolling(n).map(|(a, b)| Resolved::interval(a, b)),
        }
    }

    fn offset(&self, unit: Unit, count: Amount, sign: i64) -> Option<Resolved> {
        let today = self.today?;
        let n = match count {
            Amount::Few if unit < Unit::Day => return Some(Resolved::day(today)),
            Amount::Few => {
                let near = moved(today, unit, sign * i64::from(FEW_AT_LEAST))?;
                let far = moved(today, unit, sign * i64::from(FEW))?;
                return Some(Resolved::about(near.min(far), near.max(far)));
            }
            Amount::Exact(n) => n,
        };
        let day = moved(today, unit, sign * i64::from(n))?;
        Some(match unit {
            Unit::Week => {
                let first = monday(day);
                Resolved::new(first, moved(first, Unit::Day, 6)?, Granularity::Week)
            }
            Unit::Month => Resolved::new(day.first_of_month(), day.last_of_month(), Granularity::Month),
            Unit::Year | Unit::Decade | Unit::Century => return years(day.year(), 1),
            _ => Resolved::day(day),
        })
    }

    /// Two weekdays in a row: the second is the next one after the first.
    fn weekdays(&self, first: Date, last: i8) -> Option<Resolved> {
        let today = self.today?;
        let weekday = Weekday::from_monday_one_offset(last).ok()?;
        let (mut first, mut last) = (first, first.nth_weekday(1, weekday).ok()?);
        if self.tense == Tense::Past && last > today {
            (first, last) = (moved(first, Unit::Week, -1)?, moved(last, Unit::Week, -1)?);
        }
        Some(Resolved::interval(first, last))
    }

    fn range(&self, a: &TimeValue, b: &TimeValue) -> Option<Resolved> {
        if let (TimeValue::Weekday { .. }, &TimeValue::Weekday { day, .. }) = (a, b) {
            return self.weekdays(self.value(a)?.earliest, day);
        }
        let (first, last) = (self.value(a)?, self.value(b)?);
        let mut earliest = first.earliest;
        let mut latest = last.latest;
        if earliest > latest {
            let unit = if a.weekday().is_some() { Unit::Week } else { Unit::Year };
            match self.tense {
                Tense::Future => latest = moved(latest, unit, 1)?,
                _ => earliest = moved(earliest, unit, -1)?,
            }
            if earliest > latest {
                return None;
            }
            return Some(Resolved::interval(earliest, latest));
        }
        let plain = |r: &Resolved| !r.edtf.contains('/');
        let edtf = if plain(&first) && plain(&last) {
            format!("{}/{}", first.edtf, last.edtf)
        } else {
            format!("{earliest}/{latest}")
        };
        Some(Resolved { edtf, ..Resolved::interval(earliest, latest) })
    }
}

/// Where the one candidate of a year stands.
fn year_at(year: Year) -> usize {
    (year == Year::Absent).into()
}

/// So many years from the first on. `None` if no calendar has them.
fn years(first: i16, length: i16) -> Option<Resolved> {
    let granularity = match length {
        1 => Granularity::Year,
        10 => Granularity::Decade,
        100 => Granularity::Century,
        _ => Granularity::Interval,
    };
    let last = Date::new(first.checked_add(length - 1)?, 12, 31).ok()?;
    Some(Resolved::new(Date::new(first, 1, 1).ok()?, last, granularity))
}
