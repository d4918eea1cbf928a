//! Files that list feeds, the items of a library, or articles without their texts: they are no articles, and what to do instead is said.

use super::records::zotero;
use super::{IngestError, SourceKind};
use crate::id;
use serde_json::Value;

/// Bytes at the beginning in which the mark of a list of feeds stands.
const HEAD: usize = 4096;
/// The longest JSON that is looked through, in bytes.
const LONGEST: usize = 64 << 20;
/// The names under which JSON has the list, where it is not alone.
const LISTS: [&str; 2] = ["articles", "items"];
/// The names of values that tell an article which lies elsewhere: CSL JSON, and what GDELT answers.
const ELSEWHERE: [&str; 5] = ["URL", "url", "container-title", "issued", "seendate"];
/// The names of values that are a text.
const TEXTS: [&str; 6] = ["text", "body", "content", "full_text", "fulltext", "content_text"];

/// Refuses lists of feeds (OPML), libraries without their files (Zotero), and lists of articles without their texts (CSL JSON, what GDELT answers).
pub(super) fn refuse(kind: SourceKind, text: &str) -> Result<(), IngestError> {
    let is_open = matches!(
        kind,
        SourceKind::PlainText | SourceKind::Markdown | SourceKind::JsonLines | SourceKind::WebPage
    );
    if !is_open {
        return Ok(());
    }
    let start = text.trim_start_matches(['\u{feff}', ' ', '\t', '\n']);
    let head = &start[..start.floor_char_boundary(HEAD)];
    let lower = head.to_ascii_lowercase();
    if head.starts_with('<') && lower.contains("<opml") && !lower.contains("<html") {
        let (found, advice) = (id!("ingest-opml"), id!("ingest-foreign-feeds"));
        return Err(IngestError::Foreign { found, advice });
    }
    if zotero::is_library(start) {
        let (found, advice) = (id!("ingest-zotero"), id!("ingest-foreign-library"));
        return Err(IngestError::Foreign { found, advice });
    }
    if kind != SourceKind::JsonLines && start.len() <= LONGEST && begins_as_json(start) {
        serde_json::from_str::<Value>(start).map_err(|error| {
            // What stands before is blank lines.
            let before = text[..text.len() - start.len()].matches('\n').count() as u64;
            IngestError::Json { line: error.line() as u64 + before, column: error.column().max(1) as u64 }
        })?;
    }
    match listed(start) {
        Some(count) => Err(IngestError::NoTexts { count, columns: Vec::new() }),
        None => Ok(()),
    }
}

/// Whether a text begins as JSON does and no prose: an object with a name, or a list of such objects.
fn begins_as_json(start: &str) -> bool {
    let mut signs = start.chars().filter(|sign| !sign.is_whitespace());
    let begun = (signs.next(), signs.next(), signs.next());
    matches!(begun, (Some('{'), Some('"'), _) | (Some('['), Some('{'), Some('"')))
}

/// How many articles a list of JSON has, none of them with a text.
fn listed(text: &str) -> Option<u64> {
    if !text.starts_with(['[', '{']) || text.len() > LONGEST {
        return None;
    }
    let value: Value = serde_json::from_str(text).ok()?;
    let list = match &value {
        Value::Array(list) => list,
        Value::Object(fields) => LISTS.iter().find_map(|name| fields.get(*name)?.as_array())?,
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => return None,
    };
    let is_article = |one: &Value| {
        let has = |name: &&str| one.get(*name).is_some();
        one.get("title").is_some_and(Value::is_string) && ELSEWHERE.iter().any(has) && !TEXTS.iter().any(has)
    };
    (!list.is_empty() && list.iter().all(is_article)).then_some(list.len() as u64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Progress;
    use crate::ingest::{SourceFile, drafts};

    #[test]
    fn lists_are_refused_with_what_to_do() {
        let csl = r#"[{"id": "a", "type": "article-newspaper", "title": "Ferry", "container-title": "Harbour Post",
            "issued": {"date-parts": [[2026, 3, 4]]}}, {"id": "b", "title": "Pier", "URL": "https://example.org/p"}]"#;
        let gdelt = r#"{"articles": [{"url": "https://example.org/f", "title": "Ferry", "seendate": "20260304T171500Z"}]}"#;
        for (name, text, count) in [("a.json", csl, 2), ("b.json", gdelt, 1)] {
            let error =
                drafts(SourceFile { name, bytes: text.as_bytes() }, &Progress::new()).expect_err(name);
            assert_eq!(error, IngestError::NoTexts { count, columns: Vec::new() }, "{name}");
        }
        let opml = "<?xml version=\"1.0\"?>\n<opml version=\"2.0\"><body><outline type=\"rss\" xmlUrl=\"https://example.org/f\"/></body></opml>";
        let error = drafts(SourceFile { name: "feeds.opml", bytes: opml.as_bytes() }, &Progress::new());
        let said = error.expect_err("a list of feeds").to_string();
        assert!(said.contains("OPML") && said.contains("save them as files"), "{said}");
    }

    #[test]
    fn what_has_texts_or_is_no_list_is_none() {
        for text in [
            r#"[{"title": "Ferry", "url": "https://example.org/f", "text": "The plan stalled."}]"#,
            r#"[{"title": "Ferry"}]"#,
            "[]",
            "[1, 2]",
            "{\"articles\": 3}",
            "[Ferry] The plan stalled.",
            "Ferry <opml>",
        ] {
            assert_eq!(refuse(SourceKind::PlainText, text), Ok(()), "{text}");
        }
        for (text, line, column) in [
            ("{\"title\": \"Ferry\",\n \"text\" \"The plan stalled.\"}\n", 2, 9),
            ("\n[{\"title\": \"Ferry\"} {}]", 2, 21),
        ] {
            let error = refuse(SourceKind::PlainText, text).expect_err("broken");
            assert!(matches!(error, IngestError::Json { line: found, .. } if found == line), "{error:?}");
            assert!(matches!(error, IngestError::Json { column: found, .. } if found == column), "{error:?}");
        }
        let deep = "[".repeat(100_000);
        assert_eq!(refuse(SourceKind::PlainText, &deep), Ok(()), "nesting is bounded");
    }
}
