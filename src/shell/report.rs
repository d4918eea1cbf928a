//! Work off the window's thread: which kinds there are, and what it hands to the program.

use super::bundles::ReceivedBundles;
use super::changes::ChangesRead;
use super::saver::Target;
use crate::app::{Command, ExportCommand, FreezeCommand, ImportCommand, OpenedProject, StatusCommand};
use crate::base::ArticleId;
use crate::model::FileKey;
use crate::store::Stamps;
use std::collections::BTreeSet;
use std::path::PathBuf;

/// The kinds of work of which one at a time goes on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum JobKind {
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

/// What workers hand to the program.
#[derive(Debug)]
pub(super) enum JobReport {
    /// A command for the state machine.
    Command(Command),
    /// A project was read, at least its head; then these files are to become drafts.
    Opened {
        opened: Box<OpenedProject>,
        ready: Box<Target>,
        /// What the last session did not get to disk.
        dirty: BTreeSet<FileKey>,
        /// How its files looked before they were read.
        seen: Stamps,
        files: Vec<PathBuf>,
    },
    /// What the paths are.
    Found(PathsFound),
    /// What others changed was read.
    Changed(Box<ChangesRead>),
    /// Bundles were received.
    Received(Box<ReceivedBundles>),
}

/// What paths are.
#[derive(Debug, Default)]
pub(super) struct PathsFound {
    /// A project, and an article in it.
    pub project: Option<(PathBuf, Option<ArticleId>)>,
    /// Files to make drafts of.
    pub files: Vec<PathBuf>,
    /// Bundles.
    pub bundles: Vec<PathBuf>,
    /// Files of other programs.
    pub foreign: Vec<PathBuf>,
}

impl PathsFound {
    /// A project, to be opened.
    pub fn project(root: PathBuf) -> Self {
        Self { project: Some((root, None)), ..Self::default() }
    }
}

impl JobKind {
    /// What is said of work that ended with a fault.
    pub fn failed(&self, words: String) -> JobReport {
        let what = match self {
            Self::Open | Self::Paths => "The project could not be opened",
            Self::Draft => "The articles could not be read",
            Self::Segment(_) => "The article could not be divided into sentences",
            Self::Find => "The article could not be searched",
            Self::Compare => "The work could not be compared",
            Self::Page => "The page could not be written",
            Self::Measure => "The figures could not be worked out",
            Self::Reread => "What others changed could not be read",
            Self::Conflicts => "Your versions could not be compared",
            Self::Send => "The bundle could not be made",
            Self::Receive => "The bundle could not be received",
            Self::Count => "What is exported could not be counted",
            Self::Export => {
                let words = format!("Nothing was exported: {words}.");
                let command = Command::Export(ExportCommand::NotWritten(Some(words)));
                return JobReport::Command(command);
            }
            Self::Survey => "What is released could not be looked through",
            Self::Freeze => {
                let words = format!("Nothing was frozen: {words}.");
                let command = Command::Freeze(FreezeCommand::NotFrozen(Some(words)));
                return JobReport::Command(command);
            }
            Self::Import | Self::Plan | Self::Clear => {
                let words = format!("The file could not be imported: {words}.");
                return JobReport::Command(Command::Import(ImportCommand::NotRead(words)));
            }
            Self::Keep => "What labels became could not be kept",
            Self::Dialog => "The dialog could not be shown",
        };
        JobReport::Command(Command::Status(StatusCommand::Fail(format!("{what}: {words}.").into())))
    }
}
