//! What was found wrong in the project's files, one line each, to be read or copied.

use std::sync::Arc;

use egui::{Align2, Context, Key, Modifiers, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};

use super::Cx;
use super::kept::kept;
use super::theme::Theme;
use super::widgets::{self, Button, Placement};
use crate::app::{Command, Overlay};
use crate::base::{Issue, Place};

/// Shows the findings while they are what floats.
pub fn show(ctx: &Context, cx: &mut Cx<'_>) {
    if !matches!(cx.state.overlay, Some(Overlay::Issues)) {
        return;
    }
    let metrics = Theme::metrics();
    let space = &metrics.space;
    let screen = ctx.content_rect().size() - vec2(2.0 * space.section, 2.0 * space.section);
    let outside = widgets::backdrop(ctx, "issues");
    let width = metrics.size.sheet.min(screen.x);
    widgets::popover(ctx, "issues", cx.text.get("window-issues"), Placement::Upper, width, |ui| {
        let inner = egui::Margin::symmetric(space.xxl as i8, space.xl as i8);
        egui::Frame::NONE.inner_margin(inner).show(ui, |ui| sheet(ui, cx, screen.y));
    });
    let escape = |input: &mut egui::InputState| input.consume_key(Modifiers::NONE, Key::Escape);
    if outside || ctx.input_mut(escape) {
        cx.out.push(Command::CloseOverlay);
    }
}

fn sheet(ui: &mut Ui, cx: &mut Cx<'_>, height: f32) {
    let (metrics, colours) = (Theme::metrics(), &cx.theme.colours);
    let space = &metrics.space;
    let all: &[Issue] = cx.state.session.as_ref().map_or(&[], |session| &session.issues);
    ui.horizontal(|ui| {
        widgets::line(ui, &metrics.text.heading, colours.ink, cx.text.get("window-issues"));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = space.l;
            if Button::new(cx.text.get("common-close")).key(cx.text.get("common-key-esc")).show(ui).clicked()
            {
                cx.out.push(Command::CloseOverlay);
            }
            if !all.is_empty() && Button::new(cx.text.get("window-issues-copy")).show(ui).clicked() {
                let lines: Vec<String> = all.iter().map(ToString::to_string).collect();
                ui.ctx().copy_text(lines.join("\n"));
            }
        });
    });
    ui.add_space(space.l);
    if all.is_empty() {
        widgets::empty(ui, cx.text.get("window-issues-none"), cx.text.get("window-issues-none.hint"));
        return;
    }
    widgets::hairline(ui);
    let row = (metrics.text.ui.line_height() + metrics.text.small.line_height() + 2.0 * space.l).round();
    let most = height - metrics.size.top_bar - 2.0 * space.section;
    ui.spacing_mut().item_spacing.y = 0.0;
    ScrollArea::vertical().max_height(most).auto_shrink([false, true]).show_rows(
        ui,
        row,
        all.len(),
        |ui, range| {
            for number in range {
                line(ui, cx, &all[number], row);
            }
        },
    );
}

fn line(ui: &mut Ui, cx: &mut Cx<'_>, issue: &Issue, height: f32) {
    let (metrics, colours) = (Theme::metrics(), &cx.theme.colours);
    let (space, text) = (&metrics.space, &metrics.text);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    let colour = colours.of_severity(issue.severity);
    let left = rect.left() + metrics.size.zone_label;
    let top = rect.top() + space.l;
    let middle = top + text.ui.line_height() / 2.0;
    let word = issue.severity.to_string();
    widgets::paint(
        ui.painter(),
        pos2(rect.left(), middle),
        Align2::LEFT_CENTER,
        &text.small_strong,
        colour,
        &word,
    );
    let room = rect.right() - left;
    let message = widgets::laid(ui, cx, &cx.discreet(&issue.message), &text.ui, room);
    widgets::paint_content(ui, cx, &message, pos2(left, top), &[colours.ink]);
    let file = cx.discreet_path(&issue.file);
    let place: Arc<str> = match &issue.place {
        Place::Whole => file.as_ref().into(),
        place => kept!(cx, "{}:{}", file, place),
    };
    let hint = cx.discreet(&issue.hint);
    let below = match (&*place, &*hint) {
        ("", said) | (said, "") => said.into(),
        (place, hint) => kept!(cx, "{} · {}", place, hint),
    };
    let below = widgets::laid(ui, cx, &below, &text.small, room);
    widgets::paint_content(ui, cx, &below, pos2(left, top + text.ui.line_height()), &[colours.soft]);
    let line = egui::Stroke::new(metrics.stroke.hairline, colours.line);
    ui.painter().hline(rect.x_range(), rect.bottom() - metrics.stroke.hairline / 2.0, line);
    let whole = issue.to_string();
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Label, true, &whole));
    widgets::tip(response, &whole, "");
}
