//! The drafts, and how much was found about files as a whole.

use egui::{Align2, Id, Rect, ScrollArea, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use super::KEY_FILES;
use crate::app::{ArticleDraft, Command, DraftFilter, DraftStanding, Intake, IntakeCommand};
use crate::base::Severity;
use crate::message;
use crate::ui::Cx;
use crate::ui::kept::kept;
use crate::ui::library_row::origin;
use crate::ui::theme::Theme;
use crate::ui::typeset::LabelSpec;
use crate::ui::widgets::{self, Drafts, Field};

/// The list, with the draft that was last brought into sight.
#[derive(Debug, Default)]
pub struct List {
    shown: Option<usize>,
    words: Drafts,
}

/// More drafts than these are to be filtered.
const MANY: usize = 8;

impl List {
    pub fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, intake: &Intake) {
        let (metrics, rect) = (Theme::metrics(), ui.max_rect());
        let (space, text) = (&metrics.space, &metrics.text);
        let inner = rect.shrink2(vec2(space.l + space.xs, space.xl)).with_max_y(rect.bottom());
        ui.scope_builder(UiBuilder::new().max_rect(inner), |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            let line = inner.shrink2(vec2(space.l, 0.0));
            ui.scope_builder(UiBuilder::new().max_rect(line), |ui| {
                let right = cx.text.shown(&message!(
                    "intake-taken",
                    taken = intake.counts.taken,
                    all = intake.drafts.len()
                ));
                widgets::heading(ui, cx.text.get("intake-new"), &right);
            });
            ui.add_space(space.m);
            let row =
                (text.origin.line_height() + 2.0 * text.title.line_height() + 2.0 * space.l + 2.0 * space.s)
                    .round();
            if intake.drafts.len() > MANY {
                ui.scope_builder(UiBuilder::new().max_rect(line_below(ui, space.l)), |ui| {
                    self.filter(ui, cx, intake);
                });
                ui.add_space(space.m);
            }
            if !intake.findings.is_empty() {
                files_found(ui, cx, intake);
                ui.add_space(space.m);
            }
            let area = ScrollArea::vertical().id_salt("drafts").auto_shrink(false).animated(false);
            let moved = self.shown.replace(intake.shown) != Some(intake.shown);
            let at = moved.then(|| intake.listed.iter().position(|number| *number == intake.shown)).flatten();
            let area = match at {
                Some(at) => area.vertical_scroll_offset(sight(at, row, ui.available_height())),
                None => area,
            };
            if intake.listed.is_empty() {
                let none = if intake.drafts.is_empty() {
                    cx.text.get("intake-none-read")
                } else {
                    cx.text.get("intake-none-shown")
                };
                ui.scope_builder(UiBuilder::new().max_rect(line_below(ui, space.l)), |ui| {
                    widgets::line(ui, &text.small, cx.theme.colours.soft, none);
                });
            }
            area.show_rows(ui, row, intake.listed.len(), |ui, range| {
                for number in range.filter_map(|place| intake.listed.get(place).copied()) {
                    if let Some(draft) = intake.drafts.get(number) {
                        ui.push_id(number, |ui| item(ui, cx, intake, number, draft, row));
                    }
                }
            });
        });
    }

    /// Which drafts are shown: by how they stand, and by words.
    fn filter(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, intake: &Intake) {
        let filter = &intake.filter;
        let names = [
            (DraftStanding::Any, message!("intake-filter-all", count = intake.drafts.len())),
            (
                DraftStanding::WithFindings,
                message!("intake-filter-findings", count = intake.counts.with_findings),
            ),
            (DraftStanding::TextMissing, message!("intake-filter-text-missing", count = intake.counts.stubs)),
            (DraftStanding::LeftOut, message!("intake-filter-left-out", count = intake.counts.left_out)),
        ]
        .map(|(standing, name)| (standing, cx.text.shown(&name)));
        let shown = names.iter().find(|(standing, _)| *standing == filter.standing);
        let shown = shown.map_or("", |(_, name)| name.as_ref());
        let button = widgets::dropdown(ui, cx.text.get("intake-filter"), shown);
        widgets::menu(&button, Theme::metrics().size.menu, |ui| {
            for (standing, name) in &names {
                let mark = if *standing == filter.standing { "✓" } else { "" };
                if widgets::item(ui, name, mark) {
                    let filter = DraftFilter { standing: *standing, words: filter.words.clone() };
                    cx.out.push(Command::Intake(IntakeCommand::Filter(filter)));
                }
            }
        });
        ui.add_space(Theme::metrics().space.s);
        let field = Field::new(cx.text.get("intake-find")).hint(cx.text.get("intake-find.hint"));
        let (changed, _) = self.words.edit(ui, Id::unique("find drafts"), field, &filter.words);
        if let Some(words) = changed {
            let filter = DraftFilter { standing: filter.standing, words };
            cx.out.push(Command::Intake(IntakeCommand::Filter(filter)));
        }
    }
}

/// The rest of the room, so much narrower on both sides.
fn line_below(ui: &Ui, margin: f32) -> Rect {
    ui.available_rect_before_wrap().shrink2(vec2(margin, 0.0))
}

/// How many files gave no articles and what else was found about files, on top of the list; a press shows it.
fn files_found(ui: &mut Ui, cx: &mut Cx<'_>, intake: &Intake) {
    let (metrics, colours) = (Theme::metrics(), &cx.theme.colours);
    let (space, style) = (&metrics.space, &metrics.text.small_strong);
    let refused = intake.refused();
    let others = intake.findings.len() - refused;
    let said = cx.text.shown(&message!("intake-files-found", refused = refused, others = others));
    // The gravest comes first.
    let gravest = intake.findings.first().map_or(Severity::Note, |finding| finding.issue.severity);
    let key = widgets::key_cap_size(ui.painter(), KEY_FILES);
    let room = ui.available_width() - 2.0 * (space.l + space.xs) - key.x - space.m;
    let spec = LabelSpec { max_width: room, max_lines: 0, ..widgets::spec(&said, style) };
    let laid = cx.set.paragraph(ui.ctx(), &spec);
    let height = (widgets::size(ui, &laid).y + 2.0 * space.m).round();
    let (rect, response) = widgets::row(ui, || &said, height, intake.shows_files);
    let inner = rect.shrink2(vec2(space.l + space.xs, 0.0));
    let at = pos2(inner.left(), rect.center().y - widgets::size(ui, &laid).y / 2.0);
    widgets::paint_content(ui, cx, &laid, at, &[colours.of_severity(gravest)]);
    widgets::paint_key_cap(ui.painter(), inner.right_center(), KEY_FILES);
    if widgets::tip(response, cx.text.get("intake-files-found.tip"), KEY_FILES).clicked() {
        cx.out.push(Command::Intake(IntakeCommand::ShowFiles(!intake.shows_files)));
    }
}

/// The offset that brings a row into the middle of the list.
fn sight(number: usize, row: f32, height: f32) -> f32 {
    (number as f32 * row - height / 2.0).max(0.0)
}

fn item(ui: &mut Ui, cx: &mut Cx<'_>, intake: &Intake, number: usize, draft: &ArticleDraft, row: f32) {
    let (metrics, colours) = (Theme::metrics(), &cx.theme.colours);
    let (space, text, ring) = (&metrics.space, &metrics.text, metrics.size.ring);
    let article = &draft.article;
    let name = draft.display_title();
    let (rect, response) =
        widgets::row(ui, || name, row - space.xs, number == intake.shown && !intake.shows_files);
    let inner = rect.shrink2(vec2(space.l + space.xs, 0.0));
    let toggle = Align2::RIGHT_CENTER.anchor_size(inner.right_center(), vec2(ring, ring));
    let tick = ui.interact(toggle, Id::unique(("draft", number)), Sense::click());
    widgets::paint_ring(ui.painter(), toggle.center(), 0.0, !draft.skipped);
    widgets::focus_ring(ui, &tick, toggle.expand(space.xs), metrics.radius.key);
    tick.widget_info(|| {
        WidgetInfo::selected(
            egui::Role::CheckBox,
            true,
            !draft.skipped,
            cx.text.shown(&message!("intake-add-one", article = name)).as_ref(),
        )
    });
    let width = toggle.left() - inner.left() - space.l;
    let [_, mut about] = origin(cx, &article.metadata, None, "");
    if draft.is_stub() {
        let missing = cx.text.get("intake-text-missing");
        about = if about.is_empty() { missing.into() } else { kept!(cx, "{} · {}", about, missing) };
    }
    if !draft.notes.is_empty() {
        let notes = cx.text.shown(&message!("intake-notes", count = draft.notes.len()));
        about = if about.is_empty() { notes } else { kept!(cx, "{} · {}", about, notes) };
    }
    let first = widgets::laid(ui, cx, &about, &text.origin, width);
    let spec = LabelSpec { max_width: width, max_lines: 2, ..widgets::spec(name, &text.title) };
    let title = cx.set.paragraph(ui.ctx(), &spec);
    let above = if about.is_empty() { 0.0 } else { widgets::size(ui, &first).y + space.xs };
    let height = above + widgets::size(ui, &title).y;
    let at = pos2(inner.left(), rect.center().y - height / 2.0);
    let ink = if draft.skipped { colours.soft } else { colours.ink };
    widgets::paint_content(ui, cx, &first, at, &[colours.soft]);
    widgets::paint_content(ui, cx, &title, at + vec2(0.0, above), &[ink]);
    if response.clicked() {
        cx.out.push(Command::Intake(IntakeCommand::Show(number)));
    }
    if widgets::tip(
        tick,
        match (draft.skipped, draft.is_stub()) {
            (true, _) => cx.text.get("intake-left-out"),
            (false, true) => cx.text.get("intake-kept-to-fetch"),
            (false, false) => cx.text.get("intake-added"),
        },
        "X",
    )
    .clicked()
    {
        cx.out.push(Command::Intake(IntakeCommand::Skip(number)));
    }
}
