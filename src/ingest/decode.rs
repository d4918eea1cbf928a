//! Bytes to clean text: encoding, line ends, control characters.
//!
//! Every change is said in an issue. The text is not composed, decomposed, trimmed or re-wrapped.

use super::encodings::{TextEncoding, older};
use super::magic::refuse_foreign;
use super::{IngestError, go_on};
use crate::base::{Checked, Issue, Place, Progress};
use crate::message;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{DecoderResult, Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE};
use std::borrow::Cow;

/// Bytes between two looks at the wish to stop.
pub(super) const CHUNK: usize = 256 * 1024;
/// Bytes from the first non-ASCII one on that a guess of the encoding looks at.
const GUESS_WINDOW: usize = 1024 * 1024;
/// Bytes that decide whether something is UTF-16 without a mark, or no text at all.
const HEAD: usize = 64 * 1024;

/// Bytes of a web page in which it may state its encoding.
const STATED: usize = 16 * 1024;

/// Text as decoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text; its only line ends are line feeds, and it has no control characters but tabs.
    pub text: String,
    /// The encoding's usual name.
    pub encoding: &'static str,
    /// Whether the encoding was inferred from letter statistics and may be wrong.
    pub guessed: bool,
    /// What was changed, in words for the import note.
    pub changes: Vec<String>,
}

/// Decodes the bytes of one file and makes its line ends line feeds.
///
/// Sets the total of `progress` to the number of bytes and looks at the wish to stop every 256 KiB.
///
/// # Errors
/// When the bytes are no text, too long, or the caller asked to stop.
pub fn decode(bytes: &[u8], progress: &Progress) -> Result<Checked<Decoded>, IngestError> {
    progress.set_total(bytes.len() as u64);
    decode_counted(bytes, None, progress)
}

/// As [`decode`], with the total already set and perhaps the encoding by its name.
pub(super) fn decode_counted(
    bytes: &[u8],
    stated: Option<&str>,
    progress: &Progress,
) -> Result<Checked<Decoded>, IngestError> {
    refuse_foreign(bytes)?;
    let choice = match stated {
        None => choose(bytes),
        Some(name) => {
            let unknown = || IngestError::UnknownEncoding { name: name.to_owned() };
            let encoding = TextEncoding::of_name(name).ok_or_else(unknown)?;
            let mark = Encoding::for_bom(bytes).filter(|(of, _)| TextEncoding::Web(of) == encoding);
            EncodingChoice { encoding, bom: mark.map_or(0, |(_, length)| length), guessed: false }
        }
    };
    let mut cleaner = Cleaner::default();
    let malformed = run(choice.encoding, &bytes[choice.bom..], &mut cleaner, progress)?;
    cleaner.finish()?;
    let mut issues = Vec::new();
    let mut changes = Vec::new();
    if choice.guessed {
        issues.push(
            Issue::note(
                "encoding-guessed",
                "",
                message!("findings-encoding-guessed", encoding = %choice.encoding.name()),
            )
            .hint(message!("findings-encoding-guessed.hint")),
        );
    }
    if let Some((count, line)) = malformed {
        let name = choice.encoding.name();
        issues.push(
            Issue::warning(
                "invalid-bytes",
                "",
                message!("findings-invalid-bytes", count = count, name = %name, line = %line),
            )
            .at(Place::Line(line, 1))
            .hint(message!("findings-invalid-bytes.hint")),
        );
        changes.push(format!("{count} invalid byte sequences replaced"));
    }
    cleaner.report(&mut issues, &mut changes);
    let decoded =
        Decoded { text: cleaner.out, encoding: choice.encoding.name(), guessed: choice.guessed, changes };
    Ok(Checked { value: decoded, issues })
}

/// The text of JSON without the control characters that its strings have as escapes, and how many were left out; those
/// that are line ends become line feeds.
pub(super) fn json_without_controls(text: &str) -> (Cow<'_, str>, u64) {
    /// Hexadecimal digits of an escape.
    const DIGITS: usize = 4;
    let (mut out, mut from, mut at, mut count) = (String::new(), 0, 0, 0);
    let bytes = text.as_bytes();
    while let Some(found) = memchr::memchr(b'\\', &bytes[at..]) {
        let start = at + found;
        let digits = bytes.get(start + 2..start + 2 + DIGITS).filter(|_| bytes.get(start + 1) == Some(&b'u'));
        let code = digits.and_then(|digits| u32::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok());
        let (sign, end) = match (bytes.get(start + 1), code.and_then(char::from_u32)) {
            (_, Some(sign)) => (sign, start + 2 + DIGITS),
            (Some(b'b'), None) => ('\u{8}', start + 2),
            (Some(b'f'), None) => ('\u{C}', start + 2),
            // Whatever is escaped is no escape itself.
            (_, None) => (' ', start + 2),
        };
        let is_line_end = matches!(sign, '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}');
        let is_control = sign.is_control() && !matches!(sign, '\n' | '\r' | '\t');
        if is_line_end || is_control {
            out.push_str(&text[from..start]);
            out.push_str(if is_line_end { "\\n" } else { "" });
            count += u64::from(!is_line_end);
            from = end;
        }
        at = end.min(bytes.len());
    }
    if from == 0 {
        return (Cow::Borrowed(text), 0);
    }
    out.push_str(&text[from..]);
    (Cow::Owned(out), count)
}

/// That control characters were left out.
pub(super) fn controls_left_out(count: u64) -> Issue {
    Issue::warning("control-characters", "", message!("findings-control-characters", count = count))
}

struct EncodingChoice {
    encoding: TextEncoding,
    bom: usize,
    guessed: bool,
}

fn choose(bytes: &[u8]) -> EncodingChoice {
    if let Some((encoding, bom)) = Encoding::for_bom(bytes) {
        return EncodingChoice { encoding: TextEncoding::Web(encoding), bom, guessed: false };
    }
    let without_mark =
        |encoding, guessed| EncodingChoice { encoding: TextEncoding::Web(encoding), bom: 0, guessed };
    if let Some(encoding) = utf16_by_nuls(bytes) {
        return without_mark(encoding, true);
    }
    let ascii = Encoding::ascii_valid_up_to(bytes);
    let escapes = memchr::memchr(0x1B, &bytes[..ascii.min(HEAD)]).is_some();
    if escapes && by_letters(bytes) == ISO_2022_JP {
        return without_mark(ISO_2022_JP, true);
    }
    if mostly_utf8(&bytes[ascii..]) {
        return without_mark(UTF_8, false);
    }
    if let Some(encoding) = stated(bytes) {
        return without_mark(encoding, false);
    }
    let from = &bytes[ascii.saturating_sub(256)..];
    let encoding = by_letters(from);
    match older(&from[..from.len().min(GUESS_WINDOW)], encoding) {
        Some(encoding) => EncodingChoice { encoding, bom: 0, guessed: true },
        None => without_mark(encoding, encoding != UTF_8),
    }
}

/// The encoding that the head of a web page states.
fn stated(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(STATED)];
    if head.trim_ascii_start().first() != Some(&b'<') {
        return None;
    }
    let name = [b"charset=".as_slice(), b"encoding="].into_iter().find_map(|mark| {
        let at = memchr::memmem::find(head, mark)? + mark.len();
        let rest = head[at..].trim_ascii_start();
        let rest = rest.strip_prefix(b"\"").or_else(|| rest.strip_prefix(b"'")).unwrap_or(rest);
        let end = rest.iter().position(|byte| !(byte.is_ascii_alphanumeric() || b"-_:.".contains(byte)));
        Some(&rest[..end.unwrap_or(rest.len())])
    })?;
    Encoding::for_label(name).filter(|found| found.is_ascii_compatible() && *found != UTF_8)
}

/// The encoding that letter statistics suggest.
fn by_letters(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(&bytes[..bytes.len().min(GUESS_WINDOW)], true);
    detector.guess(None, Utf8Detection::Allow)
}

/// Whether non-ASCII bytes are UTF-8 but for a few damaged places.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0_usize, 0_usize);
    for chunk in bytes[..bytes.len().min(GUESS_WINDOW)].utf8_chunks() {
        good += chunk.valid().bytes().filter(|b| *b >= 0xC0).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    // A window that ends inside a character adds one bad place that is none.
    bad = bad.saturating_sub(usize::from(bytes.len() > GUESS_WINDOW));
    bad == 0 || good > 10 * bad
}

/// UTF-16 without a mark: all NULs on one side of the units, and either many or only in plain ASCII units.
fn utf16_by_nuls(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(HEAD) & !1];
    let (mut even, mut odd) = (0_usize, 0_usize);
    for pair in head.chunks_exact(2) {
        even += usize::from(pair[0] == 0);
        odd += usize::from(pair[1] == 0);
    }
    let (encoding, nuls) = match (even, odd) {
        (0, 1..) => (UTF_16LE, odd),
        (1.., 0) => (UTF_16BE, even),
        _ => return None,
    };
    let many = nuls * 10 >= head.len() / 2 * 3;
    (many || (std::str::from_utf8(head).is_err() && plain_units(head, encoding))).then_some(encoding)
}

fn plain_units(head: &[u8], encoding: &'static Encoding) -> bool {
    let units = head.chunks_exact(2).map(|pair| {
        if encoding == UTF_16LE {
            u16::from_le_bytes([pair[0], pair[1]])
        } else {
            u16::from_be_bytes([pair[0], pair[1]])
        }
    });
    char::decode_utf16(units).all(|unit| match unit {
        Ok(c) => matches!(c, '\t' | '\n' | '\r') || !c.is_control(),
        Err(_) => false,
    })
}

/// Decodes chunk by chunk; returns how many sequences were invalid and the line of the first.
fn run(
    encoding: TextEncoding,
    bytes: &[u8],
    cleaner: &mut Cleaner,
    progress: &Progress,
) -> Result<Option<(u64, u32)>, IngestError> {
    let TextEncoding::Web(of_web) = encoding else {
        for chunk in bytes.chunks(CHUNK) {
            go_on(progress)?;
            cleaner.push(&encoding.words(chunk))?;
            progress.advance(chunk.len() as u64);
        }
        return Ok(None);
    };
    let mut decoder = of_web.new_decoder_without_bom_handling();
    let mut piece = String::with_capacity(CHUNK * 2);
    let mut malformed: Option<(u64, u32)> = None;
    let mut chunks = bytes.chunks(CHUNK).peekable();
    if chunks.peek().is_none() {
        go_on(progress)?;
    }
    while let Some(chunk) = chunks.next() {
        go_on(progress)?;
        let last = chunks.peek().is_none();
        let mut rest = chunk;
        loop {
            let (result, read) = decoder.decode_to_string_without_replacement(rest, &mut piece, last);
            rest = &rest[read..];
            cleaner.push(&piece)?;
            piece.clear();
            match result {
                DecoderResult::InputEmpty => break,
                DecoderResult::OutputFull => {}
                DecoderResult::Malformed(..) => {
                    let line = u32::try_from(cleaner.lines + 1).unwrap_or(u32::MAX);
                    malformed.get_or_insert((0, line)).0 += 1;
                    cleaner.push("\u{FFFD}")?;
                }
            }
        }
        progress.advance(chunk.len() as u64);
    }
    Ok(malformed)
}

/// Line ends that are made line feeds, with the words for them.
const LINE_ENDS: [&str; 6] = ["CRLF", "CR", "U+0085", "U+2028", "U+2029", "page break"];

#[derive(Default)]
struct Cleaner {
    out: String,
    /// Line feeds written.
    lines: u64,
    after_cr: bool,
    ends: [u64; LINE_ENDS.len()],
    controls: u64,
}

/// The first control character but tab, or Unicode line end.
fn next_special(text: &str) -> Option<(usize, char)> {
    let suspect = |b: &u8| matches!(b, 0..=8 | 10..=31 | 0x7F | 0xC2 | 0xE2);
    let mut from = 0;
    while let Some(at) = text.as_bytes()[from..].iter().position(suspect) {
        let c = text[from + at..].chars().next()?;
        if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') {
            return Some((from + at, c));
        }
        from += at + c.len_utf8();
    }
    None
}

impl Cleaner {
    fn push(&mut self, piece: &str) -> Result<(), IngestError> {
        let mut rest = piece;
        while let Some((at, c)) = next_special(rest) {
            self.plain(&rest[..at]);
            rest = &rest[at + c.len_utf8()..];
            self.control(c)?;
        }
        self.plain(rest);
        if self.out.len() > u32::MAX as usize { Err(IngestError::TooLong) } else { Ok(()) }
    }

    fn plain(&mut self, words: &str) {
        if !words.is_empty() {
            self.settle_cr();
            self.out.push_str(words);
        }
    }

    fn settle_cr(&mut self) {
        if std::mem::take(&mut self.after_cr) {
            self.ends[1] += 1;
        }
    }

    fn control(&mut self, c: char) -> Result<(), IngestError> {
        if c == '\n' && std::mem::take(&mut self.after_cr) {
            self.ends[0] += 1;
            return Ok(());
        }
        self.settle_cr();
        let kind = match c {
            '\n' => None,
            '\r' => {
                self.after_cr = true;
                None
            }
            '\u{85}' => Some(2),
            '\u{2028}' => Some(3),
            '\u{2029}' => Some(4),
            '\u{B}' | '\u{C}' => Some(5),
            '\0' => return Err(IngestError::Nul { line: self.lines + 1 }),
            _ => {
                self.controls += 1;
                return self.too_many();
            }
        };
        if let Some(kind) = kind {
            self.ends[kind] += 1;
        }
        self.out.push('\n');
        self.lines += 1;
        Ok(())
    }

    fn too_many(&self) -> Result<(), IngestError> {
        let letters = self.out.len().min(HEAD) as u64;
        if self.out.len() < HEAD && self.controls > 16 && self.controls * 10 > letters {
            return Err(IngestError::Controls { count: self.controls });
        }
        Ok(())
    }

    fn finish(&mut self) -> Result<(), IngestError> {
        self.settle_cr();
        self.too_many()
    }

    fn report(&self, issues: &mut Vec<Issue>, changes: &mut Vec<String>) {
        let named: Vec<String> = LINE_ENDS
            .iter()
            .zip(self.ends)
            .filter(|(_, count)| *count > 0)
            .map(|(name, count)| format!("{count} {name}"))
            .collect();
        if !named.is_empty() {
            let what = format!("line ends made line feeds ({})", named.join(", "));
            issues.push(Issue::note(
                "line-ends",
                "",
                message!("findings-line-ends", named = %named.join(", ")),
            ));
            changes.push(what);
        }
        if self.controls > 0 {
            let count = self.controls;
            issues.push(controls_left_out(count));
            changes.push(format!("{count} control characters left out"));
        }
    }
}
