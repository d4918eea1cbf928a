//! Where a mark's passage is.

use super::counting::DocumentPositions;
use super::preview::Matched;
use crate::formats::ImportedAnnotation;
use crate::text::anchor::{Finder, Quote};
use crate::text::fold::{self, Fold};
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

/// Where a mark's passage is in an article. `told`: whether the file says what its text is.
pub(super) fn place(
    mark: &ImportedAnnotation,
    finder: &Finder<'_>,
    positions: &DocumentPositions<'_>,
    matched: Matched,
    told: bool,
) -> Placement {
    let text = finder.text();
    let stated = mark.placed.then(|| positions.span(mark.start, mark.end)).flatten();
    let Some(exact) = mark.exact.as_deref().filter(|exact| !exact.is_empty()) else {
        return match stated {
            Some(span) if matched != Matched::Name => Placement::Stated(span),
            Some(span) if !told => Placement::Unproved(span),
            _ => Placement::Nowhere,
        };
    };
    if let Some(span) = stated
        && text.slice(span).is_some_and(|slice| fold::same(slice, exact, Fold::Loose))
        && around(mark, text, span)
    {
        return Placement::Stated(span);
    }
    let quote = Quote { exact, prefix: &mark.prefix, suffix: &mark.suffix };
    match finder.find(quote, positions.points(mark)) {
        Some(found) if found.score >= SURE && stated == Some(found.span) => Placement::Stated(found.span),
        Some(found) if found.score >= SURE => Placement::Moved(found.span),
        found => Placement::Lost(found.map(|found| found.span)),
    }
}

/// How much of what a file quotes around a passage is held against the text, in characters.
const AROUND: usize = 8;

/// Whether nothing that the file quotes around a passage speaks against this place.
fn around(mark: &ImportedAnnotation, text: &Text, span: Span) -> bool {
    let signs = |words: &str| fold::folded(words, Fold::Loose).chars().collect::<Vec<char>>();
    let (before, after) = (&text.as_str()[..span.start() as usize], &text.as_str()[span.end() as usize..]);
    let from = before.char_indices().rev().nth(4 * AROUND).map_or(0, |(at, _)| at);
    let to = after.char_indices().nth(4 * AROUND).map_or(after.len(), |(at, _)| at);
    let (before, after) = (signs(&before[from..]), signs(&after[..to]));
    let (prefix, suffix) = (signs(&mark.prefix), signs(&mark.suffix));
    let last = &prefix[prefix.len().saturating_sub(AROUND)..];
    let first = &suffix[..suffix.len().min(AROUND)];
    before.ends_with(last) && after.starts_with(first)
}
