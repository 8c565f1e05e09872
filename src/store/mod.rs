//! The store: Oxigraph in memory, read from and written back to an RDF file, or on disk.
//!
//! Each article is replaced in one transaction, together with what follows from it in the entity graph. A store is
//! therefore whole at any moment: on disk after every article, a file as it was before until [`Store::save`].

mod article;
mod entities;
mod error;
mod file;
mod listing;
mod location;
mod lock;
mod writer;

pub use article::{Put, Wanted};
pub use error::StoreError;
pub use listing::ArticleRecord;
pub use location::{Access, Location};
pub use writer::Writer;

use crate::rdf::iri::STORE_GRAPH;
use crate::rdf::terms::{ARTICLE, DESCRIBED_BY, LAYOUT, RDF_TYPE};
use entities::Counted;
use lock::Lock;
use oxigraph::model::{GraphNameRef, Literal, NamedNode, NamedNodeRef, Quad, Term};
use oxigraph::store::{StorageError, Transaction};
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Version of the store's layout: which graphs there are and what stands in them.
pub const LAYOUT_VERSION: u32 = 1;

const STORE: NamedNodeRef<'static> = NamedNodeRef::new_unchecked(STORE_GRAPH);

/// An open store. Closing it writes a file store back; dropping it does not.
pub struct Store {
    inner: oxigraph::store::Store,
    location: Location,
    access: Access,
    /// Entities' names as counted so far; also makes sure that one article is written at a time.
    counted: Mutex<Counted>,
    _lock: Option<Lock>,
}

impl Store {
    /// Opens a store; for [`Access::Write`] it is made where it is not.
    ///
    /// # Errors
    /// When it is missing (for reading), is no store, is of another layout, is in use, is broken, or cannot be read.
    pub fn open(location: &Location, access: Access) -> Result<Self, StoreError> {
        check_place(location, access)?;
        if let (Location::Directory(path), Access::Write) = (location, access) {
            std::fs::create_dir_all(path).map_err(StoreError::io(path))?;
        }
        let lock = lock::lock(location, access)?;
        let inner = match location {
            Location::Memory => oxigraph::store::Store::new()?,
            Location::File(path) => {
                let store = oxigraph::store::Store::new()?;
                if path.exists() {
                    file::read(path, &store)?;
                }
                store
            }
            Location::Directory(path) => open_directory(path, access)?,
        };
        let store =
            Store { inner, location: location.clone(), access, counted: Mutex::new(Counted::default()), _lock: lock };
        store.check_layout()?;
        Ok(store)
    }

    /// An empty store in memory.
    ///
    /// # Errors
    /// When Oxigraph refuses, which it has no reason for.
    pub fn memory() -> Result<Self, StoreError> {
        Store::open(&Location::Memory, Access::Write)
    }

    /// Oxigraph's own store, for queries and updates.
    pub fn inner(&self) -> &oxigraph::store::Store {
        &self.inner
    }

    pub fn location(&self) -> &Location {
        &self.location
    }

    /// Makes everything so far durable: a file store is written beside and renamed.
    ///
    /// # Errors
    /// When the file cannot be written; the old one is then as it was.
    pub fn save(&self) -> Result<(), StoreError> {
        if self.access == Access::Read {
            return Ok(());
        }
        match &self.location {
            Location::Memory => Ok(()),
            Location::File(path) => file::write(path, &self.inner),
            #[cfg(feature = "rocksdb")]
            Location::Directory(_) => Ok(self.inner.flush()?),
            #[cfg(not(feature = "rocksdb"))]
            Location::Directory(_) => Ok(()),
        }
    }

    /// Saves and frees the store.
    ///
    /// # Errors
    /// As [`Self::save`].
    pub fn close(self) -> Result<(), StoreError> {
        self.save()
    }

    /// Forgets what was counted; to be called after graphs of articles were changed from outside.
    pub fn forget(&self) {
        *self.counted() = Counted::default();
    }

    fn counted(&self) -> MutexGuard<'_, Counted> {
        self.counted.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn writable(&self) -> Result<(), StoreError> {
        match self.access {
            Access::Write => Ok(()),
            Access::Read => Err(StoreError::ReadOnly(self.location.to_string())),
        }
    }

    /// Checks the layout that the store says it has; a new one is told ours.
    fn check_layout(&self) -> Result<(), StoreError> {
        let place = || self.location.to_string();
        let said = self.inner.quads_for_pattern(Some(STORE.into()), Some(LAYOUT), None, Some(STORE.into())).next();
        let found = match said.transpose()?.map(|quad| quad.object) {
            Some(Term::Literal(version)) => version.value().parse().unwrap_or(0),
            _ if self.inner.is_empty()? => LAYOUT_VERSION,
            // An export has no word on its layout.
            _ if self.has_article()? => LAYOUT_VERSION,
            _ => match &self.location {
                Location::Memory => LAYOUT_VERSION,
                Location::File(path) => return Err(StoreError::Foreign(path.clone())),
                Location::Directory(path) => return Err(StoreError::NotAStore(path.clone())),
            },
        };
        match found.cmp(&LAYOUT_VERSION) {
            std::cmp::Ordering::Less => Err(StoreError::Older { path: place(), found, expected: LAYOUT_VERSION }),
            std::cmp::Ordering::Greater => Err(StoreError::Newer { path: place(), found, expected: LAYOUT_VERSION }),
            std::cmp::Ordering::Equal if self.access == Access::Write => {
                let version = Literal::from(i64::from(LAYOUT_VERSION));
                Ok(self.inner.insert(&Quad::new(STORE, LAYOUT, version, STORE))?)
            }
            std::cmp::Ordering::Equal => Ok(()),
        }
    }

    /// Whether the entity graph follows from all articles.
    fn is_described(&self) -> Result<bool, StorageError> {
        let said = self.inner.quads_for_pattern(Some(STORE.into()), Some(DESCRIBED_BY), None, Some(STORE.into()));
        Ok(said.take(1).next().transpose()?.is_some())
    }

    /// Adds quads by a bulk load, as a whole.
    fn load(&self, quads: Vec<Quad>) -> Result<(), StoreError> {
        let mut loader = self.inner.bulk_loader();
        let loaded = loader.load_quads(quads).and_then(|()| loader.commit());
        if loaded.is_err() {
            self.forget();
        }
        Ok(loaded?)
    }

    fn has_article(&self) -> Result<bool, StorageError> {
        Ok(self.inner.quads_for_pattern(None, Some(RDF_TYPE), Some(ARTICLE.into()), None).next().transpose()?.is_some())
    }
}

/// Refuses what cannot be a store before anything is made or locked.
fn check_place(location: &Location, access: Access) -> Result<(), StoreError> {
    match location {
        Location::File(path) if path.is_dir() => Err(StoreError::NotAFile(path.clone())),
        Location::Directory(path) if path.is_file() => Err(StoreError::NotADirectory(path.clone())),
        Location::Directory(path) if is_other_directory(path)? => Err(StoreError::NotAStore(path.clone())),
        Location::Directory(path) if !cfg!(feature = "rocksdb") => Err(StoreError::NoDirectories(path.clone())),
        Location::File(path) | Location::Directory(path) if access == Access::Read && !path.exists() => {
            Err(StoreError::Missing(location.to_string()))
        }
        _ => Ok(()),
    }
}

/// Whether a directory has something in it, but not what RocksDB leaves in its own.
fn is_other_directory(path: &Path) -> Result<bool, StoreError> {
    if !path.is_dir() || path.join("CURRENT").is_file() {
        return Ok(false);
    }
    let names = std::fs::read_dir(path).map_err(StoreError::io(path))?;
    // A killed first run leaves the lock and half of RocksDB's first files.
    let ours = |name: &std::ffi::OsStr| {
        let name = name.to_string_lossy();
        name == lock::DIRECTORY_LOCK
            || name == "LOCK"
            || name.starts_with("LOG")
            || name.starts_with("MANIFEST-")
            || name.ends_with(".dbtmp")
            || name == "IDENTITY"
    };
    Ok(names.filter_map(Result::ok).any(|entry| !ours(&entry.file_name())))
}

#[cfg(feature = "rocksdb")]
fn open_directory(path: &Path, access: Access) -> Result<oxigraph::store::Store, StoreError> {
    Ok(match access {
        Access::Read => oxigraph::store::Store::open_read_only(path)?,
        Access::Write => oxigraph::store::Store::open(path)?,
    })
}

#[cfg(not(feature = "rocksdb"))]
fn open_directory(path: &Path, _access: Access) -> Result<oxigraph::store::Store, StoreError> {
    Err(StoreError::NoDirectories(path.into()))
}

/// The quads of one graph in a transaction.
fn quads_of(transaction: &Transaction<'_>, graph: &NamedNode) -> Result<Vec<Quad>, StorageError> {
    transaction.quads_for_pattern(None, None, None, Some(GraphNameRef::NamedNode(graph.as_ref()))).collect()
}
