//! What a name means in a store: entities by their labels in any language and spelling, or by their ISO code.

use super::run::QueryError;
use crate::text::normal::Fold;
use oxigraph::model::{NamedNode, NamedNodeRef, NamedOrBlankNode, Term};
use oxigraph::store::{StorageError, Store};
use std::collections::{BTreeMap, BTreeSet};

const LABELS: [&str; 2] =
    ["http://www.w3.org/2004/02/skos/core#prefLabel", "http://www.w3.org/2004/02/skos/core#altLabel"];
const ISO_CODE: &str = "https://w3id.org/khabar/ontology#isoCode";

/// Every label of a store's entities, folded.
#[derive(Debug)]
pub struct Names {
    fold: Fold,
    /// Folded label to the entities that bear it, and one spelling to show.
    labels: BTreeMap<String, (String, BTreeSet<NamedNode>)>,
    /// Every entity's labels as they are written.
    of: BTreeMap<NamedNode, Vec<String>>,
    codes: BTreeMap<String, NamedNode>,
}

impl Names {
    /// Read the labels of a store; `fold` is the union of the languages' foldings.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn load(store: &Store, fold: Fold) -> Result<Self, StorageError> {
        let mut names = Names { fold, labels: BTreeMap::new(), of: BTreeMap::new(), codes: BTreeMap::new() };
        let literals = |property: &'static str| {
            store.quads_for_pattern(None, Some(NamedNodeRef::new_unchecked(property)), None, None).map(|quad| {
                quad.map(|quad| match (quad.subject, quad.object) {
                    (NamedOrBlankNode::NamedNode(subject), Term::Literal(literal)) => Some((subject, literal)),
                    _ => None,
                })
            })
        };
        for property in LABELS {
            for labelled in literals(property) {
                let Some((entity, label)) = labelled? else { continue };
                let key = names.key(label.value());
                names.of.entry(entity.clone()).or_default().push(label.value().to_owned());
                names.labels.entry(key).or_insert_with(|| (label.value().to_owned(), BTreeSet::new())).1.insert(entity);
            }
        }
        for coded in literals(ISO_CODE) {
            let Some((entity, code)) = coded? else { continue };
            names.codes.insert(code.value().to_owned(), entity);
        }
        Ok(names)
    }

    /// All names of whatever bears a name.
    pub fn others(&self, name: &str) -> impl Iterator<Item = &str> {
        let bearers = self.labels.get(&self.key(name)).into_iter().flat_map(|(_, entities)| entities);
        bearers.filter_map(|entity| self.of.get(entity)).flatten().map(String::as_str)
    }

    fn key(&self, words: &str) -> String {
        self.fold.key(words).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The entities a name means: a country by its code, else all that bear the label.
    ///
    /// # Errors
    /// [`QueryError::UnknownEntity`] with the nearest labels.
    pub fn find(&self, name: &str) -> Result<Vec<NamedNode>, QueryError> {
        if let Some(entity) = self.codes.get(name) {
            return Ok(vec![entity.clone()]);
        }
        let key = self.key(name);
        if let Some((_, entities)) = self.labels.get(&key) {
            return Ok(entities.iter().cloned().collect());
        }
        let near = nearest(&key, self.labels.keys().map(String::as_str), 3);
        let nearest = near.iter().map(|key| self.labels[key].0.clone()).collect();
        Err(QueryError::UnknownEntity { name: name.into(), nearest })
    }
}

/// The names most like one, among those that contain it or are few letters away; the nearest first, at most `most`.
pub fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>, most: usize) -> Vec<String> {
    let lower = name.to_lowercase();
    let mut near: Vec<(usize, &str)> = known
        .filter_map(|known| {
            let candidate = known.to_lowercase();
            let distance = strsim::osa_distance(&lower, &candidate);
            let length = lower.chars().count();
            let inside =
                length >= 3 && (candidate.contains(&lower) || (candidate.len() >= 3 && lower.contains(&candidate)));
            (inside || distance <= (length / 3).max(1)).then_some((distance, known))
        })
        .collect();
    near.sort();
    near.into_iter().take(most).map(|(_, known)| known.to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use oxigraph::io::RdfFormat;

    const WORLD: &str = r#"
        @prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix kh: <https://w3id.org/khabar/ontology#> .
        <http://x/EG> skos:prefLabel "مصر"@ar, "Egypt"@en ; kh:isoCode "EG" .
        <http://x/sisi> skos:prefLabel "عبد الفتاح السيسي"@ar ; skos:altLabel "السيسي"@ar .
        <http://x/dz> skos:prefLabel "الجزائر"@ar . <http://x/algiers> skos:prefLabel "الجزائر"@ar ."#;

    fn names() -> Names {
        let store = Store::new().unwrap();
        store.load_from_slice(RdfFormat::Turtle, WORLD).unwrap();
        Names::load(&store, Fold::new("", &[("ى".into(), 'ي')])).unwrap()
    }

    #[test]
    fn names_in_any_spelling_and_codes() {
        let names = names();
        for name in ["مصر", "egypt", "EG"] {
            assert_eq!(names.find(name).unwrap()[0].as_str(), "http://x/EG", "{name}");
        }
        assert_eq!(names.find("عبد  الفتاح السيسى").unwrap().len(), 1);
        assert_eq!(names.find("الجزائر").unwrap().len(), 2);
    }

    #[test]
    fn an_unknown_name_brings_the_nearest() {
        let error = names().find("Egipt").unwrap_err().to_string();
        assert!(error.contains("\"Egypt\""), "{error}");
    }
}
