//! Tables as text: cells separated by a sign, a row a line.

use super::{Column, RowSink, TableKind, TablesReader, is_known};
use crate::base::{Checked, Issue, Place};
use crate::formats::import::memory::Room;
use crate::formats::shared::excerpts;
use crate::formats::{ExportError, ExportJob, Feature, ImportedData, Input};
use crate::message;
use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::borrow::Cow;

/// How tables are written as text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::formats) struct Dialect {
    /// What separates cells.
    pub delimiter: char,
    /// How file names end.
    pub ending: &'static str,
    /// Whether files begin with a byte order mark.
    pub bom: bool,
}

impl Dialect {
    /// Whether cells are quoted as RFC 4180 says; with tabs they are not.
    fn quotes(self) -> bool {
        self.delimiter != '\t'
    }
}

/// Tables on their way out.
pub(in crate::formats) struct Delimited {
    dialect: Dialect,
    line: String,
}

impl Delimited {
    pub fn new(dialect: Dialect) -> Self {
        Self { dialect, line: String::new() }
    }

    fn write(
        &mut self,
        job: &mut ExportJob<'_>,
        cells: impl Iterator<Item = String>,
    ) -> Result<(), ExportError> {
        let Dialect { delimiter, .. } = self.dialect;
        self.line.clear();
        for (at, cell) in cells.enumerate() {
            if at > 0 {
                self.line.push(delimiter);
            }
            self.cell(job, &cell);
        }
        self.line.push_str("\r\n");
        Ok(job.sink.write_all(self.line.as_bytes())?)
    }

    fn cell(&mut self, job: &mut ExportJob<'_>, cell: &str) {
        if !self.dialect.quotes() {
            let breaks = |sign: char| matches!(sign, '\t' | '\n' | '\r');
            let line = if cell.contains(breaks) {
                job.log.add(Feature::WhiteSpace, || excerpts::quoted(cell));
                Cow::from(cell.replace(breaks, " "))
            } else {
                Cow::from(cell)
            };
            self.line.push_str(&guarded(&line, true));
            return;
        }
        let cell = guarded(cell, false);
        let special = |sign: char| matches!(sign, '"' | '\n' | '\r' | '\t' | ',' | ';');
        let outer = |sign: char| sign.is_whitespace();
        if cell.contains(special) || cell.starts_with(outer) || cell.ends_with(outer) {
            self.line.push('"');
            self.line.push_str(&cell.replace('"', "\"\""));
            self.line.push('"');
        } else {
            self.line.push_str(&cell);
        }
    }
}

impl RowSink for Delimited {
    fn begin(
        &mut self,
        job: &mut ExportJob<'_>,
        table: TableKind,
        columns: Vec<Column>,
    ) -> Result<(), ExportError> {
        job.sink.begin(&format!("{}.{}", table.name(), self.dialect.ending))?;
        if self.dialect.bom {
            job.sink.write_all("\u{feff}".as_bytes())?;
        }
        self.write(job, columns.into_iter().map(|column| column.name))
    }

    fn row(&mut self, job: &mut ExportJob<'_>, cells: Vec<String>) -> Result<(), ExportError> {
        self.write(job, cells.into_iter())
    }
}

/// What a cell begins with, after any apostrophes, that a spreadsheet takes for a formula. Where cells are not quoted a
/// quotation mark too has to be kept from being read as one.
fn is_risky(cell: &str, tabs: bool) -> bool {
    let first = cell.trim_start_matches('\'').chars().next();
    first.is_some_and(|sign| matches!(sign, '=' | '+' | '-' | '@' | '\t' | '\r') || tabs && sign == '"')
}

/// The cell with an apostrophe before it when a spreadsheet would take it for a formula. Cells that begin with apostrophes
/// before such a sign get one more, so that [`unguarded`] always gives back what was there.
pub(in crate::formats) fn guarded(cell: &str, tabs: bool) -> Cow<'_, str> {
    if is_risky(cell, tabs) { Cow::from(format!("'{cell}")) } else { Cow::from(cell) }
}

/// Takes back what [`guarded`] did.
pub(in crate::formats) fn unguarded(cell: &str, tabs: bool) -> &str {
    cell.strip_prefix('\'').filter(|rest| is_risky(rest, tabs)).unwrap_or(cell)
}

/// What a file begins with.
struct Opening {
    delimiter: u8,
    /// Bytes to skip: the line in which Excel names the delimiter.
    skip: usize,
}

impl Opening {
    /// The delimiter is the sign that stands most often outside quotation marks in the first line.
    fn of(text: &str) -> Self {
        let first = text.lines().next().unwrap_or_default();
        if let Some(named) = first.strip_prefix("sep=")
            && let [delimiter @ (b',' | b';' | b'\t' | b'|')] = named.as_bytes()
        {
            let skip = text.find('\n').map_or(text.len(), |at| at + 1);
            return Self { delimiter: *delimiter, skip };
        }
        let mut counts = [(b',', 0), (b';', 0), (b'\t', 0), (b'|', 0)];
        let mut quoted = false;
        for byte in text.bytes() {
            match byte {
                b'"' => quoted = !quoted,
                b'\n' | b'\r' if !quoted => break,
                _ if quoted => {}
                _ => counts.iter_mut().filter(|(sign, _)| *sign == byte).for_each(|(_, count)| *count += 1),
            }
        }
        let most = counts.iter().map(|(_, count)| *count).max().unwrap_or(0);
        let delimiter = counts.iter().find(|(_, count)| *count == most).map_or(b',', |(sign, _)| *sign);
        Self { delimiter, skip: 0 }
    }
}

fn reader<'t>(text: &'t str, opening: &Opening) -> ::csv::Reader<&'t [u8]> {
    let mut builder = ::csv::ReaderBuilder::new();
    builder.has_headers(false).flexible(true).delimiter(opening.delimiter);
    builder.from_reader(&text.as_bytes()[opening.skip..])
}

/// The text of a file, and whether its bytes were not UTF-8. Spreadsheets write UTF-16 and Windows code pages too.
fn decoded(bytes: &[u8]) -> (Cow<'_, str>, bool) {
    match bytes {
        [0xff, 0xfe, rest @ ..] => (UTF_16LE.decode_without_bom_handling(rest).0, false),
        [0xfe, 0xff, rest @ ..] => (UTF_16BE.decode_without_bom_handling(rest).0, false),
        _ => match std::str::from_utf8(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)) {
            Ok(text) => (Cow::from(text), false),
            Err(_) => (WINDOWS_1252.decode_without_bom_handling(bytes).0, true),
        },
    }
}

/// The cells of the first row.
fn header(text: &str, opening: &Opening) -> Vec<String> {
    let first = reader(text, opening).into_records().next();
    let record = first.and_then(Result::ok).unwrap_or_default();
    record.iter().map(|cell| unguarded(cell, opening.delimiter == b'\t').to_owned()).collect()
}

/// Whether a file begins with the names of columns that can be read, separated by tabs or by another sign.
pub(in crate::formats) fn looks(bytes: &[u8], tabs: bool) -> bool {
    const ENOUGH: usize = 1 << 16;
    let mut start = &bytes[..bytes.len().min(ENOUGH)];
    if start.len() < bytes.len() {
        // The last line may be cut, and a character with it.
        let end = start.iter().rposition(|byte| *byte == b'\n').map_or(start.len(), |at| at + 1);
        start = &start[..end];
    }
    let (text, _) = decoded(start);
    let opening = Opening::of(&text);
    (opening.delimiter == b'\t') == tabs && is_known(&header(&text, &opening))
}

/// Reads tables.
///
/// # Errors
/// When there is no table in the files.
pub(in crate::formats) fn read(input: &Input<'_>) -> Result<Checked<ImportedData>, Issue> {
    let mut reading = TablesReader::new(input.name(), Room::default());
    let is_table = |name: &str| {
        let name = name.to_lowercase();
        [".csv", ".tsv", ".tab", ".txt"].iter().any(|ending| name.ends_with(ending))
    };
    let any = input.files.iter().any(|(name, _)| is_table(name));
    for (name, bytes) in input.files.iter().filter(|(name, _)| !any || is_table(name)) {
        let (text, imported) = decoded(bytes);
        if imported {
            let issue = Issue::warning("not-utf-8", name, message!("formats-windows-1252"));
            reading.note(issue.hint(message!("formats-windows-1252.hint")));
        }
        let opening = Opening::of(&text);
        let tabs = opening.delimiter == b'\t';
        if !tabs && text.bytes().filter(|byte| *byte == b'"').count() % 2 == 1 {
            let message = message!("formats-quote-not-closed");
            reading.note(Issue::warning("quote-not-closed", name, message));
        }
        let header = header(&text, &opening);
        let mut lines = Lines::new(&text);
        let rows = reader(&text, &opening).into_records().skip(1).map_while(Result::ok).map(|record| {
            let line = lines.at(record.position().map_or(0, ::csv::Position::byte));
            let cells = record.iter().map(|cell| unguarded(cell, tabs).to_owned());
            (line, cells.collect())
        });
        reading.table(name, &header, rows)?;
        if input.progress.is_cancelled() {
            return Err(Issue::error("stopped", name, message!("formats-stopped")).at(Place::Whole));
        }
    }
    reading.finish()
}

/// Counts lines on the way through a text.
struct Lines<'a> {
    text: &'a [u8],
    at: usize,
    line: u32,
}

impl<'a> Lines<'a> {
    fn new(text: &'a str) -> Self {
        Self { text: text.as_bytes(), at: 0, line: 1 }
    }

    /// The line, counted from 1, of the record that begins at a byte or after the line ends there.
    fn at(&mut self, byte: u64) -> u32 {
        let mut to = usize::try_from(byte).unwrap_or(usize::MAX).min(self.text.len());
        while matches!(self.text.get(to), Some(b'\r' | b'\n')) {
            to += 1;
        }
        if to > self.at {
            self.line += memchr::memchr_iter(b'\n', &self.text[self.at..to]).count() as u32;
            self.at = to;
        }
        self.line
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn formulas_are_kept_from_running() {
        for (cell, want) in [
            ("=SUM(A1)", "'=SUM(A1)"),
            ("+1", "'+1"),
            ("-1+1", "'-1+1"),
            ("@import", "'@import"),
            ("\tx", "'\tx"),
            ("\rx", "'\rx"),
            ("'=1", "''=1"),
            ("'quoted'", "'quoted'"),
            ("a=1", "a=1"),
            ("", ""),
            ("'", "'"),
            ("\"x", "\"x"),
        ] {
            assert_eq!(guarded(cell, false), want);
        }
        assert_eq!(guarded("\"x", true), "'\"x");
    }

    proptest! {
        #![proptest_config(crate::base::properties::config())]

        #[test]
        fn guards_are_taken_back(cell in "['=+@\"\ta-]{0,6}", tabs in any::<bool>()) {
            let kept = guarded(&cell, tabs);
            prop_assert!(!matches!(kept.chars().next(), Some('=' | '+' | '-' | '@' | '\t' | '\r')));
            prop_assert_eq!(unguarded(&kept, tabs), cell.as_str());
        }
    }

    #[test]
    fn delimiters_are_found() {
        for (text, want) in [
            ("a,b\r\n1;2;3;4,5", b','),
            ("a;b;\"c,d,e\"\n", b';'),
            ("\"a\tb\";c\td\te\n", b'\t'),
            ("a|b", b'|'),
            ("sep=;\r\na,b,c;d", b';'),
            ("alone", b','),
            ("", b','),
        ] {
            assert_eq!(Opening::of(text).delimiter, want, "{text}");
        }
    }

    #[test]
    fn encodings_are_understood() {
        let wide: Vec<u8> = "\u{feff}été".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decoded(&wide).0, "été");
        let wide: Vec<u8> = "\u{feff}été".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(decoded(&wide).0, "été");
        assert_eq!(decoded("\u{feff}été".as_bytes()), (Cow::from("été"), false));
        assert_eq!(decoded(b"\xe9t\xe9"), (Cow::from("été"), true));
    }
}
