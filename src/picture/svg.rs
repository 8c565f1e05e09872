//! Graphviz's SVG made right for right-to-left words: it writes them without a direction, and a browser then takes the
//! one of the page.

use crate::text::bidi;

/// Gives every text element with right-to-left letters its direction. An anchor at the start of a line is on its left
/// in Graphviz's eyes, which is the end of a right-to-left line.
pub fn right_to_left(svg: &str) -> String {
    let mut out = String::with_capacity(svg.len() + svg.len() / 8);
    let mut rest = svg;
    while let Some(begin) = rest.find("<text ") {
        let Some(end) = rest[begin..].find("</text>").map(|end| begin + end) else { break };
        let (head, element) = (&rest[..begin], &rest[begin..end]);
        out.push_str(head);
        match element.split_once('>') {
            Some((tag, words)) if bidi::has_rtl(words) => {
                let tag = tag.replace("text-anchor=\"start\"", "text-anchor=\"end\"");
                out.push_str(&tag.replacen("<text ", "<text direction=\"rtl\" unicode-bidi=\"embed\" ", 1));
                out.push('>');
                out.push_str(words);
            }
            _ => out.push_str(element),
        }
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_right_to_left_words_are_turned() {
        let svg = "<svg><text text-anchor=\"start\" x=\"1\">مصر</text><text text-anchor=\"start\">Egypt</text></svg>";
        let turned = right_to_left(svg);
        assert!(
            turned.contains("<text direction=\"rtl\" unicode-bidi=\"embed\" text-anchor=\"end\" x=\"1\">مصر</text>")
        );
        assert!(turned.ends_with("<text text-anchor=\"start\">Egypt</text></svg>"));
    }
}
