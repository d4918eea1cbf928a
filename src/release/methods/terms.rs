//! What the methods paragraph says beside the figures.

/// What the paragraph says beside the figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::release) struct Terms<'a> {
    /// The version of the program that worked the figures out.
    pub program: &'a str,
    /// Whether the texts are in the release.
    pub texts: bool,
    /// Whether it has the adjudicated sets alone.
    pub adjudicated: bool,
    /// Whether something was not complete.
    pub incomplete: bool,
}
