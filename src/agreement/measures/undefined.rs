//! A measure's value, or why it has none.

use crate::locale::Message;
use crate::message;
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
    /// No unit in any document, so that there is nothing to compare by chance.
    NothingMarked,
    /// Of a code that one mark bears, so that no two are to be compared.
    UsedOnce,
    /// Nobody put two passages together.
    NothingLinked,
    /// Fewer than two annotators.
    FewAnnotators,
    /// The measure does not fit more than two annotators, or marks that overlap each other.
    DoesNotFit,
}

impl Undefined {
    /// The reason as a clause.
    pub fn message(self) -> Message {
        match self {
            Self::NothingShared => message!("agreement-nothing-shared"),
            Self::OneCategory => message!("agreement-one-category"),
            Self::FewCategories => message!("agreement-few-categories"),
            Self::NothingMarked => message!("agreement-nothing-marked"),
            Self::UsedOnce => message!("agreement-used-once"),
            Self::NothingLinked => message!("agreement-nothing-linked"),
            Self::FewAnnotators => message!("agreement-few-annotators"),
            Self::DoesNotFit => message!("agreement-overlapping-marks"),
        }
    }
}

/// In English: for the command line and files.
impl fmt::Display for Undefined {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message().fmt(f)
    }
}

impl std::error::Error for Undefined {}

/// A measure's value, or why it has none.
pub type Measured = Result<f64, Undefined>;
