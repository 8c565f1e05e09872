//! `khabar draw`: a part of the graph as a picture.

use super::args::{Cli, Command, Draw, Drawing, Query, Size};
use super::lookup::InStore;
use super::outcome::{Failure, Outcome};
use super::terminal::{self, Sink};
use super::{graphviz, reading};
use crate::lang::LANGUAGES;
use crate::picture::passage::Passages;
use crate::picture::select::{self, Drawn};
use crate::picture::{Limits, Neighbourhood, Picture, Request, Words, compose, dot, mermaid, page, timeline};
use crate::query::Prefixes;
use crate::query::measure::{self, Measured};
use crate::query::parameter::Lookup;
use crate::resources::Resources;
use crate::store::Access;
use clap::Parser;
use oxigraph::model::NamedNode;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

/// The language of labels where the articles have none.
const ENGLISH: &str = "en";
/// Articles that are drawn together when nothing is asked for.
const MOST_ARTICLES: usize = 20;
/// Ties to a node, with which a picture is still read.
const EDGES_PER_NODE: usize = 2;

pub fn run(args: &Draw, store: &str) -> Result<Outcome, Failure> {
    let format = match (args.format, args.output.output.as_deref()) {
        (Some(format), _) => format,
        (None, Some(path)) => of_path(path)?,
        (None, None) => Drawing::Dot,
    };
    if format == Drawing::Png && args.output.output.is_none() && terminal::stdout_is_terminal() {
        return Err(Failure::Usage("a PNG is nothing for a terminal".into(), "name a file: -o picture.png"));
    }
    if args.timeline && matches!(format, Drawing::Mermaid | Drawing::Html) {
        return Err(Failure::Usage(
            "a timeline is drawn neither in Mermaid nor as a page".into(),
            "take --format dot, svg or png",
        ));
    }
    if args.size.is_some() && format == Drawing::Mermaid {
        return Err(Failure::Usage("Mermaid has no sizes".into(), "take --format dot, svg, png or html"));
    }
    // Before anything is drawn: a file that exists is refused at once.
    let mut sink = Sink::open(&args.output)?;
    let resources = reading::resources(args.data.as_ref())?;
    // Labels; a picture needs no gazetteer.
    let ontology = reading::ontology(&resources)?;
    let store = super::open(store, Access::Read)?;
    let known = InStore::new(&store, &resources);
    let request = Request { focus: focus(args, &known)?, hops: args.hops };
    let found = select::select(store.inner(), &ontology, &request)?;
    let language = args.lang.clone().unwrap_or_else(|| language(&found));
    let words = words(&resources, &language)?;
    let limits = limits(args, format);
    let mut picture = compose(&found, &ontology, &words, &language, limits);
    if let Some(by) = args.size {
        size(&mut picture, by, &known)?;
    }
    if picture.hidden > 0 {
        terminal::note(format!("{} more not shown: a larger --max-nodes shows more", picture.hidden));
    }
    let drawn = if args.timeline { timeline::write(&picture) } else { dot::write(&picture) };
    let bytes = match format {
        Drawing::Dot => drawn.into_bytes(),
        Drawing::Mermaid => mermaid::write(&picture).into_bytes(),
        Drawing::Svg => graphviz::svg(&drawn)?.into_bytes(),
        Drawing::Png => graphviz::png(&drawn)?,
        Drawing::Html => {
            let passages = Passages::read(store.inner(), &page::things(&picture, &found))?;
            let matching = known.matching()?;
            page::write(&picture, &found, &ontology, &passages, matching.fold()).into_bytes()
        }
    };
    sink.write_all(&bytes)?;
    sink.close()?;
    Ok(Outcome::Done)
}

/// Sizes nodes by what `khabar stats --graph` says of them.
fn size(picture: &mut Picture, by: Size, known: &InStore) -> Result<(), Failure> {
    let store = known.store.inner();
    let measured = measure::measure(store, &Prefixes::of_store(store)?, None)?;
    let (name, value): (_, fn(&Measured) -> f64) = match by {
        Size::Degree => ("degree", |one| one.degree as f64),
        Size::Strength => ("strength", |one| one.strength as f64),
        Size::Pagerank => ("pagerank", |one| one.pagerank),
        Size::Betweenness => ("betweenness", |one| one.betweenness),
    };
    picture.size(name, &measured.iter().map(|one| (one.iri.as_str(), value(one))).collect());
    Ok(())
}

/// The format that a file's name says.
fn of_path(path: &Path) -> Result<Drawing, Failure> {
    let ending = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    Ok(match ending.as_str() {
        "dot" | "gv" => Drawing::Dot,
        "svg" => Drawing::Svg,
        "png" => Drawing::Png,
        "html" | "htm" => Drawing::Html,
        "mmd" | "mermaid" => Drawing::Mermaid,
        _ => {
            return Err(Failure::Usage(
                format!("the name \"{}\" does not say what kind of picture it is", path.display()),
                "end it in .svg .png .html .dot or .mmd, or say --format",
            ));
        }
    })
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

fn words(resources: &Resources, language: &str) -> Result<Words, Failure> {
    Ok(match resources.file(&format!("lang/{language}/picture.toml")) {
        Some(file) => Words::parse(file)?,
        None if language == ENGLISH => Words::default(),
        None => {
            let known = LANGUAGES.iter().copied().chain([ENGLISH]).collect::<Vec<_>>().join(" ");
            return Err(Failure::Usage(
                format!("no labels in the language \"{language}\"; known are {known}"),
                "without --lang the labels are in the language of the articles",
            ));
        }
    })
}

/// The language that most of the articles are in.
fn language(found: &Neighbourhood) -> String {
    let mut languages: BTreeMap<&str, usize> = BTreeMap::new();
    for article in found.articles.values().filter(|article| !article.language.is_empty()) {
        *languages.entry(&article.language).or_default() += 1;
    }
    let most = languages.into_iter().max_by(|(a, x), (b, y)| x.cmp(y).then(b.cmp(a)));
    most.map_or(ENGLISH, |(language, _)| language).to_owned()
}

/// What the picture is of: what the user names, else all articles if they are few.
fn focus(args: &Draw, known: &InStore) -> Result<Vec<NamedNode>, Failure> {
    let mut focus = Vec::new();
    for what in &args.focus {
        focus.extend(named(what, known)?);
    }
    if !args.focus.is_empty() {
        return Ok(focus);
    }
    if let Some(query) = query(args)? {
        return of_answer(&query, known);
    }
    let articles = known.store.articles()?;
    if articles.len() > MOST_ARTICLES {
        return Err(Failure::Usage(
            format!("{} articles are too many for one picture", articles.len()),
            "say what stands in the middle: --focus Egypt, or an article ('khabar articles' lists them)",
        ));
    }
    Ok(articles.into_iter().map(|article| NamedNode::new_unchecked(article.iri)).collect())
}

/// The query to draw the answer of, as `khabar query` would read it.
fn query(args: &Draw) -> Result<Option<Query>, Failure> {
    let asked = match (&args.query, &args.named) {
        (Some(sparql), _) => format!("--query={sparql}"),
        (_, Some(name)) => name.clone(),
        (None, None) if args.parameters.is_empty() => return Ok(None),
        (None, None) => return Err(Failure::Usage("--param without a query".into(), "name one with --named, or -q")),
    };
    let parameters = args.parameters.iter().map(|parameter| format!("--param={parameter}"));
    let words = ["khabar".to_owned(), "query".to_owned()].into_iter().chain(parameters).chain([asked]);
    match Cli::try_parse_from(words).map(|cli| cli.command) {
        Ok(Command::Query(query)) => Ok(Some(query)),
        _ => Err(Failure::Usage("this is no query".into(), "'khabar query --list' shows the named ones")),
    }
}

/// The events, statements and entities of an answer; articles, which stand beside them as sources, only where there is
/// nothing else.
fn of_answer(query: &Query, known: &InStore) -> Result<Vec<NamedNode>, Failure> {
    let found = super::query::resources_in_answer(query, known)?;
    let mut focus = Vec::new();
    let mut articles = Vec::new();
    for node in found {
        match select::drawn(known.store.inner(), &node)? {
            Some(Drawn::Article) => articles.push(node),
            Some(Drawn::Thing) => focus.push(node),
            None => {}
        }
    }
    let focus = if focus.is_empty() { articles } else { focus };
    if focus.is_empty() {
        return Err(Failure::Usage(
            "nothing in the answer can be drawn".into(),
            "have it hold events, statements, entities or articles as IRIs; 'khabar query' shows the answer",
        ));
    }
    Ok(focus)
}

/// An IRI or a prefixed name in the store, an article, or the entities of that name.
fn named(what: &str, known: &InStore) -> Result<Vec<NamedNode>, Failure> {
    let store = known.store;
    let prefixes = Prefixes::of_store(store.inner())?;
    if let Some(iri) = prefixes.expand(what).and_then(|iri| NamedNode::new(iri).ok()) {
        let said = store.inner().quads_for_pattern(Some(iri.as_ref().into()), None, None, None).next().transpose()?;
        if said.is_some() {
            return Ok(vec![iri]);
        }
    }
    if let Ok(article) = store.find_article(what) {
        return Ok(vec![article]);
    }
    let found = known.entities(what)?;
    if found.len() > 1 {
        let all: Vec<_> = found.iter().map(|iri| prefixes.show(&iri.clone().into())).collect();
        terminal::note(format!("\"{what}\" is the name of {}: all are drawn", all.join(" and ")));
    }
    Ok(found)
}
