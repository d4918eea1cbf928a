//! Beside the place in hand: the figures so far, why it was decided so, and the definitions of the codes in question.

use egui::{Margin, ScrollArea, Ui};

use super::figures;
use crate::app::{Command, QueuePlace, REASON_KEYS, ReviewCommand, ReviewTab, Session};
use crate::message;
use crate::model::{Body, Code};
use crate::ui::Cx;
use crate::ui::kept::kept;
use crate::ui::panes;
use crate::ui::theme::Theme;
use crate::ui::widgets::{self, ChoiceItem, Drafts, Field};

/// The panel, with the note that is being typed.
#[derive(Debug, Default)]
pub struct Side {
    notes: Drafts,
}

impl Side {
    pub fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let Some(session) = &cx.state.session else { return };
        let space = &Theme::metrics().space;
        let margin = Margin::symmetric(space.xxl as i8, (space.xl + space.xs) as i8);
        self.reason(ui, cx, session);
        ScrollArea::vertical().id_salt("review side").auto_shrink(false).show(ui, |ui| {
            egui::Frame::NONE.inner_margin(margin).show(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.spacing_mut().item_spacing.y = space.m;
                figures::summary(ui, cx, session);
                figures::confusion_in_hand(ui, cx, session);
                definitions(ui, cx, session);
                widgets::follow_focus(ui);
            });
        });
    }

    /// Why it was decided so, at the foot of the panel, where its buttons keep their place.
    fn reason(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, session: &Session) {
        if session.review.tab != ReviewTab::Disagreements || session.in_review().is_none() {
            return;
        }
        let Some(place) = session.reason_place() else { return };
        panes::foot(ui, cx, "reason-foot", |ui, cx| {
            ui.spacing_mut().item_spacing.y = Theme::metrics().space.m;
            self.reasons(ui, cx, session, &place);
        });
    }

    fn reasons(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, session: &Session, place: &QueuePlace) {
        let decision = session.decision_at(place).map(|(_, decision)| decision);
        let chosen = decision.as_ref().map_or(session.review.reason, |decision| decision.reason);
        let metrics = Theme::metrics();
        widgets::heading(
            ui,
            cx.text.get("review-reason"),
            &cx.state.keymap.shown(crate::app::Action::GiveReason),
        );
        if session.review.just_adjudicated.as_ref() == Some(place) {
            let article = session.project.article(&place.article);
            let words = article.and_then(|article| article.text.slice(place.span)).unwrap_or_default();
            let about = cx.text.shown(&message!("review-reason-for", passage = words));
            widgets::content(ui, cx, &about, &metrics.text.note, cx.theme.colours.ink, 2);
        }
        let items: Vec<ChoiceItem<'_>> = REASON_KEYS
            .iter()
            .map(|(_, reason)| ChoiceItem {
                colour: Some(cx.theme.code(cx.theme.named("indigo"))),
                ..ChoiceItem::plain(cx.text.get(reason.name_id()), chosen == Some(*reason))
            })
            .collect();
        if let Some(clicked) = widgets::flow(ui, cx, &items).clicked {
            let reason = REASON_KEYS[clicked].1;
            let reason = (chosen != Some(reason)).then_some(reason);
            cx.out.push(Command::Review(ReviewCommand::Reason(reason)));
        }
        let id = egui::Id::unique(("decision note", decision.as_ref().map(|decision| decision.id.0)));
        let field = Field::new(cx.text.get("review-decision-note"))
            .hint(cx.text.get("review-decision-note.hint"))
            .rows(2);
        let note = decision.as_ref().map_or("", |decision| &decision.note);
        ui.add_enabled_ui(decision.is_some(), |ui| {
            if let (Some(note), _) = self.notes.edit(ui, id, field, note) {
                cx.out.push(Command::Review(ReviewCommand::Note(note)));
            }
        });
    }
}

/// The definitions of what the readings say.
fn definitions(ui: &mut Ui, cx: &mut Cx<'_>, session: &Session) {
    let Some((_, position)) = session.in_review() else { return };
    let metrics = Theme::metrics();
    let mut codes: Vec<&Code> = Vec::new();
    let mut claims = Vec::new();
    for reading in &position.readings {
        match &reading.annotation().body {
            Body::Code(id) => {
                if let Some((_, code)) = session.project.codebook().code(id.as_str())
                    && !codes.iter().any(|known| known.id == code.id)
                {
                    codes.push(code);
                }
            }
            Body::Claim(id) => {
                if let Some(claim) = session.project.ledger().claim(id)
                    && !claims.iter().any(|known: &&std::sync::Arc<crate::model::Claim>| known.id == claim.id)
                {
                    claims.push(claim);
                }
            }
            Body::Unit(_) | Body::Note => {}
        }
    }
    if codes.is_empty() && claims.is_empty() {
        return;
    }
    ui.add_space(metrics.space.l);
    widgets::heading(
        ui,
        if codes.is_empty() { cx.text.get("review-claims") } else { cx.text.get("review-definitions") },
        "",
    );
    for code in codes {
        widgets::well(ui, cx, |ui, cx| {
            widgets::named(
                ui,
                cx,
                cx.theme.code(cx.theme.named(&code.colour)),
                &code.name,
                &metrics.text.name,
            );
            widgets::content(ui, cx, &code.definition, &metrics.text.note, cx.theme.colours.soft, 0);
            if !code.test.is_empty() {
                widgets::led(ui, cx, cx.text.get("common-test"), &code.test, &metrics.text.note);
            }
            for line in code.exclude.iter().take(2) {
                widgets::led(ui, cx, cx.text.get("common-not"), line, &metrics.text.note);
            }
        });
    }
    for claim in claims {
        widgets::well(ui, cx, |ui, cx| {
            let colour = cx.theme.code(cx.theme.claim(claim.colour));
            widgets::named(ui, cx, colour, &claim.label, &metrics.text.name);
            let wording =
                if claim.wording.is_empty() { cx.text.get("common-not-worded") } else { &claim.wording };
            widgets::content(ui, cx, wording, &metrics.text.note, cx.theme.colours.soft, 0);
        });
    }
    attributes(ui, cx, session);
}

/// The definitions of the fields in which the readings differ.
fn attributes(ui: &mut Ui, cx: &mut Cx<'_>, session: &Session) {
    let Some((_, position)) = session.in_review() else { return };
    let text = &Theme::metrics().text;
    for difference in &position.differences {
        let crate::compare::Difference::Attribute { layer, attribute, groups, .. } = difference else {
            continue;
        };
        let Some(layer) = session.project.codebook().layer(layer.as_str()) else { continue };
        let Some(attribute) = layer.attribute(attribute.as_str()) else { continue };
        widgets::well(ui, cx, |ui, cx| {
            widgets::content(ui, cx, &attribute.name, &text.name, cx.theme.colours.ink, 1);
            for choice in attribute.choices() {
                let given = groups.iter().any(|group| match &group.what {
                    Some(crate::model::Value::Choice(id)) => *id == choice.id,
                    Some(crate::model::Value::Choices(ids)) => ids.contains(&choice.id),
                    _ => false,
                });
                if given && !choice.definition.is_empty() {
                    widgets::led(ui, cx, &kept!(cx, "{}:", choice.name), &choice.definition, &text.note);
                }
            }
        });
    }
}
