//! CSV as RFC 4180 says: annotations, documents and claims, a file each. Pandas, R, spreadsheets.
//!
//! Cells that a spreadsheet would take for a formula begin with an apostrophe, which is taken away on reading. Excel wants
//! a byte order mark to see UTF-8, and semicolons where the decimal sign is a comma: both are switches. The text of an
//! article stands in the first of its rows.

use super::{Direction, ExportError, ExportJob, Format, FormatInfo, ImportedData, Input, Packing, Switch};
use crate::base::{Checked, Issue};
use crate::formats::shared::features::{
    ANNOTATIONS, CHARACTERS, IMPORTS, LEDGER, PLACES, SETS, WHOLE_ARTICLES,
};
use crate::formats::shared::tables::{self, TableLimits, delimited};
use crate::id;

static ABOUT: FormatInfo = FormatInfo {
    id: "csv",
    name: id!("formats-csv.name"),
    opens: id!("formats-csv.opens"),
    ending: "csv",
    direction: Direction::Both,
    packing: Packing::Folder(Some("annotations.csv")),
    binary: false,
    unit: Some(tables::UNIT),
    keeps: &[WHOLE_ARTICLES, IMPORTS, SETS, LEDGER, ANNOTATIONS, PLACES, CHARACTERS],
    derived: true,
    switches: &[
        Switch { id: BOM, about: id!("formats-csv.bom") },
        Switch { id: SEMICOLON, about: id!("formats-csv.semicolon") },
    ],
    verified: id!("formats-csv.verified"),
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
