//! A passage that answers another question than that about the sentence, and mentions no claim: its answer and its fields.

use egui::Ui;

use super::fields;
use super::here::{Here, fields_of};
use super::local::Local;
use crate::ui::Cx;
use crate::ui::claim::colour_of;
use crate::ui::theme::Theme;
use crate::ui::widgets;

/// The passage in hand, or the shortest here.
pub(super) fn passage(ui: &mut Ui, cx: &mut Cx<'_>, local: &mut Local, here: &Here<'_>) {
    let Some(annotation) = here.passage() else { return };
    let Some(layer) = here.session.layer_of(annotation) else { return };
    let (shown, more) = fields_of(layer, annotation);
    if shown.is_empty() && more.is_empty() {
        return;
    }
    let metrics = Theme::metrics();
    widgets::content_heading(ui, cx, &layer.question, "");
    let name = cx.state.name_of(&annotation.body);
    widgets::named(ui, cx, colour_of(cx, &annotation.body), &name, &metrics.text.small_strong);
    let owner = fields::Owner::Annotation(annotation);
    fields::show(ui, cx, &mut local.drafts, owner, &shown);
    if !more.is_empty() {
        widgets::fold(ui, cx.text.get("inspector-more-fields"), &mut local.more_passage);
        if local.more_passage {
            fields::show(ui, cx, &mut local.drafts, owner, &more);
        }
    }
    ui.add_space(metrics.space.l);
}
