//! Reading articles with the packs and the world that the program carries, for the tests that look at facts.

use jiff::civil::Date;
use khabar::article::Article;
use khabar::extraction::Facts;
use khabar::extraction::facts::{Filler, Identity};
use khabar::lang::LANGUAGES;
use khabar::ontology::{Gazetteer, Ontology};
use khabar::pipeline::Reader;
use khabar::resources::Resources;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Loaded once for all tests of the suite.
pub static READER: LazyLock<Reader> = LazyLock::new(|| {
    let resources = Resources::embedded();
    let ontology = Ontology::load(&[("khabar.ttl", resources.file("ontology/khabar.ttl").unwrap())]).unwrap();
    let gazetteer =
        Gazetteer::load(&resources.texts_under("ontology/gazetteer"), "https://w3id.org/khabar/id/").unwrap();
    Reader::load(&resources, LANGUAGES[0], ontology, gazetteer).unwrap()
});

/// A day after all dates that the tests' articles print.
pub const NOW: Date = jiff::civil::date(2040, 1, 1);

pub fn read(text: &str) -> (Article, Facts) {
    let article = Article::new(text.to_owned(), "a.txt".to_owned(), None);
    let facts = READER.read(&article, NOW);
    (article, facts)
}

/// The facts one a line, in words: fields divided by ` | `. An event is named by its class and the words that tell it
/// first, so one wrong role spoils one line only.
pub fn listing(article: &Article, facts: &Facts) -> Vec<String> {
    let words = |span| article.text.slice(span).split_whitespace().collect::<Vec<_>>().join(" ");
    let mention = |id: usize| words(facts.mentions[id].span);
    let name = |id: usize| facts.entities[id].name.clone();
    let mut lines = Vec::new();
    if let Some((date, source)) = &facts.date {
        lines.push(format!("date | {date} | {source:?}"));
    }
    for entity in &facts.entities {
        let known = match &entity.identity {
            Identity::Known(key) => format!(" | {key}"),
            Identity::Named(_) | Identity::Local(_) => String::new(),
        };
        lines.push(format!("entity | {} | {}{known}", entity.class, entity.name));
    }
    let mut ids = HashMap::new();
    for event in &facts.events {
        let mut id = format!("event | {} “{}”", event.class, mention(event.triggers[0]));
        // The second event that the same words tell first is told apart by a number.
        let times = ids.entry(id.clone()).and_modify(|times| *times += 1).or_insert(1);
        if *times > 1 {
            id = format!("{id} ({times})");
        }
        let narrow = event.narrow.iter().map(|narrow| format!("kind | {narrow}"));
        let time = event.time.iter().filter_map(|time| time.bounds.as_ref());
        let time = time.map(|bounds| format!("time | {}/{}", bounds.earliest, bounds.latest));
        let roles = event.roles.iter().map(|role| {
            let filler = match role.filler {
                Filler::Entity(id) => name(id),
                Filler::Topic(id) => format!("“{}”", mention(id)),
            };
            format!("{} | {filler}", role.narrow.as_ref().unwrap_or(&role.base))
        });
        let quantities = event.quantities.iter().map(|quantity| {
            let currency = quantity.currency.iter().map(|code| format!(" {code}")).collect::<String>();
            format!("{} | {}{currency}", quantity.property, quantity.value)
        });
        let claimed = event.reported_in.map(|id| format!("claimed by | {}", name(facts.statements[id].speaker)));
        let status = format!("status | {}", event.status);
        let about = [status].into_iter().chain(narrow).chain(time).chain(roles).chain(quantities).chain(claimed);
        lines.extend(about.map(|fact| format!("{id} | {fact}")));
    }
    for statement in &facts.statements {
        let content = mention(statement.content);
        lines.push(format!("statement | {} | {} | “{content}”", name(statement.speaker), statement.stance));
    }
    for position in &facts.positions {
        let of = position.of.map(|id| format!(" | {}", name(id))).unwrap_or_default();
        let former = if position.former { " | former" } else { "" };
        lines.push(format!("position | {} | {}{of}{former}", name(position.person), words(position.title)));
    }
    lines.sort();
    lines.dedup();
    lines
}
