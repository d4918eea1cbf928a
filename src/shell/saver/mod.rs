//! The one thread that writes: journal lines at once, changed files within a second, in the order of the changes.
//!
//! What cannot be written stays in memory and is tried again, at growing intervals, also after another project was
//! opened. Does not read projects and knows no state but the snapshot that comes with a change.

mod leases;
mod target;
mod thread;
mod written;

pub(super) use target::Target;
pub(super) use written::Written;

use super::folders::UserFolders;
use crate::app::MergedFile;
use crate::base::AnnotatorId;
use crate::jobs::{self, Waker};
use crate::model::{FileKey, HistoryChange, Holder, Preferences, Project, Version};
use crate::store::Aside;
use crate::text::Digest;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

/// What the saver is told.
pub(super) enum Order {
    /// From now on changes are those of this project.
    Open(Box<Target>),
    /// A line of the undo journal.
    Journal(HistoryChange),
    /// Files differ from the disk since that change.
    Dirty { project: Project, files: BTreeSet<FileKey>, change: u64 },
    /// Memory and files of the project come from these versions; the SHA-256 of a file of which the memory holds all.
    Agree(PathBuf, Vec<(FileKey, Version, Option<Digest>)>),
    /// Write everything, and then keep these versions in a folder and take them out of the open project.
    PutAway { asides: Vec<Aside>, earlier: PathBuf },
    /// Write everything now and say whether it worked.
    Flush,
    /// Write everything now, then send word.
    Settle(Sender<()>),
    /// Get hold of an annotator's files in a project, and return who has them otherwise.
    Lease(PathBuf, AnnotatorId, Sender<Option<Holder>>),
    /// Get hold of an annotator's files in the open project, and begin their undo journal.
    Own { annotator: AnnotatorId, journal: Option<PathBuf>, project: Box<Project> },
    /// Let go of the project.
    Close,
    /// Keep the preferences.
    Settings(Box<Preferences>),
    /// Write everything, send word, and end.
    Finish(Sender<Result<(), String>>),
}

/// What the saver has to say.
#[derive(Debug)]
pub(super) enum SaverReport {
    /// A write began.
    Started,
    /// Files were written, each as it was at that number of change.
    Saved(Vec<(FileKey, u64)>),
    /// Files could not be written, and why.
    Failed { files: Vec<FileKey>, reason: String },
    /// A file holds more than the memory does.
    Merged(Box<MergedFile>),
    /// Versions of my files were laid aside, or put away.
    ConflictsChanged,
    /// Who has my files open, or nobody.
    Held(Option<Holder>),
    /// Somebody else let go of my files in that project.
    Freed(PathBuf),
    /// Everything was tried; whether all of it is on disk.
    Flushed { clean: bool },
    /// Something is to be said.
    Say(String),
    /// Something did not work.
    Fail(String),
}

/// The program's end of the saver.
pub(super) struct Saver {
    orders: Sender<Order>,
    inbox: Receiver<SaverReport>,
    finished: bool,
}

/// A worker's end of the saver: it may wait for the answers.
#[derive(Clone)]
pub(super) struct Handle(Sender<Order>);

/// How long a worker waits for an answer of the saver.
const PATIENCE: Duration = Duration::from_secs(10);

impl Saver {
    /// Starts the thread.
    pub fn start(waker: Waker, folders: UserFolders) -> std::io::Result<Self> {
        let (orders, taken) = channel();
        let (reports, inbox) = channel();
        jobs::spawn("saver", move || thread::Worker::new(taken, reports, waker, folders).run())?;
        Ok(Self { orders, inbox, finished: false })
    }

    /// Gives an order; they are carried out one after the other.
    pub fn order(&self, order: Order) {
        // Should the thread be gone, `finish` says so.
        let _ = self.orders.send(order);
    }

    /// For a worker.
    pub fn handle(&self) -> Handle {
        Handle(self.orders.clone())
    }

    /// What it has to say.
    pub fn take(&mut self) -> Vec<SaverReport> {
        self.inbox.try_iter().collect()
    }

    /// Writes everything and ends the thread.
    pub fn finish(&mut self, patience: Duration) -> Result<(), String> {
        let (say, heard) = channel();
        self.order(Order::Finish(say));
        let outcome =
            heard.recv_timeout(patience).unwrap_or_else(|_| Err("the disk does not answer".to_owned()));
        self.finished = outcome.is_ok();
        outcome
    }
}

impl Drop for Saver {
    /// Also when the window ended by a fault, what was changed gets to disk.
    fn drop(&mut self) {
        if !self.finished {
            // Nobody is left to be told of what could not be saved.
            let _ = self.finish(PATIENCE / 2);
        }
    }
}

impl Handle {
    /// Waits until everything changed before is on disk, or was tried.
    pub fn settle(&self) {
        let (say, heard) = channel();
        let _ = self.0.send(Order::Settle(say));
        // Whether it settled or not, there is nothing better to do than to go on.
        let _ = heard.recv_timeout(PATIENCE);
    }

    /// Gets hold of an annotator's files, or returns who has them.
    pub fn lease(&self, root: &Path, annotator: &AnnotatorId) -> Option<Holder> {
        let (say, heard) = channel();
        let _ = self.0.send(Order::Lease(root.to_owned(), annotator.clone(), say));
        heard.recv_timeout(PATIENCE).ok().flatten()
    }
}
