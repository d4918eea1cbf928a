//! What the command line prints, made safe for a terminal: whatever stands in files and names is shown, never obeyed.

use std::io::{self, Write};

/// Passes text on with all that a terminal would obey written as JSON writes it, such as `\u001b`: control characters
/// but line feed and tab, line separators, and what turns the direction of writing. JSON stays the same JSON. Bytes that
/// are no UTF-8 are written as `\xff`.
pub(super) struct Printable<'w> {
    out: &'w mut dyn Write,
    /// The beginning of a character whose end has not come yet.
    cut: Vec<u8>,
}

impl<'w> Printable<'w> {
    pub fn new(out: &'w mut dyn Write) -> Self {
        Self { out, cut: Vec::new() }
    }

    /// Writes what was kept of a character that never ended.
    fn drain(&mut self) -> io::Result<()> {
        let cut = std::mem::take(&mut self.cut);
        self.out.write_all(escaped_bytes(&cut).as_bytes())
    }
}

impl Write for Printable<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut all = std::mem::take(&mut self.cut);
        all.extend_from_slice(bytes);
        let mut shown = String::with_capacity(all.len());
        let mut chunks = all.utf8_chunks().peekable();
        while let Some(chunk) = chunks.next() {
            printable(chunk.valid(), &mut shown);
            let rest = chunk.invalid();
            if chunks.peek().is_none() && is_beginning(rest) {
                self.cut = rest.to_vec();
            } else {
                shown.push_str(&escaped_bytes(rest));
            }
        }
        self.out.write_all(shown.as_bytes())?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

impl Drop for Printable<'_> {
    fn drop(&mut self) {
        // There is nobody left to tell.
        let _ = self.drain();
    }
}

fn printable(text: &str, shown: &mut String) {
    let mut from = 0;
    for (at, sign) in text.char_indices().filter(|(_, sign)| is_obeyed(*sign)) {
        shown.push_str(&text[from..at]);
        shown.push_str(&format!("\\u{:04x}", u32::from(sign)));
        from = at + sign.len_utf8();
    }
    shown.push_str(&text[from..]);
}

/// Whether a terminal does something else with a character than to show it.
fn is_obeyed(sign: char) -> bool {
    let turns = matches!(sign, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    turns || matches!(sign, '\u{2028}' | '\u{2029}') || sign.is_control() && !matches!(sign, '\n' | '\t')
}

/// Whether bytes at the end are a character without its end.
fn is_beginning(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_err_and(|error| error.error_len().is_none())
}

fn escaped_bytes(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("\\x{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(pieces: &[&[u8]]) -> String {
        let mut out = Vec::new();
        let mut printable = Printable::new(&mut out);
        pieces.iter().for_each(|piece| printable.write_all(piece).expect("written"));
        drop(printable);
        String::from_utf8(out).expect("text")
    }

    #[test]
    fn what_a_terminal_obeys_is_shown() {
        let said =
            shown(&["a\u{1b}[2J\r\u{7}\u{9b}31m\u{202e}b\u{2066}\u{7f}\n\té\u{200d}ש\u{200f}".as_bytes()]);
        assert_eq!(said, "a\\u001b[2J\\u000d\\u0007\\u009b31m\\u202eb\\u2066\\u007f\n\té\u{200d}ש\u{200f}");
    }

    #[test]
    fn characters_may_come_in_pieces_and_bytes_may_be_none() {
        assert_eq!(shown(&[b"\xe2\x80", b"\xae", "…".as_bytes()]), "\\u202e…");
        assert_eq!(shown(&[b"a\xffb", b"\xe2\x80"]), "a\\xffb\\xe2\\x80");
    }
}
