//! One thing in which annotators differ at a position, as data.

use crate::base::{AnnotatorId, AttributeId, LayerId};
use crate::model::{Body, Value};
use crate::text::Span;

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
