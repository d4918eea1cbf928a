//! From key presses to commands, by the one table of actions.

use crate::app::{
    Action, AnnotationCommand, AttributeCommand, Chord, Command, Context, Group, Key, Modifiers, Overlay,
    PassageOverlay, ReviewOverlay, Route, State,
};
use crate::base::CodeId;
use egui::{Event, ImeEvent, Ui};
use std::mem;

/// Frames for which keys wait until a field that was opened has the keyboard; then they are dropped.
const PATIENCE: u32 = 12;
/// Frames in which a field that was closed has let go of the keyboard.
const LET_GO: u32 = 3;

/// The keys on their way to what they are meant for: those typed after a key that opens something belong to what opens,
/// however many come in one frame.
#[derive(Debug, Default)]
pub(super) struct Keyboard {
    /// Events of keys that wait until what was opened can take them.
    waiting: Vec<Event>,
    /// For how many frames a field that was opened has been waited for.
    opening: Option<u32>,
    /// For how many frames a field that was closed has been waited for to let go of the keyboard.
    closing: Option<u32>,
    /// What with a field floated in the last frame.
    floated: Option<FloatingField>,
    /// Whether an input method composes text.
    composing: bool,
}

impl Keyboard {
    /// A field was opened and takes the keyboard soon: keys wait for it.
    pub(super) fn await_field(&mut self) {
        self.opening = Some(0);
    }

    /// What the keys of this frame ask for, as far as no text field takes them. `in_text` says that the article has the
    /// keyboard, or nothing has.
    pub(super) fn commands(&mut self, ui: &Ui, state: &State, in_text: bool) -> Vec<Command> {
        self.drop_composed(ui);
        let typing = ui.ctx().text_edit_focused();
        let found =
            if self.waits(state, typing) { self.hold(ui) } else { self.take(ui, state, typing, in_text) };
        if self.opening.is_some() || self.closing.is_some() || !self.waiting.is_empty() {
            ui.ctx().request_repaint();
        }
        found
    }

    /// Drops the keys of an input method that composes: what they do is said by its own events.
    fn drop_composed(&mut self, ui: &Ui) {
        ui.input_mut(|input| {
            let mut composed = self.composing;
            for event in &input.events {
                let Event::Ime(event) = event else { continue };
                self.composing = matches!(event, ImeEvent::Preedit { text, .. } if !text.is_empty());
                composed |= self.composing;
            }
            if composed {
                input.events.retain(|event| !matches!(event, Event::Key { pressed: true, .. }));
            }
        });
    }

    /// Whether a field was opened that has not the keyboard yet. It asks for it in the first frame that shows it.
    fn waits(&mut self, state: &State, typing: bool) -> bool {
        let floats = state.overlay.as_ref().and_then(floating_field);
        let before = mem::replace(&mut self.floated, floats);
        if before != floats {
            self.opening = floats.map(|_| 0);
            self.closing = if floats.is_none() { Some(0) } else { None };
        }
        if let Some(frames) = &mut self.closing {
            *frames += 1;
            if typing && *frames <= LET_GO {
                return true;
            }
            self.closing = None;
        }
        let Some(frames) = &mut self.opening else { return false };
        *frames += 1;
        let ready = typing && *frames > 1;
        if !ready && *frames <= PATIENCE {
            return true;
        }
        if !ready {
            self.waiting.clear();
        }
        self.opening = None;
        false
    }

    /// Keeps every key back.
    fn hold(&mut self, ui: &Ui) -> Vec<Command> {
        ui.input_mut(|input| self.waiting.extend(input.events.extract_if(.., |event| is_typed(event))));
        Vec::new()
    }

    fn take(&mut self, ui: &Ui, state: &State, typing: bool, in_text: bool) -> Vec<Command> {
        let floating = state.overlay.is_some() || state.intake.is_some();
        // An open menu has the keyboard: Esc closes it and nothing else.
        let typing = typing || egui::Popup::is_any_open(ui.ctx());
        ui.input_mut(|input| {
            let mut events = mem::take(&mut self.waiting);
            events.append(&mut input.events);
            let mut found = Vec::new();
            // Whether what comes after belongs to what was opened, closed or clicked.
            let mut opened = false;
            let mut by_key = false;
            let mut written = false;
            for event in events {
                let letter_of_key = mem::take(&mut by_key) && matches!(event, Event::Text(_));
                if letter_of_key {
                    continue;
                }
                written |= matches!(event, Event::Text(_) | Event::Paste(_) | Event::Ime(_));
                let ends = (typing || floating) && ends_typing(&event);
                opened |= ends && written;
                if opened && is_typed(&event) {
                    self.waiting.push(event);
                    continue;
                }
                opened |= ends;
                let command = match &event {
                    Event::Key { key, physical_key, pressed: true, modifiers, .. } => {
                        of_key(state, *key, *physical_key, *modifiers, typing, in_text, floating)
                    }
                    Event::Copy if !typing && !floating && state.route == Route::Read => {
                        Some(Command::Action(Action::Copy))
                    }
                    _ => None,
                };
                match command {
                    Some(command) => {
                        by_key = matches!(event, Event::Key { .. });
                        opened |= may_open(state, &command);
                        found.push(command);
                    }
                    None => {
                        opened |= matches!(event, Event::PointerButton { .. });
                        input.events.push(event);
                    }
                }
            }
            found
        })
    }
}

/// Whether an event comes from the keyboard or takes its place.
fn is_typed(event: &Event) -> bool {
    matches!(
        event,
        Event::Key { .. } | Event::Text(_) | Event::Ime(_) | Event::Copy | Event::Cut | Event::Paste(_)
    )
}

/// Whether a key takes or drops what was written: what was written before it must have been understood, and what comes
/// after it is for what comes then.
fn ends_typing(event: &Event) -> bool {
    use egui::Key;
    matches!(event, Event::Key { key: Key::Enter | Key::Escape | Key::Tab, pressed: true, .. })
}

/// A field that takes the keyboard when what it belongs to opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum FloatingField {
    Claim,
    Words,
    Memo,
    Palette,
    Name,
    Comment,
}

/// The field that what floats begins with.
fn floating_field(overlay: &Overlay) -> Option<FloatingField> {
    match overlay {
        Overlay::Passage(passage) => match passage {
            PassageOverlay::Picker(_) => Some(FloatingField::Claim),
            PassageOverlay::FieldText { .. } => Some(FloatingField::Words),
            PassageOverlay::Memo { .. } => Some(FloatingField::Memo),
            PassageOverlay::Leader(_) | PassageOverlay::Strip { .. } => None,
        },
        Overlay::Review(review) => match review {
            ReviewOverlay::Comment(_) => Some(FloatingField::Comment),
            ReviewOverlay::ChangeCodebook(_)
            | ReviewOverlay::Adjudicate
            | ReviewOverlay::Reason(_)
            | ReviewOverlay::AdjudicateMany
            | ReviewOverlay::Passes => None,
        },
        Overlay::Palette(_) => Some(FloatingField::Palette),
        Overlay::WhoAmI(_) => Some(FloatingField::Name),
        Overlay::ImportExport(_) | Overlay::Team(_) | Overlay::Shortcuts | Overlay::Issues => None,
    }
}

/// Whether a command may open what takes the keys after it. Commands that are repeated by holding their key down do not,
/// so that no keys pile up.
fn may_open(state: &State, command: &Command) -> bool {
    let named = state.session.as_ref().is_some_and(|session| session.me.is_some());
    let Command::Action(action) = command else {
        return !(named && matches!(command, Command::Annotation(AnnotationCommand::Tag { .. })));
    };
    if matches!(action, Action::Find | Action::Leader) {
        return true;
    }
    let repeats = matches!(
        action,
        Action::NextPosition
            | Action::PreviousPosition
            | Action::NextOpenPlace
            | Action::Undo
            | Action::Redo
            | Action::ZoomIn
            | Action::ZoomOut
    );
    match action.group() {
        Group::Move | Group::Select => false,
        Group::Tag => !named,
        Group::Claim | Group::Note | Group::Review | Group::Project | Group::Window => !repeats,
    }
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
