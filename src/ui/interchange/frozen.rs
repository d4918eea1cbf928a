//! What a release became: where it is, its digest, and what to do with it.

use egui::Ui;

use super::sheet::{counted, head, wish};
use crate::app::{Command, FreezeCommand, Frozen};
use crate::ui::Cx;
use crate::ui::theme::Theme;
use crate::ui::widgets::{self, Button};

pub fn show(ui: &mut Ui, cx: &mut Cx<'_>, frozen: &Frozen, height: f32) {
    let metrics = Theme::metrics();
    let (space, text) = (&metrics.space, &metrics.text);
    let files = counted(frozen.files as u64, "file", "files");
    head(ui, cx, "Frozen", &format!("{files}. It is never written over."), |ui, cx| {
        if Button::new("Close").key("Esc").primary().show(ui).clicked() {
            cx.out.push(Command::CloseOverlay);
        }
        if Button::new("Freeze another…").key("Enter").show(ui).clicked() {
            wish(cx, FreezeCommand::Again);
        }
    });
    super::sheet::body(ui, cx, height, |ui, cx| {
        let (ink, soft) = (cx.theme.colours.ink, cx.theme.colours.soft);
        ui.add_space(space.xl);
        let path = frozen.path.display().to_string();
        widgets::content(ui, cx, &path, &text.strong, ink, 2);
        ui.add_space(space.s);
        if widgets::quiet(ui, "Copy the path").clicked() {
            ui.ctx().copy_text(path);
        }
        ui.add_space(space.xxl);
        widgets::heading(ui, "Digest: the SHA-256 of manifest.ron", "");
        ui.add_space(space.s);
        widgets::line(ui, &text.table, ink, &frozen.digest);
        ui.add_space(space.s);
        if widgets::quiet(ui, "Copy the digest").clicked() {
            ui.ctx().copy_text(frozen.digest.clone());
        }
        ui.add_space(space.l);
        let words = "Note the digest in the paper. It stands for every byte of the release: years later, \
                     obelus verify RELEASE --digest DIGEST tells whether it is still the same, and works the \
                     figures out again.";
        widgets::words(ui, &text.note, soft, words);
        let parts = [not_complete(frozen), left_out(frozen)];
        if parts.iter().any(Option::is_some) {
            ui.add_space(space.xxl);
            widgets::heading(ui, "Not complete", "");
            ui.add_space(space.s);
            for part in parts.into_iter().flatten() {
                widgets::words(ui, &text.note, soft, &part);
            }
        }
    });
}

fn not_complete(frozen: &Frozen) -> Option<String> {
    let findings = counted(frozen.against as u64, "finding stands", "findings stand");
    (frozen.against > 0).then(|| format!("{findings} in INCOMPLETE.txt."))
}

fn left_out(frozen: &Frozen) -> Option<String> {
    let sets = counted(frozen.hidden as u64, "set was", "sets were");
    (frozen.hidden > 0).then(|| format!("{sets} hidden from you and left out."))
}
