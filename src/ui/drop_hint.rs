//! What is said over the window while files are held over it.

use egui::{Align2, Context, Id, LayerId, Order, StrokeKind};

use super::Cx;
use super::theme::Theme;
use super::widgets;

/// Shows what letting go would do, while files are held over the window.
pub fn show(ctx: &Context, cx: &Cx<'_>) {
    let files = ctx.input(|input| input.raw.hovered_files.len());
    if files == 0 {
        return;
    }
    let (metrics, colours) = (Theme::metrics(), &cx.theme.colours);
    let painter = ctx.layer_painter(LayerId::new(Order::Tooltip, Id::unique("drop hint")));
    let screen = ctx.content_rect();
    painter.rect_filled(screen, 0.0, colours.backdrop);
    let words = match cx.state.session {
        Some(_) => cx.text.get("window-drop-add"),
        None => cx.text.get("window-drop-open"),
    };
    let galley = widgets::galley(&painter, &metrics.text.heading, colours.ink, words);
    let around = galley.size() + egui::Vec2::splat(2.0 * metrics.space.section);
    let rect = Align2::CENTER_CENTER.align_size_within_rect(around, screen);
    cx.theme.cast(&painter, &cx.theme.shadows.popover, rect, metrics.radius.popover);
    let line = egui::Stroke::new(metrics.stroke.focus, colours.focus);
    painter.rect(rect, metrics.radius.popover, colours.raised, line, StrokeKind::Inside);
    painter.galley(rect.center() - galley.size() / 2.0, galley, colours.ink);
}
