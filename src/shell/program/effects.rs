//! What each effect does.

use super::{Program, WindowRequest, post};
use crate::agreement::{AgreementReport, Request, Viewer};
use crate::app::{
    ArticleCommand, Command, Dialog, Effect, ProjectCommand, ReadingCommand, ReviewCommand, StatusCommand,
    feedback_for, places_of, sentences_of,
};
use crate::base::{AnnotatorId, ArticleId, Issue};
use crate::locale::Catalogue;
use crate::message;
use crate::model::{Original, Project, ReadOptions};
use crate::shell::report::{JobKind, JobReport, PathsFound};
use crate::shell::saver::Order;
use crate::shell::{exports, intake, loader, reading, sample};
use crate::store;
use crate::transfer::{self, Destination};
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::{Arc, PoisonError};

impl Program {
    /// Carries an effect out, or keeps it for the window.
    pub(in crate::shell) fn run(&mut self, effect: Effect) {
        match effect {
            Effect::ReadProject { root, article } => self.read_project(root, article, Vec::new()),
            Effect::ReadSample => self.read_sample(),
            Effect::ReadPaths(paths) => {
                self.paths.extend(paths);
                self.sort_out_waiting();
            }
            Effect::MakeProject(root) => self.make_project(root),
            Effect::OpenProjectForDrafts => self.open_project_for_drafts(),
            Effect::DraftText(text) => self.draft_text(text),
            Effect::DraftAgain { path, options } => self.draft_again(path, options),
            Effect::KeepOriginals(files) => self.keep_originals(files),
            Effect::Segment(article) => {
                self.jobs.request(JobKind::Segment(article.id.clone()), "segment", move |job| {
                    let sentences = sentences_of(&article);
                    let article = article.id.clone();
                    job.post(JobReport::Command(Command::Project(ProjectCommand::Segmented {
                        article,
                        sentences,
                    })));
                });
            }
            Effect::Find { article, query } => {
                self.jobs.request(JobKind::Find, "find", move |job| {
                    let hits = places_of(article.text.as_str(), &query);
                    let article = article.id.clone();
                    job.post(JobReport::Command(Command::Reading(ReadingCommand::Found {
                        article,
                        query,
                        hits,
                    })));
                });
            }
            Effect::Team(effect) => self.run_team(effect),
            Effect::Export(effect) => self.run_export(effect),
            Effect::Import(effect) => self.run_import(effect),
            Effect::Freeze(effect) => self.run_freeze(effect),
            Effect::Compare => self.compare(),
            Effect::Measure => self.measure(),
            Effect::WriteFeedback { coder, path } => self.write_feedback(coder, path),
            Effect::Dirty(files) => {
                let Some(session) = &self.state.session else { return };
                self.change += 1;
                self.changed.extend(files.iter().map(|key| (key.clone(), self.change)));
                let project = session.project.clone();
                self.saver.order(Order::Dirty { project, files, change: self.change });
            }
            Effect::Flush => self.saver.order(Order::Flush),
            Effect::Journal(change) => self.saver.order(Order::Journal(change)),
            Effect::TakeLease(annotator) => {
                if let Some(session) = &self.state.session {
                    let journal =
                        loader::journal_of(&self.folders, &session.root, &session.project, &annotator);
                    let project = Box::new(session.project.clone());
                    self.saver.order(Order::Own { annotator, journal, project });
                    self.list_conflicts();
                }
            }
            Effect::CloseProject => {
                self.watcher = None;
                self.imports.clear();
                for kind in [
                    JobKind::Open,
                    JobKind::Export,
                    JobKind::Survey,
                    JobKind::Freeze,
                    JobKind::Import,
                    JobKind::Plan,
                ] {
                    self.jobs.cancel(&kind);
                }
                self.changed.clear();
                self.saver.order(Order::Close);
            }
            Effect::SavePreferences => {
                self.saver.order(Order::Settings(Box::new(self.state.preferences.clone())));
                self.for_window.push(WindowRequest::ApplyPreferences);
            }
            Effect::CancelBusy => self.cancel_busy(),
            Effect::Dialog(dialog) => self.for_window.push(WindowRequest::Dialog(dialog)),
            Effect::View(request) => self.for_window.push(WindowRequest::View(request)),
            Effect::ReadClipboard => self.for_window.push(WindowRequest::ReadClipboard),
            Effect::CopyText(text) => self.for_window.push(WindowRequest::CopyText(text)),
            Effect::Quit => self.for_window.push(WindowRequest::Close),
        }
    }

    /// Compares everybody's work on what the viewer may see.
    fn compare(&mut self) {
        let Some(session) = &self.state.session else { return };
        let mut comparisons = session.review.comparisons.clone();
        let (project, viewer) = (session.project.clone(), session.reviewer().cloned());
        self.jobs.request(JobKind::Compare, "compare", move |job| {
            comparisons.update(&project, viewer.as_ref());
            let command = ReviewCommand::Compared(Box::new(comparisons));
            job.post(JobReport::Command(Command::Review(command)));
        });
    }

    /// Writes an annotator's feedback as a page.
    fn write_feedback(&mut self, coder: AnnotatorId, path: PathBuf) {
        let Some(session) = &self.state.session else { return };
        let (project, viewer) = (session.project.clone(), session.reviewer().cloned());
        let root = session.root.clone();
        self.jobs.request(JobKind::Page, "page", move |job| {
            let feedback = feedback_for(&project, viewer.as_ref(), &coder);
            let name = |id: &AnnotatorId| {
                project.annotator(id).map_or_else(|| id.to_string(), |known| known.name.clone())
            };
            let page = crate::review::feedback_html(&project, &feedback, &name, Catalogue::english());
            let destination = Destination { path, overwrite: true, root: Some(root) };
            let said = match transfer::write_file(&destination, page.as_bytes()) {
                Ok(path) => Command::Status(StatusCommand::Say(
                    message!("program-feedback", name = name(&coder), path = %path.display()),
                )),
                Err(error) => Command::Status(StatusCommand::Fail(exports::refusal(&error))),
            };
            job.post(JobReport::Command(said));
        });
    }

    /// Works out the figures of agreement.
    fn measure(&mut self) {
        let Some(session) = &self.state.session else { return };
        let cache = Arc::clone(&self.figures);
        let (project, viewer) = (session.project.clone(), session.reviewer().cloned());
        self.jobs.request(JobKind::Measure, "measure", move |job| {
            let request = Request { viewer: Viewer::Annotator(viewer), ..Request::default() };
            let mut cache = cache.lock().unwrap_or_else(PoisonError::into_inner);
            match AgreementReport::new(&project, &request, &mut cache, job.progress()) {
                Ok(Some(report)) => {
                    let command = ReviewCommand::Measured(Arc::new(report));
                    job.post(JobReport::Command(Command::Review(command)));
                }
                Ok(None) => {}
                Err(error) => job.post(JobReport::Command(Command::Status(StatusCommand::Fail(message!(
                    "program-no-figures",
                    why = error.message()
                ))))),
            }
        });
    }

    /// Reads a project once everything changed before is on disk.
    fn read_project(&mut self, root: PathBuf, article: Option<ArticleId>, files: Vec<PathBuf>) {
        let request = loader::OpenRequest {
            article: article.or_else(|| {
                let mut recents = self.state.preferences.recents.iter();
                recents.find(|recent| recent.path == root).and_then(|recent| recent.article.clone())
            }),
            name: self.state.preferences.annotator_name.clone(),
            saver: self.saver.handle(),
            folders: self.folders.clone(),
            files,
            root,
        };
        self.jobs.request(JobKind::Open, "open", move |job| loader::open(request, job));
    }

    fn read_sample(&mut self) {
        let Some(folder) = self.folders.data.as_ref().map(|data| data.join("sample")) else {
            self.dispatch(Command::Status(StatusCommand::Fail(message!("program-no-sample-folder"))));
            return;
        };
        self.jobs.request(JobKind::Paths, "sample", move |job| {
            job.post(match sample::copy_to(&folder) {
                Ok(()) => JobReport::Found(PathsFound::project(folder)),
                Err(error) => JobReport::Command(Command::Status(StatusCommand::Fail(error))),
            });
        });
    }

    fn make_project(&mut self, root: PathBuf) {
        self.jobs.request(JobKind::Paths, "create", move |job| {
            job.post(match loader::create(&root) {
                Ok(()) => JobReport::Found(PathsFound::project(root)),
                Err(error) => JobReport::Command(Command::Status(StatusCommand::Fail(error))),
            });
        });
    }

    /// Confirmed articles must not wait for a folder to be chosen: they go to a project of their own.
    fn open_project_for_drafts(&mut self) {
        match self.folders.own_project() {
            Some(root) if root.join("project.ron").is_file() => self.read_project(root, None, Vec::new()),
            Some(root) => self.make_project(root),
            None => self.for_window.push(WindowRequest::Dialog(Dialog::NewProject)),
        }
    }

    /// Goes on once it is known what the paths are.
    pub(super) fn found(&mut self, found: PathsFound) {
        let PathsFound { project, files, bundles, imports } = found;
        self.imports.extend(imports);
        let Some((root, article)) = project else {
            self.ask_where |= !bundles.is_empty();
            self.bundles.extend(bundles);
            if !files.is_empty() {
                self.draft_files(files);
            }
            return;
        };
        let open = self.state.session.as_ref().is_some_and(|session| session.root == root);
        if !open {
            // They are received in the project that they came with.
            self.bundles.extend(bundles);
            return self.read_project(root, article, files);
        }
        if !bundles.is_empty() {
            self.receive(bundles);
        }
        if let Some(article) = article {
            self.dispatch(Command::Article(ArticleCommand::Open(article)));
        }
        if !files.is_empty() {
            self.draft_files(files);
        }
    }

    /// Keeps files that articles came from; what could not be kept is told.
    fn keep_originals(&mut self, files: BTreeSet<Original>) {
        let Some(root) = self.state.session.as_ref().map(|session| session.root.clone()) else { return };
        self.jobs.request(JobKind::Originals(files.clone()), "originals", move |job| {
            let kept = files.iter().map(|file| store::keep_original(&root, file));
            let failed: Vec<Issue> = kept.filter_map(Result::err).collect();
            if let Some(first) = failed.first() {
                let said = message!(
                    "program-originals-not-kept",
                    count = failed.len(),
                    file = &first.file,
                    what = &first.message,
                    hint = &first.hint
                );
                post(job, Command::Status(StatusCommand::Fail(said)));
            }
        });
    }

    /// Stops long work; what was to come after it is told.
    fn cancel_busy(&mut self) {
        for kind in [
            JobKind::Open,
            JobKind::Paths,
            JobKind::Draft,
            JobKind::DraftText,
            JobKind::Export,
            JobKind::Freeze,
        ] {
            self.jobs.cancel(&kind);
        }
        self.dispatch(Command::Status(StatusCommand::Busy(None)));
        let unread = std::mem::take(&mut self.files).len() + std::mem::take(&mut self.paths).len();
        if unread > 0 {
            let said = message!("program-reading-stopped", count = unread);
            self.dispatch(Command::Status(StatusCommand::Say(said)));
        }
    }

    fn draft_text(&mut self, text: String) {
        let (there, clipboard) = (self.snapshot(), self.clipboard);
        self.jobs.request(JobKind::DraftText, "draft", move |job| {
            intake::draft_text(&text, clipboard, there.as_ref(), job);
        });
    }

    fn draft_again(&mut self, path: PathBuf, options: ReadOptions) {
        let there = self.snapshot();
        self.jobs.request(JobKind::DraftAgain, "draft", move |job| {
            intake::draft_again(path, &options, there.as_ref(), job);
        });
    }

    /// Finds out what paths are that wait for it, as soon as that of earlier ones is known.
    pub(super) fn sort_out_waiting(&mut self) {
        if self.paths.is_empty() || self.jobs.is_busy(&JobKind::Paths) {
            return;
        }
        let paths = std::mem::take(&mut self.paths);
        self.jobs.request(JobKind::Paths, "paths", move |job| job.post(intake::sort_out(&paths, job)));
    }

    /// Makes drafts of files after those that are being read.
    pub(super) fn draft_files(&mut self, files: Vec<PathBuf>) {
        self.files.extend(files);
        self.draft_waiting();
    }

    /// Makes drafts of files that wait for it, as soon as earlier ones are read.
    pub(super) fn draft_waiting(&mut self) {
        if self.files.is_empty() || self.jobs.is_busy(&JobKind::Draft) {
            return;
        }
        let files = std::mem::take(&mut self.files);
        let there = self.snapshot();
        self.jobs.request(JobKind::Draft, "draft", move |job| {
            intake::draft_files(&files, there.as_ref(), reading::PATIENCE, job);
        });
    }

    /// The project as it is now, if one is open.
    fn snapshot(&self) -> Option<Project> {
        self.state.session.as_ref().map(|session| session.project.clone())
    }
}
