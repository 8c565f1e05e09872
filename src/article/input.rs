//! What a user types as input to the files it means: files, folders with all below them, globs, standard input; and files to
//! their articles, one or one a line.

use super::Article;
use super::jsonl::{self, BadLine, Line, Lines};
use super::plain::{self, NotText};
use jiff::civil::Date;
use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};
use thiserror::Error;
use walkdir::WalkDir;

/// Where an article is read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    File {
        path: PathBuf,
        /// The path as typed; below a folder, the folder as typed and the path below it.
        source: String,
    },
    /// Standard input, with the source to record, if the user gave one.
    Stdin { source: Option<String> },
}

/// What files hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// What their names say: articles line by line in .jsonl and .ndjson, else one article each, which is no web page.
    ByName,
    /// One article each, whatever it looks like.
    Text,
    /// An article a line, in JSON.
    JsonLines,
}

/// One article that is still to be read: a file, or a line of one.
#[derive(Debug)]
pub enum Piece<'i> {
    Whole(&'i Input),
    Line(&'i Input, Line),
}

/// The articles of some inputs, in order. Files of lines are read as the lines are asked for.
pub struct Pieces<'i> {
    inputs: std::slice::Iter<'i, Input>,
    format: Format,
    lines: Option<(&'i Input, Lines<'i>)>,
}

/// The inputs found, in order and each once, and what was passed over.
#[derive(Debug, Default)]
pub struct Inputs {
    pub inputs: Vec<Input>,
    pub errors: Vec<InputError>,
    /// Files of folders that are not taken for articles by their extension.
    pub skipped: usize,
}

/// One input that could not be read; names its culprit.
#[derive(Debug, Error)]
pub enum InputError {
    #[error("\"{0}\": no such file or folder\nhelp: inputs are files, folders, globs such as 'news/*.txt', or '-'")]
    Missing(String),
    #[error("\"{0}\": no file matches\nhelp: in a glob, '*' stands for any name and '**' for any folders")]
    NoMatch(String),
    #[error("\"{0}\": not a glob: {1}")]
    BadGlob(String, glob::PatternError),
    #[error(
        "\"{0}\": no articles in this folder\nhelp: of a folder, files that end in .txt .text .jsonl .ndjson, or have no extension, are read"
    )]
    EmptyFolder(String),
    #[error("\"{source_name}\": {error}")]
    Io { source_name: String, error: io::Error },
    #[error("\"{source_name}\": {error}")]
    NotText { source_name: String, error: NotText },
    /// The name is that of the file and the line's number.
    #[error("\"{source_name}\": {error}")]
    Line { source_name: String, error: BadLine },
}

impl Input {
    /// The name for people.
    pub fn name(&self) -> &str {
        match self {
            Input::File { source, .. } => source,
            Input::Stdin { source } => source.as_deref().unwrap_or("-"),
        }
    }

    /// Read the article of a file; markup is refused unless the user says that it is text.
    fn read(&self, given_date: Option<Date>, allow_markup: bool) -> Result<Article, InputError> {
        let bytes = self.bytes().map_err(|error| InputError::Io { source_name: self.name().into(), error })?;
        let text =
            plain::decode(bytes).and_then(|text| if allow_markup { Ok(text) } else { plain::refuse_markup(text) });
        let text = text.map_err(|error| InputError::NotText { source_name: self.name().into(), error })?;
        let mut article = Article::new(text, self.name().into(), given_date);
        if let Input::Stdin { source: None } = self {
            // Each text on standard input is its own source: the next one is no new version of it.
            article.source = format!("stdin:{}", &article.sha256[..12]);
        }
        Ok(article)
    }

    /// The name to record, if there is one.
    fn recorded(&self) -> Option<&str> {
        match self {
            Input::File { source, .. } => Some(source),
            Input::Stdin { source } => source.as_deref(),
        }
    }

    /// Whether articles stand in it line by line.
    pub fn has_lines(&self, format: Format) -> bool {
        match (format, self) {
            (Format::ByName, Input::File { path, .. }) => {
                let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
                ending.is_some_and(|ending| jsonl::ENDINGS.contains(&&*ending))
            }
            (format, _) => format == Format::JsonLines,
        }
    }

    fn lines(&self) -> io::Result<Lines<'static>> {
        Ok(match self {
            Input::File { path, .. } => Lines::new(BufReader::new(File::open(path)?)),
            Input::Stdin { .. } => Lines::new(BufReader::new(io::stdin())),
        })
    }

    fn bytes(&self) -> io::Result<Vec<u8>> {
        // One byte over the limit is enough to refuse it.
        let most = plain::MOST_BYTES as u64 + 1;
        let mut bytes = Vec::new();
        match self {
            Input::File { path, .. } => File::open(path)?.take(most).read_to_end(&mut bytes)?,
            Input::Stdin { .. } => io::stdin().lock().take(most).read_to_end(&mut bytes)?,
        };
        Ok(bytes)
    }
}

impl<'i> Pieces<'i> {
    pub fn new(inputs: &'i [Input], format: Format) -> Self {
        Pieces { inputs: inputs.iter(), format, lines: None }
    }
}

impl<'i> Iterator for Pieces<'i> {
    type Item = Result<Piece<'i>, InputError>;

    fn next(&mut self) -> Option<Self::Item> {
        let failed = |input: &Input, error| Some(Err(InputError::Io { source_name: input.name().into(), error }));
        loop {
            if let Some((input, lines)) = &mut self.lines {
                let input = *input;
                match lines.next() {
                    Some(Ok(line)) => return Some(Ok(Piece::Line(input, line))),
                    Some(Err(error)) => {
                        self.lines = None;
                        return failed(input, error);
                    }
                    None => self.lines = None,
                }
            }
            let input = self.inputs.next()?;
            if !input.has_lines(self.format) {
                return Some(Ok(Piece::Whole(input)));
            }
            match input.lines() {
                Ok(lines) => self.lines = Some((input, lines)),
                Err(error) => return failed(input, error),
            }
        }
    }
}

impl<'i> Piece<'i> {
    /// The file and the line's number, if it is a line.
    pub fn line(&self) -> Option<(&'i Input, u64)> {
        match self {
            Piece::Whole(_) => None,
            Piece::Line(input, line) => Some((input, line.number)),
        }
    }

    /// Read the article.
    ///
    /// # Errors
    /// [`InputError`] when the file cannot be read, holds no text, or the line is no article.
    pub fn read(self, given_date: Option<Date>, format: Format) -> Result<Article, InputError> {
        match self {
            Piece::Whole(input) => input.read(given_date, format == Format::Text),
            Piece::Line(input, line) => {
                let number = line.number;
                line.article(input.recorded(), given_date).map_err(|error| InputError::line(input, number, error))
            }
        }
    }
}

impl InputError {
    pub fn line(input: &Input, number: u64, error: BadLine) -> Self {
        InputError::Line { source_name: format!("{}:{number}", input.name()), error }
    }

    /// The input as the user knows it.
    pub fn source_name(&self) -> &str {
        match self {
            InputError::Missing(name)
            | InputError::NoMatch(name)
            | InputError::BadGlob(name, _)
            | InputError::EmptyFolder(name)
            | InputError::Io { source_name: name, .. }
            | InputError::NotText { source_name: name, .. }
            | InputError::Line { source_name: name, .. } => name,
        }
    }
}

/// Find the files that the words on the command line mean. What exists is meant as it stands, else it is a glob.
/// `stdin_source` is what to call standard input.
pub fn find(words: &[String], stdin_source: Option<&str>) -> Inputs {
    let mut found = Inputs::default();
    for word in words {
        let path = Path::new(word);
        if word == "-" {
            found.inputs.push(Input::Stdin { source: stdin_source.map(String::from) });
        } else if path.is_dir() {
            found.folder(word);
        } else if path.exists() {
            found.inputs.push(Input::File { path: path.into(), source: word.clone() });
        } else if word.contains(['*', '?', '[']) {
            found.glob(word);
        } else {
            found.errors.push(InputError::Missing(word.clone()));
        }
    }
    let mut seen = std::collections::HashSet::new();
    found.inputs.retain(|input| seen.insert(input.name().to_owned()));
    found
}

impl Inputs {
    fn folder(&mut self, word: &str) {
        let before = self.inputs.len();
        let visible = |name: &std::ffi::OsStr| !name.to_string_lossy().starts_with('.');
        let walk = WalkDir::new(word).follow_links(true).sort_by_file_name();
        for entry in walk.into_iter().filter_entry(|entry| entry.depth() == 0 || visible(entry.file_name())) {
            match entry {
                Ok(entry) if entry.file_type().is_file() => {
                    let extension = entry.path().extension().map(|e| e.to_string_lossy().to_lowercase());
                    if extension.is_none_or(|extension| {
                        ["txt", "text"].contains(&&*extension) || jsonl::ENDINGS.contains(&&*extension)
                    }) {
                        let source = entry.path().to_string_lossy().into_owned();
                        self.inputs.push(Input::File { path: entry.into_path(), source });
                    } else {
                        self.skipped += 1;
                    }
                }
                Ok(_) => {}
                Err(error) => self.errors.push(InputError::Io {
                    source_name: error.path().map_or(word.into(), |path| path.to_string_lossy().into_owned()),
                    error: error.into(),
                }),
            }
        }
        if self.inputs.len() == before {
            self.errors.push(InputError::EmptyFolder(word.into()));
        }
    }

    fn glob(&mut self, word: &str) {
        let before = self.inputs.len() + self.errors.len();
        let options = glob::MatchOptions { require_literal_leading_dot: true, ..Default::default() };
        let paths = match glob::glob_with(word, options) {
            Ok(paths) => paths,
            Err(error) => return self.errors.push(InputError::BadGlob(word.into(), error)),
        };
        for path in paths {
            match path {
                Ok(path) if path.is_dir() => {}
                Ok(path) => {
                    let source = path.to_string_lossy().into_owned();
                    self.inputs.push(Input::File { path, source });
                }
                Err(error) => self.errors.push(InputError::Io {
                    source_name: error.path().to_string_lossy().into_owned(),
                    error: error.into(),
                }),
            }
        }
        if self.inputs.len() + self.errors.len() == before {
            self.errors.push(InputError::NoMatch(word.into()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_and_globs_are_sorted_and_named_as_typed() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().to_string_lossy().into_owned();
        for name in ["b.txt", "a.txt", "picture.png", ".hidden.txt"] {
            std::fs::write(folder.path().join(name), "x").unwrap();
        }
        let found = find(&[format!("{root}/*.txt"), root.clone(), format!("{root}/none*"), "-".into()], None);
        let names: Vec<_> = found.inputs.iter().map(Input::name).collect();
        assert!(names.ends_with(&["-"]), "{names:?}");
        assert_eq!(found.skipped, 1);
        assert!(matches!(&found.errors[..], [InputError::NoMatch(_)]));
        let again: Vec<_> =
            find(std::slice::from_ref(&root), None).inputs.iter().map(|i| i.name().to_owned()).collect();
        assert_eq!(again, [format!("{root}/a.txt"), format!("{root}/b.txt")]);
    }
}
