//! Words and the steps of a caret.
//!
//! Word bounds are those of UAX 29. Where a script writes no spaces between words (Han, kana, Thai, Lao, Khmer,
//! Myanmar) a dictionary finds them.

use super::chars::needs_dictionary;
use icu_segmenter::options::WordBreakInvariantOptions;
use icu_segmenter::{WordSegmenter, WordSegmenterBorrowed};
use std::collections::VecDeque;
use std::iter::Peekable;
use std::ops::Range;
use std::sync::LazyLock;
use unicode_segmentation::{GraphemeCursor, UWordBoundIndices, UnicodeSegmentation};

/// The longest stretch the dictionary sees at once, in bytes; longer ones are looked at in parts.
const RUN: usize = 3072;
/// How far to look for white space around a position before taking any character boundary, in bytes.
const REACH: usize = 4096;

static DICTIONARY: LazyLock<WordSegmenterBorrowed<'static>> =
    LazyLock::new(|| WordSegmenter::new_dictionary(WordBreakInvariantOptions::default()));

/// Words of `text` in order, as byte ranges: the pieces that hold a letter or a digit. Lazy and in linear time.
pub fn words(text: &str) -> impl Iterator<Item = Range<u32>> + '_ {
    pieces(text, 0).filter(|piece| is_word(&text[piece.clone()])).map(to_u32)
}

/// The word around `byte`, or else the run of white space or the mark there; empty at the end of the text.
///
/// Between two pieces the later one counts. `byte` past the end or inside a character is moved back.
pub fn word_at(text: &str, byte: u32) -> Range<u32> {
    let at = floor(text, byte);
    let from = safe_before(text, at);
    let found =
        pieces(&text[from..], from).take_while(|piece| piece.start <= at).find(|piece| piece.end > at);
    to_u32(found.unwrap_or(at..at))
}

/// Where the word at or after `byte` ends; the end of the text if there is none.
pub fn next_word(text: &str, byte: u32) -> u32 {
    let at = floor(text, byte);
    let from = safe_before(text, at);
    let word = |piece: &Range<usize>| piece.end > at && is_word(&text[piece.start..piece.end]);
    let end = pieces(&text[from..], from).find(word).map_or(text.len(), |piece| piece.end);
    end as u32
}

/// Where the word before `byte` starts; 0 if there is none.
pub fn prev_word(text: &str, byte: u32) -> u32 {
    let at = floor(text, byte);
    let mut reach = 256;
    loop {
        let from = safe_before(text, text.floor_char_boundary(at.saturating_sub(reach)));
        let before = pieces(&text[from..], from).take_while(|piece| piece.start < at);
        let last = before.filter(|piece| is_word(&text[piece.clone()])).last();
        match last {
            Some(piece) => return piece.start as u32,
            None if from == 0 => return 0,
            None => reach *= 2,
        }
    }
}

/// The grapheme boundary after `byte`; the end of the text stays.
pub fn grapheme_next(text: &str, byte: u32) -> u32 {
    let at = floor(text, byte);
    let next = GraphemeCursor::new(at, text.len(), true).next_boundary(text, 0);
    next.ok().flatten().unwrap_or(text.len()) as u32
}

/// The grapheme boundary before `byte`; 0 stays.
pub fn grapheme_prev(text: &str, byte: u32) -> u32 {
    let at = floor(text, byte);
    GraphemeCursor::new(at, text.len(), true).prev_boundary(text, 0).ok().flatten().unwrap_or(0) as u32
}

fn is_word(piece: &str) -> bool {
    piece.chars().any(char::is_alphanumeric)
}

fn to_u32(range: Range<usize>) -> Range<u32> {
    range.start as u32..range.end as u32
}

fn floor(text: &str, byte: u32) -> usize {
    text.floor_char_boundary(byte as usize)
}

/// A place at or before `at` from which word bounds come out the same: the start of a run of white space if near.
fn safe_before(text: &str, at: usize) -> usize {
    let limit = text.floor_char_boundary(at.saturating_sub(REACH));
    let near = &text[limit..at];
    let word = near.trim_end_matches(char::is_whitespace);
    let word = word.rfind(char::is_whitespace).map_or("", |space| &word[..space]);
    if word.is_empty() { limit } else { limit + word.trim_end_matches(char::is_whitespace).len() }
}

/// All pieces of `text` in order, words and what is between them, shifted by `base`.
fn pieces(text: &str, base: usize) -> impl Iterator<Item = Range<usize>> + '_ {
    let bounds = text.split_word_bound_indices().peekable();
    let pieces = Pieces { text, bounds, waiting: VecDeque::new() };
    pieces.map(move |piece| piece.start + base..piece.end + base)
}

struct Pieces<'a> {
    text: &'a str,
    bounds: Peekable<UWordBoundIndices<'a>>,
    waiting: VecDeque<Range<usize>>,
}

impl Iterator for Pieces<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        if let Some(piece) = self.waiting.pop_front() {
            return Some(piece);
        }
        let (start, piece) = self.bounds.next()?;
        let mut end = start + piece.len();
        if !piece.starts_with(needs_dictionary) {
            return Some(start..end);
        }
        while let Some((at, next)) = self.bounds.next_if(|(_, next)| next.starts_with(needs_dictionary)) {
            end = at + next.len();
            if end - start > RUN {
                break;
            }
        }
        let breaks: Vec<usize> = DICTIONARY.segment_str(&self.text[start..end]).collect();
        self.waiting.extend(breaks.windows(2).map(|pair| start + pair[0]..start + pair[1]));
        self.waiting.pop_front()
    }
}
