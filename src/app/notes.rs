//! Memos, questions to the lead, bookmarks and orphans.

use super::action::NoteAction;
use super::outcome::done;
use super::{
    Action, Command, Effect, ImportExportOverlay, NoEffect, NoticeKind, Outcome, Overlay, PassageOverlay,
    Stamp, State, ViewRequest,
};
use crate::base::AnnotationId;
use crate::locale::Message;
use crate::message;
use crate::model::{Annotation, Body, Edit, Memo, Transaction, ZoneKind};
use crate::text::Span;
use std::sync::Arc;

impl State {
    /// Writes notes, questions and bookmarks.
    pub(super) fn act_on_note(&mut self, action: NoteAction, stamp: Stamp) -> Outcome {
        match action {
            NoteAction::EditMemo => self.edit_memo(false, stamp),
            NoteAction::AskQuestion => self.edit_memo(true, stamp),
            NoteAction::Bookmark => self.bookmark(stamp),
        }
    }

    /// Opens the memo of the annotation here; on a passage without one a note is made first.
    fn edit_memo(&mut self, question: bool, stamp: Stamp) -> Outcome {
        let action = if question { Action::AskQuestion } else { Action::EditMemo };
        self.as_me(Command::Action(action), stamp, |state| state.open_memo(question, stamp))
    }

    fn open_memo(&mut self, question: bool, stamp: Stamp) -> Outcome {
        let mut effects = Vec::new();
        let session = self.session()?;
        let reading = session.reading()?;
        let empty = Arc::default();
        let set = session.my_set().unwrap_or(&empty);
        let subject = reading.subject().ok_or(NoEffect::NoSentences)?;
        let exact = || set.touching(subject).find(|a| a.span == subject).map(|a| a.id);
        let existing = reading.focus.filter(|_| reading.selected().is_none()).or_else(exact);
        let annotation = match existing {
            Some(id) => id,
            None => {
                let key = session.key(&reading.article.id).ok_or(NoEffect::Refused)?;
                let note = Annotation::new(stamp.annotation_id(0), subject, Body::Note, stamp.now);
                let id = note.id;
                let annotation = Arc::new(note);
                effects.extend(self.commit(
                    note_step(),
                    vec![Edit::PutAnnotation { key, annotation }],
                    stamp,
                ));
                id
            }
        };
        self.reading_mut()?.focus = Some(annotation);
        self.overlay = Some(Overlay::Passage(PassageOverlay::Memo { annotation, question }));
        Ok(effects)
    }

    /// Writes a memo; empty words take it away, and with it a note that says nothing else.
    pub(super) fn set_memo(&mut self, id: AnnotationId, memo: Memo, stamp: Stamp) -> Outcome {
        let (key, set) = self.session()?.mine()?;
        let old = set.get(id).ok_or(NoEffect::NoAnnotation)?;
        let empty = memo.text.trim().is_empty();
        // A note stays while it is being written; closing drops it when it is left empty.
        let written = matches!(&self.overlay, Some(Overlay::Passage(PassageOverlay::Memo { annotation, .. })) if *annotation == id);
        let drops_note = empty && old.body == Body::Note && !written;
        let wanted = (!empty).then(|| Box::new(memo));
        if old.memo == wanted && !drops_note {
            return Err(NoEffect::AlreadySo);
        }
        let label = match &wanted {
            Some(memo) if memo.question => message!("steps-question"),
            Some(_) => message!("steps-memo"),
            None => message!("steps-remove-memo"),
        };
        let edit = if drops_note {
            Edit::RemoveAnnotation { key, id }
        } else {
            let changed = Annotation { memo: wanted, modified: stamp.now, ..old.as_ref().clone() };
            Edit::PutAnnotation { key, annotation: Arc::new(changed) }
        };
        let transaction = Transaction { label, edits: vec![edit], merge_key: Some(format!("memo {id}")) };
        Ok(self.commit_as(transaction, stamp))
    }

    /// Closing the memo drops a note that was left empty.
    pub(super) fn close_overlay(&mut self, stamp: Stamp) -> Vec<Effect> {
        if self.close_import_export() {
            return Vec::new();
        }
        let closed = self.overlay.take();
        if let Some(session) = &mut self.session {
            session.history.seal();
        }
        let mut effects = vec![Effect::View(ViewRequest::FocusText)];
        if matches!(closed, Some(Overlay::ImportExport(ImportExportOverlay::Import))) {
            effects.push(Effect::Import(super::ImportEffect::Stop));
        }
        if matches!(closed, Some(Overlay::ImportExport(ImportExportOverlay::Freeze))) {
            effects.push(Effect::Freeze(super::FreezeEffect::StopSurvey));
        }
        if let Some(Overlay::Passage(PassageOverlay::Memo { annotation, .. })) = closed {
            let blank = self
                .session
                .as_ref()
                .and_then(|session| session.my_set()?.get(annotation))
                .is_some_and(|note| note.body == Body::Note && note.memo.is_none());
            let just_made =
                self.session.as_ref().is_some_and(|s| s.history.next_undo() == Some(&note_step()));
            if blank && just_made {
                effects.extend(self.step_back(false, stamp).unwrap_or_default());
            } else if blank {
                effects.extend(self.set_memo(annotation, Memo::default(), stamp).unwrap_or_default());
            }
        }
        effects
    }

    fn bookmark(&mut self, stamp: Stamp) -> Outcome {
        self.as_me(Command::Action(Action::Bookmark), stamp, |state| state.toggle_bookmark(stamp))
    }

    fn toggle_bookmark(&mut self, stamp: Stamp) -> Outcome {
        let session = self.session()?;
        let reading = session.reading()?;
        let span = reading.subject().ok_or(NoEffect::NoSentences)?;
        let key = session.key(&reading.article.id).ok_or(NoEffect::Refused)?;
        let on = !session.my_set().is_some_and(|set| set.is_bookmarked(span));
        let label = if on { message!("steps-bookmark") } else { message!("steps-remove-bookmark") };
        Ok(self.commit(label, vec![Edit::SetBookmark { key, span, on }], stamp))
    }

    /// Puts an orphan back at a place, or drops it.
    pub(super) fn place_orphan(&mut self, id: AnnotationId, span: Option<Span>, stamp: Stamp) -> Outcome {
        let (key, set) = self.session()?.mine()?;
        let orphan = set.orphan(id).ok_or(NoEffect::NoAnnotation)?;
        let mut edits = vec![Edit::RemoveOrphan { key: key.clone(), id }];
        let label = match span {
            Some(span) => {
                let placed = Annotation { span, modified: stamp.now, ..orphan.annotation.as_ref().clone() };
                edits.push(Edit::PutAnnotation { key, annotation: Arc::new(placed) });
                message!("steps-place-orphan")
            }
            None => message!("steps-drop-orphan"),
        };
        Ok(self.commit(label, edits, stamp))
    }

    /// Says what a part of the open article is.
    pub(super) fn set_zone(&mut self, span: Span, kind: ZoneKind, stamp: Stamp) -> Outcome {
        let reading = self.reading().ok_or(NoEffect::NoArticle)?;
        let (id, zones) = (reading.article.id.clone(), reading.article.rezoned(span, kind));
        let since = Some(reading.article.zones.clone());
        let label = message!("steps-zone", kind = kind.name());
        Ok(self.commit(label, vec![Edit::SetZones { id, since, zones }], stamp))
    }

    /// Takes the paragraph at the caret out of the sweep, or back in.
    pub(super) fn toggle_boilerplate(&mut self, stamp: Stamp) -> Outcome {
        let reading = self.reading().ok_or(NoEffect::NoArticle)?;
        let at = reading.selected().map_or(reading.selection.focus, Span::start);
        let text = &reading.article.text;
        let (start, end) = text.line(text.line_at(at)).ok_or(NoEffect::NothingSelected)?;
        let span = Span::new(start, end).ok_or(NoEffect::NothingSelected)?;
        let kind = match reading.article.zone_at(at) {
            ZoneKind::Boilerplate => ZoneKind::Body,
            _ => ZoneKind::Boilerplate,
        };
        self.set_zone(span, kind, stamp)
    }

    pub(super) fn go_to_annotation(&mut self, id: AnnotationId, stamp: Stamp) -> Outcome {
        let span = self.session.as_ref().and_then(|session| session.my_set()?.get(id)).map(|a| a.span);
        let reading = self.session.as_mut().and_then(|session| session.reading.as_mut());
        match (span, reading) {
            (Some(span), Some(reading)) => reading.take_in_hand(id, span),
            _ => self.notify(NoticeKind::Info, message!("notices-annotation-gone"), stamp.now),
        }
        done()
    }
}

/// What the step does that makes a note.
fn note_step() -> Message {
    message!("steps-note")
}
