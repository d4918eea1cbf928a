//! What every command writes: its result on standard output, findings, and how it went.

use super::failure::Failure;
use super::outcome::Outcome;
use crate::base::{Issue, Severity};
use crate::formats::ExportError;
pub(super) use crate::locale::english::counted_in_digits as counted;
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
