//! A whole article through build and the named queries: a reception with what was signed, announced and said there. Read
//! as printed, and with other countries, persons and days, which must give the same facts about those.
//!
//! The article is no part of the program: without it the tests say so and pass.

use crate::program::Place;
use std::path::Path;

/// Who and when, as the article and the gazetteer word them.
struct World {
    /// What is put for what in the printed article, in this order.
    replace: &'static [(&'static str, &'static str)],
    host: &'static str,
    guest: &'static str,
    host_country: &'static str,
    guest_country: &'static str,
    city: &'static str,
    day: &'static str,
    conference: &'static str,
}

const PRINTED: World = World {
    replace: &[],
    host: "عبد الفتاح السيسي",
    guest: "صدر جباروف",
    host_country: "مصر",
    guest_country: "قرغيزستان",
    city: "القاهرة",
    day: "2025-11-05",
    conference: "2025-11-21/2025-11-30",
};

const REPLACED: World = World {
    replace: &[
        ("عبد الفتاح السيسي", "أحمد الشرع"),
        ("السيسي", "الشرع"),
        ("المصرية", "السورية"),
        ("مصر", "سوريا"),
        ("القاهرة", "دمشق"),
        ("صادير جاباروف", "قاسم جومارت توكاييف"),
        ("جاباروف", "توكاييف"),
        ("قرغيزستان", "كازاخستان"),
        ("قرغيزية", "كازاخية"),
        ("بشكيك", "أستانا"),
        ("الأربعاء 5 نوفمبر", "الثلاثاء 7 أكتوبر"),
        ("5 نوفمبر", "7 أكتوبر"),
        ("نوفمبر", "أكتوبر"),
    ],
    host: "أحمد الشرع",
    guest: "قاسم جومارت توكاييف",
    host_country: "سوريا",
    guest_country: "كازاخستان",
    city: "دمشق",
    day: "2025-10-07",
    conference: "2025-10-21/2025-10-31",
};

#[test]
fn as_printed() {
    facts(&PRINTED);
}

#[test]
fn with_other_names_and_days() {
    facts(&REPLACED);
}

fn facts(world: &World) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/seed.txt");
    let Ok(mut text) = std::fs::read_to_string(&path) else {
        println!("skipped: no article beside the checkout");
        return;
    };
    for (from, to) in world.replace {
        assert!(text.contains(from), "\"{from}\" stands in the article");
        text = text.replace(from, to);
    }
    let place = Place::new();
    place.write("article.txt", text);
    place.data(&["build", "--now", "2026-01-01", "--store", "read.trig", "article.txt"]);
    let ask = |query: &str| rows(&place.data(&["query", query, "--store", "read.trig", "--results-format", "tsv"]));

    let visits = ask("visits");
    let is_visit = |row: &Row| {
        row.has("visitors", world.guest)
            && row.has("hosts", world.host_country)
            && row.has("places", world.city)
            && row.is("when", world.day)
            && row.is("status", "occurred")
    };
    assert_eq!(count(&visits, is_visit), 1, "the visit: {visits:#?}");
    assert_eq!(visits.len(), 1, "no other visit: {visits:#?}");

    let meetings = ask("meetings");
    let is_meeting = |row: &Row| {
        row.has("participants", world.host) && row.has("participants", world.guest) && row.is("when", world.day)
    };
    assert_eq!(count(&meetings, is_meeting), 1, "one meeting of the two: {meetings:#?}");

    let agreements = ask("agreements");
    let is_agreement = |row: &Row| {
        row.has("parties", world.host_country)
            && row.has("parties", world.guest_country)
            && row.is("count", "2")
            && row.get("themes").contains("مذكرتي تفاهم")
    };
    assert_eq!(count(&agreements, is_agreement), 1, "two memoranda: {agreements:#?}");
    assert_eq!(agreements.len(), 1, "no other agreement: {agreements:#?}");

    let planned = ask("planned");
    let is_embassy = |row: &Row| {
        row.has("actors", world.guest_country) && row.has("places", world.city) && row.get("themes").contains("سفارة")
    };
    let is_conference = |row: &Row| {
        row.has("kinds", "Conference") && row.has("actors", world.host_country) && row.is("when", world.conference)
    };
    assert_eq!(count(&planned, is_embassy), 1, "the embassy: {planned:#?}");
    assert_eq!(count(&planned, is_conference), 1, "the conference: {planned:#?}");

    let statements = ask("statements");
    for who in [world.host, world.guest] {
        let says = |row: &Row| row.is("who", who) && row.is("date", world.day);
        assert!(count(&statements, says) >= 1, "{who} speaks: {statements:#?}");
    }

    let positions = ask("positions");
    for (who, of) in [(world.host, world.host_country), (world.guest, world.guest_country)] {
        let holds = |row: &Row| {
            row.is("who", who)
                && row.is("title", "الرئيس")
                && row.is("of", of)
                && row.get("from").starts_with("articles")
        };
        assert_eq!(count(&positions, holds), 1, "the office of {who}: {positions:#?}");
    }
}

/// One row of an answer: column and plain value.
#[derive(Debug)]
struct Row(Vec<(String, String)>);

impl Row {
    fn get(&self, column: &str) -> &str {
        self.0.iter().find(|(name, _)| name == column).map_or_else(|| panic!("no column {column}"), |(_, value)| value)
    }

    fn is(&self, column: &str, value: &str) -> bool {
        self.get(column) == value
    }

    /// Whether one of the values put together in a cell is this one.
    fn has(&self, column: &str, value: &str) -> bool {
        self.get(column).split(" · ").any(|part| part == value)
    }
}

fn rows(tsv: &str) -> Vec<Row> {
    let mut lines = tsv.lines().map(|line| line.split('\t'));
    let header: Vec<&str> = lines.next().expect("a header").map(|name| name.trim_start_matches('?')).collect();
    lines.map(|cells| Row(header.iter().map(|name| name.to_string()).zip(cells.map(plain)).collect())).collect()
}

/// A term of SPARQL's TSV without quotes, language and type.
fn plain(term: &str) -> String {
    match term.strip_prefix('"').and_then(|rest| rest.rfind('"').map(|end| &rest[..end])) {
        Some(text) => text.to_owned(),
        None => term.to_owned(),
    }
}

fn count(rows: &[Row], is: impl Fn(&Row) -> bool) -> usize {
    rows.iter().filter(|row| is(row)).count()
}
