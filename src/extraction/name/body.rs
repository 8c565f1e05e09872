//! Names of bodies, facilities, places and works that nobody listed: a head noun and what defines it.

use super::{Candidates, Finder, Name};
use crate::analysis::{Reading, TokenKind};
use crate::extraction::facts::{MentionKind, Term};
use crate::lang::lexicon::Shape;
use crate::lang::raw::{Kind, Number};
use std::ops::Range;

/// Words that a body's name may have.
const LONGEST: usize = 9;

pub fn find(finder: &mut Finder) {
    let mut at = 0;
    while at < finder.doc.tokens.len() {
        let found = introduced(finder, at)
            .or_else(|| quoted(finder, at))
            .or_else(|| kept_place(finder, at))
            .or_else(|| headed(finder, at));
        match found {
            Some((range, class, rule)) if extends(finder, &range) => {
                drop_inside(finder, &range);
                let name = Name {
                    span: finder.span(&range),
                    kind: MentionKind::Name,
                    class,
                    candidates: Candidates::new(),
                    ambiguous: false,
                    words: finder.words(&range),
                    rule: rule.into(),
                    tokens: range.clone(),
                };
                at = range.end;
                finder.take(name);
            }
            _ => at += 1,
        }
    }
}

/// Whether the new name is longer than every listed name it would swallow.
fn extends(finder: &Finder, range: &Range<usize>) -> bool {
    range.clone().all(|t| {
        finder.taken[t].is_none_or(|id| {
            let inner = &finder.names[id].tokens;
            range.start <= inner.start && inner.end <= range.end && inner.len() < range.len()
        })
    })
}

fn drop_inside(finder: &mut Finder, range: &Range<usize>) {
    for token in range.clone() {
        if let Some(id) = finder.taken[token] {
            finder.names[id].tokens = 0..0;
        }
    }
}

/// The nominal reading of a head noun with one of these kinds.
fn head<'r>(finder: &'r Finder, at: usize, kind: Kind) -> Option<&'r Reading> {
    let token = &finder.doc.tokens[at];
    let lexicon = &finder.doc.pack.lexicon;
    token.readings.iter().take(2).find(|r| {
        r.enclitic.is_none()
            && r.forms.iter().any(|f| f.shape.is_nominal() && lexicon.lexeme(f.lexeme).kinds.contains(&kind))
    })
}

/// `مدينة X`: the class word stays outside.
fn introduced(finder: &Finder, at: usize) -> Option<(Range<usize>, Term, &'static str)> {
    let word = finder.doc.tokens[at].best()?;
    let class = finder.doc.pack.names.introduce.get(&word.key)?;
    let end = unknown_run(finder, at + 1, 2)?;
    Some((at + 1..end, class.clone(), "name.introduced"))
}

/// `شركة «X»`: what a body or a facility is called, in quotation marks.
fn quoted(finder: &Finder, at: usize) -> Option<(Range<usize>, Term, &'static str)> {
    let doc = finder.doc;
    let class = [(Kind::Body, "Organization"), (Kind::Facility, "Facility")]
        .into_iter()
        .find(|(kind, _)| head(finder, at, *kind).is_some_and(|r| !r.article))?
        .1;
    let mark = |t: usize, marks: &[char]| doc.tokens.get(t).is_some_and(|t| t.is_mark(marks));
    if !mark(at + 1, &doc.pack.marks.quote_open) {
        return None;
    }
    let start = at + 2;
    let end = (start..start + 6).find(|&t| mark(t, &doc.pack.marks.quote_close))?;
    let name = |t: usize| {
        let token = &doc.tokens[t];
        let reading = token.best();
        token.kind == TokenKind::Word
            && !token.line_start
            && reading.is_some_and(|r| r.forms.first().is_none_or(|f| f.shape.is_nominal()) && !r.has_proclitic())
    };
    (end > start && (start..end).all(name)).then(|| (start..end, class.into(), "name.quoted"))
}

/// `محافظة X`: the class word belongs to the name.
fn kept_place(finder: &Finder, at: usize) -> Option<(Range<usize>, Term, &'static str)> {
    let tokens = &finder.doc.tokens;
    let word = tokens[at].best()?;
    let class = finder.doc.pack.names.keep.get(&word.key)?;
    let next = finder.name_at(at + 1).filter(|n| matches!(&*n.class, "City" | "Region" | "Country"));
    let end = match next {
        Some(name) if tokens[at + 1].core().begin == tokens[at + 1].span.begin => name.tokens.end,
        _ => unknown_run(finder, at + 1, 2)?,
    };
    Some((at..end, class.clone(), "name.place"))
}

/// A run of words that the language does not know, without particles: a place's own name.
fn unknown_run(finder: &Finder, from: usize, most: usize) -> Option<usize> {
    let mut at = from;
    while at < from + most {
        let Some(token) = finder.doc.tokens.get(at) else { break };
        let free = finder.taken[at].is_none() && token.kind == TokenKind::Word && !token.line_start;
        let written = finder.doc.pack.fold.plain(finder.doc.words(token.span));
        if finder.doc.pack.names.descent.contains(&written) {
            return None;
        }
        let unknown = token.best().is_some_and(|r| !r.known() && !r.has_proclitic() && r.enclitic.is_none());
        if !(free && unknown && !token.key.is_ascii()) || finder.nisba(at).is_some() {
            break;
        }
        at += 1;
    }
    (at > from).then_some(at)
}

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

fn headed(finder: &Finder, at: usize) -> Option<(Range<usize>, Term, &'static str)> {
    for (kind, class, rule) in [
        (Kind::Body, "Organization", "name.body"),
        (Kind::Facility, "Facility", "name.facility"),
        (Kind::Work, "Work", "name.work"),
    ] {
        let Some(reading) = head(finder, at, kind) else { continue };
        if let Some(end) = complement(finder, at, reading, kind) {
            let names = &finder.doc.pack.names;
            // `صحيفة X`: the class word stays outside.
            let outside = kind == Kind::Body
                && names.introduce.get(&reading.key).is_some_and(|c| &**c == class)
                && !reading.article;
            let start = if outside { at + 1 } else { at };
            let generic = |end: usize| names.generic_body.contains(&finder.words(&(start..end)).join(" "));
            let nisba = (start..end).any(|t| finder.nisba(t).is_some());
            if generic(end) || !nisba && end > start + 2 && generic(start + 2) {
                return None;
            }
            let people = kind == Kind::Body && names.people.contains(&reading.key);
            return Some((start..end, if people { "Group".into() } else { class.into() }, rule));
        }
    }
    ministry(finder, at)
}

/// `الخارجية المصرية`: a ministry by its field and nationality.
fn ministry(finder: &Finder, at: usize) -> Option<(Range<usize>, Term, &'static str)> {
    let word = finder.doc.tokens[at].best()?;
    let before = at.checked_sub(1).and_then(|b| finder.doc.tokens[b].best());
    let link = at > 0 && finder.doc.pack.names.office_link.contains(&finder.doc.tokens[at - 1].key);
    let construct = before.is_some_and(|b| {
        !link
            && !finder.doc.tokens[at].line_start
            && !b.article
            && b.forms.iter().any(|f| f.shape.is_nominal())
            && !word.has_proclitic()
    });
    if construct || !finder.doc.pack.names.ministry.contains(&word.key) {
        return None;
    }
    // `السياسة الخارجية الإيرانية`: an adjective there.
    let noun = |b: &Reading| b.article && !b.has_proclitic() && b.forms.first().is_some_and(|f| f.shape.is_nominal());
    if !finder.doc.tokens[at].line_start && !word.has_proclitic() && before.is_some_and(noun) {
        return None;
    }
    let (span, article, ..) = finder.nisba(at + 1)?;
    // The ministry is feminine: `وزير الخارجية القطري` speaks of the minister.
    let feminine = finder.doc.words(span).ends_with(finder.doc.pack.marks.feminine);
    (article && feminine).then(|| (at..at + 2, "Organization".into(), "name.ministry"))
}

fn complement(finder: &Finder, at: usize, reading: &Reading, kind: Kind) -> Option<usize> {
    let names = &finder.doc.pack.names;
    let definite = reading.article;
    let bare = reading.bare(finder.doc.pack);
    // In the plural only bodies that are named so (`القوات`, `لجان`).
    let singular = reading.forms.iter().any(|f| f.shape.is_nominal() && f.number == Number::Singular);
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
    if let Some((_, article, ..)) = finder.nisba(at).filter(|_| !named_here) {
        // `القوة الجوية العراقي`: of another noun.
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
            chain.of_place = matches!(&*name.class, "City" | "Region" | "Country");
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
        if chain.open && plain && eponym && doc.tokens.get(chain.end + 1).is_some() && given_part(finder, chain.end + 1)
        {
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
        // Behind `الحكومة الإسرائيلية` and `مجموعة أتلانتيا` nothing belongs to the name.
        let complete =
            chain.named && (definite || chain.own || chain.of_body) || names.not_of_name.contains(&reading.key);
        if plain && !is_title && chain.defined && !complete && adjective_like(finder, reading) {
            chain.end += 1;
            chain.adjectives += 1;
            return true;
        }
        // `لوسائل الإعلام المرئية والمسموعة`
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
    // `الهيئة العليا لتطوير X`: what a body is for.
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
    // A name of its own: `مطار هيثرو`, `ملعب عمر حمادي`.
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
