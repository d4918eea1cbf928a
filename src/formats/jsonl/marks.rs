//! Marks in the shapes that programs give them: objects, triples, lists by label.

use super::left_out::UnreadValues;
use super::people;
use crate::formats::ImportedAnnotation;
use crate::formats::import::lenient_json::{is_nothing, number, said, words};
use crate::formats::shared::{encoding, timestamps};
use crate::model::Origin;
use serde_json::{Map, Value};

const STARTS: [&str; 6] = ["start", "start_offset", "startOffset", "begin", "start_char", "char_start"];
const ENDS: [&str; 5] = ["end", "end_offset", "endOffset", "end_char", "char_end"];
/// Keys under which start and end stand as a pair.
const PAIRS: [&str; 4] = ["span", "range", "offsets", "offset"];
/// Keys under which the label may stand, the likelier first.
const LABELS: [&str; 10] =
    ["label", "labels", "tag", "type", "entity_group", "entity_type", "entity", "category", "class", "code"];
const QUOTES: [&str; 4] = ["text", "quote", "exact", "surface"];
const NOTES: [&str; 4] = ["note", "comment", "memo", "remark"];
const CREATED: [&str; 3] = ["created", "created_at", "timestamp"];
const MODIFIED: [&str; 2] = ["modified", "updated_at"];
/// Keys that say nothing that is lost: what follows from others, and numbers of the program itself.
const KNOWN: [&str; 15] = [
    "id",
    "token_start",
    "token_end",
    "sentence",
    "zone",
    "time_ms",
    "layer",
    "tag_id",
    "annotation_id",
    "example_id",
    "tagged_token_id",
    "question",
    "attributes",
    "origin",
    "index",
];
/// The label of a mark that has none.
const UNLABELLED: &str = "span";

/// Whose marks are, and which program suggested them, where they do not say so themselves.
pub(super) struct Maker<'a> {
    pub annotator: &'a str,
    pub suggested_by: Option<&'a str>,
}

/// Reads the marks under a key.
pub(super) struct MarkReader<'a> {
    pub maker: Maker<'a>,
    /// The key, for what is named as left out.
    pub key: &'a str,
    pub marks: &'a mut Vec<ImportedAnnotation>,
    pub left: &'a mut UnreadValues,
}

impl MarkReader<'_> {
    /// Takes in a list of marks, a single one, or lists by name, such as spaCy's span groups; `group` is that name.
    pub fn take(&mut self, value: &Value, group: Option<&str>) {
        match value {
            Value::Array(all) => all.iter().for_each(|one| self.entry(one, group)),
            Value::Object(mark) if is_mark(mark) => self.object(value, mark, group),
            Value::Object(groups) => {
                for (name, value) in groups {
                    match value {
                        Value::Array(_) | Value::Object(_) => self.take(value, Some(name)),
                        Value::Null => {}
                        Value::String(_) | Value::Number(_) | Value::Bool(_) => {
                            self.left.whole_text.add(name);
                        }
                    }
                }
            }
            other => self.entry(other, group),
        }
    }

    fn entry(&mut self, value: &Value, group: Option<&str>) {
        match value {
            Value::Null => {}
            Value::Array(parts) => self.tuple(parts, group),
            Value::Object(mark) => self.object(value, mark, group),
            Value::String(label) => self.left.whole_text.add(label),
            Value::Number(_) | Value::Bool(_) => self.left.numbers.add(self.key),
        }
    }

    /// Start, end and label; label, start and end; a pair whose label is the group; an identifier, a type and pairs.
    fn tuple(&mut self, parts: &[Value], group: Option<&str>) {
        let (place, label, rest) = match parts {
            [start, end, label, rest @ ..] if number(start).is_some() && number(end).is_some() => {
                (number(start).zip(number(end)), said(label), rest)
            }
            [start, end] if number(start).is_some() => {
                (number(start).zip(number(end)), group.unwrap_or_default().to_owned(), &[][..])
            }
            [label, start, end, rest @ ..] if number(start).is_some() => {
                (number(start).zip(number(end)), said(label), rest)
            }
            [_, label, pairs, rest @ ..] => (pair(pairs), said(label), rest),
            other => (None, other.first().map(said).unwrap_or_default(), &[][..]),
        };
        // A number there is how sure Argilla's models were.
        for value in rest.iter().filter(|value| !value.is_number()) {
            self.left.key(&format!("{}[3]", self.key), value);
        }
        let made = ImportedAnnotation { label, ..self.blank() };
        self.push(made, place);
    }

    fn object(&mut self, whole: &Value, mark: &Map<String, Value>, group: Option<&str>) {
        let mut used: Vec<&str> = KNOWN.to_vec();
        let mut first = |names: &[&'static str]| {
            let found = names.iter().find_map(|name| {
                let value = mark.get(*name).filter(|value| !is_nothing(value))?;
                Some((*name, value))
            });
            used.extend(found.map(|(name, _)| name));
            found.map(|(_, value)| value)
        };
        let start = first(&STARTS).and_then(number);
        let end = first(&ENDS).and_then(number);
        let place = start.zip(end).or_else(|| first(&PAIRS).and_then(pair));
        let labels = match first(&LABELS) {
            Some(Value::Array(all)) => all.iter().map(said).collect(),
            Some(one) => vec![said(one)],
            None => vec![group.unwrap_or_default().to_owned()],
        };
        let quote = match first(&QUOTES) {
            Some(Value::Array(all)) => all.first().filter(|_| all.len() == 1).cloned(),
            one => one.cloned(),
        };
        // The words under this key are a passage's where LightTag wrote them, or else a value.
        let quote = quote.or_else(|| first(&["value"]).cloned().filter(|_| mark.contains_key("tag")));
        let (prefix, suffix) = (first(&["prefix"]).map(said), first(&["suffix"]).map(said));
        let note = first(&NOTES).map(said).unwrap_or_default();
        let moment = |value: Option<&Value>| value.and_then(Value::as_str).and_then(timestamps::parse);
        let (created, modified) = (moment(first(&CREATED)), moment(first(&MODIFIED)));
        let score = first(&["score"]).is_some();
        let annotators = first(&people::MARK_KEYS).map(people::keys).unwrap_or_default();
        let predicted = score && (mark.contains_key("entity_group") || mark.contains_key("entity"));
        if predicted {
            // What a model read is its own spelling of the words.
            used.push("word");
        } else if score {
            used.retain(|name| *name != "score");
        }
        for (name, value) in mark.iter().filter(|(name, _)| !used.contains(&name.as_str())) {
            self.left.key(&format!("{}.{name}", self.key), value);
        }
        let blank = self.blank();
        let suggested = predicted && annotators.is_empty() && blank.origin.is_none();
        let mut made = ImportedAnnotation {
            id: words(whole, "id").parse().ok(),
            exact: quote.as_ref().and_then(Value::as_str).map(str::to_owned),
            prefix: prefix.unwrap_or_default(),
            suffix: suffix.unwrap_or_default(),
            memo: note,
            question: mark.get("question").and_then(Value::as_bool).unwrap_or_default(),
            created,
            modified,
            origin: encoding::origin_of(words(whole, "origin")).or(blank.origin.clone()),
            attributes: attributes(mark.get("attributes").unwrap_or(&Value::Null)),
            ..blank
        };
        if suggested {
            made.annotator = String::new();
            made.origin = Some(Origin::Suggested { by: String::new() });
        }
        let annotators = if annotators.is_empty() { vec![made.annotator.clone()] } else { annotators };
        let mut again = false;
        for annotator in annotators {
            for label in &labels {
                let id = made.id.filter(|_| !again);
                let label = label.clone();
                self.push(
                    ImportedAnnotation { id, label, annotator: annotator.clone(), ..made.clone() },
                    place,
                );
                again = true;
            }
        }
    }

    fn blank(&self) -> ImportedAnnotation {
        let origin = self.maker.suggested_by.map(|by| Origin::Suggested { by: by.to_owned() });
        ImportedAnnotation {
            annotator: self.maker.annotator.to_owned(),
            origin,
            ..ImportedAnnotation::default()
        }
    }

    fn push(&mut self, mut mark: ImportedAnnotation, place: Option<(u32, u32)>) {
        if mark.label.trim().is_empty() {
            UNLABELLED.clone_into(&mut mark.label);
        }
        match place {
            Some((start, end)) => {
                (mark.start, mark.end, mark.placed) = (start, end, true);
                self.marks.push(mark);
            }
            None if mark.exact.as_deref().is_some_and(|words| !words.trim().is_empty()) => {
                self.marks.push(mark);
            }
            None => self.left.placeless.add(&mark.label),
        }
    }
}

/// Whether an object is a mark, not marks by name.
fn is_mark(object: &Map<String, Value>) -> bool {
    let has = |names: &[&str]| names.iter().any(|name| object.contains_key(*name));
    has(&STARTS) || has(&PAIRS) || has(&LABELS)
}

/// Start and end that stand as a pair, also as the only pair of a list; none where a mark is in several pieces.
fn pair(value: &Value) -> Option<(u32, u32)> {
    match value.as_array()?.as_slice() {
        [one @ Value::Array(_)] => pair(one),
        [start, end] => number(start).zip(number(end)),
        _ => None,
    }
}

/// Further values, as a list of names and values or by name.
pub(super) fn attributes(value: &Value) -> Vec<(String, String)> {
    match value {
        Value::Object(named) => named.iter().map(|(name, value)| (name.clone(), said(value))).collect(),
        Value::Array(pairs) => {
            let one = |pair: &Value| {
                let name = words(pair, "name");
                Some((name.to_owned(), said(pair.get("value")?))).filter(|_| !name.is_empty())
            };
            pairs.iter().filter_map(one).collect()
        }
        _ => Vec::new(),
    }
}
