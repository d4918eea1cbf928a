//! A strip of tabs, one of them raised.

use egui::{Color32, Rect, Sense, Ui, Vec2, WidgetInfo, pos2, vec2};

use super::row::{focus_ring, paint_card};
use super::text::galley;
use crate::ui::theme::Theme;

/// The room that the tabs take.
pub fn tabs_size<T>(ui: &Ui, all: &[(T, &str)]) -> Vec2 {
    let (space, text) = (&Theme::metrics().space, &Theme::metrics().text);
    let widths: f32 = all.iter().map(|(_, label)| width(ui, label)).sum();
    let pad = space.xs + space.hair;
    let gaps = space.xs * all.len().saturating_sub(1) as f32;
    vec2(widths + gaps + 2.0 * pad, (text.ui.line_height() + 2.0 * space.s).round() + 2.0 * pad)
}

fn width(ui: &Ui, label: &str) -> f32 {
    let (space, text) = (&Theme::metrics().space, &Theme::metrics().text);
    galley(ui.painter(), &text.strong, Color32::PLACEHOLDER, label).size().x + 2.0 * (space.xl + space.hair)
}

/// Shows the tabs and says which was clicked.
pub fn tabs<T: Copy + PartialEq>(ui: &mut Ui, all: &[(T, &str)], current: T) -> Option<T> {
    let (theme, metrics) = (Theme::of(ui.ctx()), Theme::metrics());
    let (colours, space, text) = (&theme.colours, &metrics.space, &metrics.text);
    let pad = space.xs + space.hair;
    let (strip, _) = ui.allocate_exact_size(tabs_size(ui, all), Sense::hover());
    ui.painter().rect_filled(strip, metrics.radius.control, colours.tab_strip);
    let mut clicked = None;
    let mut left = strip.left() + pad;
    for (value, label) in all {
        let size = vec2(width(ui, label), strip.height() - 2.0 * pad);
        let rect = Rect::from_min_size(pos2(left, strip.top() + pad), size);
        left += size.x + space.xs;
        let response = ui.interact(rect, ui.scope_id().with(("tab", label)), Sense::click());
        let on = *value == current;
        if on {
            paint_card(ui.painter(), rect, metrics.radius.tab);
        }
        focus_ring(ui, &response, rect, metrics.radius.tab);
        let colour = if on || response.hovered() { colours.ink } else { colours.soft };
        let words = galley(ui.painter(), if on { &text.strong } else { &text.ui }, colour, label);
        ui.painter().galley(rect.center() - words.size() / 2.0, words, colour);
        response.widget_info(|| WidgetInfo::selected(egui::Role::Tab, ui.is_enabled(), on, label));
        if response.clicked() && !on {
            clicked = Some(*value);
        }
    }
    clicked
}
