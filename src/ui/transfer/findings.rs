//! What importing does besides labels: the texts, whose work it becomes, and what was found.

use std::sync::Arc;

use egui::{Color32, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::app::{Import, ImportStage, Session};
use crate::base::{Issue, Severity};
use crate::formats::{ArticleRow, ImportPlan, Matched};
use crate::id;
use crate::locale::english::grouped;
use crate::message;
use crate::ui::Cx;
use crate::ui::kept::kept;
use crate::ui::theme::Theme;
use crate::ui::widgets;

/// Rows that are shown of each list; the rest is counted.
const SHOWN: usize = 40;

pub fn show(ui: &mut Ui, cx: &mut Cx<'_>, session: &Session, import: &Import, plan: &ImportPlan) {
    let gap = Theme::metrics().space.xxl;
    held(ui, cx, session, import);
    articles(ui, cx, session, plan);
    ui.add_space(gap);
    people(ui, cx, session, import, plan);
    ui.add_space(gap);
    found(ui, cx, import);
    ui.add_space(gap);
}

/// Whose files are open elsewhere, so that nothing was taken in.
fn held(ui: &mut Ui, cx: &mut Cx<'_>, session: &Session, import: &Import) {
    if import.held.is_empty() {
        return;
    }
    let metrics = Theme::metrics();
    widgets::heading(ui, cx.text.get("import-nothing"), "");
    ui.add_space(metrics.space.s);
    for (id, holder) in &import.held {
        let name = session.name_of(id);
        let words = cx.text.shown(&message!(
            "import-held",
            name = name,
            host = &holder.host,
            process = holder.process.to_string()
        ));
        widgets::said(ui, cx, &words, &metrics.text.small, cx.theme.colours.error);
    }
    let hint = cx.text.get("import-held-close");
    widgets::words(ui, &metrics.text.small, cx.theme.colours.soft, hint);
    ui.add_space(metrics.space.xxl);
}

/// The text that says how an article was found.
fn how(matched: Matched, told: bool) -> &'static str {
    match (matched, told) {
        (Matched::Digest, _) => id!("import-same-text"),
        (Matched::Seen, _) => id!("import-seen-same"),
        (Matched::Name, true) => id!("import-by-name-other"),
        (Matched::Name, false) => id!("import-by-name-none"),
        (Matched::Added, _) => id!("import-new"),
        (Matched::Missing, _) => id!("import-missing"),
    }
}

fn articles(ui: &mut Ui, cx: &mut Cx<'_>, session: &Session, plan: &ImportPlan) {
    let metrics = Theme::metrics();
    widgets::heading(ui, cx.text.get("import-articles"), &grouped(plan.articles.len() as u64));
    ui.add_space(metrics.space.s);
    let all = [Matched::Digest, Matched::Seen, Matched::Name, Matched::Added, Matched::Missing];
    let all = all.into_iter().flat_map(|matched| [true, false].map(|told| (matched, told)));
    let mut parts: Vec<(u64, &'static str)> = Vec::new();
    for (matched, told) in all {
        let rows = plan.articles.iter().filter(|row| row.matched == matched && row.told == told);
        match (parts.last_mut(), how(matched, told)) {
            (Some((count, known)), words) if *known == words => *count += rows.count() as u64,
            (_, words) => parts.push((rows.count() as u64, words)),
        }
    }
    let parts = parts.iter().filter(|(count, _)| *count > 0);
    let parts: Vec<Arc<str>> =
        parts.map(|(count, how)| kept!(cx, "{} {}", grouped(*count), cx.text.get(how))).collect();
    if !parts.is_empty() {
        widgets::words(ui, &metrics.text.note, cx.theme.colours.soft, &kept!(cx, "{}.", parts.join("; ")));
    }
    // What wants a look comes first.
    let mut rows: Vec<&ArticleRow> = plan.articles.iter().collect();
    rows.sort_by_key(|row| match row.matched {
        Matched::Missing => 0,
        Matched::Name => 1,
        Matched::Added => 2,
        Matched::Seen => 3,
        Matched::Digest => 4,
    });
    for row in rows.iter().take(SHOWN) {
        let here = row.article.as_ref().and_then(|id| session.project.article(id));
        let name = here.map_or(row.name.as_str(), |article| article.display_title());
        let colour = match row.matched {
            Matched::Missing => cx.theme.colours.error,
            Matched::Name if row.told => cx.theme.colours.warn,
            Matched::Name => cx.theme.colours.soft,
            Matched::Added | Matched::Seen | Matched::Digest => cx.theme.colours.soft,
        };
        let marks = cx.text.shown(&message!(
            "import-marks",
            count = row.marks,
            how = cx.text.get(how(row.matched, row.told))
        ));
        line(ui, cx, name, &marks, colour);
    }
    more(ui, cx, rows.len());
}

fn people(ui: &mut Ui, cx: &mut Cx<'_>, session: &Session, import: &Import, plan: &ImportPlan) {
    let declared = match &import.stage {
        ImportStage::Read(foreign) => foreign.annotators.as_slice(),
        _ => &[],
    };
    widgets::heading(ui, cx.text.get("import-annotators"), &grouped(plan.annotators.len() as u64));
    ui.add_space(Theme::metrics().space.s);
    for (key, id, new) in plan.annotators.iter().take(SHOWN) {
        let said = declared.iter().find(|one| one.key == *key).map_or(key.as_str(), |one| one.name.as_str());
        let name = session.name_of(id);
        let becomes = match (*new, said == name) {
            (true, _) => cx.text.get("import-new-here").into(),
            (false, true) => cx.text.get("import-known-here").into(),
            (false, false) => cx.text.shown(&message!("import-becomes", name = name)),
        };
        let shown = if said.trim().is_empty() { cx.text.get("import-unnamed") } else { said };
        line(ui, cx, shown, &becomes, cx.theme.colours.soft);
    }
    more(ui, cx, plan.annotators.len());
}

fn found(ui: &mut Ui, cx: &mut Cx<'_>, import: &Import) {
    let metrics = Theme::metrics();
    let all: Vec<&Issue> = import.issues().collect();
    widgets::heading(ui, cx.text.get("import-findings"), &grouped(all.len() as u64));
    ui.add_space(metrics.space.s);
    if all.is_empty() {
        let words =
            if import.planning { cx.text.get("import-working") } else { cx.text.get("import-understood") };
        widgets::words(ui, &metrics.text.note, cx.theme.colours.soft, words);
    }
    for found in all.iter().take(SHOWN) {
        issue(ui, cx, found);
    }
    more(ui, cx, all.len());
}

fn more(ui: &mut Ui, cx: &Cx<'_>, all: usize) {
    if all > SHOWN {
        let words = cx.text.shown(&message!("common-more", count = all - SHOWN));
        widgets::line(ui, &Theme::metrics().text.small, cx.theme.colours.soft, &words);
    }
}

/// A name with a word at the right.
fn line(ui: &mut Ui, cx: &mut Cx<'_>, name: &str, right: &str, colour: Color32) {
    let metrics = Theme::metrics();
    let (space, text) = (&metrics.space, &metrics.text);
    let width = ui.available_width();
    let height = (text.ui.line_height() + space.s).round();
    let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::hover());
    if ui.is_rect_visible(rect) {
        let end = widgets::one_line(ui.painter(), &text.small, colour, right, width * 2.0 / 3.0);
        let at = pos2(rect.right() - end.size().x, rect.center().y - end.size().y / 2.0);
        let words = widgets::laid(ui, cx, name, &text.ui, at.x - rect.left() - space.l);
        ui.painter().galley(at, end, colour);
        let top = rect.center().y - widgets::size(ui, &words).y / 2.0;
        widgets::paint_content(ui, cx, &words, pos2(rect.left(), top), &[cx.theme.colours.ink]);
    }
    let spoken = kept!(cx, "{}: {}", name, right);
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Label, true, &spoken));
    widgets::tip(response, &spoken, "");
}

/// A finding with its advice.
pub fn issue(ui: &mut Ui, cx: &mut Cx<'_>, issue: &Issue) {
    let metrics = Theme::metrics();
    let (space, text) = (&metrics.space, &metrics.text);
    let colour = match issue.severity {
        Severity::Note => cx.theme.colours.soft,
        Severity::Warning => cx.theme.colours.ink,
        Severity::Error => cx.theme.colours.error,
    };
    let said = cx.discreet(&issue.message);
    let said = match &issue.place {
        crate::base::Place::Whole => said,
        place => kept!(cx, "{}: {}", place, said),
    };
    widgets::said(ui, cx, &said, &text.small, colour);
    if !issue.hint.is_empty() {
        widgets::said(ui, cx, &cx.discreet(&issue.hint), &text.small, cx.theme.colours.soft);
    }
    ui.add_space(space.m);
}
