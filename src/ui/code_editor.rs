//! Editing a code where its definition stands.

use egui::{Id, Ui};

use super::Cx;
use super::theme::Theme;
use super::widgets::{self, Button, ChoiceItem, Drafts, Field};
use crate::app::{CodeChange, CodebookCommand, Command};
use crate::model::{Code, Example};

/// The editor, with what is being typed.
#[derive(Debug, Default)]
pub struct CodeEditor {
    drafts: Drafts,
}

impl CodeEditor {
    /// Draws the code's fields.
    pub fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, code: &Code) {
        let metrics = Theme::metrics();
        let space = &metrics.space;
        ui.spacing_mut().item_spacing.y = space.m;
        widgets::named(
            ui,
            cx,
            cx.theme.code(cx.theme.named(&code.colour)),
            &code.name,
            &metrics.text.heading,
        );
        self.text(
            ui,
            cx,
            code,
            cx.text.get("codebook-definition"),
            4,
            &code.definition,
            CodeChange::Definition,
        );
        self.text(ui, cx, code, cx.text.get("codebook-test"), 2, &code.test, CodeChange::Test);
        self.lines(ui, cx, code, cx.text.get("codebook-include"), &code.include, CodeChange::Include);
        self.lines(ui, cx, code, cx.text.get("codebook-exclude"), &code.exclude, CodeChange::Exclude);
        for (at, example) in code.examples.iter().enumerate() {
            ui.push_id(("example", at), |ui| self.example(ui, cx, code, at, example));
        }
        ui.add_space(space.s);
        if Button::new(cx.text.get("common-done"))
            .key(cx.text.get("common-key-esc"))
            .primary()
            .show(ui)
            .clicked()
        {
            cx.out.push(Command::Codebook(CodebookCommand::Edit(None)));
        }
        widgets::follow_focus(ui);
        ui.add_space(space.section);
    }

    #[expect(clippy::too_many_arguments, reason = "one field is drawn from all of this")]
    fn text(
        &mut self,
        ui: &mut Ui,
        cx: &mut Cx<'_>,
        code: &Code,
        name: &str,
        rows: usize,
        value: &str,
        change: fn(String) -> CodeChange,
    ) {
        widgets::heading(ui, name, "");
        let id = Id::unique(("code", code.id.as_str(), name));
        let (changed, _) = self.drafts.edit(ui, id, Field::new(name).rows(rows), value);
        if let Some(text) = changed {
            push(cx, code, change(text));
        }
    }

    fn lines(
        &mut self,
        ui: &mut Ui,
        cx: &mut Cx<'_>,
        code: &Code,
        name: &str,
        lines: &[String],
        change: fn(Vec<String>) -> CodeChange,
    ) {
        widgets::heading(ui, name, "");
        let id = Id::unique(("code", code.id.as_str(), name));
        let (changed, _) = self.drafts.edit(ui, id, Field::new(name).rows(3), &lines.join("\n"));
        if let Some(text) = changed {
            let kept = text.lines().map(str::to_owned).filter(|line| !line.trim().is_empty());
            push(cx, code, change(kept.collect()));
        }
    }

    fn example(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, code: &Code, at: usize, example: &Example) {
        let metrics = Theme::metrics();
        let kind = if example.counter {
            cx.text.get("common-counter-example")
        } else {
            cx.text.get("common-example")
        };
        widgets::heading(ui, kind, &example.source);
        widgets::content(ui, cx, &example.text, &metrics.text.passage, cx.theme.colours.ink, 0);
        let id = Id::unique(("example note", code.id.as_str(), at));
        let field = Field::new(cx.text.get("codebook-why")).hint(cx.text.get("codebook-why.hint"));
        let (changed, _) = self.drafts.edit(ui, id, field, &example.note);
        if let Some(note) = changed {
            push(cx, code, CodeChange::Example(at, Example { note, ..example.clone() }));
        }
        let items = [
            ChoiceItem::plain(cx.text.get("codebook-shows"), !example.counter),
            ChoiceItem::plain(cx.text.get("codebook-shows-not"), example.counter),
            ChoiceItem::plain(cx.text.get("common-remove"), false),
        ];
        match widgets::flow(ui, cx, &items).clicked {
            Some(2) => push(cx, code, CodeChange::RemoveExample(at)),
            Some(chosen) => {
                let counter = chosen == 1;
                push(cx, code, CodeChange::Example(at, Example { counter, ..example.clone() }));
            }
            None => {}
        }
    }
}

fn push(cx: &mut Cx<'_>, code: &Code, change: CodeChange) {
    cx.out.push(Command::Codebook(CodebookCommand::Change { code: code.id.clone(), change }));
}
