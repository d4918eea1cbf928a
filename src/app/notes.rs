//! Memos, questions to the lead, bookmarks, orphans, and words found in the text.

use super::{Command, Drawer, Effect, NoticeKind, Overlay, Route, Stamp, State};
use crate::base::{AnnotationId, ArticleId};
use crate::model::{Annotation, Body, Edit, Memo, Transaction, ZoneKind};
use crate::text::Span;
use std::sync::Arc;

/// The label of the step that makes a note.
const NOTE: &str = "note";

impl State {
    /// Opens the memo of the annotation here; on a passage without one a note is made first.
    pub(super) fn edit_memo(&mut self, question: bool, stamp: Stamp) -> Vec<Effect> {
        let action = if question { super::Action::AskQuestion } else { super::Action::EditMemo };
        let mut effects = match self.can_tag(|| Command::Action(action), stamp) {
            Ok(effects) => effects,
            Err(effects) => return effects,
        };
        let Some(session) = &self.session else { return effects };
        let Some(reading) = &session.reading else { return effects };
        let empty = Arc::default();
        let set = session.my_set().unwrap_or(&empty);
        let Some(subject) = reading.subject() else { return effects };
        let exact = || set.touching(subject).find(|a| a.span == subject).map(|a| a.id);
        let existing = reading.focus.filter(|_| reading.selected().is_none()).or_else(exact);
        let annotation = match existing {
            Some(id) => id,
            None => {
                let Some(key) = session.key(&reading.article.id) else { return effects };
                let note = Annotation::new(stamp.annotation_id(0), subject, Body::Note, stamp.now);
                let id = note.id;
                let annotation = Arc::new(note);
                effects.extend(self.commit(NOTE, vec![Edit::PutAnnotation { key, annotation }], stamp));
                id
            }
        };
        if let Some(reading) = self.session.as_mut().and_then(|session| session.reading.as_mut()) {
            reading.focus = Some(annotation);
        }
        self.overlay = Some(Overlay::Memo { annotation, question });
        effects
    }

    /// Writes a memo; empty words take it away, and with it a note that says nothing else.
    pub(super) fn set_memo(&mut self, id: AnnotationId, memo: Memo, stamp: Stamp) -> Vec<Effect> {
        let Some(session) = &self.session else { return Vec::new() };
        let (Some(set), Some(reading)) = (session.my_set(), &session.reading) else { return Vec::new() };
        let (Some(old), Some(key)) = (set.get(id), session.key(&reading.article.id)) else {
            return Vec::new();
        };
        let empty = memo.text.trim().is_empty();
        let wanted = (!empty).then(|| Box::new(memo));
        if old.memo == wanted && !(empty && old.body == Body::Note) {
            return Vec::new();
        }
        let label = match &wanted {
            Some(memo) if memo.question => "question to the lead",
            Some(_) => "write memo",
            None => "remove memo",
        };
        let edit = if empty && old.body == Body::Note {
            Edit::RemoveAnnotation { key, id }
        } else {
            let changed = Annotation { memo: wanted, modified: stamp.now, ..old.as_ref().clone() };
            Edit::PutAnnotation { key, annotation: Arc::new(changed) }
        };
        let transaction =
            Transaction { label: label.to_owned(), edits: vec![edit], merge_key: Some(format!("memo {id}")) };
        self.commit_as(transaction, stamp)
    }

    /// Closing the memo drops a note that was left empty.
    pub(super) fn close_overlay(&mut self, stamp: Stamp) -> Vec<Effect> {
        if self.close_interchange() {
            return Vec::new();
        }
        let closed = self.overlay.take();
        if let Some(session) = &mut self.session {
            session.history.seal();
        }
        let mut effects = vec![Effect::FocusText];
        if matches!(closed, Some(Overlay::Import)) {
            effects.push(Effect::Interchange(super::InterchangeEffect::StopImport));
        }
        if matches!(closed, Some(Overlay::Freeze)) {
            let stop = super::InterchangeEffect::Freeze(super::FreezeEffect::StopSurvey);
            effects.push(Effect::Interchange(stop));
        }
        if let Some(Overlay::Memo { annotation, .. }) = closed {
            let blank = self
                .session
                .as_ref()
                .and_then(|session| session.my_set()?.get(annotation))
                .is_some_and(|note| note.body == Body::Note && note.memo.is_none());
            let just_made = self.session.as_ref().is_some_and(|s| s.history.next_undo() == Some(NOTE));
            if blank && just_made {
                effects.extend(self.step_back(false, stamp));
            } else if blank {
                effects.extend(self.set_memo(annotation, Memo::default(), stamp));
            }
        }
        effects
    }

    pub(super) fn bookmark(&mut self, stamp: Stamp) -> Vec<Effect> {
        let mut effects = match self.can_tag(|| Command::Action(super::Action::Bookmark), stamp) {
            Ok(effects) => effects,
            Err(effects) => return effects,
        };
        let Some(session) = &self.session else { return effects };
        let Some(reading) = &session.reading else { return effects };
        let (Some(span), Some(key)) = (reading.subject(), session.key(&reading.article.id)) else {
            return effects;
        };
        let on = !session.my_set().is_some_and(|set| set.is_bookmarked(span));
        let label = if on { "bookmark" } else { "remove bookmark" };
        effects.extend(self.commit(label, vec![Edit::SetBookmark { key, span, on }], stamp));
        effects
    }

    /// Puts an orphan back at a place, or drops it.
    pub(super) fn place_orphan(&mut self, id: AnnotationId, span: Option<Span>, stamp: Stamp) -> Vec<Effect> {
        let Some(session) = &self.session else { return Vec::new() };
        let (Some(set), Some(reading)) = (session.my_set(), &session.reading) else { return Vec::new() };
        let (Some(orphan), Some(key)) = (set.orphan(id), session.key(&reading.article.id)) else {
            return Vec::new();
        };
        let mut edits = vec![Edit::RemoveOrphan { key: key.clone(), id }];
        let label = match span {
            Some(span) => {
                let placed = Annotation { span, modified: stamp.now, ..orphan.annotation.as_ref().clone() };
                edits.push(Edit::PutAnnotation { key, annotation: Arc::new(placed) });
                "place an orphan"
            }
            None => "drop an orphan",
        };
        self.commit(label, edits, stamp)
    }

    /// Says what a part of the open article is.
    pub(super) fn set_zone(&mut self, span: Span, kind: ZoneKind, stamp: Stamp) -> Vec<Effect> {
        let Some(reading) = self.reading() else { return Vec::new() };
        let (id, zones) = (reading.article.id.clone(), reading.article.rezoned(span, kind));
        let label = format!("mark as {}", kind.name().to_lowercase());
        self.commit(label, vec![Edit::SetZones { id, zones }], stamp)
    }

    /// Takes the paragraph at the caret out of the sweep, or back in.
    pub(super) fn toggle_boilerplate(&mut self, stamp: Stamp) -> Vec<Effect> {
        let Some(reading) = self.reading() else { return Vec::new() };
        let at = reading.selected().map_or(reading.selection.focus, Span::start);
        let text = &reading.article.text;
        let Some((start, end)) = text.line(text.line_at(at)) else { return Vec::new() };
        let Some(span) = Span::new(start, end) else { return Vec::new() };
        let kind = match reading.article.zone_at(at) {
            ZoneKind::Boilerplate => ZoneKind::Body,
            _ => ZoneKind::Boilerplate,
        };
        self.set_zone(span, kind, stamp)
    }

    /// Searches words in the open article, without regard to case; in a long one by a worker.
    pub(super) fn find(&mut self, query: String) -> Vec<Effect> {
        let Some(session) = &mut self.session else { return Vec::new() };
        let Some(reading) = &session.reading else { return Vec::new() };
        let article = Arc::clone(&reading.article);
        session.find.query.clone_from(&query);
        if article.text.len() > super::commit::SEGMENT_AT_ONCE {
            return vec![Effect::Find { article, query }];
        }
        let hits = places_of(article.text.as_str(), &query);
        self.found(&article.id, &query, hits);
        Vec::new()
    }

    /// Takes in the places found, unless something else was asked for since.
    pub(super) fn found(&mut self, article: &ArticleId, query: &str, hits: Vec<Span>) {
        let Some(session) = &mut self.session else { return };
        let Some(reading) = &mut session.reading else { return };
        if reading.article.id != *article || session.find.query != query {
            return;
        }
        let at = hits.partition_point(|hit| hit.start() < reading.selection.focus) % hits.len().max(1);
        if let Some(hit) = hits.get(at) {
            reading.show(*hit);
        }
        session.find.hits = hits;
        session.find.at = at;
        self.revision += 1;
    }

    pub(super) fn find_step(&mut self, forward: bool) -> Vec<Effect> {
        let Some(session) = &mut self.session else { return Vec::new() };
        let (Some(reading), count) = (&mut session.reading, session.find.hits.len()) else {
            return Vec::new();
        };
        if count == 0 {
            return Vec::new();
        }
        session.find.at = (session.find.at + if forward { 1 } else { count - 1 }) % count;
        let hit = session.find.hits[session.find.at];
        reading.let_go();
        reading.select(hit);
        reading.show(hit);
        Vec::new()
    }

    pub(super) fn open_find(&mut self) -> Vec<Effect> {
        if self.reading().is_none() {
            return Vec::new();
        }
        self.drawer = Drawer::Search;
        self.preferences.drawer_open = true;
        self.route = Route::Read;
        self.focus_mode = false;
        vec![Effect::FocusFind]
    }

    pub(super) fn go_to_annotation(&mut self, id: AnnotationId, stamp: Stamp) {
        let span = self.session.as_ref().and_then(|session| session.my_set()?.get(id)).map(|a| a.span);
        let reading = self.session.as_mut().and_then(|session| session.reading.as_mut());
        match (span, reading) {
            (Some(span), Some(reading)) => reading.take_in_hand(id, span),
            _ => self.notify(NoticeKind::Info, "That annotation is no longer there.", stamp.now),
        }
    }
}

/// The most places that a search lists.
const PLACES: usize = 20_000;

/// Where words stand, without regard to case; positions are those of the text itself. At most 20,000 places.
pub fn places_of(text: &str, query: &str) -> Vec<Span> {
    let needle: Vec<char> = query.chars().flat_map(char::to_lowercase).collect();
    let Some(first) = needle.first().copied() else { return Vec::new() };
    let mut found = Vec::new();
    let mut from = 0;
    for (at, c) in text.char_indices() {
        if at < from || c.to_lowercase().next() != Some(first) {
            continue;
        }
        let mut wanted = needle.iter();
        let mut end = at;
        let fits = text[at..].chars().all_until(|c| {
            let fits = c.to_lowercase().all(|lower| wanted.next() == Some(&lower));
            end += c.len_utf8();
            (fits, wanted.len() == 0)
        });
        if let Some(span) = Span::new(at as u32, end as u32).filter(|_| fits) {
            found.push(span);
            from = end;
            if found.len() == PLACES {
                break;
            }
        }
    }
    found
}

trait AllUntil: Iterator + Sized {
    /// Whether every item holds until one says that it is the last; false when none does.
    fn all_until(mut self, mut check: impl FnMut(Self::Item) -> (bool, bool)) -> bool {
        loop {
            match self.next().map(&mut check) {
                Some((true, true)) => return true,
                Some((true, false)) => {}
                Some((false, _)) | None => return false,
            }
        }
    }
}

impl<I: Iterator> AllUntil for I {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_without_regard_to_case() {
        let places = |text: &str, query: &str| -> Vec<(u32, u32)> {
            places_of(text, query).iter().map(|span| (span.start(), span.end())).collect()
        };
        assert_eq!(places("Échec, échec", "échec"), [(0, 6), (8, 14)]);
        assert_eq!(places("aaa", "aa"), [(0, 2)]);
        assert_eq!(places("ab", "abc"), []);
        assert_eq!(places("ab", ""), []);
        assert_eq!(places("İstanbul", "i"), []);
    }
}
