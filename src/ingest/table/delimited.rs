//! Delimited text cut into rows, as RFC 4180 has it and as programs write it that double no quotation marks.
//!
//! A quotation mark that opens a cell and is never closed would take the rows after it into that cell. Where the lines
//! after it are rows of their own, the mark is taken for a part of the text.

use std::cell::{Cell, RefCell};

/// How many times the whole text is looked through for closing marks at most.
const PATIENCE: usize = 16;

/// What was found wrong with the quotation marks of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct QuoteFaults {
    /// The lines, counted from 1, in which a mark opens a cell that ends with the line all the same.
    pub unclosed: Vec<u64>,
    /// The line in which a mark opens a cell that goes on to the end.
    pub to_the_end: Option<u64>,
}

/// The rows of delimited text, each with its line, counted from 1. Lines without anything are passed over.
pub(super) struct Delimited<'t> {
    text: &'t [u8],
    sign: u8,
    at: usize,
    line: u64,
    /// How many cells the row before had.
    width: usize,
    faults: &'t RefCell<QuoteFaults>,
    /// How many bytes were looked through for closing marks.
    spent: Cell<usize>,
}

/// Where a quoted cell ends: after its words, after its closing mark, and whether anything is wrong with it.
struct QuotedCell {
    words: String,
    end: usize,
    lines: u64,
    /// Whether the text ended before the mark was closed.
    is_open: bool,
    /// Whether a mark stands in it, after a line end, that neither closes it nor is doubled.
    is_doubtful: bool,
    /// Whether one stands right after a sign, as one that opens a cell.
    is_opened_again: bool,
}

impl<'t> Delimited<'t> {
    pub fn new(text: &'t str, sign: u8, faults: &'t RefCell<QuoteFaults>) -> Self {
        Self { text: text.as_bytes(), sign, at: 0, line: 1, width: 0, faults, spent: Cell::new(0) }
    }

    /// Whether so much was looked through that marks are looked for in their own line alone.
    fn is_tired(&self) -> bool {
        self.spent.get() > PATIENCE * self.text.len() + PATIENCE * 1024
    }

    fn is_end(&self, at: usize) -> bool {
        self.text.get(at).is_none_or(|byte| *byte == b'\n' || *byte == b'\r')
    }

    /// The words from one place to another. Both lie at ASCII signs, so they are on character boundaries.
    fn words(&self, from: usize, to: usize) -> String {
        String::from_utf8_lossy(&self.text[from..to]).into_owned()
    }

    /// Where a cell without quotation marks ends.
    fn bare_end(&self, from: usize) -> usize {
        let mut at = from;
        while !self.is_end(at) && self.text[at] != self.sign {
            at += 1;
        }
        at
    }

    /// The cell whose opening mark stands there. A mark closes it when the sign or a line end follows, blanks apart.
    fn quoted(&self, from: usize) -> QuotedCell {
        let mut cell = QuotedCell {
            words: String::new(),
            end: from,
            lines: 0,
            is_open: true,
            is_doubtful: false,
            is_opened_again: false,
        };
        let is_tired = self.is_tired();
        let (mut at, mut start) = (from + 1, from + 1);
        while let Some(byte) = self.text.get(at) {
            match byte {
                b'"' if self.text.get(at + 1) == Some(&b'"') => {
                    cell.words.push_str(&self.words(start, at + 1));
                    at += 2;
                    start = at;
                    continue;
                }
                b'"' => {
                    let blanks = self.text[at + 1..].iter().take_while(|byte| **byte == b' ').count();
                    let after = at + 1 + blanks;
                    if self.is_end(after) || self.text[after] == self.sign {
                        cell.words.push_str(&self.words(start, at));
                        (cell.end, cell.is_open) = (after, false);
                        self.spent.set(self.spent.get() + at - from);
                        return cell;
                    }
                    cell.is_doubtful |= cell.lines > 0;
                    cell.is_opened_again |= self.text[at - 1] == self.sign;
                }
                b'\n' | b'\r' if is_tired => return cell,
                b'\n' => cell.lines += 1,
                b'\r' if self.text.get(at + 1) != Some(&b'\n') => cell.lines += 1,
                _ => {}
            }
            at += 1;
        }
        self.spent.set(self.spent.get() + self.text.len() - from);
        cell.words.push_str(&self.words(start, self.text.len()));
        cell.end = self.text.len();
        cell
    }

    /// Whether the lines after this one are rows like the one before, so that no cell of this line goes on in them.
    fn rows_follow(&self, from: usize) -> bool {
        const ENOUGH: usize = 2;
        let mut at = from;
        let (mut rows, mut lines) = (0, 0);
        while lines < ENOUGH {
            while !self.is_end(at) {
                at += 1;
            }
            while at < self.text.len() && self.is_end(at) {
                at += 1;
            }
            if at >= self.text.len() {
                break;
            }
            lines += 1;
            rows += usize::from(self.cells_of_line(at) == self.width);
        }
        self.width > 1 && lines > 0 && rows == lines
    }

    /// How many cells there are in the one line that begins there.
    fn cells_of_line(&self, from: usize) -> usize {
        let (mut at, mut count) = (from, 1);
        loop {
            if self.text.get(at) == Some(&b'"') {
                let cell = self.quoted(at);
                at = if cell.is_open || cell.lines > 0 { self.bare_end(at) } else { cell.end };
            } else {
                at = self.bare_end(at);
            }
            if self.is_end(at) {
                return count;
            }
            at += 1;
            count += 1;
        }
    }

    /// How many cells a line has where the mark that opens the cell of a column, counted from 0, is none.
    fn bare_width(&self, from: usize, column: usize) -> usize {
        let end = self.bare_end(from);
        column + 1 + if self.is_end(end) { 0 } else { self.cells_of_line(end + 1) }
    }

    /// Whether a quoted cell of a column, counted from 0, has a row in it that would be one of its own, and its own line is
    /// one without it. Commas stand in any
    /// text, the other signs hardly in one.
    fn holds_a_row(&self, from: usize, cell: &QuotedCell, column: usize) -> bool {
        if self.sign == b',' || self.width < 2 || cell.lines == 0 || self.is_tired() {
            return false;
        }
        if self.bare_width(from, column) != self.width {
            return false;
        }
        let ends = memchr::memchr2_iter(b'\n', b'\r', &self.text[from..cell.end]).map(|at| from + at + 1);
        let starts: Vec<usize> = ends.filter(|at| !self.is_end(*at)).collect();
        // With the last line of a cell of the first column the row goes on as it should.
        let own = if column == 0 { &starts[..starts.len().saturating_sub(1)] } else { &starts };
        own.iter().any(|start| self.cells_of_line(*start) == self.width)
    }

    /// Whether a quoted cell of a column, counted from 0, has taken other cells of its line: without its mark there are as
    /// many as before.
    fn holds_cells(&self, from: usize, cell: &QuotedCell, column: usize) -> bool {
        if !cell.is_opened_again || cell.lines > 0 || self.width < 2 || self.is_tired() {
            return false;
        }
        let rest = if self.is_end(cell.end) { 0 } else { self.cells_of_line(cell.end + 1) };
        let (quoted, bare) = (column + 1 + rest, self.bare_width(from, column));
        quoted != self.width && bare == self.width
    }

    /// The next row, with whether any of its cells was quoted.
    fn row(&mut self) -> (Vec<String>, bool) {
        let mut cells = Vec::new();
        let mut quotes = false;
        loop {
            let blanks = self.text[self.at..].iter().take_while(|byte| **byte == b' ').count();
            let start = self.at + blanks;
            if self.text.get(start) == Some(&b'"') {
                let is_tired = self.is_tired();
                let cell = self.quoted(start);
                let suspect = cell.is_open || cell.is_doubtful;
                let column = cells.len();
                if suspect && (is_tired || self.rows_follow(start))
                    || self.holds_a_row(start, &cell, column)
                    || self.holds_cells(start, &cell, column)
                {
                    self.bare(&mut cells);
                    // A cell that begins with a quoted word has its marks in pairs.
                    let marks = cells.last().map_or(0, |cell| cell.matches('"').count());
                    if marks % 2 == 1 {
                        self.faults.borrow_mut().unclosed.push(self.line);
                    }
                } else {
                    if cell.is_open {
                        self.faults.borrow_mut().to_the_end = Some(self.line);
                    }
                    quotes = true;
                    self.line += cell.lines;
                    self.at = cell.end;
                    cells.push(cell.words);
                }
            } else {
                self.bare(&mut cells);
            }
            if self.text.get(self.at) != Some(&self.sign) {
                return (cells, quotes);
            }
            self.at += 1;
        }
    }

    fn bare(&mut self, cells: &mut Vec<String>) {
        let end = self.bare_end(self.at);
        cells.push(self.words(self.at, end));
        self.at = end;
    }
}

impl Iterator for Delimited<'_> {
    type Item = (u64, Vec<String>);

    fn next(&mut self) -> Option<Self::Item> {
        while self.at < self.text.len() {
            let line = self.line;
            let (cells, quotes) = self.row();
            match self.text.get(self.at) {
                Some(b'\r') if self.text.get(self.at + 1) == Some(&b'\n') => self.at += 2,
                Some(_) => self.at += 1,
                None => {}
            }
            self.line += 1;
            if cells.len() > 1 || quotes || !cells[0].is_empty() {
                self.width = cells.len();
                return Some((line, cells));
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> (Vec<(u64, Vec<String>)>, QuoteFaults) {
        let faults = RefCell::default();
        let rows = Delimited::new(text, b',', &faults).collect();
        (rows, faults.into_inner())
    }

    fn cells(text: &str) -> (Vec<Vec<String>>, QuoteFaults) {
        let (rows, faults) = rows(text);
        (rows.into_iter().map(|(_, cells)| cells).collect(), faults)
    }

    #[test]
    fn rows_are_cut_as_the_standard_has_it() {
        let (found, faults) = rows("a,\"b \"\"c\"\"\nd\",\n\ne,,f\r\n\"\"\n");
        let cells = |all: &[&str]| all.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>();
        let want = [(1, cells(&["a", "b \"c\"\nd", ""])), (4, cells(&["e", "", "f"])), (5, cells(&[""]))];
        assert_eq!(found, want);
        assert_eq!(faults, QuoteFaults::default());
    }

    #[test]
    fn marks_within_a_cell_stay() {
        let (found, faults) = cells("a,b\n\"Ferry\" stalls,5\" wide\n\"He said \"no\" to it, again\" ,x\n");
        assert_eq!(found[1], ["\"Ferry\" stalls", "5\" wide"]);
        assert_eq!(found[2], ["He said \"no\" to it, again", "x"]);
        assert_eq!(faults, QuoteFaults::default());
    }

    #[test]
    fn a_mark_that_is_not_closed_takes_no_other_row_with_it() {
        let head = "title,text\n";
        let tail = "Pier,It sank.\n\"Quay\",\"It burnt, twice.\"\n";
        for broken in ["\"Ferry,It stalled.\n", "Ferry,\"It stalled.\n"] {
            let (found, faults) = cells(&format!("{head}{broken}{tail}"));
            assert_eq!(found.len(), 4, "{found:?}");
            assert_eq!(found[2], ["Pier", "It sank."]);
            assert_eq!(found[3], ["Quay", "It burnt, twice."]);
            assert_eq!(faults, QuoteFaults { unclosed: vec![2], to_the_end: None });
        }
    }

    #[test]
    fn whatever_the_sign_an_open_mark_takes_neither_rows_nor_cells() {
        let table = |text: &str, sign: char| {
            let faults = RefCell::default();
            let text = text.replace(';', &sign.to_string());
            let rows: Vec<Vec<String>> =
                Delimited::new(&text, sign as u8, &faults).map(|(_, cells)| cells).collect();
            (rows, faults.into_inner())
        };
        let told = |lines: &[u64]| QuoteFaults { unclosed: lines.to_vec(), to_the_end: None };
        let head = "title;text;date\nQuay;It sank.;1\n";
        for sign in [';', '\t', '|'] {
            // A mark of the next row closes the cell.
            let inch = format!("{head}Ferry;\"It stalled.;2\nPier, 5\";It burnt.;3\nBridge;It is safe.;4\n");
            let (rows, faults) = table(&inch, sign);
            assert_eq!((rows.len(), &faults), (5, &told(&[3])), "{sign:?} {rows:?}");
            assert_eq!(rows[3], ["Pier, 5\"", "It burnt.", "3"]);
            let last = format!("{head}\"Ferry;It stalled.;2\nPier;It burnt.;3\nBridge 5\";It is safe.;4\n");
            let (rows, faults) = table(&last, sign);
            assert_eq!((rows.len(), &faults), (5, &told(&[3])), "{sign:?} {rows:?}");
            for (whole, count) in [
                ("\"It stalled.\nIt sank.\";Ferry;2\n", 3),
                ("Ferry;\"It stalled.\nIt sank.\n\nShe said \"no\".\";2\n", 3),
            ] {
                let (rows, faults) = table(&format!("{head}{whole}"), sign);
                assert_eq!((rows.len(), faults), (count, QuoteFaults::default()), "{sign:?} {rows:?}");
            }
        }
        for sign in [';', '\t', '|', ','] {
            let (rows, faults) =
                table(&format!("{head}\"Ferry\";\"It stalled.;\"2\"\n\"Pier\";\"x\";\"3\"\n"), sign);
            assert_eq!(
                (rows[2].as_slice(), &faults),
                (&["Ferry", "\"It stalled.", "2"].map(str::to_owned)[..], &told(&[3]))
            );
            let quoted = format!("{head}\"Ferry\";\"He said;\"no\" to it\";2\n");
            assert_eq!(table(&quoted, sign).1, QuoteFaults::default());
        }
    }

    #[test]
    fn a_cell_that_goes_on_to_the_end_is_told() {
        let (found, faults) = cells("title,text\nFerry,\"It stalled.\nThen it sank.\n");
        assert_eq!(found[1], ["Ferry", "It stalled.\nThen it sank.\n"]);
        assert_eq!(faults, QuoteFaults { unclosed: Vec::new(), to_the_end: Some(2) });
    }

    #[test]
    fn very_many_open_marks_take_no_forever() {
        let text = format!("a,b\n{}", "\"c,d\n".repeat(200_000));
        let (found, faults) = rows(&text);
        assert_eq!((found.len(), faults.unclosed.len(), faults.to_the_end), (200_001, 200_000, None));
    }

    #[test]
    fn paragraphs_with_marks_of_their_own_are_no_rows() {
        let (found, faults) =
            cells("title,text\nFerry,\"It stalled.\nShe said \"no\" to it.\nThe end.\"\nPier,x\n");
        assert_eq!(found.len(), 3, "{found:?}");
        assert_eq!(found[1][1], "It stalled.\nShe said \"no\" to it.\nThe end.");
        assert_eq!(faults, QuoteFaults::default());
    }
}
