//! Editing an attribute and its choices.

use egui::{Id, Ui};

use super::fields::{PartFields, WordsField, change, foot, title};
use crate::app::NewPart;
use crate::base::LayerId;
use crate::model::{
    Appearance, Attribute, AttributeChange, Choice, ChoiceChange, Codebook, CodebookChange, CodebookPart,
    Layer, Scale, ValueKind,
};
use crate::ui::Cx;
use crate::ui::theme::Theme;
use crate::ui::widgets::{self, ChoiceItem, Field};

/// The fields of an attribute.
pub fn edit(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    fields: &mut PartFields,
    codebook: &Codebook,
    layer: &Layer,
    attribute: &Attribute,
) {
    let space = &Theme::metrics().space;
    ui.spacing_mut().item_spacing.y = space.m;
    title(ui, cx, cx.text.get("codebook-field"), &attribute.name);
    let id = Id::unique(("attribute", layer.id.as_str(), attribute.id.as_str()));
    let make = |to: AttributeChange| CodebookChange::Attribute(layer.id.clone(), attribute.id.clone(), to);
    let texts: [WordsField<'_, AttributeChange>; 3] = [
        (cx.text.get("codebook-name"), 1, &attribute.name, AttributeChange::Name),
        (cx.text.get("codebook-question"), 2, &attribute.question, AttributeChange::Question),
        (cx.text.get("codebook-definition"), 3, &attribute.definition, AttributeChange::Definition),
    ];
    for (name, rows, value, to) in texts {
        if let Some(text) = fields.text(ui, name, rows, value, id) {
            change(cx, make(to(text)));
        }
    }
    widgets::heading(ui, cx.text.get("codebook-values"), "");
    let kind = ValueKind::of(&attribute.values);
    let items = ValueKind::ALL.map(|other| ChoiceItem::plain(cx.text.get(values_id(other)), other == kind));
    let clicked = ui.push_id("values", |ui| widgets::flow(ui, cx, &items).clicked).inner;
    if let Some(other) = clicked.map(|at| ValueKind::ALL[at]).filter(|other| *other != kind) {
        change(cx, make(AttributeChange::Values(other)));
    }
    if matches!(kind, ValueKind::One | ValueKind::Several) {
        choices(ui, cx, fields, codebook, &layer.id, attribute);
    }
    widgets::heading(ui, cx.text.get("codebook-shortcut"), "");
    let shortcut = attribute.shortcut.as_ref().map(|shortcut| shortcut.key);
    fields.key(ui, cx, cx.text.get("codebook-shortcut"), shortcut, id, |key| {
        make(AttributeChange::Shortcut(key))
    });
    shown(ui, cx, attribute, &make);
    if kind == ValueKind::One {
        widgets::heading(ui, cx.text.get("codebook-scale"), "");
        let scales = [Scale::Nominal, Scale::Ordinal, Scale::Excluded];
        let items =
            scales.map(|scale| ChoiceItem::plain(cx.text.get(scale_id(scale)), scale == attribute.scale));
        let clicked = ui.push_id("scale", |ui| widgets::flow(ui, cx, &items).clicked).inner;
        if let Some(scale) = clicked.map(|at| scales[at]).filter(|scale| *scale != attribute.scale) {
            change(cx, make(AttributeChange::Scale(scale)));
        }
    }
    if layer.codes().len() > 1 {
        goes_with(ui, cx, layer, attribute, &make);
    }
    if widgets::check(ui, cx, cx.text.get("codebook-prominent"), "", attribute.prominent).clicked() {
        change(cx, make(AttributeChange::Prominent(!attribute.prominent)));
    }
    foot(ui, cx, codebook, &CodebookPart::Attribute(layer.id.clone(), attribute.id.clone()));
    ui.add_space(space.section);
}

/// How it shows in the article, of the ways that its values can show.
fn shown(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    attribute: &Attribute,
    make: &dyn Fn(AttributeChange) -> CodebookChange,
) {
    let ways: &[Appearance] = match ValueKind::of(&attribute.values) {
        ValueKind::One => &[Appearance::Hidden, Appearance::Given, Appearance::Always],
        ValueKind::Spans => &[Appearance::Hidden, Appearance::Underline, Appearance::Frame],
        ValueKind::Several | ValueKind::Text => return,
    };
    widgets::heading(ui, cx.text.get("codebook-appearance"), "");
    let items: Vec<ChoiceItem<'_>> = ways
        .iter()
        .map(|way| ChoiceItem::plain(cx.text.get(appearance_id(*way)), *way == attribute.appearance))
        .collect();
    let clicked = ui.push_id("appearance", |ui| widgets::flow(ui, cx, &items).clicked).inner;
    if let Some(way) = clicked.and_then(|at| ways.get(at)).filter(|way| **way != attribute.appearance) {
        change(cx, make(AttributeChange::Appearance(*way)));
    }
}

/// Which codes it goes with: all, or those that are chosen.
fn goes_with(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    layer: &Layer,
    attribute: &Attribute,
    make: &dyn Fn(AttributeChange) -> CodebookChange,
) {
    widgets::heading(ui, cx.text.get("codebook-goes-with"), "");
    let mut items = vec![ChoiceItem::plain(cx.text.get("codebook-all-codes"), attribute.codes.is_empty())];
    let codes = layer.codes().iter();
    items.extend(codes.map(|code| ChoiceItem::plain(&code.name, attribute.codes.contains(&code.id))));
    let clicked = ui.push_id("codes", |ui| widgets::flow(ui, cx, &items).clicked).inner;
    let Some(at) = clicked else { return };
    let mut kept = attribute.codes.clone();
    match at.checked_sub(1).and_then(|at| layer.codes().get(at)) {
        None => kept.clear(),
        Some(code) if kept.contains(&code.id) => kept.retain(|other| *other != code.id),
        Some(code) => kept.push(code.id.clone()),
    }
    change(cx, make(AttributeChange::Codes(kept)));
}

fn choices(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    fields: &mut PartFields,
    codebook: &Codebook,
    layer: &LayerId,
    attribute: &Attribute,
) {
    widgets::heading(ui, cx.text.get("codebook-choices"), "");
    for (at, known) in attribute.choices().iter().enumerate() {
        ui.push_id(("choice", at), |ui| choice(ui, cx, fields, codebook, layer, attribute, known));
    }
    let place = NewPart::Choice(layer.clone(), attribute.id.clone());
    fields.create(ui, cx, cx.text.get("codebook-new-choice"), place);
    if attribute.choices().is_empty() {
        return;
    }
    widgets::heading(ui, cx.text.get("codebook-default"), cx.text.get("codebook-default.hint"));
    let default = attribute.default_choice();
    let mut items = vec![ChoiceItem::plain(cx.text.get("codebook-no-default"), default.is_none())];
    let all = attribute.choices().iter();
    items.extend(all.map(|choice| ChoiceItem::plain(&choice.name, Some(&choice.id) == default)));
    let clicked = ui.push_id("default", |ui| widgets::flow(ui, cx, &items).clicked).inner;
    if let Some(at) = clicked {
        let chosen = at.checked_sub(1).and_then(|at| attribute.choices().get(at));
        let to = AttributeChange::Default(chosen.map(|choice| choice.id.clone()));
        change(cx, CodebookChange::Attribute(layer.clone(), attribute.id.clone(), to));
    }
}

/// A choice: its name, what it means, its key, its place, and taking it out.
fn choice(
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    fields: &mut PartFields,
    codebook: &Codebook,
    layer: &LayerId,
    attribute: &Attribute,
    choice: &Choice,
) {
    let id = Id::unique(("choice", layer.as_str(), attribute.id.as_str(), choice.id.as_str()));
    let make =
        |to: ChoiceChange| CodebookChange::Choice(layer.clone(), attribute.id.clone(), choice.id.clone(), to);
    let part = CodebookPart::Choice(layer.clone(), attribute.id.clone(), choice.id.clone());
    ui.columns(2, |columns| {
        let name = Field::new(cx.text.get("codebook-choice-name"));
        if let Some(name) = fields.bare(&mut columns[0], name, &choice.name, id.with(0)) {
            change(cx, make(ChoiceChange::Name(name)));
        }
        let key = choice.shortcut.as_ref().map(|shortcut| shortcut.key);
        fields.key(&mut columns[1], cx, cx.text.get("codebook-choice-key"), key, id, |key| {
            make(ChoiceChange::Shortcut(key))
        });
    });
    let about =
        Field::new(cx.text.get("codebook-choice-about")).hint(cx.text.get("codebook-choice-about.hint"));
    if let Some(definition) = fields.bare(ui, about, &choice.definition, id.with(1)) {
        change(cx, make(ChoiceChange::Definition(definition)));
    }
    let Some((at, count)) = codebook.part_place(&part) else { return };
    let items = [
        ChoiceItem::plain(cx.text.get("codebook-up"), false),
        ChoiceItem::plain(cx.text.get("codebook-down"), false),
        ChoiceItem::plain(cx.text.get("common-remove"), false),
    ];
    let wanted = match widgets::flow(ui, cx, &items).clicked {
        Some(0) => at.checked_sub(1).map(|to| CodebookChange::Move(part, to)),
        Some(1) => Some(at + 1).filter(|to| *to < count).map(|to| CodebookChange::Move(part, to)),
        Some(_) => Some(CodebookChange::Remove(part)),
        None => None,
    };
    if let Some(wanted) = wanted {
        change(cx, wanted);
    }
    ui.add_space(Theme::metrics().space.m);
}

fn values_id(kind: ValueKind) -> &'static str {
    match kind {
        ValueKind::One => crate::id!("codebook-values-one"),
        ValueKind::Several => crate::id!("codebook-values-several"),
        ValueKind::Text => crate::id!("codebook-values-text"),
        ValueKind::Spans => crate::id!("codebook-values-spans"),
    }
}

fn appearance_id(appearance: Appearance) -> &'static str {
    match appearance {
        Appearance::Hidden => crate::id!("codebook-appearance-hidden"),
        Appearance::Given => crate::id!("codebook-appearance-given"),
        Appearance::Always => crate::id!("codebook-appearance-always"),
        Appearance::Underline => crate::id!("codebook-appearance-underline"),
        Appearance::Frame => crate::id!("codebook-appearance-frame"),
    }
}

fn scale_id(scale: Scale) -> &'static str {
    match scale {
        Scale::Nominal => crate::id!("codebook-scale-nominal"),
        Scale::Ordinal => crate::id!("codebook-scale-ordinal"),
        Scale::Excluded => crate::id!("codebook-scale-excluded"),
    }
}
