//! The fields in which the parts of a codebook are edited.

use std::collections::HashMap;

use egui::{Id, Key, Ui};

use crate::app::{CodebookCommand, Command, NewPart};
use crate::locale::Message;
use crate::message;
use crate::model::{Codebook, CodebookChange, CodebookPart};
use crate::ui::Cx;
use crate::ui::theme::Theme;
use crate::ui::widgets::{self, Button, Drafts, Field};

/// What is being typed into the fields of a part.
#[derive(Debug, Default)]
pub struct PartFields {
    drafts: Drafts,
    /// The names of parts that are to be created, by the field that they are typed into.
    new: HashMap<Id, String>,
    /// Whether the first field that is drawn takes the keyboard.
    opens: bool,
    /// The field that takes it. While a dialog closes nothing under it can have the keyboard.
    opening: Option<Id>,
    /// Why the key that stands in a field cannot be.
    clash: Option<(Id, Message)>,
}

/// A field of words: its name, how many lines it has, what stands in it, and what typing changes.
pub type WordsField<'a, Change> = (&'a str, usize, &'a str, fn(String) -> Change);
/// A field with a text a line.
pub type LinesField<'a, Change> = (&'a str, &'a [String], fn(Vec<String>) -> Change);

/// Asks for a change.
pub fn change(cx: &mut Cx<'_>, change: CodebookChange) {
    cx.out.push(Command::Codebook(CodebookCommand::Change(change)));
}

impl PartFields {
    /// A field of words under its name; returns what was typed. `id` tells it from the fields of other parts.
    pub fn text(&mut self, ui: &mut Ui, name: &str, rows: usize, value: &str, id: Id) -> Option<String> {
        widgets::heading(ui, name, "");
        self.bare(ui, Field::new(name).rows(rows), value, id.with(name))
    }

    /// The same without its name over it.
    pub fn bare(&mut self, ui: &mut Ui, field: Field<'_>, value: &str, id: Id) -> Option<String> {
        if std::mem::take(&mut self.opens) {
            self.opening = Some(id);
        }
        let (changed, response) = self.drafts.edit(ui, id, field, value);
        if response.has_focus() {
            self.opening = None;
        } else if self.opening == Some(id) {
            response.request_focus();
            ui.ctx().request_repaint();
        }
        changed
    }

    /// The first field that is drawn takes the keyboard: another part is edited.
    pub fn open(&mut self) {
        self.opens = true;
    }

    /// A field with a text a line; returns those that are not empty.
    pub fn lines(&mut self, ui: &mut Ui, name: &str, lines: &[String], id: Id) -> Option<Vec<String>> {
        let text = self.text(ui, name, 3, &lines.join("\n"), id)?;
        let kept = text.lines().map(str::to_owned).filter(|line| !line.trim().is_empty());
        Some(kept.collect())
    }

    /// A field for one key: the last character that is typed into it. One that something else has is not taken, and what
    /// has it is said under the field.
    pub fn key(
        &mut self,
        ui: &mut Ui,
        cx: &mut Cx<'_>,
        name: &str,
        value: Option<char>,
        id: Id,
        make: impl Fn(Option<char>) -> CodebookChange,
    ) {
        let id = id.with(name);
        let shown = value.map(String::from).unwrap_or_default();
        let is_clash = self.clash.as_ref().is_some_and(|(field, _)| *field == id);
        let field = Field::new(name).hint(cx.text.get("codebook-key.hint")).wrong(is_clash);
        let drafts = &mut self.drafts;
        let edit = |ui: &mut Ui| {
            ui.set_max_width(Theme::metrics().size.menu / 2.0);
            drafts.edit(ui, id, field, &shown)
        };
        let (typed, response) = ui.scope(edit).inner;
        if let Some(typed) = typed {
            let typed = typed.trim();
            // Marks on letters and pictures are no keys.
            let is_key = |sign: &char| sign.is_alphanumeric() || sign.is_ascii_punctuation();
            let last = typed.chars().rev().find(is_key);
            let key = last.and_then(|key| key.to_uppercase().next());
            let wanted = make(key);
            self.clash = clash(cx, wanted.clone()).map(|why| (id, why));
            if self.clash.is_none() && key != value {
                change(cx, wanted);
            }
        }
        if !response.has_focus() {
            self.clash.take_if(|(field, _)| *field == id);
        }
        if let Some((_, why)) = self.clash.as_ref().filter(|(field, _)| *field == id) {
            let why = cx.text.shown(why);
            widgets::words(ui, &Theme::metrics().text.note, cx.theme.colours.error, &why);
        }
    }

    /// A field for the name of a new part; Enter or the button creates it.
    pub fn create(&mut self, ui: &mut Ui, cx: &mut Cx<'_>, words: &str, place: NewPart) {
        let id = Id::unique(("create", &place));
        let mut typed = self.new.remove(&id).unwrap_or_default();
        let space = Theme::metrics().space.m;
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = space;
            let button = Button::new(words);
            let room = ui.available_width() - Theme::metrics().size.menu / 2.0;
            let response = ui
                .scope(|ui| {
                    ui.set_max_width(room);
                    Field::new(words).hint(cx.text.get("codebook-new.hint")).id(id).show(ui, &mut typed)
                })
                .inner;
            let entered = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
            let clicked = button.show(ui).clicked();
            if (entered || clicked) && !typed.trim().is_empty() {
                let name = std::mem::take(&mut typed);
                cx.out.push(Command::Codebook(CodebookCommand::Create { place: place.clone(), name }));
                if matches!(place, NewPart::Choice(..)) {
                    response.request_focus();
                }
            }
        });
        if !typed.is_empty() {
            self.new.insert(id, typed);
        }
    }
}

/// What speaks against a key: that the codebook would not be sound, or that something else has it.
fn clash(cx: &Cx<'_>, wanted: CodebookChange) -> Option<Message> {
    let codebook = cx.state.session.as_ref()?.project.codebook();
    let changed = match codebook.changed(wanted) {
        Ok(changed) => changed,
        Err(error) => return Some(error.0),
    };
    let before = cx.state.keymap.taken_keys(codebook);
    let mut after = cx.state.keymap.taken_keys(&changed);
    after.retain(|issue| !before.iter().any(|known| known.message == issue.message));
    after.into_iter().next().map(|issue| issue.message)
}

/// What can be done with a part as a whole: leaving the editor, another place among its like, taking it out.
pub fn foot(ui: &mut Ui, cx: &mut Cx<'_>, codebook: &Codebook, part: &CodebookPart) {
    let place = codebook.part_place(part);
    ui.add_space(Theme::metrics().space.s);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = Theme::metrics().space.m;
        let done = Button::new(cx.text.get("common-done")).key(cx.text.get("common-key-esc")).primary();
        if done.show(ui).clicked() {
            cx.out.push(Command::Codebook(CodebookCommand::Edit(None)));
        }
        let Some((at, count)) = place else { return };
        let steps = [
            (cx.text.get("codebook-up"), "Alt+↑", at.checked_sub(1)),
            (cx.text.get("codebook-down"), "Alt+↓", Some(at + 1).filter(|to| *to < count)),
        ];
        for (words, key, to) in steps {
            let response = ui.add_enabled_ui(to.is_some(), |ui| Button::new(words).key(key).show(ui)).inner;
            if response.clicked()
                && let Some(to) = to
            {
                change(cx, CodebookChange::Move(part.clone(), to));
            }
        }
        if Button::new(cx.text.get("codebook-remove")).show(ui).clicked() {
            change(cx, CodebookChange::Remove(part.clone()));
        }
    });
    widgets::follow_focus(ui);
}

/// What a part is called, as the heading of its editor.
pub fn title(ui: &mut Ui, cx: &mut Cx<'_>, kind: &str, name: &str) {
    let shown = cx.text.shown(&message!("codebook-editing", kind = kind, name = name));
    widgets::content(ui, cx, &shown, &Theme::metrics().text.heading, cx.theme.colours.ink, 0);
}
