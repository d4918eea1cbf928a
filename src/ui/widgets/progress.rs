//! How far something is: a ring, and a bar.

use std::f32::consts::TAU;

use egui::{Color32, Painter, Pos2, Response, Sense, Shape, Stroke, Ui, WidgetInfo, epaint::PathShape, vec2};

use crate::ui::theme::Theme;

/// Paints a ring with `share` (0 to 1) of it drawn; a ring with a tick when done.
pub fn paint_ring(painter: &Painter, centre: Pos2, share: f32, done: bool) {
    let (theme, metrics) = (Theme::of(painter.ctx()), Theme::metrics());
    let radius = metrics.size.ring_radius;
    let line = |colour: Color32| Stroke::new(metrics.stroke.ring, colour);
    if done {
        painter.circle_stroke(centre, radius, line(theme.colours.good));
        let tick = [vec2(-3.8, 0.2), vec2(-1.2, 2.8), vec2(3.8, -2.4)]
            .map(|offset| centre + offset * (radius / TICK_DRAWN_FOR));
        let stroke = Stroke::new(metrics.stroke.tick, theme.colours.good);
        painter.add(Shape::Path(PathShape::line(tick.to_vec(), stroke)));
        return;
    }
    painter.circle_stroke(centre, radius, line(theme.colours.line));
    let share = share.clamp(0.0, 1.0);
    if share > 0.0 {
        let steps = (share * 48.0).ceil().max(2.0) as usize;
        let points = (0..=steps)
            .map(|step| {
                let angle = TAU * (share * step as f32 / steps as f32 - 0.25);
                centre + radius * vec2(angle.cos(), angle.sin())
            })
            .collect();
        painter.add(Shape::Path(PathShape::line(points, line(theme.colours.good))));
    }
}

/// The radius for which the tick's corners are given.
const TICK_DRAWN_FOR: f32 = 8.5;

/// A bar with `share` (0 to 1) of it filled.
pub fn bar(ui: &mut Ui, name: &str, share: f32) -> Response {
    let (theme, metrics) = (Theme::of(ui.ctx()), Theme::metrics());
    let (rect, response) = ui.allocate_exact_size(metrics.size.progress, Sense::hover());
    let radius = metrics.radius.sentence;
    ui.painter().rect_filled(rect, radius, theme.colours.line);
    let share = share.clamp(0.0, 1.0);
    if share > 0.0 {
        let filled = rect.with_max_x(rect.left() + (rect.width() * share).max(rect.height()));
        ui.painter().rect_filled(filled, radius, theme.colours.good);
    }
    response.widget_info(|| WidgetInfo {
        value: Some(f64::from(share)),
        ..WidgetInfo::labeled(egui::Role::ProgressIndicator, true, name)
    });
    response
}
