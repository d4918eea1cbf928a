//! Exports: counting what one would hold, and writing it by a worker that can be stopped.

use super::desk::{Desk, Kind, Report};
use crate::app::{Command, ExportCommand, ExportEffect};
use crate::base::Progress;
use crate::formats::{self, ExportError, ExportOptions, Scope, ScopeExtent};
use crate::jobs::{Job, watched};
use crate::model::Project;
use crate::transfer::{self, Destination, Written};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// How often progress is told.
pub(super) const PACE: Duration = Duration::from_millis(100);

impl Desk {
    /// Carries out what the export dialog asks for.
    pub(super) fn run_export(&mut self, effect: ExportEffect) {
        match effect {
            ExportEffect::Count { number, scope } => self.count(number, scope),
            ExportEffect::Write { format, scope, options, path } => {
                self.export(format, *scope, *options, path);
            }
            ExportEffect::Stop => self.jobs.cancel(&Kind::Export),
        }
    }

    fn count(&mut self, number: u64, scope: Box<Scope>) {
        let Some(session) = &self.state.session else { return };
        let project = session.project.clone();
        self.jobs.request(Kind::Count, "count", move |job| {
            let extent = Arc::new(ScopeExtent::of(&project, &scope));
            post(job, Command::Export(ExportCommand::Counted { number, extent }));
        });
    }

    fn export(&mut self, format: &'static str, scope: Scope, options: ExportOptions, path: PathBuf) {
        let Some(session) = &self.state.session else { return };
        let project = session.project.clone();
        // Whoever chose the place was asked whether what is there may go.
        let destination = Destination { path, overwrite: true, root: Some(session.root.clone()) };
        self.jobs.request(Kind::Export, "export", move |job| {
            let told = |done, total| post(job, Command::Export(ExportCommand::Writing { done, total }));
            let work = || write(format, &project, &scope, &options, &destination, job.progress());
            let outcome = watched(job.progress(), PACE, told, work);
            post(
                job,
                match outcome {
                    Ok(written) => Command::Export(ExportCommand::Written(Box::new(written))),
                    Err(ExportError::Cancelled) => Command::Export(ExportCommand::NotWritten(None)),
                    Err(error) => Command::Export(ExportCommand::NotWritten(Some(words(&error)))),
                },
            );
        });
    }
}

pub(super) fn post(job: &Job<Kind, Report>, command: Command) {
    job.post(Report::Command(command));
}

fn write(
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
fn words(error: &ExportError) -> String {
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
