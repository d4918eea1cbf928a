//! What the program wants done in the world.

use super::{ExportEffect, FreezeEffect, ImportEffect, TeamEffect};
use crate::base::{AnnotatorId, ArticleId};
use crate::model::{Article, FileKey, HistoryChange, Original, ReadOptions};
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

/// Something to be done outside the state machine.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Show a dialog of the system.
    Dialog(Dialog),
    /// Move the keyboard focus, or scroll.
    View(ViewRequest),
    /// Read a project; `article` is to come first.
    ReadProject {
        /// Its folder.
        root: PathBuf,
        /// The article to open first.
        article: Option<ArticleId>,
    },
    /// Make a writable copy of the sample project, when there is none, and read it.
    ReadSample,
    /// Find out what the paths are: a project to read, or files to make drafts of.
    ReadPaths(Vec<PathBuf>),
    /// Make a new project in a folder and read it.
    MakeProject(PathBuf),
    /// Open the project for articles that were confirmed while none was open, or make it.
    OpenProjectForDrafts,
    /// Make a draft of words.
    DraftText(String),
    /// Make drafts of a file again, read in another way.
    DraftAgain {
        /// The file.
        path: PathBuf,
        /// How it is to be read.
        options: ReadOptions,
    },
    /// Keep files that articles came from in the project.
    KeepOriginals(BTreeSet<Original>),
    /// Ask the clipboard for words, to be pasted as an article.
    ReadClipboard,
    /// Divide an article into sentences.
    Segment(Arc<Article>),
    /// Search words in an article; what is found comes back as [`ReadingCommand::Found`](super::ReadingCommand::Found).
    Find {
        /// The article.
        article: Arc<Article>,
        /// The words.
        query: String,
    },
    /// Compare everybody's work; it comes back as `ReviewCommand::Compared`.
    Compare,
    /// Work the figures out; they come back as `ReviewCommand::Measured`.
    Measure,
    /// Something about work from elsewhere.
    Team(TeamEffect),
    /// Something about export to other programs.
    Export(ExportEffect),
    /// Something about import from other programs.
    Import(ImportEffect),
    /// Something about a release.
    Freeze(FreezeEffect),
    /// Write the page of an annotator's feedback.
    WriteFeedback {
        /// Whose.
        coder: AnnotatorId,
        /// Where.
        path: PathBuf,
    },
    /// Files differ from memory and are to be written soon.
    Dirty(BTreeSet<FileKey>),
    /// Write everything now.
    Flush,
    /// Add a line to the undo journal.
    Journal(HistoryChange),
    /// Get hold of an annotator's files.
    TakeLease(AnnotatorId),
    /// Let go of the project: flush, close the journal, release the lease.
    CloseProject,
    /// Keep the preferences.
    SavePreferences,
    /// Stop the long work.
    CancelBusy,
    /// Put words on the clipboard.
    CopyText(String),
    /// Close the window.
    Quit,
}

/// A dialog of the system; what was chosen comes back as a command.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are named for what they hold")]
pub enum Dialog {
    /// Choose article files.
    OpenArticles,
    /// Choose a folder of articles.
    OpenArticleFolder,
    /// Choose a project folder.
    OpenProject,
    /// Choose a folder for a new project.
    NewProject,
    /// Choose where to write the page of an annotator's feedback; it may be called so.
    SaveFeedback { name: String, coder: AnnotatorId },
    /// Choose where to write a bundle; it may be called so.
    SaveBundle { name: String },
    /// Choose bundles to receive.
    OpenBundles,
    /// Choose a folder for the project in a bundle.
    UnpackBundle(PathBuf),
    /// Choose a file of that name for an export, or a folder in which to make one of that name.
    SaveExport { name: String, ending: &'static str, folder: bool },
    /// Choose files of annotations to import.
    OpenAnnotations,
    /// Choose a file of that name for a release, or a folder in which to make one of that name.
    SaveRelease { name: String, folder: bool },
}

/// What the state machine asks of the views.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum ViewRequest {
    /// Put the keyboard into the library filter.
    FocusFilter,
    /// Put the keyboard into the find box.
    FocusFind,
    /// Put the keyboard into the text.
    FocusText,
    /// Put the keyboard into the next pane, or the one before.
    CyclePane {
        /// Backwards.
        back: bool,
    },
    /// Scroll the article by this many screens.
    ScrollPages(f32),
}

/// Effects in the order in which they must be carried out: whose journal it is, then its lines, then everything else,
/// with the snapshots of the project that hold the outcome of those lines.
pub(super) fn in_order(mut effects: Vec<Effect>) -> Vec<Effect> {
    effects.sort_by_key(|effect| {
        (!matches!(effect, Effect::TakeLease(_)), !matches!(effect, Effect::Journal(_)))
    });
    effects
}
