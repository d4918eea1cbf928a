//! Draws egui's triangles on the CPU, so that image tests need no graphics card and give the same picture everywhere.
//!
//! Pixels are covered by the top-left rule on a grid of 1/256 pixel; colours are multiplied and blended as egui's own
//! shaders do it, premultiplied and in gamma space. Paint callbacks are not drawn.

use std::collections::HashMap;

use egui::epaint::{ClippedPrimitive, ImageDelta, Primitive, Vertex};
use egui::{
    Color32, ColorImage, ImageData, TextureFilter, TextureId, TextureOptions, TextureWrapMode, TexturesDelta,
};
use egui_kittest::TestRenderer;
use image::RgbaImage;

/// Steps in a pixel.
const STEPS: i64 = 256;

/// A [`TestRenderer`] without a graphics card.
#[derive(Default)]
pub struct CpuRenderer {
    textures: HashMap<TextureId, Texture>,
}

impl TestRenderer for CpuRenderer {
    fn handle_delta(&mut self, delta: &mut TexturesDelta) {
        for (id, images) in delta.set.drain() {
            for image in images {
                set_texture(&mut self.textures, id, image);
            }
        }
        for id in delta.free.drain() {
            self.textures.remove(&id);
        }
    }

    fn render(&mut self, ctx: &egui::Context, output: &egui::FullOutput) -> Result<RgbaImage, String> {
        let scale = ctx.pixels_per_point();
        let size = (ctx.content_rect().size() * scale).round();
        let ground = ctx.global_style().visuals.panel_fill;
        let mut canvas = Canvas::new(size.x as usize, size.y as usize, ground);
        for primitive in ctx.tessellate(output.shapes.clone(), scale) {
            self.draw(&mut canvas, &primitive, scale)?;
        }
        canvas.into_image()
    }
}

impl CpuRenderer {
    fn draw(&self, canvas: &mut Canvas, clipped: &ClippedPrimitive, scale: f32) -> Result<(), String> {
        let Primitive::Mesh(mesh) = &clipped.primitive else {
            return Err("a paint callback cannot be drawn without a graphics card".into());
        };
        let texture =
            self.textures.get(&mesh.texture_id).ok_or_else(|| format!("no texture {:?}", mesh.texture_id))?;
        canvas.clip(clipped.clip_rect * scale);
        for corners in mesh.indices.chunks_exact(3) {
            canvas.triangle([0, 1, 2].map(|i| mesh.vertices[corners[i] as usize]), scale, texture);
        }
        Ok(())
    }
}

fn set_texture(textures: &mut HashMap<TextureId, Texture>, id: TextureId, delta: ImageDelta) {
    let ImageData::Color(patch) = delta.image;
    match (delta.pos, textures.get_mut(&id)) {
        (Some([left, top]), Some(whole)) => {
            for (y, row) in patch.pixels.chunks_exact(patch.width()).enumerate() {
                let start = (top + y) * whole.image.width() + left;
                whole.image.pixels[start..start + row.len()].copy_from_slice(row);
            }
        }
        _ => {
            let image = ColorImage::clone(&patch);
            textures.insert(id, Texture { image, options: delta.options });
        }
    }
}

/// Premultiplied texels and how they are read between their centres.
struct Texture {
    image: ColorImage,
    options: TextureOptions,
}

impl Texture {
    /// The texel under `uv`, each component 0 to 255.
    fn sample(&self, u: f32, v: f32) -> [f32; 4] {
        let (x, y) = (u * self.image.width() as f32, v * self.image.height() as f32);
        if self.options.magnification == TextureFilter::Nearest {
            return self.texel(x.floor() as i64, y.floor() as i64);
        }
        let (left, top) = ((x - 0.5).floor(), (y - 0.5).floor());
        let (fx, fy) = (x - 0.5 - left, y - 0.5 - top);
        let (x, y) = (left as i64, top as i64);
        // A glyph that sits on whole pixels is read at texel centres: nothing to mix.
        if fx.min(1.0 - fx) < 1e-3 && fy.min(1.0 - fy) < 1e-3 {
            return self.texel(x + fx.round() as i64, y + fy.round() as i64);
        }
        let upper = mix(self.texel(x, y), self.texel(x + 1, y), fx);
        let lower = mix(self.texel(x, y + 1), self.texel(x + 1, y + 1), fx);
        mix(upper, lower, fy)
    }

    fn texel(&self, x: i64, y: i64) -> [f32; 4] {
        let [width, height] = self.image.size;
        let mode = self.options.wrap_mode;
        self.image.pixels[wrap(y, height, mode) * width + wrap(x, width, mode)].to_array().map(f32::from)
    }
}

fn wrap(at: i64, len: usize, mode: TextureWrapMode) -> usize {
    let len = len as i64;
    let inside = match mode {
        TextureWrapMode::ClampToEdge => at.clamp(0, len - 1),
        TextureWrapMode::Repeat => at.rem_euclid(len),
        TextureWrapMode::MirroredRepeat => {
            let twice = at.rem_euclid(2 * len);
            twice.min(2 * len - 1 - twice)
        }
    };
    inside as usize
}

fn mix(a: [f32; 4], b: [f32; 4], t: f32) -> [f32; 4] {
    [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, a[2] + (b[2] - a[2]) * t, a[3] + (b[3] - a[3]) * t]
}

/// An opaque picture and the part of it that may be painted on.
struct Canvas {
    width: usize,
    height: usize,
    pixels: Vec<[u8; 4]>,
    /// Left, top, right, bottom in pixels.
    clip: [i64; 4],
}

impl Canvas {
    fn new(width: usize, height: usize, ground: Color32) -> Self {
        let pixels = vec![ground.to_opaque().to_array(); width * height];
        Self { width, height, pixels, clip: [0, 0, width as i64, height as i64] }
    }

    fn clip(&mut self, rect: egui::Rect) {
        let within = |at: f32, end: usize| (at.round() as i64).clamp(0, end as i64);
        self.clip = [
            within(rect.min.x, self.width),
            within(rect.min.y, self.height),
            within(rect.max.x, self.width),
            within(rect.max.y, self.height),
        ];
    }

    fn triangle(&mut self, corners: [Vertex; 3], scale: f32, texture: &Texture) {
        let Some(shape) = Shape::new(corners, scale) else { return };
        let [left, top, right, bottom] = self.clip;
        let rows = shape.rows();
        let flat = shape.flat().then(|| shape.shade(0, 0, texture));
        for y in rows.start.max(top)..rows.end.min(bottom) {
            let span = shape.span(y);
            let (start, end) = (span.start.max(left), span.end.min(right));
            if start >= end {
                continue;
            }
            let first = y as usize * self.width;
            let row = &mut self.pixels[first + start as usize..first + end as usize];
            match flat {
                Some(colour) => fill(row, colour),
                None => shape.paint(row, start, y, texture),
            }
        }
    }

    fn into_image(self) -> Result<RgbaImage, String> {
        let (width, height) = (self.width as u32, self.height as u32);
        let bytes = self.pixels.into_iter().flatten().collect();
        RgbaImage::from_raw(width, height, bytes).ok_or_else(|| "an empty picture".into())
    }
}

/// One colour, premultiplied, over a stretch of a row.
fn fill(row: &mut [[u8; 4]], colour: [f32; 4]) {
    if colour[3] >= 254.5 {
        row.fill(colour.map(|c| (c + 0.5) as u8));
    } else if colour.iter().any(|&c| c > 0.0) {
        for pixel in row {
            blend(pixel, colour);
        }
    }
}

fn blend(pixel: &mut [u8; 4], colour: [f32; 4]) {
    let rest = 1.0 - colour[3] / 255.0;
    pixel[0] = (colour[0] + f32::from(pixel[0]) * rest + 0.5) as u8;
    pixel[1] = (colour[1] + f32::from(pixel[1]) * rest + 0.5) as u8;
    pixel[2] = (colour[2] + f32::from(pixel[2]) * rest + 0.5) as u8;
}

/// A value that changes evenly over the plane: at the middle of pixel (0, 0), to the right, and down.
type Plane = [f32; 3];

/// A triangle ready to be scanned.
struct Shape {
    /// `a·x + b·y + c ≥ 0` inside, for the middle of pixel (x, y).
    edges: [[i64; 3]; 3],
    ys: [i64; 3],
    /// Premultiplied red, green, blue, alpha (0 to 255), then u and v.
    planes: [Plane; 6],
}

impl Shape {
    /// `None` if it has no area or a corner is not a number.
    fn new(mut corners: [Vertex; 3], scale: f32) -> Option<Self> {
        let snap = |v: f32| (v * scale * STEPS as f32).round() as i64;
        if corners.iter().any(|v| !v.pos.is_finite()) {
            return None;
        }
        let area = |c: &[Vertex; 3]| {
            let [a, b, c] = [&c[0], &c[1], &c[2]].map(|v| (snap(v.pos.x), snap(v.pos.y)));
            (b.0 - a.0) * (c.1 - a.1) - (b.1 - a.1) * (c.0 - a.0)
        };
        if area(&corners) < 0 {
            corners.swap(1, 2);
        }
        let twice_area = area(&corners);
        if twice_area == 0 {
            return None;
        }
        let points = corners.map(|v| (snap(v.pos.x), snap(v.pos.y)));
        let edges = [0, 1, 2].map(|i| edge(points[i], points[(i + 1) % 3]));
        let values = |v: &Vertex| {
            let [r, g, b, a] = v.color.to_array().map(f32::from);
            [r, g, b, a, v.uv.x, v.uv.y]
        };
        let [a, b, c] = [&corners[0], &corners[1], &corners[2]].map(values);
        let planes = [0, 1, 2, 3, 4, 5].map(|i| plane(points, [a[i], b[i], c[i]], twice_area as f32));
        Some(Self { edges, ys: points.map(|p| p.1), planes })
    }

    /// The rows that may hold covered pixels.
    fn rows(&self) -> std::ops::Range<i64> {
        let (top, bottom) = (self.ys.iter().min(), self.ys.iter().max());
        let row = |y: Option<&i64>| y.map_or(0, |y| y.div_euclid(STEPS));
        row(top)..row(bottom) + 1
    }

    /// The covered pixels of a row.
    fn span(&self, y: i64) -> std::ops::Range<i64> {
        let (mut start, mut end) = (i64::MIN, i64::MAX);
        for [a, b, c] in self.edges {
            let rest = b * y + c;
            match a.signum() {
                1 => start = start.max((-rest + a - 1).div_euclid(a)),
                -1 => end = end.min(rest.div_euclid(-a) + 1),
                _ if rest < 0 => return 0..0,
                _ => {}
            }
        }
        start..end
    }

    fn flat(&self) -> bool {
        self.planes.iter().all(|plane| plane[1] == 0.0 && plane[2] == 0.0)
    }

    fn shade(&self, x: i64, y: i64, texture: &Texture) -> [f32; 4] {
        let (x, y) = (x as f32, y as f32);
        let at = |p: &Plane| p[0] + p[1] * x + p[2] * y;
        let [r, g, b, a, u, v] = &self.planes;
        let texel = texture.sample(at(u), at(v));
        let times = |p: &Plane, t: f32| at(p).clamp(0.0, 255.0) * t / 255.0;
        [times(r, texel[0]), times(g, texel[1]), times(b, texel[2]), times(a, texel[3])]
    }

    fn paint(&self, row: &mut [[u8; 4]], start: i64, y: i64, texture: &Texture) {
        for (x, pixel) in (start..).zip(row) {
            let colour = self.shade(x, y, texture);
            if colour != [0.0; 4] {
                blend(pixel, colour);
            }
        }
    }
}

/// The half plane to the inner side of an edge; points on it belong inside if it is a top or a left edge.
fn edge(from: (i64, i64), to: (i64, i64)) -> [i64; 3] {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let (a, b) = (-dy, dx);
    let middle = STEPS / 2;
    let owned = dy < 0 || (dy == 0 && dx > 0);
    let c = a * (middle - from.0) + b * (middle - from.1) - i64::from(!owned);
    [a * STEPS, b * STEPS, c]
}

fn plane(points: [(i64, i64); 3], values: [f32; 3], twice_area: f32) -> Plane {
    let [a, b, c] = values;
    if a == b && b == c {
        return [a, 0.0, 0.0];
    }
    let [p, q, r] = points.map(|(x, y)| (x as f32, y as f32));
    let step = STEPS as f32;
    let right = ((b - a) * (r.1 - p.1) - (c - a) * (q.1 - p.1)) / twice_area * step;
    let down = ((c - a) * (q.0 - p.0) - (b - a) * (r.0 - p.0)) / twice_area * step;
    [a + right * (0.5 - p.0 / step) + down * (0.5 - p.1 / step), right, down]
}

#[cfg(test)]
mod tests {
    use egui::{Mesh, Pos2, Rect, epaint::WHITE_UV, pos2, vec2};

    use super::*;

    const GROUND: Color32 = Color32::from_rgb(10, 20, 30);

    fn texture(size: [usize; 2], pixels: &[Color32], options: TextureOptions) -> Texture {
        Texture { image: ColorImage::new(size, pixels.to_vec()), options }
    }

    fn white() -> Texture {
        texture([1, 1], &[Color32::WHITE], TextureOptions::LINEAR)
    }

    fn draw(canvas: &mut Canvas, mesh: &Mesh, texture: &Texture) {
        for corners in mesh.indices.chunks_exact(3) {
            canvas.triangle([0, 1, 2].map(|i| mesh.vertices[corners[i] as usize]), 1.0, texture);
        }
    }

    fn coloured(rect: Rect, colour: Color32) -> Mesh {
        let mut mesh = Mesh::default();
        mesh.add_colored_rect(rect, colour);
        mesh
    }

    fn at(canvas: &Canvas, x: usize, y: usize) -> [u8; 4] {
        canvas.pixels[y * canvas.width + x]
    }

    fn count(canvas: &Canvas, colour: Color32) -> usize {
        canvas.pixels.iter().filter(|&&p| p == colour.to_array()).count()
    }

    #[test]
    fn a_rectangle_covers_its_pixels_and_no_others() {
        let mut canvas = Canvas::new(10, 8, GROUND);
        let rect = Rect::from_min_max(pos2(2.0, 1.0), pos2(7.0, 6.0));
        draw(&mut canvas, &coloured(rect, Color32::RED), &white());
        assert_eq!(count(&canvas, Color32::RED), 25);
        for (x, y, inside) in [(2, 1, true), (6, 5, true), (1, 1, false), (7, 5, false), (6, 6, false)] {
            assert_eq!(at(&canvas, x, y) == Color32::RED.to_array(), inside, "{x} {y}");
        }
    }

    #[test]
    fn translucent_triangles_that_share_an_edge_paint_it_once() {
        let mut canvas = Canvas::new(40, 40, Color32::BLACK);
        let corners = [(3.3, 2.1), (36.4, 5.7), (33.9, 37.2), (5.1, 31.6)].map(|(x, y)| pos2(x, y));
        let mut mesh = Mesh::default();
        for pos in corners {
            mesh.vertices.push(Vertex { pos, uv: WHITE_UV, color: Color32::from_white_alpha(100) });
        }
        mesh.indices = vec![0, 1, 2, 2, 0, 3];
        draw(&mut canvas, &mesh, &white());
        let seen: std::collections::BTreeSet<_> = canvas.pixels.iter().collect();
        assert_eq!(seen.into_iter().collect::<Vec<_>>(), [&[0, 0, 0, 255], &[100, 100, 100, 255]]);
    }

    #[test]
    fn colours_blend_premultiplied_in_gamma_space() {
        let mut canvas = Canvas::new(1, 1, Color32::from_rgb(200, 100, 0));
        let all = Rect::from_min_size(Pos2::ZERO, vec2(1.0, 1.0));
        draw(&mut canvas, &coloured(all, Color32::from_rgba_premultiplied(0, 64, 128, 128)), &white());
        assert_eq!(at(&canvas, 0, 0), [100, 114, 128, 255]);
        draw(&mut canvas, &coloured(all, Color32::from_rgba_premultiplied(50, 0, 0, 0)), &white());
        assert_eq!(at(&canvas, 0, 0), [150, 114, 128, 255], "light is added without alpha");
    }

    #[test]
    fn nothing_is_painted_outside_the_clip() {
        let mut canvas = Canvas::new(10, 10, GROUND);
        canvas.clip(Rect::from_min_max(pos2(2.4, 2.6), pos2(5.0, 50.0)));
        let huge = Rect::from_min_max(pos2(-1000.0, -1000.0), pos2(1000.0, 1000.0));
        draw(&mut canvas, &coloured(huge, Color32::GREEN), &white());
        assert_eq!(count(&canvas, Color32::GREEN), 3 * 7);
        assert_eq!(at(&canvas, 2, 3), Color32::GREEN.to_array());
    }

    fn textured(options: TextureOptions, uv: Rect) -> Vec<u8> {
        let grey = |v| Color32::from_gray(v);
        let source = texture([2, 1], &[grey(0), grey(200)], options);
        let mut mesh = Mesh::default();
        mesh.add_rect_with_uv(Rect::from_min_size(Pos2::ZERO, vec2(4.0, 1.0)), uv, Color32::WHITE);
        let mut canvas = Canvas::new(4, 1, GROUND);
        draw(&mut canvas, &mesh, &source);
        canvas.pixels.iter().map(|p| p[0]).collect()
    }

    #[test]
    fn textures_are_filtered_and_wrapped_as_asked() {
        let once = Rect::from_min_max(Pos2::ZERO, pos2(1.0, 1.0));
        let twice = Rect::from_min_max(Pos2::ZERO, pos2(2.0, 1.0));
        assert_eq!(textured(TextureOptions::NEAREST, once), [0, 0, 200, 200]);
        assert_eq!(textured(TextureOptions::LINEAR, once), [0, 50, 150, 200]);
        assert_eq!(textured(TextureOptions::NEAREST, twice), [0, 200, 200, 200]);
        assert_eq!(textured(TextureOptions::NEAREST_REPEAT, twice), [0, 200, 0, 200]);
        assert_eq!(textured(TextureOptions::NEAREST_MIRRORED_REPEAT, twice), [0, 200, 200, 0]);
    }

    #[test]
    fn vertex_colour_tints_the_texture_and_fades_between_corners() {
        let mut canvas = Canvas::new(4, 1, Color32::BLACK);
        let mut mesh = coloured(Rect::from_min_size(Pos2::ZERO, vec2(4.0, 1.0)), Color32::BLACK);
        for vertex in mesh.vertices.iter_mut().filter(|v| v.pos.x > 0.0) {
            vertex.color = Color32::from_gray(200);
        }
        draw(&mut canvas, &mesh, &white());
        assert_eq!(canvas.pixels.iter().map(|p| p[0]).collect::<Vec<_>>(), [25, 75, 125, 175]);
    }

    #[test]
    fn degenerate_and_endless_triangles_are_left_out() {
        let mut canvas = Canvas::new(4, 4, GROUND);
        for far in [0.0, f32::NAN, f32::INFINITY] {
            let corner = |x, y| Vertex { pos: pos2(x, y), uv: WHITE_UV, color: Color32::RED };
            canvas.triangle([corner(0.0, 0.0), corner(4.0, 0.0), corner(2.0, far)], 1.0, &white());
        }
        assert_eq!(count(&canvas, GROUND), 16);
    }

    #[test]
    fn a_patch_changes_its_part_of_a_texture() {
        let mut renderer = CpuRenderer::default();
        let whole = ColorImage::filled([3, 2], Color32::WHITE);
        let patch = ColorImage::filled([2, 1], Color32::RED);
        let mut delta = TexturesDelta::default();
        delta.push(TextureId::default(), ImageDelta::full(whole, TextureOptions::LINEAR));
        delta.push(TextureId::default(), ImageDelta::partial([1, 1], patch, TextureOptions::LINEAR));
        renderer.handle_delta(&mut delta);
        let (w, r) = (Color32::WHITE, Color32::RED);
        assert_eq!(renderer.textures[&TextureId::default()].image.pixels, [w, w, w, w, r, r]);
    }
}
