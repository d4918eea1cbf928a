//! Articles as they were read, before they are confirmed.

use crate::base::{Issue, Severity};
use crate::model::{
    Article, ArticleField, FileReading, HeadlinePlace, Metadata, Original, ReadOptions, Stub, ValueOrigin,
};
use crate::text::Span;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// An article as guessed from a file.
#[derive(Debug, Clone, PartialEq)]
pub struct ArticleDraft {
    /// The article with guessed metadata and zones. Its name is made anew when it is confirmed.
    pub article: Article,
    /// Where the text is not at hand, which leaves that of `article` empty: the words that the file has in its place, or
    /// none. What is known is kept then, as of an article to be fetched.
    pub teaser: Option<String>,
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
    /// The file that holds it: that, or one attached to it; `None` for pasted words.
    pub original: Option<Original>,
    /// Where in its file it stands; the same however the file is read.
    pub place: String,
    /// It as it was read, once somebody entered something about it.
    pub as_read: Option<Arc<Article>>,
    /// Whether somebody said whether it is left out.
    pub skipping_said: bool,
    /// Headlines in the text under which articles of their own may stand.
    pub headlines: Vec<HeadlinePlace>,
    /// The parts of drafts that it was made of, where somebody split or joined drafts; none where it is as its file gave it.
    pub pieces: Vec<DraftPiece>,
    /// Drafts about which somebody entered something and that were joined to the one before, to be had again when it is
    /// split there.
    pub joined: Vec<Arc<Self>>,
}

/// A part of a draft as its file gave it.
#[derive(Debug, Clone, PartialEq)]
pub struct DraftPiece {
    /// The draft, with what somebody had entered about it.
    pub of: Arc<ArticleDraft>,
    /// What of its text, in bytes.
    pub span: Span,
}

/// What was found about a file as a whole, or why it gave no articles.
#[derive(Debug, Clone, PartialEq)]
pub struct FileFinding {
    /// What was found.
    pub issue: Issue,
    /// The file; `None` for pasted words and for folders.
    pub source: Option<Arc<DraftSource>>,
}

impl From<Issue> for FileFinding {
    fn from(issue: Issue) -> Self {
        Self { issue, source: None }
    }
}

impl FileFinding {
    /// Whether the file gave no articles.
    pub fn is_refusal(&self) -> bool {
        self.issue.severity == Severity::Error
    }

    /// Whether it is about this file.
    pub fn is_from(&self, path: &Path) -> bool {
        self.source.as_ref().is_some_and(|source| source.path == path)
    }

    /// Whether the file is a table whose columns somebody can tell.
    pub fn has_columns(&self) -> bool {
        self.source.as_ref().is_some_and(|source| !source.reading.columns.is_empty())
    }

    /// The file's name, for sentences.
    pub fn file_name(&self) -> &str {
        self.issue.file.rsplit(['/', '\\']).next().unwrap_or_default()
    }
}

/// What of the reading of a file is being chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReadingChoice {
    /// What the columns of a table hold.
    Columns,
    /// The encoding of a text.
    Encoding,
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
    pub findings: Vec<FileFinding>,
    /// Whether they are in view, and not a draft.
    pub shows_files: bool,
    /// What of the reading of which file is being chosen.
    pub choosing: Option<(PathBuf, ReadingChoice)>,
    /// Drafts about which somebody entered something and that their file does not give as it is read now, by the file
    /// and the place in it.
    pub(super) set_aside: BTreeMap<(PathBuf, String, String), ArticleDraft>,
    /// Which draft is in view.
    pub shown: usize,
    /// Where in its text a part begins that was joined last, in bytes.
    pub seam: Option<u32>,
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
    /// Those of them whose texts are not at hand.
    pub taken_stubs: usize,
    /// That will be added and have no finding.
    pub taken_clean: usize,
    /// Whose texts are not at hand.
    pub stubs: usize,
    /// With something found that is more than a note.
    pub with_findings: usize,
    /// That are left out.
    pub left_out: usize,
    /// That were read from files.
    pub of_files: usize,
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
    /// Its text is not at hand.
    TextMissing,
    /// It is left out.
    LeftOut,
}

impl ArticleDraft {
    /// Whether something was found that is more than a note.
    pub fn has_findings(&self) -> bool {
        self.notes.iter().any(|note| note.severity > Severity::Note)
    }

    /// Whether its text is not at hand.
    pub fn is_stub(&self) -> bool {
        self.teaser.is_some()
    }

    /// What is kept of an article whose text is not at hand; `None` when the text is there.
    pub fn as_stub(&self) -> Option<Stub> {
        Some(Stub::new(self.article.metadata.clone(), self.teaser.clone()?))
    }

    /// The title for lists, or the address where neither title nor text is known.
    pub fn display_title(&self) -> &str {
        let title = self.article.display_title();
        if title.is_empty() { &self.article.metadata.url } else { title }
    }

    /// Whether it was read from this file.
    pub fn is_from(&self, path: &Path) -> bool {
        self.source.as_ref().is_some_and(|source| source.path == path)
    }

    /// Notes how it was read before something about it is changed.
    pub(super) fn before_change(&mut self) {
        if self.as_read.is_none() {
            self.as_read = Some(Arc::new(self.article.clone()));
        }
    }

    /// Takes over what somebody entered about the same article when its file was read before; returns whether all of it
    /// could be: what lines are belongs to the text as it was.
    pub(super) fn take_entered(&mut self, before: &Self) -> bool {
        if before.skipping_said {
            self.skipped = before.skipped;
            self.skipping_said = true;
        }
        let Some(as_read) = &before.as_read else { return true };
        self.before_change();
        let (entered, read) = (&before.article.metadata, &self.article.metadata);
        let (metadata, _) = Metadata::merge(Some(&as_read.metadata), entered, read);
        for field in as_read.metadata.differing(entered) {
            self.origins.remove(&field);
        }
        self.language_sure |= as_read.metadata.language != entered.language;
        self.article.metadata = metadata;
        let divided = as_read.zones != before.article.zones;
        let same = self.article.text.digest() == before.article.text.digest();
        if divided && same {
            self.article.zones.clone_from(&before.article.zones);
        }
        same || !divided
    }

    /// Whether it stands so.
    pub fn stands(&self, standing: DraftStanding) -> bool {
        match standing {
            DraftStanding::Any => true,
            DraftStanding::WithFindings => self.has_findings(),
            DraftStanding::TextMissing => self.is_stub(),
            DraftStanding::LeftOut => self.skipped,
        }
    }
}

impl Intake {
    /// Works out anew which drafts the list shows, and goes to one of them. The gravest findings about files come first.
    pub(super) fn list(&mut self) {
        self.findings.sort_by_key(|finding| Reverse(finding.issue.severity));
        let words = self.filter.words.trim().to_lowercase();
        let holds = |draft: &ArticleDraft| {
            let about = &draft.article.metadata;
            let all = [draft.display_title(), &about.outlet, &about.source_file];
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
            taken_stubs: count(|draft| !draft.skipped && draft.is_stub()),
            taken_clean: count(|draft| !draft.skipped && !draft.has_findings()),
            stubs: count(ArticleDraft::is_stub),
            with_findings: count(ArticleDraft::has_findings),
            left_out: count(|draft| draft.skipped),
            of_files: count(|draft| draft.source.is_some()),
        };
    }

    /// Whether there is neither a draft nor a finding.
    pub(super) fn is_empty(&self) -> bool {
        self.drafts.is_empty() && self.findings.is_empty()
    }

    /// Takes the drafts of a file away, and gives what somebody entered about them to those that take their place. What
    /// belongs to none of these is laid aside until one comes; returns of how many that is so. What was split or joined is
    /// so no longer.
    pub(super) fn hand_over(&mut self, path: &Path, new: &mut [ArticleDraft]) -> usize {
        let place = |draft: &ArticleDraft| {
            (path.to_owned(), draft.article.metadata.source_file.clone(), draft.place.clone())
        };
        let mut before: BTreeMap<_, _> = BTreeMap::new();
        let aside = self.set_aside.extract_if(.., |(file, ..), _| file == path);
        before.extend(aside);
        let (old, others) = std::mem::take(&mut self.drafts).into_iter().partition(|one| one.is_from(path));
        self.drafts = others;
        let old: Vec<ArticleDraft> = old;
        let entered = old.into_iter().filter(|one| one.as_read.is_some() || one.skipping_said);
        let mut lost = 0;
        for draft in entered {
            lost += usize::from(new.iter().all(|one| place(one) != place(&draft)));
            before.insert(place(&draft), draft);
        }
        for draft in new {
            if let Some(before) = before.remove(&place(draft)) {
                lost += usize::from(!draft.take_entered(&before));
            }
        }
        self.set_aside.append(&mut before);
        lost
    }

    /// How many files gave no articles.
    pub fn refused(&self) -> usize {
        self.findings.iter().filter(|finding| finding.is_refusal()).count()
    }

    /// The file whose reading is in view: that of the draft, or of the first finding with columns to tell.
    pub fn source_shown(&self) -> Option<&DraftSource> {
        let of_draft = self.drafts.get(self.shown).filter(|_| !self.shows_files);
        let of_file = || self.findings.iter().find(|finding| finding.has_columns());
        match of_draft {
            Some(draft) => draft.source.as_deref(),
            None => of_file().and_then(|finding| finding.source.as_deref()),
        }
    }

    /// The draft so many after the one in view, among those that the list shows.
    pub fn beside(&self, step: isize) -> Option<usize> {
        let at = self.listed.iter().position(|number| *number == self.shown)?;
        self.listed.get(at.checked_add_signed(step)?).copied()
    }
}
