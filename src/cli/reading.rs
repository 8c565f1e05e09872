//! What `build` and `extract` share: the reader with its packs and world, and articles read in parallel, in order.

use super::args::{InputFormat, Reading};
use super::outcome::Failure;
use super::terminal;
use crate::article::Article;
use crate::article::input::{self, Format, Input, InputError, Inputs, Piece, Pieces};
use crate::article::jsonl::BadLine;
use crate::lang;
use crate::ontology::{Gazetteer, Ontology};
use crate::pipeline::Reader;
use crate::rdf::Mint;
use crate::rdf::iri::DEFAULT_BASE;
use crate::resources::Resources;
use jiff::Zoned;
use jiff::civil::Date;
use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::mem::ManuallyDrop;
use std::path::PathBuf;

/// Everything that reading articles needs, loaded once.
pub struct Desk {
    /// Freed with the program: tens of thousands of names take long to free one by one.
    pub reader: ManuallyDrop<Reader>,
    pub mint: Mint,
    /// Program and resources, for `kh:generator`.
    pub generator: String,
    pub now: Date,
    given_date: Option<Date>,
    format: Format,
    pool: ThreadPool,
}

impl Desk {
    /// # Errors
    /// When an argument is wrong or the resources cannot be loaded.
    pub fn open(args: &Reading) -> Result<Self, Failure> {
        // Before anything is loaded.
        lang::chosen(&args.lang)?;
        if args.inputs.iter().any(|input| input == "-") && args.input_format == InputFormat::Auto {
            return Err(Failure::Usage(
                "standard input has no name that tells its format".into(),
                "say it: khabar build - --input-format text, or jsonl",
            ));
        }
        let mint = match &args.base {
            Some(base) => Mint::new(base)?,
            None => Mint::default(),
        };
        let resources = resources(args.data.as_ref())?;
        let (language, world) = rayon::join(
            || {
                let ontology = ontology(&resources)?;
                let pack = Reader::pack(&resources, &args.lang, &ontology)?;
                Ok::<_, Failure>((pack, ontology))
            },
            || {
                let gazetteer = gazetteer(&resources, &args.gazetteer)?;
                let index = Reader::index(&resources, &args.lang, &gazetteer)?;
                Ok::<_, Failure>((gazetteer, index, digest(&resources, &args.gazetteer)?))
            },
        );
        let ((pack, ontology), (gazetteer, index, digest)) = (language?, world?);
        let generator = format!("khabar {}; data {digest}", env!("CARGO_PKG_VERSION"));
        let reader = ManuallyDrop::new(Reader::new(pack, ontology, gazetteer, index));
        let pool = ThreadPoolBuilder::new()
            .num_threads(args.jobs.unwrap_or_default().into())
            .build()
            .map_err(|error| Failure::Usage(format!("cannot start {error}"), "try --jobs 1"))?;
        // The one place that reads the clock.
        let now = args.now.unwrap_or_else(|| Zoned::now().date());
        Ok(Desk { reader, mint, generator, now, given_date: args.date, format: args.input_format.into(), pool })
    }

    /// The articles of some inputs, in their order, some at a time.
    pub fn articles<'a>(&'a self, inputs: &'a [Input]) -> Batches<'a> {
        Batches { desk: self, pieces: Pieces::new(inputs, self.format), named: HashMap::new() }
    }

    /// Whether it is not known before all are read how many articles there are.
    pub fn has_lines(&self, inputs: &[Input]) -> bool {
        inputs.iter().any(|input| input.has_lines(self.format))
    }

    /// Work on articles in parallel; results in their order.
    pub fn each<A: Sync, T: Send>(&self, articles: &[A], work: impl Fn(&A) -> T + Sync) -> Vec<T> {
        self.pool.install(|| articles.par_iter().map(&work).collect())
    }
}

/// Articles in batches: memory holds one batch.
pub struct Batches<'a> {
    desk: &'a Desk,
    pieces: Pieces<'a>,
    /// Hashes of the names that lines gave, each with its line and a hash of the text: two texts of one name would be two
    /// versions of one article, and the first lost.
    named: HashMap<u64, (&'a Input, u64, u64)>,
}

impl Iterator for Batches<'_> {
    type Item = Vec<Result<Article, InputError>>;

    fn next(&mut self) -> Option<Self::Item> {
        let most = self.desk.pool.current_num_threads() * 16;
        let pieces: Vec<_> = self.pieces.by_ref().take(most).collect();
        if pieces.is_empty() {
            return None;
        }
        let lines: Vec<_> = pieces.iter().map(|piece| piece.as_ref().ok().and_then(Piece::line)).collect();
        let read = |piece: Result<Piece<'_>, InputError>| piece?.read(self.desk.given_date, self.desk.format);
        let mut articles: Vec<_> = self.desk.pool.install(|| pieces.into_par_iter().map(read).collect());
        for (article, line) in articles.iter_mut().zip(lines) {
            let (Ok(read), Some((input, line))) = (&*article, line) else { continue };
            let text = hash(&read.sha256);
            let name = hash(&read.source);
            match self.named.get(&name) {
                Some((file, first, other)) if std::ptr::eq(*file, input) && *other != text => {
                    let error = BadLine::NamedTwice { name: read.source.clone(), line: *first };
                    *article = Err(InputError::line(input, line, error));
                }
                _ => {
                    self.named.insert(name, (input, line, text));
                }
            }
        }
        Some(articles)
    }
}

fn hash(words: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    words.hash(&mut hasher);
    hasher.finish()
}

/// The inputs of the command line, with a note on files passed over. Errors are told by the caller.
pub fn inputs(args: &Reading) -> Inputs {
    let found = input::find(&args.inputs, args.source.as_deref());
    if found.skipped > 0 {
        let files = if found.skipped == 1 { "1 file" } else { &format!("{} files", found.skipped) };
        terminal::note(format!("{files} in folders skipped: their names do not end in .txt .text .jsonl or .ndjson"));
    }
    found
}

/// The program's resources: compiled in, or from `--data`.
pub fn resources(data: Option<&PathBuf>) -> Result<Resources, Failure> {
    Ok(match data {
        Some(folder) => Resources::from_dir(folder)?,
        None => Resources::embedded(),
    })
}

/// Ontology and gazetteer, with the user's own entities.
pub fn world(resources: &Resources, own: &[PathBuf]) -> Result<(Ontology, Gazetteer), Failure> {
    Ok((ontology(resources)?, gazetteer(resources, own)?))
}

/// The ontology without the gazetteer.
pub fn ontology(resources: &Resources) -> Result<Ontology, Failure> {
    let mut files = resources.texts_under("ontology");
    files.retain(|(name, _)| !name.starts_with("ontology/gazetteer/") && !name.ends_with("shapes.ttl"));
    Ok(Ontology::load(&files)?)
}

fn gazetteer(resources: &Resources, own: &[PathBuf]) -> Result<Gazetteer, Failure> {
    let mut gazetteer = Gazetteer::load(&resources.texts_under("ontology/gazetteer"), DEFAULT_BASE)?;
    for path in own {
        let text = read(path)?;
        gazetteer.extend(&[(&path.to_string_lossy(), &text)], DEFAULT_BASE)?;
    }
    Ok(gazetteer)
}

fn digest(resources: &Resources, own: &[PathBuf]) -> Result<String, Failure> {
    if own.is_empty() {
        return Ok(resources.digest());
    }
    let mut hash = Sha256::new();
    hash.update(resources.digest());
    for path in own {
        let text = read(path)?;
        hash.update((text.len() as u64).to_le_bytes());
        hash.update(text);
    }
    Ok(hash.finalize().iter().take(6).map(|byte| format!("{byte:02x}")).collect())
}

/// A file of the user's as text.
pub fn read(path: &PathBuf) -> Result<String, Failure> {
    std::fs::read_to_string(path).map_err(|error| Failure::File { path: path.clone(), error })
}
