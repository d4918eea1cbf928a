//! Hypothes.is: rows as its search interface returns them and its exports hold them.
//!
//! After the API reference (v1) and the schema that its server checks against. Positions count UTF-16 units, as the
//! browser does. A tag is a code, `name:value` an attribute; only the first target counts. What the server does not know
//! it keeps as it is, so what has no place of its own stands under `obelus`.

mod names;
mod read;
mod write;

use super::{Direction, ExportError, ExportJob, Feature, Format, FormatInfo, ImportedData, Input, Packing};
use crate::base::{Checked, Issue};
use crate::formats::shared::features::{ANNOTATIONS, CHARACTERS, PLACES, SETS};
use crate::id;
use names::UNIT;

static ABOUT: FormatInfo = FormatInfo {
    id: "hypothesis",
    name: id!("formats-hypothesis.name"),
    opens: id!("formats-hypothesis.opens"),
    ending: "json",
    direction: Direction::Both,
    packing: Packing::File,
    binary: false,
    unit: Some(UNIT),
    keeps: &[&[Feature::Titles], SETS, ANNOTATIONS, PLACES, CHARACTERS],
    derived: false,
    switches: &[],
    verified: id!("formats-hypothesis.verified"),
};

pub struct Hypothesis;

impl Format for Hypothesis {
    fn about(&self) -> &'static FormatInfo {
        &ABOUT
    }

    fn export(&self, job: &mut ExportJob<'_>) -> Result<(), ExportError> {
        write::search(job)
    }

    fn recognises(&self, input: &Input<'_>) -> bool {
        let has = |bytes: &[u8], words: &str| memchr::memmem::find(bytes, words.as_bytes()).is_some();
        let looks =
            |bytes: &[u8]| has(bytes, "\"target\"") && has(bytes, "\"uri\"") && !has(bytes, "ns/anno.jsonld");
        let mut files = input.ending("json").chain(input.ending("jsonl")).chain(input.ending("ndjson"));
        files.any(|(_, bytes)| looks(bytes))
    }

    fn import(&self, input: &Input<'_>) -> Result<Checked<ImportedData>, Issue> {
        read::files(input)
    }
}
