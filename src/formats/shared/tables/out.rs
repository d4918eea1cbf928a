//! From a project to rows.

use super::defaults::Defaults;
use super::derived::Derived;
use super::{
    ABOUT, ANNOTATION, ANSWER, ARTICLE, ATTRIBUTE, CLAIM, CellKind, Column, DERIVED, NUMBER, TIME, TIMES,
    TableKind, UNIT, WORDS, WORK, list,
};
use crate::base::{AttributeId, ClaimId};
use crate::formats::export::scope::{set_of, signed_off};
use crate::formats::shared::{encoding, offsets};
use crate::formats::{ExportError, ExportJob};
use crate::model::display::claim_label;
use crate::model::{
    Annotation, AnnotationSet, Annotator, Article, Body, Project, Struck, TimeCode, Unit, Value, Values,
    layer_of_body,
};
use crate::text::Text;
use std::collections::{BTreeMap, BTreeSet};

/// Where rows go.
pub(in crate::formats) trait RowSink {
    fn begin(
        &mut self,
        job: &mut ExportJob<'_>,
        table: TableKind,
        columns: Vec<Column>,
    ) -> Result<(), ExportError>;
    /// Takes a row: a cell for each column.
    fn row(&mut self, job: &mut ExportJob<'_>, cells: Vec<String>) -> Result<(), ExportError>;
}

/// What a kind of file can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::formats) struct TableLimits {
    /// Whether texts of articles fit.
    pub texts: bool,
    /// How many UTF-16 units a cell holds, when there is a limit. A longer text goes on in further columns.
    pub cell: Option<u32>,
}

/// Writes all tables. Articles are counted with the annotations, the larger part of the work.
pub(in crate::formats) fn write(
    job: &mut ExportJob<'_>,
    out: &mut dyn RowSink,
    shape: TableLimits,
) -> Result<(), ExportError> {
    let attributes = Attributes::of(job.project);
    annotations(job, out, &attributes.marks)?;
    documents(job, out, &attributes.answers, shape)?;
    claims(job, out)?;
    if is_timed(job.project) { times(job, out) } else { Ok(()) }
}

/// Whether an article was written down from a recording.
fn is_timed(project: &Project) -> bool {
    project.articles().any(|article| !article.metadata.import.times.is_empty())
}

fn columns(fixed: &[(&str, CellKind)]) -> impl Iterator<Item = Column> {
    fixed.iter().map(|(name, kind)| Column::new(*name, *kind))
}

/// Attributes that have columns: those of the codebook in its order, so that every export of a project has the same
/// columns, then what annotations bear besides.
struct Attributes {
    marks: Vec<AttributeId>,
    answers: Vec<AttributeId>,
}

impl Attributes {
    fn of(project: &Project) -> Self {
        let (mut marks, mut answers) = (Vec::new(), Vec::new());
        for layer in project.codebook().layers() {
            let ids = if layer.unit == Unit::Article { &mut answers } else { &mut marks };
            for attribute in &layer.attributes {
                if !ids.contains(&attribute.id) {
                    ids.push(attribute.id.clone());
                }
            }
        }
        let (mut more, mut further) = (BTreeSet::new(), BTreeSet::new());
        for (_, set) in project.sets() {
            further.extend(set.fields().keys().filter(|id| !answers.contains(id)).cloned());
            for annotation in set.iter() {
                more.extend(annotation.attributes.keys().filter(|id| !marks.contains(id)).cloned());
            }
        }
        marks.extend(more);
        answers.extend(further);
        Self { marks, answers }
    }
}

fn annotations(
    job: &mut ExportJob<'_>,
    out: &mut dyn RowSink,
    attributes: &[AttributeId],
) -> Result<(), ExportError> {
    let project = job.project;
    let passages = if job.options.derived { passages(project) } else { Vec::new() };
    let mut all: Vec<Column> = columns(&ANNOTATION).collect();
    all.extend(attributes.iter().map(|id| Column::new(format!("{ATTRIBUTE}{id}"), CellKind::Word)));
    let defaults = Defaults::of_annotations(project);
    all.extend(defaults.columns());
    all.extend(columns(&ABOUT));
    let timed = is_timed(project);
    if timed {
        all.extend(columns(&[TIME]));
    }
    if job.options.derived {
        all.extend(columns(&DERIVED));
        all.extend(passages.iter().map(|id| Column::new(format!("{WORDS}{id}"), CellKind::Word)));
    }
    let width = all.len();
    out.begin(job, TableKind::Annotations, all)?;
    for article in project.articles() {
        let derived = job.options.derived.then(|| Derived::of(article));
        for annotator in project.annotators() {
            let Some(set) = set_of(project, annotator, article) else { continue };
            for annotation in set.in_order() {
                let mut cells = Vec::with_capacity(width);
                cells.extend(said(job, article, annotator, annotation));
                cells.resize(ANNOTATION.len() + attributes.len(), String::new());
                for (id, value) in &annotation.attributes {
                    if let Some(at) = attributes.iter().position(|known| known == id) {
                        cells[ANNOTATION.len() + at] = encoding::value_text(value, &article.text, UNIT);
                    }
                }
                cells.extend(defaults.of_annotation(annotation));
                cells.extend(about(article));
                if timed {
                    let time = article.metadata.import.time_at(annotation.span.start());
                    cells.push(time.map_or_else(String::new, TimeCode::written));
                }
                if let Some(derived) = &derived {
                    cells.extend(derived.cells(annotation.span));
                    cells.extend(passages.iter().map(|id| words(job, annotation, id, &article.text)));
                }
                out.row(job, cells)?;
            }
        }
        job.step()?;
    }
    Ok(())
}

/// Attributes whose values are passages.
fn passages(project: &Project) -> Vec<AttributeId> {
    let mut ids = Vec::new();
    let layers = project.codebook().layers().iter().filter(|layer| layer.unit != Unit::Article);
    for attribute in layers.flat_map(|layer| &layer.attributes) {
        if matches!(attribute.values, Values::Spans) && !ids.contains(&attribute.id) {
            ids.push(attribute.id.clone());
        }
    }
    ids
}

/// The words of the passages that an attribute names.
fn words(job: &ExportJob<'_>, annotation: &Annotation, id: &AttributeId, text: &Text) -> String {
    match annotation.attributes.get(id) {
        Some(Value::Spans(spans)) if job.options.texts => {
            spans.iter().filter_map(|span| text.slice(*span)).collect::<Vec<_>>().join(" … ")
        }
        _ => String::new(),
    }
}

fn said(
    job: &ExportJob<'_>,
    article: &Article,
    annotator: &Annotator,
    annotation: &Annotation,
) -> [String; ANNOTATION.len()] {
    let text = &article.text;
    let (start, end) = offsets::position(text, annotation.span, UNIT);
    let layer = layer_of_body(job.project.codebook(), &annotation.body);
    let quote = text.slice(annotation.span).filter(|_| job.options.texts);
    let memo = annotation.memo.as_ref();
    let claim = match &annotation.body {
        Body::Claim(id) => Some(id),
        _ => None,
    };
    [
        article.id.to_string(),
        format!("{NUMBER}{}", annotation.id),
        annotator.id.to_string(),
        layer.map_or_else(String::new, |layer| layer.id.to_string()),
        encoding::label(&annotation.body),
        start.to_string(),
        end.to_string(),
        quote.unwrap_or_default().to_owned(),
        memo.map_or_else(String::new, |memo| memo.text.clone()),
        memo.map_or("", |memo| if memo.question { "yes" } else { "" }).to_owned(),
        claim.map_or_else(String::new, ToString::to_string),
        claim.map_or_else(String::new, |id| claim_label(job.project.ledger(), id).to_owned()),
        encoding::origin_text(&annotation.origin),
        annotation.created.to_string(),
        annotation.modified.to_string(),
    ]
}

fn about(article: &Article) -> [String; ABOUT.len()] {
    let about = &article.metadata;
    [
        about.title.clone(),
        about.url.clone(),
        about.outlet.clone(),
        about.published.date.clone(),
        about.language.clone(),
    ]
}

fn documents(
    job: &mut ExportJob<'_>,
    out: &mut dyn RowSink,
    answers: &[AttributeId],
    shape: TableLimits,
) -> Result<(), ExportError> {
    let project = job.project;
    let texts = shape.texts && job.options.texts;
    let parts = match shape.cell {
        Some(limit) if texts => {
            project.articles().map(|article| pieces(&article.text, limit).len()).max().unwrap_or(1)
        }
        _ => 1,
    };
    let mut all: Vec<Column> = columns(&WORK).collect();
    all.extend(answers.iter().map(|id| Column::new(format!("{ANSWER}{id}"), CellKind::Word)));
    let defaults = Defaults::of_articles(project);
    all.extend(defaults.columns());
    all.extend(columns(&ABOUT).chain(columns(&ARTICLE)));
    all.extend((2..=parts).map(|part| Column::new(format!("text_{part}"), CellKind::Prose)));
    out.begin(job, TableKind::Documents, all)?;
    for article in project.articles() {
        if job.progress.is_cancelled() {
            return Err(ExportError::Cancelled);
        }
        let sets =
            project.annotators().filter_map(|one| Some((one, set_of(project, one, article)?.as_ref())));
        let mut sets: Vec<Option<(&Annotator, &AnnotationSet)>> = sets.map(Some).collect();
        if sets.is_empty() {
            sets.push(None);
        }
        for (at, set) in sets.into_iter().enumerate() {
            let mut cells: Vec<String> = work(article, set).into();
            let fields = set.map(|(_, set)| set.fields());
            let value = |id| fields.and_then(|fields| fields.get(id));
            let answer = |id| {
                value(id).map_or_else(String::new, |value| encoding::value_text(value, &article.text, UNIT))
            };
            cells.extend(answers.iter().map(answer));
            cells.extend(defaults.of_set(set.map(|(_, set)| set)));
            cells.extend(about(article));
            cells.extend(further(article));
            // The text stands in the first row of its article only.
            let mut text = match shape.cell {
                _ if !texts || at > 0 => Vec::new(),
                None => vec![article.text.as_str().to_owned()],
                Some(limit) => pieces(&article.text, limit),
            };
            text.resize(parts, String::new());
            cells.extend(text);
            out.row(job, cells)?;
        }
    }
    Ok(())
}

/// A text in pieces of at most so many UTF-16 units.
fn pieces(text: &Text, limit: u32) -> Vec<String> {
    let mut pieces = Vec::new();
    let mut rest = text.as_str();
    while let Some(end) = cut(rest, limit) {
        pieces.push(rest[..end].to_owned());
        rest = &rest[end..];
    }
    pieces.push(rest.to_owned());
    pieces
}

/// Where words are cut that are longer than so many UTF-16 units; `None` when they are not.
pub(in crate::formats) fn cut(words: &str, limit: u32) -> Option<usize> {
    if words.len() <= limit as usize {
        return None;
    }
    let mut units = 0;
    for (at, sign) in words.char_indices() {
        units += sign.len_utf16() as u32;
        if units > limit {
            return Some(at);
        }
    }
    None
}

fn work(article: &Article, set: Option<(&Annotator, &AnnotationSet)>) -> [String; WORK.len()] {
    let text = &article.text;
    let Some((annotator, set)) = set else {
        let mut cells: [String; WORK.len()] = Default::default();
        cells[0] = article.id.to_string();
        cells[4] = "not read".to_owned();
        return cells;
    };
    let done = signed_off(set);
    [
        article.id.to_string(),
        annotator.id.to_string(),
        annotator.name.clone(),
        annotator.role.word().to_owned(),
        if done.is_some() { "signed off" } else { "open" }.to_owned(),
        done.map_or_else(String::new, |at| at.to_string()),
        set.len().to_string(),
        encoding::spans_text(&set.stated_coverage().iter().collect::<Vec<_>>(), text, UNIT),
        encoding::spans_text(&set.bookmarks().collect::<Vec<_>>(), text, UNIT),
    ]
}

/// What is known about an article besides the usual; the text is left to be filled in.
fn further(article: &Article) -> [String; ARTICLE.len() - 1] {
    let about = &article.metadata;
    let zone = |zone: &crate::model::Zone| {
        let place = encoding::spans_text(&[zone.span], &article.text, UNIT);
        format!("{}:{place}", zone.kind.name().to_lowercase())
    };
    let struck = |struck: &Struck| {
        format!("{}:{}", struck.rule, encoding::spans_text(&[struck.span], &article.text, UNIT))
    };
    [
        about.published.as_written.clone(),
        list(about.authors.iter().map(String::as_str)),
        about.updated.date.clone(),
        about.updated.as_written.clone(),
        about.section.clone(),
        about.edition.clone(),
        about.page.clone(),
        about.accession.clone(),
        list(about.subjects.iter().map(String::as_str)),
        about.genre.clone(),
        about.source_file.clone(),
        about.import_note.clone(),
        about.import.sha256.clone(),
        about.import.kind.clone(),
        about.import.struck.iter().map(struck).collect::<Vec<_>>().join(" "),
        article.zones.iter().map(zone).collect::<Vec<_>>().join(" "),
        UNIT.name().to_owned(),
        article.text.code_points().to_string(),
        article.text.digest().to_string(),
    ]
}

fn claims(job: &mut ExportJob<'_>, out: &mut dyn RowSink) -> Result<(), ExportError> {
    let ledger = job.project.ledger();
    out.begin(job, TableKind::Claims, columns(&CLAIM).collect())?;
    let mut relations: BTreeMap<&ClaimId, Vec<String>> =
        ledger.claims().map(|claim| (&claim.id, Vec::new())).collect();
    for (by, edge) in ledger.edges() {
        let words = format!("{by}: {} {}", edge.relation.name(), edge.to);
        relations.entry(&edge.from).or_default().push(words);
    }
    for (id, relations) in relations {
        let mut cells: [String; CLAIM.len()] = Default::default();
        cells[0] = id.to_string();
        if let Some(claim) = ledger.claim(id) {
            cells[1].clone_from(&claim.label);
            cells[2].clone_from(&claim.wording);
            cells[3] = claim.kind.as_ref().map_or_else(String::new, ToString::to_string);
            cells[4].clone_from(&claim.topic);
            cells[5] = list(claim.aliases.iter().map(String::as_str));
            cells[6] = claim.status.name().to_owned();
            cells[7].clone_from(&claim.memo);
        }
        cells[8] = list(relations.iter().map(String::as_str));
        out.row(job, cells.into())?;
    }
    Ok(())
}

fn times(job: &mut ExportJob<'_>, out: &mut dyn RowSink) -> Result<(), ExportError> {
    out.begin(job, TableKind::Times, columns(&TIMES).collect())?;
    for article in job.project.articles() {
        if job.progress.is_cancelled() {
            return Err(ExportError::Cancelled);
        }
        for time in article.metadata.import.times.iter() {
            let at = UNIT.of_byte(&article.text, time.at).unwrap_or_default();
            let cells =
                [article.id.to_string(), at.to_string(), time.written(), time.milliseconds.to_string()];
            out.row(job, cells.into())?;
        }
    }
    Ok(())
}
