//! Freezes releases, and says why one was not frozen.

use super::{places, reasons};
use crate::app::Frozen;
use crate::base::{Issue, Progress, Timestamp};
use crate::locale::Message;
use crate::message;
use crate::model::Project;
use crate::release::{self, Contents, Options, Survey};
use crate::store::{self, StoreError};
use std::path::{Path, PathBuf};

/// Why nothing was frozen; no reason when it was stopped.
pub(super) type Refusal = Option<Message>;

/// Makes a release and writes it, unless something stands against it that is not allowed.
pub(super) fn freeze(
    project: &Project,
    options: &Options,
    opened: &[Issue],
    incomplete: bool,
    path: &Path,
    now: Timestamp,
    progress: &Progress,
) -> Result<Frozen, Refusal> {
    // What was looked through before may have changed since.
    let survey = Survey::new(project, &options.scope, opened);
    let against = survey.against();
    if against > 0 && !incomplete {
        return Err(Some(message!("program-not-complete")));
    }
    let contents =
        release::contents(project, options, &survey.other_findings(), now, progress).ok_or(None)?;
    if progress.is_cancelled() {
        return Err(None);
    }
    let (path, digest) = written(path, &contents, progress).map_err(|error| refusal(&error))?;
    Ok(Frozen { path, files: contents.files().len(), digest, against, hidden: survey.hidden })
}

/// Writes a release and returns where it is, with its digest. A folder gets another name when there is one already; the name
/// of a zip was chosen.
fn written(path: &Path, contents: &Contents, progress: &Progress) -> Result<(PathBuf, String), StoreError> {
    let is_zip = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("zip"));
    let is_taken = |error: &StoreError| {
        !is_zip && matches!(error, StoreError::Unreadable(issue) if issue.code == "there-already")
    };
    places::first_free(path, is_taken, |place| {
        let mut files = contents.files();
        store::release::write(&place, &mut files, progress)?;
        Ok((place, files.digest().map(|digest| digest.to_string()).unwrap_or_default()))
    })
}

/// Why a release was not written, with what to do.
fn refusal(error: &StoreError) -> Refusal {
    if *error == StoreError::Cancelled {
        return None;
    }
    let said = message!("program-not-frozen", why = error.message());
    Some(reasons::with_hint(said, error.hint()))
}
