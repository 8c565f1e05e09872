//! Writing direction, for people's eyes only: texts and graphs stay in logical order and are never given marks.

/// RIGHT-TO-LEFT MARK.
pub const RLM: char = '\u{200F}';
/// FIRST STRONG ISOLATE and POP DIRECTIONAL ISOLATE (UAX #9): keep a run from moving its neighbours.
pub const FSI: char = '\u{2068}';
pub const PDI: char = '\u{2069}';

/// Whether the character is a bidirectional control (UAX #9), which a terminal or a drawing would obey.
pub fn is_control(c: char) -> bool {
    matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Whether the character is strongly right-to-left (Hebrew, Arabic and their presentation forms).
pub fn is_rtl(c: char) -> bool {
    matches!(c, '\u{0590}'..='\u{08FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}') && c.is_alphabetic()
}

/// Whether the words hold right-to-left letters.
pub fn has_rtl(words: &str) -> bool {
    words.chars().any(is_rtl)
}

/// The words with controls taken out, isolated where they hold right-to-left letters.
pub fn isolate(words: &str) -> String {
    let plain: String = words.chars().filter(|&c| !is_control(c)).collect();
    if has_rtl(&plain) { format!("{FSI}{plain}{PDI}") } else { plain }
}

/// A label for a drawing: controls out, and a right-to-left mark in front where right-to-left words begin with a
/// digit, a Latin letter or punctuation, from which a renderer would take the wrong direction.
pub fn label(words: &str) -> String {
    let plain: String = words.chars().filter(|&c| !is_control(c)).collect();
    let starts_rtl = plain.chars().next().is_some_and(is_rtl);
    if has_rtl(&plain) && !starts_rtl { format!("{RLM}{plain}") } else { plain }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_begin_right_to_left() {
        assert_eq!(label("5 نوفمبر"), "\u{200F}5 نوفمبر");
        assert_eq!(label("نوفمبر 5"), "نوفمبر 5");
        assert_eq!(label("NATO"), "NATO");
        assert_eq!(label("\u{202E}abc"), "abc");
    }
}
