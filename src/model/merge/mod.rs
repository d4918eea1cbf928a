//! Two versions of one annotator's work brought together, thing by thing.
//!
//! With a common earlier version (`base`) a deletion is a deletion, unless the other side changed the thing: what was
//! written goes before what was taken out. Without one nothing is taken out. Where both sides wrote different things
//! under one name, ours stays and theirs comes back as a [`SetConflict`], so that neither is lost.

mod article;

pub use article::{ArticleField, ContestedField, merge_articles, merge_stubs};

use super::{
    Annotation, AnnotationSet, Claim, ClaimSheet, Comment, Decision, Edge, Orphan, Remark, SetState,
    Unplaced, Value,
};
use crate::base::{AnnotationId, AttributeId, ClaimId, Timestamp};
use crate::text::{RangeSet, Span};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Names a thing in a set.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SetItem {
    /// An annotation, in its place or in the orphans tray.
    Annotation(AnnotationId),
    /// A decision.
    Decision(AnnotationId),
    /// A comment.
    Comment(AnnotationId),
    /// The answer to a question about the article as a whole.
    Field(AttributeId),
}

/// What one version has under that name.
#[derive(Debug, Clone, PartialEq)]
pub enum ItemContent {
    /// An annotation in its place.
    Annotation(Arc<Annotation>),
    /// An annotation in the tray.
    Orphan(Arc<Orphan>),
    /// A decision in its place.
    Decision(Arc<Decision>),
    /// A comment in its place.
    Comment(Arc<Comment>),
    /// A decision or comment without a place.
    Unplaced(Arc<Unplaced>),
    /// An answer about the article.
    Field(Value),
}

/// Two contents under one name.
#[derive(Debug, Clone, PartialEq)]
pub struct SetConflict {
    /// The thing that both versions have otherwise.
    pub item: SetItem,
    /// What ours says; none when ours does not have it. That is only so among `set_differences`.
    pub ours: Option<ItemContent>,
    /// What theirs says.
    pub theirs: ItemContent,
}

/// Two sets brought together.
#[derive(Debug, Clone, PartialEq)]
pub struct MergedSet {
    /// Everything that does not differ, and ours of what does.
    pub set: AnnotationSet,
    /// What differs, by name.
    pub conflicts: Vec<SetConflict>,
}

/// Brings two versions of one annotator's set on one article together. O(n log n).
///
/// Coverage and bookmarks are united, and what one side took out since `base` is out. The set is signed off when both
/// sides are, or the one that alone was changed is; the later moment holds.
pub fn merge_sets(base: Option<&AnnotationSet>, ours: &AnnotationSet, theirs: &AnnotationSet) -> MergedSet {
    if ours == theirs || base == Some(theirs) {
        return MergedSet { set: ours.clone(), conflicts: Vec::new() };
    }
    if base == Some(ours) {
        return MergedSet { set: theirs.clone(), conflicts: Vec::new() };
    }
    let parted = by_name(base.map(contents), contents(ours), contents(theirs));
    let conflicts = parted.conflicts.into_iter();
    let conflicts =
        conflicts.map(|(item, ours, theirs)| SetConflict { item, ours: Some(ours), theirs }).collect();
    let state = match (ours.state, theirs.state) {
        (SetState::Done(one), SetState::Done(other)) => SetState::Done(one.max(other)),
        _ => SetState::Open,
    };
    let none = RangeSet::new();
    let earlier = base.map_or(&none, AnnotationSet::coverage);
    let coverage = united(earlier, &ours.coverage, &theirs.coverage);
    let marks = |set: &AnnotationSet| set.bookmarks().map(|span| (span, ())).collect();
    let bookmarks = by_name(base.map(marks), marks(ours), marks(theirs)).kept;
    let mut set = put_together(parted.kept, coverage, bookmarks.into_keys(), state);
    // What one side states is no assumption.
    let mut assumed = united(&none, &ours.assumed, &theirs.assumed);
    for side in [ours, theirs] {
        side.stated_coverage().iter().for_each(|span| assumed.remove(span));
    }
    set.restore_assumed(assumed);
    MergedSet { set, conflicts }
}

/// What theirs has and ours has not, or has otherwise, by name.
pub fn set_differences(ours: &AnnotationSet, theirs: &AnnotationSet) -> Vec<SetConflict> {
    let mut mine = contents(ours);
    contents(theirs)
        .into_iter()
        .map(|(item, theirs)| SetConflict { ours: mine.remove(&item), item, theirs })
        .filter(|conflict| conflict.ours.as_ref() != Some(&conflict.theirs))
        .collect()
}

/// Ours with these things of theirs in place of its own.
pub fn resolved(ours: &AnnotationSet, theirs: &[SetConflict]) -> AnnotationSet {
    let mut all = contents(ours);
    all.extend(theirs.iter().map(|conflict| (conflict.item.clone(), conflict.theirs.clone())));
    let mut set = put_together(all, ours.coverage.clone(), ours.bookmarks(), ours.state);
    set.restore_assumed(ours.assumed.clone());
    set
}

/// A set of nothing but their side of conflicts.
pub fn their_side(conflicts: &[SetConflict]) -> AnnotationSet {
    resolved(&AnnotationSet::default(), conflicts)
}

/// Two claim sheets brought together.
#[derive(Debug, Clone, PartialEq)]
pub struct MergedClaims {
    /// Everything that does not differ, and ours of what does.
    pub sheet: ClaimSheet,
    /// Claims that both sides have with different contents: name, ours, theirs.
    pub conflicts: Vec<ClaimConflict>,
}

/// Two contents of one claim.
#[derive(Debug, Clone, PartialEq)]
pub struct ClaimConflict {
    /// The claim that both versions have otherwise.
    pub id: ClaimId,
    /// What ours says; none when ours does not have it. That is only so among `claim_differences`.
    pub ours: Option<Arc<Claim>>,
    /// What theirs says.
    pub theirs: Arc<Claim>,
}

/// Brings two versions of one annotator's claims together, as [`merge_sets`] does. Of a relation the earlier moment holds.
pub fn merge_claims(base: Option<&ClaimSheet>, ours: &ClaimSheet, theirs: &ClaimSheet) -> MergedClaims {
    let claims = |sheet: &ClaimSheet| -> BTreeMap<ClaimId, Arc<Claim>> {
        sheet.claims.iter().map(|(id, claim)| (id.clone(), Arc::clone(claim))).collect()
    };
    let edges = |sheet: &ClaimSheet| -> BTreeMap<Edge, Timestamp> {
        sheet.edges.iter().map(|(edge, since)| (edge.clone(), *since)).collect()
    };
    let parted = by_name(base.map(claims), claims(ours), claims(theirs));
    let mut related = by_name(base.map(edges), edges(ours), edges(theirs));
    let earlier = related.conflicts.into_iter().map(|(edge, one, other)| (edge, one.min(other)));
    related.kept.extend(earlier);
    let conflicts = parted.conflicts.into_iter();
    MergedClaims {
        sheet: ClaimSheet {
            claims: parted.kept.into_iter().collect(),
            edges: related.kept.into_iter().collect(),
        },
        conflicts: conflicts
            .map(|(id, ours, theirs)| ClaimConflict { id, ours: Some(ours), theirs })
            .collect(),
    }
}

/// Claims that theirs has and ours has not, or has otherwise, by name.
pub fn claim_differences(ours: &ClaimSheet, theirs: &ClaimSheet) -> Vec<ClaimConflict> {
    let all = theirs.claims.iter();
    all.filter(|(id, claim)| ours.claims.get(*id) != Some(*claim))
        .map(|(id, claim)| ClaimConflict {
            id: id.clone(),
            ours: ours.claims.get(id).cloned(),
            theirs: Arc::clone(claim),
        })
        .collect()
}

/// Things by name, and what both sides have otherwise.
struct Parted<K, V> {
    kept: BTreeMap<K, V>,
    conflicts: Vec<(K, V, V)>,
}

fn by_name<K: Ord + Clone, V: PartialEq + Clone>(
    base: Option<BTreeMap<K, V>>,
    ours: BTreeMap<K, V>,
    theirs: BTreeMap<K, V>,
) -> Parted<K, V> {
    let base = base.unwrap_or_default();
    let names: BTreeSet<&K> = ours.keys().chain(theirs.keys()).collect();
    let mut parted = Parted { kept: BTreeMap::new(), conflicts: Vec::new() };
    for name in names {
        let was = base.get(name);
        let kept = match (ours.get(name), theirs.get(name)) {
            (Some(one), Some(other)) if one != other && was != Some(other) => {
                if was == Some(one) {
                    Some(other)
                } else {
                    parted.conflicts.push((name.clone(), one.clone(), other.clone()));
                    Some(one)
                }
            }
            (Some(one), Some(_)) => Some(one),
            (Some(alone), None) | (None, Some(alone)) => (was != Some(alone)).then_some(alone),
            (None, None) => None,
        };
        if let Some(kept) = kept {
            parted.kept.insert(name.clone(), kept.clone());
        }
    }
    parted
}

fn contents(set: &AnnotationSet) -> BTreeMap<SetItem, ItemContent> {
    let mut all = BTreeMap::new();
    for orphan in set.orphans() {
        all.insert(SetItem::Annotation(orphan.annotation.id), ItemContent::Orphan(Arc::clone(orphan)));
    }
    for annotation in set.iter() {
        all.insert(SetItem::Annotation(annotation.id), ItemContent::Annotation(Arc::clone(annotation)));
    }
    for unplaced in set.unplaced() {
        let item = match &unplaced.what {
            Remark::Decision(decision) => SetItem::Decision(decision.id),
            Remark::Comment(comment) => SetItem::Comment(comment.id),
        };
        all.insert(item, ItemContent::Unplaced(Arc::clone(unplaced)));
    }
    for decision in set.decisions() {
        all.insert(SetItem::Decision(decision.id), ItemContent::Decision(Arc::clone(decision)));
    }
    for comment in set.comments() {
        all.insert(SetItem::Comment(comment.id), ItemContent::Comment(Arc::clone(comment)));
    }
    for (field, value) in set.fields() {
        all.insert(SetItem::Field(field.clone()), ItemContent::Field(value.clone()));
    }
    all
}

fn put_together(
    all: BTreeMap<SetItem, ItemContent>,
    coverage: RangeSet,
    bookmarks: impl IntoIterator<Item = Span>,
    state: SetState,
) -> AnnotationSet {
    let (mut annotations, mut orphans, mut fields) = (Vec::new(), Vec::new(), Vec::new());
    let (mut decisions, mut comments, mut unplaced) = (Vec::new(), Vec::new(), Vec::new());
    for (item, content) in all {
        match content {
            ItemContent::Annotation(annotation) => annotations.push(annotation),
            ItemContent::Orphan(orphan) => orphans.push(orphan),
            ItemContent::Decision(decision) => decisions.push(decision),
            ItemContent::Comment(comment) => comments.push(comment),
            ItemContent::Unplaced(waiting) => unplaced.push(waiting),
            ItemContent::Field(value) => {
                if let SetItem::Field(field) = item {
                    fields.push((field, value));
                }
            }
        }
    }
    let mut set = AnnotationSet::from_annotations(annotations);
    set.restore(coverage, fields.into_iter().collect(), bookmarks, state);
    set.restore_review(decisions, comments, unplaced);
    for orphan in orphans {
        set.put_orphan(orphan);
    }
    set
}

/// Both, without what one of them took out since `base`.
fn united(base: &RangeSet, ours: &RangeSet, theirs: &RangeSet) -> RangeSet {
    let mut all = ours.clone();
    theirs.iter().for_each(|span| all.insert(span));
    for side in [ours, theirs] {
        let mut gone = base.clone();
        side.iter().for_each(|span| gone.remove(span));
        gone.iter().for_each(|span| all.remove(span));
    }
    all
}

#[cfg(test)]
mod tests;
