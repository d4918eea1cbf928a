//! What the program wants done in the world.

use super::{ExchangeEffect, InterchangeEffect};
use crate::base::{AnnotatorId, ArticleId};
use crate::model::{Article, FileKey, HistoryChange};
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

/// Something to be done outside the state machine.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Ask for article files.
    ChooseArticles,
    /// Ask for a folder of articles.
    ChooseArticleFolder,
    /// Ask for a project folder.
    ChooseProject,
    /// Ask for a folder for a new project.
    ChooseNewProject,
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
    HouseDrafts,
    /// Make a draft of words.
    DraftText(String),
    /// Ask the clipboard for words, to be pasted as an article.
    ReadClipboard,
    /// Divide an article into sentences.
    Segment(Arc<Article>),
    /// Search words in an article; answered by [`ReadingCommand::Found`](super::ReadingCommand::Found).
    Find {
        /// The article.
        article: Arc<Article>,
        /// The words.
        query: String,
    },
    /// Compare everybody's work; answered by `ReviewCommand::Compared`.
    Compare,
    /// Work the figures out; answered by `ReviewCommand::Measured`.
    Measure,
    /// Something about work from elsewhere.
    Exchange(ExchangeEffect),
    /// Something about export to other programs, and import from them.
    Interchange(InterchangeEffect),
    /// Ask where to write the page of an annotator's feedback; it may be called so.
    ChoosePage {
        /// The name.
        name: String,
        /// Whose feedback.
        coder: AnnotatorId,
    },
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
    /// Move the keyboard focus to the library filter.
    FocusFilter,
    /// Move the keyboard focus to the find box.
    FocusFind,
    /// Move the keyboard focus to the text.
    FocusText,
    /// Move the keyboard focus to the next pane, or the one before.
    CyclePane {
        /// Backwards.
        back: bool,
    },
    /// Scroll the article by this many screens.
    ScrollPages(f32),
    /// Close the window.
    Quit,
}

/// Effects in the order in which they must be carried out: whose journal it is, then its lines, then everything else,
/// with the snapshots of the project that hold the outcome of those lines.
pub(super) fn in_order(mut effects: Vec<Effect>) -> Vec<Effect> {
    effects.sort_by_key(|effect| {
        (!matches!(effect, Effect::TakeLease(_)), !matches!(effect, Effect::Journal(_)))
    });
    effects
}
