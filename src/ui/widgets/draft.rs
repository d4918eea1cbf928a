//! What is being typed into a field that shows a value of the state.
//!
//! While the field has the keyboard it shows what was typed, even where the state keeps less of it; afterwards it shows
//! the state again. One field is typed into at a time, so one draft is kept. Escape drops what was typed.

use egui::{Id, Key, Response, Ui};

use super::Field;

/// The draft of the field that has the keyboard.
#[derive(Debug, Default)]
pub struct Drafts {
    open: Option<Draft>,
}

#[derive(Debug)]
struct Draft {
    field: Id,
    text: String,
    /// What stood in the field when it got the keyboard.
    before: String,
}

impl Drafts {
    /// What was typed into a field that has the keyboard.
    pub fn shown(&self, id: Id) -> Option<&str> {
        self.open.as_ref().filter(|draft| draft.field == id).map(|draft| draft.text.as_str())
    }

    /// Shows a field with a value; returns the new value when it was changed, and the one from before typing when Escape
    /// leaves the field. `id` tells it from all other fields.
    pub fn edit(&mut self, ui: &mut Ui, id: Id, field: Field<'_>, value: &str) -> (Option<String>, Response) {
        let open = self.open.take_if(|draft| draft.field == id);
        let (mut text, before) = match open {
            Some(draft) => (draft.text, draft.before),
            None => (value.to_owned(), value.to_owned()),
        };
        let response = field.id(id).show(ui, &mut text);
        let mut changed = response.changed().then(|| text.clone());
        if response.has_focus() {
            self.open = Some(Draft { field: id, text, before });
        } else if response.lost_focus() && text != before && ui.input(|input| input.key_pressed(Key::Escape))
        {
            changed = Some(before);
        }
        (changed, response)
    }
}
