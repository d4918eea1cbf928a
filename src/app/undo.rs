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
    /// My work on articles, or what is known of them.
    Articles(Vec<ArticleId>),
    /// Decisions on places of articles.
    Decisions(Vec<ArticleId>),
    /// The codebook.
    Codebook,
    /// What is on no page, or on several.
    Elsewhere,
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
        let place = session.place_of(step);
        let open = session.reading.as_ref().map(|reading| &reading.article.id);
        // Of several articles the one that is open, else the first that is there.
        let article = match &place {
            ChangedPlace::Articles(all) | ChangedPlace::Decisions(all) => {
                let there = |id: &&ArticleId| session.project.article(id).is_some();
                all.iter().find(|id| Some(*id) == open).or_else(|| all.iter().find(there)).cloned()
            }
            ChangedPlace::Codebook | ChangedPlace::Elsewhere => None,
        };
        let (in_sight, effects) = match &place {
            ChangedPlace::Articles(all) => {
                let here = self.route == Route::Read && open == article.as_ref();
                let gone = article.as_ref().filter(|id| !here && session.project.article(id).is_some());
                let effects = gone.map(|article| self.select_article(article, stamp));
                (here && all.len() == 1, effects.unwrap_or_default())
            }
            ChangedPlace::Decisions(all) => {
                let here = self.route == Route::Review;
                let effects = if here { Vec::new() } else { self.show_review().unwrap_or_default() };
                (here && all.len() == 1, effects)
            }
            ChangedPlace::Codebook => {
                (std::mem::replace(&mut self.route, Route::Codebook) == Route::Codebook, Vec::new())
            }
            ChangedPlace::Elsewhere => (false, Vec::new()),
        };
        let count = match &place {
            ChangedPlace::Articles(all) => {
                article.iter().for_each(|article| self.show_change(article, step));
                all.len()
            }
            ChangedPlace::Decisions(all) => {
                self.show_decided(&step.forward);
                all.len()
            }
            ChangedPlace::Codebook | ChangedPlace::Elsewhere => 0,
        };
        if !in_sight {
            let title = article.and_then(|article| self.title_of(&article)).unwrap_or_default();
            let label = &step.label;
            let text = match (count, redo) {
                (0, false) => message!("notices-taken-back", step = label),
                (0, true) => message!("notices-done-again", step = label),
                (1, false) => message!("notices-taken-back-in", step = label, title = title),
                (1, true) => message!("notices-done-again-in", step = label, title = title),
                (count, false) => {
                    message!("notices-taken-back-in-several", step = label, title = title, count = count)
                }
                (count, true) => {
                    message!("notices-done-again-in-several", step = label, title = title, count = count)
                }
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
    /// Where a step changed something.
    fn place_of(&self, step: &Committed) -> ChangedPlace {
        let (mut decided, mut articles) = (Vec::new(), Vec::new());
        let (mut codebook, mut elsewhere) = (false, false);
        for edit in step.backward.iter().chain(&step.forward) {
            let (into, found) = match self.place_of_edit(edit) {
                Some(ChangedPlace::Decisions(found)) => (&mut decided, found),
                Some(ChangedPlace::Articles(found)) => (&mut articles, found),
                Some(ChangedPlace::Codebook) => {
                    codebook = true;
                    continue;
                }
                Some(ChangedPlace::Elsewhere) => {
                    elsewhere = true;
                    continue;
                }
                None => continue,
            };
            let new = found.into_iter().filter(|article| !into.contains(article)).collect::<Vec<_>>();
            into.extend(new);
        }
        // A decision comes with its result, a clarified code with its decision, a new claim with its first mention.
        match (decided.is_empty(), articles.is_empty(), codebook, elsewhere) {
            (false, ..) => ChangedPlace::Decisions(decided),
            (true, false, false, false) => ChangedPlace::Articles(articles),
            (true, true, true, false) => ChangedPlace::Codebook,
            _ => ChangedPlace::Elsewhere,
        }
    }

    /// Where an edit changes something; `None` where what goes with it says so.
    fn place_of_edit(&self, edit: &Edit) -> Option<ChangedPlace> {
        Some(match edit {
            Edit::PutDecision { key, .. } | Edit::RemoveDecision { key, .. } => {
                ChangedPlace::Decisions(vec![key.article.clone()])
            }
            Edit::PutComment { key, .. } | Edit::RemoveComment { key, .. } => {
                ChangedPlace::Decisions(vec![key.article.clone()])
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
                mine.then(|| ChangedPlace::Articles(vec![key.article.clone()]))?
            }
            Edit::SetMetadata { id, .. } | Edit::SetZones { id, .. } => {
                ChangedPlace::Articles(vec![id.clone()])
            }
            Edit::PutCodebook { .. } => ChangedPlace::Codebook,
            Edit::PutSet { .. }
            | Edit::RemoveSet { .. }
            | Edit::AddArticle { .. }
            | Edit::RemoveArticle { .. }
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
