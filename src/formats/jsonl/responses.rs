//! Responses and suggestions in the records of Argilla, nested or flat.

use super::left_out::UnreadValues;
use super::marks::{Maker, MarkReader};
use super::people;
use crate::base::Timestamp;
use crate::formats::import::lenient_json::{list, said_or_nothing, words};
use crate::formats::shared::timestamps;
use crate::formats::{ImportedAnnotation, ImportedAnswer, ImportedSet};
use serde_json::Value;
use std::collections::BTreeMap;

/// What the key of responses of a question ends with in a flat record.
const RESPONSES: &str = ".responses";
/// What the key of the suggestion of a question ends with in a flat record.
const SUGGESTION: &str = ".suggestion";

/// Whether a key belongs to responses or suggestions.
pub(super) fn is_one(key: &str) -> bool {
    ["responses", "suggestions"].contains(&key) || key.contains(RESPONSES) || key.contains(SUGGESTION)
}

/// What responses of a record say.
#[derive(Default)]
pub(super) struct Responses {
    /// What each person answered, in the order of their keys.
    people: BTreeMap<String, PersonResponse>,
    /// Marks that a program suggested.
    pub suggested: Vec<ImportedAnnotation>,
}

#[derive(Default)]
struct PersonResponse {
    marks: Vec<ImportedAnnotation>,
    is_submitted: bool,
    at: Option<Timestamp>,
}

impl Responses {
    /// The responses of a line; those that were discarded or are drafts are counted as left out.
    pub fn of(line: &Value, file: &str, number: u32, left: &mut UnreadValues) -> Self {
        let all = Self::default();
        let mut reader = ResponseReader { all, line, file, number, left };
        reader.responses();
        reader.suggestions();
        reader.flat();
        reader.all
    }

    /// What each person answered to the task of that name.
    pub fn answers(self, task: &str) -> impl Iterator<Item = ImportedAnswer> {
        self.people.into_iter().map(move |(annotator, one)| {
            let (set, finished) = (ImportedSet::default(), true);
            let set = one.is_submitted.then(|| ImportedSet { annotator: annotator.clone(), finished, ..set });
            ImportedAnswer { task: task.to_owned(), at: one.at, marks: one.marks, set, annotator }
        })
    }
}

/// A response on its way.
struct Given<'v> {
    by: String,
    question: &'v str,
    value: &'v Value,
    status: &'v str,
    at: Option<Timestamp>,
}

struct ResponseReader<'a> {
    all: Responses,
    line: &'a Value,
    file: &'a str,
    /// The line's number, from 1.
    number: u32,
    left: &'a mut UnreadValues,
}

impl<'a> ResponseReader<'a> {
    fn responses(&mut self) {
        match self.line.get("responses") {
            Some(Value::Object(questions)) => {
                for (question, given) in questions {
                    let given: &[Value] = given.as_array().map_or(std::slice::from_ref(given), Vec::as_slice);
                    for one in given {
                        self.response(one, question, one.get("value").unwrap_or(&Value::Null));
                    }
                }
            }
            Some(Value::Array(given)) => {
                for one in given {
                    let values = one.get("values").and_then(Value::as_object);
                    for (question, value) in values.into_iter().flatten() {
                        self.response(one, question, value.get("value").unwrap_or(value));
                    }
                }
            }
            Some(other) => self.left.key("responses", other),
            None => {}
        }
    }

    fn response(&mut self, one: &'a Value, question: &'a str, value: &'a Value) {
        let by = one.get("user_id").or_else(|| one.get("user")).map(people::keys).unwrap_or_default();
        let own = words(one, "status");
        let moment = |key: &str| timestamps::parse(words(one, key));
        self.given(Given {
            by: by.into_iter().next().unwrap_or_default(),
            question,
            value,
            status: if own.is_empty() { words(self.line, "status") } else { own },
            at: moment("updated_at").or_else(|| moment("inserted_at")),
        });
    }

    fn given(&mut self, Given { by, question, value, status, at }: Given<'_>) {
        if ["discarded", "draft"].contains(&status) {
            self.left.answer(status, self.file, self.number);
            return;
        }
        let person = self.all.people.entry(by.clone()).or_default();
        person.is_submitted |= ["submitted", "completed"].contains(&status);
        person.at = person.at.max(at);
        let maker = Maker { annotator: &by, suggested_by: None };
        MarkReader { maker, key: question, marks: &mut person.marks, left: self.left }.take(value, None);
    }

    fn suggestions(&mut self) {
        match self.line.get("suggestions") {
            Some(Value::Object(questions)) => {
                for (question, one) in questions {
                    self.suggestion(question, one.get("value"), one.get("agent"));
                }
            }
            Some(Value::Array(all)) => {
                for one in all {
                    self.suggestion(words(one, "question_name"), one.get("value"), one.get("agent"));
                }
            }
            Some(other) => self.left.key("suggestions", other),
            None => {}
        }
    }

    fn suggestion(&mut self, question: &str, value: Option<&Value>, agent: Option<&Value>) {
        let by = said_or_nothing(agent);
        let maker = Maker { annotator: "", suggested_by: Some(&by) };
        let (marks, left) = (&mut self.all.suggested, &mut *self.left);
        MarkReader { maker, key: question, marks, left }.take(value.unwrap_or(&Value::Null), None);
    }

    /// Responses and suggestions of a record with one key for each of their parts.
    fn flat(&mut self) {
        let line = self.line;
        for (key, value) in line.as_object().into_iter().flatten() {
            if let Some(question) = key.strip_suffix(RESPONSES) {
                let users = list(line, &format!("{key}.users"));
                let states = list(line, &format!("{key}.status"));
                for (at, value) in value.as_array().into_iter().flatten().enumerate() {
                    let by = users.get(at).map(people::keys).unwrap_or_default();
                    let by = by.into_iter().next().unwrap_or_default();
                    let status = states.get(at).and_then(Value::as_str);
                    let status = status.unwrap_or_else(|| words(line, "status"));
                    self.given(Given { by, question, value, status, at: None });
                }
            } else if let Some(question) = key.strip_suffix(SUGGESTION) {
                self.suggestion(question, Some(value), line.get(format!("{key}.agent")));
            }
        }
    }
}
