//! Passages that show what a definition means.

use crate::base::CodeId;
use crate::message;
use crate::model::{Answers, Codebook, CodebookError, Example};

/// The codebook with one more example, or counter-example, of a code; the same one twice is kept once. The version stays:
/// it counts what is published to the team.
///
/// # Errors
/// When the codebook has no such code.
pub fn keep_as_example(
    codebook: &Codebook,
    code: &CodeId,
    example: Example,
) -> Result<Codebook, CodebookError> {
    let mut layers = codebook.layers().to_vec();
    let codes = layers.iter_mut().filter_map(|layer| match &mut layer.answers {
        Answers::Codes(codes) => Some(codes),
        Answers::Claims | Answers::Fields => None,
    });
    let found = codes.flatten().find(|found| found.id == *code);
    let found = found.ok_or_else(|| CodebookError(message!("refusals-unknown-code", code = %code)))?;
    let known = |other: &Example| other.text == example.text && other.counter == example.counter;
    match found.examples.iter_mut().find(|other| known(other)) {
        Some(other) => *other = example,
        None => found.examples.push(example),
    }
    Codebook::new(codebook.name().to_owned(), codebook.version(), layers)
}
