//! CSV as RFC 4180 says: annotations, documents and claims, a file each. Pandas, R, spreadsheets.
//!
//! Cells that a spreadsheet would take for a formula begin with an apostrophe, which is taken away on reading. Excel wants
//! a byte order mark to see UTF-8, and semicolons where the decimal sign is a comma: both are switches. The text of an
//! article stands in the first of its rows.

use super::{Direction, ExportError, ExportJob, Format, FormatInfo, ImportedData, Input, Packing, Switch};
use crate::base::{Checked, Issue};
use crate::formats::shared::features::{ANNOTATIONS, ARTICLES, CHARACTERS, LEDGER, PLACES, SETS};
use crate::formats::shared::tables::{self, TableLimits, delimited};

static ABOUT: FormatInfo = FormatInfo {
    id: "csv",
    name: "CSV tables",
    opens: "R, pandas, spreadsheets (for Excel with the switches bom and, where it wants them, semicolon)",
    ending: "csv",
    direction: Direction::Both,
    packing: Packing::Folder(Some("annotations.csv")),
    binary: false,
    unit: Some(tables::UNIT),
    keeps: &[ARTICLES, SETS, LEDGER, ANNOTATIONS, PLACES, CHARACTERS],
    derived: true,
    switches: &[
        Switch {
            id: BOM,
            about: "begin the files with a byte order mark, so that Excel reads them as UTF-8",
        },
        Switch {
            id: SEMICOLON,
            about: "separate cells by semicolons, as Excel wants where 1.5 is written 1,5",
        },
    ],
    verified: "pandas 2.3, Python’s csv",
};

const BOM: &str = "bom";
const SEMICOLON: &str = "semicolon";

pub struct Csv;

impl Format for Csv {
    fn about(&self) -> &'static FormatInfo {
        &ABOUT
    }

    fn export(&self, job: &mut ExportJob<'_>) -> Result<(), ExportError> {
        let delimiter = if job.has(SEMICOLON) { ';' } else { ',' };
        let dialect = delimited::Dialect { delimiter, ending: "csv", bom: job.has(BOM) };
        let shape = TableLimits { texts: true, cell: None };
        tables::write(job, &mut delimited::Delimited::new(dialect), shape)
    }

    fn recognises(&self, input: &Input<'_>) -> bool {
        let mut files = input.ending("csv").chain(input.ending("txt"));
        files.any(|(_, bytes)| delimited::looks(bytes, false))
    }

    fn import(&self, input: &Input<'_>) -> Result<Checked<ImportedData>, Issue> {
        delimited::read(input)
    }
}
