//! What there is to say of a format: which programs open it, and what it cannot carry of what goes out.

use egui::{Sense, Ui, WidgetInfo, pos2, vec2};

use crate::app::Export;
use crate::formats::{Feature, FormatInfo, Packing};
use crate::locale::capital;
use crate::locale::english::grouped;
use crate::message;
use crate::ui::Cx;
use crate::ui::kept::kept;
use crate::ui::theme::Theme;
use crate::ui::widgets;

pub fn show(ui: &mut Ui, cx: &mut Cx<'_>, about: &FormatInfo, export: &Export) {
    let metrics = Theme::metrics();
    let (space, text, colours) = (&metrics.space, &metrics.text, &cx.theme.colours);
    widgets::words(ui, &text.heading, colours.ink, cx.text.get(about.name));
    ui.add_space(space.xs);
    widgets::words(ui, &text.note, colours.soft, cx.text.get(about.opens));
    ui.add_space(space.s);
    let files = match about.packing {
        Packing::File => cx.text.shown(&message!("export-one-file", ending = about.ending)),
        Packing::Folder(_) => cx.text.get("export-several-files").into(),
    };
    let files = match about.unit {
        Some(unit) => cx.text.shown(&message!("export-files-units", files = files, unit = unit.text())),
        None => kept!(cx, "{}.", files),
    };
    widgets::words(ui, &text.note, colours.soft, &files);
    widgets::words(
        ui,
        &text.note,
        colours.soft,
        &cx.text
            .shown(&message!("export-verified", client = cx.text.get(about.verified).trim_end_matches('.'))),
    );
    ui.add_space(space.xxl);
    let mut lost: Vec<Feature> = about.losses();
    if !export.choice.texts && !lost.contains(&Feature::Texts) {
        lost.insert(0, Feature::Texts);
    }
    losses(ui, cx, &lost, export);
    ui.add_space(space.xl);
    widgets::heading(ui, cx.text.get("export-in-file"), "");
    ui.add_space(space.s);
    let carried = Feature::ALL.into_iter().filter(|kind| !lost.contains(kind) && is_content(*kind));
    let carried: Vec<&str> = carried.map(|kind| cx.text.get(kind.text_id())).collect();
    widgets::words(ui, &text.note, cx.theme.colours.soft, &kept!(cx, "{}.", capital(&carried.join(", "))));
    ui.add_space(space.xl);
}

/// Whether it is something of a project; the rest are ways in which a format damages what it carries.
fn is_content(lost: Feature) -> bool {
    matches!(lost, Feature::Times | Feature::Numbers) || !lost.is_counted_by_format()
}

fn losses(ui: &mut Ui, cx: &mut Cx<'_>, lost: &[Feature], export: &Export) {
    let metrics = Theme::metrics();
    let (space, text) = (&metrics.space, &metrics.text);
    widgets::heading(ui, cx.text.get("export-not-in-file"), "");
    ui.add_space(space.s);
    if lost.is_empty() {
        widgets::words(ui, &text.note, cx.theme.colours.soft, cx.text.get("export-nothing-left-out"));
        return;
    }
    let count = |kind: Feature| export.extent.as_ref().map(|extent| extent.count(kind));
    let mut rows: Vec<(Feature, Option<Option<u64>>)> =
        lost.iter().map(|kind| (*kind, count(*kind))).collect();
    // What is there and does not go out comes first, what is not there last.
    rows.sort_by_key(|(_, count)| match count {
        Some(Some(0)) => 2,
        Some(Some(_)) | None => 0,
        Some(None) => 1,
    });
    for (kind, count) in rows {
        let (right, matters) = match count {
            Some(Some(0)) => (cx.text.get("export-none-of-it").to_owned(), false),
            Some(Some(count)) => (grouped(count), true),
            // Only the writing of it tells.
            Some(None) => (cx.text.get("export-told-after").to_owned(), true),
            None => (String::new(), true),
        };
        row(ui, cx, cx.text.get(kind.text_id()), &right, matters);
    }
}

fn row(ui: &mut Ui, cx: &mut Cx<'_>, words: &str, right: &str, matters: bool) {
    let metrics = Theme::metrics();
    let (space, text) = (&metrics.space, &metrics.text);
    let (ink, soft) = (cx.theme.colours.ink, cx.theme.colours.soft);
    let width = ui.available_width();
    let end = widgets::galley(ui.painter(), &text.table, soft, right);
    let left = widgets::laid(ui, cx, words, &text.ui, width - end.size().x - space.l);
    let height = (text.ui.line_height() + space.s).round();
    let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::hover());
    let middle = rect.center().y;
    let top = middle - widgets::size(ui, &left).y / 2.0;
    widgets::paint_content(ui, cx, &left, pos2(rect.left(), top), &[if matters { ink } else { soft }]);
    let at = pos2(rect.right() - end.size().x, middle - end.size().y / 2.0);
    ui.painter().galley(at, end, soft);
    let name = || if right.is_empty() { words.into() } else { kept!(cx, "{}: {}", words, right) };
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Label, true, name()));
}
