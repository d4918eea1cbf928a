//! A key as it looks on a keyboard.

use std::borrow::Cow;
use std::sync::Arc;

use egui::{CornerRadius, Galley, Painter, Pos2, Rect, Response, Sense, Ui, Vec2, WidgetInfo, pos2, vec2};

use super::text::galley;
use crate::ui::theme::Theme;

/// The chord as caps write it: `Ctrl K` rather than `Ctrl+K`.
fn spaced(chord: &str) -> Cow<'_, str> {
    match chord.rsplit_once('+') {
        None => Cow::Borrowed(chord),
        Some((head, "")) => {
            let keys = head.trim_end_matches('+').replace('+', " ");
            Cow::Owned(format!("{keys} +").trim_start().to_owned())
        }
        Some(_) => Cow::Owned(chord.replace('+', " ")),
    }
}

/// The words of a cap and the room that it takes.
fn laid(painter: &Painter, chord: &str) -> (Arc<Galley>, Vec2) {
    let metrics = Theme::metrics();
    let soft = Theme::of(painter.ctx()).colours.soft;
    let words = galley(painter, &metrics.text.shortcut, soft, &spaced(chord));
    let height = words.size().y + metrics.space.xs + metrics.stroke.hairline;
    let size = vec2((words.size().x + 2.0 * metrics.space.m).max(height), height);
    (words, size)
}

/// The room that a cap takes.
pub fn key_cap_size(painter: &Painter, chord: &str) -> Vec2 {
    laid(painter, chord).1
}

/// Paints a cap whose right edge is at `right`, centred on its height; says where it stands.
pub fn paint_key_cap(painter: &Painter, right: Pos2, chord: &str) -> Rect {
    let (words, size) = laid(painter, chord);
    let rect = Rect::from_min_size(pos2(right.x - size.x, (right.y - size.y / 2.0).round()), size);
    paint_cap(painter, rect, words);
    rect
}

fn paint_cap(painter: &Painter, rect: Rect, words: Arc<Galley>) {
    let (theme, metrics) = (Theme::of(painter.ctx()), Theme::metrics());
    let (radius, hairline) = (CornerRadius::from(metrics.radius.key), metrics.stroke.hairline);
    // The outline is a hair lower at the foot, which is thicker so. Two fills cost less than outlines.
    let outline = Rect::from_min_max(rect.min, rect.max + vec2(0.0, hairline));
    painter.rect_filled(outline, radius, theme.colours.line);
    painter.rect_filled(rect.shrink(hairline), radius - hairline.round() as u8, theme.colours.raised);
    painter.galley(rect.center() - words.size() / 2.0, words, theme.colours.soft);
}

/// A cap that takes its room.
pub fn key_cap(ui: &mut Ui, chord: &str) -> Response {
    let (words, size) = laid(ui.painter(), chord);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    let top = (rect.center().y - size.y / 2.0).round();
    paint_cap(ui.painter(), Rect::from_min_size(pos2(rect.right() - size.x, top), size), words);
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Label, true, spaced(chord).as_ref()));
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
