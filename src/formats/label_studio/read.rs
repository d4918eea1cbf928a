//! Reading tasks: exports in full, older ones with completions, and JSON-MIN.

use super::config;
use super::names::{CODED_BY, MEMO, PART, UNIT};
use super::remarks::{self, Account, Accounts};
use crate::base::{Checked, Issue};
use crate::formats::import::lenient_json::{list, position, ranges, said, values, words};
use crate::formats::shared::{encoding, timestamps};
use crate::formats::{
    ImportedAnnotation, ImportedAnnotator, ImportedAnswer, ImportedData, ImportedDocument, ImportedSet, Input,
};
use crate::message;
use crate::model::{Dated, Metadata, Origin, SetState, ZoneKind};
use crate::text::Digest;
use serde_json::Value;
use std::collections::{BTreeMap, HashMap};

/// The label of a region that has none.
const REGION: &str = "region";
/// Keys of the data that may be the text, the likelier first.
const TEXTS: [&str; 5] = ["text", "content", "body", "article", "html"];
/// Keys of a JSON-MIN record that no control has.
const KEPT: [&str; 8] =
    ["id", "annotator", "annotation_id", "created_at", "updated_at", "lead_time", "agreement", "text"];

pub(super) fn files(input: &Input<'_>) -> Result<Checked<ImportedData>, Issue> {
    let mut issues = Vec::new();
    let mut reader = TaskReader::default();
    for (name, bytes) in input.ending("xml") {
        match config::read(name, bytes) {
            Ok(read) => {
                reader.text = reader.text.take().or(read.text);
                reader.imported.codes.extend(read.codes);
            }
            Err(issue) => issues.push(issue),
        }
    }
    for (name, bytes) in input.files.iter().filter(|(name, _)| !name.to_lowercase().ends_with(".xml")) {
        let values = values(name, bytes, &mut issues)?;
        for value in &values {
            match value {
                Value::Array(all) => all.iter().for_each(|task| reader.accounts.take(task)),
                task => reader.accounts.take(task),
            }
        }
        for value in values {
            match &value {
                Value::Array(all) => {
                    reader.lists = true;
                    all.iter().for_each(|task| reader.task(task));
                }
                task => reader.task(task),
            }
        }
    }
    if reader.imported.documents.is_empty() && !reader.lists {
        let issue = Issue::error("no-tasks", input.name(), message!("formats-no-tasks"));
        return Err(issue.hint(message!("formats-no-tasks.hint")));
    }
    let left = [
        ("no-text", reader.textless, message!("formats-tasks-no-text", count = reader.textless)),
        ("relations", reader.relations, message!("formats-relations-left-out", count = reader.relations)),
        ("cancelled", reader.cancelled, message!("formats-cancelled", count = reader.cancelled)),
        ("not-tied", reader.loose, message!("formats-values-not-tied", count = reader.loose)),
        ("comments", reader.comments, message!("formats-comments-left-out", count = reader.comments)),
        ("reviews", reader.reviews, message!("formats-reviews-left-out", count = reader.reviews)),
        ("ground-truth", reader.truths, message!("formats-ground-truth-left-out", count = reader.truths)),
    ];
    for (code, _, message) in left.into_iter().filter(|(_, count, _)| *count > 0) {
        let issue = if code == "cancelled" { Issue::note } else { Issue::warning };
        issues.push(issue(code, input.name(), message));
    }
    reader.imported.answer(reader.answers);
    reader.imported.source = input.name().to_owned();
    Ok(Checked { value: reader.imported, issues })
}

#[derive(Default)]
struct TaskReader {
    imported: ImportedData,
    /// The key of the text, when a configuration says it.
    text: Option<String>,
    /// Documents of JSON-MIN, whose records are one an annotation.
    flat: HashMap<String, usize>,
    lists: bool,
    textless: u64,
    relations: u64,
    loose: u64,
    /// Answers that were cancelled or skipped, and drafts.
    cancelled: u64,
    /// Comments on no passage.
    comments: u64,
    reviews: u64,
    /// Answers that are marked as the truth.
    truths: u64,
    accounts: Accounts,
    /// Answers with the places of the documents that they are about.
    answers: Vec<(usize, ImportedAnswer)>,
}

impl TaskReader {
    fn task(&mut self, task: &Value) {
        if !task.is_object() {
            self.textless += 1;
        } else if task.get("data").is_some_and(Value::is_object) {
            self.full(task);
        } else {
            self.record(task);
        }
    }

    fn document(&self, data: &Value, task: &Value) -> Option<ImportedDocument> {
        let stated = self.text.as_deref().and_then(|key| data.get(key)?.as_str());
        let likely =
            || TEXTS.iter().filter(|key| **key != "article").find_map(|key| data.get(*key)?.as_str());
        let longest = || data.as_object()?.values().filter_map(Value::as_str).max_by_key(|words| words.len());
        let text = stated.or_else(likely).or_else(longest).filter(|text| !text.is_empty())?;
        let about = task.get("meta").and_then(|meta| meta.get("obelus")).unwrap_or(&Value::Null);
        let number = task.get("id").map(|id| format!("task-{id}")).unwrap_or_default();
        let name = Some(words(data, "article")).filter(|name| !name.is_empty() && *name != text);
        let zones = list(about, "zones").iter().filter_map(|zone| {
            let kind =
                ZoneKind::ALL.into_iter().find(|one| one.name().eq_ignore_ascii_case(words(zone, "kind")))?;
            let (start, end) = *ranges(words(zone, "place")).first()?;
            Some((kind, start, end))
        });
        let one = |keys: &[&str]| {
            let found = keys.iter().map(|key| words(data, key)).find(|words| !words.is_empty());
            found.filter(|words| *words != text).unwrap_or_default().to_owned()
        };
        let authors = list(about, "authors").iter().filter_map(Value::as_str);
        Some(ImportedDocument {
            name: name.map_or(number, str::to_owned),
            text: Some(text.to_owned()),
            digest: Digest::from_hex(words(about, "text_sha256")),
            unit: Some(UNIT),
            zones: zones.collect(),
            metadata: Metadata {
                title: one(&["title", "headline"]),
                outlet: one(&["outlet", "source", "publisher"]),
                authors: authors.map(str::to_owned).collect(),
                published: Dated {
                    date: one(&["published", "date"]),
                    as_written: words(about, "published_as_written").to_owned(),
                },
                url: one(&["url", "link"]),
                section: words(about, "section").to_owned(),
                language: one(&["language", "lang"]),
                genre: words(about, "genre").to_owned(),
                source_file: words(about, "source_file").to_owned(),
                import_note: words(about, "import_note").to_owned(),
                ..Metadata::default()
            },
            ..ImportedDocument::default()
        })
    }

    fn full(&mut self, task: &Value) {
        let Some(mut document) = self.document(&task["data"], task) else {
            self.textless += 1;
            return;
        };
        let about = task.get("meta").and_then(|meta| meta.get("obelus")).unwrap_or(&Value::Null);
        for set in list(about, "sets") {
            let key =
                ["annotator", "name"].into_iter().map(|name| words(set, name)).find(|key| !key.is_empty());
            let Some(key) = key else { continue };
            self.person(key, words(set, "name"), words(set, "role"));
            document.sets.push(ImportedSet {
                annotator: key.to_owned(),
                state: timestamps::parse(words(set, "signed_off")).map_or(SetState::Open, SetState::Done),
                coverage: ranges(words(set, "read")),
                finished: false,
                bookmarks: ranges(words(set, "bookmarks")),
                fields: Vec::new(),
            });
        }
        let ours = !list(about, "sets").is_empty();
        for entry in remarks::entries(task) {
            let is_true = entry.get("ground_truth").and_then(Value::as_bool) == Some(true);
            self.truths += u64::from(is_true && !ours && !is_cancelled(entry));
            if is_cancelled(entry) {
                self.cancelled += 1;
                continue;
            }
            let annotator = self.annotator(entry);
            let before = document.marks.len();
            let set = self.result(entry, &annotator, None, &mut document);
            let marks = document.marks.split_off(before);
            let answer = answer(annotator, task, entry, marks, set);
            self.answers.push((self.imported.documents.len(), answer));
        }
        self.reviews += remarks::reviews(task);
        let regions = remarks::regions(task);
        for comment in remarks::comments(task) {
            let by = self.account(remarks::writer(comment));
            match remarks::note(comment, &regions, &document).filter(|_| !by.is_empty()) {
                Some(note) => document.marks.push(ImportedAnnotation { annotator: by, ..note }),
                None => self.comments += 1,
            }
        }
        let drafts = list(task, "drafts").iter().filter(|draft| !list(draft, "result").is_empty());
        self.cancelled += drafts.count() as u64;
        for prediction in list(task, "predictions") {
            let by = prediction.get("model_version").map(said).unwrap_or_default();
            self.result(prediction, "", Some(by), &mut document);
        }
        self.imported.documents.push(document);
    }

    fn person(&mut self, key: &str, name: &str, role: &str) {
        if !key.is_empty() && self.imported.annotators.iter().all(|one| one.key != key) {
            let name = if name.trim().is_empty() { key } else { name }.to_owned();
            let role = encoding::role_of(role).unwrap_or_default();
            self.imported.annotators.push(ImportedAnnotator {
                key: key.to_owned(),
                name,
                role,
                by_file: false,
            });
        }
    }

    /// Whose an entry is: what its field says, else the account.
    fn annotator(&mut self, entry: &Value) -> String {
        let coded_by = list(entry, "result").iter().find(|one| words(one, "from_name") == CODED_BY);
        let stated = coded_by.and_then(|one| list(one.get("value")?, "text").first()?.as_str());
        if let Some(key) = stated.filter(|key| !key.trim().is_empty()) {
            self.person(key, "", "");
            return key.to_owned();
        }
        self.account(entry.get("completed_by").unwrap_or(&Value::Null))
    }

    fn account(&mut self, account: &Value) -> String {
        let written = match account {
            Value::Null => return String::new(),
            Value::Object(_) => Account::of(account),
            other => self.accounts.numbered(&said(other)).cloned(),
        };
        let (key, name) = match (written, account) {
            (Some(Account { key, name }), _) => (key, name),
            (None, Value::Object(_)) => return String::new(),
            (None, Value::Number(number)) => (number.to_string(), format!("Annotator {number}")),
            (None, other) => (said(other), String::new()),
        };
        self.person(&key, &name, "");
        key
    }

    /// Takes in what an entry or a prediction says.
    fn result(
        &mut self,
        entry: &Value,
        annotator: &str,
        by: Option<String>,
        document: &mut ImportedDocument,
    ) -> ImportedSet {
        let mut marks: Vec<(ImportedAnnotation, Vec<String>)> = Vec::new();
        let mut by_id: BTreeMap<&str, usize> = BTreeMap::new();
        let mut fields = Vec::new();
        let created = timestamps::parse(words(entry, "created_at"));
        for one in list(entry, "result") {
            let (id, name) = (words(one, "id"), words(one, "from_name"));
            let value = one.get("value").unwrap_or(&Value::Null);
            let kind = words(one, "type");
            if kind == "relation" {
                self.relations += 1;
                continue;
            }
            let own = values_of(kind, value);
            let placed = place(value);
            let labels = kind.ends_with("labels");
            let at = by_id.get(id).copied().filter(|_| !id.is_empty());
            let at = match at {
                None if !labels && placed.is_none() => {
                    if name != CODED_BY {
                        fields.push((short(name).to_owned(), own.join("|")));
                    }
                    continue;
                }
                Some(at) => at,
                None => {
                    let mut mark = ImportedAnnotation {
                        annotator: annotator.to_owned(),
                        created,
                        ..ImportedAnnotation::default()
                    };
                    mark.modified = timestamps::parse(words(entry, "updated_at")).or(created);
                    mark.origin = by.clone().map(|by| Origin::Suggested { by });
                    mark.id = id.parse().ok();
                    by_id.insert(id, marks.len());
                    marks.push((mark, Vec::new()));
                    marks.len() - 1
                }
            };
            let (mark, known) = &mut marks[at];
            if let (Some((start, end)), false) = (placed, mark.placed) {
                (mark.start, mark.end, mark.placed) = (start, end, true);
            }
            if labels {
                known.extend(own);
                mark.exact = exact(value, document).or(mark.exact.take());
                about_region(one.get("meta").unwrap_or(&Value::Null), mark);
            } else if name == MEMO || kind == "textarea" && is_foreign(name) {
                remark(mark, name, &own.join("\n"));
            } else {
                mark.take(short(name), own.join("|"));
            }
        }
        for (mark, labels) in marks {
            push(mark, labels, document);
        }
        // What was submitted was finished.
        ImportedSet { annotator: annotator.to_owned(), fields, finished: true, ..ImportedSet::default() }
    }

    /// A record of JSON-MIN: the data and the controls in one, one record an annotation.
    fn record(&mut self, record: &Value) {
        let Some(document) = self.document(record, record) else {
            self.textless += 1;
            return;
        };
        let key = format!("{}\n{}", document.name, document.text.as_deref().unwrap_or_default());
        let at = *self.flat.entry(key).or_insert_with(|| {
            self.imported.documents.push(document);
            self.imported.documents.len() - 1
        });
        let mut annotator = words(record, CODED_BY).to_owned();
        if annotator.is_empty() {
            annotator = self.account(record.get("annotator").unwrap_or(&Value::Null));
        }
        self.person(&annotator, "", "");
        let created = timestamps::parse(words(record, "created_at"));
        if is_cancelled(record) {
            self.cancelled += 1;
            return;
        }
        let document = &mut self.imported.documents[at];
        let set = ImportedSet { annotator: annotator.clone(), finished: true, ..ImportedSet::default() };
        let before = document.marks.len();
        let Some(all) = record.as_object() else { return };
        for (name, control) in all.iter().filter(|(name, _)| !KEPT.contains(&name.as_str())) {
            for value in control.as_array().map(Vec::as_slice).unwrap_or_default() {
                let labels = value.as_object().and_then(|all| all.keys().find(|key| key.ends_with("labels")));
                let (Some(kind), Some((start, end))) = (labels, place(value)) else {
                    self.loose += u64::from(name != CODED_BY);
                    continue;
                };
                let (exact, annotator) = (exact(value, document), annotator.clone());
                let placed = true;
                let mark = ImportedAnnotation {
                    annotator,
                    start,
                    end,
                    placed,
                    exact,
                    created,
                    ..ImportedAnnotation::default()
                };
                push(mark, values_of(kind, value), document);
            }
        }
        let marks = document.marks.split_off(before);
        self.answers.push((at, answer(annotator, record, record, marks, set)));
    }
}

fn answer(
    annotator: String,
    task: &Value,
    entry: &Value,
    marks: Vec<ImportedAnnotation>,
    set: ImportedSet,
) -> ImportedAnswer {
    let moment = |key: &str| timestamps::parse(words(entry, key));
    let at = moment("updated_at").max(moment("created_at"));
    ImportedAnswer { annotator, task: task_number(task), at, marks, set: Some(set) }
}

/// Whether an answer was cancelled, which nobody gave then.
fn is_cancelled(entry: &Value) -> bool {
    let is_so = |key: &str| entry.get(key).and_then(Value::as_bool) == Some(true);
    is_so("was_cancelled") || is_so("skipped")
}

/// What a task is known by: its number, in its project; empty when it has none.
fn task_number(task: &Value) -> String {
    let Some(number) = task.get("id").filter(|id| !id.is_null()) else { return String::new() };
    let project = task.get("project").filter(|project| !project.is_null());
    project.map_or_else(|| said(number), |project| format!("{}/{}", said(project), said(number)))
}

/// Lays a mark down, once for each of its labels.
fn push(mark: ImportedAnnotation, labels: Vec<String>, document: &mut ImportedDocument) {
    let others = labels.iter().skip(1).map(|label| ImportedAnnotation {
        id: None,
        label: label.clone(),
        memo: String::new(),
        question: false,
        ..mark.clone()
    });
    let others: Vec<ImportedAnnotation> = others.collect();
    let label = labels.into_iter().next().unwrap_or_else(|| REGION.to_owned());
    document.marks.push(ImportedAnnotation { label, ..mark });
    document.marks.extend(others);
}

/// Whether a control is none of those that Obelus writes besides memos.
fn is_foreign(name: &str) -> bool {
    !name.contains(PART) && ![encoding::CLAIM, encoding::CLAIM_NAME, CODED_BY].contains(&name)
}

fn about_region(meta: &Value, mark: &mut ImportedAnnotation) {
    for name in [encoding::CREATED, encoding::MODIFIED, encoding::ORIGIN, encoding::ANNOTATOR] {
        if let Some(words) = meta.get(name).and_then(Value::as_str) {
            mark.take(name, words.to_owned());
        }
    }
    // The comment that its own interface ties to a region.
    let comment = match meta.get("text") {
        Some(Value::String(words)) => words.clone(),
        _ => list(meta, "text").iter().filter_map(Value::as_str).collect::<Vec<_>>().join("\n"),
    };
    remark(mark, MEMO, &comment);
}

/// Names of controls that ask for a note and nothing else.
const NOTES: [&str; 10] =
    [MEMO, "memos", "note", "notes", "comment", "comments", "remark", "remarks", "explanation", "text"];

/// Adds what somebody wrote about a region to its memo, with what was asked unless that was a note.
fn remark(mark: &mut ImportedAnnotation, name: &str, words: &str) {
    if words.trim().is_empty() {
        return;
    }
    if !mark.memo.is_empty() {
        mark.memo.push('\n');
    }
    if !NOTES.contains(&name.to_lowercase().as_str()) {
        mark.memo.push_str(name);
        mark.memo.push_str(": ");
    }
    mark.memo.push_str(words);
}

/// The name of an attribute in the name of a control.
fn short(name: &str) -> &str {
    name.rsplit(PART).next().unwrap_or(name)
}

/// The values of a control: under the name of its kind, or of text areas under `text`.
fn values_of(kind: &str, value: &Value) -> Vec<String> {
    let key = if kind == "textarea" { "text" } else { kind };
    let path = |one: &Value| match one {
        Value::Array(steps) => steps.iter().map(said).collect::<Vec<_>>().join(" / "),
        other => said(other),
    };
    list(value, key).iter().map(path).collect()
}

/// Where a region is; hypertext keeps it aside.
pub(super) fn place(value: &Value) -> Option<(u32, u32)> {
    let at = |value: &Value| position(value, "start").zip(position(value, "end"));
    value.get("globalOffsets").and_then(at).or_else(|| at(value))
}

/// The words of a region. Old versions wrote line breaks in them as a backslash and an n.
pub(super) fn exact(value: &Value, document: &ImportedDocument) -> Option<String> {
    let exact = value.get("text")?.as_str()?;
    let here = || document.text.as_deref().is_some_and(|text| text.contains(exact));
    let escaped = exact.contains("\\n") && !here();
    Some(if escaped { exact.replace("\\n", "\n") } else { exact.to_owned() })
}
