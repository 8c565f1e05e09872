//! Article to facts on one screen: the only file that knows the order of the stages.

use crate::analysis::Document;
use crate::article::Article;
use crate::extraction::{Facts, entity, name};
use crate::lang::pack::{Files, Pack, PackError};
use crate::ontology::{Gazetteer, Ontology};
use crate::resources::Resources;
use jiff::civil::Date;

/// Everything that reading an article needs, loaded once.
pub struct Reader {
    pub pack: Pack,
    pub ontology: Ontology,
    pub gazetteer: Gazetteer,
    index: name::NameIndex,
}

impl Reader {
    /// # Errors
    /// When the language pack cannot be used; says file and line.
    pub fn load(resources: &Resources, ontology: Ontology, gazetteer: Gazetteer) -> Result<Reader, PackError> {
        let language = "ar".to_string();
        let files = resources.texts_under(&format!("lang/{language}"));
        let files = Files { language, files: files.into_iter().map(|(name, text)| (name.to_string(), text)).collect() };
        let pack = Pack::load(&files)?;
        let index = name::NameIndex::new(&gazetteer, &pack);
        Ok(Reader { pack, ontology, gazetteer, index })
    }

    /// Reads one article. Never fails: what cannot be read is left out or noted.
    pub fn read(&self, article: &Article, _now: Date) -> Facts {
        let document = Document::new(article, &self.pack, &|word| self.index.knows(word));
        let names = name::find(&document, &self.gazetteer, &self.index);
        let entities = entity::link(&document, &names, &self.gazetteer, &self.index);
        let mut facts = Facts { language: self.pack.code.clone(), headline: document.headline, ..Facts::default() };
        for (name, id) in names.names.iter().zip(&entities.of_name) {
            if let Some(id) = id {
                facts.mentions.push(crate::extraction::facts::Mention {
                    span: name.span,
                    kind: name.kind,
                    rule: name.rule.clone(),
                    denotes: vec![crate::extraction::facts::Instance::Entity(*id)],
                });
            }
        }
        facts.entities = entities.entities;
        facts
    }
}
