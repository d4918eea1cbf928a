//! `obelus feedback`.

use super::{Failure, Outcome};
use crate::base::{Progress, Severity};
use crate::model::Role;
use crate::{review, store};
use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// Writes the page of what was changed of an annotator's work, to a file or to the output.
pub(super) fn run(
    root: &Path,
    annotator: &str,
    to: Option<&Path>,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Result<Outcome, Failure> {
    let opened = store::open(root, &Progress::new())?;
    for issue in &opened.issues {
        writeln!(err, "{issue}")?;
    }
    let serious = opened.issues.iter().any(|issue| issue.severity > Severity::Note);
    let project = opened.value;
    let known = project.annotators().find(|one| one.id.as_str() == annotator);
    let Some(coder) = known.or_else(|| project.annotator_called(annotator)) else {
        let analysts = project.annotators().filter(|one| one.role == Role::Analyst);
        let names: Vec<&str> = analysts.map(|one| one.id.as_str()).collect();
        let message = format!("there is no annotator “{annotator}”; there are {}", names.join(", "));
        return Err(Failure::new(message, ""));
    };
    let feedback = review::feedback(&project, &coder.id);
    let name = |id: &crate::base::AnnotatorId| {
        project.annotator(id).map_or_else(|| id.to_string(), |known| known.name.clone())
    };
    let page = review::feedback_html(&project, &feedback, &name);
    match to {
        Some(path) => fs::write(path, page).map_err(|error| {
            Failure::new(
                format!("could not write {}: {error}", path.display()),
                "Name a folder that is there and may be written to.",
            )
        })?,
        None => match out.write_all(page.as_bytes()).and_then(|()| out.flush()) {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => return Err(error.into()),
            _ => {}
        },
    }
    Ok(if serious { Outcome::Findings } else { Outcome::Clean })
}
