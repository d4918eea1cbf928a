//! Workbooks of Excel that come from elsewhere: the cells of their sheets as words, read within limits.
//!
//! What a workbook says of its own size is not believed. Of formulas their last results are read.

mod hidden;

pub use hidden::HiddenParts;

use crate::archive::{Archive, ArchiveError, Limits};
use crate::locale::Message;
use crate::message;
use calamine::{DataRef, ExcelDateTime, ExcelDateTimeType, Reader as _, Xlsx};
use std::io::Cursor;

/// How much memory the cells of a sheet may take, in bytes.
pub const HELD: usize = 160 << 20;
/// The most parts of a workbook.
const PARTS: usize = 10_000;
/// How many columns a sheet can have.
const COLUMNS: usize = 16_384;
/// Numbers that are days of the years 1954 to 2119 where no format says that they are days.
const DAYS: std::ops::Range<f64> = 20_000.0..80_000.0;

/// Why a workbook cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum WorkbookError {
    /// A sheet takes more memory than [`HELD`].
    #[error("a sheet has too many cells")]
    TooManyCells,
    /// A cell or row has a name beyond every sheet.
    #[error("no cell can be called {0}")]
    BadReference(String),
    /// The zip is damaged or beyond the limits.
    #[error(transparent)]
    Archive(#[from] ArchiveError),
    /// A part of it is broken.
    #[error(transparent)]
    Cells(#[from] calamine::XlsxError),
}

impl WorkbookError {
    /// The reason, as the last part of a sentence.
    pub fn message(&self) -> Message {
        match self {
            Self::TooManyCells => message!("workbook-too-many-cells", most = HELD >> 20),
            Self::BadReference(cell) => message!("workbook-bad-cell", cell = cell),
            Self::Archive(error) => error.message(),
            Self::Cells(error) => Message::verbatim(error.to_string()),
        }
    }
}

/// How cells become words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CellReading {
    /// Whether the first row names the columns: what lies further right than one column beyond them is laid there.
    pub first_row_names: bool,
    /// What is written after a time of day, such as `Z`.
    pub zone: &'static str,
    /// How true and false are written.
    pub truth: [&'static str; 2],
}

/// The rows of a sheet that have cells, with their numbers counted from 1.
pub type SheetRows = Vec<(u32, Vec<String>)>;

/// The sheets of a workbook.
pub struct Sheets<'b> {
    book: Xlsx<Cursor<&'b [u8]>>,
    hidden: hidden::Hidden,
    uncomputed: Vec<String>,
}

impl<'b> Sheets<'b> {
    /// Opens a workbook, after it was looked through: its reader believes what it says of itself.
    ///
    /// # Errors
    /// When it is none, is damaged, or beyond the limits.
    pub fn open(bytes: &'b [u8]) -> Result<Self, WorkbookError> {
        let hidden = check(bytes)?;
        Ok(Self { book: Xlsx::new(Cursor::new(bytes))?, hidden, uncomputed: Vec::new() })
    }

    /// The names of the sheets in their order.
    pub fn names(&self) -> Vec<String> {
        self.book.sheet_names()
    }

    /// What is hidden of a sheet.
    pub fn hidden(&self, sheet: &str) -> HiddenParts {
        self.hidden.of(sheet)
    }

    /// The cells, such as `C4`, of the sheet whose rows were read last, in which a formula stands without a result.
    pub fn uncomputed(&self) -> &[String] {
        &self.uncomputed
    }

    /// The rows of a sheet. Cells are read one by one: the size that a sheet states is not believed.
    ///
    /// # Errors
    /// When it is broken, no sheet of cells, or larger than is held.
    pub fn rows(&mut self, sheet: &str, reading: CellReading) -> Result<SheetRows, WorkbookError> {
        self.first_rows(sheet, reading, usize::MAX)
    }

    /// The first rows of a sheet, as many at most.
    ///
    /// # Errors
    /// As [`Self::rows`].
    pub fn first_rows(
        &mut self,
        sheet: &str,
        reading: CellReading,
        most: usize,
    ) -> Result<SheetRows, WorkbookError> {
        let mut rows: SheetRows = Vec::new();
        let mut width = COLUMNS;
        let mut held = 0_usize;
        self.uncomputed.clear();
        let mut cells = self.book.worksheet_cells_reader(sheet)?;
        while let Some(cell) = cells.next_cell_with_formula_metadata()? {
            let (row, column) = cell.pos;
            if cell.formula.is_some() && matches!(cell.value, DataRef::Empty | DataRef::Error(_)) {
                self.uncomputed.push(format!("{}{}", letters(column), row.saturating_add(1)));
            }
            let column = column as usize;
            let words = words(&cell.value, reading);
            if words.is_empty() {
                continue;
            }
            if rows.last().is_none_or(|(last, _)| *last != row.saturating_add(1)) {
                if rows.len() == most {
                    break;
                }
                if let ([(_, header)], true) = (rows.as_slice(), reading.first_row_names) {
                    // One more than there are names, so that a cell beyond them is seen.
                    width = header.len() + 1;
                }
                rows.push((row.saturating_add(1), Vec::new()));
                held += 2 * size_of::<(u32, Vec<String>)>();
            }
            let Some((_, cells)) = rows.last_mut().filter(|_| column < COLUMNS) else { continue };
            let column = column.min(width - 1);
            held += words.capacity() + (column + 1).saturating_sub(cells.len()) * size_of::<String>();
            if held > HELD {
                return Err(WorkbookError::TooManyCells);
            }
            if cells.len() <= column {
                cells.resize(column + 1, String::new());
            }
            cells[column] = words;
        }
        Ok(rows)
    }
}

/// The day that a number stands for which no format calls a day; `None` for other words and for numbers of other
/// centuries.
pub fn day_of_number(words: &str) -> Option<String> {
    let number: f64 = words.trim().parse().ok()?;
    let moment = ExcelDateTime::new(number, ExcelDateTimeType::DateTime, false);
    let (year, month, day, ..) = moment.to_ymd_hms_milli();
    DAYS.contains(&number).then(|| format!("{year:04}-{month:02}-{day:02}"))
}

/// Looks a workbook through before it is opened by a reader that believes what it says of itself.
fn check(bytes: &[u8]) -> Result<hidden::Hidden, WorkbookError> {
    let mut hidden = hidden::Hidden::default();
    Archive::open(Cursor::new(bytes), Limits::held(PARTS))?.check(|name, part| {
        hidden.take(name, part);
        let is_sheet = name.starts_with("xl/") && name.ends_with(".xml");
        match Some(part).filter(|_| is_sheet).and_then(bad_reference) {
            Some(cell) => Err(WorkbookError::BadReference(cell)),
            None => Ok(()),
        }
    })?;
    Ok(hidden)
}

/// The letters of a column, counted from 0.
pub fn letters(column: u32) -> String {
    const ALPHABET: u32 = 26;
    let mut letters = Vec::new();
    let mut rest = column.saturating_add(1);
    while rest > 0 {
        letters.push(char::from(b'A' + ((rest - 1) % ALPHABET) as u8));
        rest = (rest - 1) / ALPHABET;
    }
    letters.iter().rev().collect()
}

/// The first name of a row or cell in a sheet that is beyond every sheet, on which its reader would overflow.
fn bad_reference(sheet: &[u8]) -> Option<String> {
    const LETTERS: usize = 3;
    const DIGITS: usize = 7;
    let tags =
        sheet.split(|byte| *byte == b'<').map(|tag| tag.split(|byte| *byte == b'>').next().unwrap_or(tag));
    let named = tags
        .filter(|tag| tag.starts_with(b"c ") || tag.starts_with(b"row ") || tag.starts_with(b"dimension "));
    named
        .flat_map(|tag| tag.split(|byte| matches!(byte, b'"' | b'\'' | b':' | b' ')))
        .find(|word| {
            let letters = word.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
            let digits = word[letters..].iter().take_while(|byte| byte.is_ascii_digit()).count();
            digits > 0 && letters + digits == word.len() && (letters > LETTERS || digits > DIGITS)
        })
        .map(|word| String::from_utf8_lossy(word).into_owned())
}

fn words(value: &DataRef<'_>, reading: CellReading) -> String {
    let zone = reading.zone;
    match value {
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::String(words) => words.clone(),
        DataRef::SharedString(words) => (*words).to_owned(),
        DataRef::Bool(yes) => reading.truth[usize::from(!yes)].to_owned(),
        DataRef::DateTime(at) => {
            let (year, month, day, hour, minute, second, _) = at.to_ymd_hms_milli();
            let date = format!("{year:04}-{month:02}-{day:02}");
            match (hour, minute, second) {
                (0, 0, 0) => date,
                // Before the first day of the calendar of sheets there are only times of day.
                _ if year < 1900 => format!("{hour:02}:{minute:02}:{second:02}"),
                _ => format!("{date}T{hour:02}:{minute:02}:{second:02}{zone}"),
            }
        }
        DataRef::DateTimeIso(words) | DataRef::DurationIso(words) => words.clone(),
        DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    #[test]
    fn a_cell_beyond_every_sheet_is_refused() {
        for (tag, bad) in [
            ("<row r=\"99999999999\">", Some("99999999999")),
            ("<c r=\"A99999999999\" s=\"1\">", Some("A99999999999")),
            ("<c s='1' r='ABCDEFGH1'>", Some("ABCDEFGH1")),
            ("<dimension ref=\"A1:B123456789\"/>", Some("B123456789")),
            ("<c r=\"XFD1048576\" t=\"str\" s=\"12\"><v>A99999999999</v></c>", None),
            ("<t>r=\"A99999999999\"</t>", None),
        ] {
            assert_eq!(bad_reference(tag.as_bytes()).as_deref(), bad, "{tag}");
        }
        let mut book = rust_xlsxwriter::Workbook::new();
        book.add_worksheet().write_string(0, 0, "doc").expect("written");
        let whole = book.save_to_buffer().expect("a workbook");
        let mut archive = Archive::open(Cursor::new(&whole[..]), Limits::held(PARTS)).expect("a zip");
        let mut changed = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (at, name) in archive.names().collect::<Vec<_>>().iter().enumerate() {
            let part = String::from_utf8(archive.read(at).expect("read")).expect("UTF-8");
            changed.start_file(name, zip::write::SimpleFileOptions::default()).expect("an entry");
            let part = part.replace("<c r=\"A1\"", "<c r=\"A99999999999\"");
            Write::write_all(&mut changed, part.as_bytes()).expect("written");
        }
        let bytes = changed.finish().expect("a zip").into_inner();
        let refused = Sheets::open(&bytes).err().expect("refused");
        assert!(refused.message().english().contains("A99999999999"), "{refused}");
    }

    #[test]
    fn numbers_of_days_are_told_from_years() {
        for (words, want) in [
            ("46085", Some("2026-03-04")),
            ("46085.39", Some("2026-03-04")),
            ("2026", None),
            ("123456", None),
            ("4 March 2026", None),
            ("NaN", None),
            ("inf", None),
        ] {
            assert_eq!(day_of_number(words).as_deref(), want, "{words}");
        }
    }
}
