//! The dialog of releases: what stands against freezing at the left, how the release is made in the middle, the methods
//! paragraph at the right.

use std::sync::Arc;

use egui::{Context, Key, Modifiers, Rect, ScrollArea, Ui, pos2, vec2};

use super::frozen;
use super::sheet::{columns, head, hints, keys_are_free, pressed, sheet, take_keys, wish, within};
use crate::app::{
    Command, FindingRow, Freeze, FreezeChange, FreezeCommand, FreezeStage, ImportExportOverlay, Overlay,
    Session,
};
use crate::base::{Issue, Severity};
use crate::locale::Catalogue;
use crate::locale::english::grouped;
use crate::message;
use crate::release::{Language, locate};
use crate::ui::Cx;
use crate::ui::kept::kept;
use crate::ui::theme::Theme;
use crate::ui::widgets::{self, Button, ChoiceItem};

/// The dialog; keeps which finding was last brought into view.
#[derive(Debug, Default)]
pub struct FreezeSheet {
    /// Whether it was open in the frame before, with its choices.
    open: Option<bool>,
    shown: Option<usize>,
}

pub(super) fn change(cx: &mut Cx<'_>, change: FreezeChange) {
    wish(cx, FreezeCommand::Change(change));
}

impl FreezeSheet {
    /// Shows the dialog while it is what floats.
    pub fn show(&mut self, ctx: &Context, cx: &mut Cx<'_>) {
        let state = cx.state;
        let (Some(Overlay::ImportExport(ImportExportOverlay::Freeze)), Some(session)) =
            (&state.overlay, &state.session)
        else {
            self.open = None;
            return;
        };
        let freeze = &session.import_export.freeze;
        let choosing = matches!(freeze.stage, FreezeStage::Choosing);
        if self.open.replace(choosing) != Some(choosing) {
            self.shown = None;
            take_keys(ctx);
        }
        keys(ctx, cx, freeze);
        let outside = sheet(ctx, cx, cx.text.get("freeze-title"), |ui, cx, height| match &freeze.stage {
            FreezeStage::Choosing => self.choosing(ui, cx, session, height),
            FreezeStage::Freezing { done, total } => freezing(ui, cx, (*done, *total), height),
            FreezeStage::Frozen(what) => frozen::show(ui, cx, what, height),
        });
        if outside {
            cx.out.push(Command::CloseOverlay);
        }
    }

    fn choosing(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, session: &Session, height: f32) {
        let metrics = Theme::metrics();
        let freeze = &session.import_export.freeze;
        head(ui, cx, cx.text.get("freeze-title"), &summary(cx.text, session, freeze), |ui, cx| {
            ui.add_enabled_ui(freeze.is_ready(), |ui| {
                if Button::new(cx.text.get("freeze-write"))
                    .key(cx.text.get("common-key-ctrl-enter"))
                    .primary()
                    .show(ui)
                    .clicked()
                {
                    wish(cx, FreezeCommand::Write);
                }
            });
            if Button::new(cx.text.get("common-close")).key(cx.text.get("common-key-esc")).show(ui).clicked()
            {
                cx.out.push(Command::CloseOverlay);
            }
        });
        let room = ui.available_width();
        let narrow = room < metrics.size.page + metrics.size.claim_list;
        let left = if narrow { metrics.size.inspector } else { metrics.size.dialog };
        let middle = metrics.size.claim_list;
        let rects = columns(ui, cx, [left, middle, room - left - middle], height);
        within(ui, rects[0], "findings", |ui| self.findings(ui, cx, session, freeze));
        within(ui, rects[1], "options", |ui| {
            ScrollArea::vertical().id_salt("options").auto_shrink(false).show(ui, |ui| {
                super::sheet::beside_bar(ui);
                options(ui, cx, freeze);
                widgets::follow_focus(ui);
            });
        });
        within(ui, rects[2], "methods", |ui| methods(ui, cx, freeze));
    }

    fn findings(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, session: &Session, freeze: &Freeze) {
        let metrics = Theme::metrics();
        let Some(survey) = &freeze.survey else {
            widgets::words(ui, &metrics.text.note, cx.theme.colours.soft, cx.text.get("freeze-surveying"));
            return;
        };
        if freeze.rows.is_empty() {
            widgets::empty(
                ui,
                cx.text.get("freeze-nothing-against"),
                cx.text.get("freeze-nothing-against.hint"),
            );
            return;
        }
        let moved = std::mem::replace(&mut self.shown, freeze.at) != freeze.at;
        let height = row_height();
        ui.spacing_mut().item_spacing.y = 0.0;
        let list = ScrollArea::vertical().id_salt("findings").auto_shrink(false).animated(false);
        let under = metrics.size.control + metrics.space.m;
        let list = list.max_height(ui.available_height() - under);
        list.show_rows(ui, height, freeze.rows.len(), |ui, range| {
            super::sheet::beside_bar(ui);
            let (left, top) = (ui.cursor().left(), ui.cursor().top());
            if let Some(at) = freeze.at.filter(|_| moved) {
                let top = top + (at as f32 - range.start as f32) * height;
                let size = vec2(ui.available_width(), height);
                ui.scroll_to_rect(Rect::from_min_size(pos2(left, top), size), None);
            }
            for number in range {
                match freeze.rows[number] {
                    FindingRow::Kind { name, count, against, first } => {
                        kind(ui, cx, cx.text.get(name), count, against, &survey.findings[first], height);
                    }
                    FindingRow::Finding(at) => {
                        let on = freeze.at == Some(number);
                        let issue = &survey.findings[at];
                        if ui.push_id(number, |ui| row(ui, cx, session, issue, on, height)).inner {
                            wish(cx, FreezeCommand::Open(Some(number)));
                        }
                    }
                }
            }
        });
        ui.add_space(metrics.space.m);
        hints(
            ui,
            cx,
            &[
                ("↓", cx.text.get("freeze-key-finding")),
                (cx.text.get("common-key-enter"), cx.text.get("freeze-key-go")),
            ],
        );
    }
}

/// ↑ ↓ go through the findings, Enter opens one, Ctrl+Enter freezes, Escape closes.
fn keys(ctx: &Context, cx: &mut Cx<'_>, freeze: &Freeze) {
    if egui::Popup::is_any_open(ctx) {
        return;
    }
    let chord = ctx.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::Enter));
    let free = keys_are_free(ctx, None);
    match freeze.stage {
        FreezeStage::Choosing => {
            if chord && freeze.is_ready() {
                wish(cx, FreezeCommand::Write);
            }
            if free {
                let step = i32::from(pressed(ctx, Key::ArrowDown)) - i32::from(pressed(ctx, Key::ArrowUp));
                if step != 0 {
                    wish(cx, FreezeCommand::Move(step));
                }
                if pressed(ctx, Key::Enter) {
                    wish(cx, FreezeCommand::Open(None));
                }
            }
        }
        FreezeStage::Freezing { .. } => {}
        FreezeStage::Frozen(_) => {
            if free && pressed(ctx, Key::Enter) {
                wish(cx, FreezeCommand::Again);
            }
        }
    }
    if pressed(ctx, Key::Escape) {
        cx.out.push(Command::CloseOverlay);
    }
}

/// What stands against it, in one line.
fn summary(text: &'static Catalogue, session: &Session, freeze: &Freeze) -> Arc<str> {
    if session.loading > 0 {
        return text.shown(&message!("common-still-reading", count = session.loading));
    }
    match freeze.against() {
        None => text.get("freeze-surveying").into(),
        Some(count) => text.shown(&message!("freeze-against", count = count)),
    }
}

fn row_height() -> f32 {
    let (space, text) = (&Theme::metrics().space, &Theme::metrics().text);
    (text.ui.line_height() + text.small.line_height() + 2.0 * space.m).round()
}

/// The heading of a kind of findings, with what to do about them.
fn kind(ui: &mut Ui, cx: &mut Cx<'_>, name: &str, count: usize, against: bool, first: &Issue, height: f32) {
    let metrics = Theme::metrics();
    let (space, text) = (&metrics.space, &metrics.text);
    let size = vec2(ui.available_width(), height);
    let (rect, response) = ui.allocate_exact_size(size, egui::Sense::hover());
    let (ink, soft) = (cx.theme.colours.ink, cx.theme.colours.soft);
    let hint = cx.text.shown(&first.hint);
    if ui.is_rect_visible(rect) {
        let top = rect.top() + space.m;
        let end = widgets::galley(ui.painter(), &text.table, soft, &grouped(count as u64));
        let width = rect.width() - end.size().x - space.l;
        ui.painter().galley(pos2(rect.right() - end.size().x, top), end, soft);
        let colour = if against { ink } else { soft };
        let title = widgets::one_line(ui.painter(), &text.strong, colour, name, width);
        ui.painter().galley(pos2(rect.left(), top), title, colour);
        let below = widgets::one_line(ui.painter(), &text.small, soft, &hint, rect.width());
        ui.painter().galley(pos2(rect.left(), top + text.strong.line_height()), below, soft);
    }
    let spoken = if against {
        cx.text.shown(&message!("freeze-kind", kind = name, count = count, hint = &first.hint))
    } else {
        cx.text.shown(&message!("freeze-kind-not-against", kind = name, count = count, hint = &first.hint))
    };
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, &spoken));
    widgets::tip(response, &hint, "");
}

/// Where a finding is, and in whose work when the place does not say that.
fn place(text: &'static Catalogue, session: &Session, issue: &Issue) -> (String, Option<String>) {
    let place = locate(&session.project, issue);
    let article = place.article.and_then(|id| session.project.article(&id));
    let name = place.annotator.map(|id| session.name_of(&id));
    match (article, name, issue.file.as_str()) {
        (Some(article), name, _) => (article.display_title().to_owned(), name),
        (None, Some(name), _) => (name, None),
        (None, None, "") => (text.get("freeze-whole-project").to_owned(), None),
        (None, None, file) => (session.discreet_path(file), None),
    }
}

/// A finding: where, and what; whether it was clicked.
fn row(ui: &mut Ui, cx: &mut Cx<'_>, session: &Session, issue: &Issue, on: bool, height: f32) -> bool {
    let metrics = Theme::metrics();
    let (space, text) = (&metrics.space, &metrics.text);
    let (place, whose) = place(cx.text, session, issue);
    let said = cx.discreet(&issue.message);
    let below = whose.map_or_else(|| Arc::clone(&said), |name| kept!(cx, "{}: {}", name, said));
    let spoken = kept!(cx, "{}: {}", place, below);
    let size = vec2(ui.available_width(), height);
    let (rect, response) = ui.allocate_exact_size(size, egui::Sense::click());
    if ui.is_rect_visible(rect) {
        if on {
            ui.painter().rect_filled(rect, metrics.radius.control, cx.theme.colours.segment);
        } else {
            widgets::paint_hover(ui, &response, rect, metrics.radius.control);
        }
        widgets::focus_ring(ui, &response, rect, metrics.radius.control);
        let (left, width) = (rect.left() + space.xl, rect.width() - space.xl - space.l);
        let top = rect.top() + space.m;
        let (ink, soft) = (cx.theme.colours.ink, cx.theme.colours.soft);
        let colour = match issue.severity {
            Severity::Note => soft,
            Severity::Warning => ink,
            Severity::Error => cx.theme.colours.error,
        };
        let title = widgets::laid(ui, cx, &place, &text.ui, width);
        widgets::paint_content(ui, cx, &title, pos2(left, top), &[colour]);
        let words = widgets::laid(ui, cx, &below, &text.small, width);
        widgets::paint_content(ui, cx, &words, pos2(left, top + text.ui.line_height()), &[soft]);
    }
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::ListBoxOption, true, on, &spoken));
    widgets::tip(response, &spoken, "").clicked()
}

fn titled(ui: &mut Ui, title: &str) {
    widgets::heading(ui, title, "");
    ui.add_space(Theme::metrics().space.s);
}

/// Two ways, of which one is chosen.
fn either(ui: &mut Ui, cx: &mut Cx<'_>, names: [&str; 2], first: bool, wished: fn(bool) -> FreezeChange) {
    let items = [ChoiceItem::plain(names[0], first), ChoiceItem::plain(names[1], !first)];
    let clicked = ui.push_id(names[0], |ui| widgets::segments(ui, cx, &items).clicked).inner;
    if let Some(at) = clicked {
        change(cx, wished(at == 0));
    }
}

fn options(ui: &mut Ui, cx: &mut Cx<'_>, freeze: &Freeze) {
    let metrics = Theme::metrics();
    let (space, choice) = (&metrics.space, &freeze.choice);
    let soft = cx.theme.colours.soft;
    titled(ui, cx.text.get("freeze-whose"));
    either(
        ui,
        cx,
        [cx.text.get("freeze-everybody"), cx.text.get("freeze-adjudicated")],
        !choice.adjudicated,
        |all| FreezeChange::Adjudicated(!all),
    );
    if choice.adjudicated {
        ui.add_space(space.s);
        widgets::words(ui, &metrics.text.note, soft, cx.text.get("freeze-adjudicated-only"));
    }
    if let Some(survey) = freeze.survey.as_ref().filter(|survey| survey.hidden > 0) {
        ui.add_space(space.s);
        widgets::words(
            ui,
            &metrics.text.note,
            soft,
            &cx.text.shown(&message!("freeze-hidden", count = survey.hidden)),
        );
    }
    ui.add_space(space.xxl);
    titled(ui, cx.text.get("freeze-articles"));
    either(
        ui,
        cx,
        [cx.text.get("freeze-texts"), cx.text.get("freeze-digests")],
        choice.texts,
        FreezeChange::Texts,
    );
    if !choice.texts {
        ui.add_space(space.s);
        let words = cx.text.get("freeze-digests-about");
        widgets::words(ui, &metrics.text.note, soft, words);
    }
    ui.add_space(space.xxl);
    titled(ui, cx.text.get("freeze-annotators"));
    if widgets::check(ui, cx, cx.text.get("freeze-pseudonyms"), "", choice.pseudonyms).clicked() {
        change(cx, FreezeChange::Pseudonyms);
    }
    ui.add_space(space.xxl);
    titled(ui, cx.text.get("freeze-as"));
    either(ui, cx, [cx.text.get("freeze-zip"), cx.text.get("freeze-folder")], choice.zip, FreezeChange::Zip);
    if freeze.against().is_some_and(|against| against > 0) {
        ui.add_space(space.xxl);
        titled(ui, cx.text.get("freeze-incomplete"));
        if widgets::check(ui, cx, cx.text.get("freeze-incomplete-although"), "", choice.incomplete).clicked()
        {
            change(cx, FreezeChange::Incomplete);
        }
        widgets::words(ui, &metrics.text.note, soft, cx.text.get("freeze-incomplete-about"));
    }
}

/// The methods paragraph, to be read and copied.
fn methods(ui: &mut Ui, cx: &mut Cx<'_>, freeze: &Freeze) {
    let metrics = Theme::metrics();
    let (space, text) = (&metrics.space, &metrics.text);
    titled(ui, cx.text.get("freeze-methods"));
    let items = Language::ALL.map(|one| ChoiceItem::plain(one.name(), one == freeze.choice.language));
    let clicked = ui.push_id("language", |ui| widgets::segments(ui, cx, &items).clicked).inner;
    if let Some(at) = clicked {
        change(cx, FreezeChange::Language(Language::ALL[at]));
    }
    ui.add_space(space.l);
    let Some(paragraph) = freeze.paragraph() else {
        widgets::words(ui, &text.note, cx.theme.colours.soft, cx.text.get("freeze-working"));
        return;
    };
    let under = space.xl + text.ui.line_height();
    let most = ui.available_height() - under;
    ScrollArea::vertical().id_salt("paragraph").max_height(most).auto_shrink([false, true]).show(ui, |ui| {
        super::sheet::beside_bar(ui);
        let colour = if freeze.wording { cx.theme.colours.soft } else { cx.theme.colours.ink };
        widgets::said(ui, cx, paragraph, &text.quote, colour);
    });
    ui.add_space(space.m);
    if freeze.wording {
        widgets::line(ui, &text.ui, cx.theme.colours.soft, cx.text.get("freeze-working-anew"));
    } else if widgets::quiet(ui, cx.text.get("freeze-copy")).clicked() {
        ui.ctx().copy_text(paragraph.to_owned());
    }
}

/// How far it is, and stopping it.
fn freezing(ui: &mut Ui, cx: &mut Cx<'_>, (done, total): (u64, u64), height: f32) {
    let metrics = Theme::metrics();
    head(ui, cx, cx.text.get("freeze-title"), cx.text.get("freeze-making"), |ui, cx| {
        if Button::new(cx.text.get("common-close")).key(cx.text.get("common-key-esc")).show(ui).clicked() {
            cx.out.push(Command::CloseOverlay);
        }
        if Button::new(cx.text.get("freeze-stop")).show(ui).clicked() {
            wish(cx, FreezeCommand::Stop);
        }
    });
    let words = if total > 0 && done >= total {
        cx.text.get("freeze-writing")
    } else {
        cx.text.get("freeze-working")
    };
    super::sheet::body(ui, cx, height, |ui, cx| {
        ui.add_space(metrics.space.xl);
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = metrics.space.l;
            widgets::bar(
                ui,
                cx.text.get("freeze-done"),
                if total == 0 { 0.0 } else { done as f32 / total as f32 },
            );
            widgets::line(ui, &metrics.text.ui, cx.theme.colours.ink, words);
        });
        ui.add_space(metrics.space.m);
        let about = cx.text.get("freeze-goes-on");
        widgets::words(ui, &metrics.text.note, cx.theme.colours.soft, about);
    });
}
