//! `obelus feedback`.

use super::failure::Failure;
use super::outcome::Outcome;
use super::{named, output};
use crate::base::{AnnotatorId, Progress};
use crate::locale::Catalogue;
use crate::{review, store};
use std::io::Write;
use std::path::PathBuf;

/// Whose work the page is about, and where it goes.
#[derive(Debug, Clone, clap::Args)]
pub struct FeedbackArgs {
    /// The project folder.
    pub project: PathBuf,
    /// Whose work, by identifier or name.
    #[arg(long)]
    pub annotator: String,
    /// The file to write.
    #[arg(short, long)]
    pub output: Option<PathBuf>,
    /// Replace a file that is there; never one of the project's own.
    #[arg(long)]
    pub force: bool,
}

/// Writes the page of what was changed of an annotator's work, to a file or to the output.
pub(super) fn run(args: &FeedbackArgs, out: &mut dyn Write, err: &mut dyn Write) -> Result<Outcome, Failure> {
    let opened = store::open(&args.project, &Progress::new())?;
    output::findings(&opened.issues, err)?;
    let project = opened.value;
    let coder = named::annotator(&project, &args.annotator)?;
    let feedback = review::feedback(&project, &coder.id, Catalogue::english());
    let name =
        |id: &AnnotatorId| project.annotator(id).map_or_else(|| id.to_string(), |known| known.name.clone());
    let page = review::feedback_html(&project, &feedback, &name, Catalogue::english());
    match &args.output {
        Some(path) => {
            output::write_file(&args.project, path.clone(), args.force, page.as_bytes())?;
        }
        None => output::write_all(out, &page)?,
    }
    Ok(output::outcome(&opened.issues))
}
