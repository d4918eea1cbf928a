//! Where a mark's passage is, and in what the file counts.

use super::preview::Matched;
use crate::formats::shared::offsets;
use crate::formats::{ImportedAnnotation, ImportedDocument, OffsetUnit};
use crate::text::anchor::{self, Quote};
use crate::text::{Span, Text};

/// How sure a passage found by its words must be to be taken.
const SURE: f32 = 0.9;

/// Where a passage is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Placement {
    /// Where the file says.
    Stated(Span),
    /// Where the file says, which does not show that its text is this one.
    Unproved(Span),
    /// Elsewhere, found by its words with certainty.
    Moved(Span),
    /// Not to be found, or not with certainty; perhaps here.
    Lost(Option<Span>),
    /// The file gives a place that is not in the text, and no words to look for.
    Nowhere,
}

/// In what a document counts: what the format says, unless the quotes fit another way of counting better.
pub(super) fn unit_of(document: &ImportedDocument, text: &Text) -> (OffsetUnit, bool) {
    let stated = document.unit.unwrap_or(OffsetUnit::CodePoints);
    let quoted: Vec<&ImportedAnnotation> =
        document.marks.iter().filter(|mark| mark.placed && mark.exact.is_some()).collect();
    let fitting = |unit: OffsetUnit| quoted.iter().filter(|mark| fits(mark, text, unit)).count();
    let here = fitting(stated);
    if here == quoted.len() {
        return (stated, false);
    }
    let mut best = (stated, here);
    for unit in OffsetUnit::ALL.into_iter().filter(|unit| *unit != stated) {
        let count = fitting(unit);
        if count > best.1 {
            best = (unit, count);
        }
    }
    (best.0, best.0 != stated)
}

fn fits(mark: &ImportedAnnotation, text: &Text, unit: OffsetUnit) -> bool {
    let slice = offsets::span(text, mark.start, mark.end, unit).and_then(|span| text.slice(span));
    slice.zip(mark.exact.as_deref()).is_some_and(|(slice, exact)| same(slice, exact))
}

/// Whether two passages have the same words, whatever the white space between them.
fn same(one: &str, other: &str) -> bool {
    one == other || one.split_whitespace().eq(other.split_whitespace())
}

/// Where a mark's passage is in an article. `told`: whether the file says what its text is.
pub(super) fn place(
    mark: &ImportedAnnotation,
    text: &Text,
    unit: OffsetUnit,
    matched: Matched,
    told: bool,
) -> Placement {
    let stated = mark.placed.then(|| offsets::span(text, mark.start, mark.end, unit)).flatten();
    let Some(exact) = mark.exact.as_deref().filter(|exact| !exact.is_empty()) else {
        return match stated {
            Some(span) if matched != Matched::Name => Placement::Stated(span),
            Some(span) if !told => Placement::Unproved(span),
            _ => Placement::Nowhere,
        };
    };
    if let Some(span) = stated
        && text.slice(span).is_some_and(|slice| same(slice, exact))
        && around(mark, text, span)
        && (matched != Matched::Name || is_telling(mark, span))
    {
        return Placement::Stated(span);
    }
    let points = |position: u32| {
        let byte = unit.to_byte(text, position);
        byte.and_then(|byte| text.code_point_at(byte)).unwrap_or(position)
    };
    let quote = Quote { exact, prefix: &mark.prefix, suffix: &mark.suffix };
    let nowhere = (u32::MAX, u32::MAX);
    let at = if mark.placed { (points(mark.start), points(mark.end)) } else { nowhere };
    match anchor::find(text, quote, at) {
        Some(found) if found.score >= SURE => Placement::Moved(found.span),
        found => Placement::Lost(found.map(|found| found.span)),
    }
}

/// How much of what a file quotes around a passage is held against the text, in characters.
const AROUND: usize = 8;

/// Whether nothing that the file quotes around a passage speaks against this place.
fn around(mark: &ImportedAnnotation, text: &Text, span: Span) -> bool {
    let signs = |words: &str| words.chars().filter(|c| !c.is_whitespace()).collect::<Vec<char>>();
    let (before, after) = (&text.as_str()[..span.start() as usize], &text.as_str()[span.end() as usize..]);
    let from = before.char_indices().rev().nth(4 * AROUND).map_or(0, |(at, _)| at);
    let to = after.char_indices().nth(4 * AROUND).map_or(after.len(), |(at, _)| at);
    let (before, after) = (signs(&before[from..]), signs(&after[..to]));
    let (prefix, suffix) = (signs(&mark.prefix), signs(&mark.suffix));
    let last = &prefix[prefix.len().saturating_sub(AROUND)..];
    let first = &suffix[..suffix.len().min(AROUND)];
    before.ends_with(last) && after.starts_with(first)
}

/// Whether a quote says so much that it can be told from others with the same words.
fn is_telling(mark: &ImportedAnnotation, span: Span) -> bool {
    !mark.prefix.is_empty() || !mark.suffix.is_empty() || span.len() as usize >= anchor::CONTEXT
}
