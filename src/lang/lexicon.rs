//! The words of a pack with every form they take: dictionary forms in, inflected keys out.

use super::form_table::{FormTable, FormTableBuilder};
use super::raw::{self, Gender, Kind, Number};
use crate::text::normal::Fold;
use rustc_hash::FxHashMap;
use smallvec::SmallVec;

pub type LexemeId = u32;

/// What a form of a word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    Perfect,
    Imperfect,
    /// Verbal noun.
    Masdar,
    ActiveParticiple,
    PassiveParticiple,
    Noun,
    Function,
}

impl Shape {
    pub fn is_verb(self) -> bool {
        matches!(self, Shape::Perfect | Shape::Imperfect)
    }
    pub fn is_nominal(self) -> bool {
        matches!(self, Shape::Masdar | Shape::ActiveParticiple | Shape::PassiveParticiple | Shape::Noun)
    }
}

/// One way to read a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Form {
    pub lexeme: LexemeId,
    pub shape: Shape,
    pub person: u8,
    pub number: Number,
    pub gender: Option<Gender>,
    /// A passive spelling of a verb.
    pub passive: bool,
    /// Stands only before a pronoun (or, of nouns, a genitive).
    pub joined: bool,
}

/// One dictionary entry.
#[derive(Clone, Debug)]
pub struct Lexeme {
    /// Dictionary form as written in the pack.
    pub lemma: Box<str>,
    pub verb: bool,
    pub adjective: bool,
    /// Its plural is a word of its own: a form that looks like a dual is one.
    pub broken_plural: bool,
    pub gender: Option<Gender>,
    pub kinds: SmallVec<[Kind; 2]>,
}

#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    lexemes: Vec<Lexeme>,
    forms: FormTable,
    /// Folded dictionary form to lexemes: what rules refer to.
    by_lemma: FxHashMap<Box<str>, SmallVec<[LexemeId; 1]>>,
}

/// A dictionary form in use by a rule: which lexeme, and whether as a verb with all its verbal forms or as a noun.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Sense {
    pub lexeme: LexemeId,
    /// The rule named a verbal noun: only nominal forms count.
    pub nominal: bool,
}

impl Lexicon {
    pub fn lexeme(&self, id: LexemeId) -> &Lexeme {
        &self.lexemes[id as usize]
    }
    pub fn len(&self) -> usize {
        self.lexemes.len()
    }
    pub fn is_empty(&self) -> bool {
        self.lexemes.is_empty()
    }
    pub fn form_count(&self) -> usize {
        self.forms.len()
    }
    /// Every reading of a folded key without clitics.
    pub fn forms(&self, key: &str) -> &[Form] {
        self.forms.get(key)
    }
    pub fn has_kind(&self, key: &str, kind: Kind) -> bool {
        self.forms(key).iter().any(|f| self.lexeme(f.lexeme).kinds.contains(&kind))
    }
    /// Lexemes with this folded dictionary form.
    pub fn by_lemma(&self, key: &str) -> &[LexemeId] {
        self.by_lemma.get(key).map_or(&[], |f| f.as_slice())
    }

    fn new_lexeme(&mut self, lemma: &str, key: &str, verb: bool, gender: Option<Gender>, kinds: &[Kind]) -> LexemeId {
        let id = self.lexemes.len() as LexemeId;
        self.lexemes.push(Lexeme {
            lemma: lemma.into(),
            verb,
            adjective: false,
            broken_plural: false,
            gender,
            kinds: SmallVec::from_slice(kinds),
        });
        self.by_lemma.entry(key.into()).or_default().push(id);
        id
    }
}

/// Builds a [`Lexicon`] with a pack's paradigms.
pub struct Inflector<'a> {
    pub fold: &'a Fold,
    pub tables: &'a raw::Inflection,
    lexicon: Lexicon,
    forms: FormTableBuilder,
}

impl<'a> Inflector<'a> {
    pub fn new(fold: &'a Fold, tables: &'a raw::Inflection) -> Self {
        Inflector { fold, tables, lexicon: Lexicon::default(), forms: FormTableBuilder::default() }
    }

    pub fn finish(self) -> Lexicon {
        Lexicon { forms: self.forms.finish(), ..self.lexicon }
    }

    pub fn verb(&mut self, verb: &raw::Verb) {
        let key = self.fold.key(&verb.perfect);
        let id = self.lexicon.new_lexeme(&verb.perfect, &key, true, None, &[]);
        self.perfect(id, &verb.perfect, false);
        self.imperfect(id, &verb.imperfect, false);
        if let Some(passive) = &verb.passive_perfect {
            self.perfect(id, passive, true);
        }
        if let Some(passive) = &verb.passive_imperfect {
            self.imperfect(id, passive, true);
        }
        for masdar in &verb.masdar {
            let key = self.fold.key(masdar);
            self.lexicon.by_lemma.entry(key.as_str().into()).or_default().push(id);
            self.noun_forms(id, masdar, Shape::Masdar, None);
        }
        for (participle, shape) in [(&verb.active, Shape::ActiveParticiple), (&verb.passive, Shape::PassiveParticiple)]
        {
            if let Some(participle) = participle {
                let key = self.fold.key(participle);
                self.noun_forms(id, participle, shape, None);
                self.person_forms(id, &key, shape);
            }
        }
    }

    pub fn noun(&mut self, noun: &raw::Noun) {
        let key = self.fold.key(&noun.noun);
        let id = self.lexicon.new_lexeme(&noun.noun, &key, false, noun.gender, &noun.kind);
        self.noun_forms(id, &noun.noun, Shape::Noun, noun.gender);
        if noun.kind.iter().any(|k| matches!(k, Kind::Title | Kind::Person | Kind::Honorific)) {
            self.person_forms(id, &key, Shape::Noun);
        }
        self.lexicon.lexemes[id as usize].broken_plural = !noun.plural.is_empty();
        for plural in &noun.plural {
            self.broken_plural(id, plural, noun.gender);
        }
    }

    pub fn adjective(&mut self, adjective: &str, irregular: &[String]) {
        let key = self.fold.key(adjective);
        let id = self.lexicon.new_lexeme(adjective, &key, false, None, &[]);
        self.lexicon.lexemes[id as usize].adjective = true;
        self.noun_forms(id, adjective, Shape::Noun, None);
        self.person_forms(id, &key, Shape::Noun);
        for form in irregular {
            self.broken_plural(id, form, None);
        }
    }

    /// A form that stands as it is, with the accusative ending and what it becomes before a pronoun.
    fn broken_plural(&mut self, id: LexemeId, plural: &str, gender: Option<Gender>) {
        let key = self.fold.key(plural);
        let agreement = (3, Number::Plural, gender);
        let tables = self.tables;
        self.push(id, &key, 0, "", Shape::Noun, agreement, (false, false));
        let paradigm = tables.noun.iter().find(|p| plural.ends_with(&p.ending));
        for form in paradigm.iter().flat_map(|p| &p.forms) {
            if form.joined || (form.drop == 0 && form.number == Number::Singular) {
                self.push(id, &key, form.drop, &form.add, Shape::Noun, agreement, (false, form.joined));
            }
        }
    }

    pub fn function(&mut self, word: &str) {
        let key = self.fold.key(word);
        let id = self.lexicon.new_lexeme(word, &key, false, None, &[]);
        self.push(id, &key, 0, "", Shape::Function, (3, Number::Singular, None), (false, false));
    }

    #[allow(clippy::too_many_arguments)]
    fn push(
        &mut self,
        lexeme: LexemeId,
        base: &str,
        drop: usize,
        add: &str,
        shape: Shape,
        (person, number, gender): (u8, Number, Option<Gender>),
        (passive, joined): (bool, bool),
    ) {
        // The last letter that stays: a form of added letters alone is none.
        let Some((at, last)) = base.char_indices().rev().nth(drop) else { return };
        let stem = &base[..at + last.len_utf8()];
        self.forms.add(stem, add, Form { lexeme, shape, person, number, gender, passive, joined });
    }

    fn perfect(&mut self, id: LexemeId, written: &str, passive: bool) {
        let base = self.fold.key(written);
        let tables = self.tables;
        let Some(paradigm) = tables.perfect.iter().find(|p| written.ends_with(&p.ending)) else { return };
        for form in &paradigm.forms {
            let agreement = agreement(&form.person);
            self.push(id, &base, form.drop, &form.add, Shape::Perfect, agreement, (passive, form.joined));
        }
        if let Some(short) = self.without_middle(&base) {
            for form in &tables.hollow.perfect {
                let agreement = agreement(&form.person);
                self.push(id, &short, form.drop, &form.add, Shape::Perfect, agreement, (passive, form.joined));
            }
        }
    }

    fn imperfect(&mut self, id: LexemeId, written: &str, passive: bool) {
        let base = self.fold.key(written);
        let stem: String = base.chars().skip(1).collect();
        let tables = self.tables;
        let Some(paradigm) = tables.imperfect.iter().find(|p| base.ends_with(&p.ending)) else { return };
        for form in &paradigm.forms {
            let word = format!("{}{stem}", form.prefix);
            self.push(id, &word, form.drop, &form.add, Shape::Imperfect, agreement(&form.person), (passive, false));
        }
        if let Some(short) = self.without_middle(&base) {
            let stem: String = short.chars().skip(1).collect();
            for form in &tables.hollow.jussive {
                let word = format!("{}{stem}", form.prefix);
                self.push(id, &word, 0, &form.add, Shape::Imperfect, agreement(&form.person), (passive, false));
            }
        }
    }

    /// The word without a weak letter before its last one, if it has one there.
    fn without_middle(&self, base: &str) -> Option<String> {
        let letters: Vec<char> = base.chars().collect();
        let at = letters.len().checked_sub(2)?;
        (at > 0 && self.tables.hollow.letters.contains(&letters[at])).then(|| {
            let mut short: String = letters[..at].iter().collect();
            short.push(letters[at + 1]);
            short
        })
    }

    fn noun_forms(&mut self, id: LexemeId, written: &str, shape: Shape, gender: Option<Gender>) {
        let tables = self.tables;
        let base = &self.fold.key(written);
        let Some(paradigm) = tables.noun.iter().find(|p| written.ends_with(&p.ending)) else { return };
        for form in &paradigm.forms {
            let agreement = (3, form.number, form.gender.or(gender));
            self.push(id, base, form.drop, &form.add, shape, agreement, (false, form.joined));
        }
    }

    fn person_forms(&mut self, id: LexemeId, base: &str, shape: Shape) {
        let tables = self.tables;
        for form in &tables.person.forms {
            self.push(id, base, form.drop, &form.add, shape, (3, form.number, form.gender), (false, form.joined));
        }
    }
}

/// `3ms`: person, gender, number.
fn agreement(person: &str) -> (u8, Number, Option<Gender>) {
    let mut letters = person.chars();
    let who = letters.next().and_then(|c| c.to_digit(10)).unwrap_or(3) as u8;
    let (mut number, mut gender) = (Number::Singular, None);
    for c in letters {
        match c {
            'm' => gender = Some(Gender::M),
            'f' => gender = Some(Gender::F),
            'd' => number = Number::Dual,
            'p' => number = Number::Plural,
            _ => {}
        }
    }
    (who, number, gender)
}

/// Every spelling of a noun that names persons, in all numbers and genders, from its folded singular.
pub fn person_noun_forms(tables: &raw::Inflection, base: &str) -> Vec<String> {
    let paradigm = tables.noun.iter().find(|p| base.ends_with(&p.ending));
    let letters = base.chars().count();
    let forms = paradigm.iter().flat_map(|p| &p.forms).chain(&tables.person.forms).filter(|f| !f.joined && f.drop == 0);
    forms
        .filter(|f| letters > f.drop + 1)
        .map(|f| base.chars().take(letters - f.drop).chain(f.add.chars()).collect())
        .collect()
}
