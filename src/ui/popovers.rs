//! What else stands beside the passage: codes by letter, fields by letter, words typed into a field, a memo.
//!
//! While one of them is open the letters and digits typed belong to it.

use egui::{Event, Id, Key, Modifiers, Sense, Ui, WidgetInfo, vec2};

use super::Cx;
use super::theme::Theme;
use super::widgets::{self, Drafts, Field, Placement};
use crate::app::{AnnotationCommand, AttributeCommand, Command, Leader, Overlay, PassageOverlay};
use crate::base::{AnnotationId, AttributeId};
use crate::message;
use crate::model::{Memo, Value};

/// The popovers; keep what is being typed.
#[derive(Debug, Default)]
pub struct Popovers {
    drafts: Drafts,
    /// Whether the memo is a question, while it has no words that could say so.
    question: Option<(AnnotationId, bool)>,
    shown: bool,
}

impl Popovers {
    /// Shows whichever is open.
    pub fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let state = cx.state;
        let place = (*cx.anchor).map_or(Placement::Upper, Placement::Beside);
        let fresh = !self.shown;
        self.shown = true;
        let Some(Overlay::Passage(overlay)) = &state.overlay else { return self.rest() };
        match overlay {
            PassageOverlay::Leader(leader) => leader_codes(ui, cx, place, leader),
            PassageOverlay::Strip { annotation, attribute: None } => strip_fields(ui, cx, place, *annotation),
            PassageOverlay::Strip { annotation, attribute: Some(attribute) } => {
                strip_choices(ui, cx, place, *annotation, attribute);
            }
            PassageOverlay::FieldText { annotation, attribute } => {
                self.field_text(ui, cx, place, *annotation, attribute, fresh);
            }
            PassageOverlay::Memo { annotation, question } => {
                self.memo(ui, cx, place, *annotation, *question, fresh);
            }
            PassageOverlay::Picker(_) => self.rest(),
        }
    }

    /// None of them is open.
    fn rest(&mut self) {
        self.shown = false;
        self.question = None;
    }

    fn field_text(
        &mut self,
        ui: &mut Ui,
        cx: &mut Cx<'_>,
        place: Placement,
        annotation: AnnotationId,
        attribute: &AttributeId,
        fresh: bool,
    ) {
        let Some(session) = &cx.state.session else { return };
        let Some(found) = session.my_set().and_then(|set| set.get(annotation)) else { return };
        let Some(declared) = session.layer_of(found).and_then(|layer| layer.attribute(attribute.as_str()))
        else {
            return;
        };
        let value = match found.attributes.get(attribute) {
            Some(Value::Text(text)) => text.as_str(),
            _ => "",
        };
        let away = popover(ui, place, cx.text.get("reader-field-words"), |ui| {
            widgets::content_heading(ui, cx, &declared.name, cx.text.get("reader-typing-ends"));
            let id = Id::unique(("field text", annotation.0));
            let field = Field::new(&declared.name).hint(&declared.definition).rows(3);
            let (changed, response) = self.drafts.edit(ui, id, field, value);
            if fresh {
                response.request_focus();
            }
            if let Some(text) = changed {
                let value = Some(Value::Text(text));
                cx.out.push(Command::Attribute(AttributeCommand::Set {
                    id: annotation,
                    attribute: attribute.clone(),
                    value,
                }));
            }
            close_keys(ui, cx);
        });
        close_if(cx, away);
    }

    fn memo(
        &mut self,
        ui: &mut Ui,
        cx: &mut Cx<'_>,
        place: Placement,
        annotation: AnnotationId,
        question: bool,
        fresh: bool,
    ) {
        let Some(session) = &cx.state.session else { return };
        let Some(found) = session.my_set().and_then(|set| set.get(annotation)) else { return };
        let said = found.memo.as_ref().map_or("", |memo| memo.text.as_str());
        let before = match self.question {
            Some((id, asked)) if id == annotation => asked,
            _ => question || found.is_question(),
        };
        let subject = cx.state.name_of(&found.body);
        let away = popover(ui, place, cx.text.get("reader-memo"), |ui| {
            widgets::content_heading(
                ui,
                cx,
                &cx.text.shown(&message!("reader-memo-on", subject = &subject)),
                cx.text.get("reader-typing-ends"),
            );
            let hint =
                if before { cx.text.get("reader-memo-question") } else { cx.text.get("reader-memo-ask") };
            let id = Id::unique(("memo text", annotation.0));
            let (changed, response) =
                self.drafts.edit(ui, id, Field::new(cx.text.get("common-memo")).hint(hint).rows(4), said);
            if fresh {
                response.request_focus();
            }
            let items = [widgets::ChoiceItem {
                key: if before { "✓" } else { "+" },
                ..widgets::ChoiceItem::plain(cx.text.get("common-question-to-lead"), before)
            }];
            let asked = before != widgets::choices(ui, cx, &items).clicked.is_some();
            self.question = Some((annotation, asked));
            let text = changed.clone().unwrap_or_else(|| said.to_owned());
            if changed.is_some() || (asked != found.is_question() && !text.is_empty()) {
                cx.out.push(Command::Annotation(AnnotationCommand::SetMemo {
                    id: annotation,
                    memo: Memo { text, question: asked },
                }));
            }
            close_keys(ui, cx);
        });
        close_if(cx, away);
    }
}

/// Shows a popover; true when the pointer was pressed elsewhere.
fn popover(ui: &Ui, place: Placement, name: &str, contents: impl FnOnce(&mut Ui)) -> bool {
    let metrics = Theme::metrics();
    let ((), rect) = widgets::popover(ui.ctx(), ("beside", name), name, place, metrics.size.picker, |ui| {
        egui::Frame::NONE.inner_margin(metrics.space.m).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = metrics.space.m;
            contents(ui);
        });
    });
    widgets::pressed_outside(ui.ctx(), rect)
}

fn close_if(cx: &mut Cx<'_>, away: bool) {
    if away {
        cx.out.push(Command::CloseOverlay);
    }
}

/// Escape, which drops what was typed, and Enter with Ctrl end typing.
fn close_keys(ui: &Ui, cx: &mut Cx<'_>) {
    let close = ui.input_mut(|input| {
        input.consume_key(Modifiers::NONE, Key::Escape) || input.consume_key(Modifiers::COMMAND, Key::Enter)
    });
    if close {
        cx.out.push(Command::CloseOverlay);
    }
}

/// The letters and digits typed in this frame; Escape closes, and Enter is passed on where it means something.
fn letters(ui: &Ui, cx: &mut Cx<'_>, command: fn(char) -> Command) {
    let (typed, close) = ui.input_mut(|input| {
        let mut typed = Vec::new();
        input.events.retain(|event| match event {
            Event::Text(text) => {
                typed.extend(text.chars().filter(|c| c.is_alphanumeric()));
                false
            }
            Event::Key { key, modifiers, .. } => {
                modifiers.any() || matches!(key, Key::Escape | Key::Tab | Key::Enter | Key::Space)
            }
            _ => true,
        });
        (typed, input.consume_key(Modifiers::NONE, Key::Escape))
    });
    for letter in typed {
        cx.out.push(command(letter));
    }
    if close {
        cx.out.push(Command::CloseOverlay);
    }
}

/// A line with the key that takes it; true when clicked.
fn line(ui: &mut Ui, cx: &mut Cx<'_>, key: &str, name: &str, colour: Option<egui::Color32>) -> bool {
    let metrics = Theme::metrics();
    let (rect, response) =
        ui.allocate_exact_size(vec2(ui.available_width(), metrics.size.control), Sense::click());
    widgets::paint_hover(ui, &response, rect, metrics.radius.control);
    widgets::focus_ring(ui, &response, rect, metrics.radius.control);
    let inner = rect.shrink2(vec2(metrics.space.m, 0.0));
    let cap = widgets::paint_key_cap(ui.painter(), inner.right_center(), key);
    let mut left = inner.left();
    if let Some(colour) = colour {
        let side = metrics.size.swatch;
        let square = egui::Align2::LEFT_CENTER.anchor_size(inner.left_center(), vec2(side, side));
        ui.painter().rect_filled(square, metrics.radius.mark, colour);
        left += side + metrics.space.l;
    }
    let words = widgets::laid(ui, cx, name, &metrics.text.ui, cap.left() - left - metrics.space.l);
    let at = egui::pos2(left, inner.center().y - widgets::size(ui, &words).y / 2.0);
    let ink = cx.theme.colours.ink;
    widgets::paint_content(ui, cx, &words, at, &[ink]);
    response.widget_info(|| WidgetInfo::labeled(egui::Role::MenuItem, true, name));
    response.clicked()
}

fn leader_codes(ui: &mut Ui, cx: &mut Cx<'_>, place: Placement, leader: &Leader) {
    letters(ui, cx, Command::LeaderKey);
    let away = popover(ui, place, cx.text.get("reader-codes"), |ui| {
        widgets::heading(ui, cx.text.get("reader-tag-as"), cx.text.get("reader-letter"));
        ui.spacing_mut().item_spacing.y = 0.0;
        for (letter, code, name, colour) in &leader.entries {
            let colour = cx.theme.code(cx.theme.named(colour));
            ui.push_id(code.as_str(), |ui| {
                if line(ui, cx, &letter.to_string(), name, Some(colour)) {
                    cx.out.push(Command::LeaderKey(*letter));
                }
            });
        }
    });
    close_if(cx, away);
}

fn strip_fields(ui: &mut Ui, cx: &mut Cx<'_>, place: Placement, annotation: AnnotationId) {
    let Some(session) = &cx.state.session else { return };
    let entries = session.strip(annotation);
    let by_enter = entries.iter().find(|entry| entry.by_enter);
    letters(ui, cx, |letter| Command::Attribute(AttributeCommand::Key(letter)));
    if let Some(key) = by_enter.map(|entry| entry.key)
        && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter))
    {
        cx.out.push(Command::Attribute(AttributeCommand::Key(key)));
    }
    let right = match by_enter {
        Some(entry) => cx.text.shown(&message!("reader-enter-takes", field = entry.name.to_lowercase())),
        None => cx.text.get("reader-letter").into(),
    };
    let away = popover(ui, place, cx.text.get("reader-fields"), |ui| {
        widgets::heading(ui, cx.text.get("reader-field"), right.as_ref());
        ui.spacing_mut().item_spacing.y = 0.0;
        for entry in &entries {
            ui.push_id(entry.attribute.as_str(), |ui| {
                if line(ui, cx, &entry.key.to_string(), &entry.name, None) {
                    cx.out.push(Command::Attribute(AttributeCommand::Key(entry.key)));
                }
            });
        }
    });
    close_if(cx, away);
}

fn strip_choices(ui: &mut Ui, cx: &mut Cx<'_>, place: Placement, annotation: AnnotationId, id: &AttributeId) {
    let Some(session) = &cx.state.session else { return };
    let Some(found) = session.my_set().and_then(|set| set.get(annotation)) else { return };
    let Some(declared) = session.layer_of(found).and_then(|layer| layer.attribute(id.as_str())) else {
        return;
    };
    letters(ui, cx, |letter| Command::Attribute(AttributeCommand::Key(letter)));
    let away = popover(ui, place, cx.text.get("reader-choices"), |ui| {
        widgets::content_heading(ui, cx, &declared.name, cx.text.get("reader-digit"));
        ui.spacing_mut().item_spacing.y = 0.0;
        for (at, choice) in declared.choices().iter().enumerate() {
            ui.push_id(choice.id.as_str(), |ui| {
                let digit = char::from_digit(at as u32 + 1, 10);
                let key = digit.map(String::from).unwrap_or_default();
                let clicked = line(ui, cx, &key, &choice.name, None);
                if clicked && let Some(digit) = digit {
                    cx.out.push(Command::Attribute(AttributeCommand::Key(digit)));
                } else if clicked {
                    let (attribute, choice) = (id.clone(), choice.id.clone());
                    cx.out.push(Command::Attribute(AttributeCommand::Toggle {
                        id: annotation,
                        attribute,
                        choice,
                    }));
                    cx.out.push(Command::CloseOverlay);
                }
            });
        }
    });
    close_if(cx, away);
}
