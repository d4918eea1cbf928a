//! What every command writes: its result on standard output, findings, and how it went.

use super::failure::Failure;
use super::outcome::Outcome;
use crate::base::{Issue, Place, Severity};
use crate::formats::ExportError;
use crate::locale::Argument;
pub(super) use crate::locale::english::counted_in_digits as counted;
use crate::message;
use crate::transfer::{self, Destination};
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Writes everything, unless whoever reads has seen enough; that changes nothing about what was done.
///
/// # Errors
/// When the output cannot be written for another reason than that its reader has gone.
pub(super) fn write_all(out: &mut dyn Write, text: &str) -> io::Result<()> {
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => written,
    }
}

/// Writes a file that was asked for, whole or not at all; returns where it is.
///
/// # Errors
/// When it is one of the project's own, is there already and `overwrite` does not hold, or cannot be written.
pub(super) fn write_file(
    root: &Path,
    path: PathBuf,
    overwrite: bool,
    bytes: &[u8],
) -> Result<PathBuf, Failure> {
    let destination = Destination { path, overwrite, root: Some(root.to_owned()) };
    transfer::write_file(&destination, bytes).map_err(not_exported)
}

/// Why an export was not made.
pub(super) fn not_exported(error: ExportError) -> Failure {
    match error {
        ExportError::Io(error) if error.kind() == io::ErrorKind::BrokenPipe => Failure::from(error),
        ExportError::Refused(issue) => Failure::new(issue.message.english(), issue.hint.english()),
        other => Failure::new("", "Nothing was left half written.").because(other),
    }
}

/// Findings, one a line.
///
/// # Errors
/// When the output cannot be written.
pub(super) fn findings(issues: &[Issue], out: &mut dyn Write) -> io::Result<()> {
    issues.iter().try_for_each(|issue| writeln!(out, "{issue}"))
}

/// Findings, one a line with its end.
pub(super) fn lines(issues: &[Issue]) -> String {
    issues.iter().map(|issue| format!("{issue}\n")).collect()
}

/// Findings that say the same of more than so many articles are told as one.
const ALIKE: usize = 3;

/// The findings, those that say the same of many articles told as one, with the first of the articles.
pub(super) fn together(issues: &[Issue]) -> Vec<Issue> {
    let key = |issue: &Issue| (issue.severity, issue.code, issue.message.english(), issue.hint.english());
    let mut groups: BTreeMap<_, Vec<&Issue>> = BTreeMap::new();
    issues.iter().for_each(|issue| groups.entry(key(issue)).or_default().push(issue));
    groups.retain(|_, alike| alike.len() > ALIKE);
    let mut told = Vec::with_capacity(issues.len());
    for issue in issues {
        match groups.get(&key(issue)) {
            None => told.push(issue.clone()),
            Some(alike) if std::ptr::eq(alike[0], issue) => told.push(as_one(alike)),
            Some(_) => {}
        }
    }
    told
}

fn as_one(alike: &[&Issue]) -> Issue {
    let first = alike[0];
    let is_one_file = alike.iter().all(|issue| issue.file == first.file);
    let name = |issue: &&Issue| match &issue.place {
        Place::Whole => issue.file.clone(),
        Place::Line(line, _) if is_one_file => line.to_string(),
        Place::Named(name) if is_one_file => name.clone(),
        place => format!("{}:{place}", issue.file),
    };
    let named = Argument::series(alike.iter().map(name).take(ALIKE));
    let (what, count) = (first.message.clone(), alike.len());
    let said = message!("findings-of-many", what = what, count = count, named = named, rest = count - ALIKE);
    let file = if is_one_file { first.file.clone() } else { String::new() };
    Issue { message: said, file, place: Place::Whole, ..first.clone() }
}

/// How many findings of a kind are told one by one where they are summed up.
const TOLD: usize = 200;

/// Findings, one a line with its end; of a kind with many only the first, and how many there are besides.
pub(super) fn summed(issues: &[Issue]) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut text = String::new();
    for issue in issues {
        let count = counts.entry(issue.code).or_default();
        *count += 1;
        if *count <= TOLD {
            text.push_str(&format!("{issue}\n"));
        }
    }
    for (code, count) in counts.into_iter().filter(|(_, count)| *count > TOLD) {
        text.push_str(&format!("{} more of {code}; --json lists all.\n", count - TOLD));
    }
    text
}

/// How it went, when nothing but these findings stands against it: notes do not.
pub(super) fn outcome(issues: &[Issue]) -> Outcome {
    let serious = issues.iter().any(|issue| issue.severity > Severity::Note);
    if serious { Outcome::Findings } else { Outcome::Clean }
}
