//! What a line says besides marks: its text, what is known of the article, and our own further work.

use super::left_out::UnreadValues;
use super::marks::attributes;
use super::{UNIT, people, tags};
use crate::formats::import::lenient_json::{is_nothing, list, number, said, said_or_nothing, words};
use crate::formats::shared::{encoding, timestamps};
use crate::formats::{ImportedAnnotator, ImportedDocument, ImportedSet, OffsetUnit};
use crate::model::{Dated, ImportRecord, Metadata, Role, SetState, ZoneKind};
use crate::text::Digest;
use serde_json::{Map, Value};

/// Keys under which the text may stand, the likelier first.
const TEXTS: [&str; 7] = ["text", "content", "raw", "document", "body", "sentence", "data"];
/// Keys of objects in which the text stands by name.
const FIELDS: [&str; 2] = ["fields", "inputs"];
/// Keys of objects that say what is known of the text.
const ABOUT: [&str; 2] = ["meta", "metadata"];
/// Keys of what is known of the text.
const METADATA: [&str; 27] = [
    "article",
    "title",
    "headline",
    "url",
    "link",
    "lang",
    "language",
    "outlet",
    "source",
    "publisher",
    "authors",
    "author",
    "published",
    "published_as_written",
    "date",
    "updated",
    "updated_as_written",
    "section",
    "edition",
    "page",
    "accession",
    "subjects",
    "genre",
    "source_file",
    "import_note",
    "source_sha256",
    "source_kind",
];
/// Keys of a line that are read elsewhere, or say nothing that is lost.
const KNOWN: [&str; 38] = [
    "id",
    "doc_id",
    "document_id",
    "example_id",
    "text_sha256",
    "offset_unit",
    "zones",
    "annotators",
    "answer",
    "annotation_approver",
    "is_confirmed",
    "approved",
    "seen_by",
    "status",
    "prediction_agent",
    "tokens",
    "words",
    "sents",
    "text_length",
    "_annotator_id",
    "_session_id",
    "_task_hash",
    "_input_hash",
    "_timestamp",
    "_view_id",
    "_is_binary",
    "_server_id",
    "event_timestamp",
    "metrics",
    "vectors",
    "project_id",
    "annotator",
    "annotator_id",
    "annotation_agent",
    "annotated_by",
    "coder",
    "inserted_at",
    "updated_at",
];

/// The text of a line and whether it was put together of tokens.
pub(super) fn text(line: &Value) -> Option<(String, bool)> {
    let stated = TEXTS.iter().find_map(|key| line.get(*key)?.as_str());
    let field = || {
        let fields = FIELDS.iter().find_map(|key| line.get(*key))?;
        let all = || fields.as_object()?.values().filter_map(Value::as_str).max_by_key(|words| words.len());
        fields.as_str().or_else(|| fields.get("text")?.as_str()).or_else(all)
    };
    if let Some(text) = stated.or_else(field) {
        return Some((text.to_owned(), false));
    }
    let tokens = tags::tokens(line);
    (!tokens.is_empty()).then(|| (tags::joined(&tokens), true))
}

/// Whether a key of a line is of no further concern here.
pub(super) fn is_known(key: &str, line: &Value) -> bool {
    is_of_import(key, line)
        || KNOWN.contains(&key)
        || TEXTS.contains(&key)
        || FIELDS.contains(&key)
        || METADATA.contains(&key)
}

/// What of an object about the text is not known.
pub(super) fn about(key: &str, value: &Value, left: &mut UnreadValues) {
    match value.as_object() {
        Some(about) => {
            for (name, value) in about.iter().filter(|(name, _)| !METADATA.contains(&name.as_str())) {
                left.key(&format!("{key}.{name}"), value);
            }
        }
        None => left.key(key, value),
    }
}

/// Whether a key is that of an object about the text.
pub(super) fn is_about(key: &str) -> bool {
    ABOUT.contains(&key)
}

/// What the tasks of a program's own exports are about: an article of a project of Obelus.
pub(super) fn is_ours(line: &Value) -> bool {
    list(line, "annotators").iter().any(Value::is_object)
        || line.get("meta").is_some_and(|meta| !words(meta, "article").is_empty())
}

/// The document of a line, without marks.
pub(super) fn document(line: &Value, text: Option<String>) -> ImportedDocument {
    let holders: Vec<&Value> =
        std::iter::once(line).chain(ABOUT.iter().filter_map(|key| line.get(*key))).collect();
    let find = |keys: &[&str]| {
        let found = keys.iter().find_map(|key| {
            holders.iter().filter_map(|holder| holder.get(*key)).find(|value| !is_nothing(value))
        });
        found.filter(|value| !value.is_object())
    };
    let one = |keys: &[&str]| {
        let found = find(keys).map(said).unwrap_or_default();
        // A text under a key that is also one of these.
        if Some(&found) == text.as_ref() { String::new() } else { found }
    };
    let several = |keys: &[&str]| match find(keys) {
        Some(Value::Array(all)) => all.iter().map(said).collect(),
        Some(one) => vec![said(one)],
        None => Vec::new(),
    };
    let zone = |zone: &Value| {
        let kind =
            ZoneKind::ALL.into_iter().find(|kind| kind.name().eq_ignore_ascii_case(words(zone, "kind")))?;
        Some((kind, zone.get("start").and_then(number)?, zone.get("end").and_then(number)?))
    };
    let struck = |struck: &Value| {
        let (start, end) = struck.get("start").and_then(number).zip(struck.get("end").and_then(number))?;
        Some((words(struck, "rule").to_owned(), start, end))
    };
    let unit = OffsetUnit::named(words(line, "offset_unit"));
    let digest = Digest::from_hex(words(line, "text_sha256"));
    ImportedDocument {
        name: one(&["article", "id", "doc_id", "document_id", "example_id"]),
        digest,
        unit: Some(unit.unwrap_or(if counts_utf16(line) { OffsetUnit::Utf16 } else { UNIT })),
        open_unit: unit.is_none(),
        zones: list(line, "zones").iter().filter_map(zone).collect(),
        struck: list(line, "struck").iter().filter_map(struck).collect(),
        times: list(line, "times").iter().filter_map(time).collect(),
        metadata: Metadata {
            title: one(&["title", "headline"]),
            outlet: one(&["outlet", "source", "publisher"]),
            authors: several(&["authors", "author"]),
            published: Dated {
                date: date(one(&["published", "date"])),
                as_written: one(&["published_as_written"]),
            },
            url: one(&["url", "link"]),
            updated: Dated { date: date(one(&["updated"])), as_written: one(&["updated_as_written"]) },
            section: one(&["section"]),
            edition: one(&["edition"]),
            page: one(&["page"]),
            accession: one(&["accession"]),
            subjects: several(&["subjects"]),
            language: one(&["lang", "language"]),
            genre: one(&["genre"]),
            source_file: one(&["source_file"]),
            import_note: one(&["import_note"]),
            import: ImportRecord {
                sha256: one(&["source_sha256"]),
                kind: one(&["source_kind"]),
                ..ImportRecord::default()
            },
        },
        text,
        ..ImportedDocument::default()
    }
}

/// A time code of ours.
fn time(time: &Value) -> Option<(u32, u64)> {
    Some((time.get("start").and_then(number)?, time.get("time_ms")?.as_u64()?))
}

/// Whether a list is of passages that were struck, or of time codes, as we write them: other programs may call other things so.
fn is_of_import(key: &str, line: &Value) -> bool {
    let all = list(line, key);
    match key {
        "struck" => all.iter().all(|one| !words(one, "rule").is_empty()),
        "times" => all.iter().all(|one| time(one).is_some()),
        _ => false,
    }
}

/// Whether a line is doccano's, which counts UTF-16 units: it has triples under labels, or offsets so called.
fn counts_utf16(line: &Value) -> bool {
    let triples = ["label", "labels"].iter().any(|key| {
        list(line, key)
            .first()
            .and_then(Value::as_array)
            .is_some_and(|parts| parts.first().is_some_and(Value::is_number))
    });
    let offsets = || {
        ["entities", "annotations"]
            .iter()
            .any(|key| list(line, key).iter().any(|one| one.get("start_offset").is_some()))
    };
    triples || offsets()
}

/// Takes in what a line says of the work of each annotator.
pub(super) fn sets(line: &Value, document: &mut ImportedDocument, annotators: &mut Vec<ImportedAnnotator>) {
    let pairs = |person: &Value, key: &str| -> Vec<(u32, u32)> {
        let one = |pair: &Value| {
            let [start, end] = pair.as_array()?.as_slice() else { return None };
            number(start).zip(number(end))
        };
        list(person, key).iter().filter_map(one).collect()
    };
    for person in list(line, "annotators").iter().filter(|person| person.is_object()) {
        let (name, id) = (said_or_nothing(person.get("name")), said_or_nothing(person.get("id")));
        let key = if id.is_empty() { name.clone() } else { id };
        if key.is_empty() {
            continue;
        }
        document.sets.push(ImportedSet {
            state: timestamps::parse(words(person, "signed_off")).map_or(SetState::Open, SetState::Done),
            coverage: pairs(person, "read"),
            finished: false,
            fields: attributes(person.get("answers").unwrap_or(&Value::Null)),
            bookmarks: pairs(person, "bookmarks"),
            annotator: key.clone(),
        });
        if annotators.iter().all(|known| known.key != key) {
            let role = encoding::role_of(words(person, "role")).unwrap_or(Role::Analyst);
            let name = if name.is_empty() { key.clone() } else { name };
            annotators.push(ImportedAnnotator { key, name, role, by_file: false });
        }
    }
}

/// Those who finished the text, as the line says: who saw it in LightTag; in doccano whoever `coder` is, when it was
/// approved.
pub(super) fn finished(line: &Value, coder: &str) -> Vec<String> {
    let approved = |key: &str| match line.get(key) {
        Some(Value::Bool(yes)) => *yes,
        Some(Value::String(by)) => !by.trim().is_empty(),
        Some(Value::Number(_)) => true,
        _ => false,
    };
    let is_approved = ["annotation_approver", "is_confirmed", "approved"].into_iter().any(approved)
        || words(line, "status") == "Validated";
    let seen = list(line, "seen_by").iter().flat_map(people::keys);
    is_approved.then(|| coder.to_owned()).into_iter().chain(seen).collect()
}

/// A label with its colour, as doccano exports those of a project.
pub(super) fn label_setting(line: &Map<String, Value>) -> Option<(String, String)> {
    let colour = line.get("background_color")?.as_str()?;
    Some((line.get("text")?.as_str()?.to_owned(), colour.to_lowercase()))
}

/// A date without the time that Arrow adds to it.
fn date(words: String) -> String {
    let midnight = words.split_once(['T', ' ']).filter(|(day, _)| timestamps::parse(day).is_some());
    midnight.map_or_else(|| words.clone(), |(day, _)| day.to_owned())
}
