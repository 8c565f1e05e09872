//! Tables for people: columns aligned by display width, right-to-left cells isolated so that neighbours keep their
//! places, long cells broken into lines.

use crate::text::bidi;
use comfy_table::{ContentArrangement, Table as Frame};
use unicode_width::UnicodeWidthStr;

/// Columns are not narrowed below this.
const NARROWEST: usize = 8;

/// A table of plain words.
#[derive(Clone, Debug, Default)]
pub struct Table {
    pub header: Vec<String>,
    pub rows: Vec<Vec<String>>,
    /// Columns of numbers, aligned at their ends.
    pub numeric: Vec<bool>,
}

/// How a table is drawn.
#[derive(Clone, Copy, Debug, Default)]
pub struct Style {
    /// Columns of the terminal; `None` breaks no cell.
    pub width: Option<usize>,
    pub no_header: bool,
}

impl Table {
    pub fn new<H: Into<String>>(header: impl IntoIterator<Item = H>) -> Self {
        Table { header: header.into_iter().map(Into::into).collect(), ..Table::default() }
    }

    pub fn row<C: Into<String>>(&mut self, cells: impl IntoIterator<Item = C>) {
        self.rows.push(cells.into_iter().map(Into::into).collect());
    }

    /// The table drawn, without a line break at its end.
    pub fn draw(&self, style: Style) -> String {
        let widths = self.widths(style);
        let mut frame = Frame::new();
        frame
            .load_preset(comfy_table::presets::UTF8_FULL_CONDENSED)
            .set_content_arrangement(ContentArrangement::Disabled);
        let cell = |words: &str, column: usize| {
            let numeric = self.numeric.get(column).copied().unwrap_or_default();
            let alignment = if numeric { comfy_table::CellAlignment::Right } else { comfy_table::CellAlignment::Left };
            comfy_table::Cell::new(lines(words, widths[column]).join("\n")).set_alignment(alignment)
        };
        if !style.no_header {
            frame.set_header(self.header.iter().enumerate().map(|(column, words)| cell(words, column)));
        }
        for row in &self.rows {
            frame.add_row(row.iter().enumerate().map(|(column, words)| cell(words, column)));
        }
        frame.to_string()
    }

    /// The width of each column: its widest cell, the widest columns narrowed until all fit.
    fn widths(&self, style: Style) -> Vec<usize> {
        let rows = self.rows.iter().chain((!style.no_header).then_some(&self.header));
        let mut widths = vec![1; self.header.len()];
        for row in rows {
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = (*width).max(cell.lines().map(visible).max().unwrap_or_default());
            }
        }
        let Some(available) = style.width else { return widths };
        // Each column has a space at both sides and a border; one border more begins the line.
        let available = available.saturating_sub(3 * widths.len() + 1);
        while widths.iter().sum::<usize>() > available {
            let widest = widths.iter().copied().max().unwrap_or_default();
            if widest <= NARROWEST {
                break;
            }
            if let Some(width) = widths.iter_mut().find(|width| **width == widest) {
                *width -= 1;
            }
        }
        widths
    }
}

fn visible(words: &str) -> usize {
    words.width()
}

/// The words broken at spaces, or inside a word that is too long; each line isolated, controls taken out.
fn lines(words: &str, width: usize) -> Vec<String> {
    let plain: String = words.chars().filter(|&c| !bidi::is_control(c)).collect();
    let mut lines = Vec::new();
    for line in plain.lines() {
        let mut current = String::new();
        for word in line.split(' ') {
            let word: String = word.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
            if !current.is_empty() && visible(&current) + 1 + visible(&word) > width {
                lines.push(std::mem::take(&mut current));
            }
            if !current.is_empty() {
                current.push(' ');
            }
            for c in word.chars() {
                let mut buffer = [0; 4];
                if !current.is_empty() && visible(&current) + visible(c.encode_utf8(&mut buffer)) > width {
                    lines.push(std::mem::take(&mut current));
                }
                current.push(c);
            }
        }
        lines.push(current);
    }
    lines.iter().map(|line| bidi::isolate(line)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Table {
        let mut table = Table::new(["who", "n"]);
        table.row(["عبد الفتاح السيسي", "12"]);
        table.row(["country:EG", "3"]);
        table.numeric = vec![false, true];
        table
    }

    #[test]
    fn every_line_has_the_same_width() {
        for width in [None, Some(24), Some(18)] {
            let drawn = table().draw(Style { width, no_header: false });
            let widths: Vec<_> = drawn.lines().map(visible).collect();
            assert!(widths.windows(2).all(|pair| pair[0] == pair[1]), "{widths:?}\n{drawn}");
            assert!(width.is_none_or(|width| widths[0] <= width));
        }
    }

    #[test]
    fn each_line_of_a_cell_is_isolated() {
        let broken = lines("عبد الفتاح السيسي", 11);
        assert_eq!(broken, ["\u{2068}عبد الفتاح\u{2069}", "\u{2068}السيسي\u{2069}"]);
        assert_eq!(lines("\u{1b}[31mx\u{202E}", 20), [" [31mx"]);
    }
}
