//! A picture to look at: `cargo test typeset::tests::picture -- --ignored`, then open `obelus-typeset.png` in the
//! temporary folder. With `OBELUS_SYSTEM_FONTS` set it uses the installed fonts.

use egui::{Color32, Pos2, Rect, Shape, pos2};

use super::*;

const W: usize = 1400;

struct Canvas {
    h: usize,
    pixels: Vec<Color32>,
}

impl Canvas {
    fn blend(&mut self, x: i32, y: i32, c: Color32) {
        if x < 0 || y < 0 || x as usize >= W || y as usize >= self.h {
            return;
        }
        let to = &mut self.pixels[y as usize * W + x as usize];
        *to = to.blend(c);
    }

    /// Quads on whole pixels, one texel a pixel.
    fn mesh(&mut self, m: &egui::Mesh, texels: &[Color32], size: [usize; 2], ppp: f32) {
        for q in m.vertices.chunks_exact(4) {
            let px = |p: Pos2| ((p.x * ppp).round() as i32, (p.y * ppp).round() as i32);
            let ((x0, y0), (x1, y1)) = (px(q[0].pos), px(q[3].pos));
            let (u0, v0) = (q[0].uv.x * size[0] as f32, q[0].uv.y * size[1] as f32);
            let flat = q[0].uv == q[3].uv;
            for y in y0..y1 {
                for x in x0..x1 {
                    let (u, v) = if flat {
                        (u0, v0)
                    } else {
                        (u0 + (x - x0) as f32 + 0.5, v0 + (y - y0) as f32 + 0.5)
                    };
                    let t = texels[v as usize * size[0] + u as usize];
                    let c = q[0].color;
                    let mul = |a: u8, b: u8| (u32::from(a) * u32::from(b) / 255) as u8;
                    self.blend(
                        x,
                        y,
                        Color32::from_rgba_premultiplied(
                            mul(t.r(), c.r()),
                            mul(t.g(), c.g()),
                            mul(t.b(), c.b()),
                            mul(t.a(), c.a()),
                        ),
                    );
                }
            }
        }
    }
}

fn spans_of(text: &str) -> Vec<Span> {
    let bounds: Vec<u32> = text.char_indices().map(|(i, _)| i as u32).collect();
    let at = |part: usize| bounds[bounds.len() * part / 12];
    let style = SpanStyle::default();
    vec![
        Span { bytes: at(2)..at(4), style: SpanStyle { colour: 1, underline: true, ..style } },
        Span { bytes: at(5)..at(7), style: SpanStyle { weight: 700.0, ..style } },
        Span { bytes: at(8)..at(10), style: SpanStyle { italic: true, ..style } },
    ]
}

#[test]
#[ignore = "makes a picture to look at"]
fn mixed_set() {
    let ctx = egui::Context::default();
    let ppp: f32 = std::env::var("OBELUS_PPP").ok().and_then(|v| v.parse().ok()).unwrap_or(1.5);
    ctx.set_pixels_per_point(ppp);
    ctx.run_ui(egui::RawInput::default(), |_| {}).textures_delta.clear();
    let system = std::env::var_os("OBELUS_SYSTEM_FONTS").is_some();
    let mut e = ParleyEngine::new(if system { Fonts::new(&[], true) } else { fonts() });
    let mut painter = AtlasPainter::new();
    painter.begin(&ctx);
    assert_eq!(ctx.pixels_per_point(), ppp);
    let mut canvas = Canvas { h: 1500, pixels: vec![Color32::WHITE; W * 1500] };
    let mut y = 10.0;
    let extra = ["→ ✓ ∑ ≤ ★ ♞ ½ ﷼ €", "漢字は東京で 직접 Ωμέγα Ђурђевак бюро"];
    for (n, text) in MIXED.iter().chain(if system { &extra[..] } else { &[] }).enumerate() {
        for (k, width) in [640.0, 560.0].into_iter().enumerate() {
            let spans = spans_of(text);
            let mut r = ParaRequest::new(text, 18.0, ppp, width);
            r.spans = if k == 1 { &spans } else { &[] };
            r.align = if k == 1 { Align::Justify } else { Align::Start };
            let p = e.layout(&r);
            let x = 20.0 + 700.0 * k as f32;
            let origin = pos2(x, y) / ppp;
            if k == 1 {
                let end = text.len() as u32;
                p.range_rects(end / 4..end / 2, &mut |_, r| {
                    for py in r.min.y as i32 + 1..r.max.y as i32 - 1 {
                        for px in r.min.x as i32..r.max.x as i32 {
                            canvas.blend(x as i32 + px, y as i32 + py, Color32::from_rgb(255, 232, 150));
                        }
                    }
                });
            }
            let mut out = Vec::new();
            painter.paint(&p, origin, Rect::EVERYTHING, &[Color32::from_gray(20), Color32::RED], &mut out);
            let size = painter.atlas().size();
            for s in &out {
                if let Shape::Mesh(m) = s {
                    canvas.mesh(m, painter.atlas().pixels(), size, ppp);
                }
            }
            if k == 1 || n + 1 == MIXED.len() {
                y += p.size.y.max(60.0) * if k == 1 { 1.0 } else { 0.0 };
            }
        }
    }
    save(&canvas);
}

fn save(canvas: &Canvas) {
    let mut map = vello_cpu::Pixmap::new(W as u16, canvas.h as u16);
    for (to, c) in map.data_as_u8_slice_mut().chunks_exact_mut(4).zip(&canvas.pixels) {
        to.copy_from_slice(&c.to_array());
    }
    let png = map.into_png().expect("encode");
    std::fs::write(std::env::temp_dir().join("obelus-typeset.png"), png).expect("write");
}
