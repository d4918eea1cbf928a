//! What is exported and how, and how far an export is.

use crate::base::{AnnotatorId, LayerId};
use crate::formats::{Direction, ExportOptions, FORMATS, FormatInfo, Packing, Scope, ScopeExtent};
use crate::id;
use crate::locale::{Catalogue, Message};
use crate::transfer::Written;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

/// Whose sets are exported. Never more than I may see.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ExportedAnnotators {
    /// Every annotator's and every adjudicator's.
    #[default]
    Everybody,
    /// Mine, and those of the adjudicator that I am besides.
    Mine,
    /// Adjudicators': the result of adjudication.
    Adjudicated,
    /// Those of the annotators that are ticked.
    Chosen,
}

impl ExportedAnnotators {
    /// The choices in the order shown.
    pub const ALL: [Self; 4] = [Self::Everybody, Self::Mine, Self::Adjudicated, Self::Chosen];

    /// The identifier of its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Everybody => id!("export-everybody"),
            Self::Mine => id!("export-mine"),
            Self::Adjudicated => id!("export-adjudicated"),
            Self::Chosen => id!("export-chosen"),
        }
    }
}

/// Which articles are exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ExportedArticles {
    /// All of the project.
    #[default]
    All,
    /// Those that the library lists under its filter.
    Listed,
    /// The article that is being read.
    Open,
}

impl ExportedArticles {
    /// The choices in the order shown.
    pub const ALL: [Self; 3] = [Self::All, Self::Listed, Self::Open];
}

/// What is exported and how. Kept while the project is open.
#[derive(Debug, Clone, PartialEq)]
pub struct ExportChoice {
    /// The format's identifier.
    pub format: &'static str,
    /// Whose annotation sets go out.
    pub whose: ExportedAnnotators,
    /// Annotators that are ticked.
    pub chosen: BTreeSet<AnnotatorId>,
    /// Which articles go out, before `finished` narrows them.
    pub which: ExportedArticles,
    /// Only articles that everybody in scope who began them has signed off.
    pub finished: bool,
    /// Layers that are left out.
    pub without: BTreeSet<LayerId>,
    /// Whether the texts go along.
    pub texts: bool,
    /// Whether columns are added that follow from others.
    pub derived: bool,
    /// Whether annotators get other names.
    pub pseudonyms: bool,
    /// Whether several files go into one zip.
    pub zip: bool,
    /// The switches that are on, by format.
    pub switches: BTreeMap<&'static str, BTreeSet<&'static str>>,
}

impl Default for ExportChoice {
    fn default() -> Self {
        Self {
            format: going_out().next().map_or("", |about| about.id),
            whose: ExportedAnnotators::default(),
            chosen: BTreeSet::new(),
            which: ExportedArticles::default(),
            finished: false,
            without: BTreeSet::new(),
            texts: true,
            derived: false,
            pseudonyms: false,
            zip: true,
            switches: BTreeMap::new(),
        }
    }
}

/// A change of what is exported.
#[derive(Debug, Clone, PartialEq)]
pub enum ExportChange {
    /// Export the sets of these.
    Whose(ExportedAnnotators),
    /// Tick an annotator, or take the tick away.
    Annotator(AnnotatorId),
    /// Export these articles.
    Which(ExportedArticles),
    /// Only what is signed off, or all.
    Finished,
    /// Take a layer out, or in again.
    Layer(LayerId),
    /// With texts, or without.
    Texts,
    /// With derived columns, or without.
    Derived,
    /// With other names, or with those of the project.
    Pseudonyms,
    /// As a zip, or as a folder.
    Zip,
    /// Turn a switch of the format.
    Switch(&'static str),
}

/// What the export dialog asks for, and what became of it.
#[derive(Debug)]
#[expect(missing_docs, reason = "the fields are named for what they hold")]
pub enum ExportCommand {
    /// Show only the formats whose name or programs hold these words.
    FormatQuery(String),
    /// Choose another of the formats shown.
    MoveFormat(i32),
    /// Choose the format of that identifier.
    SelectFormat(&'static str),
    /// Change what is exported.
    Change(ExportChange),
    /// What the scope leaves of the project was counted.
    Counted { number: u64, extent: Arc<ScopeExtent> },
    /// Ask where to write.
    Write,
    /// Write to that place, which gets the format's ending when it has none.
    WriteTo(PathBuf),
    /// So many articles of so many are written.
    Writing { done: u64, total: u64 },
    /// An export was written; what of the project it does not hold is among what is told of it.
    Written(Box<Written>),
    /// It was not written, and why; no reason when it was stopped.
    NotWritten(Option<Message>),
    /// Stop writing; what was begun is removed.
    Stop,
    /// Go back to what can be chosen.
    Again,
}

/// What is to be done in the world for an export.
#[derive(Debug, Clone, PartialEq)]
#[expect(missing_docs, reason = "the fields are named for what they hold")]
pub enum ExportEffect {
    /// Count what the scope leaves of the project; answered by [`ExportCommand::Counted`].
    Count { number: u64, scope: Box<Scope> },
    /// Write an export; several files as a zip when the path ends so. What is there goes only when it may be replaced;
    /// otherwise the export gets another name.
    Write {
        format: &'static str,
        scope: Box<Scope>,
        options: Box<ExportOptions>,
        path: PathBuf,
        replace: bool,
    },
    /// Stop the worker that writes.
    Stop,
}

/// How far an export is.
#[derive(Debug, Default)]
pub enum ExportStage {
    /// It is being chosen.
    #[default]
    Choosing,
    /// It is being written: finished articles and their number, 0 while that is not known.
    Writing {
        /// How many articles are finished.
        done: u64,
        /// How many there are; 0 while that is not known.
        total: u64,
    },
    /// One was written, and what became of it is shown.
    Written(Box<Written>),
}

/// The dialog of exports: formats, what is exported, and how far that is.
#[derive(Debug, Default)]
pub struct Export {
    /// What is exported and how.
    pub choice: ExportChoice,
    /// What formats are searched by.
    pub query: String,
    /// What the choice leaves of the project, once it is counted.
    pub extent: Option<Arc<ScopeExtent>>,
    /// How far it is.
    pub stage: ExportStage,
    /// Annotators with work that I may see, with their names and the number of their articles, as of opening.
    pub people: Vec<(AnnotatorId, String, usize)>,
    /// The number of the count that is awaited.
    pub(super) awaited: u64,
}

/// What there is to say of every format that is written, in the order of lists.
fn going_out() -> impl Iterator<Item = &'static FormatInfo> {
    FORMATS.iter().map(|format| format.about()).filter(|about| about.direction != Direction::In)
}

impl Export {
    /// The formats that fit what is searched for; those that are called so come first.
    pub fn formats(&self) -> Vec<&'static FormatInfo> {
        let words: Vec<String> = self.query.split_whitespace().map(str::to_lowercase).collect();
        let has = |all: String| words.iter().all(|word| all.to_lowercase().contains(word));
        let called = |about: &FormatInfo| has(format!("{} {}", about.english_name(), about.id));
        let fits = |about: &&'static FormatInfo| {
            let zip = if matches!(about.packing, Packing::Folder(_)) { "zip" } else { "" };
            let opens = Catalogue::english().get(about.opens);
            has(format!("{} {} {opens} {} {zip}", about.english_name(), about.id, about.ending))
        };
        let mut found: Vec<&'static FormatInfo> = going_out().filter(fits).collect();
        found.sort_by_key(|about| !called(about));
        found
    }

    /// Whether the chosen format is among those shown, so that it can be exported.
    pub fn is_ready(&self) -> bool {
        self.formats().iter().any(|about| about.id == self.choice.format)
    }

    /// What there is to say of the chosen format.
    pub fn about(&self) -> Option<&'static FormatInfo> {
        going_out().find(|about| about.id == self.choice.format)
    }

    /// Whether a switch of the chosen format is on.
    pub fn has(&self, switch: &str) -> bool {
        self.choice.switches.get(self.choice.format).is_some_and(|on| on.contains(switch))
    }

    /// Whether it is being written.
    pub fn is_writing(&self) -> bool {
        matches!(self.stage, ExportStage::Writing { .. })
    }
}
