//! Excel workbooks: a sheet for annotations, for documents and for claims.
//!
//! Words are strings and never formulas, whatever they begin with. A cell holds 32,767 UTF-16 units: the text of an article
//! goes on in further columns, a longer passage is left to its place, and a longer memo is cut. A sheet holds 1,048,576
//! rows: further ones go to a further sheet. The workbook is put together in memory.

use super::loss::short;
use super::tables::{self, Column, Kind, Out, Reading, Shape, Table};
use super::{About, Direction, ExportError, Foreign, Format, Input, Job, Lost, Packing};
use crate::base::{Checked, Issue, Timestamp};
use calamine::{DataRef, Reader as _, Xlsx as Book};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format as CellFormat, Workbook, Worksheet, XlsxError};
use std::io::{self, Cursor, Read as _};

static ABOUT: About = About {
    id: "xlsx",
    name: "Excel workbook",
    opens: "Excel, LibreOffice Calc, Google Sheets, pandas, R",
    ending: "xlsx",
    direction: Direction::Both,
    packing: Packing::File,
    unit: Some(tables::UNIT),
    losses: &[Lost::Codebook, Lost::Orphans, Lost::Decisions, Lost::Comments, Lost::LongCells],
    switches: &[],
    verified: "openpyxl 3.1, pandas 2.3",
};

/// How many UTF-16 units a cell holds.
const CELL: u32 = 32_767;
/// How many rows a sheet holds.
const ROWS: u32 = 1_048_576;
/// How many bytes a workbook may unpack to.
const UNPACKED: u64 = 1 << 31;
/// How many columns a sheet can have.
const COLUMNS: usize = 16_384;

/// Excel workbooks.
pub struct Xlsx;

impl Format for Xlsx {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn export(&self, job: &mut Job<'_>) -> Result<(), ExportError> {
        let mut sheets = Sheets::new(job.options.now, ROWS).map_err(refused)?;
        tables::write(job, &mut sheets, Shape { texts: true, cell: Some(CELL) })?;
        let bytes = sheets.finish().map_err(refused)?;
        job.sink.begin("annotations.xlsx")?;
        Ok(job.sink.write_all(&bytes)?)
    }

    fn recognises(&self, input: &Input<'_>) -> bool {
        let mut files = input.ending("xlsx").chain(input.ending("xlsm"));
        files.any(|(_, bytes)| bytes.starts_with(b"PK"))
    }

    fn import(&self, input: &Input<'_>) -> Result<Checked<Foreign>, Issue> {
        let mut reading = Reading::new(input.name());
        for (name, bytes) in input.ending("xlsx").chain(input.ending("xlsm")) {
            let failed = |why: &str| {
                let issue =
                    Issue::error("bad-workbook", name, format!("The workbook cannot be read: {why}."));
                issue.hint("Open it in Excel or LibreOffice and save it again, or save it as CSV.")
            };
            check_size(bytes).map_err(|why| failed(&why))?;
            let mut book = Book::new(Cursor::new(bytes)).map_err(|error| failed(&error.to_string()))?;
            for sheet in book.sheet_names() {
                let place = format!("{name}#{sheet}");
                match rows(&mut book, &sheet) {
                    Ok(rows) => {
                        let mut rows = rows.into_iter();
                        if let Some((_, header)) = rows.next() {
                            reading.table(&place, &header, rows);
                        }
                    }
                    Err(error) => reading.note(failed(&error.to_string())),
                }
            }
        }
        reading.finish()
    }
}

fn refused(error: XlsxError) -> ExportError {
    ExportError::Io(io::Error::other(error))
}

/// Sheets on their way out.
struct Sheets {
    book: Workbook,
    bold: CellFormat,
    /// How many rows a sheet takes.
    rows: u32,
    current: Option<Sheet>,
}

struct Sheet {
    sheet: Worksheet,
    table: Table,
    columns: Vec<Column>,
    /// Which sheet of this table, counted from 1.
    part: u32,
    next: u32,
}

impl Sheets {
    fn new(now: Timestamp, rows: u32) -> Result<Self, XlsxError> {
        let mut book = Workbook::new();
        let made = ExcelDateTime::from_timestamp(now.0)?;
        book.set_properties(&DocProperties::new().set_creation_datetime(&made));
        Ok(Self { book, bold: CellFormat::new().set_bold(), rows, current: None })
    }

    fn sheet(&self, table: Table, columns: Vec<Column>, part: u32) -> Result<Sheet, XlsxError> {
        let mut sheet = Worksheet::new();
        let name = match table {
            Table::Annotations => "Annotations",
            Table::Documents => "Documents",
            Table::Claims => "Claims",
        };
        sheet.set_name(if part == 1 { name.to_owned() } else { format!("{name} {part}") })?;
        sheet.set_freeze_panes(1, 0)?;
        for (at, column) in (0_u16..).zip(&columns) {
            let width = match column.kind {
                Kind::Number => 9.0,
                Kind::Word => 16.0,
                Kind::Prose => 48.0,
            };
            sheet.set_column_width(at, width)?;
            sheet.write_string_with_format(0, at, &column.name, &self.bold)?;
        }
        Ok(Sheet { sheet, table, columns, part, next: 1 })
    }

    /// Puts the sheet under way with the finished ones, and answers of what it was.
    fn close(&mut self) -> Result<Option<(Table, Vec<Column>, u32)>, XlsxError> {
        let Some(Sheet { mut sheet, table, columns, part, next }) = self.current.take() else {
            return Ok(None);
        };
        let last = (columns.len() as u16).saturating_sub(1);
        sheet.autofilter(0, 0, next - 1, last)?;
        self.book.push_worksheet(sheet);
        Ok(Some((table, columns, part)))
    }

    fn finish(mut self) -> Result<Vec<u8>, XlsxError> {
        self.close()?;
        self.book.save_to_buffer()
    }
}

impl Out for Sheets {
    fn begin(&mut self, _job: &mut Job<'_>, table: Table, columns: Vec<Column>) -> Result<(), ExportError> {
        self.close().map_err(refused)?;
        self.current = Some(self.sheet(table, columns, 1).map_err(refused)?);
        Ok(())
    }

    fn row(&mut self, job: &mut Job<'_>, cells: Vec<String>) -> Result<(), ExportError> {
        if self.current.as_ref().is_some_and(|sheet| sheet.next >= self.rows)
            && let Some((table, columns, part)) = self.close().map_err(refused)?
        {
            self.current = Some(self.sheet(table, columns, part + 1).map_err(refused)?);
        }
        let Some(Sheet { sheet, columns, next, .. }) = &mut self.current else { return Ok(()) };
        for (at, (column, cell)) in (0_u16..).zip(columns.iter().zip(cells)) {
            if cell.is_empty() {
                continue;
            }
            let written = match (column.kind, cell.parse::<f64>()) {
                (Kind::Number, Ok(number)) => sheet.write_number(*next, at, number),
                _ => match tables::cut(&cell, CELL) {
                    None => sheet.write_string(*next, at, cell),
                    Some(end) => {
                        job.log.add(Lost::LongCells, || format!("{} “{}”", column.name, short(&cell)));
                        // Half a quote would be another passage; the place says where it is.
                        if column.name == "text" {
                            continue;
                        }
                        sheet.write_string(*next, at, &cell[..end])
                    }
                },
            };
            written.map_err(refused)?;
        }
        *next += 1;
        Ok(())
    }
}

/// Unpacks a workbook into nothing, to know that it is not larger than memory is.
fn check_size(bytes: &[u8]) -> Result<(), String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| error.to_string())?;
    let mut left = UNPACKED;
    for at in 0..archive.len() {
        let file = archive.by_index(at).map_err(|error| error.to_string())?;
        let size = io::copy(&mut file.take(left + 1), &mut io::sink()).map_err(|error| error.to_string())?;
        left = left.checked_sub(size).ok_or_else(|| "it unpacks to more than 2 GB".to_owned())?;
    }
    Ok(())
}

type Rows = Vec<(u32, Vec<String>)>;

/// The rows of a sheet that have cells, with their numbers counted from 1. Cells are read one by one: the size that a
/// sheet states is not believed.
fn rows(book: &mut Book<Cursor<&Vec<u8>>>, sheet: &str) -> Result<Rows, calamine::XlsxError> {
    let mut rows: Rows = Vec::new();
    let mut width = COLUMNS;
    let mut cells = book.worksheet_cells_reader(sheet)?;
    while let Some(cell) = cells.next_cell()? {
        let (row, column) = cell.get_position();
        let column = column as usize;
        let words = words(cell.get_value());
        if words.is_empty() {
            continue;
        }
        if rows.last().is_none_or(|(last, _)| *last != row.saturating_add(1)) {
            if let [(_, header)] = rows.as_slice() {
                // One more than there are names, so that a cell beyond them is seen.
                width = header.len() + 1;
            }
            rows.push((row.saturating_add(1), Vec::new()));
        }
        let Some((_, cells)) = rows.last_mut().filter(|_| column < COLUMNS) else { continue };
        let column = column.min(width - 1);
        if cells.len() <= column {
            cells.resize(column + 1, String::new());
        }
        cells[column] = words;
    }
    Ok(rows)
}

fn words(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::String(words) => words.clone(),
        DataRef::SharedString(words) => (*words).to_owned(),
        DataRef::Bool(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        DataRef::DateTime(at) => {
            let (year, month, day, hour, minute, second, _) = at.to_ymd_hms_milli();
            let date = format!("{year:04}-{month:02}-{day:02}");
            match (hour, minute, second) {
                (0, 0, 0) => date,
                _ => format!("{date}T{hour:02}:{minute:02}:{second:02}Z"),
            }
        }
        DataRef::DateTimeIso(words) | DataRef::DurationIso(words) => words.clone(),
        DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}
