//! Productions for times reckoned from another: relative periods, distances, durations, days and weekdays.

use super::Role;
use super::dates::{DASH, shift_item, unit_item, weekday_item};
use super::grammar::{Found, few_item};
use super::lex::Lexed;
use super::value::{Amount, TimeValue, Year};
use crate::lang::raw_time::{Calendar, Production, Unit};
use crate::lang::time::{Count, Item, Link};

fn deictic_item(item: Item) -> Option<i32> {
    if let Item::Deictic { days, .. } = item { Some(days) } else { None }
}

fn day_part_item(item: Item) -> Option<()> {
    (item == Item::DayPart).then_some(())
}

pub fn last_item(item: Item) -> Option<()> {
    (item == Item::Link(Link::Last)).then_some(())
}

impl Lexed<'_> {
    /// `this week`, `last month`, `the coming three weeks`, `the past few days`.
    pub fn relative(&self, at: usize) -> Option<Found> {
        let found = |end, unit, shift, count| {
            Some(Found::new(end, TimeValue::Relative { unit, shift, count }, Production::RelativePeriod))
        };
        if let Some(next) = self.link_any(at, Link::This) {
            let ((unit, count), m) = self.bare(next, unit_item).filter(|(_, m)| m.article)?;
            let end = next + m.len;
            let end = self.bare(end, shift_item).filter(|(by, _)| *by == 0).map_or(end, |(_, m)| end + m.len);
            // `this is the seventh year`
            if self.ordinal(end).is_some_and(|o| o.article) {
                return None;
            }
            return if count == Count::Many { None } else { found(end, unit, 0, Amount::Exact(1)) };
        }
        // `the past 24 hours`: the number before the unit.
        let number = self.cardinal(at).filter(|c| c.value.integer().is_some_and(|n| (1..=1000).contains(&n)));
        if let Some(number) = number {
            let ((unit, _), m) = self.bare(number.end, unit_item)?;
            let end = number.end + m.len;
            let end = self.bare(end, few_item).map_or(end, |(_, m)| end + m.len);
            let (by, s) = self.bare(end, shift_item)?;
            return found(end + s.len, unit, by, Amount::Exact(number.value.integer()? as u32));
        }
        let ((unit, count), m) = self.any(at, unit_item).filter(|(_, m)| m.article)?;
        let mut end = at + m.len;
        if let Some(end) = self.link(end, Link::This) {
            return (count == Count::One).then(|| found(end, unit, 0, Amount::Exact(1))).flatten();
        }
        let mut amount = match count {
            Count::One => Amount::Exact(1),
            Count::Two => Amount::Exact(2),
            Count::Many => Amount::Few,
        };
        if count == Count::Many {
            if let Some((_, few)) = self.bare(end, few_item) {
                end += few.len;
            } else if let Some(n) = self.cardinal(end).filter(|c| c.skip == 0) {
                amount = Amount::Exact(u32::try_from(n.value.integer()?).ok().filter(|n| (1..=1000).contains(n))?);
                end = n.end;
            }
        }
        if unit == Unit::Year {
            end = self.past(end, Link::YearKind);
        }
        if let Some(end) = self.link(end, Link::Same).filter(|_| (unit, count) == (Unit::Year, Count::One)) {
            let value = TimeValue::Year { calendar: Calendar::Gregorian, year: Year::Same };
            return Some(Found::new(end, value, Production::Year));
        }
        let shift = self.bare(end, shift_item);
        if let Some((by, s)) = shift {
            // `the following day` is that after something told before.
            if unit == Unit::Day && count == Count::One && by != 0 {
                return None;
            }
            end += s.len;
            if count == Count::Many {
                if let Some((_, few)) = self.bare(end, few_item) {
                    end += few.len;
                } else if let Some(n) = self.cardinal(end).filter(|c| c.article) {
                    amount = Amount::Exact(u32::try_from(n.value.integer()?).ok().filter(|n| (1..=1000).contains(n))?);
                    end = n.end;
                }
            }
            // `next year, 2019`, `this year, 2017/2018`
            if let Some((year, calendar, end)) = self.year_digits(end, None).filter(|_| unit == Unit::Year) {
                if let Some((last, _, end)) = self.second_year(end).filter(|(last, ..)| *last > year) {
                    return Some(self.year_range(year, last, calendar, end));
                }
                let value = TimeValue::Year { calendar, year: Year::Absolute(year) };
                return Some(Found::new(end, value, Production::Year));
            }
            return found(end, unit, by, amount);
        }
        None
    }

    /// `two days ago`, `after three months`, `within a week`.
    pub fn offset(&self, at: usize) -> Option<Found> {
        let made = |next, ahead, role| {
            let (unit, count, end) = self.amount(next)?;
            // From another event on, not from the article: `two days after the …`.
            let next = self.past(end, Link::Only);
            let now = self.past_now(next);
            let other = role == Role::Point && now.is_none() && self.is_link(next, Link::Off);
            let value = TimeValue::Offset { unit, count, ahead, other };
            Some(Found { role, ..Found::new(now.unwrap_or(end), value, Production::Offset) })
        };
        if let Some(next) = self.link_any(at, Link::Since) {
            return made(next, false, Role::Start);
        }
        if let Some(next) = self.link_any(at, Link::Before) {
            return made(next, false, Role::Point);
        }
        if let Some(next) = self.link_any(at, Link::After) {
            return made(next, true, Role::Point);
        }
        let next = self.link_any(at, Link::Within)?;
        let (unit, count, end) = self.amount(next).filter(|(_, count, end)| !self.possessed(*count, *end))?;
        // `during the month of September` is that month, not a length of time.
        if self.bare(end, shift_item).is_some() || self.month_name(end, false).is_some() {
            return None;
        }
        let next = self.past(end, Link::Only);
        let now = self.past_now(next);
        let other = now.is_none() && [Link::Off, Link::After, Link::Since].into_iter().any(|l| self.is_link(next, l));
        let value = TimeValue::Within { unit, count, other };
        Some(Found { role: Role::Duration, ..Found::new(now.unwrap_or(end), value, Production::Offset) })
    }

    /// `three months from now`: where it ends.
    fn past_now(&self, at: usize) -> Option<usize> {
        let next = self.link(at, Link::Off)?;
        self.any(next, deictic_item).filter(|(days, _)| *days == 0).map(|(_, m)| next + m.len)
    }

    /// `the years of his rule`: a plural that a noun behind it tells more of is a time of its own.
    fn possessed(&self, count: Amount, end: usize) -> bool {
        let lexeme = |id| self.pack.lexicon.lexeme(id);
        let genitive = self.token(end).and_then(|t| t.best()).is_some_and(|r| {
            !r.has_proclitic() && r.forms.iter().any(|f| f.shape.is_nominal() && !lexeme(f.lexeme).adjective)
        });
        count == Amount::Few && genitive
    }

    /// `for two days`, `lasts three weeks`.
    pub fn lasting(&self, at: usize) -> Option<Found> {
        let made = |next| {
            let (unit, count, end) = self.amount(next).filter(|(_, count, end)| !self.possessed(*count, *end))?;
            let value = TimeValue::Duration { unit, count };
            Some(Found { role: Role::Duration, ..Found::new(end, value, Production::Duration) })
        };
        if let Some(next) = self.link_any(at, Link::Lasting) {
            return made(next);
        }
        let attached =
            self.any(at, unit_item).map(|(_, m)| m.preposition).or_else(|| self.cardinal(at).map(|c| c.preposition));
        let merging = attached.flatten().is_some_and(|p| self.pack.clitics.merging.contains(&p));
        let found = made(at).filter(|_| merging)?;
        match found.value {
            TimeValue::Duration { count: Amount::Exact(n), unit } if n > 1 && unit > Unit::Hour => Some(found),
            _ => None,
        }
    }

    /// `today`, `yesterday morning`, `tomorrow, Wednesday`, `today, Wednesday 5 November`.
    pub fn deictic(&self, at: usize) -> Option<Found> {
        let (days, end) = self.deictic_day(at)?;
        let mut next = end;
        let open = self.mark(next, &['(']);
        next = open.unwrap_or_else(|| self.past_comma(next));
        let date = self
            .date(next)
            .filter(|f| matches!(f.value, TimeValue::Date { .. }) && f.production != Production::DayOfMonth);
        if let Some(date) = date {
            let end = open.and_then(|_| self.mark(date.end, &[')'])).unwrap_or(date.end);
            return Some(Found { end, ..date });
        }
        let named = self.any(next, |item| match item {
            Item::Unit { unit: Unit::Day, .. } => Some(()),
            _ => None,
        });
        let from = named.map_or(next, |(_, m)| next + m.len);
        let weekday = self.bare(from, weekday_item).filter(|(_, m)| m.article);
        if let Some((day, m)) = weekday {
            let end = from + m.len;
            let end = open.and_then(|_| self.mark(end, &[')'])).unwrap_or(end);
            return Some(Found::new(end, TimeValue::Days { days, weekday: Some(day) }, Production::Deictic));
        }
        // `the first day`, `the world day of`: no deictic.
        if self.meanings(at).iter().any(|m| matches!(m.item, Item::Unit { .. })) && self.not_today(at, end) {
            return None;
        }
        let now = self.any(at, |item| matches!(item, Item::Deictic { now: true, .. }).then_some(())).is_some();
        let role = if now { Role::Now } else { Role::Point };
        Some(Found { role, ..Found::new(end, TimeValue::Days { days, weekday: None }, Production::Deictic) })
    }

    /// A deictic word, with a part of the day before it.
    fn deictic_day(&self, at: usize) -> Option<(i32, usize)> {
        let straight = self.any(at, deictic_item).map(|(days, m)| (days, at + m.len));
        let part = self.any(at, day_part_item).filter(|(_, m)| !m.article);
        let after = part
            .map(|(_, m)| self.past(at + m.len, Link::Of))
            .and_then(|next| self.bare(next, deictic_item).map(|(days, m)| (days, next + m.len)));
        straight.into_iter().chain(after).max_by_key(|(_, end)| *end)
    }

    fn not_today(&self, at: usize, end: usize) -> bool {
        if end > at + 1 {
            return false;
        }
        let ordinal = self.ordinal(end).is_some_and(|o| o.article);
        let fixed = self.any(end, |item| (item == Item::NotToday).then_some(())).is_some();
        let before = at.checked_sub(1).is_some_and(|b| self.meanings(b).iter().any(|m| m.item == Item::NotTodayAfter));
        ordinal || fixed || before || self.bare(end, last_item).is_some()
    }

    /// `Tuesday`, `next Tuesday`, `Tuesday of last week`, `Tuesday and Wednesday`.
    pub fn weekday(&self, at: usize) -> Option<Found> {
        let first = self.one_weekday(at)?;
        let mut end = first.end;
        let and = self.link(end, Link::And).unwrap_or(end);
        let and = self.mark(and, DASH).unwrap_or(and);
        let next_day = |at| self.any(at, weekday_item).filter(|(_, m)| m.article && m.preposition.is_none());
        let plain = matches!(first.value, TimeValue::Weekday { hint: None, week: false, .. });
        let night = self.any(at, day_part_item).is_some();
        if let Some((mut day, m)) = next_day(and).filter(|(_, m)| plain && (m.conjunction || and > end || night)) {
            end = and + m.len;
            while let Some((another, m)) = next_day(end).filter(|(_, m)| m.conjunction) {
                (day, end) = (another, end + m.len);
            }
            let shift = self.bare(end, shift_item);
            let hint = shift.map(|(by, _)| by);
            let end = shift.map_or(end, |(_, m)| end + m.len);
            let first = TimeValue::Weekday { day: first.value.weekday()?, hint, week: false };
            let last = TimeValue::Weekday { day, hint, week: false };
            return Some(Found::new(end, TimeValue::Range(first.into(), last.into()), Production::Range));
        }
        Some(first)
    }

    fn one_weekday(&self, at: usize) -> Option<Found> {
        let mut from = at;
        let part = self.any(from, day_part_item).filter(|(_, m)| !m.article);
        if let Some((_, m)) = part {
            from = self.past(from + m.len, Link::Of);
        }
        let day = self.any(from, |item| unit_item(item).filter(|(unit, _)| *unit == Unit::Day));
        if let Some((_, m)) = day.filter(|(_, m)| !m.article) {
            from += m.len;
        }
        let (day, m) = self.any(from, weekday_item).filter(|(_, m)| from == at || m.plain())?;
        let end = from + m.len;
        if let Some(shift) = self.week_of(end) {
            let (by, end) = shift;
            let value = TimeValue::Weekday { day, hint: Some(by), week: true };
            return Some(Found::new(end, value, Production::Weekday));
        }
        if !m.article {
            return None;
        }
        let shift = self.bare(end, shift_item).filter(|(by, _)| *by != 0);
        let (hint, end) = shift.map_or((None, end), |(by, m)| (Some(by), end + m.len));
        Some(Found::new(end, TimeValue::Weekday { day, hint, week: false }, Production::Weekday))
    }

    /// `of last week`, behind a weekday.
    fn week_of(&self, at: usize) -> Option<(i8, usize)> {
        let at = self.past(at, Link::Of);
        let found = self.relative(at)?;
        match found.value {
            TimeValue::Relative { unit: Unit::Week, shift, count: Amount::Exact(1) } => Some((shift, found.end)),
            _ => None,
        }
    }
}
