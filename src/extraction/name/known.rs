//! Names that the gazetteer lists, and nationality adjectives.

use super::index::EntryId;
use super::{Candidates, Finder, Name};
use crate::analysis::{Document, TokenKind};
use crate::extraction::facts::{MentionKind, Term};
use crate::lang::lexicon::Shape;
use crate::lang::raw::{Kind, Number};
use crate::text::Span;
use std::ops::Range;

/// A run of tokens that spells one or more entries' names.
struct Match {
    tokens: Range<usize>,
    begin: u32,
    candidates: Candidates,
    ambiguous: bool,
    split: bool,
    words: usize,
}

/// Takes the longest listed name at each place.
pub fn find(finder: &mut Finder) {
    let mut at = 0;
    while at < finder.doc.tokens.len() {
        match longest(finder, at) {
            Some(found) if finder.is_free(found.tokens.clone()) && !adjectival(finder, &found) => {
                let entry = &finder.gazetteer.entries[found.candidates[0] as usize];
                let end = finder.doc.tokens[found.tokens.end - 1].span.end;
                let words = finder.words(&found.tokens);
                let paper = paper(finder, &found);
                let name = Name {
                    span: Span::new(found.begin, end),
                    kind: MentionKind::Name,
                    class: paper.clone().unwrap_or_else(|| entry.class.clone()),
                    candidates: if paper.is_some() { Candidates::new() } else { found.candidates },
                    ambiguous: paper.is_none() && found.ambiguous,
                    words,
                    rule: if paper.is_some() { "name.introduced" } else { "name.gazetteer" }.into(),
                    tokens: found.tokens.clone(),
                };
                at = found.tokens.end;
                finder.take(name);
            }
            _ => at += 1,
        }
    }
}

fn longest(finder: &Finder, at: usize) -> Option<Match> {
    let doc = finder.doc;
    let token = &doc.tokens[at];
    if token.kind != TokenKind::Word {
        return None;
    }
    // `مني`, `فينا`: a particle with a pronoun, whatever town is spelled so.
    let pronoun =
        token.readings.iter().any(|r| r.enclitic.is_some() && r.forms.iter().any(|f| f.shape == Shape::Function));
    let mut best: Option<Match> = None;
    for (rank, reading) in token.readings.iter().enumerate() {
        if reading.enclitic.is_some() {
            continue;
        }
        for (key, from) in first_words(doc, at, &reading.key) {
            for label in finder.index.starting(&key) {
                let Some(end) = rest_matches(doc, from, &label.rest) else { continue };
                let words = label.rest.len() + 1;
                // One short word that would have to be split off against the likelier reading is chance.
                if words == 1 && pronoun && label.ambiguous {
                    continue;
                }
                if words == 1 && rank > 0 && !single_allowed(doc, at, rank, label.ambiguous) {
                    continue;
                }
                let split = reading.has_proclitic();
                if words == 1 && with_pronoun(finder, at, label.entry, &key) {
                    continue;
                }
                // `كلاوس`: a name as it stands.
                if words == 1 && split && doc.pack.given_names.given.contains(&token.key) {
                    continue;
                }
                match &mut best {
                    Some(b) if b.tokens.end > end || (b.tokens.end == end && b.split != split && !b.split) => {}
                    Some(b) if b.tokens.end == end && b.begin == reading.span.begin => {
                        if !b.candidates.contains(&label.entry) {
                            // An unambiguous owner of the name goes first.
                            if b.ambiguous && !label.ambiguous {
                                b.candidates.insert(0, label.entry);
                            } else {
                                b.candidates.push(label.entry);
                            }
                        }
                        b.ambiguous &= label.ambiguous;
                    }
                    _ => {
                        best = Some(Match {
                            tokens: at..end,
                            begin: reading.span.begin,
                            candidates: Candidates::from_slice(&[label.entry]),
                            ambiguous: label.ambiguous,
                            split,
                            words,
                        });
                    }
                }
            }
        }
    }
    best.filter(|b| b.words > 1 || !crossed_by_word(doc, b) || introduced(finder, b))
}

/// The word as it stands, and joined with the next one where its first part asks for that.
fn first_words(doc: &Document, at: usize, key: &str) -> Vec<(String, usize)> {
    let mut out = vec![(key.to_string(), at + 1)];
    if doc.pack.names.joining.contains(key)
        && let Some(next) = doc.tokens.get(at + 1).filter(|t| t.kind == TokenKind::Word && !t.line_start)
    {
        out.push((format!("{key}{}", next.key), at + 2));
    }
    out
}

fn rest_matches(doc: &Document, mut at: usize, rest: &[Box<str>]) -> Option<usize> {
    for word in rest {
        // Hyphens, a joiner inside hashtags, and brackets inside a name are passed over.
        while doc.tokens.get(at).is_some_and(|t| t.kind == TokenKind::Mark && matches!(&*t.key, "-" | "_" | "–" | "#"))
        {
            at += 1;
        }
        let token = doc.tokens.get(at).filter(|t| !t.line_start)?;
        if token.key == **word {
            at += 1;
        } else if doc.pack.names.joining.contains(&token.key) {
            let next = doc.tokens.get(at + 1)?;
            if **word != format!("{}{}", token.key, next.key) {
                return None;
            }
            at += 2;
        } else {
            return None;
        }
    }
    Some(at)
}

/// A single word that goes with the noun before it as its adjective: `القادة العرب`, `العاصمة السعودية`, and a surname
/// that is a nationality, `الرئيس السوداني`.
fn adjectival(finder: &Finder, found: &Match) -> bool {
    let doc = finder.doc;
    let at = found.tokens.start;
    if found.tokens.len() > 1 {
        return false;
    }
    let entry = &finder.gazetteer.entries[found.candidates[0] as usize];
    let nisba = finder.nisba(at);
    if &*entry.class == "Person" {
        return nisba.is_some()
            && found.candidates.iter().all(|&c| &*finder.gazetteer.entries[c as usize].class == "Person");
    }
    let Some(before) = at.checked_sub(1).map(|b| &doc.tokens[b]).filter(|_| !doc.tokens[at].line_start) else {
        return false;
    };
    let Some(reading) = doc.tokens[at].best().filter(|r| !r.has_proclitic() && r.enclitic.is_none()) else {
        return false;
    };
    let Some(noun) = before.best().filter(|r| r.forms.first().is_some_and(|f| f.shape.is_nominal())) else {
        return false;
    };
    let definite = noun.article || noun.enclitic.is_some();
    match &*entry.class {
        "Country" => {
            let feminine = doc.words(before.span).ends_with(doc.pack.marks.feminine) || noun.enclitic.is_some();
            let own = doc.words(doc.tokens[at].span).ends_with(doc.pack.marks.feminine);
            own && nisba.is_some() && definite == reading.article && (definite || feminine)
        }
        "Group" => reading.article && definite,
        _ => {
            let adjective = reading
                .forms
                .iter()
                .any(|f| doc.pack.lexicon.lexeme(f.lexeme).adjective && f.number == Number::Singular);
            reading.article && definite && reading.known() && (found.ambiguous || adjective)
        }
    }
}

/// Whether a class word of its class stands before it: `مدينة جنين`.
fn introduced(finder: &Finder, found: &Match) -> bool {
    let doc = finder.doc;
    let start = &doc.tokens[found.tokens.start];
    let before = found.tokens.start.checked_sub(1).filter(|_| !start.line_start && !found.split);
    let class = before.and_then(|b| doc.tokens[b].best()).and_then(|r| doc.pack.names.introduce.get(&r.key));
    class.is_some_and(|class| found.candidates.iter().any(|&c| finder.gazetteer.entries[c as usize].class == *class))
}

/// The class of a newspaper that is called after a town or a region: `صحيفة بابل`.
fn paper(finder: &Finder, found: &Match) -> Option<Term> {
    let doc = finder.doc;
    let start = found.tokens.start;
    let places = |c: &EntryId| matches!(&*finder.gazetteer.entries[*c as usize].class, "City" | "Region");
    if found.split || doc.tokens[start].line_start || !found.candidates.iter().all(places) {
        return None;
    }
    let quote = start > 0 && doc.tokens[start - 1].is_mark(&doc.pack.marks.quote_open);
    let before = start.checked_sub(if quote { 2 } else { 1 })?;
    let word = &doc.tokens[before].best()?.key;
    doc.pack.names.paper.contains(word).then(|| doc.pack.names.introduce.get(word).cloned()).flatten()
}

/// Whether one word is another one with a pronoun, written as the name is not: `وجده`, and the town `جدة`.
fn with_pronoun(finder: &Finder, at: usize, entry: EntryId, key: &str) -> bool {
    let doc = finder.doc;
    let token = &doc.tokens[at];
    let feminine = doc.pack.marks.feminine;
    let spelled = |l: &str| l.ends_with(feminine) && doc.pack.fold.key(l) == key;
    !doc.words(token.span).ends_with(feminine)
        && token.readings.iter().any(|r| r.enclitic.is_some() && r.known())
        && finder.gazetteer.entries[entry as usize].labels(&doc.pack.code).any(|l| spelled(l))
}

/// A lower reading is good enough when the best one knows no more of the word, or takes apart on both sides what is a
/// name as it stands (`بوداي`).
fn single_allowed(doc: &Document, at: usize, rank: usize, ambiguous: bool) -> bool {
    let readings = &doc.tokens[at].readings;
    let whole = !readings[rank].has_proclitic();
    let apart = readings[0].has_proclitic() && !readings[0].article;
    !readings[0].known() && (rank == 1 || whole) || whole && apart && !ambiguous
}

/// A one-word name that is an ordinary word of the language as well, and marked so.
fn crossed_by_word(doc: &Document, found: &Match) -> bool {
    let reading = &doc.tokens[found.tokens.start].readings[0];
    let title = |f: &crate::lang::lexicon::Form| {
        let kinds = &doc.pack.lexicon.lexeme(f.lexeme).kinds;
        kinds.contains(&Kind::Title) || kinds.contains(&Kind::Honorific)
    };
    if found.ambiguous && reading.forms.iter().any(title) {
        return true;
    }
    found.ambiguous
        && reading.forms.iter().any(|f| f.shape.is_verb() && reading.span.begin == found.begin)
        && !reading.article
}

/// Nationality adjectives: free ones, and those inside bodies' names.
pub fn nisbas(finder: &mut Finder) {
    for at in 0..finder.doc.tokens.len() {
        let inside = finder.taken[at].map(|id| &finder.names[id]);
        if let Some(name) = inside {
            let first = name.tokens.start == at && name.tokens.len() == 1;
            if first || !matches!(&*name.class, "Organization" | "Facility" | "Work" | "Group") {
                continue;
            }
        }
        let Some((span, _, candidates, ambiguous)) = finder.nisba(at) else { continue };
        if ambiguous && !article_context(finder, at) {
            continue;
        }
        let name = Name {
            tokens: at..at + 1,
            span,
            kind: MentionKind::Nisba,
            class: "Country".into(),
            candidates,
            ambiguous,
            words: vec![finder.doc.tokens[at].stem().to_string()],
            rule: "name.nisba".into(),
        };
        finder.names.push(name);
    }
}

/// A nationality that is a common word too counts only where the country is named elsewhere.
fn article_context(finder: &Finder, at: usize) -> bool {
    let Some((_, _, candidates, _)) = finder.nisba(at) else { return false };
    finder.names.iter().any(|n| n.kind == MentionKind::Name && n.candidates.iter().any(|c| candidates.contains(c)))
}
