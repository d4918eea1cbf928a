//! Exports: counting what one would hold, and writing it by a worker that can be stopped.

use super::{PACE, Program, post};
use crate::app::{Command, ExportCommand, ExportEffect};
use crate::formats::{ExportError, ExportOptions, Scope, ScopeExtent};
use crate::jobs::watched;
use crate::shell::exports;
use crate::shell::report::JobKind;
use crate::transfer::Destination;
use std::path::PathBuf;
use std::sync::Arc;

impl Program {
    /// Carries out what the export dialog asks for.
    pub(super) fn run_export(&mut self, effect: ExportEffect) {
        match effect {
            ExportEffect::Count { number, scope } => self.count(number, scope),
            ExportEffect::Write { format, scope, options, path, replace } => {
                self.export(format, *scope, *options, path, replace);
            }
            ExportEffect::Stop => self.jobs.cancel(&JobKind::Export),
        }
    }

    fn count(&mut self, number: u64, scope: Box<Scope>) {
        let Some(session) = &self.state.session else { return };
        let project = session.project.clone();
        self.jobs.request(JobKind::Count, "count", move |job| {
            let extent = Arc::new(ScopeExtent::of(&project, &scope));
            post(job, Command::Export(ExportCommand::Counted { number, extent }));
        });
    }

    fn export(
        &mut self,
        format: &'static str,
        scope: Scope,
        options: ExportOptions,
        path: PathBuf,
        overwrite: bool,
    ) {
        let Some(session) = &self.state.session else { return };
        let project = session.project.clone();
        let destination = Destination { path, overwrite, root: Some(session.root.clone()) };
        self.jobs.request(JobKind::Export, "export", move |job| {
            let told = |done, total| post(job, Command::Export(ExportCommand::Writing { done, total }));
            let work = || exports::write(format, &project, &scope, &options, &destination, job.progress());
            let outcome = watched(job.progress(), PACE, told, work);
            post(
                job,
                match outcome {
                    Ok(written) => Command::Export(ExportCommand::Written(Box::new(written))),
                    Err(ExportError::Cancelled) => Command::Export(ExportCommand::NotWritten(None)),
                    Err(error) => Command::Export(ExportCommand::NotWritten(Some(exports::refusal(&error)))),
                },
            );
        });
    }
}
