//! State machine, saver and workers together: everything but the window.

mod bundles;
mod changes;
mod effects;
mod exports;
mod freeze;
mod imports;
mod saving;

use super::clock::Clock;
use super::folders::UserFolders;
use super::report::{JobKind, JobReport};
use super::saver::{Order, Saver};
use super::watcher::Watcher;
use crate::agreement::ReportCache;
use crate::app::{Command, Dialog, Effect, Loaded, ProjectCommand, State, ViewRequest};
use crate::jobs::{Job, Queue, Waker};
use crate::locale::Message;
use crate::model::{FileKey, Preferences, Version};
use crate::text::Digest;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// How often progress is told.
const PACE: Duration = Duration::from_millis(100);

/// Hands a command to the state machine.
fn post(job: &Job<JobKind, JobReport>, command: Command) {
    job.post(JobReport::Command(command));
}

/// What only the window can carry out.
#[derive(Debug, Clone, PartialEq)]
pub enum WindowRequest {
    /// Show a dialog of the system.
    Dialog(Dialog),
    /// Move the keyboard focus, or scroll.
    View(ViewRequest),
    /// Put words on the clipboard.
    CopyText(String),
    /// Ask the clipboard for words.
    ReadClipboard,
    /// Put theme and scale of the preferences into force.
    ApplyPreferences,
    /// End the program as the system's close button does.
    Close,
}

/// The program without its window.
pub struct Program {
    /// Everything that the window shows.
    pub state: State,
    pub(super) folders: UserFolders,
    pub(super) jobs: Queue<JobKind, JobReport>,
    pub(super) saver: Saver,
    /// What only the window can carry out.
    pub(super) for_window: Vec<WindowRequest>,
    /// What single articles say of agreement, so that only changed ones are looked at anew.
    pub(super) figures: Arc<Mutex<ReportCache>>,
    pub(super) clock: Clock,
    pub(super) changed: BTreeMap<FileKey, u64>,
    pub(super) change: u64,
    pub(super) waker: Waker,
    pub(super) watcher: Option<Watcher>,
    /// Files that others changed and that are still to be read.
    pub(super) changed_elsewhere: BTreeSet<FileKey>,
    /// Files that others changed and that could not be read.
    pub(super) unread: BTreeSet<FileKey>,
    /// Bundles that wait for a project to be open.
    pub(super) bundles: Vec<PathBuf>,
    /// Whether it is to be asked where they belong, should no project be open.
    pub(super) ask_where: bool,
    /// Files of other programs that wait for a project to be open.
    pub(super) imports: Vec<PathBuf>,
    /// Paths of which it is still to be found out what they are.
    pub(super) paths: Vec<PathBuf>,
    /// Files that wait to become drafts.
    pub(super) files: Vec<PathBuf>,
    /// What gives the clipboard's HTML.
    pub(super) clipboard: fn() -> Option<String>,
}

impl Program {
    /// A program with nothing open. `waker` is called from any thread when [`Self::pump`] has something to do.
    ///
    /// # Errors
    /// When the system has no thread to give.
    pub fn new(preferences: Preferences, folders: UserFolders, waker: Waker) -> std::io::Result<Self> {
        let saver = Saver::start(waker.clone(), folders.clone())?;
        Ok(Self {
            state: State::new(preferences),
            folders,
            jobs: Queue::new(waker.clone(), JobKind::failed),
            saver,
            for_window: Vec::new(),
            figures: Arc::default(),
            clock: Clock::default(),
            changed: BTreeMap::new(),
            change: 0,
            waker,
            watcher: None,
            changed_elsewhere: BTreeSet::new(),
            unread: BTreeSet::new(),
            bundles: Vec::new(),
            ask_where: false,
            imports: Vec::new(),
            paths: Vec::new(),
            files: Vec::new(),
            clipboard: || None,
        })
    }

    /// The same with what gives the clipboard's HTML, asked by a worker when words are pasted.
    #[must_use]
    pub fn with_clipboard(self, clipboard: fn() -> Option<String>) -> Self {
        Self { clipboard, ..self }
    }

    /// Carries out a command and runs what follows from it.
    pub fn dispatch(&mut self, command: Command) {
        let stamp = self.clock.stamp();
        for effect in self.state.dispatch(command, stamp) {
            self.run(effect);
        }
    }

    /// Takes in what workers and saver have to say; whether there was anything.
    pub fn pump(&mut self) -> bool {
        let saved = self.saver.take();
        let done = self.jobs.take();
        let any = !saved.is_empty() || !done.is_empty();
        saved.into_iter().for_each(|report| self.take_from_saver(report));
        done.into_iter().for_each(|report| self.take_from_job(report));
        let changes = self.take_from_watcher();
        self.read_changes();
        self.sort_out_waiting();
        self.draft_waiting();
        self.receive_waiting();
        self.import_waiting();
        changes || any
    }

    /// What only the window can do.
    pub fn take_window_requests(&mut self) -> Vec<WindowRequest> {
        std::mem::take(&mut self.for_window)
    }

    /// Whether all work is on disk.
    pub fn is_saved(&self) -> bool {
        self.changed.is_empty()
    }

    /// Whether work goes on in the background.
    pub fn is_working(&self) -> bool {
        !self.jobs.is_idle()
    }

    /// Writes everything and ends the saver; waits at most so long.
    ///
    /// # Errors
    /// What could not be saved, and why.
    pub fn finish(&mut self, patience: Duration) -> Result<(), Message> {
        self.saver.finish(patience)
    }

    fn take_from_job(&mut self, report: JobReport) {
        match report {
            JobReport::Command(Command::Project(ProjectCommand::Loaded(loaded))) => {
                self.saver.order(Order::Agree(loaded.root.clone(), versions(&loaded)));
                let finished = loaded.remaining == 0;
                self.dispatch(Command::Project(ProjectCommand::Loaded(loaded)));
                if finished {
                    self.read_changes();
                    self.list_conflicts();
                }
            }
            JobReport::Command(command) => self.dispatch(command),
            JobReport::Changed(read) => self.take_changes(*read),
            JobReport::Opened { opened, ready, dirty, seen, files } => {
                self.changed.clear();
                let (root, written) = (opened.root.clone(), ready.written());
                self.saver.order(Order::Open(ready));
                self.dispatch(Command::Project(ProjectCommand::Opened(opened)));
                self.watch(&root, seen, written);
                if !dirty.is_empty() {
                    self.run(Effect::Dirty(dirty));
                }
                if !files.is_empty() {
                    self.draft_files(files);
                }
            }
            JobReport::Found(found) => self.found(found),
            JobReport::Received(received) => self.received(*received),
        }
    }
}

/// What the files hold that were loaded and others may change too.
fn versions(loaded: &Loaded) -> Vec<(FileKey, Version, Option<Digest>)> {
    let articles = loaded.articles.iter().map(|(article, _)| {
        (FileKey::Article(article.id.clone()), Version::Article(Arc::clone(article)), None)
    });
    let sets = loaded.sets.iter();
    let sets = sets.map(|(key, set)| (FileKey::Set(key.clone()), Version::Set(Arc::clone(set)), None));
    let stubs = loaded.stubs.iter();
    let stubs = stubs.map(|stub| (FileKey::Stub(stub.id.clone()), Version::Stub(Arc::clone(stub)), None));
    articles.chain(sets).chain(stubs).collect()
}
