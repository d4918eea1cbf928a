//! The list of formats: a new one is entered here.

use super::{
    Direction, Format, ImportedData, Input, brat, claimreview, conll, csv, dna, doccano, html, hypothesis,
    jsonl, label_studio, markdown, prodigy, refi, tei, tsv, uima, w3c, webanno_tsv, xlsx,
};
use crate::base::{Checked, Issue};
use crate::message;

/// Every format, in the order of lists.
pub static FORMATS: &[&dyn Format] = &[
    &csv::Csv,
    &tsv::Tsv,
    &xlsx::Xlsx,
    &jsonl::Jsonl,
    &w3c::W3c,
    &refi::Qdpx,
    &refi::Qdc,
    &brat::Brat,
    &uima::UimaJson,
    &uima::UimaXmi,
    &label_studio::LabelStudio,
    &hypothesis::Hypothesis,
    &webanno_tsv::WebAnnoTsv,
    &conll::Conll,
    &doccano::Doccano,
    &prodigy::Prodigy,
    &tei::Tei,
    &claimreview::ClaimReview,
    &dna::Dna,
    &html::Html,
    &markdown::Markdown,
];

/// The format of that name.
pub fn format(id: &str) -> Option<&'static dyn Format> {
    FORMATS.iter().copied().find(|format| format.about().id == id)
}

/// The formats that are read, in the order of lists.
pub fn readers() -> impl Iterator<Item = &'static dyn Format> {
    FORMATS.iter().copied().filter(|format| format.about().direction != Direction::Out)
}

/// The first format that knows these files for its own.
pub fn recognise(input: &Input<'_>) -> Option<&'static dyn Format> {
    readers().find(|format| format.recognises(input))
}

/// Reads files in a format; those that are another format's alone are told as not read.
///
/// # Errors
/// When they cannot be understood as a whole.
pub fn read(format: &dyn Format, input: &Input<'_>) -> Result<Checked<ImportedData>, Issue> {
    let mut read = format.import(input)?;
    for file in input.files.iter().filter(|_| input.files.len() > 1) {
        let alone = Input { files: std::slice::from_ref(file), progress: input.progress };
        let other = if format.recognises(&alone) { None } else { recognise(&alone) };
        if let Some(other) = other {
            let message = message!("formats-of-other-format", other = other.about().title());
            let hint = message!("formats-of-other-format.hint", format = format.about().title());
            read.issues.push(Issue::warning("not-read", &file.0, message).hint(hint));
        }
    }
    Ok(read)
}
