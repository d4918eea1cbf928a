//! Whose a line, an answer or a mark is.

use crate::formats::import::lenient_json::{is_nothing, said};
use serde_json::Value;

/// Keys under which a mark names who made it.
pub(super) const MARK_KEYS: [&str; 7] =
    ["annotator", "annotator_id", "annotated_by", "user", "user_id", "created_by", "coder"];
/// Keys under which a line names whose work it is. An author is a journalist, a user may be anybody.
pub(super) const LINE_KEYS: [&str; 6] =
    ["_annotator_id", "annotator", "annotator_id", "annotation_agent", "annotated_by", "coder"];
/// Keys by which an annotator is known who is an object.
const NAMES: [&str; 7] = ["annotator", "name", "username", "email", "id", "user_id", "annotator_id"];
/// The keys of annotators who are named alone, in a list, or as objects.
pub(super) fn keys(value: &Value) -> Vec<String> {
    match value {
        _ if is_nothing(value) => Vec::new(),
        Value::Array(all) => all.iter().flat_map(keys).collect(),
        Value::Object(one) => NAMES.iter().find_map(|name| one.get(*name)).map(keys).unwrap_or_default(),
        one => vec![said(one)],
    }
}

/// Whose a line is; empty where it does not say.
pub(super) fn coder(line: &Value) -> String {
    let stated = LINE_KEYS.iter().filter_map(|key| line.get(*key)).flat_map(keys).next();
    let session = || {
        let session = line.get("_session_id").map(keys)?.into_iter().next()?;
        // A session that nobody named is called by the moment at which it began.
        session.contains(char::is_alphabetic).then_some(session)
    };
    stated.or_else(session).unwrap_or_default()
}
