//! Interface words in a style of the type scale. Content of articles goes through the typesetter instead.

use std::sync::Arc;

use egui::text::{LayoutJob, TextWrapping};
use egui::{Align2, Color32, Galley, Painter, Pos2, Rect, Response, Sense, Ui, WidgetInfo};

use crate::ui::theme::TypeStyle;

/// Words on one line, as wide as they like.
pub fn galley(painter: &Painter, style: &TypeStyle, colour: Color32, words: &str) -> Arc<Galley> {
    painter.layout_job(job(style, colour, words, f32::INFINITY))
}

/// Words on one line, with an ellipsis where they are wider than `width`.
pub fn one_line(
    painter: &Painter,
    style: &TypeStyle,
    colour: Color32,
    words: &str,
    width: f32,
) -> Arc<Galley> {
    let mut job = job(style, colour, words, f32::INFINITY);
    job.wrap = TextWrapping::truncate_at_width(width.max(0.0));
    painter.layout_job(job)
}

/// Paints words with `anchor` of their box at `at` and says where they stand.
pub fn paint(
    painter: &Painter,
    at: Pos2,
    anchor: Align2,
    style: &TypeStyle,
    colour: Color32,
    words: &str,
) -> Rect {
    let galley = galley(painter, style, colour, words);
    let rect = anchor.anchor_size(at, galley.size());
    painter.galley(rect.min, galley, colour);
    rect
}

/// A line of words that takes its room; cut with an ellipsis where the room is too narrow.
pub fn line(ui: &mut Ui, style: &TypeStyle, colour: Color32, text: &str) -> Response {
    let galley = one_line(ui.painter(), style, colour, text, ui.available_width());
    place(ui, galley, colour, text)
}

/// Words of the interface over as many lines as they take.
pub fn words(ui: &mut Ui, style: &TypeStyle, colour: Color32, text: &str) -> Response {
    let galley = ui.painter().layout_job(job(style, colour, text, ui.available_width()));
    place(ui, galley, colour, text)
}

fn place(ui: &mut Ui, galley: Arc<Galley>, colour: Color32, text: &str) -> Response {
    let (rect, response) = ui.allocate_exact_size(galley.size(), Sense::hover());
    if ui.is_rect_visible(rect) {
        ui.painter().galley(rect.min, galley, colour);
    }
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Label, true, text));
    response
}

fn job(style: &TypeStyle, colour: Color32, words: &str, width: f32) -> LayoutJob {
    let mut job = LayoutJob::single_section(words.to_owned(), style.format(colour));
    job.wrap.max_width = width;
    job
}
