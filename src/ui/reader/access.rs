//! The article for those who do not see it: a node for every sentence and annotation in view.

use super::{Frame, ReaderView, pointer};
use crate::app::{Command, Reading, ReadingCommand, Session};
use crate::message;
use crate::model::TimeCode;
use crate::text::Span;
use crate::ui::Cx;
use egui::accesskit::{Action, Role};
use egui::{Rect, Sense, Ui};

impl ReaderView {
    pub(super) fn describe(
        &mut self,
        ui: &Ui,
        cx: &mut Cx<'_>,
        session: &Session,
        reading: &Reading,
        frame: Frame,
    ) {
        let title = reading.article.display_title().to_owned();
        let there = ui.ctx().accesskit_node_builder(Self::id(), |node| {
            node.set_role(Role::Document);
            node.set_label(title);
        });
        if there.is_none() {
            return;
        }
        let (Some(first), Some(last)) = (self.seen.first(), self.seen.last()) else { return };
        let (from, to) = (self.flow.block(first.block).start, self.flow.block(last.block).end);
        let begin = reading.sentence_at(from);
        let sentences = reading
            .sentences
            .iter()
            .enumerate()
            .skip(begin)
            .take_while(|(_, sentence)| sentence.start() < to);
        let times: Vec<TimeCode> = self.times(reading).map(|(_, time)| time).collect();
        for (number, sentence) in sentences {
            self.describe_sentence(ui, cx, session, reading, frame, number, *sentence);
            if let Some(time) = times.iter().find(|time| sentence.contains(time.at)) {
                let id = Self::sentence_id(*sentence);
                let said = cx.text.shown(&message!("reader-said-at", time = time.written())).to_string();
                ui.ctx().accesskit_node_builder(id, |node| node.set_description(said));
            }
        }
        let Some(view) = Span::new(from, to) else { return };
        let Some(set) = session.my_set() else { return };
        for annotation in set.touching(view).take(200) {
            let name = cx.kept.get(("mark", cx.state.revision, annotation.id), || {
                let words = reading.article.text.slice(annotation.span).unwrap_or_default();
                format!("{}: {words}", pointer::spoken(cx, session, annotation))
            });
            let Some(rect) = self.rects_of(annotation.span, frame).first().copied() else { continue };
            let id = Self::id().with(("annotation", annotation.id));
            if self.node(
                ui,
                rect,
                id,
                Role::Mark,
                &name,
                session.focused().is_some_and(|f| f.id == annotation.id),
            ) {
                cx.out.push(Command::Reading(ReadingCommand::Focus(Some(annotation.id))));
            }
        }
    }

    #[expect(clippy::too_many_arguments, reason = "one call site; each is a different thing")]
    fn describe_sentence(
        &self,
        ui: &Ui,
        cx: &mut Cx<'_>,
        session: &Session,
        reading: &Reading,
        frame: Frame,
        number: usize,
        sentence: Span,
    ) {
        let Some(rect) = self.rects_of(sentence, frame).first().copied() else { return };
        let words = reading.article.text.slice(sentence).unwrap_or_default();
        let read = session.my_set().is_some_and(|set| set.is_stated(sentence));
        let unread;
        let name = if read {
            words
        } else {
            let place = (reading.article.id.as_str(), sentence.start(), sentence.end());
            unread = cx.kept.get(("unread", place), || format!("{words} {}", cx.text.get("reader-not-read")));
            &unread
        };
        let id = Self::sentence_id(sentence);
        if self.node(ui, rect, id, Role::Label, name, number == reading.cursor) {
            cx.out.push(Command::Reading(ReadingCommand::GoToSentence(number)));
        }
    }

    fn sentence_id(sentence: Span) -> egui::Id {
        Self::id().with(("sentence", sentence.start()))
    }

    /// Adds a node; returns whether it was clicked through the accessibility tree.
    fn node(&self, ui: &Ui, rect: Rect, id: egui::Id, role: Role, name: &str, selected: bool) -> bool {
        ui.interact(rect, id, Sense::hover());
        ui.ctx().accesskit_node_builder(id, |node| {
            node.set_bounds(egui::accesskit::Rect {
                x0: rect.min.x.into(),
                y0: rect.min.y.into(),
                x1: rect.max.x.into(),
                y1: rect.max.y.into(),
            });
            node.set_role(role);
            if role == Role::Label {
                node.set_value(name);
            } else {
                node.set_label(name);
            }
            node.set_selected(selected);
            node.add_action(Action::Click);
        });
        ui.input(|input| input.has_accesskit_action_request(id, Action::Click))
    }
}
