//! The ledger as a page: all claims at the left, the chosen one with its fields, relations and mentions at the right.

use egui::{Frame, Margin, ScrollArea, Ui, UiBuilder, vec2};

use super::Cx;
use super::claim::{self, ClaimEditor, ClaimList, Mentions};
use super::theme::Theme;
use super::widgets::{self, Field};
use crate::app::Action;
use crate::base::ClaimId;
use crate::message;

/// The page with what is chosen on it.
#[derive(Debug, Default)]
pub struct ClaimsPage {
    list: ClaimList,
    mentions: Mentions,
    editor: ClaimEditor,
    chosen: Option<ClaimId>,
}

impl ClaimsPage {
    /// Shows this claim from the next frame on.
    pub fn choose(&mut self, id: ClaimId) {
        self.chosen = Some(id);
    }

    /// Draws the page into the room there is.
    pub fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        self.list.refresh(cx.state);
        let metrics = Theme::metrics();
        let inner = ui.available_rect_before_wrap().shrink2(vec2(metrics.space.section, metrics.space.xxl));
        if self.list.all == 0 {
            let key = cx.state.keymap.shown(Action::LinkClaim);
            let hint = cx.text.shown(&message!("claims-page-empty", key = key));
            ui.scope_builder(UiBuilder::new().max_rect(inner), |ui| {
                widgets::empty(ui, cx.text.get("common-no-claims"), &hint);
            });
            return;
        }
        let list = metrics.size.inspector.min(inner.width() / 3.0);
        let (left, right) = inner.split_left_right_at_x(inner.left() + list);
        let right = right.with_min_x(right.left() + metrics.space.section);
        ui.scope_builder(UiBuilder::new().max_rect(left), |ui| self.list(ui, cx));
        let wide = right.width() > metrics.size.inspector + metrics.size.centre_min / 2.0;
        let fields = if wide { metrics.size.inspector } else { right.width() };
        let (form, passages) = right.split_left_right_at_x(right.left() + fields);
        ui.scope_builder(UiBuilder::new().max_rect(form), |ui| self.form(ui, cx, !wide));
        if wide {
            let passages = passages.with_min_x(passages.left() + metrics.space.section);
            ui.scope_builder(UiBuilder::new().max_rect(passages), |ui| self.passages(ui, cx));
        }
    }

    fn list(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let metrics = Theme::metrics();
        ui.spacing_mut().item_spacing.y = metrics.space.m;
        let shown = self.list.entries.len();
        let count = if shown == self.list.all {
            shown.to_string().into()
        } else {
            cx.text.shown(&message!("claims-shown-of", shown = shown, all = self.list.all))
        };
        widgets::heading(ui, cx.text.get("claims-heading"), &count);
        Field::new(cx.text.get("common-filter-claims"))
            .hint(cx.text.get("common-filter-claims"))
            .show(ui, &mut self.list.filter);
        ui.spacing_mut().item_spacing.y = metrics.space.xs;
        let Self { list, chosen, .. } = self;
        let first = list.entries.first().map(|entry| entry.id.clone());
        if chosen.is_none() {
            *chosen = first;
        }
        let area = ScrollArea::vertical().id_salt("ledger").auto_shrink(false);
        area.show_rows(ui, claim::row_height(true), list.entries.len(), |ui, rows| {
            for entry in &list.entries[rows] {
                ui.push_id(entry.id.as_str(), |ui| {
                    if claim::row(ui, cx, entry, chosen.as_ref() == Some(&entry.id), true).clicked() {
                        *chosen = Some(entry.id.clone());
                    }
                });
            }
        });
    }

    /// The fields of the chosen claim, and its passages under them where there is no room beside.
    fn form(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, with_passages: bool) {
        let Some(id) = self.chosen.clone() else { return };
        let metrics = Theme::metrics();
        let Some(session) = &cx.state.session else { return };
        let Some(claim) = session.project.ledger().claim(&id) else {
            self.chosen = None;
            return;
        };
        self.mentions.refresh(cx.state, &id, cx.text);
        let frame = Frame::NONE.inner_margin(Margin { right: metrics.space.xl as i8, ..Margin::ZERO });
        ScrollArea::vertical().id_salt(("form", id.as_str())).auto_shrink(false).show(ui, |ui| {
            frame.show(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.spacing_mut().item_spacing.y = metrics.space.m;
                let colour = cx.theme.code(cx.theme.claim(claim.colour));
                widgets::named(ui, cx, colour, &claim.label, &metrics.text.heading);
                self.editor.show(ui, cx, &id);
                widgets::follow_focus(ui);
                if with_passages {
                    ui.add_space(metrics.space.xl);
                    ui.allocate_ui(vec2(ui.available_width(), metrics.size.claim_list), |ui| {
                        self.passages(ui, cx);
                    });
                }
            });
        });
    }

    fn passages(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let Some(id) = &self.chosen else { return };
        let metrics = Theme::metrics();
        self.mentions.refresh(cx.state, id, cx.text);
        widgets::content_heading(
            ui,
            cx,
            &cx.text.shown(&message!("claims-mentions", count = self.mentions.len())),
            &self.mentions.split,
        );
        ui.add_space(metrics.space.s);
        if self.mentions.len() == 0 {
            let hint = cx.text.get("claims-unused");
            return widgets::empty(ui, cx.text.get("common-no-mentions"), hint);
        }
        self.mentions.show(ui, cx);
    }
}
