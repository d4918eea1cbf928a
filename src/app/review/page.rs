//! What the review page shows, and what it asks for.

use super::draft::{AnswerChange, AnswerDraft};
use crate::agreement::AgreementReport;
use crate::base::{AnnotationId, AnnotatorId, ArticleId, LayerId};
use crate::compare::Position;
use crate::id;
use crate::locale::Catalogue;
use crate::model::{Pass, Project, Reason};
use crate::review::{Comparisons, Feedback, Filter, Plan, Queue, ReviewStatus};
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
    /// The place that was adjudicated last, until another one is gone to or looked at: a reason is for it.
    pub just_adjudicated: Option<QueuePlace>,
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
            just_adjudicated: None,
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
    pub(super) fn go_to(&mut self, place: Option<QueuePlace>) {
        self.just_adjudicated = None;
        self.move_on_to(place);
    }

    /// The same after a place was adjudicated, which a reason is still for.
    pub(super) fn move_on_to(&mut self, place: Option<QueuePlace>) {
        if self.at != place {
            self.reason = None;
        }
        self.at = place;
        self.draft = None;
    }

    /// Shows a place on a tab; whether something else was shown before.
    pub(super) fn show(&mut self, place: QueuePlace, tab: ReviewTab) -> bool {
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
    let mut feedback = crate::review::feedback(project, coder, Catalogue::english());
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
