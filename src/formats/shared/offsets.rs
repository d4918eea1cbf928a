//! Positions in a text as formats count them.

use crate::id;
use crate::locale::{Catalogue, Message};
use crate::text::{Span, Text};

/// How a format counts positions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum OffsetUnit {
    /// Unicode code points.
    CodePoints,
    /// UTF-16 code units, as Java and JavaScript strings count.
    Utf16,
    /// Bytes of UTF-8.
    Bytes,
    /// Code points of a text in which each line end counts as two characters.
    CodePointsCrLf,
    /// Code points of a text that begins with a byte order mark, which counts.
    CodePointsBom,
    /// UTF-16 code units of a text in which each line end counts as two characters.
    Utf16CrLf,
}

impl OffsetUnit {
    /// All of them, the likelier first.
    pub const ALL: [Self; 6] = [
        Self::CodePoints,
        Self::Utf16,
        Self::CodePointsCrLf,
        Self::Utf16CrLf,
        Self::CodePointsBom,
        Self::Bytes,
    ];

    /// Its name in files and lists.
    pub fn name(self) -> &'static str {
        match self {
            Self::CodePoints => "unicode_code_point",
            Self::Utf16 => "utf16_code_unit",
            Self::Bytes => "utf8_byte",
            Self::CodePointsCrLf => "unicode_code_point_crlf",
            Self::CodePointsBom => "unicode_code_point_bom",
            Self::Utf16CrLf => "utf16_code_unit_crlf",
        }
    }

    /// The unit of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|unit| unit.name() == name)
    }

    /// Whether it says how line ends or a byte order mark count that the kept text does not have.
    pub fn is_of_kept(self) -> bool {
        matches!(self, Self::CodePointsCrLf | Self::CodePointsBom | Self::Utf16CrLf)
    }

    /// The identifier of its text: what it counts, in the plural.
    pub fn text_id(self) -> &'static str {
        match self {
            Self::CodePoints => id!("formats-code-points"),
            Self::Utf16 => id!("formats-utf-16"),
            Self::Bytes => id!("formats-bytes"),
            Self::CodePointsCrLf => id!("formats-code-points-crlf"),
            Self::CodePointsBom => id!("formats-code-points-bom"),
            Self::Utf16CrLf => id!("formats-utf-16-crlf"),
        }
    }

    /// What it counts, in the plural, as an argument of other texts.
    pub fn text(self) -> Message {
        Message::new(self.text_id())
    }

    /// What it counts, in the plural, in English: for the command line and files.
    pub fn words(self) -> &'static str {
        Catalogue::english().get(self.text_id())
    }

    /// The position of a byte; `None` when it is outside or inside a character.
    pub fn of_byte(self, text: &Text, byte: u32) -> Option<u32> {
        match self {
            Self::CodePoints => text.code_point_at(byte),
            Self::Utf16 => text.utf16_at(byte),
            Self::Bytes => text.as_str().is_char_boundary(byte as usize).then_some(byte),
            Self::CodePointsCrLf => Some(text.code_point_at(byte)? + text.line_at(byte) as u32),
            Self::Utf16CrLf => Some(text.utf16_at(byte)? + text.line_at(byte) as u32),
            Self::CodePointsBom => Some(text.code_point_at(byte)? + 1),
        }
    }

    /// The byte at a position; `None` when it is outside or inside a character.
    pub fn to_byte(self, text: &Text, position: u32) -> Option<u32> {
        match self {
            Self::CodePoints => text.byte_of_code_point(position),
            Self::Utf16 => text.byte_of_utf16(position),
            Self::Bytes => text.as_str().is_char_boundary(position as usize).then_some(position),
            Self::CodePointsBom => text.byte_of_code_point(position.checked_sub(1)?),
            Self::CodePointsCrLf => Self::to_byte_crlf(text, position, Self::CodePoints),
            Self::Utf16CrLf => Self::to_byte_crlf(text, position, Self::Utf16),
        }
    }

    /// Finds the line first: positions of line starts grow by one for each line before them.
    fn to_byte_crlf(text: &Text, position: u32, plain: Self) -> Option<u32> {
        let starts = text.line_starts();
        let at = |line: usize| Some(plain.of_byte(text, *starts.get(line)?)? + line as u32);
        let line = starts.partition_point(|start| {
            let line = text.line_at(*start);
            at(line).is_some_and(|begins| begins <= position)
        });
        let line = line.checked_sub(1)?;
        let byte = plain.to_byte(text, position.checked_sub(line as u32)?)?;
        (text.line_at(byte) == line).then_some(byte)
    }
}

/// Start and end of a passage in `unit`.
pub fn position(text: &Text, span: Span, unit: OffsetUnit) -> (u32, u32) {
    let at = |byte| unit.of_byte(text, byte).unwrap_or_default();
    (at(span.start()), at(span.end()))
}

/// The passage between two positions in `unit`; `None` when it is empty, outside or cuts a character.
pub fn span(text: &Text, start: u32, end: u32, unit: OffsetUnit) -> Option<Span> {
    text.span(unit.to_byte(text, start)?, unit.to_byte(text, end)?)
}
