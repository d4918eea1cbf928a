//! The text itself, its digest, and conversion between the three ways of counting.

use super::{Span, fold};
use crate::locale::{Argument, Message};
use crate::message;
use sha2::{Digest as _, Sha256};
use std::fmt;
use std::sync::{Arc, OnceLock};

/// Bytes between two counted checkpoints.
const STEP: usize = 128;

/// The SHA-256 of a text's UTF-8 bytes; names the text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest([u8; 32]);

impl Digest {
    /// The digest of `text`.
    pub fn of(text: &str) -> Self {
        Self::of_bytes(text.as_bytes())
    }

    /// The digest of bytes; a [`Digester`] takes them piece by piece.
    pub fn of_bytes(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// Reads 64 hexadecimal digits in lower case.
    pub fn from_hex(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        if bytes.len() != 64 || !bytes.iter().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')) {
            return None;
        }
        let nibble = |b: u8| if b <= b'9' { b - b'0' } else { b - b'a' + 10 };
        Some(Self(std::array::from_fn(|at| nibble(bytes[2 * at]) << 4 | nibble(bytes[2 * at + 1]))))
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Digest({self})")
    }
}

/// Makes a [`Digest`] of bytes that come piece by piece.
#[derive(Default)]
pub struct Digester(Sha256);

impl Digester {
    /// Takes the next bytes.
    pub fn take(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The digest of all that was taken.
    pub fn finish(self) -> Digest {
        Digest(self.0.finalize().into())
    }
}

/// Why a string cannot be an article's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextError {
    /// Longer than 4 GiB minus one byte.
    TooLong,
    /// Holds a carriage return; line ends must be normalised to line feeds first.
    CarriageReturn,
    /// Holds a NUL character.
    Nul,
}

impl TextError {
    /// What is wrong with it.
    pub fn message(self) -> Message {
        match self {
            Self::TooLong => message!("findings-text-too-long"),
            Self::CarriageReturn => message!("findings-text-carriage-return"),
            Self::Nul => message!("findings-text-nul"),
        }
    }
}

impl From<TextError> for Argument {
    fn from(error: TextError) -> Self {
        Self::Message(error.message())
    }
}

impl fmt::Display for TextError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message().fmt(f)
    }
}

impl std::error::Error for TextError {}

/// One article's text: never changed after import, cheap to clone.
#[derive(Clone)]
pub struct Text(Arc<Inner>);

struct Inner {
    text: Box<str>,
    digest: Digest,
    seen: OnceLock<Option<Digest>>,
    /// Code points and UTF-16 units before every `STEP`th byte; empty when the text is ASCII.
    counts: Vec<(u32, u32)>,
    code_points: u32,
    utf16: u32,
    /// First byte of every hard line.
    lines: Vec<u32>,
}

impl Text {
    /// Takes a text whose line ends are line feeds.
    ///
    /// # Errors
    /// When the text is too long to count in 32 bits or holds a carriage return or NUL.
    pub fn new(text: impl Into<Box<str>>) -> Result<Self, TextError> {
        let text: Box<str> = text.into();
        if u32::try_from(text.len()).is_err() {
            return Err(TextError::TooLong);
        }
        match memchr::memchr2(b'\r', 0, text.as_bytes()) {
            Some(at) if text.as_bytes()[at] == 0 => return Err(TextError::Nul),
            Some(_) => return Err(TextError::CarriageReturn),
            None => {}
        }
        let digest = Digest::of(&text);
        let mut lines = vec![0];
        lines.extend(memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at as u32 + 1));
        let (counts, code_points, utf16) =
            if text.is_ascii() { (Vec::new(), text.len() as u32, text.len() as u32) } else { count(&text) };
        let seen = OnceLock::new();
        Ok(Self(Arc::new(Inner { text, digest, seen, counts, code_points, utf16, lines })))
    }

    /// The whole text, with line feeds as its only line ends.
    pub fn as_str(&self) -> &str {
        &self.0.text
    }

    /// Length in bytes.
    pub fn len(&self) -> u32 {
        self.0.text.len() as u32
    }

    /// Whether there is no text at all.
    pub fn is_empty(&self) -> bool {
        self.0.text.is_empty()
    }

    /// Length in code points.
    pub fn code_points(&self) -> u32 {
        self.0.code_points
    }

    /// The SHA-256 of the bytes.
    pub fn digest(&self) -> Digest {
        self.0.digest
    }

    /// The digest of the text without what nobody sees: invisible characters, the kinds of line ends and of spaces; `None`
    /// when nothing is left. Worked out when first asked for, in time proportional to the text.
    pub fn seen_digest(&self) -> Option<Digest> {
        *self.0.seen.get_or_init(|| fold::seen_digest(&self.0.text))
    }

    /// The span between two byte positions; `None` when empty, outside, or not on character boundaries.
    pub fn span(&self, start: u32, end: u32) -> Option<Span> {
        let span = Span::new(start, end)?;
        self.holds(span).then_some(span)
    }

    /// Whether the span lies inside the text and on character boundaries.
    pub fn holds(&self, span: Span) -> bool {
        self.0.text.is_char_boundary(span.start() as usize)
            && self.0.text.is_char_boundary(span.end() as usize)
    }

    /// The words of a span; `None` when the text does not hold it.
    pub fn slice(&self, span: Span) -> Option<&str> {
        self.0.text.get(span.range())
    }

    /// Number of hard lines; at least 1. A final line feed opens an empty last line.
    pub fn line_count(&self) -> usize {
        self.0.lines.len()
    }

    /// First byte of every hard line.
    pub fn line_starts(&self) -> &[u32] {
        &self.0.lines
    }

    /// The hard line, counted from 0, that holds the byte.
    pub fn line_at(&self, byte: u32) -> usize {
        self.0.lines.partition_point(|start| *start <= byte).saturating_sub(1)
    }

    /// Bytes of a hard line without its line feed, as start and end; `None` past the last line.
    pub fn line(&self, line: usize) -> Option<(u32, u32)> {
        let start = *self.0.lines.get(line)?;
        let end = self.0.lines.get(line + 1).map_or(self.len(), |next| next - 1);
        Some((start, end))
    }

    /// Code points before the byte; `None` when it is outside or inside a character.
    pub fn code_point_at(&self, byte: u32) -> Option<u32> {
        self.counted(byte, |(points, _)| points, |c| c.count() as u32)
    }

    /// UTF-16 units before the byte; `None` when it is outside or inside a character.
    pub fn utf16_at(&self, byte: u32) -> Option<u32> {
        self.counted(byte, |(_, units)| units, |c| c.map(|c| c.len_utf16() as u32).sum())
    }

    /// The byte before which this many code points stand; `None` past the end.
    pub fn byte_of_code_point(&self, point: u32) -> Option<u32> {
        self.located(point, self.0.code_points, |(points, _)| points, |_| 1)
    }

    /// The byte before which this many UTF-16 units stand; `None` past the end or inside a surrogate pair.
    pub fn byte_of_utf16(&self, unit: u32) -> Option<u32> {
        self.located(unit, self.0.utf16, |(_, units)| units, |c| c.len_utf16() as u32)
    }

    fn counted(
        &self,
        byte: u32,
        pick: fn((u32, u32)) -> u32,
        tail: fn(std::str::Chars<'_>) -> u32,
    ) -> Option<u32> {
        let text = self.as_str();
        if !text.is_char_boundary(byte as usize) {
            return None;
        }
        if self.0.counts.is_empty() {
            return Some(byte);
        }
        let slot = byte as usize / STEP;
        let from = text.floor_char_boundary(slot * STEP);
        Some(pick(self.0.counts[slot]) + tail(text[from..byte as usize].chars()))
    }

    fn located(
        &self,
        want: u32,
        total: u32,
        pick: fn((u32, u32)) -> u32,
        width: fn(char) -> u32,
    ) -> Option<u32> {
        if want > total {
            return None;
        }
        if self.0.counts.is_empty() {
            return Some(want);
        }
        let slot = self.0.counts.partition_point(|entry| pick(*entry) <= want).saturating_sub(1);
        let mut at = self.as_str().floor_char_boundary(slot * STEP);
        let mut seen = pick(self.0.counts[slot]);
        for c in self.as_str()[at..].chars() {
            if seen >= want {
                break;
            }
            seen += width(c);
            at += c.len_utf8();
        }
        (seen == want).then_some(at as u32)
    }
}

/// Checkpoint `k` counts what stands before the last character boundary at or before byte `k * STEP`.
fn count(text: &str) -> (Vec<(u32, u32)>, u32, u32) {
    let bytes = text.as_bytes();
    let mut counts = Vec::with_capacity(bytes.len() / STEP + 1);
    let (mut points, mut units, mut from) = (0_u32, 0_u32, 0_usize);
    let mut add = |from: usize, to: usize| {
        for byte in &bytes[from..to] {
            points += u32::from(byte & 0xC0 != 0x80);
            units += u32::from(byte & 0xC0 != 0x80) + u32::from(*byte >= 0xF0);
        }
        (points, units)
    };
    for slot in 0..=bytes.len() / STEP {
        let to = text.floor_char_boundary(slot * STEP);
        counts.push(add(from, to));
        from = to;
    }
    let (points, units) = add(from, bytes.len());
    (counts, points, units)
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.0.digest == other.0.digest
    }
}

impl Eq for Text {}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Text({} bytes, {})", self.len(), self.digest())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn refuses_what_it_cannot_hold() {
        assert_eq!(Text::new("a\r\nb"), Err(TextError::CarriageReturn));
        assert_eq!(Text::new("a\0b"), Err(TextError::Nul));
    }

    #[test]
    fn lines_know_their_ends() {
        let text = Text::new("ä\ncde\n\nf💛g").expect("text");
        assert_eq!(text.line_count(), 4);
        assert_eq!(text.line(0), Some((0, 2)));
        assert_eq!(text.line(1), Some((3, 6)));
        assert_eq!(text.line(2), Some((7, 7)));
        assert_eq!(text.line(3), Some((8, 14)));
        assert_eq!(text.line(4), None);
        assert_eq!(text.line_at(7), 2);
        assert_eq!(text.line_at(14), 3);
    }

    #[test]
    fn digest_is_sha_256() {
        let text = Text::new("abc").expect("text");
        let hex = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(text.digest().to_string(), hex);
        assert_eq!(Digest::from_hex(hex), Some(text.digest()));
        let mut pieces = Digester::default();
        pieces.take(b"a");
        pieces.take(b"bc");
        assert_eq!(pieces.finish(), text.digest());
    }

    proptest! {
        #![proptest_config(crate::base::properties::config())]

        #[test]
        fn positions_convert_both_ways(words in prop::collection::vec("[a-zé💛\u{301}中\n]{0,400}", 1..6)) {
            let text = Text::new(words.concat()).expect("text");
            for byte in 0..=text.len() {
                if !text.as_str().is_char_boundary(byte as usize) {
                    prop_assert_eq!(text.code_point_at(byte), None);
                    continue;
                }
                let before = &text.as_str()[..byte as usize];
                prop_assert_eq!(text.code_point_at(byte), Some(before.chars().count() as u32));
                prop_assert_eq!(text.utf16_at(byte), Some(before.encode_utf16().count() as u32));
                prop_assert_eq!(text.byte_of_code_point(before.chars().count() as u32), Some(byte));
                prop_assert_eq!(text.byte_of_utf16(before.encode_utf16().count() as u32), Some(byte));
            }
            prop_assert_eq!(text.byte_of_code_point(text.code_points() + 1), None);
        }
    }
}
