//! Articles as they were read, before they are confirmed.

use crate::base::{Issue, Severity};
use crate::model::{Article, ArticleField, FileReading, ReadOptions, ValueOrigin};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// An article as guessed from a file.
#[derive(Debug, Clone, PartialEq)]
pub struct ArticleDraft {
    /// The article with guessed metadata and zones. Its name is made anew when it is confirmed.
    pub article: Article,
    /// What was found on the way: encoding, line ends, what was dropped.
    pub notes: Vec<Issue>,
    /// Where what is known came from; a field that is not named was not found, or somebody entered it.
    pub origins: BTreeMap<ArticleField, ValueOrigin>,
    /// Whether the language is sure.
    pub language_sure: bool,
    /// Whether it is left out.
    pub skipped: bool,
    /// The file that it was read from; `None` for pasted words.
    pub source: Option<Arc<DraftSource>>,
}

/// A file that drafts were read from, and how.
#[derive(Debug, Clone, PartialEq)]
pub struct DraftSource {
    /// Where it is.
    pub path: PathBuf,
    /// How it was to be read.
    pub options: ReadOptions,
    /// How it was read.
    pub reading: Arc<FileReading>,
}

/// The drafts on the confirmation page.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Intake {
    /// The drafts.
    pub drafts: Vec<ArticleDraft>,
    /// What was found about files as a whole: those that could not be read and why, what others announce and lack.
    pub findings: Vec<Issue>,
    /// Which draft is in view.
    pub shown: usize,
    /// Which drafts the list shows.
    pub filter: DraftFilter,
    /// The numbers of the drafts that the list shows.
    pub listed: Vec<usize>,
    /// How many drafts there are of each kind.
    pub counts: DraftCounts,
    /// Whether they are added as soon as a project is open.
    pub confirmed: bool,
}

/// How many drafts there are of each kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct DraftCounts {
    /// That will be added.
    pub taken: usize,
    /// That will be added and have no finding.
    pub taken_clean: usize,
    /// With something found that is more than a note.
    pub with_findings: usize,
    /// That are left out.
    pub left_out: usize,
}

/// Which drafts the list shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DraftFilter {
    /// By how they stand.
    pub standing: DraftStanding,
    /// Words that title, outlet or file has.
    pub words: String,
}

/// How a draft stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum DraftStanding {
    /// However it stands.
    #[default]
    Any,
    /// Something was found that is more than a note.
    WithFindings,
    /// It is left out.
    LeftOut,
}

impl ArticleDraft {
    /// Whether something was found that is more than a note.
    pub fn has_findings(&self) -> bool {
        self.notes.iter().any(|note| note.severity > Severity::Note)
    }

    /// Whether it was read from this file.
    pub fn is_from(&self, path: &Path) -> bool {
        self.source.as_ref().is_some_and(|source| source.path == path)
    }

    /// Whether it stands so.
    pub fn stands(&self, standing: DraftStanding) -> bool {
        match standing {
            DraftStanding::Any => true,
            DraftStanding::WithFindings => self.has_findings(),
            DraftStanding::LeftOut => self.skipped,
        }
    }
}

impl Intake {
    /// Works out anew which drafts the list shows, and goes to one of them.
    pub(super) fn list(&mut self) {
        let words = self.filter.words.trim().to_lowercase();
        let holds = |draft: &ArticleDraft| {
            let about = &draft.article.metadata;
            let all = [draft.article.display_title(), &about.outlet, &about.source_file];
            words.is_empty() || all.iter().any(|one| one.to_lowercase().contains(&words))
        };
        let listed = self.drafts.iter().enumerate();
        let listed = listed.filter(|(_, draft)| draft.stands(self.filter.standing) && holds(draft));
        self.listed = listed.map(|(number, _)| number).collect();
        if !self.listed.contains(&self.shown) {
            self.shown = self.listed.first().copied().unwrap_or(self.shown);
        }
        self.shown = self.shown.min(self.drafts.len().saturating_sub(1));
        self.count();
    }

    /// Counts the drafts anew.
    pub(super) fn count(&mut self) {
        let count = |is: fn(&ArticleDraft) -> bool| self.drafts.iter().filter(|draft| is(draft)).count();
        self.counts = DraftCounts {
            taken: count(|draft| !draft.skipped),
            taken_clean: count(|draft| !draft.skipped && !draft.has_findings()),
            with_findings: count(ArticleDraft::has_findings),
            left_out: count(|draft| draft.skipped),
        };
    }

    /// The draft so many after the one in view, among those that the list shows.
    pub fn beside(&self, step: isize) -> Option<usize> {
        let at = self.listed.iter().position(|number| *number == self.shown)?;
        self.listed.get(at.checked_add_signed(step)?).copied()
    }
}
