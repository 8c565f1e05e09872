//! The article's own date: given, printed, or inferred from a weekday with day and month.

use super::lex::Lexed;
use super::value::{TimeValue, Year};
use super::{Role, Tense, TimeExpression, expressions, resolve};
use crate::analysis::{Block, Document, TokenKind};
use crate::article::DateSource;
use crate::lang::raw_time::Calendar;
use crate::lang::time::Item;
use crate::text::Span;
use jiff::civil::{Date, Weekday};

/// Words that a dateline may have before its date: place, agency.
const DATELINE_WORDS: usize = 6;
/// Words that a line may have beside a date and still be a dateline.
const LINE_WORDS: usize = 10;

/// The article's date, where it comes from, and the words it was read from (empty if given).
///
/// A printed date is one that the article has for itself: a line of its own, the place line before the text, or the
/// full date of `today`. Failing that, a weekday with day and month gives the latest such year that is not after `now`.
pub fn article_date(doc: &Document, now: Date) -> Option<(Date, DateSource, Span)> {
    if let Some(date) = doc.article.given_date {
        return Some((date, DateSource::Given, Span::new(0, 0)));
    }
    let found = expressions(doc, Some(now));
    let lexed = Lexed::new(doc);
    let printed = found.iter().filter(|e| own(doc, &lexed, e)).find_map(|e| {
        let bounds = resolve::resolve(e.value.as_ref()?, Some(now), Tense::Past)?;
        (bounds.earliest == bounds.latest && bounds.earliest <= now).then_some((bounds.earliest, e.span))
    });
    if let Some((day, span)) = printed {
        return Some((day, DateSource::Printed, span));
    }
    let today_first = found.iter().filter(|e| deictic(&lexed, e)).chain(found.iter().filter(|e| !deictic(&lexed, e)));
    today_first.filter(|e| e.role == Role::Point).find_map(|e| {
        let TimeValue::Date { calendar: Calendar::Gregorian, year: Year::Absent, month, day, weekday, hint: None } =
            *e.value.as_ref()?
        else {
            return None;
        };
        let weekday = Weekday::from_monday_one_offset(weekday?).ok()?;
        // The calendar repeats after 28 years at most, but for a secular year.
        let years = (0..40).map(|back| now.year() - back);
        let days = years.filter_map(|y| Date::new(y, month as i8, day as i8).ok());
        let day = days.filter(|d| *d <= now).find(|d| d.weekday() == weekday)?;
        Some((day, DateSource::Inferred, e.span))
    })
}

fn deictic(lexed: &Lexed, e: &TimeExpression) -> bool {
    let today = |item| if let Item::Deictic { days: 0, .. } = item { Some(()) } else { None };
    (e.tokens.start..e.tokens.end).any(|at| lexed.any(at, today).is_some())
}

/// Whether the article prints this full date as its own.
fn own(doc: &Document, lexed: &Lexed, e: &TimeExpression) -> bool {
    if e.role != Role::Point || !matches!(e.value, Some(TimeValue::Date { year: Year::Absolute(_), .. })) {
        return false;
    }
    if deictic(lexed, e) {
        return true;
    }
    let sentence = doc.sentence_of(e.tokens.start);
    let words = |from: usize, to: usize| doc.tokens[from..to].iter().filter(|t| t.kind == TokenKind::Word).count();
    let (before, after) = (words(sentence.tokens.start, e.tokens.start), words(e.tokens.end, sentence.tokens.end));
    let said = (sentence.tokens.start..e.tokens.start)
        .any(|at| lexed.any(at, |i| (i == Item::Dateline).then_some(())).is_some());
    let line = sentence.block != Block::Headline && before + after <= LINE_WORDS && sentence.line <= 4;
    let place = sentence.block != Block::Headline && sentence.line <= 2 && before <= DATELINE_WORDS && {
        // The place line ends with a mark: dash, slash, bracket or colon, right behind the date or the agency's name.
        let behind = doc.tokens[e.tokens.end..sentence.tokens.end].iter().take(5);
        let verbal = doc.tokens[sentence.tokens.start..e.tokens.start].iter().any(|t| {
            t.best()
                .is_some_and(|r| r.forms.iter().any(|f| f.shape.is_verb()) && r.forms.iter().all(|f| f.shape.is_verb()))
        });
        !verbal
            && behind
                .into_iter()
                .any(|t| t.is_mark(&['-', '\u{2013}', '\u{2014}', '\u{0640}', '/', '(', ':', '\u{200F}']))
    };
    said || place
        || (line && (before + after <= 3 || doc.tokens[e.tokens.end - 1].span.end == sentence.span.end || before <= 2))
}
