//! Sports clubs that bear the name of their town: `ليون الفرنسي`, `مضيفه ليفربول`.

use super::index::EntryId;
use super::{Candidates, Finder, Name};
use crate::analysis::TokenKind;
use crate::lang::lexicon::Shape;
use rustc_hash::FxHashSet;

/// Turns the names of towns into those of clubs, where what stands beside them shows that a club is meant, and where
/// nothing shows that the town is.
pub fn find(finder: &mut Finder) {
    let shown: Vec<usize> = (0..finder.names.len()).filter(|&id| is_place(finder, id) && shows(finder, id)).collect();
    if shown.is_empty() {
        return;
    }
    // A word of its own before the town's says nothing of the town elsewhere.
    let alone = |id: &&usize| own_word(finder, finder.names[**id].tokens.start).is_none();
    let words: FxHashSet<Vec<String>> = shown.iter().filter(alone).map(|&id| finder.names[id].words.clone()).collect();
    for id in 0..finder.names.len() {
        if !is_place(finder, id) {
            continue;
        }
        let same = words.contains(&finder.names[id].words);
        let start = finder.names[id].tokens.start;
        let word = finder.doc.tokens[start].best().is_some_and(|r| r.known());
        if shown.contains(&id) || same && !word && !at_place(finder, &finder.names[id]) {
            let candidates = listed(finder, &finder.names[id].words);
            let first = own_word(finder, start);
            if let Some(first) = first {
                let tokens = first..finder.names[id].tokens.end;
                let (span, words) = (finder.span(&tokens), finder.words(&tokens));
                finder.taken[first] = Some(id);
                let name = &mut finder.names[id];
                (name.span, name.words, name.tokens) = (span, words, tokens);
            }
            let name = &mut finder.names[id];
            name.class = "Organization".into();
            name.candidates = candidates;
            name.ambiguous = false;
            name.rule = "name.club".into();
        }
    }
}

/// `لوكوموتيف موسكو`: the token before the town that is the club's own name.
fn own_word(finder: &Finder, town: usize) -> Option<usize> {
    let doc = finder.doc;
    let first = town.checked_sub(1).filter(|_| !doc.tokens[town].line_start)?;
    let reading = doc.tokens[first].best()?;
    let plain = doc.tokens[town].best().is_some_and(|r| !r.has_proclitic());
    (plain && finder.taken[first].is_none() && doc.pack.names.club_own.contains(&reading.key)).then_some(first)
}

fn is_place(finder: &Finder, id: usize) -> bool {
    let name = &finder.names[id];
    !name.tokens.is_empty() && &*name.class == "City"
}

/// A listed club of that town.
fn listed(finder: &Finder, words: &[String]) -> Candidates {
    let names = &finder.doc.pack.names;
    let of = |club: &String| {
        let same = |l: &&super::index::Label| l.rest.iter().map(|w| &**w).eq(words.iter().map(String::as_str));
        finder.index.starting(club).iter().find(same).map(|l| l.entry)
    };
    names.club.iter().find_map(of).into_iter().collect()
}

/// Whether the words beside a town's name speak of its club: a town is feminine, a club is not; and clubs have players.
fn shows(finder: &Finder, id: usize) -> bool {
    let doc = finder.doc;
    let name = &finder.names[id];
    let before = name.tokens.start.checked_sub(1).filter(|_| !doc.tokens[name.tokens.start].line_start);
    let before = before.and_then(|b| doc.tokens[b].best());
    let plain = doc.tokens[name.tokens.start].best().is_some_and(|r| !r.has_proclitic());
    if own_word(finder, name.tokens.start).is_some() {
        return true;
    }
    if plain && before.is_some_and(|r| doc.pack.names.player.contains(r.bare(doc.pack))) {
        return true;
    }
    if played(finder, name.tokens.start) || fixture(finder, name) {
        return true;
    }
    let capital = |&city: &EntryId| finder.gazetteer.capital_of(&finder.gazetteer.entries[city as usize]).is_some();
    if at_place(finder, name) || name.candidates.iter().any(capital) {
        return false;
    }
    // `ميناء جنوة الإيطالي`: the adjective is another noun's.
    let construct = plain
        && before.is_some_and(|r| {
            !r.article && r.enclitic.is_none() && r.forms.first().is_some_and(|f| f.shape.is_nominal())
        });
    let next = name.tokens.end;
    let masculine = doc.tokens.get(next).is_some_and(|t| {
        !t.line_start && t.key.ends_with(doc.pack.marks.relational) && t.best().is_some_and(|r| !r.has_proclitic())
    });
    !construct && masculine && finder.nisba(next).is_some_and(|(_, article, ..)| article)
}

/// `الفوز على ليون`, `تعادله مع بورتو`: the token of a town's name is where the other club of a match stands.
fn played(finder: &Finder, town: usize) -> bool {
    let doc = finder.doc;
    let (Some(preposition), Some(noun)) = (town.checked_sub(1), town.checked_sub(2)) else { return false };
    let particle = doc.tokens[preposition].best().is_some_and(|r| {
        r.enclitic.is_none()
            && r.forms.first().is_some_and(|f| f.shape == Shape::Function)
            && !doc.pack.names.toward.contains(&r.key)
    });
    let plain = doc.tokens[town].best().is_some_and(|r| !r.has_proclitic());
    plain
        && particle
        && (!doc.pack.syntax.place.contains(&doc.tokens[preposition].key)
            || doc.pack.names.versus.contains(&doc.tokens[preposition].key))
        && doc.tokens[noun].best().is_some_and(|r| {
            r.forms.iter().any(|f| f.shape.is_nominal() && doc.pack.names.game.contains(&doc.pack.lemma(f.lexeme)))
        })
}

/// `ليون (فرنسا) - بورتو (البرتغال)`: its country in brackets, and a line to the other club of a match.
fn fixture(finder: &Finder, name: &Name) -> bool {
    let doc = finder.doc;
    let mark = |t: usize, key: &str| doc.tokens.get(t).is_some_and(|t| t.kind == TokenKind::Mark && &*t.key == key);
    let country = name.tokens.end + 1;
    let end = finder.name_at(country).filter(|n| &*n.class == "Country").map(|n| n.tokens.end);
    let line = |t: usize| mark(t, "-") || mark(t, "–");
    mark(name.tokens.end, "(")
        && end
            .is_some_and(|end| mark(end, ")") && (line(end + 1) || name.tokens.start.checked_sub(1).is_some_and(line)))
}

/// Behind a preposition or a class word that only places have.
fn at_place(finder: &Finder, name: &Name) -> bool {
    let doc = finder.doc;
    let first = &doc.tokens[name.tokens.start];
    let letter = first.best().and_then(|r| r.preposition);
    if letter.is_some_and(|p| doc.pack.syntax.place.contains(&p.to_string())) {
        return true;
    }
    let Some(before) = name.tokens.start.checked_sub(1).filter(|_| !first.line_start) else { return false };
    let token = &doc.tokens[before];
    token.kind == TokenKind::Word
        && letter.is_none()
        && (doc.pack.syntax.place.contains(&token.key) && !doc.pack.names.versus.contains(&token.key)
            || token.best().is_some_and(|r| {
                doc.pack.names.introduce.contains_key(&r.key)
                    || doc.pack.names.keep.contains_key(&r.key)
                    || r.forms.iter().any(|f| f.shape == Shape::Function) && doc.pack.names.toward.contains(&r.key)
            }))
}
