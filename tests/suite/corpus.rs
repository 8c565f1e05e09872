//! Whole articles with the facts that a reader of Arabic finds in them.
//!
//! `tests/corpus/NAME.expected` lists one fact a line. What the program does not get right yet is kept beside the
//! truth: `-` before a fact that it reads and should not, `+` before one that it should read and does not. The test
//! holds today's behaviour; when it changes, `UPDATE_GOLDEN=1` writes the files anew: the truth stays as it is, and a
//! fact that is not in it comes in with a `-` (take the sign away where the fact is true after all).

use super::reading::{listing, read};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

const ARTICLES: [&str; 3] = ["visit", "attack", "aid"];

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus").join(name)
}

fn article(name: &str) -> String {
    fs::read_to_string(path(&format!("{name}.txt"))).unwrap()
}

#[test]
fn whole_articles_are_read_as_expected() {
    for name in ARTICLES {
        let (article, facts) = read(&article(name));
        let found: BTreeSet<String> = listing(&article, &facts).into_iter().collect();
        let file = path(&format!("{name}.expected"));
        let old = fs::read_to_string(&file).unwrap_or_default();
        let lines = || old.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
        let truth: BTreeSet<String> = lines()
            .filter(|line| !line.starts_with("- "))
            .map(|line| line.strip_prefix("+ ").unwrap_or(line).to_owned())
            .collect();
        let right = truth.intersection(&found).count();
        let mut new = format!(
            "# The facts of {name}.txt: {right} of {} true ones are read, {} wrong ones beside them.\n",
            truth.len(),
            found.difference(&truth).count()
        );
        for line in truth.union(&found) {
            let sign = match (truth.contains(line), found.contains(line)) {
                (true, true) => "",
                (true, false) => "+ ",
                _ => "- ",
            };
            new += &format!("{sign}{line}\n");
        }
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            fs::write(&file, new).unwrap();
        } else {
            assert_eq!(new, old, "{name}: other facts than expected; UPDATE_GOLDEN=1 writes the file anew");
        }
    }
}

/// Replaces all at once, longer words first, so that nothing is replaced twice.
fn replace(text: &str, table: &[(&str, &str)]) -> String {
    let mut table = table.to_vec();
    table.sort_by_key(|(from, _)| std::cmp::Reverse(from.len()));
    let (mut out, mut rest) = (String::new(), text);
    while let Some(first) = rest.chars().next() {
        match table.iter().find(|(from, _)| rest.starts_with(from)) {
            Some((from, to)) => {
                out += to;
                rest = &rest[from.len()..];
            }
            None => {
                out.push(first);
                rest = &rest[first.len_utf8()..];
            }
        }
    }
    out
}

#[test]
fn other_names_dates_and_countries_give_the_same_facts_about_those() {
    // Words of the article and what becomes of them; then keys and dates of the facts. Weekdays stay what they are.
    type Table = &'static [(&'static str, &'static str)];
    let tables: [(Table, Table); 3] = [
        (
            &[("تونس", "سوريا"), ("التونسي", "السوري"), ("سليم الجزيري", "ماهر الدروبي"), ("الجزيري", "الدروبي")],
            &[("country/TN", "country/SY")],
        ),
        (
            &[
                ("المغربية", "العراقية"),
                ("المغرب", "العراق"),
                ("الرباط", "بغداد"),
                ("إدريس الفاسي", "حيدر الساعدي"),
                ("الفاسي", "الساعدي"),
                ("هالة بن عمار", "ريم بن صالح"),
            ],
            &[("country/MA", "country/IQ"), ("city/rabat", "city/baghdad")],
        ),
        (
            &[("14 مايو 2025", "8 أكتوبر 2025"), ("يونيو", "نوفمبر"), ("مارس", "أغسطس")],
            &[
                ("2025-05-14", "2025-10-08"),
                ("2025-05-15", "2025-10-09"),
                ("2025-06-21", "2025-11-21"),
                ("2025-06-30", "2025-11-30"),
                ("2025-03-01", "2025-08-01"),
                ("2025-03-31", "2025-08-31"),
            ],
        ),
    ];
    let text = article("visit");
    let (original, facts) = read(&text);
    let original = listing(&original, &facts);
    let everything: Vec<_> = tables.iter().flat_map(|(words, _)| words.iter().copied()).collect();
    let all_keys: Vec<_> = tables.iter().flat_map(|(_, keys)| keys.iter().copied()).collect();
    let mut runs: Vec<(Vec<_>, Vec<_>)> = tables.iter().map(|(words, keys)| (words.to_vec(), keys.to_vec())).collect();
    runs.push((everything, all_keys));
    for (words, keys) in runs {
        let changed = replace(&text, &words);
        assert_ne!(changed, text);
        let (changed, facts) = read(&changed);
        let both = [&words[..], &keys[..]].concat();
        let mut expected: Vec<String> = original.iter().map(|line| replace(line, &both)).collect();
        expected.sort();
        assert_eq!(listing(&changed, &facts).join("\n"), expected.join("\n"), "with {words:?}");
    }
}
