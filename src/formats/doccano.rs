//! doccano: a text a line with its labels, for sequence labelling.
//!
//! One file an annotator, since a project of doccano is one annotator's view. Positions count UTF-16 units. doccano drops
//! labels that overlap an earlier one unless its project allows overlapping spans; here all are written. Its files are read
//! as the other texts with marks in JSON.

use crate::formats::export::scope::set_of;
use crate::formats::shared::features::{CHARACTERS, PLACES};
use crate::formats::shared::json::{self, ArticleHeader};
use crate::formats::shared::{colours, encoding, offsets};
use crate::formats::{Direction, ExportError, ExportJob, Feature, Format, FormatInfo, OffsetUnit, Packing};
use crate::id;
use crate::model::{Annotator, Answers, Body, Codebook, Unit};
use serde::Serialize;
use serde_json::json;

static ABOUT: FormatInfo = FormatInfo {
    id: "doccano",
    name: id!("formats-doccano.name"),
    opens: id!("formats-doccano.opens"),
    ending: "jsonl",
    direction: Direction::Out,
    packing: Packing::Folder(None),
    binary: false,
    unit: Some(UNIT),
    keeps: &[
        // The label says that a claim is mentioned, not which: mentions are lost.
        &[Feature::Texts, Feature::Titles, Feature::Codes, Feature::Notes, Feature::Units, Feature::Passages],
        PLACES,
        CHARACTERS,
    ],
    derived: false,
    switches: &[],
    verified: id!("formats-doccano.verified"),
};

const UNIT: OffsetUnit = OffsetUnit::Utf16;

pub struct Doccano;

#[derive(Serialize)]
struct DoccanoLine<'a> {
    id: usize,
    text: &'a str,
    label: Vec<(u32, u32, String)>,
    #[serde(flatten)]
    article: ArticleHeader<'a>,
}

impl Format for Doccano {
    fn about(&self) -> &'static FormatInfo {
        &ABOUT
    }

    fn export(&self, job: &mut ExportJob<'_>) -> Result<(), ExportError> {
        job.needs_texts(&ABOUT)?;
        job.sink.begin("label_config.json")?;
        let labels = labels(job.project.codebook());
        job.sink.write_all(labels.as_bytes())?;
        let project = job.project;
        let mut counted = false;
        for annotator in project.annotators() {
            job.sink.begin(&format!("{}.jsonl", annotator.id))?;
            lines(job, annotator, !counted)?;
            counted = true;
        }
        Ok(())
    }
}

/// Writes an annotator's lines. Articles are counted as done once only, whoever comes first.
fn lines(job: &mut ExportJob<'_>, annotator: &Annotator, count: bool) -> Result<(), ExportError> {
    let project = job.project;
    for (at, article) in project.articles().enumerate() {
        if count {
            job.step()?;
        } else if job.progress.is_cancelled() {
            return Err(ExportError::Cancelled);
        }
        let Some(set) = set_of(project, annotator, article) else { continue };
        let label = set.in_order().into_iter().map(|annotation| {
            let (start, end) = offsets::position(&article.text, annotation.span, UNIT);
            (start, end, encoding::label(&annotation.body))
        });
        let line = DoccanoLine {
            id: at + 1,
            text: article.text.as_str(),
            label: label.collect(),
            article: article.as_ref().into(),
        };
        json::write_line(&mut *job.sink, &line)?;
    }
    Ok(())
}

/// The labels with their colours, as its import of label settings takes them.
fn labels(codebook: &Codebook) -> String {
    let one = |text: String, colour: &str| json!({"text": text, "background_color": colours::hex(colour), "text_color": "#ffffff"});
    let mut all = Vec::new();
    for layer in codebook.layers().iter().filter(|layer| layer.unit != Unit::Article) {
        match &layer.answers {
            Answers::Codes(codes) => {
                let label = |code: &crate::model::Code| encoding::label(&Body::Code(code.id.clone()));
                all.extend(codes.iter().map(|code| one(label(code), &code.colour)));
            }
            Answers::Claims => all.push(one(encoding::CLAIM_LABEL.to_owned(), "magenta")),
            Answers::Fields => continue,
        }
        all.push(one(encoding::label(&Body::Unit(layer.id.clone())), "grey"));
    }
    all.push(one(encoding::NOTE_LABEL.to_owned(), "grey"));
    format!("{}\n", serde_json::Value::from(all))
}
