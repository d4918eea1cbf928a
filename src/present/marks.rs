//! What is marked in a stretch of text: tints under statements, lines under claims, letters and chips beside them.

use crate::base::{AnnotationId, ChoiceId};
use crate::locale::Catalogue;
use crate::model::display::annotation_name;
use crate::model::{Annotation, AnnotationSet, Appearance, Body, Codebook, Ledger, Unit, layer_of_body};
use crate::text::Span;

/// Which colour, by meaning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ink {
    /// A palette colour that the codebook names.
    Named(String),
    /// A step of the claim palette.
    Claim(u8),
    /// No colour of its own: a note.
    Plain,
}

/// A tint under a statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tint {
    /// Where, cut to the stretch.
    pub span: Span,
    /// Its colour.
    pub ink: Ink,
    /// Whose.
    pub id: AnnotationId,
}

/// A letter in the gutter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// The byte at whose line it stands.
    pub at: u32,
    /// The letter.
    pub letter: char,
    /// Its colour.
    pub ink: Ink,
    /// Whether the coder was unsure, or a memo hangs on it.
    pub flagged: bool,
    /// Whose.
    pub id: AnnotationId,
}

/// How a line is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// A crisp underline.
    Solid,
    /// A dotted line, for words that a field points to.
    Dotted,
    /// A thin dashed line, for notes and units without an answer.
    Dashed,
}

/// An underline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lines {
    /// Where, cut to the stretch.
    pub span: Span,
    /// Which lane under the text, 0 next to it.
    pub lane: u8,
    /// How it is drawn.
    pub style: Style,
    /// Its colour.
    pub ink: Ink,
    /// Whose.
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
    /// Its colour.
    pub ink: Ink,
    /// Whose.
    pub id: AnnotationId,
}

/// Everything marked in a stretch.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Marks {
    /// Tints, the larger first.
    pub tints: Vec<Tint>,
    /// Letters, in reading order.
    pub letters: Vec<Letter>,
    /// Underlines.
    pub lines: Vec<Lines>,
    /// Chips, in reading order.
    pub chips: Vec<Chip>,
    /// Where bookmarked passages begin, ascending.
    pub bookmarks: Vec<u32>,
    /// Number of lanes in use.
    pub lanes: u8,
}

/// What is marked in `within`. Work grows with what is marked there, not with the article.
pub fn marks(within: Span, set: &AnnotationSet, codebook: &Codebook, ledger: &Ledger) -> Marks {
    let mut marks = Marks::default();
    let mut lane_ends: Vec<u32> = Vec::new();
    for annotation in set.touching(within) {
        let Some(span) = annotation.span.intersect(within) else { continue };
        let begins_here = within.contains(annotation.span.start());
        let ink = ink_of(annotation, codebook, ledger);
        if is_statement(annotation, codebook) {
            marks.tints.push(Tint { span, ink: ink.clone(), id: annotation.id });
            if begins_here {
                marks.letters.push(letter_of(annotation, codebook, ink.clone()));
            }
        } else {
            let bare = matches!(annotation.body, Body::Note | Body::Unit(_));
            let style = if bare { Style::Dashed } else { Style::Solid };
            let lane = free_lane(&mut lane_ends, span);
            marks.lines.push(Lines { span, lane, style, ink: ink.clone(), id: annotation.id });
            if begins_here {
                marks.chips.push(chip_of(annotation, codebook, ledger, ink.clone()));
            }
        }
        for words in words_with(Appearance::Underline, annotation, codebook) {
            let Some(span) = words.intersect(within) else { continue };
            let line = Lines { span, lane: 0, style: Style::Dotted, ink: ink.clone(), id: annotation.id };
            marks.lines.push(line);
        }
    }
    marks.bookmarks = set.bookmarks_in(within).map(Span::start).collect();
    marks.lanes = lane_ends.len() as u8;
    marks
}

impl Marks {
    /// Adds units that wait for an answer: dashed lines, under everything else.
    pub fn add_units(&mut self, within: Span, units: &[Span]) {
        for unit in units {
            let Some(span) = unit.intersect(within) else { continue };
            let lane = self.lanes.min(7);
            let id = AnnotationId(0);
            self.lines.push(Lines { span, lane, style: Style::Dashed, ink: Ink::Plain, id });
            if within.contains(unit.start()) {
                let label = "Waiting for an answer".to_owned();
                self.chips.push(Chip { at: unit.start(), label, detail: String::new(), ink: Ink::Plain, id });
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

/// The lowest lane that is free where the span starts; spans come in reading order.
fn free_lane(ends: &mut Vec<u32>, span: Span) -> u8 {
    const LANES: usize = 8;
    if let Some(lane) = ends.iter().position(|end| *end <= span.start()) {
        ends[lane] = span.end();
        return lane as u8;
    }
    if ends.len() < LANES {
        ends.push(span.end());
    }
    ends.len() as u8 - 1
}

fn is_statement(annotation: &Annotation, codebook: &Codebook) -> bool {
    matches!(annotation.body, Body::Code(_))
        && layer_of_body(codebook, &annotation.body).is_some_and(|layer| layer.unit == Unit::Sentence)
}

fn ink_of(annotation: &Annotation, codebook: &Codebook, ledger: &Ledger) -> Ink {
    match &annotation.body {
        Body::Code(code) => {
            codebook.code(code.as_str()).map_or(Ink::Plain, |(_, code)| Ink::Named(code.colour.clone()))
        }
        Body::Claim(claim) => ledger.claim(claim).map_or(Ink::Plain, |claim| Ink::Claim(claim.colour)),
        Body::Unit(_) | Body::Note => Ink::Plain,
    }
}

fn letter_of(annotation: &Annotation, codebook: &Codebook, ink: Ink) -> Letter {
    let Body::Code(code) = &annotation.body else {
        return Letter { at: annotation.span.start(), letter: '·', ink, flagged: false, id: annotation.id };
    };
    let code = codebook.code(code.as_str()).map(|(_, code)| code);
    let letter = code.and_then(|code| code.key.or_else(|| code.name.chars().next())).unwrap_or('·');
    let flagged = codebook.is_doubted(annotation) || annotation.memo.is_some();
    Letter { at: annotation.span.start(), letter, ink, flagged, id: annotation.id }
}

fn chip_of(annotation: &Annotation, codebook: &Codebook, ledger: &Ledger, ink: Ink) -> Chip {
    let label = annotation_name(codebook, ledger, annotation, Catalogue::english()).into_owned();
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

    #[test]
    fn lanes_are_reused_and_bounded() {
        let mut ends = Vec::new();
        let lane = |ends: &mut Vec<u32>, start, end| free_lane(ends, Span::new(start, end).expect("span"));
        assert_eq!(lane(&mut ends, 0, 10), 0);
        assert_eq!(lane(&mut ends, 5, 8), 1);
        assert_eq!(lane(&mut ends, 6, 20), 2);
        assert_eq!(lane(&mut ends, 8, 9), 1);
        assert_eq!(lane(&mut ends, 10, 12), 0);
        for _ in 0..20 {
            assert!(lane(&mut ends, 11, 30) < 8);
        }
    }
}
