//! Texts as programs packed them, and how the positions in them count.

use crate::formats::OffsetUnit;
use crate::formats::shared::own_text::{Counting, OwnText, TextVersion, best, word_ends};
use crate::text::Text;
use crate::text::fold::line_feeds;

/// A text of a project.
pub(super) struct PackedText {
    /// Without a byte order mark, with line feeds only.
    pub text: String,
    /// As it was, decoded.
    pub own: String,
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
        Some(Self::plain(if encoding.is_some() { format!("\u{feff}{text}") } else { text.into_owned() }))
    }

    /// A text that stood in the XML.
    pub fn plain(own: String) -> Self {
        Self { text: line_feeds(&own).into_owned(), own }
    }
}

/// A passage that a file names: start, end, and the name, which often is its words.
pub(super) type NamedRange<'a> = (u32, u32, &'a str);

/// A text of a project, and how its positions count.
pub(super) struct PackedPlaces<'a> {
    pub text: &'a Text,
    pub own: OwnText<'a>,
    pub counting: Counting,
}

impl<'a> PackedPlaces<'a> {
    /// Positions count so that most passages are what their names say; where names say nothing, so that most begin and end
    /// with words. `one` says that the program is known to count a line end as one whatever the file has.
    pub fn new(text: &'a Text, packed: &PackedText, one: bool, passages: &[NamedRange<'_>]) -> Self {
        let own = OwnText::new(Some(&packed.own), text);
        let counting = own.named(counting(text, &own, one, passages));
        Self { text, own, counting }
    }

    /// Whether positions count other than in code points of the text that is kept.
    pub fn is_odd(&self) -> bool {
        let kept = Counting { unit: OffsetUnit::CodePoints, version: TextVersion::Kept };
        self.counting.unit != OffsetUnit::CodePoints || self.counting.version != self.own.named(kept).version
    }
}

fn counting(text: &Text, own: &OwnText<'_>, one: bool, passages: &[NamedRange<'_>]) -> Counting {
    let versions = match (own.is_plain(), one) {
        (true, _) => vec![TextVersion::Kept],
        (false, true) => vec![TextVersion::Kept, TextVersion::Unmarked],
        (false, false) => vec![TextVersion::Unmarked, TextVersion::Kept],
    };
    let way = |unit| move |version: &TextVersion| Counting { unit, version: *version };
    let mut likely: Vec<Counting> = versions.iter().map(way(OffsetUnit::CodePoints)).collect();
    likely.extend(versions.iter().map(way(OffsetUnit::Utf16)));
    likely.extend((!own.is_plain()).then_some(Counting::stated(OffsetUnit::CodePoints)));
    let rest = Counting::all(OffsetUnit::CodePoints)
        .filter(|way| !likely.contains(way) && way.unit != OffsetUnit::Bytes);
    let named: Vec<NamedRange<'_>> =
        passages.iter().copied().filter(|(_, _, name)| !name.trim().is_empty()).collect();
    let fits = |way: Counting| named.iter().filter(|passage| says(text, own, way, passage)).count();
    let by_name = best(likely.iter().copied().chain(rest), named.len(), fits).filter(|(_, count)| *count > 0);
    let ends = |way: Counting| {
        let spans = passages.iter().filter_map(|(start, end, _)| own.span(way, *start, *end));
        spans.map(|span| word_ends(text, span)).sum()
    };
    let by_words = || best(likely.iter().copied(), passages.len() * 2, ends);
    by_name.or_else(by_words).map_or(Counting::stated(OffsetUnit::CodePoints), |(way, _)| way)
}

/// Names are cut here at the earliest.
const CUT: usize = 30;

/// Whether the passage is what its name says. Names may be cut off, with or without dots.
fn says(text: &Text, own: &OwnText<'_>, way: Counting, (start, end, name): &NamedRange<'_>) -> bool {
    let passage = own.span(way, *start, *end).and_then(|span| text.slice(span));
    let Some(passage) = passage else { return false };
    let dots = name.trim_end_matches('…').trim_end_matches("...");
    let cut = dots.len() < name.len() || name.chars().count() >= CUT;
    let mut signs = passage.split_whitespace().flat_map(str::chars);
    let begins = dots.split_whitespace().flat_map(str::chars).all(|sign| {
        signs.next().is_some_and(|here| here == sign || (sign == '\u{fffd}' && here.is_control()))
    });
    begins && (cut || signs.next().is_none())
}
