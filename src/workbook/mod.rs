//! Workbooks of Excel and OpenDocument that come from elsewhere: the cells of their sheets as words, read within limits.
//!
//! What a workbook says of its own size is not believed. Of formulas their last results are read.

mod hidden;
mod ods;
mod xls;

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
/// Bytes at the beginning of a zip in which its first file stands.
const HEAD: usize = 200;
/// Numbers that are days of the years 1954 to 2119 where no format says that they are days.
const DAYS: std::ops::Range<f64> = 20_000.0..80_000.0;

/// Why a workbook cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum WorkbookError {
    /// A sheet takes more memory than [`HELD`].
    #[error("a sheet has too many cells")]
    TooManyCells,
    /// There is no sheet of that name, or the document has no content.
    #[error("the sheet is not there")]
    Missing,
    /// The document is broken within its sheets.
    #[error("the document is damaged")]
    Broken,
    /// It opens with a password only.
    #[error("the workbook is locked")]
    Locked,
    /// It is of Excel 95 or before.
    #[error("the workbook is older than Excel 97")]
    Older,
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
            Self::Missing => message!("workbook-missing"),
            Self::Locked => message!("workbook-locked"),
            Self::Older => message!("workbook-older"),
            Self::Broken => message!("workbook-broken"),
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
    book: Book<'b>,
    uncomputed: Vec<String>,
}

enum Book<'b> {
    Xlsx { book: Box<Xlsx<Cursor<&'b [u8]>>>, hidden: hidden::Hidden },
    Ods(ods::Spreadsheet),
    Xls(xls::OldWorkbook),
}

/// Whether bytes are a workbook of Excel before it zipped its files.
pub fn is_old_excel(bytes: &[u8]) -> bool {
    xls::is_workbook(bytes)
}

/// Whether bytes are an OpenDocument spreadsheet: what the first file of the zip says of the whole stands unpacked at the
/// beginning.
pub fn is_opendocument(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(HEAD)];
    memchr::memmem::find(head, b"application/vnd.oasis.opendocument.spreadsheet").is_some()
}

impl<'b> Sheets<'b> {
    /// Opens a workbook, after it was looked through: its reader believes what it says of itself.
    ///
    /// # Errors
    /// When it is none, is damaged, or beyond the limits.
    pub fn open(bytes: &'b [u8]) -> Result<Self, WorkbookError> {
        let book = if is_opendocument(bytes) {
            Book::Ods(ods::Spreadsheet::open(bytes)?)
        } else if is_old_excel(bytes) {
            Book::Xls(xls::OldWorkbook::open(bytes)?)
        } else {
            let hidden = check(bytes)?;
            Book::Xlsx { book: Box::new(Xlsx::new(Cursor::new(bytes))?), hidden }
        };
        Ok(Self { book, uncomputed: Vec::new() })
    }

    /// The names of the sheets in their order.
    pub fn names(&self) -> Vec<String> {
        match &self.book {
            Book::Xlsx { book, .. } => book.sheet_names(),
            Book::Ods(book) => book.names(),
            Book::Xls(book) => book.names(),
        }
    }

    /// What is hidden of a sheet.
    pub fn hidden(&self, sheet: &str) -> HiddenParts {
        match &self.book {
            Book::Xlsx { hidden, .. } => hidden.of(sheet),
            Book::Ods(book) => book.hidden(sheet),
            Book::Xls(book) => book.hidden(sheet),
        }
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
        self.uncomputed.clear();
        let mut rows = RowCollector::new(reading, most);
        let book = match &mut self.book {
            Book::Xlsx { book, .. } => book,
            Book::Ods(book) => {
                book.rows(sheet, &mut rows, &mut self.uncomputed)?;
                return Ok(rows.rows);
            }
            Book::Xls(book) => {
                book.rows(sheet, &mut rows, &mut self.uncomputed)?;
                return Ok(rows.rows);
            }
        };
        let mut cells = book.worksheet_cells_reader(sheet)?;
        while let Some(cell) = cells.next_cell_with_formula_metadata()? {
            let (row, column) = cell.pos;
            if cell.formula.is_some() && matches!(cell.value, DataRef::Empty | DataRef::Error(_)) {
                self.uncomputed.push(format!("{}{}", letters(column), row.saturating_add(1)));
            }
            if !rows.take(row, column as usize, words(&cell.value, reading))? {
                break;
            }
        }
        Ok(rows.rows)
    }
}

/// Rows as their cells come in, one after the other.
struct RowCollector {
    rows: SheetRows,
    reading: CellReading,
    /// How many rows are wished.
    most: usize,
    /// How many columns are kept apart.
    width: usize,
    /// How much memory the rows take, in bytes.
    held: usize,
}

impl RowCollector {
    fn new(reading: CellReading, most: usize) -> Self {
        Self { rows: Vec::new(), reading, most, width: COLUMNS, held: 0 }
    }

    /// Takes a cell of a row and a column, both counted from 0. Whether more are wished.
    ///
    /// # Errors
    /// When the rows take more than is held.
    fn take(&mut self, row: u32, column: usize, words: String) -> Result<bool, WorkbookError> {
        if words.is_empty() {
            return Ok(true);
        }
        let number = row.saturating_add(1);
        if self.rows.last().is_none_or(|(last, _)| *last != number) {
            if self.rows.len() == self.most {
                return Ok(false);
            }
            if let ([(_, header)], true) = (self.rows.as_slice(), self.reading.first_row_names) {
                // One more than there are names, so that a cell beyond them is seen.
                self.width = header.len() + 1;
            }
            self.rows.push((number, Vec::new()));
            self.held += 2 * size_of::<(u32, Vec<String>)>();
        }
        let Some((_, cells)) = self.rows.last_mut().filter(|_| column < COLUMNS) else { return Ok(true) };
        let column = column.min(self.width - 1);
        self.held += words.capacity() + (column + 1).saturating_sub(cells.len()) * size_of::<String>();
        if self.held > HELD {
            return Err(WorkbookError::TooManyCells);
        }
        if cells.len() <= column {
            cells.resize(column + 1, String::new());
        }
        cells[column] = words;
        Ok(true)
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
