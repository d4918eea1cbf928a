//! Rows of lists, cards, chips, and the ring round what has the keyboard.

use egui::{Color32, Painter, Rect, Response, Sense, StrokeKind, Ui, WidgetInfo, vec2};

use super::text::{self, galley};
use crate::ui::theme::{Corner, Theme};

/// The ring round a control that has the keyboard.
pub fn focus_ring(ui: &Ui, response: &Response, rect: Rect, radius: Corner) {
    if response.has_focus() {
        let (theme, stroke) = (Theme::of(ui.ctx()), &Theme::metrics().stroke);
        let ring = egui::Stroke::new(stroke.focus, theme.colours.focus);
        ui.painter().rect_stroke(rect, radius, ring, StrokeKind::Inside);
    }
}

/// A raised card with its shadow.
pub fn paint_card(painter: &Painter, rect: Rect, radius: Corner) {
    let theme = Theme::of(painter.ctx());
    theme.cast(painter, &theme.shadows.card, rect, radius);
    painter.rect_filled(rect, radius, theme.colours.raised);
}

/// What lies over a surface under the pointer, and more so while pressed.
pub fn paint_hover(ui: &Ui, response: &Response, rect: Rect, radius: Corner) {
    let colours = &Theme::of(ui.ctx()).colours;
    let veil = if response.is_pointer_button_down_on() {
        colours.pressed
    } else if response.hovered() {
        colours.hover
    } else {
        return;
    };
    ui.painter().rect_filled(rect, radius, veil);
}

/// A row over the whole width: chosen ones are cards. Contents are painted by the caller into the rectangle.
pub fn row(ui: &mut Ui, name: &str, height: f32, chosen: bool) -> (Rect, Response) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::click());
    let radius = Theme::metrics().radius.row;
    if ui.is_rect_visible(rect) {
        if chosen {
            paint_card(ui.painter(), rect, radius);
        } else {
            paint_hover(ui, &response, rect, radius);
        }
        focus_ring(ui, &response, rect, radius);
    }
    response.widget_info(|| WidgetInfo::selected(egui::Role::ListBoxOption, ui.is_enabled(), chosen, name));
    (rect, response)
}

/// A card round contents: raised, with a hairline.
pub fn card<R>(ui: &mut Ui, contents: impl FnOnce(&mut Ui) -> R) -> R {
    let (theme, metrics) = (Theme::of(ui.ctx()), Theme::metrics());
    egui::Frame::new()
        .fill(theme.colours.raised)
        .stroke(egui::Stroke::new(metrics.stroke.hairline, theme.colours.line))
        .corner_radius(metrics.radius.card)
        .inner_margin(egui::Margin::symmetric(metrics.space.xl as i8, metrics.space.l as i8))
        .show(ui, contents)
        .inner
}

/// A swatch and a word.
pub fn chip(ui: &mut Ui, swatch: Color32, name: &str) -> Response {
    let (theme, metrics) = (Theme::of(ui.ctx()), Theme::metrics());
    let words = galley(ui.painter(), &metrics.text.small_strong, theme.colours.ink, name);
    let side = metrics.size.swatch_small;
    let size = vec2(side + metrics.space.m + words.size().x, words.size().y);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    let square = egui::Align2::LEFT_CENTER.anchor_size(rect.left_center(), vec2(side, side));
    ui.painter().rect_filled(square, metrics.radius.mark, swatch);
    let at = rect.left_center() + vec2(side + metrics.space.m, 0.0);
    text::paint(
        ui.painter(),
        at,
        egui::Align2::LEFT_CENTER,
        &metrics.text.small_strong,
        theme.colours.ink,
        name,
    );
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Label, true, name));
    response
}
