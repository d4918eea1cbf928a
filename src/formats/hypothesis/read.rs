//! Reading rows in any wrapping.

use super::names::{AUTHORITY, UNIT};
use crate::base::{Checked, Issue};
use crate::formats::import::lenient_json::{list, position, ranges, values, words};
use crate::formats::shared::{encoding, timestamps};
use crate::formats::{
    ImportedAnnotation, ImportedAnnotator, ImportedData, ImportedDocument, ImportedSet, Input,
};
use crate::message;
use crate::model::SetState;
use crate::text::Digest;
use serde_json::Value;
use std::collections::HashMap;

/// The label of a passage that is highlighted and nothing said of it.
const HIGHLIGHT: &str = "highlight";

pub(super) fn files(input: &Input<'_>) -> Result<Checked<ImportedData>, Issue> {
    let mut reader = RowReader::default();
    let mut issues = Vec::new();
    for (name, bytes) in input.files {
        for value in values(name, bytes, &mut issues)? {
            reader.node(&value);
        }
    }
    if reader.seen == 0 && !reader.lists {
        let issue = Issue::error("no-annotations", input.name(), message!("formats-no-rows"));
        return Err(issue.hint(message!("formats-no-rows.hint")));
    }
    reader.answer();
    let left = [
        ("page-notes", reader.page_notes, message!("formats-page-notes", count = reader.page_notes)),
        ("lost-replies", reader.lost, message!("formats-lost-replies", count = reader.lost)),
    ];
    for (code, _, message) in left.into_iter().filter(|(_, count, _)| *count > 0) {
        issues.push(Issue::warning(code, input.name(), message));
    }
    reader.imported.source = input.name().to_owned();
    Ok(Checked { value: reader.imported, issues })
}

#[derive(Default)]
struct RowReader {
    imported: ImportedData,
    by_page: HashMap<String, usize>,
    /// Where the annotations of the file are, by their numbers, for replies.
    by_id: HashMap<String, (usize, usize)>,
    /// Replies: to what, by whom, what.
    replies: Vec<(String, String, String)>,
    seen: u64,
    lists: bool,
    page_notes: u64,
    lost: u64,
}

impl RowReader {
    fn node(&mut self, value: &Value) {
        match value {
            Value::Array(all) => {
                self.lists |= all.is_empty();
                all.iter().for_each(|one| self.node(one));
            }
            Value::Object(_) if value.get("target").is_some() || value.get("uri").is_some() => {
                self.row(value);
            }
            Value::Object(_) => {
                for key in ["rows", "replies", "annotations"] {
                    self.lists |= value.get(key).is_some();
                    list(value, key).iter().for_each(|one| self.node(one));
                }
            }
            _ => {}
        }
    }

    fn row(&mut self, row: &Value) {
        self.seen += 1;
        let annotator = self.annotator(row);
        if let Some(parent) = list(row, "references").first().and_then(Value::as_str) {
            self.replies.push((parent.to_owned(), annotator, words(row, "text").to_owned()));
            return;
        }
        let target = list(row, "target").first().unwrap_or(&Value::Null);
        let at = self.page(row, target);
        let ours = row.get("obelus").unwrap_or(&Value::Null);
        if ours.get("read").is_some() {
            self.imported.documents[at].sets.push(set(row, ours, annotator));
            return;
        }
        let Some(mut first) = mark(row, target, annotator) else {
            self.page_notes += 1;
            return;
        };
        let mut labels = Vec::new();
        for (nth, tag) in list(row, "tags").iter().filter_map(Value::as_str).enumerate() {
            match tag.split_once(':').filter(|_| nth > 0 && ours.is_object()) {
                Some((name, value)) => first.take(name, value.to_owned()),
                None if !tag.trim().is_empty() => labels.push(tag.to_owned()),
                None => {}
            }
        }
        let plain = if first.memo.is_empty() { HIGHLIGHT } else { encoding::NOTE_LABEL };
        first.label = labels.first().map_or(plain, String::as_str).to_owned();
        let marks = &mut self.imported.documents[at].marks;
        self.by_id.insert(words(row, "id").to_owned(), (at, marks.len()));
        let others = labels.into_iter().skip(1).map(|label| ImportedAnnotation {
            id: None,
            label,
            memo: String::new(),
            question: false,
            ..first.clone()
        });
        let others: Vec<ImportedAnnotation> = others.collect();
        marks.push(first);
        marks.extend(others);
    }

    fn annotator(&mut self, row: &Value) -> String {
        let user = words(row, "user");
        let user = user.strip_prefix("acct:").unwrap_or(user);
        let (name, authority) = user.split_once('@').unwrap_or((user, ""));
        let key = if authority == AUTHORITY { name } else { user };
        if !key.is_empty() && self.imported.annotators.iter().all(|one| one.key != key) {
            let shown = row.get("user_info").map(|info| words(info, "display_name")).unwrap_or_default();
            let name = if shown.trim().is_empty() { name } else { shown };
            let role = row.get("obelus").and_then(|ours| encoding::role_of(words(ours, "role")));
            self.imported.annotators.push(ImportedAnnotator {
                key: key.to_owned(),
                name: name.to_owned(),
                role: role.unwrap_or_default(),
                by_file: false,
            });
        }
        key.to_owned()
    }

    /// The document of a row, by its place in the list.
    fn page(&mut self, row: &Value, target: &Value) -> usize {
        let ours = row.get("obelus").unwrap_or(&Value::Null);
        let sources = [words(row, "uri"), words(target, "source")];
        let uri = sources.into_iter().find(|uri| !uri.is_empty()).unwrap_or_default();
        let name = Some(words(ours, "article")).filter(|name| !name.is_empty()).unwrap_or(uri);
        let digest = words(ours, "text_sha256");
        *self.by_page.entry(format!("{name}\n{digest}")).or_insert_with(|| {
            let mut document = ImportedDocument {
                name: name.to_owned(),
                digest: Digest::from_hex(digest),
                unit: Some(UNIT),
                ..ImportedDocument::default()
            };
            document.metadata.url = uri.to_owned();
            let title = row.get("document").and_then(|about| list(about, "title").first()?.as_str());
            document.metadata.title = title.unwrap_or_default().to_owned();
            self.imported.documents.push(document);
            self.imported.documents.len() - 1
        })
    }

    /// Lays replies at the end of the memos that they answer.
    fn answer(&mut self) {
        for (parent, by, text) in std::mem::take(&mut self.replies) {
            let mark = self.by_id.get(&parent).and_then(|(document, mark)| {
                self.imported.documents.get_mut(*document)?.marks.get_mut(*mark)
            });
            let Some(mark) = mark else {
                self.lost += 1;
                continue;
            };
            let name = self.imported.annotators.iter().find(|one| one.key == by);
            let name = name.map_or(by.as_str(), |one| one.name.as_str());
            let gap = if mark.memo.is_empty() { "" } else { "\n" };
            mark.memo.push_str(&format!("{gap}{name}: {text}"));
        }
    }
}

fn set(row: &Value, ours: &Value, annotator: String) -> ImportedSet {
    let fields = list(row, "tags").iter().filter_map(|tag| tag.as_str()?.split_once(':'));
    ImportedSet {
        annotator,
        state: timestamps::parse(words(ours, "signed_off")).map_or(SetState::Open, SetState::Done),
        coverage: ranges(words(ours, "read")),
        finished: false,
        bookmarks: ranges(words(ours, "bookmarks")),
        fields: fields.map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
    }
}

/// A mark without its labels; `None` when the row is about a page as a whole.
fn mark(row: &Value, target: &Value, annotator: String) -> Option<ImportedAnnotation> {
    let ours = row.get("obelus").unwrap_or(&Value::Null);
    let mut mark = ImportedAnnotation {
        id: words(ours, "number").parse().ok(),
        annotator,
        memo: words(row, "text").to_owned(),
        created: timestamps::parse(words(row, "created")),
        modified: timestamps::parse(words(row, "updated")),
        origin: encoding::origin_of(words(ours, "origin")),
        ..ImportedAnnotation::default()
    };
    for selector in list(target, "selector") {
        match words(selector, "type") {
            "TextQuoteSelector" => {
                mark.exact = selector.get("exact").and_then(Value::as_str).map(str::to_owned);
                mark.prefix = words(selector, "prefix").to_owned();
                mark.suffix = words(selector, "suffix").to_owned();
            }
            "TextPositionSelector" => {
                if let Some((start, end)) = position(selector, "start").zip(position(selector, "end")) {
                    (mark.start, mark.end, mark.placed) = (start, end, true);
                }
            }
            _ => {}
        }
    }
    (mark.placed || mark.exact.is_some()).then_some(mark)
}
