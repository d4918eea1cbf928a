//! What is marked in a stretch of text: tints under statements, lines under claims, letters and chips beside them.

use super::style::{Lanes, MarkStyle, ink, letter};
use crate::base::{AnnotationId, ChoiceId};
use crate::locale::Catalogue;
use crate::model::display::annotation_name;
use crate::model::{Annotation, AnnotationSet, Appearance, Body, Codebook, Ledger, layer_of_body};
use crate::text::Span;

/// A tint or a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// Where, cut to the stretch.
    pub span: Span,
    /// How it is drawn.
    pub style: MarkStyle,
    /// Which lane under the text a line takes, 0 next to it.
    pub lane: u8,
    /// Its colour, as by [`ink`].
    pub ink: Option<usize>,
    /// The annotation that it shows; number 0 for a unit that waits.
    pub id: AnnotationId,
}

/// A letter in the gutter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Letter {
    /// The byte at whose line it stands.
    pub at: u32,
    /// The code's key, or the first letter of its name.
    pub letter: char,
    /// Its colour, as by [`ink`].
    pub ink: Option<usize>,
    /// Whether the coder was unsure.
    pub doubted: bool,
    /// Whether a memo hangs on it.
    pub noted: bool,
    /// The annotation that it stands for.
    pub id: AnnotationId,
}

/// A chip in the margin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chip {
    /// The byte at whose line it stands.
    pub at: u32,
    /// The claim or code.
    pub label: String,
    /// The choices that the codebook shows beside passages.
    pub detail: String,
    /// Its colour, as by [`ink`].
    pub ink: Option<usize>,
    /// The annotation that it stands for; number 0 for a unit that waits.
    pub id: AnnotationId,
}

/// Everything marked in a stretch.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Marks {
    /// Tints, the larger first.
    pub tints: Vec<Mark>,
    /// Letters, in reading order.
    pub letters: Vec<Letter>,
    /// Lines of all kinds.
    pub lines: Vec<Mark>,
    /// Chips, in reading order.
    pub chips: Vec<Chip>,
    /// Where bookmarked passages begin, ascending.
    pub bookmarks: Vec<u32>,
    /// Where sentences begin that were read and have no statement, ascending.
    pub read: Vec<u32>,
    /// Number of lanes in use.
    pub lanes: u8,
}

/// What is marked in `within`. Work grows with what is marked there, not with the article.
pub fn marks(
    within: Span,
    set: &AnnotationSet,
    codebook: &Codebook,
    ledger: &Ledger,
    text: &'static Catalogue,
) -> Marks {
    let mut marks = Marks::default();
    let mut lanes = Lanes::default();
    for annotation in set.touching(within) {
        let Some(span) = annotation.span.intersect(within) else { continue };
        let begins_here = within.contains(annotation.span.start());
        let (ink, id) = (ink(&annotation.body, codebook, ledger), annotation.id);
        let style = MarkStyle::of(&annotation.body, codebook);
        if style == MarkStyle::Statement {
            marks.tints.push(Mark { span, style, lane: 0, ink, id });
            if begins_here {
                marks.letters.push(letter_of(annotation, codebook, ink));
            }
        } else {
            marks.lines.push(Mark { span, style, lane: lanes.take(span), ink, id });
            if begins_here {
                marks.chips.push(chip_of(annotation, codebook, ledger, ink, text));
            }
        }
        for words in words_with(Appearance::Underline, annotation, codebook) {
            let Some(span) = words.intersect(within) else { continue };
            marks.lines.push(Mark { span, style: MarkStyle::Dotted, lane: 0, ink, id });
        }
    }
    marks.bookmarks = set.bookmarks_in(within).map(Span::start).collect();
    marks.lanes = lanes.count();
    marks
}

impl Marks {
    /// Notes which sentences of the stretch somebody read without tagging a statement; what an import assumed is nobody's
    /// reading. `sentences` in reading order.
    pub fn add_read(&mut self, within: Span, sentences: &[Span], set: &AnnotationSet) {
        let from = sentences.partition_point(|sentence| sentence.start() < within.start());
        let here = sentences[from..].iter().take_while(|sentence| sentence.start() < within.end());
        let bare = here.filter(|sentence| {
            set.is_stated(**sentence) && !self.tints.iter().any(|tint| tint.span.overlaps(**sentence))
        });
        self.read = bare.map(|sentence| sentence.start()).collect();
    }

    /// Adds units that wait for an answer: dashed lines, under everything else.
    pub fn add_units(&mut self, within: Span, units: &[Span], text: &'static Catalogue) {
        for unit in units {
            let Some(span) = unit.intersect(within) else { continue };
            let (lane, id) = (self.lanes.min(Lanes::MOST - 1), AnnotationId(0));
            self.lines.push(Mark { span, style: MarkStyle::Dashed, lane, ink: None, id });
            if within.contains(unit.start()) {
                let label = text.get("reader-waiting").to_owned();
                self.chips.push(Chip { at: unit.start(), label, detail: String::new(), ink: None, id });
            }
        }
        self.chips.sort_by_key(|chip| chip.at);
    }
}

/// The passages of an annotation's attributes that show in that way, in the codebook's order.
pub fn words_with<'a>(
    appearance: Appearance,
    annotation: &'a Annotation,
    codebook: &Codebook,
) -> impl Iterator<Item = Span> + use<'a> {
    let layer = Some(codebook).filter(|_| !annotation.attributes.is_empty());
    let declared = layer.and_then(|codebook| layer_of_body(codebook, &annotation.body));
    let shown = declared.into_iter().flat_map(|layer| &layer.attributes);
    let shown = shown.filter(move |attribute| attribute.appearance == appearance);
    let spans: Vec<&[Span]> = shown.map(|attribute| annotation.spans(attribute.id.as_str())).collect();
    spans.into_iter().flatten().copied()
}

fn letter_of(annotation: &Annotation, codebook: &Codebook, ink: Option<usize>) -> Letter {
    let (doubted, noted) = (codebook.is_doubted(annotation), annotation.memo.is_some());
    let letter = letter(&annotation.body, codebook).unwrap_or('·');
    Letter { at: annotation.span.start(), letter, ink, doubted, noted, id: annotation.id }
}

fn chip_of(
    annotation: &Annotation,
    codebook: &Codebook,
    ledger: &Ledger,
    ink: Option<usize>,
    text: &'static Catalogue,
) -> Chip {
    let label = annotation_name(codebook, ledger, annotation, text).into_owned();
    let mut said: Vec<String> = Vec::new();
    if let (Body::Note, Some(memo)) = (&annotation.body, &annotation.memo) {
        said.push(memo.text.split_whitespace().take(8).collect::<Vec<_>>().join(" "));
    }
    let declared = layer_of_body(codebook, &annotation.body).map_or(&[][..], |layer| &layer.attributes);
    let (first, further) = declared.iter().partition::<Vec<_>, _>(|attribute| attribute.prominent);
    for attribute in first.into_iter().chain(further) {
        let name = |id: &ChoiceId| Some(attribute.choice(id.as_str())?.name.to_lowercase());
        let given = annotation.choice(attribute.id.as_str()).and_then(name);
        let default = || Some(format!("({})", name(attribute.default_choice()?)?));
        said.extend(match attribute.appearance {
            Appearance::Always => given.or_else(default),
            Appearance::Given => given,
            Appearance::Hidden | Appearance::Underline | Appearance::Frame => None,
        });
    }
    Chip { at: annotation.span.start(), label, detail: said.join(" · "), ink, id: annotation.id }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::SetState;

    #[test]
    fn a_sentence_that_an_import_took_for_read_has_no_tick() {
        let spans = [(0, 4), (5, 9), (10, 14)].map(|(start, end)| Span::new(start, end).expect("a span"));
        let mut set = AnnotationSet::default();
        set.restore(spans[..2].iter().copied().collect(), Default::default(), [], SetState::Open);
        set.restore_assumed([spans[0]].into_iter().collect());
        let mut marks = Marks::default();
        marks.add_read(spans[0].union(spans[2]), &spans, &set);
        assert_eq!(marks.read, [5], "of three, one was read, one assumed, one is not read");
    }
}
