//! `obelus check`.

use super::{Failure, Outcome};
use crate::base::{Issue, Progress, Severity};
use crate::store;
use std::fmt::Write as _;
use std::io::{self, Write};
use std::path::Path;

pub(super) fn run(project: &Path, json: bool, out: &mut dyn Write) -> Result<Outcome, Failure> {
    let issues = store::check(project, &Progress::new())?;
    match write(&issues, json, out) {
        // Whoever reads our output has seen enough; that changes nothing about the project.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {}
        written => written?,
    }
    let clean = issues.iter().all(|issue| issue.severity == Severity::Note);
    Ok(if clean { Outcome::Clean } else { Outcome::Findings })
}

fn write(issues: &[Issue], json: bool, out: &mut dyn Write) -> io::Result<()> {
    if json {
        writeln!(out, "{}", as_json(issues))?;
    } else {
        for issue in issues {
            writeln!(out, "{issue}")?;
        }
    }
    out.flush()
}

fn as_json(issues: &[Issue]) -> String {
    let objects: Vec<String> = issues.iter().map(object).collect();
    if objects.is_empty() { "[]".to_owned() } else { format!("[\n  {}\n]", objects.join(",\n  ")) }
}

fn object(issue: &Issue) -> String {
    let fields = [
        ("severity", issue.severity.to_string()),
        ("code", issue.code.to_owned()),
        ("file", issue.file.clone()),
        ("place", issue.place.to_string()),
        ("message", issue.message.clone()),
        ("hint", issue.hint.clone()),
    ];
    let fields: Vec<String> =
        fields.iter().map(|(name, value)| format!("\"{name}\": {}", quoted(value))).collect();
    format!("{{{}}}", fields.join(", "))
}

fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\0'..='\x1f' => {
                let written = write!(out, "\\u{:04x}", c as u32);
                debug_assert!(written.is_ok(), "writing to a string succeeds");
            }
            _ => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_escaped() {
        let issue = Issue::note("a", "b\"\\", "c\nd").hint("é");
        assert_eq!(
            as_json(&[issue]),
            "[\n  {\"severity\": \"note\", \"code\": \"a\", \"file\": \"b\\\"\\\\\", \"place\": \"-\", \"message\": \"c\\u000ad\", \"hint\": \"é\"}\n]"
        );
        assert_eq!(as_json(&[]), "[]");
    }
}
