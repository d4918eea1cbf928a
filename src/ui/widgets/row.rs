//! Rows of lists, cards, chips, and the ring round what has the keyboard.

use egui::{Painter, Rect, Response, Sense, StrokeKind, Ui, WidgetInfo, vec2};

use crate::ui::theme::{Corner, Theme};

/// The ring round a control that has the keyboard.
pub fn focus_ring(ui: &Ui, response: &Response, rect: Rect, radius: Corner) {
    if response.has_focus() {
        let (theme, stroke) = (Theme::of(ui.ctx()), &Theme::metrics().stroke);
        let ring = egui::Stroke::new(stroke.focus, theme.colours.focus);
        ui.painter().rect_stroke(rect, radius, ring, StrokeKind::Inside);
    }
}

/// Scrolls to the control that has just got the keyboard; call it last in what a scroll area shows.
pub fn follow_focus(ui: &Ui) {
    let focused = ui.memory(egui::Memory::focused);
    let key = ui.scope_id().with("followed");
    let before = ui.data_mut(|data| {
        let before = data.get_temp::<Option<egui::Id>>(key).flatten();
        data.insert_temp(key, focused);
        before
    });
    let Some(id) = focused.filter(|_| focused != before) else { return };
    let Some(control) = ui.ctx().read_response(id) else { return };
    if ui.min_rect().contains_rect(control.rect) && !ui.clip_rect().contains_rect(control.rect) {
        let room = Theme::metrics().space.xl;
        ui.scroll_to_rect_animation(control.rect.expand(room), None, egui::style::ScrollAnimation::none());
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

/// A row over the whole width: chosen ones are cards. Contents are painted by the caller into the rectangle; its spoken
/// name is made only where somebody listens.
pub fn row<S: ToString>(ui: &mut Ui, name: impl Fn() -> S, height: f32, chosen: bool) -> (Rect, Response) {
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
    response.widget_info(|| WidgetInfo::selected(egui::Role::ListBoxOption, ui.is_enabled(), chosen, name()));
    (rect, response)
}
