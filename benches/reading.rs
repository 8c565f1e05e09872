//! Articles per second, from text to facts, one thread: `KHABAR_BENCH_ARTICLES=FOLDER cargo bench --bench reading`.
//! Without the variable the articles of `tests/corpus` are read, which are few but the same everywhere.

use khabar::article::Article;
use khabar::lang::LANGUAGES;
use khabar::ontology::{Gazetteer, Ontology};
use khabar::pipeline::Reader;
use khabar::resources::Resources;
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// Rounds go on until this much time is over, so that few articles are read often.
const ENOUGH: Duration = Duration::from_secs(3);

fn main() {
    let own = || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/corpus"));
    let folder = std::env::var_os("KHABAR_BENCH_ARTICLES").map_or_else(own, PathBuf::from);
    let articles: Vec<Article> = walkdir::WalkDir::new(&folder)
        .sort_by_file_name()
        .into_iter()
        .filter_map(|entry| Some(entry.ok()?.into_path()))
        .filter(|path| path.extension().is_some_and(|ending| ending == "txt"))
        .filter_map(|path| Some(Article::new(std::fs::read_to_string(&path).ok()?, path.display().to_string(), None)))
        .collect();
    assert!(!articles.is_empty(), "no .txt articles under {}", folder.display());

    let start = Instant::now();
    let resources = Resources::embedded();
    let ontology = Ontology::load(&[("khabar.ttl", resources.file("ontology/khabar.ttl").expect("the ontology"))]);
    let gazetteer = Gazetteer::load(&resources.texts_under("ontology/gazetteer"), "https://w3id.org/khabar/id/");
    let reader = Reader::load(&resources, LANGUAGES[0], ontology.expect("valid"), gazetteer.expect("valid"));
    let reader = reader.expect("a valid pack");
    println!("loading packs and gazetteer: {:.0} ms", start.elapsed().as_secs_f64() * 1000.0);

    let now = jiff::civil::date(2040, 1, 1);
    let (mut read, mut facts, start) = (0, 0, Instant::now());
    while start.elapsed() < ENOUGH {
        for article in &articles {
            facts += reader.read(article, now).events.len();
        }
        read += articles.len();
    }
    let seconds = start.elapsed().as_secs_f64();
    let letters: u32 = articles.iter().map(|article| article.text.len()).sum();
    println!(
        "reading: {:.0} articles per second (articles of {} letters and {:.1} events on average)",
        read as f64 / seconds,
        letters as usize / articles.len(),
        facts as f64 / read as f64
    );
}
