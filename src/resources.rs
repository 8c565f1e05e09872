//! The program's own files: ontology, gazetteer, named queries and language packs, compiled in or read from `--data`.

use include_dir::{Dir, DirEntry, include_dir};
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use thiserror::Error;

static ONTOLOGY: Dir = include_dir!("$CARGO_MANIFEST_DIR/ontology");
static QUERIES: Dir = include_dir!("$CARGO_MANIFEST_DIR/queries");
static LANG: Dir = include_dir!("$CARGO_MANIFEST_DIR/src/lang");

/// The folders, and how the names of their files end: the rest (documentation, Rust) is no resource.
const FOLDERS: [(&str, &[&str]); 3] = [("ontology", &[".ttl"]), ("queries", &[".rq"]), ("lang", &[".toml", ".tsv"])];
/// Letters of the hexadecimal digest: 48 bits tell any two releases apart and stay readable.
const DIGEST_LENGTH: usize = 12;

/// A folder of resources that cannot be read.
#[derive(Debug, Error)]
pub enum ResourceError {
    #[error(
        "no resources in \"{}\"\nhelp: the folder holds at least one of ontology/, queries/ and lang/", .0.display()
    )]
    Empty(PathBuf),
    #[error("cannot read \"{}\": {source}\nhelp: every file must be readable and UTF-8", path.display())]
    Read { path: PathBuf, source: std::io::Error },
}

/// Every resource file by its path (`ontology/khabar.ttl`, `lang/ar/clitics.toml`), always with `/`.
#[derive(Clone, Debug)]
pub struct Resources {
    files: BTreeMap<String, Cow<'static, str>>,
}

impl Resources {
    /// The files compiled into the program.
    pub fn embedded() -> Self {
        let mut files = BTreeMap::new();
        for ((folder, endings), tree) in FOLDERS.iter().zip([&ONTOLOGY, &QUERIES, &LANG]) {
            collect(tree, folder, endings, &mut files);
        }
        Resources { files }
    }

    /// The files of a folder laid out as `ontology/`, `queries/` and `lang/`. One that is missing there is taken from
    /// the files compiled in.
    ///
    /// # Errors
    /// When none of the three is there, or a file cannot be read.
    pub fn from_dir(path: &Path) -> Result<Self, ResourceError> {
        let mut files = Self::embedded().files;
        let mut found = false;
        for (folder, endings) in FOLDERS {
            let root = path.join(folder);
            if !root.is_dir() {
                continue;
            }
            found = true;
            files.retain(|name, _| !is_under(name, folder));
            for entry in walkdir::WalkDir::new(&root).follow_links(true) {
                let entry = entry.map_err(|error| ResourceError::Read { path: root.clone(), source: error.into() })?;
                let below = entry.path().strip_prefix(path).unwrap_or(entry.path());
                let name = below.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/");
                if entry.file_type().is_file() && endings.iter().any(|ending| name.ends_with(ending)) {
                    let text = std::fs::read_to_string(entry.path())
                        .map_err(|source| ResourceError::Read { path: entry.path().into(), source })?;
                    files.insert(name, Cow::Owned(text));
                }
            }
        }
        if found { Ok(Resources { files }) } else { Err(ResourceError::Empty(path.into())) }
    }

    /// One file: `ontology/khabar.ttl`.
    pub fn file(&self, name: &str) -> Option<&str> {
        self.files.get(name).map(|text| &**text)
    }

    /// The files of a folder (`ontology/gazetteer`) and the folders in it, sorted by name.
    pub fn files_under<'a>(&'a self, folder: &str) -> Vec<(String, Cow<'a, str>)> {
        self.texts_under(folder).into_iter().map(|(name, text)| (name.to_owned(), Cow::Borrowed(text))).collect()
    }

    /// [`Self::files_under`], borrowed: what the loaders of ontology and gazetteer take.
    pub fn texts_under(&self, folder: &str) -> Vec<(&str, &str)> {
        let folder = folder.trim_end_matches('/');
        let under = self.files.iter().filter(|(name, _)| is_under(name, folder));
        under.map(|(name, text)| (name.as_str(), &**text)).collect()
    }

    /// The files of a folder itself, without those of the folders in it.
    pub fn texts_in(&self, folder: &str) -> Vec<(&str, &str)> {
        let length = folder.trim_end_matches('/').len() + 1;
        self.texts_under(folder).into_iter().filter(|(name, _)| !name[length..].contains('/')).collect()
    }

    /// A short hexadecimal SHA-256 of all names and texts: tells with which resources a graph was built.
    pub fn digest(&self) -> String {
        let mut hash = Sha256::new();
        for (name, text) in &self.files {
            // Lengths keep names and texts apart: moving a letter from one to the next changes the digest.
            hash.update((name.len() as u64).to_le_bytes());
            hash.update(name);
            hash.update((text.len() as u64).to_le_bytes());
            hash.update(text.as_bytes());
        }
        let mut hex: String = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        hex.truncate(DIGEST_LENGTH);
        hex
    }
}

fn is_under(name: &str, folder: &str) -> bool {
    name.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}

fn collect(tree: &'static Dir, folder: &str, endings: &[&str], files: &mut BTreeMap<String, Cow<'static, str>>) {
    for entry in tree.entries() {
        match entry {
            DirEntry::Dir(dir) => collect(dir, folder, endings, files),
            DirEntry::File(file) => {
                let below: Vec<_> = file.path().iter().map(|part| part.to_string_lossy()).collect();
                let name = format!("{folder}/{}", below.join("/"));
                if let (true, Some(text)) = (endings.iter().any(|ending| name.ends_with(ending)), file.contents_utf8())
                {
                    files.insert(name, Cow::Borrowed(text));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_replaces_what_is_compiled_in() {
        let embedded = Resources::embedded();
        assert!(embedded.file("ontology/khabar.ttl").is_some());
        let root = tempfile::tempdir().expect("a temporary folder");
        assert!(matches!(Resources::from_dir(root.path()), Err(ResourceError::Empty(_))));
        std::fs::create_dir_all(root.path().join("lang/xx")).expect("a folder");
        std::fs::write(root.path().join("lang/xx/words.toml"), "a = 1").expect("a file");
        std::fs::write(root.path().join("lang/xx/notes.md"), "not a resource").expect("a file");
        let resources = Resources::from_dir(root.path()).expect("resources");
        assert_eq!(resources.texts_under("lang"), [("lang/xx/words.toml", "a = 1")]);
        assert!(resources.texts_under("lan").is_empty());
        assert_eq!(resources.file("ontology/khabar.ttl"), embedded.file("ontology/khabar.ttl"));
        assert_ne!(resources.digest(), embedded.digest());
        assert_eq!(embedded.digest(), Resources::embedded().digest());
        assert_eq!(embedded.digest().len(), DIGEST_LENGTH);
    }
}
