//! Productions for months by any name and for years, alone or in pairs.

use super::calendar::{GREGORIAN_YEARS, HIJRI_YEARS};
use super::dates::{CLOSE, OPEN, SLASH, month_item, one, shift_item, unit_item};
use super::grammar::Found;
use super::lex::Lexed;
use super::value::{TimeValue, Year};
use crate::lang::lexicon::{Form, Shape};
use crate::lang::raw_time::{Calendar, Production, Unit};
use crate::lang::time::{Count, Item, Link};

/// A month as named, in one naming or two.
#[derive(Clone, Copy, Debug)]
pub struct MonthName {
    pub calendar: Calendar,
    pub month: u8,
    pub doubtful: bool,
    pub end: usize,
}

impl Lexed<'_> {
    /// A month's name, with its other name beside it, or as a number (`month three`). `attached`: particles may
    /// be written with its first word.
    pub fn month_name(&self, at: usize, attached: bool) -> Option<MonthName> {
        let unit = if attached { self.any(at, one(Unit::Month)) } else { self.bare(at, one(Unit::Month)) };
        if let Some((_, m)) = unit {
            if let Some(named) = self.month_name(at + m.len, false) {
                return Some(MonthName { doubtful: false, ..named });
            }
            let numbered = |month: u64, end| {
                let month = u8::try_from(month).ok().filter(|m| (1..=12).contains(m))?;
                Some(MonthName { calendar: Calendar::Gregorian, month, doubtful: true, end })
            };
            if m.article {
                return self.ordinal(at + m.len).filter(|o| o.article).and_then(|o| numbered(o.value.into(), o.end));
            }
            let cardinal = self.cardinal(at + m.len).filter(|c| c.skip == 0)?;
            return numbered(cardinal.value.integer()?, cardinal.end);
        }
        let find = if attached { self.any(at, month_item) } else { self.bare(at, month_item) };
        let ((calendar, month, mut doubtful), m) = find?;
        let mut end = at + m.len;
        let other = self.mark(end, SLASH).or_else(|| self.mark(end, OPEN)).or(Some(end));
        let same =
            other.and_then(|next| self.bare(next, month_item)).filter(|((c, n, _), _)| (*c, *n) == (calendar, month));
        if let Some((_, second)) = same {
            doubtful = false;
            end = other.unwrap_or(end) + second.len;
            end = self.mark(end, CLOSE).unwrap_or(end);
        }
        Some(MonthName { calendar, month, doubtful, end })
    }

    /// A year that follows a month: `2014`, `of the year 2014`, `of last year`. `inside` is the month's calendar.
    pub fn year_after(&self, at: usize, inside: Calendar) -> Option<(Year, Calendar, usize)> {
        let at = self.past_comma(at);
        if let Some((y, calendar, end)) = self.year_digits(at, Some(inside)) {
            return Some((Year::Absolute(y), calendar, end));
        }
        let next = self.past(at, Link::Of);
        if (next == at || !self.is_link(at, Link::Of))
            && let Some(found) = self.year_phrase(at, inside)
        {
            return Some(found);
        }
        if next > at {
            if let Some((y, calendar, end)) = self.year_digits(next, Some(inside)) {
                return Some((Year::Absolute(y), calendar, end));
            }
            return self.year_phrase(next, inside);
        }
        None
    }

    /// `the year 2014`, `last year`, `this year`.
    fn year_phrase(&self, at: usize, inside: Calendar) -> Option<(Year, Calendar, usize)> {
        let (this, at) = (self.is_link(at, Link::This), self.past(at, Link::This));
        let (_, m) = self.any(at, one(Unit::Year)).filter(|(_, m)| !m.conjunction)?;
        let end = at + m.len;
        if this {
            return m.article.then_some((Year::Shift(0), inside, end));
        }
        if let Some((y, calendar, end)) = self.year_digits(end, Some(inside)) {
            return Some((Year::Absolute(y), calendar, end));
        }
        if !m.article {
            return None;
        }
        if let Some(end) = self.link(end, Link::Same) {
            return Some((Year::Same, inside, end));
        }
        self.bare(end, shift_item).map(|(by, s)| (Year::Shift(by), inside, end + s.len))
    }

    /// A year in digits with its era. `inside` none: Gregorian unless the era says otherwise.
    pub fn year_digits(&self, at: usize, inside: Option<Calendar>) -> Option<(i16, Calendar, usize)> {
        let (n, length) = self.digits(at)?;
        if length != 4 {
            return None;
        }
        let year = n as i16;
        let era = self.bare(at + 1, |item| if let Item::Era(c) = item { Some(c) } else { None });
        let end = era.map_or(at + 1, |(_, m)| at + 1 + m.len);
        let calendar = match era {
            Some((calendar, _)) => calendar,
            None if inside == Some(Calendar::Hijri) && HIJRI_YEARS.contains(&year) => Calendar::Hijri,
            None if inside.is_none() && (1400..=1500).contains(&year) => Calendar::Hijri,
            None => Calendar::Gregorian,
        };
        let years = if calendar == Calendar::Hijri { HIJRI_YEARS } else { GREGORIAN_YEARS };
        years.contains(&year).then_some((year, calendar, end))
    }

    /// A month with its year, or alone where nothing else can be meant.
    pub fn month_year(&self, at: usize) -> Option<Found> {
        if let Some(found) = self.two_months(at) {
            return Some(found);
        }
        let name = self.month_name(at, true)?;
        let particle = self.any(at, month_item).and_then(|(_, m)| m.preposition);
        // Not `باب`, which is a word by itself.
        let split = self.token(at).and_then(|t| t.best()).is_some_and(|r| r.preposition.is_some() || !r.known());
        let attached = split && particle.is_some_and(|p| self.pack.time.joins(p));
        let year = self.year_after(name.end, name.calendar);
        let (year, calendar, end) = year.unwrap_or((Year::Absent, name.calendar, name.end));
        let calendar = if name.calendar == Calendar::Hijri { Calendar::Hijri } else { calendar };
        let hint = self.bare(end, shift_item).filter(|_| year == Year::Absent);
        let supported =
            year != Year::Absent || hint.is_some() || attached || (split || particle.is_none()) && self.support(at);
        let end = hint.map_or(end, |(_, m)| end + m.len);
        let value = TimeValue::Month { calendar, year, month: name.month, hint: hint.map(|(by, _)| by) };
        let found = Found::new(end, value, Production::MonthYear);
        Some(Found { doubtful: name.doubtful && !supported, ..found })
    }

    /// `June and July 2018`, `June/July 2018`, `the months of March and May`.
    fn two_months(&self, at: usize) -> Option<Found> {
        let both = self.any(at, |item| (unit_item(item) == Some((Unit::Month, Count::Two))).then_some(()));
        let from = both.filter(|(_, m)| !m.article).map_or(at, |(_, m)| at + m.len);
        let first = self.month_name(from, from == at)?;
        let slash = self.mark(first.end, SLASH);
        let and = self.link(first.end, Link::And).or(slash);
        let conjoined = self.any(first.end, month_item).is_some_and(|(_, m)| m.conjunction && m.preposition.is_none());
        if and.is_none() && !conjoined {
            return None;
        }
        let last = self.month_name(and.unwrap_or(first.end), true).filter(|l| l.calendar == first.calendar)?;
        // A misprint names the month after first.
        let reversed = slash.is_some() && last.month + 1 == first.month;
        let ends = if reversed { (last.month, first.month) } else { (first.month, last.month) };
        let year = self.year_after(last.end, last.calendar);
        let hint = self.bare(last.end, shift_item).filter(|_| year.is_none());
        let end = year.map(|(.., end)| end).or(hint.map(|(_, m)| last.end + m.len));
        let end = end.or((from > at).then_some(last.end))?;
        let year = year.map_or(Year::Absent, |(year, ..)| year);
        let hint = hint.map(|(by, _)| by);
        let month = |month| Box::new(TimeValue::Month { calendar: first.calendar, year, month, hint });
        let value = TimeValue::Range(month(ends.0), month(ends.1));
        Some(Found::new(end, value, Production::Range))
    }

    /// Whether the word before gives a doubtful word of time support.
    pub fn support(&self, at: usize) -> bool {
        let before = |m: &super::lex::Meaning| {
            m.len == 1 && matches!(m.item, Item::Link(Link::Support | Link::Between) | Item::Part(_))
        };
        let listed = self.any(at, month_item).is_some_and(|(_, m)| m.conjunction);
        at > 0 && listed && self.any(at - 1, month_item).is_some() || at > 0 && self.meanings(at - 1).iter().any(before)
    }

    /// `the year 2014`, `the years 2014 and 2015`, `2014-2017`, a bare year behind a word that asks for one.
    pub fn year(&self, at: usize) -> Option<Found> {
        let unit = self.any(at, |item| unit_item(item).filter(|(unit, _)| *unit == Unit::Year));
        if let Some(((_, count), m)) = unit {
            let next = self.past(at + m.len, Link::YearKind);
            if let Some((first, calendar, end)) = self.year_digits(next, None) {
                if let Some((last, _, end)) = self.second_year(end) {
                    return (count != Count::One || last > first).then(|| self.year_range(first, last, calendar, end));
                }
                return (count == Count::One).then(|| self.one_year(first, calendar, end));
            }
            if let Some((year, end)) = self.short_year(next).filter(|_| count == Count::One) {
                return Some(self.one_year(year, Calendar::Gregorian, end));
            }
            let words = self.cardinal(next).filter(|c| c.skip == 0 && !c.digits && count == Count::One)?;
            let year = words.value.integer().filter(|y| (1900..=2100).contains(y))?;
            return Some(self.one_year(year as i16, Calendar::Gregorian, words.end));
        }
        let (first, calendar, end) = self.bare_year(at)?;
        let era = end > at + 1;
        let before = at.checked_sub(1).map_or(&[][..], |b| self.meanings(b));
        let attached = at > 0 && !self.tokens[at].spaced && {
            let mut letters = self.tokens[at - 1].key.chars();
            letters.next().is_some_and(|c| self.pack.time.joins(c)) && letters.next().is_none()
        };
        let asked = attached || before.iter().any(|m| m.item == Item::YearAfter && m.len == 1);
        if let Some((last, _, last_end)) = self.second_year(end).filter(|(last, ..)| *last > first)
            // `resolutions 1998 and 2040` are no years.
            && (asked || self.mark(end, SLASH).is_some())
        {
            return Some(self.year_range(first, last, calendar, last_end));
        }
        let bracketed = at > 0 && self.mark(at - 1, OPEN).is_some() && self.mark(end, CLOSE).is_some();
        let counts = self.bare(end, unit_item).is_some() || self.is_counted(end);
        ((era || asked || bracketed) && !counts).then(|| self.one_year(first, calendar, end))
    }

    /// `the year 92`: two digits that count nothing behind them. Small ones may be days or numbers.
    fn short_year(&self, at: usize) -> Option<(i16, usize)> {
        let (year, _) = self.digits(at).filter(|(n, length)| *length == 2 && *n >= 32)?;
        let end = at + 1;
        let function = |f: &Form| f.shape == Shape::Function;
        let counted = self.token(end).and_then(|t| t.best()).is_some_and(|r| {
            !r.has_proclitic()
                && !r.article
                && !r.forms.iter().any(function)
                && r.forms.iter().any(|f| f.shape.is_nominal())
        });
        let free = !counted && !self.is_counted(end) && self.bare(end, unit_item).is_none();
        free.then_some((1900 + year as i16, end))
    }

    /// Four digits that can be a year of our time.
    pub fn bare_year(&self, at: usize) -> Option<(i16, Calendar, usize)> {
        let found = self.year_digits(at, None)?;
        let near = if found.1 == Calendar::Hijri { 1400..=1500 } else { 1900..=2100 };
        (near.contains(&found.0) && (found.1 == Calendar::Gregorian || found.2 > at + 1)).then_some(found)
    }

    /// Whether this word is one of money, percent or a scale, which a number before it counts.
    fn is_counted(&self, at: usize) -> bool {
        let key = |i: usize| self.token(at + i).map(|t| &*t.key);
        let words = &self.pack.quantity;
        words.currency.starting(key).is_some()
            || words.measures.starting(key).is_some()
            || words.percent.starting(key).is_some()
            || key(0).is_some_and(|k| words.percent_signs.contains(k) || words.cardinals.contains_key(k))
    }

    pub fn second_year(&self, at: usize) -> Option<(i16, Calendar, usize)> {
        let next = self.mark(at, SLASH).or_else(|| self.link(at, Link::To)).or_else(|| self.link(at, Link::And))?;
        self.year_digits(next, None)
    }

    fn one_year(&self, year: i16, calendar: Calendar, end: usize) -> Found {
        Found::new(end, TimeValue::Year { calendar, year: Year::Absolute(year) }, Production::Year)
    }

    pub fn year_range(&self, first: i16, last: i16, calendar: Calendar, end: usize) -> Found {
        let year = |y| Box::new(TimeValue::Year { calendar, year: Year::Absolute(y) });
        Found::new(end, TimeValue::Range(year(first), year(last)), Production::Range)
    }
}
