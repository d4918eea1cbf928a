//! JSON by hand: lists, objects of texts, and quoting.

use crate::base::Issue;
use std::fmt::Write as _;

/// A list with an item to a line.
pub(super) fn list(items: &[String]) -> String {
    if items.is_empty() { "[]".to_owned() } else { format!("[\n  {}\n]", items.join(",\n  ")) }
}

/// An object on one line. The values are JSON already.
pub(super) fn object(fields: &[(&str, String)]) -> String {
    let fields: Vec<String> =
        fields.iter().map(|(name, value)| format!("{}: {value}", quoted(name))).collect();
    format!("{{{}}}", fields.join(", "))
}

/// A finding.
pub(super) fn issue(issue: &Issue) -> String {
    object(&[
        ("severity", quoted(&issue.severity.to_string())),
        ("code", quoted(issue.code)),
        ("file", quoted(&issue.file)),
        ("place", quoted(&issue.place.to_string())),
        ("message", quoted(&issue.message)),
        ("hint", quoted(&issue.hint)),
    ])
}

/// Findings, on one line.
pub(super) fn issues(issues: &[Issue]) -> String {
    format!("[{}]", issues.iter().map(issue).collect::<Vec<_>>().join(", "))
}

/// A text.
pub(super) fn quoted(text: &str) -> String {
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
        let finding = Issue::note("a", "b\"\\", "c\nd").hint("é");
        assert_eq!(
            list(&[issue(&finding)]),
            "[\n  {\"severity\": \"note\", \"code\": \"a\", \"file\": \"b\\\"\\\\\", \"place\": \"-\", \"message\": \"c\\u000ad\", \"hint\": \"é\"}\n]"
        );
        assert_eq!(list(&[]), "[]");
    }
}
