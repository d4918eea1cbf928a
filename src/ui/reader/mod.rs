//! The article: laid out block by block, with cursor, selection, marks and chips; only what is in view costs anything.

mod access;
mod chips;
mod flow;
mod heights;
mod paint;
mod pointer;
mod scroll;
mod setting;
mod shape;
mod state;
mod times;

use super::Cx;
use super::languages;
use super::theme::Theme;
use crate::app::{Action, Command, Reading, ReadingCommand, Session, State};
use crate::model::{AnnotationSet, Article, Codebook};
use crate::present::{Marks, marks};
use crate::text::Span;
use egui::{EventFilter, Id, Rect, Sense, Ui, pos2, vec2};
use flow::{Flow, Seen};
use state::{Pointer, Scroll};
use std::collections::HashMap;
use std::sync::Arc;

/// The article view: geometry and caches, nothing that would be missed.
#[derive(Default)]
pub struct ReaderView {
    flow: Flow,
    seen: Vec<Seen>,
    marks: HashMap<usize, Arc<Marks>>,
    marked: (u64, u64),
    scroll: Scroll,
    pointer: Pointer,
    goal_x: Option<f32>,
    wants_focus: bool,
}

/// Where things are in this frame, in points on the screen.
#[derive(Clone, Copy)]
struct Frame {
    paper: Rect,
    /// Left edge of the reading column.
    left: f32,
    column: f32,
    /// Width of the chips; 0 where there is no room.
    chips: f32,
}

impl ReaderView {
    /// The id that has the keyboard while the text has it.
    pub fn id() -> Id {
        Id::unique("reader")
    }

    /// Asks for the keyboard in the next frame.
    pub fn focus(&mut self) {
        self.wants_focus = true;
    }

    /// Scrolls by screens; positive is towards the end.
    pub fn scroll_pages(&mut self, pages: f32) {
        self.scroll.pages += pages;
    }

    /// Draws the open article into the whole of `ui`.
    pub fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        let paper = ui.available_rect_before_wrap();
        ui.painter().rect_filled(paper, 0.0, cx.theme.colours.paper);
        let Some(session) = cx.state.session.as_ref() else { return };
        let Some(reading) = session.reading.as_ref() else { return };
        let is_timed = !reading.article.metadata.import.times.is_empty();
        let frame = frame(paper, is_timed);
        let ppp = ui.ctx().pixels_per_point();
        if self.flow.open(&reading.article, || about(&reading.article, session.project.codebook())) {
            self.marks.clear();
            self.scroll = Scroll::default();
            self.pointer = Pointer::default();
            self.wants_focus = true;
        }
        if self.flow.resize(frame.column, ppp) {
            self.keep_cursor(cx, reading, frame);
        }
        let response = ui.interact(paper, Self::id(), Sense::click_and_drag());
        self.keep_focus(ui, cx, &response);
        self.scroll_to_wish(ui, cx, reading, frame, &response);
        self.seen = self.flow.place(paper.height(), cx.set);
        self.refresh_marks(cx, session, reading);
        self.point(ui, cx, session, reading, frame, &response);
        self.paint(ui, cx, session, reading, frame, response.has_focus());
        self.chips(ui, cx, session, frame);
        self.scroll_bar(ui, cx, frame);
        self.describe(ui, cx, session, reading, frame);
        *cx.anchor = self.anchor(reading, session, frame);
    }

    fn keep_focus(&mut self, ui: &Ui, cx: &Cx<'_>, response: &egui::Response) {
        let nobody = cx.state.overlay.is_none() && ui.memory(|memory| memory.focused().is_none());
        if self.wants_focus || nobody || response.clicked() || response.drag_started() {
            self.wants_focus = false;
            response.request_focus();
        }
        let filter = EventFilter { horizontal_arrows: true, vertical_arrows: true, escape: true, tab: false };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(Self::id(), filter));
    }

    /// Marks of the blocks in view, worked out once for each change of the set.
    fn refresh_marks(&mut self, cx: &Cx<'_>, session: &Session, reading: &Reading) {
        let version = (reading.revision, session.history.done().len() as u64);
        if self.marked != version {
            self.marked = version;
            self.marks.clear();
        }
        if self.marks.len() > 400 {
            self.marks.clear();
        }
        let nobody = Arc::new(AnnotationSet::default());
        let set = session.my_set().unwrap_or(&nobody);
        let missing = self.seen.iter().any(|place| !self.marks.contains_key(&place.block));
        let waiting = if missing { session.unanswered(&reading.article.id) } else { Vec::new() };
        let units: Vec<Span> = waiting.into_iter().flat_map(|(_, units)| units).collect();
        for place in &self.seen {
            let block = self.flow.block(place.block);
            let Some(within) = Span::new(block.start, block.end) else { continue };
            self.marks.entry(place.block).or_insert_with(|| {
                let (codebook, ledger) = (session.project.codebook(), session.project.ledger());
                let mut marks = marks(within, set, codebook, ledger, cx.text);
                marks.add_read(within, &reading.sentences, set);
                marks.add_units(within, &units, cx.text);
                Arc::new(marks)
            });
        }
    }

    /// Where popovers about the passage in hand stand.
    fn anchor(&self, reading: &Reading, session: &Session, frame: Frame) -> Option<Rect> {
        let focused = session.focused().map(|annotation| annotation.span);
        let span = reading.selected().or(focused).or_else(|| reading.subject())?;
        let mut around: Option<Rect> = None;
        self.flow.rects(&self.seen, span, |rect| {
            around = Some(around.map_or(rect, |old| old.union(rect)));
        });
        around.map(|rect| rect.translate(vec2(frame.left, frame.paper.top())))
    }

    /// A key's command as the layout understands it: carets move as they are seen, in either direction of writing.
    pub fn as_seen(&mut self, command: Command, state: &State) -> Command {
        self.pointer.rest();
        if let (Command::Action(action), Some(reading)) = (&command, state.reading()) {
            return self.visual(*action, reading).unwrap_or(command);
        }
        command
    }

    fn visual(&mut self, action: Action, reading: &Reading) -> Option<Command> {
        use super::typeset::{Affinity, Caret, Move};
        let steps = [
            (Action::CaretRight, Move::Right, false),
            (Action::CaretLeft, Move::Left, false),
            (Action::CaretWordRight, Move::WordRight, false),
            (Action::CaretWordLeft, Move::WordLeft, false),
            (Action::SelectRight, Move::Right, true),
            (Action::SelectLeft, Move::Left, true),
            (Action::SelectWordRight, Move::WordRight, true),
            (Action::SelectWordLeft, Move::WordLeft, true),
            (Action::LineStart, Move::LineStart, false),
            (Action::LineEnd, Move::LineEnd, false),
            (Action::SelectLineStart, Move::LineStart, true),
            (Action::SelectLineEnd, Move::LineEnd, true),
        ];
        let (_, step, extend) = steps.into_iter().find(|(of, ..)| *of == action)?;
        if reading.grip.is_some() {
            return None;
        }
        let byte = reading.selection.focus;
        let at = self.flow.block_at(byte);
        let block = *self.flow.block(at);
        let laid = self.flow.laid(at)?;
        let affinity = self.pointer.affinity_at(byte).unwrap_or(Affinity::Downstream);
        let caret = Caret { byte: byte.checked_sub(block.start)?, affinity };
        let next = laid.layout.step(caret, step, &mut self.goal_x)?;
        self.pointer.keep(block.start + next.byte, next.affinity);
        Some(Command::Reading(ReadingCommand::PlaceCaret { byte: block.start + next.byte, extend }))
    }
}

/// What stands above the headline: outlet, date, genre, language.
fn about(article: &Article, codebook: &Codebook) -> String {
    let about = &article.metadata;
    let genre = codebook.genre_name(&about.genre).unwrap_or(&about.genre);
    let parts =
        [about.outlet.as_str(), about.published.printed(), genre, languages::own_name(&about.language)];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("  ·  ")
}

/// Places column and chips on the paper: both at their sizes where there is room, else the column gives way first, and
/// on a narrow paper the chips go. Time codes stand over the letters and want a little more room than they.
fn frame(paper: Rect, is_timed: bool) -> Frame {
    let size = &Theme::metrics().size;
    let margin = Theme::metrics().space.xxl;
    let room = if is_timed { Theme::metrics().space.xl } else { 0.0 };
    let gutter = size.gutter + margin + room;
    let width = paper.width();
    let full = size.column + size.chip_gap + size.chip;
    let (column, chips) = if width >= gutter + full + margin {
        (size.column, size.chip)
    } else {
        let chips = size.chip * 0.85;
        let left = width - gutter - size.chip_gap - chips - margin;
        if left >= size.column * 0.7 {
            (left, chips)
        } else {
            ((width - gutter - 2.0 * margin).clamp(160.0, size.column), 0.0)
        }
    };
    let used = column + if chips > 0.0 { size.chip_gap + chips } else { 0.0 };
    let spare = width - gutter - used - margin;
    let left = gutter + (spare / 2.0).clamp(0.0, (size.column_left - gutter).max(spare / 2.0));
    Frame { paper, left: (paper.left() + left).round(), column: column.floor(), chips }
}

impl Frame {
    fn origin(&self) -> egui::Pos2 {
        pos2(self.left, self.paper.top())
    }
}
