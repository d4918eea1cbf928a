//! Inter-annotator agreement: the measures, their intervals, and what they say.
//!
//! A measure that is not defined for the data at hand answers why ([`Undefined`]), never 0 or 1. [`Report`] puts the
//! figures of a whole project together.

pub mod assignment;
pub mod bootstrap;
mod data;
pub mod drift;
mod drifts;
mod figures;
pub mod gamma;
pub mod links;
pub mod marks;
pub mod masi;
mod measure;
pub mod nominal;
pub mod pairs;
mod print;
#[cfg(test)]
mod references;
mod report;
mod rows;
mod sections;
mod span_rows;
pub mod spans;
mod stretches;
mod table;
#[cfg(test)]
mod tests;
pub mod unitized;
mod words;

pub use data::{Counted, LeftOut, Request, RequestError, Viewer};
pub use drifts::{Drift, DriftKind, iso_week};
pub use measure::{Measure, NoMeasure};
pub use print::{AGAIN, BY_WEEK, Shown};
pub use report::{Cache, Label, Question, Report, Section, shown, shown_interval};
pub use rows::Row;
pub use table::{Crossing, Door, Passage, Table};
pub use words::{FEWEST, Grade, RELIABLE, TENTATIVE, Words};

use std::fmt;

/// Why a measure has no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Undefined {
    /// No unit was judged by two annotators.
    NothingShared,
    /// All judgements are the same, so that chance alone would agree as well.
    OneCategory,
    /// A category count below two.
    FewCategories,
    /// Nobody marked anything.
    NothingMarked,
    /// Nobody put two passages together.
    NothingLinked,
    /// Fewer than two annotators.
    FewAnnotators,
    /// The measure does not fit more than two annotators, or marks that overlap each other.
    DoesNotFit,
}

impl fmt::Display for Undefined {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NothingShared => "nothing was judged by two annotators",
            Self::OneCategory => "everything got the same answer, so chance agrees as well",
            Self::FewCategories => "there are fewer than two answers to choose from",
            Self::NothingMarked => "nobody marked anything",
            Self::NothingLinked => "nobody put two passages together",
            Self::FewAnnotators => "there are fewer than two annotators",
            Self::DoesNotFit => "the marks overlap each other, which this measure does not allow",
        })
    }
}

impl std::error::Error for Undefined {}

/// A measure's value, or why it has none.
pub type Measured = Result<f64, Undefined>;
