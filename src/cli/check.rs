//! `obelus check`.

use super::{Failure, Outcome, json};
use crate::base::{Issue, Progress, Severity};
use crate::store;
use std::io::{self, Write};
use std::path::Path;

pub(super) fn run(project: &Path, as_json: bool, out: &mut dyn Write) -> Result<Outcome, Failure> {
    let issues = store::check(project, &Progress::new())?;
    match write(&issues, as_json, out) {
        // Whoever reads our output has seen enough; that changes nothing about the project.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {}
        written => written?,
    }
    let clean = issues.iter().all(|issue| issue.severity == Severity::Note);
    Ok(if clean { Outcome::Clean } else { Outcome::Findings })
}

fn write(issues: &[Issue], as_json: bool, out: &mut dyn Write) -> io::Result<()> {
    if as_json {
        let objects: Vec<String> = issues.iter().map(json::issue).collect();
        writeln!(out, "{}", json::list(&objects))?;
    } else {
        for issue in issues {
            writeln!(out, "{issue}")?;
        }
    }
    out.flush()
}
