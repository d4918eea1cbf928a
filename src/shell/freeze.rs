//! Freezes releases, and says why one was not frozen.

use super::exports::sentence;
use crate::app::Frozen;
use crate::base::{Issue, Progress, Timestamp};
use crate::model::Project;
use crate::release::{self, Options, Survey};
use crate::store::{self, StoreError};
use std::path::Path;

/// Why nothing was frozen; no reason when it was stopped.
pub(super) type Refusal = Option<String>;

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
        return Err(Some(
            "Nothing was frozen: it is not complete. The list shows what is missing.".to_owned(),
        ));
    }
    let contents =
        release::contents(project, options, &survey.other_findings(), now, progress).ok_or(None)?;
    if progress.is_cancelled() {
        return Err(None);
    }
    store::release::write(path, &contents.files).map_err(|error| Some(words(&error)))?;
    Ok(Frozen {
        path: path.to_owned(),
        files: contents.files.len(),
        digest: contents.digest.to_string(),
        against,
        hidden: survey.hidden,
    })
}

/// Why a release was not written, with what to do.
fn words(error: &StoreError) -> String {
    format!("Nothing was frozen: {} {}", sentence(&error.to_string()), error.hint()).trim_end().to_owned()
}
