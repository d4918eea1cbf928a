//! What people wrote, in any script, set in the type of the theme.
//!
//! Content goes through the typesetter, never through egui's own text, which cannot order right-to-left words.

use std::sync::Arc;

use egui::{Color32, Pos2, Response, Sense, Ui, Vec2};

use crate::ui::Cx;
use crate::ui::theme::{Face, Theme, TypeStyle};
use crate::ui::typeset::{Align, BaseDir, FontRole, LabelSpec, ParaLayout, base_direction};

/// A label in a type of the scale.
pub fn spec<'t>(text: &'t str, kind: &TypeStyle) -> LabelSpec<'t> {
    let role = match kind.face {
        Face::Read | Face::ReadItalic | Face::ReadMedium | Face::ReadSemibold | Face::Headline => {
            FontRole::Serif
        }
        _ => FontRole::Sans,
    };
    LabelSpec {
        role,
        weight: kind.face.weight(),
        italic: matches!(kind.face, Face::ReadItalic | Face::UiItalic),
        line_height: kind.line,
        ..LabelSpec::new(text, kind.size)
    }
}

/// Content as wide as there is room, cut off after so many lines; 0: never.
pub fn content(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    text: &str,
    kind: &TypeStyle,
    colour: Color32,
    lines: usize,
) -> Response {
    let max_width = ui.available_width();
    let align = if lines == 1 { left(text) } else { Align::Start };
    let spec = LabelSpec { max_width, max_lines: lines, align, ..spec(text, kind) };
    cx.set.label(ui, &spec, colour, Sense::hover())
}

/// A sentence of the interface with names in it, in as many lines as it takes; it runs as English does, whatever it
/// begins with.
pub fn said(ui: &mut Ui, cx: &mut Cx<'_>, text: &str, kind: &TypeStyle, colour: Color32) -> Response {
    let spec =
        LabelSpec { max_width: ui.available_width(), max_lines: 0, base: BaseDir::Ltr, ..spec(text, kind) };
    cx.set.label(ui, &spec, colour, Sense::hover())
}

/// Content that begins with a strong word, as in “Test: would evidence settle it?”.
pub fn led(ui: &mut Ui, cx: &mut Cx<'_>, lead: &str, text: &str, kind: &TypeStyle) -> Response {
    let (ink, soft) = (cx.theme.colours.ink, cx.theme.colours.soft);
    let whole = format!("{lead} {text}");
    let spec = LabelSpec {
        max_width: ui.available_width(),
        max_lines: 0,
        strong: (0, lead.len() as u32),
        ..spec(&whole, kind)
    };
    let made = cx.set.paragraph(ui.ctx(), &spec);
    let (rect, response) = ui.allocate_exact_size(size(ui, &made), Sense::hover());
    paint_content(ui, cx, &made, rect.min, &[soft, ink]);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, &whole));
    response
}

/// Content on one line that can be pressed; ink under the pointer.
pub fn pressable_content(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    kind: &TypeStyle,
    colour: Color32,
    text: &str,
) -> Response {
    let metrics = Theme::metrics();
    let made = laid(ui, cx, text, kind, f32::INFINITY);
    let room = ui.available_width();
    let made = if size(ui, &made).x > room { laid(ui, cx, text, kind, room) } else { made };
    let (rect, response) = ui.allocate_exact_size(size(ui, &made), Sense::click());
    let colour = if response.hovered() && ui.is_enabled() { cx.theme.colours.ink } else { colour };
    paint_content(ui, cx, &made, rect.min, &[colour]);
    let around = rect.expand2(egui::vec2(metrics.space.s, metrics.space.xs));
    super::focus_ring(ui, &response, around, metrics.radius.key);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, ui.is_enabled(), text));
    response.on_hover_cursor(egui::CursorIcon::PointingHand)
}

/// A layout's size in points.
pub fn size(ui: &Ui, laid: &ParaLayout) -> Vec2 {
    laid.size / ui.ctx().pixels_per_point()
}

/// Paints laid-out content with its top left corner at `at`, in points; a colour for each of its spans.
pub fn paint_content(ui: &Ui, cx: &mut Cx<'_>, laid: &ParaLayout, at: Pos2, colours: &[Color32]) {
    cx.set.paint(ui.painter(), laid, at, colours);
}

/// One line of content of at most this width, laid out and not yet painted.
pub fn laid(ui: &Ui, cx: &mut Cx<'_>, text: &str, kind: &TypeStyle, max_width: f32) -> Arc<ParaLayout> {
    cx.set.paragraph(ui.ctx(), &LabelSpec { max_width, align: left(text), ..spec(text, kind) })
}

/// The alignment that keeps a line beside what stands at its left, in whichever direction it runs.
pub fn left(text: &str) -> Align {
    if base_direction(text) == BaseDir::Rtl { Align::End } else { Align::Start }
}
