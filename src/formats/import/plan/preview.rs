//! What an import will do, before it does it.

use crate::base::{AnnotatorId, ArticleId, Issue, Severity, Timestamp};
use crate::id;
use crate::model::{Edit, LabelTarget};

/// What holds for an import, whatever the format.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ImportOptions {
    /// Whose all marks become; none keeps the names of the files.
    pub as_annotator: Option<AnnotatorId>,
    /// The moment of marks and claims without one.
    pub now: Timestamp,
    /// What counts as read where the files do not say.
    pub reading: AssumedReading,
    /// Which article all texts are about that are no other article's, word by word; none when texts and names tell.
    pub article: Option<ArticleId>,
    /// Whether answers come in that the same annotators replaced by newer ones.
    pub all_versions: bool,
}

/// What an import takes as read by an annotator of whose reading the files say nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum AssumedReading {
    /// All of the text: what is not marked was read, and nothing was found.
    Whole,
    /// The sentences that bear one of their marks.
    #[default]
    Marked,
    /// Nothing.
    Nothing,
}

impl AssumedReading {
    /// All of them, as a menu lists them.
    pub const ALL: [Self; 3] = [Self::Marked, Self::Whole, Self::Nothing];

    /// The identifier of its name in a menu.
    pub fn text_id(self) -> &'static str {
        match self {
            Self::Whole => id!("formats-reading-whole"),
            Self::Marked => id!("formats-reading-marked"),
            Self::Nothing => id!("formats-reading-nothing"),
        }
    }
}

/// What an import will do.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ImportPlan {
    /// The labels and what they become.
    pub labels: Vec<LabelRow>,
    /// The texts and what they were matched with.
    pub articles: Vec<ArticleRow>,
    /// The annotators: key in the files, identifier here, and whether they are new to the project.
    pub annotators: Vec<(String, AnnotatorId, bool)>,
    /// The changes, to be carried out as one step.
    pub edits: Vec<Edit>,
    /// What was found.
    pub issues: Vec<Issue>,
    /// How many annotations come in.
    pub new: u64,
    /// How many are in the project already.
    pub same: u64,
    /// How many of the new ones are in the orphans tray, since their passage was not found.
    pub orphans: u64,
    /// How many programs suggested; they are nobody's, and never count.
    pub suggested: u64,
    /// How many were left out.
    pub left: u64,
}

impl ImportPlan {
    /// Whether everything in the files comes in or is there already, but for what was asked to be left out.
    pub fn is_clean(&self) -> bool {
        self.orphans == 0 && self.issues.iter().all(|issue| issue.severity == Severity::Note)
    }
}

/// A label of the files in the preview.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LabelRow {
    /// The label in the files.
    pub label: String,
    /// How many marks bear it.
    pub count: u64,
    /// What it becomes.
    pub target: LabelTarget,
}

/// How an article was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Matched {
    /// Its text is the same, byte for byte.
    Digest,
    /// Its text is the same but for invisible characters and line ends, so that positions are translated.
    Seen,
    /// Its name or address is the same and its text is not, or is not known: passages are looked for by their words.
    Name,
    /// It was not in the project and comes in.
    Added,
    /// It is not in the project and the files do not have its text.
    Missing,
}

/// A text of the files in the preview.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArticleRow {
    /// What the files call it.
    pub name: String,
    /// The article here; none when it is missing.
    pub article: Option<ArticleId>,
    /// How it was found.
    pub matched: Matched,
    /// Whether the files say what its text is, by its words or its digest.
    pub told: bool,
    /// How many marks the files have on it.
    pub marks: u64,
}
