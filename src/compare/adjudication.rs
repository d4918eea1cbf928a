//! What an adjudicator decided at a position.

use crate::base::AnnotatorId;
use crate::model::Decision;
use std::sync::Arc;

/// What was decided at a position.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Adjudication {
    /// The adjudicator who took the decision.
    pub by: AnnotatorId,
    /// The newest decision here.
    pub decision: Arc<Decision>,
    /// Whether the annotators have here what they had when it was taken.
    pub is_current: bool,
    /// Whose work here has changed since, ascending: changed, taken out, or come in. When only the pairing changed,
    /// because of a change elsewhere in the same stretch, all whom it concerns.
    pub changed: Vec<AnnotatorId>,
    /// Older decisions that belong here too, the newest first.
    pub older: Vec<(AnnotatorId, Arc<Decision>)>,
}
