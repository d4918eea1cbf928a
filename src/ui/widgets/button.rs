//! Buttons: a framed one with an optional key, and a quiet one that is only words.

use egui::{Color32, Painter, Pos2, Response, Sense, StrokeKind, Ui, WidgetInfo, vec2};

use super::content::{laid, paint_content, size};
use super::key::{key_cap_size, paint_key_cap};
use super::row::{focus_ring, paint_hover};
use super::text::{self, galley};
use crate::ui::Cx;
use crate::ui::theme::{Theme, TypeStyle, over};

/// A button in a frame, with the key that does the same beside its name.
#[derive(Clone, Copy, Debug)]
pub struct Button<'a> {
    label: &'a str,
    key: &'a str,
    primary: bool,
    wide: bool,
    menu: bool,
}

impl<'a> Button<'a> {
    /// A button with these words.
    pub fn new(label: &'a str) -> Self {
        Self { label, key: "", primary: false, wide: false, menu: false }
    }

    /// Shows this chord at the right; nothing when empty.
    pub fn key(mut self, chord: &'a str) -> Self {
        self.key = chord;
        self
    }

    /// The one that is expected: dark on light.
    pub fn primary(mut self) -> Self {
        self.primary = true;
        self
    }

    /// As wide as there is room.
    pub fn wide(mut self) -> Self {
        self.wide = true;
        self
    }

    /// Opens a menu: words at the left, a chevron at the right.
    pub fn menu(mut self) -> Self {
        self.menu = true;
        self
    }

    /// Puts it where the layout is.
    pub fn show(self, ui: &mut Ui) -> Response {
        let (theme, metrics) = (Theme::of(ui.ctx()), Theme::metrics());
        let (colours, space, radius) = (&theme.colours, &metrics.space, metrics.radius.control);
        let ink = if self.primary { colours.panel } else { colours.ink };
        let ink = if ui.is_enabled() { ink } else { colours.faint };
        let words = galley(ui.painter(), &metrics.text.strong, ink, self.label);
        let cap = match self.key {
            "" if self.menu => metrics.size.icon + space.l,
            "" => 0.0,
            key => key_cap_size(ui.painter(), key).x + space.xl,
        };
        let width = words.size().x + cap + 2.0 * space.xl;
        let width = if self.wide { ui.available_width() } else { width };
        let (rect, response) = ui.allocate_exact_size(vec2(width, metrics.size.control), Sense::click());
        let (fill, line) = if self.primary && ui.is_enabled() {
            (colours.ink, colours.ink)
        } else {
            (colours.raised, if response.hovered() { colours.line_strong } else { colours.line })
        };
        let fill = if response.hovered() && self.primary { over(colours.hover, fill) } else { fill };
        let stroke = egui::Stroke::new(metrics.stroke.hairline, line);
        ui.painter().rect(rect, radius, fill, stroke, StrokeKind::Inside);
        if !self.primary {
            paint_hover(ui, &response, rect, radius);
        }
        focus_ring(ui, &response, rect.expand(space.xs), radius);
        // Where there is little room the words stand closer to the edge, and where there is none the key goes.
        let least = words.size().x + cap - space.xl + 3.0 * space.m;
        let shows_key = !self.key.is_empty() && rect.width() >= least;
        let margin = if rect.width() < words.size().x + cap + 2.0 * space.xl { space.m } else { space.xl };
        let left = rect.left_center() + vec2(margin, -words.size().y / 2.0);
        let centred = rect.center() - words.size() / 2.0;
        ui.painter().galley(if cap == 0.0 && !self.wide { centred } else { left }, words, ink);
        if self.menu {
            paint_chevron(ui.painter(), rect.right_center() - vec2(space.xl, 0.0), colours.soft);
        }
        if shows_key {
            paint_key_cap(ui.painter(), rect.right_center() - vec2(space.l, 0.0), self.key);
        }
        response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, ui.is_enabled(), self.label));
        response
    }
}

/// Paints a chevron that points down, its middle there.
pub fn paint_chevron(painter: &Painter, centre: Pos2, colour: Color32) {
    let metrics = Theme::metrics();
    let (across, down) = (metrics.space.s, metrics.space.xs);
    let points = [vec2(-across, -down), vec2(0.0, down), vec2(across, -down)].map(|at| centre + at);
    let stroke = egui::Stroke::new(metrics.stroke.icon, colour);
    painter.add(egui::Shape::line(points.to_vec(), stroke));
}

/// Quiet words with a chevron, to open a menu under.
pub fn dropdown(ui: &mut Ui, name: &str, shown: &str) -> Response {
    let (theme, metrics) = (Theme::of(ui.ctx()), Theme::metrics());
    let (space, style) = (&metrics.space, &metrics.text.small);
    let words = galley(ui.painter(), style, theme.colours.soft, shown);
    let size = words.size() + vec2(space.l + 2.0 * space.s, 0.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    let colour = if response.hovered() { theme.colours.ink } else { theme.colours.soft };
    ui.painter().galley_with_override_text_color(rect.min, words, colour);
    paint_chevron(ui.painter(), rect.right_center() - vec2(space.s, 0.0), colour);
    focus_ring(ui, &response, rect.expand2(vec2(space.s, space.xs)), metrics.radius.key);
    response
        .widget_info(|| WidgetInfo::labeled(egui::Role::Button, ui.is_enabled(), format!("{name}: {shown}")));
    response
}

/// The same for words that come from the project, at most `width` wide.
pub fn content_dropdown(ui: &mut Ui, cx: &mut Cx<'_>, name: &str, shown: &str, width: f32) -> Response {
    let (colours, metrics) = (&cx.theme.colours, Theme::metrics());
    let (space, style) = (&metrics.space, &metrics.text.small);
    let words = laid(ui, cx, shown, style, width);
    let room = vec2(size(ui, &words).x + space.l + 2.0 * space.s, style.line_height().round());
    let (rect, response) = ui.allocate_exact_size(room, Sense::click());
    let colour = if response.hovered() { colours.ink } else { colours.soft };
    paint_content(ui, cx, &words, rect.min, &[colour]);
    paint_chevron(ui.painter(), rect.right_center() - vec2(space.s, 0.0), colour);
    focus_ring(ui, &response, rect.expand2(vec2(space.s, space.xs)), metrics.radius.key);
    response
        .widget_info(|| WidgetInfo::labeled(egui::Role::Button, ui.is_enabled(), format!("{name}: {shown}")));
    response
}

/// A button that is only words: soft, ink under the pointer.
pub fn quiet(ui: &mut Ui, label: &str) -> Response {
    pressable(ui, &Theme::metrics().text.small, Theme::of(ui.ctx()).colours.soft, label)
}

/// Words of any style that can be pressed; ink under the pointer.
pub fn pressable(ui: &mut Ui, style: &TypeStyle, colour: Color32, label: &str) -> Response {
    let (theme, metrics) = (Theme::of(ui.ctx()), Theme::metrics());
    let words = text::one_line(ui.painter(), style, colour, label, ui.available_width());
    let (rect, response) = ui.allocate_exact_size(words.size(), Sense::click());
    let colour = if response.hovered() && ui.is_enabled() { theme.colours.ink } else { colour };
    ui.painter().galley_with_override_text_color(rect.min, words, colour);
    focus_ring(ui, &response, rect.expand2(vec2(metrics.space.s, metrics.space.xs)), metrics.radius.key);
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, ui.is_enabled(), label));
    response.on_hover_cursor(egui::CursorIcon::PointingHand)
}
