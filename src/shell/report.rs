//! Work off the window's thread: which kinds there are, and what it hands to the program.

use super::bundles::ReceivedBundles;
use super::changes::ChangesRead;
use super::saver::Target;
use crate::app::{Command, ExportCommand, FreezeCommand, ImportCommand, OpenedProject, StatusCommand};
use crate::base::ArticleId;
use crate::locale::Message;
use crate::message;
use crate::model::{FileKey, Original};
use crate::store::Stamps;
use std::collections::BTreeSet;
use std::path::PathBuf;

/// The kinds of work of which one at a time goes on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum JobKind {
    Open,
    /// Finding out what paths are.
    Paths,
    /// Making drafts of articles.
    Draft,
    /// Making a draft of pasted words.
    DraftText,
    /// Making drafts of a file again, read in another way.
    DraftAgain,
    /// Keeping the files that articles came from.
    Originals(BTreeSet<Original>),
    /// Dividing an article into sentences.
    Segment(ArticleId),
    /// Searching words in an article.
    Find,
    /// Comparing everybody's work.
    Compare,
    /// Working out the figures of agreement.
    Measure,
    /// Writing somebody's feedback as a page.
    Page,
    /// Reading what others changed.
    Reread,
    /// Looking for versions of my files that differ.
    Conflicts,
    Send,
    Receive,
    /// Counting what an export would hold.
    Count,
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
    Received(Box<ReceivedBundles>),
}

/// What the paths that were opened turned out to be.
#[derive(Debug, Default)]
pub(super) struct PathsFound {
    /// A project, and an article in it.
    pub project: Option<(PathBuf, Option<ArticleId>)>,
    /// Files to make drafts of.
    pub files: Vec<PathBuf>,
    pub bundles: Vec<PathBuf>,
    /// Files of other programs.
    pub imports: Vec<PathBuf>,
}

impl PathsFound {
    /// A project, to be opened.
    pub fn project(root: PathBuf) -> Self {
        Self { project: Some((root, None)), ..Self::default() }
    }
}

impl JobKind {
    /// What is said of work that ended with a fault, and why it did: a clause.
    pub fn failed(&self, why: Message) -> JobReport {
        let said = match self {
            Self::Open | Self::Paths => message!("program-fault-open", why = why),
            Self::Draft | Self::DraftText | Self::DraftAgain => message!("program-fault-draft", why = why),
            Self::Originals(_) => message!("program-fault-originals", why = why),
            Self::Segment(_) => message!("program-fault-segment", why = why),
            Self::Find => message!("program-fault-find", why = why),
            Self::Compare => message!("program-fault-compare", why = why),
            Self::Page => message!("program-fault-page", why = why),
            Self::Measure => message!("program-fault-measure", why = why),
            Self::Reread => message!("program-fault-reread", why = why),
            Self::Conflicts => message!("program-fault-conflicts", why = why),
            Self::Send => message!("program-fault-send", why = why),
            Self::Receive => message!("program-fault-receive", why = why),
            Self::Count => message!("program-fault-count", why = why),
            Self::Export => {
                let said = message!("program-fault-export", why = why);
                return JobReport::Command(Command::Export(ExportCommand::NotWritten(Some(said))));
            }
            Self::Survey => message!("program-fault-survey", why = why),
            Self::Freeze => {
                let said = message!("program-fault-freeze", why = why);
                return JobReport::Command(Command::Freeze(FreezeCommand::NotFrozen(Some(said))));
            }
            Self::Import | Self::Plan | Self::Clear => {
                let said = message!("program-fault-import", why = why);
                return JobReport::Command(Command::Import(ImportCommand::NotRead(said)));
            }
            Self::Keep => message!("program-fault-keep", why = why),
            Self::Dialog => message!("program-fault-dialog", why = why),
        };
        JobReport::Command(Command::Status(StatusCommand::Fail(said)))
    }
}
