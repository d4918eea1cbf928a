//! The bar at the top: the mark, where one is, the pages, the palette and the menu.

use egui::{Align, Align2, Layout, Response, Sense, Ui, WidgetInfo, vec2};

use super::Cx;
use super::panes::rule;
use super::theme::Theme;
use super::widgets;
use crate::app::{Action, Command, Group, Route, WindowCommand, actions};
use crate::id;

const PAGES: [(Route, &str); 4] = [
    (Route::Read, id!("window-page-read")),
    (Route::Review, id!("window-page-review")),
    (Route::Claims, id!("window-page-claims")),
    (Route::Codebook, id!("window-page-codebook")),
];

/// Shows the bar over the whole of `ui`.
pub fn show(ui: &mut Ui, cx: &mut Cx<'_>) {
    let metrics = Theme::metrics();
    let bar = ui.max_rect();
    rule(ui, bar.bottom() - metrics.stroke.hairline);
    let inner = bar.shrink2(vec2(metrics.space.xxl, 0.0));
    let builder = egui::UiBuilder::new().max_rect(inner).layout(Layout::right_to_left(Align::Center));
    let mut ui = ui.new_child(builder);
    ui.spacing_mut().item_spacing.x = metrics.space.xl + metrics.space.xs;
    menu(&mut ui, cx);
    palette_button(&mut ui, cx);
    if cx.state.session.is_some() && cx.state.intake.is_none() {
        // Nested, so that the tabs stand in reading order.
        let all = ui.available_rect_before_wrap();
        let pages = PAGES.map(|(route, name)| (route, cx.text.get(name)));
        let width = widgets::tabs_size(&ui, &pages).x;
        let strip = Align2::RIGHT_CENTER.align_size_within_rect(vec2(width, all.height()), all);
        let builder = egui::UiBuilder::new().max_rect(strip).layout(Layout::left_to_right(Align::Center));
        ui.scope_builder(builder, |ui| {
            if let Some(route) = widgets::tabs(ui, &pages, cx.state.route) {
                cx.out.push(Command::Window(WindowCommand::Go(route)));
            }
        });
    }
    let rest = ui.available_rect_before_wrap();
    let builder = egui::UiBuilder::new().max_rect(rest).layout(Layout::left_to_right(Align::Center));
    let mut ui = ui.new_child(builder);
    ui.spacing_mut().item_spacing.x = metrics.space.l;
    crumbs(&mut ui, cx);
}

fn crumbs(ui: &mut Ui, cx: &mut Cx<'_>) {
    let (metrics, colours) = (Theme::metrics(), &cx.theme.colours);
    let text = &metrics.text;
    widgets::line(ui, &text.mark, colours.accent, "÷");
    ui.add_space(metrics.space.s);
    let Some(session) = &cx.state.session else {
        let place = if cx.state.intake.is_some() { cx.text.get("window-new-articles") } else { "Obelus" };
        widgets::line(ui, &text.strong, colours.ink, place);
        return;
    };
    let name = session.project.name();
    let name = widgets::laid(ui, cx, name, &text.ui, ui.available_width() / 2.0);
    crumb(ui, cx, &name, colours.soft, session.project.name());
    let last = match (&cx.state.intake, cx.state.route, cx.state.reading()) {
        (Some(_), ..) => cx.text.get("window-new-articles"),
        (None, Route::Read, Some(reading)) => reading.article.display_title(),
        (None, Route::Read, None) => return,
        (None, Route::Claims, _) => cx.text.get("window-page-claims"),
        (None, Route::Review, _) => cx.text.get("window-page-review"),
        (None, Route::Codebook, _) => cx.text.get("window-page-codebook"),
    };
    widgets::line(ui, &text.ui, colours.soft, "/");
    let laid = widgets::laid(ui, cx, last, &text.strong, ui.available_width());
    crumb(ui, cx, &laid, colours.ink, last);
}

fn crumb(ui: &mut Ui, cx: &mut Cx<'_>, laid: &super::typeset::ParaLayout, colour: egui::Color32, name: &str) {
    let (rect, response) = ui.allocate_exact_size(widgets::size(ui, laid), Sense::hover());
    widgets::paint_content(ui, cx, laid, rect.min, &[colour]);
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Label, true, name));
}

fn palette_button(ui: &mut Ui, cx: &mut Cx<'_>) {
    let (metrics, action) = (Theme::metrics(), Action::CommandPalette);
    let chord = cx.state.keymap.shown(action);
    let shown = if chord.is_empty() { cx.text.get("window-search").to_owned() } else { chord };
    let size = widgets::key_cap_size(ui.painter(), &shown);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    let cap = widgets::paint_key_cap(ui.painter(), rect.right_center(), &shown);
    widgets::paint_hover(ui, &response, cap, metrics.radius.key);
    widgets::focus_ring(ui, &response, cap.expand(metrics.space.xs), metrics.radius.tab);
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, cx.text.get(action.label_id())));
    if widgets::tip(response, cx.text.get(action.help_id()), "").clicked() {
        cx.out.push(Command::Action(action));
    }
}

fn dots(ui: &mut Ui, name: &str) -> Response {
    let (theme, metrics) = (Theme::of(ui.ctx()), Theme::metrics());
    let side = metrics.size.ring;
    let (rect, response) = ui.allocate_exact_size(vec2(side, side), Sense::click());
    widgets::paint_hover(ui, &response, rect, metrics.radius.tab);
    widgets::focus_ring(ui, &response, rect, metrics.radius.tab);
    for step in [-1.0, 0.0, 1.0] {
        let centre = rect.center() + vec2(step * (metrics.space.s + metrics.space.hair), 0.0);
        ui.painter().circle_filled(centre, metrics.stroke.icon, theme.colours.soft);
    }
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, name));
    response
}

fn menu(ui: &mut Ui, cx: &mut Cx<'_>) {
    let metrics = Theme::metrics();
    let button = dots(ui, cx.text.get("window-menu"));
    widgets::menu(&button, 2.0 * metrics.size.menu + metrics.space.xxl, |ui| {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = metrics.space.xxl;
            for group in [Group::Project, Group::Window] {
                ui.vertical(|ui| {
                    ui.set_width(metrics.size.menu);
                    ui.spacing_mut().item_spacing.y = 0.0;
                    column(ui, cx, group);
                });
            }
        });
    });
}

fn column(ui: &mut Ui, cx: &mut Cx<'_>, group: Group) {
    let metrics = Theme::metrics();
    ui.add_space(metrics.space.s);
    ui.horizontal(|ui| {
        ui.add_space(metrics.space.l);
        widgets::heading(ui, cx.text.get(group.name_id()), "");
    });
    ui.add_space(metrics.space.xs);
    for action in actions().iter().filter(|action| action.group() == group) {
        if cx.state.session.is_none() && !action.works_without_project() {
            continue;
        }
        if widgets::item(ui, cx.text.get(action.label_id()), &cx.state.keymap.shown(*action)) {
            cx.out.push(Command::Action(*action));
        }
    }
}
