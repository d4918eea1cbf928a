//! Cuts a text into blocks: hard lines that are not blank, and paragraphs that were wrapped into short lines.

use super::{IngestError, decode::CHUNK, go_on};
use crate::base::Progress;

/// One or several hard lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Block {
    /// First byte of the first line.
    pub start: usize,
    /// Byte after the last line, without its line feed.
    pub end: usize,
    /// Whether a blank line or the start of the text comes before.
    pub after_gap: bool,
}

impl Block {
    /// The words, without white space around them.
    pub(super) fn words(self, text: &str) -> &str {
        text[self.start..self.end].trim()
    }
}

/// The blocks of a text in order; blank lines belong to none.
pub(super) fn blocks(text: &str, progress: &Progress) -> Result<Vec<Block>, IngestError> {
    let mut out = Vec::new();
    let mut group: Vec<Block> = Vec::new();
    let (mut start, mut gap, mut looked) = (0, true, 0);
    while start <= text.len() {
        let end = memchr::memchr(b'\n', &text.as_bytes()[start..]).map_or(text.len(), |at| start + at);
        if text[start..end].trim().is_empty() {
            flush(text, &mut group, &mut out);
            gap = true;
        } else {
            group.push(Block { start, end, after_gap: std::mem::take(&mut gap) });
        }
        start = end + 1;
        if start - looked >= CHUNK {
            looked = start;
            go_on(progress)?;
        }
    }
    flush(text, &mut group, &mut out);
    Ok(out)
}

fn flush(text: &str, group: &mut Vec<Block>, out: &mut Vec<Block>) {
    match (wrapped(text, group), group.first(), group.last()) {
        (true, Some(first), Some(last)) => out.push(Block { end: last.end, ..*first }),
        _ => out.extend(group.iter().copied()),
    }
    group.clear();
}

/// Whether the lines between two blank lines are one paragraph: about equally long, all but the last.
fn wrapped(text: &str, group: &[Block]) -> bool {
    let Some((last, full)) = group.split_last() else { return false };
    if full.is_empty() {
        return false;
    }
    let widths = full.iter().map(|block| text[block.start..block.end].trim_end().chars().take(120).count());
    let (least, most) =
        widths.fold((usize::MAX, 0), |(least, most), width| (least.min(width), most.max(width)));
    let goes_on = group[1..].iter().any(|block| block.words(text).starts_with(char::is_lowercase));
    let last_width = last.words(text).chars().take(120).count();
    least >= 45 && most <= 100 && most - least <= 22 && last_width <= most + 4 && goes_on
}

/// Letters a reader sees, ideographs counted twice; counting stops at `most`.
pub(super) fn width(text: &str, most: usize) -> usize {
    let mut sum = 0;
    for c in text.chars() {
        sum += if matches!(c as u32, 0x2E80..=0xD7FF | 0xF900..=0xFAFF | 0xFF00..=0xFF60 | 0x20000..) {
            2
        } else {
            1
        };
        if sum >= most {
            return most;
        }
    }
    sum
}

/// Whether the last character ends a sentence.
pub(super) fn ends_sentence(text: &str) -> bool {
    let text =
        text.trim_end().trim_end_matches(['”', '"', '»', '’', ')', ' ', '\u{A0}', '\u{202F}', '“', '」']);
    text.ends_with(['.', '!', '?', '…', '。', '！', '？', '؟', '।'])
}

/// Whether a block is running text: long, or a sentence of some length.
pub(super) fn is_prose(text: &str) -> bool {
    let width = width(text, 200);
    width >= 180 || (width >= 90 && ends_sentence(text))
}
