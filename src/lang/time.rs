//! Words of time by folded key: what a word or a run of words may mean in a temporal expression.

use super::raw_time::{self as raw, Calendar, Part, Production, Unit};
use crate::text::normal::Fold;
use rustc_hash::{FxHashMap, FxHashSet};
use smallvec::SmallVec;
use std::sync::Arc;

/// One meaning of a word (or of a run of words).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Item {
    Month { calendar: Calendar, number: u8, doubtful: bool },
    Weekday(i8),
    Unit { unit: Unit, count: Count },
    Shift(i8),
    Deictic { days: i32, now: bool },
    Part(Part),
    Fraction(u8),
    DayPart,
    Season { number: u8, from_month: i8 },
    Feast { calendar: Calendar, month: u8, day: u8, days: u8 },
    Decade(i16),
    Era(Calendar),
    Link(Link),
    NotAfter,
    NotToday,
    NotTodayAfter,
    UnitNotAfter,
    YearAfter,
    Dateline,
}

/// A unit's grammatical number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Count {
    One,
    Two,
    Many,
}

/// Words that hold an expression together or stand before one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Link {
    Of,
    From,
    Between,
    To,
    And,
    Matching,
    This,
    Since,
    Onward,
    Until,
    Before,
    After,
    Within,
    Lasting,
    Support,
    FirstDay,
    YearKind,
    Period,
    Few,
    Only,
    Off,
    Same,
    About,
    Last,
}

/// A word of the vocabulary as it stands at the head of an entry.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Folded keys of the words that follow the first.
    pub rest: Box<[Box<str>]>,
    pub article: bool,
    pub item: Item,
}

/// A rule's name and the texts it is held to.
#[derive(Clone, Debug)]
pub struct TimeRule {
    pub name: Arc<str>,
    pub production: Production,
    pub examples: Vec<raw::Example>,
    pub counterexamples: Vec<String>,
}

/// The vocabulary of one language.
#[derive(Clone, Debug, Default)]
pub struct TimeWords {
    entries: FxHashMap<Box<str>, SmallVec<[Entry; 2]>>,
    pub rules: Vec<TimeRule>,
    names: FxHashMap<Production, Arc<str>>,
    prepositions: FxHashSet<char>,
}

impl TimeWords {
    /// Entries whose first word is this folded key; longer ones first.
    pub fn entries(&self, key: &str) -> &[Entry] {
        self.entries.get(key).map_or(&[], |e| e.as_slice())
    }

    /// The pack's name of a production.
    pub fn name(&self, production: Production) -> Arc<str> {
        self.names.get(&production).cloned().unwrap_or_else(|| "time".into())
    }

    /// Whether an attached preposition may stand inside an expression.
    pub fn joins(&self, preposition: char) -> bool {
        self.prepositions.contains(&preposition)
    }

    pub fn compile(raw: raw::Times, fold: &Fold, article: &str) -> TimeWords {
        let mut words = TimeWords::default();
        let mut add = |names: &[String], item: Item, nouns: bool| {
            for name in names {
                let keys: Vec<Box<str>> = name.split_whitespace().map(|w| fold.key(w).into_boxed_str()).collect();
                let Some((first, rest)) = keys.split_first() else { continue };
                let bare = first.strip_prefix(article).filter(|b| b.chars().count() > 1);
                words.add(first, rest, bare.is_some(), item);
                if nouns && bare.is_none() {
                    words.add(&format!("{article}{first}"), rest, true, item);
                }
            }
        };
        for m in &raw.month {
            let item = |doubtful| Item::Month { calendar: m.calendar, number: m.number, doubtful };
            add(&m.names, item(false), false);
            add(&m.doubtful, item(true), false);
        }
        for w in &raw.weekday {
            add(&w.names, Item::Weekday(w.number), true);
        }
        for u in &raw.unit {
            for (names, count) in [(&u.singular, Count::One), (&u.dual, Count::Two), (&u.plural, Count::Many)] {
                add(names, Item::Unit { unit: u.unit, count }, true);
            }
        }
        raw.shift.iter().for_each(|s| add(&s.words, Item::Shift(s.by), false));
        raw.deictic.iter().for_each(|d| add(&d.words, Item::Deictic { days: d.days, now: d.now }, false));
        raw.part.iter().for_each(|p| add(&p.words, Item::Part(p.part), true));
        raw.fraction.iter().for_each(|f| add(&f.words, Item::Fraction(f.parts), true));
        add(&raw.day_part, Item::DayPart, true);
        for s in &raw.season {
            add(&s.words, Item::Season { number: s.number, from_month: s.from_month }, true);
        }
        for f in &raw.feast {
            let item = Item::Feast { calendar: f.calendar, month: f.month, day: f.day, days: f.days };
            add(&f.words, item, false);
        }
        raw.decade.iter().for_each(|d| add(&d.words, Item::Decade(d.from), true));
        add(&raw.era.hijri, Item::Era(Calendar::Hijri), false);
        add(&raw.era.gregorian, Item::Era(Calendar::Gregorian), false);
        let link = &raw.link;
        for (names, kind, nouns) in [
            (&link.of, Link::Of, false),
            (&link.from, Link::From, false),
            (&link.between, Link::Between, false),
            (&link.to, Link::To, false),
            (&link.and, Link::And, false),
            (&link.matching, Link::Matching, false),
            (&link.this, Link::This, false),
            (&link.since, Link::Since, false),
            (&link.onward, Link::Onward, false),
            (&link.until, Link::Until, false),
            (&link.before, Link::Before, false),
            (&link.after, Link::After, false),
            (&link.within, Link::Within, false),
            (&link.lasting, Link::Lasting, false),
            (&link.support, Link::Support, false),
            (&link.period, Link::Period, true),
            (&link.few, Link::Few, false),
            (&link.only, Link::Only, false),
            (&link.off, Link::Off, false),
            (&link.same, Link::Same, false),
            (&link.about, Link::About, false),
            (&link.last, Link::Last, true),
            (&link.first_day, Link::FirstDay, false),
            (&link.year_kind, Link::YearKind, false),
        ] {
            add(names, Item::Link(kind), nouns);
        }
        add(&raw.guard.not_after, Item::NotAfter, false);
        add(&raw.guard.not_today, Item::NotToday, false);
        add(&raw.guard.not_today_after, Item::NotTodayAfter, false);
        add(&raw.guard.unit_not_after, Item::UnitNotAfter, false);
        add(&raw.guard.year_after, Item::YearAfter, false);
        add(&raw.dateline.before, Item::Dateline, false);
        let single = link.of.iter().map(|w| fold.key(w));
        words.prepositions = single.filter(|k| k.chars().count() == 1).flat_map(|k| k.chars().next()).collect();
        for list in words.entries.values_mut() {
            list.sort_by_key(|e| std::cmp::Reverse(e.rest.len()));
        }
        for rule in raw.rule {
            let name: Arc<str> = rule.name.into();
            words.names.insert(rule.production, name.clone());
            words.rules.push(TimeRule {
                name,
                production: rule.production,
                examples: rule.examples,
                counterexamples: rule.counterexamples,
            });
        }
        words
    }

    fn add(&mut self, first: &str, rest: &[Box<str>], article: bool, item: Item) {
        let list = self.entries.entry(first.into()).or_default();
        if !list.iter().any(|e| e.item == item && *e.rest == *rest) {
            list.push(Entry { rest: rest.into(), article, item });
        }
    }
}
