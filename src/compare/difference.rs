//! One thing in which annotators differ at a position, as data.

use crate::base::{AnnotatorId, AttributeId, LayerId};
use crate::id;
use crate::model::{Body, Value};
use crate::text::Span;

/// What some annotators have in common that others have otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group<T> {
    /// The annotators who have it, ascending.
    pub by: Vec<AnnotatorId>,
    /// What all of them have.
    pub what: T,
}

/// A passage as some annotators bounded it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extent {
    /// The passage, in bytes of the text.
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
        /// The annotators who gave several, ascending.
        by: Vec<AnnotatorId>,
    },
    /// Only these marked something; at least as many covered the place and marked nothing.
    Only {
        /// The annotators who marked something, ascending.
        by: Vec<AnnotatorId>,
    },
    /// These marked nothing; more marked something.
    Missing {
        /// The annotators who marked nothing, ascending.
        by: Vec<AnnotatorId>,
    },
    /// The same place is bounded otherwise by some.
    Boundary {
        /// Each passage, in the order of readings.
        extents: Vec<Group<Extent>>,
    },
    /// The codes, or the claims that are mentioned, differ.
    Body {
        /// Each answer, in the order of readings.
        groups: Vec<Group<Body>>,
    },
    /// The values of an attribute differ between annotations that may have it and, of claims, mention the same.
    Attribute {
        /// The layer that declares it.
        layer: LayerId,
        /// The attribute whose values differ.
        attribute: AttributeId,
        /// Each value, in the order of readings; none where nobody gave one.
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
    /// Some gave another code than others.
    Code,
    /// Some mention another claim than others.
    Claim,
    /// The value of an attribute differs.
    Attribute,
    /// Several answers where the layer takes one.
    Stacked,
}

impl DifferenceKind {
    /// Every kind, in the order in which a filter lists them.
    pub const ALL: [Self; 6] =
        [Self::Place, Self::Boundary, Self::Code, Self::Claim, Self::Attribute, Self::Stacked];

    /// The identifier of its text in a filter.
    pub fn text_id(self) -> &'static str {
        match self {
            Self::Place => id!("compare-kind-place"),
            Self::Boundary => id!("compare-kind-boundary"),
            Self::Code => id!("compare-kind-code"),
            Self::Claim => id!("compare-kind-claim"),
            Self::Attribute => id!("compare-kind-attribute"),
            Self::Stacked => id!("compare-kind-stacked"),
        }
    }
}

impl Difference {
    /// The kind to filter by: what is there or not, its ends, its answer, or a value.
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
