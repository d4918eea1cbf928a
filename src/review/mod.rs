//! Adjudication: the queue of disagreements, decisions and what follows from them.
//!
//! A [`Comparisons`] compares what changed and nothing else; a [`Queue`] is its disagreements, the most informative
//! first. [`adjudicate`] turns a choice into edits of the adjudicator's own set; annotators' sets are never touched.
//! [`plan`] does so for many positions at once, and [`feedback`] tells an annotator what was decided otherwise.

mod adjudicate;
mod bulk;
mod cache;
mod comments;
mod confusion;
mod example;
mod feedback;
mod html;
mod names;
mod queue;
#[cfg(test)]
mod tests;

pub use adjudicate::{
    AdjudicationChoice, AdjudicationContext, AdjudicationError, AnswerContent, Ruling, adjudicate, explain,
    reopen,
};
pub use bulk::{Plan, Planned, SkipReason, Skipped, Strategy, plan};
pub use cache::Comparisons;
pub use comments::{OpenQuestion, questions, thread};
pub use example::keep_as_example;
pub use feedback::{Correction, Feedback, feedback};
pub use html::feedback_html;
pub use names::{ArticleNames, NameVisibility};
pub use queue::{Filter, Queue, QueueItem, QueueItemKey, ReviewStatus, queue};
