//! What receiving a bundle did.

use super::About;
use crate::base::{Issue, Severity};
use crate::model::{Fate, FileKey, Version};
use crate::store::Aside;

/// One file of a bundle.
#[derive(Debug, Clone, PartialEq)]
pub struct Received {
    /// Relative to the project folder.
    pub file: String,
    /// What became of it.
    pub fate: Fate,
    /// What was found in it, or why it was refused.
    pub issues: Vec<Issue>,
    /// What differs, laid beside the file.
    pub aside: Option<Aside>,
}

/// What receiving one bundle did.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Receipt {
    /// What the bundle says of itself; none when it could not be understood.
    pub about: Option<About>,
    /// What became of each file.
    pub files: Vec<Received>,
    /// What concerns the bundle as a whole. When it was refused as a whole, why.
    pub issues: Vec<Issue>,
    /// What whoever has the annotator's files open has to take in, as edits that can be undone: it was not written. Once
    /// it is saved, receiving the bundle again notes that it is here.
    pub pending: Vec<(FileKey, Version)>,
}

impl Receipt {
    /// A bundle of which nothing was taken in.
    pub(super) fn refused(about: Option<About>, issue: Issue) -> Self {
        Self { about, issues: vec![issue], ..Self::default() }
    }

    /// Whether there is nothing to look at: all files went in, and nothing differs.
    pub fn is_clean(&self) -> bool {
        let quiet = |issues: &[Issue]| issues.iter().all(|issue| issue.severity == Severity::Note);
        let well =
            |file: &Received| !matches!(file.fate, Fate::Refused | Fate::Conflict) && quiet(&file.issues);
        quiet(&self.issues) && self.files.iter().all(well)
    }
}
