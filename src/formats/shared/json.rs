//! JSON in one line that no reader breaks.

use serde_json::ser::Formatter;
use std::io::{self, Write};

/// Writes compact JSON in which the line separators of Unicode are escaped.
pub(in crate::formats) struct OneLine;

impl Formatter for OneLine {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        let mut rest = fragment;
        while let Some(at) = rest.find(['\u{2028}', '\u{2029}', '\u{85}']) {
            writer.write_all(&rest.as_bytes()[..at])?;
            let sign = rest[at..].chars().next().unwrap_or_default();
            write!(writer, "\\u{:04x}", sign as u32)?;
            rest = &rest[at + sign.len_utf8()..];
        }
        writer.write_all(rest.as_bytes())
    }
}
