//! Findings of import, export and check.

use crate::locale::Message;
use std::fmt;

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Something worth knowing; nothing is wrong.
    Note,
    /// Something needs a look; nothing was lost.
    Warning,
    /// Something could not be read or is not right.
    Error,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        })
    }
}

/// Where in a file a finding is.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Place {
    /// The file as a whole.
    Whole,
    /// A line and column, both counted from 1, the column in code points.
    Line(u32, u32),
    /// A named thing in the file, for example an annotation.
    Named(String),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Whole => f.write_str("-"),
            Self::Line(line, column) => write!(f, "{line}:{column}"),
            Self::Named(name) => f.write_str(name),
        }
    }
}

/// One finding: what is wrong, where, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issue {
    /// How bad it is.
    pub severity: Severity,
    /// A stable code such as `quote-mismatch`, the same in every version.
    pub code: &'static str,
    /// The file, relative to the project folder where it lies in one; empty when there is none.
    pub file: String,
    /// Where in the file.
    pub place: Place,
    /// What is wrong and what was expected, one sentence.
    pub message: Message,
    /// What to do about it; may be empty.
    pub hint: Message,
}

impl Issue {
    /// An error about a whole file.
    pub fn error(code: &'static str, file: impl Into<String>, message: impl Into<Message>) -> Self {
        Self::new(Severity::Error, code, file, message)
    }

    /// A warning about a whole file.
    pub fn warning(code: &'static str, file: impl Into<String>, message: impl Into<Message>) -> Self {
        Self::new(Severity::Warning, code, file, message)
    }

    /// A note about a whole file.
    pub fn note(code: &'static str, file: impl Into<String>, message: impl Into<Message>) -> Self {
        Self::new(Severity::Note, code, file, message)
    }

    fn new(
        severity: Severity,
        code: &'static str,
        file: impl Into<String>,
        message: impl Into<Message>,
    ) -> Self {
        Self {
            severity,
            code,
            file: file.into(),
            place: Place::Whole,
            message: message.into(),
            hint: Message::default(),
        }
    }

    /// The same finding at a place.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = place;
        self
    }

    /// The same finding with advice.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<Message>) -> Self {
        self.hint = hint.into();
        self
    }
}

/// In English, as the command line prints it.
impl fmt::Display for Issue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let file = if self.file.is_empty() { "-" } else { &self.file };
        write!(f, "{} {} {} {} {}", self.severity, self.code, file, self.place, self.message)?;
        if !self.hint.is_empty() {
            write!(f, " {}", self.hint)?;
        }
        Ok(())
    }
}

/// A value together with what was found on the way to it.
#[derive(Debug, Clone, PartialEq)]
pub struct Checked<T> {
    /// The value.
    pub value: T,
    /// The findings, in the order in which they were made.
    pub issues: Vec<Issue>,
}

impl<T> Checked<T> {
    /// A value without findings.
    pub fn clean(value: T) -> Self {
        Self { value, issues: Vec::new() }
    }

    /// The value; the findings go to `issues`.
    pub fn take(self, issues: &mut Vec<Issue>) -> T {
        issues.extend(self.issues);
        self.value
    }
}
