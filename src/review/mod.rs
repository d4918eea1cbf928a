//! Settling: the queue of disagreements, decisions and what follows from them.
//!
//! A [`Comparisons`] compares what changed and nothing else; a [`Queue`] is its disagreements, the most informative
//! first. [`settle`] turns a choice into edits of the adjudicator's own set; annotators' sets are never touched.

mod cache;
mod confusion;
mod queue;
mod settle;
#[cfg(test)]
mod tests;

pub use cache::Comparisons;
pub use queue::{Filter, Item, ItemKey, Queue, Standing, Standings, is_settled, queue, standings};
pub use settle::{Choice, Content, Desk, Ruling, SettleError, explain, settle, unsettle};

pub use crate::compare::{frozen_units, may_tag, unit_at};
