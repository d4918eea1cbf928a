//! Writing: an article a line, every line with the same keys.

use super::UNIT;
use crate::formats::export::scope::{set_of, signed_off};
use crate::formats::shared::{encoding, json, offsets};
use crate::formats::{ExportError, ExportJob};
use crate::model::{
    Annotation, AnnotationSet, Annotator, Article, ImportRecord, Metadata, Struck, TimeCode, Zone,
    layer_of_body,
};
use crate::text::Span;
use serde::Serialize;

#[derive(Serialize)]
struct NamedValue {
    name: String,
    value: String,
}

#[derive(Serialize)]
struct SpanRecord {
    id: String,
    start: u32,
    end: u32,
    label: String,
    layer: Option<String>,
    annotator: String,
    text: Option<String>,
    note: Option<String>,
    question: bool,
    attributes: Vec<NamedValue>,
    origin: String,
    created: String,
    modified: String,
    /// When in the recording its words are said.
    time_ms: Option<u64>,
    sentence: Option<u32>,
    zone: Option<String>,
}

#[derive(Serialize)]
struct AnnotatorRecord {
    id: String,
    name: String,
    role: String,
    signed_off: Option<String>,
    read: Vec<[u32; 2]>,
    answers: Vec<NamedValue>,
    bookmarks: Vec<[u32; 2]>,
}

#[derive(Serialize)]
struct ZoneRecord {
    kind: String,
    start: u32,
    end: u32,
}

#[derive(Serialize)]
struct StruckRecord {
    rule: String,
    start: u32,
    end: u32,
}

#[derive(Serialize)]
struct TimeRecord {
    start: u32,
    time_ms: u64,
}

#[derive(Serialize)]
struct ArticleRecord {
    id: String,
    title: Option<String>,
    url: Option<String>,
    lang: Option<String>,
    outlet: Option<String>,
    authors: Vec<String>,
    published: Option<String>,
    published_as_written: Option<String>,
    updated: Option<String>,
    updated_as_written: Option<String>,
    section: Option<String>,
    edition: Option<String>,
    page: Option<String>,
    accession: Option<String>,
    subjects: Vec<String>,
    genre: Option<String>,
    source_file: Option<String>,
    import_note: Option<String>,
    source_sha256: Option<String>,
    source_kind: Option<String>,
    text: Option<String>,
    text_sha256: String,
    offset_unit: &'static str,
    zones: Vec<ZoneRecord>,
    struck: Vec<StruckRecord>,
    times: Vec<TimeRecord>,
    spans: Vec<SpanRecord>,
    annotators: Vec<AnnotatorRecord>,
}

pub(super) fn lines(job: &mut ExportJob<'_>) -> Result<(), ExportError> {
    job.sink.begin("annotations.jsonl")?;
    for article in job.project.articles() {
        let line = line(job, article);
        json::write_line(&mut *job.sink, &line)?;
        job.step()?;
    }
    Ok(())
}

fn some(words: &str) -> Option<String> {
    (!words.is_empty()).then(|| words.to_owned())
}

fn line(job: &ExportJob<'_>, article: &Article) -> ArticleRecord {
    let Metadata {
        title,
        outlet,
        authors,
        published,
        updated,
        url,
        section,
        edition,
        page,
        accession,
        subjects,
        language,
        genre,
        source_file,
        import_note,
        import: ImportRecord { sha256, kind, struck, times },
    } = &article.metadata;
    let text = &article.text;
    let at = |span: Span| offsets::position(text, span, UNIT);
    let zone = |zone: &Zone| {
        let (start, end) = at(zone.span);
        ZoneRecord { kind: zone.kind.name().to_lowercase(), start, end }
    };
    let struck = struck.iter().map(|Struck { span, rule }| {
        let (start, end) = at(*span);
        StruckRecord { rule: rule.clone(), start, end }
    });
    let times = times.iter().map(|TimeCode { at, milliseconds }| TimeRecord {
        start: UNIT.of_byte(text, *at).unwrap_or_default(),
        time_ms: *milliseconds,
    });
    let derived = job.options.derived;
    let sentences = if derived { crate::model::sentences_of(article) } else { Default::default() };
    let mut spans = Vec::new();
    let mut annotators = Vec::new();
    for annotator in job.project.annotators() {
        let Some(set) = set_of(job.project, annotator, article) else {
            continue;
        };
        annotators.push(person(annotator, set, article));
        spans.extend(set.in_order().into_iter().map(|annotation| {
            let mut shape = span(job, article, annotator, annotation);
            if job.options.derived {
                let after = sentences.partition_point(|sentence| sentence.start() <= annotation.span.start());
                shape.sentence = (after > 0).then_some(after as u32);
                shape.zone = Some(article.zone_at(annotation.span.start()).name().to_lowercase());
            }
            shape
        }));
    }
    ArticleRecord {
        id: article.id.to_string(),
        title: some(title),
        url: some(url),
        lang: some(language),
        outlet: some(outlet),
        authors: authors.clone(),
        published: some(&published.date),
        published_as_written: some(&published.as_written),
        updated: some(&updated.date),
        updated_as_written: some(&updated.as_written),
        section: some(section),
        edition: some(edition),
        page: some(page),
        accession: some(accession),
        subjects: subjects.clone(),
        genre: some(genre),
        source_file: some(source_file),
        import_note: some(import_note),
        source_sha256: some(sha256),
        source_kind: some(kind),
        text: job.options.texts.then(|| text.as_str().to_owned()),
        text_sha256: text.digest().to_string(),
        offset_unit: UNIT.name(),
        zones: article.zones.iter().map(zone).collect(),
        struck: struck.collect(),
        times: times.collect(),
        spans,
        annotators,
    }
}

fn span(
    job: &ExportJob<'_>,
    article: &Article,
    annotator: &Annotator,
    annotation: &Annotation,
) -> SpanRecord {
    let text = &article.text;
    let (start, end) = offsets::position(text, annotation.span, UNIT);
    let attributes = encoding::attributes(annotation, job.project.ledger(), text, UNIT);
    let memo = annotation.memo.as_ref();
    SpanRecord {
        id: annotation.id.to_string(),
        start,
        end,
        label: encoding::label(&annotation.body),
        layer: layer_of_body(job.project.codebook(), &annotation.body).map(|layer| layer.id.to_string()),
        annotator: annotator.id.to_string(),
        text: if job.options.texts { text.slice(annotation.span).map(str::to_owned) } else { None },
        note: memo.and_then(|memo| some(&memo.text)),
        question: memo.is_some_and(|memo| memo.question),
        attributes: attributes.into_iter().map(|(name, value)| NamedValue { name, value }).collect(),
        origin: encoding::origin_text(&annotation.origin),
        created: annotation.created.to_string(),
        modified: annotation.modified.to_string(),
        time_ms: article.metadata.import.time_at(annotation.span.start()).map(|time| time.milliseconds),
        sentence: None,
        zone: None,
    }
}

fn person(annotator: &Annotator, set: &AnnotationSet, article: &Article) -> AnnotatorRecord {
    let text = &article.text;
    let at = |span: Span| {
        let (start, end) = offsets::position(text, span, UNIT);
        [start, end]
    };
    let answers = set.fields().iter().map(|(id, value)| NamedValue {
        name: encoding::attribute_name(id),
        value: encoding::value_text(value, text, UNIT),
    });
    AnnotatorRecord {
        id: annotator.id.to_string(),
        name: annotator.name.clone(),
        role: annotator.role.word().to_owned(),
        signed_off: signed_off(set).map(|at| at.to_string()),
        read: set.stated_coverage().iter().map(at).collect(),
        answers: answers.collect(),
        bookmarks: set.bookmarks().map(at).collect(),
    }
}
