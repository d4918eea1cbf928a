//! Settling: the queue of disagreements, decisions and what follows from them.
//!
//! A [`Comparisons`] compares what changed and nothing else; a [`Queue`] is its disagreements, the most informative
//! first. [`settle`] turns a choice into edits of the adjudicator's own set; annotators' sets are never touched.
//! [`plan`] does so for many positions at once, and [`feedback`] tells an annotator what was decided otherwise.

mod bulk;
mod cache;
mod confusion;
mod example;
mod feedback;
mod html;
mod names;
mod queue;
mod settle;
mod talk;
#[cfg(test)]
mod tests;

pub use bulk::{Plan, Planned, Skipped, Strategy, Why, plan};
pub use cache::Comparisons;
pub use example::keep_as_example;
pub use feedback::{Correction, Feedback, feedback};
pub use html::feedback_html;
pub use names::{ArticleNames, Names};
pub use queue::{Filter, Item, ItemKey, Queue, Standing, Standings, is_settled, queue, standings};
pub use settle::{Choice, Content, Desk, Ruling, SettleError, explain, settle, unsettle};
pub use talk::{Question, questions, thread};

pub use crate::compare::{frozen_units, may_tag, unit_at};
