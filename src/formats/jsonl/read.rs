//! Reading files: values, lines of them, and what a line says.

use super::document;
use super::left_out::UnreadValues;
use super::marks::{Maker, MarkReader};
use super::responses::{self, Responses};
use super::{people, tags};
use crate::base::{Checked, Issue, Progress, Timestamp};
use crate::formats::import::lenient_json::{
    first, is_nothing, list, said, said_or_nothing, values_by_line, words,
};
use crate::formats::{
    ImportedAnnotation, ImportedAnswer, ImportedCode, ImportedData, ImportedDocument, ImportedSet, Input,
    registry,
};
use crate::message;
use serde_json::{Value, json};

/// Keys under which marks of people stand.
const MARKS: [&str; 7] = ["spans", "entities", "ents", "annotations", "annotation", "label", "labels"];
/// Keys under which tags of tokens stand.
const TAGS: [&str; 4] = ["ner_tags", "tags", "ner", "bio"];
/// Keys under which labels of whole texts stand.
const WHOLE: [&str; 3] = ["cats", "classifications", "accept"];
/// Keys under which relations between marks stand.
const RELATIONS: [&str; 4] = ["relations", "arcs", "deps", "links"];
/// Keys under which a file in one piece has its documents.
const LISTS: [&str; 4] = ["examples", "documents", "paragraphs", "data"];
/// Keys of such a file that say nothing that is lost.
const OF_WHOLE: [&str; 6] = ["id", "project_id", "dataset_id", "name", "version", "annotators"];
/// Answers to a task that do not hold.
const REFUSED: [&str; 2] = ["reject", "ignore"];

/// Whether a file begins with a text with marks.
pub(super) fn looks(bytes: &[u8]) -> bool {
    let Some(value) = first(bytes) else { return false };
    documents(value, &mut UnreadValues::default()).first().is_some_and(|line| {
        let has = |keys: &[&str]| keys.iter().any(|key| line.get(*key).is_some_and(|value| !value.is_null()));
        let marked = has(&MARKS)
            || line.as_object().is_some_and(|line| line.keys().any(|key| is_prediction(key)))
            || has(&["cats"])
            || has(&TAGS) && !tags::tokens(line).is_empty()
            || line.as_object().is_some_and(|line| line.keys().any(|key| responses::is_one(key)));
        // Label Studio's tables of a record an annotation have a text and labels, too.
        let other = line.get("annotation_id").is_some() && line.get("lead_time").is_some();
        marked && !other && (document::text(line).is_some() || line.get("text_sha256").is_some())
    })
}

pub(super) fn files(input: &Input<'_>) -> Result<Checked<ImportedData>, Issue> {
    let mut issues = Vec::new();
    let mut reader = LineReader::default();
    for file in input.files {
        let (name, bytes) = file;
        if input.files.len() > 1 && !looks(bytes) && is_of_another_format(file, input.progress) {
            continue;
        }
        match values_by_line(name, bytes, &mut issues) {
            Ok(values) => {
                for (number, value) in values {
                    let lines = documents(value, &mut reader.left);
                    lines.iter().for_each(|line| reader.line(name, number, line));
                }
            }
            Err(issue) => issues.push(issue),
        }
    }
    issues.extend(reader.left.issues(input.name()));
    let mut imported = reader.imported;
    imported.answer(reader.answers);
    imported.name_by_file(&reader.files);
    imported.source = input.name().to_owned();
    if imported.documents.is_empty() && imported.codes.is_empty() {
        let none = || {
            Issue::error("no-documents", input.name(), message!("formats-no-documents"))
                .hint(message!("formats-no-documents.hint"))
        };
        return Err(issues.into_iter().next().unwrap_or_else(none));
    }
    Ok(Checked { value: imported, issues })
}

fn is_of_another_format(file: &(String, Vec<u8>), progress: &Progress) -> bool {
    let alone = Input { files: std::slice::from_ref(file), progress };
    registry::recognise(&alone).is_some()
}

/// The documents in a value: itself, those of a list, or those of a file in one piece, of which the rest is left out.
fn documents(value: Value, left: &mut UnreadValues) -> Vec<Value> {
    match value {
        Value::Array(mut pair) if is_training_pair(&pair) => {
            let (about, text) = (pair.pop().unwrap_or_default(), pair.pop().unwrap_or_default());
            let mut line = json!({ "text": text });
            if let (Some(line), Value::Object(about)) = (line.as_object_mut(), about) {
                line.extend(about);
            }
            vec![line]
        }
        Value::Array(all) => all.into_iter().flat_map(|one| documents(one, left)).collect(),
        Value::Object(mut whole) => {
            let list = |value: &Value| {
                value.as_array().is_some_and(|all| !all.is_empty() && all.iter().all(Value::is_object))
            };
            let is_list = |key: &&str| whole.get(*key).is_some_and(list);
            let key = LISTS.into_iter().find(is_list).filter(|_| !whole.contains_key("text"));
            let Some(inner) = key.and_then(|key| whole.remove(key)) else {
                return vec![Value::Object(whole)];
            };
            for (key, value) in whole.iter().filter(|(key, _)| !OF_WHOLE.contains(&key.as_str())) {
                match value {
                    Value::Array(all) if RELATIONS.contains(&key.as_str()) => {
                        left.relations += all.len() as u64;
                    }
                    _ => left.key(key, value),
                }
            }
            documents(inner, left)
        }
        other => vec![other],
    }
}

/// Whether marks of programs stand under a key.
fn is_prediction(key: &str) -> bool {
    key.strip_prefix("predict").is_some_and(|rest| ["ion", "ions"].contains(&rest))
}

/// A text and what is said of it, as spaCy is trained with.
fn is_training_pair(pair: &[Value]) -> bool {
    matches!(pair, [Value::String(_), Value::Object(_)])
}

#[derive(Default)]
struct LineReader {
    imported: ImportedData,
    /// The file of each document.
    files: Vec<String>,
    answers: Vec<(usize, ImportedAnswer)>,
    left: UnreadValues,
}

impl LineReader {
    fn line(&mut self, file: &str, number: u32, line: &Value) {
        let Some(map) = line.as_object() else {
            self.left.others += 1;
            return;
        };
        if let Some((label, colour)) = document::label_setting(map) {
            let name = label.clone();
            self.imported.codes.push(ImportedCode { label, name, colour, ..ImportedCode::default() });
            return;
        }
        let answer = words(line, "answer");
        let status = words(line, "status").to_lowercase();
        if REFUSED.contains(&answer) || status == "discarded" {
            let answer = if status == "discarded" { &status } else { answer };
            self.left.answer(answer, file, number);
            return;
        }
        if !["", "accept"].contains(&answer) {
            self.left.key("answer", &line["answer"]);
        }
        let read = document::text(line);
        let joined = read.as_ref().is_some_and(|(_, joined)| *joined);
        self.left.joined += u64::from(joined);
        let mut document = document::document(line, read.map(|(text, _)| text));
        if document.text.is_none() && document.digest.is_none() && document.name.is_empty() {
            self.left.others += 1;
            return;
        }
        if joined {
            document.open_unit = false;
        }
        let coder = people::coder(line);
        let coder = coder.as_str();
        document::sets(line, &mut document, &mut self.imported.annotators);
        let responses = Responses::of(line, file, number, &mut self.left);
        self.marks(line, coder, &mut document);
        document.marks.extend(responses.suggested.iter().cloned());
        for annotator in document::finished(line, coder) {
            if document.sets.iter().all(|set| set.annotator != annotator) {
                document.sets.push(ImportedSet { annotator, finished: true, ..ImportedSet::default() });
            }
        }
        let at = self.imported.documents.len();
        if let Some(mut answer) = task_answer(line, coder) {
            let (own, others) =
                std::mem::take(&mut document.marks).into_iter().partition(|mark: &ImportedAnnotation| {
                    mark.origin.is_none() || mark.annotator == answer.annotator
                });
            (answer.marks, document.marks) = (own, others);
            self.answers.push((at, answer));
        }
        let task = line.get("id").map(said).unwrap_or_default();
        self.answers.extend(responses.answers(&task).map(|answer| (at, answer)));
        self.imported.documents.push(document);
        self.files.push(file.to_owned());
    }

    fn marks(&mut self, line: &Value, coder: &str, document: &mut ImportedDocument) {
        let by = said_or_nothing(line.get("prediction_agent"));
        let tokens = tags::tokens(line);
        for (key, value) in line.as_object().into_iter().flatten() {
            let key = key.as_str();
            let is_tagging = TAGS.contains(&key) || key == "labels" && is_tagging(&tokens, value);
            if is_tagging && !tokens.is_empty() {
                self.tags(key, &tokens, value, coder, document);
                // Their places were found here, not read.
                document.open_unit &= !list(line, "spans").is_empty();
            } else if MARKS.contains(&key) || is_prediction(key) {
                let suggested_by = is_prediction(key).then_some(by.as_str());
                let annotator = if suggested_by.is_some() { "" } else { coder };
                let maker = Maker { annotator, suggested_by };
                let (marks, left) = (&mut document.marks, &mut self.left);
                MarkReader { maker, key, marks, left }.take(value, None);
            } else if WHOLE.contains(&key) {
                self.whole_text(key, value);
            } else if RELATIONS.contains(&key) {
                self.left.relations +=
                    value.as_array().map_or(u64::from(!is_nothing(value)), |all| all.len() as u64);
            } else if document::is_about(key) {
                document::about(key, value, &mut self.left);
            } else if !(document::is_known(key, line) || responses::is_one(key)) {
                self.left.key(key, value);
            }
        }
    }

    fn tags(
        &mut self,
        key: &str,
        tokens: &[(&str, bool)],
        value: &Value,
        coder: &str,
        document: &mut ImportedDocument,
    ) {
        let all = value.as_array().map(Vec::as_slice).unwrap_or_default();
        let named: Option<Vec<&str>> = all.iter().map(Value::as_str).collect();
        let Some(named) = named.filter(|named| named.len() == tokens.len()) else {
            let outside = |value: &&Value| value.as_u64() != Some(0);
            all.iter().filter(outside).for_each(|_| self.left.numbers.add(key));
            return;
        };
        let text = document.text.as_deref().unwrap_or_default();
        let places = tags::places(text, tokens).unwrap_or_default();
        for (label, first, last) in tags::marks(&named) {
            let (Some(first), Some(last)) = (places.get(first), places.get(last)) else {
                self.left.placeless.add(&label);
                continue;
            };
            document.marks.push(ImportedAnnotation {
                annotator: coder.to_owned(),
                label,
                start: first.points.start,
                end: last.points.end,
                placed: true,
                exact: text.get(first.bytes.start..last.bytes.end).map(str::to_owned),
                ..ImportedAnnotation::default()
            });
        }
    }

    fn whole_text(&mut self, key: &str, value: &Value) {
        match value {
            Value::Object(scores) => scores.keys().for_each(|name| self.left.whole_text.add(name)),
            Value::Array(all) => {
                for one in all {
                    let name = ["classname", "label", "tag", "name"].into_iter().map(|key| words(one, key));
                    let name = one.as_str().into_iter().chain(name).find(|name| !name.is_empty());
                    self.left.whole_text.add(name.unwrap_or(key));
                }
            }
            Value::Null => {}
            one => self.left.whole_text.add(&said(one)),
        }
    }
}

/// Whether labels of a line with tokens are theirs: one for each.
fn is_tagging(tokens: &[(&str, bool)], labels: &Value) -> bool {
    labels.as_array().is_some_and(|all| {
        all.len() == tokens.len() && all.iter().all(|one| one.is_string() || one.is_number())
    })
}

/// The answer to a task of Prodigy, without its marks. What was accepted was finished.
fn task_answer(line: &Value, coder: &str) -> Option<ImportedAnswer> {
    let has = |key: &str| line.get(key).is_some_and(|value| !value.is_null());
    if coder.is_empty() || !(has("answer") || has("_timestamp") || has("_task_hash")) {
        return None;
    }
    // Obelus writes every set as accepted, whatever was read.
    let finished = words(line, "answer") == "accept" && !document::is_ours(line);
    let set = ImportedSet { annotator: coder.to_owned(), finished, ..ImportedSet::default() };
    Some(ImportedAnswer {
        task: line.get("_task_hash").map(said).unwrap_or_default(),
        at: line.get("_timestamp").and_then(Value::as_f64).map(|seconds| Timestamp(seconds as i64)),
        marks: Vec::new(),
        set: finished.then_some(set),
        annotator: coder.to_owned(),
    })
}
