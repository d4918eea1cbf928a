//! Tables separated by tabs, without quotation marks: a row is a line for every program that reads lines.
//!
//! Tabs and line breaks in cells become spaces, and so the texts of articles cannot be in it. Cells that begin with a
//! quotation mark get an apostrophe as those do that a spreadsheet would take for a formula: readers that quote by
//! default see the same cells as those that do not.

use super::{Direction, ExportError, ExportJob, Feature, Format, FormatInfo, ImportedData, Input, Packing};
use crate::base::{Checked, Issue};
use crate::formats::shared::features::{ANNOTATIONS, IMPORTS, LEDGER, PLACES, SETS};
use crate::formats::shared::tables::{self, TableLimits, delimited};
use crate::id;

static ABOUT: FormatInfo = FormatInfo {
    id: "tsv",
    name: id!("formats-tsv.name"),
    opens: id!("formats-tsv.opens"),
    ending: "tsv",
    direction: Direction::Both,
    packing: Packing::Folder(Some("annotations.tsv")),
    binary: false,
    unit: Some(tables::UNIT),
    keeps: &[
        &[Feature::Titles, Feature::Metadata, Feature::Print, Feature::Zones],
        IMPORTS,
        SETS,
        LEDGER,
        ANNOTATIONS,
        PLACES,
        &[Feature::Controls, Feature::LongCells],
    ],
    derived: true,
    switches: &[],
    verified: id!("formats-tsv.verified"),
};

pub struct Tsv;

impl Format for Tsv {
    fn about(&self) -> &'static FormatInfo {
        &ABOUT
    }

    fn export(&self, job: &mut ExportJob<'_>) -> Result<(), ExportError> {
        let dialect = delimited::Dialect { delimiter: '\t', ending: "tsv", bom: false };
        let shape = TableLimits { texts: false, cell: None };
        tables::write(job, &mut delimited::Delimited::new(dialect), shape)
    }

    fn recognises(&self, input: &Input<'_>) -> bool {
        let files = input.ending("tsv").chain(input.ending("tab"));
        let mut files = files.chain(input.ending("txt")).chain(input.ending("csv"));
        files.any(|(_, bytes)| delimited::looks(bytes, true))
    }

    fn import(&self, input: &Input<'_>) -> Result<Checked<ImportedData>, Issue> {
        delimited::read(input)
    }
}
