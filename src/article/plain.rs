//! Plain text: bytes to text. Valid UTF-8 is never changed, a byte order mark included, so offsets are those of the
//! file read as UTF-8; other encodings are found and decoded.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use thiserror::Error;

/// Files over this are no single article.
pub const MOST_BYTES: usize = 64 << 20;

/// Why bytes are not an article's text.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum NotText {
    #[error("the article is empty\nhelp: give a file that holds the article's text")]
    Empty,
    #[error(
        "{bytes} bytes are too many for one article, the most is {MOST_BYTES}\nhelp: split the file into one article a file"
    )]
    TooLarge { bytes: usize },
    #[error("this is {what}, not text\nhelp: {remedy}")]
    Known { what: &'static str, remedy: &'static str },
    #[error("this is not text: byte {at} is {byte:#04x}\nhelp: save the article as plain text in UTF-8")]
    Binary { at: usize, byte: u8 },
    #[error(
        "the bytes are neither UTF-8 nor, as it seemed, \"{encoding}\"\nhelp: save the article as plain text in UTF-8"
    )]
    Malformed { encoding: &'static str },
}

const AS_TEXT: &str = "save the article as plain text in UTF-8";

/// First bytes of files that people mistake for articles.
const SIGNATURES: &[(&[u8], &str, &str)] = &[
    (b"%PDF-", "a PDF document", "turn it into text first, for example with pdftotext"),
    (b"PK\x03\x04", "a zip archive or an office document", AS_TEXT),
    (b"\xD0\xCF\x11\xE0", "an old office document", AS_TEXT),
    (b"{\\rtf", "a rich text document", AS_TEXT),
    (b"\x1F\x8B", "gzip-compressed", "decompress it first: gzip -d"),
    (b"\x28\xB5\x2F\xFD", "zstd-compressed", "decompress it first: zstd -d"),
    (b"\xFD7zXZ", "xz-compressed", "decompress it first: xz -d"),
    (b"\x89PNG", "a picture", "give the text of the article"),
    (b"\xFF\xD8\xFF", "a picture", "give the text of the article"),
    (b"GIF8", "a picture", "give the text of the article"),
    (b"SQLite format 3", "a database", "give the text of the article"),
];

/// The text of a plain text file.
///
/// # Errors
/// [`NotText`] when the bytes are empty or blank, too many, or not text in any encoding.
pub fn decode(bytes: Vec<u8>) -> Result<String, NotText> {
    if bytes.len() > MOST_BYTES {
        return Err(NotText::TooLarge { bytes: bytes.len() });
    }
    if let Some((_, what, remedy)) = SIGNATURES.iter().find(|(signature, ..)| bytes.starts_with(signature)) {
        return Err(NotText::Known { what, remedy });
    }
    let text = match utf_16(&bytes) {
        Some(encoding) => foreign(&bytes, encoding)?,
        None => match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => {
                let bytes = error.as_bytes();
                refuse_binary(bytes)?;
                let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
                detector.feed(bytes, true);
                foreign(bytes, detector.guess(None, Utf8Detection::Deny))?
            }
        },
    };
    refuse_binary(text.as_bytes())?;
    if text.chars().all(|c| c.is_whitespace() || c == '\u{FEFF}') {
        return Err(NotText::Empty);
    }
    Ok(text)
}

fn foreign(bytes: &[u8], encoding: &'static Encoding) -> Result<String, NotText> {
    let (text, _, malformed) = encoding.decode(bytes);
    if malformed { Err(NotText::Malformed { encoding: encoding.name() }) } else { Ok(text.into_owned()) }
}

/// UTF-16 by its mark, or unmarked by one half of each pair being nearly always the same: every script that newspapers
/// write in has few high bytes, and valid UTF-8 has no bytes that few.
fn utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return (encoding != UTF_8).then_some(encoding);
    }
    if bytes.len() < 8 || !bytes.len().is_multiple_of(2) {
        return None;
    }
    // No text has control bytes below tabulation; as high bytes they are Latin to Arabic and beyond.
    let high = |parity: usize| bytes.iter().skip(parity).step_by(2).filter(|&&byte| byte < 9).count();
    let enough = bytes.len() / 2 * 4 / 5;
    match (high(0) > enough, high(1) > enough) {
        (true, false) => Some(UTF_16BE),
        (false, true) => Some(UTF_16LE),
        _ => None,
    }
}

/// The text, unless it is a web page: its markup would be read as words.
///
/// # Errors
/// [`NotText::Known`] for HTML.
pub fn refuse_markup(text: String) -> Result<String, NotText> {
    let begin: String = text.trim_start_matches('\u{FEFF}').trim_start().chars().take(14).collect();
    let begin = begin.to_ascii_lowercase();
    if begin.starts_with("<!doctype html") || begin.starts_with("<html") {
        let remedy = "save the article's text alone, or take the page as it stands with --input-format text";
        return Err(NotText::Known { what: "a web page", remedy });
    }
    Ok(text)
}

/// Text has tabs, line and page breaks and, from old terminals, escapes; other controls only by accident.
fn refuse_binary(bytes: &[u8]) -> Result<(), NotText> {
    let control = |byte: u8| byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0B | 0x0C | 0x1B);
    let Some(at) = bytes.iter().position(|&byte| control(byte)) else { return Ok(()) };
    let controls = bytes.iter().filter(|&&byte| control(byte)).count();
    // A stray one (some archives end every text with a NUL) makes no text binary.
    if controls * 100 > bytes.len() {
        return Err(NotText::Binary { at, byte: bytes[at] });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const NEWS: &str =
        "استقبل الرئيس عبد الفتاح السيسي الأربعاء في القاهرة رئيس قيرغيزستان.\r\nوبحث الجانبان التعاون.\n";

    #[test]
    fn utf_8_is_never_changed() {
        for text in [NEWS, "\u{FEFF}نص", "a\u{0301} ﻣﺼﺮ"] {
            assert_eq!(decode(text.as_bytes().to_vec()).unwrap(), text);
        }
    }

    #[test]
    fn other_encodings_are_found() {
        let windows = encoding_rs::WINDOWS_1256.encode(NEWS).0.into_owned();
        assert_eq!(decode(windows).unwrap(), NEWS);
        let units: Vec<u16> = NEWS.encode_utf16().collect();
        let little: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
        let big: Vec<u8> = units.iter().flat_map(|unit| unit.to_be_bytes()).collect();
        assert_eq!(decode(little.clone()).unwrap(), NEWS);
        assert_eq!(decode(big).unwrap(), NEWS);
        assert_eq!(decode([b"\xFF\xFE".as_slice(), &little].concat()).unwrap(), NEWS);
    }

    #[test]
    fn what_is_no_text_is_refused() {
        assert_eq!(decode(vec![]), Err(NotText::Empty));
        assert_eq!(decode(b"\xEF\xBB\xBF \r\n".to_vec()), Err(NotText::Empty));
        assert!(matches!(decode(b"%PDF-1.7 ...".to_vec()), Err(NotText::Known { .. })));
        assert!(matches!(decode(b"abc\0def\xFF\x90".to_vec()), Err(NotText::Binary { at: 3, byte: 0 })));
    }
}
