//! A heading that opens and closes what follows it, and headings taken from the codebook.

use egui::{Rect, Response, Role, Sense, Ui, Vec2, WidgetInfo, pos2, vec2};

use super::content::left;
use super::text::one_line;
use super::{focus_ring, paint_content, size, spec};
use crate::ui::Cx;
use crate::ui::theme::{Theme, chevron};
use crate::ui::typeset::LabelSpec;

/// A heading with a chevron; turns `open` when it is clicked.
pub fn fold(ui: &mut Ui, name: &str, open: &mut bool) -> Response {
    let (theme, metrics) = (Theme::of(ui.ctx()), Theme::metrics());
    let style = &metrics.text.small;
    let lead = metrics.size.icon;
    let words = one_line(ui.painter(), style, theme.colours.soft, name, ui.available_width() - lead);
    let (rect, mut response) =
        ui.allocate_exact_size(vec2(lead + words.size().x, style.line_height().round()), Sense::click());
    if response.clicked() {
        *open = !*open;
        response.mark_changed();
    }
    let colour = if response.hovered() { theme.colours.ink } else { theme.colours.soft };
    let icon = Rect::from_center_size(
        pos2(rect.left() + lead / 2.0 - metrics.space.xs, rect.center().y),
        Vec2::splat(lead),
    );
    chevron::fold(ui, if *open { 1.0 } else { 0.0 }, &response.clone().with_new_rect(icon));
    let at = pos2(rect.left() + lead, rect.center().y - words.size().y / 2.0);
    ui.painter().galley_with_override_text_color(at, words, colour);
    focus_ring(ui, &response, rect.expand2(vec2(metrics.space.s, metrics.space.xs)), metrics.radius.key);
    let expanded = *open;
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), name));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_expanded(expanded));
    response.on_hover_cursor(egui::CursorIcon::PointingHand)
}

/// A heading whose words come from the codebook or the project, with a key or count at the right.
pub fn content_heading(ui: &mut Ui, cx: &mut Cx<'_>, title: &str, right: &str) {
    content_heading_for(ui, cx, title, right, title);
}

/// The same with the height that it has when `longest` stands there, so that what stands below keeps its place.
pub fn content_heading_for(ui: &mut Ui, cx: &mut Cx<'_>, title: &str, right: &str, longest: &str) {
    let (metrics, soft) = (Theme::metrics(), cx.theme.colours.soft);
    let style = &metrics.text.label;
    let width = ui.available_width();
    let end = cx
        .set
        .paragraph(ui.ctx(), &LabelSpec { max_width: width / 2.0, align: left(right), ..spec(right, style) });
    let end_width = size(ui, &end).x;
    let taken = if right.is_empty() { 0.0 } else { end_width + metrics.space.l };
    let mut laid = |words: &str| {
        let words =
            LabelSpec { max_width: width - taken, max_lines: 2, align: left(words), ..spec(words, style) };
        cx.set.paragraph(ui.ctx(), &words)
    };
    let (laid, longest) = (laid(title), laid(longest));
    let height = size(ui, &laid).y.max(size(ui, &longest).y).max(style.line_height()).round();
    let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::hover());
    let top = rect.bottom() - size(ui, &laid).y.max(style.line_height()).round();
    paint_content(ui, cx, &laid, pos2(rect.left(), top), &[soft]);
    paint_content(ui, cx, &end, pos2(rect.right() - end_width, top), &[soft]);
    response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, title));
}

/// A small cross that takes something away; `name` says what.
pub fn cross(ui: &mut Ui, name: &str) -> Response {
    let (theme, metrics) = (Theme::of(ui.ctx()), Theme::metrics());
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(metrics.size.icon), Sense::click());
    let colour = if response.hovered() { theme.colours.ink } else { theme.colours.soft };
    let stroke = egui::Stroke::new(metrics.stroke.icon, colour);
    let (centre, arm) = (rect.center(), metrics.space.s);
    ui.painter().line_segment([centre + vec2(-arm, -arm), centre + vec2(arm, arm)], stroke);
    ui.painter().line_segment([centre + vec2(-arm, arm), centre + vec2(arm, -arm)], stroke);
    focus_ring(ui, &response, rect, metrics.radius.key);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), name));
    response.on_hover_cursor(egui::CursorIcon::PointingHand)
}
