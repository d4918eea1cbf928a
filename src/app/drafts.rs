//! Articles as they were read, before they are confirmed.

use crate::base::Issue;
use crate::model::Article;

/// An article as guessed from a file.
#[derive(Debug, Clone, PartialEq)]
pub struct ArticleDraft {
    /// The article with guessed metadata and zones. Its name is made anew when it is confirmed.
    pub article: Article,
    /// What was found on the way: encoding, line ends, what was dropped.
    pub notes: Vec<Issue>,
    /// Whether the language is sure.
    pub language_sure: bool,
    /// Whether it is left out.
    pub skipped: bool,
}

/// The drafts on the confirmation page.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Intake {
    /// The drafts.
    pub drafts: Vec<ArticleDraft>,
    /// Files that could not be read, and why.
    pub refused: Vec<Issue>,
    /// Which draft is in view.
    pub shown: usize,
    /// Whether they are added as soon as a project is open.
    pub confirmed: bool,
}
