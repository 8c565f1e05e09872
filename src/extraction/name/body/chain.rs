//! The construct chain behind a head noun: how far a body's, a facility's or a work's name goes.

use crate::analysis::{Reading, TokenKind};
use crate::extraction::name::Finder;
use crate::lang::lexicon::Shape;
use crate::lang::raw::{Kind, Number};

/// Words that a body's name may have.
const LONGEST: usize = 9;

/// What a head noun has gathered so far.
#[derive(Default)]
struct Chain {
    end: usize,
    /// A definite noun, a name or a nationality closes the name.
    defined: bool,
    named: bool,
    adjectives: usize,
    /// The last word was a bare noun, which wants another one.
    open: bool,
    of_person: bool,
    of_place: bool,
    of_body: bool,
    /// Its name is unknown words.
    own: bool,
    /// A verbal noun stands in it.
    doing: bool,
}

/// The token behind the name that begins with a head noun of one kind, if what stands behind it makes one.
pub(super) fn complement(finder: &Finder, at: usize, reading: &Reading, kind: Kind) -> Option<usize> {
    let names = &finder.doc.pack.names;
    let definite = reading.article;
    let bare = reading.bare(finder.doc.pack);
    // In the plural only bodies that are named so (`القوات`, `لجان`).
    let of_kind = |f: &crate::lang::lexicon::Form| finder.doc.pack.lexicon.lexeme(f.lexeme).kinds.contains(&kind);
    let singular = reading.forms.iter().any(|f| f.shape.is_nominal() && f.number == Number::Singular && of_kind(f));
    if names.introduce_body.contains(bare) && finder.name_at(at + 1).is_some_and(|n| &*n.class == "Organization") {
        return None;
    }
    let listed = names.firm.contains(bare) || names.state_body.contains(&reading.key);
    // Several facilities, and what is under construction or leads somewhere (`طريق تنفيذ`), have no name.
    if kind == Kind::Facility && !singular {
        return None;
    }
    if names.loose.contains(bare)
        || !definite && names.definite_only.contains(bare)
        || (kind == Kind::Body && !singular && !listed)
    {
        return None;
    }
    let mut chain = Chain { end: at + 1, defined: definite, open: !definite, ..Chain::default() };
    while chain.end < at + LONGEST && step(finder, at, definite, kind, &mut chain) {}
    if chain.end == at + 1 || chain.open {
        return None;
    }
    let enough = match kind {
        Kind::Body if definite => {
            let people = names.people.contains(&reading.key);
            !people && singular && chain.adjectives > 1 && !names.not_by_adjectives.contains(bare)
                || (chain.named && (names.state_body.contains(&reading.key) || people))
        }
        Kind::Body => {
            (chain.named && !chain.of_person)
                || names.firm.contains(bare)
                || chain.end > at + 2 && chain.defined && names.long_body.contains(bare)
        }
        Kind::Facility => {
            !definite
                && chain.defined
                && !chain.of_body
                && !chain.doing
                && (chain.named || names.firm_facility.contains(bare))
        }
        Kind::Work if definite => chain.named && names.state_work.contains(&reading.key),
        Kind::Work => {
            chain.of_place && names.firm_work.contains(bare)
                || chain.end > at + 2 && chain.defined && !chain.of_person && names.long_work.contains(bare)
        }
        _ => false,
    };
    enough.then_some(chain.end)
}

/// Takes the next word into the name if it belongs there.
fn step(finder: &Finder, head: usize, definite: bool, kind: Kind, chain: &mut Chain) -> bool {
    let doc = finder.doc;
    let at = chain.end;
    let Some(token) = doc.tokens.get(at).filter(|t| t.kind == TokenKind::Word && !t.line_start) else { return false };
    let Some(reading) = token.best() else { return false };
    let named_here = chain.open && finder.name_at(at).is_some();
    // `مبنى وزارة X`: where a body or a facility is housed.
    let housed = chain.end == head + 1
        && doc.tokens[head].best().is_some_and(|r| doc.pack.names.housing.contains(r.bare(doc.pack)))
        && (finder.name_at(at).is_some_and(|n| matches!(&*n.class, "Organization" | "Facility" | "Region"))
            || reading.forms.iter().any(|f| {
                let kinds = &doc.pack.lexicon.lexeme(f.lexeme).kinds;
                !reading.article && (kinds.contains(&Kind::Body) || kinds.contains(&Kind::Facility))
            }));
    if housed {
        return false;
    }
    if let Some((_, article, ..)) = finder.nisba(at).filter(|_| !named_here) {
        // `الفرقة الموسيقية اليوناني`: of another noun.
        let feminine = |t: usize| doc.words(doc.tokens[t].span).ends_with(doc.pack.marks.feminine);
        let disagrees = definite && feminine(head) && !feminine(at);
        if disagrees || reading.has_proclitic() || article != chain.defined || chain.open {
            return false;
        }
        chain.end += 1;
        chain.named = true;
        chain.adjectives += usize::from(article);
        return true;
    }
    if let Some(name) = finder.name_at(at) {
        let person = &*name.class == "Person";
        // `حكومة اليابان`, `رئاسة الاتحاد الأوروبي`: the country's, as any country has one.
        let any = matches!(&*name.class, "Country" | "Organization")
            && chain.end == head + 1
            && doc.tokens[head].best().is_some_and(|r| doc.pack.names.of_country.contains(&r.key));
        let inside = chain.open && !reading.has_proclitic() && !any;
        if inside {
            chain.end = name.tokens.end;
            chain.open = false;
            chain.named = true;
            chain.of_person = person;
            chain.of_place = matches!(&*name.class, "City" | "Region");
            chain.of_body = &*name.class == "Organization";
            // Adjectives behind `مطار القاهرة` go with the head.
            chain.defined = true;
        }
        return inside;
    }
    if finder.taken[at].is_some() || reading.enclitic.is_some() || doc.pack.names.day.contains(&token.key) {
        return false;
    }
    let nominal = reading.forms.iter().any(|f| f.shape.is_nominal());
    let verbal = reading.forms.first().is_some_and(|f| f.shape.is_verb() || f.shape == Shape::Function);
    let title = |f: &crate::lang::lexicon::Form| {
        let kinds = &doc.pack.lexicon.lexeme(f.lexeme).kinds;
        kinds.contains(&Kind::Title) || kinds.contains(&Kind::Honorific)
    };
    let adjective = reading.forms.iter().any(|f| doc.pack.lexicon.lexeme(f.lexeme).adjective);
    let is_title = reading.forms.iter().any(title) && !(adjective && chain.defined);
    let is_head = reading.forms.iter().any(|f| {
        let kinds = &doc.pack.lexicon.lexeme(f.lexeme).kinds;
        kinds.contains(&Kind::Body) || kinds.contains(&Kind::Facility)
    });
    if reading.article {
        let plain = !reading.has_proclitic();
        let names = &doc.pack.names;
        // `مركز الملك فهد`: whoever it is called after.
        let eponym = is_title && names.first_name_title.contains(reading.bare(doc.pack));
        if chain.open && plain && eponym && given_part(finder, chain.end + 1) {
            chain.end += 2;
            while chain.end < head + LONGEST && (given_part(finder, chain.end) || own_part(finder, chain.end, true)) {
                chain.end += 1;
            }
            chain.open = false;
            chain.defined = true;
            chain.named = true;
            return true;
        }
        // `إدارة الرئيس`: somebody's, and no name.
        let somebody = is_title
            && !eponym
            && reading.forms.iter().all(|f| f.number == Number::Singular)
            && reading.forms.iter().all(title);
        if chain.open && plain && somebody {
            return false;
        }
        if chain.open && plain {
            chain.end += 1;
            chain.open = false;
            chain.defined = true;
            chain.adjectives += usize::from(is_head);
            return true;
        }
        // A further definite word: an adjective, or `و` and `ل` with another field of the same body.
        // Behind `الحكومة الإسرائيلية` and `مجموعة زنبقيا` nothing belongs to the name.
        let complete =
            chain.named && (definite || chain.own || chain.of_body) || names.not_of_name.contains(&reading.key);
        if plain && !is_title && chain.defined && !complete && adjective_like(finder, reading) {
            chain.end += 1;
            chain.adjectives += 1;
            return true;
        }
        // `لشؤون الطرق السريعة والفرعية`
        let pair = reading.conjunction.is_some()
            && reading.preposition.is_none()
            && chain.adjectives > 1
            && definite
            && !chain.named
            && adjective_like(finder, reading)
            && doc.tokens[at - 1].best().is_some_and(|r| r.article && !r.has_proclitic() && adjective_like(finder, r));
        if pair
            && !is_title
            && !is_head
            && doc.tokens[head].best().is_some_and(|r| names.purposed.contains(r.bare(doc.pack)))
        {
            chain.end += 1;
            return true;
        }
        let links = (nominal || reading.forms.is_empty()) && !is_title && !is_head && !chain.open;
        let and = reading.conjunction.is_some() && reading.preposition.is_none() && !definite && chain.end > head + 1;
        let last_plain = doc.tokens[at - 1].best().is_some_and(|r| r.article);
        if links && and && last_plain && field_pair(finder, head) && !verbal {
            chain.end += 1;
            return true;
        }
        let purposed = doc.tokens[head].best().is_some_and(|r| names.purposed.contains(r.bare(doc.pack)));
        let state = definite
            && !purposed
            && names.state_body.contains(&doc.tokens[head].best().map_or_else(String::new, |r| r.key.clone()));
        let purpose =
            reading.preposition.is_some_and(|p| doc.pack.clitics.merging.contains(&p)) && reading.conjunction.is_none();
        if links
            && purpose
            && nominal
            && !chain.named
            && !state
            && kind == Kind::Body
            && (chain.adjectives > 0 || definite && !purposed)
            && !doc.tokens[head].line_start
        {
            chain.end += 1;
            chain.adjectives += 2;
            return true;
        }
        return false;
    }
    // `الهيئة العليا لحماية X`: what a body is for.
    let purpose = reading.preposition.is_some_and(|p| doc.pack.clitics.merging.contains(&p))
        && reading.conjunction.is_none()
        && nominal
        && !is_title
        && !chain.named
        && chain.adjectives > 0
        && definite
        && kind == Kind::Body
        && !doc.tokens[head].line_start;
    if purpose && doc.tokens[head].best().is_some_and(|r| doc.pack.names.purposed.contains(r.bare(doc.pack))) {
        chain.end += 1;
        chain.open = true;
        chain.adjectives += 2;
        return true;
    }
    // A name of its own: `مطار هيثرو`, `ملعب سامي حداد`.
    let verb = doc.tokens[head].best().is_some_and(|r| r.forms.first().is_some_and(|f| f.shape.is_verb()));
    let country = doc.tokens[head].best().is_some_and(|r| doc.pack.names.of_country.contains(&r.key));
    let own = chain.open
        && !verb
        && !country
        && chain.end == head + 1
        && !reading.has_proclitic()
        && !definite
        && kind != Kind::Work;
    let given =
        doc.pack.given_names.given.contains(&reading.key) && !doc.pack.given_names.common_too.contains(&reading.key);
    let preposed = doc.tokens[at].readings.iter().take(2).any(|r| r.preposition.is_some() && r.known());
    if own
        && !preposed
        && (reading.forms.is_empty() || given && kind == Kind::Facility)
        && !reading.key.is_ascii()
        && reading.key.chars().count() > 1
    {
        chain.end += 1;
        while chain.end < head + 4 && own_part(finder, chain.end, kind == Kind::Facility) {
            chain.end += 1;
        }
        chain.open = false;
        chain.named = true;
        chain.own = true;
        chain.defined = true;
        return true;
    }
    // A bare noun goes on with the construct chain; it has to be closed by something definite.
    let direction = doc.pack.names.direction.contains(&reading.key);
    let inner = chain.open && nominal && !verbal && !reading.has_proclitic() && !is_title && !direction;
    let known_lineage = doc.pack.names.inner.contains(&reading.key);
    if inner && !known_lineage {
        chain.doing |= reading.forms.iter().any(|f| f.shape == Shape::Masdar);
        chain.end += 1;
        return true;
    }
    false
}

/// A further word of a proper name: unknown, a given name or a surname.
fn own_part(finder: &Finder, at: usize, facility: bool) -> bool {
    let doc = finder.doc;
    let Some(token) = doc.tokens.get(at).filter(|t| t.kind == TokenKind::Word && !t.line_start) else { return false };
    let Some(reading) = token.best() else { return false };
    let given = &doc.pack.given_names;
    finder.taken[at].is_none()
        && !reading.has_proclitic()
        && !token.key.is_ascii()
        && finder.nisba(at).is_none()
        && (reading.forms.is_empty()
            && !reading.article
            && token.key.chars().count() > 2
            && (facility || !given.given.contains(&token.key) || given.foreign.contains(&token.key))
            || facility && given.given.contains(&token.key))
}

/// An adjective or participle, or a word nobody knows that ends like one.
fn adjective_like(finder: &Finder, reading: &Reading) -> bool {
    let adjective = |f: &crate::lang::lexicon::Form| {
        matches!(f.shape, Shape::ActiveParticiple | Shape::PassiveParticiple)
            || finder.doc.pack.lexicon.lexeme(f.lexeme).adjective
    };
    reading.forms.is_empty() || reading.forms.iter().any(adjective)
}

/// A given name without particles.
fn given_part(finder: &Finder, at: usize) -> bool {
    let doc = finder.doc;
    let given = &doc.pack.given_names;
    doc.tokens.get(at).is_some_and(|t| {
        t.kind == TokenKind::Word
            && !t.line_start
            && (given.given.contains(&t.key) || doc.pack.names.inner.contains(&t.key))
            && finder.taken[at]
                .is_none_or(|id| &*finder.names[id].class == "Person" && finder.names[id].tokens.len() == 1)
    })
}

/// Heads that often have two fields: `وزارة التربية والتعليم`.
fn field_pair(finder: &Finder, head: usize) -> bool {
    let Some(reading) = finder.doc.tokens[head].best() else { return false };
    finder.doc.pack.names.firm.contains(reading.bare(finder.doc.pack)) && !reading.article
}
