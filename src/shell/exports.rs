//! Writes exports, and says why one was not written.

use crate::base::Progress;
use crate::formats::{self, ExportError, ExportOptions, Scope};
use crate::model::Project;
use crate::transfer::{self, Destination, Written};

/// Writes an export.
pub(super) fn write(
    id: &'static str,
    project: &Project,
    scope: &Scope,
    options: &ExportOptions,
    destination: &Destination,
    progress: &Progress,
) -> Result<Written, ExportError> {
    let Some(format) = formats::format(id) else {
        return Err(ExportError::Io(std::io::Error::other(format!("there is no format “{id}”"))));
    };
    Ok(transfer::run_export(format, project, scope, options, destination, progress)?.value)
}

/// Why an export was not made, with what to do.
pub(super) fn words(error: &ExportError) -> String {
    let hint = match error {
        ExportError::Refused(issue) => &issue.hint.english(),
        ExportError::Io(_) => "Choose another place, or make room there.",
        ExportError::Cancelled => "",
    };
    format!("Nothing was exported: {} {hint}", sentence(&error.to_string())).trim_end().to_owned()
}

/// Words with a full stop.
pub(super) fn sentence(words: &str) -> String {
    if words.ends_with('.') { words.to_owned() } else { format!("{words}.") }
}
