//! Passages that show what a definition means.

use crate::base::CodeId;
use crate::message;
use crate::model::{CodeChange, Codebook, CodebookChange, CodebookError, Example};

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
    let unknown = || CodebookError(message!("refusals-unknown-code", code = %code));
    let (_, found) = codebook.code(code.as_str()).ok_or_else(unknown)?;
    let known = |other: &Example| other.text == example.text && other.counter == example.counter;
    let change = match found.examples.iter().position(known) {
        Some(at) => CodeChange::Example(at, example),
        None => CodeChange::AddExample(example),
    };
    codebook.changed(CodebookChange::Code(code.clone(), change))
}
