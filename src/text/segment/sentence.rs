//! The scan for sentence ends: one pass over the bytes, bounded looks to either side of each stop.

use super::chars::{is_closer, is_hard, is_hiragana, is_invisible, is_stop, is_two_way};
use super::context::{self, Before, Closed, Stop};
use super::tables::{Table, table};
use std::ops::Range;
use unicode_segmentation::GraphemeCursor;

/// How far a closing corner bracket may be from its opening one, in bytes.
const BRACKET_REACH: usize = 900;

/// Sentences of `text` in order, as byte ranges; see the module for what they promise.
///
/// A text of 4 GiB or more, which positions of 32 bits cannot address, has none.
pub fn sentences(text: &str, lang: Option<&str>) -> Vec<Range<u32>> {
    if u32::try_from(text.len()).is_err() {
        return Vec::new();
    }
    let mut scan =
        Scan { text, table: table(lang), out: Vec::new(), start: 0, quotes: 0, held: 0, no_close: 0 };
    scan.run();
    scan.out
}

struct Scan<'a> {
    text: &'a str,
    table: &'static Table,
    out: Vec<Range<u32>>,
    /// Where the current sentence begins, leading white space included.
    start: usize,
    /// Straight double quotes met in this line.
    quotes: usize,
    /// No sentence ends before this byte: inside corner brackets.
    held: usize,
    /// No corner bracket closes before this byte: spares looking twice.
    no_close: usize,
}

/// Bytes that begin something the scan stops at.
static INTERESTING: [bool; 256] = {
    let mut set = [false; 256];
    let mut at = 0;
    let bytes = b".!?\n\r\"\xcd\xd6\xd8\xdb\xe0\xe1\xe2\xe3\xef";
    while at < bytes.len() {
        set[bytes[at] as usize] = true;
        at += 1;
    }
    set
};

impl Scan<'_> {
    fn run(&mut self) {
        let bytes = self.text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            if !INTERESTING[usize::from(bytes[at])] {
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
            self.quotes = 0;
            self.held = 0;
            return after;
        }
        match c {
            '"' => self.quotes += 1,
            '「' | '『' if at >= self.held && after > self.no_close => self.hold(after),
            _ if is_stop(c) => return self.stop(at, c),
            _ => {}
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
            } else if let Some(len) = self.closing(c, end, &stop) {
                closed.note(c, &self.text[end..end + len]);
                self.quotes += usize::from(self.text[end..end + len].ends_with('"'));
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

    /// Length of the closing mark `c` at `at`, with a space before it where that is how it is written.
    fn closing(&self, c: char, at: usize, stop: &Stop) -> Option<usize> {
        let len = c.len_utf8();
        let rest = &self.text[at + len..];
        if is_closer(c) || is_invisible(c) {
            return Some(len);
        }
        if c == '"' && stop.sure {
            let last = rest.chars().next().is_none_or(is_hard);
            return (last || self.quotes % 2 == 1).then_some(len);
        }
        if is_two_way(c) {
            let opens =
                stop.sure || rest.chars().next().is_some_and(|c| c.is_alphanumeric() || c == '¿' || c == '¡');
            return (!opens).then_some(len);
        }
        if c == '[' {
            let digits = rest.bytes().take(3).take_while(u8::is_ascii_digit).count();
            return (digits > 0 && rest.as_bytes().get(digits) == Some(&b']')).then_some(digits + 2);
        }
        if c.is_whitespace() && !is_hard(c) {
            let quote = rest.chars().next()?;
            let closes = matches!(quote, '»' | '›') || quote == '"' && self.quotes % 2 == 1;
            let next = rest[quote.len_utf8()..].chars().next();
            let free =
                next.is_none_or(|c| c.is_whitespace() || is_closer(c) || matches!(c, '.' | ',' | ';' | ':'));
            return (closes && free).then_some(len + quote.len_utf8());
        }
        None
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
        match c {
            '「' | '『' => depth += 1,
            '」' | '』' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(at);
        }
    }
    None
}
