//! Small things every floor needs: identifiers, moments, findings, progress, JSON, names of files, addresses, work on many
//! things.
//!
//! Knows nothing about articles or annotations, does no input or output and reads no clock.

pub mod address;
mod excerpt;
pub mod file_name;
mod id;
mod issue;
pub mod json;
pub mod parallel;
mod progress;
#[cfg(test)]
pub mod properties;
mod time;

pub use excerpt::excerpt;
pub use id::{
    AnnotationId, AnnotatorId, ArticleId, AttributeId, ChoiceId, ClaimId, CodeId, IdError, LayerId,
    ProjectId, StubId, slug,
};
pub use issue::{Checked, Issue, Place, Severity};
pub use progress::Progress;
pub use time::{Timestamp, is_date};
