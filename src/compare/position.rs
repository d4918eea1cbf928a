//! What a comparison consists of.

use super::adjudication::Adjudication;
use super::difference::{Difference, DifferenceKind};
use crate::base::{AnnotationId, AnnotatorId, ArticleId, LayerId};
use crate::model::{Annotation, Basis, Codebook, Decision, Fingerprint};
use crate::text::Span;
use std::collections::BTreeSet;
use std::sync::Arc;

/// One distinct answer at a position: same passage, same body, same attributes; an absent attribute is the same as its default.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// Who gave it, ascending, with the annotation. Somebody is named twice who gave the same answer twice.
    pub by: Vec<(AnnotatorId, Arc<Annotation>)>,
}

impl Reading {
    /// The passage that was marked, in bytes of the text.
    pub fn span(&self) -> Span {
        self.annotation().span
    }

    /// The annotation of the first who gave this answer; the others' have the same content.
    pub fn annotation(&self) -> &Arc<Annotation> {
        &self.by[0].1
    }

    /// Who gave it, ascending, each once.
    pub fn annotators(&self) -> Vec<AnnotatorId> {
        let mut all: Vec<AnnotatorId> = self.by.iter().map(|(annotator, _)| annotator.clone()).collect();
        all.dedup();
        all
    }
}

/// Whether the annotators agree at a position, and whether it was adjudicated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PositionState {
    /// All who are compared covered the place and gave the very same answers; mostly one.
    Agree,
    /// There are several answers, or some marked it and others covered it and marked nothing.
    Disagree,
    /// What answers there are agree, but somebody has not covered the place.
    Incomplete,
    /// Somebody gave several answers where the layer takes one, and the others not the same ones.
    Stacked,
    /// An adjudicator decided, and nothing changed since.
    Adjudicated,
}

impl PositionState {
    /// Whether the annotators differ and nobody decided.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Disagree | Self::Stacked)
    }
}

/// A place where annotators are compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Position {
    /// The layer of the codebook whose annotations meet here.
    pub layer: LayerId,
    /// Everything that any reading covers; in a layer with fixed units, the unit.
    pub span: Span,
    /// The distinct answers, by the least annotator who gave each. Empty only for a fixed unit that nobody answered.
    pub readings: Vec<Reading>,
    /// Who covered the place fully and marked nothing, ascending.
    pub silent: Vec<AnnotatorId>,
    /// Who has not covered it, ascending.
    pub absent: Vec<AnnotatorId>,
    /// Who has more than one annotation here although the layer takes one, ascending.
    pub stacked: Vec<AnnotatorId>,
    /// Whether they agree, and whether it was adjudicated.
    pub state: PositionState,
    /// What differs, the place first.
    pub differences: Vec<Difference>,
    /// What an adjudicator decided here, whether or not it is still current.
    pub adjudication: Option<Adjudication>,
}

impl Position {
    /// The state when decisions are left aside; never [`PositionState::Adjudicated`].
    pub fn state_before(&self) -> PositionState {
        let same = self.is_unanimous();
        if !self.stacked.is_empty() && !same {
            PositionState::Stacked
        } else if (self.readings.len() > 1 && !same) || (!self.readings.is_empty() && !self.silent.is_empty())
        {
            PositionState::Disagree
        } else if self.readings.is_empty() || !self.absent.is_empty() {
            PositionState::Incomplete
        } else {
            PositionState::Agree
        }
    }

    /// Whether at least two marked the place, and all of them with the very same answers.
    pub fn is_unanimous(&self) -> bool {
        let markers = self.markers();
        markers.len() > 1 && self.readings.iter().all(|reading| reading.annotators() == markers)
    }

    /// Whether the annotators gave one answer to passages that differ, so that their spans can be joined.
    pub fn is_joinable(&self) -> bool {
        let kinds = self.kinds();
        kinds.contains(&DifferenceKind::Boundary)
            && !kinds.contains(&DifferenceKind::Code)
            && !kinds.contains(&DifferenceKind::Claim)
    }

    /// Whether there is something to adjudicate: the annotators differ and nobody decided, or what a decision rests on has
    /// changed, even if they agree now.
    pub fn is_open(&self) -> bool {
        self.state.is_open() || self.adjudication.as_ref().is_some_and(|found| !found.is_current)
    }

    /// All annotations here with their annotators, by reading.
    pub fn annotations(&self) -> impl Iterator<Item = (&AnnotatorId, &Arc<Annotation>)> {
        self.readings.iter().flat_map(|reading| reading.by.iter().map(|(by, annotation)| (by, annotation)))
    }

    /// Who marked something, ascending.
    pub fn markers(&self) -> Vec<AnnotatorId> {
        let all: BTreeSet<&AnnotatorId> = self.annotations().map(|(by, _)| by).collect();
        all.into_iter().cloned().collect()
    }

    /// What a decision taken now would rest on, ascending: everybody's annotations, and who marked nothing.
    pub fn basis(&self) -> Vec<Basis> {
        let marked = self.annotations().map(|(by, annotation)| Basis {
            annotator: by.clone(),
            annotation: Some((annotation.id, Fingerprint::of(annotation))),
        });
        let silent = self.silent.iter().map(|by| Basis { annotator: by.clone(), annotation: None });
        let mut basis: Vec<Basis> = marked.chain(silent).collect();
        basis.sort_unstable();
        basis
    }

    /// The kinds of its differences.
    pub fn kinds(&self) -> BTreeSet<DifferenceKind> {
        self.differences.iter().map(Difference::kind).collect()
    }
}

/// Several annotators' work on one article, position by position.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// The article whose sets are compared.
    pub article: ArticleId,
    /// Who is compared, ascending.
    pub annotators: Vec<AnnotatorId>,
    /// In reading order: by start, the longer first, then as the codebook orders layers.
    pub positions: Vec<Position>,
    /// Annotations of layers with fixed units that are on none of the units, by annotator.
    pub outside: Vec<(AnnotatorId, Arc<Annotation>)>,
    /// Decisions that belong to no position any more, with who took them: what they rested on is gone.
    pub orphan_decisions: Vec<(AnnotatorId, Arc<Decision>)>,
}

impl Comparison {
    pub(super) fn new(article: ArticleId, annotators: Vec<AnnotatorId>) -> Self {
        Self { article, annotators, positions: Vec::new(), outside: Vec::new(), orphan_decisions: Vec::new() }
    }

    pub(super) fn sort(&mut self, codebook: &Codebook) {
        let layers = codebook.layers();
        self.positions.sort_by_cached_key(|position| {
            let layer = layers.iter().position(|layer| layer.id == position.layer);
            let first = position.readings.first().map(|reading| reading.annotation().id);
            (position.span.start(), u32::MAX - position.span.end(), layer, first)
        });
    }

    /// The positions that are to be adjudicated.
    pub fn open(&self) -> impl Iterator<Item = &Position> {
        self.positions.iter().filter(|position| position.is_open())
    }

    /// The position that holds the annotation of that number.
    pub fn position_of(&self, id: AnnotationId) -> Option<&Position> {
        self.positions
            .iter()
            .find(|position| position.annotations().any(|(_, annotation)| annotation.id == id))
    }
}
