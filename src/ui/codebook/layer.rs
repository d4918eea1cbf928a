//! Editing the codebook as a whole, and a layer.

use egui::{Id, Ui};

use super::fields::{PartFields, change, foot, title};
use crate::app::NewPart;
use crate::model::{AnswerKind, Codebook, CodebookChange, CodebookPart, Layer, LayerChange, Unit};
use crate::ui::Cx;
use crate::ui::theme::Theme;
use crate::ui::widgets::{self, ChoiceItem};

/// The name of the codebook, and a further layer.
pub fn edit_whole(ui: &mut Ui, cx: &mut Cx<'_>, fields: &mut PartFields, codebook: &Codebook) {
    ui.spacing_mut().item_spacing.y = Theme::metrics().space.m;
    if let Some(name) =
        fields.text(ui, cx.text.get("codebook-name"), 1, codebook.name(), Id::unique("codebook"))
    {
        change(cx, CodebookChange::Name(name));
    }
    widgets::heading(ui, cx.text.get("codebook-new-layer"), "");
    fields.create(ui, cx, cx.text.get("codebook-new-layer"), NewPart::Layer);
    foot(ui, cx, codebook, &CodebookPart::Whole);
    ui.add_space(Theme::metrics().space.section);
}

/// The fields of a layer, with what can be added to it.
pub fn edit(ui: &mut Ui, cx: &mut Cx<'_>, fields: &mut PartFields, codebook: &Codebook, layer: &Layer) {
    let space = &Theme::metrics().space;
    widgets::hairline(ui);
    ui.add_space(space.section);
    ui.spacing_mut().item_spacing.y = space.m;
    title(ui, cx, cx.text.get("codebook-layer"), &layer.name);
    let id = Id::unique(("layer", layer.id.as_str()));
    let push = |cx: &mut Cx<'_>, to: LayerChange| change(cx, CodebookChange::Layer(layer.id.clone(), to));
    if let Some(name) = fields.text(ui, cx.text.get("codebook-name"), 1, &layer.name, id) {
        push(cx, LayerChange::Name(name));
    }
    if let Some(question) = fields.text(ui, cx.text.get("codebook-question"), 2, &layer.question, id) {
        push(cx, LayerChange::Question(question));
    }
    let kind = AnswerKind::of(&layer.answers);
    if layer.codes().is_empty() {
        widgets::heading(ui, cx.text.get("codebook-answers"), "");
        let items =
            AnswerKind::ALL.map(|other| ChoiceItem::plain(cx.text.get(answers_id(other)), other == kind));
        let clicked = ui.push_id("answers", |ui| widgets::segments(ui, cx, &items).clicked).inner;
        if let Some(other) = clicked.map(|at| AnswerKind::ALL[at]).filter(|other| *other != kind) {
            push(cx, LayerChange::Answers(other));
        }
    }
    if kind == AnswerKind::Codes {
        widgets::heading(ui, cx.text.get("codebook-unit"), "");
        let units = [Unit::Sentence, Unit::Span, Unit::Article];
        let items = units.map(|unit| ChoiceItem::plain(cx.text.get(unit_id(unit)), unit == layer.unit));
        let clicked = ui.push_id("unit", |ui| widgets::segments(ui, cx, &items).clicked).inner;
        if let Some(unit) = clicked.map(|at| units[at]).filter(|unit| *unit != layer.unit) {
            push(cx, LayerChange::Unit(unit));
        }
        let items = [
            ChoiceItem::plain(cx.text.get("codebook-one-answer"), layer.exclusive),
            ChoiceItem::plain(cx.text.get("codebook-several-answers"), !layer.exclusive),
        ];
        let clicked = ui.push_id("exclusive", |ui| widgets::segments(ui, cx, &items).clicked).inner;
        if let Some(exclusive) = clicked.map(|at| at == 0).filter(|on| *on != layer.exclusive) {
            push(cx, LayerChange::Exclusive(exclusive));
        }
    }
    if let Some(lines) = fields.lines(ui, cx.text.get("codebook-card"), &layer.card, id) {
        push(cx, LayerChange::Card(lines));
    }
    if kind == AnswerKind::Codes {
        widgets::heading(ui, cx.text.get("codebook-new-code"), "");
        fields.create(ui, cx, cx.text.get("codebook-new-code"), NewPart::Code(layer.id.clone()));
    }
    widgets::heading(ui, cx.text.get("codebook-new-field"), "");
    fields.create(ui, cx, cx.text.get("codebook-new-field"), NewPart::Attribute(layer.id.clone()));
    foot(ui, cx, codebook, &CodebookPart::Layer(layer.id.clone()));
    ui.add_space(space.section);
}

fn answers_id(kind: AnswerKind) -> &'static str {
    match kind {
        AnswerKind::Codes => crate::id!("codebook-answers-are-codes"),
        AnswerKind::Claims => crate::id!("codebook-answers-are-claims"),
        AnswerKind::Fields => crate::id!("codebook-answers-are-fields"),
    }
}

fn unit_id(unit: Unit) -> &'static str {
    match unit {
        Unit::Sentence => crate::id!("codebook-unit-is-sentence"),
        Unit::Span => crate::id!("codebook-unit-is-span"),
        Unit::Article => crate::id!("codebook-unit-is-article"),
    }
}
