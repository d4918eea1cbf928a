//! The pointer in the text: click, drag, double to quadruple click, edges of annotations, what is under it.

use super::state::Doing;
use super::{Frame, ReaderView};
use crate::app::{AnnotationCommand, Command, Reading, ReadingCommand, Selection, Session};
use crate::locale::english::inside;
use crate::message;
use crate::model::Annotation;
use crate::model::display::choice_name;
use crate::present::BlockKind;
use crate::text::Span;
use crate::ui::theme::Theme;
use crate::ui::{Cx, DraggedPassage};
use egui::{CursorIcon, DragAndDrop, Pos2, Response, Ui, vec2};
use std::sync::Arc;

/// How near to an edge the pointer takes hold of it, in points.
const REACH: f32 = 5.0;
/// How far a selected passage is pulled before it comes along, in points.
const CARRY: f32 = 6.0;

impl ReaderView {
    pub(super) fn point(
        &mut self,
        ui: &Ui,
        cx: &mut Cx<'_>,
        session: &Session,
        reading: &Reading,
        frame: Frame,
        response: &Response,
    ) {
        let (pressed, down, released, modifiers, time, at) = ui.input(|input| {
            let pointer = &input.pointer;
            let released = pointer.primary_released();
            let pressed = input.events.iter().find_map(pressed_at).filter(|_| pointer.primary_pressed());
            (pressed, pointer.primary_down(), released, input.modifiers, input.time, pointer.interact_pos())
        });
        let Some(at) = at else { return };
        let inside = response.contains_pointer();
        let on_text = |place: Pos2| {
            response.interact_rect.contains(place) && ui.ctx().layer_id_at(place) == Some(response.layer_id)
        };
        if let Some(from) = pressed.filter(|from| on_text(*from)) {
            self.press(cx, session, reading, frame, from, time, modifiers);
            // On a busy machine a whole drag comes in one frame.
            if from.distance(at) > CARRY && self.pointer.doing != Doing::Nothing {
                self.drag(ui, cx, session, frame, at);
            }
        } else if down && self.pointer.doing != Doing::Nothing {
            self.drag(ui, cx, session, frame, at);
        }
        if released {
            self.release(cx, at, modifiers, frame);
        }
        if inside && !down {
            self.hover(ui, cx, session, frame, at, response);
        }
    }

    #[expect(clippy::too_many_arguments, reason = "one call site; each is a different thing")]
    fn press(
        &mut self,
        cx: &mut Cx<'_>,
        session: &Session,
        reading: &Reading,
        frame: Frame,
        at: Pos2,
        time: f64,
        modifiers: egui::Modifiers,
    ) {
        let Some(byte) = self.byte_at(at, frame) else { return };
        let count = self.pointer.count(time, at);
        self.pointer.gesture += 1;
        if let Some((id, end)) = self.edge_at(session, at, frame).filter(|_| count == 1 && !modifiers.alt) {
            self.pointer.doing = Doing::Resizing { id, end };
        } else if let Some(span) =
            reading.selected().filter(|s| count == 1 && modifiers.is_none() && s.contains(byte))
        {
            self.pointer.doing = Doing::Carrying { span };
        } else if count > 1 {
            self.pointer.doing = Doing::Nothing;
            cx.out.push(Command::Reading(ReadingCommand::SelectUnit { byte, clicks: count }));
        } else {
            let anchor = if modifiers.shift { reading.selection.anchor } else { byte };
            self.pointer.doing = Doing::Selecting { anchor, sent: None };
            if modifiers.shift {
                cx.out.push(Command::Reading(ReadingCommand::PlaceCaret { byte, extend: true }));
            }
        }
    }

    fn drag(&mut self, ui: &Ui, cx: &mut Cx<'_>, session: &Session, frame: Frame, at: Pos2) {
        let selecting = !matches!(self.pointer.doing, Doing::Carrying { .. });
        let beyond = (at.y - frame.paper.bottom()).max(0.0) - (frame.paper.top() - at.y).max(0.0);
        if selecting && beyond != 0.0 {
            self.flow.scroll(beyond.clamp(-40.0, 40.0) * 0.4);
            ui.ctx().request_repaint();
        }
        let Some(byte) = self.byte_at(at, frame) else { return };
        match self.pointer.doing {
            Doing::Selecting { anchor, sent } => {
                let selection = Selection { anchor, focus: byte };
                if sent != Some(selection) && (sent.is_some() || anchor != byte) {
                    self.pointer.doing = Doing::Selecting { anchor, sent: Some(selection) };
                    cx.out.push(Command::Reading(ReadingCommand::Select {
                        selection,
                        snap: false,
                        finished: false,
                    }));
                }
            }
            Doing::Resizing { id, end } => {
                let Some(annotation) = session.my_set().and_then(|set| set.get(id)) else { return };
                let old = annotation.span;
                let span = if end { Span::new(old.start(), byte) } else { Span::new(byte, old.end()) };
                if let Some(span) = span.filter(|span| *span != old) {
                    cx.out.push(Command::Annotation(AnnotationCommand::Resize {
                        id,
                        span,
                        gesture: self.pointer.gesture,
                    }));
                }
                ui.ctx().set_cursor_icon(CursorIcon::ResizeHorizontal);
            }
            Doing::Carrying { span } => {
                let moved = self.pointer.press.is_some_and(|(_, from, _)| from.distance(at) > CARRY);
                if moved {
                    DragAndDrop::set_payload(ui.ctx(), DraggedPassage(span));
                    ui.ctx().set_cursor_icon(CursorIcon::Grabbing);
                }
            }
            Doing::Nothing => {}
        }
    }

    fn release(&mut self, cx: &mut Cx<'_>, at: Pos2, modifiers: egui::Modifiers, frame: Frame) {
        let doing = std::mem::take(&mut self.pointer.doing);
        let still = self.pointer.press.is_some_and(|(_, from, _)| from.distance(at) <= CARRY);
        if let (Doing::Carrying { .. }, true, Some(byte)) = (doing, still, self.byte_at(at, frame)) {
            cx.out.push(Command::Reading(ReadingCommand::PlaceCaret { byte, extend: false }));
        }
        if let Doing::Selecting { anchor, sent } = doing {
            match sent {
                Some(selection) if selection.span().is_some() => {
                    cx.out.push(Command::Reading(ReadingCommand::Select {
                        selection,
                        snap: !modifiers.alt,
                        finished: true,
                    }));
                }
                _ if modifiers.shift => {}
                _ if modifiers.alt => cx.out.push(Command::Reading(ReadingCommand::DigAt(anchor))),
                _ => {
                    if let Some(byte) = self.byte_at(at, frame) {
                        cx.out.push(Command::Reading(ReadingCommand::PlaceCaret { byte, extend: false }));
                        cx.out.push(Command::Reading(ReadingCommand::DigAt(byte)));
                    }
                }
            }
        }
    }

    /// The byte nearest to a place on the screen.
    pub(super) fn byte_at(&mut self, at: Pos2, frame: Frame) -> Option<u32> {
        let y = at.y - frame.paper.top();
        let is_text = |place: &&super::Seen| matches!(self.flow.block(place.block).kind, BlockKind::Text(_));
        let below = self.seen.iter().filter(is_text).take_while(|place| place.y <= y).last();
        let place = *below.or_else(|| self.seen.iter().find(is_text))?;
        let laid = self.flow.laid(place.block)?;
        let inside = at - frame.origin() - vec2(laid.setting.indent, place.y + laid.setting.above);
        let caret = laid.layout.hit(inside * self.flow.ppp());
        let byte = self.flow.block(place.block).start + caret.byte;
        self.pointer.keep(byte, caret.affinity);
        Some(byte)
    }

    /// The end of the annotation in hand that the pointer is on: its number, and whether it is the later end.
    fn edge_at(
        &self,
        session: &Session,
        at: Pos2,
        frame: Frame,
    ) -> Option<(crate::base::AnnotationId, bool)> {
        let annotation = session.focused()?;
        let rects = self.rects_of(annotation.span, frame);
        let near = |x: f32, rect: &egui::Rect| (at.x - x).abs() <= REACH && rect.y_range().contains(at.y);
        let (first, last) = (rects.first()?, rects.last()?);
        let starts_here = self.seen.iter().any(|place| {
            let block = self.flow.block(place.block);
            block.start <= annotation.span.start() && annotation.span.start() < block.end
        });
        let ends_here = self.seen.iter().any(|place| {
            let block = self.flow.block(place.block);
            block.start < annotation.span.end() && annotation.span.end() <= block.end
        });
        if ends_here && near(last.right(), last) {
            Some((annotation.id, true))
        } else if starts_here && near(first.left(), first) {
            Some((annotation.id, false))
        } else {
            None
        }
    }

    fn hover(
        &mut self,
        ui: &Ui,
        cx: &Cx<'_>,
        session: &Session,
        frame: Frame,
        at: Pos2,
        response: &Response,
    ) {
        if self.edge_at(session, at, frame).is_some() {
            ui.ctx().set_cursor_icon(CursorIcon::ResizeHorizontal);
            return;
        }
        let column = frame.left - 4.0..=frame.left + frame.column + 4.0;
        if column.contains(&at.x) {
            let icon = if session.tag_lock.is_some() { CursorIcon::Crosshair } else { CursorIcon::Text };
            ui.ctx().set_cursor_icon(icon);
        }
        if ui.input(|input| input.pointer.delta() != egui::Vec2::ZERO) {
            self.pointer.resting = false;
        }
        let selecting = cx.state.reading().is_some_and(|reading| reading.selection.span().is_some());
        if self.pointer.resting || selecting {
            return;
        }
        let affinity = self.pointer.affinity;
        let byte = self.byte_at(at, frame);
        self.pointer.affinity = affinity;
        let here = byte.and_then(|byte| Span::new(byte, byte + 1));
        let Some(set) = session.my_set().filter(|_| column.contains(&at.x)) else { return };
        let Some(here) = here else { return };
        let stack: Vec<&Arc<Annotation>> = set.touching(here).collect();
        let on_it = stack
            .iter()
            .any(|annotation| self.rects_of(annotation.span, frame).iter().any(|r| r.contains(at)));
        if stack.is_empty() || !on_it {
            return;
        }
        let lines: Vec<Arc<str>> = stack.iter().map(|annotation| spoken(cx, session, annotation)).collect();
        response.clone().on_hover_ui_at_pointer(|ui| {
            ui.set_max_width(Theme::metrics().size.picker);
            for line in &lines {
                ui.label(Theme::metrics().text.small.rich(&**line));
            }
        });
    }
}

/// Where the main button was pressed.
fn pressed_at(event: &egui::Event) -> Option<Pos2> {
    match event {
        egui::Event::PointerButton { pos, button: egui::PointerButton::Primary, pressed: true, .. } => {
            Some(*pos)
        }
        _ => None,
    }
}

/// An annotation in words: what it says, its fields, its memo.
pub(super) fn spoken(cx: &Cx<'_>, session: &Session, annotation: &Annotation) -> Arc<str> {
    cx.kept.get(("spoken", cx.state.revision, annotation.id), || in_words(cx, session, annotation))
}

fn in_words(cx: &Cx<'_>, session: &Session, annotation: &Annotation) -> String {
    let mut words = cx.state.name_of(&annotation.body);
    let layer = session.layer_of(annotation);
    for (id, value) in &annotation.attributes {
        if let crate::model::Value::Choice(choice) = value {
            let attribute = layer.and_then(|layer| layer.attribute(id.as_str()));
            words.push_str(" · ");
            words.push_str(&inside(choice_name(attribute, choice)));
        }
    }
    if let Some(memo) = &annotation.memo {
        words = if memo.question {
            cx.text.shown(&message!("reader-spoken-question", words = words, memo = &memo.text)).to_string()
        } else {
            [words.as_str(), " — ", &memo.text].concat()
        };
    }
    words
}
