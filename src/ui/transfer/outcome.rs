//! What an export became: where it is, and what is not in it, with examples.

use egui::{ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};

use super::sheet::{done_head, size_words};
use crate::app::{Command, ExportCommand};
use crate::formats::Feature;
use crate::locale::Message;
use crate::locale::english::grouped;
use crate::message;
use crate::transfer::Written;
use crate::ui::Cx;
use crate::ui::kept::kept;
use crate::ui::theme::Theme;
use crate::ui::widgets;

pub fn show(ui: &mut Ui, cx: &mut Cx<'_>, written: &Written, height: f32) {
    let metrics = Theme::metrics();
    let (space, text) = (&metrics.space, &metrics.text);
    let about = cx.text.shown(&message!(
        "export-became",
        articles = written.articles,
        size = size_words(written.size),
        files = written.files.len(),
    ));
    let again = Command::Export(ExportCommand::Again);
    done_head(ui, cx, cx.text.get("export-exported"), &about, cx.text.get("export-another"), again);
    super::sheet::body(ui, cx, height, |ui, cx| {
        ui.add_space(space.xl);
        let path = written.path.as_ref().map(|path| path.display().to_string()).unwrap_or_default();
        widgets::content(ui, cx, &path, &text.strong, cx.theme.colours.ink, 2);
        ui.add_space(space.s);
        if widgets::quiet(ui, cx.text.get("common-copy-path")).clicked() {
            ui.ctx().copy_text(path);
        }
        ui.add_space(space.xxl);
        let kinds = cx.text.shown(&message!("export-kinds", count = written.dropped.kinds()));
        widgets::heading(
            ui,
            cx.text.get("export-not-in-it"),
            if written.dropped.is_empty() { "" } else { &kinds },
        );
        ui.add_space(space.s);
        if written.dropped.is_empty() {
            widgets::words(
                ui,
                &text.note,
                cx.theme.colours.soft,
                if written.annotations == 0 {
                    cx.text.get("export-nothing-seen")
                } else {
                    cx.text.get("export-all-along")
                },
            );
            return;
        }
        widgets::hairline(ui);
        ScrollArea::vertical().auto_shrink([false, true]).show(ui, |ui| {
            super::sheet::beside_bar(ui);
            for (lost, count, examples) in written.dropped.iter() {
                line(ui, cx, lost, count, examples);
            }
        });
    });
}

fn line(ui: &mut Ui, cx: &mut Cx<'_>, lost: Feature, count: u64, examples: &[Message]) {
    let metrics = Theme::metrics();
    let (space, text) = (&metrics.space, &metrics.text);
    let (ink, soft) = (cx.theme.colours.ink, cx.theme.colours.soft);
    let height = (text.ui.line_height() + text.small.line_height() + 2.0 * space.m).round();
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    let more = count > examples.len() as u64;
    let mut examples = examples.iter().map(|one| cx.text.shown(one)).collect::<Vec<_>>().join("; ");
    if more && !examples.is_empty() {
        examples.push_str("; …");
    }
    let words = cx.text.get(lost.text_id());
    if ui.is_rect_visible(rect) {
        let column = metrics.size.zone_label;
        let top = rect.top() + space.m;
        let shown = widgets::galley(ui.painter(), &text.table, ink, &grouped(count));
        ui.painter().galley(pos2(rect.left(), top), shown, ink);
        let (left, room) = (rect.left() + column, rect.width() - column);
        let name = widgets::laid(ui, cx, words, &text.ui, room);
        widgets::paint_content(ui, cx, &name, pos2(left, top), &[ink]);
        let below = widgets::laid(ui, cx, &examples, &text.small, room);
        widgets::paint_content(ui, cx, &below, pos2(left, top + text.ui.line_height()), &[soft]);
        let line = egui::Stroke::new(metrics.stroke.hairline, cx.theme.colours.line);
        ui.painter().hline(rect.x_range(), rect.bottom(), line);
    }
    let whole = || kept!(cx, "{} × {}: {}", grouped(count), words, examples);
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Label, true, whole()));
}
