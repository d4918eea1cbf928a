//! One glyph to pixels: outlines with skrifa and `vello_cpu` as egui does, colour glyphs with `vello_cpu`.

use egui::Color32;
use skrifa::{
    FontRef, GlyphId, MetadataProvider,
    instance::{LocationRef, NormalizedCoord, Size},
    outline::{DrawSettings, HintingInstance, OutlinePen, SmoothMode, Target},
    raw::TableProvider,
};
use vello_cpu::{
    Pixmap, RenderContext, Resources, color,
    kurbo::{Affine, BezPath, Shape, Stroke},
};

use super::build::Face;

/// Larger glyphs are not painted.
const MAX_SIDE: f64 = 512.0;

/// The pixels of a glyph, and where they stand from its origin.
pub(super) struct Bitmap {
    pub w: usize,
    pub h: usize,
    /// From the glyph's origin to the left and top edge; whole pixels.
    pub left: i32,
    pub top: i32,
    /// Has colours of its own; otherwise white with coverage as alpha.
    pub colour: bool,
    pub pixels: Vec<Color32>,
}

/// Rasterises a glyph, `offset` (0 to 1) pixels right of the pixel grid. `None`: nothing to see.
pub(super) fn raster(face: &Face, glyph: u16, offset: f32, hint: bool) -> Option<Bitmap> {
    let font = FontRef::from_index(face.font.data.as_ref(), face.font.index).ok()?;
    let id = GlyphId::new(u32::from(glyph));
    if has_colour(&font, id, face.px)
        && let Some(bitmap) = colour(face, glyph)
    {
        return Some(bitmap);
    }
    let path = outline(&font, id, face, offset, hint)?;
    fill(&path, face.embolden.then_some(f64::from(face.px) / 24.0))
}

/// Whether the font has colour glyphs at all (an emoji font).
fn has_colour(font: &FontRef<'_>, id: GlyphId, px: f32) -> bool {
    let tables = font.colr().is_ok() || font.sbix().is_ok() || font.cbdt().is_ok();
    tables
        && (font.color_glyphs().get(id).is_some()
            || font.bitmap_strikes().glyph_for_size(Size::new(px), id).is_some())
}

fn outline(font: &FontRef<'_>, id: GlyphId, face: &Face, offset: f32, hint: bool) -> Option<BezPath> {
    let outlines = font.outline_glyphs();
    let glyph = outlines.get(id)?;
    let coords: Vec<NormalizedCoord> = face.coords.iter().map(|&c| NormalizedCoord::from_bits(c)).collect();
    let location = LocationRef::new(&coords);
    let size = Size::new(face.px);
    let mut pen = Pen { path: BezPath::new(), dx: f64::from(offset) };
    let target =
        Target::Smooth { mode: SmoothMode::Normal, symmetric_rendering: true, preserve_linear_metrics: true };
    let hinting = hint.then(|| HintingInstance::new(&outlines, size, location, target).ok()).flatten();
    let drawn = match &hinting {
        Some(h) => glyph.draw(DrawSettings::hinted(h, false), &mut pen).is_ok(),
        None => false,
    };
    if !drawn {
        pen.path = BezPath::new();
        glyph.draw(DrawSettings::unhinted(size, location), &mut pen).ok()?;
    }
    if let Some(degrees) = face.skew {
        let t = f64::from(degrees).to_radians().tan();
        pen.path.apply_affine(Affine::new([1.0, 0.0, -t, 1.0, 0.0, 0.0]));
    }
    Some(pen.path)
}

fn fill(path: &BezPath, embolden: Option<f64>) -> Option<Bitmap> {
    let around = embolden.unwrap_or(0.0) / 2.0;
    let bounds = path.bounding_box().inflate(around, around).expand();
    let (w, h) = (bounds.width(), bounds.height());
    if !(w >= 1.0 && h >= 1.0 && w <= MAX_SIDE && h <= MAX_SIDE) {
        return None;
    }
    let mut cx = RenderContext::new(w as u16, h as u16);
    cx.set_transform(Affine::translate((-bounds.x0, -bounds.y0)));
    cx.set_paint(color::OpaqueColor::<color::Srgb>::WHITE);
    cx.fill_path(path);
    if let Some(width) = embolden {
        cx.set_stroke(Stroke::new(width));
        cx.stroke_path(path);
    }
    Some(Bitmap {
        w: w as usize,
        h: h as usize,
        left: bounds.x0 as i32,
        top: bounds.y0 as i32,
        colour: false,
        pixels: pixels(&mut cx, w as u16, h as u16),
    })
}

fn pixels(cx: &mut RenderContext, w: u16, h: u16) -> Vec<Color32> {
    let mut out = Pixmap::new(w, h);
    cx.render(&mut out, &mut Resources::new());
    to_colours(out.data_as_u8_slice())
}

fn to_colours(rgba: &[u8]) -> Vec<Color32> {
    rgba.chunks_exact(4).map(|p| Color32::from_rgba_premultiplied(p[0], p[1], p[2], p[3])).collect()
}

/// A bitmap or layered colour glyph. Its bounds are not known: paint with an em of room on each side, then crop.
fn colour(face: &Face, glyph: u16) -> Option<Bitmap> {
    let px = face.px;
    let side = (3.0 * px).ceil().clamp(1.0, MAX_SIDE as f32) as u16;
    let (ox, oy) = (px.round(), (2.0 * px).round());
    let mut cx = RenderContext::new(side, side);
    let mut resources = Resources::new();
    cx.set_paint(color::OpaqueColor::<color::Srgb>::WHITE);
    cx.glyph_run(&mut resources, &face.font)
        .font_size(px)
        .hint(false)
        .normalized_coords(&face.coords)
        .fill_glyphs(std::iter::once(vello_cpu::Glyph { id: u32::from(glyph), x: ox, y: oy }));
    let mut out = Pixmap::new(side, side);
    cx.render(&mut out, &mut resources);
    crop(&to_colours(out.data_as_u8_slice()), usize::from(side), ox as i32, oy as i32)
}

fn crop(all: &[Color32], side: usize, ox: i32, oy: i32) -> Option<Bitmap> {
    let (mut x0, mut y0, mut x1, mut y1) = (side, side, 0, 0);
    for (i, c) in all.iter().enumerate() {
        if c.a() != 0 {
            let (x, y) = (i % side, i / side);
            (x0, y0) = (x0.min(x), y0.min(y));
            (x1, y1) = (x1.max(x + 1), y1.max(y + 1));
        }
    }
    if x0 >= x1 {
        return None;
    }
    let pixels = (y0..y1).flat_map(|y| all[y * side + x0..y * side + x1].iter().copied()).collect();
    Some(Bitmap { w: x1 - x0, h: y1 - y0, left: x0 as i32 - ox, top: y0 as i32 - oy, colour: true, pixels })
}

/// Collects an outline, y pointing down.
struct Pen {
    path: BezPath,
    dx: f64,
}

impl Pen {
    fn at(&self, x: f32, y: f32) -> (f64, f64) {
        (f64::from(x) + self.dx, -f64::from(y))
    }
}

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.path.move_to(self.at(x, y));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.path.line_to(self.at(x, y));
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.path.quad_to(self.at(cx, cy), self.at(x, y));
    }

    fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
        self.path.curve_to(self.at(cx0, cy0), self.at(cx1, cy1), self.at(x, y));
    }

    fn close(&mut self) {
        self.path.close_path();
    }
}
