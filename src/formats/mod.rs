//! Exchange with other programs: annotation sets out and in, one file a format, one registry.
//!
//! A [`Format`] says what it is and what it cannot carry ([`About`]), writes a project that a [`Scope`] has narrowed, and
//! reads files into a [`Foreign`], which [`plan()`] turns into edits of a project: articles are matched by digest, then by
//! their passages; labels are mapped to codes; offsets are checked against quotes and never shifted silently.
//!
//! Positions in memory are bytes; each format counts in the [`OffsetUnit`] that its readers count in and converts at its
//! edge. Does no input or output of its own: it writes to a [`Sink`] and reads bytes that it is handed.

mod address;
mod brat;
mod claimreview;
mod colours;
mod conll;
mod csv;
mod dna;
mod doccano;
mod extent;
mod foreign;
mod html;
mod hypothesis;
mod json;
mod jsonl;
mod label_studio;
mod loose;
mod loss;
mod markdown;
mod markup;
mod pairs;
mod plan;
mod prodigy;
mod redact;
mod refi;
mod report;
mod scope;
mod sink;
mod tables;
mod tei;
mod tokens;
mod tsv;
mod uima;
mod w3c;
mod webanno_tsv;
mod wire;
mod xlsx;

#[cfg(test)]
mod tests;

pub use extent::Extent;
pub use foreign::{
    Document, Foreign, ForeignAnnotator, ForeignClaim, ForeignCode, ForeignSet, Input, Mark, OffsetUnit,
};
pub use loss::{LossLog, Lost};
pub use plan::{ArticleRow, LabelRow, Mapping, Matched, Plan, PlanOptions, Target, guess, plan};
pub use redact::{LEAST_REPEATED, redact};
pub use scope::{ArticleFilter, Scope, Sight};
pub use sink::{Memory, Sink};
pub use wire::{digest_number, guid};

use crate::base::{Checked, Issue, Progress, Timestamp};
use crate::model::Project;
use std::fmt;
use std::io;

/// Every format, in the order of lists.
pub static FORMATS: &[&dyn Format] = &[
    &csv::Csv,
    &tsv::Tsv,
    &xlsx::Xlsx,
    &jsonl::Jsonl,
    &w3c::W3c,
    &refi::Qdpx,
    &refi::Qdc,
    &brat::Brat,
    &uima::UimaJson,
    &uima::UimaXmi,
    &label_studio::LabelStudio,
    &hypothesis::Hypothesis,
    &webanno_tsv::WebAnnoTsv,
    &conll::Conll,
    &doccano::Doccano,
    &prodigy::Prodigy,
    &tei::Tei,
    &claimreview::ClaimReview,
    &dna::Dna,
    &html::Html,
    &markdown::Markdown,
];

/// The format of that name.
pub fn format(id: &str) -> Option<&'static dyn Format> {
    FORMATS.iter().copied().find(|format| format.about().id == id)
}

/// The formats that are read, in the order of lists.
pub fn readers() -> impl Iterator<Item = &'static dyn Format> {
    FORMATS.iter().copied().filter(|format| format.about().direction != Direction::Out)
}

/// The first format that knows these files for its own.
pub fn recognise(input: &Input<'_>) -> Option<&'static dyn Format> {
    readers().find(|format| format.recognises(input))
}

/// Reads files in a format; those that are another format's alone are told as not read.
///
/// # Errors
/// When they cannot be understood as a whole.
pub fn read(format: &dyn Format, input: &Input<'_>) -> Result<Checked<Foreign>, Issue> {
    let mut read = format.import(input)?;
    for file in input.files.iter().filter(|_| input.files.len() > 1) {
        let alone = Input { files: std::slice::from_ref(file), progress: input.progress };
        let other = if format.recognises(&alone) { None } else { recognise(&alone) };
        if let Some(other) = other {
            let message = format!("It is of the format “{}” and was not read.", other.about().name);
            let issue = Issue::warning("not-read", &file.0, message);
            read.issues.push(issue.hint(format!("{} was. Import it by itself.", format.about().name)));
        }
    }
    Ok(read)
}

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
    /// What it does, for help and dialog.
    pub about: &'static str,
}

/// What there is to say of a format.
#[derive(Debug)]
pub struct About {
    /// Its name on the command line.
    pub id: &'static str,
    /// Its name on the screen.
    pub name: &'static str,
    /// Which programs open it, one short sentence.
    pub opens: &'static str,
    /// How file names end, without the dot.
    pub ending: &'static str,
    /// Which ways it goes.
    pub direction: Direction,
    /// What an export is made of.
    pub packing: Packing,
    /// How it counts positions; none when it has none.
    pub unit: Option<OffsetUnit>,
    /// What it cannot carry.
    pub losses: &'static [Lost],
    /// Whether it has columns that follow from others: [`Options::derived`].
    pub derived: bool,
    /// What can be chosen.
    pub switches: &'static [Switch],
    /// The program with which its exports were read in a test; says so when there was none.
    pub verified: &'static str,
}

/// What holds for an export, whatever the format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// Whether the texts of the articles go along. Without them nothing else repeats [`LEAST_REPEATED`] characters of one.
    pub texts: bool,
    /// Whether columns are added that follow from others: sentence, zone, share of the text, week.
    pub derived: bool,
    /// The format's switches that are on.
    pub switches: Vec<String>,
    /// The moment that the export bears.
    pub now: Timestamp,
}

impl Default for Options {
    fn default() -> Self {
        Self { texts: true, derived: false, switches: Vec::new(), now: Timestamp::default() }
    }
}

/// An export under way.
pub struct Job<'a> {
    /// What is exported: what the scope has left of the project, and nothing else.
    pub project: &'a Project,
    /// What was chosen.
    pub options: &'a Options,
    /// Where it goes.
    pub sink: &'a mut dyn Sink,
    /// What is dropped on the way.
    pub log: &'a mut LossLog,
    /// How far it is, in articles.
    pub progress: &'a Progress,
}

impl Job<'_> {
    /// Whether a switch of the format is on.
    pub fn has(&self, switch: &str) -> bool {
        self.options.switches.iter().any(|on| on == switch)
    }

    /// Refuses to write a format that is nothing without the texts, when they are to stay.
    ///
    /// # Errors
    /// When texts are left out.
    fn needs_texts(&self, name: &str) -> Result<(), ExportError> {
        if self.options.texts {
            return Ok(());
        }
        let issue =
            Issue::error("needs-texts", "", format!("{name} shows the texts and cannot do without them."));
        Err(ExportError::Refused(issue.hint("Export with texts, or as CSV, JSON Lines or Web Annotation.")))
    }

    /// Counts a finished article.
    ///
    /// # Errors
    /// When the export was cancelled.
    pub fn step(&self) -> Result<(), ExportError> {
        step(self.progress)
    }
}

/// Counts a finished article where the job's sink is lent out.
fn step(progress: &Progress) -> Result<(), ExportError> {
    progress.advance(1);
    if progress.is_cancelled() { Err(ExportError::Cancelled) } else { Ok(()) }
}

/// Why an export was not made.
#[derive(Debug)]
pub enum ExportError {
    /// Somebody stopped it.
    Cancelled,
    /// Where it goes does not take it.
    Io(io::Error),
    /// The project holds something that the format cannot be made of.
    Refused(Issue),
}

impl fmt::Display for ExportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cancelled => f.write_str("the export was stopped; nothing was written"),
            Self::Io(error) => write!(f, "the export could not be written: {error}"),
            Self::Refused(issue) => f.write_str(&issue.message),
        }
    }
}

impl std::error::Error for ExportError {}

impl From<io::Error> for ExportError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// One exchange format.
pub trait Format: Sync {
    /// What there is to say of it.
    fn about(&self) -> &'static About;

    /// Writes a project.
    ///
    /// # Errors
    /// When it was cancelled, cannot be written, or the format cannot hold it.
    fn export(&self, job: &mut Job<'_>) -> Result<(), ExportError>;

    /// Whether these files look like this format's. Called for formats that are read.
    fn recognises(&self, _input: &Input<'_>) -> bool {
        false
    }

    /// Reads files.
    ///
    /// # Errors
    /// When they cannot be understood as a whole; what can be left out alone is a finding.
    fn import(&self, _input: &Input<'_>) -> Result<Checked<Foreign>, Issue> {
        let name = self.about().name;
        Err(Issue::error("not-read", "", format!("{name} is only written, not read.")))
    }
}

/// Exports what a scope leaves of a project; answers what was dropped.
///
/// # Errors
/// When it was cancelled, cannot be written, or the format cannot hold it.
pub fn export(
    format: &dyn Format,
    project: &Project,
    scope: &Scope,
    options: &Options,
    sink: &mut dyn Sink,
    progress: &Progress,
) -> Result<LossLog, ExportError> {
    export_all(format, &scope.narrow(project), options, sink, progress)
}

/// Exports all of a project, which a scope has narrowed before; answers what was dropped.
///
/// Without texts, people's own words do not repeat them either: see [`redact()`].
///
/// # Errors
/// As [`export`].
pub fn export_all(
    format: &dyn Format,
    narrowed: &Project,
    options: &Options,
    sink: &mut dyn Sink,
    progress: &Progress,
) -> Result<LossLog, ExportError> {
    let redacted = (!options.texts).then(|| redact(narrowed));
    let narrowed = redacted.as_ref().unwrap_or(narrowed);
    let mut log = LossLog::default();
    log.count_declared(narrowed, format.about().losses);
    if !options.texts && !format.about().losses.contains(&Lost::Texts) {
        log.count_declared(narrowed, &[Lost::Texts]);
    }
    progress.set_total(narrowed.article_count() as u64);
    let mut job = Job { project: narrowed, options, sink, log: &mut log, progress };
    format.export(&mut job)?;
    Ok(log)
}
