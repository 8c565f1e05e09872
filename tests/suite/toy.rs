//! The engine on an invented language and world: what it can do without knowing any language, and what it says of packs
//! that cannot be used.

use crate::program::golden;
use jiff::civil::{Date, date};
use khabar::analysis::Document;
use khabar::article::Article;
use khabar::examples;
use khabar::extraction::facts::{Event, Facts, Filler, Identity};
use khabar::extraction::name::NameIndex;
use khabar::lang::Pack;
use khabar::lang::pack::{Files, Spelling};
use khabar::ontology::gazetteer::STANDARD_BASE;
use khabar::ontology::{Gazetteer, Ontology};
use khabar::pipeline::Reader;
use khabar::resources::Resources;
use std::fmt::Write;
use std::path::Path;
use std::sync::LazyLock;

/// The day of every article here, a Monday.
const DAY: Date = date(2025, 3, 10);

static READER: LazyLock<Reader> = LazyLock::new(|| {
    let files = pack_files();
    let pack = load(&files).unwrap_or_else(|e| panic!("{e}"));
    let world = read(&folder().join("world/world.ttl"));
    let gazetteer = Gazetteer::load(&[("world.ttl", &world)], STANDARD_BASE).unwrap_or_else(|e| panic!("{e}"));
    let index = NameIndex::new(&gazetteer, &Spelling::load(&named(&files)).unwrap_or_else(|e| panic!("{e}")));
    Reader::new(pack, ontology(), gazetteer, index)
});

fn folder() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/toy"))
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

fn ontology() -> Ontology {
    let resources = Resources::embedded();
    let text = resources.file("ontology/khabar.ttl").expect("the ontology");
    Ontology::load(&[("ontology/khabar.ttl", text)]).unwrap_or_else(|e| panic!("{e}"))
}

/// Name and text of each file of the pack.
fn pack_files() -> Vec<(String, String)> {
    let entries = std::fs::read_dir(folder().join("lang")).expect("the pack is there");
    let paths = entries.map(|entry| entry.expect("readable").path());
    paths.map(|path| (path.file_name().expect("a file").to_string_lossy().into_owned(), read(&path))).collect()
}

fn load(files: &[(String, String)]) -> Result<Pack, khabar::lang::PackError> {
    Pack::load(&named(files), &ontology())
}

fn named(files: &[(String, String)]) -> Files<'_> {
    Files { language: "toy".into(), files: files.iter().map(|(name, text)| (name.clone(), text.as_str())).collect() }
}

fn facts(text: &str) -> Facts {
    READER.read(&Article::new(text.into(), "toy".into(), Some(DAY)), DAY)
}

/// The only event of a text.
fn event(facts: &Facts) -> &Event {
    match facts.events.as_slice() {
        [event] => event,
        other => panic!("not one event: {other:#?}"),
    }
}

/// Gazetteer keys, or names of those it does not know, in a role.
fn fillers<'f>(facts: &'f Facts, event: &Event, role: &str) -> Vec<&'f str> {
    let mut out: Vec<&str> = event
        .roles
        .iter()
        .filter(|r| r.narrow.as_deref().unwrap_or(&r.base) == role)
        .filter_map(|r| if let Filler::Entity(e) = r.filler { Some(&facts.entities[e]) } else { None })
        .map(|e| if let Identity::Known(key) = &e.identity { key } else { e.name.as_str() })
        .collect();
    out.sort_unstable();
    out
}

#[test]
fn examples_of_the_pack() {
    let (count, problems) = examples::check(&READER);
    assert!(problems.is_empty() && count == 8, "{count} examples, {problems:#?}");
}

#[test]
fn particles_come_off_and_whole_words_stay() {
    // Written, and: key, conjunction, preposition, future, article, pronoun.
    for (word, expected) in [
        ("дорог", "дорог"),
        ("идорог", "и+ дорог"),
        ("хадорог", "хадорог +the"),
        ("ихадорог", "и+ хадорог +the"),
        ("бхадорог", "б+ хадорог +the"),
        ("ладорог", "л+ хадорог +the"), // merged with the article
        ("илдорог", "и+ л+ дорог"),
        ("тэзорим", "т+ эзорим"),
        ("зормадош", "зормад +ош"),
        ("изормадум", "и+ зормад +ум"),
        ("дороген", "дороген"),
        ("балмор", "балмор"),     // б belongs to a name of the world
        ("лбалмор", "л+ балмор"), // and here something stands before it
        ("тормек", "тормек"),
        ("бокр", "бокр"),   // listed as whole
        ("хамур", "хамур"), // begins like the article
        ("до́рог", "дорог"), // stress vanishes
    ] {
        let article = Article::new(word.into(), "toy".into(), None);
        let doc = Document::new(&article, &READER.pack, &|word| READER.index.knows(word));
        let reading = doc.tokens[0].best().expect("a word");
        let mut shown = String::new();
        for particle in [reading.conjunction, reading.preposition].into_iter().flatten() {
            let _ = write!(shown, "{particle}+ ");
        }
        if reading.future {
            shown.push_str("т+ ");
        }
        shown.push_str(&reading.key);
        if reading.article {
            shown.push_str(" +the");
        }
        if let Some(pronoun) = reading.enclitic {
            let _ = write!(shown, " +{}", READER.pack.clitics.enclitic[usize::from(pronoun)].text);
        }
        assert_eq!(shown, expected, "{word}");
    }
}

#[test]
fn names_of_the_world_and_behind_titles() {
    let facts = facts("зорим хаминистар салек горун лбалмор. рекош хасолига чет хадорог новак.");
    let named: Vec<_> = facts.entities.iter().map(|e| (&*e.class, e.name.as_str(), e.identity.clone())).collect();
    let known = |key: &str| Identity::Known(key.into());
    for expected in [
        ("Person", "салек горун", Identity::Named("салек горун".into())),
        ("City", "балмор", known("balmor")),
        ("Organization", "хасолига", known("league")),
    ] {
        assert!(named.contains(&expected), "{expected:?} of {named:#?}");
    }
    let [office] = facts.positions.as_slice() else { panic!("one office: {:#?}", facts.positions) };
    assert_eq!(facts.entities[office.person].name, "салек горун");
}

#[test]
fn a_visit_with_its_day() {
    let facts = facts("зорим хавождар дорик павон лкелмира 5 мартон 2025.");
    let visit = event(&facts);
    assert_eq!((&*visit.class, &*visit.status), ("Visit", "occurred"));
    assert_eq!(fillers(&facts, visit, "visitor"), ["dorik-pavon"]);
    assert_eq!(fillers(&facts, visit, "host"), ["country/XK"]);
    assert_eq!(fillers(&facts, visit, "place"), ["country/XK"]);
    let bounds = visit.time.as_ref().and_then(|t| t.bounds.as_ref()).expect("a day");
    assert_eq!((bounds.earliest, bounds.latest), (date(2025, 3, 5), date(2025, 3, 5)));
    assert_eq!(&*visit.type_evidence.rule, "toy.visit");
}

#[test]
fn a_meeting_of_two_yesterday() {
    let facts = facts("веких хавождар дорик павон исела мирун ббалмор верас");
    let meeting = event(&facts);
    assert_eq!(&*meeting.class, "Meeting");
    assert_eq!(fillers(&facts, meeting, "actor"), ["dorik-pavon", "sela-mirun"]);
    assert_eq!(fillers(&facts, meeting, "place"), ["balmor"]);
    assert_eq!(meeting.time.as_ref().and_then(|t| t.bounds.as_ref()).map(|b| b.earliest), Some(date(2025, 3, 9)));
}

#[test]
fn a_dual_counts_two() {
    let facts = facts("подсиг орданд икелмира пактумен");
    let signing = event(&facts);
    assert_eq!(fillers(&facts, signing, "actor"), ["country/XK", "country/XO"]);
    let counts: Vec<_> =
        signing.quantities.iter().map(|q| (&*q.property, q.value.as_str(), &*q.evidence.rule)).collect();
    assert_eq!(counts, [("count", "2", "toy.quantity.dual")]);
}

#[test]
fn a_pronoun_refers_back() {
    let facts = facts("зорим хавождар дорик павон лтормек. зормадош новак");
    assert_eq!(fillers(&facts, event(&facts), "visitor"), ["dorik-pavon"]);
    assert_eq!(event(&facts).triggers.len(), 2, "both words tell the same visit");
}

#[test]
fn future_is_planned_and_negation_negates() {
    for (text, status, rule) in [
        ("зорим хавождар села мирун лорданд", "occurred", "status.perfect"),
        ("тэзорим хавождар села мирун лорданд", "planned", "status.future"),
        ("не зорим хавождар села мирун лорданд", "negated", "status.negation"),
    ] {
        let facts = facts(text);
        let visit = event(&facts);
        assert_eq!((&*visit.status, &*visit.status_evidence.rule), (status, rule), "{text}");
        assert_eq!(fillers(&facts, visit, "visitor"), ["sela-mirun"], "{text}");
    }
}

#[test]
fn a_statement_with_speaker_and_words() {
    let article = Article::new("рекош хасолига чет тэзорим дорик павон лкелмира.".into(), "toy".into(), Some(DAY));
    let facts = READER.read(&article, DAY);
    let [statement] = facts.statements.as_slice() else { panic!("one statement: {:#?}", facts.statements) };
    assert_eq!(facts.entities[statement.speaker].name, "хасолига");
    assert_eq!(&*statement.stance, "say");
    assert_eq!(article.text.slice(facts.mentions[statement.content].span), "тэзорим дорик павон лкелмира");
    assert_eq!(event(&facts).reported_in, Some(0), "told by the speaker, not by the article");
}

#[test]
fn broken_packs_say_where_and_what() {
    let mut said = String::new();
    for (what, file, from, to) in [
        ("unknown key", "clitics.toml", "merging = ", "melting = "),
        ("no TOML", "syntax.toml", "negation = [\"не\"]", "negation = [\"не\""),
        ("value of another kind", "clitics.toml", "article = \"ха\"", "article = 7"),
        ("unknown kind of noun", "nouns.toml", "[\"body\"]", "[\"bodies\"]"),
        ("event rule without example", "events.toml", "[[event.counterexample]]\ntext = \"зорим хадорог\"\n", ""),
        (
            "statement rule without example",
            "statements.toml",
            "[[statement.counterexample]]\ntext = \"рекош хадорог\"\n",
            "",
        ),
        ("unknown role", "events.toml", "subject = \"visitor\"", "subject = \"guest\""),
        ("unknown role of a preposition", "events.toml", "\"л\" = \"host\"", "\"л\" = \"landlord\""),
        ("unknown event class", "events.toml", "class = \"Visit\"", "class = \"Stroll\""),
        ("verb not in the lexicon", "events.toml", "verb = [\"веких\"]", "verb = [\"вуких\"]"),
        ("noun not in the lexicon", "events.toml", "noun = [\"векмад\"]", "noun = [\"вукмад\"]"),
        ("word of saying not in the lexicon", "statements.toml", "cue = [\"рекош\"]", "cue = [\"рукош\"]"),
    ] {
        let mut files = pack_files();
        let (_, text) = files.iter_mut().find(|(name, _)| name == file).expect("a file of the pack");
        assert!(text.contains(from), "{file} has {from}");
        *text = text.replacen(from, to, 1);
        tell(&mut said, what, load(&files));
    }
    let mut files = pack_files();
    files.retain(|(name, _)| name != "verbs.toml");
    tell(&mut said, "missing file", load(&files));
    golden("broken-packs", &said);
}

fn tell(said: &mut String, what: &str, loaded: Result<Pack, khabar::lang::PackError>) {
    match loaded {
        Ok(_) => panic!("{what}: the pack loads"),
        Err(error) => writeln!(said, "# {what}\n{error}\n").expect("a string"),
    }
}
