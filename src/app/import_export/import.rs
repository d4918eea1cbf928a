//! What files of another program hold, and what of it becomes what.

use super::targets::{LabelCommand, TargetPicker};
use crate::base::{AnnotatorId, ArticleId, Issue, Timestamp};
use crate::formats::{AssumedReading, ImportOptions, ImportPlan, ImportedData};
use crate::locale::Message;
use crate::model::{Holder, LabelMapping};
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

/// Files that were read, or could not be.
#[derive(Debug)]
pub struct FilesRead {
    /// The files that were read together.
    pub paths: Vec<PathBuf>,
    /// The format that they were read as; none when none knows them.
    pub format: Option<&'static str>,
    /// Formats that know them for their own.
    pub fits: Vec<&'static str>,
    /// What they say, with what was found while reading; or why they could not be read.
    pub outcome: Result<(Arc<ImportedData>, Vec<Issue>), Issue>,
    /// What labels became before, as far as this machine remembers.
    pub kept: LabelMapping,
}

/// Whose all marks of an import become.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum MarkOwner {
    /// Whose the files say that they are.
    #[default]
    AsNamed,
    /// Mine.
    Me,
    /// Somebody of the team's.
    Annotator(AnnotatorId),
}

/// What the import dialog asks for, and what became of it.
#[derive(Debug)]
#[expect(missing_docs, reason = "the fields are named for what they hold")]
pub enum ImportCommand {
    /// Read these files for their annotations.
    Read(Vec<PathBuf>),
    /// A worker has read files, or could not.
    WasRead(Box<FilesRead>),
    /// Reading or planning ended with a fault.
    NotRead(Message),
    /// Read them as another format.
    ReadAs(&'static str),
    /// Choose whose all marks become.
    Whose(MarkOwner),
    /// Choose what counts as read where the files do not say.
    Reading(AssumedReading),
    /// Choose which article the files are about; none when texts and names tell.
    About(Option<ArticleId>),
    /// Look for articles to choose from, by words of their titles.
    FindArticle(String),
    /// Take in also the answers that their annotators replaced, or the newest alone.
    AllVersions(bool),
    /// Choose what a label becomes.
    Label(LabelCommand),
    /// What importing does was worked out.
    Planned { number: u64, plan: Arc<ImportPlan> },
    /// Carry out what the preview shows, as one step of undo.
    TakeIn,
    /// These annotators' files are open elsewhere; all others can be written.
    Cleared(Vec<(AnnotatorId, Holder)>),
}

/// What is to be done in the world for an import.
#[derive(Debug, Clone, PartialEq)]
#[expect(missing_docs, reason = "the fields are named for what they hold")]
pub enum ImportEffect {
    /// Read files; as the format that knows them when none is named.
    Read { paths: Vec<PathBuf>, format: Option<&'static str> },
    /// Work out what importing does; answered by [`ImportCommand::Planned`].
    Plan { number: u64, imported: Arc<ImportedData>, mapping: LabelMapping, options: ImportOptions },
    /// Find out whether these annotators' files are open elsewhere; answered by [`ImportCommand::Cleared`].
    CheckLeases(BTreeSet<AnnotatorId>),
    /// Keep what labels became for the next import.
    KeepMapping(LabelMapping),
    /// Stop reading and planning.
    Stop,
}

/// How far an import is.
#[derive(Debug, Clone, PartialEq)]
pub enum ImportStage {
    /// The files are being read.
    Reading,
    /// They could not be understood, and why.
    Unreadable(Issue),
    /// Their content is known, and what it becomes can be chosen.
    Read(Arc<ImportedData>),
}

/// Files that wait to be taken in.
#[derive(Debug)]
pub struct Import {
    /// The files that are imported together.
    pub paths: Vec<PathBuf>,
    /// The name of the first, for people.
    pub name: String,
    /// The format that they are read as.
    pub format: Option<&'static str>,
    /// Formats that know them for their own.
    pub fits: Vec<&'static str>,
    /// How far it is.
    pub stage: ImportStage,
    /// What was found while reading.
    pub found: Vec<Issue>,
    /// Whose all marks become.
    pub whose: MarkOwner,
    /// What counts as read where the files do not say.
    pub reading: AssumedReading,
    /// Which article the files are about; none when texts and names tell.
    pub article: Option<ArticleId>,
    /// By which words of titles an article is looked for.
    pub wanted: String,
    /// The first articles with these words, the open one before the others: at most [`MOST_OFFERED`].
    pub offered: Vec<ArticleId>,
    /// Whether answers come in that their annotators replaced.
    pub all_versions: bool,
    /// What labels are to become.
    pub choices: LabelMapping,
    /// What importing does; none while that is worked out for the first time.
    pub plan: Option<Arc<ImportPlan>>,
    /// Whether the plan does not yet know the latest choice.
    pub planning: bool,
    /// Whose files are open elsewhere, so that nothing was taken in.
    pub held: Vec<(AnnotatorId, Holder)>,
    /// Which label is in hand.
    pub at: usize,
    /// The list of what it can become.
    pub picking: Option<TargetPicker>,
    /// The number of the plan that is awaited.
    pub(super) awaited: u64,
    /// Of which state of the program the plan is.
    pub(super) revision: u64,
    /// The moment of marks without one: the same in every plan, so that the same plan is the same.
    pub(super) begun: Timestamp,
}

/// How many articles are offered at once.
pub const MOST_OFFERED: usize = 60;

impl Import {
    pub(super) fn new(paths: Vec<PathBuf>, begun: Timestamp) -> Self {
        let name = paths.first().and_then(|path| path.file_name());
        let name = name.map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        Self {
            paths,
            name,
            format: None,
            fits: Vec::new(),
            stage: ImportStage::Reading,
            found: Vec::new(),
            whose: MarkOwner::default(),
            reading: AssumedReading::default(),
            article: None,
            wanted: String::new(),
            offered: Vec::new(),
            all_versions: false,
            choices: LabelMapping::default(),
            plan: None,
            planning: false,
            held: Vec::new(),
            at: 0,
            picking: None,
            awaited: 0,
            revision: 0,
            begun,
        }
    }

    /// Whether it can be taken in as it stands.
    pub fn is_ready(&self) -> bool {
        !self.planning && self.plan.as_ref().is_some_and(|plan| !plan.edits.is_empty())
    }

    /// What was found on reading and on planning.
    pub fn issues(&self) -> impl Iterator<Item = &Issue> {
        self.found.iter().chain(self.plan.iter().flat_map(|plan| &plan.issues))
    }
}
