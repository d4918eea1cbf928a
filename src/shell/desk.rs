//! State machine, saver and workers together: everything but the window.

use super::bundles::Arrived;
use super::clock::Clock;
use super::elsewhere::Elsewhere;
use super::saver::{Order, Saver};
use super::watcher::Watcher;
use crate::agreement::ReportCache;
use crate::app::{
    Command, Dialog, Effect, ExportCommand, FreezeCommand, ImportCommand, OpenedProject, ProjectCommand,
    SavingCommand, State, StatusCommand, ViewRequest,
};
use crate::base::ArticleId;
use crate::jobs::{Queue, Waker};
use crate::model::{FileKey, Preferences, Version};
use crate::store::Stamps;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// The kinds of work of which one at a time goes on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// Reading a project.
    Open,
    /// Finding out what paths are.
    Paths,
    /// Making drafts.
    Draft,
    /// Dividing an article into sentences.
    Segment(ArticleId),
    /// Searching words in an article.
    Find,
    /// Comparing everybody's work.
    Compare,
    /// Working out the figures of agreement.
    Measure,
    /// Writing a page.
    Page,
    /// Reading what others changed.
    Reread,
    /// Looking for versions of my files that differ.
    Conflicts,
    /// Writing bundles.
    Send,
    /// Receiving bundles.
    Receive,
    /// Counting what an export would hold.
    Count,
    /// Writing an export.
    Export,
    /// Looking through what is to be released.
    Survey,
    /// Making and writing a release.
    Freeze,
    /// Reading files of other programs.
    Import,
    /// Working out what importing does.
    Plan,
    /// Finding out whose files are open elsewhere.
    Clear,
    /// Keeping what labels became.
    Keep,
    /// A dialog of the system.
    Dialog,
}

/// What workers and saver hand to the desk.
#[derive(Debug)]
pub(super) enum Report {
    /// A command for the state machine.
    Command(Command),
    /// A project was read, at least its head; then these files are to become drafts.
    Opened {
        opened: Box<OpenedProject>,
        ready: Box<super::saver::Target>,
        /// What the last session did not get to disk.
        dirty: BTreeSet<FileKey>,
        /// How its files looked before they were read.
        seen: Stamps,
        files: Vec<PathBuf>,
    },
    /// What the paths are.
    Found(Found),
    /// Files were written, each as it was at that number of change.
    Saved(Vec<(FileKey, u64)>),
    /// What others changed was read.
    Elsewhere(Box<Elsewhere>),
    /// Bundles were received.
    Arrived(Box<Arrived>),
    /// Versions of my files were laid aside, or put away.
    Divided,
    /// Somebody else let go of my files in that project.
    Freed(PathBuf),
    /// Everything was tried; whether all of it is on disk.
    Flushed(bool),
}

/// What paths are.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// A project, and an article in it.
    pub project: Option<(PathBuf, Option<ArticleId>)>,
    /// Files to make drafts of.
    pub files: Vec<PathBuf>,
    /// Bundles.
    pub bundles: Vec<PathBuf>,
    /// Files of other programs.
    pub foreign: Vec<PathBuf>,
}

impl Found {
    /// A project, to be opened.
    pub fn project(root: PathBuf) -> Self {
        Self { project: Some((root, None)), ..Self::default() }
    }
}

/// Where this machine keeps what belongs to no project.
#[derive(Debug, Clone, Default)]
pub struct Places {
    /// The user's data folder; nothing is kept when there is none.
    pub data: Option<PathBuf>,
    /// The user's documents; a project for articles opened without one is made there.
    pub documents: Option<PathBuf>,
}

impl Places {
    /// The places that the system intends.
    pub fn of_system() -> Self {
        Self { data: crate::store::data_dir(), documents: crate::store::documents_dir() }
    }

    /// The folder of the project for articles that were opened without one.
    pub(super) fn own_project(&self) -> Option<PathBuf> {
        self.documents.as_ref().map(|documents| documents.join("Obelus").join("My articles"))
    }
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
    /// Close the window.
    Close,
}

/// The program without its window.
pub struct Desk {
    /// What there is.
    pub state: State,
    pub(super) places: Places,
    pub(super) jobs: Queue<Kind, Report>,
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
    pub(super) elsewhere: BTreeSet<FileKey>,
    /// Files that others changed and that could not be read.
    pub(super) unread: BTreeSet<FileKey>,
    /// Bundles that wait for a project to be open.
    pub(super) bundles: Vec<PathBuf>,
    /// Whether it is to be asked where they belong, should no project be open.
    pub(super) homeless: bool,
    /// Files of other programs that wait for a project to be open.
    pub(super) imports: Vec<PathBuf>,
}

impl Desk {
    /// A desk with nothing open. `waker` is called from any thread when [`Self::pump`] has something to do.
    ///
    /// # Errors
    /// When the system has no thread to give.
    pub fn new(preferences: Preferences, places: Places, waker: Waker) -> std::io::Result<Self> {
        let saver = Saver::start(waker.clone(), places.clone())?;
        let failed = |kind: &Kind, words: String| {
            let what = match kind {
                Kind::Open | Kind::Paths => "The project could not be opened",
                Kind::Draft => "The articles could not be read",
                Kind::Segment(_) => "The article could not be divided into sentences",
                Kind::Find => "The article could not be searched",
                Kind::Compare => "The work could not be compared",
                Kind::Page => "The page could not be written",
                Kind::Measure => "The figures could not be worked out",
                Kind::Reread => "What others changed could not be read",
                Kind::Conflicts => "Your versions could not be compared",
                Kind::Send => "The bundle could not be made",
                Kind::Receive => "The bundle could not be received",
                Kind::Count => "What is exported could not be counted",
                Kind::Export => {
                    let words = format!("Nothing was exported: {words}.");
                    let command = Command::Export(ExportCommand::NotWritten(Some(words)));
                    return Report::Command(command);
                }
                Kind::Survey => "What is released could not be looked through",
                Kind::Freeze => {
                    let words = format!("Nothing was frozen: {words}.");
                    let command = Command::Freeze(FreezeCommand::NotFrozen(Some(words)));
                    return Report::Command(command);
                }
                Kind::Import | Kind::Plan | Kind::Clear => {
                    let words = format!("The file could not be imported: {words}.");
                    return Report::Command(Command::Import(ImportCommand::NotRead(words)));
                }
                Kind::Keep => "What labels became could not be kept",
                Kind::Dialog => "The dialog could not be shown",
            };
            Report::Command(Command::Status(StatusCommand::Fail(format!("{what}: {words}."))))
        };
        Ok(Self {
            state: State::new(preferences),
            places,
            jobs: Queue::new(waker.clone(), failed),
            saver,
            for_window: Vec::new(),
            figures: Arc::default(),
            clock: Clock::default(),
            changed: BTreeMap::new(),
            change: 0,
            waker,
            watcher: None,
            elsewhere: BTreeSet::new(),
            unread: BTreeSet::new(),
            bundles: Vec::new(),
            homeless: false,
            imports: Vec::new(),
        })
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
        let mut reports = self.saver.take();
        reports.extend(self.jobs.take());
        let any = !reports.is_empty();
        for report in reports {
            self.report(report);
        }
        let heard = self.hear();
        self.read_elsewhere();
        self.receive_waiting();
        self.import_waiting();
        heard || any
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
    pub fn finish(&mut self, patience: Duration) -> Result<(), String> {
        self.saver.finish(patience)
    }

    fn report(&mut self, report: Report) {
        match report {
            Report::Command(Command::Project(ProjectCommand::Loaded(loaded))) => {
                let sets = loaded.sets.iter();
                let sets =
                    sets.map(|(key, set)| (FileKey::Set(key.clone()), Version::Set(Arc::clone(set)), None));
                self.saver.order(Order::Agree(loaded.root.clone(), sets.collect()));
                let finished = loaded.remaining == 0;
                self.dispatch(Command::Project(ProjectCommand::Loaded(loaded)));
                if finished {
                    self.read_elsewhere();
                    self.list_conflicts();
                }
            }
            Report::Command(command) => self.dispatch(command),
            Report::Elsewhere(read) => self.read_anew(*read),
            Report::Divided => self.list_conflicts(),
            Report::Opened { opened, ready, dirty, seen, files } => {
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
            Report::Found(found) => self.found(found),
            Report::Arrived(arrived) => self.arrived(*arrived),
            Report::Saved(files) => {
                let current = files.into_iter().filter(|(key, at)| self.changed.get(key) == Some(at));
                let current: Vec<FileKey> = current.map(|(key, _)| key).collect();
                for key in &current {
                    self.changed.remove(key);
                }
                self.dispatch(Command::Saving(SavingCommand::Saved(current)));
            }
            Report::Freed(root) => {
                self.dispatch(Command::Saving(SavingCommand::Held(None)));
                let session = self.state.session.as_ref().filter(|session| session.root == root);
                let article = session.and_then(|session| Some(session.reading.as_ref()?.article.id.clone()));
                // What they changed in the meantime is read again.
                if session.is_some() && self.changed.is_empty() {
                    self.run(Effect::ReadProject { root, article });
                }
            }
            Report::Flushed(true) => {
                self.dispatch(Command::Status(StatusCommand::Say("All work is saved.".to_owned())));
            }
            Report::Flushed(false) => {}
        }
    }
}
