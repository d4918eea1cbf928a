//! brat standoff: a text and a file of annotations for each article, a folder for each annotator.
//!
//! `T1⇥factual 4 17⇥bridge is safe` is a passage, `A1⇥stance T1 negative` a value, `#1⇥AnnotatorNotes T1⇥words` the memo.
//! Names are made of the letters, digits, `-` and `_` of ASCII; `annotation.conf` declares them and says in comments, which
//! brat passes over, what they stand for. A passage over line ends is written in pieces without white space at their ends.
//! What brat has no place for is in a note of type `Obelus`, as names and values; so is the exact place where it
//! differs from the pieces.

mod names;
mod read;
#[cfg(test)]
mod tests;

use super::{Direction, ExportError, ExportJob, Feature, Format, FormatInfo, ImportedData, Input, Packing};
use crate::base::{Checked, Issue};
use crate::formats::shared::features::{ANNOTATIONS, CHARACTERS};
use crate::formats::shared::tokens::{need_texts, trimmed};
use crate::formats::shared::{encoding, key_values, offsets};
use crate::id;
use crate::message;
use crate::model::{Annotation, AnnotationSet, Annotator, Article, Value};
use crate::text::{Span, Text};
use names::{BratNames, MEMO, NOTE, PLACE, UNIT};
use std::fmt::Write as _;
use std::sync::Arc;

static ABOUT: FormatInfo = FormatInfo {
    id: "brat",
    name: id!("formats-brat.name"),
    opens: id!("formats-brat.opens"),
    ending: "ann",
    direction: Direction::Both,
    packing: Packing::Folder(None),
    binary: false,
    unit: Some(UNIT),
    keeps: &[
        &[Feature::Texts, Feature::Annotators],
        ANNOTATIONS,
        &[Feature::Overlaps, Feature::PartWords, Feature::Breaks, Feature::Edges],
        CHARACTERS,
    ],
    derived: false,
    switches: &[],
    verified: id!("formats-brat.verified"),
};

pub struct Brat;

impl Format for Brat {
    fn about(&self) -> &'static FormatInfo {
        &ABOUT
    }

    fn export(&self, job: &mut ExportJob<'_>) -> Result<(), ExportError> {
        need_texts(job, &ABOUT)?;
        let names = BratNames::of(job.project.codebook());
        let mut folders = vec![(String::new(), None)];
        let with_sets = job.project.annotators().filter(|annotator| {
            job.project.articles().any(|article| {
                crate::formats::export::scope::set_of(job.project, annotator, article).is_some()
            })
        });
        folders.extend(with_sets.map(|annotator| (format!("{}/", annotator.id), Some(annotator))));
        for (folder, annotator) in &folders {
            job.sink.begin(&format!("{folder}annotation.conf"))?;
            job.sink.write_all(names.annotation_conf(*annotator).as_bytes())?;
            job.sink.begin(&format!("{folder}visual.conf"))?;
            job.sink.write_all(names.visual_conf().as_bytes())?;
        }
        for article in job.project.articles() {
            let mut read = false;
            for (folder, annotator) in &folders {
                let Some(annotator) = annotator else { continue };
                let Some(set) = crate::formats::export::scope::set_of(job.project, annotator, article) else {
                    continue;
                };
                write(job, folder, article, &lines(job.project.ledger(), &names, article, set))?;
                blanks(job, article, annotator, set);
                read = true;
            }
            if !read {
                write(job, "", article, "")?;
            }
            job.step()?;
        }
        Ok(())
    }

    fn recognises(&self, input: &Input<'_>) -> bool {
        read::recognises(input)
    }

    fn import(&self, input: &Input<'_>) -> Result<Checked<ImportedData>, Issue> {
        read::import(input)
    }
}

fn write(job: &mut ExportJob<'_>, folder: &str, article: &Article, lines: &str) -> Result<(), ExportError> {
    job.sink.begin(&format!("{folder}{}.txt", article.id))?;
    job.sink.write_all(article.text.as_str().as_bytes())?;
    job.sink.begin(&format!("{folder}{}.ann", article.id))?;
    job.sink.write_all(lines.as_bytes())?;
    Ok(())
}

/// Notes the annotations that have no place in the file.
fn blanks(job: &mut ExportJob<'_>, article: &Article, annotator: &Annotator, set: &AnnotationSet) {
    let text = article.text.as_str();
    for annotation in set.iter().filter(|annotation| pieces(text, annotation.span).is_empty()) {
        let label = encoding::label(&annotation.body);
        job.log.add(Feature::Blanks, || {
            message!("formats-example-label", label = label, annotator = %annotator.id, article = %article.id)
        });
    }
}

/// The parts of a passage between line ends, without white space at their ends.
fn pieces(text: &str, span: Span) -> Vec<Span> {
    let words = &text[span.range()];
    let mut pieces = Vec::new();
    for line in words.split(key_values::breaks_line) {
        let start = span.start() + (line.as_ptr() as usize - words.as_ptr() as usize) as u32;
        let line = Span::new(start, start + line.len() as u32);
        pieces.extend(line.and_then(|line| trimmed(text, line)));
    }
    pieces
}

/// Counts of what is numbered in a file.
#[derive(Default)]
struct Counts {
    passages: u32,
    values: u32,
    notes: u32,
}

fn lines(ledger: &crate::model::Ledger, names: &BratNames, article: &Article, set: &AnnotationSet) -> String {
    let mut out = String::new();
    let mut counts = Counts::default();
    let annotations: Vec<&Arc<Annotation>> = set.in_order();
    for annotation in annotations {
        let pieces = pieces(article.text.as_str(), annotation.span);
        if !pieces.is_empty() {
            one(ledger, names, &article.text, annotation, &pieces, &mut counts, &mut out);
        }
    }
    out
}

fn one(
    ledger: &crate::model::Ledger,
    names: &BratNames,
    text: &Text,
    annotation: &Annotation,
    pieces: &[Span],
    counts: &mut Counts,
    out: &mut String,
) {
    counts.passages += 1;
    let id = counts.passages;
    let place = |span: &Span| {
        let (start, end) = offsets::position(text, *span, UNIT);
        format!("{start} {end}")
    };
    let places = pieces.iter().map(place).collect::<Vec<_>>().join(";");
    let words = pieces.iter().filter_map(|piece| text.slice(*piece)).collect::<Vec<_>>().join(" ");
    let _ = writeln!(out, "T{id}\t{} {places}\t{words}", names.of_label(&encoding::label(&annotation.body)));

    let memo = annotation.memo.as_ref();
    if memo.is_some_and(|memo| memo.question) {
        counts.values += 1;
        let _ = writeln!(out, "A{}\t{} T{id}", counts.values, encoding::QUESTION);
    }
    let mut told = vec![(encoding::NUMBER.to_owned(), annotation.id.to_string())];
    for (name, value) in encoding::attributes(annotation, ledger, text, UNIT) {
        let chosen = annotation
            .attributes
            .iter()
            .any(|(id, value)| matches!(value, Value::Choice(_)) && encoding::attribute_name(id) == name);
        match names.of_value(&name, &value).filter(|_| chosen) {
            Some((name, value)) => {
                counts.values += 1;
                let _ = writeln!(out, "A{}\t{name} T{id} {value}", counts.values);
            }
            None => told.push((name, value)),
        }
    }
    told.push((encoding::ORIGIN.to_owned(), encoding::origin_text(&annotation.origin)));
    told.push((encoding::CREATED.to_owned(), annotation.created.to_string()));
    if annotation.modified != annotation.created {
        told.push((encoding::MODIFIED.to_owned(), annotation.modified.to_string()));
    }
    let (first, last) = (pieces.first(), pieces.last());
    let hull = first.zip(last).map(|(first, last)| first.union(*last));
    if hull != Some(annotation.span) {
        told.push((PLACE.to_owned(), encoding::spans_text(&[annotation.span], text, UNIT)));
    }
    if let Some(memo) = memo.filter(|memo| !memo.text.is_empty()) {
        counts.notes += 1;
        let _ = writeln!(out, "#{}\t{MEMO} T{id}\t{}", counts.notes, key_values::one_line(&memo.text));
    }
    counts.notes += 1;
    let told = key_values::encode(told.iter().map(|(name, value)| (name.as_str(), value.as_str())));
    let _ = writeln!(out, "#{}\t{NOTE} T{id}\t{told}", counts.notes);
}
