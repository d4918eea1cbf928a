//! What is being typed into a field that shows a value of the state.
//!
//! While the field has the keyboard it shows what was typed, even where the state keeps less of it; afterwards it shows
//! the state again. One field is typed into at a time, so one draft is kept.

use egui::{Id, Response, Ui};

use super::Field;

/// The draft of the field that has the keyboard.
#[derive(Debug, Default)]
pub struct Drafts {
    open: Option<(Id, String)>,
}

impl Drafts {
    /// What was typed into a field that has the keyboard.
    pub fn shown(&self, id: Id) -> Option<&str> {
        self.open.as_ref().filter(|(open, _)| *open == id).map(|(_, draft)| draft.as_str())
    }

    /// Shows a field with a value; returns the new value when it was changed. `id` tells it from all other fields.
    pub fn edit(&mut self, ui: &mut Ui, id: Id, field: Field<'_>, value: &str) -> (Option<String>, Response) {
        let mut text = match &mut self.open {
            Some((open, draft)) if *open == id => std::mem::take(draft),
            _ => value.to_owned(),
        };
        let response = field.id(id).show(ui, &mut text);
        let changed = response.changed().then(|| text.clone());
        if response.has_focus() {
            self.open = Some((id, text));
        } else if self.open.as_ref().is_some_and(|(open, _)| *open == id) {
            self.open = None;
        }
        (changed, response)
    }
}
