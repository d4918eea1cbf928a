//! Headings of sections, hairlines, and what stands where there is nothing.

use egui::{Align2, Response, Sense, Ui, WidgetInfo, vec2};

use super::text;
use crate::ui::theme::Theme;

/// The heading of a section, with a count or another short word at the right.
pub fn heading(ui: &mut Ui, title: &str, right: &str) -> Response {
    let (theme, metrics) = (Theme::of(ui.ctx()), Theme::metrics());
    let (style, colour) = (&metrics.text.label, theme.colours.soft);
    let size = vec2(ui.available_width(), style.line_height().round());
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    let painter = ui.painter();
    let end = match right {
        "" => rect.right(),
        _ => text::paint(painter, rect.right_center(), Align2::RIGHT_CENTER, style, colour, right).left(),
    };
    let words = text::one_line(painter, style, colour, title, end - rect.left() - metrics.space.l);
    painter.galley(Align2::LEFT_CENTER.anchor_size(rect.left_center(), words.size()).min, words, colour);
    response.widget_info(|| {
        let name = if right.is_empty() { title.to_owned() } else { format!("{title}, {right}") };
        WidgetInfo::labeled(egui::Role::Heading, true, name)
    });
    response
}

/// A line across the room there is.
pub fn hairline(ui: &mut Ui) {
    let (theme, stroke) = (Theme::of(ui.ctx()), &Theme::metrics().stroke);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), stroke.hairline), Sense::hover());
    ui.painter().rect_filled(rect, 0.0, theme.colours.line);
}

/// Words in place of a list that is empty: what it would hold, and how to fill it.
pub fn empty(ui: &mut Ui, title: &str, hint: &str) {
    let (theme, metrics) = (Theme::of(ui.ctx()), Theme::metrics());
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = metrics.space.s;
        text::words(ui, &metrics.text.strong, theme.colours.ink, title);
        if !hint.is_empty() {
            text::words(ui, &metrics.text.note, theme.colours.soft, hint);
        }
    });
}
