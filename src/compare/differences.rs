//! Working out what differs at a position.

use super::difference::{Difference, Extent, Group};
use super::layer::LayerComparer;
use super::position::Position;
use crate::base::AnnotatorId;
use crate::model::{Annotation, Attribute, Body};
use crate::text::{Span, segment};
use std::ops::Range;
use std::sync::Arc;

/// What differs at a position, the place first.
pub(super) fn differences(comparer: &LayerComparer<'_>, position: &Position) -> Vec<Difference> {
    let mut found = Vec::new();
    if !position.stacked.is_empty() {
        found.push(Difference::Stacked { by: position.stacked.clone() });
    }
    if !position.readings.is_empty() && !position.silent.is_empty() {
        let by = position.markers();
        found.push(if by.len() <= position.silent.len() {
            Difference::Only { by }
        } else {
            Difference::Missing { by: position.silent.clone() }
        });
    }
    if position.readings.len() < 2 || position.is_unanimous() {
        return found;
    }
    let all: Vec<(&AnnotatorId, &Arc<Annotation>)> = position.annotations().collect();
    let spans = grouped(&all, |annotation| annotation.span);
    if spans.len() > 1 {
        found.push(Difference::Boundary { extents: extents(comparer, spans) });
    }
    let bodies = grouped(&all, |annotation| comparer.body_of(annotation));
    if bodies.len() > 1 {
        let given = |body: &Body| {
            let first = all.iter().find(|(_, annotation)| comparer.body_of(annotation) == *body);
            first.map_or_else(|| body.clone(), |(_, annotation)| annotation.body.clone())
        };
        let groups = bodies.iter().map(|group| Group { by: group.by.clone(), what: given(&group.what) });
        found.push(Difference::Body { groups: groups.collect() });
    }
    for attribute in comparer.layer.attributes.iter().filter(|attribute| attribute.is_compared()) {
        let claims = bodies.iter().filter(|group| matches!(group.what, Body::Claim(_)));
        for claim in claims.map(|group| Some(&group.what)).chain(std::iter::once(None)) {
            found.extend(attribute_difference(comparer, &all, attribute, claim));
        }
    }
    found
}

/// Annotators by what they have, in the order in which it first comes.
fn grouped<T: PartialEq>(
    all: &[(&AnnotatorId, &Arc<Annotation>)],
    what: impl Fn(&Annotation) -> T,
) -> Vec<Group<T>> {
    let mut groups: Vec<Group<T>> = Vec::new();
    for (by, annotation) in all {
        let what = what(annotation);
        match groups.iter_mut().find(|group| group.what == what) {
            Some(group) => group.by.push((*by).clone()),
            None => groups.push(Group { by: vec![(*by).clone()], what }),
        }
    }
    for group in &mut groups {
        group.by.sort_unstable();
        group.by.dedup();
    }
    groups
}

/// How an attribute differs between the mentions of a claim, or between codes.
fn attribute_difference(
    comparer: &LayerComparer<'_>,
    all: &[(&AnnotatorId, &Arc<Annotation>)],
    attribute: &Attribute,
    claim: Option<&Body>,
) -> Option<Difference> {
    let goes = |annotation: &Annotation| match (&comparer.body_of(annotation), claim) {
        (Body::Code(code), None) => attribute.goes_with(code),
        (body, Some(claim)) => body == claim,
        _ => false,
    };
    let with: Vec<_> = all.iter().filter(|(_, annotation)| goes(annotation)).copied().collect();
    let compared = |annotation: &Annotation| {
        comparer.content(annotation).attributes.get(&attribute.id).map(|value| (*value).clone())
    };
    let mut groups = grouped(&with, compared);
    if let Some(unsaid) = groups.iter_mut().find(|group| group.what.is_none()) {
        unsaid.what = with.iter().find_map(|(_, annotation)| {
            let given = annotation.attributes.get(&attribute.id)?;
            compared(annotation).is_none().then(|| given.clone())
        });
    }
    (groups.len() > 1).then(|| Difference::Attribute {
        layer: comparer.layer.id.clone(),
        attribute: attribute.id.clone(),
        groups,
        same_claim: claim.is_some(),
    })
}

fn extents(comparer: &LayerComparer<'_>, spans: Vec<Group<Span>>) -> Vec<Group<Extent>> {
    let Some(whole) = spans.iter().map(|group| group.what).reduce(Span::union) else { return Vec::new() };
    let text = comparer.text.slice(whole).unwrap_or_default();
    let words: Vec<Range<u32>> =
        segment::words(text).map(|word| word.start + whole.start()..word.end + whole.start()).collect();
    let between = |from: u32, to: u32| words.iter().filter(|word| word.start < to && from < word.end).count();
    let later = |from: u32, to: u32| {
        let count = i32::try_from(between(from.min(to), from.max(to))).unwrap_or(i32::MAX);
        if from <= to { count } else { -count }
    };
    let first = spans[0].what;
    spans
        .into_iter()
        .map(|Group { by, what: span }| {
            let extent = Extent {
                span,
                words: between(span.start(), span.end()) as u32,
                begins: later(first.start(), span.start()),
                ends: later(first.end(), span.end()),
            };
            Group { by, what: extent }
        })
        .collect()
}
