//! The top of the grammar: the longest expression that begins with a token, and the guards against look-alikes.

use super::dates::{DASH, unit_item};
use super::lex::{Lexed, Meaning};
use super::value::{Amount, TimeValue, Year};
use super::{Role, value};
use crate::analysis::TokenKind;
use crate::extraction::particle::variants;
use crate::lang::raw_time::{Part, Production, Unit};
use crate::lang::time::{Count, Item, Link};

/// A production that fits: what it says and where it ends.
#[derive(Clone, Debug)]
pub struct Found {
    /// One past the last token.
    pub end: usize,
    pub value: TimeValue,
    pub production: Production,
    pub role: Role,
    /// The words are more often something else, and nothing beside them says that time is meant.
    pub doubtful: bool,
}

impl Found {
    pub fn new(end: usize, value: TimeValue, production: Production) -> Self {
        Found { end, value, production, role: Role::Point, doubtful: false }
    }
}

/// The longest; of equals the first.
pub fn longest(found: impl IntoIterator<Item = Option<Found>>) -> Option<Found> {
    found.into_iter().flatten().reduce(|best, next| if next.end > best.end { next } else { best })
}

impl Lexed<'_> {
    /// The longest expression that begins here.
    pub fn expression(&self, at: usize) -> Option<Found> {
        longest([self.point(at), self.bounded(at), self.offset(at), self.lasting(at), self.range(at)])
            .filter(|found| !found.doubtful)
    }

    /// A single point or period, however long.
    pub fn point(&self, at: usize) -> Option<Found> {
        longest([
            self.date(at),
            self.deictic(at),
            self.part(at),
            self.fraction(at),
            self.nth(at),
            self.weekday(at),
            self.relative(at),
            self.month_year(at),
            self.year(at),
            self.decade(at),
            self.season(at),
            self.feast(at),
        ])
    }

    /// `since 2014`, `until the end of the month`, `before`, `after`.
    fn bounded(&self, at: usize) -> Option<Found> {
        const BOUNDS: [(Link, Role); 5] = [
            (Link::Since, Role::Start),
            (Link::Onward, Role::Onward),
            (Link::After, Role::After),
            (Link::Until, Role::End),
            (Link::Before, Role::Before),
        ];
        let (role, next) = BOUNDS.into_iter().find_map(|(link, role)| Some((role, self.link_any(at, link)?)))?;
        let found = self.bounded_year(next).or_else(|| self.point(next))?;
        if self.guarded(next, &found) {
            return None;
        }
        let production = if matches!(role, Role::End | Role::Before) { Production::Until } else { Production::Since };
        // `until now`
        let role = if found.role == Role::Now { Role::Now } else { role };
        Some(Found { role, production, doubtful: false, ..found })
    }

    /// Past a linking word that opens an expression: any particle may be attached to it.
    pub fn link_any(&self, at: usize, link: Link) -> Option<usize> {
        self.any(at, |item| (item == Item::Link(link)).then_some(())).map(|(_, m)| at + m.len)
    }

    fn bounded_year(&self, at: usize) -> Option<Found> {
        let (year, calendar, end) = self.bare_year(at)?;
        let value = TimeValue::Year { calendar, year: Year::Absolute(year) };
        self.bare(end, unit_item).is_none().then(|| Found::new(end, value, Production::Year))
    }

    /// `from … to …`, `between … and …`, `… - …`.
    fn range(&self, at: usize) -> Option<Found> {
        if let Some(next) = self.link_any(at, Link::From)
            && let Some(found) = self.ends(next, Link::To)
        {
            return Some(found);
        }
        if let Some(next) = self.link_any(at, Link::Between) {
            return self.ends(next, Link::And);
        }
        let first = self.point(at)?;
        if let TimeValue::Range(..) = first.value {
            return None;
        }
        let next = self.mark(first.end, DASH).or_else(|| self.link(first.end, Link::To))?;
        let last = self.point(next)?;
        let alike = first.production == last.production && !first.doubtful;
        alike.then(|| joined(first, last)).flatten()
    }

    fn ends(&self, at: usize, link: Link) -> Option<Found> {
        // `the 5th to the 7th of November`: the production for dates has read both.
        if let Some(whole) = self.point(at).filter(|f| matches!(f.value, TimeValue::Range(..))) {
            return Some(whole);
        }
        let first = self.bounded_year(at).or_else(|| self.point(at));
        let first = match first {
            Some(first) => first,
            None => {
                let (day, end) = self.day_number(at)?;
                Found::new(end, TimeValue::DayOfMonth { day, shift: None, weekday: None }, Production::DayOfMonth)
            }
        };
        let (next, attached) = match link {
            Link::And => {
                let and = self.link(first.end, Link::And);
                (and.unwrap_or(first.end), and.is_none())
            }
            _ => (self.link(first.end, link).or_else(|| self.mark(first.end, DASH))?, false),
        };
        if attached && !self.conjoined(next) {
            return None;
        }
        let last = self.bounded_year(next).or_else(|| self.point(next))?;
        joined(first, last)
    }

    /// Whether a conjunction is written with this word.
    pub fn conjoined(&self, at: usize) -> bool {
        self.meanings(at).iter().any(|m| m.conjunction)
            || self.ordinal(at).is_some_and(|o| o.conjunction)
            || self.cardinal(at).is_some_and(|c| c.conjunction)
    }

    /// Whether the word before makes the expression part of something else.
    pub fn guarded(&self, at: usize, found: &Found) -> bool {
        let Some(before) = at.checked_sub(1) else { return false };
        let attached = |m: &Meaning| m.preposition.is_none_or(|p| self.pack.time.joins(p));
        let stands = |wanted: Item| {
            self.meanings(before).iter().any(|m| m.item == wanted && m.len == 1 && !m.article && attached(m))
        };
        let unit_guard = self.meanings(before).iter().any(|m| m.item == Item::UnitNotAfter);
        let named = match &found.value {
            TimeValue::Date { year, .. } | TimeValue::Month { year, .. } => *year == Year::Absent,
            TimeValue::Weekday { hint, .. } => hint.is_none(),
            TimeValue::Days { .. } => true,
            _ => false,
        };
        let first_unit = self
            .meanings(at)
            .iter()
            .any(|m| matches!(m.item, Item::Unit { unit: Unit::Year, count: Count::One }) && m.plain());
        (named && found.role == Role::Point && stands(Item::NotAfter)) || (first_unit && unit_guard)
    }

    /// A number of units: `two days`, `20 years`, `several weeks`; where it ends.
    pub fn amount(&self, at: usize) -> Option<(Unit, Amount, usize)> {
        let at = self.past(at, Link::About);
        let few = self.any(at, |item| (item == Item::Link(Link::Few)).then_some(()));
        if let Some((_, m)) = few {
            let ((unit, _), u) = self.bare(at + m.len, unit_item)?;
            return Some((unit, Amount::Few, at + m.len + u.len));
        }
        if let Some(((unit, count), m)) = self.any(at, unit_item).filter(|(_, m)| !m.article) {
            let end = at + m.len;
            if unit == Unit::Year && self.year_digits(end, None).is_some() {
                return None;
            }
            let one = |end: usize| self.cardinal(end).filter(|c| c.skip == 0 && c.value.integer() == Some(1));
            return Some(match count {
                Count::One => self.and_half(unit, 1, one(end).map_or(end, |c| c.end)),
                Count::Two => self.and_half(unit, 2, end),
                Count::Many => (unit, Amount::Few, self.bare(end, few_item).map_or(end, |(_, m)| end + m.len)),
            });
        }
        let bracket = self.mark(at, &['(']);
        let number = self.cardinal(bracket.unwrap_or(at))?;
        let count = u32::try_from(number.value.integer()?).ok().filter(|n| (1..=1000).contains(n))?;
        let next = if bracket.is_some() { self.mark(number.end, &[')'])? } else { number.end };
        let ((unit, _), m) = self.bare(next, unit_item).filter(|(_, m)| !m.article)?;
        Some(self.and_half(unit, count, next + m.len))
    }

    /// `two years and a half`: a smaller unit says it whole.
    fn and_half(&self, unit: Unit, n: u32, end: usize) -> (Unit, Amount, usize) {
        let half = self.token(end).filter(|t| t.kind == TokenKind::Word).is_some_and(|t| {
            let words = &self.pack.quantity.half;
            variants(&t.key, &self.pack.clitics).iter().any(|v| v.conjunction && words.contains(&*v.key))
        });
        if !half {
            return (unit, Amount::Exact(n), end);
        }
        let again = self.bare(end + 1, unit_item).filter(|((u, _), m)| *u == unit && m.article);
        let end = again.map_or(end + 1, |(_, m)| end + 1 + m.len);
        match unit {
            Unit::Decade => (Unit::Year, Amount::Exact(10 * n + 5), end),
            Unit::Year => (Unit::Month, Amount::Exact(12 * n + 6), end),
            // Half a month is two weeks and a day.
            Unit::Month => (Unit::Week, Amount::Exact((30 * n + 18) / 7), end),
            _ => (unit, Amount::Exact(n), end),
        }
    }
}

pub fn few_item(item: Item) -> Option<()> {
    (item == Item::Link(Link::Few)).then_some(())
}

/// Two ends of a stretch; what one leaves out is taken from the other.
fn joined(mut first: Found, mut last: Found) -> Option<Found> {
    use value::TimeValue::{Date, DayOfMonth, Month, Part as PartOf, Weekday, Year as YearOf};
    if first.role != Role::Point || last.role != Role::Point {
        return None;
    }
    match (&mut first.value, &mut last.value) {
        (DayOfMonth { day, shift: None, .. }, Date { calendar, year, month, hint, .. }) => {
            first.value =
                Date { calendar: *calendar, year: *year, month: *month, day: *day, weekday: None, hint: *hint };
        }
        (DayOfMonth { shift, .. }, DayOfMonth { shift: of, .. }) if shift.is_none() => *shift = *of,
        (
            Date { calendar: c1, year: y1, month: m1, .. } | Month { calendar: c1, year: y1, month: m1, .. },
            Date { calendar: c2, year: y2, month: m2, .. } | Month { calendar: c2, year: y2, month: m2, .. },
        ) if c1 == c2 => match (*y1, *y2) {
            (Year::Absent, Year::Absolute(y)) => *y1 = Year::Absolute(if *m1 > *m2 { y - 1 } else { y }),
            (Year::Absolute(y), Year::Absent) => *y2 = Year::Absolute(if *m1 > *m2 { y + 1 } else { y }),
            _ => {}
        },
        (Weekday { hint: h1, .. }, Weekday { hint: h2, .. }) => *h1 = h1.or(*h2),
        (PartOf { part: Part::Begin, .. }, PartOf { .. }) | (YearOf { .. }, YearOf { .. }) => {}
        (DayOfMonth { shift: None, weekday: None, .. }, _) | (_, DayOfMonth { shift: None, weekday: None, .. }) => {
            return None;
        }
        _ => {}
    }
    let value = TimeValue::Range(first.value.into(), last.value.into());
    Some(Found::new(last.end, value, Production::Range))
}
