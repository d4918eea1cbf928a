//! Hypothes.is: rows as its search interface answers them and its exports hold them.
//!
//! After the API reference (v1) and the schema that its server checks against. Positions count UTF-16 units, as the
//! browser does. A tag is a code, `name:value` an attribute; only the first target counts. What the server does not know
//! it keeps as it is, so what has no place of its own stands under `obelus`.

use super::address::address;
use super::loose::{list, position, ranges, values, words};
use super::scope::{set_of, signed_off};
use super::{
    About, Direction, Document, ExportError, Foreign, ForeignAnnotator, ForeignSet, Format, Input, Job, Lost,
    Mark, OffsetUnit, Packing, wire,
};
use crate::anchor;
use crate::base::{Checked, Issue};
use crate::model::{AnnotationSet, Annotator, Article, SetState};
use crate::text::{Digest, Span};
use serde::Serialize;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::io;

static ABOUT: About = About {
    id: "hypothesis",
    name: "Hypothes.is",
    opens: "Hypothes.is and what reads its exports; has the quoted passages, not the texts",
    ending: "json",
    direction: Direction::Both,
    packing: Packing::File,
    unit: Some(UNIT),
    losses: &[
        Lost::Texts,
        Lost::Metadata,
        Lost::Zones,
        Lost::Codebook,
        Lost::Orphans,
        Lost::Decisions,
        Lost::Comments,
        Lost::ClaimDetails,
        Lost::Relations,
    ],
    switches: &[],
    verified: "The rules of its server's schema, restated (jsonschema 4.26); not its server",
};

const UNIT: OffsetUnit = OffsetUnit::Utf16;
/// Whose accounts our annotators have. The name can be nobody's (RFC 6761).
const AUTHORITY: &str = "obelus.invalid";
/// The label of a passage that is highlighted and nothing said of it.
const HIGHLIGHT: &str = "highlight";

/// Hypothes.is.
pub struct Hypothesis;

impl Format for Hypothesis {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn export(&self, job: &mut Job<'_>) -> Result<(), ExportError> {
        job.sink.begin("hypothesis.json")?;
        let total: usize = job.project.sets().map(|(_, set)| set.len() + 1).sum();
        write!(job.sink, "{{\"total\":{total},\"rows\":[")?;
        let mut first = true;
        for article in job.project.articles() {
            for annotator in job.project.annotators() {
                let Some(set) = set_of(job.project, annotator, article) else { continue };
                rows(job, article, annotator, set, |job, row| {
                    job.sink.write_all(if first { b"\n" } else { b",\n" })?;
                    first = false;
                    let mut serializer =
                        serde_json::Serializer::with_formatter(&mut *job.sink, super::json::OneLine);
                    row.serialize(&mut serializer).map_err(io::Error::from)?;
                    Ok(())
                })?;
            }
            job.step()?;
        }
        job.sink.write_all(b"\n]}\n")?;
        Ok(())
    }

    fn recognises(&self, input: &Input<'_>) -> bool {
        let has = |bytes: &[u8], words: &str| memchr::memmem::find(bytes, words.as_bytes()).is_some();
        let looks =
            |bytes: &[u8]| has(bytes, "\"target\"") && has(bytes, "\"uri\"") && !has(bytes, "ns/anno.jsonld");
        let mut files = input.ending("json").chain(input.ending("jsonl")).chain(input.ending("ndjson"));
        files.any(|(_, bytes)| looks(bytes))
    }

    fn import(&self, input: &Input<'_>) -> Result<Checked<Foreign>, Issue> {
        let mut reader = Reader::default();
        let mut issues = Vec::new();
        for (name, bytes) in input.files {
            for value in values(name, bytes, &mut issues)? {
                reader.node(&value);
            }
        }
        if reader.seen == 0 && !reader.lists {
            let issue =
                Issue::error("no-annotations", input.name(), "The file has no rows of Hypothes.is in it.");
            return Err(issue.hint("Expected is what its search interface answers, or a list of its rows."));
        }
        reader.answer();
        let left = [
            ("page-notes", reader.page_notes, "notes on a whole page have no passage and were left out"),
            (
                "lost-replies",
                reader.lost,
                "replies belong to annotations that are not in the file and were left out",
            ),
        ];
        for (code, count, words) in left.into_iter().filter(|(_, count, _)| *count > 0) {
            issues.push(Issue::warning(code, input.name(), format!("{count} {words}.")));
        }
        reader.foreign.source = input.name().to_owned();
        Ok(Checked { value: reader.foreign, issues })
    }
}

#[derive(Serialize)]
#[serde(tag = "type")]
enum Selector<'a> {
    TextPositionSelector { start: u32, end: u32 },
    TextQuoteSelector { exact: &'a str, prefix: &'a str, suffix: &'a str },
}

#[derive(Serialize)]
struct Target<'a> {
    source: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    selector: Vec<Selector<'a>>,
}

#[derive(Serialize)]
struct Named<'a> {
    display_name: &'a str,
}

#[derive(Serialize)]
struct Titled<'a> {
    title: [&'a str; 1],
}

#[derive(Serialize)]
struct Row<'a> {
    id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    created: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    updated: Option<String>,
    user: &'a str,
    user_info: Named<'a>,
    uri: &'a str,
    text: &'a str,
    tags: Vec<String>,
    group: &'static str,
    permissions: &'a Value,
    references: [&'static str; 0],
    document: Titled<'a>,
    target: [Target<'a>; 1],
    obelus: Value,
}

/// What the rows of a set share.
struct Whose<'a> {
    user: String,
    permissions: Value,
    uri: String,
    digest: String,
    annotator: &'a Annotator,
    article: &'a Article,
}

impl Whose<'_> {
    fn row(&self, id: String, text: &'static str, ours: Value) -> Row<'_> {
        let mut obelus = json!({
            "article": self.article.id.as_str(),
            "text_sha256": self.digest,
            "role": wire::role_name(self.annotator.role),
        });
        if let (Some(all), Value::Object(ours)) = (obelus.as_object_mut(), ours) {
            all.extend(ours);
        }
        Row {
            id,
            created: None,
            updated: None,
            user: &self.user,
            user_info: Named { display_name: &self.annotator.name },
            uri: &self.uri,
            text,
            tags: Vec::new(),
            group: "__world__",
            permissions: &self.permissions,
            references: [],
            document: Titled { title: [self.article.display_title()] },
            target: [Target { source: &self.uri, selector: Vec::new() }],
            obelus,
        }
    }
}

/// Writes the rows of a set through `each`: a note on the page for the set itself, then its annotations.
fn rows(
    job: &mut Job<'_>,
    article: &Article,
    annotator: &Annotator,
    set: &AnnotationSet,
    mut each: impl FnMut(&mut Job<'_>, &Row<'_>) -> Result<(), ExportError>,
) -> Result<(), ExportError> {
    let project = job.project;
    let text = &article.text;
    let user = format!("acct:{}@{AUTHORITY}", annotator.id);
    let own = [user.as_str()];
    let whose = Whose {
        permissions: json!({"read": ["group:__world__"], "admin": own, "update": own, "delete": own}),
        user,
        uri: address(project.id().as_str(), article),
        digest: text.digest().to_string(),
        annotator,
        article,
    };
    let id = |words: &str| {
        wire::guid(&[project.id().as_str(), article.id.as_str(), annotator.id.as_str(), words])
            .replace('-', "")
    };
    let spans =
        |spans: &mut dyn Iterator<Item = Span>| wire::spans_text(&spans.collect::<Vec<_>>(), text, UNIT);
    let note = json!({
        "signed_off": signed_off(set).map(|at| at.to_string()),
        "read": spans(&mut set.coverage().iter()),
        "bookmarks": spans(&mut set.bookmarks()),
    });
    let mut row = whose.row(id("set"), "", note);
    row.tags.extend(
        set.fields().iter().map(|(id, value)| {
            format!("{}:{}", wire::attribute_name(id), wire::value_text(value, text, UNIT))
        }),
    );
    each(job, &row)?;
    for annotation in set.in_order() {
        let number = annotation.id.to_string();
        let ours = json!({"number": number, "origin": wire::origin_text(&annotation.origin)});
        let mut row = whose.row(id(&number), "", ours);
        row.created = Some(annotation.created.to_string());
        row.updated = Some(annotation.modified.to_string());
        row.tags.push(wire::label(&annotation.body));
        let attributes = wire::attributes(annotation, project.ledger(), text, UNIT);
        row.tags.extend(attributes.into_iter().map(|(name, value)| format!("{name}:{value}")));
        if let Some(memo) = annotation.memo.as_deref() {
            row.text = &memo.text;
            row.tags.extend(memo.question.then(|| format!("{}:yes", wire::QUESTION)));
        }
        let (start, end) = wire::position(text, annotation.span, UNIT);
        let selector = &mut row.target[0].selector;
        selector.push(Selector::TextPositionSelector { start, end });
        let quote = anchor::quote(text, annotation.span).filter(|_| job.options.texts);
        selector.extend(quote.map(|anchor::Quote { exact, prefix, suffix }| Selector::TextQuoteSelector {
            exact,
            prefix,
            suffix,
        }));
        each(job, &row)?;
    }
    Ok(())
}

#[derive(Default)]
struct Reader {
    foreign: Foreign,
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

impl Reader {
    fn node(&mut self, value: &Value) {
        match value {
            Value::Array(all) => {
                self.lists |= all.is_empty();
                all.iter().for_each(|one| self.node(one));
            }
            Value::Object(_) if value.get("target").is_some() || value.get("uri").is_some() => {
                self.row(value)
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
            self.foreign.documents[at].sets.push(set(row, ours, annotator));
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
        let plain = if first.memo.is_empty() { HIGHLIGHT } else { wire::NOTE_LABEL };
        first.label = labels.first().map_or(plain, String::as_str).to_owned();
        let marks = &mut self.foreign.documents[at].marks;
        self.by_id.insert(words(row, "id").to_owned(), (at, marks.len()));
        let others = labels.into_iter().skip(1).map(|label| Mark {
            id: None,
            label,
            memo: String::new(),
            question: false,
            ..first.clone()
        });
        let others: Vec<Mark> = others.collect();
        marks.push(first);
        marks.extend(others);
    }

    fn annotator(&mut self, row: &Value) -> String {
        let user = words(row, "user");
        let user = user.strip_prefix("acct:").unwrap_or(user);
        let (name, authority) = user.split_once('@').unwrap_or((user, ""));
        let key = if authority == AUTHORITY { name } else { user };
        if !key.is_empty() && self.foreign.annotators.iter().all(|one| one.key != key) {
            let shown = row.get("user_info").map(|info| words(info, "display_name")).unwrap_or_default();
            let name = if shown.trim().is_empty() { name } else { shown };
            let role = row.get("obelus").and_then(|ours| wire::role_of(words(ours, "role")));
            self.foreign.annotators.push(ForeignAnnotator {
                key: key.to_owned(),
                name: name.to_owned(),
                role: role.unwrap_or_default(),
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
            let mut document = Document {
                name: name.to_owned(),
                digest: Digest::from_hex(digest),
                unit: Some(UNIT),
                ..Document::default()
            };
            document.metadata.url = uri.to_owned();
            let title = row.get("document").and_then(|about| list(about, "title").first()?.as_str());
            document.metadata.title = title.unwrap_or_default().to_owned();
            self.foreign.documents.push(document);
            self.foreign.documents.len() - 1
        })
    }

    /// Lays replies at the end of the memos that they answer.
    fn answer(&mut self) {
        for (parent, by, text) in std::mem::take(&mut self.replies) {
            let mark = self
                .by_id
                .get(&parent)
                .and_then(|(document, mark)| self.foreign.documents.get_mut(*document)?.marks.get_mut(*mark));
            let Some(mark) = mark else {
                self.lost += 1;
                continue;
            };
            let name = self.foreign.annotators.iter().find(|one| one.key == by);
            let name = name.map_or(by.as_str(), |one| one.name.as_str());
            let gap = if mark.memo.is_empty() { "" } else { "\n" };
            mark.memo.push_str(&format!("{gap}{name}: {text}"));
        }
    }
}

fn set(row: &Value, ours: &Value, annotator: String) -> ForeignSet {
    let fields = list(row, "tags").iter().filter_map(|tag| tag.as_str()?.split_once(':'));
    ForeignSet {
        annotator,
        state: wire::moment_of(words(ours, "signed_off")).map_or(SetState::Open, SetState::Done),
        coverage: ranges(words(ours, "read")),
        bookmarks: ranges(words(ours, "bookmarks")),
        fields: fields.map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
    }
}

/// A mark without its labels; `None` when the row is about a page as a whole.
fn mark(row: &Value, target: &Value, annotator: String) -> Option<Mark> {
    let ours = row.get("obelus").unwrap_or(&Value::Null);
    let mut mark = Mark {
        id: words(ours, "number").parse().ok(),
        annotator,
        memo: words(row, "text").to_owned(),
        created: wire::moment_of(words(row, "created")),
        modified: wire::moment_of(words(row, "updated")),
        origin: wire::origin_of(words(ours, "origin")),
        ..Mark::default()
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
