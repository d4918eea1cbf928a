//! Texts as programs packed them, and how the positions in them count.

use crate::formats::OffsetUnit;
use crate::formats::shared::offsets;
use crate::text::Text;

/// A text of a project.
pub(super) struct PackedText {
    /// Without a byte order mark, with line feeds only.
    pub text: String,
    /// Whether lines ended with CR LF.
    pub crlf: bool,
    /// Whether there was a byte order mark.
    pub bom: bool,
}

impl PackedText {
    /// Decodes a text: UTF-8, or UTF-16 with its byte order mark; `None` when it is neither.
    pub fn decoded(bytes: &[u8]) -> Option<Self> {
        let encoding = encoding_rs::Encoding::for_bom(bytes);
        let text = match encoding {
            Some((encoding, skip)) => {
                encoding.decode_without_bom_handling_and_without_replacement(&bytes[skip..])?
            }
            None => std::str::from_utf8(bytes).ok()?.into(),
        };
        Some(Self::plain(&text, encoding.is_some()))
    }

    /// A text that stood in the XML.
    pub fn plain(text: &str, bom: bool) -> Self {
        let crlf = text.contains("\r\n");
        Self { text: text.replace("\r\n", "\n").replace('\r', "\n"), crlf, bom }
    }
}

/// A passage that a file names: start, end, and the name, which often is its words.
pub(super) type NamedRange<'a> = (u32, u32, &'a str);

/// How the positions in a text count: so that most passages are what their names say; where names say nothing, so that most
/// begin and end with words. `one` says that the program is known to count a line end as one whatever the file has.
pub(super) fn unit(text: &Text, packed: &PackedText, one: bool, passages: &[NamedRange<'_>]) -> OffsetUnit {
    use OffsetUnit::{CodePoints, CodePointsBom, CodePointsCrLf, Utf16, Utf16CrLf};
    let mut likely = if packed.crlf && !one {
        vec![CodePointsCrLf, CodePoints, Utf16CrLf, Utf16]
    } else if packed.crlf {
        vec![CodePoints, Utf16, CodePointsCrLf, Utf16CrLf]
    } else {
        vec![CodePoints, Utf16]
    };
    likely.extend(packed.bom.then_some(CodePointsBom));
    let all = [CodePoints, Utf16, CodePointsCrLf, Utf16CrLf, CodePointsBom];
    let rest = all.into_iter().filter(|unit| !likely.contains(unit));
    let named: Vec<NamedRange<'_>> =
        passages.iter().copied().filter(|(_, _, name)| !name.trim().is_empty()).collect();
    let fits = |unit: OffsetUnit| named.iter().filter(|passage| says(text, unit, passage)).count();
    let (by_name, count) = best(likely.iter().copied().chain(rest), named.len(), fits);
    if count > 0 {
        return by_name;
    }
    let words = |unit: OffsetUnit| passages.iter().map(|passage| ends(text, unit, passage)).sum();
    best(likely.into_iter(), passages.len() * 2, words).0
}

/// The first unit with the highest count; stops at one that cannot be better.
fn best(
    units: impl Iterator<Item = OffsetUnit>,
    most: usize,
    count: impl Fn(OffsetUnit) -> usize,
) -> (OffsetUnit, usize) {
    let mut best = None;
    for unit in units {
        let here = count(unit);
        if best.is_none_or(|(_, count)| here > count) {
            best = Some((unit, here));
        }
        if here == most {
            break;
        }
    }
    best.unwrap_or((OffsetUnit::CodePoints, 0))
}

/// Names are cut here at the earliest.
const CUT: usize = 30;

/// Whether the passage is what its name says. Names may be cut off, with or without dots.
fn says(text: &Text, unit: OffsetUnit, (start, end, name): &NamedRange<'_>) -> bool {
    let passage = offsets::span(text, *start, *end, unit).and_then(|span| text.slice(span));
    let Some(passage) = passage else { return false };
    let dots = name.trim_end_matches('…').trim_end_matches("...");
    let cut = dots.len() < name.len() || name.chars().count() >= CUT;
    let mut signs = passage.split_whitespace().flat_map(str::chars);
    let begins = dots.split_whitespace().flat_map(str::chars).all(|sign| {
        signs.next().is_some_and(|here| here == sign || (sign == '\u{fffd}' && here.is_control()))
    });
    begins && (cut || signs.next().is_none())
}

/// How many ends of a passage are at the edge of a word.
fn ends(text: &Text, unit: OffsetUnit, (start, end, _): &NamedRange<'_>) -> usize {
    let Some(span) = offsets::span(text, *start, *end, unit) else { return 0 };
    let edge = |at: u32, inside_after: bool| {
        let (before, after) = text.as_str().split_at(at as usize);
        let before = before.chars().next_back().is_some_and(char::is_alphanumeric);
        let after = after.chars().next().is_some_and(char::is_alphanumeric);
        if inside_after { after && !before } else { before && !after }
    };
    usize::from(edge(span.start(), true)) + usize::from(edge(span.end(), false))
}
