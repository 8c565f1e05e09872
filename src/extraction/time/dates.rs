//! Productions for days: day and month, digits, one day in two calendars.

use super::calendar::HIJRI_YEARS;
use super::grammar::Found;
use super::lex::Lexed;
use super::value::{TimeValue, Year};
use crate::analysis::TokenKind;
use crate::lang::raw::Gender;
use crate::lang::raw_time::{Calendar, Production, Unit};
use crate::lang::time::{Count, Item, Link};

pub const DASH: &[char] = &['-', '\u{2013}', '\u{2014}', '\u{0640}', '\u{2010}', '\u{2011}'];
pub const SLASH: &[char] = &['/', '\\', '-', '\u{2013}'];
pub const OPEN: &[char] = &['(', '['];
pub const CLOSE: &[char] = &[')', ']'];

pub fn month_item(item: Item) -> Option<(Calendar, u8, bool)> {
    match item {
        Item::Month { calendar, number, doubtful } => Some((calendar, number, doubtful)),
        _ => None,
    }
}

pub fn unit_item(item: Item) -> Option<(Unit, Count)> {
    match item {
        Item::Unit { unit, count } => Some((unit, count)),
        _ => None,
    }
}

pub fn one(wanted: Unit) -> impl Fn(Item) -> Option<()> {
    move |item| (unit_item(item) == Some((wanted, Count::One))).then_some(())
}

pub fn shift_item(item: Item) -> Option<i8> {
    if let Item::Shift(by) = item { Some(by) } else { None }
}

pub fn weekday_item(item: Item) -> Option<i8> {
    if let Item::Weekday(day) = item { Some(day) } else { None }
}

impl Lexed<'_> {
    /// A day's number: digits, or an ordinal in words.
    pub fn day_number(&self, at: usize) -> Option<(u8, usize)> {
        if let Some((n, _)) = self.digits(at).filter(|(n, length)| (1..=39).contains(n) && *length <= 2) {
            return Some((n as u8, at + 1));
        }
        let token = self.token(at).filter(|t| t.kind == TokenKind::Word)?;
        if let Some((n, _)) = self.digits(at + 1).filter(|(n, length)| (1..=39).contains(n) && *length <= 2) {
            // An article or a particle written before digits.
            let attached = token.key.chars().count() == 1 && self.pack.time.joins(token.key.chars().next()?);
            let conjunction =
                token.key.chars().count() == 1 && self.pack.clitics.conjunction.contains(&token.key.chars().next()?);
            if !self.tokens[at + 1].spaced && (token.key == self.pack.clitics.article || attached || conjunction) {
                return Some((n as u8, at + 2));
            }
        }
        if let Some((_, m)) = self.any(at, |item| (item == Item::Link(Link::FirstDay)).then_some(())) {
            return Some((1, at + m.len));
        }
        // The third time is no third day.
        let ordinal = self.ordinal(at).filter(|o| o.value <= 31 && o.gender == Gender::M)?;
        Some((ordinal.value, ordinal.end))
    }

    /// `5 November 2014`, `the fifth of November`, `5 to 7 November`, `November 5`, with weekday before or not.
    pub fn day_month(&self, at: usize) -> Option<Found> {
        let (weekday, from) = self.weekday_before(at);
        // `Tuesday the third of September` may be the third Tuesday: left to the production for such.
        let direct = weekday.is_some() && from > 0 && self.any(from - 1, weekday_item).is_some();
        if direct && self.ordinal(from).is_some_and(|o| o.article && o.value <= 5) {
            return None;
        }
        self.day_then_month(from, weekday)
            .or_else(|| self.month_then_day(from, weekday))
            .or_else(|| self.numeric(from, weekday))
            .or_else(|| self.day_of_month(from, weekday))
    }

    /// A weekday that its date follows: its number, and where the date begins.
    fn weekday_before(&self, at: usize) -> (Option<i8>, usize) {
        let days = |item| unit_item(item).filter(|(unit, count)| *unit == Unit::Day && *count != Count::Many);
        let day = |at| self.any(at, days).filter(|(_, m)| m.len == 1).map_or(at, |(_, m)| at + m.len);
        let named = day(at);
        let Some((weekday, m)) = self.any(named, weekday_item) else {
            return (None, named);
        };
        if named > at && !m.plain() {
            return (None, at);
        }
        let mut next = self.past_comma(named + m.len);
        next = self.mark(next, OPEN).unwrap_or(next);
        next = self.past(next, Link::Matching);
        next = self.past(next, Link::Of);
        (Some(weekday), self.past_comma(day(next)))
    }

    fn day_then_month(&self, at: usize, weekday: Option<i8>) -> Option<Found> {
        let (day, mut end) = self.day_number(at)?;
        let other = self.second_day(end);
        if let Some((_, next)) = other {
            end = next;
        }
        // `12-April-2012`
        let marked = self.mark(end, SLASH).filter(|next| self.bare(*next, month_item).is_some());
        let of = marked.unwrap_or_else(|| self.past(end, Link::Of));
        let mut name = self.month_name(of, of == end)?;
        let dashed =
            marked.and_then(|_| self.mark(name.end, SLASH)).filter(|next| self.year_digits(*next, None).is_some());
        name.end = dashed.unwrap_or(name.end);
        let (year, calendar, end) =
            self.year_after(name.end, name.calendar).unwrap_or((Year::Absent, name.calendar, name.end));
        let calendar = if name.calendar == Calendar::Hijri { Calendar::Hijri } else { calendar };
        let hint = self.bare(end, shift_item).filter(|_| year == Year::Absent);
        let end = hint.map_or(end, |(_, m)| end + m.len);
        let date = |day, weekday| TimeValue::Date {
            calendar,
            year,
            month: name.month,
            day,
            weekday,
            hint: hint.map(|(by, _)| by),
        };
        Some(match other {
            Some((last, _)) => {
                let value = TimeValue::Range(date(day, weekday).into(), date(last, None).into());
                Found::new(end, value, Production::Range)
            }
            None => Found::new(end, date(day, weekday), Production::DayMonthYear),
        })
    }

    /// The other end of a stretch of days: `to 7`, `- 7`, `and 7`, `and 7 and 8`.
    fn second_day(&self, at: usize) -> Option<(u8, usize)> {
        if let Some(next) = self.link(at, Link::To).or_else(|| self.mark(at, DASH)) {
            let next = self.any(next, one(Unit::Day)).map_or(next, |(_, m)| next + m.len);
            return self.day_number(next);
        }
        let mut last = self.and_day(at)?;
        while let Some(next) = self.and_day(last.1) {
            last = next;
        }
        Some(last)
    }

    fn and_day(&self, at: usize) -> Option<(u8, usize)> {
        let token = self.token(at)?;
        let and = token.kind == TokenKind::Word
            && token.key.chars().next().is_some_and(|c| self.pack.clitics.conjunction.contains(&c));
        if !and {
            return None;
        }
        if self.is_link(at, Link::And) && self.digits(at + 1).is_some() {
            return self.day_number(at + 1);
        }
        self.ordinal(at).filter(|o| o.conjunction && o.value <= 31).map(|o| (o.value, o.end))
    }

    fn month_then_day(&self, at: usize, weekday: Option<i8>) -> Option<Found> {
        let name = self.month_name(at, true)?;
        let (n, length) = self.digits(name.end)?;
        if length > 2 || !(1..=31).contains(&n) {
            return None;
        }
        let other = self.second_day(name.end + 1);
        let end = other.map_or(name.end + 1, |(_, end)| end);
        let year = self.year_after(end, name.calendar);
        // A number before a word is more likely to count it.
        if year.is_none() && other.is_none() && self.is_word(end) {
            return None;
        }
        let (year, calendar, end) = year.unwrap_or((Year::Absent, name.calendar, end));
        let date = |day, weekday| TimeValue::Date { calendar, year, month: name.month, day, weekday, hint: None };
        Some(match other {
            Some((last, _)) => {
                let value = TimeValue::Range(date(n as u8, weekday).into(), date(last, None).into());
                Found::new(end, value, Production::Range)
            }
            None => Found::new(end, date(n as u8, weekday), Production::DayMonthYear),
        })
    }

    /// `5/11/2014`, `2014-11-05`, `5.11.2014`; without a year only behind a weekday.
    fn numeric(&self, at: usize, weekday: Option<i8>) -> Option<Found> {
        let token = self.token(at).filter(|t| t.kind == TokenKind::Number)?;
        let dotted: Vec<&str> = token.key.split('.').collect();
        if let Some(found) = self.numeric_days(at) {
            return Some(found);
        }
        let (parts, mut end): (Vec<(u32, usize)>, usize) = if dotted.len() == 3 {
            let number = |s: &&str| Some((s.parse().ok()?, s.len()));
            (dotted.iter().map(number).collect::<Option<_>>()?, at + 1)
        } else {
            let first = self.digits(at)?;
            let middle = self.mark(at + 1, SLASH)?;
            let second = self.digits(middle)?;
            let mark = self.mark(middle + 1, SLASH);
            match mark.and_then(|last| self.digits(last).map(|d| (d, last))) {
                Some((third, last)) => (vec![first, second, third], last + 1),
                None if weekday.is_some() => (vec![first, second], middle + 1),
                None => return None,
            }
        };
        let (day, month, year) = match *parts {
            [(y, 4), (m, _), (d, _)] => (d, m, Some(y as i16)),
            [(d, _), (m, _), (y, 4)] if m <= 12 => (d, m, Some(y as i16)),
            // American order, where no other can be meant.
            [(m, _), (d, _), (y, 4)] => (d, m, Some(y as i16)),
            [(d, 1..=2), (m, 1..=2), (y, 2)] => (d, m, Some(2000 + y as i16)),
            [(d, 1..=2), (m, 1..=2)] => (d, m, None),
            _ => return None,
        };
        if !(1..=12).contains(&month) || !(1..=31).contains(&day) {
            return None;
        }
        let mut calendar = Calendar::Gregorian;
        if year.is_some_and(|y| HIJRI_YEARS.contains(&y)) {
            calendar = Calendar::Hijri;
        }
        if let Some((era, m)) = self.bare(end, |item| if let Item::Era(c) = item { Some(c) } else { None }) {
            calendar = era;
            end += m.len;
        }
        let (month, day) = (month as u8, day as u8);
        let year = year.map_or(Year::Absent, Year::Absolute);
        let value = TimeValue::Date { calendar, year, month, day, weekday, hint: None };
        Some(Found::new(end, value, Production::NumericDate))
    }

    /// `8 - 10 / 11 / 1436`: days of a month in digits.
    fn numeric_days(&self, at: usize) -> Option<Found> {
        let (first, _) = self.digits(at)?;
        let next = self.mark(at + 1, DASH)?;
        let (_, middle) = self.digits(next).filter(|_| self.mark(next + 1, &['/']).is_some())?;
        let last = self.numeric(next, None).filter(|_| middle <= 2)?;
        let TimeValue::Date { calendar, year: year @ Year::Absolute(_), month, day, .. } = last.value else {
            return None;
        };
        let first = u8::try_from(first).ok().filter(|f| (1..day).contains(f))?;
        let first = TimeValue::Date { calendar, year, month, day: first, weekday: None, hint: None };
        Some(Found::new(last.end, TimeValue::Range(first.into(), last.value.into()), Production::Range))
    }

    /// `the 15th of this month`, `Saturday the sixteenth`.
    fn day_of_month(&self, at: usize, weekday: Option<i8>) -> Option<Found> {
        let (day, end) = self.day_number(at)?;
        if let Some(of) = self.link(end, Link::Of) {
            let (this, next) = (self.is_link(of, Link::This), self.past(of, Link::This));
            let (_, m) = self.bare(next, one(Unit::Month)).filter(|(_, m)| m.article)?;
            let end = next + m.len;
            let shift = self.bare(end, shift_item);
            if !this && shift.is_none() {
                return None;
            }
            let (by, end) = shift.map_or((0, end), |(by, m)| (by, end + m.len));
            let value = TimeValue::DayOfMonth { day, shift: Some(by), weekday };
            return Some(Found::new(end, value, Production::DayOfMonth));
        }
        // A month has at most five of a weekday: a higher number is the day's.
        let ordinal = self.ordinal(at).filter(|o| o.article && o.value > 5)?;
        weekday.map(|_| {
            Found::new(ordinal.end, TimeValue::DayOfMonth { day, shift: None, weekday }, Production::DayOfMonth)
        })
    }

    /// A date, and the same day in another calendar beside it: the Gregorian one counts.
    pub fn date(&self, at: usize) -> Option<Found> {
        let first = self.day_month(at)?;
        let calendar = |found: &Found| match found.value {
            TimeValue::Date { calendar, .. } => Some(calendar),
            _ => None,
        };
        let Some(own) = calendar(&first) else { return Some(first) };
        let mut next = self.past_comma(first.end);
        let open = self.mark(next, OPEN);
        next = open.unwrap_or(next);
        let matching = self.link(next, Link::Matching);
        let slash = self.mark(next, SLASH);
        next = matching.or(slash).unwrap_or(next);
        if open.is_none() && matching.is_none() && slash.is_none() {
            return Some(first);
        }
        next = self.past(next, Link::Of);
        let Some(second) = self.day_month(next).filter(|f| calendar(f).is_some_and(|c| c != own)) else {
            return Some(first);
        };
        let end = open.and_then(|_| self.mark(second.end, CLOSE)).unwrap_or(second.end);
        let (mut value, other) =
            if own == Calendar::Gregorian { (first.value, second.value) } else { (second.value, first.value) };
        if let TimeValue::Date { weekday, .. } = &mut value {
            *weekday = weekday.or(other.weekday());
        }
        Some(Found::new(end, value, Production::TwoCalendars))
    }
}
