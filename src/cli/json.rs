//! Findings as JSON.

use crate::base::Issue;
pub(super) use crate::base::json::{list, object, quoted};

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_escaped() {
        let finding = Issue::note("a", "b\"\\", "c\nd").hint("é");
        assert_eq!(
            list(&[issue(&finding)]),
            "[\n  {\"severity\": \"note\", \"code\": \"a\", \"file\": \"b\\\"\\\\\", \"place\": \"-\", \"message\": \"c\\nd\", \"hint\": \"é\"}\n]"
        );
        assert_eq!(list(&[]), "[]");
    }
}
