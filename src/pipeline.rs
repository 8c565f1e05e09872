//! Article to facts on one screen: the only file that knows the order of the stages.

use crate::analysis::Document;
use crate::article::Article;
use crate::extraction::syntax::Syntax;
use crate::extraction::{
    Facts, assemble, currency, entity, event, name, position, predicate, quantity, statement, time,
};
use crate::lang::{
    self,
    pack::{Files, Pack, PackError, Spelling},
};
use crate::ontology::{Gazetteer, Ontology};
use crate::resources::Resources;
use jiff::civil::Date;

/// Everything that reading an article needs, loaded once.
pub struct Reader {
    pub pack: Pack,
    pub ontology: Ontology,
    pub gazetteer: Gazetteer,
    pub index: name::NameIndex,
}

impl Reader {
    /// # Errors
    /// When there is no such language, or its pack cannot be used; says file and line.
    pub fn load(
        resources: &Resources,
        language: &str,
        ontology: Ontology,
        gazetteer: Gazetteer,
    ) -> Result<Reader, PackError> {
        let index = Self::index(resources, language, &gazetteer)?;
        Ok(Self::new(Self::pack(resources, language, &ontology)?, ontology, gazetteer, index))
    }

    /// The language pack alone, which can be loaded beside the gazetteer.
    ///
    /// # Errors
    /// As [`Self::load`].
    pub fn pack(resources: &Resources, language: &str, ontology: &Ontology) -> Result<Pack, PackError> {
        Pack::load(&Self::files(resources, language)?, ontology)
    }

    /// The gazetteer's names in a language, which needs no pack and can be made beside it.
    ///
    /// # Errors
    /// As [`Self::load`].
    pub fn index(resources: &Resources, language: &str, gazetteer: &Gazetteer) -> Result<name::NameIndex, PackError> {
        Ok(name::NameIndex::new(gazetteer, &Spelling::load(&Self::files(resources, language)?)?))
    }

    fn files<'r>(resources: &'r Resources, language: &str) -> Result<Files<'r>, PackError> {
        let language = lang::chosen(language)?.to_owned();
        let files = resources.texts_under(&format!("lang/{language}"));
        Ok(Files { language, files: files.into_iter().map(|(name, text)| (name.to_string(), text)).collect() })
    }

    pub fn new(pack: Pack, ontology: Ontology, gazetteer: Gazetteer, index: name::NameIndex) -> Reader {
        Reader { pack, ontology, gazetteer, index }
    }

    /// Reads one article. Never fails: what cannot be read is left out or noted.
    pub fn read(&self, article: &Article, now: Date) -> Facts {
        self.stages(article, now, |scene| (event::events(scene), ())).0
    }

    /// What the pack's model would be asked about an article, for training it, and the facts without events.
    pub fn observe(&self, article: &Article, now: Date) -> (Facts, Vec<event::Observation>) {
        self.stages(article, now, |scene| (Vec::new(), event::observations(scene)))
    }

    fn stages<T>(
        &self,
        article: &Article,
        now: Date,
        tell: impl FnOnce(&event::Scene) -> (Vec<event::Happening>, T),
    ) -> (Facts, T) {
        let document = Document::new(article, &self.pack, &|word| self.index.knows(word));
        let dated = time::article_date(&document, now);
        let date = dated.as_ref().map(|(date, ..)| *date);
        let times = time::expressions(&document, date);
        let names = name::find(&document, &self.gazetteer, &self.index);
        let entities = entity::link(&document, &names, &self.gazetteer, &self.index);
        let syntax = Syntax::new(&document, &self.gazetteer, &names, entities, &times, date);
        let predicates = predicate::predicates(&syntax);
        let statements = statement::statements(&syntax, &predicates);
        let mut quantities = quantity::quantities(&document, &times);
        quantity::nationals(&syntax, &mut quantities);
        currency::settle(&syntax, &mut quantities);
        let (events, told) = tell(&event::Scene {
            syntax: &syntax,
            predicates: &predicates,
            said: &statements,
            quantities: &quantities,
            date,
        });
        let positions = position::positions(&syntax);
        let mut facts = assemble::assemble(&syntax, &names, statements, events, positions);
        facts.date = dated.as_ref().map(|(date, source, _)| (*date, *source));
        facts.date_evidence = dated.and_then(|(_, _, span)| (!span.is_empty()).then_some(span));
        (facts, told)
    }
}
