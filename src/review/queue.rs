//! The queue of disagreements.

use super::cache::Comparisons;
use super::confusion::{Dispute, Frequencies};
use crate::base::{AnnotationId, AnnotatorId, ArticleId, ClaimId, CodeId, LayerId};
use crate::compare::{ClaimClasses, Comparison, DifferenceKind, Position};
use crate::model::{Body, Project};
use crate::text::Span;
use std::sync::Arc;

/// Which positions are listed: open ones, adjudicated ones, or both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ReviewStatus {
    /// Only what is to be adjudicated.
    #[default]
    Open,
    /// Only what is adjudicated.
    Adjudicated,
    /// Both; what is adjudicated keeps its place.
    All,
}

/// Which disagreements are listed; none of a field means all.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    /// Only of this layer.
    pub layer: Option<LayerId>,
    /// Only where somebody gave this code.
    pub code: Option<CodeId>,
    /// Only where somebody mentioned this claim, or one that is the same.
    pub claim: Option<ClaimId>,
    /// Only where this annotator covered the place.
    pub annotator: Option<AnnotatorId>,
    /// Only where this kind of difference is among what differs.
    pub kind: Option<DifferenceKind>,
    /// Only in this article.
    pub article: Option<ArticleId>,
    /// Open, adjudicated or both.
    pub status: ReviewStatus,
}

impl Filter {
    /// Whether a position of an article is one of those chosen, open or adjudicated.
    pub fn lets(&self, article: &ArticleId, position: &Position, classes: Option<&ClaimClasses>) -> bool {
        let is_claim = |claim: &ClaimId, body: &Body| match body {
            Body::Claim(other) => classes.map_or(claim == other, |classes| classes.same(claim, other)),
            _ => false,
        };
        let bodies = || position.readings.iter().map(|reading| &reading.annotation().body);
        self.article.as_ref().is_none_or(|wanted| wanted == article)
            && self.layer.as_ref().is_none_or(|wanted| *wanted == position.layer)
            && self
                .code
                .as_ref()
                .is_none_or(|wanted| bodies().any(|body| *body == Body::Code(wanted.clone())))
            && self.claim.as_ref().is_none_or(|wanted| bodies().any(|body| is_claim(wanted, body)))
            && self.kind.is_none_or(|wanted| position.kinds().contains(&wanted))
            && self.annotator.as_ref().is_none_or(|wanted| {
                position.silent.contains(wanted) || position.annotations().any(|(by, _)| by == wanted)
            })
    }
}

/// Tells positions apart over changes: what it was found by before finds it again while one annotation or the passage
/// stays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueueItemKey {
    /// The article that it is in.
    pub article: ArticleId,
    /// The layer of the codebook that it is of.
    pub layer: LayerId,
    /// The span of the position.
    pub span: Span,
    /// The annotations there, ascending.
    pub annotations: Vec<AnnotationId>,
}

/// A disagreement in the queue, with how much it tells.
#[derive(Debug, Clone)]
pub struct QueueItem {
    /// The comparison that it is from.
    pub comparison: Arc<Comparison>,
    /// Which of its positions it is.
    pub at: usize,
    /// How much it tells: the entropy of the answers in bits, silence among them, times one plus the share of all
    /// disagreements in which the same confusion comes; half as much again where somebody was not sure.
    pub score: f64,
}

impl QueueItem {
    /// The article that the disagreement is in.
    pub fn article(&self) -> &ArticleId {
        &self.comparison.article
    }

    /// The position at which annotators disagree.
    pub fn position(&self) -> &Position {
        &self.comparison.positions[self.at]
    }

    /// Whether there is something to adjudicate.
    pub fn is_open(&self) -> bool {
        self.position().is_open()
    }

    /// What finds it again after a change.
    pub fn key(&self) -> QueueItemKey {
        let position = self.position();
        let mut annotations: Vec<AnnotationId> = position.annotations().map(|(_, a)| a.id).collect();
        annotations.sort_unstable();
        QueueItemKey {
            article: self.article().clone(),
            layer: position.layer.clone(),
            span: position.span,
            annotations,
        }
    }
}

/// Disagreements in the order in which they are to be looked at.
#[derive(Debug, Clone, Default)]
pub struct Queue {
    items: Vec<QueueItem>,
    open: usize,
}

impl Queue {
    /// The items in order.
    pub fn items(&self) -> &[QueueItem] {
        &self.items
    }

    /// How many of the items are open.
    pub fn open(&self) -> usize {
        self.open
    }

    /// Where an item is: the same one, or one that shares an annotation with it, or one at the same place.
    pub fn find(&self, key: &QueueItemKey) -> Option<usize> {
        let near = |item: &&QueueItem| *item.article() == key.article && item.position().layer == key.layer;
        let found =
            |fits: &dyn Fn(&QueueItem) -> bool| self.items.iter().position(|item| near(&item) && fits(item));
        found(&|item| item.key() == *key)
            .or_else(|| {
                let shares = |item: &QueueItem| {
                    item.position().annotations().any(|(_, a)| key.annotations.binary_search(&a.id).is_ok())
                };
                found(&shares)
            })
            .or_else(|| found(&|item| item.position().span == key.span))
    }

    /// The first open item after `at`, going on from the start; `at` itself is the last to be tried. None when nothing
    /// is open.
    pub fn next_open(&self, at: usize) -> Option<usize> {
        let count = self.items.len();
        (1..=count).map(|step| (at + step) % count).find(|at| self.items[*at].is_open())
    }
}

/// The disagreements that a viewer may see, the most informative first; see [`Comparisons::queue`].
pub fn queue(project: &Project, viewer: Option<&AnnotatorId>, filter: &Filter) -> Queue {
    Comparisons::of(project, viewer).queue(filter)
}

impl Comparisons {
    /// The disagreements that the filter lets through, by falling [`QueueItem::score`]; then those with more annotators
    /// first, then by article and place.
    ///
    /// Decisions do not enter the score, nor does the filter, so that no item changes its place while adjudicating.
    pub fn queue(&self, filter: &Filter) -> Queue {
        let frequencies = Frequencies::of(self.disputes().flat_map(|(_, disputes)| disputes));
        let lets = |comparison: &Comparison, dispute: &Dispute| {
            let position = &comparison.positions[dispute.at];
            let listed = match filter.status {
                ReviewStatus::Open => position.is_open(),
                ReviewStatus::Adjudicated => !position.is_open(),
                ReviewStatus::All => true,
            };
            listed && filter.lets(&comparison.article, position, self.classes())
        };
        let mut found: Vec<(usize, QueueItem)> = Vec::new();
        for (comparison, disputes) in self.disputes() {
            for dispute in disputes.iter().filter(|dispute| lets(comparison, dispute)) {
                let score = dispute.entropy * (1.0 + frequencies.share(dispute));
                let item = QueueItem { comparison: comparison.clone(), at: dispute.at, score };
                found.push((dispute.voices, item));
            }
        }
        // Stable: what is equal stays in the order of articles and places.
        found.sort_by(|a, b| b.1.score.total_cmp(&a.1.score).then_with(|| b.0.cmp(&a.0)));
        let items: Vec<QueueItem> = found.into_iter().map(|(_, item)| item).collect();
        let open = items.iter().filter(|item| item.is_open()).count();
        Queue { items, open }
    }
}
