//! Releases: looking through what is to be frozen, and freezing it by a worker that can be stopped.

use super::{PACE, Program, post};
use crate::app::{Command, FreezeCommand, FreezeEffect};
use crate::base::Timestamp;
use crate::jobs::watched;
use crate::release::{self, Options, Survey};
use crate::shell::report::JobKind;
use crate::shell::{freeze, reasons};
use crate::store;
use crate::transfer;
use std::path::PathBuf;
use std::sync::Arc;

impl Program {
    /// Carries out what the dialog of releases asks for.
    pub(super) fn run_freeze(&mut self, effect: FreezeEffect) {
        match effect {
            FreezeEffect::Survey { number, options, now } => self.survey(number, *options, now),
            FreezeEffect::StopSurvey => self.jobs.cancel(&JobKind::Survey),
            FreezeEffect::Write { options, incomplete, path, now } => {
                self.freeze(*options, incomplete, path, now);
            }
            FreezeEffect::Stop => self.jobs.cancel(&JobKind::Freeze),
        }
    }

    fn survey(&mut self, number: u64, options: Options, now: Timestamp) {
        let Some(session) = &self.state.session else { return };
        let (project, known) = (session.project.clone(), session.issues.clone());
        let (root, saver) = (session.root.clone(), self.saver.handle());
        self.jobs.request(JobKind::Survey, "survey", move |job| {
            // What was found on opening may be mended by now, and other things may lie in the folder.
            saver.flush();
            let opened = store::open(&root, job.progress()).map_or(known, |opened| opened.issues);
            if job.progress().is_cancelled() {
                return;
            }
            let survey = Arc::new(Survey::new(&project, &options.scope, &opened));
            post(job, Command::Freeze(FreezeCommand::Surveyed { number, survey: Arc::clone(&survey) }));
            let other_findings = survey.other_findings();
            let worded = release::paragraphs(&project, &options, &other_findings, now, job.progress());
            if let Some(paragraphs) = worded {
                post(
                    job,
                    Command::Freeze(FreezeCommand::Worded { number, paragraphs: Arc::new(paragraphs) }),
                );
            }
        });
    }

    fn freeze(&mut self, options: Options, incomplete: bool, path: PathBuf, now: Timestamp) {
        let Some(session) = &self.state.session else { return };
        let root = session.root.clone();
        let known = session.import_export.freeze.survey.as_ref();
        let (project, opened) =
            (session.project.clone(), known.map_or_else(|| session.issues.clone(), |one| one.opened.clone()));
        self.jobs.request(JobKind::Freeze, "freeze", move |job| {
            let told = |done, total| post(job, Command::Freeze(FreezeCommand::Freezing { done, total }));
            let work = || {
                transfer::keep_off(&root, &path)
                    .map_err(|issue| Some(reasons::with_hint(issue.message, issue.hint)))?;
                freeze::freeze(&project, &options, &opened, incomplete, &path, now, job.progress())
            };
            let outcome = watched(job.progress(), PACE, told, work);
            let told = match outcome {
                Ok(frozen) => FreezeCommand::Frozen(Box::new(frozen)),
                Err(refusal) => FreezeCommand::NotFrozen(refusal),
            };
            post(job, Command::Freeze(told));
        });
    }
}
