//! What a pack says of names, checked and folded.

use super::pack::{Files, PackError};
use crate::text::normal::Fold;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;
use std::sync::Arc;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    joining: Vec<String>,
    joined: Vec<String>,
    lineage: Vec<String>,
    opening: Vec<String>,
    descent: Vec<String>,
    abbreviated: Vec<String>,
    pronoun_ending: Vec<String>,
    day: Vec<String>,
    supranational: Vec<String>,
    general: Vec<String>,
    club: Vec<String>,
    club_own: Vec<String>,
    player: Vec<String>,
    game: Vec<String>,
    versus: Vec<String>,
    toward: Vec<String>,
    regnal: Vec<String>,
    regnal_ten: Vec<String>,
    verb_like: Vec<String>,
    inner: Vec<String>,
    no_surname: Vec<String>,
    first_name_title: Vec<String>,
    adjective_ending: Vec<String>,
    former: Vec<String>,
    holding: Vec<String>,
    also: Vec<String>,
    national: Vec<String>,
    office_of: Vec<String>,
    rank: Vec<String>,
    calling: Vec<String>,
    acting: Vec<String>,
    office_link: Vec<String>,
    counterpart: Vec<String>,
    introduce: Vec<ClassWords>,
    introduce_body: Vec<String>,
    paper: Vec<String>,
    settlement: Vec<String>,
    means: Vec<String>,
    housing: Vec<String>,
    keep: Vec<ClassWords>,
    firm: Vec<String>,
    long_body: Vec<String>,
    purposed: Vec<String>,
    definite_only: Vec<String>,
    not_by_adjectives: Vec<String>,
    direction: Vec<String>,
    ministry: Vec<String>,
    ministry_field: Vec<String>,
    ministry_head: Vec<String>,
    firm_facility: Vec<String>,
    firm_work: Vec<String>,
    long_work: Vec<String>,
    state_work: Vec<String>,
    loose: Vec<String>,
    not_of_name: Vec<String>,
    generic_body: Vec<String>,
    of_country: Vec<String>,
    state_body: Vec<String>,
    people: Vec<String>,
    office_body: Vec<String>,
    office_for: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ClassWords {
    class: String,
    words: Vec<String>,
}

/// The small words around names, as folded keys.
#[derive(Debug, Default)]
pub struct NameWords {
    pub joining: FxHashSet<String>,
    /// Last parts that are written together with the word before them too.
    pub joined: FxHashSet<String>,
    pub lineage: FxHashSet<String>,
    /// Family particles as written.
    pub lineage_exact: FxHashSet<String>,
    /// Particles that may begin a name.
    pub opening: FxHashSet<String>,
    /// Between a name and the father's, as written.
    pub descent: FxHashSet<String>,
    /// How words with a pronoun end.
    pub pronoun_ending: Vec<String>,
    /// Adjectives of offices that are no country's.
    pub supranational: FxHashSet<String>,
    /// Adjectives of an office without article.
    pub general: FxHashSet<String>,
    /// Days, which belong to no title and begin no name.
    pub day: FxHashSet<String>,
    /// Forms of address cut short to one letter.
    pub abbreviated: FxHashSet<String>,
    /// Class words of sports clubs.
    pub club: FxHashSet<String>,
    /// First words of clubs' names, before the town's.
    pub club_own: FxHashSet<String>,
    /// Before a town's name these make it the name of its club.
    pub player: FxHashSet<String>,
    /// Dictionary forms of what clubs do with each other.
    pub game: FxHashSet<String>,
    /// Prepositions of place that stand before clubs too, and prepositions of direction.
    pub versus: FxHashSet<String>,
    pub toward: FxHashSet<String>,
    /// Numbers of rulers, and what follows them from eleven to nineteen.
    pub regnal: FxHashSet<String>,
    pub regnal_ten: FxHashSet<String>,
    /// Beginnings of verbs, which no unknown further part of a name has.
    pub verb_like: Vec<String>,
    pub inner: FxHashSet<String>,
    /// Adjectives that are no surname behind a given name.
    pub no_surname: FxHashSet<String>,
    /// Titles of those who are called by their first name.
    pub first_name_title: FxHashSet<String>,
    /// Endings of relational adjectives: behind a definite title such a word is no name.
    pub adjective_ending: Vec<String>,
    pub former: FxHashSet<String>,
    /// Words between a person and an office said of him.
    pub holding: FxHashSet<String>,
    /// Adverbs between these and the office.
    pub also: FxHashSet<String>,
    /// Heads, or whole phrases, of offices of a state.
    pub national: FxHashSet<String>,
    /// Dictionary forms of bodies that make an office behind them somebody else's than who is named.
    pub office_of: FxHashSet<String>,
    /// Dictionary forms of ranks, which are no office with a nationality either.
    pub rank: FxHashSet<String>,
    /// Dictionary forms of callings, which are no office without a body or country.
    pub calling: FxHashSet<String>,
    pub acting: FxHashSet<String>,
    pub office_link: FxHashSet<String>,
    pub counterpart: FxHashSet<String>,
    /// Class words that are no part of the name, with the class of what they introduce.
    pub introduce: FxHashMap<String, Arc<str>>,
    /// Class words outside the known name of a body.
    pub introduce_body: FxHashSet<String>,
    /// Class words of newspapers, which may be called after a town.
    pub paper: FxHashSet<String>,
    /// Class words of settlements that a definite noun names.
    pub settlement: FxHashSet<String>,
    /// Phrases that begin no facility's name.
    pub means: FxHashSet<String>,
    /// Buildings that the body they house makes no name of.
    pub housing: FxHashSet<String>,
    /// Class words that are part of the name.
    pub keep: FxHashMap<String, Arc<str>>,
    pub firm: FxHashSet<String>,
    /// Bodies that two words of their field name.
    pub long_body: FxHashSet<String>,
    /// Definite bodies whose name goes on with what they are for.
    pub purposed: FxHashSet<String>,
    /// Bodies only where they are definite.
    pub definite_only: FxHashSet<String>,
    /// Definite bodies that adjectives alone make no name of.
    pub not_by_adjectives: FxHashSet<String>,
    /// Words that say on which side of a place something lies.
    pub direction: FxHashSet<String>,
    pub ministry: FxHashSet<String>,
    /// Fields by which alone ministries are called, and class words of ministries, without article.
    pub ministry_field: FxHashSet<String>,
    pub ministry_head: FxHashSet<String>,
    pub firm_facility: FxHashSet<String>,
    pub firm_work: FxHashSet<String>,
    /// Works that their subject names, if it has two words.
    pub long_work: FxHashSet<String>,
    /// Definite works that a nationality names.
    pub state_work: FxHashSet<String>,
    pub loose: FxHashSet<String>,
    /// Adjectives behind a body that are no part of its name.
    pub not_of_name: FxHashSet<String>,
    /// What is shaped like a body's name and is none.
    pub generic_body: FxHashSet<String>,
    /// Bodies that a country's name behind them makes no name of.
    pub of_country: FxHashSet<String>,
    pub state_body: FxHashSet<String>,
    /// Definite words that with a nationality name a community.
    pub people: FxHashSet<String>,
    pub office_body: FxHashSet<String>,
    pub office_for: FxHashSet<String>,
}

impl NameWords {
    pub fn load(files: &Files, fold: &Fold) -> Result<Self, PackError> {
        let raw: Raw = files.parse("names.toml")?;
        let set = |words: &[String]| words.iter().map(|w| fold.key(w)).collect::<FxHashSet<_>>();
        let map = |classes: &[ClassWords]| {
            classes
                .iter()
                .flat_map(|c| c.words.iter().map(|w| (fold.key(w), Arc::from(c.class.as_str()))))
                .collect::<FxHashMap<_, _>>()
        };
        Ok(NameWords {
            joining: set(&raw.joining),
            joined: set(&raw.joined),
            lineage: set(&raw.lineage),
            lineage_exact: raw.lineage.iter().cloned().collect(),
            opening: set(&raw.opening),
            descent: raw.descent.iter().cloned().collect(),
            abbreviated: set(&raw.abbreviated),
            pronoun_ending: raw.pronoun_ending.iter().map(|w| fold.key(w)).collect(),
            day: set(&raw.day),
            supranational: set(&raw.supranational),
            general: set(&raw.general),
            club: set(&raw.club),
            club_own: set(&raw.club_own),
            player: set(&raw.player),
            game: set(&raw.game),
            versus: set(&raw.versus),
            toward: set(&raw.toward),
            regnal: set(&raw.regnal),
            regnal_ten: set(&raw.regnal_ten),
            verb_like: raw.verb_like.clone(),
            inner: set(&raw.inner),
            no_surname: set(&raw.no_surname),
            first_name_title: set(&raw.first_name_title),
            adjective_ending: raw.adjective_ending.iter().map(|w| fold.key(w)).collect(),
            former: set(&raw.former),
            holding: set(&raw.holding),
            also: set(&raw.also),
            national: set(&raw.national),
            office_of: set(&raw.office_of),
            rank: set(&raw.rank),
            calling: set(&raw.calling),
            acting: set(&raw.acting),
            office_link: set(&raw.office_link),
            counterpart: set(&raw.counterpart),
            introduce: map(&raw.introduce),
            introduce_body: set(&raw.introduce_body),
            paper: set(&raw.paper),
            settlement: set(&raw.settlement),
            means: set(&raw.means),
            housing: set(&raw.housing),
            keep: map(&raw.keep),
            firm: set(&raw.firm),
            long_body: set(&raw.long_body),
            purposed: set(&raw.purposed),
            definite_only: set(&raw.definite_only),
            not_by_adjectives: set(&raw.not_by_adjectives),
            direction: set(&raw.direction),
            ministry: set(&raw.ministry),
            ministry_field: set(&raw.ministry_field),
            ministry_head: set(&raw.ministry_head),
            firm_facility: set(&raw.firm_facility),
            firm_work: set(&raw.firm_work),
            long_work: set(&raw.long_work),
            state_work: set(&raw.state_work),
            loose: set(&raw.loose),
            not_of_name: set(&raw.not_of_name),
            generic_body: set(&raw.generic_body),
            of_country: set(&raw.of_country),
            state_body: set(&raw.state_body),
            people: set(&raw.people),
            office_body: set(&raw.office_body),
            office_for: set(&raw.office_for),
        })
    }
}
