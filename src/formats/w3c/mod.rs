//! W3C Web Annotation: a collection of annotations as JSON-LD, each with the words of its passage, so that it finds its
//! place also in an edited text.
//!
//! After the Web Annotation Data Model (W3C Recommendation, 2017), sections 3 to 5. A code is a classifying body, a memo a
//! commenting or questioning one, an attribute a describing one that a name of ours goes with. Names that the standard
//! does not have begin with `obelus:` and are declared in a second context, so that readers of JSON-LD keep them.
//! Positions count code points, as section 4.2.5 demands.

mod names;
mod read;
mod write;

use super::{Direction, ExportError, ExportJob, Feature, Format, FormatInfo, ImportedData, Input, Packing};
use crate::base::{Checked, Issue};
use crate::formats::shared::features::{ANNOTATIONS, CHARACTERS, PLACES, SETS};
use crate::id;
use names::UNIT;

static ABOUT: FormatInfo = FormatInfo {
    id: "w3c",
    name: id!("formats-w3c.name"),
    opens: id!("formats-w3c.opens"),
    ending: "jsonld",
    direction: Direction::Both,
    packing: Packing::File,
    binary: false,
    unit: Some(UNIT),
    keeps: &[&[Feature::Titles], SETS, ANNOTATIONS, PLACES, CHARACTERS],
    derived: false,
    switches: &[],
    verified: id!("formats-w3c.verified"),
};

pub struct W3c;

impl Format for W3c {
    fn about(&self) -> &'static FormatInfo {
        &ABOUT
    }

    fn export(&self, job: &mut ExportJob<'_>) -> Result<(), ExportError> {
        write::collection(job)
    }

    fn recognises(&self, input: &Input<'_>) -> bool {
        let names_it = |bytes: &[u8]| memchr::memmem::find(bytes, b"ns/anno.jsonld").is_some();
        input.ending("jsonld").chain(input.ending("json")).any(|(_, bytes)| names_it(bytes))
    }

    fn import(&self, input: &Input<'_>) -> Result<Checked<ImportedData>, Issue> {
        read::files(input)
    }
}
