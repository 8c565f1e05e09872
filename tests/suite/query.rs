//! Questions: every named query on the invented world, parameters, formats, and SPARQL of one's own.

use super::program::{Place, golden};
use khabar::query::Catalogue;
use khabar::resources::Resources;

/// Values for the parameters that a query needs.
fn needed(name: &str) -> &'static [&'static str] {
    match name {
        "timeline" => &["--param", "of=Barman"],
        "article" | "contents" => &["--param", "of=news/1.txt"],
        "sources" => &["--param", "of=Barman"],
        "search" => &["--param", "words=برمان"],
        _ => &[],
    }
}

#[test]
fn every_named_query_answers() {
    let (two, linked) = (Place::new(), Place::linked());
    let catalogue = Catalogue::load(&Resources::embedded().texts_in("queries")).unwrap();
    let mut rows = 0;
    for query in catalogue.iter() {
        let name = query.name.as_str();
        assert!(query.titles.contains_key("ar"), "{name} has no Arabic title");
        let place = if query.description.contains("khabar link") { &linked } else { &two };
        let with = |more: &[&'static str]| [&["query", name, "--results-format", "table"], needed(name), more].concat();
        let has = |parameter: &str| query.parameter(parameter).is_some();
        let plain = place.data(&with(&[]));
        let english = if has("lang") { place.data(&with(&["--param", "lang=en"])) } else { String::new() };
        let claims = if has("claims") { place.data(&with(&["--param", "claims=true"])) } else { String::new() };
        // Examples name the real world; the invented one has its own names.
        let real = [
            ("السيسي", "person:nur-hadi"),
            ("Egypt", "Barman"),
            ("Syria", "Sindia"),
            ("مصر", "برمان"),
            ("=EG", "=XB"),
            ("news/17.txt", "news/1.txt"),
        ];
        let mut examples = String::new();
        assert!(!query.examples.is_empty(), "{name} has no example");
        for example in &query.examples {
            let invented = real.iter().fold(example.clone(), |words, (real, own)| words.replace(real, own));
            let words: Vec<&str> = ["query", name, "-f", "csv"].into_iter().chain(invented.split(' ')).collect();
            let answer = place.data(&words);
            assert!(answer.lines().count() > 1, "{name} {example} answers nothing");
            examples += &format!("{example}\n{answer}");
        }
        rows += claims.lines().count().max(plain.lines().count()) - 4;
        golden(&format!("query-{name}"), &[plain, english, claims, examples].join("\n"));
    }
    assert!(rows > 30);
    let place = two;
    golden("query-list", &place.data(&["query", "--list"]));
    golden("query-list-visits", &place.data(&["query", "visits", "--list"]));
}

#[test]
fn an_entity_is_named_in_any_way() {
    let place = Place::new();
    let visits = |value: &str| {
        place.data(&["query", "visits", "--param", &format!("country={value}"), "--param", "claims=true"])
    };
    let expected = visits("XB");
    assert_eq!(expected.lines().count(), 3);
    for name in ["برمان", "مملكة برمان", "barman", "country:XB", "<https://w3id.org/khabar/id/country/XB>"]
    {
        assert_eq!(visits(name), expected, "{name}");
    }
    assert_eq!(place.data(&["query", "visits", "--param", "person=سلمى راشد"]).lines().count(), 1);
    let both =
        ["query", "visits", "--param", "person=سلمى راشد", "--param", "person=Nur Hadi", "--param", "claims=true"];
    assert_eq!(place.data(&both).lines().count(), 3);
}

#[test]
fn values_never_become_part_of_the_text() {
    let place = Place::new();
    let evil = "x\" } UNION { ?s ?p ?o } #";
    let ran = place.run(&["query", "visits", "--param", &format!("lang={evil}")]);
    assert_eq!((ran.status, ran.stdout.lines().count()), (0, 2));
    let ran = place.run(&["query", "visits", "--param", &format!("country=http://x.example/> }} #{evil}")]);
    assert_eq!(ran.status, 2);
}

#[test]
fn answers_in_every_format() {
    let place = Place::new();
    let select = "SELECT ?x ?label ?n { ?x skos:prefLabel ?label OPTIONAL { ?x kh:count ?n } } ORDER BY ?label LIMIT 3";
    let graph = "CONSTRUCT { ?x skos:prefLabel ?label } { ?x a kh:Country ; skos:prefLabel ?label }";
    let mut text = String::new();
    for format in ["table", "csv", "tsv", "json", "xml"] {
        text += &format!("{format}\n{}\n", place.data(&["query", "-q", select, "--results-format", format]));
    }
    for format in ["turtle", "ntriples", "rdfxml", "jsonld"] {
        text += &format!("{format}\n{}\n", place.data(&["query", "-q", graph, "--results-format", format]));
    }
    golden("query-formats", &text);
    let tsv = place.data(&["query", "-q", select]);
    assert!(tsv.starts_with("?x\t?label\t?n\n"), "a pipe gets TSV: {tsv}");
}

#[test]
fn queries_from_files_and_standard_input() {
    let place = Place::new();
    let query = "# Every visit.\nPREFIX kh: <https://w3id.org/khabar/ontology#>\nSELECT ?v { ?v a kh:Visit }";
    place.write("visits.rq", query);
    let from_file = place.data(&["query", "--query-file", "visits.rq", "--results-format", "json"]);
    let from_stdin = place.run_with(&["query", "-", "--results-format", "json"], query);
    assert_eq!(from_file, from_stdin.stdout);
    let json: serde_json::Value = serde_json::from_str(&from_file).unwrap();
    assert_eq!(json["results"]["bindings"].as_array().unwrap().len(), 2);
    place.write("mine.rq", "# title: Mine\n# description: Mine.\n# param: n integer optional \"least\"\nSELECT ?k { VALUES ?n { UNDEF } ?e kh:killed ?k FILTER(!BOUND(?n) || ?k >= ?n) }");
    let mine = |least: &str| place.data(&["query", "--query-file", "mine.rq", "--param", least]).lines().count();
    assert_eq!((mine("n=5"), mine("n=6")), (2, 1));
    assert_eq!(place.run(&["query", "--query-file", "mine.rq", "--param", "n=many"]).status, 2);
}

#[test]
fn limits_timeouts_and_plans() {
    let place = Place::new();
    let all = "SELECT * { ?s ?p ?o }";
    assert_eq!(place.data(&["query", "-q", all, "--limit", "5"]).lines().count(), 6);
    let slow = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }";
    let ran = place.run(&["query", "-q", slow, "--timeout", "1"]);
    assert!(ran.status == 2 && ran.stderr.contains("within 1 second"), "{}", ran.stderr);
    let plan: serde_json::Value = serde_json::from_str(&place.data(&["query", "visits", "--explain"])).unwrap();
    assert!(plan.is_object());
}

#[test]
fn the_union_counts_a_triple_once() {
    let place = Place::new();
    let count = place.data(&[
        "query",
        "-q",
        "SELECT (COUNT(*) AS ?n) { country:XS skos:prefLabel ?l . ?p org:organization country:XB }",
    ]);
    // Two labels; the office told in two articles and known to the gazetteer.
    assert_eq!(count, "?n\n6\n");
}

#[test]
fn a_search_function_finds_any_spelling_in_any_language() {
    let place = Place::new();
    let ask = |text: &str| place.data(&["query", "-f", "csv", "-q", text]);
    let names = "SELECT DISTINCT ?e { ?e skos:prefLabel ?any FILTER(kh:matches(?e, \"WORDS\")) }";
    for (words, rows) in [("barman", 2), ("بَرمان", 2), ("وبرمان", 2), ("Nur hadi", 2), ("hadi nur", 2), ("no such", 1)]
    {
        assert_eq!(ask(&names.replace("WORDS", words)).lines().count(), rows, "{words}");
    }
    let found = place.data(&["query", "search", "-f", "csv", "--param", "words=NUR Hadi"]);
    assert!(found.contains("person/nur-hadi"), "{found}");
}

#[test]
fn who_stands_where_among_those_who_act_together() {
    let place = Place::new();
    let table = place.data(&["stats", "--graph", "--csv"]);
    assert!(table.starts_with("name,entity,degree,strength,pagerank,betweenness,component,community\n"), "{table}");
    assert!(table.lines().count() > 2, "{table}");
    let meetings = place.data(&["stats", "--graph", "--type", "Meeting", "--json"]);
    let meetings: serde_json::Value = serde_json::from_str(&meetings).unwrap();
    assert!(meetings.as_array().is_some_and(|rows| rows.iter().all(|row| row["degree"].as_u64() > Some(0))));
    golden("stats-graph", &place.data(&["stats", "--graph"]));
}

#[test]
fn results_are_as_the_standards_say() {
    use oxigraph::sparql::results::{QueryResultsFormat, QueryResultsParser, SliceQueryResultsParserOutput};
    let place = Place::new();
    let select = "SELECT ?text ?n ?iri { VALUES (?text ?n ?iri) { (\"a,\\\"b\\\"\\n\\tc\"@ar 1 kh:Visit) (\"<&>\" 1.5 UNDEF) (\"\" true UNDEF) } }";
    let read = |format: QueryResultsFormat, bytes: &[u8]| match QueryResultsParser::from_format(format).for_slice(bytes)
    {
        Ok(SliceQueryResultsParserOutput::Solutions(solutions)) => {
            solutions.map(|solution| format!("{:?}", solution.unwrap())).collect::<Vec<_>>()
        }
        Ok(SliceQueryResultsParserOutput::Boolean(answer)) => vec![answer.to_string()],
        Err(error) => panic!("{format:?}: {error}"),
    };
    use QueryResultsFormat::{Json, Tsv, Xml};
    let formats = [("json", Json), ("xml", Xml), ("tsv", Tsv)];
    let answers =
        formats.map(|(name, format)| read(format, place.data(&["query", "-q", select, "-f", name]).as_bytes()));
    assert_eq!(answers[0].len(), 3);
    assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:#?}");
    // CSV has no types: values as they are, records end with CRLF (RFC 4180).
    let csv = place.data(&["query", "-q", select, "-f", "csv"]);
    let visit = "https://w3id.org/khabar/ontology#Visit";
    assert_eq!(csv, format!("text,n,iri\r\n\"a,\"\"b\"\"\n\tc\",1,{visit}\r\n<&>,1.5,\r\n,true,\r\n"));
    // A tab or line break within a value is escaped in TSV, so that a line is a solution.
    assert_eq!(place.data(&["query", "-q", select, "-f", "tsv"]).lines().count(), 4);
    for (name, format) in [("json", Json), ("xml", Xml), ("tsv", Tsv)] {
        let ran = place.run(&["query", "-q", "ASK { country:XB a kh:City }", "-f", name]);
        assert_eq!((ran.status, read(format, ran.stdout.as_bytes())), (1, vec!["false".to_owned()]), "{name}");
    }
}

#[test]
fn headers_can_be_left_out_and_tables_be_wide() {
    let place = Place::new();
    let rows = |more: &[&str]| place.data(&[&["query", "visits", "-f", "table"], more].concat());
    assert!(rows(&[]).contains("participants") || rows(&[]).contains("status"));
    let bare = rows(&["--no-header"]);
    assert!(!bare.contains("status") && bare.contains("occurred"), "{bare}");
    assert!(rows(&[]).contains("article:aaaa1111…#") && rows(&["--wide"]).contains("article:aaaa1111aaaa1111"));
}

/// A query that fails before its first row has said nothing yet; what XML cannot hold is not written as XML.
#[test]
fn an_answer_that_cannot_be_written_is_not_begun() {
    let place = Place::new();
    let slow = "SELECT (COUNT(*) AS ?n) { ?a ?p ?x . ?b ?q ?y . ?c ?r ?z . ?d ?s ?w }";
    for format in ["csv", "tsv", "json", "table"] {
        let ran = place.run(&["query", "-q", slow, "--timeout", "1", "-f", format]);
        assert_eq!((ran.status, ran.stdout.as_str()), (2, ""), "{format}: {}", ran.stderr);
    }
    let control = "SELECT ?words { VALUES ?words { \"a\\u0000b\" } }";
    let ran = place.run(&["query", "-q", control, "-f", "xml"]);
    assert!(ran.status == 2 && ran.stderr.contains("xml cannot hold the character U+0000"), "{}", ran.stderr);
    assert!(place.data(&["query", "-q", control, "-f", "json"]).contains("a\\u0000b"));
}

#[test]
fn names_and_parameters_are_completed() {
    let place = Place::new();
    for (words, offered, not) in [
        (&["khabar", "query", "vi"][..], "visits", "aid"),
        (&["khabar", "query", "statements", "--param", "s"], "stance=", "claims="),
        (&["khabar", "query", "visits", "--param", "c"], "country=", "class="),
        (&["khabar", "query", "visits", "--param", "claims="], "claims=true", "country="),
        (&["khabar", "query", "statements", "--param", "stance=su"], "stance=support", "stance=say"),
        (&["khabar", "-s", "world.trig", "query", "visits", "--param", "country=بر"], "country=برمان", "country=سند"),
        (&["khabar", "--store=world.trig", "query", "visits", "--param", "country=bar"], "country=Barman", "claims="),
        (&["khabar", "-s", "world.trig", "show", "nu"], "Nur Hadi", "Barman"),
        (&["khabar", "-s", "world.trig", "draw", "--focus", "Nur H"], "Nur Hadi", "Barman"),
        (&["khabar", "-s", "none.trig", "show", "nu"], "", "Nur Hadi"),
    ] {
        let completed = place.complete(words);
        assert!(completed.contains(offered) && !completed.contains(not), "{words:?}: {completed}");
    }
}

/// Readline cuts words at '=' and ':'; what is offered is cut there too.
#[test]
fn bash_completes_behind_equals_signs_and_colons() {
    if std::process::Command::new("bash").arg("--version").output().is_err() {
        return;
    }
    let place = Place::new();
    let program = std::path::Path::new(env!("CARGO_BIN_EXE_khabar"));
    place.write("khabar.bash", place.data(&["completions", "bash"]));
    for (words, offered) in [
        // As bash gives them: the words, and what stands before the cursor of the last.
        ("khabar qu", "query"),
        ("khabar query visits --param cl", "claims="),
        ("khabar query visits --param claims =", "false true"),
        ("khabar query visits --param claims = t", "true"),
        ("khabar query visits --param = claims = f", "false"),
        ("khabar query statements --param stance = su", "support"),
        ("khabar query events --param type = Mee", "Meeting"),
        ("khabar query visits --param country = country : E", ""),
    ] {
        let last = words.rsplit(' ').next().filter(|last| *last != "=").unwrap_or_default();
        let typed = words.replace(" = ", "=").replace(" =", "=").replace(" : ", ":");
        let script = format!(
            "source khabar.bash; COMP_WORDS=({words}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); COMP_LINE='{typed}'; \
             COMP_POINT=${{#COMP_LINE}}; COMP_TYPE=9; _khabar khabar '{last}' ''; echo \"${{COMPREPLY[*]}}\""
        );
        let path = format!("{}:{}", program.parent().unwrap().display(), std::env::var("PATH").unwrap_or_default());
        let ran = std::process::Command::new("bash")
            .args(["--norc", "-c", &script])
            .current_dir(place.path())
            .env("PATH", path)
            .output()
            .unwrap();
        let (out, error) = (String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr));
        assert_eq!(out.trim_end(), offered, "{words}: {error}");
    }
}

#[test]
fn the_shell_answers_one_question_after_another() {
    let place = Place::new();
    let typed = "# A comment.\nvisits country=برمان claims=true -f csv\n\nSELECT ?v {\n  ?v a kh:Visit ;\n    kh:status ?s }\n\
        ORDER BY ?v\n\nASK { ?v a kh:City };\nlist planned\nvists\nvisits country\nvisits --fromat csv\nSELECT ?x { ?x\n\n\
        positions person=\"Nur Hadi\" lang=en --limit 1\nexit\nvisits\n";
    let ran = place.run_with(&["shell"], typed);
    assert_eq!(ran.status, 1, "some questions failed");
    golden("shell", &format!("{}\n{}", ran.stdout, ran.stderr));
    assert_eq!(place.run_with(&["shell"], "visits").status, 0);
}
