//! Imports: reading files of other programs, and what importing them does.

use super::{Program, post};
use crate::app::{Command, ImportCommand, ImportEffect, StatusCommand};
use crate::base::{AnnotatorId, Checked};
use crate::formats::{self, ImportOptions, ImportedData};
use crate::message;
use crate::model::LabelMapping;
use crate::shell::clock::now;
use crate::shell::imports;
use crate::shell::report::{JobKind, JobReport};
use crate::store::{self, Lease, LeaseError};
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

impl Program {
    /// Imports what waits, once a project is open and all of it is read.
    pub(super) fn import_waiting(&mut self) {
        if self.imports.is_empty() || self.jobs.is_busy(&JobKind::Open) || self.jobs.is_busy(&JobKind::Paths)
        {
            return;
        }
        let paths = std::mem::take(&mut self.imports);
        self.dispatch(Command::Import(ImportCommand::Read(paths)));
    }

    /// Carries out what the import dialog asks for.
    pub(super) fn run_import(&mut self, effect: ImportEffect) {
        match effect {
            ImportEffect::Read { paths, format } => self.read_imports(paths, format),
            ImportEffect::Plan { number, imported, mapping, options } => {
                self.plan_import(number, imported, mapping, options);
            }
            ImportEffect::CheckLeases(annotators) => self.check_leases(annotators),
            ImportEffect::KeepMapping(mapping) => self.keep_mapping(mapping),
            ImportEffect::Stop => {
                for kind in [JobKind::Import, JobKind::Plan, JobKind::Clear] {
                    self.jobs.cancel(&kind);
                }
            }
        }
    }

    /// Reads files, as the format that knows them when none is named.
    fn read_imports(&mut self, paths: Vec<PathBuf>, format: Option<&'static str>) {
        let project = self.state.session.as_ref().map(|session| session.project.id().clone());
        let memory = self.folders.data.clone().zip(project);
        self.jobs.request(JobKind::Import, "import", move |job| {
            let kept = memory.map(|(data, project)| store::kept_mapping(&data, &project));
            let Checked { value, issues } = kept.unwrap_or_else(|| Checked::clean(LabelMapping::default()));
            let mut read = imports::files_read(paths, format, value, job.progress());
            if let Ok((_, found)) = &mut read.outcome {
                found.extend(issues);
            }
            if !job.progress().is_cancelled() {
                post(job, Command::Import(ImportCommand::WasRead(Box::new(read))));
            }
        });
    }

    fn plan_import(
        &mut self,
        number: u64,
        imported: Arc<ImportedData>,
        mapping: LabelMapping,
        options: ImportOptions,
    ) {
        let Some(session) = &self.state.session else { return };
        let project = session.project.clone();
        self.jobs.request(JobKind::Plan, "plan", move |job| {
            let plan = Arc::new(formats::plan(&project, &imported, &mapping, &options));
            post(job, Command::Import(ImportCommand::Planned { number, plan }));
        });
    }

    /// Finds out whether annotators' files are open elsewhere: whoever can take a lease may write.
    fn check_leases(&mut self, annotators: BTreeSet<AnnotatorId>) {
        let Some(session) = &self.state.session else { return };
        let root = session.root.clone();
        self.jobs.request(JobKind::Clear, "clear", move |job| {
            let held = annotators.into_iter().filter_map(|id| match Lease::take(&root, &id, now()) {
                Err(LeaseError::Held(holder)) if holder.process != std::process::id() => Some((id, holder)),
                // Where the system gives no lease, writing will tell what is wrong.
                _ => None,
            });
            post(job, Command::Import(ImportCommand::Cleared(held.collect())));
        });
    }

    /// Keeps what labels became for the next import.
    fn keep_mapping(&mut self, mapping: LabelMapping) {
        let (Some(session), Some(data)) = (&self.state.session, self.folders.data.clone()) else { return };
        let project = session.project.clone();
        self.jobs.request(JobKind::Keep, "keep", move |job| {
            if let Err(error) = store::keep_mapping(&data, &project, &mapping) {
                let said = message!("program-labels-not-kept", why = error.message());
                job.post(JobReport::Command(Command::Status(StatusCommand::Say(said))));
            }
        });
    }
}
