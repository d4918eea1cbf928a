//! Claims that may be shown, and the mentions of the chosen one over all articles.

use egui::{ScrollArea, Ui, UiBuilder, vec2};

use crate::app::{ClaimCommand, Command, Route, WindowCommand};
use crate::base::ClaimId;
use crate::message;
use crate::ui::Cx;
use crate::ui::claim::{self, ClaimList, Mentions};
use crate::ui::theme::Theme;
use crate::ui::widgets::{self, Field};

/// The tab with what is chosen in it.
#[derive(Debug, Default)]
pub(super) struct Claims {
    list: ClaimList,
    mentions: Mentions,
    chosen: Option<ClaimId>,
    /// The claim that the claims page is to show.
    pub wanted: Option<ClaimId>,
}

impl Claims {
    pub fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        self.list.refresh(cx.state);
        let metrics = Theme::metrics();
        if self.list.all == 0 {
            let key = cx.state.keymap.shown(crate::app::Action::LinkClaim);
            let hint = cx.text.shown(&message!("drawer-claims-empty", key = key));
            return widgets::empty(ui, cx.text.get("common-no-claims"), &hint);
        }
        let rect = ui.available_rect_before_wrap();
        let list = metrics.size.claim_list.min(rect.width() / 2.0);
        let (left, right) = rect.split_left_right_at_x(rect.left() + list);
        ui.scope_builder(UiBuilder::new().max_rect(left), |ui| self.list(ui, cx));
        let right = right.with_min_x(right.left() + metrics.space.xl);
        ui.scope_builder(UiBuilder::new().max_rect(right), |ui| self.chosen(ui, cx));
        ui.advance_cursor_after_rect(rect);
    }

    fn list(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        Field::new(cx.text.get("common-filter-claims"))
            .hint(cx.text.get("common-filter-claims"))
            .show(ui, &mut self.list.filter);
        ui.add_space(Theme::metrics().space.s);
        if self.list.entries.is_empty() {
            return widgets::empty(ui, cx.text.get("drawer-claims-none"), "");
        }
        let Self { list, chosen, .. } = self;
        ScrollArea::vertical().id_salt("claims").auto_shrink(false).show_rows(
            ui,
            claim::row_height(false),
            list.entries.len(),
            |ui, rows| {
                for entry in &list.entries[rows] {
                    ui.push_id(entry.id.as_str(), |ui| {
                        if claim::row(ui, cx, entry, chosen.as_ref() == Some(&entry.id), false).clicked() {
                            *chosen = Some(entry.id.clone());
                        }
                    });
                }
            },
        );
    }

    fn chosen(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let metrics = Theme::metrics();
        let ledger = cx.state.session.as_ref().map(|session| session.project.ledger());
        let chosen =
            self.chosen.as_ref().or_else(|| self.list.entries.first().map(|entry| &entry.id)).cloned();
        let Some(claim) = chosen.and_then(|id| ledger?.claim(&id)) else { return };
        self.mentions.refresh(cx.state, &claim.id, cx.text);
        let words = if claim.wording.is_empty() { &claim.label } else { &claim.wording };
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = metrics.space.xl;
            let selected = cx.state.reading().and_then(|reading| reading.selected());
            let wide = |words: &str| {
                let soft = cx.theme.colours.soft;
                widgets::galley(ui.painter(), &metrics.text.small, soft, words).size().x + metrics.space.xl
            };
            let buttons = wide(cx.text.get("drawer-claims-open"))
                + selected.map_or(0.0, |_| wide(cx.text.get("drawer-claims-link")));
            let room = ui.available_width() - buttons;
            ui.scope(|ui| {
                ui.set_max_width(room);
                widgets::content(ui, cx, words, &metrics.text.passage, cx.theme.colours.ink, 1);
            });
            if let Some(span) = selected
                && widgets::quiet(ui, cx.text.get("drawer-claims-link")).clicked()
            {
                cx.out.push(Command::Claim(ClaimCommand::Link { span, claim: claim.id.clone() }));
            }
            if widgets::quiet(ui, cx.text.get("drawer-claims-open")).clicked() {
                self.wanted = Some(claim.id.clone());
                cx.out.push(Command::Window(WindowCommand::Go(Route::Claims)));
            }
        });
        ui.add_space(metrics.space.s);
        if self.mentions.len() == 0 {
            let hint = cx.text.get("drawer-claims-unused");
            return widgets::empty(ui, cx.text.get("common-no-mentions"), hint);
        }
        ui.allocate_ui(vec2(ui.available_width(), ui.available_height()), |ui| self.mentions.show(ui, cx));
    }
}
