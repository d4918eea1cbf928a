//! Taking changes back and doing them again: where they are is gone to, and said where it was not in sight.

use super::commit::Touched;
use super::{Effect, NoEffect, NoticeKind, Outcome, Reading, Route, Selection, Session, Stamp, State};
use crate::base::ArticleId;
use crate::message;
use crate::model::{BlindChange, Committed, Edit, HistoryChange};
use crate::text::Span;

/// Where a step changed something.
#[derive(Debug, PartialEq, Eq)]
enum ChangedPlace {
    /// My work on an article, or what is known of it.
    Article(ArticleId),
    /// A decision on a place of an article.
    Decision(ArticleId),
    /// The codebook.
    Codebook,
    /// What is on no page, or on several.
    Elsewhere,
}

impl ChangedPlace {
    fn article(&self) -> Option<&ArticleId> {
        match self {
            Self::Article(article) | Self::Decision(article) => Some(article),
            Self::Codebook | Self::Elsewhere => None,
        }
    }
}

impl State {
    /// Undoes or redoes one step, and goes to what it changed.
    pub(super) fn step_back(&mut self, redo: bool, stamp: Stamp) -> Outcome {
        let (step, mut effects) = self.undone_step(redo, stamp)?;
        if let Some(step) = step {
            effects.extend(self.show_step(&step, redo, stamp));
        }
        Ok(effects)
    }

    /// Undoes or redoes one step; returns it when there was one that could be, with what that asks of the world.
    pub(super) fn undone_step(
        &mut self,
        redo: bool,
        stamp: Stamp,
    ) -> Result<(Option<Committed>, Vec<Effect>), NoEffect> {
        let session = self.session_mut()?;
        if session.held_by.is_some() {
            return Err(NoEffect::ReadOnly);
        }
        let edits = if redo {
            session.history.undone().last().map(|step| step.forward.clone())
        } else {
            session.history.done().last().map(|step| step.backward.clone())
        };
        let Some(mut edits) = edits else {
            let text = if redo { message!("notices-no-redo") } else { message!("notices-no-undo") };
            self.notify(NoticeKind::Info, text, stamp.now);
            return Ok((None, Vec::new()));
        };
        for edit in &mut edits {
            session.keep_record(edit, stamp);
        }
        let touched = Touched::by(session, &edits);
        let before = touched.covered(session);
        let outcome = if redo {
            session.history.redo_with(&mut session.project, edits)
        } else {
            session.history.undo_with(&mut session.project, edits)
        };
        match outcome {
            Some(Ok(step)) => {
                let change = if redo { HistoryChange::Redo } else { HistoryChange::Undo };
                let mut effects = vec![Effect::Journal(change)];
                effects.extend(self.follow(&touched, &before, step.files()));
                self.retract();
                Ok((Some(step), effects))
            }
            Some(Err(error)) => {
                let text = message!("refusals-not-undone", why = error.message());
                self.notify(NoticeKind::Problem, text, stamp.now);
                Ok((None, Vec::new()))
            }
            None => Err(NoEffect::NothingBegun),
        }
    }

    /// Goes to what an undone or redone step changed; says what it was when it was not in sight.
    fn show_step(&mut self, step: &Committed, redo: bool, stamp: Stamp) -> Vec<Effect> {
        let Some(session) = &self.session else { return Vec::new() };
        let (place, articles) = session.place_of(step);
        let open = session.reading.as_ref().map(|reading| &reading.article.id);
        let (here, effects) = match &place {
            ChangedPlace::Article(article) => {
                let here = self.route == Route::Read && open == Some(article);
                let gone = session.project.article(article).is_none();
                (here, if here || gone { Vec::new() } else { self.select_article(article, stamp) })
            }
            ChangedPlace::Decision(_) => {
                let here = self.route == Route::Review;
                (here, if here { Vec::new() } else { self.show_review().unwrap_or_default() })
            }
            ChangedPlace::Codebook => {
                (std::mem::replace(&mut self.route, Route::Codebook) == Route::Codebook, Vec::new())
            }
            ChangedPlace::Elsewhere => (false, Vec::new()),
        };
        match &place {
            ChangedPlace::Article(article) => self.show_change(article, step),
            ChangedPlace::Decision(_) => self.show_decided(&step.forward),
            ChangedPlace::Codebook | ChangedPlace::Elsewhere => {}
        }
        if !here || articles > 1 {
            let title = place.article().and_then(|article| self.title_of(article));
            let (step, count) = (&step.label, articles);
            let text = match (title, redo) {
                (Some(title), false) if count > 1 => {
                    message!("notices-taken-back-in-several", step = step, title = title, count = count)
                }
                (Some(title), true) if count > 1 => {
                    message!("notices-done-again-in-several", step = step, title = title, count = count)
                }
                (Some(title), false) => message!("notices-taken-back-in", step = step, title = title),
                (Some(title), true) => message!("notices-done-again-in", step = step, title = title),
                (None, false) => message!("notices-taken-back", step = step),
                (None, true) => message!("notices-done-again", step = step),
            };
            self.notify(NoticeKind::Info, text, stamp.now);
        }
        effects
    }

    fn title_of(&self, article: &ArticleId) -> Option<String> {
        let article = self.session.as_ref()?.project.article(article)?;
        Some(article.display_title().to_owned())
    }

    /// Brings what a step changed in the open article into view, with the caret at it.
    fn show_change(&mut self, article: &ArticleId, step: &Committed) {
        let Some(session) = &mut self.session else { return };
        let span = step.backward.iter().chain(&step.forward).find_map(|edit| match edit {
            Edit::SetCoverage { within, .. } => Some(*within),
            Edit::PutAnnotation { annotation, .. } => Some(annotation.span),
            Edit::SetBookmark { span, .. } => Some(*span),
            _ => None,
        });
        let held = session.focused().map(|annotation| annotation.span);
        let Some(reading) = session.reading.as_mut().filter(|reading| reading.article.id == *article) else {
            return;
        };
        if let Some(span) = span {
            reading.return_to(span, held.is_some_and(|held| held.overlaps(span)));
        }
    }
}

impl Reading {
    /// Puts caret and cursor to where something was changed.
    fn return_to(&mut self, span: Span, keeps_focus: bool) {
        if !keeps_focus {
            self.let_go();
        }
        self.expansions.clear();
        self.selection = Selection { anchor: span.start(), focus: span.start() };
        self.put_cursor_at(span.start());
        self.show(span);
    }
}

impl Session {
    /// Where a step changed something, and in how many articles. Of several articles it is the one that is open, else the
    /// first that is there.
    fn place_of(&self, step: &Committed) -> (ChangedPlace, usize) {
        let mut places: Vec<ChangedPlace> = Vec::new();
        for edit in step.backward.iter().chain(&step.forward) {
            let Some(place) = self.place_of_edit(edit) else { continue };
            if !places.contains(&place) {
                places.push(place);
            }
        }
        // A decision comes with its result, a clarified code with its decision, a new claim with its first mention.
        if places.iter().any(|place| matches!(place, ChangedPlace::Decision(_))) {
            places.retain(|place| matches!(place, ChangedPlace::Decision(_)));
        }
        let open = self.reading.as_ref().map(|reading| &reading.article.id);
        let articles: Option<Vec<&ArticleId>> = places.iter().map(ChangedPlace::article).collect();
        let articles = articles.unwrap_or_default();
        let at = articles
            .iter()
            .position(|id| Some(*id) == open)
            .or_else(|| articles.iter().position(|id| self.project.article(id).is_some()));
        match (articles.len(), places.len()) {
            (0, 1) => (places.swap_remove(0), 0),
            (0, _) => (ChangedPlace::Elsewhere, 0),
            (count, _) => (places.swap_remove(at.unwrap_or_default()), count),
        }
    }

    /// Where an edit changes something; `None` where what goes with it says so.
    fn place_of_edit(&self, edit: &Edit) -> Option<ChangedPlace> {
        Some(match edit {
            Edit::PutDecision { key, .. } | Edit::RemoveDecision { key, .. } => {
                ChangedPlace::Decision(key.article.clone())
            }
            Edit::PutComment { key, .. } | Edit::RemoveComment { key, .. } => {
                ChangedPlace::Decision(key.article.clone())
            }
            Edit::PutAnnotation { key, .. }
            | Edit::RemoveAnnotation { key, .. }
            | Edit::SetCoverage { key, .. }
            | Edit::SetState { key, .. }
            | Edit::SetField { key, .. }
            | Edit::SetBookmark { key, .. }
            | Edit::PutOrphan { key, .. }
            | Edit::RemoveOrphan { key, .. } => {
                let mine = Some(&key.annotator) == self.me.as_ref();
                mine.then(|| ChangedPlace::Article(key.article.clone()))?
            }
            Edit::SetMetadata { id, .. } | Edit::SetZones { id, .. } => ChangedPlace::Article(id.clone()),
            Edit::PutCodebook { .. } => ChangedPlace::Codebook,
            Edit::PutSet { .. }
            | Edit::RemoveSet { .. }
            | Edit::AddArticle { .. }
            | Edit::RemoveArticle { .. }
            | Edit::AddStub { .. }
            | Edit::RemoveStub { .. }
            | Edit::SetStubMetadata { .. }
            | Edit::PutAnnotator { .. }
            | Edit::RemoveAnnotator { .. }
            | Edit::PutSettings { .. }
            | Edit::Rename { .. } => ChangedPlace::Elsewhere,
            Edit::PutClaim { .. } | Edit::RemoveClaim { .. } | Edit::SetEdge { .. } => return None,
        })
    }

    /// Keeps in an undone or redone change of the settings what is recorded about blindness, and adds to it.
    fn keep_record(&self, edit: &mut Edit, stamp: Stamp) {
        let Edit::PutSettings { settings } = edit else { return };
        let now = self.project.settings();
        settings.blind_changes.clone_from(&now.blind_changes);
        if settings.blind != now.blind {
            let by = self.reviewer().cloned();
            settings.blind_changes.push(BlindChange { at: stamp.now, by, blind: settings.blind });
        }
    }
}
