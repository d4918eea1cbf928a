//! The reader's text engine: paragraphs in any script laid out into a plain table, and painted.
//!
//! An engine ([`ParleyEngine`]) turns a [`ParaRequest`] into a [`ParaLayout`]: lines, and clusters in visual order. Hit
//! tests, carets, rectangles and accessible text are pure functions over that table (`table.rs`) and know no engine. A
//! [`GlyphPainter`] turns a layout into one cached mesh over a glyph atlas. [`Typesetter`] owns all of it and adds short
//! labels with an ellipsis. [`cuts`] splits what is too long for one layout.
//!
//! It does not select, highlight or scroll: views do, with the geometry given here. No hyphenation, no tab stops, no
//! vertical text.

#![expect(missing_docs, reason = "what has no description is named for what it holds")]

mod atlas;
mod build;
mod cache;
mod cuts;
mod engine;
mod fonts;
mod label;
mod painter;
mod raster;
mod scripts;
mod table;
#[cfg(test)]
mod tests;
mod typesetter;

use std::ops::Range;

pub use cuts::{base_direction, cuts};
pub use engine::ParleyEngine;
pub use fonts::Fonts;
pub use label::LabelSpec;
pub use painter::AtlasPainter;
pub use table::{A11yRun, Move};
pub use typesetter::Typesetter;

pub(crate) use build::EngineGlyphs;

/// Which of the two typefaces: the one for what is read, or the one for what is operated.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum FontRole {
    /// What is read.
    #[default]
    Serif,
    /// What is operated.
    Sans,
}

/// How a stretch of text looks.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct SpanStyle {
    pub role: FontRole,
    /// 100 to 900; 400 is regular, 700 bold.
    pub weight: f32,
    pub italic: bool,
    /// Factor on the paragraph's size.
    pub size: f32,
    /// Index into the palette given to [`GlyphPainter::paint`].
    pub colour: u16,
    pub underline: bool,
    /// Extra space after each letter, in em. Ignored where the text holds a script that letter spacing would tear.
    pub letter_spacing: f32,
}

impl Default for SpanStyle {
    fn default() -> Self {
        Self {
            role: FontRole::Serif,
            weight: 400.0,
            italic: false,
            size: 1.0,
            colour: 0,
            underline: false,
            letter_spacing: 0.0,
        }
    }
}

/// A styled stretch of a paragraph. Where spans overlap the later one wins.
#[derive(Clone, PartialEq, Debug)]
pub struct Span {
    /// Bytes of the paragraph.
    pub bytes: Range<u32>,
    pub style: SpanStyle,
}

/// Base direction of a paragraph.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum BaseDir {
    /// By the first strong character; left to right without one.
    #[default]
    Auto,
    Ltr,
    Rtl,
}

/// Horizontal alignment; start and end follow the base direction.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Align {
    #[default]
    Start,
    Center,
    End,
    Justify,
}

/// Which neighbour a caret belongs to where one byte position has two places (bidi boundaries, soft wraps).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Affinity {
    /// The cluster before the byte.
    Upstream,
    /// The cluster at the byte.
    #[default]
    Downstream,
}

/// A caret in a paragraph, always on a grapheme boundary when it comes from a layout.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Caret {
    pub byte: u32,
    pub affinity: Affinity,
}

/// Everything a layout depends on.
#[derive(Clone, Copy, Debug)]
pub struct ParaRequest<'a> {
    /// One hard line, no `'\n'`.
    pub text: &'a str,
    /// The style outside all spans.
    pub style: SpanStyle,
    pub spans: &'a [Span],
    pub base: BaseDir,
    /// BCP 47; decides Han and Arabic shapes.
    pub lang: Option<&'a str>,
    pub size_pt: f32,
    /// Times the font size.
    pub line_height: f32,
    /// Pixels per point times zoom.
    pub px_per_pt: f32,
    /// May be infinite: then nothing wraps.
    pub width_px: f32,
    pub align: Align,
}

impl<'a> ParaRequest<'a> {
    /// A request with the reader's defaults.
    pub fn new(text: &'a str, size_pt: f32, px_per_pt: f32, width_px: f32) -> Self {
        Self {
            text,
            style: SpanStyle::default(),
            spans: &[],
            base: BaseDir::Auto,
            lang: None,
            size_pt,
            line_height: 1.5,
            px_per_pt,
            width_px,
            align: Align::Start,
        }
    }
}

/// Lays paragraphs out. Can live in a worker.
pub trait TextEngine: Send {
    fn layout(&mut self, r: &ParaRequest<'_>) -> ParaLayout;
    /// New width or alignment only, with the text the layout was made from. `false`: cannot; call `layout`.
    fn rewrap(&mut self, text: &str, p: &mut ParaLayout, width_px: f32, align: Align) -> bool;
}

/// Paints layouts. UI thread only: owns the atlas.
pub trait GlyphPainter {
    /// Once per frame, before the first `paint`.
    fn begin(&mut self, ctx: &egui::Context);
    /// Adds the lines that touch `clip`. `origin` (points) is snapped to whole pixels. `colours` is the palette that
    /// spans index; an index beyond it takes the first colour.
    fn paint(
        &mut self,
        p: &ParaLayout,
        origin: egui::Pos2,
        clip: egui::Rect,
        colours: &[egui::Color32],
        out: &mut Vec<egui::Shape>,
    );
    /// Uploads what the atlas gained, once per frame after the last `paint`.
    fn flush(&mut self, ctx: &egui::Context);
    /// Changes when the atlas restarts or grows: meshes cached elsewhere are stale then.
    fn generation(&self) -> u64;
    /// How coverage becomes alpha; dark themes want fatter text.
    fn set_transfer(&mut self, f: egui::epaint::FontColorTransferFunction);
}

/// A laid out paragraph. Units: physical pixels, origin top left.
pub struct ParaLayout {
    /// Widest line without hanging spaces, and the height of all lines.
    pub size: egui::Vec2,
    /// Base direction.
    pub rtl: bool,
    /// At least one.
    pub lines: Vec<LineBox>,
    /// In visual order within each line, trailing spaces at the paragraph's end side (rule L1 of UAX 9).
    pub clusters: Vec<ClusterBox>,
    pub(crate) glyphs: EngineGlyphs,
}

/// One line.
#[derive(Clone, PartialEq, Debug)]
pub struct LineBox {
    /// Bytes of the paragraph, trailing spaces included.
    pub bytes: Range<u32>,
    /// Indices into [`ParaLayout::clusters`].
    pub clusters: Range<u32>,
    pub y0: f32,
    pub y1: f32,
    pub baseline: f32,
    /// The paragraph ends here (not a soft wrap).
    pub hard_end: bool,
    /// All of it is set left to right: clusters stand in the order of their bytes.
    pub is_ltr: bool,
}

/// One grapheme cluster of the text.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct ClusterBox {
    pub byte: u32,
    /// Bytes.
    pub len: u16,
    /// [`ClusterBox::RTL`] and so on.
    pub flags: u16,
    pub x: f32,
    pub w: f32,
}

impl ClusterBox {
    /// Set right to left.
    pub const RTL: u16 = 1;
    /// Part of a word (a letter or digit).
    pub const WORD: u16 = 2;
    /// White space.
    pub const SPACE: u16 = 4;
    /// A word boundary of UAX 29 stands before it.
    pub const BOUNDARY: u16 = 8;

    /// Whether it is set right to left.
    pub fn rtl(&self) -> bool {
        self.flags & Self::RTL != 0
    }

    /// The byte after it.
    pub fn end(&self) -> u32 {
        self.byte + u32::from(self.len)
    }
}
