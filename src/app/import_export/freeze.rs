//! How a release is made, what stands against it, and how far it is.

use crate::base::Timestamp;
use crate::locale::Message;
use crate::release::{Language, Options, Survey};
use std::path::PathBuf;
use std::sync::Arc;

/// How a release is made. Kept while the project is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FreezeChoice {
    /// Whether it has adjudicators' sets alone.
    pub adjudicated: bool,
    /// Whether the texts go along; else what names each text, and its digest.
    pub texts: bool,
    /// Whether annotators get other names.
    pub pseudonyms: bool,
    /// The language of the methods paragraph.
    pub language: Language,
    /// Whether it is made although it is not complete.
    pub incomplete: bool,
    /// Whether it is one zip, or a folder.
    pub zip: bool,
}

impl Default for FreezeChoice {
    fn default() -> Self {
        Self {
            adjudicated: false,
            texts: true,
            pseudonyms: false,
            language: Language::default(),
            incomplete: false,
            zip: true,
        }
    }
}

/// A change of how a release is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FreezeChange {
    /// Adjudicators' sets alone, or everybody's.
    Adjudicated(bool),
    /// With texts, or without.
    Texts(bool),
    /// With other names, or with those of the project.
    Pseudonyms,
    /// The language of the methods paragraph.
    Language(Language),
    /// Although it is not complete, or only when it is.
    Incomplete,
    /// As a zip, or as a folder.
    Zip(bool),
}

/// What the dialog of releases asks for, and what became of it.
#[derive(Debug)]
#[expect(missing_docs, reason = "the fields are named for what they hold")]
pub enum FreezeCommand {
    /// Change how the release is made.
    Change(FreezeChange),
    /// The project was looked through.
    Surveyed { number: u64, survey: Arc<Survey> },
    /// The methods paragraph was written, in every language of [`Language::ALL`].
    Worded { number: u64, paragraphs: Arc<[String; 2]> },
    /// Take another finding in hand.
    Move(i32),
    /// Go to what the finding in that row is about, or the one in hand.
    Open(Option<usize>),
    /// Ask where to write.
    Write,
    /// Write to that place; a zip gets its ending when it has none.
    WriteTo(PathBuf),
    /// So much of so much is worked out.
    Freezing { done: u64, total: u64 },
    /// A release was written.
    Frozen(Box<Frozen>),
    /// It was not written, and why; no reason when it was stopped.
    NotFrozen(Option<Message>),
    /// Stop making the release; nothing of it is left.
    Stop,
    /// Go back to what can be chosen.
    Again,
}

/// What is to be done in the world for a release.
#[derive(Debug, Clone, PartialEq)]
#[expect(missing_docs, reason = "the fields are named for what they hold")]
pub enum FreezeEffect {
    /// Look the project through; answered by [`FreezeCommand::Surveyed`] and [`FreezeCommand::Worded`].
    Survey { number: u64, options: Box<Options>, now: Timestamp },
    /// Stop looking it through.
    StopSurvey,
    /// Make a release and write it; as a zip when the path ends so. `incomplete` allows findings against it.
    Write { options: Box<Options>, incomplete: bool, path: PathBuf, now: Timestamp },
    /// Stop the worker that makes it.
    Stop,
}

/// How far a release is.
#[derive(Debug, Default)]
pub enum FreezeStage {
    /// It is being chosen.
    #[default]
    Choosing,
    /// It is being made: finished units and their number, 0 while that is not known.
    Freezing {
        /// How many units of work are finished.
        done: u64,
        /// How many there are; 0 while that is not known.
        total: u64,
    },
    /// One was written, and its digest is shown.
    Frozen(Box<Frozen>),
}

/// A release that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frozen {
    /// The folder or zip that it is.
    pub path: PathBuf,
    /// How many files it is, with the manifest.
    pub files: usize,
    /// The SHA-256 of the manifest.
    pub digest: String,
    /// How many findings stood against it.
    pub against: usize,
    /// How many sets were hidden from whoever froze it.
    pub hidden: usize,
}

/// A row of the list of findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FindingRow {
    /// A kind of findings.
    Kind {
        /// The identifier of its name.
        name: &'static str,
        /// How many findings of the kind there are.
        count: usize,
        /// Whether they stand against freezing.
        against: bool,
        /// The first of them.
        first: usize,
    },
    /// The finding of that number.
    Finding(usize),
}

/// The dialog of releases.
#[derive(Debug, Default)]
pub struct Freeze {
    /// How it is made.
    pub choice: FreezeChoice,
    /// What was found, as of the last look.
    pub survey: Option<Arc<Survey>>,
    /// The list of findings.
    pub rows: Vec<FindingRow>,
    /// Which row is in hand.
    pub at: Option<usize>,
    /// The methods paragraph in every language.
    pub paragraphs: Option<Arc<[String; 2]>>,
    /// How far it is.
    pub stage: FreezeStage,
    /// Whether the project is being looked through.
    pub looking: bool,
    /// Whether the methods paragraph is being written.
    pub wording: bool,
    /// The number of the look that is awaited.
    pub(super) awaited: u64,
}

impl Freeze {
    /// How many findings stand against freezing; none while that is not known.
    pub fn against(&self) -> Option<usize> {
        self.survey.as_ref().filter(|_| !self.looking).map(|survey| survey.against())
    }

    /// Whether it can be frozen: nothing stands against it, or it is to be frozen all the same.
    pub fn is_ready(&self) -> bool {
        matches!(self.stage, FreezeStage::Choosing)
            && self.against().is_some_and(|against| against == 0 || self.choice.incomplete)
    }

    /// The methods paragraph in the chosen language.
    pub fn paragraph(&self) -> Option<&str> {
        let at = Language::ALL.iter().position(|language| *language == self.choice.language)?;
        self.paragraphs.as_ref().map(|paragraphs| paragraphs[at].as_str())
    }
}
