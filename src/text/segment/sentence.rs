//! The scan for sentence ends: one pass over the bytes, bounded looks to either side of each stop.

use super::chars::{
    closes_corner, is_closer, is_curly_closer, is_hard, is_hiragana, is_quote, is_stop, is_two_way,
    is_uncased, opens_corner,
};
use super::context::{self, Before, Closed, Stop};
use super::quotes::{self, Quotes};
use super::tables::{Table, table};
use crate::text::fold::is_invisible;
use std::ops::Range;
use unicode_segmentation::GraphemeCursor;

/// How far a closing corner bracket may be from its opening one, in bytes.
const BRACKET_REACH: usize = 900;
/// How many blanks may stand before a closing mark.
const BLANKS: usize = 3;

/// Sentences of `text` in order, as byte ranges; see the module for what they promise.
///
/// A text of 4 GiB or more, which positions of 32 bits cannot address, has none.
pub fn sentences(text: &str, lang: Option<&str>) -> Vec<Range<u32>> {
    if u32::try_from(text.len()).is_err() {
        return Vec::new();
    }
    let (table, out, quotes) = (table(lang), Vec::new(), Quotes::default());
    let mut scan = Scan { text, table, out, start: 0, quotes, held: 0, no_close: 0 };
    scan.run();
    scan.out
}

struct Scan<'a> {
    text: &'a str,
    table: &'static Table,
    out: Vec<Range<u32>>,
    /// Where the current sentence begins, leading white space included.
    start: usize,
    /// Quotation marks that this line opened.
    quotes: Quotes,
    /// No sentence ends before this byte: inside corner brackets.
    held: usize,
    /// No corner bracket closes before this byte: spares looking twice.
    no_close: usize,
}

/// Bytes that may begin something the scan stops at.
static INTERESTING: [bool; 256] = {
    let mut set = [false; 256];
    let mut at = 0;
    let bytes = b".!?\n\r\x0b\x0c\"'\xc2\xcd\xd6\xd8\xdb\xe0\xe1\xe2\xe3\xef";
    while at < bytes.len() {
        set[bytes[at] as usize] = true;
        at += 1;
    }
    set
};

/// Whether what begins at `at` with one of [`INTERESTING`] may be something the scan stops at.
fn matters(bytes: &[u8], at: usize) -> bool {
    let Some(next) = bytes.get(at + 1).copied() else { return true };
    let is = |comma: &str| bytes[at..].starts_with(comma.as_bytes());
    match bytes[at] {
        b'\'' => at == 0 || !next.is_ascii_alphanumeric() || !bytes[at - 1].is_ascii_alphanumeric(),
        0xc2 => matches!(next, 0x85 | 0xab | 0xbb),
        0xcd => next == 0xbe,
        0xd6 => next == 0x89,
        0xd8 => next == 0x9f,
        0xdb => next == 0x94,
        0xe0 => next == 0xa5,
        0xe1 => matches!(next, 0x81 | 0x8d | 0x9f),
        0xe2 => matches!(next, 0x80 | 0x81),
        0xe3 => next == 0x80 && !is("、"),
        0xef => matches!(next, 0xb8..=0xbd) && !is("，"),
        _ => true,
    }
}

impl Scan<'_> {
    fn run(&mut self) {
        let bytes = self.text.as_bytes();
        let mut at = 0;
        while let Some(found) = bytes[at..].iter().position(|byte| INTERESTING[usize::from(*byte)]) {
            at += found;
            if !matters(bytes, at) {
                at += 1;
                continue;
            }
            // Every lead byte in the set begins a character, so this is always on a boundary.
            let Some(c) = self.text[at..].chars().next() else { break };
            at = self.meet(c, at);
        }
        self.cut(bytes.len());
    }

    /// Handles the character at `at` and returns where to go on.
    fn meet(&mut self, c: char, at: usize) -> usize {
        let after = at + c.len_utf8();
        if is_hard(c) {
            self.cut(at);
            self.quotes = Quotes::default();
            self.held = 0;
            return after;
        }
        if is_stop(c) {
            return self.stop(at, c);
        }
        if opens_corner(c) {
            if at >= self.held && after > self.no_close {
                self.hold(after);
            }
        } else if let Some(kind) = quotes::kind(c) {
            self.quotes.meet(self.text, at, c, kind);
        }
        after
    }

    /// Keeps what corner brackets hold in the sentence around them, where the language writes so.
    fn hold(&mut self, from: usize) {
        let reach = self.text.floor_char_boundary(from + BRACKET_REACH);
        let window = &self.text[from..reach];
        let line = window.find(is_hard).map_or(window, |end| &window[..end]);
        let Some(close) = closing_bracket(line) else {
            self.no_close = reach;
            return;
        };
        let rest = self.text[from + close..].chars().nth(1);
        if self.table.whole_brackets || rest.is_some_and(is_hiragana) {
            self.held = from + close;
        } else {
            self.no_close = from + close;
        }
    }

    /// Handles a run of stops with the closing marks after it; returns where to go on.
    fn stop(&mut self, at: usize, first: char) -> usize {
        let mut stop = Stop::new(first);
        let mut end = at + first.len_utf8();
        let mut closed = Closed::default();
        while let Some(c) = self.text[end..].chars().next() {
            if is_stop(c) {
                stop.add(c, closed.any);
                end += c.len_utf8();
            } else if let Some((mark, len)) = self.closing(c, end, &stop) {
                closed.note(mark);
                self.quotes.close(mark);
                end += len;
            } else {
                break;
            }
        }
        let end = self.grapheme_end(end);
        if end < self.held {
            return end;
        }
        let before = Before::new(self.text, self.start, at);
        if context::ends(self.text, self.table, &before, &stop, closed, end) {
            self.cut(end);
        }
        end
    }

    /// The closing mark at `at`, where `c` stands, and its length with the blanks before it; of a note's number, the
    /// bracket that opens it.
    fn closing(&self, c: char, at: usize, stop: &Stop) -> Option<(char, usize)> {
        let rest = &self.text[at..];
        if !c.is_ascii() && is_invisible(c) {
            return Some((c, c.len_utf8()));
        }
        if c == '[' {
            let digits = rest.bytes().skip(1).take(3).take_while(u8::is_ascii_digit).count();
            return (digits > 0 && rest.as_bytes().get(digits + 1) == Some(&b']')).then_some((c, digits + 2));
        }
        let mut near = rest.char_indices().take(BLANKS + 1);
        let (blanks, mark) = near.find(|(_, c)| !c.is_whitespace() || is_hard(*c))?;
        if mark.is_ascii_alphanumeric() {
            return None;
        }
        let len = blanks + mark.len_utf8();
        let next = rest[len..].chars().next();
        let closes = is_closer(mark)
            || if blanks == 0 { self.closes(mark, next, stop) } else { self.closes_apart(mark, next, stop) };
        closes.then_some((mark, len))
    }

    /// Whether a quotation mark that touches a stop closes.
    fn closes(&self, mark: char, next: Option<char>, stop: &Stop) -> bool {
        let begins = next.is_some_and(|c| c.is_alphanumeric() || matches!(c, '¿' | '¡'));
        let closer = !begins && (!stop.sure || matches!(mark, '»' | '›') || next.is_none_or(is_hard));
        is_curly_closer(mark) || is_two_way(mark) && (closer || self.quotes.closed_by(mark).is_some())
    }

    /// Whether a quotation mark that stands between a blank and `next` closes. One that is also the mark that opened, or an
    /// apostrophe, never does right before a word that spaces part from others, unless the stop is sure; one that closes
    /// nothing open does where it mostly closes and no word follows.
    fn closes_apart(&self, mark: char, next: Option<char>, stop: &Stop) -> bool {
        if let Some(open) = self.quotes.closed_by(mark) {
            let word = next.is_some_and(|c| c.is_alphanumeric() && !is_uncased(c));
            return !word || stop.sure || open != mark && mark != '’';
        }
        let free = next.is_none_or(|c| {
            c.is_whitespace() || is_closer(c) || is_quote(c) || is_stop(c) || matches!(c, ',' | ';' | ':')
        });
        free && (is_curly_closer(mark) || matches!(mark, '»' | '›'))
    }

    /// Whether `at` is a grapheme boundary without looking further: between two ASCII characters, or the end.
    fn is_plain(&self, at: usize) -> bool {
        let bytes = self.text.as_bytes();
        at == 0 || bytes.get(at).is_none_or(|next| next.is_ascii() && bytes[at - 1].is_ascii())
    }

    /// `at`, or the next grapheme boundary after it.
    fn grapheme_end(&self, at: usize) -> usize {
        if self.is_plain(at) {
            return at;
        }
        let mut cursor = GraphemeCursor::new(at, self.text.len(), true);
        match cursor.is_boundary(self.text, 0) {
            Ok(false) => cursor.next_boundary(self.text, 0).ok().flatten().unwrap_or(self.text.len()),
            _ => at,
        }
    }

    /// Ends the current sentence at `end`, leaving out white space at its ends.
    fn cut(&mut self, end: usize) {
        let piece = &self.text[self.start..end];
        let lead = piece.len() - piece.trim_start().len();
        let trimmed = piece.trim();
        let (from, to) = (self.start + lead, self.start + lead + trimmed.len());
        if !trimmed.is_empty() {
            let range = self.grapheme_start(from)..self.grapheme_end(to);
            self.out.push(range.start as u32..range.end as u32);
        }
        self.start = end;
    }

    /// `at`, or the grapheme boundary before it: a mark on a space takes the space with it.
    fn grapheme_start(&self, at: usize) -> usize {
        if self.is_plain(at) {
            return at;
        }
        let mut cursor = GraphemeCursor::new(at, self.text.len(), true);
        match cursor.is_boundary(self.text, 0) {
            Ok(false) => cursor.prev_boundary(self.text, 0).ok().flatten().unwrap_or(0).max(self.start),
            _ => at,
        }
    }
}

/// Where the bracket that is open before `line` closes, inner brackets skipped.
fn closing_bracket(line: &str) -> Option<usize> {
    let mut depth = 1;
    for (at, c) in line.char_indices() {
        if opens_corner(c) {
            depth += 1;
        } else if closes_corner(c) {
            depth -= 1;
        }
        if depth == 0 {
            return Some(at);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scan_stops_at_every_mark() {
        for c in char::MIN..=char::MAX {
            let mark = is_hard(c) || is_stop(c) || opens_corner(c) || quotes::kind(c).is_some();
            let mut bytes = [0; 4];
            let bytes = c.encode_utf8(&mut bytes).as_bytes();
            assert!(!mark || INTERESTING[usize::from(bytes[0])] && matters(bytes, 0), "{c:?}");
        }
    }
}
