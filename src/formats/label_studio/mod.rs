//! Label Studio: tasks with their annotations, and the labelling configuration that shows them.
//!
//! After the documentation of its task format and of its tags. One task an article, one annotations entry an annotator,
//! suggestions as predictions. Positions count code points, as its text tag does since October 2021; older files count
//! UTF-16 units, which their quotes tell.
//!
//! Whose an annotation is stands in a field of the configuration: the server refuses a file that names annotators who have
//! no account there.

mod config;
mod names;
mod read;
mod remarks;
mod write;

use super::{Direction, ExportError, ExportJob, Format, FormatInfo, ImportedData, Input, Packing};
use crate::base::{Checked, Issue};
use crate::formats::import::lenient_json::first;
use crate::formats::shared::features::{ANNOTATIONS, ARTICLES, CHARACTERS, PLACES, SETS};
use crate::id;
use names::{TASKS, UNIT};
use serde_json::Value;

static ABOUT: FormatInfo = FormatInfo {
    id: "label-studio",
    name: id!("formats-label-studio.name"),
    opens: id!("formats-label-studio.opens"),
    ending: "json",
    direction: Direction::Both,
    packing: Packing::Folder(Some(TASKS)),
    binary: false,
    unit: Some(UNIT),
    keeps: &[ARTICLES, SETS, ANNOTATIONS, PLACES, CHARACTERS],
    derived: false,
    switches: &[],
    verified: id!("formats-label-studio.verified"),
};

pub struct LabelStudio;

impl Format for LabelStudio {
    fn about(&self) -> &'static FormatInfo {
        &ABOUT
    }

    fn export(&self, job: &mut ExportJob<'_>) -> Result<(), ExportError> {
        job.needs_texts(&ABOUT)?;
        job.sink.begin("config.xml")?;
        let config = config::write(job.project.codebook());
        job.sink.write_all(config.as_bytes())?;
        write::tasks(job)
    }

    fn recognises(&self, input: &Input<'_>) -> bool {
        let tasks = |bytes: &[u8]| {
            let Some(first) = first(bytes) else { return false };
            let has = |key: &str| first.get(key).is_some();
            let lists = ["annotations", "completions", "predictions"];
            first.get("data").is_some_and(Value::is_object) && lists.into_iter().any(has)
                || has("annotation_id") && has("lead_time")
        };
        input.ending("json").any(|(_, bytes)| tasks(bytes))
    }

    fn import(&self, input: &Input<'_>) -> Result<Checked<ImportedData>, Issue> {
        read::files(input)
    }
}
