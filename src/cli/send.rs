//! `obelus send`.

use super::{Failure, Outcome};
use crate::base::{Severity, Timestamp};
use crate::store;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

/// Makes a bundle of an annotator's work, or without one of the project for coders to begin with.
pub(super) fn run(
    project: &Path,
    annotator: Option<&str>,
    to: Option<&Path>,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Result<Outcome, Failure> {
    let opened = store::open_head(project)?.value.project;
    let (packed, name) = match annotator {
        Some(name) => {
            let who = opened.annotator_called(name).ok_or_else(|| {
                let all: Vec<&str> = opened.annotators().map(|annotator| annotator.id.as_str()).collect();
                let hint = match all.as_slice() {
                    [] => "The project has none yet.".to_owned(),
                    all => format!("There are: {}.", all.join(", ")),
                };
                Failure::new(format!("the project has no annotator “{name}”"), hint)
            })?;
            (store::pack(project, &who.id, now())?, format!("{}-{}", opened.id(), who.id))
        }
        None => (store::pack_project(project, now())?, opened.id().to_string()),
    };
    let path = to.map_or_else(|| PathBuf::from(format!("{name}.{}", store::BUNDLE_ENDING)), Path::to_owned);
    for issue in &packed.issues {
        writeln!(err, "{issue}")?;
    }
    std::fs::write(&path, &packed.value).map_err(|error| {
        Failure::new(format!("could not write {}: {error}", path.display()), "Name another file with -o.")
    })?;
    writeln!(out, "{}", path.display())?;
    let serious = packed.issues.iter().any(|issue| issue.severity > Severity::Note);
    Ok(if serious { Outcome::Findings } else { Outcome::Clean })
}

/// The moment.
pub(super) fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Timestamp(i64::try_from(since.as_secs()).unwrap_or_default())
}
