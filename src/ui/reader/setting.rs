//! How each kind of block is set.

use crate::model::ZoneKind;
use crate::present::{Block, BlockKind};
use crate::ui::theme::{Colours, Face, Theme, TypeStyle};
use crate::ui::typeset::{FontRole, SpanStyle};
use egui::Color32;

/// Type, colour and room of a block. Lengths in points.
#[derive(Clone, Copy)]
pub(super) struct Setting {
    pub type_: TypeStyle,
    pub above: f32,
    pub below: f32,
    pub indent: f32,
    pub struck: bool,
    ink: Tone,
}

#[derive(Clone, Copy)]
enum Tone {
    Ink,
    Soft,
}

impl Setting {
    pub(super) fn of(block: &Block) -> Self {
        let metrics = Theme::metrics();
        let (text, space) = (&metrics.text, &metrics.space);
        let plain = Self {
            type_: text.reader,
            above: 0.0,
            below: if block.closes { space.paragraph } else { 0.0 },
            indent: 0.0,
            struck: false,
            ink: Tone::Ink,
        };
        let soft = |type_: TypeStyle, below: f32| Self { type_, below, ink: Tone::Soft, ..plain };
        match block.kind {
            BlockKind::About => soft(text.small, space.s),
            BlockKind::Blank => soft(text.zone, 0.0),
            BlockKind::Text(kind) => match kind {
                ZoneKind::Headline => Self { type_: text.headline, above: space.m, below: space.l, ..plain },
                ZoneKind::Standfirst => Self { type_: text.sentence, below: space.paragraph, ..plain },
                ZoneKind::Byline | ZoneKind::Dateline => soft(text.ui, space.xl),
                ZoneKind::Caption => soft(text.quote, space.paragraph),
                ZoneKind::Quote => Self { indent: space.section, ..plain },
                ZoneKind::Body => plain,
                ZoneKind::Boilerplate => Self { struck: true, ..soft(text.boilerplate, space.m) },
            },
        }
    }

    pub(super) fn colour(&self, colours: &Colours) -> Color32 {
        match self.ink {
            Tone::Ink => colours.ink,
            Tone::Soft => colours.soft,
        }
    }

    pub(super) fn style(&self) -> SpanStyle {
        SpanStyle {
            role: role(self.type_.face),
            weight: self.type_.face.weight(),
            italic: matches!(self.type_.face, Face::UiItalic | Face::ReadItalic),
            letter_spacing: self.type_.tracking,
            ..SpanStyle::default()
        }
    }
}

fn role(face: Face) -> FontRole {
    match face {
        Face::Read | Face::ReadItalic | Face::ReadMedium | Face::ReadSemibold | Face::Headline => {
            FontRole::Serif
        }
        _ => FontRole::Sans,
    }
}
