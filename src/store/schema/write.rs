//! Writes RON text: the same content always gives the same bytes.

use std::fmt::Write as _;

/// Text in the making, four spaces a level.
#[derive(Debug, Default)]
pub(in crate::store) struct Ron {
    out: String,
    depth: usize,
}

impl Ron {
    /// The file's opening: the bracket, its format and version.
    pub fn file(format: &str, version: u32) -> Self {
        let mut ron = Self::default();
        ron.begin("(");
        ron.text("format", format);
        ron.line(|out| push(out, format_args!("version: {version},")));
        ron
    }

    /// Makes room for so many bytes at once, rather than by growing.
    pub fn reserve(&mut self, bytes: usize) {
        self.out.reserve(bytes);
    }

    /// Closes the file.
    pub fn finish(mut self) -> String {
        self.out.push_str(")\n");
        self.out
    }

    /// A line that opens a level.
    pub fn begin(&mut self, opening: &str) {
        self.indent();
        self.out.push_str(opening);
        self.out.push('\n');
        self.depth += 1;
    }

    /// A line that closes a level.
    pub fn end(&mut self, closing: &str) {
        self.depth -= 1;
        self.indent();
        self.out.push_str(closing);
        self.out.push_str(",\n");
    }

    /// One line at the present level.
    pub fn line(&mut self, write: impl FnOnce(&mut String)) {
        self.indent();
        write(&mut self.out);
        self.out.push('\n');
    }

    /// A text field; nothing when it is empty.
    pub fn text(&mut self, name: &str, value: &str) {
        if !value.is_empty() {
            self.line(|out| {
                push(out, format_args!("{name}: "));
                string(out, value);
                out.push(',');
            });
        }
    }

    /// A field that is written as it stands.
    pub fn word(&mut self, name: &str, value: impl std::fmt::Display) {
        self.line(|out| push(out, format_args!("{name}: {value},")));
    }

    /// A list of texts on one line; nothing when it is empty.
    pub fn texts<T: AsRef<str>>(&mut self, name: &str, values: &[T]) {
        if !values.is_empty() {
            self.line(|out| {
                push(out, format_args!("{name}: "));
                list(out, values.iter().map(AsRef::as_ref));
                out.push(',');
            });
        }
    }

    fn indent(&mut self) {
        self.out.extend(std::iter::repeat_n("    ", self.depth));
    }
}

/// Appends formatted words.
pub(in crate::store) fn push(out: &mut String, words: std::fmt::Arguments<'_>) {
    let written = out.write_fmt(words);
    debug_assert!(written.is_ok(), "writing to a string succeeds");
}

/// Appends a list of quoted texts.
pub(in crate::store) fn list<'a>(out: &mut String, values: impl Iterator<Item = &'a str>) {
    out.push('[');
    for (number, value) in values.enumerate() {
        if number > 0 {
            out.push_str(", ");
        }
        string(out, value);
    }
    out.push(']');
}

/// Appends a quoted text on one line. What would break the line or hide its order is escaped.
pub(in crate::store) fn string(out: &mut String, value: &str) {
    out.push('"');
    let mut plain = 0;
    for (at, c) in value.char_indices() {
        if !needs_escape(c) {
            continue;
        }
        out.push_str(&value[plain..at]);
        plain = at + c.len_utf8();
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            _ => push(out, format_args!("\\u{{{:x}}}", c as u32)),
        }
    }
    out.push_str(&value[plain..]);
    out.push('"');
}

/// Controls, line and paragraph separators, the byte order mark and the marks that turn the writing direction.
fn needs_escape(c: char) -> bool {
    matches!(c, '"' | '\\' | '\0'..='\x1f' | '\x7f'..='\u{9f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// The most `#` that are put around a raw text.
const MOST_HASHES: usize = 200;

/// Appends a text as it reads, between `r#"` and `"#` with as many `#` as it takes; quoted where that cannot be.
pub(in crate::store) fn raw(out: &mut String, value: &str) {
    let hashes = hashes_for(value);
    if hashes > MOST_HASHES || value.contains('\r') {
        return string(out, value);
    }
    out.push('r');
    out.extend(std::iter::repeat_n('#', hashes));
    out.push('"');
    out.push_str(value);
    out.push('"');
    out.extend(std::iter::repeat_n('#', hashes));
}

/// One more than the longest run of `#` after a quotation mark.
fn hashes_for(value: &str) -> usize {
    let bytes = value.as_bytes();
    let run = |at: usize| bytes[at + 1..].iter().take_while(|byte| **byte == b'#').count();
    1 + memchr::memchr_iter(b'"', bytes).map(run).max().unwrap_or(0)
}
