//! What the saver is told, and what it has to say.

use super::target::Target;
use crate::app::MergedFile;
use crate::base::AnnotatorId;
use crate::locale::Message;
use crate::model::{FileKey, HistoryChange, Holder, Preferences, Project, Version};
use crate::store::Aside;
use crate::text::Digest;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::mpsc::Sender;

/// What the saver is told.
pub(in crate::shell) enum Order {
    /// From now on changes are those of this project.
    Open(Box<Target>),
    /// A line of the undo journal.
    Journal(HistoryChange),
    /// Files differ from the disk since that change.
    Dirty {
        project: Project,
        files: BTreeSet<FileKey>,
        change: u64,
    },
    /// Memory and files of the project come from these versions; the SHA-256 of a file of which the memory holds all.
    Agree(PathBuf, Vec<(FileKey, Version, Option<Digest>)>),
    /// Write everything, and then keep these versions in a folder and take them out of the open project.
    PutAway {
        asides: Vec<Aside>,
        earlier: PathBuf,
    },
    /// Write everything now and say whether it worked.
    Flush,
    /// Write everything now, then send word.
    FlushAndSay(Sender<()>),
    /// Get hold of an annotator's files in a project, and return who has them otherwise.
    Lease(PathBuf, AnnotatorId, Sender<Option<Holder>>),
    /// Get hold of an annotator's files in the open project, and begin their undo journal.
    Own {
        annotator: AnnotatorId,
        journal: Option<PathBuf>,
        project: Box<Project>,
    },
    /// Let go of the project.
    Close,
    Settings(Box<Preferences>),
    /// Write everything, send word, and end.
    Finish(Sender<Result<(), Message>>),
}

/// What the saver has to say.
#[derive(Debug)]
pub(in crate::shell) enum SaverReport {
    Started,
    /// Files were written, each as it was at that number of change.
    Saved(Vec<(FileKey, u64)>),
    /// Files could not be written, and why.
    Failed {
        files: Vec<FileKey>,
        reason: Message,
    },
    /// A file holds more than the memory does.
    Merged(Box<MergedFile>),
    /// Versions of my files were laid aside, or put away.
    ConflictsChanged,
    /// Who has my files open, or nobody.
    Held(Option<Holder>),
    /// Somebody else let go of my files in that project.
    Freed(PathBuf),
    /// Everything was tried; whether all of it is on disk.
    Flushed {
        clean: bool,
    },
    /// Something is to be said.
    Say(Message),
    /// Something did not work.
    Fail(Message),
}
