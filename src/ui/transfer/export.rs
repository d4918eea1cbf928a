//! The export dialog: formats at the left, what goes out in the middle, what the format cannot carry at the right.

use std::sync::Arc;

use egui::{Context, Id, Key, ScrollArea, Ui, pos2};

use super::sheet::{columns, head, keys_are_free, pressed, push, sheet, take_keys, within};
use super::{choices, format, outcome};
use crate::app::{Command, Export, ExportCommand, ExportStage, ImportExportOverlay, Overlay, Session};
use crate::formats::FormatInfo;
use crate::locale::Catalogue;
use crate::message;
use crate::ui::Cx;
use crate::ui::theme::Theme;
use crate::ui::widgets::{self, Button, Field};

/// The dialog; keeps what is typed and which format was last brought into view.
#[derive(Debug, Default)]
pub struct ExportSheet {
    query: String,
    /// Whether it was open in the frame before, with its choices.
    open: Option<bool>,
    shown: &'static str,
}

fn field_id() -> Id {
    Id::unique("export formats")
}

impl ExportSheet {
    /// Shows the dialog while it is what floats.
    pub fn show(&mut self, ctx: &Context, cx: &mut Cx<'_>) {
        let state = cx.state;
        let (Some(Overlay::ImportExport(ImportExportOverlay::Export)), Some(session)) =
            (&state.overlay, &state.session)
        else {
            self.open = None;
            return;
        };
        let export = &session.import_export.export;
        let choosing = matches!(export.stage, ExportStage::Choosing);
        let fresh = self.open.replace(choosing) != Some(choosing);
        if fresh {
            self.query.clone_from(&export.query);
            self.shown = "";
            take_keys(ctx);
        }
        keys(ctx, cx, export, session.loading == 0);
        let outside = sheet(ctx, cx, cx.text.get("export-title"), |ui, cx, height| match &export.stage {
            ExportStage::Choosing => self.choosing(ui, cx, session, height, fresh),
            ExportStage::Writing { done, total } => writing(ui, cx, export, (*done, *total), height),
            ExportStage::Written(written) => outcome::show(ui, cx, written, height),
        });
        if outside {
            cx.out.push(Command::CloseOverlay);
        }
    }

    fn choosing(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, session: &Session, height: f32, fresh: bool) {
        let metrics = Theme::metrics();
        let export = &session.import_export.export;
        let ready = session.loading == 0 && export.is_ready();
        head(ui, cx, cx.text.get("export-title"), &extent(cx.text, session), |ui, cx| {
            ui.add_enabled_ui(ready, |ui| {
                if Button::new(cx.text.get("export-write"))
                    .key(cx.text.get("common-key-enter"))
                    .primary()
                    .show(ui)
                    .clicked()
                {
                    push(cx, Command::Export(ExportCommand::Write));
                }
            });
            if Button::new(cx.text.get("common-close")).key(cx.text.get("common-key-esc")).show(ui).clicked()
            {
                cx.out.push(Command::CloseOverlay);
            }
        });
        let room = ui.available_width();
        let narrow = room < metrics.size.page + metrics.size.claim_list;
        // However narrow, the choices keep the most.
        let side = metrics.size.side_min.min(room * SIDE);
        let list = if narrow { side } else { metrics.size.claim_list };
        let right = if narrow { side } else { metrics.size.inspector };
        let rects = columns(ui, cx, [list, room - list - right, right], height);
        within(ui, rects[0], "formats", |ui| self.formats(ui, cx, export, fresh));
        within(ui, rects[1], "choices", |ui| {
            ScrollArea::vertical().id_salt("choices").auto_shrink(false).show(ui, |ui| {
                super::sheet::beside_bar(ui);
                choices::show(ui, cx, session);
                widgets::follow_focus(ui);
            });
        });
        within(ui, rects[2], "about", |ui| {
            ScrollArea::vertical().id_salt("about").auto_shrink(false).show(ui, |ui| {
                super::sheet::beside_bar(ui);
                if let Some(about) = export.about() {
                    format::show(ui, cx, about, export);
                }
            });
        });
    }

    fn formats(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, export: &Export, fresh: bool) {
        let metrics = Theme::metrics();
        let field =
            Field::new(cx.text.get("export-find")).hint(cx.text.get("export-find.hint")).id(field_id());
        let response = field.show(ui, &mut self.query);
        if fresh {
            response.request_focus();
        }
        if response.changed() {
            push(cx, Command::Export(ExportCommand::FormatQuery(self.query.clone())));
        }
        ui.add_space(metrics.space.m);
        let shown = export.formats();
        if shown.is_empty() {
            widgets::empty(ui, cx.text.get("export-none"), cx.text.get("export-none.hint"));
            return;
        }
        let moved = std::mem::replace(&mut self.shown, export.choice.format) != export.choice.format;
        ScrollArea::vertical().id_salt("formats").auto_shrink(false).animated(false).show(ui, |ui| {
            super::sheet::beside_bar(ui);
            for about in shown {
                let on = about.id == export.choice.format;
                let response = ui.push_id(about.id, |ui| row(ui, cx, about, on)).inner;
                if on && moved {
                    response.scroll_to_me(None);
                }
                if response.clicked() {
                    push(cx, Command::Export(ExportCommand::SelectFormat(about.id)));
                }
            }
        });
    }
}

/// The share of a narrow sheet that each side takes at most.
const SIDE: f32 = 0.28;

/// ↑ ↓ go through the formats, Enter goes on, Escape closes.
fn keys(ctx: &Context, cx: &mut Cx<'_>, export: &Export, loaded: bool) {
    if keys_are_free(ctx, Some(field_id())) {
        match export.stage {
            ExportStage::Choosing => {
                let step = i32::from(pressed(ctx, Key::ArrowDown)) - i32::from(pressed(ctx, Key::ArrowUp));
                if step != 0 {
                    push(cx, Command::Export(ExportCommand::MoveFormat(step)));
                }
                if pressed(ctx, Key::Enter) && loaded {
                    push(cx, Command::Export(ExportCommand::Write));
                }
            }
            ExportStage::Writing { .. } => {}
            ExportStage::Written(_) => {
                if pressed(ctx, Key::Enter) {
                    push(cx, Command::Export(ExportCommand::Again));
                }
            }
        }
    }
    if !egui::Popup::is_any_open(ctx) && pressed(ctx, Key::Escape) {
        cx.out.push(Command::CloseOverlay);
    }
}

/// What goes out, in one line.
fn extent(text: &'static Catalogue, session: &Session) -> Arc<str> {
    if session.loading > 0 {
        return text.shown(&message!("common-still-reading", count = session.loading));
    }
    let Some(extent) = &session.import_export.export.extent else {
        return text.get("export-counting").into();
    };
    text.shown(&message!(
        "export-extent",
        annotations = extent.annotations,
        annotators = extent.annotators,
        articles = extent.articles,
    ))
}

fn row(ui: &mut Ui, cx: &mut Cx<'_>, about: &FormatInfo, on: bool) -> egui::Response {
    let metrics = Theme::metrics();
    let (space, text) = (&metrics.space, &metrics.text);
    let height = (text.strong.line_height() + text.small.line_height() + 2.0 * space.m).round();
    let name = cx.text.get(about.name);
    let (rect, response) = widgets::row(ui, || name, height, on);
    if ui.is_rect_visible(rect) {
        if on {
            ui.painter().rect_filled(rect, metrics.radius.control, cx.theme.colours.segment);
        }
        let (left, width) = (rect.left() + space.l, rect.width() - 2.0 * space.l);
        let top = rect.top() + space.m;
        let style = if on { &text.strong } else { &text.ui };
        let name = widgets::one_line(ui.painter(), style, cx.theme.colours.ink, name, width);
        ui.painter().galley(pos2(left, top), name, cx.theme.colours.ink);
        let opens = widgets::one_line(
            ui.painter(),
            &text.small,
            cx.theme.colours.soft,
            cx.text.get(about.opens),
            width,
        );
        ui.painter().galley(pos2(left, top + text.strong.line_height()), opens, cx.theme.colours.soft);
    }
    response
}

/// How far it is, and stopping it.
fn writing(ui: &mut Ui, cx: &mut Cx<'_>, export: &Export, (done, total): (u64, u64), height: f32) {
    let metrics = Theme::metrics();
    let name = export.about().map_or("", |about| cx.text.get(about.name));
    head(ui, cx, cx.text.get("export-title"), name, |ui, cx| {
        if Button::new(cx.text.get("common-close")).key(cx.text.get("common-key-esc")).show(ui).clicked() {
            cx.out.push(Command::CloseOverlay);
        }
        if Button::new(cx.text.get("export-stop")).show(ui).clicked() {
            push(cx, Command::Export(ExportCommand::Stop));
        }
    });
    let words = if total == 0 {
        cx.text.get("export-writing").into()
    } else {
        cx.text.shown(&message!("export-written-of", done = done, total = total))
    };
    super::sheet::body(ui, cx, height, |ui, cx| {
        ui.add_space(metrics.space.xl);
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = metrics.space.l;
            widgets::bar(
                ui,
                cx.text.get("export-written"),
                if total == 0 { 0.0 } else { done as f32 / total as f32 },
            );
            widgets::line(ui, &metrics.text.ui, cx.theme.colours.ink, &words);
        });
        ui.add_space(metrics.space.m);
        let about = cx.text.get("export-goes-on");
        widgets::words(ui, &metrics.text.note, cx.theme.colours.soft, about);
    });
}
