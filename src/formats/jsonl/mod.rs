//! JSON Lines: a document a line with its text and spans. Loads in spaCy, Hugging Face datasets and pandas.
//!
//! Every line that is written has the same keys and types, with null for what is not known, since Arrow infers the schema
//! from the first lines. U+2028, U+2029 and U+0085 are escaped: some readers break lines there.
//!
//! What is read is any text with marks in JSON, one a line or in one list, as these programs write it: doccano (labels as
//! triples, entities with offsets), spaCy (training pairs, `Doc.to_json`), Prodigy, Hugging Face (token tags, offsets),
//! Argilla (records of both major versions), LightTag. Whatever is not understood is counted and named.

mod document;
mod left_out;
mod marks;
mod people;
mod read;
mod responses;
mod tags;
mod write;

use super::{
    Direction, ExportError, ExportJob, Format, FormatInfo, ImportedData, Input, OffsetUnit, Packing,
};
use crate::base::{Checked, Issue};
use crate::formats::shared::features::{ANNOTATIONS, CHARACTERS, IMPORTS, PLACES, SETS, WHOLE_ARTICLES};
use crate::id;

static ABOUT: FormatInfo = FormatInfo {
    id: "jsonl",
    name: id!("formats-jsonl.name"),
    opens: id!("formats-jsonl.opens"),
    ending: "jsonl",
    direction: Direction::Both,
    packing: Packing::File,
    binary: false,
    unit: Some(UNIT),
    keeps: &[WHOLE_ARTICLES, IMPORTS, SETS, ANNOTATIONS, PLACES, CHARACTERS],
    derived: true,
    switches: &[],
    verified: id!("formats-jsonl.verified"),
};

const UNIT: OffsetUnit = OffsetUnit::CodePoints;

pub struct Jsonl;

impl Format for Jsonl {
    fn about(&self) -> &'static FormatInfo {
        &ABOUT
    }

    fn export(&self, job: &mut ExportJob<'_>) -> Result<(), ExportError> {
        write::lines(job)
    }

    fn recognises(&self, input: &Input<'_>) -> bool {
        input.files.iter().any(|(_, bytes)| read::looks(bytes))
    }

    fn import(&self, input: &Input<'_>) -> Result<Checked<ImportedData>, Issue> {
        read::files(input)
    }
}
