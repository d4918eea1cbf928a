//! Sentence cursor, caret, selection, and finding one's way.

use super::{Action, Effect, Grip, Reading, ReadingCommand, Selection, Stamp, State, units};
use crate::base::AnnotationId;
use crate::model::Edit;
use crate::text::{Span, segment};
use std::sync::Arc;

impl Reading {
    /// Puts the sentence cursor on the sentence at, or after, the byte.
    pub(super) fn put_cursor_at(&mut self, byte: u32) {
        self.cursor = self.sentence_at(byte).min(self.sentences.len().saturating_sub(1));
    }

    /// Puts the cursor on a sentence by number, with the caret at its start.
    pub(super) fn go_to_sentence(&mut self, number: usize) {
        let Some(sentence) = self.sentences.get(number).copied() else { return };
        self.cursor = number;
        self.let_go();
        self.selection = Selection { anchor: sentence.start(), focus: sentence.start() };
        self.show(sentence);
    }

    /// Lets go of selection, annotation and whatever was begun.
    pub(super) fn let_go(&mut self) {
        self.selection.anchor = self.selection.focus;
        self.expansions.clear();
        self.focus = None;
        self.grip = None;
    }

    /// Selects a passage, with the caret at its end.
    pub(super) fn select(&mut self, span: Span) {
        self.selection = Selection { anchor: span.start(), focus: span.end() };
        self.put_cursor_at(span.start());
    }

    fn line_of(&self, byte: u32) -> (u32, &str) {
        let (start, end) = self.article.text.line(self.article.text.line_at(byte)).unwrap_or((0, 0));
        (start, self.article.text.as_str().get(start as usize..end as usize).unwrap_or_default())
    }

    /// The next place for a caret, one grapheme cluster or word on or back, over line ends.
    pub(super) fn step(&self, byte: u32, forward: bool, word: bool) -> u32 {
        let text = &self.article.text;
        let (start, line) = self.line_of(byte);
        let inside = byte - start;
        if forward && inside as usize >= line.len() {
            return (byte + 1).min(text.len());
        }
        if !forward && inside == 0 {
            return byte.saturating_sub(1);
        }
        start
            + match (forward, word) {
                (true, false) => segment::grapheme_next(line, inside),
                (false, false) => segment::grapheme_prev(line, inside),
                (true, true) => segment::next_word(line, inside),
                (false, true) => segment::prev_word(line, inside),
            }
    }

    /// The first byte from `byte` on that is not white space.
    fn past_space(&self, byte: u32) -> u32 {
        let rest = self.article.text.as_str().get(byte as usize..).unwrap_or_default();
        byte + (rest.len() - rest.trim_start().len()) as u32
    }

    /// The end of what lies before `byte` without the white space between.
    fn before_space(&self, byte: u32) -> u32 {
        let before = self.article.text.as_str().get(..byte as usize).unwrap_or_default();
        before.trim_end().len() as u32
    }

    /// Moves the caret; `extend` keeps the other end of the selection.
    pub(super) fn place_caret(&mut self, byte: u32, extend: bool) {
        let byte = self.article.text.as_str().floor_char_boundary(byte as usize) as u32;
        self.selection.focus = byte;
        if !extend {
            self.selection.anchor = byte;
            self.focus = None;
        }
        self.expansions.clear();
        self.grip = None;
        self.put_cursor_at(byte);
        if let Some(caret) = Span::new(byte, byte + 1) {
            self.show(caret);
        }
    }

    fn extend_by_sentence(&mut self, forward: bool) {
        let Some(here) = self.sentence() else { return };
        let span = self.selected().map_or(here, |selected| selected.union(here));
        let Selection { anchor, focus } = self.selection;
        let started_here = anchor == focus;
        let grown = match (forward, started_here) {
            (_, true) => Some(here),
            (true, false) => self.sentences.get(self.sentence_at(span.end())).map(|next| span.union(*next)),
            (false, false) => {
                let first = self.sentences.partition_point(|sentence| sentence.end() <= span.start());
                first
                    .checked_sub(1)
                    .and_then(|before| self.sentences.get(before))
                    .map(|before| span.union(*before))
            }
        };
        let Some(grown) = grown else { return };
        self.selection = if forward {
            Selection { anchor: grown.start(), focus: grown.end() }
        } else {
            Selection { anchor: grown.end(), focus: grown.start() }
        };
        self.show(grown);
    }

    fn expand(&mut self) {
        let empty = self.selected().is_none();
        let at = self.selection.focus.min(self.article.text.len().saturating_sub(1));
        let at = self.article.text.as_str().floor_char_boundary(at as usize) as u32;
        let Some(current) = self.selected().or_else(|| Span::new(at, self.step(at, true, false))) else {
            return;
        };
        let sentence = self.sentences.get(self.sentence_at(current.start())).copied();
        if let Some(larger) = units::expanded(&self.article, current, empty, sentence) {
            self.expansions.push(self.selection);
            self.selection = Selection { anchor: larger.start(), focus: larger.end() };
            self.show(larger);
        }
    }

    fn shrink(&mut self) {
        if let Some(before) = self.expansions.pop() {
            self.selection = before;
        } else {
            self.selection.focus = self.selection.anchor;
        }
    }
}

impl Reading {
    /// Selects what the pointer was drawn over; `snap` widens it to whole words.
    fn drag(&mut self, selection: Selection, snap: bool) {
        let floor = |byte: u32| self.article.text.as_str().floor_char_boundary(byte as usize) as u32;
        let selection = Selection { anchor: floor(selection.anchor), focus: floor(selection.focus) };
        self.let_go();
        self.selection = selection;
        if let Some(span) = selection.span().filter(|_| snap) {
            let span = units::snapped(&self.article, span);
            self.selection = if selection.anchor <= selection.focus {
                Selection { anchor: span.start(), focus: span.end() }
            } else {
                Selection { anchor: span.end(), focus: span.start() }
            };
        }
        self.put_cursor_at(self.selection.anchor.min(self.selection.focus));
    }

    /// Selects the unit of this many clicks at a byte: 2 word, 3 sentence, more paragraph.
    fn select_unit(&mut self, byte: u32, clicks: u32) {
        let sentence = self.sentences.get(self.sentence_at(byte)).copied();
        let sentence = sentence.filter(|sentence| sentence.contains(byte));
        let unit = match clicks {
            2 => Span::new(byte, byte + 1).and_then(|at| units::expanded(&self.article, at, true, None)),
            3 => sentence.or_else(|| units::paragraph(&self.article, byte)),
            _ => units::paragraph(&self.article, byte),
        };
        self.let_go();
        if let Some(unit) = unit {
            self.select(unit);
        }
    }
}

impl State {
    pub(super) fn navigate(&mut self, action: Action, stamp: Stamp) -> Vec<Effect> {
        if let Some(effects) = self.move_boundary(action, stamp) {
            return effects;
        }
        let Some(session) = &mut self.session else { return Vec::new() };
        let Some(reading) = &mut session.reading else { return Vec::new() };
        let last = reading.sentences.len().saturating_sub(1);
        match action {
            Action::NextSentence => reading.go_to_sentence((reading.cursor + 1).min(last)),
            Action::PreviousSentence => reading.go_to_sentence(reading.cursor.saturating_sub(1)),
            Action::TextStart => reading.go_to_sentence(0),
            Action::TextEnd => reading.go_to_sentence(last),
            Action::PageDown => return vec![Effect::ScrollPages(0.9)],
            Action::PageUp => return vec![Effect::ScrollPages(-0.9)],
            Action::CaretRight => {
                reading.place_caret(reading.step(reading.selection.focus, true, false), false);
            }
            Action::CaretLeft => {
                reading.place_caret(reading.step(reading.selection.focus, false, false), false);
            }
            Action::CaretWordRight => {
                reading.place_caret(reading.step(reading.selection.focus, true, true), false);
            }
            Action::CaretWordLeft => {
                reading.place_caret(reading.step(reading.selection.focus, false, true), false);
            }
            Action::SelectRight => {
                reading.place_caret(reading.step(reading.selection.focus, true, false), true);
            }
            Action::SelectLeft => {
                reading.place_caret(reading.step(reading.selection.focus, false, false), true);
            }
            Action::SelectWordRight => {
                reading.place_caret(reading.step(reading.selection.focus, true, true), true);
            }
            Action::SelectWordLeft => {
                reading.place_caret(reading.step(reading.selection.focus, false, true), true);
            }
            Action::LineStart | Action::SelectLineStart => {
                let (start, _) = reading.line_of(reading.selection.focus);
                reading.place_caret(start, action == Action::SelectLineStart);
            }
            Action::LineEnd | Action::SelectLineEnd => {
                let (start, line) = reading.line_of(reading.selection.focus);
                let end = start + line.len() as u32;
                reading.place_caret(end, action == Action::SelectLineEnd);
            }
            Action::ExtendDown => reading.extend_by_sentence(true),
            Action::ExtendUp => reading.extend_by_sentence(false),
            Action::Expand => reading.expand(),
            Action::Shrink => reading.shrink(),
            Action::SelectAll => {
                reading.selection = Selection { anchor: 0, focus: reading.article.text.len() }
            }
            Action::NextUncovered => self.go_to_uncovered(true, stamp),
            Action::PreviousUncovered => self.go_to_uncovered(false, stamp),
            Action::NextAnnotation | Action::PreviousAnnotation if self.go_to_unit(action) => {}
            Action::NextAnnotation => self.go_to_neighbour(true),
            Action::PreviousAnnotation => self.go_to_neighbour(false),
            Action::Dig => self.dig(),
            _ => {}
        }
        Vec::new()
    }

    fn go_to_uncovered(&mut self, forward: bool, stamp: Stamp) {
        let Some(session) = &mut self.session else { return };
        let set = session.my_set().cloned();
        let Some(reading) = &mut session.reading else { return };
        let open = |number: &usize| {
            let sentence = reading.sentences.get(*number);
            sentence.is_some_and(|s| !set.as_ref().is_some_and(|set| set.coverage().covers(*s)))
        };
        let count = reading.sentences.len();
        let here = reading.cursor;
        let found = if forward {
            (here + 1..count).find(open).or_else(|| (0..=here.min(count)).find(open))
        } else {
            (0..here).rev().find(open).or_else(|| (here..count).rev().find(open))
        };
        match found {
            Some(number) => reading.go_to_sentence(number),
            None => self.notify(
                super::NoticeKind::Info,
                "Every sentence has a verdict. Ctrl+Enter signs the article off.",
                stamp.now,
            ),
        }
    }

    fn go_to_neighbour(&mut self, forward: bool) {
        let Some(session) = &mut self.session else { return };
        let Some(set) = session.my_set().cloned() else { return };
        let Some(reading) = &mut session.reading else { return };
        let here = reading.focus.and_then(|id| set.get(id)).map(|a| (a.span, a.id)).or_else(|| {
            let at = reading.selection.focus;
            let number = if forward { AnnotationId(0) } else { AnnotationId(u64::MAX) };
            let end = if forward { u32::MAX } else { at + 1 };
            Span::new(at, end).map(|span| (span, number))
        });
        let Some(here) = here else { return };
        let index = set.index();
        let next = if forward { index.next_after(here) } else { index.previous_before(here) };
        if let Some((span, id)) = next {
            reading.take_in_hand(id, span);
        }
    }

    /// Goes to the next of the annotations that overlap at the caret, or in the sentence.
    fn dig(&mut self) {
        let Some(reading) = self.reading() else { return };
        self.dig_at(reading.selection.focus);
    }

    pub(super) fn dig_at(&mut self, byte: u32) {
        let Some(session) = &mut self.session else { return };
        let Some(set) = session.my_set().cloned() else { return };
        let Some(reading) = &mut session.reading else { return };
        let here = Span::new(byte, byte.saturating_add(1));
        let mut stack: Vec<_> = here.map(|here| set.touching(here).cloned().collect()).unwrap_or_default();
        if stack.is_empty() {
            stack = reading.sentence().map(|here| set.touching(here).cloned().collect()).unwrap_or_default();
        }
        stack.sort_by_key(|annotation| (annotation.span.len(), annotation.id));
        let at = reading.focus.and_then(|id| stack.iter().position(|annotation| annotation.id == id));
        let next = at.map_or(0, |at| (at + 1) % stack.len());
        if let Some(annotation) = stack.get(next) {
            let caret = reading.selection.focus;
            reading.take_in_hand(annotation.id, annotation.span);
            let caret = if annotation.span.contains(caret) { caret } else { annotation.span.start() };
            reading.selection = Selection { anchor: caret, focus: caret };
        }
    }

    pub(super) fn reading_command(&mut self, command: ReadingCommand, stamp: Stamp) -> Vec<Effect> {
        match command {
            ReadingCommand::PlaceCaret { byte, extend } => {
                self.with_reading(|reading| reading.place_caret(byte, extend));
            }
            ReadingCommand::Select { selection, snap, finished } => {
                let Some(reading) = self.reading_mut() else { return Vec::new() };
                reading.drag(selection, snap && finished);
                if finished {
                    return self.tag_when_locked(stamp);
                }
            }
            ReadingCommand::SelectUnit { byte, clicks } => {
                let Some(reading) = self.reading_mut() else { return Vec::new() };
                reading.select_unit(byte, clicks);
                return self.tag_when_locked(stamp);
            }
            ReadingCommand::Focus(Some(id)) => self.go_to_annotation(id, stamp),
            ReadingCommand::Focus(None) => self.with_reading(Reading::let_go),
            ReadingCommand::DigAt(byte) => self.dig_at(byte),
            ReadingCommand::GoToSentence(number) => {
                self.with_reading(|reading| reading.go_to_sentence(number));
            }
            ReadingCommand::GoTo(span) => self.go_to(span),
            ReadingCommand::GoToAnnotation { article, id } => {
                let effects = self.select_article(&article, stamp);
                self.go_to_annotation(id, stamp);
                return effects;
            }
            ReadingCommand::Find(query) => return self.find(query),
            ReadingCommand::Found { article, query, hits } => self.found(&article, &query, hits),
        }
        Vec::new()
    }

    fn with_reading(&mut self, change: impl FnOnce(&mut Reading)) {
        if let Some(session) = &mut self.session {
            session.history.seal();
            if let Some(reading) = &mut session.reading {
                change(reading);
            }
        }
    }

    /// Selects a passage; when it is a place found, finding goes on from there.
    fn go_to(&mut self, span: Span) {
        if let Some(session) = &mut self.session
            && let Ok(at) = session.find.hits.binary_search(&span)
        {
            session.find.at = at;
        }
        self.with_reading(|reading| {
            reading.let_go();
            reading.select(span);
            reading.show(span);
        });
    }

    /// While the tag lock is on, what was selected gets its tag.
    fn tag_when_locked(&mut self, stamp: Stamp) -> Vec<Effect> {
        let ready = |reading: &Reading| reading.selected().is_some() && reading.picking.is_none();
        if self.reading().is_some_and(ready) { self.give_locked(stamp) } else { Vec::new() }
    }

    /// In boundary mode an arrow key moves the boundary; `None` when it is not one of them.
    fn move_boundary(&mut self, action: Action, stamp: Stamp) -> Option<Vec<Effect>> {
        let (forward, word) = match action {
            Action::CaretRight => (true, false),
            Action::CaretLeft => (false, false),
            Action::CaretWordRight => (true, true),
            Action::CaretWordLeft => (false, true),
            _ => return None,
        };
        let session = self.session.as_mut()?;
        let annotation = Arc::clone(session.focused()?);
        let reading = session.reading.as_mut()?;
        let span = annotation.span;
        let moved = match reading.grip? {
            Grip::Start => {
                let start = reading.step(span.start(), forward, word);
                Span::new(if word { reading.past_space(start) } else { start }, span.end())
            }
            Grip::End => {
                let end = reading.step(span.end(), forward, word);
                Span::new(span.start(), if word { reading.before_space(end) } else { end })
            }
        };
        Some(moved.map(|moved| self.resize(annotation.id, moved, "keys", stamp)).unwrap_or_default())
    }

    pub(super) fn grip(&mut self, grip: Grip, stamp: Stamp) -> Vec<Effect> {
        if self.session.as_ref().is_some_and(|session| session.focused().is_none()) {
            self.dig();
        }
        let Some(session) = &mut self.session else { return Vec::new() };
        let found = session.focused().is_some();
        session.history.seal();
        match session.reading.as_mut().filter(|_| found) {
            Some(reading) => reading.grip = Some(grip),
            None => self.notify(
                super::NoticeKind::Info,
                "No annotation here whose ends could be moved.",
                stamp.now,
            ),
        }
        Vec::new()
    }

    pub(super) fn resize(
        &mut self,
        id: AnnotationId,
        span: Span,
        gesture: &str,
        stamp: Stamp,
    ) -> Vec<Effect> {
        let Some(session) = &self.session else { return Vec::new() };
        let (Some(set), Some(reading)) = (session.my_set(), &session.reading) else { return Vec::new() };
        let Some(old) = set.get(id).filter(|old| old.span != span) else { return Vec::new() };
        let Some(key) = session.key(&reading.article.id) else { return Vec::new() };
        let mut changed = old.as_ref().clone();
        changed.span = span;
        changed.modified = stamp.now;
        let transaction = crate::model::Transaction {
            label: "move boundary".to_owned(),
            edits: vec![Edit::PutAnnotation { key, annotation: Arc::new(changed) }],
            merge_key: Some(format!("boundary {id} {gesture}")),
        };
        self.commit_as(transaction, stamp)
    }
}

impl Reading {
    /// Takes an annotation in hand and brings it into view.
    pub(super) fn take_in_hand(&mut self, id: AnnotationId, span: Span) {
        self.let_go();
        self.focus = Some(id);
        self.selection = Selection { anchor: span.start(), focus: span.start() };
        self.put_cursor_at(span.start());
        self.show(span);
    }
}
