//! `khabar draw`: a part of the graph as a picture.

use super::args::{Draw, Drawing};
use super::outcome::{Failure, Outcome};
use super::query::InStore;
use super::terminal::{self, Sink};
use super::{graphviz, reading};
use crate::ontology::Ontology;
use crate::picture::passage::Passages;
use crate::picture::{Limits, Neighbourhood, Request, Words, compose, dot, mermaid, page, select, timeline};
use crate::query::Prefixes;
use crate::query::parameter::Lookup;
use crate::resources::Resources;
use crate::store::{Access, Store};
use oxigraph::model::NamedNode;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

/// Articles that are drawn together when nothing is asked for.
const MOST_ARTICLES: usize = 20;
/// Ties to a node, with which a picture is still read.
const EDGES_PER_NODE: usize = 2;

pub fn run(args: &Draw, store: &str) -> Result<Outcome, Failure> {
    let format = args.format.or_else(|| args.output.output.as_deref().and_then(of_path)).unwrap_or(Drawing::Dot);
    if format == Drawing::Png && args.output.output.is_none() && terminal::stdout_is_terminal() {
        return Err(Failure::Usage("a PNG is nothing for a terminal".into(), "name a file: -o picture.png"));
    }
    if args.timeline && matches!(format, Drawing::Mermaid | Drawing::Html) {
        return Err(Failure::Usage(
            "a timeline is drawn neither in Mermaid nor as a page".into(),
            "take --format dot, svg or png",
        ));
    }
    let resources = reading::resources(args.data.as_ref())?;
    let ontology = ontology(&resources)?;
    let store = super::open(store, Access::Read)?;
    let request = Request { focus: focus(args, &store, &resources)?, hops: args.hops };
    let found = select(store.inner(), &ontology, &request)?;
    let language = args.lang.clone().unwrap_or_else(|| language(&found));
    let words = words(&resources, &language)?;
    let limits = limits(args, format);
    let picture = compose(&found, &ontology, &words, &language, limits);
    if picture.hidden > 0 {
        terminal::note(format!("{}: --max-nodes shows more", picture.words.more(picture.hidden)));
    }
    let drawn = if args.timeline { timeline::write(&picture) } else { dot::write(&picture) };
    let bytes = match format {
        Drawing::Dot => drawn.into_bytes(),
        Drawing::Mermaid => mermaid::write(&picture).into_bytes(),
        Drawing::Svg => graphviz::svg(&drawn)?.into_bytes(),
        Drawing::Png => graphviz::png(&drawn)?,
        Drawing::Html => {
            let passages = Passages::read(store.inner(), &page::things(&picture, &found))?;
            let fold = super::query::fold(&resources)?;
            page::write(&picture, &found, &ontology, &passages, &fold).into_bytes()
        }
    };
    let mut sink = Sink::open(&args.output)?;
    sink.write_all(&bytes)?;
    sink.close()?;
    Ok(Outcome::Done)
}

/// The format that a file's name says.
fn of_path(path: &Path) -> Option<Drawing> {
    match path.extension()?.to_string_lossy().to_lowercase().as_str() {
        "dot" | "gv" => Some(Drawing::Dot),
        "svg" => Some(Drawing::Svg),
        "png" => Some(Drawing::Png),
        "html" | "htm" => Some(Drawing::Html),
        "mmd" | "mermaid" => Some(Drawing::Mermaid),
        _ => None,
    }
}

fn limits(args: &Draw, format: Drawing) -> Limits {
    let standard = match format {
        Drawing::Mermaid => mermaid::LIMITS,
        Drawing::Html => page::LIMITS,
        _ => Limits::default(),
    };
    match args.max_nodes {
        Some(nodes) => Limits { nodes: nodes.get().into(), edges: EDGES_PER_NODE * usize::from(nodes.get()) },
        None => standard,
    }
}

/// The ontology's labels; a picture needs no gazetteer.
fn ontology(resources: &Resources) -> Result<Ontology, Failure> {
    let mut files = resources.texts_under("ontology");
    files.retain(|(name, _)| !name.starts_with("ontology/gazetteer/") && !name.ends_with("shapes.ttl"));
    Ok(Ontology::load(&files)?)
}

fn words(resources: &Resources, language: &str) -> Result<Words, Failure> {
    Ok(match resources.file(&format!("lang/{language}/picture.toml")) {
        Some(file) => Words::parse(file)?,
        None => Words::default(),
    })
}

/// The language that most of the articles are in.
fn language(found: &Neighbourhood) -> String {
    let mut languages: BTreeMap<&str, usize> = BTreeMap::new();
    for article in found.articles.values().filter(|article| !article.language.is_empty()) {
        *languages.entry(&article.language).or_default() += 1;
    }
    let most = languages.into_iter().max_by(|(a, x), (b, y)| x.cmp(y).then(b.cmp(a)));
    most.map_or("en", |(language, _)| language).to_owned()
}

/// What the picture is of: what the user names, else all articles if they are few.
fn focus(args: &Draw, store: &Store, resources: &Resources) -> Result<Vec<NamedNode>, Failure> {
    let mut focus = Vec::new();
    for what in &args.focus {
        focus.extend(named(what, store, resources)?);
    }
    if !args.focus.is_empty() {
        return Ok(focus);
    }
    let articles = store.articles()?;
    if articles.len() > MOST_ARTICLES {
        return Err(Failure::Usage(
            format!("{} articles are too many for one picture", articles.len()),
            "say what stands in the middle: --focus Egypt, or an article ('khabar articles' lists them)",
        ));
    }
    Ok(articles.into_iter().map(|article| NamedNode::new_unchecked(article.iri)).collect())
}

/// An IRI or a prefixed name in the store, an article, or the entities of that name.
fn named(what: &str, store: &Store, resources: &Resources) -> Result<Vec<NamedNode>, Failure> {
    let prefixes = Prefixes::of_store(store.inner())?;
    if let Some(iri) = prefixes.expand(what).and_then(|iri| NamedNode::new(iri).ok()) {
        let known = store.inner().quads_for_pattern(Some(iri.as_ref().into()), None, None, None).next().transpose()?;
        if known.is_some() {
            return Ok(vec![iri]);
        }
    }
    if let Ok(article) = store.find_article(what) {
        return Ok(vec![article]);
    }
    let found = InStore { store, resources }.entities(what)?;
    if found.len() > 1 {
        let all: Vec<_> = found.iter().map(|iri| prefixes.show(&iri.clone().into())).collect();
        terminal::note(format!("\"{what}\" is the name of {}: all are drawn", all.join(" and ")));
    }
    Ok(found)
}
