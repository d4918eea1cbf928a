//! From a wrapped parley layout to the cluster table and the list of glyphs.
//!
//! What parley leaves undone is done here: trailing spaces go to the paragraph's end side (rule L1 of UAX 9), on ink and
//! geometry alike; a grapheme cluster torn by a font change is put together again; a soft hyphen at a line's end gets a
//! hyphen.

use std::{
    ops::Range,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use parley::{BreakReason, Cluster, FontData, Layout, Line, Run};
use skrifa::{
    FontRef, MetadataProvider,
    instance::{LocationRef, Size},
};
use unicode_segmentation::UnicodeSegmentation;

use super::{Align, ClusterBox, LineBox, ParaLayout, scripts};

/// What parley carries along for each character.
#[derive(Clone, Copy, PartialEq, Default, Debug)]
pub(crate) struct Ink {
    pub colour: u16,
    pub underline: bool,
}

/// The engine's side of a layout: what to paint, and what to wrap anew.
pub(crate) struct EngineGlyphs {
    /// Unique per layout and wrap: the key of cached meshes.
    pub id: u64,
    pub faces: Vec<Face>,
    /// Line by line.
    pub glyphs: Vec<GlyphPos>,
    /// Line by line.
    pub rules: Vec<Rule>,
    /// Per line, the end of its glyphs and rules.
    pub line_ends: Vec<(u32, u32)>,
    source: Option<Box<Layout<Ink>>>,
}

impl EngineGlyphs {
    /// The shaped text, if kept and made from a text of this length.
    pub fn take_source(&mut self, text: &str) -> Option<Layout<Ink>> {
        if self.source.as_ref()?.text_len() != text.len() {
            return None;
        }
        self.source.take().map(|b| *b)
    }

    /// Gives up the possibility to wrap anew, for layouts of fixed width.
    pub fn forget_source(&mut self) {
        self.source = None;
    }

    /// An estimate, in bytes; parley's share is 35 to 60 bytes a character.
    pub fn bytes(&self) -> usize {
        let source = self.source.as_ref().map_or(0, |s| 512 + 60 * s.text_len());
        source + self.glyphs.len() * 16 + self.rules.len() * 24 + self.faces.len() * 64 + 128
    }
}

/// A font at a size.
#[derive(Clone, PartialEq)]
pub(crate) struct Face {
    pub font: FontData,
    pub coords: Arc<[i16]>,
    pub px: f32,
    pub embolden: bool,
    /// Degrees.
    pub skew: Option<f32>,
}

/// One glyph; physical pixels from the paragraph's origin, on the baseline.
#[derive(Clone, Copy)]
pub(crate) struct GlyphPos {
    pub x: f32,
    pub y: f32,
    pub id: u16,
    pub face: u16,
    pub colour: u16,
    /// Placed on whole pixels only.
    pub whole_px: bool,
}

/// An underline.
#[derive(Clone, Copy)]
pub(crate) struct Rule {
    pub x0: f32,
    pub x1: f32,
    pub y: f32,
    pub h: f32,
    pub colour: u16,
}

/// Builds the table from a wrapped layout. `line_px` is the height of a line without text.
pub(crate) fn layout(
    shaped: Layout<Ink>,
    text: &str,
    width_px: f32,
    align: Align,
    line_px: f32,
) -> ParaLayout {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    let mut b = Builder {
        text,
        starts: Starts::new(text),
        rtl: shaped.is_rtl(),
        pieces: Vec::new(),
        drawn: Vec::new(),
        out: ParaLayout {
            size: egui::Vec2::ZERO,
            rtl: shaped.is_rtl(),
            lines: Vec::with_capacity(shaped.len()),
            clusters: Vec::with_capacity(text.len().min(1 << 16)),
            glyphs: EngineGlyphs {
                id: NEXT.fetch_add(1, Ordering::Relaxed),
                faces: Vec::new(),
                glyphs: Vec::new(),
                rules: Vec::new(),
                line_ends: Vec::with_capacity(shaped.len()),
                source: None,
            },
        },
    };
    let width = if width_px.is_finite() { width_px } else { shaped.width() };
    if text.is_empty() {
        b.empty(&shaped, line_px);
    } else {
        let last = shaped.len().saturating_sub(1);
        for (i, line) in shaped.lines().enumerate() {
            b.line(&line, width, if i == last { unjustified(align) } else { align });
        }
    }
    let mut out = b.out;
    out.clusters.shrink_to_fit();
    out.glyphs.glyphs.shrink_to_fit();
    if let Some(last) = out.lines.last_mut() {
        last.hard_end = true;
        out.size.y = last.y1;
    }
    out.glyphs.source = Some(Box::new(shaped));
    out
}

/// Where graphemes start.
enum Starts {
    /// At every character.
    Chars,
    Bits(Vec<u64>),
}

impl Starts {
    fn new(text: &str) -> Self {
        if text.chars().all(stands_alone) {
            return Self::Chars;
        }
        let mut bits = vec![0u64; text.len() / 64 + 1];
        for (i, _) in text.grapheme_indices(true) {
            bits[i / 64] |= 1 << (i % 64);
        }
        bits[text.len() / 64] |= 1 << (text.len() % 64);
        Self::Bits(bits)
    }

    fn at(&self, text: &str, byte: u32) -> bool {
        match self {
            Self::Chars => text.is_char_boundary(byte as usize),
            Self::Bits(bits) => bits[byte as usize / 64] >> (byte % 64) & 1 == 1,
        }
    }
}

/// Characters of which each is a grapheme cluster next to any other of them; enough for most text in common scripts.
fn stands_alone(c: char) -> bool {
    matches!(c as u32, 0x20..=0x7E | 9 | 0xA0..=0xA8 | 0xAA..=0xAC | 0xAF..=0x2FF | 0x370..=0x482 | 0x48A..=0x52F
        | 0x5D0..=0x5EA | 0x60C | 0x61B | 0x61F | 0x621..=0x64A | 0x660..=0x66F | 0x671..=0x6D5 | 0x1E00..=0x1FFF
        | 0x2010..=0x2027 | 0x2030..=0x203A | 0x20A0..=0x20BF | 0x3001..=0x3029 | 0x3041..=0x3096 | 0x30A0..=0x30FF
        | 0x3400..=0x9FFF | 0xAC00..=0xD7A3 | 0xFF01..=0xFF60)
}

/// A cluster under construction, in visual order.
#[derive(Clone, Copy)]
struct PlacedCluster {
    byte: u32,
    end: u32,
    w: f32,
    x: f32,
    flags: u16,
    colour: u16,
    /// Offset and thickness of its underline; thickness 0 without.
    rule: (f32, f32),
}

/// A glyph placed relative to a piece.
struct Drawn {
    piece: u32,
    glyph: GlyphPos,
}

struct Builder<'a> {
    text: &'a str,
    starts: Starts,
    rtl: bool,
    pieces: Vec<PlacedCluster>,
    drawn: Vec<Drawn>,
    out: ParaLayout,
}

/// The last line of a justified paragraph.
fn unjustified(align: Align) -> Align {
    match align {
        Align::Justify => Align::Start,
        other => other,
    }
}

impl Builder<'_> {
    /// One line without text.
    fn empty(&mut self, shaped: &Layout<Ink>, line_px: f32) {
        self.out.lines.push(LineBox {
            bytes: 0..0,
            clusters: 0..0,
            y0: 0.0,
            y1: line_px,
            baseline: shaped.first_baseline().unwrap_or(line_px * 0.7).round(),
            hard_end: true,
            is_ltr: true,
        });
        self.out.glyphs.line_ends.push((0, 0));
    }

    fn line(&mut self, line: &Line<'_, Ink>, width: f32, align: Align) {
        let m = line.metrics();
        let bytes = line.text_range();
        let hyphen =
            line.break_reason() == BreakReason::Regular && self.text[bytes.clone()].ends_with('\u{AD}');
        self.pieces.clear();
        self.drawn.clear();
        for run in line.runs() {
            self.run(&run, hyphen.then_some(bytes.end));
        }
        let bytes = bytes.start as u32..bytes.end as u32;
        let order = self.order(&bytes);
        if align == Align::Justify && line.break_reason() != BreakReason::Explicit {
            self.justify(&bytes, width);
        }
        let visible = self.place(&order, &bytes, width, align);
        let baseline = m.baseline.round();
        let from = self.out.clusters.len() as u32;
        self.emit(&order, baseline);
        self.out.size.x = self.out.size.x.max(visible);
        self.out.lines.push(LineBox {
            bytes,
            clusters: from..self.out.clusters.len() as u32,
            y0: m.block_min_coord.round(),
            y1: m.block_max_coord.round(),
            baseline,
            hard_end: line.break_reason() == BreakReason::Explicit,
            is_ltr: !self.out.clusters[from as usize..].iter().any(ClusterBox::rtl),
        });
        let g = &mut self.out.glyphs;
        g.line_ends.push((g.glyphs.len() as u32, g.rules.len() as u32));
    }

    fn run(&mut self, run: &Run<'_, Ink>, hyphen_at: Option<usize>) {
        let face = self.face(run);
        let metrics = run.font_metrics();
        let rule = (-metrics.underline_offset, metrics.underline_size.round().max(1.0));
        // Glyphs of a shaped cluster come with its first grapheme; set right to left that one comes last.
        let mut group = None;
        for c in run.visual_clusters() {
            let left = self.piece(&c, rule);
            let base = *group.get_or_insert(left);
            let more = if run.is_rtl() { c.is_ligature_continuation() } else { false };
            self.glyphs(&c, face, base);
            if !more {
                group = None;
            }
            if hyphen_at == Some(c.text_range().end) {
                self.hyphen(run, face, left.0);
            }
        }
    }

    /// Adds a cluster; returns the piece it begins in and its place in that piece.
    fn piece(&mut self, c: &Cluster<'_, Ink>, rule: (f32, f32)) -> (u32, f32) {
        let range = c.text_range();
        let (byte, end) = (range.start as u32, range.end as u32);
        let rtl = c.is_rtl();
        let ink = c.style().brush;
        let first = self.text[range].chars().next().unwrap_or(' ');
        let mut flags = if rtl { ClusterBox::RTL } else { 0 };
        if first.is_whitespace() {
            flags |= ClusterBox::SPACE;
        } else if first.is_alphanumeric() {
            flags |= ClusterBox::WORD;
        }
        if c.is_word_boundary() {
            flags |= ClusterBox::BOUNDARY;
        }
        let new = PlacedCluster {
            byte,
            end,
            w: c.advance(),
            x: 0.0,
            flags,
            colour: ink.colour,
            rule: if ink.underline { rule } else { (0.0, 0.0) },
        };
        if let Some(place) = self.rejoin(&new) {
            return place;
        }
        let at = self.pieces.len() as u32;
        self.push_split(new);
        (at, 0.0)
    }

    /// Puts a piece to its neighbour if a font change tore them out of one grapheme.
    fn rejoin(&mut self, new: &PlacedCluster) -> Option<(u32, f32)> {
        let at = self.pieces.len().checked_sub(1)?;
        let last = &mut self.pieces[at];
        let old = last.w;
        if last.end == new.byte && !self.starts.at(self.text, new.byte) {
            last.end = new.end;
        } else if last.byte == new.end && !self.starts.at(self.text, last.byte) {
            last.byte = new.byte;
            last.flags = new.flags;
        } else {
            return None;
        }
        last.w += new.w;
        Some((at as u32, old))
    }

    /// Adds a piece, in even parts where the text has more graphemes in it than parley saw.
    fn push_split(&mut self, p: PlacedCluster) {
        let inner: Vec<u32> = (p.byte + 1..p.end).filter(|&b| self.starts.at(self.text, b)).collect();
        if inner.is_empty() {
            self.pieces.push(p);
            return;
        }
        let w = p.w / (inner.len() + 1) as f32;
        let from = self.pieces.len();
        let mut byte = p.byte;
        for end in inner.into_iter().chain([p.end]) {
            self.pieces.push(PlacedCluster { byte, end, w, ..p });
            byte = end;
        }
        if p.flags & ClusterBox::RTL != 0 {
            self.pieces[from..].reverse();
        }
    }

    fn glyphs(&mut self, c: &Cluster<'_, Ink>, face: u16, (piece, dx): (u32, f32)) {
        let first = self.text[c.text_range()].chars().next().unwrap_or(' ');
        if first.is_whitespace() || first.is_control() || first == '\u{AD}' {
            return;
        }
        let whole_px = scripts::is_cjk(first) || c.is_emoji();
        let colour = c.style().brush.colour;
        let mut pen = dx;
        for g in c.glyphs() {
            self.drawn.push(Drawn {
                piece,
                glyph: GlyphPos { x: pen + g.x, y: g.y, id: g.id as u16, face, colour, whole_px },
            });
            pen += g.advance;
        }
    }

    fn hyphen(&mut self, run: &Run<'_, Ink>, face: u16, piece: u32) {
        let font = run.font();
        let Ok(font) = FontRef::from_index(font.data.as_ref(), font.index) else {
            return;
        };
        let Some(id) = font.charmap().map('\u{2010}').or(font.charmap().map('-')) else {
            return;
        };
        let metrics = font.glyph_metrics(Size::new(run.font_size()), LocationRef::default());
        let w = metrics.advance_width(id).unwrap_or(0.0);
        let p = &mut self.pieces[piece as usize];
        p.w = p.w.max(w);
        self.drawn.push(Drawn {
            piece,
            glyph: GlyphPos {
                x: 0.0,
                y: 0.0,
                id: id.to_u32() as u16,
                face,
                colour: p.colour,
                whole_px: false,
            },
        });
    }

    fn face(&mut self, run: &Run<'_, Ink>) -> u16 {
        let synthesis = run.synthesis();
        let faces = &mut self.out.glyphs.faces;
        let same = |f: &Face| {
            f.font == *run.font()
                && f.px == run.font_size()
                && f.coords.iter().copied().eq(coords(run))
                && f.embolden == synthesis.embolden()
                && f.skew == synthesis.skew()
        };
        if let Some(i) = faces.iter().position(same) {
            return i as u16;
        }
        faces.push(Face {
            font: run.font().clone(),
            coords: coords(run).collect(),
            px: run.font_size(),
            embolden: synthesis.embolden(),
            skew: synthesis.skew(),
        });
        (faces.len() - 1) as u16
    }

    /// The pieces' visual order with rule L1 applied: indices into `pieces`.
    fn order(&mut self, line: &Range<u32>) -> Vec<u32> {
        let tail = self.tail(line);
        let mut order: Vec<u32> = (0..self.pieces.len() as u32).collect();
        let against = |p: &PlacedCluster| (p.flags & ClusterBox::RTL != 0) != self.rtl;
        if tail == line.end || !self.pieces.iter().any(against) {
            return order;
        }
        order.retain(|&i| self.pieces[i as usize].byte < tail);
        let mut trailing: Vec<u32> =
            (0..self.pieces.len() as u32).filter(|&i| self.pieces[i as usize].byte >= tail).collect();
        trailing.sort_by_key(|&i| self.pieces[i as usize].byte);
        for &i in &trailing {
            let flags = &mut self.pieces[i as usize].flags;
            *flags = (*flags & !ClusterBox::RTL) | if self.rtl { ClusterBox::RTL } else { 0 };
        }
        if self.rtl {
            trailing.reverse();
            trailing.extend(order);
            return trailing;
        }
        order.extend(trailing);
        order
    }

    /// Where the line's trailing spaces and invisible controls begin.
    fn tail(&self, line: &Range<u32>) -> u32 {
        let text = &self.text[line.start as usize..line.end as usize];
        line.start + text.trim_end_matches(is_blank).len() as u32
    }

    /// Widens the spaces inside a line to fill the width. Ours because the engine counts trailing spaces set against
    /// the base direction.
    fn justify(&mut self, line: &Range<u32>, width: f32) {
        let tail = self.tail(line);
        let inside = |p: &PlacedCluster| p.byte < tail;
        let space = |p: &PlacedCluster| inside(p) && p.flags & ClusterBox::SPACE != 0;
        let visible: f32 = self.pieces.iter().filter(|p| inside(p)).map(|p| p.w).sum();
        let n = self.pieces.iter().filter(|p| space(p)).count();
        if n > 0 && visible < width {
            let more = (width - visible) / n as f32;
            self.pieces.iter_mut().filter(|p| space(p)).for_each(|p| p.w += more);
        }
    }

    /// Gives pieces their place; returns the width without hanging spaces.
    fn place(&mut self, order: &[u32], line: &Range<u32>, width: f32, align: Align) -> f32 {
        let tail = self.tail(line);
        let total: f32 = self.pieces.iter().map(|p| p.w).sum();
        let hanging: f32 = self.pieces.iter().filter(|p| p.byte >= tail).map(|p| p.w).sum();
        let visible = total - hanging;
        let free = (width - visible).max(if self.rtl { f32::MIN } else { 0.0 });
        let mut x = match (align, self.rtl) {
            (Align::Center, _) => free / 2.0,
            (Align::Start | Align::Justify, true) | (Align::End, false) => free,
            _ => 0.0,
        };
        if self.rtl {
            x -= hanging;
        }
        for &i in order {
            let p = &mut self.pieces[i as usize];
            p.x = x;
            x += p.w;
        }
        visible
    }

    fn emit(&mut self, order: &[u32], baseline: f32) {
        let out = &mut self.out;
        for &i in order {
            let p = &self.pieces[i as usize];
            out.clusters.push(ClusterBox {
                byte: p.byte,
                len: (p.end - p.byte).min(u32::from(u16::MAX)) as u16,
                flags: p.flags,
                x: p.x,
                w: p.w,
            });
            if p.rule.1 > 0.0 {
                push_rule(&mut out.glyphs, p, baseline);
            }
        }
        for d in &self.drawn {
            let mut glyph = d.glyph;
            glyph.x += self.pieces[d.piece as usize].x;
            glyph.y += baseline;
            out.glyphs.glyphs.push(glyph);
        }
    }
}

fn coords<'a>(run: &Run<'a, Ink>) -> impl Iterator<Item = i16> + use<'a> {
    let run = *run;
    let n = run.normalized_coords().len();
    (0..n).map(move |i| run.normalized_coords()[i].to_bits())
}

fn push_rule(g: &mut EngineGlyphs, p: &PlacedCluster, baseline: f32) {
    let y = (baseline + p.rule.0).round();
    let first = g.line_ends.last().map_or(0, |e| e.1 as usize);
    if let Some(last) = g.rules[first..].last_mut()
        && last.colour == p.colour
        && last.y == y
        && (last.x1 - p.x).abs() < 0.01
    {
        last.x1 = p.x + p.w;
        return;
    }
    g.rules.push(Rule { x0: p.x, x1: p.x + p.w, y, h: p.rule.1, colour: p.colour });
}

/// White space, and the controls that rule L1 counts with it.
fn is_blank(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_that_stand_alone_do() {
        let all: Vec<char> =
            (0..0x11_0000u32).filter_map(char::from_u32).filter(|&c| stands_alone(c)).collect();
        assert!(all.len() > 30_000);
        for c in all {
            for other in ['a', 'ب', 'א', '中', '각', 'を', ' ', 'я', '“'] {
                let text = String::from_iter([other, c, other]);
                assert_eq!(text.graphemes(true).count(), 3, "{c:?} {other:?}");
            }
        }
    }
}
