//! Words searched in the open article, and where they are.

use egui::text::{CCursor, CCursorRange};
use egui::text_edit::TextEditState;
use egui::{Align2, Id, Key, Modifiers, ScrollArea, Ui};

use crate::app::{Action, Command, ReadingCommand};
use crate::message;
use crate::ui::Cx;
use crate::ui::concordance::{self, ConcordanceLine};
use crate::ui::theme::Theme;
use crate::ui::widgets::{self, Drafts, Field};

/// The tab with what is being typed.
#[derive(Debug, Default)]
pub(super) struct Search {
    drafts: Drafts,
    /// Which place the list was last scrolled to.
    at: usize,
    /// Whether the keyboard is wished into the box.
    pub focus: bool,
}

impl Search {
    pub fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let Some(session) = &cx.state.session else { return };
        let metrics = Theme::metrics();
        self.query(ui, cx);
        ui.add_space(metrics.space.s);
        let find = &session.find;
        let Some(reading) = &session.reading else { return };
        if find.hits.is_empty() {
            let (title, hint) = match find.query.as_str() {
                "" => (cx.text.get("drawer-search-empty"), cx.text.get("drawer-search-empty.hint")),
                _ => (cx.text.get("drawer-search-none"), cx.text.get("drawer-search-none.hint")),
            };
            return widgets::empty(ui, title, hint);
        }
        let height = metrics.size.control;
        let mut list = ScrollArea::vertical().id_salt("places").auto_shrink(false);
        if std::mem::replace(&mut self.at, find.at) != find.at {
            let row = height + ui.spacing().item_spacing.y;
            let above = (ui.available_height() - row).max(0.0) / 2.0;
            list = list.vertical_scroll_offset((find.at as f32 * row - above).max(0.0));
        }
        list.show_rows(ui, height, find.hits.len(), |ui, rows| {
            for at in rows {
                let Some(hit) = find.hits.get(at).copied() else { continue };
                let Some(words) = ConcordanceLine::of(&reading.article.text, hit) else { continue };
                let name = || {
                    cx.text.shown(&message!(
                        "drawer-search-place",
                        number = at + 1,
                        all = find.hits.len(),
                        words = words.before
                    ))
                };
                ui.push_id(at, |ui| {
                    let (rect, response) = widgets::row(ui, name, height, at == find.at);
                    if ui.is_rect_visible(rect) {
                        let soft = cx.theme.colours.soft;
                        let line = reading.sentence_at(hit.start()) + 1;
                        let left = rect.left_center() + egui::vec2(metrics.space.l, 0.0);
                        let kind = &metrics.text.table;
                        widgets::paint(
                            ui.painter(),
                            left,
                            Align2::LEFT_CENTER,
                            kind,
                            soft,
                            &line.to_string(),
                        );
                        let lead = metrics.space.l + metrics.size.gutter;
                        concordance::paint(ui, cx, rect.with_min_x(rect.left() + lead), &words);
                    }
                    if response.clicked() {
                        cx.out.push(Command::Reading(ReadingCommand::GoTo(hit)));
                    }
                });
            }
        });
    }

    fn query(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let Some(session) = &cx.state.session else { return };
        let find = &session.find;
        let id = Id::unique("find in article");
        let metrics = Theme::metrics();
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = metrics.space.xl;
            if widgets::keyboard_here(ui.ctx(), id) {
                let step = ui.input_mut(|input| {
                    if input.consume_key(Modifiers::SHIFT, Key::Enter) {
                        return Some(Command::Action(Action::FindPrevious));
                    }
                    if input.consume_key(Modifiers::NONE, Key::Enter) {
                        return Some(Command::Action(Action::FindNext));
                    }
                    input
                        .consume_key(Modifiers::NONE, Key::Escape)
                        .then_some(Command::Action(Action::ToggleDrawer))
                });
                if let Some(step) = step {
                    cx.out.push(step);
                }
            }
            let field =
                Field::new(cx.text.get("drawer-search-field")).hint(cx.text.get("drawer-search-field"));
            let shown = ui.scope(|ui| {
                ui.set_width(metrics.size.claim_list);
                self.drafts.edit(ui, id, field, &find.query)
            });
            let (changed, response) = shown.inner;
            if std::mem::take(&mut self.focus) {
                response.request_focus();
                // What is typed now takes the place of what was sought before.
                let mut edit = TextEditState::load(ui.ctx(), response.id).unwrap_or_default();
                let all = CCursorRange::two(CCursor::new(0), CCursor::new(find.query.chars().count()));
                edit.cursor.set_char_range(Some(all));
                edit.store(ui.ctx(), response.id);
            }
            if let Some(query) = changed {
                cx.out.push(Command::Reading(ReadingCommand::Find(query)));
            }
            if !find.query.is_empty() {
                let places = match find.hits.len() {
                    0 => cx.text.get("drawer-search-nothing").into(),
                    n => cx.text.shown(&message!("drawer-search-at", number = find.at + 1, all = n)),
                };
                widgets::line(ui, &metrics.text.small, cx.theme.colours.soft, &places);
            }
        });
    }
}
