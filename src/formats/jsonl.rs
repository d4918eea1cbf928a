//! JSON Lines: a document a line with its text and spans. Loads in spaCy, Hugging Face datasets and pandas.
//!
//! Every line has the same keys and types, with null for what is not known, since Arrow infers the schema from the first
//! lines. U+2028, U+2029 and U+0085 are escaped: some readers break lines there.

use super::{
    Direction, ExportError, ExportJob, Format, FormatInfo, ImportedAnnotation, ImportedAnnotator,
    ImportedAnswer, ImportedData, ImportedDocument, ImportedSet, Input, OffsetUnit, Packing,
};
use crate::base::{Checked, Issue, Place, Timestamp};
use crate::formats::export::scope::signed_off;
use crate::formats::shared::features::{ANNOTATIONS, ARTICLES, CHARACTERS, PLACES, SETS};
use crate::formats::shared::{encoding, json, offsets, timestamps};
use crate::id;
use crate::message;
use crate::model::{
    Annotation, AnnotationSet, Annotator, Article, Dated, Metadata, Role, SetState, ZoneKind, layer_of_body,
};
use crate::text::{Digest, Span};
use serde::{Deserialize, Serialize};

static ABOUT: FormatInfo = FormatInfo {
    id: "jsonl",
    name: "JSON Lines with text and spans",
    opens: id!("formats-jsonl.opens"),
    ending: "jsonl",
    direction: Direction::Both,
    packing: Packing::File,
    binary: false,
    unit: Some(UNIT),
    keeps: &[ARTICLES, SETS, ANNOTATIONS, PLACES, CHARACTERS],
    derived: true,
    switches: &[],
    verified: id!("formats-jsonl.verified"),
};

const UNIT: OffsetUnit = OffsetUnit::CodePoints;

pub struct Jsonl;

#[derive(Serialize, Deserialize)]
struct NamedValue {
    name: String,
    value: String,
}

#[derive(Serialize, Deserialize)]
struct SpanRecord {
    #[serde(default, deserialize_with = "some_words")]
    id: Option<String>,
    start: u32,
    end: u32,
    label: String,
    #[serde(default)]
    layer: Option<String>,
    #[serde(default)]
    annotator: String,
    #[serde(default)]
    text: Option<String>,
    #[serde(default)]
    note: Option<String>,
    #[serde(default)]
    question: bool,
    #[serde(default, deserialize_with = "pairs")]
    attributes: Vec<NamedValue>,
    #[serde(default)]
    origin: Option<String>,
    #[serde(default)]
    created: Option<String>,
    #[serde(default)]
    modified: Option<String>,
    #[serde(default)]
    sentence: Option<u32>,
    #[serde(default)]
    zone: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct AnnotatorRecord {
    #[serde(default, deserialize_with = "words")]
    id: String,
    #[serde(default, deserialize_with = "words")]
    name: String,
    #[serde(default, deserialize_with = "words")]
    role: String,
    #[serde(default)]
    signed_off: Option<String>,
    #[serde(default)]
    read: Option<Vec<[u32; 2]>>,
    #[serde(default)]
    answers: Option<Vec<NamedValue>>,
    #[serde(default)]
    bookmarks: Option<Vec<[u32; 2]>>,
}

impl AnnotatorRecord {
    /// By what marks name them: the identifier, or else the name.
    fn key(&self) -> &str {
        if self.id.is_empty() { &self.name } else { &self.id }
    }
}

#[derive(Serialize, Deserialize)]
struct ZoneRecord {
    kind: String,
    start: u32,
    end: u32,
}

#[derive(Serialize, Deserialize)]
struct ArticleRecord {
    #[serde(default, deserialize_with = "words")]
    id: String,
    /// What Prodigy says of a task: `accept`, `reject` or `ignore`.
    #[serde(default, skip_serializing)]
    answer: Option<String>,
    /// Whose a task of Prodigy is.
    #[serde(default, skip_serializing, rename = "_annotator_id", deserialize_with = "some_words")]
    coder: Option<String>,
    /// What Prodigy knows a task by.
    #[serde(default, skip_serializing, rename = "_task_hash", deserialize_with = "some_words")]
    task: Option<String>,
    /// What is said of the text of a task.
    #[serde(default, skip_serializing)]
    meta: Option<serde_json::Value>,
    /// When a task of Prodigy was answered, in seconds since 1 January 1970.
    #[serde(default, skip_serializing, rename = "_timestamp")]
    answered: Option<f64>,
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    url: Option<String>,
    #[serde(default)]
    lang: Option<String>,
    #[serde(default)]
    outlet: Option<String>,
    #[serde(default)]
    authors: Vec<String>,
    #[serde(default)]
    published: Option<String>,
    #[serde(default)]
    published_as_written: Option<String>,
    #[serde(default)]
    section: Option<String>,
    #[serde(default)]
    genre: Option<String>,
    #[serde(default)]
    source_file: Option<String>,
    #[serde(default)]
    import_note: Option<String>,
    #[serde(default)]
    text: Option<String>,
    #[serde(default)]
    text_sha256: Option<String>,
    #[serde(default)]
    offset_unit: Option<String>,
    #[serde(default)]
    zones: Vec<ZoneRecord>,
    #[serde(default)]
    spans: Vec<SpanRecord>,
    #[serde(default)]
    annotators: Vec<AnnotatorRecord>,
}

impl Format for Jsonl {
    fn about(&self) -> &'static FormatInfo {
        &ABOUT
    }

    fn export(&self, job: &mut ExportJob<'_>) -> Result<(), ExportError> {
        job.sink.begin("annotations.jsonl")?;
        for article in job.project.articles() {
            let line = line(job, article);
            json::write_line(&mut *job.sink, &line)?;
            job.step()?;
        }
        Ok(())
    }

    fn recognises(&self, input: &Input<'_>) -> bool {
        let looks = |bytes: &[u8]| {
            let first = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
            serde_json::from_slice::<serde_json::Value>(first).is_ok_and(|line| {
                line.get("spans").is_some_and(serde_json::Value::is_array) && line.get("text").is_some()
            })
        };
        input.ending("jsonl").chain(input.ending("ndjson")).any(|(_, bytes)| looks(bytes))
    }

    fn import(&self, input: &Input<'_>) -> Result<Checked<ImportedData>, Issue> {
        let mut imported = ImportedData { source: input.name().to_owned(), ..ImportedData::default() };
        let mut issues = Vec::new();
        let mut answers = Vec::new();
        for (name, bytes) in input.files {
            for (at, line) in bytes.split(|byte| *byte == b'\n').enumerate() {
                if line.trim_ascii().is_empty() {
                    continue;
                }
                match serde_json::from_slice::<ArticleRecord>(line) {
                    Ok(line) if line.answer.as_deref().is_some_and(|answer| answer != "accept") => {
                        let answer = line.answer.unwrap_or_default();
                        let message = message!("formats-not-accepted", answer = answer);
                        let issue = Issue::warning("not-accepted", name, message);
                        issues
                            .push(issue.at(Place::Line(at as u32 + 1, 1)).hint(message!("formats-left-out")));
                    }
                    Ok(line) => {
                        let answer = answer(&line);
                        let mut document = document(line, &mut imported.annotators);
                        if let Some(mut answer) = answer {
                            answer.marks = std::mem::take(&mut document.marks);
                            answers.push((imported.documents.len(), answer));
                        }
                        imported.documents.push(document);
                    }
                    Err(error) => {
                        let place = Place::Line(at as u32 + 1, error.column() as u32);
                        let message = message!("formats-line-not-such-json", error = %error);
                        let issue = Issue::error("bad-line", name, message);
                        issues.push(issue.at(place).hint(message!("formats-left-out")));
                    }
                }
            }
        }
        imported.answer(answers);
        match (imported.documents.is_empty(), issues.first()) {
            (true, Some(issue)) => Err(issue.clone()),
            _ => Ok(Checked { value: imported, issues }),
        }
    }
}

/// The answer to a task of Prodigy, without its marks. What was accepted was finished.
fn answer(line: &ArticleRecord) -> Option<ImportedAnswer> {
    let annotator = line.coder.clone().filter(|coder| !coder.trim().is_empty())?;
    if line.answer.is_none() && line.answered.is_none() && line.task.is_none() {
        return None;
    }
    // Obelus writes every set as accepted, whatever was read.
    let is_ours =
        line.meta.as_ref().is_some_and(|meta| meta.get("article").is_some_and(serde_json::Value::is_string));
    let finished = line.answer.as_deref() == Some("accept") && line.annotators.is_empty() && !is_ours;
    let set = ImportedSet { annotator: annotator.clone(), finished, ..ImportedSet::default() };
    Some(ImportedAnswer {
        task: line.task.clone().unwrap_or_default(),
        at: line.answered.map(|seconds| Timestamp(seconds as i64)),
        marks: Vec::new(),
        set: finished.then_some(set),
        annotator,
    })
}

/// Names and values, as a list of pairs or by name, as Prodigy's own fields are.
fn pairs<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Vec<NamedValue>, D::Error> {
    use serde::de::Error as _;
    let value = match serde_json::Value::deserialize(from)? {
        serde_json::Value::Null => return Ok(Vec::new()),
        serde_json::Value::Object(named) => {
            let said = |value: serde_json::Value| match value {
                serde_json::Value::String(words) => words,
                other => other.to_string(),
            };
            return Ok(named
                .into_iter()
                .map(|(name, value)| NamedValue { name, value: said(value) })
                .collect());
        }
        list => list,
    };
    Vec::<NamedValue>::deserialize(value).map_err(D::Error::custom)
}

/// Words, or a number as words; nothing for null.
fn some_words<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
    Ok(match serde_json::Value::deserialize(from)? {
        serde_json::Value::Null => None,
        serde_json::Value::String(words) => Some(words),
        other => Some(other.to_string()),
    })
}

fn words<'de, D: serde::Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    some_words(from).map(Option::unwrap_or_default)
}

fn some(words: &str) -> Option<String> {
    (!words.is_empty()).then(|| words.to_owned())
}

fn line(job: &ExportJob<'_>, article: &Article) -> ArticleRecord {
    let Metadata { title, outlet, authors, published, url, section, language, genre, .. } = &article.metadata;
    let text = &article.text;
    let at = |span: Span| offsets::position(text, span, UNIT);
    let zone = |zone: &crate::model::Zone| {
        let (start, end) = at(zone.span);
        ZoneRecord { kind: zone.kind.name().to_lowercase(), start, end }
    };
    let derived = job.options.derived;
    let sentences = if derived { crate::model::sentences_of(article) } else { Default::default() };
    let mut spans = Vec::new();
    let mut annotators = Vec::new();
    for annotator in job.project.annotators() {
        let Some(set) = crate::formats::export::scope::set_of(job.project, annotator, article) else {
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
        answer: None,
        coder: None,
        task: None,
        meta: None,
        answered: None,
        title: some(title),
        url: some(url),
        lang: some(language),
        outlet: some(outlet),
        authors: authors.clone(),
        published: some(&published.date),
        published_as_written: some(&published.as_written),
        section: some(section),
        genre: some(genre),
        source_file: some(&article.metadata.source_file),
        import_note: some(&article.metadata.import_note),
        text: job.options.texts.then(|| text.as_str().to_owned()),
        text_sha256: Some(text.digest().to_string()),
        offset_unit: Some(UNIT.name().to_owned()),
        zones: article.zones.iter().map(zone).collect(),
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
        id: Some(annotation.id.to_string()),
        start,
        end,
        label: encoding::label(&annotation.body),
        layer: layer_of_body(job.project.codebook(), &annotation.body).map(|layer| layer.id.to_string()),
        annotator: annotator.id.to_string(),
        text: if job.options.texts { text.slice(annotation.span).map(str::to_owned) } else { None },
        note: memo.and_then(|memo| some(&memo.text)),
        question: memo.is_some_and(|memo| memo.question),
        attributes: attributes.into_iter().map(|(name, value)| NamedValue { name, value }).collect(),
        origin: Some(encoding::origin_text(&annotation.origin)),
        created: Some(annotation.created.to_string()),
        modified: Some(annotation.modified.to_string()),
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
        read: Some(set.stated_coverage().iter().map(at).collect()),
        answers: Some(answers.collect()),
        bookmarks: Some(set.bookmarks().map(at).collect()),
    }
}

fn document(line: ArticleRecord, annotators: &mut Vec<ImportedAnnotator>) -> ImportedDocument {
    let zones = line.zones.iter().filter_map(|zone| {
        let kind = ZoneKind::ALL.into_iter().find(|kind| kind.name().eq_ignore_ascii_case(&zone.kind))?;
        Some((kind, zone.start, zone.end))
    });
    let named = || line.annotators.iter().filter(|person| !person.key().is_empty());
    let sets = named().map(|person| ImportedSet {
        annotator: person.key().to_owned(),
        state: moment(person.signed_off.as_deref()).map_or(SetState::Open, SetState::Done),
        coverage: person.read.iter().flatten().map(|[start, end]| (*start, *end)).collect(),
        finished: false,
        fields: person.answers.iter().flatten().map(|pair| (pair.name.clone(), pair.value.clone())).collect(),
        bookmarks: person.bookmarks.iter().flatten().map(|[start, end]| (*start, *end)).collect(),
    });
    let sets = sets.collect();
    for person in named() {
        if annotators.iter().all(|known| known.key != person.key()) {
            let role = encoding::role_of(&person.role).unwrap_or(Role::Analyst);
            let name = if person.name.is_empty() { person.key() } else { &person.name };
            annotators.push(ImportedAnnotator { key: person.key().to_owned(), name: name.to_owned(), role });
        }
    }
    let unsaid = Option::unwrap_or_default;
    ImportedDocument {
        open_unit: false,
        older: Vec::new(),
        name: line.id,
        digest: line.text_sha256.as_deref().and_then(Digest::from_hex),
        unit: line.offset_unit.as_deref().and_then(OffsetUnit::named),
        zones: zones.collect(),
        marks: line.spans.into_iter().map(|shape| mark(shape, line.coder.as_deref())).collect(),
        sets,
        text: line.text,
        metadata: Metadata {
            title: unsaid(line.title),
            outlet: unsaid(line.outlet),
            authors: line.authors,
            published: Dated { date: date(line.published), as_written: unsaid(line.published_as_written) },
            url: unsaid(line.url),
            section: unsaid(line.section),
            language: unsaid(line.lang),
            genre: unsaid(line.genre),
            source_file: unsaid(line.source_file),
            import_note: unsaid(line.import_note),
        },
    }
}

fn mark(shape: SpanRecord, coder: Option<&str>) -> ImportedAnnotation {
    let mut mark = ImportedAnnotation {
        id: shape.id.and_then(|id| id.parse().ok()),
        annotator: match (shape.annotator.is_empty(), coder) {
            (true, Some(coder)) => coder.to_owned(),
            _ => shape.annotator,
        },
        label: shape.label,
        start: shape.start,
        end: shape.end,
        placed: true,
        exact: shape.text,
        memo: shape.note.unwrap_or_default(),
        question: shape.question,
        created: moment(shape.created.as_deref()),
        modified: moment(shape.modified.as_deref()),
        origin: shape.origin.as_deref().and_then(encoding::origin_of),
        ..ImportedAnnotation::default()
    };
    mark.attributes.extend(shape.attributes.into_iter().map(|pair| (pair.name, pair.value)));
    mark
}

fn moment(words: Option<&str>) -> Option<Timestamp> {
    timestamps::parse(words?)
}

/// A date without the time that Arrow adds to it.
fn date(words: Option<String>) -> String {
    let words = words.unwrap_or_default();
    let midnight = words.split_once(['T', ' ']).filter(|(day, _)| timestamps::parse(day).is_some());
    midnight.map_or_else(|| words.clone(), |(day, _)| day.to_owned())
}
