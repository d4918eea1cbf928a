//! Excel workbooks: a sheet for each table.
//!
//! Words are strings and never formulas, whatever they begin with. A cell holds 32,767 UTF-16 units: the text of an article
//! goes on in further columns, a longer passage is left to its place, and a longer memo is cut. A sheet holds 1,048,576
//! rows: further ones go to a further sheet. The workbook is put together in memory.

use super::{Direction, ExportError, ExportJob, Feature, Format, FormatInfo, ImportedData, Input, Packing};
use crate::base::{Checked, Issue, Timestamp};
use crate::formats::import::memory::Room;
use crate::formats::shared::excerpts::short;
use crate::formats::shared::features::{ANNOTATIONS, IMPORTS, LEDGER, PLACES, SETS, WHOLE_ARTICLES};
use crate::formats::shared::tables::delimited::unguarded;
use crate::formats::shared::tables::{self, CellKind, Column, RowSink, TableKind, TableLimits, TablesReader};
use crate::id;
use crate::message;
use crate::workbook::{self, CellReading, Sheets, WorkbookError};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format as CellFormat, Workbook, Worksheet, XlsxError};
use std::io;

static ABOUT: FormatInfo = FormatInfo {
    id: "xlsx",
    name: id!("formats-xlsx.name"),
    opens: id!("formats-xlsx.opens"),
    ending: "xlsx",
    direction: Direction::Both,
    packing: Packing::File,
    binary: true,
    unit: Some(tables::UNIT),
    keeps: &[
        WHOLE_ARTICLES,
        IMPORTS,
        SETS,
        LEDGER,
        ANNOTATIONS,
        PLACES,
        &[Feature::Controls, Feature::WhiteSpace],
    ],
    derived: true,
    switches: &[],
    verified: id!("formats-xlsx.verified"),
};

/// How many UTF-16 units a cell holds.
const CELL: u32 = 32_767;
/// How many rows a sheet holds.
const ROWS: u32 = 1_048_576;
/// How cells are read: the first row names the columns, and moments are taken for UTC.
const CELLS: CellReading = CellReading { first_row_names: true, zone: "Z", truth: ["yes", "no"] };

pub struct Xlsx;

impl Format for Xlsx {
    fn about(&self) -> &'static FormatInfo {
        &ABOUT
    }

    fn export(&self, job: &mut ExportJob<'_>) -> Result<(), ExportError> {
        let mut sheets = WorkbookWriter::new(job.options.now, ROWS).map_err(refused)?;
        tables::write(job, &mut sheets, TableLimits { texts: true, cell: Some(CELL) })?;
        let bytes = sheets.finish().map_err(refused)?;
        job.sink.begin("annotations.xlsx")?;
        Ok(job.sink.write_all(&bytes)?)
    }

    fn recognises(&self, input: &Input<'_>) -> bool {
        let mut files = input.ending("xlsx").chain(input.ending("xlsm"));
        files.any(|(_, bytes)| bytes.starts_with(b"PK") && is_of_annotations(bytes))
    }

    fn import(&self, input: &Input<'_>) -> Result<Checked<ImportedData>, Issue> {
        let mut reading = TablesReader::new(input.name(), Room::default());
        for (name, bytes) in input.ending("xlsx").chain(input.ending("xlsm")) {
            let mut sheets = Sheets::open(bytes).map_err(|error| issue(&error, name))?;
            for sheet in sheets.names() {
                let place = format!("{name}#{sheet}");
                match sheets.rows(&sheet, CELLS) {
                    Ok(mut rows) => {
                        if !is_own(&sheet) {
                            rows.iter_mut().for_each(|(_, cells)| without_guards(cells));
                        }
                        let mut rows = rows.into_iter();
                        if let Some((_, header)) = rows.next() {
                            reading.table(&place, &header, rows)?;
                        }
                    }
                    Err(error) => reading.note(issue(&error, name)),
                }
            }
        }
        reading.finish()
    }
}

fn refused(error: XlsxError) -> ExportError {
    ExportError::Io(io::Error::other(error))
}

/// What a sheet is called; those of CSV files that were opened and saved as workbooks are called as the files are.
fn title(table: TableKind) -> &'static str {
    match table {
        TableKind::Annotations => "Annotations",
        TableKind::Documents => "Documents",
        TableKind::Claims => "Claims",
        TableKind::Times => "Times",
    }
}

/// Whether a sheet is called as ours are, in which no apostrophe keeps anything from being a formula.
fn is_own(sheet: &str) -> bool {
    TableKind::ALL.into_iter().any(|table| sheet.starts_with(title(table)))
}

/// Takes away the apostrophes that cells have which came from CSV.
fn without_guards(cells: &mut [String]) {
    for cell in cells {
        *cell = unguarded(cell, false).to_owned();
    }
}

/// Sheets on their way out.
struct WorkbookWriter {
    book: Workbook,
    bold: CellFormat,
    /// How many rows a sheet takes.
    rows: u32,
    current: Option<OpenSheet>,
}

struct OpenSheet {
    sheet: Worksheet,
    table: TableKind,
    columns: Vec<Column>,
    /// Which sheet of this table, counted from 1.
    part: u32,
    next: u32,
}

impl WorkbookWriter {
    fn new(now: Timestamp, rows: u32) -> Result<Self, XlsxError> {
        let mut book = Workbook::new();
        let made = ExcelDateTime::from_timestamp(now.0)?;
        book.set_properties(&DocProperties::new().set_creation_datetime(&made));
        Ok(Self { book, bold: CellFormat::new().set_bold(), rows, current: None })
    }

    fn sheet(&self, table: TableKind, columns: Vec<Column>, part: u32) -> Result<OpenSheet, XlsxError> {
        let mut sheet = Worksheet::new();
        let name = title(table);
        sheet.set_name(if part == 1 { name.to_owned() } else { format!("{name} {part}") })?;
        sheet.set_freeze_panes(1, 0)?;
        for (at, column) in (0_u16..).zip(&columns) {
            let width = match column.kind {
                CellKind::Number => 9.0,
                CellKind::Word => 16.0,
                CellKind::Prose => 48.0,
            };
            sheet.set_column_width(at, width)?;
            sheet.write_string_with_format(0, at, &column.name, &self.bold)?;
        }
        Ok(OpenSheet { sheet, table, columns, part, next: 1 })
    }

    /// Puts the sheet under way with the finished ones, and returns of what it was.
    fn close(&mut self) -> Result<Option<(TableKind, Vec<Column>, u32)>, XlsxError> {
        let Some(OpenSheet { mut sheet, table, columns, part, next }) = self.current.take() else {
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

impl RowSink for WorkbookWriter {
    fn begin(
        &mut self,
        _job: &mut ExportJob<'_>,
        table: TableKind,
        columns: Vec<Column>,
    ) -> Result<(), ExportError> {
        self.close().map_err(refused)?;
        self.current = Some(self.sheet(table, columns, 1).map_err(refused)?);
        Ok(())
    }

    fn row(&mut self, job: &mut ExportJob<'_>, cells: Vec<String>) -> Result<(), ExportError> {
        if self.current.as_ref().is_some_and(|sheet| sheet.next >= self.rows)
            && let Some((table, columns, part)) = self.close().map_err(refused)?
        {
            self.current = Some(self.sheet(table, columns, part + 1).map_err(refused)?);
        }
        let Some(OpenSheet { sheet, columns, next, .. }) = &mut self.current else { return Ok(()) };
        for (at, (column, cell)) in (0_u16..).zip(columns.iter().zip(cells)) {
            if cell.is_empty() {
                continue;
            }
            let written = match (column.kind, cell.parse::<f64>()) {
                (CellKind::Number, Ok(number)) => sheet.write_number(*next, at, number),
                _ => match tables::cut(&cell, CELL) {
                    None => sheet.write_string(*next, at, cell),
                    Some(end) => {
                        job.log.add(Feature::LongCells, || {
                            let words = short(&cell);
                            message!("formats-example-cell", column = %column.name, words = words)
                        });
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

/// Whether a sheet has columns of annotations, documents or claims; also where that cannot be told, for then reading it
/// says why.
fn is_of_annotations(bytes: &[u8]) -> bool {
    let Ok(mut sheets) = Sheets::open(bytes) else { return true };
    sheets.names().iter().any(|sheet| match sheets.first_rows(sheet, CELLS, 1) {
        Ok(rows) => rows.first().is_some_and(|(_, header)| tables::is_known(header)),
        Err(_) => true,
    })
}

/// Why a workbook, or a sheet of one, is left out.
fn issue(error: &WorkbookError, place: &str) -> Issue {
    match error {
        WorkbookError::TooManyCells => Issue::error(
            "bad-workbook",
            place,
            message!("formats-sheet-too-large", most = workbook::HELD >> 20),
        )
        .hint(message!("formats-sheet-too-large.hint")),
        WorkbookError::Missing
        | WorkbookError::Broken
        | WorkbookError::Locked
        | WorkbookError::Older
        | WorkbookError::BadReference(_)
        | WorkbookError::Archive(_)
        | WorkbookError::Cells(_) => {
            Issue::error("bad-workbook", place, message!("formats-bad-workbook", error = error.message()))
                .hint(message!("formats-bad-workbook.hint"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{AnnotationId, Progress};
    use crate::formats::{ExportOptions, MemorySink, Scope, export};
    use crate::model::{
        Annotation, AnnotationSet, Annotator, Article, Body, Memo, Metadata, Project, Role, SetKey,
    };
    use crate::text::{Span, Text};
    use std::io::Cursor;
    use std::sync::Arc;

    fn id<T: std::str::FromStr>(words: &str) -> T {
        words.parse().unwrap_or_else(|_| panic!("an identifier: {words}"))
    }

    /// One article with an annotation of some of its text.
    fn project(text: &str, span: (u32, u32), memo: &str) -> Project {
        let codebook = Arc::new(crate::store::builtin_codebook());
        let mut project = Project::new(id("p"), "P".to_owned(), codebook);
        let role = Role::Analyst;
        project.load_annotator(Annotator { id: id("ada"), name: "Ada".to_owned(), role, person: None });
        let text = Text::new(text).expect("a text");
        let zones = Vec::new();
        project.load_article(Arc::new(Article { id: id("a"), text, metadata: Metadata::default(), zones }));
        let span = Span::new(span.0, span.1).expect("a span");
        let mut one = Annotation::new(AnnotationId(1), span, Body::Code(id("opinion")), Timestamp(0));
        one.memo = Some(Box::new(Memo { text: memo.to_owned(), question: false }));
        let set = AnnotationSet::from_annotations(vec![Arc::new(one)]);
        project.load_set(SetKey { annotator: id("ada"), article: id("a") }, Arc::new(set));
        project
    }

    fn exported(project: &Project) -> (Vec<(String, Vec<u8>)>, crate::formats::LossLog) {
        let mut memory = MemorySink::default();
        let (scope, options) = (Scope::default(), ExportOptions::default());
        let log = export(&Xlsx, project, &scope, &options, &mut memory, &Progress::new());
        (memory.files, log.expect("exported"))
    }

    fn imported(files: &[(String, Vec<u8>)]) -> Checked<ImportedData> {
        let read = Xlsx.import(&Input { files, progress: &Progress::new() });
        read.unwrap_or_else(|issue| panic!("{issue}"))
    }

    #[test]
    fn long_texts_go_on_in_further_columns() {
        // Each sign is two UTF-16 units, so that 32,767 of them would cut one.
        let text = "😊".repeat(40_000);
        let (files, log) = exported(&project(&text, (0, 4), "m"));
        let read = imported(&files);
        assert_eq!(read.issues, []);
        assert!(read.value.documents[0].text.as_deref() == Some(text.as_str()));
        assert_eq!(log.count(Feature::LongCells), 0);
        let mut sheets = Sheets::open(&files[0].1).expect("a workbook");
        let rows = sheets.rows("Documents", CELLS).expect("rows");
        assert_eq!(rows[0].1.iter().filter(|name| name.starts_with("text_")).count(), 4);
        assert!(rows[1].1.iter().all(|cell| cell.encode_utf16().count() <= CELL as usize));
    }

    #[test]
    fn what_no_cell_holds_is_said() {
        let text = "a".repeat(40_000);
        let memo = "é".repeat(32_768);
        let (files, log) = exported(&project(&text, (0, 39_000), &memo));
        assert_eq!(log.count(Feature::LongCells), 2);
        let read = imported(&files).value;
        let mark = &read.documents[0].marks[0];
        assert_eq!((mark.start, mark.end, mark.exact.as_deref()), (0, 39_000, None), "the place is enough");
        assert_eq!(mark.memo.chars().count(), 32_767);
    }

    #[test]
    fn signs_that_workbooks_escape_come_back() {
        let text = "=1+1 _x0041_ <b> & \u{2028}\u{fffe}  ends ";
        let (files, _) = exported(&project(text, (0, text.len() as u32), " \t_x000D_\n'"));
        let mark = &imported(&files).value.documents[0].marks[0];
        assert_eq!((mark.exact.as_deref(), mark.memo.as_str()), (Some(text), " \t_x000D_\n'"));
    }

    #[test]
    fn more_rows_than_a_sheet_holds_go_to_a_further_one() {
        let project = project("some text", (0, 4), "m");
        let mut memory = MemorySink::default();
        let options = ExportOptions::default();
        let (mut log, progress) = (crate::formats::LossLog::default(), Progress::new());
        let mut job = ExportJob {
            project: &project,
            options: &options,
            sink: &mut memory,
            log: &mut log,
            progress: &progress,
        };
        let mut sheets = WorkbookWriter::new(options.now, 3).expect("sheets");
        let columns =
            ["doc", "label", "text"].map(|name| Column { name: name.to_owned(), kind: CellKind::Word });
        sheets.begin(&mut job, TableKind::Annotations, columns.to_vec()).expect("begun");
        for row in 0..5 {
            let cells = ["a".to_owned(), "F".to_owned(), format!("words {row}")];
            sheets.row(&mut job, cells.to_vec()).expect("written");
        }
        let files = [("x.xlsx".to_owned(), sheets.finish().expect("a workbook"))];
        let mut book = Sheets::open(&files[0].1).expect("a workbook");
        assert_eq!(book.names(), ["Annotations", "Annotations 2", "Annotations 3"]);
        assert_eq!(book.rows("Annotations 2", CELLS).expect("rows").len(), 3);
        assert_eq!(imported(&files).value.documents[0].marks.len(), 5);
    }

    #[test]
    fn workbooks_that_inflate_are_refused() {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let options = zip::write::SimpleFileOptions::default();
        zip.start_file("xl/sharedStrings.xml", options).expect("begun");
        let zeros = vec![0_u8; 1 << 20];
        for _ in 0..=64 {
            io::Write::write_all(&mut zip, &zeros).expect("written");
        }
        let bytes = zip.finish().expect("packed").into_inner();
        assert!(bytes.len() < 1 << 20);
        let files = [("x.xlsx".to_owned(), bytes)];
        let refused =
            Xlsx.import(&Input { files: &files, progress: &Progress::new() }).expect_err("too large");
        assert_eq!(
            refused.message.english(),
            "The workbook cannot be read: “xl/sharedStrings.xml” unpacks to more than 64 MB."
        );
    }

    #[test]
    fn few_cells_do_not_make_much_of_a_sheet() {
        // A long word that many cells share, and cells far to the right, each of which makes a wide row.
        let sheets: [(u32, u16, String); 2] =
            [(20_000, 0, "long ".repeat(6000)), (20_000, 16_000, "x".to_owned())];
        for (count, column, words) in sheets {
            let mut book = Workbook::new();
            let sheet = book.add_worksheet();
            for (at, name) in [(0_u16, "doc"), (1, "label"), (16_000, "text")] {
                sheet.write_string(0, at, name).expect("written");
            }
            for row in 1..=count {
                sheet.write_string(row, column, &words).expect("written");
            }
            let files = [("x.xlsx".to_owned(), book.save_to_buffer().expect("a workbook"))];
            assert!(files[0].1.len() < 1 << 20);
            let refused =
                Xlsx.import(&Input { files: &files, progress: &Progress::new() }).expect_err("refused");
            assert!(refused.message.english().contains("more cells than are held"), "{refused}");
        }
    }

    #[test]
    fn csv_that_was_saved_as_a_workbook_keeps_its_words() {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        sheet.set_name("annotations").expect("named");
        for (row, cells) in (0_u32..).zip([["doc", "label", "text"], ["a", "F", "'=SUM"], ["a", "F", "''-x"]])
        {
            for (at, cell) in (0_u16..).zip(cells) {
                sheet.write_string(row, at, cell).expect("written");
            }
        }
        let files = [("annotations.xlsx".to_owned(), book.save_to_buffer().expect("a workbook"))];
        let read = imported(&files).value;
        let quotes: Vec<Option<&str>> = read.documents[0].marks.iter().map(|m| m.exact.as_deref()).collect();
        assert_eq!(quotes, [Some("=SUM"), Some("'-x")]);
    }

    #[test]
    fn workbooks_that_people_made_are_understood() {
        let mut book = Workbook::new();
        let notes = book.add_worksheet();
        notes.write_string(0, 0, "Read me").expect("written");
        let sheet = book.add_worksheet();
        let date = CellFormat::new().set_num_format("yyyy-mm-dd");
        for (at, name) in (0_u16..).zip(["Document", "Code", "Start", "End", "published", "Weight", "Sure"]) {
            sheet.write_string(0, at, name).expect("written");
        }
        sheet.write_string(4, 0, "a").expect("written");
        sheet.write_string(4, 1, "Frame").expect("written");
        sheet.write_number(4, 2, 3.0).expect("written");
        sheet.write_number(4, 3, 9.0).expect("written");
        let day = ExcelDateTime::from_ymd(2025, 7, 3).expect("a day");
        sheet.write_datetime_with_format(4, 4, day, &date).expect("written");
        sheet.write_number(4, 5, 1.5).expect("written");
        sheet.write_boolean(4, 6, true).expect("written");
        sheet.write_string(1_048_575, 16_383, "far away").expect("written");
        let files = [("theirs.xlsx".to_owned(), book.save_to_buffer().expect("a workbook"))];
        let read = imported(&files);
        let document = &read.value.documents[0];
        let mark = &document.marks[0];
        assert_eq!((mark.label.as_str(), mark.start, mark.end), ("Frame", 3, 9));
        assert_eq!(document.metadata.published.date, "2025-07-03");
        assert_eq!(mark.attribute("Weight"), Some("1.5"));
        assert_eq!(mark.attribute("Sure"), Some("yes"));
        let codes: Vec<&str> = read.issues.iter().map(|issue| issue.code).collect();
        assert_eq!(
            codes,
            ["no-columns", "bad-row"],
            "a sheet of something else, and a cell beyond the names"
        );
    }
}
