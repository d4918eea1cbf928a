//! What stands in the window while no project is open: what this is, how to begin, what was open before.

use std::sync::Arc;

use egui::{Align2, Id, ScrollArea, Sense, Ui, UiBuilder, WidgetInfo, vec2};

use super::Cx;
use super::library_row::short_date;
use super::theme::Theme;
use super::typeset::{Align, LabelSpec, ParaLayout};
use super::widgets::{self, Button};
use crate::app::{Action, Command, ProjectCommand, WindowCommand};
use crate::base::Timestamp;
use crate::locale::Catalogue;
use crate::message;
use crate::model::Recent;

const WAYS: [Action; 4] =
    [Action::OpenSample, Action::NewProject, Action::OpenProject, Action::ImportArticles];

/// Shows the page over the whole of `ui`.
pub fn show(ui: &mut Ui, cx: &mut Cx<'_>) {
    let (metrics, colours) = (Theme::metrics(), &cx.theme.colours);
    let (space, text) = (&metrics.space, &metrics.text);
    let width = metrics.size.column.min(ui.available_width() - 2.0 * space.section);
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        let top = (ui.max_rect().height() / 7.0).clamp(space.section, metrics.size.library / 2.0);
        let left = (ui.max_rect().width() - width) / 2.0;
        let column = ui.max_rect().translate(vec2(left, top));
        ui.scope_builder(UiBuilder::new().max_rect(column.with_max_x(column.left() + width)), |ui| {
            ui.spacing_mut().item_spacing = vec2(space.l, 0.0);
            widgets::line(ui, &text.headline, colours.accent, "÷");
            ui.add_space(space.m);
            widgets::line(ui, &text.headline, colours.ink, "Obelus");
            ui.add_space(space.l);
            let what = cx.text.get("window-what");
            widgets::words(ui, &text.quote, colours.soft, what);
            ui.add_space(space.section);
            ways(ui, cx);
            ui.add_space(space.xl);
            widgets::words(ui, &text.note, colours.soft, cx.text.get("window-drop"));
            if !cx.state.preferences.recents.is_empty() {
                ui.add_space(space.section + space.l);
                widgets::heading(ui, cx.text.get("window-recent"), "");
                ui.add_space(space.m);
                for recent in &cx.state.preferences.recents {
                    recent_row(ui, cx, recent);
                }
            }
            ui.add_space(space.section);
        });
    });
}

fn ways(ui: &mut Ui, cx: &mut Cx<'_>) {
    let space = &Theme::metrics().space;
    let half = (ui.available_width() - space.l) / 2.0;
    for pair in WAYS.chunks(2) {
        ui.horizontal(|ui| {
            for action in pair {
                ui.scope(|ui| {
                    ui.set_width(half);
                    let chord = cx.state.keymap.shown(*action);
                    let button = Button::new(cx.text.get(action.label_id())).key(&chord).wide();
                    if widgets::tip(button.show(ui), cx.text.get(action.help_id()), "").clicked() {
                        cx.out.push(Command::Action(*action));
                    }
                });
            }
        });
        ui.add_space(space.l);
    }
}

fn recent_row(ui: &mut Ui, cx: &mut Cx<'_>, recent: &Recent) {
    let (metrics, colours) = (Theme::metrics(), &cx.theme.colours);
    let (space, text) = (&metrics.space, &metrics.text);
    let path = recent.path.display().to_string();
    let height = text.strong.line_height() + text.small.line_height() + 2.0 * space.l;
    let name = if recent.name.is_empty() { path.as_str() } else { recent.name.as_str() };
    ui.push_id(&recent.path, |ui| {
        let (rect, response) =
            ui.allocate_exact_size(vec2(ui.available_width(), height.round()), Sense::click());
        let over = response.contains_pointer() || response.has_focus();
        widgets::paint_hover(ui, &response, rect, metrics.radius.row);
        widgets::focus_ring(ui, &response, rect, metrics.radius.row);
        let inner = rect.shrink2(vec2(space.l + space.xs, space.l));
        let forget = forget_button(ui, cx, recent, inner, over);
        let when = ago(cx.text, cx.now, recent.opened);
        let when = widgets::galley(ui.painter(), &text.small, colours.soft, &when);
        let width = inner.width() - when.size().x.max(forget.0) - space.xxl;
        if !forget.1 {
            let at = Align2::RIGHT_CENTER.anchor_size(inner.right_center(), when.size());
            ui.painter().galley(at.min, when, colours.soft);
        }
        let first = at_left(ui, cx, name, width);
        let second = widgets::laid(ui, cx, &path, &text.small, width);
        widgets::paint_content(ui, cx, &first, inner.min, &[colours.ink]);
        let below = inner.left_bottom() - vec2(0.0, widgets::size(ui, &second).y);
        widgets::paint_content(ui, cx, &second, below, &[colours.soft]);
        response.widget_info(|| {
            WidgetInfo::labeled(
                egui::Role::Button,
                true,
                cx.text.shown(&message!("window-open-recent", name = name)).as_ref(),
            )
        });
        if response.clicked() {
            cx.out.push(Command::Project(ProjectCommand::OpenPaths(vec![recent.path.clone()])));
        }
        let response = response.on_hover_cursor(egui::CursorIcon::PointingHand);
        response.context_menu(|ui| {
            if widgets::item(ui, cx.text.get("window-forget"), "") {
                cx.out.push(Command::Window(WindowCommand::ForgetRecent(recent.path.clone())));
            }
        });
    });
}

/// The word that takes a project off the list, shown under the pointer; returns the room it takes and whether it is
/// shown.
fn forget_button(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    recent: &Recent,
    inner: egui::Rect,
    over: bool,
) -> (f32, bool) {
    let (metrics, colours) = (Theme::metrics(), &cx.theme.colours);
    let style = &metrics.text.small;
    let words = widgets::galley(ui.painter(), style, colours.soft, cx.text.get("window-forget"));
    let rect = Align2::RIGHT_CENTER.anchor_size(inner.right_center(), words.size());
    let room = words.size().x;
    let id = Id::unique(("forget", &recent.path));
    let response = ui.interact(rect, id, Sense::click());
    let shown = over || response.hovered() || response.has_focus();
    if shown {
        let colour = if response.hovered() { colours.ink } else { colours.soft };
        ui.painter().galley_with_override_text_color(rect.min, words, colour);
    }
    widgets::focus_ring(ui, &response, rect.expand(metrics.space.xs), metrics.radius.key);
    response.widget_info(|| {
        WidgetInfo::labeled(
            egui::Role::Button,
            true,
            cx.text.shown(&message!("window-forget-name-of", name = &recent.name)).as_ref(),
        )
    });
    if response.clicked() {
        cx.out.push(Command::Window(WindowCommand::ForgetRecent(recent.path.clone())));
    }
    (room, shown)
}

/// A name on one line that begins at the left even when it reads from the right.
fn at_left(ui: &Ui, cx: &mut Cx<'_>, name: &str, width: f32) -> Arc<ParaLayout> {
    let kind = &Theme::metrics().text.strong;
    let laid = widgets::laid(ui, cx, name, kind, width);
    if !laid.rtl {
        return laid;
    }
    let spec = LabelSpec { max_width: width, align: Align::End, ..widgets::spec(name, kind) };
    cx.set.paragraph(ui.ctx(), &spec)
}

/// How long ago something was, in words.
fn ago(text: &'static Catalogue, now: Timestamp, then: Timestamp) -> Arc<str> {
    const DAY: i64 = 86_400;
    match now.0.div_euclid(DAY) - then.0.div_euclid(DAY) {
        days if days < 14 => text.shown(&message!("window-days-ago", days = days.max(0) as u64)),
        _ => short_date(text, then.to_string().get(..10).unwrap_or_default()).into(),
    }
}
