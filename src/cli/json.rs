//! Findings as JSON.

use crate::base::Issue;
pub(super) use crate::base::json::{Json, list, object};
pub(super) fn issue(issue: &Issue) -> Json {
    object([
        ("severity", issue.severity.to_string().into()),
        ("code", issue.code.into()),
        ("file", issue.file.as_str().into()),
        ("place", issue.place.to_string().into()),
        ("message", issue.message.english().into()),
        ("hint", issue.hint.english().into()),
    ])
}

/// Findings in their order.
pub(super) fn issues(issues: &[Issue]) -> Json {
    list(issues.iter().map(issue))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Message;

    #[test]
    fn json_is_escaped() {
        let finding = Issue::note("a", "b\"\\", Message::verbatim("c\nd")).hint(Message::verbatim("é"));
        assert_eq!(
            list([issue(&finding)]).to_string(),
            "[\n  {\"severity\": \"note\", \"code\": \"a\", \"file\": \"b\\\"\\\\\", \"place\": \"-\", \"message\": \"c\\u000ad\", \"hint\": \"é\"}\n]"
        );
        assert_eq!(issues(&[]).to_string(), "[]");
    }
}
