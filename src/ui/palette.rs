//! The command palette: anything by name.

use egui::{Align2, Context, Key, Modifiers, ScrollArea, Sense, Ui, WidgetInfo, vec2};

use super::Cx;
use super::kept::kept;
use super::theme::Theme;
use super::widgets::{self, Field, Placement};
use crate::app::{Command, Overlay, Palette as Found, PaletteCommand, PaletteEntry, PaletteTarget};

/// What is being typed, and which row was in sight.
#[derive(Debug, Default)]
pub struct Palette {
    query: String,
    open: bool,
    chosen: usize,
}

impl Palette {
    /// Shows the palette while it is what floats.
    pub fn show(&mut self, ctx: &Context, cx: &mut Cx<'_>) {
        let Some(Overlay::Palette(found)) = &cx.state.overlay else {
            self.open = false;
            return;
        };
        if !std::mem::replace(&mut self.open, true) {
            self.query.clone_from(&found.query);
            self.chosen = found.chosen;
        }
        keys(ctx, cx);
        let width = Theme::metrics().size.palette;
        let (_, rect) =
            widgets::popover(ctx, "palette", cx.text.get("window-palette"), Placement::Upper, width, |ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                self.field(ui, cx);
                ui.add_space(Theme::metrics().space.xs);
                widgets::hairline(ui);
                ui.add_space(Theme::metrics().space.s);
                self.rows(ui, cx, found);
            });
        if widgets::pressed_outside(ctx, rect) {
            cx.out.push(Command::CloseOverlay);
        }
    }

    fn field(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let hint = cx.text.get("window-palette.hint");
        let response = Field::new(cx.text.get("window-palette")).hint(hint).bare().show(ui, &mut self.query);
        if !response.has_focus() {
            response.request_focus();
        }
        if response.changed() {
            cx.out.push(Command::Palette(PaletteCommand::Query(self.query.clone())));
        }
    }

    fn rows(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, found: &Found) {
        let metrics = Theme::metrics();
        if found.entries.is_empty() {
            let inner = egui::Margin::symmetric(metrics.space.l as i8, metrics.space.m as i8);
            egui::Frame::NONE.inner_margin(inner).show(ui, |ui| {
                widgets::line(
                    ui,
                    &metrics.text.ui,
                    cx.theme.colours.soft,
                    cx.text.get("window-palette-none"),
                );
            });
            return;
        }
        let moved = std::mem::replace(&mut self.chosen, found.chosen) != found.chosen;
        let area = ScrollArea::vertical().max_height(metrics.size.palette_rows).animated(false);
        area.auto_shrink([false, true]).show(ui, |ui| {
            for (number, entry) in found.entries.iter().enumerate() {
                let on = number == found.chosen;
                let response = row(ui, cx, entry, on);
                if on && moved {
                    response.scroll_to_me(None);
                }
                if response.clicked() {
                    cx.out.push(Command::Palette(PaletteCommand::Accept(Some(entry.target.clone()))));
                }
            }
        });
    }
}

fn keys(ctx: &Context, cx: &mut Cx<'_>) {
    ctx.input_mut(|input| {
        for (key, by) in
            [(Key::ArrowDown, 1), (Key::ArrowUp, -1), (Key::PageDown, PAGE), (Key::PageUp, -PAGE)]
        {
            for _ in 0..input.count_and_consume_key(Modifiers::NONE, key) {
                cx.out.push(Command::Palette(PaletteCommand::Move(by)));
            }
        }
        if input.consume_key(Modifiers::NONE, Key::Enter) {
            cx.out.push(Command::Palette(PaletteCommand::Accept(None)));
        }
        if input.consume_key(Modifiers::NONE, Key::Escape) {
            cx.out.push(Command::CloseOverlay);
        }
    });
}

/// Rows that a page key goes over.
const PAGE: i32 = 8;

fn row(ui: &mut Ui, cx: &mut Cx<'_>, entry: &PaletteEntry, on: bool) -> egui::Response {
    let (metrics, colours) = (Theme::metrics(), &cx.theme.colours);
    let (space, text) = (&metrics.space, &metrics.text);
    let height = (text.ui.line_height() + 2.0 * space.m).round();
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::click());
    if !ui.is_rect_visible(rect) {
        return response;
    }
    if on {
        ui.painter().rect_filled(rect, metrics.radius.control, colours.segment);
    } else {
        widgets::paint_hover(ui, &response, rect, metrics.radius.control);
    }
    let mut right = rect.right_center() - vec2(space.l, 0.0);
    let mut column = metrics.size.zone_label + space.section;
    if !entry.key.is_empty() {
        column = column.max(widgets::paint_key_cap(ui.painter(), right, &entry.key).width() + space.l);
    }
    right.x -= column;
    let kind_name = cx.text.get(entry.kind);
    let kind =
        widgets::paint(ui.painter(), right, Align2::RIGHT_CENTER, &text.small, colours.soft, kind_name);
    let left = rect.left() + space.l + space.xs;
    let kind_of_text = match entry.target {
        PaletteTarget::Article(_) => &text.title,
        _ => &text.ui,
    };
    let label = widgets::laid(ui, cx, &entry.label, kind_of_text, kind.left() - left - space.xl);
    let size = widgets::size(ui, &label);
    widgets::paint_content(ui, cx, &label, egui::pos2(left, rect.center().y - size.y / 2.0), &[colours.ink]);
    response.widget_info(|| {
        WidgetInfo::selected(egui::Role::ListBoxOption, true, on, kept!(cx, "{}, {}", entry.label, kind_name))
    });
    response
}
