//! A measure's value, or why it has none.

/// Why a measure has no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
pub enum Undefined {
    /// No unit was judged by two annotators.
    #[error("nothing was judged by two annotators")]
    NothingShared,
    /// All judgements are the same, so that chance alone would agree as well.
    #[error("everything got the same answer, so chance agrees as well")]
    OneCategory,
    /// A category count below two.
    #[error("there are fewer than two answers to choose from")]
    FewCategories,
    /// No unit in any document, so that there is nothing to compare by chance.
    #[error("nobody marked anything")]
    NothingMarked,
    /// Nobody put two passages together.
    #[error("nobody put two passages together")]
    NothingLinked,
    /// Fewer than two annotators.
    #[error("there are fewer than two annotators")]
    FewAnnotators,
    /// The measure does not fit more than two annotators, or marks that overlap each other.
    #[error("the marks overlap each other, which this measure does not allow")]
    DoesNotFit,
}

/// A measure's value, or why it has none.
pub type Measured = Result<f64, Undefined>;
