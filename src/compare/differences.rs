//! What differs at a position, as data.

use super::pairing::Bench;
use super::position::Position;
use crate::base::{AnnotatorId, AttributeId, LayerId};
use crate::model::{Annotation, Attribute, Body, Value};
use crate::text::{Span, segment};
use std::ops::Range;
use std::sync::Arc;

/// What some annotators have in common that others have otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group<T> {
    /// Who, ascending.
    pub by: Vec<AnnotatorId>,
    /// What they have.
    pub what: T,
}

/// A passage as some annotators bounded it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extent {
    /// The passage.
    pub span: Span,
    /// Its length in words; a word that is cut counts.
    pub words: u32,
    /// How many words later it begins than the first extent; negative when earlier.
    pub begins: i32,
    /// How many words later it ends than the first extent; negative when earlier.
    pub ends: i32,
}

/// One thing in which the annotators at a position differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Difference {
    /// Some have several answers where the layer takes one.
    Stacked {
        /// Who.
        by: Vec<AnnotatorId>,
    },
    /// Only these marked something; at least as many covered the place and marked nothing.
    Only {
        /// Who marked something.
        by: Vec<AnnotatorId>,
    },
    /// These marked nothing; more marked something.
    Missing {
        /// Who marked nothing.
        by: Vec<AnnotatorId>,
    },
    /// The passages differ.
    Boundary {
        /// Each passage, in the order of readings.
        extents: Vec<Group<Extent>>,
    },
    /// The answers differ.
    Body {
        /// Each answer, in the order of readings.
        groups: Vec<Group<Body>>,
    },
    /// The values of an attribute differ between annotations that may have it and, of claims, mention the same.
    Attribute {
        /// The layer that declares it.
        layer: LayerId,
        /// The attribute.
        attribute: AttributeId,
        /// Each value, in the order of readings; an absent one as its default, or none when it has no default.
        groups: Vec<Group<Option<Value>>>,
        /// Whether all of them mention the same claim.
        same_claim: bool,
    },
}

/// The kind of a difference, to choose by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DifferenceKind {
    /// Some marked the place and others did not.
    Place,
    /// The passages have other ends.
    Boundary,
    /// The codes differ.
    Code,
    /// The claims differ.
    Claim,
    /// The value of an attribute differs.
    Attribute,
    /// Several answers where the layer takes one.
    Stacked,
}

impl DifferenceKind {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Place, Self::Boundary, Self::Code, Self::Claim, Self::Attribute, Self::Stacked];

    /// Name on the screen.
    pub fn name(self) -> &'static str {
        match self {
            Self::Place => "Place",
            Self::Boundary => "Boundary",
            Self::Code => "Code",
            Self::Claim => "Claim",
            Self::Attribute => "Attribute",
            Self::Stacked => "Several answers",
        }
    }
}

impl Difference {
    /// Its kind.
    pub fn kind(&self) -> DifferenceKind {
        match self {
            Self::Stacked { .. } => DifferenceKind::Stacked,
            Self::Only { .. } | Self::Missing { .. } => DifferenceKind::Place,
            Self::Boundary { .. } => DifferenceKind::Boundary,
            Self::Body { groups } => {
                let claims = groups.iter().any(|group| matches!(group.what, Body::Claim(_)));
                if claims { DifferenceKind::Claim } else { DifferenceKind::Code }
            }
            Self::Attribute { .. } => DifferenceKind::Attribute,
        }
    }
}

/// What differs at a position, the place first.
pub(super) fn differences(bench: &Bench<'_>, position: &Position) -> Vec<Difference> {
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
    if position.readings.len() < 2 {
        return found;
    }
    let all: Vec<(&AnnotatorId, &Arc<Annotation>)> = position.annotations().collect();
    let spans = grouped(&all, |annotation| annotation.span);
    if spans.len() > 1 {
        found.push(Difference::Boundary { extents: extents(bench, spans) });
    }
    let bodies = grouped(&all, |annotation| bench.body_of(annotation));
    if bodies.len() > 1 {
        let given = |body: &Body| {
            let first = all.iter().find(|(_, annotation)| bench.body_of(annotation) == *body);
            first.map_or_else(|| body.clone(), |(_, annotation)| annotation.body.clone())
        };
        let groups = bodies.iter().map(|group| Group { by: group.by.clone(), what: given(&group.what) });
        found.push(Difference::Body { groups: groups.collect() });
    }
    for attribute in bench.layer.attributes.iter().filter(|attribute| !attribute.is_about_annotator()) {
        let claims = bodies.iter().filter(|group| matches!(group.what, Body::Claim(_)));
        for claim in claims.map(|group| Some(&group.what)).chain(std::iter::once(None)) {
            found.extend(attribute_difference(bench, &all, attribute, claim));
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
    bench: &Bench<'_>,
    all: &[(&AnnotatorId, &Arc<Annotation>)],
    attribute: &Attribute,
    claim: Option<&Body>,
) -> Option<Difference> {
    let goes = |annotation: &Annotation| match (&bench.body_of(annotation), claim) {
        (Body::Code(code), None) => attribute.codes.is_empty() || attribute.codes.contains(code),
        (body, Some(claim)) => body == claim,
        _ => false,
    };
    let with: Vec<_> = all.iter().filter(|(_, annotation)| goes(annotation)).copied().collect();
    let value = |annotation: &Annotation| {
        let content = bench.content(annotation);
        let default = || attribute.default_choice().cloned().map(Value::Choice);
        content.attributes.get(&attribute.id).map(|value| (*value).clone()).or_else(default)
    };
    let groups = grouped(&with, value);
    (groups.len() > 1).then(|| Difference::Attribute {
        layer: bench.layer.id.clone(),
        attribute: attribute.id.clone(),
        groups,
        same_claim: claim.is_some(),
    })
}

fn extents(bench: &Bench<'_>, spans: Vec<Group<Span>>) -> Vec<Group<Extent>> {
    let Some(whole) = spans.iter().map(|group| group.what).reduce(Span::union) else { return Vec::new() };
    let text = bench.text.slice(whole).unwrap_or_default();
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
