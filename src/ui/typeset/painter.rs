//! Layout → mesh over the atlas, cached per layout.
//!
//! Meshes are built relative to an origin snapped to whole physical pixels; painting copies the visible lines and moves
//! them, and a frame in which nothing moved copies nothing.

use std::{collections::HashMap, sync::Arc};

use egui::{
    Color32, Mesh, Pos2, Rect, Shape, TextureId, Vec2,
    epaint::{FontColorTransferFunction, Vertex},
    pos2,
};

use super::{
    GlyphPainter, ParaLayout,
    atlas::{Atlas, FaceId, Slot},
    build::{GlyphPos, Rule},
};

/// Frames after which a mesh nobody painted is dropped.
const KEEP_FRAMES: u64 = 120;
/// Meshes held are dropped sooner beyond this many vertices (20 bytes each).
const MAX_VERTICES: usize = 1 << 20;
/// Below this resolution outlines are fitted to the pixel grid.
const HINT_BELOW: f32 = 1.25;

/// Paints layouts with glyphs from an egui texture.
pub struct AtlasPainter {
    ctx: Option<egui::Context>,
    atlas: Atlas,
    ppp: f32,
    frame: u64,
    meshes: HashMap<u64, Cached>,
    held: usize,
}

struct Cached {
    generation: u64,
    ppp: f32,
    palette: Box<[Color32]>,
    last_frame: u64,
    texture: TextureId,
    /// Four a quad, in points, relative to the paragraph's origin.
    vertices: Vec<Vertex>,
    /// Per line, the end of its quads.
    line_ends: Vec<u32>,
    /// The last one painted: origin, quads.
    placed: Option<(Pos2, [u32; 2], Arc<Mesh>)>,
}

impl Default for AtlasPainter {
    fn default() -> Self {
        Self::new()
    }
}

impl AtlasPainter {
    pub fn new() -> Self {
        Self { ctx: None, atlas: Atlas::new(), ppp: 1.0, frame: 0, meshes: HashMap::new(), held: 0 }
    }

    #[cfg(test)]
    pub(super) fn atlas(&mut self) -> &mut Atlas {
        &mut self.atlas
    }

    /// The origin on whole physical pixels, as `paint` uses it.
    pub fn snap(&self, origin: Pos2) -> Pos2 {
        ((origin.to_vec2() * self.ppp).round() / self.ppp).to_pos2()
    }

    fn mesh(&mut self, p: &ParaLayout, colours: &[Color32]) -> &mut Cached {
        let id = p.glyphs.id;
        let fresh = self.meshes.get(&id).is_some_and(|m| {
            m.generation == self.atlas.generation() && m.ppp == self.ppp && *m.palette == *colours
        });
        if !fresh {
            let built = self.build(p, colours);
            self.held += built.vertices.len();
            if let Some(old) = self.meshes.insert(id, built) {
                self.held -= old.vertices.len();
            }
        }
        let frame = self.frame;
        let cached = self.meshes.entry(id).or_insert_with(Cached::empty);
        cached.last_frame = frame;
        cached
    }

    fn build(&mut self, p: &ParaLayout, colours: &[Color32]) -> Cached {
        // A restart half way leaves slots of the old atlas in the mesh: begin again. Twice is enough unless one
        // paragraph outgrows the atlas, and then nothing helps.
        for _ in 0..3 {
            let generation = self.atlas.generation();
            let built = self.build_once(p, colours);
            if self.atlas.generation() == generation {
                return built;
            }
        }
        self.build_once(p, colours)
    }

    fn build_once(&mut self, p: &ParaLayout, colours: &[Color32]) -> Cached {
        let faces: Vec<FaceId> = p.glyphs.faces.iter().map(|f| self.atlas.face(f)).collect();
        let quads = p.glyphs.glyphs.len() + p.glyphs.rules.len();
        let mut b = Quads { vertices: Vec::with_capacity(quads * 4), ppp: self.ppp, colours };
        let mut line_ends = Vec::with_capacity(p.lines.len());
        let (mut g0, mut r0) = (0, 0);
        let mut size = self.atlas.size();
        for &(g1, r1) in &p.glyphs.line_ends {
            for g in &p.glyphs.glyphs[g0 as usize..g1 as usize] {
                let (x, bin) = bin(g.x, g.whole_px);
                let slot = self.atlas.glyph(faces[g.face as usize], g.id, bin);
                size = self.atlas.size();
                b.glyph(g, x, &slot, size);
            }
            for r in &p.glyphs.rules[r0 as usize..r1 as usize] {
                b.rule(r, self.atlas.white(), size);
            }
            (g0, r0) = (g1, r1);
            line_ends.push((b.vertices.len() / 4) as u32);
        }
        let texture = match &self.ctx {
            Some(ctx) => self.atlas.texture(ctx),
            None => TextureId::default(),
        };
        Cached {
            generation: self.atlas.generation(),
            ppp: self.ppp,
            palette: colours.into(),
            last_frame: self.frame,
            texture,
            vertices: b.vertices,
            line_ends,
            placed: None,
        }
    }

    fn forget_old(&mut self) {
        let keep = if self.held > MAX_VERTICES { 2 } else { KEEP_FRAMES };
        let frame = self.frame;
        self.meshes.retain(|_, m| frame.saturating_sub(m.last_frame) < keep);
        self.held = self.meshes.values().map(|m| m.vertices.len()).sum();
    }
}

impl GlyphPainter for AtlasPainter {
    fn begin(&mut self, ctx: &egui::Context) {
        self.frame += 1;
        self.ppp = ctx.pixels_per_point();
        self.atlas.begin(ctx);
        self.atlas.set_hinting(self.ppp < HINT_BELOW);
        if self.ctx.is_none() {
            self.ctx = Some(ctx.clone());
        }
        if self.frame.is_multiple_of(30) || self.held > MAX_VERTICES {
            self.forget_old();
        }
    }

    fn paint(&mut self, p: &ParaLayout, origin: Pos2, clip: Rect, colours: &[Color32], out: &mut Vec<Shape>) {
        let origin = self.snap(origin);
        let ppp = self.ppp;
        // Ink may stand above or below its line.
        let slack = p.lines[0].y1 - p.lines[0].y0;
        let top = (clip.min.y - origin.y) * ppp - slack;
        let bottom = (clip.max.y - origin.y) * ppp + slack;
        let from = p.lines.partition_point(|l| l.y1 < top);
        let to = p.lines.partition_point(|l| l.y0 < bottom);
        if from >= to {
            return;
        }
        let cached = self.mesh(p, colours);
        if let Some(mesh) = cached.place(origin, from, to) {
            out.push(Shape::Mesh(mesh));
        }
    }

    fn flush(&mut self, _ctx: &egui::Context) {
        self.atlas.flush();
    }

    fn generation(&self) -> u64 {
        self.atlas.generation()
    }

    fn set_transfer(&mut self, f: FontColorTransferFunction) {
        self.atlas.set_transfer(f);
    }
}

impl Cached {
    fn empty() -> Self {
        Self {
            generation: 0,
            ppp: 0.0,
            palette: Box::new([]),
            last_frame: 0,
            texture: TextureId::default(),
            vertices: Vec::new(),
            line_ends: Vec::new(),
            placed: None,
        }
    }

    /// The mesh of some lines at an origin.
    fn place(&mut self, origin: Pos2, from: usize, to: usize) -> Option<Arc<Mesh>> {
        let end = |line: usize| self.line_ends.get(line).copied().unwrap_or(0);
        let q0 = from.checked_sub(1).map_or(0, end);
        let q1 = end(to - 1);
        if q0 >= q1 {
            return None;
        }
        if let Some((at, quads, mesh)) = &self.placed
            && *at == origin
            && *quads == [q0, q1]
        {
            return Some(mesh.clone());
        }
        let d = origin.to_vec2();
        let vertices = self.vertices[q0 as usize * 4..q1 as usize * 4]
            .iter()
            .map(|v| Vertex { pos: v.pos + d, ..*v })
            .collect();
        let indices = (0..q1 - q0).flat_map(|q| [0, 1, 2, 2, 1, 3].map(|i| q * 4 + i)).collect();
        let mesh = Arc::new(Mesh { indices, vertices, texture_id: self.texture });
        self.placed = Some((origin, [q0, q1], mesh.clone()));
        Some(mesh)
    }
}

/// The whole pixel and the quarter a glyph is rasterised for.
fn bin(x: f32, whole_px: bool) -> (f32, u8) {
    if whole_px {
        return (x.round(), 0);
    }
    let quarters = (x * 4.0).round();
    let px = (quarters / 4.0).floor();
    (px, (quarters - px * 4.0) as u8)
}

struct Quads<'a> {
    vertices: Vec<Vertex>,
    ppp: f32,
    colours: &'a [Color32],
}

impl Quads<'_> {
    fn colour(&self, index: u16) -> Color32 {
        let c = self.colours.get(usize::from(index));
        *c.or(self.colours.first()).unwrap_or(&Color32::GRAY)
    }

    fn glyph(&mut self, g: &GlyphPos, x: f32, s: &Slot, size: [usize; 2]) {
        let min = pos2(x + f32::from(s.left), g.y.round() + f32::from(s.top));
        let wh = Vec2::new(f32::from(s.w), f32::from(s.h));
        let uv = pos2(f32::from(s.x), f32::from(s.y));
        let mut colour = self.colour(g.colour);
        if s.colour {
            colour = Color32::from_white_alpha(colour.a());
        }
        self.quad(Rect::from_min_size(min, wh), Rect::from_min_size(uv, wh), size, colour);
    }

    fn rule(&mut self, r: &Rule, white: [f32; 2], size: [usize; 2]) {
        let rect = Rect::from_min_max(pos2(r.x0, r.y), pos2(r.x1, r.y + r.h));
        let uv = Rect::from_min_max(white.into(), white.into());
        self.quad(rect, uv, size, self.colour(r.colour));
    }

    /// Physical pixels and texture pixels to points and texture coordinates.
    fn quad(&mut self, px: Rect, uv: Rect, size: [usize; 2], color: Color32) {
        let (w, h) = (size[0] as f32, size[1] as f32);
        for corner in [Rect::left_top, Rect::right_top, Rect::left_bottom, Rect::right_bottom] {
            let (p, t) = (corner(&px), corner(&uv));
            self.vertices.push(Vertex {
                pos: pos2(p.x / self.ppp, p.y / self.ppp),
                uv: pos2(t.x / w, t.y / h),
                color,
            });
        }
    }
}
