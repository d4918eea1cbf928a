//! Why something with the project's files did not work.

use crate::base::{Issue, Place};
use std::io;
use std::path::{Path, PathBuf};

/// Why a project could not be opened or a file not be written.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum StoreError {
    /// The operating system refused.
    #[error("Could not {action} {}: {}.", path.display(), reason_words(kind, reason))]
    Io {
        /// What was tried, such as `write`.
        action: &'static str,
        /// On which file.
        path: PathBuf,
        /// The kind of refusal.
        kind: io::ErrorKind,
        /// The system's words.
        reason: String,
    },
    /// The folder holds no project.
    #[error("There is no Obelus project in {}.", .0.display())]
    NoProject(PathBuf),
    /// The project that was open in the folder is no longer there.
    #[error("The project is no longer in {}.", .0.display())]
    Gone(PathBuf),
    /// The folder has a project already.
    #[error("There is a project in {} already.", .0.display())]
    Occupied(PathBuf),
    /// `project.ron` or `codebook.ron` cannot be understood.
    #[error("{} {}", file_and_place(.0), .0.message)]
    Unreadable(Issue),
    /// The file on disk cannot be understood, and so it is not overwritten.
    #[error("{} was not overwritten, because it holds what Obelus cannot read: {}", .0.file, .0.message)]
    Untouchable(Issue),
    /// The work was cancelled.
    #[error("The work was cancelled.")]
    Cancelled,
}

impl StoreError {
    /// Wraps what the system said.
    pub(super) fn io(action: &'static str, path: &Path, error: &io::Error) -> Self {
        Self::Io { action, path: path.to_owned(), kind: error.kind(), reason: error.to_string() }
    }

    /// What to do about it, one sentence.
    pub fn hint(&self) -> String {
        match self {
            Self::Io { kind, .. } => match kind {
                io::ErrorKind::PermissionDenied => "Check that you may write there.",
                io::ErrorKind::ReadOnlyFilesystem => {
                    "Save a copy of the project to a disk that can be written."
                }
                io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                    "Make room on the disk, then it can be saved."
                }
                io::ErrorKind::NotADirectory | io::ErrorKind::AlreadyExists => {
                    "A file lies where a folder is needed: choose another place, or move the file away."
                }
                io::ErrorKind::InvalidFilename => "Choose a shorter name without special characters.",
                io::ErrorKind::NotFound => "Check that the folder is still there and the drive connected.",
                _ => "Check the disk or the network connection, then try again.",
            }
            .to_owned(),
            Self::NoProject(_) => "Choose a folder with a project.ron, or make a new project.".to_owned(),
            Self::Gone(_) => "Bring the folder back or connect its drive; then it can be saved.".to_owned(),
            Self::Occupied(_) => "Open that project, or choose an empty folder.".to_owned(),
            Self::Unreadable(issue) | Self::Untouchable(issue) => issue.hint.english(),
            Self::Cancelled => String::new(),
        }
    }
}

/// Why the system refused, in words.
fn reason_words<'a>(kind: &io::ErrorKind, reason: &'a str) -> &'a str {
    match kind {
        io::ErrorKind::PermissionDenied => "permission was denied",
        io::ErrorKind::ReadOnlyFilesystem => "the disk is read-only",
        io::ErrorKind::StorageFull => "the disk is full",
        io::ErrorKind::QuotaExceeded => "the disk quota is used up",
        io::ErrorKind::NotFound => "it is not there",
        _ => reason,
    }
}

/// A file with the line in it, where that is known.
fn file_and_place(issue: &Issue) -> String {
    match issue.place {
        Place::Whole => format!("{}:", issue.file),
        Place::Line(..) | Place::Named(_) => format!("{}:{}", issue.file, issue.place),
    }
}
