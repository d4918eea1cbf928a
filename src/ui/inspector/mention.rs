//! The claims that the sentence mentions: one card each, the one in hand with all its fields.

use egui::{Frame, Margin, Role, Sense, Stroke, Ui, WidgetInfo, vec2};

use super::fields;
use super::here::{Here, fields_of};
use super::local::Local;
use crate::app::{Action, AnnotationCommand, ClaimChange, ClaimCommand, Command, ReadingCommand};
use crate::model::{Annotation, Attribute, AttributeRole, Body, Claim, CodeRole, Layer, Value};
use crate::ui::Cx;
use crate::ui::claim::colour_of;
use crate::ui::theme::Theme;
use crate::ui::widgets::{self, Button, Field};

/// All mentions of the sentence.
pub(super) fn mentions(ui: &mut Ui, cx: &mut Cx<'_>, local: &mut Local, here: &Here<'_>) {
    let Some(layer) = here.codebook.claim_layer() else { return };
    let key = cx.state.keymap.shown(Action::LinkClaim);
    widgets::heading(
        ui,
        if here.mentions.len() > 1 {
            cx.text.get("inspector-claims")
        } else {
            cx.text.get("inspector-claim")
        },
        "",
    );
    for mention in &here.mentions {
        ui.push_id(("mention", mention.id.0), |ui| card(ui, cx, local, here, layer, mention));
    }
    let judges = here.statement.is_some_and(|a| here.codebook.code_role(&a.body) == CodeRole::Judgement);
    if judges && !here.mentions.is_empty() {
        widgets::well(ui, cx, |ui, cx| {
            let hint = cx.text.get("inspector-parts.hint");
            widgets::led(ui, cx, cx.text.get("inspector-parts"), hint, &Theme::metrics().text.note);
        });
    }
    let label = if here.mentions.is_empty() {
        cx.text.get("inspector-link")
    } else {
        cx.text.get("inspector-link-another")
    };
    if Button::new(label).key(&key).wide().show(ui).clicked() {
        if here.reading.focus.is_some() {
            cx.out.push(Command::Reading(ReadingCommand::Focus(None)));
        }
        cx.out.push(Command::Action(Action::LinkClaim));
    }
}

fn card(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    local: &mut Local,
    here: &Here<'_>,
    layer: &Layer,
    mention: &Annotation,
) {
    let metrics = Theme::metrics();
    let open = here.in_hand(mention) || here.mentions.len() == 1;
    let edge = if here.in_hand(mention) { colour_of(cx, &mention.body) } else { cx.theme.colours.line };
    Frame::new()
        .fill(cx.theme.colours.raised)
        .stroke(Stroke::new(metrics.stroke.hairline, edge))
        .corner_radius(metrics.radius.card)
        .inner_margin(Margin::symmetric(metrics.space.xl as i8, metrics.space.l as i8))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = metrics.space.m;
            header(ui, cx, here, mention);
            let (mut shown, mut more) = fields_of(layer, mention);
            shown.retain(|attribute| attribute.role != AttributeRole::ClaimType);
            more.retain(|attribute| attribute.role != AttributeRole::ClaimType);
            if open {
                opened(ui, cx, local, here, mention, (&shown, &more));
            } else {
                summary(ui, cx, mention, &shown);
            }
        });
}

fn opened(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    local: &mut Local,
    here: &Here<'_>,
    mention: &Annotation,
    (shown, more): (&[&Attribute], &[&Attribute]),
) {
    let Body::Claim(id) = &mention.body else { return };
    let owner = fields::Owner::Annotation(mention);
    fields::show(ui, cx, &mut local.drafts, owner, shown);
    if !more.is_empty() {
        widgets::fold(ui, cx.text.get("inspector-more-fields"), &mut local.more_mention);
        if local.more_mention {
            fields::show(ui, cx, &mut local.drafts, owner, more);
        }
    }
    if let Some(claim) = here.session.project.ledger().claim(id)
        && !local.about_claim
    {
        wording(ui, cx, local, here, claim);
    }
    widgets::fold(ui, cx.text.get("inspector-about-claim"), &mut local.about_claim);
    if local.about_claim {
        local.claim.show(ui, cx, id);
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = Theme::metrics().space.xl;
        if widgets::quiet(ui, cx.text.get("inspector-change-claim")).clicked() {
            cx.out.push(Command::Reading(ReadingCommand::Focus(Some(mention.id))));
            cx.out.push(Command::Action(Action::LinkClaim));
        }
        if widgets::quiet(ui, cx.text.get("inspector-remove-link")).clicked() {
            cx.out.push(Command::Annotation(AnnotationCommand::Delete(mention.id)));
        }
    });
}

/// Swatch and label; a click takes the mention in hand.
fn header(ui: &mut Ui, cx: &mut Cx<'_>, here: &Here<'_>, mention: &Annotation) {
    let metrics = Theme::metrics();
    let kind = &metrics.text.name;
    let label = cx.state.name_of(&mention.body);
    let (rect, response) =
        ui.allocate_exact_size(vec2(ui.available_width(), kind.line_height().round()), Sense::click());
    let side = metrics.size.swatch;
    let square = egui::Align2::LEFT_CENTER.anchor_size(rect.left_center(), vec2(side, side));
    ui.painter().rect_filled(square, metrics.radius.mark, colour_of(cx, &mention.body));
    let left = side + metrics.space.m + metrics.space.hair;
    let ink = cx.theme.colours.ink;
    let words = widgets::laid(ui, cx, &label, kind, rect.width() - left);
    widgets::paint_content(ui, cx, &words, rect.min + vec2(left, 0.0), &[ink]);
    widgets::focus_ring(ui, &response, rect.expand(metrics.space.xs), metrics.radius.key);
    let chosen = here.in_hand(mention);
    response.widget_info(|| WidgetInfo::selected(Role::Button, ui.is_enabled(), chosen, &label));
    if response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked() {
        cx.out.push(Command::Reading(ReadingCommand::Focus(Some(mention.id))));
    }
}

/// The choices of a mention that is not in hand, in one line.
fn summary(ui: &mut Ui, cx: &mut Cx<'_>, mention: &Annotation, shown: &[&Attribute]) {
    let names: Vec<&str> = shown
        .iter()
        .filter_map(|attribute| {
            let chosen = match mention.attributes.get(&attribute.id) {
                Some(Value::Choice(choice)) => Some(choice),
                Some(_) | None => None,
            }?;
            attribute.choices().iter().find(|choice| choice.id == *chosen).map(|choice| choice.name.as_str())
        })
        .collect();
    let soft = cx.theme.colours.soft;
    widgets::content(ui, cx, &names.join(" · ").to_lowercase(), &Theme::metrics().text.small, soft, 2);
}

/// The proposition: to be written by whoever created it, to be read by others.
fn wording(ui: &mut Ui, cx: &mut Cx<'_>, local: &mut Local, here: &Here<'_>, claim: &Claim) {
    let mine = here.session.me.as_ref().is_some_and(|me| me.as_str() == claim.id.annotator());
    let soft = cx.theme.colours.soft;
    let id = ui.make_persistent_id(("wording", claim.id.as_str()));
    let writing = local.drafts.shown(id).is_some();
    if !claim.wording.is_empty() && !writing || !mine {
        let words = if claim.wording.is_empty() { cx.text.get("common-not-worded") } else { &claim.wording };
        widgets::content(ui, cx, words, &Theme::metrics().text.passage, soft, 4);
        return;
    }
    let field =
        Field::new(cx.text.get("inspector-wording")).hint(cx.text.get("inspector-wording.hint")).rows(2);
    if let (Some(wording), _) = local.drafts.edit(ui, id, field, &claim.wording) {
        cx.out.push(Command::Claim(ClaimCommand::Change {
            id: claim.id.clone(),
            change: ClaimChange::Wording(wording),
        }));
    }
}
