//! Rules of the house that a machine can check: they read the sources.

use khabar::lang::LANGUAGES;
use khabar::ontology::Ontology;
use khabar::resources::Resources;
use std::fs;
use std::path::{Path, PathBuf};

/// A module may use those before it (and itself), never one after it. `lib.rs` lists them in this order.
const ORDER: [&str; 18] = [
    "text",
    "article",
    "ontology",
    "resources",
    "lang",
    "analysis",
    "extraction",
    "rdf",
    "store",
    "link",
    "query",
    "export",
    "picture",
    "pipeline",
    "examples",
    "training",
    "cli",
    "main",
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn files(folder: &str, ending: &str) -> Vec<(PathBuf, String)> {
    let mut files: Vec<_> = walkdir::WalkDir::new(root().join(folder))
        .into_iter()
        .map(|entry| entry.unwrap().into_path())
        .filter(|path| path.is_file() && path.to_str().unwrap().ends_with(ending))
        .map(|path| (path.strip_prefix(root()).unwrap().to_owned(), fs::read_to_string(&path).unwrap()))
        .collect();
    files.sort();
    files
}

/// The source of the program without its tests, which close a file.
fn program() -> Vec<(PathBuf, String)> {
    let without_tests = |text: String| text.split("#[cfg(test)]").next().unwrap().to_owned();
    files("src", ".rs").into_iter().map(|(path, text)| (path, without_tests(text))).collect()
}

/// The module that a file belongs to: `extraction` of `src/extraction/event/time.rs`.
fn module(path: &Path) -> String {
    path.iter().nth(1).unwrap().to_str().unwrap().trim_end_matches(".rs").to_owned()
}

/// Fails with every line that breaks a rule.
fn none(what: &str, broken: &[String]) {
    assert!(broken.is_empty(), "{what}:\n{}", broken.join("\n"));
}

/// Lines of code (not of documentation) that a test of them finds wrong.
fn lines(wrong: impl Fn(&Path, &str) -> bool) -> Vec<String> {
    let mut broken = Vec::new();
    for (path, text) in program() {
        for (number, line) in text.lines().enumerate() {
            if !line.trim_start().starts_with("//") && wrong(&path, line) {
                broken.push(format!("{}:{}: {}", path.display(), number + 1, line.trim()));
            }
        }
    }
    broken
}

fn is_arabic(letter: char) -> bool {
    matches!(letter, '\u{0600}'..='\u{06FF}' | '\u{0750}'..='\u{077F}' | '\u{08A0}'..='\u{08FF}' | '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}')
}

#[test]
fn words_of_a_language_stand_in_its_pack() {
    let arabic = lines(|_, line| line.chars().any(|letter| letter.is_alphabetic() && is_arabic(letter)));
    none("Arabic letters outside a pack", &arabic);
}

#[test]
fn only_the_list_of_packs_names_a_language() {
    let codes: Vec<String> = LANGUAGES.iter().map(|code| format!("\"{code}\"")).collect();
    let named =
        lines(|path, line| path != Path::new("src/lang/mod.rs") && codes.iter().any(|code| line.contains(code)));
    none("a language named outside src/lang/mod.rs", &named);
}

#[test]
fn no_event_class_is_named() {
    let resources = Resources::embedded();
    let ontology = Ontology::load(&[("khabar.ttl", resources.file("ontology/khabar.ttl").unwrap())]).unwrap();
    let classes: Vec<String> = ontology
        .terms()
        .map(|term| term.name.rsplit(['#', ':', '/']).next().unwrap().to_owned())
        .filter(|name| ontology.is_event_class(name))
        .collect();
    assert!(classes.len() > 20 && classes.iter().any(|class| class == "Meeting"), "{classes:?}");
    let named = lines(|path, line| {
        !path.ends_with("ontology/vocab.rs") && classes.iter().any(|class| line.contains(&format!("\"{class}\"")))
    });
    none("an event class named in Rust", &named);
}

#[test]
fn modules_depend_downwards_only() {
    let rank = |name: &str| ORDER.iter().position(|module| *module == name);
    let mut broken = Vec::new();
    for (path, text) in program() {
        let own = module(&path);
        if own == "lib" {
            let listed: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("pub mod ")).collect();
            let listed: Vec<&str> = listed.iter().map(|name| name.trim_end_matches(';')).collect();
            assert_eq!(listed, ORDER[..ORDER.len() - 1], "lib.rs lists the modules in the order of the pipeline");
            continue;
        }
        let own_rank = rank(&own).unwrap_or_else(|| panic!("module \"{own}\" has no place in the order"));
        for used in text.split("crate::").skip(1) {
            let used: String = used.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            if rank(&used).is_some_and(|used| used > own_rank) {
                broken.push(format!("{} uses {used}", path.display()));
            }
        }
    }
    none("a module uses one above it", &broken);
}

#[test]
fn pure_modules_touch_no_world() {
    let pure = ["text", "analysis", "extraction", "ontology", "rdf", "picture"];
    let world =
        ["std::fs", "std::io", "std::env", "std::net", "std::process", "SystemTime", "Instant::now", "Zoned::now"];
    let touching = lines(|path, line| {
        // Graphviz is found and run by the command line; the picture only describes itself.
        pure.contains(&&*module(path))
            && world.iter().any(|world| line.contains(world))
            && !line.contains("std::io::Write")
    });
    none("a pure module touches the world", &touching);
}

#[test]
fn only_the_command_line_writes_to_the_terminal() {
    let writes = ["println!", "print!", "eprintln!", "eprint!", "dbg!", "stdout()", "stderr()"];
    let writing = lines(|path, line| module(path) != "cli" && writes.iter().any(|write| line.contains(write)));
    none("words to the terminal outside src/cli", &writing);
}

#[test]
fn files_say_what_they_are_and_are_clean() {
    let mut broken = Vec::new();
    let mut sources = files("src", "");
    sources.extend(["tests/suite", "ontology", "queries", "benches", "tests/corpus"].iter().flat_map(|f| files(f, "")));
    for file in ["README.md", "CHANGELOG.md", "Cargo.toml", "build.rs", ".ci/run"] {
        sources.push((file.into(), read(file)));
    }
    for (path, text) in sources {
        if path.extension().is_some_and(|ending| ending == "rs") && !text.starts_with("//! ") {
            broken.push(format!("{}: does not begin with //!", path.display()));
        }
        if !text.is_empty() && (!text.ends_with('\n') || text.ends_with("\n\n")) {
            broken.push(format!("{}: does not end with one line break", path.display()));
        }
        for (number, line) in text.lines().enumerate() {
            if line.ends_with([' ', '\t', '\r']) {
                broken.push(format!("{}:{}: space at the end", path.display(), number + 1));
            }
            let presentation = |c| matches!(c, '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}');
            // Rust sources hold some in tests, of reading texts that have them.
            if path.extension().is_none_or(|ending| ending != "rs") && line.contains(presentation) {
                broken.push(format!("{}:{}: a presentation form", path.display(), number + 1));
            }
        }
    }
    none("untidy files", &broken);
}

#[test]
fn every_rule_has_an_example_and_a_counterexample() {
    let mut rules = 0;
    let mut broken = Vec::new();
    for (path, text) in files("src/lang", ".toml") {
        let tables: toml::Table = toml::from_str(&text).unwrap();
        for (table, entries) in &tables {
            for entry in entries.as_array().into_iter().flatten() {
                let named = entry.get("rule").or_else(|| entry.get("name").filter(|_| table == "rule"));
                // More words for a rule above: a model says where they tell anything.
                let Some(rule) = named.filter(|_| entry.get("like").is_none()) else { continue };
                rules += 1;
                for part in ["example", "counterexample"] {
                    let given = entry.get(part).or_else(|| entry.get(format!("{part}s")));
                    if given.and_then(toml::Value::as_array).is_none_or(Vec::is_empty) {
                        broken.push(format!("{}: {rule} has no {part}", path.display()));
                    }
                }
            }
        }
    }
    assert!(rules > 0);
    none("rules without proof", &broken);
}

#[test]
fn the_commands_of_the_readme_are_those_that_ci_runs() {
    let readme = read("README.md");
    let block = |title: &str| {
        let at = readme.find(title).unwrap_or_else(|| panic!("README.md has no \"{title}\""));
        readme[at..].split("```").nth(1).unwrap().lines().nth(1).unwrap().to_owned()
    };
    let test = block("To set up and run the tests");
    let run = block("To set up and read an article");
    let ci = read(".ci/run");
    assert!(ci.lines().any(|line| line == test), ".ci/run has no line `{test}`");
    // RocksDB fails without libclang only after many minutes: both commands make sure of it before cargo starts.
    for command in [&test, &run] {
        let (before, _) = command.split_once("cargo ").unwrap();
        assert!(before.contains("libclang-dev"), "{command}");
    }
}
