//! Releases: looking through what is to be frozen, and freezing it by a worker that can be stopped.

use super::desk::{Desk, Kind, Report};
use super::exports::{PACE, post, sentence};
use crate::app::{Command, FreezeCommand, FreezeEffect, Frozen};
use crate::base::{Issue, Progress, Timestamp};
use crate::jobs::{Job, watched};
use crate::model::Project;
use crate::release::{self, Options, Survey};
use crate::store::{self, StoreError};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Why nothing was frozen; no reason when it was stopped.
type Refusal = Option<String>;

impl Desk {
    /// Carries out what the dialog of releases asks for.
    pub(super) fn run_freeze(&mut self, effect: FreezeEffect) {
        match effect {
            FreezeEffect::Survey { number, options, now } => self.survey(number, *options, now),
            FreezeEffect::StopSurvey => self.jobs.cancel(&Kind::Survey),
            FreezeEffect::Write { options, incomplete, path, now } => {
                self.freeze(*options, incomplete, path, now);
            }
            FreezeEffect::Stop => self.jobs.cancel(&Kind::Freeze),
        }
    }

    fn survey(&mut self, number: u64, options: Options, now: Timestamp) {
        let Some(session) = &self.state.session else { return };
        let (project, known) = (session.project.clone(), session.issues.clone());
        let (root, saver) = (session.root.clone(), self.saver.handle());
        self.jobs.request(Kind::Survey, "survey", move |job| {
            // What was found on opening may be mended by now, and other things may lie in the folder.
            saver.settle();
            let opened = store::open(&root, job.progress()).map_or(known, |opened| opened.issues);
            if job.progress().is_cancelled() {
                return;
            }
            let survey = Arc::new(Survey::new(&project, &options.scope, &opened));
            tell(job, FreezeCommand::Surveyed { number, survey: Arc::clone(&survey) });
            let other_findings = survey.other_findings();
            let worded = release::paragraphs(&project, &options, &other_findings, now, job.progress());
            if let Some(paragraphs) = worded {
                tell(job, FreezeCommand::Worded { number, paragraphs: Arc::new(paragraphs) });
            }
        });
    }

    fn freeze(&mut self, options: Options, incomplete: bool, path: PathBuf, now: Timestamp) {
        let Some(session) = &self.state.session else { return };
        let known = session.interchange.freeze.survey.as_ref();
        let (project, opened) =
            (session.project.clone(), known.map_or_else(|| session.issues.clone(), |one| one.opened.clone()));
        self.jobs.request(Kind::Freeze, "freeze", move |job| {
            let told = |done, total| tell(job, FreezeCommand::Freezing { done, total });
            let work = || freeze(&project, &options, &opened, incomplete, &path, now, job.progress());
            let outcome = watched(job.progress(), PACE, told, work);
            tell(
                job,
                match outcome {
                    Ok(frozen) => FreezeCommand::Frozen(Box::new(frozen)),
                    Err(refusal) => FreezeCommand::NotFrozen(refusal),
                },
            );
        });
    }
}

fn tell(job: &Job<Kind, Report>, command: FreezeCommand) {
    post(job, Command::Freeze(command));
}

fn freeze(
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
