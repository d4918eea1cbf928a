//! From key presses to commands, by the one table of actions.

use crate::app::{
    Action, AnnotationCommand, AttributeCommand, Chord, Command, Context, Group, Key, Modifiers, Route, State,
};
use crate::base::CodeId;
use egui::{Event, Ui};

/// What the keys of this frame ask for, as far as no text field takes them.
///
/// `typing` says that a text field has the keyboard; `in_text` that the article has it, or nothing has.
pub(super) fn commands(ui: &Ui, state: &State, typing: bool, in_text: bool) -> Vec<Command> {
    let floating = state.overlay.is_some() || state.intake.is_some();
    // An open menu has the keyboard: Esc closes it and nothing else.
    let typing = typing || egui::Popup::is_any_open(ui.ctx());
    ui.input_mut(|input| {
        let mut found = Vec::new();
        input.events.retain(|event| {
            let command = match event {
                Event::Key { key, physical_key, pressed: true, modifiers, .. } => {
                    of_key(state, *key, *physical_key, *modifiers, typing, in_text, floating)
                }
                Event::Copy if !typing && !floating && state.route == Route::Read => {
                    Some(Command::Action(Action::Copy))
                }
                _ => None,
            };
            let taken = command.is_some();
            found.extend(command);
            !taken
        });
        found
    })
}

fn of_key(
    state: &State,
    key: egui::Key,
    physical: Option<egui::Key>,
    modifiers: egui::Modifiers,
    typing: bool,
    in_text: bool,
    floating: bool,
) -> Option<Command> {
    let held = Modifiers {
        command: modifiers.command || modifiers.ctrl,
        shift: modifiers.shift,
        alt: modifiers.alt,
    };
    if held.command && held.alt {
        return None;
    }
    let place = if state.route == Route::Review { Context::Review } else { Context::Text };
    let by_name = key_of(key).and_then(|key| resolve(state, key, held, place));
    let by_place = || {
        physical
            .filter(|place| *place != key)
            .and_then(key_of)
            .and_then(|key| resolve(state, key, held, place))
    };
    let help = || {
        let found = resolve(state, key_of(key)?, held, Context::Text)?;
        matches!(found, Command::Action(Action::ShortcutSheet)).then_some(found)
    };
    let wish = by_name.or_else(by_place).or_else(help)?;
    let context = if let Command::Action(action) = &wish { action.context() } else { place };
    let shown = state.route == Route::Read && state.reading().is_some();
    let plain = matches!(key_of(key), Some(Key::Char(_))) && !held.command;
    let allowed = match context {
        Context::Global => {
            !floating
                || matches!(wish, Command::Action(Action::CommandPalette | Action::Quit | Action::SaveNow))
        }
        Context::Review => {
            // While an answer is being edited, keys belong to it.
            let free = |session: &crate::app::Session| session.review.draft.is_none();
            !typing && !floating && state.session.as_ref().is_some_and(free)
        }
        Context::Text => !typing && !floating && (in_text || plain) && (shown || !works_on_text(&wish)),
    };
    let edits_text = typing && matches!(wish, Command::Action(Action::Undo | Action::Redo));
    (allowed && !edits_text).then_some(wish)
}

/// Whether a wish is about the passage in hand, so that it must not be carried out while the article is out of sight.
fn works_on_text(wish: &Command) -> bool {
    !matches!(wish, Command::Action(action) if matches!(action.group(), Group::Project | Group::Window))
}

/// What a chord asks for: an action of the table, or what the codebook gives that key.
fn resolve(state: &State, key: Key, held: Modifiers, place: Context) -> Option<Command> {
    let exact = state.keymap.action(Chord { modifiers: held, key }, place);
    let sign = matches!(key, Key::Char(c) if !c.is_alphanumeric());
    let unshifted = || {
        let modifiers = Modifiers { shift: false, ..held };
        state.keymap.action(Chord { modifiers, key }, place).filter(|_| sign && held.shift)
    };
    if let Some(action) = exact.or_else(unshifted) {
        return Some(Command::Action(action));
    }
    if place != Context::Text {
        return None;
    }
    let codebook = state.session.as_ref()?.project.codebook();
    let set = |modifiers| state.keymap.in_codebook(Chord { modifiers, key }, codebook);
    let unshifted = Modifiers { shift: false, ..held };
    if let Some(target) = set(held).or_else(|| set(unshifted).filter(|_| sign && held.shift)) {
        return Some(Command::Attribute(AttributeCommand::Shortcut(target)));
    }
    let Key::Char(letter) = key else { return None };
    if held.command || held.alt {
        return None;
    }
    let code = code_of(state, letter)?;
    Some(Command::Annotation(AnnotationCommand::Tag { code, unsure: held.shift }))
}

fn code_of(state: &State, letter: char) -> Option<CodeId> {
    let layer = state.session.as_ref()?.project.codebook().sweep_layer()?;
    layer.codes().iter().find(|code| code.key == Some(letter)).map(|code| code.id.clone())
}

fn key_of(key: egui::Key) -> Option<Key> {
    Some(match key {
        egui::Key::ArrowUp => Key::Up,
        egui::Key::ArrowDown => Key::Down,
        egui::Key::ArrowLeft => Key::Left,
        egui::Key::ArrowRight => Key::Right,
        egui::Key::Home => Key::Home,
        egui::Key::End => Key::End,
        egui::Key::PageUp => Key::PageUp,
        egui::Key::PageDown => Key::PageDown,
        egui::Key::Enter => Key::Enter,
        egui::Key::Escape => Key::Escape,
        egui::Key::Space => Key::Space,
        egui::Key::Delete => Key::Delete,
        egui::Key::Backspace => Key::Backspace,
        egui::Key::Tab => Key::Tab,
        egui::Key::Comma => Key::Char(','),
        egui::Key::Period => Key::Char('.'),
        egui::Key::Minus => Key::Char('-'),
        egui::Key::Plus => Key::Char('+'),
        egui::Key::Equals => Key::Char('='),
        egui::Key::Slash => Key::Char('/'),
        egui::Key::Questionmark => Key::Char('?'),
        other => {
            let name = other.name();
            let mut letters = name.chars();
            match (letters.next()?, letters.as_str()) {
                (c, "") if c.is_ascii_alphanumeric() => Key::Char(c),
                ('F', number) => Key::F(number.parse().ok()?),
                _ => return None,
            }
        }
    })
}
