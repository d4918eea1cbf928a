//! Files that list articles without their texts, of which each is to be fetched; and lists of feeds, which are no articles, and
//! what to do instead is said.

use super::parsed::{KnownValues, ParsedArticle};
use super::{IngestError, SourceKind, language, records};
use crate::id;
use crate::model::{ArticleField, Dated, ValueOrigin};
use serde_json::Value;

const RECORD: ValueOrigin = ValueOrigin::Record;
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

/// The articles of a list without their texts (CSL JSON, what GDELT answers); `None` where the text is no such list.
///
/// # Errors
/// When it is a list of feeds (OPML).
pub(super) fn read(kind: SourceKind, text: &str) -> Result<Option<Vec<ParsedArticle>>, IngestError> {
    let is_open = matches!(
        kind,
        SourceKind::PlainText | SourceKind::Markdown | SourceKind::JsonLines | SourceKind::WebPage
    );
    if !is_open {
        return Ok(None);
    }
    let start = text.trim_start_matches(['\u{feff}', ' ', '\t', '\n']);
    let head = &start[..start.floor_char_boundary(HEAD)];
    let lower = head.to_ascii_lowercase();
    if head.starts_with('<') && lower.contains("<opml") && !lower.contains("<html") {
        let (found, advice) = (id!("ingest-opml"), id!("ingest-foreign-feeds"));
        return Err(IngestError::Foreign { found, advice });
    }
    if is_empty_json(start) {
        return Err(IngestError::NoWords { kind: SourceKind::JsonLines.name_id() });
    }
    if kind != SourceKind::JsonLines && start.len() <= LONGEST && begins_as_json(start) {
        serde_json::from_str::<Value>(start).map_err(|error| {
            // What stands before is blank lines.
            let before = text[..text.len() - start.len()].matches('\n').count() as u64;
            IngestError::Json { line: error.line() as u64 + before, column: error.column().max(1) as u64 }
        })?;
    }
    Ok(listed(start))
}

/// Whether a text is JSON of nothing, as scripts write that found nothing.
fn is_empty_json(text: &str) -> bool {
    /// Longer than any such text, in bytes.
    const SHORT: usize = 64;
    let bare: String = text[..text.floor_char_boundary(SHORT)].split_whitespace().collect();
    text.trim_end().len() < SHORT && matches!(bare.as_str(), "[]" | "{}" | "[{}]" | "[[]]" | "null")
}

/// Whether a text begins as JSON does and no prose: an object with a name, or a list of such objects.
fn begins_as_json(start: &str) -> bool {
    let mut signs = start.chars().filter(|sign| !sign.is_whitespace());
    let begun = (signs.next(), signs.next(), signs.next());
    matches!(begun, (Some('{'), Some('"'), _) | (Some('['), Some('{'), Some('"')))
}

/// The articles that a list of JSON has, none of them with a text.
fn listed(text: &str) -> Option<Vec<ParsedArticle>> {
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
        let is_named = one.get("title").and_then(Value::as_str).is_some_and(|title| !title.trim().is_empty());
        is_named && ELSEWHERE.iter().any(has) && !TEXTS.iter().any(has)
    };
    (!list.is_empty() && list.iter().all(is_article)).then(|| list.iter().filter_map(article).collect())
}

fn article(one: &Value) -> Option<ParsedArticle> {
    let words = |name: &str| one.get(name).map(said).unwrap_or_default();
    let mut known = KnownValues::default();
    known.words(ArticleField::Title, &words("title"), RECORD);
    // A domain is how GDELT names an outlet.
    for name in ["container-title", "publisher", "domain"] {
        known.words(ArticleField::Outlet, &words(name), RECORD);
    }
    for (field, name) in [
        (ArticleField::Url, "URL"),
        (ArticleField::Url, "url"),
        (ArticleField::Section, "section"),
        (ArticleField::Edition, "edition"),
        (ArticleField::Page, "page"),
    ] {
        known.words(field, &words(name), RECORD);
    }
    known.words(ArticleField::Language, &language::tag_of(&words("language")), RECORD);
    known.published(one.get("issued").map(issued).unwrap_or_default(), RECORD);
    // When GDELT saw it is not when it was published, though mostly on the same day.
    known.published(records::dated(&words("seendate")), ValueOrigin::Guessed);
    let authors = one.get("author").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    known.authors(authors.iter().map(person).filter(|name| !name.is_empty()).collect(), RECORD);
    ParsedArticle::not_at_hand(known, words("abstract"))
}

fn said(value: &Value) -> String {
    match value {
        Value::String(words) => words.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Array(all) => all.first().map(said).unwrap_or_default(),
        Value::Null | Value::Bool(_) | Value::Object(_) => String::new(),
    }
}

/// A person as CSL writes one.
fn person(one: &Value) -> String {
    let part = |name: &str| one.get(name).map(said).unwrap_or_default();
    let parts = [part("given"), part("non-dropping-particle"), part("family")];
    let name = parts.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(" ");
    if name.is_empty() { part("literal") } else { name }
}

/// A date as CSL writes one: its parts as numbers or words, or as somebody wrote it.
fn issued(value: &Value) -> Dated {
    let parts = value.get("date-parts").and_then(|dates| dates.get(0)?.as_array());
    let numbers: Vec<u64> = parts
        .into_iter()
        .flatten()
        .filter_map(|part| part.as_u64().or_else(|| part.as_str()?.trim().parse().ok()))
        .collect();
    match numbers.as_slice() {
        [] => records::dated(
            &["raw", "literal"].map(|name| value.get(name).map(said).unwrap_or_default()).concat(),
        ),
        [year, month, day] => records::dated(&format!("{year:04}-{month:02}-{day:02}")),
        some => {
            let written: Vec<String> = some.iter().map(|part| format!("{part:02}")).collect();
            Dated { date: String::new(), as_written: written.join("-") }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Progress;
    use crate::ingest::{SourceFile, drafts};

    #[test]
    fn lists_are_read_and_those_of_feeds_refused_with_what_to_do() {
        let csl = r#"[{"id": "a", "type": "article-newspaper", "title": "Ferry", "container-title": "Harbour Post",
            "author": [{"family": "Lind", "given": "Ana", "non-dropping-particle": "van"}],
            "issued": {"date-parts": [[2026, 3, 4]]}},
            {"id": "b", "title": "Pier", "URL": "https://example.org/p", "issued": {"date-parts": [["2026", "3"]]}}]"#;
        let gdelt = r#"{"articles": [{"url": "https://example.org/f", "title": "Ferry", "domain": "example.org", "seendate": "20260304T171500Z"}]}"#;
        let read = |name: &str, text: &str| {
            let found = drafts(SourceFile { name, bytes: text.as_bytes() }, &Progress::new()).expect(name);
            assert!(
                found.value.iter().all(|draft| draft.text.is_empty() && draft.teaser.is_some()),
                "{name}"
            );
            let codes: Vec<_> = found.issues.iter().map(|issue| issue.code).collect();
            assert_eq!(codes, ["to-fetch"], "{name}");
            found.value.into_iter().map(|draft| draft.metadata).collect::<Vec<_>>()
        };
        let found = read("a.json", csl);
        assert_eq!((found.len(), found[0].outlet.as_str()), (2, "Harbour Post"));
        assert_eq!(
            (found[0].published.date.as_str(), found[0].authors[0].as_str()),
            ("2026-03-04", "Ana van Lind")
        );
        assert_eq!(
            (found[1].url.as_str(), found[1].published.as_written.as_str()),
            ("https://example.org/p", "2026-03")
        );
        assert_eq!(found[0].import.kind, "article-list");
        let found = read("b.json", gdelt);
        assert_eq!(
            (found[0].outlet.as_str(), found[0].published.date.as_str()),
            ("example.org", "2026-03-04")
        );
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
            "[1, 2]",
            "{\"articles\": 3}",
            "[Ferry] The plan stalled.",
            "Ferry <opml>",
        ] {
            assert!(read(SourceKind::PlainText, text).expect("no feeds").is_none(), "{text}");
        }
        for (text, line, column) in [
            ("{\"title\": \"Ferry\",\n \"text\" \"The plan stalled.\"}\n", 2, 9),
            ("\n[{\"title\": \"Ferry\"} {}]", 2, 21),
        ] {
            let Err(error) = read(SourceKind::PlainText, text) else { panic!("broken: {text}") };
            assert!(matches!(error, IngestError::Json { line: found, .. } if found == line), "{error:?}");
            assert!(matches!(error, IngestError::Json { column: found, .. } if found == column), "{error:?}");
        }
        for empty in ["[]", "{ }\n", "null", "[ { } ]"] {
            let Err(error) = read(SourceKind::PlainText, empty) else { panic!("empty: {empty}") };
            assert!(matches!(error, IngestError::NoWords { .. }), "{error:?}");
        }
        let deep = "[".repeat(100_000);
        assert!(read(SourceKind::PlainText, &deep).expect("no feeds").is_none(), "nesting is bounded");
    }
}
