//! The labels of a foreign file, each with what it becomes, and the list from which that is chosen.

use egui::{Align2, Context, Key, Modifiers, Rect, ScrollArea, Ui, Vec2, WidgetInfo, pos2, vec2};

use super::sheet::push;
use crate::app::{Command, Import, ImportCommand, LabelCommand, Session, TargetEntry, TargetPicker};
use crate::formats::{ImportPlan, LabelRow};
use crate::locale::english::grouped;
use crate::message;
use crate::model::LabelTarget;
use crate::ui::Cx;
use crate::ui::kept::kept;
use crate::ui::theme::Theme;
use crate::ui::widgets::{self, Field, Placement};

/// The table; keeps which label was last brought into view, where it stands, and what is typed into its list.
#[derive(Debug, Default)]
pub struct LabelTable {
    shown: Option<usize>,
    anchor: Option<Rect>,
    query: String,
    open: bool,
    chosen: usize,
}

/// The share of a row that the label takes.
const SHARE: f32 = 0.46;

impl LabelTable {
    pub fn show(
        &mut self,
        ui: &mut Ui,
        cx: &mut Cx<'_>,
        session: &Session,
        import: &Import,
        plan: &ImportPlan,
    ) {
        let metrics = Theme::metrics();
        let space = &metrics.space;
        let count = cx.text.shown(&message!("import-label-count", count = plan.labels.len()));
        widgets::heading(ui, cx.text.get("import-labels"), &count);
        ui.add_space(space.s);
        if plan.labels.is_empty() {
            widgets::empty(ui, cx.text.get("import-no-labels"), cx.text.get("import-no-labels.hint"));
            return;
        }
        let foot = metrics.text.small.line_height() + space.xl;
        let height = (metrics.text.ui.line_height() + 2.0 * space.m).round();
        let most = ui.available_height() - foot;
        let moved = self.shown.replace(import.at) != Some(import.at);
        let mut area = ScrollArea::vertical().id_salt("labels").max_height(most).animated(false);
        if moved {
            // Rows out of sight are not drawn, so that there is nothing to scroll to.
            let top = (import.at as f32 * height - most / 2.0).max(0.0);
            area = area.vertical_scroll_offset(top);
        }
        ui.spacing_mut().item_spacing.y = 0.0;
        area.auto_shrink([false, true]).show_rows(ui, height, plan.labels.len(), |ui, rows| {
            for number in rows {
                let on = number == import.at;
                let rect = ui
                    .push_id(number, |ui| row(ui, cx, session, &plan.labels[number], number, on, height))
                    .inner;
                if on {
                    self.anchor = Some(rect);
                }
            }
        });
        ui.add_space(space.m);
        super::sheet::hints(
            ui,
            cx,
            &[
                ("↓", cx.text.get("import-key-label")),
                (cx.text.get("common-key-space"), cx.text.get("import-key-becomes")),
                ("X", cx.text.get("import-key-leave-out")),
            ],
        );
    }

    /// The list of what the label in hand becomes, beside its row.
    pub fn picker(&mut self, ctx: &Context, cx: &mut Cx<'_>, import: &Import) {
        let Some(picker) = &import.picking else { return };
        let fresh = !std::mem::replace(&mut self.open, true) || self.query != picker.query;
        if fresh {
            self.query.clone_from(&picker.query);
        }
        picker_keys(ctx, cx);
        let metrics = Theme::metrics();
        let place = self.anchor.map_or(Placement::Upper, |row| {
            Placement::Beside(row.with_min_x(row.left() + row.width() * SHARE))
        });
        let name = cx.text.shown(&message!("import-what-becomes", label = &picker.label));
        let (_, rect) = widgets::popover(ctx, "target picker", &name, place, metrics.size.picker, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            let field = Field::new(cx.text.get("import-find")).hint(cx.text.get("import-find.hint")).bare();
            let response = field.show(ui, &mut self.query);
            if !response.has_focus() {
                response.request_focus();
            }
            if response.changed() {
                push(cx, Command::Import(ImportCommand::Label(LabelCommand::Query(self.query.clone()))));
            }
            widgets::hairline(ui);
            ui.add_space(metrics.space.s);
            self.entries(ui, cx, picker);
        });
        if widgets::pressed_outside(ctx, rect) {
            cx.out.push(Command::CloseOverlay);
        }
    }

    fn entries(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, picker: &TargetPicker) {
        let metrics = Theme::metrics();
        if picker.entries.is_empty() {
            widgets::line(ui, &metrics.text.ui, cx.theme.colours.soft, cx.text.get("import-find-none"));
            return;
        }
        let moved = std::mem::replace(&mut self.chosen, picker.chosen) != picker.chosen;
        let area = ScrollArea::vertical().max_height(metrics.size.palette_rows).animated(false);
        area.auto_shrink([false, true]).show(ui, |ui| {
            for (number, entry) in picker.entries.iter().enumerate() {
                let on = number == picker.chosen;
                let response = ui.push_id(number, |ui| choice(ui, cx, entry, on)).inner;
                if on && moved {
                    response.scroll_to_me(None);
                }
                if response.clicked() {
                    push(cx, Command::Import(ImportCommand::Label(LabelCommand::Accept(Some(number)))));
                }
            }
        });
    }
}

fn picker_keys(ctx: &Context, cx: &mut Cx<'_>) {
    ctx.input_mut(|input| {
        for (key, by) in [(Key::ArrowDown, 1), (Key::ArrowUp, -1)] {
            for _ in 0..input.count_and_consume_key(Modifiers::NONE, key) {
                push(cx, Command::Import(ImportCommand::Label(LabelCommand::MoveTarget(by))));
            }
        }
        if input.consume_key(Modifiers::NONE, Key::Enter) {
            push(cx, Command::Import(ImportCommand::Label(LabelCommand::Accept(None))));
        }
        if input.consume_key(Modifiers::NONE, Key::Escape) {
            cx.out.push(Command::CloseOverlay);
        }
    });
}

/// A label, how often it is given, and what it becomes; a click on the right half opens the list. Returns where it stands.
fn row(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    session: &Session,
    label: &LabelRow,
    number: usize,
    on: bool,
    height: f32,
) -> Rect {
    let metrics = Theme::metrics();
    let (space, text) = (&metrics.space, &metrics.text);
    let entry = TargetEntry::of(cx.text, session.project.codebook(), &label.target);
    let shown = if label.label.is_empty() { cx.text.get("import-no-label") } else { label.label.as_str() };
    let spoken = || kept!(cx, "{}, {}: {}", shown, grouped(label.count), entry.name);
    let size = vec2(ui.available_width(), height);
    let (rect, response) = ui.allocate_exact_size(size, egui::Sense::click());
    let (ink, soft) = (cx.theme.colours.ink, cx.theme.colours.soft);
    if on {
        ui.painter().rect_filled(rect, metrics.radius.control, cx.theme.colours.segment);
    } else {
        widgets::paint_hover(ui, &response, rect, metrics.radius.control);
    }
    let middle = rect.center().y;
    let (first, second) = rect.split_left_right_at_fraction(SHARE);
    let count = widgets::galley(ui.painter(), &text.table, soft, &grouped(label.count));
    let at = pos2(first.right() - space.xl - count.size().x, middle - count.size().y / 2.0);
    let words = widgets::laid(ui, cx, shown, &text.ui, at.x - first.left() - 2.0 * space.l);
    ui.painter().galley(at, count, soft);
    let top = middle - widgets::size(ui, &words).y / 2.0;
    widgets::paint_content(ui, cx, &words, pos2(first.left() + space.l, top), &[ink]);
    let leaves = matches!(label.target, LabelTarget::Leave);
    let right = target(ui, cx, &entry, second, if leaves { soft } else { ink });
    widgets::paint_chevron(ui.painter(), pos2(right, middle), soft);
    widgets::focus_ring(ui, &response, rect, metrics.radius.control);
    response.widget_info(|| WidgetInfo::selected(egui::Role::ListBoxOption, true, on, spoken()));
    if response.clicked() {
        push(cx, Command::Import(ImportCommand::Label(LabelCommand::Select(number))));
        let there = response.interact_pointer_pos().is_none_or(|at| second.contains(at));
        if there {
            push(cx, Command::Import(ImportCommand::Label(LabelCommand::Pick)));
        }
    }
    rect
}

/// Paints what a label becomes: its colour, its name, and where it belongs; returns where the chevron stands.
fn target(ui: &Ui, cx: &mut Cx<'_>, entry: &TargetEntry, place: Rect, ink: egui::Color32) -> f32 {
    let metrics = Theme::metrics();
    let (space, text) = (&metrics.space, &metrics.text);
    let right = place.right() - space.xl;
    let end = right - space.xl;
    let middle = place.center().y;
    let mut left = place.left();
    if !entry.colour.is_empty() {
        let colour = cx.theme.code(cx.theme.named(&entry.colour));
        let square = Align2::LEFT_CENTER.anchor_size(pos2(left, middle), Vec2::splat(metrics.size.swatch));
        ui.painter().rect_filled(square, metrics.radius.mark, colour);
    }
    left += metrics.size.swatch + space.m;
    let room = end - left;
    let kind = widgets::laid(ui, cx, &entry.kind, &text.small, room / 2.0);
    let wide = widgets::size(ui, &kind);
    let name = widgets::laid(ui, cx, &entry.name, &text.ui, room - wide.x - space.l);
    let top = middle - widgets::size(ui, &name).y / 2.0;
    widgets::paint_content(ui, cx, &name, pos2(left, top), &[ink]);
    let soft = cx.theme.colours.soft;
    widgets::paint_content(ui, cx, &kind, pos2(end - wide.x, middle - wide.y / 2.0), &[soft]);
    right
}

fn choice(ui: &mut Ui, cx: &mut Cx<'_>, entry: &TargetEntry, on: bool) -> egui::Response {
    let metrics = Theme::metrics();
    let (space, text) = (&metrics.space, &metrics.text);
    let height = (text.ui.line_height() + 2.0 * space.s).round();
    let size = vec2(ui.available_width(), height);
    let (rect, response) = ui.allocate_exact_size(size, egui::Sense::click());
    if ui.is_rect_visible(rect) {
        if on {
            ui.painter().rect_filled(rect, metrics.radius.control, cx.theme.colours.segment);
        } else {
            widgets::paint_hover(ui, &response, rect, metrics.radius.control);
        }
        let ink = cx.theme.colours.ink;
        target(ui, cx, entry, rect.with_min_x(rect.left() + space.l), ink);
    }
    let name = || kept!(cx, "{}, {}", entry.name, entry.kind);
    response.widget_info(|| WidgetInfo::selected(egui::Role::ListBoxOption, true, on, name()));
    response
}
