//! Writes exports, and says why one was not written.

use super::{places, reasons};
use crate::base::Progress;
use crate::formats::{self, ExportError, ExportOptions, Scope};
use crate::locale::Message;
use crate::message;
use crate::model::Project;
use crate::transfer::{self, Destination, Written};

/// Writes an export; where there is something already that is not to be replaced, under another name beside it.
pub(super) fn write(
    id: &'static str,
    project: &Project,
    scope: &Scope,
    options: &ExportOptions,
    destination: &Destination,
    progress: &Progress,
) -> Result<Written, ExportError> {
    let Some(format) = formats::format(id) else {
        return Err(ExportError::Io(std::io::Error::other(
            message!("program-no-format", format = id).english(),
        )));
    };
    places::write_at(&destination.path, destination.overwrite, |path, overwrite| {
        let place = Destination { path, overwrite, root: destination.root.clone() };
        Ok(transfer::run_export(format, project, scope, options, &place, progress)?.value)
    })
}

/// Why an export was not made, with what to do.
pub(super) fn refusal(error: &ExportError) -> Message {
    match error {
        ExportError::Cancelled => message!("export-stopped"),
        ExportError::Io(error) => message!("program-export-refused", why = %error),
        ExportError::Refused(issue) => {
            let said = message!("program-not-exported", why = &issue.message);
            reasons::with_hint(said, issue.hint.clone())
        }
    }
}
