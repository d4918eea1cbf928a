//! Sentence cursor, caret, selection, and finding one's way.

use super::action::{MoveAction, SelectAction};
use super::outcome::done;
use super::{
    Effect, Grip, NoEffect, NoticeKind, Outcome, Reading, ReadingCommand, Selection, Session, Stamp, State,
    ViewRequest, units,
};
use crate::base::AnnotationId;
use crate::message;
use crate::model::{Edit, Transaction};
use crate::text::{Span, segment};
use std::sync::Arc;

impl Reading {
    /// Puts the sentence cursor on the sentence at, or after, the byte.
    pub(super) fn put_cursor_at(&mut self, byte: u32) {
        self.cursor = self.sentence_at(byte).min(self.sentences.len().saturating_sub(1));
    }

    /// Puts caret and cursor where they were when the article was left.
    pub(super) fn return_to_byte(&mut self, byte: u32) {
        let byte = self.article.text.as_str().floor_char_boundary(byte as usize) as u32;
        self.selection = Selection { anchor: byte, focus: byte };
        self.put_cursor_at(byte);
        if let Some(place) = self.sentence().or_else(|| Span::new(byte, byte + 1)) {
            self.lead_to(place);
        }
    }

    /// Puts the cursor on a sentence by number, with the caret at its start.
    pub(super) fn go_to_sentence(&mut self, number: usize) {
        let Some(sentence) = self.sentences.get(number).copied() else { return };
        self.cursor = number;
        self.let_go();
        self.selection = Selection { anchor: sentence.start(), focus: sentence.start() };
        self.lead_to(sentence);
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

    /// Where a selection by words begins: past the blanks, commas and the like between `byte` and the word.
    fn edge_of_word(&self, byte: u32, forward: bool) -> u32 {
        let between = |c: char| c.is_whitespace() || ",;:、，；：".contains(c);
        let text = self.article.text.as_str();
        if forward {
            let rest = text.get(byte as usize..).unwrap_or_default();
            byte + (rest.len() - rest.trim_start_matches(between).len()) as u32
        } else {
            text.get(..byte as usize).unwrap_or_default().trim_end_matches(between).len() as u32
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

    /// Moves the caret by a grapheme cluster or word; `extend` keeps the other end of the selection.
    fn step_caret(&mut self, forward: bool, word: bool, extend: bool) -> Outcome {
        if extend && word && self.selection.span().is_none() {
            self.selection.anchor = self.edge_of_word(self.selection.focus, forward);
        }
        self.place_caret(self.step(self.selection.focus, forward, word), extend);
        done()
    }

    /// Moves the caret to the start or end of its line; `extend` keeps the other end of the selection.
    fn caret_to_line_edge(&mut self, end: bool, extend: bool) -> Outcome {
        let (start, line) = self.line_of(self.selection.focus);
        let byte = if end { start + line.len() as u32 } else { start };
        self.place_caret(byte, extend);
        done()
    }

    fn select_all(&mut self) -> Outcome {
        let all = Selection { anchor: 0, focus: self.article.text.len() };
        if self.selection == all {
            return Err(NoEffect::AlreadySo);
        }
        self.selection = all;
        done()
    }

    fn extend_by_sentence(&mut self, forward: bool) -> Outcome {
        let here = self.sentence().ok_or(NoEffect::NoSentences)?;
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
        let grown = grown.ok_or(NoEffect::AtTheEnd)?;
        self.selection = if forward {
            Selection { anchor: grown.start(), focus: grown.end() }
        } else {
            Selection { anchor: grown.end(), focus: grown.start() }
        };
        self.show(grown);
        done()
    }

    fn expand(&mut self) -> Outcome {
        let empty = self.selected().is_none();
        let at = self.selection.focus.min(self.article.text.len().saturating_sub(1));
        let at = self.article.text.as_str().floor_char_boundary(at as usize) as u32;
        let current = self.selected().or_else(|| Span::new(at, self.step(at, true, false)));
        let current = current.ok_or(NoEffect::AtTheEnd)?;
        let sentence = self.sentences.get(self.sentence_at(current.start())).copied();
        let larger = units::expanded(&self.article, current, empty, sentence).ok_or(NoEffect::AtTheEnd)?;
        self.expansions.push(self.selection);
        self.selection = Selection { anchor: larger.start(), focus: larger.end() };
        self.show(larger);
        done()
    }

    fn shrink(&mut self) -> Outcome {
        if let Some(before) = self.expansions.pop() {
            self.selection = before;
        } else if self.selection.span().is_some() {
            self.selection.focus = self.selection.anchor;
        } else {
            return Err(NoEffect::NothingSelected);
        }
        done()
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
    /// Moves through the text.
    pub(super) fn act_on_move(&mut self, action: MoveAction, stamp: Stamp) -> Outcome {
        match action {
            MoveAction::NextSentence => self.go_by_sentences(|cursor| cursor.saturating_add(1)),
            MoveAction::PreviousSentence => self.go_by_sentences(|cursor| cursor.saturating_sub(1)),
            MoveAction::TextStart => self.go_by_sentences(|_| 0),
            MoveAction::TextEnd => self.go_by_sentences(|_| usize::MAX),
            MoveAction::NextUncovered => self.go_to_uncovered(true, stamp),
            MoveAction::PreviousUncovered => self.go_to_uncovered(false, stamp),
            MoveAction::NextAnnotation => self.go_to_next(true),
            MoveAction::PreviousAnnotation => self.go_to_next(false),
            MoveAction::Dig => {
                let byte = self.moving()?.selection.focus;
                self.session_mut()?.dig_at(byte)
            }
            MoveAction::PageDown => self.scroll(0.9),
            MoveAction::PageUp => self.scroll(-0.9),
            MoveAction::Find => self.open_find(),
            MoveAction::FindNext => self.session_mut()?.find_step(true),
            MoveAction::FindPrevious => self.session_mut()?.find_step(false),
        }
    }

    /// Selects, and moves caret and boundaries.
    pub(super) fn act_on_select(&mut self, action: SelectAction, stamp: Stamp) -> Outcome {
        match action {
            SelectAction::CaretRight => self.move_caret(true, false, stamp),
            SelectAction::CaretLeft => self.move_caret(false, false, stamp),
            SelectAction::CaretWordRight => self.move_caret(true, true, stamp),
            SelectAction::CaretWordLeft => self.move_caret(false, true, stamp),
            SelectAction::SelectRight => self.moving()?.step_caret(true, false, true),
            SelectAction::SelectLeft => self.moving()?.step_caret(false, false, true),
            SelectAction::SelectWordRight => self.moving()?.step_caret(true, true, true),
            SelectAction::SelectWordLeft => self.moving()?.step_caret(false, true, true),
            SelectAction::LineStart => self.moving()?.caret_to_line_edge(false, false),
            SelectAction::LineEnd => self.moving()?.caret_to_line_edge(true, false),
            SelectAction::SelectLineStart => self.moving()?.caret_to_line_edge(false, true),
            SelectAction::SelectLineEnd => self.moving()?.caret_to_line_edge(true, true),
            SelectAction::ExtendDown => self.moving()?.extend_by_sentence(true),
            SelectAction::ExtendUp => self.moving()?.extend_by_sentence(false),
            SelectAction::Expand => self.moving()?.expand(),
            SelectAction::Shrink => self.moving()?.shrink(),
            SelectAction::SelectAll => self.moving()?.select_all(),
            SelectAction::GripStart => self.grip(Grip::Start, stamp),
            SelectAction::GripEnd => self.grip(Grip::End, stamp),
            SelectAction::Accept => self.accept_words(stamp),
            SelectAction::Cancel => self.cancel(stamp),
            SelectAction::Copy => self.session()?.reading()?.copy(),
        }
    }

    /// The open article, to move in it. What was typed before becomes a step of its own, unless a boundary is moved.
    fn moving(&mut self) -> Result<&mut Reading, NoEffect> {
        let session = self.session_mut()?;
        if session.reading.as_ref().is_none_or(|reading| reading.grip.is_none()) {
            session.history.seal();
        }
        session.reading.as_mut().ok_or(NoEffect::NoArticle)
    }

    fn go_by_sentences(&mut self, to: impl FnOnce(usize) -> usize) -> Outcome {
        let reading = self.moving()?;
        let last = reading.sentences.len().checked_sub(1).ok_or(NoEffect::NoSentences)?;
        reading.go_to_sentence(to(reading.cursor).min(last));
        done()
    }

    fn scroll(&mut self, screens: f32) -> Outcome {
        self.moving()?;
        Ok(vec![Effect::View(ViewRequest::ScrollPages(screens))])
    }

    /// Moves the caret, or the boundary in hand.
    fn move_caret(&mut self, forward: bool, word: bool, stamp: Stamp) -> Outcome {
        if let Some(outcome) = self.move_boundary(forward, word, stamp) {
            return outcome;
        }
        self.moving()?.step_caret(forward, word, false)
    }

    fn go_to_uncovered(&mut self, forward: bool, stamp: Stamp) -> Outcome {
        self.moving()?;
        let session = self.session_mut()?;
        let set = session.my_set().cloned();
        let reading = session.reading.as_mut().ok_or(NoEffect::NoArticle)?;
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
            None => self.notify(NoticeKind::Info, message!("notices-all-covered"), stamp.now),
        }
        done()
    }

    /// Goes to the next fixed unit without an answer, or where there is none to the next annotation.
    fn go_to_next(&mut self, forward: bool) -> Outcome {
        self.moving()?;
        if self.go_to_unit(forward) {
            return done();
        }
        let session = self.session_mut()?;
        let set = session.my_set().cloned().ok_or(NoEffect::NoAnnotation)?;
        let reading = session.reading.as_mut().ok_or(NoEffect::NoArticle)?;
        let here = reading.focus.and_then(|id| set.get(id)).map(|a| (a.span, a.id)).or_else(|| {
            let at = reading.selection.focus;
            let number = if forward { AnnotationId(0) } else { AnnotationId(u64::MAX) };
            let end = if forward { u32::MAX } else { at + 1 };
            Span::new(at, end).map(|span| (span, number))
        });
        let here = here.ok_or(NoEffect::AtTheEnd)?;
        let index = set.index();
        let next = if forward { index.next_after(here) } else { index.previous_before(here) };
        let (span, id) = next.ok_or(NoEffect::NoAnnotation)?;
        reading.take_in_hand(id, span);
        done()
    }

    pub(super) fn reading_command(&mut self, command: ReadingCommand, stamp: Stamp) -> Outcome {
        match command {
            ReadingCommand::PlaceCaret { byte, extend } => {
                self.with_reading(|reading| reading.place_caret(byte, extend))
            }
            ReadingCommand::Select { selection, snap, finished } => {
                self.reading_mut()?.drag(selection, snap && finished);
                if finished { self.tag_when_locked(stamp) } else { done() }
            }
            ReadingCommand::SelectUnit { byte, clicks } => {
                self.reading_mut()?.select_unit(byte, clicks);
                self.tag_when_locked(stamp)
            }
            ReadingCommand::Focus(Some(id)) => self.go_to_annotation(id, stamp),
            ReadingCommand::Focus(None) => self.with_reading(Reading::let_go),
            ReadingCommand::DigAt(byte) => self.session_mut()?.dig_at(byte),
            ReadingCommand::GoToSentence(number) => {
                self.with_reading(|reading| reading.go_to_sentence(number))
            }
            ReadingCommand::GoTo(span) => self.go_to(span),
            ReadingCommand::GoToAnnotation { article, id } => {
                let effects = self.select_article(&article, stamp);
                self.go_to_annotation(id, stamp)?;
                Ok(effects)
            }
            ReadingCommand::Find(query) => self.find(query),
            ReadingCommand::Found { article, query, hits } => self.found(&article, &query, hits),
        }
    }

    fn with_reading(&mut self, change: impl FnOnce(&mut Reading)) -> Outcome {
        let session = self.session_mut()?;
        session.history.seal();
        change(session.reading.as_mut().ok_or(NoEffect::NoArticle)?);
        done()
    }

    /// Selects a passage; when it is a place found, finding goes on from there.
    fn go_to(&mut self, span: Span) -> Outcome {
        if let Some(session) = &mut self.session
            && let Ok(at) = session.find.hits.binary_search(&span)
        {
            session.find.at = at;
        }
        self.with_reading(|reading| {
            reading.let_go();
            reading.select(span);
            reading.lead_to(span);
        })
    }

    /// While the tag lock is on, what was selected gets its tag.
    fn tag_when_locked(&mut self, stamp: Stamp) -> Outcome {
        let ready = |reading: &Reading| reading.selected().is_some() && reading.picking.is_none();
        let locked = self.session.as_ref().is_some_and(|session| session.tag_lock.is_some());
        if locked && self.reading().is_some_and(ready) { self.give_locked(stamp) } else { done() }
    }

    /// In boundary mode an arrow key moves the boundary; `None` outside of it.
    fn move_boundary(&mut self, forward: bool, word: bool, stamp: Stamp) -> Option<Outcome> {
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
        Some(match moved {
            Some(moved) => self.resize(annotation.id, moved, None, stamp),
            None => Err(NoEffect::AtTheEnd),
        })
    }

    fn grip(&mut self, grip: Grip, stamp: Stamp) -> Outcome {
        let session = self.session_mut()?;
        let caret = session.reading.as_ref().map(|reading| reading.selection.focus);
        if let (None, Some(caret)) = (session.focused(), caret) {
            // Where there is none to take in hand, that is said below.
            let _ = session.dig_at(caret);
        }
        let found = session.focused().is_some();
        session.history.seal();
        match session.reading.as_mut().filter(|_| found) {
            Some(reading) if reading.grip == Some(grip) => return Err(NoEffect::AlreadySo),
            Some(reading) => reading.grip = Some(grip),
            None => self.notify(NoticeKind::Info, message!("notices-no-boundary"), stamp.now),
        }
        done()
    }

    /// Gives an annotation another passage; moves of one gesture, or by keys, are one step.
    pub(super) fn resize(
        &mut self,
        id: AnnotationId,
        span: Span,
        gesture: Option<u64>,
        stamp: Stamp,
    ) -> Outcome {
        let (key, set) = self.session()?.mine()?;
        let old = set.get(id).ok_or(NoEffect::NoAnnotation)?;
        if old.span == span {
            return Err(NoEffect::AlreadySo);
        }
        let mut changed = old.as_ref().clone();
        changed.span = span;
        changed.modified = stamp.now;
        let transaction = Transaction {
            label: message!("steps-boundary"),
            edits: vec![Edit::PutAnnotation { key, annotation: Arc::new(changed) }],
            merge_key: Some(format!("boundary {id} {gesture:?}")),
        };
        Ok(self.commit_as(transaction, stamp))
    }

    /// Escape: lets go of one thing at a time, the innermost first.
    fn cancel(&mut self, stamp: Stamp) -> Outcome {
        if self.overlay.is_some() {
            return Ok(self.close_overlay(stamp));
        }
        if self.intake.take().is_some() {
            return done();
        }
        let session = self.session_mut()?;
        session.history.seal();
        let reading = session.reading.as_mut().ok_or(NoEffect::NoArticle)?;
        if reading.grip.take().is_some() || reading.picking.take().is_some() {
            return done();
        }
        if reading.selection.span().is_some() || reading.focus.is_some() {
            reading.let_go();
        } else if session.tag_lock.take().is_none() && !std::mem::take(&mut self.focus_mode) {
            return Err(NoEffect::NothingBegun);
        }
        done()
    }
}

impl Reading {
    /// Takes an annotation in hand and brings it into view.
    pub(super) fn take_in_hand(&mut self, id: AnnotationId, span: Span) {
        self.let_go();
        self.focus = Some(id);
        self.selection = Selection { anchor: span.start(), focus: span.start() };
        self.put_cursor_at(span.start());
        if let Some(start) = Span::new(span.start(), span.start() + 1) {
            self.show(start);
        }
    }

    /// The words that a tag would go on, for the clipboard.
    fn copy(&self) -> Outcome {
        let words = self.subject().and_then(|span| self.article.text.slice(span));
        Ok(vec![Effect::CopyText(words.ok_or(NoEffect::NothingSelected)?.to_owned())])
    }
}

impl Session {
    /// Goes to the next of the annotations that overlap at a byte, or in the sentence.
    fn dig_at(&mut self, byte: u32) -> Outcome {
        let set = self.my_set().cloned().ok_or(NoEffect::NoAnnotation)?;
        let reading = self.reading.as_mut().ok_or(NoEffect::NoArticle)?;
        let here = Span::new(byte, byte.saturating_add(1));
        let mut stack: Vec<_> = here.map(|here| set.touching(here).cloned().collect()).unwrap_or_default();
        if stack.is_empty() {
            stack = reading.sentence().map(|here| set.touching(here).cloned().collect()).unwrap_or_default();
        }
        stack.sort_by_key(|annotation| (annotation.span.len(), annotation.id));
        let at = reading.focus.and_then(|id| stack.iter().position(|annotation| annotation.id == id));
        let next = at.map_or(0, |at| (at + 1) % stack.len());
        let annotation = stack.get(next).ok_or(NoEffect::NoAnnotation)?;
        let caret = reading.selection.focus;
        reading.take_in_hand(annotation.id, annotation.span);
        let caret = if annotation.span.contains(caret) { caret } else { annotation.span.start() };
        reading.selection = Selection { anchor: caret, focus: caret };
        done()
    }
}
