//! Escaping for DOT and Mermaid.

/// A DOT quoted string. Line breaks become spaces: labels bring their own.
pub fn dot_string(words: &str) -> String {
    let mut quoted = String::with_capacity(words.len() + 2);
    quoted.push('"');
    for c in words.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            c if c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}') => quoted.push(' '),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// Text in an HTML-like label, in XML, or in a page.
pub fn xml(words: &str) -> String {
    let mut escaped = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            // No character of XML (1.0, section 2.2).
            c if c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}') => escaped.push(' '),
            c => escaped.push(c),
        }
    }
    escaped
}

/// Text in a Mermaid label between quotes: everything that Mermaid, Markdown or HTML would read is an entity code.
pub fn mermaid(words: &str) -> String {
    let mut escaped = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '"' | '#' | '&' | '<' | '>' | '`' | '*' | '_' | '\\' | ';' | '{' | '}' | '[' | ']' | '|' => {
                escaped.push_str(&format!("#{};", c as u32));
            }
            c if c.is_control() => escaped.push(' '),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_breaks_out() {
        assert_eq!(dot_string("a\"b\\c\n"), "\"a\\\"b\\\\c \"");
        assert_eq!(xml("<b>&\""), "&lt;b&gt;&amp;&quot;");
        assert_eq!(mermaid("a\"b#c"), "a#34;b#35;c");
    }
}
