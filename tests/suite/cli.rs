//! The command line: help, errors, exit status, building and what becomes of the store.

use super::program::{Place, golden};
use std::fs;

#[test]
fn every_command_has_help_with_an_example() {
    let place = Place::new();
    let help = place.data(&["--help"]);
    golden("help", &help);
    let commands = help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    let commands = commands.filter_map(|line| line.strip_prefix("  ").filter(|line| !line.starts_with(' ')));
    let commands: Vec<_> = commands.filter_map(|line| line.split_whitespace().next()).collect();
    assert!(commands.contains(&"build") && commands.contains(&"man"), "{commands:?}");
    for command in commands {
        let help = place.data(&[command, "--help"]);
        assert!(help.contains("Example"), "{command} has no example");
        golden(&format!("help-{command}"), &help);
    }
}

#[test]
fn errors_say_what_to_do() {
    let place = Place::new();
    place.write("binary.txt", b"abc\0\x01\x02");
    place.write("empty.txt", " \n");
    place.write("page.txt", "<!DOCTYPE html><p>x");
    place.write("paper.txt", "%PDF-1.4");
    place.write("foreign.nq", "<http://a.example/a> <http://a.example/b> <http://a.example/c> .\n");
    place.write("broken.nq", "<http://a.example/a> <http://a.example/b>\n");
    place.write("there.ttl", "");
    let runs: &[&[&str]] = &[
        &["query", "vists"],
        &["query", "visits", "--param", "contry=Egypt"],
        &["query", "visits", "--param", "country"],
        &["query", "visits", "--param", "country=Sindya"],
        &["query", "visits", "--param", "from=tomorrow"],
        &["query", "visits", "--param", "claims=maybe"],
        &["query", "statements", "--param", "stance=suport"],
        &["query", "events", "--param", "type=Meting"],
        &["stats", "--graph", "--type", "Meting"],
        &["query", "timeline"],
        &["query", "article", "--param", "of=news/9.txt"],
        &["query", "visits", "--results-format", "xlsx"],
        &["query", "visits", "--results-format", "turtle"],
        &["query", "-q", "SELECT ?x WHERE { ?x a kh:Visit "],
        &["query", "-q", "SELECT ?x WHERE { ?x a kh:Visit }", "--param", "y=3"],
        &["query", "-q", "DESCRIBE country:XS", "--results-format", "csv"],
        &["query", "-q", "SELECT * { SERVICE <http://service.example/> { ?s ?p ?o } }", "-f", "table"],
        &["query", "-q", "SELECT (kh:unheard(1) AS ?x) {}", "-f", "table"],
        &["query", "visits", "-o", "there.ttl"],
        &["query"],
        &["shell", "--results-format", "xlsx"],
        &["update", "-u", "INSERT { }"],
        &["export", "--format", "turtel"],
        &["export", "-o", "graph"],
        &["export", "-o", "there.ttl"],
        &["export", "-o", "nowhere/graph.ttl"],
        &["export", "--format", "nquads", "--pretty"],
        &["export", "--article", "news/9.txt"],
        &["remove", "news/9.txt"],
        &["--store", "none.nq", "query", "visits"],
        &["--store", "none.nq", "update", "-u", "CLEAR ALL"],
        &["--store", "foreign.nq", "query", "visits"],
        &["--store", "broken.nq", "query", "visits"],
        &["build", "none.txt"],
        &["build", "none*.txt"],
        &["build", "binary.txt", "empty.txt", "page.txt", "paper.txt"],
        &["build", "-"],
        &["build", "--lang", "xx", "binary.txt"],
        &["build", "--base", "no base", "binary.txt"],
        &["build", "--date", "5/11/2025", "binary.txt"],
        &["bild"],
    ];
    let mut text = String::new();
    for arguments in runs {
        let ran = place.run(arguments);
        assert_eq!(ran.stdout, "", "{arguments:?} wrote data");
        assert!(ran.status == 2 || arguments.contains(&"build"), "{arguments:?}: status {}", ran.status);
        // Time is no part of what is said.
        let said =
            ran.stderr.lines().map(|line| line.split(" in 0.").next().unwrap_or(line).split(" in 1.").next().unwrap());
        let said: String = said.map(|line| format!("{line}\n")).collect();
        text += &format!("$ khabar {}\n{said}[{}]\n\n", arguments.join(" "), ran.status);
    }
    golden("errors", &text);
    assert!(!place.path().join("none.nq").exists(), "a mistyped store was made");
}

#[test]
fn a_bad_article_does_not_stop_the_rest() {
    let place = Place::new();
    place.write("news/a.txt", "زار الوزير المدينة.");
    place.write("news/b.txt", b"abc\0");
    place.write("news/deep/c.txt", "سافر الوفد.");
    let ran = place.run(&["--store", "s.nq", "build", "news", "--now", "2026-01-01", "--json"]);
    assert_eq!(ran.status, 1, "{}", ran.stderr);
    assert!(ran.stderr.contains("\"news/b.txt\""), "{}", ran.stderr);
    let report: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!((&report["added"], &report["failed"][0]["source"]), (&2.into(), &"news/b.txt".into()));
    let again = place.run(&["--store", "s.nq", "build", "news/*.txt", "news/deep", "--json"]);
    let report: serde_json::Value = serde_json::from_str(&again.stdout).unwrap();
    assert_eq!((&report["added"], &report["unchanged"]), (&0.into(), &2.into()));
    let articles = place.data(&["--store", "s.nq", "articles"]);
    assert!(articles.contains("news/a.txt") && articles.contains("news/deep/c.txt"), "{articles}");
}

#[test]
fn lines_of_json_are_articles() {
    let place = Place::new();
    let lines = "{\"id\": 7, \"title\": \"زيارة\", \"text\": \"وصل الوفد إلى القاهرة.\", \"date\": \"2025-05-14T10:00:00Z\"}\n\n\
        {\"text\": \"سافر الوفد.\", \"url\": \"https://news.example/1\"}\n{\"text\": 5}\n\
        {\"text\": \"عاد الوفد.\", \"url\": \"https://news.example/1\"}\n\
        {\"text\": \"سافر الوفد.\", \"url\": \"https://news.example/1\"}\n{\"text\": \"غادر الوفد.\"}\n";
    place.write("news/all.jsonl", lines);
    let ran = place.run(&["--store", "s.nq", "build", "news", "--now", "2026-01-01"]);
    assert_eq!(ran.status, 1, "{}", ran.stderr);
    for error in [
        "\"news/all.jsonl:4\": \"text\" is 5, expected a string",
        "all.jsonl:5\": \"https://news.example/1\" is the name of line 3",
    ] {
        assert!(ran.stderr.contains(error), "{error}: {}", ran.stderr);
    }
    assert!(!ran.stderr.contains("jsonl:6"), "the same line twice is no fault: {}", ran.stderr);
    let articles = place.data(&["--store", "s.nq", "articles"]);
    for source in ["2025-05-14\tزيارة\tnews/all.jsonl#7", "https://news.example/1", "news/all.jsonl:7"] {
        assert!(articles.contains(source), "{source}: {articles}");
    }
    let again = place.run(&["--store", "s.nq", "build", "news", "--now", "2026-01-01"]);
    assert!(again.stderr.contains("(0 new, 4 unchanged, 2 failed)"), "{}", again.stderr);
    let typed =
        ["extract", "--input-format", "jsonl", "-", "--source", "feed", "--now", "2026-01-01", "--format", "json"];
    assert!(place.run_with(&typed, "{\"text\": \"غادر الوفد.\"}").stdout.contains("\"source\": \"feed:1\""));
}

#[test]
fn the_number_of_jobs_and_the_order_change_nothing() {
    let place = Place::new();
    for n in 0..40 {
        place.write(&format!("news/{n:02}.txt"), format!("وصل الوفد رقم {n} إلى القاهرة."));
    }
    place.data(&["--store", "a.nq", "build", "news", "--now", "2026-01-01", "--jobs", "1"]);
    place.data(&["--store", "b.nq", "build", "news/3*", "news/2*", "--now", "2026-01-01", "--jobs", "4"]);
    place.data(&["--store", "b.nq", "build", "news", "--now", "2026-01-01", "--jobs", "3"]);
    assert_eq!(fs::read(place.path().join("a.nq")).unwrap(), fs::read(place.path().join("b.nq")).unwrap());
}

#[test]
fn standard_input_is_its_own_source() {
    let place = Place::new();
    let build = ["--store", "s.nq", "build", "-", "--input-format", "text", "--now", "2026-01-01"];
    assert_eq!(place.run_with(&build, "خبر أول").status, 0);
    assert_eq!(place.run_with(&build, "خبر ثان").status, 0);
    assert_eq!(place.data(&["--store", "s.nq", "articles"]).lines().count(), 3);
    let named = [&build[..], &["--source", "https://news.example/1"]].concat();
    assert_eq!(place.run_with(&named, "خبر ثالث").status, 0);
    assert_eq!(place.run_with(&named, "خبر ثالث مصحح").status, 0);
    let articles = place.data(&["--store", "s.nq", "articles", "--json"]);
    let articles: serde_json::Value = serde_json::from_str(&articles).unwrap();
    let sources: Vec<_> = articles.as_array().unwrap().iter().map(|a| a["sources"][0].as_str().unwrap()).collect();
    assert_eq!(sources.iter().filter(|source| **source == "https://news.example/1").count(), 1, "{sources:?}");
}

#[test]
fn extract_stores_nothing_and_is_what_build_stores() {
    let place = Place::new();
    place.write("a.txt", "\u{FEFF}وصل الوفد إلى القاهرة.\r\n");
    let reading = ["a.txt", "--now", "2026-01-01"];
    let nquads = place.data(&[&["extract", "--format", "nquads"], &reading[..]].concat());
    assert!(!place.path().join("khabar.db").exists());
    place.data(&[&["--store", "s.nq", "build"], &reading[..]].concat());
    let stored = place.data(&["--store", "s.nq", "export", "--format", "nquads"]);
    assert!(nquads.lines().all(|line| stored.contains(line)), "{nquads}");
    assert!(nquads.contains("\u{FEFF}"), "the text is kept as read");
    let json = place.data(&[&["extract", "--format", "json"], &reading[..]].concat());
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["source"], "a.txt");
}

#[test]
fn updates_are_all_or_nothing() {
    let place = Place::new();
    let before = place.data(&["export"]);
    let bad =
        place.run(&["update", "-u", "INSERT DATA { GRAPH graph:user { country:XS kh:note 1 } } ; LOAD <file:///none>"]);
    assert_eq!(bad.status, 2);
    assert_eq!(place.data(&["export"]), before);
    place.data(&["update", "-u", "INSERT DATA { GRAPH graph:user { country:XS rdfs:comment \"ok\" } }"]);
    assert!(place.data(&["export"]).contains("graph:user"));
    let ask = place.run(&["query", "-q", "ASK { country:XS rdfs:comment 'ok' }"]);
    assert_eq!((ask.status, &*ask.stdout), (0, "true\n"));
    let ask = place.run(&["query", "-q", "ASK { country:XB rdfs:comment 'ok' }"]);
    assert_eq!((ask.status, &*ask.stdout), (1, "false\n"));
}

#[test]
fn removing_is_by_any_name_and_all_or_nothing() {
    let place = Place::new();
    assert_eq!(place.run(&["remove", "news/1.txt", "news/9.txt"]).status, 2);
    assert_eq!(place.data(&["articles"]).lines().count(), 3);
    place.data(&["remove", "news/1.txt", "aaaa1111"]);
    let left = place.data(&["articles"]);
    assert!(left.lines().count() == 2 && left.contains("news/2.txt"), "{left}");
}

#[test]
fn completions_and_manual_are_written() {
    let place = Place::new();
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        assert!(place.data(&["completions", shell]).contains("khabar"), "{shell}");
    }
    let man = place.data(&["man"]);
    assert!(man.contains(".TH khabar") && man.contains(".SH QUERY") && man.contains("khabar query visits"), "{man}");
}

#[test]
fn stats_count_what_is_there() {
    let place = Place::new();
    golden("stats", &place.data(&["stats"]));
    let stats: serde_json::Value = serde_json::from_str(&place.data(&["stats", "--json"])).unwrap();
    assert_eq!((&stats["articles"], &stats["events"]["Visit"]["negated"]), (&2.into(), &1.into()));
}
