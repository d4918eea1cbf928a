//! Writing tasks.

use super::names::{CODED_BY, LABEL, MEMO, PART, TASKS, TEXT, UNIT};
use crate::base::Timestamp;
use crate::formats::export::scope::{set_of, signed_off};
use crate::formats::shared::{encoding, identifiers, json, offsets};
use crate::formats::{ExportError, ExportJob};
use crate::model::display::claim_label;
use crate::model::{
    Annotation, AnnotationSet, Annotator, Article, Codebook, Ledger, Metadata, Origin, Role, Value,
    layer_of_body,
};
use crate::text::Span;
use serde::Serialize;
use serde_json::json;
use std::collections::BTreeMap;

pub(super) fn tasks(job: &mut ExportJob<'_>) -> Result<(), ExportError> {
    job.sink.begin(TASKS)?;
    job.sink.write_all(b"[")?;
    let mut entries = 0;
    let project = job.project;
    for (at, article) in project.articles().enumerate() {
        job.sink.write_all(if at == 0 { b"\n" } else { b",\n" })?;
        let scene = ArticleContext { article, codebook: project.codebook(), ledger: project.ledger() };
        let mut task = Task {
            id: at + 1,
            data: data(article),
            meta: json!({"obelus": about(article)}),
            annotations: Vec::new(),
            predictions: Vec::new(),
        };
        let mut sets = Vec::new();
        let mut suggested: BTreeMap<&str, Vec<Region>> = BTreeMap::new();
        for annotator in project.annotators() {
            let Some(set) = set_of(project, annotator, article) else { continue };
            sets.push(scene.about_set(annotator, set));
            if annotator.role != Role::Program {
                entries += 1;
                task.annotations.push(scene.entry(entries, annotator, set, job.options.now));
            }
            for annotation in set.in_order() {
                if let Origin::Suggested { by } = &annotation.origin {
                    let whose = Some(annotator.id.as_str());
                    scene.regions(annotation, whose, suggested.entry(by).or_default());
                }
            }
        }
        task.meta["obelus"]["sets"] = sets.into();
        let predictions = suggested.into_iter();
        task.predictions = predictions.map(|(by, result)| Prediction { model_version: by, result }).collect();
        json::write(&mut *job.sink, &task)?;
        job.step()?;
    }
    job.sink.write_all(b"\n]\n")?;
    Ok(())
}

#[derive(Serialize)]
struct Task<'a> {
    id: usize,
    data: serde_json::Value,
    meta: serde_json::Value,
    annotations: Vec<TaskAnnotation>,
    predictions: Vec<Prediction<'a>>,
}

#[derive(Serialize)]
struct TaskAnnotation {
    id: usize,
    created_at: String,
    updated_at: String,
    was_cancelled: bool,
    ground_truth: bool,
    lead_time: Option<f64>,
    result: Vec<Region>,
}

#[derive(Serialize)]
struct Prediction<'a> {
    model_version: &'a str,
    result: Vec<Region>,
}

#[derive(Serialize)]
struct Region {
    id: String,
    from_name: String,
    to_name: &'static str,
    r#type: &'static str,
    value: serde_json::Value,
    #[serde(skip_serializing_if = "Option::is_none")]
    meta: Option<serde_json::Value>,
}

fn data(article: &Article) -> serde_json::Value {
    let Metadata { title, outlet, published, url, language, .. } = &article.metadata;
    json!({
        "text": article.text.as_str(),
        "article": article.id.as_str(),
        "title": title,
        "outlet": outlet,
        "published": published.date,
        "url": url,
        "language": language,
    })
}

/// What is known of an article that nobody needs to see while labelling.
fn about(article: &Article) -> serde_json::Value {
    let Metadata { authors, published, section, genre, source_file, import_note, .. } = &article.metadata;
    let zones = article.zones.iter().map(|zone| {
        let place = encoding::spans_text(&[zone.span], &article.text, UNIT);
        json!({"kind": zone.kind.name().to_lowercase(), "place": place})
    });
    json!({
        "text_sha256": article.text.digest().to_string(),
        "authors": authors,
        "published_as_written": published.as_written,
        "section": section,
        "genre": genre,
        "source_file": source_file,
        "import_note": import_note,
        "zones": zones.collect::<Vec<_>>(),
    })
}

/// What the annotations of an article are written with.
struct ArticleContext<'a> {
    article: &'a Article,
    codebook: &'a Codebook,
    ledger: &'a Ledger,
}

impl ArticleContext<'_> {
    fn about_set(&self, annotator: &Annotator, set: &AnnotationSet) -> serde_json::Value {
        let spans = |spans: Vec<Span>| encoding::spans_text(&spans, &self.article.text, UNIT);
        json!({
            "annotator": annotator.id.as_str(),
            "name": annotator.name,
            "role": annotator.role.word(),
            "signed_off": signed_off(set).map(|at| at.to_string()),
            "read": spans(set.stated_coverage().iter().collect()),
            "bookmarks": spans(set.bookmarks().collect()),
        })
    }

    fn entry(&self, id: usize, annotator: &Annotator, set: &AnnotationSet, now: Timestamp) -> TaskAnnotation {
        let text = &self.article.text;
        let global = |from_name: String, r#type, value| Region {
            id: identifiers::guid(&[self.article.id.as_str(), annotator.id.as_str(), &from_name]),
            from_name,
            to_name: TEXT,
            r#type,
            value,
            meta: None,
        };
        let mut result =
            vec![global(CODED_BY.to_owned(), "textarea", json!({"text": [annotator.id.as_str()]}))];
        if let Some(layer) = self.codebook.field_layer() {
            for (id, value) in set.fields() {
                let from_name = format!("{}{PART}{}", layer.id, encoding::attribute_name(id));
                let (kind, value) = match value {
                    Value::Choice(choice) => ("choices", json!({"choices": [choice.as_str()]})),
                    Value::Choices(choices) => {
                        let choices: Vec<&str> = choices.iter().map(|choice| choice.as_str()).collect();
                        ("choices", json!({"choices": choices}))
                    }
                    other => ("textarea", json!({"text": [encoding::value_text(other, text, UNIT)]})),
                };
                result.push(global(from_name, kind, value));
            }
        }
        let made = set.in_order().into_iter();
        let made = made.filter(|one| !matches!(one.origin, Origin::Suggested { .. }));
        made.for_each(|annotation| self.regions(annotation, None, &mut result));
        let first = set.iter().map(|one| one.created).min().or(signed_off(set)).unwrap_or(now);
        let last = set.iter().map(|one| one.modified).max().unwrap_or(first);
        TaskAnnotation {
            id,
            created_at: first.to_string(),
            updated_at: last.to_string(),
            was_cancelled: false,
            ground_truth: annotator.role == Role::Adjudicator,
            lead_time: None,
            result,
        }
    }

    /// The region of an annotation and what else is chosen for it, under the same number.
    fn regions(&self, annotation: &Annotation, annotator: Option<&str>, out: &mut Vec<Region>) {
        let text = &self.article.text;
        let (start, end) = offsets::position(text, annotation.span, UNIT);
        let exact = text.slice(annotation.span).unwrap_or_default();
        let mut region = |from_name: String, kind: &'static str, values: serde_json::Value| {
            let mut value = json!({"start": start, "end": end});
            if kind != "textarea" {
                value["text"] = exact.into();
            }
            value[kind_key(kind)] = values;
            let id = annotation.id.to_string();
            out.push(Region { id, from_name, to_name: TEXT, r#type: kind, value, meta: None });
        };
        region(LABEL.to_owned(), "labels", json!([encoding::label(&annotation.body)]));
        let layer = layer_of_body(self.codebook, &annotation.body);
        for (id, value) in &annotation.attributes {
            let layer = layer.map_or("", |layer| layer.id.as_str());
            let name = format!("{layer}{PART}{}", encoding::attribute_name(id));
            match value {
                Value::Choice(choice) => region(name, "choices", json!([choice.as_str()])),
                Value::Choices(choices) => {
                    let choices: Vec<&str> = choices.iter().map(|choice| choice.as_str()).collect();
                    region(name, "choices", json!(choices));
                }
                other => region(name, "textarea", json!([encoding::value_text(other, text, UNIT)])),
            }
        }
        if let crate::model::Body::Claim(id) = &annotation.body {
            region(encoding::CLAIM.to_owned(), "textarea", json!([id.as_str()]));
            region(encoding::CLAIM_NAME.to_owned(), "textarea", json!([claim_label(self.ledger, id)]));
        }
        if let Some(memo) = annotation.memo.as_deref() {
            if !memo.text.is_empty() {
                region(MEMO.to_owned(), "textarea", json!([memo.text]));
            }
            if memo.question {
                region(encoding::QUESTION.to_owned(), "choices", json!(["yes"]));
            }
        }
        let mut meta = json!({
            "created": annotation.created.to_string(),
            "modified": annotation.modified.to_string(),
            "origin": encoding::origin_text(&annotation.origin),
        });
        if let Some(annotator) = annotator {
            meta["annotator"] = annotator.into();
        }
        let number = annotation.id.to_string();
        let own = out.iter_mut().rev().find(|region| region.id == number && region.r#type == "labels");
        if let Some(own) = own {
            own.meta = Some(meta);
        }
    }
}

/// The key of the values of a control of a kind.
fn kind_key(kind: &'static str) -> &'static str {
    if kind == "textarea" { "text" } else { kind }
}
