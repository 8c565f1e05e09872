//! Parts of a stretch of days: its thirds, its fractions, the n-th of something in it.

use super::resolve::{Granularity, Resolved, days_between, moved};
use super::value::Counted;
use crate::lang::raw_time::Unit;
use jiff::civil::Weekday;

/// Begin (0), middle (1) or end (2) of a stretch.
pub fn third(index: i64, of: &Resolved) -> Resolved {
    let length = days_between(of.earliest, of.latest) + 1;
    if length == 1 {
        return of.clone();
    }
    // Months at the 10th and 20th, years after four and eight months, a season after one and two.
    let border = |at: i64| {
        let (unit, by) = match length {
            28..=31 => (Unit::Day, 10 * at),
            85..=95 => (Unit::Month, at),
            350..=370 => (Unit::Month, 4 * at),
            3650..=3660 => (Unit::Year, [0, 4, 7][at as usize]),
            36500.. => (Unit::Year, [0, 33, 67][at as usize]),
            _ => (Unit::Day, i64::from(length) * at / 3),
        };
        moved(of.earliest, unit, by).unwrap_or(of.latest)
    };
    let earliest = border(index);
    let latest = if index == 2 { of.latest } else { border(index + 1).yesterday().unwrap_or(of.latest) };
    Resolved::about(earliest, latest)
}

/// The `index`-th of so many equal parts, from 1 on. `None` if there are not so many.
pub fn fraction(index: u8, parts: u8, of: &Resolved) -> Option<Resolved> {
    if index == 0 || index > parts {
        return None;
    }
    let border = |at: u8| match of.granularity {
        Granularity::Year => moved(of.earliest, Unit::Month, i64::from(12 / parts * at)),
        Granularity::Decade => moved(of.earliest, Unit::Year, i64::from(10 / parts * at)),
        Granularity::Century => moved(of.earliest, Unit::Year, i64::from(100 / parts * at)),
        _ => {
            let length = i64::from(days_between(of.earliest, of.latest)) + 1;
            moved(of.earliest, Unit::Day, length * i64::from(at) / i64::from(parts))
        }
    };
    let earliest = border(index - 1)?;
    let latest = if index == parts { of.latest } else { border(index)?.yesterday().ok()? };
    let (granularity, code) = match (of.granularity, parts) {
        (Granularity::Year, 4) => (Granularity::Quarter, Some(32 + index)),
        (Granularity::Year, 2) => (Granularity::Half, Some(39 + index)),
        (Granularity::Year, 3) => (Granularity::Interval, Some(36 + index)),
        _ => (Granularity::Interval, None),
    };
    let plain = Resolved::new(earliest, latest, granularity);
    Some(match code {
        Some(code) => Resolved { edtf: format!("{:04}-{code}", earliest.year()), ..plain },
        None => plain,
    })
}

/// The `n`-th day, weekday, week, month or year of a stretch, or behind it (`after`); the last if `n` is none. `None` if it
/// has not so many.
pub fn nth(n: Option<u8>, what: Counted, of: &Resolved, after: bool) -> Option<Resolved> {
    let start = if after { of.latest.tomorrow().ok()? } else { of.earliest };
    let inside = |r: Resolved| (after || r.latest <= of.latest).then_some(r);
    match (what, n) {
        (Counted::Weekday(day) | Counted::WeekdayOrDay(day), n) => {
            let numbered = n.and_then(|n| moved(start, Unit::Day, i64::from(n) - 1));
            let same = numbered.filter(|d| d.weekday().to_monday_one_offset() == day);
            if let (Counted::WeekdayOrDay(_), Some(date)) = (what, same) {
                return Some(Resolved::day(date));
            }
            let weekday = Weekday::from_monday_one_offset(day).ok()?;
            let found = match n {
                Some(n) => start.yesterday().ok()?.nth_weekday(n.into(), weekday).ok()?,
                None => of.latest.tomorrow().ok()?.nth_weekday(-1, weekday).ok()?,
            };
            inside(Resolved::day(found))
        }
        (Counted::Unit(Unit::Day), Some(n)) => inside(Resolved::day(moved(start, Unit::Day, i64::from(n) - 1)?)),
        (Counted::Unit(Unit::Day), None) => Some(Resolved::day(of.latest)),
        (Counted::Unit(unit), n) => {
            let granularity = match unit {
                Unit::Week => Granularity::Week,
                Unit::Month => Granularity::Month,
                Unit::Year => Granularity::Year,
                _ => return None,
            };
            let first = match n {
                Some(n) => moved(start, unit, i64::from(n) - 1)?,
                None => moved(of.latest.tomorrow().ok()?, unit, -1)?,
            };
            let last = moved(first, unit, 1)?.yesterday().ok()?;
            // The fifth week of a month is what is left of it.
            let last = if after { last } else { last.min(of.latest) };
            (first <= last).then(|| Resolved::new(first, last, granularity))
        }
    }
}
