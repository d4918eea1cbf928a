//! Freezes releases, and says why one was not frozen.

use super::reasons;
use crate::app::Frozen;
use crate::base::{Issue, Progress, Timestamp};
use crate::locale::Message;
use crate::message;
use crate::model::Project;
use crate::release::{self, Options, Survey};
use crate::store::{self, StoreError};
use std::path::Path;

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
    store::release::write(path, &contents.files).map_err(|error| Some(refusal(&error)))?;
    Ok(Frozen {
        path: path.to_owned(),
        files: contents.files.len(),
        digest: contents.digest.to_string(),
        against,
        hidden: survey.hidden,
    })
}

/// Why a release was not written, with what to do.
fn refusal(error: &StoreError) -> Message {
    let said = message!("program-not-frozen", why = error.message());
    reasons::with_hint(said, error.hint())
}
