//! Writing rows.

use super::names::{AUTHORITY, UNIT};
use crate::formats::export::scope::{set_of, signed_off};
use crate::formats::shared::address::address;
use crate::formats::shared::{encoding, identifiers, json, offsets};
use crate::formats::{ExportError, ExportJob};
use crate::model::{AnnotationSet, Annotator, Article};
use crate::text::Span;
use crate::text::anchor;
use serde::Serialize;
use serde_json::{Value, json};

/// Writes all rows as the search interface returns them.
pub(super) fn search(job: &mut ExportJob<'_>) -> Result<(), ExportError> {
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
                Ok(json::write(&mut *job.sink, &row)?)
            })?;
        }
        job.step()?;
    }
    job.sink.write_all(b"\n]}\n")?;
    Ok(())
}

#[derive(Serialize)]
#[serde(tag = "type")]
enum Selector<'a> {
    TextPositionSelector { start: u32, end: u32 },
    TextQuoteSelector { exact: &'a str, prefix: &'a str, suffix: &'a str },
}

#[derive(Serialize)]
struct RowTarget<'a> {
    source: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    selector: Vec<Selector<'a>>,
}

#[derive(Serialize)]
struct UserInfo<'a> {
    display_name: &'a str,
}

#[derive(Serialize)]
struct RowDocument<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<[&'a str; 1]>,
}

#[derive(Serialize)]
struct AnnotationRow<'a> {
    id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    created: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    updated: Option<String>,
    user: &'a str,
    user_info: UserInfo<'a>,
    uri: &'a str,
    text: &'a str,
    tags: Vec<String>,
    group: &'static str,
    permissions: &'a Value,
    references: [&'static str; 0],
    document: RowDocument<'a>,
    target: [RowTarget<'a>; 1],
    obelus: Value,
}

/// What the rows of a set share.
struct SetContext<'a> {
    user: String,
    permissions: Value,
    uri: String,
    digest: String,
    annotator: &'a Annotator,
    article: &'a Article,
}

impl SetContext<'_> {
    fn row(&self, id: String, text: &'static str, ours: Value) -> AnnotationRow<'_> {
        let mut obelus = json!({
            "article": self.article.id.as_str(),
            "text_sha256": self.digest,
            "role": self.annotator.role.word(),
        });
        if let (Some(all), Value::Object(ours)) = (obelus.as_object_mut(), ours) {
            all.extend(ours);
        }
        let title = Some(self.article.metadata.title.as_str()).filter(|title| !title.is_empty());
        AnnotationRow {
            id,
            created: None,
            updated: None,
            user: &self.user,
            user_info: UserInfo { display_name: &self.annotator.name },
            uri: &self.uri,
            text,
            tags: Vec::new(),
            group: "__world__",
            permissions: &self.permissions,
            references: [],
            document: RowDocument { title: title.map(|title| [title]) },
            target: [RowTarget { source: &self.uri, selector: Vec::new() }],
            obelus,
        }
    }
}

/// Writes the rows of a set through `each`: a note on the page for the set itself, then its annotations.
fn rows(
    job: &mut ExportJob<'_>,
    article: &Article,
    annotator: &Annotator,
    set: &AnnotationSet,
    mut each: impl FnMut(&mut ExportJob<'_>, &AnnotationRow<'_>) -> Result<(), ExportError>,
) -> Result<(), ExportError> {
    let project = job.project;
    let text = &article.text;
    let user = format!("acct:{}@{AUTHORITY}", annotator.id);
    let own = [user.as_str()];
    let whose = SetContext {
        permissions: json!({"read": ["group:__world__"], "admin": own, "update": own, "delete": own}),
        user,
        uri: address(project.id().as_str(), article),
        digest: text.digest().to_string(),
        annotator,
        article,
    };
    let id = |words: &str| {
        identifiers::guid(&[project.id().as_str(), article.id.as_str(), annotator.id.as_str(), words])
            .replace('-', "")
    };
    let spans =
        |spans: &mut dyn Iterator<Item = Span>| encoding::spans_text(&spans.collect::<Vec<_>>(), text, UNIT);
    let note = json!({
        "signed_off": signed_off(set).map(|at| at.to_string()),
        "read": spans(&mut set.stated_coverage().iter()),
        "bookmarks": spans(&mut set.bookmarks()),
    });
    let mut row = whose.row(id("set"), "", note);
    row.tags.extend(set.fields().iter().map(|(id, value)| {
        format!("{}:{}", encoding::attribute_name(id), encoding::value_text(value, text, UNIT))
    }));
    each(job, &row)?;
    for annotation in set.in_order() {
        let number = annotation.id.to_string();
        let ours = json!({"number": number, "origin": encoding::origin_text(&annotation.origin)});
        let mut row = whose.row(id(&number), "", ours);
        row.created = Some(annotation.created.to_string());
        row.updated = Some(annotation.modified.to_string());
        row.tags.push(encoding::label(&annotation.body));
        let attributes = encoding::attributes(annotation, project.ledger(), text, UNIT);
        row.tags.extend(attributes.into_iter().map(|(name, value)| format!("{name}:{value}")));
        if let Some(memo) = annotation.memo.as_deref() {
            row.text = &memo.text;
            row.tags.extend(memo.question.then(|| format!("{}:yes", encoding::QUESTION)));
        }
        let (start, end) = offsets::position(text, annotation.span, UNIT);
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
