//! What is selected in the article, and which boundary is in hand.

use crate::text::Span;

/// The two ends of a selection, in bytes; equal when nothing is selected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Selection {
    /// Where it began.
    pub anchor: u32,
    /// Where the caret is.
    pub focus: u32,
}

impl Selection {
    /// The selected bytes; none when the ends meet.
    pub fn span(self) -> Option<Span> {
        Span::new(self.anchor.min(self.focus), self.anchor.max(self.focus))
    }
}

/// Which boundary of an annotation the arrow keys move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grip {
    /// Where it starts.
    Start,
    /// Where it ends.
    End,
}
