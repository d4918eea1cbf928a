//! Why something with the project's files did not work.

use crate::base::{Issue, Place};
use crate::locale::Message;
use crate::message;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// What was tried with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileAction {
    /// Telling what a folder holds.
    List,
    /// Making a folder.
    MakeFolder,
    /// Opening a file to write to it.
    Open,
    /// Packing files into a zip.
    Pack,
    /// Reading a file.
    Read,
    /// Removing a file.
    Remove,
    /// Giving a file another name.
    Rename,
    /// Writing a file.
    Write,
}

/// Why a project could not be opened or a file not be written.
#[derive(Debug, Clone, PartialEq)]
pub enum StoreError {
    /// The operating system refused.
    Io {
        /// What was tried.
        action: FileAction,
        /// On which file.
        path: PathBuf,
        /// The kind of refusal.
        kind: io::ErrorKind,
        /// The system's words.
        reason: String,
    },
    /// The folder holds no project.
    NoProject(PathBuf),
    /// The project that was open in the folder is no longer there.
    Gone(PathBuf),
    /// The folder has a project already.
    Occupied(PathBuf),
    /// `project.ron` or `codebook.ron` cannot be understood.
    Unreadable(Issue),
    /// The file on disk cannot be understood, and so it is not overwritten.
    Untouchable(Issue),
    /// A file or folder inside the project is a link, which is neither followed nor written through.
    Linked(PathBuf),
    /// The work was cancelled.
    Cancelled,
}

/// In English, as the command line prints it.
impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message().fmt(f)
    }
}

impl std::error::Error for StoreError {}

impl StoreError {
    /// Wraps what the system said.
    pub(super) fn io(action: FileAction, path: &Path, error: &io::Error) -> Self {
        Self::Io { action, path: path.to_owned(), kind: error.kind(), reason: error.to_string() }
    }

    /// What happened, one sentence.
    pub fn message(&self) -> Message {
        match self {
            Self::Io { action, path, kind, reason } => not_done(*action, path, reason_of(*kind, reason)),
            Self::NoProject(path) => message!("store-no-project", path = %path.display()),
            Self::Gone(path) => message!("store-gone", path = %path.display()),
            Self::Occupied(path) => message!("store-occupied", path = %path.display()),
            Self::Unreadable(issue) => match &issue.place {
                Place::Whole => {
                    message!("store-unreadable", file = &issue.file, message = &issue.message)
                }
                place @ (Place::Line(..) | Place::Named(_)) => message!(
                    "store-unreadable-at",
                    file = &issue.file,
                    place = %place,
                    message = &issue.message
                ),
            },
            Self::Untouchable(issue) => {
                message!("store-untouchable", file = &issue.file, message = &issue.message)
            }
            Self::Linked(path) => message!("store-linked", path = %path.display()),
            Self::Cancelled => message!("store-cancelled"),
        }
    }

    /// What to do about it, one sentence; may be empty.
    pub fn hint(&self) -> Message {
        match self {
            Self::Io { kind, .. } => match kind {
                io::ErrorKind::PermissionDenied => message!("store-permission-denied.hint"),
                io::ErrorKind::ReadOnlyFilesystem => message!("store-read-only.hint"),
                io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => message!("store-no-room"),
                io::ErrorKind::NotADirectory | io::ErrorKind::AlreadyExists => {
                    message!("store-file-in-the-way")
                }
                io::ErrorKind::InvalidFilename => message!("store-bad-file-name"),
                io::ErrorKind::NotFound => message!("store-not-there.hint"),
                _ => message!("store-check-disk"),
            },
            Self::NoProject(_) => message!("store-no-project.hint"),
            Self::Gone(_) => message!("store-gone.hint"),
            Self::Occupied(_) => message!("store-occupied.hint"),
            Self::Unreadable(issue) | Self::Untouchable(issue) => issue.hint.clone(),
            Self::Linked(_) => message!("store-linked.hint"),
            Self::Cancelled => Message::default(),
        }
    }

    /// A finding of that code, saying what happened with the file and what to do.
    pub fn warning(&self, code: &'static str, file: impl Into<String>) -> Issue {
        Issue::warning(code, file, self.message()).hint(self.hint())
    }

    /// As [`warning`](Self::warning), as an error.
    pub fn issue(&self, code: &'static str, file: impl Into<String>) -> Issue {
        Issue::error(code, file, self.message()).hint(self.hint())
    }
}

fn not_done(action: FileAction, path: &Path, reason: Message) -> Message {
    let path = path.display();
    match action {
        FileAction::List => message!("store-could-not-list", path = %path, reason = reason),
        FileAction::MakeFolder => message!("store-could-not-make-folder", path = %path, reason = reason),
        FileAction::Open => message!("store-could-not-open", path = %path, reason = reason),
        FileAction::Pack => message!("store-could-not-pack", path = %path, reason = reason),
        FileAction::Read => message!("store-could-not-read", path = %path, reason = reason),
        FileAction::Remove => message!("store-could-not-remove", path = %path, reason = reason),
        FileAction::Rename => message!("store-could-not-rename", path = %path, reason = reason),
        FileAction::Write => message!("store-could-not-write", path = %path, reason = reason),
    }
}

/// Why the system refused; in its own words where there are none of ours.
fn reason_of(kind: io::ErrorKind, reason: &str) -> Message {
    match kind {
        io::ErrorKind::PermissionDenied => message!("store-permission-denied"),
        io::ErrorKind::ReadOnlyFilesystem => message!("store-read-only"),
        io::ErrorKind::StorageFull => message!("store-disk-full"),
        io::ErrorKind::QuotaExceeded => message!("store-quota"),
        io::ErrorKind::NotFound => message!("store-not-there"),
        _ => Message::verbatim(reason),
    }
}
