//! The owner of engine, atlas and caches; one per window.

use std::sync::Arc;

use egui::{Color32, Pos2, Rect, Shape, Vec2, epaint::FontColorTransferFunction};

use super::{
    AtlasPainter, Fonts, GlyphPainter, LabelSpec, ParaLayout, ParaRequest, ParleyEngine, TextEngine,
    cache::LabelCache, label,
};

/// Memory for layouts of labels, in bytes.
const LABEL_BUDGET: usize = 8 << 20;

/// Lays out and paints text. Call [`begin`](Self::begin) and [`flush`](Self::flush) once per frame.
pub struct Typesetter {
    engine: ParleyEngine,
    painter: AtlasPainter,
    labels: LabelCache,
}

impl Typesetter {
    pub fn new(fonts: Fonts) -> Self {
        Self {
            engine: ParleyEngine::new(fonts),
            painter: AtlasPainter::new(),
            labels: LabelCache::new(LABEL_BUDGET),
        }
    }

    /// Other fonts, for instance when the system's have been scanned. Layouts made before stay valid.
    pub fn set_fonts(&mut self, fonts: Fonts) {
        self.engine = ParleyEngine::new(fonts);
        self.labels.clear();
    }

    /// The font database.
    pub fn fonts(&mut self) -> &mut Fonts {
        self.engine.fonts()
    }

    /// Light or dark text colours fill their edges differently.
    pub fn set_theme(&mut self, dark: bool) {
        self.painter.set_transfer(if dark {
            FontColorTransferFunction::DARK_MODE_DEFAULT
        } else {
            FontColorTransferFunction::LIGHT_MODE_DEFAULT
        });
    }

    /// At the start of a frame.
    pub fn begin(&mut self, ctx: &egui::Context) {
        self.painter.begin(ctx);
        self.labels.begin_frame();
    }

    /// At the end of a frame, after the last paint.
    pub fn flush(&mut self, ctx: &egui::Context) {
        self.painter.flush(ctx);
    }

    /// Lays a paragraph out; the caller keeps it.
    pub fn layout(&mut self, r: &ParaRequest<'_>) -> ParaLayout {
        self.engine.layout(r)
    }

    /// See [`TextEngine::rewrap`].
    pub fn rewrap(&mut self, text: &str, p: &mut ParaLayout, width_px: f32, align: super::Align) -> bool {
        self.engine.rewrap(text, p, width_px, align)
    }

    /// Paints a paragraph; see [`GlyphPainter::paint`].
    pub fn paint(&mut self, painter: &egui::Painter, p: &ParaLayout, origin: Pos2, colours: &[Color32]) {
        let mut out: Vec<Shape> = Vec::with_capacity(1);
        self.painter.paint(p, origin, painter.clip_rect(), colours, &mut out);
        painter.extend(out);
    }

    /// The layout of a label, cached by content. Sizes in it are physical pixels; see `points`.
    pub fn paragraph(&mut self, ctx: &egui::Context, spec: &LabelSpec<'_>) -> Arc<ParaLayout> {
        let ppp = ctx.pixels_per_point();
        let Self { engine, labels, .. } = self;
        labels.get(spec, ppp, || label::layout(engine, spec, ppp))
    }

    /// Lays a label out, takes its room in the `Ui` and paints it. The response has the text as its accessible name.
    pub fn label(
        &mut self,
        ui: &mut egui::Ui,
        spec: &LabelSpec<'_>,
        colour: Color32,
        sense: egui::Sense,
    ) -> egui::Response {
        let p = self.paragraph(ui.ctx(), spec);
        let size = points(&p, ui.ctx());
        let at_left = !p.rtl && spec.align == super::Align::Start;
        let room =
            if at_left || !spec.max_width.is_finite() { size } else { Vec2::new(spec.max_width, size.y) };
        let (rect, response) = ui.allocate_exact_size(room, sense);
        if ui.is_rect_visible(rect) {
            self.paint(ui.painter(), &p, rect.min, &[colour]);
        }
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, ui.is_enabled(), spec.text));
        response
    }

    /// Where a label painted at `origin` has its ink, in points.
    pub fn ink_rect(&self, ctx: &egui::Context, p: &ParaLayout, origin: Pos2) -> Rect {
        let k = 1.0 / ctx.pixels_per_point();
        let mut out = Rect::NOTHING;
        let end = p.lines.last().map_or(0, |l| l.bytes.end);
        p.range_rects(0..end, &mut |_, r| out |= r * k);
        out.translate(origin.to_vec2())
    }

    /// Bytes held by cached labels, estimated.
    pub fn label_bytes(&self) -> usize {
        self.labels.bytes()
    }

    /// See [`GlyphPainter::generation`].
    pub fn generation(&self) -> u64 {
        self.painter.generation()
    }
}

/// The size of a layout in points.
pub fn points(p: &ParaLayout, ctx: &egui::Context) -> Vec2 {
    p.size / ctx.pixels_per_point()
}
