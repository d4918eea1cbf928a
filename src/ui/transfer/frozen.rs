//! What a release became: where it is, its digest, and what to do with it.

use std::sync::Arc;

use egui::Ui;

use super::sheet::done_head;
use crate::app::{Command, FreezeCommand, Frozen};
use crate::locale::Catalogue;
use crate::message;
use crate::ui::Cx;
use crate::ui::theme::Theme;
use crate::ui::widgets;

pub fn show(ui: &mut Ui, cx: &mut Cx<'_>, frozen: &Frozen, height: f32) {
    let metrics = Theme::metrics();
    let (space, text) = (&metrics.space, &metrics.text);
    let about = cx.text.shown(&message!("freeze-files", count = frozen.files));
    let again = Command::Freeze(FreezeCommand::Again);
    done_head(ui, cx, cx.text.get("freeze-frozen"), &about, cx.text.get("freeze-another"), again);
    super::sheet::body(ui, cx, height, |ui, cx| {
        let (ink, soft) = (cx.theme.colours.ink, cx.theme.colours.soft);
        ui.add_space(space.xl);
        let path = frozen.path.display().to_string();
        widgets::content(ui, cx, &path, &text.strong, ink, 2);
        ui.add_space(space.s);
        if widgets::quiet(ui, cx.text.get("common-copy-path")).clicked() {
            ui.ctx().copy_text(path);
        }
        ui.add_space(space.xxl);
        widgets::heading(ui, cx.text.get("freeze-digest"), "");
        ui.add_space(space.s);
        widgets::line(ui, &text.table, ink, &frozen.digest);
        ui.add_space(space.s);
        if widgets::quiet(ui, cx.text.get("freeze-copy-digest")).clicked() {
            ui.ctx().copy_text(frozen.digest.clone());
        }
        ui.add_space(space.l);
        let words = cx.text.get("freeze-digest-about");
        widgets::words(ui, &text.note, soft, words);
        let parts = [not_complete(cx.text, frozen), left_out(cx.text, frozen)];
        if parts.iter().any(Option::is_some) {
            ui.add_space(space.xxl);
            widgets::heading(ui, cx.text.get("freeze-not-complete"), "");
            ui.add_space(space.s);
            for part in parts.into_iter().flatten() {
                widgets::words(ui, &text.note, soft, &part);
            }
        }
    });
}

fn not_complete(text: &'static Catalogue, frozen: &Frozen) -> Option<Arc<str>> {
    (frozen.against > 0).then(|| text.shown(&message!("freeze-findings-stand", count = frozen.against)))
}

fn left_out(text: &'static Catalogue, frozen: &Frozen) -> Option<Arc<str>> {
    (frozen.hidden > 0).then(|| text.shown(&message!("freeze-sets-hidden", count = frozen.hidden)))
}
