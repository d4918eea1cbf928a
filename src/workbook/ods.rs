//! OpenDocument spreadsheets. What repeats is not laid out where nothing stands in it.

use super::{COLUMNS, HiddenParts, PARTS, RowCollector, WorkbookError, letters};
use crate::archive::{Archive, Limits};
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use std::collections::BTreeSet;
use std::io::Cursor;

/// The part with the cells.
const CONTENT: &str = "content.xml";
/// The most rows of a sheet.
const ROWS: u32 = 1 << 20;
/// The most blanks that one element stands for.
const BLANKS: usize = 200;

/// A spreadsheet: its content, and its sheets by their names.
pub(super) struct Spreadsheet {
    content: String,
    sheets: Vec<(String, HiddenParts)>,
}

/// Who is told of the cells of a document.
trait Taking {
    /// A sheet begins. Whether its cells are wished.
    fn sheet(&mut self, name: String, is_hidden: bool) -> bool;
    /// Columns are hidden, counted from 1.
    fn hidden_columns(&mut self, first: u32, last: u32);
    /// Rows are hidden, counted from 1.
    fn hidden_rows(&mut self, first: u32, last: u32);
    /// Cells of a row with words, from a column on, counted from 0. Whether more are wished.
    fn cells(&mut self, row: u32, column: usize, count: usize, cell: &OdsCell)
    -> Result<bool, WorkbookError>;
}

/// A cell while it is read.
#[derive(Debug, Default)]
struct OdsCell {
    kind: String,
    value: String,
    has_formula: bool,
    /// The paragraphs that it shows.
    words: String,
    paragraphs: usize,
}

impl OdsCell {
    fn of(tag: &BytesStart<'_>) -> Self {
        let of = |name: &str| attribute(tag, name);
        let kind = of("value-type").unwrap_or_default();
        let value = ["value", "date-value", "boolean-value", "string-value"].into_iter().find_map(of);
        let has_formula = of("formula").is_some_and(|formula| !formula.is_empty());
        Self { kind, value: value.unwrap_or_default(), has_formula, ..Self::default() }
    }

    /// Whether a formula stands in it without a result.
    fn is_uncomputed(&self) -> bool {
        let shown = self.words.trim();
        let is_error = shown.starts_with("#") && self.kind != "string" || shown.starts_with("Err:");
        self.has_formula && (is_error || shown.is_empty() && self.value.is_empty())
    }

    fn words(&self, zone: &str, truth: [&str; 2]) -> String {
        match self.kind.as_str() {
            "float" | "percentage" | "currency" if !self.value.is_empty() => self.value.clone(),
            "date" if self.value.contains('T') => format!("{}{zone}", self.value),
            "date" if !self.value.is_empty() => self.value.clone(),
            "boolean" => truth[usize::from(self.value != "true")].to_owned(),
            _ if self.words.is_empty() => self.value.clone(),
            _ => self.words.clone(),
        }
    }
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut all = tag.attributes();
    let found = all.with_checks(false).flatten().find(|one| one.key.local_name().as_ref() == name)?;
    Some(found.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned())
}

fn repeated(tag: &BytesStart<'_>, name: &str, most: u32) -> u32 {
    attribute(tag, name).and_then(|count| count.parse().ok()).unwrap_or(1).clamp(1, most)
}

fn is_collapsed(tag: &BytesStart<'_>) -> bool {
    attribute(tag, "visibility").is_some_and(|kind| kind != "visible")
}

/// Where the reading of a document stands.
#[derive(Default)]
struct Place {
    /// The styles of tables that are not displayed.
    hidden_styles: BTreeSet<String>,
    style: String,
    /// Whether the cells of this sheet are wished.
    is_wished: bool,
    row: u32,
    row_count: u32,
    column: usize,
    column_number: u32,
    /// The cells of the row with words: the column, how many, and the cell.
    cells: Vec<(usize, usize, OdsCell)>,
    cell: Option<(usize, OdsCell)>,
    /// How deep the reading is within what is no text of a cell: notes, pictures.
    aside: usize,
    paragraph: bool,
}

/// Tells `taking` what is in the content of a document.
///
/// # Errors
/// When it is broken, or `taking` fails.
fn walk(content: &str, taking: &mut impl Taking) -> Result<(), WorkbookError> {
    let mut reader = Reader::from_str(content);
    reader.config_mut().expand_empty_elements = true;
    let mut at = Place::default();
    loop {
        match reader.read_event().map_err(|_| WorkbookError::Broken)? {
            Event::Start(tag) => at.open(&tag, taking),
            Event::End(tag) => {
                if !at.close(tag.local_name().as_ref(), taking)? {
                    return Ok(());
                }
            }
            Event::Text(words) => at.words(&words.xml_content(XmlVersion::Implicit1_0)),
            Event::CData(words) => at.words(&words.xml_content(XmlVersion::Implicit1_0)),
            Event::GeneralRef(reference) => match reference.resolve_char_ref().ok().flatten() {
                Some(sign) => at.words(sign.encode_utf8(&mut [0; 4])),
                None => {
                    let name = reference.xml_content(XmlVersion::Implicit1_0);
                    at.words(quick_xml::escape::resolve_xml_entity(&name).unwrap_or_default());
                }
            },
            Event::Eof => return Ok(()),
            Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
}

impl Place {
    fn open(&mut self, tag: &BytesStart<'_>, taking: &mut impl Taking) {
        let name = tag.local_name();
        let name = name.as_ref();
        if self.cell.is_some() {
            return self.open_in_cell(name, tag);
        }
        match name {
            "style" => self.style = attribute(tag, "name").unwrap_or_default(),
            "table-properties" if attribute(tag, "display").is_some_and(|shown| shown == "false") => {
                self.hidden_styles.insert(self.style.clone());
            }
            "table" => {
                (self.row, self.column_number) = (0, 0);
                let style = attribute(tag, "style-name").unwrap_or_default();
                let is_hidden = self.hidden_styles.contains(&style);
                self.is_wished = taking.sheet(attribute(tag, "name").unwrap_or_default(), is_hidden);
            }
            "table-column" => {
                let first = self.column_number.saturating_add(1);
                let count = repeated(tag, "number-columns-repeated", COLUMNS as u32);
                self.column_number = self.column_number.saturating_add(count);
                if is_collapsed(tag) {
                    taking.hidden_columns(first, self.column_number);
                }
            }
            "table-row" => {
                self.column = 0;
                self.row_count = repeated(tag, "number-rows-repeated", ROWS);
                if is_collapsed(tag) {
                    taking.hidden_rows(self.row.saturating_add(1), self.row.saturating_add(self.row_count));
                }
            }
            "table-cell" | "covered-table-cell" if self.is_wished => {
                let count = repeated(tag, "number-columns-repeated", COLUMNS as u32) as usize;
                self.cell = Some((count, OdsCell::of(tag)));
                (self.aside, self.paragraph) = (0, false);
            }
            _ => {}
        }
    }

    fn open_in_cell(&mut self, name: &str, tag: &BytesStart<'_>) {
        if self.aside > 0 || matches!(name, "annotation" | "frame" | "shapes" | "table") {
            self.aside += 1;
            return;
        }
        let Some((_, cell)) = &mut self.cell else { return };
        match name {
            "p" | "h" => {
                if cell.paragraphs > 0 {
                    cell.words.push('\n');
                }
                cell.paragraphs += 1;
                self.paragraph = true;
            }
            "s" => {
                let count = attribute(tag, "c").and_then(|count| count.parse().ok()).unwrap_or(1);
                cell.words.extend(std::iter::repeat_n(' ', BLANKS.min(count)));
            }
            "tab" => cell.words.push('\t'),
            "line-break" => cell.words.push('\n'),
            _ => {}
        }
    }

    fn words(&mut self, words: &str) {
        if let Some((_, cell)) = self.cell.as_mut().filter(|_| self.aside == 0 && self.paragraph) {
            cell.words.push_str(words);
        }
    }

    /// Whether more is wished.
    fn close(&mut self, name: &str, taking: &mut impl Taking) -> Result<bool, WorkbookError> {
        if self.aside > 0 {
            self.aside -= 1;
            return Ok(true);
        }
        match name {
            "p" | "h" => self.paragraph = false,
            "table-cell" | "covered-table-cell" => {
                if let Some((count, cell)) = self.cell.take() {
                    if cell.is_uncomputed() || !cell.words.is_empty() || !cell.value.is_empty() {
                        self.cells.push((self.column, count, cell));
                    }
                    self.column = self.column.saturating_add(count);
                }
            }
            "table-row" => {
                let mut cells = std::mem::take(&mut self.cells);
                for row in 0..self.row_count {
                    if row == 1 {
                        // What gives no words is told once.
                        cells.retain(|(.., cell)| !cell.is_uncomputed());
                    }
                    if cells.is_empty() {
                        break;
                    }
                    for (column, count, cell) in &cells {
                        if !taking.cells(self.row.saturating_add(row), *column, *count, cell)? {
                            return Ok(false);
                        }
                    }
                }
                self.row = self.row.saturating_add(self.row_count);
            }
            _ => {}
        }
        Ok(true)
    }
}

impl Taking for Spreadsheet {
    fn sheet(&mut self, name: String, sheet: bool) -> bool {
        self.sheets.push((name, HiddenParts { sheet, ..HiddenParts::default() }));
        false
    }

    fn hidden_columns(&mut self, first: u32, last: u32) {
        if let Some((_, hidden)) = self.sheets.last_mut() {
            hidden.columns.push((first, last));
        }
    }

    fn hidden_rows(&mut self, first: u32, last: u32) {
        if let Some((_, hidden)) = self.sheets.last_mut() {
            let room = (ROWS as usize).saturating_sub(hidden.rows.len());
            hidden.rows.extend((first..=last).take(room));
        }
    }

    fn cells(&mut self, _: u32, _: usize, _: usize, _: &OdsCell) -> Result<bool, WorkbookError> {
        Ok(true)
    }
}

/// The rows of one sheet.
struct SheetReader<'r> {
    wanted: &'r str,
    is_found: bool,
    is_here: bool,
    rows: &'r mut RowCollector,
    uncomputed: &'r mut Vec<String>,
}

impl Taking for SheetReader<'_> {
    fn sheet(&mut self, name: String, _: bool) -> bool {
        self.is_here = !self.is_found && name == self.wanted;
        self.is_found |= self.is_here;
        self.is_here
    }

    fn hidden_columns(&mut self, _: u32, _: u32) {}

    fn hidden_rows(&mut self, _: u32, _: u32) {}

    fn cells(
        &mut self,
        row: u32,
        column: usize,
        count: usize,
        cell: &OdsCell,
    ) -> Result<bool, WorkbookError> {
        if cell.is_uncomputed() {
            self.uncomputed.push(format!("{}{}", letters(column as u32), row.saturating_add(1)));
            return Ok(true);
        }
        let words = cell.words(self.rows.reading.zone, self.rows.reading.truth);
        for column in column..column.saturating_add(count).min(COLUMNS) {
            if !self.rows.take(row, column, words.clone())? {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

impl Spreadsheet {
    /// Opens a spreadsheet.
    ///
    /// # Errors
    /// When it is damaged, beyond the limits, or has no content.
    pub fn open(bytes: &[u8]) -> Result<Self, WorkbookError> {
        let mut archive = Archive::open(Cursor::new(bytes), Limits::held(PARTS))?;
        let at = archive.find(CONTENT).ok_or(WorkbookError::Missing)?;
        let content = String::from_utf8(archive.read(at)?).map_err(|_| WorkbookError::Broken)?;
        let mut found = Self { content: String::new(), sheets: Vec::new() };
        walk(&content, &mut found)?;
        Ok(Self { content, ..found })
    }

    /// The names of the sheets in their order.
    pub fn names(&self) -> Vec<String> {
        self.sheets.iter().map(|(name, _)| name.clone()).collect()
    }

    /// What is hidden of a sheet.
    pub fn hidden(&self, sheet: &str) -> HiddenParts {
        self.sheets
            .iter()
            .find(|(name, _)| name == sheet)
            .map(|(_, hidden)| hidden.clone())
            .unwrap_or_default()
    }

    /// Reads the rows of a sheet, and the cells with a formula without a result.
    ///
    /// # Errors
    /// When it is broken, not there, or larger than is held.
    pub fn rows(
        &self,
        sheet: &str,
        rows: &mut RowCollector,
        uncomputed: &mut Vec<String>,
    ) -> Result<(), WorkbookError> {
        let mut reader = SheetReader { wanted: sheet, is_found: false, is_here: false, rows, uncomputed };
        walk(&self.content, &mut reader)?;
        if reader.is_found { Ok(()) } else { Err(WorkbookError::Missing) }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{CellReading, HELD, SheetRows, Sheets};
    use super::*;
    use std::io::Write as _;

    const READING: CellReading = CellReading { first_row_names: false, zone: "", truth: ["TRUE", "FALSE"] };

    fn spreadsheet(body: &str) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let stored =
            zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        zip.start_file("mimetype", stored).expect("begun");
        zip.write_all(b"application/vnd.oasis.opendocument.spreadsheet").expect("written");
        zip.start_file(CONTENT, zip::write::SimpleFileOptions::default()).expect("begun");
        let content = format!(
            "<?xml version=\"1.0\"?><office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\" \
             xmlns:style=\"s\"><office:automatic-styles><style:style style:name=\"ta2\" style:family=\"table\">\
             <style:table-properties table:display=\"false\"/></style:style></office:automatic-styles><office:body>\
             <office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>"
        );
        zip.write_all(content.as_bytes()).expect("written");
        zip.finish().expect("finished").into_inner()
    }

    fn rows(body: &str) -> Result<SheetRows, WorkbookError> {
        Sheets::open(&spreadsheet(&format!("<table:table table:name=\"A\">{body}</table:table>")))?
            .rows("A", READING)
    }

    fn cell(attributes: &str, words: &str) -> String {
        format!("<table:table-cell {attributes}><text:p>{words}</text:p></table:table-cell>")
    }

    #[test]
    fn cells_become_words_by_their_kinds() {
        let row = [
            cell("office:value-type=\"string\"", "Ferry<text:s text:c=\"2\"/>&amp; port</text:p><text:p>Two"),
            cell("office:value-type=\"float\" office:value=\"46085.5\"", "46.085,50"),
            cell("office:value-type=\"date\" office:date-value=\"2026-03-04\"", "4.3.26"),
            cell("office:value-type=\"boolean\" office:boolean-value=\"true\"", "WAHR"),
            "<table:table-cell table:number-columns-repeated=\"2\"/>".to_owned(),
            cell(
                "table:formula=\"of:=1/0\" office:value-type=\"string\" office:string-value=\"\"",
                "Err:502",
            ),
            cell(
                "office:value-type=\"string\"",
                "<office:annotation><text:p>note</text:p></office:annotation>End",
            ),
        ];
        let empty = "<table:table-row table:number-rows-repeated=\"3\"><table:table-cell \
                     table:number-columns-repeated=\"16384\"/></table:table-row>";
        let body = format!(
            "{empty}<table:table-row>{}</table:table-row>{}",
            row.concat(),
            empty.replace('3', "1048000")
        );
        let bytes = spreadsheet(&format!("<table:table table:name=\"A\">{body}</table:table>"));
        let mut sheets = Sheets::open(&bytes).expect("open");
        let found = sheets.rows("A", READING).expect("rows");
        let want = ["Ferry  & port\nTwo", "46085.5", "2026-03-04", "TRUE", "", "", "", "End"];
        assert_eq!(found, [(4, want.map(str::to_owned).to_vec())]);
        assert_eq!(sheets.uncomputed(), ["G4"]);
    }

    #[test]
    fn hidden_sheets_rows_and_columns_are_known() {
        let body = "<table:table table:name=\"A\"><table:table-column table:number-columns-repeated=\"2\"/><table:table-column \
                    table:visibility=\"collapse\"/><table:table-row table:number-rows-repeated=\"2\"/><table:table-row \
                    table:visibility=\"filter\" table:number-rows-repeated=\"2\"/></table:table><table:table table:name=\"B\" \
                    table:style-name=\"ta2\"/>";
        let bytes = spreadsheet(body);
        let sheets = Sheets::open(&bytes).expect("open");
        assert_eq!(sheets.names(), ["A", "B"]);
        let hidden = sheets.hidden("A");
        assert_eq!((hidden.sheet, hidden.rows, hidden.columns), (false, vec![3, 4], vec![(3, 3)]));
        assert!(sheets.hidden("B").sheet);
    }

    #[test]
    fn what_repeats_without_end_is_refused_and_what_is_broken_too() {
        let wide = cell("office:value-type=\"string\" table:number-columns-repeated=\"16384\"", "x");
        let all =
            format!("<table:table-row table:number-rows-repeated=\"4000000000\">{wide}</table:table-row>");
        assert!(matches!(rows(&all), Err(WorkbookError::TooManyCells)), "more than {HELD} bytes");
        let empty = "<table:table-row table:number-rows-repeated=\"1048576\"/>".repeat(5000);
        assert_eq!(rows(&empty).expect("nothing"), []);
        assert!(rows("<table:table-row><table:table-cell></table:table-row>").is_err());
        let whole = spreadsheet("<table:table table:name=\"A\"/>");
        assert!(Sheets::open(&whole[..whole.len() / 2]).is_err());
    }
}
