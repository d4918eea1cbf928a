//! What serves every format that is written: scope, pseudonyms, redaction, losses, and where the bytes go.

pub(super) mod extent;
pub(super) mod losses;
pub(super) mod redact;
pub(super) mod scope;
pub(super) mod sink;
pub(super) mod suggestions;

use crate::base::{Issue, Progress, Timestamp};
use crate::formats::shared::features::Feature;
use crate::formats::{Format, FormatInfo};
use crate::locale::Message;
use crate::message;
use crate::model::Project;
use losses::LossLog;
use redact::redact;
use scope::Scope;
use sink::Sink;
use std::fmt;
use std::io;

/// What holds for an export, whatever the format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportOptions {
    /// Whether the texts of the articles go along. Without them nothing else repeats [`LEAST_REPEATED`](redact::LEAST_REPEATED) characters of one.
    pub texts: bool,
    /// Whether columns are added that follow from others: sentence, zone, share of the text, week.
    pub derived: bool,
    /// The format's switches that are on.
    pub switches: Vec<String>,
    /// The moment that the export bears.
    pub now: Timestamp,
}

impl Default for ExportOptions {
    fn default() -> Self {
        Self { texts: true, derived: false, switches: Vec::new(), now: Timestamp::default() }
    }
}

/// An export under way.
pub struct ExportJob<'a> {
    /// What is exported: what the scope has left of the project, and nothing else.
    pub project: &'a Project,
    /// What was chosen.
    pub options: &'a ExportOptions,
    /// Where it goes.
    pub sink: &'a mut dyn Sink,
    /// What is dropped on the way.
    pub log: &'a mut LossLog,
    /// How far it is, in articles.
    pub progress: &'a Progress,
}

impl ExportJob<'_> {
    /// Whether a switch of the format is on.
    pub fn has(&self, switch: &str) -> bool {
        self.options.switches.iter().any(|on| on == switch)
    }

    /// Refuses to write a format that is nothing without the texts, when they are to stay.
    ///
    /// # Errors
    /// When texts are left out.
    pub(super) fn needs_texts(&self, about: &FormatInfo) -> Result<(), ExportError> {
        if self.options.texts {
            return Ok(());
        }
        let issue = Issue::error("needs-texts", "", message!("formats-needs-texts", format = about.title()));
        Err(ExportError::Refused(issue.hint(message!("formats-needs-texts.hint"))))
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
pub(super) fn step(progress: &Progress) -> Result<(), ExportError> {
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

impl ExportError {
    /// The reason: a clause, or the sentence of a finding.
    pub fn message(&self) -> Message {
        match self {
            Self::Cancelled => message!("formats-export-stopped"),
            Self::Io(error) => message!("formats-export-failed", error = %error),
            Self::Refused(issue) => issue.message.clone(),
        }
    }
}

impl From<io::Error> for ExportError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// In English, as the command line prints it.
impl fmt::Display for ExportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message().fmt(f)
    }
}

impl std::error::Error for ExportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io(error) => Some(error),
            Self::Cancelled | Self::Refused(_) => None,
        }
    }
}

/// Exports what a scope leaves of a project; returns what was dropped.
///
/// # Errors
/// When it was cancelled, cannot be written, or the format cannot hold it.
pub fn export(
    format: &dyn Format,
    project: &Project,
    scope: &Scope,
    options: &ExportOptions,
    sink: &mut dyn Sink,
    progress: &Progress,
) -> Result<LossLog, ExportError> {
    export_all(format, &scope.narrow(project), options, sink, progress)
}

/// Exports all of a project, which a scope has narrowed before; returns what was dropped.
///
/// Without texts, people's own words do not repeat them either: see [`redact()`]. What a program suggested and nobody
/// accepted goes along only where the format says so of it.
///
/// # Errors
/// As [`export`].
pub fn export_all(
    format: &dyn Format,
    narrowed: &Project,
    options: &ExportOptions,
    sink: &mut dyn Sink,
    progress: &Progress,
) -> Result<LossLog, ExportError> {
    let redacted = (!options.texts).then(|| redact(narrowed));
    let narrowed = redacted.as_ref().unwrap_or(narrowed);
    let mut log = LossLog::default();
    let accepted = match format.about().keeps(Feature::Origins) {
        true => None,
        false => suggestions::without(narrowed, &mut log),
    };
    let narrowed = accepted.as_ref().unwrap_or(narrowed);
    let left_out =
        |feature: &Feature| !format.about().keeps(*feature) || (*feature == Feature::Texts && !options.texts);
    let dropped: Vec<Feature> = Feature::ALL.into_iter().filter(left_out).collect();
    log.count_declared(narrowed, &dropped);
    progress.set_total(narrowed.article_count() as u64);
    let mut job = ExportJob { project: narrowed, options, sink, log: &mut log, progress };
    format.export(&mut job)?;
    Ok(log)
}
