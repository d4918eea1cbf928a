//! All annotations of one annotator on one article.

use super::{Annotation, Body, Comment, Decision, SpanIndex, Unplaced, Value};
use crate::base::{AnnotationId, AnnotatorId, ArticleId, AttributeId, ClaimId, Timestamp};
use crate::text::{RangeSet, Span};
use imbl::{OrdMap, OrdSet};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Names an annotation set.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SetKey {
    /// Whose work it is.
    pub annotator: AnnotatorId,
    /// The article that it is about.
    pub article: ArticleId,
}

/// How far the annotator says the work is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SetState {
    /// Not signed off yet.
    #[default]
    Open,
    /// Signed off at this moment.
    Done(Timestamp),
}

/// An annotation whose passage was not where its file said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Orphan {
    /// The annotation as read; its span means nothing until somebody places it.
    pub annotation: Arc<Annotation>,
    /// The position that the file gave, in code points, as start and end.
    pub stated: (u32, u32),
    /// The words of the passage as the file quotes them.
    pub exact: String,
    /// Words before it.
    pub prefix: String,
    /// Words after it.
    pub suffix: String,
    /// Where the passage may be.
    pub proposed: Option<Span>,
    /// Passages that its attributes name and that are not where the file said either.
    pub lost: Vec<LostSpan>,
}

/// A passage named by an attribute of an orphan that was not where its file said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LostSpan {
    /// The attribute that names it.
    pub attribute: AttributeId,
    /// The position that the file gave, in code points, as start and end.
    pub stated: (u32, u32),
    /// The words of the passage as the file quotes them.
    pub exact: String,
    /// Where the passage may be.
    pub proposed: Option<Span>,
}

/// One annotator's work on one article. Cheap to clone; clones share what did not change.
#[derive(Debug, Clone, Default)]
pub struct AnnotationSet {
    annotations: OrdMap<AnnotationId, Arc<Annotation>>,
    index: SpanIndex,
    uses: OrdMap<Body, u32>,
    /// Those with a memo.
    noted: OrdSet<AnnotationId>,
    /// Those that mention a claim, by claim.
    mentions: OrdSet<(ClaimId, AnnotationId)>,
    /// The parts of the text that the annotator has passed judgement on.
    pub(super) coverage: RangeSet,
    /// The parts of the coverage that nobody stated: an import assumed them.
    pub(super) assumed: RangeSet,
    pub(super) fields: OrdMap<AttributeId, Value>,
    pub(super) bookmarks: OrdMap<Span, ()>,
    pub(super) state: SetState,
    orphans: OrdMap<AnnotationId, Arc<Orphan>>,
    pub(super) decisions: OrdMap<AnnotationId, Arc<Decision>>,
    pub(super) comments: OrdMap<AnnotationId, Arc<Comment>>,
    unplaced: OrdMap<AnnotationId, Arc<Unplaced>>,
}

impl PartialEq for AnnotationSet {
    fn eq(&self, other: &Self) -> bool {
        self.annotations == other.annotations
            && self.coverage == other.coverage
            && self.assumed == other.assumed
            && self.fields == other.fields
            && self.bookmarks == other.bookmarks
            && self.state == other.state
            && self.orphans == other.orphans
            && self.decisions == other.decisions
            && self.comments == other.comments
            && self.unplaced == other.unplaced
    }
}

impl AnnotationSet {
    /// The annotation of that number.
    pub fn get(&self, id: AnnotationId) -> Option<&Arc<Annotation>> {
        self.annotations.get(&id)
    }

    /// Number of annotations.
    pub fn len(&self) -> usize {
        self.annotations.len()
    }

    /// Whether there is no annotation.
    pub fn is_empty(&self) -> bool {
        self.annotations.is_empty()
    }

    /// All annotations by number.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<Annotation>> {
        self.annotations.values()
    }

    /// All annotations in reading order: by start, longer first, then number. O(n log n).
    pub fn in_order(&self) -> Vec<&Arc<Annotation>> {
        let mut all: Vec<_> = self.annotations.values().collect();
        all.sort_unstable_by_key(|a| (a.span.start(), u32::MAX - a.span.end(), a.id));
        all
    }

    /// What shares a byte with `within`, in reading order. O(log n + results).
    pub fn touching(&self, within: Span) -> impl Iterator<Item = &Arc<Annotation>> {
        self.index.touching(within).into_iter().filter_map(|(_, id)| self.annotations.get(&id))
    }

    /// The places of all annotations.
    pub fn index(&self) -> &SpanIndex {
        &self.index
    }

    /// How many annotations have this body.
    pub fn uses(&self, body: &Body) -> u32 {
        self.uses.get(body).copied().unwrap_or(0)
    }

    /// Every body in use with its count.
    pub fn bodies(&self) -> impl Iterator<Item = (&Body, u32)> {
        self.uses.iter().map(|(body, count)| (body, *count))
    }

    /// Those with a memo, by number. O(results · log n).
    pub fn noted(&self) -> impl Iterator<Item = &Arc<Annotation>> {
        self.noted.iter().filter_map(|id| self.annotations.get(id))
    }

    /// Those that mention a claim, by number. O(results · log n).
    pub fn mentions_of(&self, claim: &ClaimId) -> impl Iterator<Item = &Arc<Annotation>> {
        let from = (claim.clone(), AnnotationId(0));
        let to = (claim.clone(), AnnotationId(u64::MAX));
        self.mentions.range(from..=to).filter_map(|(_, id)| self.annotations.get(id))
    }

    /// The parts of the text that the annotator has passed judgement on.
    pub fn coverage(&self) -> &RangeSet {
        &self.coverage
    }

    /// The parts of the coverage that nobody stated: an import assumed them. They stay assumed until the annotator says that
    /// they are read, tags something there, or signs the article off.
    pub fn assumed(&self) -> &RangeSet {
        &self.assumed
    }

    /// The coverage that somebody stated.
    pub fn stated_coverage(&self) -> RangeSet {
        let mut stated = self.coverage.clone();
        self.assumed.iter().for_each(|span| stated.remove(span));
        stated
    }

    /// Whether that the span was judged rests, in part, on what an import assumed.
    pub fn rests_on_assumption(&self, span: Span) -> bool {
        self.state == SetState::Open && !self.assumed.is_empty() && !self.assumed.inside(span).is_empty()
    }

    /// Whether the annotator said that the span was judged.
    pub fn is_stated(&self, span: Span) -> bool {
        self.coverage.covers(span) && !self.rests_on_assumption(span)
    }

    /// Says which parts of the coverage were assumed. For the store, which reads sets, and for imports.
    pub fn restore_assumed(&mut self, assumed: RangeSet) {
        self.assumed = assumed;
    }

    /// The annotator's answers about the article as a whole.
    pub fn fields(&self) -> &OrdMap<AttributeId, Value> {
        &self.fields
    }

    /// Bookmarked passages, ascending.
    pub fn bookmarks(&self) -> impl Iterator<Item = Span> + '_ {
        self.bookmarks.keys().copied()
    }

    /// Bookmarked passages that begin in `within`, ascending. O(log n + results).
    pub fn bookmarks_in(&self, within: Span) -> impl Iterator<Item = Span> + '_ {
        let at = |byte: u32| Span::new(byte, byte.saturating_add(1)).unwrap_or(within);
        self.bookmarks.range(at(within.start())..at(within.end())).map(|(span, ())| *span)
    }

    /// Whether this passage is bookmarked.
    pub fn is_bookmarked(&self, span: Span) -> bool {
        self.bookmarks.contains_key(&span)
    }

    /// In work or signed off.
    pub fn state(&self) -> SetState {
        self.state
    }

    /// Annotations whose passage was not where their file said.
    pub fn orphans(&self) -> impl Iterator<Item = &Arc<Orphan>> {
        self.orphans.values()
    }

    /// The orphan of that number.
    pub fn orphan(&self, id: AnnotationId) -> Option<&Arc<Orphan>> {
        self.orphans.get(&id)
    }

    /// What was decided, by number. Only adjudicators' sets have decisions.
    pub fn decisions(&self) -> impl Iterator<Item = &Arc<Decision>> {
        self.decisions.values()
    }

    /// The decision of that number.
    pub fn decision(&self, id: AnnotationId) -> Option<&Arc<Decision>> {
        self.decisions.get(&id)
    }

    /// Comments on places, by number.
    pub fn comments(&self) -> impl Iterator<Item = &Arc<Comment>> {
        self.comments.values()
    }

    /// The comment of that number.
    pub fn comment(&self, id: AnnotationId) -> Option<&Arc<Comment>> {
        self.comments.get(&id)
    }

    /// Decisions and comments that do not fit text or codebook, by number.
    pub fn unplaced(&self) -> impl Iterator<Item = &Arc<Unplaced>> {
        self.unplaced.values()
    }

    /// Takes in decisions and comments as read from disk, with different numbers. For the store, which reads sets.
    pub fn restore_review(
        &mut self,
        decisions: impl IntoIterator<Item = Arc<Decision>>,
        comments: impl IntoIterator<Item = Arc<Comment>>,
        unplaced: impl IntoIterator<Item = Arc<Unplaced>>,
    ) {
        self.decisions = decisions.into_iter().map(|decision| (decision.id, decision)).collect();
        self.comments = comments.into_iter().map(|comment| (comment.id, comment)).collect();
        self.unplaced = unplaced.into_iter().map(|unplaced| (unplaced.id(), unplaced)).collect();
    }

    /// Whether nothing is in it that a file would have to keep.
    pub fn is_blank(&self) -> bool {
        self == &Self::default()
    }

    /// A set of annotations with different numbers, put together at once. For the store, which reads sets.
    pub fn from_annotations(mut annotations: Vec<Arc<Annotation>>) -> Self {
        let mut uses: BTreeMap<&Body, u32> = BTreeMap::new();
        for annotation in &annotations {
            *uses.entry(&annotation.body).or_default() += 1;
        }
        let uses = uses.into_iter().map(|(body, count)| (body.clone(), count)).collect();
        let index = annotations.iter().map(|a| (a.id, a.span)).collect();
        let noted = annotations.iter().filter(|a| a.memo.is_some()).map(|a| a.id).collect();
        let mentions = annotations.iter().filter_map(|a| mention(a)).collect();
        annotations.sort_unstable_by_key(|a| a.id);
        let annotations = annotations.into_iter().map(|a| (a.id, a)).collect();
        Self { annotations, index, uses, noted, mentions, ..Self::default() }
    }

    /// Inserts or replaces; returns what was there. For the store, which reads sets, and for edits.
    pub fn put(&mut self, annotation: Arc<Annotation>) -> Option<Arc<Annotation>> {
        let before = self.remove(annotation.id);
        self.index.insert(annotation.id, annotation.span);
        match self.uses.get_mut(&annotation.body) {
            Some(count) => *count += 1,
            None => {
                self.uses.insert(annotation.body.clone(), 1);
            }
        }
        self.noted.extend(annotation.memo.is_some().then_some(annotation.id));
        self.mentions.extend(mention(&annotation));
        self.annotations.insert(annotation.id, annotation);
        before
    }

    pub(super) fn remove(&mut self, id: AnnotationId) -> Option<Arc<Annotation>> {
        let gone = self.annotations.remove(&id)?;
        self.index.remove(id, gone.span);
        self.noted.remove(&id);
        if let Some(mention) = mention(&gone) {
            self.mentions.remove(&mention);
        }
        let left = self.uses.get(&gone.body).copied().unwrap_or(0).saturating_sub(1);
        if left == 0 {
            self.uses.remove(&gone.body);
        } else {
            self.uses.insert(gone.body.clone(), left);
        }
        Some(gone)
    }

    /// Takes in what a file says besides annotations. For the store.
    pub fn restore(
        &mut self,
        coverage: RangeSet,
        fields: OrdMap<AttributeId, Value>,
        bookmarks: impl IntoIterator<Item = Span>,
        state: SetState,
    ) {
        self.coverage = coverage;
        self.fields = fields;
        self.bookmarks = bookmarks.into_iter().map(|span| (span, ())).collect();
        self.state = state;
    }

    /// Lays an orphan in the tray; returns what was there under its number.
    pub fn put_orphan(&mut self, orphan: Arc<Orphan>) -> Option<Arc<Orphan>> {
        self.orphans.insert(orphan.annotation.id, orphan)
    }

    pub(super) fn remove_orphan(&mut self, id: AnnotationId) -> Option<Arc<Orphan>> {
        self.orphans.remove(&id)
    }
}

fn mention(annotation: &Annotation) -> Option<(ClaimId, AnnotationId)> {
    match &annotation.body {
        Body::Claim(claim) => Some((claim.clone(), annotation.id)),
        Body::Code(_) | Body::Unit(_) | Body::Note => None,
    }
}
