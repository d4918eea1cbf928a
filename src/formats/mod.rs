//! Exchange with other programs: annotation sets out and in, one file a format, one registry.
//!
//! A [`Format`] says what it is and what it keeps ([`FormatInfo`]), writes a project that a [`Scope`] has narrowed, and
//! reads files into a [`ImportedData`], which [`plan()`] turns into edits of a project: articles are matched by digest, then by
//! their passages; labels are mapped to codes; offsets are checked against quotes and never shifted silently.
//!
//! Positions in memory are bytes; each format counts in the [`OffsetUnit`] that its readers count in and converts at its
//! edge. Does no input or output of its own: it writes to a [`Sink`] and reads bytes that it is handed.

mod brat;
mod claimreview;
mod conll;
mod csv;
mod dna;
mod doccano;
mod export;
mod html;
mod hypothesis;
mod import;
mod jsonl;
mod label_studio;
mod markdown;
mod prodigy;
mod refi;
mod registry;
mod shared;
mod tei;
mod tsv;
mod uima;
mod w3c;
mod webanno_tsv;
mod xlsx;

#[cfg(test)]
mod tests;

pub use export::extent::ScopeExtent;
pub use export::losses::LossLog;
pub use export::redact::{LEAST_REPEATED, redact};
pub use export::scope::{ArticleFilter, Scope, Sight};
pub use export::sink::{MemorySink, Sink};
pub use export::{ExportError, ExportJob, ExportOptions, export, export_all};
pub use import::imported::{
    ImportedAnnotation, ImportedAnnotator, ImportedAnswer, ImportedClaim, ImportedCode, ImportedData,
    ImportedDocument, ImportedSet, Input,
};
pub use import::plan::{
    ArticleRow, AssumedReading, ImportOptions, ImportPlan, LabelRow, Matched, group_name, guess,
    imported_groups, new_code, plan,
};
pub use markdown::plain as markdown_escaped;
pub use registry::{FORMATS, format, read, readers, recognise};
pub use shared::features::Feature;
pub use shared::identifiers::{digest_number, guid};
pub use shared::offsets::OffsetUnit;

use crate::base::{Checked, Issue};
use crate::locale::{Catalogue, Message};
use crate::message;

/// Which ways a format goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Written and read.
    Both,
    /// Only written.
    Out,
    /// Only read.
    In,
}

/// What an export is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Packing {
    /// One file.
    File,
    /// Several files in a folder, or in a zip. The named one, when there is one, is what a pipe gets.
    Folder(Option<&'static str>),
}

/// Something that can be chosen about a format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Switch {
    /// Its name on the command line.
    pub id: &'static str,
    /// The identifier of the text that says what it does, for help and dialog.
    pub about: &'static str,
}

/// What there is to say of a format.
#[derive(Debug)]
pub struct FormatInfo {
    /// Its name on the command line.
    pub id: &'static str,
    /// The identifier of the text that is its name on the screen.
    pub name: &'static str,
    /// The identifier of the text that says which programs open it, in a short sentence.
    pub opens: &'static str,
    /// How file names end, without the dot.
    pub ending: &'static str,
    /// Which ways it goes.
    pub direction: Direction,
    /// What an export is made of.
    pub packing: Packing,
    /// Whether its files are bytes that no terminal shows.
    pub binary: bool,
    /// How it counts positions; none when it has none.
    pub unit: Option<OffsetUnit>,
    /// What is kept, in groups: what it carries, and what goes under with something that it does not carry and needs no
    /// word of its own. Everything else is a [loss](Self::losses).
    pub keeps: &'static [&'static [Feature]],
    /// Whether it has columns that follow from others: [`ExportOptions::derived`].
    pub derived: bool,
    /// What can be chosen.
    pub switches: &'static [Switch],
    /// The identifier of the text that says with which program its exports were read in a test, or that there was none.
    pub verified: &'static str,
}

impl FormatInfo {
    /// Its name, as an argument of other texts.
    pub fn title(&self) -> Message {
        Message::new(self.name)
    }

    /// Its name in English: for the command line and files.
    pub fn english_name(&self) -> &'static str {
        Catalogue::english().get(self.name)
    }

    /// Whether a feature is kept.
    pub fn keeps(&self, feature: Feature) -> bool {
        self.keeps.iter().any(|group| group.contains(&feature))
    }

    /// What it cannot carry, in the order of lists.
    pub fn losses(&self) -> Vec<Feature> {
        Feature::ALL.into_iter().filter(|feature| !self.keeps(*feature)).collect()
    }

    /// Whether an export into a pipe is bytes that no terminal shows: binary files, or several in a zip.
    pub fn streams_binary(&self) -> bool {
        self.binary || self.packing == Packing::Folder(None)
    }
}

/// A format in which annotations are exchanged with other programs.
pub trait Format: Sync {
    /// What there is to say of it.
    fn about(&self) -> &'static FormatInfo;

    /// Writes a project.
    ///
    /// # Errors
    /// When it was cancelled, cannot be written, or the format cannot hold it.
    fn export(&self, job: &mut ExportJob<'_>) -> Result<(), ExportError>;

    /// Whether these files look like this format's. Called for formats that are read.
    fn recognises(&self, _input: &Input<'_>) -> bool {
        false
    }

    /// Reads files.
    ///
    /// # Errors
    /// When they cannot be understood as a whole; what can be left out alone is a finding.
    fn import(&self, _input: &Input<'_>) -> Result<Checked<ImportedData>, Issue> {
        let format = self.about().title();
        Err(Issue::error("not-read", "", message!("formats-only-written", format = format)))
    }
}
