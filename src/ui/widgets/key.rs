//! A key as it looks on a keyboard.

use egui::{Painter, Pos2, Rect, Response, Sense, StrokeKind, Ui, Vec2, WidgetInfo, pos2, vec2};

use super::text::galley;
use crate::ui::theme::Theme;

/// The chord as caps write it: `Ctrl K` rather than `Ctrl+K`.
fn spaced(chord: &str) -> String {
    match chord.rsplit_once('+') {
        Some((head, "")) => {
            format!("{} +", head.trim_end_matches('+').replace('+', " ")).trim_start().to_owned()
        }
        _ => chord.replace('+', " "),
    }
}

/// The room that a cap takes.
pub fn key_cap_size(painter: &Painter, chord: &str) -> Vec2 {
    let metrics = Theme::metrics();
    let words =
        galley(painter, &metrics.text.shortcut, Theme::of(painter.ctx()).colours.soft, &spaced(chord));
    let height = words.size().y + metrics.space.xs + metrics.stroke.hairline;
    vec2((words.size().x + 2.0 * metrics.space.m).max(height), height)
}

/// Paints a cap whose right edge is at `right`, centred on its height; says where it stands.
pub fn paint_key_cap(painter: &Painter, right: Pos2, chord: &str) -> Rect {
    let (theme, metrics) = (Theme::of(painter.ctx()), Theme::metrics());
    let size = key_cap_size(painter, chord);
    let rect = Rect::from_min_size(pos2(right.x - size.x, (right.y - size.y / 2.0).round()), size);
    let radius = metrics.radius.key;
    let line = egui::Stroke::new(metrics.stroke.hairline, theme.colours.line);
    // A second outline a hair lower gives the cap its thicker foot.
    let foot = rect.translate(vec2(0.0, metrics.stroke.hairline));
    painter.rect(foot, radius, theme.colours.line, line, StrokeKind::Inside);
    painter.rect(rect, radius, theme.colours.raised, line, StrokeKind::Inside);
    let words = galley(painter, &metrics.text.shortcut, theme.colours.soft, &spaced(chord));
    painter.galley(rect.center() - words.size() / 2.0, words, theme.colours.soft);
    rect
}

/// A cap that takes its room.
pub fn key_cap(ui: &mut Ui, chord: &str) -> Response {
    let size = key_cap_size(ui.painter(), chord);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    paint_key_cap(ui.painter(), rect.right_center(), chord);
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Label, true, spaced(chord)));
    response
}

#[cfg(test)]
mod tests {
    #[test]
    fn chords_lose_their_plus_signs_but_not_the_key() {
        for (chord, cap) in
            [("Ctrl+K", "Ctrl K"), ("Ctrl+Shift+Z", "Ctrl Shift Z"), ("+", "+"), ("Ctrl++", "Ctrl +")]
        {
            assert_eq!(super::spaced(chord), cap);
        }
    }
}
