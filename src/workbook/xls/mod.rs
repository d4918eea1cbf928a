//! Workbooks of Excel 97 to 2003: records in a stream of a compound file.
//!
//! Cells are read one by one, so that a sheet takes no more memory than its words do.

mod compound;
mod strings;
#[cfg(test)]
mod tests;

use super::{HiddenParts, RowCollector, WorkbookError, letters, words};
use calamine::{DataRef, ExcelDateTime, ExcelDateTimeType};
use compound::{Compound, u16_at, u32_at};
use std::ops::RangeInclusive;
use strings::StringReader;

/// The version of the records that Excel 97 and later write.
const VERSION: u16 = 0x0600;
/// Formats of dates and times of day that no file defines.
const DATES: [RangeInclusive<u16>; 4] = [14..=22, 27..=36, 45..=47, 50..=58];

mod record {
    pub const FORMULA: u16 = 0x06;
    pub const END: u16 = 0x0A;
    pub const DATE_MODE: u16 = 0x22;
    pub const FILE_PASS: u16 = 0x2F;
    pub const CONTINUE: u16 = 0x3C;
    pub const COLUMNS: u16 = 0x7D;
    pub const SHEET: u16 = 0x85;
    pub const NUMBERS: u16 = 0xBD;
    pub const RICH: u16 = 0xD6;
    pub const CELL_FORMAT: u16 = 0xE0;
    pub const STRINGS: u16 = 0xFC;
    pub const SHARED: u16 = 0xFD;
    pub const NUMBER: u16 = 0x203;
    pub const LABEL: u16 = 0x204;
    pub const TRUTH: u16 = 0x205;
    pub const STRING: u16 = 0x207;
    pub const ROW: u16 = 0x208;
    pub const SHORT_NUMBER: u16 = 0x27E;
    pub const FORMAT: u16 = 0x41E;
    pub const BEGIN: u16 = 0x809;
}

/// A record of a stream.
#[derive(Debug, Clone, Copy)]
struct BiffRecord<'s> {
    kind: u16,
    data: &'s [u8],
}

/// The records from a byte on, as far as they are whole.
fn records(stream: &[u8], mut at: usize) -> impl Iterator<Item = BiffRecord<'_>> {
    std::iter::from_fn(move || {
        let (kind, size) = (u16_at(stream, at)?, usize::from(u16_at(stream, at + 2)?));
        let data = stream.get(at + 4..at + 4 + size)?;
        at += 4 + size;
        Some(BiffRecord { kind, data })
    })
}

/// A workbook: its stream, and what holds for all of its sheets.
pub(super) struct OldWorkbook {
    stream: Vec<u8>,
    sheets: Vec<OldSheet>,
    strings: Vec<String>,
    /// Whether each format of cells is one of a date or a time of day.
    dates: Vec<bool>,
    counts_from_1904: bool,
}

struct OldSheet {
    name: String,
    /// Where its records begin.
    start: usize,
    hidden: HiddenParts,
}

/// Whether bytes are such a workbook, of whatever version.
pub(super) fn is_workbook(bytes: &[u8]) -> bool {
    let file = Compound::open(bytes);
    let has = |name| file.as_ref().is_some_and(|file| file.stream(name).is_some());
    bytes.starts_with(compound::SIGNATURE) && (has("Workbook") || has("Book") || has("EncryptedPackage"))
}

impl OldWorkbook {
    /// Opens a workbook.
    ///
    /// # Errors
    /// When it is damaged, of an older version, or locked.
    pub fn open(bytes: &[u8]) -> Result<Self, WorkbookError> {
        let file = Compound::open(bytes).ok_or(WorkbookError::Broken)?;
        if file.stream("EncryptedPackage").is_some() {
            return Err(WorkbookError::Locked);
        }
        let Some(stream) = file.stream("Workbook") else {
            return Err(if file.stream("Book").is_some() {
                WorkbookError::Older
            } else {
                WorkbookError::Broken
            });
        };
        let mut book = Self {
            stream: Vec::new(),
            sheets: Vec::new(),
            strings: Vec::new(),
            dates: Vec::new(),
            counts_from_1904: false,
        };
        book.globals(&stream)?;
        for sheet in &mut book.sheets {
            sheet.look(&stream);
        }
        Ok(Self { stream, ..book })
    }

    /// What is said before the sheets.
    fn globals(&mut self, stream: &[u8]) -> Result<(), WorkbookError> {
        let all: Vec<BiffRecord<'_>> = records(stream, 0).take_while(|one| one.kind != record::END).collect();
        let begin = all.first().filter(|one| one.kind == record::BEGIN).ok_or(WorkbookError::Broken)?;
        if u16_at(begin.data, 0) != Some(VERSION) {
            return Err(WorkbookError::Older);
        }
        let (mut own, mut formats) = (Vec::new(), Vec::new());
        for (at, one) in all.iter().enumerate() {
            match one.kind {
                record::FILE_PASS => return Err(WorkbookError::Locked),
                record::DATE_MODE => self.counts_from_1904 = u16_at(one.data, 0) == Some(1),
                record::FORMAT => {
                    let words = StringReader::new(&[*one], 2).long();
                    own.extend(u16_at(one.data, 0).zip(words.map(|words| is_date(&words))));
                }
                record::CELL_FORMAT => formats.extend(u16_at(one.data, 2)),
                // Charts and macros are sheets of another kind.
                record::SHEET if one.data.get(5) == Some(&0) => self.sheets.extend(OldSheet::of(one.data)),
                record::STRINGS => {
                    let more = all[at + 1..].iter().take_while(|next| next.kind == record::CONTINUE).count();
                    self.strings = strings::shared(&all[at..=at + more]).ok_or(WorkbookError::Broken)?;
                }
                _ => {}
            }
        }
        let is_one = |format: &u16| match own.iter().find(|(number, _)| number == format) {
            Some((_, is_date)) => *is_date,
            None => DATES.iter().any(|range| range.contains(format)),
        };
        self.dates = formats.iter().map(is_one).collect();
        Ok(())
    }

    /// The names of the sheets in their order.
    pub fn names(&self) -> Vec<String> {
        self.sheets.iter().map(|sheet| sheet.name.clone()).collect()
    }

    /// What is hidden of a sheet.
    pub fn hidden(&self, sheet: &str) -> HiddenParts {
        self.sheets.iter().find(|one| one.name == sheet).map(|one| one.hidden.clone()).unwrap_or_default()
    }

    /// Reads the rows of a sheet, and the cells with a formula without a result.
    ///
    /// # Errors
    /// When it is not there, or larger than is held.
    pub fn rows(
        &self,
        sheet: &str,
        rows: &mut RowCollector,
        uncomputed: &mut Vec<String>,
    ) -> Result<(), WorkbookError> {
        let sheet = self.sheets.iter().find(|one| one.name == sheet).ok_or(WorkbookError::Missing)?;
        // The cell whose formula has words as its result, which come in a record of their own.
        let mut waiting = None;
        for one in sheet.records(&self.stream) {
            let (Some(row), Some(column)) = (u16_at(one.data, 0), u16_at(one.data, 2)) else { continue };
            let (row, column) = (u32::from(row), usize::from(column));
            let mut take = |column: usize, value: DataRef<'_>| {
                let words = words(&value, rows.reading);
                rows.take(row, column, words)
            };
            let goes_on = match one.kind {
                record::SHARED => {
                    let at = u32_at(one.data, 6).and_then(|at| self.strings.get(at as usize));
                    at.map_or(Ok(true), |words| take(column, DataRef::SharedString(words)))?
                }
                record::LABEL | record::RICH => {
                    let words = StringReader::new(&[one], 6).long();
                    words.map_or(Ok(true), |words| take(column, DataRef::String(words)))?
                }
                record::NUMBER => match float(one.data, 6) {
                    Some(number) => take(column, self.number(one.data, number))?,
                    None => true,
                },
                record::SHORT_NUMBER => match u32_at(one.data, 6) {
                    Some(short) => take(column, self.number(one.data, of_short(short)))?,
                    None => true,
                },
                record::NUMBERS => {
                    let cells = one.data.get(4..one.data.len().saturating_sub(2)).unwrap_or_default();
                    let mut goes_on = true;
                    for (at, cell) in cells.chunks_exact(6).enumerate() {
                        let short = u32_at(cell, 2).unwrap_or_default();
                        let number = self.formatted(u16_at(cell, 0), of_short(short));
                        goes_on &= take(column + at, number)?;
                    }
                    goes_on
                }
                record::TRUTH if one.data.get(7) == Some(&0) => {
                    take(column, DataRef::Bool(one.data.get(6) == Some(&1)))?
                }
                record::FORMULA => match one.data.get(6..14) {
                    Some([0, .., 0xFF, 0xFF]) => {
                        waiting = Some((row, column));
                        true
                    }
                    Some([1, _, yes, .., 0xFF, 0xFF]) => take(column, DataRef::Bool(*yes == 1))?,
                    Some([kind, .., 0xFF, 0xFF]) => {
                        // An empty text is a result, an error is none.
                        if *kind != 3 {
                            uncomputed.push(format!("{}{}", letters(column as u32), row + 1));
                        }
                        true
                    }
                    Some(_) => match float(one.data, 6) {
                        Some(number) => take(column, self.number(one.data, number))?,
                        None => true,
                    },
                    None => true,
                },
                record::STRING => match waiting.take().zip(StringReader::new(&[one], 0).long()) {
                    Some(((row, column), words)) => rows.take(row, column, words)?,
                    None => true,
                },
                _ => true,
            };
            if !goes_on {
                break;
            }
        }
        Ok(())
    }

    fn number(&self, cell: &[u8], number: f64) -> DataRef<'static> {
        self.formatted(u16_at(cell, 4), number)
    }

    fn formatted(&self, format: Option<u16>, number: f64) -> DataRef<'static> {
        let is_date = format.and_then(|format| self.dates.get(usize::from(format))).copied().unwrap_or(false);
        match is_date {
            true => {
                let kind = ExcelDateTimeType::DateTime;
                DataRef::DateTime(ExcelDateTime::new(number, kind, self.counts_from_1904))
            }
            false => DataRef::Float(number),
        }
    }
}

impl OldSheet {
    fn of(data: &[u8]) -> Option<Self> {
        let (start, name) = (u32_at(data, 0)? as usize, strings::short(data.get(6..)?)?);
        let hidden = HiddenParts { sheet: *data.get(4)? & 3 != 0, ..HiddenParts::default() };
        Some(Self { name, start, hidden })
    }

    /// Its own records, without those of charts in it.
    fn records<'s>(&self, stream: &'s [u8]) -> impl Iterator<Item = BiffRecord<'s>> + use<'s> {
        let (mut depth, mut is_done) = (0_usize, false);
        records(stream, self.start)
            .take_while(move |one| {
                match one.kind {
                    record::BEGIN => depth += 1,
                    record::END => depth = depth.saturating_sub(1),
                    _ => {}
                }
                !std::mem::replace(&mut is_done, depth == 0)
            })
            .scan(0_usize, |depth, one| {
                match one.kind {
                    record::BEGIN => *depth += 1,
                    record::END => *depth = depth.saturating_sub(1),
                    _ => {}
                }
                Some((*depth, one))
            })
            .filter(|(depth, _)| *depth == 1)
            .map(|(_, one)| one)
    }

    /// Looks for what it hides.
    fn look(&mut self, stream: &[u8]) {
        /// The flag of a row that is hidden, and that of columns.
        const HIDDEN: [u16; 2] = [0x20, 1];
        let all: Vec<BiffRecord<'_>> =
            self.records(stream).filter(|one| matches!(one.kind, record::ROW | record::COLUMNS)).collect();
        for one in all {
            let (first, last) = (u16_at(one.data, 0), u16_at(one.data, 2));
            match one.kind {
                record::ROW if u16_at(one.data, 12).is_some_and(|flags| flags & HIDDEN[0] != 0) => {
                    self.hidden.rows.extend(first.map(|row| u32::from(row) + 1));
                }
                record::COLUMNS if u16_at(one.data, 8).is_some_and(|flags| flags & HIDDEN[1] != 0) => {
                    let run =
                        first.zip(last).map(|(first, last)| (u32::from(first) + 1, u32::from(last) + 1));
                    self.hidden.columns.extend(run);
                }
                _ => {}
            }
        }
        self.hidden.rows.sort_unstable();
        self.hidden.rows.dedup();
    }
}

fn float(data: &[u8], at: usize) -> Option<f64> {
    Some(f64::from_le_bytes(data.get(at..at + 8)?.try_into().ok()?))
}

/// A number in four bytes: the upper half of one, or a whole one; perhaps times a hundred.
fn of_short(short: u32) -> f64 {
    let number = match short & 2 {
        0 => f64::from_bits(u64::from(short & !3) << 32),
        _ => f64::from(short.cast_signed() >> 2),
    };
    if short & 1 == 0 { number } else { number / 100.0 }
}

/// Whether a format shows dates or times of day: it has their letters outside of quoted words and of brackets.
fn is_date(format: &str) -> bool {
    let (mut is_quoted, mut in_brackets, mut is_escaped) = (false, false, false);
    for sign in format.chars() {
        match sign {
            _ if std::mem::take(&mut is_escaped) => {}
            '\\' | '_' | '*' => is_escaped = true,
            '"' => is_quoted = !is_quoted,
            '[' if !is_quoted => in_brackets = true,
            ']' => in_brackets = false,
            'd' | 'D' | 'm' | 'M' | 'y' | 'Y' | 'h' | 'H' | 's' | 'S' if !is_quoted && !in_brackets => {
                return true;
            }
            // The name of the format without one, in whatever language, shows no date.
            'G' | 'g' if !is_quoted && !in_brackets => return false,
            _ => {}
        }
    }
    false
}
