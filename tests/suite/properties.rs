//! What holds for every text, tried on random ones: spans point into the text as read, nothing panics, and the same
//! text gives the same facts.

use super::reading::read;
use khabar::extraction::Facts;
use khabar::text::Span;
use proptest::prelude::*;
use std::sync::LazyLock;

/// Words of real sentences, so that names, times and events are met, not only noise.
static WORDS: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let articles =
        [include_str!("../corpus/visit.txt"), include_str!("../corpus/attack.txt"), include_str!("../corpus/aid.txt")];
    articles.into_iter().flat_map(|text| text.split(' ')).collect()
});

fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        12 => any::<prop::sample::Index>().prop_map(|at| (*at.get(&WORDS)).to_owned()),
        2 => "[ء-ي]{1,9}",
        1 => "[وفبلكس]{0,3}(ال)?[ء-ي]{1,6}[\u{064B}-\u{0652}]?(ه|ها|هم|نا)?",
        1 => "[0-9٠-٩]{1,5}([./:-][0-9]{1,4}){0,2}",
        1 => "[.،؛؟!:«»\"“”()\\-–…\n\t]{1,3}",
        1 => "[a-zA-Zé]{1,8}",
        1 => "[\u{200B}-\u{200F}\u{202A}-\u{202E}\u{0640}\u{FEFF}\u{1F1E6}-\u{1F1FF}😀]{1,3}",
        1 => any::<char>().prop_map(String::from),
    ]
}

fn text() -> impl Strategy<Value = String> {
    (prop::collection::vec(
        (piece(), prop_oneof![8 => Just(" "), 1 => Just(""), 1 => Just("\n"), 1 => Just(". ")]),
        0..90,
    ))
    .prop_map(|pieces| pieces.into_iter().map(|(piece, gap)| piece + gap).collect())
}

/// Every span that the facts hold.
fn spans(facts: &Facts) -> Vec<Span> {
    let mut spans: Vec<Span> = facts.mentions.iter().map(|mention| mention.span).collect();
    spans.extend(facts.headline.iter().chain(&facts.date_evidence));
    spans.extend(facts.notes.iter().map(|note| note.span));
    spans.extend(facts.positions.iter().map(|position| position.title));
    let mut evidence: Vec<_> = facts.positions.iter().map(|position| &position.evidence).collect();
    evidence.extend(facts.statements.iter().map(|statement| &statement.evidence));
    for event in &facts.events {
        evidence.extend([&event.status_evidence, &event.type_evidence]);
        evidence.extend(event.time.iter().map(|time| &time.evidence));
        evidence.extend(event.roles.iter().map(|role| &role.evidence));
        evidence.extend(event.quantities.iter().map(|quantity| &quantity.evidence));
    }
    for evidence in evidence {
        assert!(!evidence.spans.is_empty(), "a fact of rule {} has no words", evidence.rule);
        spans.extend(&evidence.spans);
    }
    spans
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read(text in text()) {
        let (article, facts) = read(&text);
        prop_assert_eq!(article.text.as_str(), &text);
        let points: Vec<char> = text.chars().collect();
        for span in spans(&facts) {
            prop_assert!(span.begin < span.end && span.end as usize <= points.len(), "{:?} of {}", span, points.len());
            let words: String = points[span.begin as usize..span.end as usize].iter().collect();
            prop_assert_eq!(article.text.slice(span), words);
        }
        for entity in &facts.entities {
            prop_assert!(!entity.name.trim().is_empty());
        }
        prop_assert_eq!(format!("{facts:?}"), format!("{:?}", read(&text).1));
    }
}
