//! What becomes of a command: what it asks of the world, or why it has no effect.

use super::Effect;

/// Why a command has no effect just now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoEffect {
    /// No project is open.
    NoProject,
    /// No article is open.
    NoArticle,
    /// No article to be fetched is in hand, or it is there no longer.
    NoStub,
    /// The article has no sentences, or is not divided into them yet.
    NoSentences,
    /// There is no annotation where one is needed.
    NoAnnotation,
    /// There is no other article to go to.
    NoOtherArticle,
    /// Nothing was searched, or nothing found.
    NothingFound,
    /// Nothing is selected.
    NothingSelected,
    /// Nothing was begun that could be accepted or let go of.
    NothingBegun,
    /// It does not go further.
    AtTheEnd,
    /// The codebook does not have what is asked for.
    NotInCodebook,
    /// It is so already.
    AlreadySo,
    /// Somebody else has my files open.
    ReadOnly,
    /// It was refused, and that was said.
    Refused,
}

/// What a command asks of the world; often nothing, since most change the state alone.
pub type Outcome = Result<Vec<Effect>, NoEffect>;

/// What a command asks of the world that changes the state alone.
pub(super) const fn done() -> Outcome {
    Ok(Vec::new())
}
