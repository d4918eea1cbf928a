//! The review page: which place of the queue is in hand, what is decided there, and what is worked out off the thread.

mod adjudicating;
mod draft;
mod drafting;
mod page;
mod passes;
mod roles;
mod walk;

pub use adjudicating::REASON_KEYS;
pub use draft::{AnswerChange, AnswerDraft};
pub use page::{PassageList, QueuePlace, Review, ReviewCommand, ReviewTab, feedback_for};

use super::outcome::done;
use super::{Effect, NoEffect, Outcome, Route, Session, State};
use crate::base::{AnnotatorId, ArticleId};
use crate::compare::Position;
use crate::model::{Article, Role};
use crate::review::{ArticleNames, Comparisons, QueueItem};
use std::sync::Arc;

impl Session {
    /// The place in hand with its article.
    pub fn in_review(&self) -> Option<(&Arc<Article>, &Position)> {
        self.position_of(self.review.at.as_ref()?)
    }

    /// What stands at a place, with its article.
    pub fn position_of(&self, place: &QueuePlace) -> Option<(&Arc<Article>, &Position)> {
        let article = self.project.article(&place.article)?;
        let comparison = self.review.comparisons.get(&place.article)?;
        let positions = comparison.positions.iter();
        let at = place.find(positions.map(|position| (&place.article, position)))?;
        Some((article, &comparison.positions[at]))
    }

    /// The item of the queue that is in hand.
    pub fn item_in_review(&self) -> Option<(usize, &QueueItem)> {
        let place = self.review.at.as_ref()?;
        let items = self.review.queue.items();
        let at = place.find(items.iter().map(|item| (item.article(), item.position())))?;
        Some((at, &items[at]))
    }

    /// How many articles stay hidden because they are not signed off.
    pub fn hidden_articles(&self) -> usize {
        let viewer = self.reviewer();
        let begun = |id: &ArticleId| self.project.sets().any(|(key, _)| key.article == *id);
        let articles = self.project.articles().map(|article| &article.id);
        articles.filter(|id| !self.project.may_see(viewer, id) && begun(id)).count()
    }

    /// How annotators are called in an article just now.
    pub fn names_in(&self, article: &ArticleId) -> ArticleNames {
        let compared =
            self.review.comparisons.get(article).map_or(&[][..], |comparison| &comparison.annotators);
        self.name_visibility().of(&self.project, article, compared)
    }

    /// What somebody is called in an article just now: adjudicators always by name, since they are not compared.
    pub fn called_in(&self, article: &ArticleId, annotator: &AnnotatorId) -> String {
        match self.project.annotator(annotator) {
            Some(known) if known.role != Role::Analyst => known.name.clone(),
            _ => self.names_in(article).name(annotator),
        }
    }

    /// Whose feedback may be read: everybody's by who adjudicates, or else one's own.
    pub fn coders(&self) -> Vec<AnnotatorId> {
        let adjudicates = self.adjudicator().is_some();
        let has_coded = |id: &AnnotatorId| self.project.sets().any(|(key, _)| key.annotator == *id);
        let analysts = self.project.annotators().filter(|annotator| annotator.role == Role::Analyst);
        analysts
            .map(|annotator| &annotator.id)
            .filter(|id| (adjudicates || Some(*id) == self.me.as_ref()) && has_coded(id))
            .cloned()
            .collect()
    }

    /// Whose feedback is shown.
    pub fn coder_shown(&self) -> Option<AnnotatorId> {
        let coders = self.coders();
        let chosen = self.review.coder.as_ref().filter(|coder| coders.contains(coder));
        chosen.cloned().or_else(|| coders.into_iter().next())
    }

    /// The readings of a position in the order shown: that of what their annotators are called just now, so that it does
    /// not tell hidden names.
    pub fn shown_order(&self, article: &ArticleId, position: &Position) -> Vec<usize> {
        self.names_in(article).in_order(position)
    }
}

impl State {
    /// Shows the review page.
    pub(super) fn show_review(&mut self) -> Outcome {
        if self.session.is_none() {
            return Err(NoEffect::NoProject);
        }
        self.overlay = None;
        self.route = Route::Review;
        Ok(self.refresh_review(true))
    }

    /// Brings comparisons, queue and figures in step with the project. `whole`: more than a few sets may have changed.
    pub(super) fn refresh_review(&mut self, whole: bool) -> Vec<Effect> {
        let shown = self.route == Route::Review;
        let Some(session) = self.session.as_mut().filter(|_| shown) else { return Vec::new() };
        let viewer = session.reviewer().cloned();
        let mut effects = Vec::new();
        if whole {
            session.review.comparing = true;
            effects.push(Effect::Compare);
        } else {
            session.review.comparisons.update(&session.project, viewer.as_ref());
            self.requeue();
        }
        let Some(session) = &mut self.session else { return effects };
        session.review.measuring = true;
        effects.push(Effect::Measure);
        effects
    }

    /// Takes in comparisons that were worked out.
    fn compared(&mut self, comparisons: Comparisons) -> Outcome {
        let session = self.session.as_mut().ok_or(NoEffect::NoProject)?;
        session.review.comparing = false;
        session.review.comparisons = comparisons;
        let viewer = session.reviewer().cloned();
        // What was changed while they were worked out.
        session.review.comparisons.update(&session.project, viewer.as_ref());
        self.requeue();
        done()
    }

    /// Makes the queue anew and keeps the place in hand, or the next one when it is gone.
    fn requeue(&mut self) {
        let Some(session) = &mut self.session else { return };
        let before = session.item_in_review().map(|(at, _)| at);
        let queue = session.review.comparisons.queue(&session.review.filter);
        session.review.queue = Arc::new(queue);
        if session.in_review().is_none() || session.item_in_review().is_none() {
            let items = session.review.queue.items();
            let next = before.map_or_else(
                || items.iter().position(QueueItem::is_open).unwrap_or(0),
                |at| at.min(items.len().saturating_sub(1)),
            );
            let place = items.get(next).map(|item| QueuePlace::of(item.article(), item.position()));
            session.review.move_on_to(place);
        }
        self.revision += 1;
    }
}
