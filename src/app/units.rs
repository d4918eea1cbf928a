//! Sentences to be swept, and the steps from a word to a paragraph.

use crate::model::Article;
use crate::text::{RangeSet, Span, segment};

pub use crate::model::sentences_of;
pub(super) use crate::model::swept;

/// How many of the sentences are wholly covered. O(sentences + ranges).
pub(super) fn covered_count(sentences: &[Span], coverage: &RangeSet) -> u32 {
    let mut ranges = coverage.iter().peekable();
    let covered = |sentence: &&Span| {
        while ranges.next_if(|range| range.end() <= sentence.start()).is_some() {}
        ranges.peek().is_some_and(|range| range.covers(**sentence))
    };
    sentences.iter().filter(covered).count() as u32
}

/// The hard line that holds the span's start, without its ends' white space.
pub(super) fn paragraph(article: &Article, byte: u32) -> Option<Span> {
    let (start, end) = article.text.line(article.text.line_at(byte))?;
    trimmed(article, start, end)
}

/// The part of `start..end` without white space at its ends.
pub(super) fn trimmed(article: &Article, start: u32, end: u32) -> Option<Span> {
    let text = article.text.as_str().get(start as usize..end as usize)?;
    let lead = (text.len() - text.trim_start().len()) as u32;
    let kept = text.trim().len() as u32;
    Span::new(start + lead, start + lead + kept)
}

/// The next larger unit around `current`: word, clause, sentence, paragraph.
pub(super) fn expanded(
    article: &Article,
    current: Span,
    empty: bool,
    sentence: Option<Span>,
) -> Option<Span> {
    let text = article.text.as_str();
    let (line_start, line_end) = article.text.line(article.text.line_at(current.start()))?;
    let line = text.get(line_start as usize..line_end as usize)?;
    let word = segment::word_at(line, current.start() - line_start);
    let word = Span::new(line_start + word.start, line_start + word.end);
    let clause = sentence.and_then(|sentence| {
        let language = Some(article.metadata.language.as_str()).filter(|tag| !tag.is_empty());
        let inside = current.start().checked_sub(sentence.start())?;
        let inside = segment::clause_at(article.text.slice(sentence)?, language, inside);
        Span::new(sentence.start() + inside.start, sentence.start() + inside.end)
    });
    [word, clause, sentence, paragraph(article, current.start())]
        .into_iter()
        .flatten()
        .find(|unit| unit.covers(current) && (empty || *unit != current))
}

/// Widens a dragged selection to whole words.
pub(super) fn snapped(article: &Article, span: Span) -> Span {
    let text = article.text.as_str();
    let edge = |byte: u32| {
        let (start, end) = article.text.line(article.text.line_at(byte))?;
        let word = segment::word_at(text.get(start as usize..end as usize)?, byte - start);
        Some((start + word.start, start + word.end))
    };
    let is_word = |start: u32, end: u32| {
        text.get(start as usize..end as usize).is_some_and(|word| word.chars().any(char::is_alphanumeric))
    };
    let start = match edge(span.start()) {
        Some((start, end)) if start < span.start() && span.start() < end && is_word(start, end) => start,
        _ => span.start(),
    };
    let end = match edge(span.end()) {
        Some((start, end)) if start < span.end() && span.end() < end && is_word(start, end) => end,
        _ => span.end(),
    };
    trimmed(article, start, end).unwrap_or(span)
}
