//! A strip of tabs, one of them raised.

use egui::{Rect, Sense, Ui, WidgetInfo, pos2, vec2};

use super::row::{focus_ring, paint_card};
use super::text::galley;
use crate::ui::theme::Theme;

/// Shows the tabs and says which was clicked. `name` is the accessible name of the strip's role in the window.
pub fn tabs<T: Copy + PartialEq>(ui: &mut Ui, all: &[(T, &str)], current: T) -> Option<T> {
    let (theme, metrics) = (Theme::of(ui.ctx()), Theme::metrics());
    let (colours, space, text) = (&theme.colours, &metrics.space, &metrics.text);
    let pad = space.xs + space.hair;
    let widths: Vec<f32> = all
        .iter()
        .map(|(_, label)| {
            galley(ui.painter(), &text.strong, colours.ink, label).size().x + 2.0 * (space.xl + space.hair)
        })
        .collect();
    let inner = (text.ui.line_height() + 2.0 * space.s).round();
    let gaps = space.xs * all.len().saturating_sub(1) as f32;
    let size = vec2(widths.iter().sum::<f32>() + gaps + 2.0 * pad, inner + 2.0 * pad);
    let (strip, _) = ui.allocate_exact_size(size, Sense::hover());
    ui.painter().rect_filled(strip, metrics.radius.control, colours.tab_strip);
    let mut clicked = None;
    let mut left = strip.left() + pad;
    for ((value, label), width) in all.iter().zip(widths) {
        let rect = Rect::from_min_size(pos2(left, strip.top() + pad), vec2(width, inner));
        left += width + space.xs;
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
