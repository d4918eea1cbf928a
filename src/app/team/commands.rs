//! What the team's work is asked for, and what came from elsewhere and waits.

use super::received::ReceivedBundle;
use crate::base::{AnnotatorId, ArticleId, Issue, StubId};
use crate::model::{
    AnnotationSet, Annotator, Article, ClaimSheet, Codebook, Conflict, FileKey, SetKey, Settings, Stub,
    Version,
};
use crate::text::{Digest, Span};
use std::path::PathBuf;
use std::sync::Arc;

/// What came from elsewhere and what is asked for about it.
#[derive(Debug)]
#[expect(missing_docs, reason = "the fields are named for what they hold")]
pub enum TeamCommand {
    /// Files of others changed on disk.
    Changed(Box<ChangedFiles>),
    /// A file of mine holds more than the memory does.
    Merged(Box<MergedFile>),
    /// These versions of my files wait to be resolved.
    ConflictsFound(Vec<ConflictedFile>),
    /// Take another of the differing entries in hand.
    Move(i32),
    /// Take the differing entry of that number in hand.
    Select(usize),
    /// Choose a side of the entry in hand.
    Choose { theirs: bool },
    /// Resolve all as chosen.
    Resolve,
    /// Write my work into a bundle at that place.
    Send(PathBuf),
    /// Take bundles into the open project, or into the next one that is opened.
    Receive(Vec<PathBuf>),
    /// Bundles came while no project was open.
    Offer(Vec<PathBuf>),
    /// Open the project in which the bundles are to be received.
    OpenFirst,
    /// Choose a folder for the project in the bundle.
    Unpack,
    /// Begin a project with the bundle in that folder.
    UnpackInto { bundle: PathBuf, into: PathBuf },
    /// What receiving bundles did.
    Received(Vec<ReceivedBundle>),
}

/// What is to be done in the world about work from elsewhere.
#[derive(Debug, Clone, PartialEq)]
#[expect(missing_docs, reason = "the fields are named for what they hold")]
pub enum TeamEffect {
    /// The memory holds all that the file of mine does.
    TookIn(Box<MergedFile>),
    /// Look for versions of my files that wait to be resolved.
    Compare,
    /// Take resolved versions out of the project once all is saved; each the file and where the version lies.
    PutAway(Vec<(FileKey, String)>),
    /// Begin a project with a bundle in a folder.
    Unpack { bundle: PathBuf, into: PathBuf },
    /// Write the work of these annotators into a bundle each, the first at that place.
    Send { path: PathBuf, annotators: Vec<AnnotatorId> },
    /// Take bundles into the open project, or into the next one that is opened.
    Receive(Vec<PathBuf>),
}

/// Files of others as they are on disk now.
#[derive(Debug, Clone, Default)]
pub struct ChangedFiles {
    /// The project's folder; what comes for another project is dropped.
    pub root: PathBuf,
    /// The project's name and settings, when they were read anew.
    pub head: Option<(String, Settings)>,
    /// Annotators as their own files and the lead's list have them now.
    pub annotators: Vec<Annotator>,
    /// The codebook, when it was read anew.
    pub codebook: Option<Arc<Codebook>>,
    /// Articles read anew, with their sentences where those are known.
    pub articles: Vec<(Arc<Article>, Option<Arc<[Span]>>)>,
    /// Claims read anew; without any when the file is gone.
    pub claims: Vec<(AnnotatorId, Arc<ClaimSheet>)>,
    /// Sets read anew; blank when the file is gone.
    pub sets: Vec<(SetKey, Arc<AnnotationSet>)>,
    /// Stubs read anew.
    pub stubs: Vec<Arc<Stub>>,
    /// Articles without a file.
    pub gone: Vec<ArticleId>,
    /// Stubs without a file.
    pub gone_stubs: Vec<StubId>,
    /// All files that were looked at, relative to the folder: earlier findings in them no longer hold.
    pub files: Vec<String>,
    /// What was found in them.
    pub issues: Vec<Issue>,
}

/// A file of mine that was changed elsewhere.
#[derive(Debug, Clone, PartialEq)]
pub struct MergedFile {
    /// The project's folder; what comes for another project is dropped.
    pub root: PathBuf,
    /// Which file of mine it is.
    pub key: FileKey,
    /// What it comes from.
    pub base: Version,
    /// What it is now.
    pub theirs: Version,
    /// The SHA-256 of its bytes; none when it is not on disk yet, as what a bundle brings.
    pub digest: Option<Digest>,
}

/// What of an open project comes from elsewhere.
#[derive(Debug, Default)]
pub struct Conflicts {
    /// Versions of my files that wait to be resolved.
    pub files: Vec<ConflictedFile>,
    /// Which of all the differing entries is in hand.
    pub at: usize,
}

impl Conflicts {
    /// The number of entries in which versions differ.
    pub fn count(&self) -> usize {
        self.files.iter().map(|conflicted| conflicted.entries.len()).sum()
    }

    /// Whether nothing waits to be resolved.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }
}

/// Another version of a file of mine, which waits to be resolved.
#[derive(Debug, Clone, PartialEq)]
pub struct ConflictedFile {
    /// The file that it is a version of.
    pub key: FileKey,
    /// Where it lies, relative to the project folder.
    pub file: String,
    /// In what it differs.
    pub entries: Vec<OpenConflict>,
}

/// One entry in which two versions differ.
#[derive(Debug, Clone, PartialEq)]
pub struct OpenConflict {
    /// Both sides of it.
    pub conflict: Conflict,
    /// Whether the other side is to hold.
    pub theirs: bool,
}

impl OpenConflict {
    /// An entry of which mine holds, or theirs when there is no mine, until somebody chooses.
    pub fn new(conflict: Conflict) -> Self {
        let theirs = !conflict.has_ours();
        Self { conflict, theirs }
    }
}
