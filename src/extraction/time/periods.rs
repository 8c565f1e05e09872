//! Productions for periods: relative ones, distances, durations, parts of a period, seasons and feasts.

use super::Role;
use super::dates::{DASH, shift_item, unit_item, weekday_item};
use super::grammar::{Found, few_item, longest};
use super::lex::Lexed;
use super::value::{Amount, Counted, TimeValue, Year};
use crate::lang::raw_time::{Calendar, Production, Unit};
use crate::lang::time::{Count, Item, Link};

fn deictic_item(item: Item) -> Option<i32> {
    if let Item::Deictic { days, .. } = item { Some(days) } else { None }
}

fn part_item(item: Item) -> Option<crate::lang::raw_time::Part> {
    if let Item::Part(part) = item { Some(part) } else { None }
}

fn day_part_item(item: Item) -> Option<()> {
    (item == Item::DayPart).then_some(())
}

fn last_item(item: Item) -> Option<()> {
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
        if self.is_link(end, Link::This) {
            return (count == Count::One).then(|| found(end + 1, unit, 0, Amount::Exact(1))).flatten();
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
            let now = self.from_now(next);
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
        let now = self.from_now(next);
        let other = now.is_none() && [Link::Off, Link::After, Link::Since].into_iter().any(|l| self.is_link(next, l));
        let value = TimeValue::Within { unit, count, other };
        Some(Found { role: Role::Duration, ..Found::new(now.unwrap_or(end), value, Production::Offset) })
    }

    /// `three months from now`: where it ends.
    fn from_now(&self, at: usize) -> Option<usize> {
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
