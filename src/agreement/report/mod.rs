//! The report: what a team agrees on, question by question.
//!
//! The questions come in this order: did they mark the same *places*; give the same *code*; the same *attributes*; link
//! to the same *claim*? Each is about those units on which the question before was answered alike:
//!
//! * Places: everything that two annotators judged.
//! * Codes and claims: what two of them marked. Where a unit got several answers, α with MASI compares the sets, and
//!   figures about single answers leave out who gave several. For layers of passages there are besides the sets of
//!   answers of whole sentences, where none is a set too.
//! * Attributes: what got the same answer from two. One choice that was not given was not judged, whatever its default.
//!   Of several that can be given together, and of passages, none is the empty set where somebody gave some; where nobody
//!   did, nothing was judged.
//!
//! Marks are matched as [`compare`](crate::compare::compare) does, which prefers the same answer among overlapping marks.
//! Of a position at which not all marks overlap each other, those count that most annotators made on a common point.

mod agreement_report;
mod article;
mod assumed;
mod builder;
mod cache;
mod cells;
mod drift;
mod estimate;
mod filter;
mod headline;
mod item_estimates;
mod json;
mod number;
mod reliability_data;
mod request;
mod scope;
mod section;
mod span_estimates;
mod stretches;
mod summary;
#[cfg(test)]
mod tests;
mod text;

pub use agreement_report::AgreementReport;
pub use cache::ReportCache;
pub use drift::{Drift, DriftKind, iso_week};
pub use estimate::Estimate;
pub use filter::{AGAIN, BY_WEEK, EstimateFilter};
pub use json::write_json;
pub use number::{shown, shown_interval};
pub use reliability_data::{ArticlePassage, CrossTabulation, ReliabilityData, UnitSelection};
pub use request::{Counted, Request, RequestError, Viewer};
pub use scope::LeftOut;
pub use section::{Label, Question, ReportSection};
pub use summary::{FEWEST, Grade, RELIABLE, Summary, TENTATIVE};
pub use text::write_text;
