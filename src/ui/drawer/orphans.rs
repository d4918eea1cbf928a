//! Annotations whose passage was not where their file said: to be placed, or dropped.

use std::sync::Arc;

use egui::{ScrollArea, Ui};

use crate::app::{AnnotationCommand, Command, ReadingCommand, State};
use crate::base::ArticleId;
use crate::message;
use crate::model::Orphan;
use crate::ui::Cx;
use crate::ui::kept::kept;
use crate::ui::theme::Theme;
use crate::ui::widgets;

#[derive(Debug, Default)]
pub(super) struct Orphans {
    made: Option<(u64, Option<ArticleId>)>,
    found: Vec<Arc<Orphan>>,
}

impl Orphans {
    fn refresh(&mut self, state: &State) {
        let wanted = (state.revision, state.reading().map(|reading| reading.article.id.clone()));
        if self.made.as_ref() == Some(&wanted) {
            return;
        }
        let set = state.session.as_ref().and_then(|session| session.my_set());
        self.found = set.map(|set| set.orphans().cloned().collect()).unwrap_or_default();
        self.made = Some(wanted);
    }

    pub fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        self.refresh(cx.state);
        let metrics = Theme::metrics();
        if self.found.is_empty() {
            ui.add_space(metrics.space.l);
            let hint = cx.text.get("drawer-orphans-empty.hint");
            return widgets::empty(ui, cx.text.get("drawer-orphans-empty"), hint);
        }
        let lines = metrics.text.ui.line_height() + metrics.text.passage.line_height();
        let height = (lines + metrics.text.small.line_height() + 2.0 * metrics.space.l).round();
        let list = ScrollArea::vertical().id_salt("orphans").auto_shrink(false);
        list.show_rows(ui, height, self.found.len(), |ui, rows| {
            for orphan in &self.found[rows] {
                ui.push_id(orphan.annotation.id.0, |ui| {
                    ui.set_min_height(height);
                    ui.spacing_mut().item_spacing.y = metrics.space.xs;
                    line(ui, cx, orphan);
                });
            }
        });
    }
}

fn line(ui: &mut Ui, cx: &mut Cx<'_>, orphan: &Orphan) {
    let metrics = Theme::metrics();
    let (ink, soft) = (cx.theme.colours.ink, cx.theme.colours.soft);
    let id = orphan.annotation.id;
    let name = cx.state.name_of(&orphan.annotation.body);
    widgets::led(
        ui,
        cx,
        &name,
        &cx.text.shown(&message!("drawer-orphans-stated", place = orphan.stated.0.to_string())),
        &metrics.text.note,
    );
    let quote = kept!(cx, "… {}{}{} …", orphan.prefix, orphan.exact, orphan.suffix);
    widgets::content(ui, cx, &quote, &metrics.text.passage, ink, 1);
    let Some(reading) = cx.state.reading() else { return };
    let proposed = orphan.proposed.filter(|span| reading.article.text.holds(*span));
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = metrics.space.xl;
        if let Some(span) = proposed {
            if widgets::quiet(ui, cx.text.get("drawer-orphans-show")).clicked() {
                cx.out.push(Command::Reading(ReadingCommand::GoTo(span)));
            }
            if widgets::quiet(ui, cx.text.get("drawer-orphans-place")).clicked() {
                cx.out.push(Command::Annotation(AnnotationCommand::PlaceOrphan { id, span: Some(span) }));
            }
        }
        match reading.selected() {
            Some(span) => {
                if widgets::quiet(ui, cx.text.get("drawer-orphans-place-selected")).clicked() {
                    cx.out.push(Command::Annotation(AnnotationCommand::PlaceOrphan { id, span: Some(span) }));
                }
            }
            None => {
                widgets::line(ui, &metrics.text.small, soft, cx.text.get("drawer-orphans-select"));
            }
        }
        if widgets::quiet(ui, cx.text.get("drawer-orphans-drop")).clicked() {
            cx.out.push(Command::Annotation(AnnotationCommand::PlaceOrphan { id, span: None }));
        }
    });
}
