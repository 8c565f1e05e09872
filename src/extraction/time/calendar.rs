//! Days of both calendars as Gregorian days. Hijri is Umm al-Qura, the calendar that newspapers print.

use crate::lang::raw_time::Calendar;
use icu_calendar::{Date as IcuDate, Gregorian, cal::Hijri};
use jiff::civil::Date;

/// Years that a text may mean.
pub const GREGORIAN_YEARS: std::ops::RangeInclusive<i16> = 1000..=2200;
pub const HIJRI_YEARS: std::ops::RangeInclusive<i16> = 1300..=1600;

/// First and last Gregorian day of a month; `None` if there is no such month.
pub fn month(calendar: Calendar, year: i16, month: u8) -> Option<(Date, Date)> {
    match calendar {
        Calendar::Gregorian => {
            let first = Date::new(year, i8::try_from(month).ok()?, 1).ok()?;
            Some((first, first.last_of_month()))
        }
        Calendar::Hijri => {
            let first = hijri(year, month, 1)?;
            let next = if month == 12 { hijri(year + 1, 1, 1) } else { hijri(year, month + 1, 1) };
            Some((first, next?.yesterday().ok()?))
        }
    }
}

/// The Gregorian day; `None` if the calendar has no such day.
pub fn day(calendar: Calendar, year: i16, month: u8, day: u8) -> Option<Date> {
    match calendar {
        Calendar::Gregorian => Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok(),
        Calendar::Hijri => hijri(year, month, day),
    }
}

fn hijri(year: i16, month: u8, day: u8) -> Option<Date> {
    let hijri = IcuDate::try_new_hijri_with_calendar(year.into(), month, day, Hijri::new_umm_al_qura()).ok()?;
    let gregorian = hijri.to_calendar(Gregorian);
    let year = i16::try_from(gregorian.era_year().year).ok()?;
    Date::new(year, gregorian.month().ordinal as i8, gregorian.day_of_month().0 as i8).ok()
}

/// The year that a day falls in.
pub fn year_of(calendar: Calendar, day: Date) -> i16 {
    match calendar {
        Calendar::Gregorian => day.year(),
        Calendar::Hijri => IcuDate::try_new_gregorian(day.year().into(), day.month() as u8, day.day() as u8)
            .map_or(0, |d| d.to_calendar(Hijri::new_umm_al_qura()).year().extended_year() as i16),
    }
}

/// First and last Gregorian day of a year.
pub fn year(calendar: Calendar, year: i16) -> Option<(Date, Date)> {
    match calendar {
        Calendar::Gregorian => Some((Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?)),
        Calendar::Hijri => Some((hijri(year, 1, 1)?, hijri(year + 1, 1, 1)?.yesterday().ok()?)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn umm_al_qura() {
        assert_eq!(day(Calendar::Hijri, 1436, 10, 26), Some(date(2015, 8, 11)));
        assert_eq!(day(Calendar::Hijri, 1436, 7, 34), None);
        assert_eq!(year_of(Calendar::Hijri, date(2015, 8, 11)), 1436);
        assert_eq!(month(Calendar::Hijri, 1440, 9), Some((date(2019, 5, 6), date(2019, 6, 3))));
    }
}
