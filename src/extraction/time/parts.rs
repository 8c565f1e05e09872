//! Productions for named periods and for parts of a period: decades, seasons, feasts; its end, its second half, its last week.

use super::dates::{shift_item, unit_item, weekday_item};
use super::grammar::{Found, longest};
use super::lex::Lexed;
use super::periods::last_item;
use super::value::{Amount, Counted, TimeValue, Year};
use crate::lang::raw_time::{Calendar, Production, Unit};
use crate::lang::time::{Count, Item, Link};

fn part_item(item: Item) -> Option<crate::lang::raw_time::Part> {
    if let Item::Part(part) = item { Some(part) } else { None }
}

impl Lexed<'_> {
    /// `the end of November`, `early this year`, `the middle of the month`.
    pub fn part(&self, at: usize) -> Option<Found> {
        let (part, m) = self.any(at, part_item).filter(|(_, m)| !m.article)?;
        let next = self.past(at + m.len, Link::Of);
        let of = self.period(next)?;
        let value = TimeValue::Part { part, of: of.value.into() };
        Some(Found::new(of.end, value, Production::PartOfPeriod))
    }

    /// A period that can have parts.
    fn period(&self, at: usize) -> Option<Found> {
        let current = || {
            let ((unit, count), m) = self.bare(at, unit_item).filter(|(_, m)| m.article)?;
            let whole = matches!(unit, Unit::Week | Unit::Month | Unit::Year) && count == Count::One;
            let value = TimeValue::Relative { unit, shift: 0, count: Amount::Exact(1) };
            whole.then(|| Found::new(at + m.len, value, Production::RelativePeriod))
        };
        let bare_year = || {
            let (year, calendar, end) = self.bare_year(at)?;
            Some(Found::new(end, TimeValue::Year { calendar, year: Year::Absolute(year) }, Production::Year))
        };
        longest([
            self.month_year(at),
            self.year(at),
            self.relative(at).filter(|f| !matches!(f.value, TimeValue::Relative { count: Amount::Few, .. })),
            self.decade(at),
            self.season(at),
            self.feast(at),
            self.fraction(at),
            bare_year(),
            current(),
        ])
    }

    /// `the second half of 2018`, `the first quarter of this year`.
    pub fn fraction(&self, at: usize) -> Option<Found> {
        let parts = |item| if let Item::Fraction(parts) = item { Some(parts) } else { None };
        let (parts, m) = self.any(at, parts).filter(|(_, m)| m.article)?;
        let next = at + m.len;
        let last = self.bare(next, last_item).map(|(_, m)| (parts, next + m.len));
        let nth = self.ordinal(next).filter(|o| o.article && o.skip == 0).map(|o| (o.value, o.end));
        let (index, end) = nth.or(last).filter(|(index, _)| *index <= parts)?;
        let of = self.period(self.past(end, Link::Of))?;
        let value = TimeValue::Fraction { index, parts, of: of.value.into() };
        Some(Found::new(of.end, value, Production::PartOfPeriod))
    }

    /// `the first week of October`, `the last Monday of next month`, `third Tuesday after …`.
    pub fn nth(&self, at: usize) -> Option<Found> {
        let (n, what, end) = self.number_first(at).or_else(|| self.number_last(at))?;
        let after = self.link(end, Link::After);
        let next = after.unwrap_or_else(|| self.past(end, Link::Of));
        let of = if after.is_some() { self.point(next) } else { self.period(next) }?;
        // Without a word between, the period must have its particle written with it; but `the first days of the feast`.
        let construct = end > at && self.bare(end - 1, unit_item).is_some_and(|((_, count), _)| count == Count::Many);
        if next == end && !construct && self.meanings(next).iter().all(|m| m.plain()) {
            return None;
        }
        let value = TimeValue::Nth { n, what, of: of.value.into(), after: after.is_some() };
        Some(Found::new(of.end, value, Production::Nth))
    }

    fn counted(&self, at: usize) -> Option<(Counted, bool, usize)> {
        let day = self.any(at, unit_item).filter(|((_, count), _)| *count == Count::One);
        if let Some(((Unit::Day, _), m)) = day
            && let Some((weekday, w)) = self.bare(at + m.len, weekday_item)
        {
            return Some((Counted::Weekday(weekday), w.article, at + m.len + w.len));
        }
        if let Some((weekday, m)) = self.any(at, weekday_item) {
            return Some((Counted::Weekday(weekday), m.article, at + m.len));
        }
        let ((unit, _), m) =
            day.filter(|((unit, _), _)| matches!(unit, Unit::Day | Unit::Week | Unit::Month | Unit::Year))?;
        Some((Counted::Unit(unit), m.article, at + m.len))
    }

    fn number_first(&self, at: usize) -> Option<(Option<u8>, Counted, usize)> {
        let last = self.any(at, last_item).filter(|(_, m)| !m.article).map(|(_, m)| (None, at + m.len));
        let ordinal = self.ordinal(at).filter(|o| !o.article).map(|o| (Some(o.value), o.end));
        let (n, next) = last.or(ordinal)?;
        let days = self.bare(next, unit_item).filter(|(unit, m)| *unit == (Unit::Day, Count::Many) && !m.article);
        if let Some((_, m)) = days {
            return Some((n, Counted::Unit(Unit::Day), next + m.len));
        }
        let (what, article, end) = self.counted(next)?;
        (!article).then_some((n, what, end))
    }

    fn number_last(&self, at: usize) -> Option<(Option<u8>, Counted, usize)> {
        let (what, article, next) = self.counted(at)?;
        if !article {
            return None;
        }
        if let Some((_, m)) = self.bare(next, last_item).filter(|(_, m)| m.article) {
            return Some((None, what, next + m.len));
        }
        let ordinal = self.ordinal(next).filter(|o| o.article && o.skip == 0)?;
        let what = match what {
            Counted::Weekday(day) => Counted::WeekdayOrDay(day),
            other => other,
        };
        Some((Some(ordinal.value), what, ordinal.end))
    }

    /// `the nineties of the last century`, `the nineteenth century`.
    pub fn decade(&self, at: usize) -> Option<Found> {
        let decade = self.any(at, |item| if let Item::Decade(from) = item { Some(from) } else { None });
        if let Some((from, m)) = decade {
            let end = at + m.len;
            // Without a century the twenties to forties are rather somebody's age.
            let (first, end) = match self.century(self.past(end, Link::Of)) {
                Some(found) => found,
                None if from >= 50 => (1900, end),
                None => return None,
            };
            let value = TimeValue::Years { first: first + from, length: 10 };
            return Some(Found::new(end, value, Production::Decade));
        }
        let (first, end) = self.century(at)?;
        let numbered = self.any(at, unit_item).is_some_and(|(_, m)| self.ordinal(at + m.len).is_some());
        let value = TimeValue::Years { first: first + 1, length: 100 };
        numbered.then(|| Found::new(end, value, Production::Decade))
    }

    /// A century by number or as the last or this one: the year before its first.
    fn century(&self, at: usize) -> Option<(i16, usize)> {
        let (_, m) = self.any(at, |item| unit_item(item).filter(|u| *u == (Unit::Century, Count::One)))?;
        let next = at + m.len;
        if let Some(ordinal) = self.ordinal(next).filter(|o| o.article && (10..=21).contains(&o.value)) {
            return Some(((i16::from(ordinal.value) - 1) * 100, ordinal.end));
        }
        let (by, s) = self.bare(next, shift_item).filter(|_| m.article)?;
        Some((2000 + 100 * i16::from(by), next + s.len))
    }

    /// `summer 2014`, `last winter`.
    pub fn season(&self, at: usize) -> Option<Found> {
        let season = |item| match item {
            Item::Season { number, from_month } => Some((number, from_month)),
            _ => None,
        };
        let ((number, from_month), m) = self.any(at, season)?;
        let end = at + m.len;
        if let Some((by, s)) = self.bare(end, shift_item).filter(|_| m.article) {
            let value = TimeValue::Season { number, from_month, year: Year::Absent, hint: Some(by) };
            return Some(Found::new(end + s.len, value, Production::Season));
        }
        let (year, _, end) = self.year_after(end, Calendar::Gregorian)?;
        let value = TimeValue::Season { number, from_month, year, hint: None };
        Some(Found::new(end, value, Production::Season))
    }

    /// `Eid al-Fitr`, `last Christmas`, `Ashura 1440`.
    pub fn feast(&self, at: usize) -> Option<Found> {
        let feast = |item| match item {
            Item::Feast { calendar, month, day, days } => Some((calendar, month, day, days)),
            _ => None,
        };
        let ((calendar, month, day, days), m) = self.any(at, feast)?;
        let end = at + m.len;
        let shift = self.bare(end, shift_item);
        let (hint, end) = shift.map_or((None, end), |(by, s)| (Some(by), end + s.len));
        let (year, end) = match self.year_after(end, calendar) {
            Some((year, _, end)) if hint.is_none() => (year, end),
            _ => (Year::Absent, end),
        };
        let value = TimeValue::Feast { calendar, month, day, days, year, hint };
        Some(Found::new(end, value, Production::Feast))
    }
}
