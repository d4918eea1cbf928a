//! A line with a box that is ticked or not.

use egui::{Color32, CornerRadius, Rect, Response, Role, Sense, Shape, Stroke, StrokeKind, Ui, WidgetInfo};
use egui::{pos2, vec2};

use super::content::{self, left, spec};
use super::{focus_ring, galley, paint_hover};
use crate::ui::Cx;
use crate::ui::theme::Theme;
use crate::ui::typeset::LabelSpec;

/// Paints a box, ticked or empty, with its middle there.
fn paint_box(ui: &Ui, centre: egui::Pos2, on: bool, enabled: bool) {
    let (theme, metrics) = (Theme::of(ui.ctx()), Theme::metrics());
    let side = metrics.size.icon - metrics.space.xs;
    let rect = Rect::from_center_size(centre, vec2(side, side));
    let colours = &theme.colours;
    let ink = if enabled { colours.ink } else { colours.faint };
    let (fill, line) = if on { (ink, ink) } else { (colours.raised, colours.line_strong) };
    let outline = Stroke::new(metrics.stroke.hairline, line);
    ui.painter().rect(rect, CornerRadius::from(metrics.radius.sentence), fill, outline, StrokeKind::Inside);
    if on {
        let tick = [vec2(-0.26, 0.02), vec2(-0.08, 0.20), vec2(0.28, -0.20)].map(|at| centre + at * side);
        let stroke = Stroke::new(metrics.stroke.icon, colours.panel);
        ui.painter().add(Shape::line(tick.to_vec(), stroke));
    }
}

/// A line that turns something on or off, with a count or a short word at the right. The words may be in any script and
/// take as many lines as they need.
pub fn check(ui: &mut Ui, cx: &mut Cx<'_>, label: &str, right: &str, on: bool) -> Response {
    let metrics = Theme::metrics();
    let (space, style) = (&metrics.space, &metrics.text.ui);
    let enabled = ui.is_enabled();
    let colour = |usual: Color32| if enabled { usual } else { cx.theme.colours.faint };
    let (ink, soft) = (colour(cx.theme.colours.ink), colour(cx.theme.colours.soft));
    let end = galley(ui.painter(), &metrics.text.small, soft, right);
    let lead = metrics.size.icon + space.l;
    let max_width = ui.available_width() - lead - end.size().x - space.l;
    let spec = LabelSpec { max_width, max_lines: 0, align: left(label), ..spec(label, style) };
    let words = cx.set.paragraph(ui.ctx(), &spec);
    let tall = content::size(ui, &words).y;
    let height = (tall.max(style.line_height()) + 2.0 * space.s).round();
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::click());
    if ui.is_rect_visible(rect) {
        let around = rect.expand2(vec2(space.s, 0.0));
        paint_hover(ui, &response, around, metrics.radius.tab);
        let first = rect.top() + space.s + style.line_height() / 2.0;
        paint_box(ui, pos2(rect.left() + metrics.size.icon / 2.0, first), on, enabled);
        let at = pos2(rect.right() - end.size().x, first - end.size().y / 2.0);
        ui.painter().galley(at, end, soft);
        let top = rect.center().y - tall / 2.0;
        content::paint_content(ui, cx, &words, pos2(rect.left() + lead, top), &[ink]);
        focus_ring(ui, &response, around, metrics.radius.tab);
    }
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, enabled, on, label));
    response
}
