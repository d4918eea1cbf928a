//! Editing a code where its definition stands.

use egui::{Id, Ui};

use super::fields::{LinesField, PartFields, WordsField, change, foot};
use crate::model::{Code, CodeChange, Codebook, CodebookChange, CodebookPart, Example, palette};
use crate::ui::Cx;
use crate::ui::theme::Theme;
use crate::ui::widgets::{self, ChoiceItem, Field};

/// Draws a code's fields.
pub fn edit(ui: &mut Ui, cx: &mut Cx<'_>, fields: &mut PartFields, codebook: &Codebook, code: &Code) {
    let metrics = Theme::metrics();
    let space = &metrics.space;
    ui.spacing_mut().item_spacing.y = space.m;
    let colour = cx.theme.code(cx.theme.named(&code.colour));
    widgets::named(ui, cx, colour, &code.name, &metrics.text.heading);
    let id = Id::unique(("code", code.id.as_str()));
    let push = |cx: &mut Cx<'_>, to: CodeChange| change(cx, CodebookChange::Code(code.id.clone(), to));
    if let Some(name) = fields.text(ui, cx.text.get("codebook-name"), 1, &code.name, id) {
        push(cx, CodeChange::Name(name));
    }
    widgets::heading(ui, cx.text.get("codebook-key"), "");
    fields.key(ui, cx, cx.text.get("codebook-key"), code.key, id, |key| {
        CodebookChange::Code(code.id.clone(), CodeChange::Key(key))
    });
    widgets::heading(ui, cx.text.get("codebook-colour"), "");
    let all = palette::palette();
    let steps: Vec<usize> = all.iter().map(|colour| cx.theme.named(colour.name)).collect();
    if let Some(at) = widgets::swatches(ui, cx, &steps, cx.theme.named(&code.colour)) {
        push(cx, CodeChange::Colour(all[at].name.to_owned()));
    }
    let texts: [WordsField<'_, CodeChange>; 2] = [
        (cx.text.get("codebook-definition"), 4, &code.definition, CodeChange::Definition),
        (cx.text.get("codebook-test"), 2, &code.test, CodeChange::Test),
    ];
    for (name, rows, value, make) in texts {
        if let Some(text) = fields.text(ui, name, rows, value, id) {
            push(cx, make(text));
        }
    }
    let lists: [LinesField<'_, CodeChange>; 2] = [
        (cx.text.get("codebook-include"), &code.include, CodeChange::Include),
        (cx.text.get("codebook-exclude"), &code.exclude, CodeChange::Exclude),
    ];
    for (name, value, make) in lists {
        if let Some(lines) = fields.lines(ui, name, value, id) {
            push(cx, make(lines));
        }
    }
    if widgets::check(ui, cx, cx.text.get("codebook-needs-memo"), "", code.needs_memo).clicked() {
        push(cx, CodeChange::NeedsMemo(!code.needs_memo));
    }
    for (at, known) in code.examples.iter().enumerate() {
        ui.push_id(("example", at), |ui| example(ui, cx, fields, code, at, known));
    }
    if widgets::quiet(ui, cx.text.get("codebook-add-example")).clicked() {
        push(cx, CodeChange::AddExample(Example::default()));
    }
    foot(ui, cx, codebook, &CodebookPart::Code(code.id.clone()));
    ui.add_space(space.section);
}

fn example(ui: &mut Ui, cx: &mut Cx<'_>, fields: &mut PartFields, code: &Code, at: usize, example: &Example) {
    let kind = if example.counter { "common-counter-example" } else { "common-example" };
    widgets::heading(ui, cx.text.get(kind), &example.source);
    let put = |cx: &mut Cx<'_>, to: Example| {
        change(cx, CodebookChange::Code(code.id.clone(), CodeChange::Example(at, to)));
    };
    let id = Id::unique(("example", code.id.as_str(), at));
    let words =
        Field::new(cx.text.get("codebook-example")).hint(cx.text.get("codebook-example.hint")).rows(2);
    if let Some(text) = fields.bare(ui, words, &example.text, id.with(0)) {
        put(cx, Example { text, ..example.clone() });
    }
    let note = Field::new(cx.text.get("codebook-why")).hint(cx.text.get("codebook-why.hint"));
    if let Some(note) = fields.bare(ui, note, &example.note, id.with(1)) {
        put(cx, Example { note, ..example.clone() });
    }
    let items = [
        ChoiceItem::plain(cx.text.get("codebook-shows"), !example.counter),
        ChoiceItem::plain(cx.text.get("codebook-shows-not"), example.counter),
        ChoiceItem::plain(cx.text.get("common-remove"), false),
    ];
    match widgets::flow(ui, cx, &items).clicked {
        Some(2) => {
            change(cx, CodebookChange::Code(code.id.clone(), CodeChange::RemoveExample(at)));
        }
        Some(chosen) => put(cx, Example { counter: chosen == 1, ..example.clone() }),
        None => {}
    }
}
