//! The review page: which place of the queue is in hand, what is decided there, and what is worked out off the thread.

mod adjudicating;
mod draft;
mod passes;
mod roles;
mod walk;

pub use adjudicating::REASON_KEYS;
pub use draft::{AnswerChange, AnswerDraft};

use super::outcome::done;
use super::{Effect, NoEffect, Outcome, Route, Session, State};
use crate::agreement::AgreementReport;
use crate::base::{AnnotationId, AnnotatorId, ArticleId, LayerId};
use crate::compare::Position;
use crate::id;
use crate::model::{Article, Pass, Project, Reason, Role};
use crate::review::{
    ArticleNames, Comparisons, Feedback, Filter, NameVisibility, Plan, Queue, QueueItem, ReviewStatus,
};
use crate::text::Span;
use std::path::PathBuf;
use std::sync::Arc;

/// What the review page shows in the middle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ReviewTab {
    /// One place after the other.
    #[default]
    Disagreements,
    /// The figures of agreement, question by question.
    Agreement,
    /// An article with everybody's marks.
    Compare,
    /// What was commented on, and what annotators asked the lead.
    Comments,
    /// What was changed, for each annotator.
    Feedback,
}

impl ReviewTab {
    /// All of them, in the order shown.
    pub const ALL: [Self; 5] =
        [Self::Disagreements, Self::Agreement, Self::Compare, Self::Comments, Self::Feedback];

    /// The identifier of its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Disagreements => id!("review-tab-disagreements"),
            Self::Agreement => id!("review-tab-agreement"),
            Self::Compare => id!("review-tab-compare"),
            Self::Comments => id!("review-tab-comments"),
            Self::Feedback => id!("review-tab-feedback"),
        }
    }
}

/// Names a place of the queue: it stays the same while readings change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueuePlace {
    /// In which article it is.
    pub article: ArticleId,
    /// Answers to which question are compared there.
    pub layer: LayerId,
    /// The passage from the first to the last byte that anybody marked there.
    pub span: Span,
    /// An annotation there, which finds the place again when its ends moved; none where nothing is marked.
    pub holds: Option<AnnotationId>,
}

impl QueuePlace {
    /// The place of a position.
    pub fn of(article: &ArticleId, position: &Position) -> Self {
        let holds = position.annotations().map(|(_, annotation)| annotation.id).next();
        Self { article: article.clone(), layer: position.layer.clone(), span: position.span, holds }
    }

    /// Which of these positions is this place: the one that holds its annotation, or else one at its passage.
    pub fn find<'p>(
        &self,
        mut positions: impl Iterator<Item = (&'p ArticleId, &'p Position)> + Clone,
    ) -> Option<usize> {
        let near = |article: &ArticleId, position: &Position| {
            self.article == *article && self.layer == position.layer
        };
        let holds = |position: &Position| {
            self.holds.is_some_and(|id| position.annotations().any(|(_, annotation)| annotation.id == id))
        };
        let mut again = positions.clone();
        let found = positions.position(|(article, position)| near(article, position) && holds(position));
        found.or_else(|| {
            again.position(|(article, position)| near(article, position) && self.span == position.span)
        })
    }
}

/// The review page of an open project.
#[derive(Debug)]
pub struct Review {
    /// What is shown in the middle.
    pub tab: ReviewTab,
    /// Whether annotators are compared in columns rather than in lanes.
    pub columns: bool,
    /// Which places are in the queue.
    pub filter: Filter,
    /// The queue, the most informative place first.
    pub queue: Arc<Queue>,
    /// Every article's comparison.
    pub comparisons: Comparisons,
    /// The place in hand.
    pub at: Option<QueuePlace>,
    /// The figures; none while they are worked out for the first time.
    pub figures: Option<Arc<AgreementReport>>,
    /// Whether the comparison is being worked out.
    pub comparing: bool,
    /// Whether the figures are being worked out.
    pub measuring: bool,
    /// The seed by which names are shuffled, when they are hidden.
    pub hidden: Option<u64>,
    /// Why the answers differ at the place in hand, said before it is adjudicated.
    pub reason: Option<Reason>,
    /// Whether the queue is shown where there is room for one pane only.
    pub queue_first: bool,
    /// An answer of the adjudicator's own in the making.
    pub draft: Option<AnswerDraft>,
    /// What adjudicating many at once would do.
    pub plan: Option<Arc<Plan>>,
    /// Whose feedback is shown.
    pub coder: Option<AnnotatorId>,
    /// The passages behind a cell of the figures, when one was opened.
    pub passages: Option<PassageList>,
}

impl Default for Review {
    fn default() -> Self {
        Self {
            tab: ReviewTab::default(),
            columns: false,
            filter: Self::everything(),
            queue: Arc::default(),
            comparisons: Comparisons::default(),
            at: None,
            figures: None,
            comparing: false,
            measuring: false,
            hidden: None,
            reason: None,
            queue_first: false,
            draft: None,
            plan: None,
            coder: None,
            passages: None,
        }
    }
}

impl Review {
    /// Takes a place in hand; what was begun at another is let go of.
    fn go_to(&mut self, place: Option<QueuePlace>) {
        if self.at != place {
            self.reason = None;
        }
        self.at = place;
        self.draft = None;
    }

    /// Shows a place on a tab; whether something else was shown before.
    fn show(&mut self, place: QueuePlace, tab: ReviewTab) -> bool {
        let same = self.at.as_ref() == Some(&place) && self.draft.is_none() && self.tab == tab;
        self.go_to(Some(place));
        self.tab = tab;
        !same
    }

    /// The filter that keeps nothing back: adjudicated places stay where they are, so that the queue does not jump.
    pub fn everything() -> Filter {
        Filter { status: ReviewStatus::All, ..Filter::default() }
    }
}

/// What was changed of an annotator's work, as far as the viewer may see what was decided.
pub fn feedback_for(project: &Project, viewer: Option<&AnnotatorId>, coder: &AnnotatorId) -> Feedback {
    let mut feedback = crate::review::feedback(project, coder);
    feedback.corrections.retain(|correction| project.may_see(viewer, &correction.article));
    feedback
}

/// The passages behind a figure.
#[derive(Debug, Clone, PartialEq)]
pub struct PassageList {
    /// What they are, in words.
    pub title: String,
    /// The passages, in the order of the articles.
    pub passages: Vec<(ArticleId, Span)>,
}

/// What the review page asks for.
#[derive(Debug)]
#[expect(missing_docs, reason = "the fields are named for what they hold")]
pub enum ReviewCommand {
    /// Show something else in the middle.
    Show(ReviewTab),
    /// Take a place in hand.
    Select(QueuePlace),
    /// Take the first open place of an article in hand.
    SelectArticle(ArticleId),
    /// Take a passage in hand that a figure names, or open it in its article.
    Passage { article: ArticleId, span: Span },
    /// Adjudicate the place in hand with the reading of that number.
    Take(usize),
    /// Say why the answers differed.
    Reason(Option<Reason>),
    /// Say more about the decision.
    Note(String),
    /// A letter in the list of reasons.
    ReasonKey(char),
    /// Queue only the places that the filter lets through.
    Filter(Box<Filter>),
    /// Change the answer in the making.
    Draft(AnswerChange),
    /// Show what adjudicating many would do.
    PlanMany(crate::review::Strategy),
    /// Adjudicate many as was shown.
    AdjudicateMany,
    /// Write a comment on the place in hand, or change one of mine; empty words take it away.
    Comment { place: Box<QueuePlace>, id: Option<AnnotationId>, text: String },
    /// Begin or end a pass of a layer.
    Pass { layer: LayerId, pass: Option<Pass> },
    /// Write an annotator's feedback as a page to that place.
    WriteFeedback { coder: AnnotatorId, path: PathBuf },
    /// Show somebody's feedback.
    Coder(AnnotatorId),
    /// Show the passages behind a figure.
    OpenPassages(Box<PassageList>),
    /// Close what was opened.
    ClosePassages,
    /// Comparisons were worked out.
    Compared(Box<Comparisons>),
    /// Figures were worked out.
    Measured(Arc<AgreementReport>),
}

impl Session {
    /// The place in hand with its article.
    pub fn in_review(&self) -> Option<(&Arc<Article>, &Position)> {
        let place = self.review.at.as_ref()?;
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
        let names = self.review.hidden.map_or(NameVisibility::Shown, |seed| NameVisibility::Hidden { seed });
        let compared =
            self.review.comparisons.get(article).map_or(&[][..], |comparison| &comparison.annotators);
        names.of(&self.project, article, compared)
    }

    /// What somebody is called in an article just now: adjudicators always by name, since they are not compared.
    pub fn called_in(&self, article: &ArticleId, annotator: &AnnotatorId) -> String {
        match self.project.annotator(annotator) {
            Some(known) if known.role == Role::Adjudicator => known.name.clone(),
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
            session.review.go_to(place);
        }
        self.revision += 1;
    }
}
