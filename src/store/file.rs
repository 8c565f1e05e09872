//! An RDF file as a store: read whole, written beside and renamed.

use super::location::file_format;
use super::{StoreError, listing};
use oxigraph::io::{RdfFormat, RdfParseError, RdfParser, RdfSerializer};
use oxigraph::model::Quad;
use oxigraph::store::Store;
use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

/// Prefixes that TriG files are written with.
const PREFIXES: [(&str, &str); 11] = [
    ("kh", "https://w3id.org/khabar/ontology#"),
    ("nif", "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"),
    ("org", "http://www.w3.org/ns/org#"),
    ("owl", "http://www.w3.org/2002/07/owl#"),
    ("prov", "http://www.w3.org/ns/prov#"),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("schema", "https://schema.org/"),
    ("sem", "http://semanticweb.cs.vu.nl/2009/11/sem/"),
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
];

/// Reads a file into an empty store in memory.
pub(super) fn read(path: &Path, store: &Store) -> Result<(), StoreError> {
    let format = file_format(path).unwrap_or(RdfFormat::NQuads);
    let file = File::open(path).map_err(StoreError::io(path))?;
    let quads = RdfParser::from_format(format).for_reader(BufReader::with_capacity(1 << 20, file));
    let mut loader = store.bulk_loader();
    loader.load_ok_quads::<StoreError, StoreError>(quads.map(|quad| quad.map_err(|e| syntax(path, format, e))))?;
    loader.commit()?;
    Ok(())
}

fn syntax(path: &Path, format: RdfFormat, error: RdfParseError) -> StoreError {
    match error {
        RdfParseError::Io(error) => StoreError::io(path)(error),
        RdfParseError::Syntax(error) => StoreError::Syntax {
            path: path.into(),
            line: error.location().map_or(0, |place| place.start.line + 1),
            message: error.to_string(),
            format: if format == RdfFormat::TriG { "TriG" } else { "N-Quads" },
        },
    }
}

/// Writes the whole store beside the file and renames it, so that the file is whole at any moment.
pub(super) fn write(path: &Path, store: &Store) -> Result<(), StoreError> {
    // A link stays a link: the file it leads to is replaced.
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let beside = beside(&path);
    let file = File::create(&beside).map_err(StoreError::io(&beside))?;
    if let Ok(old) = fs::metadata(&path) {
        let _ = file.set_permissions(old.permissions());
    }
    let written =
        write_quads(file, &path, store).and_then(|()| fs::rename(&beside, &path).map_err(StoreError::io(&path)));
    if written.is_err() {
        let _ = fs::remove_file(&beside);
    }
    written?;
    // The new name is safe only when the folder is; systems that cannot say so do it themselves.
    if let Some(folder) = path.parent().and_then(|folder| File::open(folder).ok()) {
        let _ = folder.sync_all();
    }
    Ok(())
}

/// Where the next version of a file is written. The lock makes sure that one process writes it; what a killed one left is
/// overwritten.
fn beside(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".new");
    path.with_file_name(name)
}

fn write_quads(file: File, path: &Path, store: &Store) -> Result<(), StoreError> {
    let mut serializer = RdfSerializer::from_format(file_format(path).unwrap_or(RdfFormat::NQuads));
    for (name, iri) in PREFIXES {
        serializer = serializer.with_prefix(name, iri).expect("prefixes are IRIs");
    }
    let mut writer = serializer.for_writer(BufWriter::with_capacity(1 << 20, file));
    for graph in listing::graphs(store)? {
        for quad in listing::graph_quads(store, &graph)? {
            let quad: Quad = quad;
            writer.serialize_quad(&quad).map_err(StoreError::io(path))?;
        }
    }
    let finish = || -> io::Result<()> {
        let mut buffer = writer.finish()?;
        buffer.flush()?;
        buffer.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()
    };
    finish().map_err(StoreError::io(path))
}
